//! Laws of the heap and the collector, on random programs without Python code: what holds for every graph, in every
//! version, whoever records.

mod observe;
mod random;

use std::collections::{HashMap, HashSet};

use gc_playground::collect::collect;
use gc_playground::event::{Counter, Event, Phase};
use gc_playground::heap::{Flags, GcList, Heap, Kind, ObjectId, Payload};
use gc_playground::profile::{Collector, PROFILES, PYTHON_3_14_2, Profile};
use gc_playground::refcount::{Bare, Runtime, allocate, decref};
use gc_playground::tape::{Silent, Tape};
use gc_playground::weakref;
use gc_playground::world::World;
use observe::observe;
use random::{Program, STEPS, programs, reachable};

fn check_refcounts(heap: &Heap, held: &[ObjectId]) {
    for object in heap.objects().filter(|&object| heap.is_counted(object)) {
        let references: usize = heap
            .objects()
            .map(|referrer| {
                heap.referents(referrer)
                    .filter(|&other| other == object)
                    .count()
            })
            .sum();
        let own = held.iter().filter(|&&other| other == object).count();
        assert_eq!(
            heap.refcount(object) as usize,
            references + own,
            "references to {object:?}"
        );
    }
}

/// The reference model of `tp_traverse`: spec, section 10.2.
fn traverse(heap: &Heap, object: ObjectId) -> Vec<ObjectId> {
    let slots = heap.slots(object);
    let in_order: Vec<Option<ObjectId>> = match heap.kind(object) {
        Kind::List | Kind::Tuple => slots.iter().rev().copied().collect(),
        Kind::Dict => slots
            .chunks(2)
            .flat_map(|pair| [pair[1], pair[0]])
            .collect(),
        Kind::Weakref => vec![slots[weakref::CALLBACK]],
        Kind::Instance => slots.iter().copied().chain([heap.class(object)]).collect(),
        _ => slots.to_vec(),
    };
    in_order.into_iter().flatten().collect()
}

