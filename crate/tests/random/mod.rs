//! Random programs on a bare heap, the same on every machine.

use std::collections::HashSet;

use gc_playground::collect::{collect, run_if_due};
use gc_playground::event::Counter;
use gc_playground::heap::{Flags, Heap, Kind, ObjectId, Payload};
use gc_playground::profile::{PROFILES, Profile};
use gc_playground::refcount::{Bare, Runtime, allocate, decref};
use gc_playground::tape::Recorder;
use gc_playground::weakref;
use gc_playground::world::World;

/// A linear congruential generator: the same numbers on every machine.
pub struct Random(pub u64);

impl Random {
    /// A number from 0 to `end` − 1.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// A program that does random things and knows which references it holds itself.
pub struct Program<R> {
    pub runtime: Bare<R>,
    pub random: Random,
    /// The references that the program itself holds.
    pub held: Vec<ObjectId>,
    class: ObjectId,
    has_weakrefs: bool,
}

impl<R: Recorder> Program<R> {
    pub fn new(profile: &'static Profile, recorder: R, seed: u64) -> Program<R> {
        let mut runtime = Bare(World::new(profile, recorder));
        let world = runtime.world();
        for (generation, threshold) in [(0, 12), (1, 2), (2, 2)] {
            world.set_counter(Counter::Threshold(generation), threshold);
        }
        let meta = world.create(Kind::Type, None, 0, Payload::default());
        world.set_flags(meta, Flags::UNCOUNTED | Flags::BUILTIN);
        let class = allocate(&mut runtime, Kind::Type, Some(meta), 1, Payload::default());
        runtime.world().track(class);
        Program {
            runtime,
            random: Random(seed),
            held: vec![class],
            class,
            has_weakrefs: seed % 2 == 1,
        }
    }

    fn any_held(&mut self) -> ObjectId {
        self.held[self.random.below(self.held.len())]
    }

    fn new_reference(&mut self) -> ObjectId {
        let object = self.any_held();
        self.runtime.world().incref(object);
        object
    }

    fn make(&mut self) {
        const KINDS: [Kind; 7] = [
            Kind::List,
            Kind::List,
            Kind::Dict,
            Kind::Tuple,
            Kind::Cell,
            Kind::Set,
            Kind::Instance,
        ];
        let kind = KINDS[self.random.below(KINDS.len())];
        let slots = match kind {
            Kind::Cell => 1,
            Kind::Dict => 2 * self.random.below(3),
            _ => self.random.below(4),
        };
        let class = (kind == Kind::Instance).then_some(self.class);
        let payload = Payload::default();
        let object = allocate(&mut self.runtime, kind, class, slots as u32, payload);
        for index in 0..slots {
            let referent = self.new_reference();
            self.runtime
                .world()
                .replace_slot(object, index, Some(referent));
        }
        self.runtime.world().track(object);
        self.held.push(object);
    }

    fn make_weakref(&mut self) {
        let referent = self.any_held();
        let callback = (self.random.below(2) == 0).then(|| self.new_reference());
        let payload = Payload::default();
        let reference = allocate(&mut self.runtime, Kind::Weakref, None, 2, payload);
        let world = self.runtime.world();
        world.replace_slot(reference, weakref::REFERENT, Some(referent));
        world.replace_slot(reference, weakref::CALLBACK, callback);
        weakref::register(world, reference, referent);
        world.track(reference);
        self.held.push(reference);
    }

    fn is_mutable(&mut self, object: ObjectId) -> bool {
        !matches!(
            self.runtime.world().heap().kind(object),
            Kind::Tuple | Kind::Weakref | Kind::Type
        )
    }

    fn write(&mut self) {
        let object = self.any_held();
        if !self.is_mutable(object) {
            return;
        }
        let (length, kind) = {
            let heap = self.runtime.world().heap();
            (heap.slot_count(object) as usize, heap.kind(object))
        };
        let grows = self.random.below(2) == 0;
        let value = Some(self.new_reference());
        if kind == Kind::List && grows {
            let index = self.random.below(length + 1);
            self.runtime.world().insert_slot(object, index, value);
        } else if length > 0 {
            let index = self.random.below(length);
            let before = self.runtime.world().replace_slot(object, index, value);
            if let Some(before) = before {
                decref(&mut self.runtime, before);
            }
        } else if let Some(value) = value {
            decref(&mut self.runtime, value);
        }
    }

    fn remove(&mut self) {
        let object = self.any_held();
        let heap = self.runtime.world().heap();
        let length = heap.slot_count(object) as usize;
        if heap.kind(object) == Kind::List && length > 0 {
            let index = self.random.below(length);
            if let Some(value) = self.runtime.world().remove_slot(object, index) {
                decref(&mut self.runtime, value);
            }
        }
    }

    fn release(&mut self) {
        // The class, which comes first, stays.
        if self.held.len() > 1 {
            let index = 1 + self.random.below(self.held.len() - 1);
            let object = self.held.swap_remove(index);
            decref(&mut self.runtime, object);
        }
    }

    /// Does one random thing; says which generation was collected thereby, if that was it.
    pub fn step(&mut self) -> Option<u8> {
        match self.random.below(20) {
            0..6 => self.make(),
            6..10 => self.write(),
            10 => self.remove(),
            11..16 => self.release(),
            16 if self.has_weakrefs => self.make_weakref(),
            17 => {
                let generation = self.random.below(3) as u8;
                collect(&mut self.runtime, generation, true);
                return Some(generation);
            }
            _ => run_if_due(&mut self.runtime),
        }
        None
    }
}

/// What can be reached from `roots` along counted references.
pub fn reachable(heap: &Heap, roots: &[ObjectId]) -> HashSet<ObjectId> {
    let mut found: HashSet<ObjectId> = roots.iter().copied().collect();
    let mut todo = roots.to_vec();
    while let Some(object) = todo.pop() {
        todo.extend(heap.referents(object).filter(|&next| found.insert(next)));
    }
    found
}

/// How many steps a program takes.
pub const STEPS: usize = 150;

/// The versions take turns, each twice: also every second or fifth program is one of every version.
pub fn programs() -> impl Iterator<Item = (&'static Profile, u64)> {
    (0..64u64).map(|seed| (PROFILES[(seed as usize / 2) % PROFILES.len()], seed))
}
