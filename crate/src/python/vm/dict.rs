//! Dicts: pairs of slots in order of insertion, and a hash index beside the heap.

use super::{Outcome, Unwind, Vm};
use crate::collect::must_be_tracked;
use crate::heap::{Flags, Kind, ObjectId};
use crate::tape::Recorder;

/// What finds a key's entry. The heap holds the entries (slots `2 * entry` and `2 * entry + 1`); a deleted entry is a
/// pair of empty slots.
#[derive(Debug, Default)]
pub struct DictIndex {
    /// Entries that are not deleted.
    pub used: u32,
    /// The hash of each entry's key.
    hashes: Vec<i64>,
    /// Open addressing, entry + 1 or 0; empty while a walk over the entries is faster.
    table: Vec<u32>,
    /// Its table may be larger than a dict needs that only grew key by key.
    is_irregular: bool,
    /// It has a table although it is empty.
    has_table: bool,
    /// The entries stand in the order of an instance's inline values.
    split: Option<Split>,
}

/// What an instance's dict is while it shares the keys of the class: its entries stand, are traversed and die in the
/// order of the shared keys, and only who asks for them sees them in the order of insertion.
#[derive(Debug)]
struct Split {
    /// Whose keys.
    class: ObjectId,
    /// The entries in the order of their insertion.
    order: Vec<u32>,
}

/// Up to so many entries no table is needed.
const SMALL: usize = 8;

impl DictIndex {
    fn probe(&self, hash: i64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.table.len() - 1;
        let start = (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        (0..).map(move |step| (start as usize).wrapping_add(step) & mask)
    }

    fn place(&mut self, entry: usize) {
        if let Some(place) = self
            .probe(self.hashes[entry])
            .find(|&place| self.table[place] == 0)
        {
            self.table[place] = entry as u32 + 1;
        }
    }

    fn rebuild(&mut self) {
        let length = if self.hashes.len() <= SMALL {
            0
        } else {
            (self.hashes.len() * 2).next_power_of_two()
        };
        self.table = vec![0; length];
        if length > 0 {
            for entry in 0..self.hashes.len() {
                self.place(entry);
            }
        }
    }

    fn push(&mut self, hash: i64) {
        self.used += 1;
        self.hashes.push(hash);
        if self.hashes.len() > SMALL {
            if self.hashes.len() * 4 > self.table.len() * 3 {
                self.rebuild();
            } else {
                self.place(self.hashes.len() - 1);
            }
        }
    }
}

impl<R: Recorder> Vm<R> {
    fn dict_index(&mut self, dict: ObjectId) -> &mut DictIndex {
        let index = self.heap().payload(dict).index();
        &mut self.dict_indexes[index]
    }

    /// How many entries a dict has.
    pub(super) fn dict_len(&mut self, dict: ObjectId) -> usize {
        self.dict_index(dict).used as usize
    }

    /// The entry of a key with this hash. Compares with `==`, which may run Python code.
    fn dict_find(&mut self, dict: ObjectId, key: ObjectId, hash: i64) -> Outcome<Option<usize>> {
        let payload = self.heap().payload(dict).index();
        if self.dict_indexes[payload].table.is_empty() {
            for entry in 0..self.dict_indexes[payload].hashes.len() {
                if self.dict_matches(dict, payload, entry, key, hash)? {
                    return Ok(Some(entry));
                }
            }
            return Ok(None);
        }
        for place in self.dict_indexes[payload].probe(hash) {
            match self.dict_indexes[payload].table[place] {
                0 => return Ok(None),
                entry => {
                    let entry = entry as usize - 1;
                    if self.dict_matches(dict, payload, entry, key, hash)? {
                        return Ok(Some(entry));
                    }
                }
            }
        }
        Ok(None)
    }

    #[inline]
    fn dict_matches(
        &mut self,
        dict: ObjectId,
        payload: usize,
        entry: usize,
        key: ObjectId,
        hash: i64,
    ) -> Outcome<bool> {
        let Some(other) = self.heap().slot(dict, entry * 2) else {
            return Ok(false);
        };
        if other == key {
            return Ok(true);
        }
        if self.dict_indexes[payload].hashes.get(entry) != Some(&hash) {
            return Ok(false);
        }
        if self.is_str(other) && self.is_str(key) {
            return Ok(self.text(other) == self.text(key));
        }
        // The key that is there must survive a comparison that deletes it.
        self.incref(other);
        let equal = self.equals(other, key);
        self.decref(other);
        equal
    }

