//! Tuples and dicts that can't take part in a cycle leave the collector's lists (spec, section 5).

use crate::heap::{Flags, GcList, Heap, Kind, ObjectId};
use crate::tape::Recorder;
use crate::world::World;

/// `_PyObject_GC_MAY_BE_TRACKED`: whether a container that holds `object` must be tracked. Everything that supports
/// the collector counts, but an exact tuple only while it is tracked itself.
pub fn must_be_tracked(heap: &Heap, object: ObjectId) -> bool {
    let flags = heap.flags(object);
    match heap.kind(object) {
        Kind::Tuple if !flags.has(Flags::HEAP_TYPE) => heap.is_tracked(object),
        // Built-in types are static: no collector ever sees them.
        Kind::Type => !flags.has(Flags::BUILTIN),
        _ => heap.is_gc(object),
    }
}

fn is_exact(heap: &Heap, object: ObjectId, kind: Kind) -> bool {
    heap.kind(object) == kind && !heap.flags(object).has(Flags::HEAP_TYPE)
}

/// `untrack_tuples` and `untrack_dicts`: looks at each exact tuple or dict of a list, in order.
///
/// Returns how many left the list.
pub fn untrack_all<R: Recorder>(world: &mut World<R>, kind: Kind, list: GcList) -> u32 {
    let mut untracked = 0;
    let mut next = world.heap().first(list);
    while let Some(object) = next {
        next = world.heap().next_in_list(object);
        if is_exact(world.heap(), object, kind) && untrack_unless_needed(world, object) {
            untracked += 1;
        }
    }
    untracked
}

/// `_PyTuple_MaybeUntrack`.
pub fn maybe_untrack_tuple<R: Recorder>(world: &mut World<R>, tuple: ObjectId) {
    untrack_unless_needed(world, tuple);
}

fn untrack_unless_needed<R: Recorder>(world: &mut World<R>, object: ObjectId) -> bool {
    let heap = world.heap();
    let needed = heap
        .slots(object)
        .iter()
        .flatten()
        .any(|&item| must_be_tracked(heap, item));
    if !needed {
        world.untrack(object);
    }
    !needed
}
