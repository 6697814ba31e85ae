//! Weak references: references that do not count, and the callbacks that tell of a death.

use crate::hash::HashMap;
use crate::heap::{Flags, Heap, Kind, ObjectId};
use crate::refcount::{Runtime, decref, xdecref};
use crate::tape::Recorder;
use crate::world::World;

/// The slot of a weak reference that holds the referent (not counted).
pub const REFERENT: usize = 0;
/// The slot of a weak reference that holds the callback.
pub const CALLBACK: usize = 1;

/// The weak references to each object, in the order in which their callbacks are called: the one without callback
/// first, the others newest first (spec, section 11.1).
#[derive(Clone, Debug, Default)]
pub struct Weakrefs {
    of: HashMap<ObjectId, Vec<ObjectId>>,
}

impl Weakrefs {
    /// Those of a heap; ids grow, so that newer ones come later.
    pub fn of_heap(heap: &Heap) -> Weakrefs {
        let mut weakrefs = Weakrefs::default();
        for reference in heap.objects() {
            if heap.kind(reference) == Kind::Weakref
                && let Some(object) = heap.slot(reference, REFERENT)
            {
                weakrefs.insert(heap, reference, object);
            }
        }
        weakrefs
    }

    fn insert(&mut self, heap: &Heap, reference: ObjectId, object: ObjectId) {
        let list = self.of.entry(object).or_default();
        let own = rank(heap, reference);
        let place = list
            .iter()
            .position(|&other| rank(heap, other) >= own)
            .unwrap_or(list.len());
        list.insert(place, reference);
    }

    /// Whether no object is weakly referenced.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The weak references to `object`.
    pub fn of(&self, object: ObjectId) -> &[ObjectId] {
        self.of.get(&object).map_or(&[], Vec::as_slice)
    }
}

/// Where a reference stands among others to the same object: the one without callback that all share, then the proxy of
/// that kind, then the others (`insert_head`, `insert_after`).
fn rank(heap: &Heap, reference: ObjectId) -> u8 {
    let is_proxy = |class| heap.flags(class).has(Flags::BUILTIN);
    match heap.class(reference) {
        _ if heap.slot(reference, CALLBACK).is_some() => 2,
        Some(class) if heap.flags(reference).has(Flags::HEAP_TYPE) => 2 - u8::from(is_proxy(class)),
        _ => 0,
    }
}

/// Notes that `reference`, whose slots are filled, refers weakly to `object`.
pub fn register<R: Recorder>(world: &mut World<R>, reference: ObjectId, object: ObjectId) {
    let mut weakrefs = std::mem::take(&mut world.weakrefs);
    weakrefs.insert(world.heap(), reference, object);
    world.weakrefs = weakrefs;
    world.set_flags(object, Flags::WEAKLY_REFERENCED);
}

/// `clear_weakref` without the callback: the reference is dead from now on.
pub fn clear<R: Recorder>(world: &mut World<R>, reference: ObjectId) {
    let Some(object) = world.replace_slot(reference, REFERENT, None) else {
        return;
    };
    if let Some(list) = world.weakrefs.of.get_mut(&object) {
        list.retain(|&other| other != reference);
        if list.is_empty() {
            world.weakrefs.of.remove(&object);
            world.clear_flags(object, Flags::WEAKLY_REFERENCED);
        }
    }
}

/// `PyObject_ClearWeakRefs`, when reference counting deallocates `object`: clears all weak references to it, then
/// calls their callbacks, newest first. A weak reference that is itself being deallocated calls nothing.
pub fn clear_and_call<T: Runtime>(runtime: &mut T, object: ObjectId) {
    let world = runtime.world();
    let references = world.weakrefs.of(object).to_vec();
    let mut held = Vec::new();
    for reference in references {
        clear(world, reference);
        let Some(callback) = world.replace_slot(reference, CALLBACK, None) else {
            continue;
        };
        if world.heap().refcount(reference) > 0 {
            world.incref(reference);
            held.push((Some(reference), callback));
        } else {
            held.push((None, callback));
        }
    }
    for &(reference, callback) in &held {
        if let Some(reference) = reference {
            runtime.call_weakref_callback(reference, callback);
        }
    }
    // CPython holds them in a tuple meanwhile, and a tuple releases its items last to first.
    for (reference, callback) in held.into_iter().rev() {
        decref(runtime, callback);
        xdecref(runtime, reference);
    }
}
