//! Iterators: making and advancing them.

use super::{Outcome, Vm, special_result};
use crate::heap::{Kind, ObjectId, Payload};
use crate::refcount::count_transient;
use crate::tape::Recorder;

/// What an iterator remembers besides the objects in its slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IteratorState {
    /// It has come to its end, or died.
    Done,
    /// Over a list, tuple, `str`, `bytes` or an object with `__getitem__` (slot 0): the next index.
    Sequence(usize),
    /// Backwards over a sequence (slot 0): one more than the next index.
    Reversed(usize),
    /// Over a `range`, without holding it.
    Range {
        /// The next value.
        next: i64,
        /// What is added to it.
        step: i64,
        /// How many values are left.
        left: usize,
    },
    /// Over a dict (slot 0); slot 1 is the tuple that `items()` uses again when nobody else holds it.
    Dict {
        /// The next entry.
        entry: usize,
        /// The dict's length when the iteration began.
        length: usize,
        /// How many entries are left.
        left: usize,
    },
    /// Backwards over a dict (slot 0); slot 1 as above.
    DictReversed {
        /// One more than the next entry.
        end: usize,
        /// The dict's length when the iteration began.
        length: usize,
        /// How many entries are left.
        left: usize,
    },
    /// Over a deque (slot 0).
    Deque {
        /// How many items were given.
        next: usize,
        /// `DequeState::changes` when the iteration began.
        changes: u64,
        /// Last item first.
        is_reversed: bool,
    },
    /// Over a set (slot 0).
    Set {
        /// The next place in the table.
        place: usize,
        /// The set's length when the iteration began.
        length: usize,
    },
    /// `iter(callable, sentinel)`: these are the slots.
    Callable,
    /// `enumerate`: iterator, tuple to use again; the next number.
    Enumerate(i64),
    /// `zip`: tuple of iterators, tuple to use again.
    Zip {
        /// All must have the same length.
        strict: bool,
    },
    /// `map`: tuple of iterators, function.
    Map,
    /// `filter`: iterator, function or `None`.
    Filter,
}

impl<R: Recorder> Vm<R> {
    /// An iterator of this class and state; the slots are moved in.
    pub(super) fn new_iterator(
        &mut self,
        class: ObjectId,
        state: IteratorState,
        slots: &[Option<ObjectId>],
    ) -> ObjectId {
        let payload = Payload::from_index(self.iterators.len());
        self.iterators.push(state);
        if class == self.types.range_iterator {
            // It holds no references, so the collector does not know its type.
            return self.world.create(Kind::Object, Some(class), 0, payload);
        }
        self.new_fixed(Kind::Iterator, class, slots, payload)
    }

    /// Whether a loop goes through it without an iterator.
    pub(super) fn is_virtual_iterator(&self, object: ObjectId) -> bool {
        self.profile().has_virtual_iterators
            && matches!(self.kind(object), Kind::List | Kind::Tuple)
            && !self.has_python_class(object)
    }

    /// The next item of the list or tuple on top of the stack.
    pub(super) fn next_virtual(&mut self) -> Option<ObjectId> {
        let place = self.stack.last_mut()?;
        let (index, sequence) = (place.index(), place.object()?);
        let item = self.world.heap().slot(sequence, index as usize)?;
        place.set_index(index + 1);
        Some(self.new_reference(item))
    }

    pub(super) fn iterator_state(&mut self, iterator: ObjectId) -> &mut IteratorState {
        let index = self.heap().payload(iterator).index();
        &mut self.iterators[index]
    }

    /// Whether it is an iterator of a built-in type; a generator is not.
    fn is_iterator(&self, object: ObjectId) -> bool {
        self.kind(object) == Kind::Iterator || self.type_of(object) == self.types.range_iterator
    }

    /// `iter(object)`
    pub(super) fn iter(&mut self, object: ObjectId) -> Outcome {
        match self.iter_optional(object)? {
            Some(iterator) => Ok(iterator),
            None => self.not_iterable(object),
        }
    }

