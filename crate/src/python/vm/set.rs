//! Sets: a set's slots are its hash table, probed as CPython's `setobject.c` does, so that its order is CPython's.

use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId, Payload};
use crate::python::code::{BinaryOperator, Comparison};
use crate::tape::Recorder;

/// What stands beside the slots of a set.
#[derive(Clone, Debug, Default)]
pub struct SetTable {
    /// The stored hash of each slot; `DUMMY` where an item was removed.
    hashes: Vec<i64>,
    /// Items.
    used: usize,
    /// Items and dummies.
    fill: usize,
    /// Where `pop` looks first.
    finger: usize,
}

/// No object has this hash.
const DUMMY: i64 = -1;
/// `PySet_MINSIZE`
const MIN_SIZE: usize = 8;
const LINEAR_PROBES: u64 = 9;
const PERTURB_SHIFT: u32 = 5;

/// The places to look at for a hash, in order, for ever.
fn probe(hash: i64, size: usize) -> impl Iterator<Item = usize> {
    let mask = size as u64 - 1;
    let start = (hash as u64 & mask, hash as u64);
    std::iter::successors(Some(start), move |&(index, perturb)| {
        let perturb = perturb >> PERTURB_SHIFT;
        let next = index.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb);
        Some((next & mask, perturb))
    })
    .flat_map(move |(index, _)| {
        let last = if index + LINEAR_PROBES <= mask {
            index + LINEAR_PROBES
        } else {
            index
        };
        (index..=last).map(|place| place as usize)
    })
}

/// Where a key is, or would go: to the last dummy met on the way, if there is one.
enum Place {
    Found(usize),
    Free(usize),
}

impl<R: Recorder> Vm<R> {
    fn set_table(&mut self, set: ObjectId) -> &mut SetTable {
        let index = self.heap().payload(set).index();
        &mut self.set_tables[index]
    }

    fn new_set_payload(&mut self) -> Payload {
        self.set_tables.push(SetTable {
            hashes: vec![0; MIN_SIZE],
            ..SetTable::default()
        });
        Payload::from_index(self.set_tables.len() - 1)
    }

    /// An empty `set` or `frozenset`.
    pub(super) fn new_empty_set(&mut self, kind: Kind) -> ObjectId {
        let class = if kind == Kind::Set {
            self.types.set
        } else {
            self.types.frozenset
        };
        self.new_empty_set_of(kind, class)
    }

    /// An empty set of a class derived from `set` or `frozenset`, or of one of them.
    pub(super) fn new_empty_set_of(&mut self, kind: Kind, class: ObjectId) -> ObjectId {
        let payload = self.new_set_payload();
        let set = self.allocate(kind, class, MIN_SIZE as u32, payload);
        self.world.track(set);
        set
    }

    /// A set of these items, which stay the caller's.
    pub(super) fn new_set(&mut self, items: &[ObjectId]) -> Outcome {
        let set = self.new_empty_set(Kind::Set);
        for &item in items {
            if let Err(unwind) = self.set_add(set, item) {
                self.decref(set);
                return Err(unwind);
            }
        }
        Ok(set)
    }

    /// A set of what an iterable gives.
    pub(super) fn new_set_from(&mut self, kind: Kind, iterable: ObjectId) -> Outcome {
        let set = self.new_empty_set(kind);
        match self.set_update(set, iterable) {
            Ok(()) => Ok(set),
            Err(unwind) => {
                self.decref(set);
                Err(unwind)
            }
        }
    }

    /// The frozenset of a constant: made before line 1, seen by no collection.
    pub(super) fn new_frozenset_of_constants(&mut self, items: &[ObjectId]) -> ObjectId {
        let payload = self.new_set_payload();
        let class = Some(self.types.frozenset);
        let set = self
            .world
            .create(Kind::FrozenSet, class, MIN_SIZE as u32, payload);
        for &item in items {
            // Constants have hashes and equality of their own.
            let _ = self.set_add(set, item);
        }
        self.world.set_flags(set, crate::heap::Flags::UNCOUNTED);
        set
    }

    /// How many items a set has.
    pub(super) fn set_len(&mut self, set: ObjectId) -> usize {
        self.set_table(set).used
    }

