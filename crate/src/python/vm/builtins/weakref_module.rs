//! The module `weakref` (spec, section 11.1).

use super::{Args, Signature};
use crate::heap::{Flags, Kind, ObjectId, Payload};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;
use crate::weakref::{CALLBACK, register as register_weakref};

const MODULE: &str = "weakref";

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    let class = vm.types.weakref;
    vm.method(class, "__new__", Signature::Any, new_reference);
    vm.module_value(MODULE, "ref", class);
    vm.module_value(MODULE, "ReferenceType", class);
    vm.module_function(
        MODULE,
        "getweakrefcount",
        Signature::Exactly(1),
        get_weakref_count,
    );
    vm.module_function(MODULE, "getweakrefs", Signature::Exactly(1), get_weakrefs);
    vm.module_function(MODULE, "proxy", Signature::Any, |vm, _| {
        vm.unsupported("weakref.proxy")
    });
    vm.module_function(MODULE, "finalize", Signature::Any, |vm, _| {
        vm.unsupported("weakref.finalize")
    });
    vm.module_function(MODULE, "WeakMethod", Signature::Any, |vm, _| {
        vm.unsupported("weakref.WeakMethod")
    });
    vm.module_function(MODULE, "WeakSet", Signature::Any, |vm, _| {
        vm.unsupported("weakref.WeakSet")
    });
    vm.module_function(MODULE, "WeakKeyDictionary", Signature::Any, |vm, _| {
        vm.unsupported("weakref.WeakKeyDictionary")
    });
    vm.module_function(MODULE, "WeakValueDictionary", Signature::Any, |vm, _| {
        vm.unsupported("weakref.WeakValueDictionary")
    });
}

/// `weakref.ref(object, callback=None)`: a reference without callback exists once for each object.
fn new_reference<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    if !args.keywords.is_empty() {
        return vm.type_error("ref() takes no keyword arguments");
    }
    let (object, callback) = match *args.positional {
        [_, object] => (object, None),
        [_, object, callback] => (
            object,
            Some(callback).filter(|&callback| callback != vm.none),
        ),
        ref other => {
            let given = other.len().saturating_sub(1);
            return vm.type_error(if given == 0 {
                "__new__ expected at least 1 argument, got 0".into()
            } else {
                format!("__new__ expected at most 2 arguments, got {given}")
            });
        }
    };
    if !has_weakrefs(vm, object) {
        let name = if vm.kind(object) == Kind::Weakref {
            vm.profile().weakref_type_name.into()
        } else {
            vm.type_name(object)
        };
        return vm.type_error(format!("cannot create weak reference to '{name}' object"));
    }
    if callback.is_none()
        && let Some(&first) = vm.world.weakrefs.of(object).first()
        && vm.heap().slot(first, CALLBACK).is_none()
    {
        return Ok(vm.new_reference(first));
    }
    if let Some(callback) = callback {
        vm.incref(callback);
    }
    // The referent is not counted.
    let reference = vm.new_fixed(
        Kind::Weakref,
        vm.types.weakref,
        &[Some(object), callback],
        Payload::default(),
    );
    register_weakref(&mut vm.world, reference, object);
    vm.may_call_python |= callback.is_some();
    Ok(reference)
}

/// Whether objects of this type have a list of weak references.
fn has_weakrefs<R: Recorder>(vm: &Vm<R>, object: ObjectId) -> bool {
    if vm.flags(object).has(Flags::HEAP_TYPE) {
        return vm
            .tables
            .class_of(vm.heap(), object)
            .is_some_and(|class| class.has_weakref);
    }
    match vm.kind(object) {
        Kind::BuiltinFunction => vm.type_of(object) != vm.types.method_descriptor,
        kind => matches!(
            kind,
            Kind::Type
                | Kind::Function
                | Kind::Method
                | Kind::Generator
                | Kind::Code
                | Kind::Module
                | Kind::Set
                | Kind::FrozenSet
        ),
    }
}

fn get_weakref_count<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let count = vm.world.weakrefs.of(args.positional[0]).len();
    Ok(vm.new_int(count as i64))
}

fn get_weakrefs<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let references = vm.world.weakrefs.of(args.positional[0]).to_vec();
    for &reference in &references {
        vm.incref(reference);
    }
    Ok(vm.new_list(&references))
}