    pub(super) fn not_iterable<T>(&mut self, object: ObjectId) -> Outcome<T> {
        let name = self.type_name(object);
        self.type_error(format!("'{name}' object is not iterable"))
    }

    /// `iter(object)`; `None` for what is not iterable.
    pub(super) fn iter_optional(&mut self, object: ObjectId) -> Outcome<Option<ObjectId>> {
        if self.has_python_class(object) {
            let iterator = self.iter_special(object)?;
            if iterator.is_some() {
                return Ok(iterator);
            }
        }
        Ok(self.iter_builtin(object))
    }

    /// What built-in types give, as if no derived class had a say.
    pub(super) fn iter_builtin(&mut self, object: ObjectId) -> Option<ObjectId> {
        let (class, state) = match self.kind(object) {
            Kind::List => (self.types.list_iterator, IteratorState::Sequence(0)),
            Kind::Tuple => (self.types.tuple_iterator, IteratorState::Sequence(0)),
            Kind::Str => (self.types.str_iterator, IteratorState::Sequence(0)),
            Kind::Bytes if self.is_bytearray(object) => {
                (self.types.bytearray_iterator, IteratorState::Sequence(0))
            }
            Kind::Bytes => (self.types.sequence_iterator, IteratorState::Sequence(0)),
            Kind::Range => {
                let [next, _, step] = self.range(object);
                let left = self.range_length(object);
                let state = IteratorState::Range { next, step, left };
                return Some(self.new_iterator(self.types.range_iterator, state, &[]));
            }
            Kind::Dict => {
                return Some(self.iter_dict(object, self.types.dict_keyiterator));
            }
            Kind::View => return Some(self.iter_view(object)),
            Kind::Deque => return Some(self.iter_deque(object, false)),
            Kind::Set | Kind::FrozenSet => {
                let length = self.set_len(object);
                let state = IteratorState::Set { place: 0, length };
                (self.types.set_iterator, state)
            }
            Kind::Generator => return Some(self.new_reference(object)),
            _ if self.is_iterator(object) => return Some(self.new_reference(object)),
            _ => return None,
        };
        self.incref(object);
        Some(self.new_iterator(class, state, &[Some(object)]))
    }

    fn iter_special(&mut self, object: ObjectId) -> Outcome<Option<ObjectId>> {
        let name = self.intern_str("__iter__");
        if self.find_in_type(self.type_of(object), name) == Some(self.none) {
            return Ok(None);
        }
        if self.has_special(object, "__iter__")
            && let Some(iterator) = self.call_special(object, "__iter__", &[])?
        {
            if self.is_iterator(iterator)
                || self.kind(iterator) == Kind::Generator
                || self.has_special(iterator, "__next__")
            {
                return Ok(Some(iterator));
            }
            return self.broken_promise(object, &special_result::ITER, iterator);
        }
        if self.has_special(object, "__getitem__") && self.kind(object) == Kind::Instance {
            self.incref(object);
            return Ok(Some(self.new_iterator(
                self.types.sequence_iterator,
                IteratorState::Sequence(0),
                &[Some(object)],
            )));
        }
        Ok(None)
    }

    /// `iter(callable, sentinel)`
    pub(super) fn iter_callable(&mut self, callable: ObjectId, sentinel: ObjectId) -> ObjectId {
        self.incref(callable);
        self.incref(sentinel);
        let slots = [Some(callable), Some(sentinel)];
        self.new_iterator(
            self.types.callable_iterator,
            IteratorState::Callable,
            &slots,
        )
    }

    fn iter_view(&mut self, view: ObjectId) -> ObjectId {
        let class = self.type_of(view);
        let class = if class == self.types.dict_keys {
            self.types.dict_keyiterator
        } else if class == self.types.dict_values {
            self.types.dict_valueiterator
        } else {
            self.types.dict_itemiterator
        };
        match self.heap().slot(view, 0) {
            Some(dict) => self.iter_dict(dict, class),
            None => self.new_iterator(class, IteratorState::Done, &[None]),
        }
    }

