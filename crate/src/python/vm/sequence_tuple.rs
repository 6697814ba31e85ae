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
        if self.kind(iterable) == Kind::List && !self.has_python_class(iterable) {
            let items = self.owned_items(iterable);
            return Ok(Some(self.new_tuple(&items)));
        }
        let Some(iterator) = self.iter_optional(iterable)? else {
            return Ok(None);
        };
        let tuple = self.tuple_of(iterable, iterator);
        self.decref(iterator);
        tuple.map(Some)
    }

    /// A tuple of what an iterable's iterator gives.
    fn tuple_of(&mut self, iterable: ObjectId, iterator: ObjectId) -> Outcome {
        let hint = self.tuple_hint(iterable)?;
        let Some(hint) = hint.filter(|&hint| hint > 0) else {
            let items = self.drain(iterator)?;
            return Ok(self.fill_tuple(&items));
        };
        let class = Some(self.types.tuple);
        begin_allocation(self, Kind::Tuple, class, hint as u32);
        let items = match self.drain(iterator) {
            Ok(items) if !items.is_empty() => items,
            other => {
                cancel_allocation(self, Kind::Tuple, hint as u32);
                return other.map(|_| self.empty_tuple);
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
        Ok(tuple)
    }

    /// How long the tuple is made at first; `None`: as long as it will be.
    fn tuple_hint(&mut self, iterable: ObjectId) -> Outcome<Option<usize>> {
        let is_builtin = !self.has_python_class(iterable);
        let has_length =
            is_builtin && !matches!(self.kind(iterable), Kind::Generator | Kind::Iterator);
        if has_length || !self.profile().tuples_grow_in_place {
            return Ok(None);
        }
        self.length_hint(iterable, DEFAULT_HINT)
    }
}
