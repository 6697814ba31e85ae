//! The functions in `builtins`.

mod arguments;
mod attributes;
mod constructors;
mod exceptions;
mod execute;
mod numeric;
mod output;
mod reduce;

use super::{Args, Signature};
use crate::heap::{Kind, ObjectId};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Between, Exactly};
    vm.function("ascii", Exactly(1), ascii);
    vm.function("callable", Exactly(1), callable);
    vm.function("format", Between(1, 2), format);
    vm.function("hash", Exactly(1), hash);
    vm.function("id", Exactly(1), id);
    vm.function("iter", Between(1, 2), iter);
    vm.function("len", Exactly(1), len);
    vm.function("next", Between(1, 2), next);
    vm.function("repr", Exactly(1), repr);
    vm.function("breakpoint", Any, |vm, _| vm.unsupported("breakpoint()"));
    vm.function("compile", Any, |vm, _| vm.unsupported("compile()"));
    vm.function("eval", Any, |vm, _| vm.unsupported("eval()"));
    vm.function("input", Any, |vm, _| {
        vm.unsupported("input(): a program here runs without anybody to ask")
    });
    vm.function("open", Any, |vm, _| {
        vm.unsupported("open(): there are no files here")
    });
    attributes::register(vm);
    constructors::register(vm);
    exceptions::register(vm);
    execute::register(vm);
    numeric::register(vm);
    output::register(vm);
    reduce::register(vm);
}

fn repr<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let shown = vm.repr(args.positional[0])?;
    Ok(vm.new_str(shown))
}

fn ascii<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let shown = vm.ascii(args.positional[0])?;
    Ok(vm.new_str(shown))
}

fn format<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let spec = match args.positional.get(1) {
        Some(&spec) if vm.is_str(spec) => vm.text(spec),
        Some(&spec) => {
            let name = vm.type_name(spec);
            return vm.type_error(format!("format() argument 2 must be str, not {name}"));
        }
        None => "".into(),
    };
    let shown = vm.format(args.positional[0], &spec)?;
    Ok(vm.new_str(shown))
}

fn hash<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let hash = vm.hash(args.positional[0])?;
    Ok(vm.new_int(hash))
}

/// The made-up address that `repr` shows as well.
fn id<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let address = vm.address(args.positional[0]);
    Ok(vm.new_int(address as i64))
}

fn len<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let length = vm.length(args.positional[0])?;
    Ok(vm.new_int(length as i64))
}

fn callable<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let answer = is_callable(vm, args.positional[0]);
    Ok(vm.bool(answer))
}

fn is_callable<R: Recorder>(vm: &mut Vm<R>, object: ObjectId) -> bool {
    match vm.kind(object) {
        Kind::Function | Kind::BuiltinFunction | Kind::Method | Kind::Type | Kind::Weakref => true,
        // Callable since 3.10.
        Kind::StaticMethod => true,
        _ => {
            let name = vm.intern_str("__call__");
            vm.find_in_type(vm.type_of(object), name).is_some()
        }
    }
}

fn iter<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    match *args.positional {
        [iterable] => vm.iter(iterable),
        [callable, sentinel] if is_callable(vm, callable) => {
            Ok(vm.iter_callable(callable, sentinel))
        }
        _ => vm.type_error("iter(v, w): v must be callable"),
    }
}

fn next<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let iterator = args.positional[0];
    let is_iterator = match vm.kind(iterator) {
        Kind::Iterator | Kind::Generator => true,
        _ => {
            let name = vm.intern_str("__next__");
            vm.find_in_type(vm.type_of(iterator), name).is_some()
        }
    };
    if !is_iterator {
        let name = vm.type_name(iterator);
        return vm.type_error(format!("'{name}' object is not an iterator"));
    }
    match vm.next(iterator)? {
        Some(item) => Ok(item),
        None => match args.positional.get(1) {
            Some(&default) => Ok(vm.new_reference(default)),
            None => {
                let exception = vm.new_exception(vm.types.stop_iteration, &[]);
                Err(vm.raise_object(exception))
            }
        },
    }
}