    fn iter_dict(&mut self, dict: ObjectId, class: ObjectId) -> ObjectId {
        let length = self.dict_len(dict);
        let state = IteratorState::Dict {
            entry: 0,
            length,
            left: length,
        };
        self.new_dict_iterator(dict, class, state)
    }

    /// `reversed()` of a dict or of a view of one.
    pub(super) fn iter_dict_reversed(&mut self, object: ObjectId) -> ObjectId {
        let class = self.type_of(object);
        let (dict, class) = if class == self.types.dict_values {
            (
                self.heap().slot(object, 0),
                self.types.dict_reversevalueiterator,
            )
        } else if class == self.types.dict_items {
            (
                self.heap().slot(object, 0),
                self.types.dict_reverseitemiterator,
            )
        } else if self.kind(object) == Kind::View {
            (
                self.heap().slot(object, 0),
                self.types.dict_reversekeyiterator,
            )
        } else {
            (Some(object), self.types.dict_reversekeyiterator)
        };
        let Some(dict) = dict else {
            return self.new_iterator(class, IteratorState::Done, &[None]);
        };
        let length = self.dict_len(dict);
        let state = IteratorState::DictReversed {
            end: usize::MAX,
            length,
            left: length,
        };
        self.new_dict_iterator(dict, class, state)
    }

    fn new_dict_iterator(
        &mut self,
        dict: ObjectId,
        class: ObjectId,
        state: IteratorState,
    ) -> ObjectId {
        self.incref(dict);
        let payload = Payload::from_index(self.iterators.len());
        self.iterators.push(state);
        let iterator = self.allocate(Kind::Iterator, class, 2, payload);
        self.world.replace_slot(iterator, 0, Some(dict));
        if [
            self.types.dict_itemiterator,
            self.types.dict_reverseitemiterator,
        ]
        .contains(&class)
        {
            let pair = self.new_tuple(&[self.none, self.none]);
            self.world.replace_slot(iterator, 1, Some(pair));
        }
        self.world.track(iterator);
        iterator
    }

    /// The next item; `None` at the end.
    pub(super) fn next(&mut self, iterator: ObjectId) -> Outcome<Option<ObjectId>> {
        if self.is_iterator(iterator) {
            return self.next_builtin(iterator);
        }
        if self.kind(iterator) == Kind::Generator {
            return self.generator_next(iterator);
        }
        if self.has_python_class(iterator) && self.has_special(iterator, "__next__") {
            let outcome = self.call_special(iterator, "__next__", &[]);
            return Ok(self.catch(outcome, self.types.stop_iteration)?.flatten());
        }
        let name = self.type_name(iterator);
        self.type_error(format!("'{name}' object is not an iterator"))
    }

    fn next_builtin(&mut self, iterator: ObjectId) -> Outcome<Option<ObjectId>> {
        match *self.iterator_state(iterator) {
            IteratorState::Done => Ok(None),
            IteratorState::Sequence(index) => self.next_in_sequence(iterator, index),
            IteratorState::Reversed(index) => self.next_reversed(iterator, index),
            IteratorState::Range { left: 0, .. } => Ok(None),
            IteratorState::Range { next, step, left } => {
                *self.iterator_state(iterator) = IteratorState::Range {
                    next: next.wrapping_add(step),
                    step,
                    left: left - 1,
                };
                Ok(Some(self.new_int(next)))
            }
            IteratorState::Dict { .. } | IteratorState::DictReversed { .. } => {
                self.next_in_dict(iterator)
            }
            IteratorState::Deque {
                next,
                changes,
                is_reversed,
            } => self.next_in_deque(iterator, (next, changes, is_reversed)),
            IteratorState::Set { place, length } => self.next_in_set(iterator, place, length),
            IteratorState::Callable => self.next_call(iterator),
            IteratorState::Enumerate(number) => self.next_enumerate(iterator, number),
            IteratorState::Zip { strict } => self.next_zip(iterator, strict),
            IteratorState::Map => self.next_map(iterator),
            IteratorState::Filter => self.next_filter(iterator),
        }
    }

