//! The incremental collector of CPython 3.14.0 to 3.14.4 (spec, section 13), function by function as in its `gc.c`.
//!
//! Old objects stand in one of two spaces: those that this cycle has visited, and those that still wait. A collection of
//! generation 1, which is also what every automatic one is, does a part of the cycle: an increment. CPython swaps the
//! meaning of the spaces when a cycle is complete, unless there are frozen objects; here there always are some (the
//! baseline), so the objects move instead and the lists keep their meaning.

use crate::collect::{Census, deduce, dispose, untrack};
use crate::event::{Counter, Phase};
use crate::heap::{Flags, GcList, Kind, ObjectId};
use crate::pass::Pass;
use crate::refcount::Runtime;
use crate::tape::Recorder;
use crate::world::World;

const YOUNG: GcList = GcList::Generation0;
const VISITED: GcList = GcList::Generation1;
const PENDING: GcList = GcList::Generation2;

/// So small a part of the heap is due in an increment, divided once more by the second threshold.
const SCAN_RATE_DIVISOR: i64 = 10;

/// What the next increment will do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cycle {
    /// Mark what the running calls reach: it is alive, and no increment will look at it.
    #[default]
    Mark,
    /// Collect the young objects and some that wait.
    Collect,
}

/// Collects; `None` if this increment looked at nothing or only marked.
pub fn collect<T: Runtime>(runtime: &mut T, generation: u8) -> Option<u32> {
    match generation {
        0 => Some(collect_young(runtime)),
        1 => collect_increment(runtime),
        _ => Some(collect_full(runtime)),
    }
}

/// `gc_collect_young`.
fn collect_young<T: Runtime>(runtime: &mut T) -> u32 {
    let world = runtime.world();
    untrack_tuples(world, YOUNG);
    world.enter(Phase::MergeYounger);
    set_visited(world, YOUNG);
    world.merge(YOUNG, GcList::Increment);
    let collected = collect_region(runtime, GcList::Increment);
    let world = runtime.world();
    world.set_counter(Counter::Count(0), 0);
    let count = world.heap().counter(Counter::Count(1));
    world.set_counter(Counter::Count(1), count + 1);
    collected
}

/// `gc_collect_full`.
fn collect_full<T: Runtime>(runtime: &mut T) -> u32 {
    let world = runtime.world();
    untrack_tuples(world, YOUNG);
    world.enter(Phase::MergeYounger);
    world.merge(YOUNG, PENDING);
    set_visited(world, PENDING);
    world.set_counter(Counter::Count(0), 0);
    world.merge(PENDING, VISITED);
    let collected = collect_region(runtime, VISITED);
    let world = runtime.world();
    for generation in 0..3 {
        world.set_counter(Counter::Count(generation), 0);
    }
    completed_scavenge(world);
    collected
}

/// `gc_collect_increment`.
fn collect_increment<T: Runtime>(runtime: &mut T) -> Option<u32> {
    let world = runtime.world();
    world.enter(Phase::AssessWorkToDo);
    let due = assess_work_to_do(world);
    set_work_to_do(world, world.gc.work_to_do + due);
    if world.gc.work_to_do < 0 {
        return None;
    }
    untrack_tuples(world, YOUNG);
    let cycle = std::mem::replace(&mut world.gc.cycle, Cycle::Collect);
    let marked = mark_stacks(runtime);
    let world = runtime.world();
    if cycle == Cycle::Mark {
        // Here CPython subtracts twice, in `mark_at_start` and in its caller.
        set_work_to_do(world, world.gc.work_to_do - 2 * marked);
        return None;
    }
    set_work_to_do(world, world.gc.work_to_do - marked);
    world.enter(Phase::ExpandRegion);
    let size = fill_increment(world);
    let collected = collect_region(runtime, GcList::Increment);
    let world = runtime.world();
    set_work_to_do(world, world.gc.work_to_do - size);
    if world.heap().first(PENDING).is_none() {
        completed_scavenge(world);
    }
    Some(collected)
}

/// As much as there are new objects, and a part of the heap, but at most two objects for each new one.
fn assess_work_to_do<R: Recorder>(world: &mut World<R>) -> i64 {
    let new_objects = i64::from(world.heap().counter(Counter::Count(0)));
    let scale_factor = i64::from(world.heap().threshold(1)).max(2);
    let heap_size = i64::from(world.gc.heap_size + world.profile.permanent_baseline);
    let heap_fraction = (heap_size / SCAN_RATE_DIVISOR / scale_factor).min(2 * new_objects);
    world.set_counter(Counter::Count(0), 0);
    new_objects + heap_fraction
}

