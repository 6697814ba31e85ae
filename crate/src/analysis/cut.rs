//! What would happen if one reference were gone: the rules of memory management, tried out on a copy of the heap.

use super::{Reference, references};
use crate::collect::collect;
use crate::event::{Counter, Event, Phase};
use crate::hash::HashSet;
use crate::heap::{EXTRA, Heap, Kind, ObjectId};
use crate::profile::Profile;
use crate::refcount::{Runtime, decref};
use crate::tape::Tape;
use crate::weakref::REFERENT;
use crate::world::World;

/// What follows.
#[derive(Debug)]
pub struct Outcome {
    /// Freed at once, by reference counting, in the order of their deaths.
    pub freed: Vec<ObjectId>,
    /// Not freed at once, but found by a full collection, which would not have found them before.
    pub left: Vec<ObjectId>,
    /// Objects whose finalizer would be called. It was not: whatever it does comes on top.
    pub finalizers: Vec<ObjectId>,
    /// Weak references whose callback would be called; it was not either.
    pub callbacks: Vec<ObjectId>,
    /// The heap after the cut, before a collection.
    pub after: Heap,
}

/// What a full collection would do.
#[derive(Debug)]
pub struct Garbage {
    /// Freed, in the order of their deaths.
    pub freed: Vec<ObjectId>,
    /// Objects whose finalizer would be called. It was not: it may save them all.
    pub finalizers: Vec<ObjectId>,
    /// Weak references whose callback would be called; it was not either.
    pub callbacks: Vec<ObjectId>,
}

/// Why nothing can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no reference in this slot.
    Empty,
    /// The reference does not count.
    Weak,
    /// A collection is under way.
    Collecting,
    /// The position is in the middle of a step: counts and references do not agree yet.
    Unsettled,
}

/// Whether there is a finalizer to call.
type HasFinalizer<'a> = &'a dyn Fn(&Heap, ObjectId) -> bool;

/// A runtime in which finalizers and callbacks are noted, but not called.
struct Trial<'a> {
    world: World<Tape>,
    has_finalizer: HasFinalizer<'a>,
    finalizers: Vec<ObjectId>,
    callbacks: Vec<ObjectId>,
}

impl Runtime for Trial<'_> {
    type Recorder = Tape;

    fn world(&mut self) -> &mut World<Tape> {
        &mut self.world
    }

    fn has_finalizer(&self, object: ObjectId) -> bool {
        (self.has_finalizer)(self.world.heap(), object)
    }

    fn finalize(&mut self, object: ObjectId) {
        self.finalizers.push(object);
    }

    fn call_weakref_callback(&mut self, reference: ObjectId, _callback: ObjectId) {
        self.callbacks.push(reference);
    }
}

impl<'a> Trial<'a> {
    fn new(heap: &Heap, profile: &'static Profile, has_finalizer: HasFinalizer<'a>) -> Trial<'a> {
        let mut world = World::at(heap.clone(), profile, Tape::default());
        // What DEBUG_SAVEALL would put aside is garbage all the same.
        world.set_counter(Counter::Debug, 0);
        Trial {
            world,
            has_finalizer,
            finalizers: Vec::new(),
            callbacks: Vec::new(),
        }
    }

    /// Who died since this was asked last.
    fn deaths(&mut self) -> Vec<ObjectId> {
        let tape = std::mem::take(&mut self.world.recorder);
        (tape.events().iter())
            .filter_map(|event| match event {
                Event::Deallocate { object, .. } => Some(*object),
                _ => None,
            })
            .collect()
    }

    /// Takes a reference out of its slot as `del` does, and gives it up.
    fn drop_reference(&mut self, (holder, slot): Reference) {
        let kind = self.world.heap().kind(holder);
        let is_item = slot < EXTRA;
        if is_item && matches!(kind, Kind::List | Kind::Deque) {
            let value = self.world.remove_slot(holder, slot);
            return value.into_iter().for_each(|value| decref(self, value));
        }
        // A key goes with its value.
        let slots = match kind {
            Kind::Dict if is_item => vec![slot & !1, slot | 1],
            _ => vec![slot],
        };
        let taken: Vec<_> = (slots.into_iter())
            .filter_map(|slot| self.world.replace_slot(holder, slot, None))
            .collect();
        taken.into_iter().for_each(|value| decref(self, value));
    }
}

/// Cuts a reference in a copy of `heap`, as `del` would.
///
/// # Errors
/// Why it cannot be told.
pub fn cut(
    heap: &Heap,
    profile: &'static Profile,
    reference: Reference,
    has_finalizer: HasFinalizer,
) -> Result<Outcome, Refusal> {
    let (holder, slot) = reference;
    if heap.phase().phase != Phase::Mutator {
        return Err(Refusal::Collecting);
    }
    if heap.slot(holder, slot).is_none() {
        return Err(Refusal::Empty);
    }
    if heap.kind(holder) == Kind::Weakref && slot == REFERENT {
        return Err(Refusal::Weak);
    }
    let before = garbage(heap, profile, has_finalizer)?;
    let garbage: HashSet<ObjectId> = before.freed.into_iter().collect();

    let mut trial = Trial::new(heap, profile, has_finalizer);
    trial.drop_reference(reference);
    let freed = trial.deaths();
    let after = trial.world.heap().clone();
    collect(&mut trial, 2, true);
    let mut left = trial.deaths();
    left.retain(|object| !garbage.contains(object));
    // What garbage of before would have called anyway has nothing to do with the cut.
    let mut finalizers = trial.finalizers;
    finalizers.retain(|object| !before.finalizers.contains(object));
    let mut callbacks = trial.callbacks;
    callbacks.retain(|object| !before.callbacks.contains(object));
    Ok(Outcome {
        freed,
        left,
        finalizers,
        callbacks,
        after,
    })
}

/// What a full collection of a copy of `heap` frees.
///
/// # Errors
/// Why it cannot be told.
pub fn garbage(
    heap: &Heap,
    profile: &'static Profile,
    has_finalizer: HasFinalizer,
) -> Result<Garbage, Refusal> {
    if heap.phase().phase != Phase::Mutator {
        return Err(Refusal::Collecting);
    }
    let held = references(heap);
    let is_settled = |object: ObjectId| {
        let count = heap.refcount(object);
        !heap.is_counted(object) || count > 0 && count >= held[object.get() as usize]
    };
    if !heap.objects().all(is_settled) {
        return Err(Refusal::Unsettled);
    }
    let mut trial = Trial::new(heap, profile, has_finalizer);
    collect(&mut trial, 2, true);
    Ok(Garbage {
        freed: trial.deaths(),
        finalizers: trial.finalizers,
        callbacks: trial.callbacks,
    })
}
