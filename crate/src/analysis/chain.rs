//! The shortest chain of references from here to there.

use std::collections::VecDeque;
use std::collections::hash_map::Entry;

use super::{Reference, each_referent};
use crate::hash::HashMap;
use crate::heap::{Heap, ObjectId};

/// The fewest counted references that lead from any of `starts` to `goal`, at least one; `None` if there is no way.
/// Among chains of equal length the one through earlier starts and slots.
pub fn shortest(
    heap: &Heap,
    starts: &[ObjectId],
    goal: ObjectId,
    follows: impl Fn(Reference, ObjectId) -> bool,
) -> Option<Vec<Reference>> {
    let mut ways: HashMap<ObjectId, Option<Reference>> =
        starts.iter().map(|&start| (start, None)).collect();
    let mut queue: VecDeque<ObjectId> = starts.iter().copied().collect();
    let mut last = None;
    while let Some(object) = queue.pop_front() {
        each_referent(heap, object, |referent, slot| {
            let way = (object, slot);
            if last.is_some() || !follows(way, referent) {
                return;
            }
            if referent == goal {
                last = Some(way);
            } else if let Entry::Vacant(vacant) = ways.entry(referent) {
                vacant.insert(Some(way));
                queue.push_back(referent);
            }
        });
        if last.is_some() {
            break;
        }
    }
    let mut chain = vec![last?];
    while let Some(&Some(way)) = chain.last().and_then(|(holder, _)| ways.get(holder)) {
        chain.push(way);
    }
    chain.reverse();
    Some(chain)
}