    /// An exhausted iterator releases what it iterates over.
    pub(super) fn exhaust(&mut self, iterator: ObjectId) {
        *self.iterator_state(iterator) = IteratorState::Done;
        let iterable = self.world.replace_slot(iterator, 0, None);
        self.xdecref(iterable);
    }

    fn next_in_sequence(&mut self, iterator: ObjectId, index: usize) -> Outcome<Option<ObjectId>> {
        let Some(sequence) = self.heap().slot(iterator, 0) else {
            return Ok(None);
        };
        let item = match self.kind(sequence) {
            Kind::List | Kind::Tuple => self
                .heap()
                .slot(sequence, index)
                .map(|item| self.new_reference(item)),
            Kind::Str => {
                let character = self.text(sequence).chars().nth(index);
                character.map(|character| self.new_str(character.to_string()))
            }
            Kind::Bytes => {
                let byte = self.bytes(sequence).get(index).copied();
                byte.map(|byte| self.new_int(i64::from(byte)))
            }
            _ => {
                let key = self.new_int(index as i64);
                let item = self.get_item(sequence, key);
                self.decref(key);
                match self.catch(item, self.types.index_error) {
                    Err(unwind) if self.matches(&unwind, self.types.stop_iteration) => {
                        self.catch::<()>(Err(unwind), self.types.stop_iteration)?;
                        None
                    }
                    item => item?,
                }
            }
        };
        match item {
            Some(_) => *self.iterator_state(iterator) = IteratorState::Sequence(index + 1),
            None => self.exhaust(iterator),
        }
        Ok(item)
    }

    fn next_reversed(&mut self, iterator: ObjectId, index: usize) -> Outcome<Option<ObjectId>> {
        let Some(sequence) = self.heap().slot(iterator, 0) else {
            return Ok(None);
        };
        if let Some(index) = index.checked_sub(1)
            && index < self.length(sequence)?
        {
            *self.iterator_state(iterator) = IteratorState::Reversed(index);
            let key = self.new_int(index as i64);
            let item = self.get_item(sequence, key);
            self.decref(key);
            return item.map(Some);
        }
        self.exhaust(iterator);
        Ok(None)
    }

    /// `__length_hint__` of a built-in iterator; `None` where its type has none.
    pub(super) fn items_left(&mut self, iterator: ObjectId) -> Outcome<Option<usize>> {
        let state = *self.iterator_state(iterator);
        let over = self.heap().slot(iterator, 0);
        Ok(match (state, over) {
            (IteratorState::Range { left, .. }, _) => Some(left),
            (
                IteratorState::Done | IteratorState::Sequence(_) | IteratorState::Reversed(_),
                None,
            ) => Some(0),
            (IteratorState::Sequence(next), Some(sequence)) => {
                let length = self.length_optional(sequence)?;
                length.map(|length| length.saturating_sub(next))
            }
            (IteratorState::Reversed(next), Some(sequence)) => {
                let length = self.length_optional(sequence)?;
                length.map(|length| if length < next { 0 } else { next })
            }
            (
                IteratorState::Dict { length, left, .. }
                | IteratorState::DictReversed { length, left, .. },
                Some(dict),
            ) => Some(if self.dict_len(dict) == length {
                left
            } else {
                0
            }),
            (IteratorState::Set { place, length }, Some(set)) => {
                let slots = self.heap().slots(set).iter().skip(place);
                let left = slots.filter(|slot| slot.is_some()).count();
                Some(if self.set_len(set) == length { left } else { 0 })
            }
            (
                IteratorState::Dict { .. }
                | IteratorState::DictReversed { .. }
                | IteratorState::Set { .. },
                None,
            ) => Some(0),
            _ => None,
        })
    }

