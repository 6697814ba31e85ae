//! The module `sys`.

mod sizes;

use super::{Args, Signature};
use crate::heap::{Flags, Kind, ObjectId};
use crate::python::tables::Stream;
use crate::python::vm::exception::TRACEBACK;
use crate::python::vm::library::Origin;
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

const MODULE: &str = "sys";
/// The standard streams are modules with the functions `write` and `flush`.
const STREAMS: [(&str, &str, Stream); 2] = [
    ("sys.stdout", "stdout", Stream::Stdout),
    ("sys.stderr", "stderr", Stream::Stderr),
];

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Between, Exactly};
    vm.module_function(MODULE, "_getframe", Between(0, 1), get_frame);
    vm.method(vm.types.frame, "clear", Exactly(0), |vm, args| {
        vm.clear_frame(args.positional[0])?;
        Ok(vm.none)
    });
    vm.module_function(MODULE, "exc_info", Exactly(0), exc_info);
    vm.module_function(MODULE, "excepthook", Exactly(3), |vm, args| {
        let text = vm.format_exception(args.positional[1])?;
        vm.write(Stream::Stderr, text);
        Ok(vm.none)
    });
    vm.module_function(MODULE, "exit", Between(0, 1), exit);
    // For the library: what it can't promise.
    vm.module_function(MODULE, "_unsupported", Exactly(1), |vm, args| {
        let what = vm.text(args.positional[0]);
        vm.unsupported(what.to_string())
    });
    // For `ctypes`.
    vm.module_function(MODULE, "_refcount_at", Exactly(1), |vm, args| {
        let object = object_at(vm, args.positional[0])?;
        refcount_of(vm, object, "the reference count")
    });
    vm.module_function(MODULE, "_object_at", Exactly(1), |vm, args| {
        let object = object_at(vm, args.positional[0])?;
        Ok(vm.new_reference(object))
    });
    vm.module_function(MODULE, "getrecursionlimit", Exactly(0), get_recursion_limit);
    vm.module_function(MODULE, "getrefcount", Exactly(1), get_refcount);
    vm.module_function(MODULE, "getsizeof", Any, sizes::get_size);
    let object = vm.types.object;
    vm.method(object, "__sizeof__", Signature::Exactly(0), sizes::size_of);
    vm.module_function(MODULE, "intern", Exactly(1), intern);
    vm.module_function(MODULE, "setrecursionlimit", Exactly(1), set_recursion_limit);
    for (object, name, stream) in STREAMS {
        let write: super::Function<R> = match stream {
            Stream::Stdout => |vm, args| write(vm, args, Stream::Stdout),
            Stream::Stderr => |vm, args| write(vm, args, Stream::Stderr),
        };
        vm.module_function(object, "write", Exactly(1), write);
        vm.module_function(object, "flush", Exactly(0), |vm, _| Ok(vm.none));
        if let Some(&module) = vm.modules.get(object) {
            vm.module_value(MODULE, name, module);
        }
    }
    let name = vm.intern_str("cpython");
    vm.module_value("sys.implementation", "name", name);
    if let Some(&implementation) = vm.modules.get("sys.implementation") {
        vm.module_value(MODULE, "implementation", implementation);
    }
    let largest = vm.small_int(i64::MAX);
    vm.module_value(MODULE, "maxsize", largest);
    let byte_order = vm.intern_str("little");
    vm.module_value(MODULE, "byteorder", byte_order);
    register_version(vm);
}

/// `sys.version_info` as a plain tuple, which can be compared and indexed.
fn register_version<R: Recorder>(vm: &mut Vm<R>) {
    let numbers = vm.profile().measured.split('.');
    let mut items: Vec<ObjectId> = Vec::new();
    for number in numbers.filter_map(|number| number.parse().ok()) {
        items.push(vm.small_int(number));
    }
    items.push(vm.intern_str("final"));
    items.push(vm.small_int(0));
    let version = vm.world.create(
        Kind::Tuple,
        Some(vm.types.tuple),
        items.len() as u32,
        Default::default(),
    );
    for (index, item) in items.into_iter().enumerate() {
        vm.world.replace_slot(version, index, Some(item));
    }
    vm.world
        .set_flags(version, Flags::UNCOUNTED | Flags::BUILTIN);
    vm.module_value(MODULE, "version_info", version);
}

fn write<R: Recorder>(vm: &mut Vm<R>, args: &Args, stream: Stream) -> Outcome {
    let object = args.positional[0];
    if !vm.is_str(object) {
        let name = vm.type_name(object);
        return vm.type_error(format!("write() argument must be str, not {name}"));
    }
    let text = vm.text(object);
    vm.write(stream, text.to_string());
    Ok(vm.new_int(text.chars().count() as i64))
}

impl<R: Recorder> Vm<R> {
    /// Which standard stream an object is, if it is one.
    pub(in crate::python::vm) fn standard_stream(&self, object: ObjectId) -> Option<Stream> {
        STREAMS
            .iter()
            .find(|(name, ..)| self.modules.get(*name) == Some(&object))
            .map(|&(.., stream)| stream)
    }

