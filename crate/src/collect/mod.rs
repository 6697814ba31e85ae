//! The cycle collector, phase by phase under the names of CPython's `gc.c` (spec, section 10).

mod deduce;
mod garbage;
mod policy;
mod untrack;

pub use policy::{count_allocation, run_if_due};
pub use untrack::{maybe_untrack_tuple, must_be_tracked};

use crate::collect::deduce::Census;
use crate::event::{Counter, Phase, PhaseAt};
use crate::heap::{GcList, Kind, ObjectId};
use crate::profile::{DictTracking, Profile};
use crate::refcount::{Dying, Free, Runtime};

/// `gc.DEBUG_STATS`: print statistics of every collection.
pub const DEBUG_STATS: u32 = 1;
/// `gc.DEBUG_COLLECTABLE`: print every object that is found unreachable.
pub const DEBUG_COLLECTABLE: u32 = 2;
/// `gc.DEBUG_UNCOLLECTABLE`: print what can't be collected; since PEP 442 no Python program has any.
pub const DEBUG_UNCOLLECTABLE: u32 = 4;
/// `gc.DEBUG_SAVEALL`: append garbage to `gc.garbage` and free nothing.
pub const DEBUG_SAVEALL: u32 = 32;

/// What the collector remembers between collections, besides the numbers in the heap.
#[derive(Debug)]
pub struct GcState {
    /// A collection is under way: another one would return 0 at once.
    pub collecting: bool,
    /// A collection is due at the interpreter's next check (3.12 and later).
    pub scheduled: bool,
    /// Finalizers or callbacks ran in this collection, so the garbage may have come back to life.
    ran_python: bool,
    /// `gc.get_stats()`, by generation.
    pub stats: [Stats; 3],
    /// Dead objects kept for reuse.
    pub free_lists: Free,
    /// Objects that are being deallocated (a buffer, kept to be used again).
    pub dying: Vec<Dying>,
}

impl GcState {
    /// Nothing collected yet, in this version.
    pub fn new(profile: &'static Profile) -> GcState {
        GcState {
            collecting: false,
            scheduled: false,
            ran_python: false,
            stats: [Stats::default(); 3],
            free_lists: Free::new(&profile.free_lists),
            dying: Vec::new(),
        }
    }
}

/// One entry of `gc.get_stats()`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// How often this generation was collected.
    pub collections: u32,
    /// How many objects were collected in all.
    pub collected: u32,
}

/// What `gc.callbacks` are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// `"start"` or `"stop"`.
    pub phase: &'static str,
    /// Which generation.
    pub generation: u8,
    /// How many objects were collected; 0 at the start.
    pub collected: u32,
}

/// A line of debug output (spec, section 12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DebugLine {
    /// `gc: collecting generation 2...`
    Collecting(u8),
    /// `gc: objects in each generation: 4 0 0`
    Generations([u32; 3]),
    /// `gc: objects in permanent generation: 3735`
    Permanent(u32),
    /// `gc: collectable <Node 0x7f89c5df8fd0>`
    Collectable(ObjectId),
    /// `gc: done, 4 unreachable, 0 uncollectable, 0.0047s elapsed`
    Done(u32),
}

/// Collects a generation (0, 1 or 2) and all younger ones: `gc_collect_main`.
///
/// Returns what `gc.collect()` returns: how many objects were found unreachable and freed, and how many weak
/// references died in their own callbacks. A collection inside a collection does nothing and returns 0.
pub fn collect<T: Runtime>(runtime: &mut T, generation: u8, manual: bool) -> u32 {
    if std::mem::replace(&mut runtime.world().gc.collecting, true) {
        return 0;
    }
    runtime.world().enter_collection(PhaseAt {
        phase: Phase::Start,
        generation,
        manual,
    });
    report(runtime, "start", generation, 0);
    write_headline(runtime, generation);
    reset_counts(runtime, generation);
    runtime.world().gc.ran_python = false;

    merge_younger(runtime, generation);
    let candidates = GcList::generation(generation as usize);
    let census = deduce::deduce_unreachable(runtime.world(), candidates, GcList::Unreachable);
    move_survivors(runtime, generation, &census);
    let old = GcList::generation((generation as usize + 1).min(2));

    garbage::write_collectable(runtime);
    let mut collected = garbage::handle_weakrefs(runtime, old);
    garbage::finalize_garbage(runtime, &census);
    let garbage = garbage::handle_resurrected_objects(runtime, old, &census);
    garbage::delete_garbage(runtime, old, &garbage);
    collected += garbage.unreachable;

    finish(runtime, generation, collected);
    collected
}

