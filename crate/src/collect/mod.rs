//! The cycle collector, phase by phase under the names of CPython's `gc.c` (spec, section 10).

mod deduce;
mod garbage;
mod incremental;
mod policy;
mod untrack;
mod unwatched;

pub use policy::{count_allocation, run_if_due};
pub use untrack::{maybe_untrack_tuple, must_be_tracked};

use crate::collect::deduce::Census;
use crate::event::{Counter, Phase, PhaseAt};
use crate::heap::{GcList, Kind, ObjectId};
use crate::profile::{Collector, DictTracking, Profile};
use crate::refcount::{Dying, Free, Runtime};
use crate::tape::Recorder;
use crate::world::World;

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
    /// How many objects of the program are tracked (`heap_size`).
    pub heap_size: u32,
    /// What the incremental collector does next (`phase`).
    cycle: incremental::Cycle,
    /// How many objects the incremental collector still has to visit before it may rest (`work_to_do`).
    work_to_do: i64,
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
            heap_size: 0,
            cycle: incremental::Cycle::default(),
            work_to_do: 0,
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
    /// How many objects were looked at in all.
    pub candidates: u32,
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
    /// How many objects were looked at; 0 at the start.
    pub candidates: u32,
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
    report(runtime, "start", generation, Found::default());
    write_headline(runtime, generation);
    let found = match runtime.world().profile.collector {
        Collector::Generational => Some(collect_generation(runtime, generation)),
        Collector::Incremental => {
            incremental::collect(runtime, generation).map(|collected| Found {
                collected,
                candidates: 0,
            })
        }
    };
    finish(runtime, generation, found);
    found.unwrap_or_default().collected
}

/// A collection by three generations: this one and all younger ones; survivors join the next older one.
fn collect_generation<T: Runtime>(runtime: &mut T, generation: u8) -> Found {
    reset_counts(runtime, generation);
    runtime.world().gc.ran_python = false;
    merge_younger(runtime, generation);
    let candidates = GcList::generation(generation as usize);
    let census = deduce::deduce_unreachable(runtime.world(), candidates, GcList::Unreachable);
    move_survivors(runtime, generation, &census);
    let old = GcList::generation((generation as usize + 1).min(2));
    Found {
        collected: dispose(runtime, old, &census),
        candidates: census.candidates,
    }
}

/// What becomes of what was found unreachable; what comes back to life joins `old`.
///
/// Returns how many objects were collected.
fn dispose<T: Runtime>(runtime: &mut T, old: GcList, census: &Census) -> u32 {
    garbage::write_collectable(runtime);
    let died = garbage::handle_weakrefs(runtime, old);
    garbage::finalize_garbage(runtime, census);
    let garbage = garbage::handle_resurrected_objects(runtime, old, census);
    garbage::clear_weakrefs(runtime);
    garbage::delete_garbage(runtime, old, &garbage);
    died + garbage.unreachable
}

/// The lists that `gc.get_objects(generation)` goes through, or without a generation.
pub fn lists(collector: Collector, generation: Option<u8>) -> &'static [GcList] {
    use GcList::{Generation0, Generation1, Generation2};
    match (collector, generation) {
        (_, Some(0)) => &[Generation0],
        (Collector::Generational, Some(1)) => &[Generation1],
        (Collector::Generational, Some(_)) => &[Generation2],
        (Collector::Generational, None) => &[Generation0, Generation1, Generation2],
        (Collector::Incremental, Some(1)) => &[],
        (Collector::Incremental, Some(_)) => &[Generation2, Generation1],
        (Collector::Incremental, None) => &[Generation0, Generation2, Generation1],
    }
}

/// `gc.freeze()`: all tracked objects join the permanent generation, the counters start again at 0.
pub fn freeze<R: Recorder>(world: &mut World<R>) {
    for generation in 0..3 {
        let list = GcList::generation(generation as usize);
        if world.profile.collector == Collector::Incremental {
            incremental::set_visited(world, list);
        }
        world.merge(list, GcList::Permanent);
        world.set_counter(Counter::Count(generation), 0);
    }
}

/// `gc.unfreeze()`: the permanent generation joins the oldest one, or what the incremental collector has visited.
pub fn unfreeze<R: Recorder>(world: &mut World<R>) {
    let list = match world.profile.collector {
        Collector::Generational => GcList::Generation2,
        Collector::Incremental => GcList::Generation1,
    };
    world.merge(GcList::Permanent, list);
}

/// What a collection came to.
#[derive(Clone, Copy, Default)]
struct Found {
    collected: u32,
    candidates: u32,
}

fn report<T: Runtime>(runtime: &mut T, phase: &'static str, generation: u8, found: Found) {
    runtime.call_gc_callbacks(Report {
        phase,
        generation,
        collected: found.collected,
        candidates: found.candidates,
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

/// `found` is `None` if an increment only marked, or rested: then there are no statistics of it.
fn finish<T: Runtime>(runtime: &mut T, generation: u8, found: Option<Found>) {
    let Found {
        collected,
        candidates,
    } = found.unwrap_or_default();
    runtime.world().enter(Phase::Finish);
    if has_debug(runtime, DEBUG_STATS) {
        runtime.write_debug(DebugLine::Done(collected));
    }
    let world = runtime.world();
    if generation == 2 {
        world.gc.free_lists.clear();
    }
    if found.is_some() {
        let stats = &mut world.gc.stats[generation as usize];
        stats.collections += 1;
        stats.collected += collected;
        stats.candidates += candidates;
    }
    world.set_counter(Counter::Collected, collected);
    report(runtime, "stop", generation, found.unwrap_or_default());
    let world = runtime.world();
    world.gc.collecting = false;
    world.enter_collection(PhaseAt::default());
}
