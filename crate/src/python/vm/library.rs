//! Parts of the standard library, as Python text of our own (`crate/src/python/library`), compiled by our own compiler.
//!
//! What a program imports belongs to the baseline: it is loaded before line 1, counted by nobody and never drawn.

use super::frame::{Frame, Returns};
use super::{Outcome, Unwind, Vm, diagnostic};
use crate::event::Counter;
use crate::heap::{Flags, GcList, ObjectId};
use crate::python::code::{Code, Const, Instruction, Name};
use crate::python::{compile, compile_options};
use crate::tape::Recorder;

/// Whose code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The visitor's.
    Program,
    /// The library's, and CPython has it in Python too: its frames take part in tracebacks and in the counting.
    Library,
    /// The library's, but CPython has it in C: no traceback names its frames, and no collection starts there.
    Builtin,
}

/// A part of a module: loaded when a program imports the module and names something of it.
pub struct Unit {
    /// The module's name.
    pub module: &'static str,
    /// What the unit adds to the module.
    names: &'static str,
    origin: Origin,
    filename: &'static str,
    source: &'static str,
}

macro_rules! units {
    ($($module:literal $origin:ident $file:literal: $names:literal;)*) => {
        /// All units.
        pub const UNITS: &[Unit] = &[$(Unit {
            module: $module,
            names: $names,
            origin: Origin::$origin,
            filename: $file,
            source: include_str!(concat!("../library/", $file)),
        },)*];
    };
}

units! {
    "__future__" Library "future.py": "annotations division print_function";
    "_abc" Builtin "abc_data.py": "_abc_init _abc_register";
    "abc" Library "abc.py": "ABC ABCMeta abstractmethod";
    "atexit" Builtin "atexit.py": "register unregister _clear _ncallbacks";
    "bisect" Builtin "bisect.py": "bisect bisect_left bisect_right insort insort_left insort_right";
    "heapq" Builtin "heapq.py": "heapify heappop heappush heappushpop heapreplace nlargest nsmallest";
    "collections" Builtin "defaultdict.py": "defaultdict";
    "collections" Builtin "ordered_dict.py": "OrderedDict";
    "collections" Library "counter.py": "Counter";
    "collections" Library "namedtuple.py": "namedtuple";
    "collections" Library "user_types.py": "UserDict UserList ChainMap";
    "collections" Library "user_string.py": "UserString";
    "contextlib" Library "contextlib.py": "AbstractContextManager contextmanager closing suppress nullcontext \
        ExitStack ContextDecorator";
    "copyreg" Library "copyreg.py": "__newobj__ __newobj_ex__";
    "copyreg" Builtin "reduce.py": "_reduce_ex";
    "copy" Library "copy.py": "copy deepcopy Error error";
    "ctypes" Builtin "ctypes.py": "c_int c_uint c_long c_ulong c_longlong c_ulonglong c_int32 c_uint32 c_int64 c_uint64 \
        c_ssize_t c_size_t py_object cast";
    "dataclasses" Library "dataclasses.py": "dataclass field fields asdict astuple replace is_dataclass Field \
        FrozenInstanceError MISSING KW_ONLY InitVar";
    "functools" Builtin "partial.py": "partial reduce";
    "functools" Builtin "lru_wrapper.py": "_lru_cache_wrapper";
    "functools" Library "lru_cache.py": "lru_cache cache";
    "functools" Library "functools.py": "wraps update_wrapper cached_property total_ordering cmp_to_key \
        WRAPPER_ASSIGNMENTS WRAPPER_UPDATES";
    "itertools" Builtin "itertools.py": "accumulate chain combinations combinations_with_replacement compress count \
        cycle dropwhile filterfalse groupby islice pairwise permutations product repeat starmap takewhile tee \
        zip_longest batched";
    "math" Builtin "math.py": "pi e tau inf nan floor ceil trunc fabs isnan isinf isfinite gcd lcm factorial perm comb \
        prod isqrt";
    "operator" Builtin "operator.py": "itemgetter attrgetter methodcaller add sub mul truediv floordiv mod pow neg \
        pos not_ and_ or_ xor eq ne lt le gt ge getitem setitem delitem contains truth is_ is_not index concat \
        countOf indexOf iadd isub imul matmul abs invert inv lshift rshift length_hint";
    "string" Library "string.py": "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits punctuation \
        printable whitespace";
    "time" Builtin "time.py": "sleep time perf_counter monotonic process_time";
    "types" Builtin "generic_alias.py": "GenericAlias UnionType";
    "types" Builtin "mapping_proxy.py": "MappingProxyType";
    "types" Builtin "simple_namespace.py": "SimpleNamespace";
    "types" Library "types.py": "FunctionType LambdaType MethodType GeneratorType \
        BuiltinFunctionType BuiltinMethodType CodeType FrameType TracebackType CellType NoneType EllipsisType \
        NotImplementedType MemberDescriptorType MethodDescriptorType";
    "typing" Library "typing.py": "TYPE_CHECKING Text Optional Union List Dict Set FrozenSet Tuple Type Callable \
        Iterable Iterator Generator Sequence MutableSequence Mapping MutableMapping Collection Container Hashable \
        Sized Literal ClassVar Final Deque DefaultDict OrderedDict Counter NoReturn AnyStr Self Any TypeVar NewType \
        cast final overload";
    "unittest" Builtin "regex.py": "_found";
    "unittest" Library "unittest.py": "TestCase SkipTest skip skipIf skipUnless";
    "unittest" Library "unittest_main.py": "main";
    "weakref" Builtin "proxy.py": "proxy ProxyType CallableProxyType ProxyTypes";
    "weakref" Builtin "weakref_parts.py": "_remove_dead_weakref";
    "weakref" Library "iteration_guard.py": "_IterationGuard";
    "weakref" Library "weak_value_dictionary.py": "WeakValueDictionary KeyedRef";
    "weakref" Library "weak_key_dictionary.py": "WeakKeyDictionary";
    "weakref" Library "weak_set.py": "WeakSet";
    "weakref" Library "weak_method.py": "WeakMethod";
    "weakref" Library "finalize.py": "finalize";
}

