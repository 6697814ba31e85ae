//! The virtual machine: runs bytecode the way CPython does, as far as memory can tell.
//!
//! Every value on the stack and in every slot is a counted reference, so that `sys.getrefcount`, the moment of every
//! release and the order of finalizers come out as in the real interpreter. Conventions of all functions here:
//! arguments are borrowed from the caller, results are owned by the caller, unless a comment says otherwise.

mod arithmetic;
mod attribute;
mod built_in_attribute;
mod builtins;
mod byte_array;
mod c_call;
mod call;
mod class;
mod class_statement;
mod compare;
mod construct;
mod context;
mod deque;
mod derived;
mod dict;
mod exception;
mod exec;
mod exit;
mod format;
mod frame;
mod generator;
mod hash;
mod hooks;
mod import;
mod instance_dict;
mod introspect;
mod iterate;
mod known_names;
mod library;
mod list_room;
mod load_method;
mod metaclass;
mod names;
mod new;
mod new_class;
mod operators;
mod pattern;
mod percent;
mod sequence_tuple;
mod set;
mod set_attribute;
mod show;
mod slots;
mod sort;
mod special_result;
mod specialize;
mod stack;
mod star_call;
mod start;
mod subscript;
mod traceback;
mod transfer;
mod types;
mod unpack;

use std::rc::Rc;

use crate::hash::{HashMap, HashSet};
use crate::heap::{Flags, Heap, Kind, ObjectId};
use crate::profile::Profile;
use crate::python::code::Location;
use crate::python::diagnostic::{self, Diagnostic};
use crate::python::finally;
use crate::python::tables::{Chunk, Stream, Tables};
use crate::python::{Limits, Run, compile, compile_options};
use crate::refcount;
use crate::tape::Recorder;
use crate::world::World;

use builtins::Native;
use class::ClassInfo;
use dict::DictIndex;
use frame::{Frame, Linked};
use iterate::IteratorState;
use set::SetTable;
use specialize::Site;
use stack::StackRef;
use types::Types;

/// Why a computation has no result.
#[derive(Debug)]
pub enum Unwind {
    /// A Python exception is on its way; the reference is owned.
    Exception(ObjectId),
    /// The run is over: the program is outside the subset, or a bound was reached.
    Stop(Box<Diagnostic>),
}

/// The result of anything that can raise: by default an owned reference.
pub type Outcome<T = ObjectId> = Result<T, Unwind>;

