//! Reading attributes: `object.__getattribute__` and its kin, descriptors, bound methods.

use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId, Payload};
use crate::python::code::Name;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// The first class in the MRO whose dict has the name: its value, borrowed.
    pub(super) fn find_in_type(&mut self, class: ObjectId, name: ObjectId) -> Option<ObjectId> {
        if let Some(&found) = self.type_cache.get(&(class, name)) {
            return found;
        }
        let mro = self.mro(class);
        let found = mro.iter().find_map(|&base| self.find_own(base, name));
        self.type_cache.insert((class, name), found);
        found
    }

    /// What a class's own dict has under the name, borrowed.
    pub(super) fn find_own(&mut self, class: ObjectId, name: ObjectId) -> Option<ObjectId> {
        if self.class_info(class).is_builtin {
            let native = *self.native_methods.get(&(class, name))?;
            return Some(self.native_object(native));
        }
        let dict = self.heap().slot(class, 0)?;
        self.dict_get_name(dict, name)
    }

    /// What an attribute of a class becomes when it is read through `object` (`None`: through the class itself):
    /// a new object, or `None` for a plain function that a caller may as well call with `object` in front.
    pub(super) fn bind(
        &mut self,
        value: ObjectId,
        object: Option<ObjectId>,
        class: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        Ok(match (self.kind(value), object) {
            (Kind::Function, Some(_)) => None,
            (Kind::BuiltinFunction, _)
                if self.type_of(value) == self.types.class_method_descriptor =>
            {
                Some(self.new_builtin_method(value, class))
            }
            (Kind::BuiltinFunction, Some(_))
                if self.type_of(value) == self.types.method_descriptor =>
            {
                None
            }
            (Kind::StaticMethod, _) => {
                let function = self.heap().slot(value, 0).unwrap_or(self.none);
                Some(self.new_reference(function))
            }
            (Kind::ClassMethod, _) => {
                let function = self.heap().slot(value, 0).unwrap_or(self.none);
                Some(self.new_method(function, class))
            }
            (Kind::Property, Some(object)) => {
                let Some(getter) = self.heap().slot(value, 0).filter(|&get| get != self.none)
                else {
                    return Err(self.raise(self.types.attribute_error, "unreadable attribute"));
                };
                self.incref(getter);
                let result = self.call(getter, &[object]);
                self.decref(getter);
                Some(result?)
            }
            (Kind::Descriptor, Some(object)) => Some(self.read_descriptor(value, object)?),
            (Kind::Instance, _) => {
                let target = object.unwrap_or(self.none);
                match self.call_special(value, "__get__", &[target, class])? {
                    Some(result) => Some(result),
                    None => Some(self.new_reference(value)),
                }
            }
            _ => Some(self.new_reference(value)),
        })
    }

    /// A bound method; both borrowed.
    pub(super) fn new_method(&mut self, function: ObjectId, receiver: ObjectId) -> ObjectId {
        self.incref(function);
        self.incref(receiver);
        self.new_fixed(
            Kind::Method,
            self.types.method,
            &[Some(function), Some(receiver)],
            Payload::default(),
        )
    }

    /// `[].append` and `[].__len__`: a built-in method bound to its object.
    pub(super) fn new_builtin_method(&mut self, native: ObjectId, receiver: ObjectId) -> ObjectId {
        self.incref(receiver);
        let payload = self.heap().payload(native);
        let class = if self.convention(payload.index()).is_slot_wrapper {
            self.types.method_wrapper
        } else {
            self.types.builtin_function
        };
        self.new_fixed(Kind::BuiltinFunction, class, &[Some(receiver)], payload)
    }

    /// A member (`__slots__`) or a getset (`__dict__`, `__weakref__`).
    fn read_descriptor(&mut self, descriptor: ObjectId, object: ObjectId) -> Outcome {
        let name = self.descriptor_name(descriptor);
        if self.type_of(descriptor) == self.types.member_descriptor {
            let slot = self.member_slot(object, &name);
            return match slot.and_then(|slot| self.heap().slot(object, slot)) {
                Some(value) => Ok(self.new_reference(value)),
                None if self.profile().messages.empty_slot_names_class => {
                    self.no_attribute(object, &name)
                }
                None => Err(self.raise(self.types.attribute_error, &*name)),
            };
        }
        match &*name {
            "__dict__" => match self.instance_dict(object)? {
                Some(dict) => Ok(self.new_reference(dict)),
                None => self.no_attribute(object, &name),
            },
            _ => {
                let first = self.world.weakrefs.of(object).first().copied();
                Ok(self.new_reference(first.unwrap_or(self.none)))
            }
        }
    }

    pub(super) fn descriptor_name(&self, descriptor: ObjectId) -> Name {
        let index = self.heap().payload(descriptor).index();
        self.tables.texts[index].clone()
    }

    pub(super) fn member_slot(&self, object: ObjectId, name: &str) -> Option<usize> {
        let members = &self.class_facts(self.type_of(object)).members;
        let index = members.iter().position(|member| **member == *name)?;
        Some(Self::first_attribute(self.kind(object)) + index)
    }

    pub(super) fn no_attribute<T>(&mut self, object: ObjectId, name: &str) -> Outcome<T> {
        let message = match self.kind(object) {
            Kind::Type => format!(
                "type object '{}' has no attribute '{name}'",
                self.class_facts(object).name
            ),
            Kind::Module => format!(
                "module '{}' has no attribute '{name}'",
                self.tables.text(self.heap(), object)
            ),
            _ => format!(
                "'{}' object has no attribute '{name}'",
                self.type_name(object)
            ),
        };
        Err(self.raise_about(self.types.attribute_error, message, object))
    }

    /// `getattr(object, name)`.
    pub(super) fn get_attribute(&mut self, object: ObjectId, name: ObjectId) -> Outcome {
        if self.is_proxy(object) {
            let referent = self.live_referent(object)?;
            let value = self.get_attribute(referent, name);
            self.decref(referent);
            return value;
        }
        if self.class_info(self.type_of(object)).has_getattribute
            && let Some(value) = self.intercept_attribute(object, name)?
        {
            return Ok(value);
        }
        if self.has_special(object, "__getattr__") {
            let outcome = self.find_attribute(object, name);
            if let Some(value) = self.catch(outcome, self.types.attribute_error)?.flatten() {
                return Ok(value);
            }
            if let Some(value) = self.call_getattr(object, name)? {
                return Ok(value);
            }
        }
        self.get_attribute_plainly(object, name)
    }

    /// What the class's own `__getattribute__` says; `None` where that raises `AttributeError` and `__getattr__` is next.
    fn intercept_attribute(
        &mut self,
        object: ObjectId,
        name: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let outcome = self.call_special(object, "__getattribute__", &[name]);
        if !self.has_special(object, "__getattr__") {
            return outcome;
        }
        let caught = self.catch(outcome, self.types.attribute_error)?;
        match caught.flatten() {
            Some(value) => Ok(Some(value)),
            None => self.call_getattr(object, name),
        }
    }

    /// `call_attribute` of a class's `__getattr__`, which some versions bind first.
    fn call_getattr(&mut self, object: ObjectId, name: ObjectId) -> Outcome<Option<ObjectId>> {
        let special = self.intern_str("__getattr__");
        let function = self.find_in_type(self.type_of(object), special);
        match function.filter(|&function| self.kind(function) == Kind::Function) {
            Some(function) if self.profile().c_calls.binds_getattr => {
                if self.profile().messages.errors_know_names {
                    // The `AttributeError` that nobody sees is made all the same.
                    let text = self.text(name);
                    let outcome = self.no_attribute::<()>(object, &text);
                    self.catch(outcome, self.types.attribute_error)?;
                }
                let method = self.new_method(function, object);
                let result = self.call(method, &[name]);
                self.decref(method);
                result.map(Some)
            }
            _ => self.call_special(object, "__getattr__", &[name]),
        }
    }

    /// `object.__getattribute__`.
    pub(super) fn get_attribute_plainly(&mut self, object: ObjectId, name: ObjectId) -> Outcome {
        match self.find_attribute(object, name)? {
            Some(value) => Ok(value),
            None => {
                let name = self.text(name);
                if self.kind(object) == Kind::Module && !name.starts_with("__") {
                    let key = self.intern(&name);
                    if let Some(value) = self.module_attribute(object, key)? {
                        return Ok(self.new_reference(value));
                    }
                    // The real module may well have it.
                    let module = self.tables.text(self.heap(), object).to_string();
                    return self.unsupported(format!("'{name}' of the module '{module}'"));
                }
                self.no_attribute(object, &name)
            }
        }
    }

    /// `getattr(object, name, nothing)`: `None` where that raises `AttributeError`.
    pub(super) fn get_attribute_optional(
        &mut self,
        object: ObjectId,
        name: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        // No exception is made where nobody would see it (`_PyObject_LookupAttr`).
        let is_plain = !self.is_proxy(object)
            && self.kind(object) != Kind::Module
            && !self.class_info(self.type_of(object)).has_getattribute;
        let outcome = if is_plain && !self.has_special(object, "__getattr__") {
            self.find_attribute(object, name)
        } else {
            self.get_attribute(object, name).map(Some)
        };
        Ok(self.catch(outcome, self.types.attribute_error)?.flatten())
    }

    /// The attribute without `__getattr__`.
    pub(super) fn find_attribute(
        &mut self,
        object: ObjectId,
        name: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        if self.kind(object) == Kind::Type {
            return self.find_class_attribute(object, name);
        }
        if self.kind(object) == Kind::Super
            && let (Some(class), Some(receiver)) =
                (self.heap().slot(object, 0), self.heap().slot(object, 1))
            && &*self.text(name) != "__class__"
        {
            let (value, _) = self.super_attribute(class, receiver, name, false)?;
            return Ok(Some(value));
        }
        let class = self.type_of(object);
        let in_type = self.find_in_type(class, name);
        if let Some(value) = in_type
            && self.is_data_descriptor(value)
        {
            return self.bind(value, Some(object), class);
        }
        if let Some(value) = self.own_value(object, name) {
            return Ok(Some(self.new_reference(value)));
        }
        if let Some(value) = in_type {
            if let Some(bound) = self.bind(value, Some(object), class)? {
                return Ok(Some(bound));
            }
            return Ok(Some(if self.kind(value) == Kind::Function {
                self.new_method(value, object)
            } else {
                self.new_builtin_method(value, object)
            }));
        }
        self.built_in_attribute(object, name)
    }

    pub(super) fn is_data_descriptor(&mut self, value: ObjectId) -> bool {
        if self.kind(value) != Kind::Instance {
            return matches!(self.kind(value), Kind::Property | Kind::Descriptor);
        }
        let name = self.intern_str("__set__");
        self.find_in_type(self.type_of(value), name).is_some()
    }

    fn find_class_attribute(
        &mut self,
        class: ObjectId,
        name: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        if &*self.text(name) == "__dict__" {
            return self.class_namespace(class).map(Some);
        }
        if let Some(value) = self.metaclass_attribute(class, name, true)? {
            return Ok(Some(value));
        }
        if let Some(value) = self.find_in_type(class, name) {
            // Read through the class, functions and member descriptors are themselves.
            return match self.kind(value) {
                Kind::Property | Kind::Descriptor => Ok(Some(self.new_reference(value))),
                _ => self.bind(value, None, class),
            };
        }
        if let Some(value) = self.metaclass_attribute(class, name, false)? {
            return Ok(Some(value));
        }
        self.built_in_attribute(class, name)
    }

    /// `class.__dict__`: a `mappingproxy`.
    fn class_namespace(&mut self, class: ObjectId) -> Outcome {
        let module = self.module("types");
        let name = self.intern_str("MappingProxyType");
        let dict = self.heap().slot(class, 0);
        match (dict, self.module_attribute(module, name)?) {
            (Some(dict), Some(proxy)) if !self.class_info(class).is_builtin => {
                self.call(proxy, &[dict])
            }
            _ => self.unsupported("the __dict__ of a built-in class"),
        }
    }
}
