//! Which candidates are unreachable: `deduce_unreachable` and its three passes (spec, section 10.1).

use crate::event::Phase;
use crate::heap::{Flags, GcList};
use crate::tape::Recorder;
use crate::world::World;

/// Moves what is unreachable from outside `candidates` to the empty list `unreachable`.
///
/// Promises: afterwards everything left in `candidates` is reachable from outside it, in the order in which it was
/// scanned; `unreachable` keeps the relative order of the candidates and its objects still carry
/// `Flags::COLLECTING`, so that the later phases can tell garbage from the rest.
pub fn deduce_unreachable<R: Recorder>(
    world: &mut World<R>,
    candidates: GcList,
    unreachable: GcList,
) {
    world.enter(Phase::UpdateRefs);
    update_refs(world, candidates);
    world.enter(Phase::SubtractRefs);
    subtract_refs(world, candidates);
    world.enter(Phase::MoveUnreachable);
    move_unreachable(world, candidates, unreachable);
}

/// Gives every candidate a working copy of its reference count.
fn update_refs<R: Recorder>(world: &mut World<R>, candidates: GcList) {
    let mut next = world.heap().first(candidates);
    while let Some(object) = next {
        world.set_gc_refs(object, world.heap().refcount(object));
        world.set_flags(object, Flags::COLLECTING);
        next = world.heap().next_in_list(object);
    }
}

/// Subtracts every reference between candidates, so that `gc_refs` counts only references from outside.
fn subtract_refs<R: Recorder>(world: &mut World<R>, candidates: GcList) {
    let mut next = world.heap().first(candidates);
    while let Some(object) = next {
        let mut referents = world.heap().referents(object);
        while let Some(referent) = world.heap().next_referent(&mut referents) {
            // `gc_refs` means nothing for objects that are not candidates. So when nobody watches, subtracting from
            // all of them saves the look at the flags, which costs as much as the rest.
            if !R::RECORDS || world.heap().flags(referent).has(Flags::COLLECTING) {
                world.set_gc_refs(referent, world.heap().gc_refs(referent).wrapping_sub(1));
            }
        }
        next = world.heap().next_in_list(object);
    }
}

/// Splits the candidates in one pass. Those with `gc_refs` 0 move to `unreachable`, tentatively: whatever a reachable
/// one refers to moves back, to the end of the candidates, where the pass will still come by.
fn move_unreachable<R: Recorder>(world: &mut World<R>, candidates: GcList, unreachable: GcList) {
    let mut next = world.heap().first(candidates);
    while let Some(object) = next {
        if world.heap().gc_refs(object) != 0 {
            // Reachable. From now on it is no candidate any more, and it never gets `gc_refs` 0 again.
            world.clear_flags(object, Flags::COLLECTING);
            visit_reachable(world, object, candidates);
            next = world.heap().next_in_list(object);
        } else {
            next = world.heap().next_in_list(object);
            world.append_to(object, unreachable);
            world.set_flags(object, Flags::UNREACHABLE);
        }
    }
    clear_unreachable_marks(world, unreachable);
}

/// What a reachable object refers to is reachable, too.
#[inline]
fn visit_reachable<R: Recorder>(
    world: &mut World<R>,
    object: crate::heap::ObjectId,
    candidates: GcList,
) {
    let mut referents = world.heap().referents(object);
    while let Some(referent) = world.heap().next_referent(&mut referents) {
        if world.heap().gc_refs(referent) != 0 {
            continue;
        }
        let flags = world.heap().flags(referent);
        if !flags.has(Flags::COLLECTING) {
            continue;
        }
        world.set_gc_refs(referent, 1);
        if flags.has(Flags::UNREACHABLE) {
            world.clear_flags(referent, Flags::UNREACHABLE);
            world.append_to(referent, candidates);
        }
    }
}

fn clear_unreachable_marks<R: Recorder>(world: &mut World<R>, unreachable: GcList) {
    let mut next = world.heap().first(unreachable);
    while let Some(object) = next {
        world.clear_flags(object, Flags::UNREACHABLE);
        next = world.heap().next_in_list(object);
    }
}
