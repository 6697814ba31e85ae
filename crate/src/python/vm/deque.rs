//! What a `collections.deque` does that a list does not: a bound, both ends, and iterators that notice changes.

use super::iterate::IteratorState;
use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::tape::Recorder;

/// What a deque has besides its items.
#[derive(Clone, Copy, Debug, Default)]
pub struct DequeState {
    /// `maxlen`.
    pub bound: Option<usize>,
    /// How often its length changed: an iterator that saw another number gives up.
    changes: u64,
}

impl<R: Recorder> Vm<R> {
    pub(super) fn deque_state(&mut self, deque: ObjectId) -> &mut DequeState {
        self.deques.entry(deque).or_default()
    }

    /// How often a deque changed; of anything else 0.
    pub(super) fn deque_changes(&mut self, object: ObjectId) -> u64 {
        match self.kind(object) {
            Kind::Deque => self.deque_state(object).changes,
            _ => 0,
        }
    }

    /// `append` or `appendleft`; the item is moved in. A full deque loses an item at the other end.
    pub(super) fn deque_push(&mut self, deque: ObjectId, item: ObjectId, is_left: bool) {
        let length = self.heap().slot_count(deque) as usize;
        self.world
            .insert_slot(deque, if is_left { 0 } else { length }, Some(item));
        let state = self.deque_state(deque);
        state.changes += 1;
        if state.bound.is_some_and(|bound| length >= bound) {
            let lost = self
                .world
                .remove_slot(deque, if is_left { length } else { 0 });
            self.xdecref(lost);
        }
    }

    /// Takes an item out; owned.
    pub(super) fn deque_take(&mut self, deque: ObjectId, index: usize) -> Option<ObjectId> {
        self.deque_state(deque).changes += 1;
        self.world.remove_slot(deque, index)
    }

    /// `extend` or `extendleft`.
    pub(super) fn deque_extend(
        &mut self,
        deque: ObjectId,
        iterable: ObjectId,
        is_left: bool,
    ) -> Outcome<()> {
        // A deque that is extended by itself takes its items first.
        if deque == iterable {
            for item in self.owned_items(deque) {
                self.deque_push(deque, item, is_left);
            }
            return Ok(());
        }
        let iterator = self.iter(iterable)?;
        let outcome = loop {
            match self.next(iterator) {
                Ok(Some(item)) => self.deque_push(deque, item, is_left),
                Ok(None) => break Ok(()),
                Err(unwind) => break Err(unwind),
            }
            let length = self.heap().slot_count(deque) as usize;
            if let Err(unwind) = self.check_item_count(length) {
                break Err(unwind);
            }
        };
        self.decref(iterator);
        outcome
    }

    /// `deque * times`; the bound stays.
    pub(super) fn repeat_deque(&mut self, deque: ObjectId, times: ObjectId) -> Outcome {
        let count = self.repeat_count(times)?;
        let items = self.items(deque);
        self.check_item_count(items.len().saturating_mul(count))?;
        let mut items = items.repeat(count);
        let bound = self.deque_state(deque).bound;
        if let Some(bound) = bound.filter(|&bound| bound < items.len()) {
            items.drain(..items.len() - bound);
        }
        for &item in &items {
            self.incref(item);
        }
        Ok(self.new_deque(&items, bound))
    }

    /// Removes all items, first to last.
    pub(super) fn deque_clear(&mut self, deque: ObjectId) {
        while self.heap().slot_count(deque) > 0 {
            let item = self.deque_take(deque, 0);
            self.xdecref(item);
        }
    }

    /// The place of an index.
    pub(super) fn deque_place(&mut self, deque: ObjectId, key: ObjectId) -> Outcome<usize> {
        let Some(index) = self.index_optional(key)? else {
            let name = self.type_name(key);
            return self.type_error(format!("sequence index must be integer, not '{name}'"));
        };
        match Self::place(index, self.heap().slot_count(deque) as usize) {
            Some(place) => Ok(place),
            None => self.index_error("deque index out of range"),
        }
    }

    pub(super) fn iter_deque(&mut self, deque: ObjectId, is_reversed: bool) -> ObjectId {
        let state = IteratorState::Deque {
            next: 0,
            changes: self.deque_state(deque).changes,
            is_reversed,
        };
        let class = if is_reversed {
            self.types.deque_reverse_iterator
        } else {
            self.types.deque_iterator
        };
        self.incref(deque);
        self.new_iterator(class, state, &[Some(deque)])
    }

    pub(super) fn next_in_deque(
        &mut self,
        iterator: ObjectId,
        (next, changes, is_reversed): (usize, u64, bool),
    ) -> Outcome<Option<ObjectId>> {
        let Some(deque) = self.heap().slot(iterator, 0) else {
            return Ok(None);
        };
        if self.deque_state(deque).changes != changes {
            self.exhaust(iterator);
            let message = "deque mutated during iteration";
            return Err(self.raise(self.types.runtime_error, message));
        }
        let length = self.heap().slot_count(deque) as usize;
        let index = match is_reversed {
            false => Some(next),
            true => length.checked_sub(next + 1),
        };
        let item = index.and_then(|index| self.heap().slot(deque, index));
        match item {
            Some(item) => {
                *self.iterator_state(iterator) = IteratorState::Deque {
                    next: next + 1,
                    changes,
                    is_reversed,
                };
                Ok(Some(self.new_reference(item)))
            }
            None => {
                self.exhaust(iterator);
                Ok(None)
            }
        }
    }

    /// A deque with items that are moved in, and the bound of another one.
    pub(super) fn new_deque(&mut self, items: &[ObjectId], bound: Option<usize>) -> ObjectId {
        let class = self.types.deque;
        let slots: Vec<Option<ObjectId>> = items.iter().copied().map(Some).collect();
        let deque = self.new_fixed(Kind::Deque, class, &slots, Default::default());
        self.deque_state(deque).bound = bound;
        deque
    }
}