    /// The items with their hashes in the order of the table, borrowed.
    fn set_entries(&mut self, set: ObjectId) -> Vec<(ObjectId, i64)> {
        let hashes = self.set_table(set).hashes.clone();
        let slots = self.heap().slots(set).iter().zip(hashes);
        slots
            .filter_map(|(&item, hash)| Some((item?, hash)))
            .collect()
    }

    /// `set_lookkey`. Comparing may run Python code that changes the set: then it starts again.
    fn set_lookup(&mut self, set: ObjectId, key: ObjectId, hash: i64) -> Outcome<Place> {
        'restart: loop {
            let size = self.set_table(set).hashes.len();
            let mut dummy = None;
            for place in probe(hash, size) {
                let stored = self.set_table(set).hashes[place];
                let other = match self.heap().slot(set, place) {
                    None if stored == DUMMY => {
                        dummy = Some(place);
                        continue;
                    }
                    None => return Ok(Place::Free(dummy.unwrap_or(place))),
                    Some(_) if stored != hash => continue,
                    Some(other) => other,
                };
                self.incref(other);
                let equal = self.equals(other, key);
                self.decref(other);
                if equal? {
                    return Ok(Place::Found(place));
                }
                if self.set_table(set).hashes.len() != size
                    || self.heap().slot(set, place) != Some(other)
                {
                    continue 'restart;
                }
            }
        }
    }

    /// Adds an item, which stays the caller's.
    pub(super) fn set_add(&mut self, set: ObjectId, item: ObjectId) -> Outcome<()> {
        let hash = self.hash_element(item)?;
        self.set_add_hashed(set, item, hash)
    }

    /// `set_add_entry`
    fn set_add_hashed(&mut self, set: ObjectId, item: ObjectId, hash: i64) -> Outcome<()> {
        let Place::Free(place) = self.set_lookup(set, item, hash)? else {
            return Ok(());
        };
        self.incref(item);
        self.world.replace_slot(set, place, Some(item));
        let table = self.set_table(set);
        table.used += 1;
        if std::mem::replace(&mut table.hashes[place], hash) == DUMMY {
            return Ok(());
        }
        table.fill += 1;
        if table.fill * 5 >= (table.hashes.len() - 1) * 3 {
            let factor = if table.used > 50_000 { 2 } else { 4 };
            let used = table.used;
            self.set_resize(set, used * factor);
        }
        Ok(())
    }

    /// `set_table_resize`: more than `least` places, a power of two. Dummies disappear.
    fn set_resize(&mut self, set: ObjectId, least: usize) {
        let size = (least + 1).next_power_of_two().max(MIN_SIZE);
        let entries = self.set_entries(set);
        let mut slots = vec![None; size];
        let mut hashes = vec![0; size];
        for &(item, hash) in &entries {
            if let Some(place) = probe(hash, size).find(|&place| slots[place].is_none()) {
                slots[place] = Some(item);
                hashes[place] = hash;
            }
        }
        let table = self.set_table(set);
        table.hashes = hashes;
        table.fill = entries.len();
        table.used = entries.len();
        self.write_slots(set, &slots);
    }

    /// Makes these the slots; references only change places.
    fn write_slots(&mut self, set: ObjectId, slots: &[Option<ObjectId>]) {
        while (self.heap().slot_count(set) as usize) < slots.len() {
            self.world.push_slot(set, None);
        }
        for (place, &item) in slots.iter().enumerate() {
            self.world.replace_slot(set, place, item);
        }
        for place in (slots.len()..self.heap().slot_count(set) as usize).rev() {
            self.world.remove_slot(set, place);
        }
    }

    /// `item in set`
    pub(super) fn set_contains(&mut self, set: ObjectId, item: ObjectId) -> Outcome<bool> {
        let hash = self.hash_element(item)?;
        Ok(matches!(self.set_lookup(set, item, hash)?, Place::Found(_)))
    }

    /// Removes an item; false if it is not there.
    pub(super) fn set_discard(&mut self, set: ObjectId, item: ObjectId) -> Outcome<bool> {
        let hash = self.hash_element(item)?;
        let Place::Found(place) = self.set_lookup(set, item, hash)? else {
            return Ok(false);
        };
        let old = self.set_take(set, place);
        self.xdecref(old);
        Ok(true)
    }

    fn set_take(&mut self, set: ObjectId, place: usize) -> Option<ObjectId> {
        let old = self.world.replace_slot(set, place, None);
        let table = self.set_table(set);
        table.hashes[place] = DUMMY;
        table.used -= 1;
        old
    }

    /// `set_pop`: the next item behind the last one popped; `None` if the set is empty.
    pub(super) fn set_pop(&mut self, set: ObjectId) -> Option<ObjectId> {
        let table = self.set_table(set);
        let size = table.hashes.len();
        let start = table.finger & (size - 1);
        let place = (start..size)
            .chain(0..start)
            .find(|&place| self.heap().slot(set, place).is_some())?;
        self.set_table(set).finger = place + 1;
        self.set_take(set, place)
    }

    /// Removes all items; they die in the order of the table.
    pub(super) fn set_clear(&mut self, set: ObjectId) {
        let items = self.items(set);
        self.reset_set(set);
        self.decref_all(items);
    }

    /// Makes the table an empty one; what the slots referred to is the caller's.
    pub(super) fn reset_set(&mut self, set: ObjectId) {
        *self.set_table(set) = SetTable {
            hashes: vec![0; MIN_SIZE],
            ..SetTable::default()
        };
        self.write_slots(set, &[None; MIN_SIZE]);
    }

    /// A set dies.
    pub(super) fn forget_set(&mut self, set: ObjectId) {
        *self.set_table(set) = SetTable::default();
    }

    /// `set_copy`: another set of this kind with the same items.
    pub(super) fn set_copy(&mut self, kind: Kind, set: ObjectId) -> Outcome {
        let copy = self.new_empty_set(kind);
        self.set_merge(copy, set)?;
        Ok(copy)
    }

    /// `set_update_internal`: adds what an iterable gives.
    pub(super) fn set_update(&mut self, set: ObjectId, iterable: ObjectId) -> Outcome<()> {
        match self.kind(iterable) {
            Kind::Set | Kind::FrozenSet => self.set_merge(set, iterable),
            Kind::Dict => {
                let more = self.dict_len(iterable);
                let table = self.set_table(set);
                if (table.fill + more) * 5 >= (table.hashes.len() - 1) * 3 {
                    let least = (table.used + more) * 2;
                    self.set_resize(set, least);
                }
                for (key, _) in self.dict_entries(iterable) {
                    self.set_add(set, key)?;
                }
                Ok(())
            }
            _ => {
                let iterator = self.iter(iterable)?;
                let outcome = self.set_add_all(set, iterator);
                self.decref(iterator);
                outcome
            }
        }
    }

    fn set_add_all(&mut self, set: ObjectId, iterator: ObjectId) -> Outcome<()> {
        while let Some(item) = self.next(iterator)? {
            let outcome = self.set_add(set, item);
            self.decref(item);
            outcome?;
        }
        Ok(())
    }

    /// `set_merge`
    fn set_merge(&mut self, set: ObjectId, other: ObjectId) -> Outcome<()> {
        let entries = self.set_entries(other);
        if set == other || entries.is_empty() {
            return Ok(());
        }
        let table = self.set_table(set);
        if (table.fill + entries.len()) * 5 >= (table.hashes.len() - 1) * 3 {
            let least = (table.used + entries.len()) * 2;
            self.set_resize(set, least);
        }
        let theirs = self.set_table(other).clone();
        let mine = self.set_table(set);
        let is_plain = theirs.fill == theirs.used && theirs.hashes.len() == mine.hashes.len();
        if mine.fill == 0 && is_plain {
            *mine = SetTable {
                finger: 0,
                ..theirs
            };
            for &(item, _) in &entries {
                self.incref(item);
            }
            let slots = self.heap().slots(other).to_vec();
            self.write_slots(set, &slots);
            return Ok(());
        }
        // An `__eq__` may change the other set meanwhile.
        let mut place = 0;
        while let Some(&hash) = self.set_table(other).hashes.get(place) {
            if let Some(item) = self.heap().slot(other, place) {
                self.incref(item);
                let outcome = self.set_add_hashed(set, item, hash);
                self.decref(item);
                outcome?;
            }
            place += 1;
        }
        Ok(())
    }

    /// `set_intersection`
    pub(super) fn set_intersection(
        &mut self,
        kind: Kind,
        set: ObjectId,
        other: ObjectId,
    ) -> Outcome {
        if set == other {
            return self.set_copy(kind, set);
        }
        let is_set = matches!(self.kind(other), Kind::Set | Kind::FrozenSet);
        let (searched, items) = if is_set {
            let swaps = self.set_len(other) > self.set_len(set);
            let (searched, walked) = if swaps { (other, set) } else { (set, other) };
            (searched, self.owned_items(walked))
        } else {
            (set, self.collect_items(other)?)
        };
        let result = self.new_empty_set(kind);
        let outcome = self.add_if(result, searched, true, &items);
        self.decref_all(items);
        self.done_or_dropped(result, outcome)
    }

    /// Adds those items that `searched` has, or has not.
    fn add_if(
        &mut self,
        set: ObjectId,
        searched: ObjectId,
        wanted: bool,
        items: &[ObjectId],
    ) -> Outcome<()> {
        for &item in items {
            if self.contains(searched, item)? == wanted {
                self.set_add(set, item)?;
            }
        }
        Ok(())
    }

    fn done_or_dropped(&mut self, result: ObjectId, outcome: Outcome<()>) -> Outcome {
        match outcome {
            Ok(()) => Ok(result),
            Err(unwind) => {
                self.decref(result);
                Err(unwind)
            }
        }
    }

    /// `set_difference`
    pub(super) fn set_difference(&mut self, kind: Kind, set: ObjectId, other: ObjectId) -> Outcome {
        let size = match self.kind(other) {
            Kind::Set | Kind::FrozenSet => Some(self.set_len(other)),
            Kind::Dict => Some(self.dict_len(other)),
            _ => None,
        };
        match size {
            Some(size) if self.set_len(set) >> 2 <= size => {
                let items = self.owned_items(set);
                let result = self.new_empty_set(kind);
                let outcome = self.add_if(result, other, false, &items);
                self.decref_all(items);
                self.done_or_dropped(result, outcome)
            }
            _ => {
                let result = self.set_copy(kind, set)?;
                let outcome = self.set_difference_update(result, other);
                self.done_or_dropped(result, outcome)
            }
        }
    }

    /// Removes what an iterable gives.
    pub(super) fn set_difference_update(&mut self, set: ObjectId, other: ObjectId) -> Outcome<()> {
        if set == other {
            self.set_clear(set);
            return Ok(());
        }
        let items = if matches!(self.kind(other), Kind::Set | Kind::FrozenSet) {
            self.owned_items(other)
        } else {
            self.collect_items(other)?
        };
        let mut outcome = Ok(());
        for &item in &items {
            outcome = self.set_discard(set, item).map(|_| ());
            if outcome.is_err() {
                break;
            }
        }
        self.decref_all(items);
        outcome
    }

    /// `set_symmetric_difference_update`: items that both have go, those that only `other` has come.
    pub(super) fn set_symmetric_difference_update(
        &mut self,
        set: ObjectId,
        other: ObjectId,
    ) -> Outcome<()> {
        if set == other {
            self.set_clear(set);
            return Ok(());
        }
        let theirs = match self.kind(other) {
            Kind::Set | Kind::FrozenSet => self.new_reference(other),
            _ => self.new_set_from(Kind::Set, other)?,
        };
        let items = self.owned_items(theirs);
        let mut outcome = Ok(());
        for &item in &items {
            outcome = match self.set_discard(set, item) {
                Ok(true) => Ok(()),
                Ok(false) => self.set_add(set, item),
                Err(unwind) => Err(unwind),
            };
            if outcome.is_err() {
                break;
            }
        }
        self.decref_all(items);
        self.decref(theirs);
        outcome
    }

    /// `set_symmetric_difference`
    pub(super) fn set_symmetric_difference(
        &mut self,
        kind: Kind,
        set: ObjectId,
        other: ObjectId,
    ) -> Outcome {
        let result = self.new_set_from(kind, other)?;
        let outcome = self.set_symmetric_difference_update(result, set);
        self.done_or_dropped(result, outcome)
    }

    /// Replaces the items of a set by those of another one, which dies.
    pub(super) fn set_swap_bodies(&mut self, set: ObjectId, other: ObjectId) {
        let (mine, theirs) = (
            self.heap().slots(set).to_vec(),
            self.heap().slots(other).to_vec(),
        );
        let (a, b) = (
            self.heap().payload(set).index(),
            self.heap().payload(other).index(),
        );
        self.set_tables.swap(a, b);
        self.write_slots(set, &theirs);
        self.write_slots(other, &mine);
        self.decref(other);
    }

    fn is_any_set(&self, object: ObjectId) -> bool {
        matches!(self.kind(object), Kind::Set | Kind::FrozenSet)
    }

    /// `d.keys()` or `d.items()`, which have the operators of sets.
    fn is_set_like_view(&self, object: ObjectId) -> bool {
        self.kind(object) == Kind::View && self.type_of(object) != self.types.dict_values
    }

    /// `|`, `&`, `-`, `^`; `None` means `NotImplemented`.
    pub(super) fn set_operator(
        &mut self,
        operator: BinaryOperator,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        if !is_set_operator(operator) {
            return Ok(None);
        }
        if self.is_any_set(left) && self.is_any_set(right) {
            let kind = self.kind(left);
            return self.set_operation(operator, kind, left, right).map(Some);
        }
        if self.is_set_like_view(left) || self.is_set_like_view(right) {
            let set = self.new_set_from(Kind::Set, left)?;
            let result = self.set_operation(operator, Kind::Set, set, right);
            self.decref(set);
            return result.map(Some);
        }
        Ok(None)
    }

    fn set_operation(
        &mut self,
        operator: BinaryOperator,
        kind: Kind,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome {
        match operator {
            BinaryOperator::And => self.set_intersection(kind, left, right),
            BinaryOperator::Subtract => self.set_difference(kind, left, right),
            BinaryOperator::Xor => self.set_symmetric_difference(kind, left, right),
            _ => {
                let result = self.set_copy(kind, left)?;
                let outcome = self.set_update(result, right);
                self.done_or_dropped(result, outcome)
            }
        }
    }

    /// `|=` and its like on a `set`; false means `NotImplemented`.
    pub(super) fn set_operator_in_place(
        &mut self,
        operator: BinaryOperator,
        set: ObjectId,
        other: ObjectId,
    ) -> Outcome<bool> {
        if !is_set_operator(operator) || !self.is_any_set(other) {
            return Ok(false);
        }
        match operator {
            BinaryOperator::And => {
                let result = self.set_intersection(Kind::Set, set, other)?;
                self.set_swap_bodies(set, result);
            }
            BinaryOperator::Subtract => self.set_difference_update(set, other)?,
            BinaryOperator::Xor => self.set_symmetric_difference_update(set, other)?,
            _ => self.set_update(set, other)?,
        }
        Ok(true)
    }

    /// Comparisons of sets and of views that are like sets; `None` means `NotImplemented`.
    pub(super) fn compare_sets(
        &mut self,
        comparison: Comparison,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<bool>> {
        let is_set = |object| self.is_any_set(object) || self.is_set_like_view(object);
        if !is_set(left) || !is_set(right) {
            return Ok(None);
        }
        let (a, b) = (self.length_builtin(left), self.length_builtin(right));
        Ok(Some(match comparison {
            Comparison::Equal => a == b && self.is_subset(left, right)?,
            Comparison::NotEqual => a != b || !self.is_subset(left, right)?,
            Comparison::LessEqual => a <= b && self.is_subset(left, right)?,
            Comparison::Less => a < b && self.is_subset(left, right)?,
            Comparison::GreaterEqual => a >= b && self.is_subset(right, left)?,
            Comparison::Greater => a > b && self.is_subset(right, left)?,
        }))
    }

    /// All that `left` gives is in `right`.
    pub(super) fn is_subset(&mut self, left: ObjectId, right: ObjectId) -> Outcome<bool> {
        let items = if self.is_any_set(left) {
            self.owned_items(left)
        } else {
            self.collect_items(left)?
        };
        let mut result = Ok(true);
        for &item in &items {
            result = self.contains_builtin(right, item);
            if !matches!(result, Ok(true)) {
                break;
            }
        }
        self.decref_all(items);
        result
    }
}

fn is_set_operator(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Or | BinaryOperator::And | BinaryOperator::Subtract | BinaryOperator::Xor
    )
}
