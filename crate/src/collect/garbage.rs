//! What happens to garbage: weak references, finalizers, resurrection, deletion (spec, sections 10.3 to 10.6).

use crate::collect::deduce::Census;
use crate::collect::{DEBUG_COLLECTABLE, DEBUG_SAVEALL, DebugLine, deduce, has_debug};
use crate::event::Phase;
use crate::heap::{Flags, GcList, Kind, ObjectId};
use crate::refcount::{Runtime, decref, end};
use crate::tape::Recorder;
use crate::weakref;
use crate::world::World;

/// With `DEBUG_COLLECTABLE`, a line for each unreachable object.
pub fn write_collectable<T: Runtime>(runtime: &mut T) {
    if !has_debug(runtime, DEBUG_COLLECTABLE) {
        return;
    }
    let mut next = runtime.world().heap().first(GcList::Unreachable);
    while let Some(object) = next {
        runtime.write_debug(DebugLine::Collectable(object));
        next = runtime.world().heap().next_in_list(object);
    }
}

/// Clears the weak references to garbage and calls the callbacks of those that are not garbage themselves.
///
/// Returns how many weak references died by that: they count as collected.
pub fn handle_weakrefs<T: Runtime>(runtime: &mut T, old: GcList) -> u32 {
    let world = runtime.world();
    world.enter(Phase::HandleWeakrefs);
    if world.weakrefs.is_empty() {
        return 0;
    }
    let is_late = world.profile.clears_plain_weakrefs_late;
    let mut next = world.heap().first(GcList::Unreachable);
    while let Some(object) = next {
        next = world.heap().next_in_list(object);
        if world.heap().kind(object) == Kind::Weakref && !is_late {
            weakref::clear(world, object);
        }
        if !world.heap().flags(object).has(Flags::WEAKLY_REFERENCED) {
            continue;
        }
        for reference in world.weakrefs.of(object).to_vec() {
            let is_garbage = world.heap().flags(reference).has(Flags::COLLECTING);
            let has_callback = (world.heap()).slot(reference, weakref::CALLBACK).is_some();
            if has_callback || !is_late {
                weakref::clear(world, reference);
            }
            if has_callback && !is_garbage {
                world.incref(reference);
                world.append_to(reference, GcList::Callbacks);
            }
        }
    }
    call_callbacks(runtime, old)
}

fn call_callbacks<T: Runtime>(runtime: &mut T, old: GcList) -> u32 {
    let mut died = 0;
    while let Some(reference) = runtime.world().heap().first(GcList::Callbacks) {
        if let Some(callback) = runtime.world().heap().slot(reference, weakref::CALLBACK) {
            runtime.world().gc.ran_python = true;
            runtime.call_weakref_callback(reference, callback);
        }
        decref(runtime, reference);
        let world = runtime.world();
        if world.heap().first(GcList::Callbacks) == Some(reference) {
            world.append_to(reference, old);
        } else {
            died += 1;
        }
    }
    died
}

/// Calls the finalizer of everything unreachable that has one and was not finalized before.
pub fn finalize_garbage<T: Runtime>(runtime: &mut T, census: &Census) {
    runtime.world().enter(Phase::FinalizeGarbage);
    if !census.may_have_finalizer() {
        return;
    }
    while let Some(object) = runtime.world().heap().first(GcList::Unreachable) {
        let world = runtime.world();
        // It may die while its finalizer runs; then it is in no list any more.
        world.append_to(object, GcList::Finalized);
        if world.heap().flags(object).has(Flags::FINALIZED) || !runtime.has_finalizer(object) {
            continue;
        }
        let world = runtime.world();
        world.gc.ran_python = true;
        world.set_flags(object, Flags::FINALIZED);
        world.incref(object);
        runtime.finalize(object);
        decref(runtime, object);
    }
    runtime
        .world()
        .merge(GcList::Finalized, GcList::Unreachable);
}

/// Moves what finalizers brought back to life to `old`, and the rest to `FinalUnreachable`.
///
/// Returns what is known of the rest.
pub fn handle_resurrected_objects<T: Runtime>(
    runtime: &mut T,
    old: GcList,
    census: &Census,
) -> Census {
    let world = runtime.world();
    world.enter(Phase::HandleResurrectedObjects);
    if world.gc.ran_python {
        let unreachable = GcList::Unreachable;
        let census = deduce::deduce_unreachable(world, unreachable, GcList::FinalUnreachable);
        world.merge(unreachable, old);
        census
    } else {
        // No Python code ran since the garbage was found. Deducing again would find the same.
        world.merge(GcList::Unreachable, GcList::FinalUnreachable);
        *census
    }
}

