//! Where an instance keeps its attributes: inline values or a `__dict__` (spec, section 6).

use super::{Outcome, Vm};
use crate::heap::{EXTRA, Flags, Kind, ObjectId};
use crate::python::code::Name;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
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

    /// An object without a dict is to get an attribute, or to lose one.
    pub(super) fn refuse_attribute(&mut self, object: ObjectId, name: ObjectId) -> Outcome<()> {
        let text = self.text(name);
        let class = self.type_of(object);
        let class_name = self.type_name(object);
        if self.find_in_type(class, name).is_some() {
            let message = format!("'{class_name}' object attribute '{text}' is read-only");
            return Err(self.raise(self.types.attribute_error, message));
        }
        let is_generic = self.kind(object) != Kind::Type
            && !["__setattr__", "__delattr__"]
                .iter()
                .any(|name| self.has_special(object, name));
        if self.profile().messages.no_dict_for_attributes && is_generic {
            let message = format!(
                "'{class_name}' object has no attribute '{text}' and no __dict__ for setting new attributes"
            );
            return Err(self.raise(self.types.attribute_error, message));
        }
        self.no_attribute(object, &text)
    }

    /// Stores into the instance's dict or inline values.
    pub(super) fn set_own_value(
        &mut self,
        object: ObjectId,
        name: ObjectId,
        value: ObjectId,
    ) -> Outcome<()> {
        if self.kind(object) == Kind::Module {
            return match self.heap().slot(object, 0) {
                Some(dict) => self.dict_set(dict, name, value),
                None => Ok(()),
            };
        }
        let Some(slot) = self.dict_slot(object) else {
            return self.refuse_attribute(object, name);
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
                if !matches!(self.kind(object), Kind::Function | Kind::Exception) {
                    self.dict_is_irregular(dict);
                }
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
}