/// The reference model of CPython's `deduce_unreachable`: spec, section 10.1, word for word.
///
/// Returns the reachable ones in the order in which they were scanned, and the unreachable ones.
fn deduce(heap: &Heap, young: &[ObjectId]) -> (Vec<ObjectId>, Vec<ObjectId>) {
    let mut unscanned: HashSet<ObjectId> = young.iter().copied().collect();
    let mut refs: HashMap<ObjectId, u32> = young
        .iter()
        .map(|&object| (object, heap.refcount(object)))
        .collect();
    for &object in young {
        for referent in traverse(heap, object) {
            if let Some(count) = refs.get_mut(&referent) {
                *count -= 1;
            }
        }
    }
    let (mut queue, mut reach, mut unreach) = (young.to_vec(), Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(&object) = queue.get(at) {
        at += 1;
        if refs[&object] == 0 {
            unreach.push(object);
            continue;
        }
        for referent in traverse(heap, object) {
            if !unscanned.contains(&referent) {
                continue;
            }
            if let Some(place) = unreach.iter().position(|&other| other == referent) {
                unreach.remove(place);
                queue.push(referent);
                refs.insert(referent, 1);
            } else if refs[&referent] == 0 {
                refs.insert(referent, 1);
            }
        }
        unscanned.remove(&object);
        reach.push(object);
    }
    (reach, unreach)
}

/// What a collection will examine, in order.
fn candidates(heap: &Heap, generation: u8) -> Vec<ObjectId> {
    let older_first = std::iter::once(generation).chain(0..generation);
    older_first
        .flat_map(|number| heap.list(GcList::generation(number as usize)))
        .collect()
}

#[test]
fn counts_are_the_references() {
    for (profile, seed) in programs() {
        let mut program = Program::new(profile, Silent, seed);
        for _ in 0..STEPS {
            program.step();
            check_refcounts(program.runtime.world().heap(), &program.held);
        }
    }
}

#[test]
fn a_full_collection_leaves_what_is_reachable() {
    for (profile, seed) in programs() {
        let mut program = Program::new(profile, Silent, seed);
        for _ in 0..STEPS {
            program.step();
        }
        collect(&mut program.runtime, 2, true);
        let heap = program.runtime.world().heap();
        let counted = heap.objects().filter(|&object| heap.is_counted(object));
        let alive: HashSet<ObjectId> = counted.collect();
        assert_eq!(alive, reachable(heap, &program.held), "seed {seed}");
    }
}

#[test]
fn every_position_is_the_same_forth_and_back() {
    for (profile, seed) in programs().step_by(5) {
        let mut program = Program::new(profile, Tape::default(), seed);
        let mut seen = Vec::new();
        for _ in 0..STEPS {
            program.step();
            let world = program.runtime.world();
            seen.push((world.recorder.events().len(), observe(world.heap())));
        }
        let (mut heap, tape) = program.runtime.0.into_parts();
        let end = tape.events().len();
        let mut back = Vec::new();
        for position in (0..=end).rev() {
            let from = (position + 1).min(end);
            assert_eq!(tape.seek(&mut heap, from, position), position);
            back.push(observe(&heap));
        }
        assert_eq!(back.last(), Some(&observe(&Heap::new())));
        let mut heap = Heap::new();
        for position in 0..=end {
            tape.seek(&mut heap, position.saturating_sub(1), position);
            assert_eq!(observe(&heap), back[end - position], "position {position}");
            if let Some(Event::Phase { .. }) = tape.events().get(position) {
                assert_eq!(heap.validate(), Ok(()), "position {position}");
            }
        }
        for (position, observed) in seen {
            assert_eq!(observed, back[end - position], "as it was at {position}");
        }
    }
}

#[test]
fn recording_changes_nothing() {
    for (profile, seed) in programs() {
        let mut silent = Program::new(profile, Silent, seed);
        let mut recorded = Program::new(profile, Tape::default(), seed);
        let mut again = Program::new(profile, Tape::default(), seed);
        for step in 0..STEPS {
            silent.step();
            recorded.step();
            again.step();
            let (silent, recorded) = (silent.runtime.world(), recorded.runtime.world());
            assert_eq!(
                observe(silent.heap()),
                observe(recorded.heap()),
                "seed {seed}, step {step}"
            );
            assert_eq!(silent.gc.stats, recorded.gc.stats);
            assert_eq!(silent.gc.free_lists, recorded.gc.free_lists);
        }
        let (recorded, again) = (&recorded.runtime.0.recorder, &again.runtime.0.recorder);
        assert_eq!(recorded.events(), again.events());
    }
}

#[test]
fn lists_keep_the_order_of_cpython() {
    let generational = |profile: &Profile| profile.collector == Collector::Generational;
    for (profile, seed) in
        programs().filter(|&(profile, seed)| seed % 2 == 0 && generational(profile))
    {
        let mut silent = Program::new(profile, Silent, seed);
        let mut recorded = Program::new(profile, Tape::default(), seed);
        // Only collections that are called for, so that the model knows when.
        silent.runtime.world().set_counter(Counter::Enabled, 0);
        recorded.runtime.world().set_counter(Counter::Enabled, 0);
        for _ in 0..STEPS {
            let before = silent.runtime.world().heap().clone();
            let position = recorded.runtime.0.recorder.events().len();
            let generation = recorded.step();
            assert_eq!(silent.step(), generation);
            let Some(generation) = generation else {
                continue;
            };
            let (reach, unreach) = deduce(&before, &candidates(&before, generation));
            let old = GcList::generation((generation as usize + 1).min(2));
            let mut expected: Vec<ObjectId> = Vec::new();
            if generation < 2 {
                expected.extend(before.list(old));
            }
            expected.extend(&reach);
            for heap in [
                silent.runtime.world().heap(),
                recorded.runtime.world().heap(),
            ] {
                // Tuples and dicts that need no collector have left.
                let tracked: Vec<ObjectId> = expected
                    .iter()
                    .copied()
                    .filter(|&object| heap.is_tracked(object))
                    .collect();
                assert_eq!(heap.list(old).collect::<Vec<_>>(), tracked);
                assert_eq!(heap.counter(Counter::Collected) as usize, unreach.len());
                assert!(unreach.iter().all(|&object| !heap.is_alive(object)));
            }
            assert_eq!(
                garbage_in_order(&recorded.runtime.0, position),
                unreach,
                "{} seed {seed}",
                profile.name
            );
        }
    }
}

#[test]
fn what_increments_have_visited_stands_in_its_own_list() {
    for seed in 0..16 {
        let mut program = Program::new(&PYTHON_3_14_2, Silent, seed);
        for _ in 0..STEPS {
            program.step();
            let heap = program.runtime.world().heap();
            for list in [0, 1, 2].map(GcList::generation) {
                let is_visited = list == GcList::Generation1;
                assert!(
                    heap.list(list)
                        .all(|object| heap.flags(object).has(Flags::VISITED) == is_visited)
                );
            }
            let tracked = heap
                .objects()
                .filter(|&object| heap.is_tracked(object))
                .count();
            assert_eq!(program.runtime.world().gc.heap_size as usize, tracked);
        }
    }
}

/// The list `unreachable` when the latest collection, which began at `position`, had found all of it.
fn garbage_in_order(world: &World<Tape>, position: usize) -> Vec<ObjectId> {
    let tape = &world.recorder;
    let found = tape.events()[position..].iter().position(
        |event| matches!(event, Event::Phase { after, .. } if after.phase == Phase::HandleWeakrefs),
    );
    let mut heap = world.heap().clone();
    let end = tape.events().len();
    tape.seek(&mut heap, end, position + found.expect("a collection"));
    heap.list(GcList::Unreachable).collect()
}

#[test]
fn many_references_to_one_object_are_counted() {
    for &profile in PROFILES {
        let mut runtime = Bare(World::new(profile, Silent));
        runtime.world().set_counter(Counter::Enabled, 0);
        let payload = Payload::default();
        let hub = allocate(&mut runtime, Kind::List, None, 0, payload);
        runtime.world().track(hub);
        for _ in 0..1000 {
            let spoke = allocate(&mut runtime, Kind::List, None, 0, payload);
            let world = runtime.world();
            world.track(spoke);
            world.incref(hub);
            world.push_slot(spoke, Some(hub));
            world.push_slot(hub, Some(spoke));
        }
        assert_eq!(runtime.world().heap().refcount(hub), 1001);
        assert_eq!(collect(&mut runtime, 2, true), 0);
        decref(&mut runtime, hub);
        assert_eq!(collect(&mut runtime, 2, true), 1001);
        let world = runtime.world();
        assert_eq!(world.heap().alive_count(), 0);
        let full = &world.gc.stats[2];
        assert_eq!((full.collections, full.collected), (2, 1001));
    }
}