    /// The entry of a string, if the first key with its hash is the very same object. Identifiers exist once, so that
    /// nearly always this decides.
    #[inline]
    fn dict_find_same(&self, dict: ObjectId, key: ObjectId) -> Option<usize> {
        let heap = self.world.heap();
        let index = &self.dict_indexes[heap.payload(dict).index()];
        let hash = *self.text_hashes.get(heap.payload(key).index())?;
        let entry = if index.table.is_empty() {
            index.hashes.iter().position(|&other| other == hash)?
        } else {
            let entries = index.probe(hash).map(|place| index.table[place] as usize);
            let mut entries = entries.take_while(|&entry| entry != 0);
            entries.find(|&entry| index.hashes[entry - 1] == hash)? - 1
        };
        (heap.slot(dict, entry * 2) == Some(key)).then_some(entry)
    }

    /// Whether a key is a string that is nothing else, so that to look it up runs no Python code.
    fn is_name(&self, key: ObjectId) -> bool {
        self.is_str(key) && !self.heap().flags(key).has(Flags::HEAP_TYPE)
    }

    /// The value of a key, borrowed from the dict.
    pub(super) fn dict_get(&mut self, dict: ObjectId, key: ObjectId) -> Outcome<Option<ObjectId>> {
        let hash = self.hash_key(key)?;
        let entry = self.dict_find(dict, key, hash)?;
        Ok(entry.and_then(|entry| self.heap().slot(dict, entry * 2 + 1)))
    }

    /// The value of a string key, borrowed from the dict. Runs no Python code.
    pub(super) fn dict_get_name(&mut self, dict: ObjectId, name: ObjectId) -> Option<ObjectId> {
        if self.is_name(name)
            && let Some(entry) = self.dict_find_same(dict, name)
        {
            return self.heap().slot(dict, entry * 2 + 1);
        }
        match self.dict_get(dict, name) {
            Ok(value) => value,
            Err(Unwind::Exception(exception)) => {
                self.decref(exception);
                None
            }
            Err(Unwind::Stop(diagnostic)) => {
                self.stopped = Some(diagnostic);
                None
            }
        }
    }

    /// Sets an entry; key and value stay the caller's.
    pub(super) fn dict_set(
        &mut self,
        dict: ObjectId,
        key: ObjectId,
        value: ObjectId,
    ) -> Outcome<()> {
        if self.is_name(key)
            && let Some(entry) = self.dict_find_same(dict, key)
        {
            self.dict_maybe_track(dict, key, value);
            self.incref(value);
            let old = self.world.replace_slot(dict, entry * 2 + 1, Some(value));
            self.xdecref(old);
            return Ok(());
        }
        let hash = self.hash_key(key)?;
        self.dict_maybe_track(dict, key, value);
        self.incref(value);
        if let Some(entry) = self.dict_find(dict, key, hash)? {
            let old = self.world.replace_slot(dict, entry * 2 + 1, Some(value));
            self.xdecref(old);
        } else {
            self.dict_insert(dict, key, value, hash);
        }
        Ok(())
    }

    /// `dict.setdefault`: the value that a key has or gets, borrowed. The key is hashed and looked for once.
    pub(super) fn dict_set_default(
        &mut self,
        dict: ObjectId,
        key: ObjectId,
        value: ObjectId,
    ) -> Outcome {
        let hash = self.hash_key(key)?;
        if let Some(entry) = self.dict_find(dict, key, hash)? {
            return Ok(self.heap().slot(dict, entry * 2 + 1).unwrap_or(value));
        }
        self.dict_maybe_track(dict, key, value);
        self.incref(value);
        self.dict_insert(dict, key, value, hash);
        Ok(value)
    }

    /// A new entry, behind all others; the value is moved in.
    fn dict_insert(&mut self, dict: ObjectId, key: ObjectId, value: ObjectId, hash: i64) {
        self.incref(key);
        if self.dict_insert_shared(dict, key, value, hash) {
            return;
        }
        self.dict_compact(dict);
        self.world.push_slot(dict, Some(key));
        self.world.push_slot(dict, Some(value));
        self.dict_index(dict).push(hash);
    }

    /// `MAINTAIN_TRACKING`: the first entry that the collector might have to follow makes a lazily tracked dict known
    /// to it.
    pub(super) fn dict_maybe_track(&mut self, dict: ObjectId, key: ObjectId, value: ObjectId) {
        let heap = self.heap();
        if !heap.is_tracked(dict) && (must_be_tracked(heap, key) || must_be_tracked(heap, value)) {
            self.world.track(dict);
        }
    }

    /// Takes an entry out and returns its key and value, which are the caller's now; `None` if there is no such key.
    pub(super) fn dict_take(
        &mut self,
        dict: ObjectId,
        key: ObjectId,
    ) -> Outcome<Option<(ObjectId, ObjectId)>> {
        let hash = self.hash_key(key)?;
        let Some(entry) = self.dict_find(dict, key, hash)? else {
            return Ok(None);
        };
        Ok(self.dict_take_entry(dict, entry))
    }

