//! Setting and deleting attributes: `object.__setattr__`, `object.__delattr__` and their kin.

use super::{Outcome, Vm};
use crate::event::Event;
use crate::heap::{Kind, ObjectId};
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
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
                    return Err(self.raise(self.types.attribute_error, &*text));
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
        if self.kind(class) != Kind::Type {
            let name = self.type_name(class);
            return self.type_error(format!(
                "__class__ must be set to a class, not '{name}' object"
            ));
        }
        let fits = {
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
        if let (Some(value), "__module__") = (value, &*text)
            && self.kind(value) == Kind::Str
        {
            self.class_facts_mut(class).module = self.text(value);
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
        let dict = match (self.kind(object), self.dict_slot(object)) {
            (Kind::Module, _) => self.heap().slot(object, 0),
            (_, Some(slot)) => self.dict_to_delete_from(object, slot),
            (_, None) => return self.refuse_attribute(object, name),
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

    /// The dict of an instance, which the deletion of an attribute makes as setting one would (`_PyObjectDict_SetItem`).
    fn dict_to_delete_from(&mut self, object: ObjectId, slot: usize) -> Option<ObjectId> {
        let dict = self.heap().slot(object, slot);
        let class = self.type_of(object);
        if dict.is_some() || self.kind(object) != Kind::Instance || self.has_inline_values(class) {
            return dict;
        }
        let dict = self.new_dict();
        self.dict_is_irregular(dict);
        self.world.replace_slot(object, slot, Some(dict));
        Some(dict)
    }

    /// Up to 3.10, `AttributeError` of a deletion holds the bare name.
    fn missing_attribute(&mut self, object: ObjectId, name: &str) -> Outcome<()> {
        if self.profile().messages.deletion_names_class {
            self.no_attribute(object, name)
        } else {
            Err(self.raise(self.types.attribute_error, name))
        }
    }

    fn missing_class_attribute(&mut self, class: ObjectId, name: &str) -> Outcome<()> {
        if self.profile().messages.deletion_names_class {
            self.no_attribute(class, name)
        } else {
            Err(self.raise(self.types.attribute_error, name))
        }
    }
}
