//! What calls of `type`, `super`, `property`, `staticmethod` and `classmethod` make.

use crate::heap::{Kind, ObjectId, Payload};
use crate::python::code::SlotKind;
use crate::python::vm::builtins::{Args, Signature};
use crate::python::vm::call::{Called, FUNCTION_ANNOTATE, FUNCTION_ANNOTATIONS};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Exactly};
    let types = vm.types.clone();
    vm.method(types.type_, "__new__", Any, new_type);
    vm.method(types.type_, "__init__", Any, |vm, _| Ok(vm.none));
    vm.method(types.type_, "__call__", Any, |vm, args| {
        let rest = args.without_first();
        match vm.begin_construct(args.positional[0], &rest)? {
            Called::Result(result) => Ok(result),
            Called::Entered => vm.run_entered(),
        }
    });
    vm.method(types.super_, "__new__", Any, new_super);
    vm.method(types.property, "__new__", Any, new_property);
    vm.method(types.property, "getter", Exactly(1), |vm, args| {
        copy_property(vm, args, 0)
    });
    vm.method(types.property, "setter", Exactly(1), |vm, args| {
        copy_property(vm, args, 1)
    });
    vm.method(types.property, "deleter", Exactly(1), |vm, args| {
        copy_property(vm, args, 2)
    });
    vm.method(types.staticmethod, "__new__", Any, |vm, args| {
        let class = vm.types.staticmethod;
        new_wrapper(vm, args, Kind::StaticMethod, class, "staticmethod")
    });
    vm.method(types.classmethod, "__new__", Any, |vm, args| {
        let class = vm.types.classmethod;
        new_wrapper(vm, args, Kind::ClassMethod, class, "classmethod")
    });
}

/// `type(object)`, or `type(name, bases, namespace)`.
fn new_type<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    match *args.positional {
        [_, object] if args.keywords.is_empty() => {
            let class = vm.type_of(object);
            Ok(vm.new_reference(class))
        }
        [metaclass, ref rest @ ..] => {
            let args = Args {
                positional: rest,
                keywords: args.keywords,
            };
            vm.new_class(metaclass, &args)
        }
        [] => vm.type_error("type.__new__(): not enough arguments"),
    }
}

/// `super()`, `super(class)` or `super(class, object)`.
fn new_super<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    if !args.keywords.is_empty() {
        return vm.type_error("super() takes no keyword arguments");
    }
    let (class, object) = match *args.positional {
        [_] => {
            let (class, object) = super_of_frame(vm)?;
            (class, Some(object))
        }
        [_, class] => (class, None),
        [_, class, object] => (class, Some(object).filter(|&object| object != vm.none)),
        _ => {
            let given = args.positional.len().saturating_sub(1);
            return vm.type_error(format!("super expected at most 2 arguments, got {given}"));
        }
    };
    if vm.kind(class) != Kind::Type {
        let name = vm.type_name(class);
        let message = vm.profile().messages.super_wants_type;
        return vm.type_error(message.fill(&[("type", &name)]));
    }
    let object_class = match object {
        None => None,
        Some(object) if vm.kind(object) == Kind::Type && vm.is_subclass(object, class) => {
            Some(object)
        }
        Some(object) if vm.is_instance(object, class) => Some(vm.type_of(object)),
        Some(_) => {
            return vm.type_error("super(type, obj): obj must be an instance or subtype of type");
        }
    };
    for part in [Some(class), object, object_class].into_iter().flatten() {
        vm.incref(part);
    }
    Ok(vm.new_fixed(
        Kind::Super,
        vm.types.super_,
        &[Some(class), object, object_class],
        Payload::default(),
    ))
}

/// The class around the running function and its first argument, both borrowed.
fn super_of_frame<R: Recorder>(vm: &mut Vm<R>) -> Outcome<(ObjectId, ObjectId)> {
    let message = match vm.frames.last() {
        None => "super(): no current frame",
        Some(frame) if frame.names.is_some() || frame.linked.code.argument_count == 0 => {
            "super(): no arguments"
        }
        Some(frame) => {
            let slots = &frame.linked.code.slots;
            let content = |index: usize| {
                let value = vm.heap().slot(frame.namespace, index)?;
                if slots[index].kind == SlotKind::Local || vm.kind(value) != Kind::Cell {
                    return Some(value);
                }
                vm.heap().slot(value, 0)
            };
            let is_class = |slot: &crate::python::code::Slot| {
                slot.kind == SlotKind::Free && &*slot.name == "__class__"
            };
            match (slots.iter().position(is_class), content(0)) {
                (None, _) => "super(): __class__ cell not found",
                (_, None) => "super(): arg[0] deleted",
                (Some(index), Some(object)) => match content(index) {
                    Some(class) => return Ok((class, object)),
                    None => "super(): empty __class__ cell",
                },
            }
        }
    };
    Err(vm.raise(vm.types.runtime_error, message))
}

fn new_property<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = Args {
        positional: args.positional.get(1..).unwrap_or_default(),
        keywords: args.keywords,
    };
    let parts = vm.parse_arguments("property", ["fget", "fset", "fdel", "doc"], 0, &own)?;
    Ok(make_property(vm, parts))
}