/// The machine's state.
pub struct Vm<R> {
    world: World<R>,
    tables: Tables,
    types: Types,
    none: ObjectId,
    true_: ObjectId,
    false_: ObjectId,
    ellipsis: ObjectId,
    not_implemented: ObjectId,
    empty_tuple: ObjectId,
    /// Strings that exist once: identifiers and other constants.
    interned: HashMap<Rc<str>, ObjectId>,
    /// Hashes of `tables.texts`, 0 where not computed yet.
    text_hashes: Vec<i64>,
    small_ints: HashMap<i64, ObjectId>,
    /// Hash indexes of dicts, by payload.
    dict_indexes: Vec<DictIndex>,
    free_dict_indexes: Vec<usize>,
    /// Hash tables of sets, beside their slots, by payload.
    set_tables: Vec<SetTable>,
    iterators: Vec<IteratorState>,
    /// Hashes of weak references, kept when the referents die.
    weakref_hashes: HashMap<ObjectId, i64>,
    /// Bounds and changes of deques.
    deques: HashMap<ObjectId, deque::DequeState>,
    /// Facts about classes that only the machine needs, parallel to `tables.classes`.
    classes: Vec<ClassInfo>,
    /// What `find_in_type` found, until a class changes.
    type_cache: HashMap<(ObjectId, ObjectId), Option<ObjectId>>,
    /// Order of insertion of inline attributes, for instances that did not follow the shared order.
    attribute_orders: HashMap<ObjectId, Vec<u32>>,
    /// How many items lists have room for, where that is not their length.
    list_rooms: HashMap<ObjectId, usize>,
    /// By instance: the dicts that the collector overlooks (`Flags::EMBEDDED`).
    embedded_dicts: HashMap<ObjectId, ObjectId>,
    natives: Vec<Native<R>>,
    /// Which of the profile's `c_calls.parsers` have been used, as bits.
    used_parsers: u32,
    /// Places in `tables.bytes` of blocks of zeros, by their length.
    blanks: HashMap<usize, usize>,
    /// Those that ever changed: how much room they have is not known.
    changed_bytearrays: HashSet<ObjectId>,
    /// Inline caches, by the code's index and the place in it; made when first needed.
    sites: Vec<Vec<Site>>,
    /// The function objects of `natives`, made when first asked for.
    native_objects: Vec<Option<ObjectId>>,
    /// Methods of built-in types by (type, name).
    native_methods: HashMap<(ObjectId, ObjectId), usize>,
    /// Names in the module `builtins`.
    builtins: HashMap<ObjectId, ObjectId>,
    builtins_dict: ObjectId,
    modules: HashMap<Rc<str>, ObjectId>,
    globals: ObjectId,
    linked: Vec<Rc<Linked>>,
    /// By index in `linked`; the module's is made when it is asked for.
    code_objects: HashMap<usize, ObjectId>,
    frames: Vec<Frame>,
    stack: Vec<StackRef>,
    /// The exception that is being handled, owned.
    handled: Option<ObjectId>,
    /// The exception on its way was raised again: its traceback has this frame already.
    reraised: bool,
    /// Exceptions raised `from` something: their context is not printed (`__suppress_context__`).
    suppressed_contexts: HashSet<ObjectId>,
    /// Generators that have not ended.
    generators: HashMap<ObjectId, generator::State>,
    /// The frame that was left last was put aside at a `yield`.
    has_yielded: bool,
    /// Something exists whose death or collection runs Python code: a finalizer, a callback, a generator.
    may_call_python: bool,
    /// The tuple of a `f(*args)` call that is about to begin, borrowed.
    packed_arguments: Option<ObjectId>,
    /// The dict of a `f(**keywords)` call that is about to begin, borrowed.
    packed_keywords: Option<ObjectId>,
    /// Codes whose last frame was kept for their next call (up to 3.10), by index.
    kept_frames: HashSet<usize>,
    /// The program called `gc.freeze()`.
    has_frozen: bool,
    gc_garbage: ObjectId,
    gc_callbacks: ObjectId,
    recursion_limit: usize,
    /// Nested calls of the machine by native functions and finalizers.
    native_depth: usize,
    /// A container has been shown; see `make_repr_list`.
    has_repr_list: bool,
    /// Objects whose `repr` is being made.
    in_repr: Vec<ObjectId>,
    instructions_left: u64,
    limits: Limits,
    source: Rc<str>,
    filename: Rc<str>,
    /// Whose code is being linked.
    linking: library::Origin,
    /// Which of `library::UNITS` are loaded.
    loaded_units: Vec<bool>,
    /// A run that has to stop, met where it can't be passed on (in a finalizer): the next instruction stops.
    stopped: Option<Box<Diagnostic>>,
}

impl<R: Recorder> Vm<R> {
    fn heap(&self) -> &Heap {
        self.world.heap()
    }

