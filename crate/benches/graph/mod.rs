//! The graphs that are collected, the same in Rust, in WebAssembly and in `scripts/bench-cpython.py`.

use gc_playground::event::Counter;
use gc_playground::heap::{Kind, ObjectId, Payload};
use gc_playground::profile::{PYTHON_3_10, PYTHON_3_13, Profile};
use gc_playground::refcount::{Bare, Runtime, allocate, decref};
use gc_playground::tape::Recorder;
use gc_playground::world::World;

/// What the lists of a graph refer to, and who refers to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Each refers to the next and to two random ones; one list outside holds them all.
    Alive,
    /// The same, and nobody holds them.
    Garbage,
    /// A chain in random order. Only its first list, which stands last in the generation, is held: every other list
    /// is thought to be unreachable at first and comes back alone.
    Chain,
}

/// All shapes with their names.
pub const SHAPES: [(&str, Shape); 3] = [
    ("alive", Shape::Alive),
    ("garbage", Shape::Garbage),
    ("chain", Shape::Chain),
];

/// The versions that are measured: with and without frame objects and instance dicts; the collector is the same in the
/// others.
pub const MEASURED: [&Profile; 2] = [&PYTHON_3_10, &PYTHON_3_13];

/// A linear congruential generator.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// `count` lists; no collection has seen them.
pub fn build<R: Recorder>(
    profile: &'static Profile,
    recorder: R,
    count: usize,
    shape: Shape,
) -> Bare<R> {
    let mut runtime = Bare(World::new(profile, recorder));
    runtime.world().set_counter(Counter::Enabled, 0);
    let root = list(&mut runtime, if shape == Shape::Chain { 0 } else { count });
    let length = if shape == Shape::Chain { 1 } else { 3 };
    let lists: Vec<ObjectId> = (0..count).map(|_| list(&mut runtime, length)).collect();
    let mut random = Random(12345);
    let refer = |runtime: &mut Bare<R>, from: usize, slot: usize, to: usize| {
        runtime.world().incref(lists[to]);
        let before = runtime
            .world()
            .replace_slot(lists[from], slot, Some(lists[to]));
        debug_assert_eq!(before, None);
    };
    if shape == Shape::Chain {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count.saturating_sub(1)).rev() {
            order.swap(last, random.below(last + 1));
        }
        for pair in order.windows(2) {
            refer(&mut runtime, pair[1], 0, pair[0]);
        }
    } else {
        for from in 0..count {
            refer(&mut runtime, from, 0, (from + 1) % count);
            refer(&mut runtime, from, 1, random.below(count));
            refer(&mut runtime, from, 2, random.below(count));
        }
    }
    // The references with which the lists were made: the root takes them, but in a chain only the last stays.
    for (index, &object) in lists.iter().enumerate() {
        if shape != Shape::Chain {
            runtime.world().replace_slot(root, index, Some(object));
        } else if index + 1 < count {
            decref(&mut runtime, object);
        }
    }
    if shape != Shape::Alive {
        decref(&mut runtime, root);
    }
    runtime
}

fn list<R: Recorder>(runtime: &mut Bare<R>, slots: usize) -> ObjectId {
    let payload = Payload::default();
    let object = allocate(runtime, Kind::List, None, slots as u32, payload);
    runtime.world().track(object);
    object
}
