//! Names: globals and builtins, locals and cells, and what is said where one is not bound.

use super::call::FUNCTION_CLOSURE;
use super::{Outcome, Vm};
use crate::heap::ObjectId;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    pub(super) fn local_names(&self, frame: usize) -> ObjectId {
        self.frames[frame].names.unwrap_or(self.globals)
    }

    /// A global or built-in name, borrowed.
    pub(super) fn load_global(&mut self, frame: usize, name: ObjectId) -> Outcome {
        let globals = self.frames[frame].globals;
        if let Some(value) = self.dict_get_name(globals, name) {
            return Ok(value);
        }
        if let Some(&value) = self.builtins.get(&name) {
            return Ok(value);
        }
        self.name_error(name)
    }

    pub(super) fn name_error<T>(&mut self, name: ObjectId) -> Outcome<T> {
        let text = self.text(name);
        if self.is_known_builtin(&text) {
            return self.unsupported(format!("the built-in name '{text}'"));
        }
        let message = format!("name '{text}' is not defined");
        Err(self.raise_about(self.types.name_error, message, name))
    }

    pub(super) fn delete_name(&mut self, names: ObjectId, name: ObjectId) -> Outcome<()> {
        match self.dict_take(names, name)? {
            Some((key, value)) => {
                self.decref(key);
                self.decref(value);
                Ok(())
            }
            None => {
                let text = self.text(name);
                let message = format!("name '{text}' is not defined");
                Err(self.raise_about(self.types.name_error, message, name))
            }
        }
    }

    pub(super) fn unbound_local<T>(
        &mut self,
        linked: &super::frame::Linked,
        slot: u32,
    ) -> Outcome<T> {
        let name = linked.code.slots[slot as usize].name.clone();
        let message = if self.profile().messages.unbound_names_value {
            format!("cannot access local variable '{name}' where it is not associated with a value")
        } else {
            format!("local variable '{name}' referenced before assignment")
        };
        Err(self.raise(self.types.unbound_local_error, message))
    }

    pub(super) fn unbound_cell<T>(
        &mut self,
        linked: &super::frame::Linked,
        slot: u32,
    ) -> Outcome<T> {
        let variable = &linked.code.slots[slot as usize];
        if variable.kind != crate::python::code::SlotKind::Free {
            return self.unbound_local(linked, slot);
        }
        let name = variable.name.clone();
        let message = if self.profile().messages.unbound_names_value {
            format!(
                "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
            )
        } else {
            format!("free variable '{name}' referenced before assignment in enclosing scope")
        };
        let name = self.intern(&name);
        Err(self.raise_about(self.types.name_error, message, name))
    }

    /// Puts an owned value into a slot and returns what was there.
    pub(super) fn store_slot(
        &mut self,
        object: ObjectId,
        slot: usize,
        value: Option<ObjectId>,
    ) -> Option<ObjectId> {
        let old = self.world.replace_slot(object, slot, value);
        // `replace_slot` reports no step when both are the same; the reference given up is still the caller's.
        if old == value { value } else { old }
    }

    pub(super) fn copy_free_variables(&mut self, frame: usize, count: usize) {
        let (namespace, function) = (self.frames[frame].namespace, self.frames[frame].function);
        let closure = function.and_then(|function| self.heap().slot(function, FUNCTION_CLOSURE));
        let Some(closure) = closure else {
            return;
        };
        let first = self.heap().slot_count(namespace) as usize - count;
        for index in 0..count {
            if let Some(cell) = self.heap().slot(closure, index) {
                self.incref(cell);
                self.world
                    .replace_slot(namespace, first + index, Some(cell));
            }
        }
    }
}
