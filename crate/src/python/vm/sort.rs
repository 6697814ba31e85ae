//! Sorting: stable, with nothing but `<`.

use super::{Outcome, Vm};
use crate::heap::{Flags, Kind, ObjectId};
use crate::python::code::Comparison;
use crate::tape::Recorder;

/// Fewer entries than this are sorted by binary insertion, more by merging such runs (`MAX_MINRUN`).
const RUN: usize = 64;

/// An item and what it is sorted by.
type Entry = (ObjectId, ObjectId);

impl<R: Recorder> Vm<R> {
    /// Sorts items by what `key` makes of them (by themselves without one). The items stay the caller's and are
    /// rearranged only on success.
    pub(super) fn sort(
        &mut self,
        items: &mut [ObjectId],
        key: Option<ObjectId>,
        reverse: bool,
    ) -> Outcome<()> {
        let mut entries = Vec::with_capacity(items.len());
        let mut outcome = Ok(());
        for &item in items.iter() {
            let by = match key {
                Some(key) => self.call(key, &[item]),
                None => Ok(self.new_reference(item)),
            };
            match by {
                Ok(by) => entries.push((item, by)),
                Err(unwind) => {
                    outcome = Err(unwind);
                    break;
                }
            }
        }
        let keys: Vec<ObjectId> = entries.iter().map(|&(_, by)| by).collect();
        let outcome = outcome.and_then(|()| self.sort_entries(entries, reverse));
        self.decref_all(keys);
        for (place, (item, _)) in items.iter_mut().zip(outcome?) {
            *place = item;
        }
        Ok(())
    }

    fn sort_entries(&mut self, mut entries: Vec<Entry>, reverse: bool) -> Outcome<Vec<Entry>> {
        // Where runs are merged in CPython's galloping way, more or fewer `<` are asked for.
        if entries.len() >= RUN
            && entries
                .iter()
                .any(|&(_, by)| self.is_compared_by_python(by))
        {
            return self.unsupported(format!(
                "sorting {RUN} or more objects whose __lt__ is a Python function"
            ));
        }
        // Equal items keep their order in reverse, too.
        if reverse {
            entries.reverse();
        }
        let mut runs = Vec::new();
        for chunk in entries.chunks(RUN) {
            runs.push(self.sort_run(chunk)?);
        }
        while runs.len() > 1 {
            let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
            let mut pairs = runs.into_iter();
            while let Some(left) = pairs.next() {
                merged.push(match pairs.next() {
                    Some(right) => self.merge_runs(&left, &right)?,
                    None => left,
                });
            }
            runs = merged;
        }
        let mut entries = runs.pop().unwrap_or_default();
        if reverse {
            entries.reverse();
        }
        Ok(entries)
    }

    /// Whether comparing it can run Python code.
    fn is_compared_by_python(&self, object: ObjectId) -> bool {
        let has_python_class = |object| self.heap().flags(object).has(Flags::HEAP_TYPE);
        let is_sequence = matches!(self.kind(object), Kind::List | Kind::Tuple);
        has_python_class(object)
            || is_sequence
                && (self.heap().slots(object).iter().flatten()).any(|&item| {
                    has_python_class(item) || matches!(self.kind(item), Kind::List | Kind::Tuple)
                })
    }

    fn is_less(&mut self, left: Entry, right: Entry) -> Outcome<bool> {
        self.compare_truth(Comparison::Less, left.1, right.1)
    }

    /// `count_run` and `binarysort`: what is in order already is kept; the rest is inserted.
    fn sort_run(&mut self, entries: &[Entry]) -> Outcome<Vec<Entry>> {
        let mut sorted = entries.to_vec();
        let count = if self.profile().descending_runs_may_have_equals {
            self.count_run(&mut sorted)?
        } else {
            self.count_strict_run(&mut sorted)?
        };
        let rest = sorted.split_off(count);
        for entry in rest {
            let (mut low, mut high) = (0, sorted.len());
            while low < high {
                let middle = (low + high) / 2;
                if self.is_less(entry, sorted[middle])? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            sorted.insert(low, entry);
        }
        Ok(sorted)
    }

    /// `count_run` up to 3.12: how many entries at the start ascend, or strictly descend and are turned round.
    fn count_strict_run(&mut self, entries: &mut [Entry]) -> Outcome<usize> {
        let mut descends = None;
        let mut count = 1;
        while count < entries.len() {
            let is_less = self.is_less(entries[count], entries[count - 1])?;
            if *descends.get_or_insert(is_less) != is_less {
                break;
            }
            count += 1;
        }
        let count = count.min(entries.len());
        if descends == Some(true) {
            entries[..count].reverse();
        }
        Ok(count)
    }

    /// `count_run` since 3.13: a run that descends may have equal entries, which keep their order, and goes on with
    /// what ascends behind it.
    fn count_run(&mut self, entries: &mut [Entry]) -> Outcome<usize> {
        let mut count = self.count_ascending(entries, 1)?;
        if count >= entries.len() || count > 1 && self.is_less(entries[0], entries[count - 1])? {
            return Ok(count.min(entries.len()));
        }
        // All equal so far, and then a smaller one.
        entries[..count].reverse();
        count += 1;
        let mut equals = 0;
        while count < entries.len() {
            if self.is_less(entries[count], entries[count - 1])? {
                entries[count - 1 - equals..count].reverse();
                equals = 0;
            } else if self.is_less(entries[count - 1], entries[count])? {
                break;
            } else {
                equals += 1;
            }
            count += 1;
        }
        entries[count - 1 - equals..count].reverse();
        entries[..count].reverse();
        self.count_ascending(entries, count)
    }

    /// How far entries go on ascending from `count` on.
    fn count_ascending(&mut self, entries: &[Entry], mut count: usize) -> Outcome<usize> {
        while count < entries.len() && !self.is_less(entries[count], entries[count - 1])? {
            count += 1;
        }
        Ok(count)
    }

    fn merge_runs(&mut self, left: &[Entry], right: &[Entry]) -> Outcome<Vec<Entry>> {
        let mut merged = Vec::with_capacity(left.len() + right.len());
        let (mut left, mut right) = (left, right);
        while let (&[a, ..], &[b, ..]) = (left, right) {
            if self.is_less(b, a)? {
                merged.push(b);
                right = &right[1..];
            } else {
                merged.push(a);
                left = &left[1..];
            }
        }
        merged.extend_from_slice(left);
        merged.extend_from_slice(right);
        Ok(merged)
    }
}