    /// Takes the entry of this number out.
    pub(super) fn dict_take_entry(
        &mut self,
        dict: ObjectId,
        entry: usize,
    ) -> Option<(ObjectId, ObjectId)> {
        let key = self.world.replace_slot(dict, entry * 2, None)?;
        let value = self.world.replace_slot(dict, entry * 2 + 1, None)?;
        let index = self.dict_index(dict);
        index.used -= 1;
        index.is_irregular = true;
        if let Some(split) = &mut index.split {
            split.order.retain(|&other| other != entry as u32);
            for other in &mut split.order {
                *other -= u32::from(*other > entry as u32);
            }
            index.hashes.remove(entry);
            index.rebuild();
            self.world.remove_slot(dict, entry * 2 + 1);
            self.world.remove_slot(dict, entry * 2);
            return Some((key, value));
        }
        // Deleted entries at the end leave no trace.
        while self.heap().slot_count(dict) > 0
            && self
                .heap()
                .slot(dict, self.heap().slot_count(dict) as usize - 2)
                .is_none()
            && self.dict_index(dict).table.is_empty()
        {
            let end = self.heap().slot_count(dict) as usize;
            self.world.remove_slot(dict, end - 1);
            self.world.remove_slot(dict, end - 2);
            self.dict_index(dict).hashes.pop();
        }
        Some((key, value))
    }

    /// Deleted entries are squeezed out when they are as many as the others, as a growing dict does.
    fn dict_compact(&mut self, dict: ObjectId) {
        let entries = self.heap().slot_count(dict) as usize / 2;
        let used = self.dict_index(dict).used as usize;
        if entries < SMALL || entries - used < used.max(SMALL) {
            return;
        }
        let mut kept = Vec::with_capacity(used);
        for entry in (0..entries).rev() {
            if self.heap().slot(dict, entry * 2).is_none() {
                self.world.remove_slot(dict, entry * 2 + 1);
                self.world.remove_slot(dict, entry * 2);
            } else {
                kept.push(self.dict_index(dict).hashes[entry]);
            }
        }
        kept.reverse();
        let index = self.dict_index(dict);
        index.hashes = kept;
        index.rebuild();
    }

    /// Sets the entry of a name.
    pub(super) fn dict_set_name(&mut self, dict: ObjectId, name: &str, value: ObjectId) {
        let key = self.intern_str(name);
        // A string's hash and comparison run no Python code and can't fail.
        let _ = self.dict_set(dict, key, value);
    }

    /// The next entry at or behind number `entry`: its number, key and value, all borrowed.
    pub(super) fn dict_entry(
        &self,
        dict: ObjectId,
        entry: usize,
    ) -> Option<(usize, ObjectId, ObjectId)> {
        let end = self.heap().slot_count(dict) as usize / 2;
        (entry..end).find_map(|entry| self.entry_at(dict, entry))
    }

    /// The next entry below number `end`, backwards.
    pub(super) fn dict_entry_below(
        &self,
        dict: ObjectId,
        end: usize,
    ) -> Option<(usize, ObjectId, ObjectId)> {
        let end = end.min(self.heap().slot_count(dict) as usize / 2);
        (0..end).rev().find_map(|entry| self.entry_at(dict, entry))
    }

    fn entry_at(&self, dict: ObjectId, entry: usize) -> Option<(usize, ObjectId, ObjectId)> {
        let heap = self.heap();
        let index = &self.dict_indexes[heap.payload(dict).index()];
        let place = match &index.split {
            Some(split) => *split.order.get(entry)? as usize,
            None => entry,
        };
        Some((
            entry,
            heap.slot(dict, place * 2)?,
            heap.slot(dict, place * 2 + 1)?,
        ))
    }

    /// All entries, borrowed.
    pub(super) fn dict_entries(&self, dict: ObjectId) -> Vec<(ObjectId, ObjectId)> {
        let mut next = 0;
        std::iter::from_fn(|| {
            let (entry, key, value) = self.dict_entry(dict, next)?;
            next = entry + 1;
            Some((key, value))
        })
        .collect()
    }

    /// Removes all entries, first to last, key before value.
    pub(super) fn dict_clear(&mut self, dict: ObjectId) {
        let mut released = Vec::new();
        for index in (0..self.heap().slot_count(dict) as usize).rev() {
            released.extend(self.world.remove_slot(dict, index));
        }
        *self.dict_index(dict) = DictIndex::default();
        released.reverse();
        self.decref_all(released);
    }

    /// A dict dies: its index can serve another one.
    pub(super) fn forget_dict(&mut self, dict: ObjectId) {
        debug_assert_eq!(self.kind(dict), Kind::Dict);
        let index = self.heap().payload(dict).index();
        self.dict_indexes[index] = DictIndex::default();
        self.free_dict_indexes.push(index);
    }