impl Unit {
    fn has(&self, name: &str) -> bool {
        self.names.split_ascii_whitespace().any(|own| own == name)
    }
}

impl<R: Recorder> Vm<R> {
    /// Loads what a program, or a unit, imports from the library.
    pub(super) fn preload(&mut self, code: &Code) -> Outcome<()> {
        let mut seen = Mentions::default();
        seen.read(code);
        for (index, unit) in UNITS.iter().enumerate() {
            if seen.imports.iter().any(|import| **import == *unit.module)
                && (seen.everything || seen.names.iter().any(|name| unit.has(name)))
            {
                self.load_unit(index)?;
            }
        }
        Ok(())
    }

    /// What a module has under this name, borrowed; a part of the module that is not there yet is loaded.
    pub(super) fn module_attribute(
        &mut self,
        module: ObjectId,
        name: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        if let Some(value) = self.own_value(module, name) {
            return Ok(Some(value));
        }
        let module_name = self.tables.text(self.heap(), module).to_string();
        let text = self.text(name);
        let unit = UNITS
            .iter()
            .position(|unit| *unit.module == *module_name && unit.has(&text));
        match unit {
            Some(unit) => {
                self.load_unit(unit)?;
                Ok(self.own_value(module, name))
            }
            None => Ok(None),
        }
    }

    /// Calls what a part of the library has under this name, which is loaded when it is not there yet.
    pub(super) fn call_library(&mut self, module: &str, name: &str, args: &[ObjectId]) -> Outcome {
        let module = self.module(module);
        let name = self.intern_str(name);
        match self.module_attribute(module, name)? {
            Some(function) => self.call(function, args),
            None => self.unsupported(format!("'{}'", self.text(name))),
        }
    }

    /// The tuple of the types in a union (`int | str`), borrowed.
    pub(super) fn union_members(&mut self, object: ObjectId) -> Option<ObjectId> {
        let module = self.modules.get("types").copied()?;
        let name = self.intern_str("UnionType");
        let class = self.own_value(module, name)?;
        let is_union = self.type_of(object) == class;
        self.heap().slot(object, 0).filter(|_| is_union)
    }