/// The parts are borrowed.
fn make_property<R: Recorder>(vm: &mut Vm<R>, parts: [Option<ObjectId>; 4]) -> ObjectId {
    let parts = parts.map(|part| part.filter(|&part| part != vm.none));
    for part in parts.into_iter().flatten() {
        vm.incref(part);
    }
    vm.new_fixed(
        Kind::Property,
        vm.types.property,
        &parts,
        Payload::default(),
    )
}

/// The same property with another function (`@x.setter`).
fn copy_property<R: Recorder>(vm: &mut Vm<R>, args: &Args, changed: usize) -> Outcome {
    let property = args.positional[0];
    let mut parts = [0, 1, 2, 3].map(|index| vm.heap().slot(property, index));
    parts[changed] = args.positional.get(1).copied();
    Ok(make_property(vm, parts))
}

fn new_wrapper<R: Recorder>(
    vm: &mut Vm<R>,
    args: &Args,
    kind: Kind,
    class: ObjectId,
    name: &str,
) -> Outcome {
    if !args.keywords.is_empty() {
        return vm.type_error(format!("{name}() takes no keyword arguments"));
    }
    let [_, function] = *args.positional else {
        let given = args.positional.len().saturating_sub(1);
        return vm.type_error(format!("{name} expected 1 argument, got {given}"));
    };
    vm.incref(function);
    let wrapper = vm.new_fixed(kind, class, &[Some(function), None], Payload::default());
    if vm.profile().classes.method_wrappers_have_dict {
        let dict = vm.wrapper_dict(function);
        vm.world.replace_slot(wrapper, 1, Some(dict));
    }
    Ok(wrapper)
}

impl<R: Recorder> Vm<R> {
    /// The `__dict__` of a staticmethod or classmethod: since 3.10 it takes over what describes the function
    /// (`functools_wraps` in `funcobject.c`). Owned.
    pub(in crate::python::vm) fn wrapper_dict(&mut self, function: ObjectId) -> ObjectId {
        let dict = self.new_dict();
        for name in ["__module__", "__name__", "__qualname__", "__doc__"] {
            let key = self.intern_str(name);
            if let Ok(Some(value)) = self.get_attribute_optional(function, key) {
                self.dict_set_name(dict, name, value);
                self.decref(value);
            }
        }
        if self.profile().classes.method_wrappers_have_annotations
            && let Ok(Some(annotations)) = self.annotations_dict(function)
        {
            self.dict_set_name(dict, "__annotations__", annotations);
        }
        dict
    }

    /// `__annotations__` of a function, or from 3.14 on of a class, made when first asked for; borrowed. `None` for
    /// anything else.
    pub(in crate::python::vm) fn annotations_dict(
        &mut self,
        object: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        match self.kind(object) {
            Kind::Function => {}
            Kind::Type if self.profile().compiler.annotates_lazily => {
                return self.class_annotations(object);
            }
            _ => return Ok(None),
        }
        let function = object;
        let old = self.heap().slot(function, FUNCTION_ANNOTATIONS);
        if let Some(dict) = old.filter(|&old| self.kind(old) == Kind::Dict) {
            return Ok(Some(dict));
        }
        let annotate = self.heap().slot(function, FUNCTION_ANNOTATE);
        let dict = self.annotate(annotate)?;
        // Up to 3.13 the compiler leaves a tuple of alternating names and values.
        let pairs = old.map_or(Vec::new(), |old| self.heap().slots(old).to_vec());
        for pair in pairs.chunks(2) {
            if let [Some(name), Some(value)] = *pair {
                let name = self.text(name);
                self.dict_set_name(dict, &name, value);
            }
        }
        let old = self
            .world
            .replace_slot(function, FUNCTION_ANNOTATIONS, Some(dict));
        self.xdecref(old);
        Ok(Some(dict))
    }

    /// What `__annotate__` makes; owned. A new dict without it.
    fn annotate(&mut self, annotate: Option<ObjectId>) -> Outcome {
        match annotate.filter(|&annotate| annotate != self.none) {
            Some(annotate) => {
                let format = self.small_int(1);
                self.call(annotate, &[format])
            }
            None => Ok(self.new_dict()),
        }
    }

    /// A class's own `__annotate__`, borrowed.
    pub(in crate::python::vm) fn annotate_function(&mut self, class: ObjectId) -> Option<ObjectId> {
        let name = self.intern_str("__annotate_func__");
        let dict = self.heap().slot(class, 0)?;
        self.dict_get_name(dict, name)
    }

    /// `type_get_annotations`: they stay in the class's dict.
    fn class_annotations(&mut self, class: ObjectId) -> Outcome<Option<ObjectId>> {
        if self.class_info(class).is_builtin {
            return Ok(None);
        }
        let Some(dict) = self.heap().slot(class, 0) else {
            return Ok(None);
        };
        for name in ["__annotations__", "__annotations_cache__"] {
            let name = self.intern_str(name);
            if let Some(annotations) = self.dict_get_name(dict, name) {
                return Ok(Some(annotations));
            }
        }
        let annotate = self.annotate_function(class);
        let annotations = self.annotate(annotate)?;
        self.dict_set_name(dict, "__annotations_cache__", annotations);
        self.decref(annotations);
        Ok(Some(annotations))
    }
}