    fn next_in_dict(&mut self, iterator: ObjectId) -> Outcome<Option<ObjectId>> {
        let mut state = *self.iterator_state(iterator);
        let (
            Some(dict),
            IteratorState::Dict { length, .. } | IteratorState::DictReversed { length, .. },
        ) = (self.heap().slot(iterator, 0), &mut state)
        else {
            return Ok(None);
        };
        if self.dict_len(dict) != *length {
            *length = usize::MAX;
            *self.iterator_state(iterator) = state;
            let message = "dictionary changed size during iteration";
            return Err(self.raise(self.types.runtime_error, message));
        }
        let found = match state {
            IteratorState::Dict { entry, .. } => self.dict_entry(dict, entry),
            IteratorState::DictReversed { end, .. } => self.dict_entry_below(dict, end),
            _ => None,
        };
        let Some((at, key, value)) = found else {
            self.exhaust(iterator);
            return Ok(None);
        };
        match &mut state {
            IteratorState::Dict { left: 0, .. } => {
                let message = "dictionary keys changed during iteration";
                return Err(self.raise(self.types.runtime_error, message));
            }
            IteratorState::Dict { entry, left, .. } => {
                *entry = at + 1;
                *left -= 1;
            }
            IteratorState::DictReversed { end, left, .. } => {
                *end = at;
                *left = left.saturating_sub(1);
            }
            _ => {}
        }
        *self.iterator_state(iterator) = state;
        let class = self.type_of(iterator);
        let types = &self.types;
        if [types.dict_keyiterator, types.dict_reversekeyiterator].contains(&class) {
            return Ok(Some(self.new_reference(key)));
        }
        if [types.dict_valueiterator, types.dict_reversevalueiterator].contains(&class) {
            return Ok(Some(self.new_reference(value)));
        }
        self.incref(key);
        self.incref(value);
        Ok(Some(self.reuse_tuple(iterator, &[key, value])))
    }

    /// The tuple in slot 1 with new items, which are moved in, if nobody else holds it; otherwise a new one.
    fn reuse_tuple(&mut self, iterator: ObjectId, items: &[ObjectId]) -> ObjectId {
        let Some(tuple) = self.heap().slot(iterator, 1) else {
            return self.fill_tuple(items);
        };
        if self.heap().refcount(tuple) != 1 || items.is_empty() {
            return self.fill_tuple(items);
        }
        self.incref(tuple);
        let mut replaced = Vec::with_capacity(items.len());
        for (index, &item) in items.iter().enumerate() {
            replaced.extend(self.world.replace_slot(tuple, index, Some(item)));
        }
        self.decref_all(replaced);
        // A collection may have untracked it because of its former items.
        if !self.heap().is_tracked(tuple) {
            self.world.track(tuple);
        }
        tuple
    }

    fn next_in_set(
        &mut self,
        iterator: ObjectId,
        place: usize,
        length: usize,
    ) -> Outcome<Option<ObjectId>> {
        let Some(set) = self.heap().slot(iterator, 0) else {
            return Ok(None);
        };
        if self.set_len(set) != length {
            *self.iterator_state(iterator) = IteratorState::Set {
                place,
                length: usize::MAX,
            };
            let message = "Set changed size during iteration";
            return Err(self.raise(self.types.runtime_error, message));
        }
        let slots = self.heap().slots(set);
        let found = (place..slots.len()).find_map(|at| Some((at, slots[at]?)));
        let Some((at, item)) = found else {
            self.exhaust(iterator);
            return Ok(None);
        };
        *self.iterator_state(iterator) = IteratorState::Set {
            place: at + 1,
            length,
        };
        Ok(Some(self.new_reference(item)))
    }

    fn next_call(&mut self, iterator: ObjectId) -> Outcome<Option<ObjectId>> {
        let &[Some(callable), Some(sentinel)] = self.heap().slots(iterator) else {
            return Ok(None);
        };
        let outcome = self.call(callable, &[]);
        let result = self.catch(outcome, self.types.stop_iteration)?;
        if let Some(result) = result {
            match self.equals(sentinel, result) {
                Ok(false) => return Ok(Some(result)),
                Ok(true) => self.decref(result),
                Err(unwind) => {
                    self.decref(result);
                    return Err(unwind);
                }
            }
        }
        self.exhaust(iterator);
        let sentinel = self.world.replace_slot(iterator, 1, None);
        self.xdecref(sentinel);
        Ok(None)
    }

