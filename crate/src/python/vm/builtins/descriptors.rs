//! What makes functions, class methods and properties descriptors: `__get__`, and `__call__` by its name.

use super::{Args, Signature};
use crate::heap::{Kind, ObjectId};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    let types = vm.types.clone();
    for class in [
        types.function,
        types.staticmethod,
        types.classmethod,
        types.property,
    ] {
        vm.method(class, "__get__", Signature::Between(1, 2), get);
    }
    for class in [
        types.function,
        types.method,
        types.builtin_function,
        types.method_descriptor,
    ] {
        vm.method(class, "__call__", Signature::Any, |vm, args| {
            let (&function, _) = args.positional.split_first().unwrap_or((&vm.none, &[]));
            vm.call_with(function, &args.without_first())
        });
    }
}

/// `descriptor.__get__(object, type=None)`.
fn get<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (descriptor, object) = (args.positional[0], args.positional[1]);
    let is_given = |value: &ObjectId| *value != vm.none;
    let class = args.positional.get(2).copied().filter(is_given);
    let object = Some(object).filter(is_given);
    let class = match (class, object) {
        (Some(class), _) => class,
        (None, Some(object)) => vm.type_of(object),
        (None, None) => return vm.type_error("__get__(None, None) is invalid"),
    };
    match (vm.kind(descriptor), object) {
        (Kind::Property, None) => Ok(vm.new_reference(descriptor)),
        (_, object) => match (vm.bind(descriptor, object, class)?, object) {
            (None, Some(object)) => Ok(vm.new_method(descriptor, object)),
            (bound, _) => Ok(bound.unwrap_or(vm.none)),
        },
    }
}
