//! The module `weakref` (spec, section 11.1).

use super::{Args, Signature};
use crate::heap::{Flags, Kind, ObjectId, Payload};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;
use crate::weakref::{CALLBACK, REFERENT, register as register_weakref};

const MODULE: &str = "weakref";

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    let class = vm.types.weakref;
    vm.method(class, "__new__", Signature::Any, new_reference);
    vm.method(class, "__init__", Signature::Any, |vm, args| {
        // `weakref___init__`: checks its arguments again and does nothing.
        let none = vm.none;
        match args.positional.len() {
            2 | 3 if args.keywords.is_empty() => Ok(none),
            2 | 3 => vm.type_error("ref() takes no keyword arguments"),
            1 => vm.type_error("__init__ expected at least 1 argument, got 0"),
            given => vm.type_error(format!(
                "__init__ expected at most 2 arguments, got {}",
                given - 1
            )),
        }
    });
    vm.method(class, "__call__", Signature::Exactly(0), |vm, args| {
        let referent = vm.heap().slot(args.positional[0], REFERENT);
        Ok(vm.new_reference(referent.unwrap_or(vm.none)))
    });
    vm.module_value(MODULE, "ref", class);
    vm.module_value(MODULE, "ReferenceType", class);
    vm.module_function(
        MODULE,
        "getweakrefcount",
        Signature::Exactly(1),
        get_weakref_count,
    );
    vm.module_function(MODULE, "getweakrefs", Signature::Exactly(1), get_weakrefs);
    let proxy = vm.types.weak_proxy;
    vm.module_value(MODULE, "_weakproxy", proxy);
    vm.method(proxy, "__new__", Signature::Any, |vm, args| {
        match *args.positional {
            [class, ref rest @ ..] => new_weakref(vm, class, rest),
            [] => vm.type_error("__new__ expected at least 1 argument, got 0"),
        }
    });
    // What `weakref.proxy` ends in; the arguments are its own, after the class.
    vm.module_function(MODULE, "_new_proxy", Signature::Any, |vm, args| {
        let [class, ref arguments @ ..] = *args.positional else {
            return vm.type_error("proxy expected at least 1 argument, got 0");
        };
        let packs = vm.profile().c_calls.pack.contains(&"weakref.proxy");
        let packed = packs.then(|| vm.pack_arguments(arguments));
        let proxy = new_weakref(vm, class, arguments);
        vm.xdecref(packed);
        proxy
    });
    vm.module_function(MODULE, "_type_name", Signature::Exactly(1), |vm, args| {
        let name = vm.referent_type_name(args.positional[0]);
        Ok(vm.new_str(name))
    });
    vm.method(proxy, "_referent", Signature::Exactly(0), |vm, args| {
        vm.live_referent(args.positional[0])
    });
}

fn new_reference<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    if !args.keywords.is_empty() {
        return vm.type_error("ref() takes no keyword arguments");
    }
    match *args.positional {
        [class, ref rest @ ..] => new_weakref(vm, class, rest),
        [] => vm.type_error("__new__ expected at least 1 argument, got 0"),
    }
}

/// A weak reference of this class; a plain one without callback exists once for each object.
pub fn new_weakref<R: Recorder>(
    vm: &mut Vm<R>,
    class: ObjectId,
    arguments: &[ObjectId],
) -> Outcome {
    let (object, callback) = match *arguments {
        [object] => (object, None),
        [object, callback] => (
            object,
            Some(callback).filter(|&callback| callback != vm.none),
        ),
        ref other => {
            let given = other.len();
            return vm.type_error(if given == 0 {
                "__new__ expected at least 1 argument, got 0".into()
            } else {
                format!("__new__ expected at most 2 arguments, got {given}")
            });
        }
    };
    if !has_weakrefs(vm, object) {
        let name = vm.type_name(object);
        return vm.type_error(format!("cannot create weak reference to '{name}' object"));
    }
    let is_shared = class == vm.types.weakref || vm.is_subclass(class, vm.types.weak_proxy);
    if callback.is_none()
        && is_shared
        && let Some(first) = plain_reference(vm, object, class)
    {
        return Ok(vm.new_reference(first));
    }
    if let Some(callback) = callback {
        vm.incref(callback);
    }
    // The referent is not counted.
    let reference = vm.new_fixed(
        Kind::Weakref,
        class,
        &[Some(object), callback],
        Payload::default(),
    );
    register_weakref(&mut vm.world, reference, object);
    vm.may_call_python |= callback.is_some();
    Ok(reference)
}

/// The reference of this class without callback that exists already, borrowed.
fn plain_reference<R: Recorder>(vm: &Vm<R>, object: ObjectId, class: ObjectId) -> Option<ObjectId> {
    let references = vm.world.weakrefs.of(object).iter().copied();
    references
        .take_while(|&reference| vm.heap().slot(reference, CALLBACK).is_none())
        .find(|&reference| vm.type_of(reference) == class)
}

impl<R: Recorder> Vm<R> {
    /// What a proxy stands for, owned; `ReferenceError` if it is dead.
    pub(in crate::python::vm) fn live_referent(&mut self, proxy: ObjectId) -> Outcome {
        match self.heap().slot(proxy, REFERENT) {
            Some(referent) => Ok(self.new_reference(referent)),
            None => Err(self.raise(
                self.types.reference_error,
                "weakly-referenced object no longer exists",
            )),
        }
    }

    /// Whether it is a `weakref.proxy`, whose attributes are its referent's.
    pub(in crate::python::vm) fn is_proxy(&self, object: ObjectId) -> bool {
        self.kind(object) == Kind::Weakref
            && self.has_python_class(object)
            && self.is_instance(object, self.types.weak_proxy)
    }
}

/// Whether objects of this type have a list of weak references.
fn has_weakrefs<R: Recorder>(vm: &Vm<R>, object: ObjectId) -> bool {
    if vm.flags(object).has(Flags::HEAP_TYPE) && vm.kind(object) != Kind::Weakref
        || vm.flags(object).has(Flags::HEAP_TYPE) && vm.is_instance(object, vm.types.weakref)
    {
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
                | Kind::Deque
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
    let list = vm.new_list(&references);
    vm.list_room_is_unknown(list);
    Ok(list)
}