    fn next_enumerate(&mut self, iterator: ObjectId, number: i64) -> Outcome<Option<ObjectId>> {
        let Some(inner) = self.heap().slot(iterator, 0) else {
            return Ok(None);
        };
        let Some(item) = self.next(inner)? else {
            return Ok(None);
        };
        *self.iterator_state(iterator) = IteratorState::Enumerate(number.wrapping_add(1));
        let number = self.new_int(number);
        Ok(Some(self.reuse_tuple(iterator, &[number, item])))
    }

    fn next_zip(&mut self, iterator: ObjectId, strict: bool) -> Outcome<Option<ObjectId>> {
        let Some(iterators) = self.heap().slot(iterator, 0) else {
            return Ok(None);
        };
        let iterators = self.items(iterators);
        if iterators.is_empty() {
            return Ok(None);
        }
        // CPython makes a new tuple before it knows whether there is anything to put into it.
        let result = self.heap().slot(iterator, 1);
        let is_reused = result.is_some_and(|result| self.heap().refcount(result) == 1);
        let fresh = (!is_reused).then(|| self.fill_tuple(&vec![self.none; iterators.len()]));
        let mut items = Vec::with_capacity(iterators.len());
        for &inner in &iterators {
            match self.next(inner) {
                Ok(Some(item)) => items.push(item),
                outcome => {
                    let taken = items.len();
                    self.decref_all(items);
                    self.xdecref(fresh);
                    if strict && matches!(outcome, Ok(None)) {
                        self.check_strict(&iterators, taken)?;
                    }
                    return outcome;
                }
            }
        }
        let Some(fresh) = fresh else {
            return Ok(Some(self.reuse_tuple(iterator, &items)));
        };
        for (index, item) in items.into_iter().enumerate() {
            self.world.replace_slot(fresh, index, Some(item));
        }
        Ok(Some(fresh))
    }

    /// `zip(strict=True)`, when iterator number `taken` is the first at its end.
    fn check_strict(&mut self, iterators: &[ObjectId], taken: usize) -> Outcome<()> {
        let others = |count: usize| match count {
            1 => " 1".to_string(),
            count => format!("s 1-{count}"),
        };
        if taken > 0 {
            return self.value_error(format!(
                "zip() argument {} is shorter than argument{}",
                taken + 1,
                others(taken)
            ));
        }
        for (index, &inner) in iterators.iter().enumerate().skip(1) {
            if let Some(item) = self.next(inner)? {
                self.decref(item);
                return self.value_error(format!(
                    "zip() argument {} is longer than argument{}",
                    index + 1,
                    others(index)
                ));
            }
        }
        Ok(())
    }

    fn next_map(&mut self, iterator: ObjectId) -> Outcome<Option<ObjectId>> {
        let &[Some(iterators), Some(function)] = self.heap().slots(iterator) else {
            return Ok(None);
        };
        let mut items = Vec::new();
        for inner in self.items(iterators) {
            match self.next(inner) {
                Ok(Some(item)) => items.push(item),
                outcome => {
                    self.decref_all(items);
                    return outcome;
                }
            }
        }
        let result = self.call(function, &items);
        self.decref_all(items);
        result.map(Some)
    }

    fn next_filter(&mut self, iterator: ObjectId) -> Outcome<Option<ObjectId>> {
        let &[Some(inner), Some(function)] = self.heap().slots(iterator) else {
            return Ok(None);
        };
        while let Some(item) = self.next(inner)? {
            let is_good = if function == self.none || function == self.types.bool {
                self.truth(item)
            } else {
                self.call(function, &[item]).and_then(|result| {
                    let truth = self.truth(result);
                    self.decref(result);
                    truth
                })
            };
            match is_good {
                Ok(true) => return Ok(Some(item)),
                Ok(false) => self.decref(item),
                Err(unwind) => {
                    self.decref(item);
                    return Err(unwind);
                }
            }
        }
        Ok(None)
    }

