//! When an automatic collection runs, and of which generation (spec, sections 8 and 9).

use crate::collect::collect;
use crate::event::Counter;
use crate::profile::Collector;
use crate::refcount::Runtime;
use crate::tape::Recorder;
use crate::world::World;

/// Counts an allocation. Above the threshold a collection runs at once or is scheduled, as the version has it.
#[inline]
pub fn count_allocation<T: Runtime>(runtime: &mut T) {
    let world = runtime.world();
    if world.profile.collector == Collector::Generational && world.count_up() {
        exceeded(runtime);
    }
}

#[cold]
fn exceeded<T: Runtime>(runtime: &mut T) {
    let world = runtime.world();
    if world.profile.collects_in_allocation {
        collect_generations(runtime);
    } else {
        world.gc.scheduled = true;
    }
}

/// Runs the scheduled collection, if there is one: the interpreter calls this at its checks between instructions.
#[inline]
pub fn run_if_due<T: Runtime>(runtime: &mut T) {
    if runtime.world().gc.scheduled {
        run_scheduled(runtime);
    }
}

#[cold]
fn run_scheduled<T: Runtime>(runtime: &mut T) {
    let world = runtime.world();
    world.gc.scheduled = false;
    let is_enabled =
        !world.profile.disabling_cancels || world.heap().counter(Counter::Enabled) != 0;
    if is_enabled && !world.gc.collecting {
        collect_generations(runtime);
    }
}

/// `gc_collect_generations`: collects the oldest generation whose count exceeds its threshold. The incremental
/// collector always does an increment (`_Py_RunGC`).
fn collect_generations<T: Runtime>(runtime: &mut T) {
    if runtime.world().profile.collector == Collector::Incremental {
        collect(runtime, 1, false);
    } else if let Some(generation) = due_generation(runtime.world()) {
        collect(runtime, generation, false);
    }
}

/// The oldest generation whose count exceeds its threshold. Generation 2 is passed over while fewer objects than a
/// quarter of the long-lived ones wait for it, so that the cost of full collections stays linear in the allocations.
fn due_generation<R: Recorder>(world: &World<R>) -> Option<u8> {
    let heap = world.heap();
    (0..3).rev().find(|&generation| {
        heap.counter(Counter::Count(generation)) as i32 > heap.threshold(generation)
            && (generation < 2
                || heap.counter(Counter::LongLivedPending)
                    >= heap.counter(Counter::LongLivedTotal) / 4)
    })
}
