//! What happens to garbage: weak references, finalizers, resurrection, deletion (spec, sections 10.3 to 10.6).

use crate::collect::{DEBUG_COLLECTABLE, DEBUG_SAVEALL, DebugLine, deduce, has_debug};
use crate::event::Phase;
use crate::heap::{Flags, GcList, Kind, ObjectId};
use crate::refcount::{Runtime, decref};
use crate::weakref;

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
    let mut next = world.heap().first(GcList::Unreachable);
    while let Some(object) = next {
        next = world.heap().next_in_list(object);
        if world.heap().kind(object) == Kind::Weakref {
            weakref::clear(world, object);
        }
        if !world.heap().flags(object).has(Flags::WEAKLY_REFERENCED) {
            continue;
        }
        for reference in world.weakrefs.of(object).to_vec() {
            weakref::clear(world, reference);
            let is_garbage = world.heap().flags(reference).has(Flags::COLLECTING);
            if !is_garbage && world.heap().slot(reference, weakref::CALLBACK).is_some() {
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
pub fn finalize_garbage<T: Runtime>(runtime: &mut T) {
    runtime.world().enter(Phase::FinalizeGarbage);
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
pub fn handle_resurrected_objects<T: Runtime>(runtime: &mut T, old: GcList) {
    let world = runtime.world();
    world.enter(Phase::HandleResurrectedObjects);
    if world.gc.ran_python {
        deduce::deduce_unreachable(world, GcList::Unreachable, GcList::FinalUnreachable);
        world.merge(GcList::Unreachable, old);
    } else {
        // No Python code ran since the garbage was found. Deducing again would find the same.
        world.merge(GcList::Unreachable, GcList::FinalUnreachable);
    }
}

/// Clears the references that the garbage holds, so that reference counting frees it.
///
/// Returns how many objects there were.
pub fn delete_garbage<T: Runtime>(runtime: &mut T, old: GcList) -> u32 {
    runtime.world().enter(Phase::DeleteGarbage);
    let count = runtime
        .world()
        .heap()
        .list(GcList::FinalUnreachable)
        .count() as u32;
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
            world.clear_flags(object, Flags::COLLECTING);
            world.append_to(object, old);
        }
    }
    count
}

/// `tp_clear`: drops the references that keep cycles together (spec, section 10.5). Tuples, bound methods and
/// generators have none.
fn clear<T: Runtime>(runtime: &mut T, object: ObjectId) {
    let world = runtime.world();
    let count = world.heap().slot_count(object) as usize;
    match world.heap().kind(object) {
        Kind::Tuple | Kind::Method | Kind::Generator | Kind::Frame => {}
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
