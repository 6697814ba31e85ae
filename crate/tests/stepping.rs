//! Every program of `tests/programs` can be stepped: forth and back again, the heap is the same at each position.

mod observe;

use std::fs;
use std::path::Path;

use gc_playground::heap::Heap;
use gc_playground::profile::{PROFILES, Profile};
use gc_playground::python::{self, Limits};
use gc_playground::tape::{Recorder, Tape};
use observe::observe;

/// How many positions of each run are compared; all of them would take hours.
const SAMPLES: usize = 40;

#[test]
fn programs_step_forth_and_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/programs");
    let entries = fs::read_dir(folder).expect("the programs");
    let mut count = 0;
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a program");
        // The versions take turns: a tape is a tape in all of them.
        let turn = PROFILES[count / 2 % PROFILES.len()];
        for profile in [turn, Profile::DEFAULT] {
            let run = python::record(&source, "program.py", profile, Limits::default());
            let name = format!("{} on {}", path.display(), profile.name);
            check(&name, &run.heap, &run.recorder);
            count += 1;
        }
    }
    assert!(count > 100, "only {count} runs were looked at");
}

/// Goes back from the end to the beginning and forth again, comparing at sampled positions, and starts anew from an
/// empty heap.
fn check(name: &str, end: &Heap, tape: &Tape) {
    let length = tape.len();
    let positions: Vec<usize> = (0..=SAMPLES)
        .map(|sample| length * sample / SAMPLES)
        .collect();
    let mut heap = Heap::new();
    let mut at = 0;
    let mut seen = Vec::new();
    for &position in &positions {
        at = tape.seek(&mut heap, at, position);
        assert_eq!(heap.validate(), Ok(()), "{name} at {position}");
        seen.push(observe(&heap));
    }
    assert!(
        observe(&heap) == observe(end),
        "{name}: playing the tape does not give the heap of the run"
    );
    for (&position, expected) in positions.iter().zip(&seen).rev() {
        at = tape.seek(&mut heap, at, position);
        assert!(
            observe(&heap) == *expected,
            "{name}: stepping back to {position} gives another heap"
        );
    }
    assert!(
        observe(&heap) == observe(&Heap::new()),
        "{name}: stepping back to the start leaves something"
    );
    assert_eq!(at, 0);
}