    /// Whether it is a list or a tuple and of no class of its own (`PyList_CheckExact`, `PyTuple_CheckExact`).
    pub(super) fn is_exact_sequence(&self, object: ObjectId) -> bool {
        matches!(self.kind(object), Kind::List | Kind::Tuple) && !self.has_python_class(object)
    }

    /// All items of an iterable, each with a reference of its own.
    pub(super) fn collect_items(&mut self, iterable: ObjectId) -> Outcome<Vec<ObjectId>> {
        if self.is_exact_sequence(iterable) {
            return Ok(self.owned_items(iterable));
        }
        let iterator = self.iter(iterable)?;
        let items = self.drain(iterator);
        self.decref(iterator);
        items
    }

    /// All items that an iterator still gives, each with a reference of its own.
    pub(super) fn drain(&mut self, iterator: ObjectId) -> Outcome<Vec<ObjectId>> {
        let mut items = Vec::new();
        loop {
            match self.next(iterator) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => return Ok(items),
                Err(unwind) => {
                    self.decref_all(items);
                    return Err(unwind);
                }
            }
            if let Err(unwind) = self.check_item_count(items.len()) {
                self.decref_all(items);
                return Err(unwind);
            }
        }
    }

    /// `list.extend`: items are appended as they come.
    pub(super) fn list_extend(&mut self, list: ObjectId, iterable: ObjectId) -> Outcome<()> {
        match self.list_extend_optional(list, iterable)? {
            true => Ok(()),
            false => self.not_iterable(iterable),
        }
    }

    /// The same; false for what is not iterable.
    pub(super) fn list_extend_optional(
        &mut self,
        list: ObjectId,
        iterable: ObjectId,
    ) -> Outcome<bool> {
        let before = self.heap().slot_count(list) as usize;
        if self.is_exact_sequence(iterable) {
            let items = self.owned_items(iterable);
            let hint = Some(items.len());
            for item in items {
                self.world.push_slot(list, Some(item));
            }
            self.list_extended(list, before, iterable, hint);
            return Ok(true);
        }
        let iterator = if self.type_of(iterable) == self.types.dict_items {
            None
        } else {
            match self.iter_optional(iterable)? {
                Some(iterator) => Some(iterator),
                None => return Ok(false),
            }
        };
        let outcome = self.length_hint(iterable, super::list_room::DEFAULT_HINT);
        let outcome = outcome.and_then(|hint| {
            if self.kind(iterable) == Kind::Iterator && hint.is_none() {
                // `PyObject_LengthHint` binds the iterator's method.
                count_transient(self, Kind::BuiltinFunction, 1);
            }
            let outcome = match iterator {
                Some(iterator) => self.extend_from(list, iterator),
                None => self.extend_from_items(list, iterable),
            };
            self.list_extended(list, before, iterable, hint);
            outcome
        });
        self.xdecref(iterator);
        outcome.map(|()| true)
    }

    /// `list_extend_dictitems`: a new tuple for each entry, where iteration would use one again.
    fn extend_from_items(&mut self, list: ObjectId, view: ObjectId) -> Outcome<()> {
        count_transient(self, Kind::Iterator, 2);
        let dict = self.heap().slot(view, 0);
        for (key, value) in dict.map_or_else(Vec::new, |dict| self.dict_entries(dict)) {
            self.incref(key);
            self.incref(value);
            let item = self.new_tuple(&[key, value]);
            self.world.push_slot(list, Some(item));
        }
        Ok(())
    }

    fn extend_from(&mut self, list: ObjectId, iterator: ObjectId) -> Outcome<()> {
        while let Some(item) = self.next(iterator)? {
            self.world.push_slot(list, Some(item));
            self.check_item_count(self.heap().slot_count(list) as usize)?;
        }
        Ok(())
    }

    /// An iterator dies.
    pub(super) fn forget_iterator(&mut self, iterator: ObjectId) {
        *self.iterator_state(iterator) = IteratorState::Done;
    }
}
