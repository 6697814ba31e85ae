//! A tuple of what an iterable gives (`PySequence_Tuple`).

use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId, Payload};
use crate::refcount::{begin_allocation, cancel_allocation};
use crate::tape::Recorder;

/// How many items there are thought to be where nothing says it.
const DEFAULT_HINT: usize = 10;

impl<R: Recorder> Vm<R> {
    /// `tuple(iterable)`; `None` for what is not iterable.
    pub(super) fn sequence_tuple(&mut self, iterable: ObjectId) -> Outcome<Option<ObjectId>> {
        if self.kind(iterable) == Kind::Tuple && !self.has_python_class(iterable) {
            return Ok(Some(self.new_reference(iterable)));
        }
        let hint = match self.profile().tuples_grow_in_place {
            true => self.tuple_hint(iterable),
            false => None,
        };
        let Some(hint) = hint.filter(|&hint| hint > 0) else {
            let Some(items) = self.collect_items_optional(iterable)? else {
                return Ok(None);
            };
            // Only a list's length is known before its items are asked for.
            return Ok(Some(if self.kind(iterable) == Kind::List {
                self.new_tuple(&items)
            } else {
                self.fill_tuple(&items)
            }));
        };
        let class = Some(self.types.tuple);
        begin_allocation(self, Kind::Tuple, class, hint as u32);
        let items = match self.collect_items_optional(iterable) {
            Ok(Some(items)) if !items.is_empty() => items,
            other => {
                cancel_allocation(self, Kind::Tuple, hint as u32);
                return Ok(other?.map(|_| self.empty_tuple));
            }
        };
        // Longer or shorter than thought, it is the same object.
        let payload = Payload::default();
        let tuple = self
            .world
            .create(Kind::Tuple, class, items.len() as u32, payload);
        for (index, item) in items.into_iter().enumerate() {
            self.world.replace_slot(tuple, index, Some(item));
        }
        self.world.track(tuple);
        Ok(Some(tuple))
    }

    /// How long the tuple is made at first; `None`: as long as it will be.
    fn tuple_hint(&mut self, iterable: ObjectId) -> Option<usize> {
        let class = self.type_of(iterable);
        let knows_nothing = [self.types.zip, self.types.map, self.types.filter];
        match self.kind(iterable) {
            Kind::Generator => Some(DEFAULT_HINT),
            Kind::Iterator if knows_nothing.contains(&class) || class == self.types.enumerate => {
                Some(DEFAULT_HINT)
            }
            Kind::Instance
                if !self.has_special(iterable, "__len__")
                    && !self.has_special(iterable, "__length_hint__")
                    && self.has_special(iterable, "__iter__") =>
            {
                Some(DEFAULT_HINT)
            }
            _ => None,
        }
    }
}
