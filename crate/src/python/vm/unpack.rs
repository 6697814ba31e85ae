//! `a, b = x` and `a, *b = x`.

use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::refcount::count_transient;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// Unpacks the top of the stack; `after`: there is a starred target in between.
    pub(super) fn unpack(&mut self, before: usize, after: Option<usize>) -> Outcome<()> {
        let sequence = self.top(1);
        if !self.is_exact_sequence(sequence) {
            return self.unpack_iterable(before, after);
        }
        if self.profile().free_lists.iterator > 0 {
            // Its iterator goes to the free list.
            let iterator = self.iter(sequence)?;
            self.decref(iterator);
        }
        if after.is_some() {
            // `PyObject_LengthHint` binds the iterator's method.
            count_transient(self, Kind::BuiltinFunction, 1);
        }
        let items = self.owned_items(sequence);
        self.unpack_items(items, before, after)
    }

    fn unpack_iterable(&mut self, before: usize, after: Option<usize>) -> Outcome<()> {
        let Some(iterator) = self.iter_optional(self.top(1))? else {
            let name = self.type_name(self.top(1));
            return self.type_error(format!("cannot unpack non-iterable {name} object"));
        };
        // One more than wanted is enough to know that there are too many.
        let most = if after.is_some() {
            usize::MAX
        } else {
            before + 1
        };
        let mut items = Vec::new();
        while items.len() < most {
            match self.next(iterator) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => break,
                Err(unwind) => {
                    self.decref_all(items);
                    self.decref(iterator);
                    return Err(unwind);
                }
            }
        }
        self.decref(iterator);
        self.unpack_items(items, before, after)
    }

    fn unpack_items(
        &mut self,
        mut items: Vec<ObjectId>,
        before: usize,
        after: Option<usize>,
    ) -> Outcome<()> {
        let count = items.len();
        let least = before + after.unwrap_or(0);
        if count < least {
            self.decref_all(items);
            let at_least = if after.is_some() { "at least " } else { "" };
            return self.value_error(format!(
                "not enough values to unpack (expected {at_least}{least}, got {count})"
            ));
        }
        let mut values = Vec::with_capacity(least + 1);
        match after {
            None if count > before => {
                let is_sized = matches!(
                    self.kind(self.top(1)),
                    Kind::List | Kind::Tuple | Kind::Dict
                );
                self.decref_all(items);
                let got = if is_sized && self.profile().messages.unpacking_says_how_many {
                    format!(", got {count}")
                } else {
                    String::new()
                };
                return self.value_error(format!(
                    "too many values to unpack (expected {before}{got})"
                ));
            }
            None => values.append(&mut items),
            Some(after) => {
                let rest = items.split_off(count - after);
                let middle = items.split_off(before);
                values.append(&mut items);
                let starred = self.new_list(&middle);
                self.list_room_is_unknown(starred);
                values.push(starred);
                values.extend(rest);
            }
        }
        self.drop_inputs(1);
        for value in values.into_iter().rev() {
            self.push(value);
        }
        Ok(())
    }
}
