//! Functions about attributes, types and namespaces.

use std::rc::Rc;

use crate::heap::{Flags, Kind, ObjectId};
use crate::profile::{Attributes, Template};
use crate::python::code::SlotKind;
use crate::python::name_set::NameSet;
use crate::python::tables::Label;
use crate::python::vm::builtins::{Args, Signature};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Between, Exactly};
    vm.function("delattr", Exactly(2), delete_attribute);
    vm.function("dir", Between(0, 1), dir);
    vm.function("getattr", Between(2, 3), get_attribute);
    vm.function("globals", Exactly(0), globals);
    vm.function("hasattr", Exactly(2), has_attribute);
    vm.function("isinstance", Exactly(2), is_instance);
    vm.function("issubclass", Exactly(2), is_subclass);
    vm.function("locals", Exactly(0), locals);
    vm.function("setattr", Exactly(3), set_attribute);
    vm.function("vars", Between(0, 1), vars);
}

const ATTRIBUTE_NAME_TYPE: Template = Template("attribute name must be string, not '{type}'");

fn check_name<R: Recorder>(vm: &mut Vm<R>, function: &str, name: ObjectId) -> Outcome<ObjectId> {
    if !vm.is_str(name) {
        let type_name = vm.type_name(name);
        let message = match function {
            "getattr" | "hasattr" => vm.profile().messages.attribute_name_type,
            _ => ATTRIBUTE_NAME_TYPE,
        };
        return vm.type_error(message.fill(&[("function", function), ("type", &type_name)]));
    }
    // Names of attributes are compared by identity.
    let text = vm.text(name);
    Ok(vm.intern(&text))
}

fn get_attribute<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let name = check_name(vm, "getattr", args.positional[1])?;
    let object = args.positional[0];
    match args.positional.get(2) {
        None => vm.get_attribute(object, name),
        Some(&default) => match vm.get_attribute_optional(object, name)? {
            Some(value) => Ok(value),
            None => Ok(vm.new_reference(default)),
        },
    }
}

fn has_attribute<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let name = check_name(vm, "hasattr", args.positional[1])?;
    let value = vm.get_attribute_optional(args.positional[0], name)?;
    vm.xdecref(value);
    Ok(vm.bool(value.is_some()))
}

fn set_attribute<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let name = check_name(vm, "setattr", args.positional[1])?;
    vm.set_attribute(args.positional[0], name, args.positional[2])?;
    Ok(vm.none)
}

fn delete_attribute<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let name = check_name(vm, "delattr", args.positional[1])?;
    vm.delete_attribute(args.positional[0], name)?;
    Ok(vm.none)
}

fn is_instance<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let class = vm.type_of(args.positional[0]);
    let wanted = vm.profile().messages.isinstance_wants;
    let message = format!("isinstance() arg 2 must be {wanted}");
    let mut result = is_derived(vm, class, args.positional[1], &message)?;
    if !result && vm.is_proxy(args.positional[0]) {
        let name = vm.intern_str("__class__");
        let class = vm.get_attribute(args.positional[0], name)?;
        result = is_derived(vm, class, args.positional[1], &message)?;
        vm.decref(class);
    }
    Ok(vm.bool(result))
}

fn is_subclass<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let class = args.positional[0];
    if vm.kind(class) != Kind::Type {
        return vm.type_error("issubclass() arg 1 must be a class");
    }
    let wanted = vm.profile().messages.issubclass_wants;
    let message = format!("issubclass() arg 2 must be {wanted}");
    let result = is_derived(vm, class, args.positional[1], &message)?;
    Ok(vm.bool(result))
}

/// Whether a class is derived from another one, or from one of a tuple of them.
fn is_derived<R: Recorder>(
    vm: &mut Vm<R>,
    class: ObjectId,
    bases: ObjectId,
    message: &str,
) -> Outcome<bool> {
    match vm.kind(bases) {
        Kind::Type => Ok(vm.is_subclass(class, bases)),
        Kind::Tuple => {
            vm.enter_native()?;
            let mut result = Ok(false);
            for base in vm.heap().slots(bases).to_vec().into_iter().flatten() {
                result = is_derived(vm, class, base, message);
                if !matches!(result, Ok(false)) {
                    break;
                }
            }
            vm.leave_native();
            result
        }
        _ => match vm.union_members(bases) {
            Some(members) => is_derived(vm, class, members, message),
            None => vm.type_error(message),
        },
    }
}

fn globals<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    let globals = vm.frames.last().map_or(vm.globals, |frame| frame.globals);
    Ok(vm.new_reference(globals))
}

