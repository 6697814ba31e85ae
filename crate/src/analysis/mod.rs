//! Why an object is alive, and what would follow if a reference were gone: questions about a heap as it stands.
//!
//! What leads where is answered on the graph of counted references (`graph`, `chain`, `weaken`); what would be freed is
//! not guessed from the graph, but found by running the rules of reference counting and collection on a copy (`cut`).

pub mod chain;
pub mod cut;
pub mod graph;
pub mod weaken;

use crate::heap::{Flags, GcList, Heap, Kind, ObjectId};

/// A counted reference: the object that holds it, and the slot; `CLASS` for an instance's reference to its class.
pub type Reference = (ObjectId, usize);

/// The slot number that stands for the reference of an instance to its class.
pub const CLASS: usize = usize::MAX;

/// Calls `visit` with everything that an object counts as a reference of its own, and the slot. What a weak reference
/// refers to is left out.
pub fn each_referent(heap: &Heap, object: ObjectId, mut visit: impl FnMut(ObjectId, usize)) {
    let weak = usize::from(heap.kind(object) == Kind::Weakref);
    for (index, slot) in heap.all_slots(object).skip(weak) {
        if let Some(referent) = slot {
            visit(referent, index);
        }
    }
    if heap.flags(object).has(Flags::HEAP_TYPE)
        && let Some(class) = heap.class(object)
    {
        visit(class, CLASS);
    }
}

/// What is held from outside the heap.
#[derive(Debug, Default)]
pub struct Roots {
    /// What cannot die while the program runs: the module's namespace, running calls, what is not counted.
    pub ground: Vec<ObjectId>,
    /// Objects with more references than the heap holds: the interpreter has the others.
    pub held: Vec<ObjectId>,
}

impl Roots {
    /// Finds them. `globals` is the module's namespace, if there is one.
    pub fn new(heap: &Heap, globals: Option<ObjectId>) -> Roots {
        let references = references(heap);
        let mut is_lost = vec![false; references.len()];
        for list in [
            GcList::Unreachable,
            GcList::FinalUnreachable,
            GcList::Finalized,
        ] {
            for object in heap.list(list) {
                is_lost[object.get() as usize] = true;
            }
        }
        let mut roots = Roots::default();
        for object in heap.objects() {
            let number = object.get() as usize;
            let counted = heap.is_counted(object);
            // The collector itself holds what it is about to clear.
            let is_held = counted && heap.refcount(object) > references[number] && !is_lost[number];
            if !counted
                || Some(object) == globals
                || heap.flags(object).has(Flags::BUILTIN)
                || is_held && heap.kind(object) == Kind::Frame
            {
                roots.ground.push(object);
            } else if is_held {
                roots.held.push(object);
            }
        }
        roots
    }

    /// All of them.
    pub fn all(&self) -> Vec<ObjectId> {
        [&self.ground[..], &self.held].concat()
    }
}

/// How many references to each object the heap holds, by id.
pub(crate) fn references(heap: &Heap) -> Vec<u32> {
    let mut references = vec![0; heap.next_id().get() as usize];
    for object in heap.objects() {
        each_referent(heap, object, |referent, _| {
            references[referent.get() as usize] += 1;
        });
    }
    references
}
