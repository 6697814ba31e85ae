//! Methods of `object` and `type` that programs call by name: attribute access past what a class defines itself.

use super::{Args, Signature};
use crate::heap::ObjectId;
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::Exactly;
    let object = vm.types.object;
    vm.method(object, "__getattribute__", Exactly(1), |vm, args| {
        let name = name(vm, args);
        vm.get_attribute_plainly(args.positional[0], name)
    });
    vm.method(object, "__setattr__", Exactly(2), |vm, args| {
        let name = name(vm, args);
        vm.set_attribute_plainly(args.positional[0], name, args.positional[2])?;
        Ok(vm.none)
    });
    vm.method(object, "__delattr__", Exactly(1), |vm, args| {
        let name = name(vm, args);
        vm.delete_attribute_plainly(args.positional[0], name)?;
        Ok(vm.none)
    });
    vm.method(vm.types.method, "__new__", Signature::Any, |vm, args| {
        let &[_, function, receiver] = args.positional else {
            return vm.type_error("method expected 2 arguments");
        };
        Ok(vm.new_method(function, receiver))
    });
    let class = vm.types.type_;
    vm.method(class, "mro", Exactly(0), |vm, args| {
        let mro = vm.mro(args.positional[0]);
        list(vm, &mro)
    });
    vm.method(class, "__subclasses__", Exactly(0), |vm, args| {
        let known = &vm.class_info(args.positional[0]).subclasses;
        let known: Vec<ObjectId> = known.iter().map(|&(class, _)| class).collect();
        list(vm, &known)
    });
}

/// Names of attributes are compared by identity.
fn name<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> ObjectId {
    let text = vm.text(args.positional[1]);
    vm.intern(&text)
}

fn list<R: Recorder>(vm: &mut Vm<R>, items: &[ObjectId]) -> Outcome {
    for &item in items {
        vm.incref(item);
    }
    Ok(vm.new_list(items))
}