/// Clears the weak references that were left for the time of the finalizers (3.15): those to what is garbage still, and
/// those that are garbage themselves.
pub fn clear_weakrefs<T: Runtime>(runtime: &mut T) {
    let world = runtime.world();
    if !world.profile.clears_plain_weakrefs_late || world.weakrefs.is_empty() {
        return;
    }
    let mut next = world.heap().first(GcList::FinalUnreachable);
    while let Some(object) = next {
        next = world.heap().next_in_list(object);
        if world.heap().kind(object) == Kind::Weakref {
            weakref::clear(world, object);
        }
        for reference in world.weakrefs.of(object).to_vec() {
            weakref::clear(world, reference);
        }
    }
}

/// Clears the references that the garbage holds, so that reference counting frees it.
pub fn delete_garbage<T: Runtime>(runtime: &mut T, old: GcList, census: &Census) {
    runtime.world().enter(Phase::DeleteGarbage);
    if may_sweep(runtime, census) {
        sweep(runtime);
        return;
    }
    while let Some(object) = runtime.world().heap().first(GcList::FinalUnreachable) {
        if has_debug(runtime, DEBUG_SAVEALL) {
            runtime.append_garbage(object);
        } else {
            runtime.world().incref(object);
            clear(runtime, object);
            decref(runtime, object);
        }
        let world = runtime.world();
        if world.heap().first(GcList::FinalUnreachable) == Some(object) {
            world.clear_flags(object, Flags::COLLECTING | Flags::UNREACHABLE);
            world.append_to(object, old);
        }
    }
}

/// Whether nobody can tell in which order the garbage is freed, and all of it is: frames and generators hold on to
/// what they refer to (`clear`).
fn may_sweep<T: Runtime>(runtime: &mut T, census: &Census) -> bool {
    !T::Recorder::RECORDS
        && !runtime.may_call_python()
        && !has_debug(runtime, DEBUG_SAVEALL)
        && runtime.world().weakrefs.is_empty()
        && !census.has(Kind::Frame)
        && !census.has(Kind::Generator)
        && !census.embeds_dicts()
}

/// Frees all garbage in list order, with the heap that freeing it step by step would leave.
fn sweep<T: Runtime>(runtime: &mut T) {
    let outside = release_all(runtime.world());
    let mut next = runtime.world().heap().first(GcList::FinalUnreachable);
    while let Some(object) = next {
        let world = runtime.world();
        next = world.heap().next_in_list(object);
        world.untrack(object);
        for index in 0..world.heap().slot_count(object) {
            world.replace_slot(object, index as usize, None);
        }
        while world.take_extra(object).is_some() {}
        end(runtime, object);
    }
    for referent in outside {
        decref(runtime, referent);
    }
}

/// Sets the count of all garbage to 0. Returns what it refers to outside, once for each reference.
fn release_all<R: Recorder>(world: &mut World<R>) -> Vec<ObjectId> {
    let (mut counted, mut slots) = (0, 0);
    let first = world.heap().first(GcList::FinalUnreachable);
    let mut next = first;
    while let Some(object) = next {
        let heap = world.heap();
        counted += u64::from(heap.refcount(object));
        slots += u64::from(heap.slot_count(object)) + heap.extra_slots(object).len() as u64;
        slots += u64::from(heap.flags(object).has(Flags::HEAP_TYPE));
        world.set_refcount(object, 0);
        next = world.heap().next_in_list(object);
    }
    let mut outside = Vec::new();
    // All references to garbage come from garbage. If it holds no more than these, none leads outside.
    if slots == counted {
        return outside;
    }
    let pass = world.pass();
    next = first;
    while let Some(object) = next {
        for referent in pass.referents(object) {
            if pass.refcount(referent) != 0 && pass.is_counted(referent) {
                outside.push(referent);
            }
        }
        next = pass.next_in_list(object);
    }
    outside
}

/// `tp_clear`: drops the references that keep cycles together (spec, section 10.5). Tuples, bound methods and generators
/// have none; frames let go of their locals only.
fn clear<T: Runtime>(runtime: &mut T, object: ObjectId) {
    let world = runtime.world();
    let count = world.heap().slot_count(object) as usize;
    let kind = world.heap().kind(object);
    if kind == Kind::Generator {
        return;
    }
    while kind != Kind::Frame
        && let Some(referent) = runtime.world().take_extra(object)
    {
        decref(runtime, referent);
    }
    let world = runtime.world();
    match world.heap().kind(object) {
        Kind::Tuple | Kind::Method => {}
        Kind::List => {
            for index in (0..count).rev() {
                clear_slot(runtime, object, index);
            }
        }
        kind => {
            if kind == Kind::Weakref {
                weakref::clear(world, object);
            }
            for index in 0..count {
                clear_slot(runtime, object, index);
            }
            runtime.cleared(object);
        }
    }
}

fn clear_slot<T: Runtime>(runtime: &mut T, object: ObjectId, index: usize) {
    // Finalizers may have shortened the object meanwhile: then the slot is not there.
    if let Some(referent) = runtime.world().replace_slot(object, index, None) {
        decref(runtime, referent);
    }
}