    /// Whether the running code stands for C code of CPython's.
    pub(super) fn is_in_builtin(&self) -> bool {
        self.frames
            .last()
            .is_some_and(|frame| frame.linked.origin == Origin::Builtin)
    }

    fn load_unit(&mut self, index: usize) -> Outcome<()> {
        if std::mem::replace(&mut self.loaded_units[index], true) {
            return Ok(());
        }
        let unit = &UNITS[index];
        let options = compile_options(self.profile());
        let code = compile::compile(unit.source, unit.filename, &options);
        let code = code.map_err(|error| {
            let message = format!("{}, line {}: {}", unit.filename, error.line, error.message);
            Unwind::Stop(self.diagnostic(diagnostic::Kind::Unsupported, message))
        })?;
        self.preload(&code)?;
        let counters = COUNTERS.map(|counter| self.heap().counter(counter));
        let free_lists = self.world.gc.free_lists.clone();
        let instructions_left = self.instructions_left;
        let handled = self.handled.take();
        let first = self.heap().next_id();
        self.world.set_counter(Counter::Enabled, 0);

        let outcome = self.run_unit(unit, &code);

        self.handled = handled;
        self.instructions_left = instructions_left;
        self.make_baseline(first);
        for (counter, value) in COUNTERS.into_iter().zip(counters) {
            self.world.set_counter(counter, value);
        }
        self.world.gc.free_lists = free_lists;
        outcome
    }

    /// Runs a unit in its module's namespace.
    fn run_unit(&mut self, unit: &Unit, code: &std::rc::Rc<Code>) -> Outcome<()> {
        let module = self.module(unit.module);
        let Some(names) = self.heap().slot(module, 0) else {
            return Ok(());
        };
        let name = self.intern_str(unit.module);
        self.dict_set_name(names, "__name__", name);
        let linking = std::mem::replace(&mut self.linking, unit.origin);
        let index = self.link(code);
        let outcome = self.run_code(index, names, names);
        self.linking = linking;
        self.discard(outcome)
    }

    /// Runs linked code as a module: its names are those of the two dicts (borrowed).
    pub(super) fn run_code(&mut self, index: usize, globals: ObjectId, names: ObjectId) -> Outcome {
        let linked = self.linked[index].clone();
        let namespace = self.new_frame_object(&linked);
        let caller = self.heap().place();
        self.push_frame(Frame {
            linked,
            pc: 0,
            namespace,
            generator: None,
            names: Some(names),
            function: None,
            globals,
            borrowed: 0,
            base: self.stack.len(),
            kept: 0,
            is_entry: true,
            returns: Returns::Value,
            caller,
        });
        self.run_entered()
    }

    /// What was made from `first` on is as if it had always been there: frozen, and nothing for the picture.
    fn make_baseline(&mut self, first: ObjectId) {
        let made = first.get()..self.heap().next_id().get();
        for object in made.filter_map(ObjectId::new) {
            if !self.heap().is_alive(object) || !self.heap().is_gc(object) {
                continue;
            }
            self.world.set_flags(object, Flags::BUILTIN);
            if self.heap().is_tracked(object) {
                self.world.append_to(object, GcList::Permanent);
            }
        }
    }
}

/// What loading a unit must not change.
const COUNTERS: [Counter; 4] = [
    Counter::Count(0),
    Counter::Count(1),
    Counter::Count(2),
    Counter::Enabled,
];

/// The modules that code imports, and all names in it.
#[derive(Default)]
struct Mentions {
    imports: Vec<Name>,
    names: Vec<Name>,
    /// There is a `from … import *`.
    everything: bool,
}

impl Mentions {
    fn read(&mut self, code: &Code) {
        for instruction in &code.instructions {
            match *instruction {
                Instruction::ImportName(name) => {
                    self.imports.push(code.names[name as usize].clone());
                }
                Instruction::ImportStar => self.everything = true,
                _ => {}
            }
        }
        self.names.extend(code.names.iter().cloned());
        for constant in &code.consts {
            if let Const::Code(code) = constant {
                self.read(code);
            }
        }
    }
}
