//! Attributes: `object.__getattribute__` and its kin, instance dicts and inline values (spec, section 6).

use super::{Outcome, Vm};
use crate::event::Event;
use crate::heap::{EXTRA, Flags, Kind, ObjectId, Payload};
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
        let class = if self.natives[payload.index()].is_slot_wrapper {
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

    fn member_slot(&self, object: ObjectId, name: &str) -> Option<usize> {
        let members = &self.class_facts(self.type_of(object)).members;
        let index = members.iter().position(|member| **member == *name)?;
        Some(Self::first_attribute(self.kind(object)) + index)
    }

    fn no_attribute<T>(&mut self, object: ObjectId, name: &str) -> Outcome<T> {
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
            None => self.call_special(object, "__getattr__", &[name]),
        }
    }

    /// `object.__getattribute__`, then `__getattr__`.
    pub(super) fn get_attribute_plainly(&mut self, object: ObjectId, name: ObjectId) -> Outcome {
        match self.find_attribute(object, name)? {
            Some(value) => Ok(value),
            None => {
                if let Some(value) = self.call_special(object, "__getattr__", &[name])? {
                    return Ok(value);
                }
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

    /// An instance's own value of an attribute, borrowed.
    pub(super) fn own_value(&mut self, object: ObjectId, name: ObjectId) -> Option<ObjectId> {
        if self.kind(object) == Kind::Module {
            let dict = self.heap().slot(object, 0)?;
            return self.dict_get_name(dict, name);
        }
        let slot = self.dict_slot(object)?;
        if let Some(dict) = self.heap().slot(object, slot) {
            return self.dict_get_name(dict, name);
        }
        let class = self.type_of(object);
        if !self.has_inline_values(class) {
            return None;
        }
        let index = *self.class_info(class).key_index.get(&name)?;
        self.heap().slot(object, slot + 1 + index)
    }

    /// `setattr(object, name, value)`, all borrowed.
    pub(super) fn set_attribute(
        &mut self,
        object: ObjectId,
        name: ObjectId,
        value: ObjectId,
    ) -> Outcome<()> {
        if self.is_proxy(object) {
            let referent = self.live_referent(object)?;
            let outcome = self.set_attribute(referent, name, value);
            self.decref(referent);
            return outcome;
        }
        if self.has_special(object, "__setattr__")
            && self
                .call_special(object, "__setattr__", &[name, value])?
                .is_some()
        {
            return Ok(());
        }
        self.set_attribute_plainly(object, name, value)
    }

    /// `object.__setattr__`.
    pub(super) fn set_attribute_plainly(
        &mut self,
        object: ObjectId,
        name: ObjectId,
        value: ObjectId,
    ) -> Outcome<()> {
        if self.kind(object) == Kind::Type {
            return self.set_class_attribute(object, name, Some(value));
        }
        let class = self.type_of(object);
        if let Some(descriptor) = self.find_in_type(class, name)
            && matches!(
                self.kind(descriptor),
                Kind::Property | Kind::Descriptor | Kind::Instance
            )
            && self.write_descriptor(descriptor, object, name, Some(value))?
        {
            return Ok(());
        }
        if self.set_built_in_attribute(object, name, Some(value))? {
            return Ok(());
        }
        self.set_own_value(object, name, value)
    }

    /// Writes through a data descriptor; false if it is none.
    fn write_descriptor(
        &mut self,
        descriptor: ObjectId,
        object: ObjectId,
        name: ObjectId,
        value: Option<ObjectId>,
    ) -> Outcome<bool> {
        match self.kind(descriptor) {
            Kind::Property => {
                let slot = if value.is_some() { 1 } else { 2 };
                let Some(function) = self
                    .heap()
                    .slot(descriptor, slot)
                    .filter(|&function| function != self.none)
                else {
                    let (class, text) = (self.type_name(object), self.text(name));
                    let messages = &self.profile().messages;
                    let message = match value {
                        Some(_) => messages.no_setter,
                        None => messages.no_deleter,
                    };
                    let message = message.fill(&[("name", &text), ("class", &class)]);
                    return Err(self.raise(self.types.attribute_error, message));
                };
                self.incref(function);
                let outcome = match value {
                    Some(value) => self.call(function, &[object, value]),
                    None => self.call(function, &[object]),
                };
                self.decref(function);
                self.discard(outcome)?;
                Ok(true)
            }
            Kind::Descriptor if self.type_of(descriptor) == self.types.member_descriptor => {
                let text = self.text(name);
                let Some(slot) = self.member_slot(object, &text) else {
                    return Ok(false);
                };
                if let Some(value) = value {
                    self.incref(value);
                }
                let old = self.world.replace_slot(object, slot, value);
                if value.is_none() && old.is_none() {
                    return self.no_attribute(object, &text);
                }
                self.xdecref(old);
                Ok(true)
            }
            Kind::Descriptor => {
                let Some(value) = value else {
                    return self.unsupported("deleting '__dict__' or '__weakref__'");
                };
                self.assign_dict(object, value)?;
                Ok(true)
            }
            _ => {
                let result = match value {
                    Some(value) => self.call_special(descriptor, "__set__", &[object, value])?,
                    None => self.call_special(descriptor, "__delete__", &[object])?,
                };
                let is_done = result.is_some();
                self.xdecref(result);
                Ok(is_done)
            }
        }
    }

    /// `object.__class__ = class`, between classes of the program with the same layout. Inline values move to a dict.
    pub(super) fn assign_class(&mut self, object: ObjectId, class: ObjectId) -> Outcome<()> {
        let old = self.type_of(object);
        let fits = self.kind(class) == Kind::Type && {
            let (old, new) = (self.class_facts(old), self.class_facts(class));
            old.members == new.members
                && (old.has_dict, old.has_weakref) == (new.has_dict, new.has_weakref)
                && (old.instance_kind, new.instance_kind) == (Kind::Instance, Kind::Instance)
        };
        if !fits {
            return self.unsupported("assigning to '__class__' a class of another layout");
        }
        if self.has_inline_values(old) {
            self.instance_dict(object)?;
        }
        self.incref(class);
        self.world.emit(Event::Class {
            object,
            before: Some(old),
            after: Some(class),
        });
        self.decref(old);
        Ok(())
    }

    /// `object.__dict__ = dict`.
    pub(super) fn assign_dict(&mut self, object: ObjectId, dict: ObjectId) -> Outcome<()> {
        if self.kind(dict) != Kind::Dict {
            let name = self.type_name(dict);
            return self.type_error(format!(
                "__dict__ must be set to a dictionary, not a '{name}'"
            ));
        }
        let Some(slot) = self.dict_slot(object) else {
            return self.no_attribute(object, "__dict__");
        };
        self.detach_dict(object);
        self.incref(dict);
        let old = self.world.replace_slot(object, slot, Some(dict));
        let end = match slot.checked_sub(EXTRA) {
            Some(_) => EXTRA + self.heap().extra_slots(object).len(),
            None => self.heap().slot_count(object) as usize,
        };
        let values: Vec<ObjectId> = (slot + 1..end)
            .filter_map(|index| self.world.replace_slot(object, index, None))
            .collect();
        self.xdecref(old);
        self.decref_all(values);
        Ok(())
    }

    /// Stores into the instance's dict or inline values.
    fn set_own_value(&mut self, object: ObjectId, name: ObjectId, value: ObjectId) -> Outcome<()> {
        if self.kind(object) == Kind::Module {
            return match self.heap().slot(object, 0) {
                Some(dict) => self.dict_set(dict, name, value),
                None => Ok(()),
            };
        }
        let Some(slot) = self.dict_slot(object) else {
            let text = self.text(name);
            let class = self.type_of(object);
            if self.find_in_type(class, name).is_some() {
                let class = self.type_name(object);
                let message = format!("'{class}' object attribute '{text}' is read-only");
                return Err(self.raise(self.types.attribute_error, message));
            }
            if self.profile().messages.no_dict_for_attributes && self.kind(object) != Kind::Type {
                let class = self.type_name(object);
                let message = format!(
                    "'{class}' object has no attribute '{text}' and no __dict__ for setting new attributes"
                );
                return Err(self.raise(self.types.attribute_error, message));
            }
            return self.no_attribute(object, &text);
        };
        if self.heap().slot(object, slot).is_none() {
            let class = self.type_of(object);
            if self.has_inline_values(class) {
                if let Some(index) = self.add_key(class, name) {
                    self.set_inline(object, slot + 1, index, value);
                    return Ok(());
                }
                self.materialize_dict(object, slot);
            } else {
                let dict = self.new_dict();
                // Up to 3.10 it shares the keys of the class.
                self.dict_is_irregular(dict);
                self.world.replace_slot(object, slot, Some(dict));
            }
        }
        match self.heap().slot(object, slot) {
            Some(dict) => self.dict_set(dict, name, value),
            None => Ok(()),
        }
    }

    fn set_inline(&mut self, object: ObjectId, first: usize, index: usize, value: ObjectId) {
        while first < EXTRA && (self.heap().slot_count(object) as usize) <= first + index {
            self.world.push_slot(object, None);
        }
        self.incref(value);
        let old = self.world.replace_slot(object, first + index, Some(value));
        if old.is_none() {
            self.note_order(object, first, index);
        }
        self.xdecref(old);
    }

    /// Remembers the order of insertion where it is not the shared order.
    fn note_order(&mut self, object: ObjectId, first: usize, index: usize) {
        let heap = self.world.heap();
        let values = match first.checked_sub(EXTRA) {
            Some(first) => &heap.extra_slots(object)[first..],
            None => &heap.slots(object)[first..],
        };
        if let Some(order) = self.attribute_orders.get_mut(&object) {
            order.push(index as u32);
        } else if values[index + 1..].iter().any(Option::is_some) {
            let others = (0..).zip(values).filter(|(_, value)| value.is_some());
            let mut order: Vec<u32> = others.map(|(place, _)| place).collect();
            order.retain(|&place| place != index as u32);
            order.push(index as u32);
            self.attribute_orders.insert(object, order);
        }
    }

    /// The attributes of an instance in the order of their insertion, borrowed: what its `__dict__` shows.
    fn inline_attributes(&mut self, object: ObjectId, first: usize) -> Vec<(usize, Name)> {
        let class = self.type_of(object);
        let keys = self.class_facts(class).keys.clone();
        let present = |vm: &Self, index: usize| vm.heap().slot(object, first + index).is_some();
        let order: Vec<usize> = match self.attribute_orders.get(&object) {
            Some(order) => order.iter().map(|&index| index as usize).collect(),
            None => (0..keys.len()).collect(),
        };
        order
            .into_iter()
            .filter(|&index| present(self, index))
            .map(|index| (first + index, keys[index].clone()))
            .collect()
    }

    /// Moves inline values into a dict of their own, which goes on sharing the keys of the class.
    fn materialize_dict(&mut self, object: ObjectId, slot: usize) {
        let inserted = self.inline_attributes(object, slot + 1);
        let mut attributes = inserted.clone();
        attributes.sort_by_key(|&(index, _)| index);
        let order = inserted.iter().filter_map(|(index, _)| {
            let place = attributes.iter().position(|(other, _)| other == index);
            place.map(|place| place as u32)
        });
        let order = order.collect();
        let dict = self.new_dict();
        for (index, name) in attributes {
            if let Some(value) = self.world.replace_slot(object, index, None) {
                self.dict_set_name(dict, &name, value);
                self.decref(value);
            }
        }
        self.attribute_orders.remove(&object);
        self.world.replace_slot(object, slot, Some(dict));
        let class = self.type_of(object);
        if !self.has_inline_values(class) {
            return;
        }
        self.dict_split(dict, class, order);
        if self.profile().collector_overlooks_inline_dicts {
            self.world.set_flags(object, Flags::EMBEDS_DICT);
            self.world.set_flags(dict, Flags::EMBEDDED);
            self.embedded_dicts.insert(object, dict);
        }
    }

    /// The instance dies or gets another dict: what was its own is a dict like any other.
    pub(super) fn detach_dict(&mut self, object: ObjectId) {
        if let Some(dict) = self.embedded_dicts.remove(&object) {
            self.world.clear_flags(object, Flags::EMBEDS_DICT);
            if self.heap().is_alive(dict) {
                self.world.clear_flags(dict, Flags::EMBEDDED);
            }
        }
    }

    /// The `__dict__` of an object, borrowed; it is made if it was not there. `None` for objects without one.
    pub(super) fn instance_dict(&mut self, object: ObjectId) -> Outcome<Option<ObjectId>> {
        match self.kind(object) {
            Kind::Module => return Ok(self.heap().slot(object, 0)),
            Kind::Type => {
                return self.unsupported("the __dict__ of a class (a mappingproxy)");
            }
            _ => {}
        }
        let Some(slot) = self.dict_slot(object) else {
            return Ok(None);
        };
        if self.heap().slot(object, slot).is_none() {
            if self.has_inline_values(self.type_of(object)) {
                self.materialize_dict(object, slot);
            } else {
                let dict = self.new_dict();
                // Up to 3.10 it shares the keys of the class.
                self.dict_is_irregular(dict);
                self.world.replace_slot(object, slot, Some(dict));
            }
        }
        Ok(self.heap().slot(object, slot))
    }

    /// `delattr(object, name)`.
    pub(super) fn delete_attribute(&mut self, object: ObjectId, name: ObjectId) -> Outcome<()> {
        if self.is_proxy(object) {
            let referent = self.live_referent(object)?;
            let outcome = self.delete_attribute(referent, name);
            self.decref(referent);
            return outcome;
        }
        if self.has_special(object, "__delattr__")
            && self.call_special(object, "__delattr__", &[name])?.is_some()
        {
            return Ok(());
        }
        self.delete_attribute_plainly(object, name)
    }

    /// `object.__delattr__`.
    pub(super) fn delete_attribute_plainly(
        &mut self,
        object: ObjectId,
        name: ObjectId,
    ) -> Outcome<()> {
        if self.kind(object) == Kind::Type {
            return self.set_class_attribute(object, name, None);
        }
        let class = self.type_of(object);
        if let Some(descriptor) = self.find_in_type(class, name)
            && matches!(
                self.kind(descriptor),
                Kind::Property | Kind::Descriptor | Kind::Instance
            )
            && self.write_descriptor(descriptor, object, name, None)?
        {
            return Ok(());
        }
        if self.set_built_in_attribute(object, name, None)? {
            return Ok(());
        }
        let text = self.text(name);
        let dict = match self.kind(object) {
            Kind::Module => self.heap().slot(object, 0),
            _ => self
                .dict_slot(object)
                .and_then(|slot| self.heap().slot(object, slot)),
        };
        if let Some(dict) = dict {
            return match self.dict_take(dict, name)? {
                Some((key, value)) => {
                    self.decref(key);
                    self.decref(value);
                    Ok(())
                }
                None => self.missing_attribute(object, &text),
            };
        }
        let place = self.dict_slot(object).and_then(|slot| {
            let index = *self.class_info(class).key_index.get(&name)?;
            Some((slot + 1 + index, index))
        });
        let value = match place {
            Some((slot, _)) if self.heap().slot(object, slot).is_some() => {
                self.world.replace_slot(object, slot, None)
            }
            _ => None,
        };
        let (Some(value), Some((_, index))) = (value, place) else {
            return self.missing_attribute(object, &text);
        };
        if let Some(order) = self.attribute_orders.get_mut(&object) {
            order.retain(|&other| other as usize != index);
        }
        self.decref(value);
        Ok(())
    }

    /// Up to 3.10, `AttributeError` of a deletion holds the bare name.
    fn missing_attribute(&mut self, object: ObjectId, name: &str) -> Outcome<()> {
        if self.profile().messages.deletion_names_class {
            self.no_attribute(object, name)
        } else {
            Err(self.raise(self.types.attribute_error, name))
        }
    }

    fn set_class_attribute(
        &mut self,
        class: ObjectId,
        name: ObjectId,
        value: Option<ObjectId>,
    ) -> Outcome<()> {
        let text = self.text(name);
        if self.class_info(class).is_builtin {
            let class = self.class_facts(class).name.clone();
            let message = self.profile().messages.immutable_type;
            return self.type_error(message.fill(&[("name", &text), ("class", &class)]));
        }
        if matches!(&*text, "__bases__" | "__mro__" | "__slots__" | "__dict__") {
            return self.unsupported(format!("changing '{text}' of a class"));
        }
        if let (Some(value), "__name__" | "__qualname__") = (value, &*text) {
            let new = self.text(value);
            let facts = self.class_facts_mut(class);
            if &*text == "__name__" {
                facts.name = new;
            } else {
                facts.qualname = new;
            }
            return Ok(());
        }
        let Some(dict) = self.heap().slot(class, 0) else {
            return Ok(());
        };
        match value {
            Some(value) => {
                // The type cache must not see the old value while the old one dies.
                self.type_cache.clear();
                self.dict_set(dict, name, value)?;
            }
            None => match self.dict_take(dict, name)? {
                Some((key, value)) => {
                    self.type_cache.clear();
                    self.decref(key);
                    self.decref(value);
                }
                None => return self.missing_class_attribute(class, &text),
            },
        }
        self.class_changed(class);
        Ok(())
    }

    fn missing_class_attribute(&mut self, class: ObjectId, name: &str) -> Outcome<()> {
        if self.profile().messages.deletion_names_class {
            self.no_attribute(class, name)
        } else {
            Err(self.raise(self.types.attribute_error, name))
        }
    }
}
