//! The pictures of the page's scenarios are readable: no box covers another, and no reference runs through a box.

use std::fs;
use std::path::Path;

use gc_playground::layout::curve::point;
use gc_playground::profile::{PROFILES, Profile};
use gc_playground::python::{self, Limits};
use gc_playground::recording::{Recording, Stride};
use gc_playground::scene::look;

/// What is wrong with the picture at the recording's position.
fn faults(recording: &Recording) -> Vec<String> {
    let scene = recording.scene();
    let boxes: Vec<_> = (scene.boxes.iter())
        .filter(|one| one.look & look::GHOST == 0)
        .collect();
    let mut found = Vec::new();
    for (number, a) in boxes.iter().enumerate() {
        for b in &boxes[number + 1..] {
            let (one, other) = (a.rect, b.rect);
            if one.x < other.right()
                && other.x < one.right()
                && one.y < other.bottom()
                && other.y < one.bottom()
            {
                found.push(format!("{} covers {}", a.head, b.head));
            }
        }
    }
    for arrow in &scene.arrows {
        for one in &boxes {
            if one.object == arrow.from || one.object == arrow.to {
                continue;
            }
            let runs_through = (0..=200).any(|step| {
                let (x, y) = point(&arrow.curve, step as f32 / 200.0);
                let rect = one.rect;
                x > rect.x + 1.0
                    && x < rect.right() - 1.0
                    && y > rect.y + 1.0
                    && y < rect.bottom() - 1.0
            });
            if runs_through {
                found.push(format!(
                    "{:?} to {:?} runs through {}",
                    arrow.from, arrow.to, one.head
                ));
            }
        }
    }
    found
}

fn record(source: &str, profile: &'static Profile) -> Recording {
    let run = python::record(source, "main.py", profile, Limits::PAGE);
    Recording::new(run, source)
}

#[test]
fn scenarios_are_readable_at_every_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/scenarios");
    let mut programs = 0;
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the scenarios are there") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        programs += 1;
        let source = fs::read_to_string(&path).expect("readable");
        for profile in PROFILES {
            let mut recording = record(&source, profile);
            for mark in recording.marks(Stride::Line) {
                recording.seek(mark);
                let line = recording.heap().place().line;
                let place = format!("{} {} line {line}", path.display(), profile.name);
                found.extend(
                    faults(&recording)
                        .into_iter()
                        .map(|fault| format!("{place}: {fault}")),
                );
            }
        }
    }
    assert!(programs >= 12, "{programs}");
    assert!(
        found.is_empty(),
        "{} faults:\n{}",
        found.len(),
        found.join("\n")
    );
}
