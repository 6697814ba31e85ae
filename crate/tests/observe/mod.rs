//! Heaps made comparable: where the slots lie in memory does not matter.

use gc_playground::event::{Counter, Phase};
use gc_playground::heap::{Flags, GcList, Heap, Kind, ObjectId};

/// What anybody can see of a heap, for comparing.
#[derive(Debug, PartialEq)]
pub struct Observed {
    objects: Vec<Object>,
    lists: Vec<Vec<ObjectId>>,
    counters: Vec<u32>,
    phase: Phase,
}

#[derive(Debug, PartialEq)]
pub struct Object {
    id: ObjectId,
    kind: Kind,
    flags: Flags,
    class: Option<ObjectId>,
    refcount: u32,
    gc_refs: Option<u32>,
    slots: Vec<Option<ObjectId>>,
}

pub fn observe(heap: &Heap) -> Observed {
    use Counter::*;
    let counters = [
        Count(0),
        Count(1),
        Count(2),
        Threshold(0),
        Threshold(1),
        Threshold(2),
        Enabled,
        Debug,
        Collected,
        LongLivedPending,
        LongLivedTotal,
    ];
    Observed {
        objects: heap
            .objects()
            .map(|id| Object {
                id,
                kind: heap.kind(id),
                flags: heap.flags(id),
                class: heap.class(id),
                refcount: heap.refcount(id),
                // It means something for candidates only.
                gc_refs: heap
                    .flags(id)
                    .has(Flags::COLLECTING)
                    .then(|| heap.gc_refs(id)),
                slots: heap.slots(id).to_vec(),
            })
            .collect(),
        lists: GcList::ALL
            .map(|list| heap.list(list).collect())
            .into_iter()
            .collect(),
        counters: counters.map(|counter| heap.counter(counter)).to_vec(),
        phase: heap.phase().phase,
    }
}
