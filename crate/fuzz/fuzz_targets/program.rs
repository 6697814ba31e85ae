//! Any text as a program: the engine may refuse it, but must neither panic nor hang; recording a program must not change
//! what it prints; and whatever was recorded can be stepped and asked about.
//!
//! The first byte picks the Python version. `npm run fuzz` starts it, with the recorded programs as seeds.

#![no_main]

mod mutate;

use gc_playground::caption::caption;
use gc_playground::heap::ObjectId;
use gc_playground::profile::PROFILES;
use gc_playground::python::tables::Chunk;
use gc_playground::python::{self, Limits};
use gc_playground::recording::{Recording, Stride, collection, inspect, tally, what_if, why};
use gc_playground::{graph, trace};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

/// Small enough for a thousand programs a second.
const LIMITS: Limits = Limits {
    instructions: 4_000,
    objects: 4_000,
    events: 20_000,
    runs_exit: true,
};

/// How many objects of a picture are asked about.
const ASKED: usize = 12;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::mutate(data, size, max_size, seed)
});

fuzz_target!(|data: &[u8]| {
    let Some((&first, program)) = data.split_first() else {
        return;
    };
    let Ok(source) = std::str::from_utf8(program) else {
        return;
    };
    let profile = PROFILES[usize::from(first) % PROFILES.len()];
    let silent = python::run(source, "program.py", profile, LIMITS);
    let recorded = python::record(source, "program.py", profile, LIMITS);
    // Only the tape can be full; up to there both print the same.
    let (all, some) = (text(&silent.tables.output), text(&recorded.tables.output));
    assert!(all.starts_with(&some), "{all}\n--- recorded:\n{some}");
    assert!(
        recorded.status == 2 || all == some,
        "{all}\n--- recorded:\n{some}"
    );

    // Asking everything takes as long as running the program dozens of times.
    if data.iter().fold(0u8, |sum, &byte| sum.wrapping_add(byte)) % 32 == 0 {
        step(Recording::new(recorded, source), u32::from(first));
    }
});

/// Goes to the end, back and in between, and asks everything there.
fn step(mut recording: Recording, part: u32) {
    let length = recording.len();
    let middle = part * length / 255;
    for position in [length, middle, 0, middle] {
        recording.seek(position);
        assert_eq!(recording.heap().validate(), Ok(()));
        ask(&recording);
    }
}

fn text(output: &[Chunk]) -> String {
    output.iter().map(|chunk| chunk.text.as_str()).collect()
}

/// Everything that the page asks where it stands.
fn ask(recording: &Recording) {
    for stride in [
        Stride::Event,
        Stride::Phase,
        Stride::Line,
        Stride::Collection,
    ] {
        let _ = caption(recording, stride);
        let _ = recording.status(stride);
    }
    let _ = (graph::mermaid(recording), graph::dot(recording));
    let _ = (
        what_if::garbage(recording),
        collection::collection(recording, 0),
    );
    if recording.position() > 0 {
        let _ = trace::line(recording);
    }
    for generation in 0..3 {
        let _ = tally::tally(recording, generation);
    }
    let boxes: Vec<ObjectId> = recording
        .scene()
        .boxes
        .iter()
        .map(|one| one.object)
        .collect();
    for &object in boxes.iter().take(ASKED) {
        let _ = (
            inspect::inspect(recording, object),
            why::why(recording, object),
        );
        let cut = what_if::reference(recording, object, 0);
        let _ = cut.and_then(|reference| what_if::cut(recording, reference));
    }
}