    /// The collector emptied the dict's slots.
    pub(super) fn reset_dict(&mut self, dict: ObjectId) {
        for _ in 0..self.heap().slot_count(dict) {
            let last = self.heap().slot_count(dict) as usize - 1;
            self.world.remove_slot(dict, last);
        }
        *self.dict_index(dict) = DictIndex::default();
    }

    /// Whether a dict's table is the smallest that holds its entries: nothing was deleted or added in bulk, no keys are
    /// shared, and keys other than strings did not come late, when the table is made anew.
    pub(super) fn is_regular_dict(&mut self, dict: ObjectId) -> bool {
        let keys: Vec<bool> = (self.dict_entries(dict).iter())
            .map(|&(key, _)| self.is_str(key))
            .collect();
        let first_other = keys.iter().position(|&is_str| !is_str);
        let is_late = keys.first() == Some(&true) && first_other.is_some_and(|place| place > 2);
        let index = self.dict_index(dict);
        !index.is_irregular && index.split.is_none() && !is_late
    }

    /// Whose keys an instance's dict shares.
    pub(super) fn split_class(&self, dict: ObjectId) -> Option<ObjectId> {
        let index = self.heap().payload(dict).index();
        let split = self.dict_indexes[index].split.as_ref();
        split.map(|split| split.class)
    }

    /// Whether an empty dict has a table all the same.
    pub(super) fn has_table(&self, dict: ObjectId) -> bool {
        let index = self.heap().payload(dict).index();
        self.dict_indexes[index].has_table
    }

    /// An empty dict was made by a call of its type.
    pub(super) fn dict_was_called(&mut self, dict: ObjectId) {
        let has_table = self.profile().sizes.called_dicts_have_tables;
        self.dict_index(dict).has_table = has_table;
    }

    /// It grew otherwise: another dict's entries were added, or it shared keys.
    pub(super) fn dict_is_irregular(&mut self, dict: ObjectId) {
        self.dict_index(dict).is_irregular = true;
    }

    /// The dict takes the order of a class's shared keys; `order` are its entries in the order of their insertion.
    pub(super) fn dict_split(&mut self, dict: ObjectId, class: ObjectId, order: Vec<u32>) {
        self.dict_index(dict).split = Some(Split { class, order });
    }

    /// Inserts an entry, moved in, at the place of its key among the shared ones (`insert_split_key`). False if the
    /// dict shares no keys, or does not any more because this one finds no room there.
    fn dict_insert_shared(
        &mut self,
        dict: ObjectId,
        key: ObjectId,
        value: ObjectId,
        hash: i64,
    ) -> bool {
        let Some(class) = self
            .dict_index(dict)
            .split
            .as_ref()
            .map(|split| split.class)
        else {
            return false;
        };
        let rank = self.shared_rank(class, key);
        let Some(rank) = rank else {
            self.dict_unsplit(dict);
            return false;
        };
        let keys: Vec<ObjectId> = self
            .heap()
            .slots(dict)
            .iter()
            .step_by(2)
            .copied()
            .flatten()
            .collect();
        let ranks = keys.into_iter().map(|key| self.shared_rank(class, key));
        let place = ranks.filter(|&other| other < Some(rank)).count();
        self.world.insert_slot(dict, place * 2, Some(key));
        self.world.insert_slot(dict, place * 2 + 1, Some(value));
        let index = self.dict_index(dict);
        index.used += 1;
        index.hashes.insert(place, hash);
        index.rebuild();
        if let Some(split) = &mut index.split {
            for other in &mut split.order {
                *other += u32::from(*other >= place as u32);
            }
            split.order.push(place as u32);
        }
        true
    }

    /// The place of a key among those that a class's instances share; a new one if there is room.
    fn shared_rank(&mut self, class: ObjectId, key: ObjectId) -> Option<usize> {
        if !self.is_str(key) {
            return None;
        }
        let name = self.intern(&self.text(key));
        self.add_key(class, name)
    }

    /// The dict gets keys of its own, in the order of insertion (`insertion_resize`).
    pub(super) fn dict_unsplit(&mut self, dict: ObjectId) {
        let Some(split) = self.dict_index(dict).split.take() else {
            return;
        };
        let slots = self.heap().slots(dict).to_vec();
        let old = self.dict_index(dict).hashes.clone();
        for (entry, &place) in split.order.iter().enumerate() {
            let place = place as usize;
            self.world.replace_slot(dict, entry * 2, slots[place * 2]);
            self.world
                .replace_slot(dict, entry * 2 + 1, slots[place * 2 + 1]);
            self.dict_index(dict).hashes[entry] = old[place];
        }
        self.dict_index(dict).rebuild();
        self.dict_is_irregular(dict);
        self.world.clear_flags(dict, Flags::EMBEDDED);
    }
}