fn report<T: Runtime>(runtime: &mut T, phase: &'static str, generation: u8, collected: u32) {
    runtime.call_gc_callbacks(Report {
        phase,
        generation,
        collected,
    });
}

fn has_debug<T: Runtime>(runtime: &mut T, flag: u32) -> bool {
    runtime.world().heap().counter(Counter::Debug) & flag != 0
}

fn write_headline<T: Runtime>(runtime: &mut T, generation: u8) {
    if !has_debug(runtime, DEBUG_STATS) {
        return;
    }
    let world = runtime.world();
    let length = |list| world.heap().list(list).count() as u32;
    let sizes = [0, 1, 2].map(|generation| length(GcList::generation(generation)));
    let permanent = length(GcList::Permanent) + world.profile.permanent_baseline;
    runtime.write_debug(DebugLine::Collecting(generation));
    runtime.write_debug(DebugLine::Generations(sizes));
    runtime.write_debug(DebugLine::Permanent(permanent));
}

/// The next older generation counts one more collection; the collected ones start again at 0.
fn reset_counts<T: Runtime>(runtime: &mut T, generation: u8) {
    let world = runtime.world();
    if generation < 2 {
        let older = Counter::Count(generation + 1);
        world.set_counter(older, world.heap().counter(older) + 1);
    }
    for collected in 0..=generation {
        world.set_counter(Counter::Count(collected), 0);
    }
}

fn merge_younger<T: Runtime>(runtime: &mut T, generation: u8) {
    let world = runtime.world();
    world.enter(Phase::MergeYounger);
    for younger in 0..generation {
        world.merge(
            GcList::generation(younger as usize),
            GcList::generation(generation as usize),
        );
    }
}

/// What was reached grows older; a full collection takes stock of the survivors.
fn move_survivors<T: Runtime>(runtime: &mut T, generation: u8, census: &Census) {
    let world = runtime.world();
    let survivors = GcList::generation(generation as usize);
    let mut count = census.candidates - census.unreachable;
    world.enter(Phase::UntrackTuples);
    if census.has(Kind::Tuple) {
        count -= untrack::untrack_all(world, Kind::Tuple, survivors);
    }
    world.enter(Phase::MoveSurvivors);
    if generation < 2 {
        if generation == 1 {
            let pending = world.heap().counter(Counter::LongLivedPending) + count;
            world.set_counter(Counter::LongLivedPending, pending);
        }
        world.merge(survivors, GcList::generation(generation as usize + 1));
    } else {
        if world.profile.dict_tracking == DictTracking::Lazy {
            world.enter(Phase::UntrackDicts);
            if census.has(Kind::Dict) {
                count -= untrack::untrack_all(world, Kind::Dict, survivors);
            }
        }
        world.set_counter(Counter::LongLivedPending, 0);
        world.set_counter(Counter::LongLivedTotal, count);
    }
}

fn finish<T: Runtime>(runtime: &mut T, generation: u8, collected: u32) {
    runtime.world().enter(Phase::Finish);
    if has_debug(runtime, DEBUG_STATS) {
        runtime.write_debug(DebugLine::Done(collected));
    }
    let world = runtime.world();
    if generation == 2 {
        world.gc.free_lists.clear();
    }
    let stats = &mut world.gc.stats[generation as usize];
    stats.collections += 1;
    stats.collected += collected;
    world.set_counter(Counter::Collected, collected);
    report(runtime, "stop", generation, collected);
    let world = runtime.world();
    world.gc.collecting = false;
    world.enter_collection(PhaseAt::default());
}