    /// Whether an object is immortal in the versions that have immortal objects (spec, section 4.3).
    fn is_immortal(&self, object: ObjectId) -> bool {
        let payload = self.heap().payload(object);
        match self.kind(object) {
            Kind::None | Kind::Bool | Kind::Ellipsis | Kind::NotImplemented => true,
            Kind::Int => (-5..=self.profile().largest_small_int).contains(&payload.int()),
            Kind::Str => {
                let text = self.text(object);
                let mut characters = text.chars();
                match (characters.next(), characters.next()) {
                    (first, None) => first.is_none_or(|first| first <= '\u{FF}'),
                    _ => false,
                }
            }
            Kind::Bytes if !self.is_bytearray(object) => {
                self.tables.bytes[payload.index()].len() <= 1
            }
            Kind::Tuple => object == self.empty_tuple,
            Kind::Type => self.flags(object).has(Flags::BUILTIN),
            _ => false,
        }
    }
}

/// The caller's own reference to the argument is counted too (spec, section 4).
fn get_refcount<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    refcount_of(vm, args.positional[0], "sys.getrefcount")
}

/// The reference count of an object, or that it can't be promised; `how` it is asked for.
fn refcount_of<R: Recorder>(vm: &mut Vm<R>, object: ObjectId, how: &str) -> Outcome {
    if vm.flags(object).has(Flags::BUILTIN) && vm.heap().is_counted(object) {
        return vm.unsupported(format!("{how} of a part of the standard library"));
    }
    if !vm.flags(object).has(Flags::UNCOUNTED) {
        let count = vm.heap().refcount(object);
        return Ok(vm.new_int(i64::from(count)));
    }
    match vm.profile().immortal_refcount {
        Some(count) if vm.is_immortal(object) => Ok(vm.new_int(i64::from(count))),
        _ => vm.unsupported(format!(
            "{how} of a constant: the count of a literal is shared with the interpreter and can't be promised"
        )),
    }
}

/// The object that has this `id`; no other memory can be read.
fn object_at<R: Recorder>(vm: &mut Vm<R>, address: ObjectId) -> Outcome {
    let found = vm
        .int_value(address)
        .and_then(|address| vm.at_address(address));
    match found {
        Some(object) => Ok(object),
        None => vm.unsupported("reading memory where no object is (any more)"),
    }
}

fn get_recursion_limit<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    Ok(vm.new_int(vm.recursion_limit as i64))
}

fn set_recursion_limit<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let limit = vm.c_int(args.positional[0])?;
    if limit < 1 {
        return vm.value_error("recursion limit must be greater or equal than 1");
    }
    let (limit, depth) = (limit as usize, vm.frames.len());
    if depth >= limit {
        return Err(vm.raise(
            vm.types.recursion_error,
            format!(
                "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
            ),
        ));
    }
    vm.recursion_limit = limit;
    Ok(vm.none)
}

/// The frame of the caller, or of so many calls further out; what stands for C code has none.
fn get_frame<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let depth = match args.positional {
        [depth] => vm.c_int(*depth)?.max(0) as usize,
        _ => 0,
    };
    let has_frame = |&index: &usize| vm.frames[index].linked.origin != Origin::Builtin;
    match (0..vm.frames.len()).rev().filter(has_frame).nth(depth) {
        Some(index) => Ok(vm.materialize_frame(index)),
        None => vm.value_error("call stack is not deep enough"),
    }
}

/// From now on the one string of this text: it is shared, and no longer counted.
fn intern<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let object = args.positional[0];
    if !vm.is_str(object) {
        let name = vm.type_name(object);
        return vm.type_error(format!("intern() argument must be str, not {name}"));
    }
    let text = vm.text(object);
    if let Some(&interned) = vm.interned.get(&text) {
        return Ok(interned);
    }
    vm.world.set_flags(object, Flags::UNCOUNTED);
    vm.interned.insert(text, object);
    Ok(object)
}

fn exc_info<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    let parts = match vm.handled {
        Some(exception) => {
            let traceback = vm.heap().slot(exception, TRACEBACK).unwrap_or(vm.none);
            [vm.type_of(exception), exception, traceback]
        }
        None => [vm.none; 3],
    };
    for part in parts {
        vm.incref(part);
    }
    Ok(vm.new_tuple(&parts))
}

/// A tuple as the only argument gives several.
fn exit<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let arguments = match *args.positional {
        [] => Vec::new(),
        [code] if vm.kind(code) == Kind::Tuple => {
            vm.heap().slots(code).iter().copied().flatten().collect()
        }
        [code, ..] if code == vm.none => Vec::new(),
        [code, ..] => vec![code],
    };
    let exception = vm.new_exception(vm.types.system_exit, &arguments);
    Err(vm.raise_object(exception))
}
