//! Sorting: stable, with nothing but `<`.

use super::{Outcome, Vm};
use crate::heap::ObjectId;
use crate::python::code::Comparison;
use crate::tape::Recorder;

/// Runs up to this length are sorted by binary insertion, longer lists by merging such runs (`MAX_MINRUN`).
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

    fn is_less(&mut self, left: Entry, right: Entry) -> Outcome<bool> {
        self.compare_truth(Comparison::Less, left.1, right.1)
    }

    /// `count_run` and `binarysort`: what is in order already, or strictly in reverse order, is kept; the rest is
    /// inserted.
    fn sort_run(&mut self, entries: &[Entry]) -> Outcome<Vec<Entry>> {
        let mut sorted = Vec::with_capacity(entries.len());
        let mut rest = entries.iter().copied();
        sorted.extend(rest.next());
        let mut descends = None;
        let mut pending = None;
        for entry in rest.by_ref() {
            let Some(&last) = sorted.last() else { break };
            let is_less = self.is_less(entry, last)?;
            if *descends.get_or_insert(is_less) != is_less {
                pending = Some(entry);
                break;
            }
            sorted.push(entry);
        }
        if descends == Some(true) {
            sorted.reverse();
        }
        for entry in pending.into_iter().chain(rest) {
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