fn set_work_to_do<R: Recorder>(world: &mut World<R>, work: i64) {
    world.gc.work_to_do = work;
    world.set_counter(Counter::WorkToDo, work as i32 as u32);
}

/// Moves the young objects to the increment, and then waiting ones, each with all that is reachable from it and waits,
/// until there is as much as there is to do. Returns how many.
fn fill_increment<R: Recorder>(world: &mut World<R>) -> i64 {
    set_visited(world, YOUNG);
    world.merge(YOUNG, GcList::Increment);
    let mut size = world.heap().list(GcList::Increment).count() as i64;
    while size < world.gc.work_to_do
        && let Some(first) = world.heap().first(PENDING)
    {
        let mut pass = world.pass();
        size += i64::from(visit(&mut pass, first, GcList::Increment));
        let mut next = Some(first);
        while let Some(object) = next {
            size += visit_referents(&mut pass, object, GcList::Increment);
            next = pass.next_in_list(object);
        }
    }
    size
}

/// `mark_stacks`: what the running calls hold, and all that is reachable from there, is alive. It moves to the visited
/// space. (`mark_global_roots` finds nothing: what modules and built-in types hold is frozen.) Returns how many.
fn mark_stacks<T: Runtime>(runtime: &mut T) -> i64 {
    runtime.world().enter(Phase::MarkStacks);
    let roots = runtime.roots();
    let mut pass = runtime.world().pass();
    let mut marked = 0;
    for root in roots {
        marked += i64::from(visit(&mut pass, root, GcList::Reachable));
    }
    while let Some(object) = pass.next_in_list(GcList::Reachable.head()) {
        pass.append_to(object, VISITED);
        marked += visit_referents(&mut pass, object, GcList::Reachable);
    }
    marked
}

/// `visit_add_to_container` for everything that an object refers to. Returns how many moved.
fn visit_referents<R: Recorder>(
    pass: &mut Pass<'_, R>,
    object: ObjectId,
    container: GcList,
) -> i64 {
    let mut moved = 0;
    for referent in pass.referents(object) {
        moved += i64::from(visit(pass, referent, container));
    }
    moved
}

/// Moves an object that is young or waits to `container`, as visited; whether it did.
fn visit<R: Recorder>(pass: &mut Pass<'_, R>, object: ObjectId, container: GcList) -> bool {
    let flags = pass.flags(object);
    let moves = !flags.has(Flags::VISITED) && pass.previous_in_list(object).is_some();
    if moves {
        pass.change_flags(object, flags, flags | Flags::VISITED);
        pass.append_to(object, container);
    }
    moves
}

/// `gc_list_set_space`.
pub fn set_visited<R: Recorder>(world: &mut World<R>, list: GcList) {
    let mut pass = world.pass();
    let mut next = pass.next_in_list(list.head());
    while let Some(object) = next {
        let flags = pass.flags(object);
        pass.change_flags(object, flags, flags | Flags::VISITED);
        next = pass.next_in_list(object);
    }
}

fn untrack_tuples<R: Recorder>(world: &mut World<R>, list: GcList) {
    world.enter(Phase::UntrackTuples);
    untrack::untrack_all(world, Kind::Tuple, list);
}

/// `gc_collect_region`: finds and frees what is unreachable in a list; the rest is visited. Returns how many.
fn collect_region<T: Runtime>(runtime: &mut T, from: GcList) -> u32 {
    let world = runtime.world();
    world.gc.ran_python = false;
    let census: Census = deduce::deduce_unreachable(world, from, GcList::Unreachable);
    untrack_tuples(world, from);
    world.enter(Phase::MoveSurvivors);
    if from != VISITED {
        world.merge(from, VISITED);
    }
    dispose(runtime, VISITED, &census)
}

/// `completed_scavenge`: everything waits again, and the next cycle begins with marking.
fn completed_scavenge<R: Recorder>(world: &mut World<R>) {
    world.enter(Phase::CompletedScavenge);
    let mut pass = world.pass();
    let mut next = pass.next_in_list(VISITED.head());
    while let Some(object) = next {
        let flags = pass.flags(object);
        pass.change_flags(object, flags, flags.without(Flags::VISITED));
        next = pass.next_in_list(object);
    }
    world.merge(VISITED, PENDING);
    set_work_to_do(world, 0);
    world.gc.cycle = Cycle::Mark;
}