    fn profile(&self) -> &'static Profile {
        self.world.profile
    }

    fn kind(&self, object: ObjectId) -> Kind {
        self.heap().kind(object)
    }

    fn type_of(&self, object: ObjectId) -> ObjectId {
        self.heap().class(object).unwrap_or(self.types.type_)
    }

    /// The name of an object's type as messages have it (`tp_name`).
    fn type_name(&self, object: ObjectId) -> Rc<str> {
        let Some(class) = self.tables.class_of(self.heap(), object) else {
            return "type".into();
        };
        if class.is_c && *class.module != *"builtins" {
            return format!("{}.{}", class.module, class.name).into();
        }
        class.name.clone()
    }

    /// Another reference to an object.
    fn new_reference(&mut self, object: ObjectId) -> ObjectId {
        self.world.incref(object);
        object
    }

    fn incref(&mut self, object: ObjectId) {
        self.world.incref(object);
    }

    fn decref(&mut self, object: ObjectId) {
        refcount::decref(self, object);
    }

    fn xdecref(&mut self, object: Option<ObjectId>) {
        refcount::xdecref(self, object);
    }

    /// Releases references, first to last.
    fn decref_all(&mut self, objects: impl IntoIterator<Item = ObjectId>) {
        for object in objects {
            self.decref(object);
        }
    }

    /// Releases a result that nobody wants.
    fn discard(&mut self, outcome: Outcome) -> Outcome<()> {
        outcome.map(|object| self.decref(object))
    }

    fn bool(&self, value: bool) -> ObjectId {
        if value { self.true_ } else { self.false_ }
    }

    /// The text of a `str`; empty for anything else.
    fn text(&self, object: ObjectId) -> Rc<str> {
        if self.kind(object) == Kind::Str {
            self.tables.texts[self.heap().payload(object).index()].clone()
        } else {
            "".into()
        }
    }

    fn is_str(&self, object: ObjectId) -> bool {
        self.kind(object) == Kind::Str
    }

    /// The value of an `int` or `bool`.
    fn int_value(&self, object: ObjectId) -> Option<i64> {
        matches!(self.kind(object), Kind::Int | Kind::Bool)
            .then(|| self.heap().payload(object).int())
    }

    /// Prints to one of the standard streams.
    fn write(&mut self, stream: Stream, text: String) {
        if text.is_empty() {
            return;
        }
        let printed = self.tables.output.len() as u32;
        self.tables.output.push(Chunk { stream, text });
        self.world.emit(crate::event::Event::Print {
            before: printed,
            after: printed + 1,
        });
    }

    /// Where the running instruction stands in the source.
    fn location(&self) -> Option<Location> {
        let is_program = |frame: &&Frame| frame.linked.origin == library::Origin::Program;
        let frame = self.frames.iter().rev().find(is_program)?;
        frame
            .linked
            .code
            .locations
            .get(frame.pc as usize)
            .copied()
            .flatten()
    }

    fn diagnostic(&self, kind: diagnostic::Kind, message: String) -> Box<Diagnostic> {
        let at = self.location().unwrap_or(Location {
            line: self.heap().place().line.max(1),
            column: 0,
            end_line: self.heap().place().line.max(1),
            end_column: 0,
        });
        Box::new(Diagnostic {
            kind,
            line: at.line,
            column: at.column,
            end_line: at.end_line,
            end_column: at.end_column,
            message,
        })
    }

    /// The program uses something outside the subset: the run ends with one diagnostic.
    fn unsupported<T>(&self, what: impl Into<String>) -> Outcome<T> {
        Err(Unwind::Stop(
            self.diagnostic(diagnostic::Kind::Unsupported, what.into()),
        ))
    }

    /// A bound was reached: the run ends with one diagnostic.
    fn limit<T>(&self, what: impl Into<String>) -> Outcome<T> {
        Err(Unwind::Stop(
            self.diagnostic(diagnostic::Kind::Limit, what.into()),
        ))
    }

    fn flags(&self, object: ObjectId) -> Flags {
        self.heap().flags(object)
    }
}

impl<R: Recorder> Vm<R> {
    /// The exit status; what went wrong is reported.
    fn conclude(&mut self, outcome: Outcome<()>, diagnostics: &mut Vec<Diagnostic>) -> u8 {
        match outcome {
            Ok(()) => 0,
            Err(Unwind::Stop(diagnostic)) => {
                diagnostics.push(*diagnostic);
                2
            }
            Err(Unwind::Exception(exception)) => self.report_uncaught(exception, diagnostics),
        }
    }
}

/// Runs a program to its end, or as far as it comes.
pub fn run<R: Recorder>(
    source: &str,
    filename: &str,
    profile: &'static Profile,
    limits: Limits,
    recorder: R,
) -> Run<R> {
    let mut vm = Vm::start(source, filename, profile, limits, recorder);
    let code = compile::compile(source, filename, &compile_options(profile));
    let mut diagnostics = Vec::new();
    let preloaded = code.as_ref().map_or(Ok(()), |code| vm.preload(code));
    let start = vm.world.events();
    let status = match code {
        Err(diagnostic) => {
            vm.report_syntax_error(&diagnostic);
            let status = if diagnostic.kind == diagnostic::Kind::Syntax {
                1
            } else {
                2
            };
            diagnostics.push(diagnostic);
            status
        }
        Ok(code) => {
            if profile.messages.warns_of_leaving_finally {
                let warnings = finally::warnings(source, filename);
                vm.write(Stream::Stderr, warnings);
            }
            let outcome = preloaded.and_then(|()| vm.run_module(code));
            let status = vm.conclude(outcome, &mut diagnostics);
            if limits.runs_exit && status != 2 {
                let outcome = vm.exit();
                status.max(vm.conclude(outcome, &mut diagnostics))
            } else {
                status
            }
        }
    };
    vm.finish_run(start, diagnostics, status)
}