/// In a function a new dict of the variables that are bound; in a module or class body the namespace itself.
fn locals<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    let Some(frame) = vm.frames.last() else {
        return Ok(vm.new_reference(vm.globals));
    };
    if let Some(names) = frame.names {
        return Ok(vm.new_reference(names));
    }
    let (namespace, code) = (frame.namespace, frame.linked.code.clone());
    let dict = vm.new_dict();
    for (index, slot) in code.slots.iter().enumerate() {
        if slot.kind == SlotKind::Hidden {
            continue;
        }
        let Some(mut value) = vm.heap().slot(namespace, index) else {
            continue;
        };
        let is_shared = slot.kind != SlotKind::Local;
        if is_shared && vm.kind(value) == Kind::Cell {
            match vm.heap().slot(value, 0) {
                Some(content) => value = content,
                None => continue,
            }
        }
        vm.dict_set_name(dict, &slot.name, value);
    }
    Ok(dict)
}

fn vars<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let Some(&object) = args.positional.first() else {
        return locals(vm, args);
    };
    let name = vm.intern_str("__dict__");
    match vm.get_attribute_optional(object, name)? {
        Some(dict) => Ok(dict),
        None => vm.type_error("vars() argument must have __dict__ attribute"),
    }
}

fn dir<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let names = match args.positional.first() {
        Some(&object) if vm.is_proxy(object) => {
            let referent = vm.live_referent(object)?;
            let names = vm.attribute_names(referent);
            vm.decref(referent);
            names
        }
        Some(&object) => {
            if let Some(names) = vm.call_special(object, "__dir__", &[])? {
                let items = vm.collect_items(names);
                vm.decref(names);
                let items = items?;
                let mut names = NameSet::default();
                names.extend(items.iter().map(|&item| vm.text(item)));
                vm.decref_all(items);
                names
            } else if let Some(base) = built_in_base(vm, object) {
                let name = vm.class_facts(base).name.clone();
                return vm.unsupported(format!(
                    "dir() with the names of '{name}': not all of its methods exist here"
                ));
            } else {
                vm.attribute_names(object)
            }
        }
        None => {
            let names = locals(vm, args)?;
            let found = dict_names(vm, names);
            vm.decref(names);
            found
        }
    };
    let names: Vec<ObjectId> = names.iter().map(|name| vm.new_str(name.clone())).collect();
    let list = vm.new_list(&names);
    vm.list_room_is_unknown(list);
    Ok(list)
}

/// A class, other than `object`, that is not the program's and whose names `dir()` would give.
fn built_in_base<R: Recorder>(vm: &Vm<R>, object: ObjectId) -> Option<ObjectId> {
    let class = match vm.kind(object) {
        Kind::Module => return None,
        Kind::Type => object,
        _ => vm.type_of(object),
    };
    let is_ours = |&base: &ObjectId| base != vm.types.object && vm.flags(base).has(Flags::BUILTIN);
    vm.mro(class).iter().copied().find(is_ours)
}

fn dict_names<R: Recorder>(vm: &Vm<R>, dict: ObjectId) -> NameSet {
    let mut names = NameSet::default();
    names.extend(vm.dict_entries(dict).iter().map(|&(key, _)| vm.text(key)));
    names
}

/// The names that every object has in `dir()`, in both versions.
const OBJECT_NAMES: &str = "__class__ __delattr__ __dir__ __doc__ __eq__ __format__ __ge__ \
    __getattribute__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __ne__ __new__ \
    __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__";

impl<R: Recorder> Vm<R> {
    /// `dir(object)`: the names in its namespace and in those of its class and the bases.
    pub(in crate::python::vm) fn attribute_names(&self, object: ObjectId) -> NameSet {
        let mut names = NameSet::default();
        let class = match self.kind(object) {
            Kind::Module => {
                return self
                    .heap()
                    .slot(object, 0)
                    .map(|dict| dict_names(self, dict))
                    .unwrap_or_default();
            }
            Kind::Type => object,
            _ => self.type_of(object),
        };
        names.extend(OBJECT_NAMES.split(' ').map(Rc::from));
        if self.profile().attributes != Attributes::Dict {
            // It came with inline values, in 3.11.
            names.insert("__getstate__".into());
        }
        if self.kind(object) == Kind::Instance {
            for index in 0..self.heap().slot_count(object) as usize {
                let Some(value) = self.heap().slot(object, index) else {
                    continue;
                };
                match self.tables.label(self.heap(), object, index) {
                    Some(Label::Attribute(name)) => {
                        names.insert(name);
                    }
                    _ => names.extend(dict_names(self, value).into_vec()),
                }
            }
        }
        if let Some(class) = self.tables.class(self.heap(), class) {
            let own = [
                ("__dict__", class.has_dict),
                ("__weakref__", class.has_weakref),
            ];
            let own = own.iter().filter(|(_, has)| *has);
            names.extend(own.map(|&(name, _)| Rc::from(name)));
        }
        let mro = self.mro(class);
        for &(base, name) in self.native_methods.keys() {
            if mro.contains(&base) {
                names.insert(self.text(name));
            }
        }
        for &base in &*mro {
            if self.flags(base).has(Flags::BUILTIN) {
                continue;
            }
            if let Some(dict) = self.heap().slot(base, 0) {
                names.extend(dict_names(self, dict).into_vec());
            }
        }
        names
    }
}
