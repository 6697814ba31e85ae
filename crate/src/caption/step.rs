//! What a whole step did, in a few sentences: a line of the program, or a phase of a collection.

use std::ops::Range;

use super::{indefinite, phase_sentence, sentence, slot};
use crate::event::{Event, Phase, PhaseAt};
use crate::heap::{Kind, ObjectId};
use crate::python::tables::Stream;
use crate::recording::Recording;
use crate::recording::names::describe;
use crate::scene::look;

/// So many changes of references are told; more would not be read.
const MOST_CHANGES: usize = 3;
/// So many objects are listed by what they are called.
const MOST_LISTED: usize = 4;

/// What a line has done.
pub fn line(recording: &Recording, step: Range<u32>) -> String {
    let mut said = changes(recording, &step);
    let passes: Vec<_> = (recording.index().passes.iter())
        .filter(|pass| step.contains(&pass.start))
        .collect();
    for pass in &passes {
        let who = if pass.manual {
            "gc.collect() goes".to_string()
        } else {
            format!(
                "Generation {} is over its threshold: a collection starts by itself and goes",
                pass.generation
            )
        };
        said.push(match pass.collected {
            0 => format!(
                "{who} through generation {} and finds nothing unreachable.",
                pass.generation
            ),
            1 => format!(
                "{who} through generation {}, finds 1 unreachable object and frees it.",
                pass.generation
            ),
            count => format!(
                "{who} through generation {}, finds {count} unreachable objects and frees them.",
                pass.generation
            ),
        });
    }
    if passes.is_empty() {
        said.extend(freed(recording, &step));
    }
    said.extend(printed(recording, &step));
    said.join(" ")
}

/// What a phase of a collection has done.
pub fn phase(recording: &Recording, now: PhaseAt, step: Range<u32>) -> String {
    let mut said = vec![phase_sentence(recording, PhaseAt::default(), now)];
    let drawn = |bit: u32| {
        let boxes = recording.scene().boxes.iter();
        boxes.filter(move |one| one.look & bit != 0)
    };
    match now.phase {
        Phase::SubtractRefs => {
            let zero = drawn(look::CANDIDATE).filter(|one| one.gc_refs == 0);
            let zero: Vec<_> = zero.map(|one| one.object).collect();
            if !zero.is_empty() {
                said.push(format!("It is 0 now for {}.", listing(recording, &zero)));
            }
        }
        Phase::MoveUnreachable => {
            let lost: Vec<_> = drawn(look::TENTATIVE).map(|one| one.object).collect();
            if !lost.is_empty() {
                said.push(format!("Unreachable: {}.", listing(recording, &lost)));
            }
        }
        _ => said.extend(freed(recording, &step)),
    }
    said.join(" ")
}

/// The references that a line has made and that are still there, and what its cuts have left behind.
fn changes(recording: &Recording, step: &Range<u32>) -> Vec<String> {
    let (heap, shape) = (recording.heap(), recording.shape());
    let mut said: Vec<String> = Vec::new();
    let mut fresh = Vec::new();
    let mut is_cut = false;
    for &position in recording.changes(step) {
        let event = recording.event(position - 1);
        match event {
            Event::Slot {
                object,
                index,
                after: Some(value),
                ..
            }
            | Event::Insert {
                object,
                index,
                value: Some(value),
            } if heap.is_alive(object) && heap.slot(object, index as usize) == Some(value) => {
                let text = sentence(recording, event);
                if !said.contains(&text) {
                    said.push(text);
                }
            }
            Event::Slot {
                object,
                index,
                after: None,
                ..
            } if heap.is_alive(object)
                && !shape.is_namespace(heap, object)
                && heap.kind(object) != Kind::Weakref =>
            {
                let slot = slot(recording, object, index as usize);
                if !slot.starts_with("A ") {
                    said.push(format!("{slot} is gone."));
                }
            }
            Event::Allocate { object, kind, .. }
                if kind == Kind::Frame && heap.is_alive(object) =>
            {
                said.push(sentence(recording, event));
            }
            Event::Refcount {
                object, before: 0, ..
            } if heap.is_alive(object) => fresh.push(object),
            _ => {}
        }
        is_cut |= matches!(
            event,
            Event::Slot {
                before: Some(_),
                ..
            } | Event::Remove { .. }
                | Event::Refcount { .. }
        );
    }
    let mut said = together(said);
    if said.is_empty() && !fresh.is_empty() {
        said.push(format!("New: {}.", listing(recording, &fresh)));
    }
    if said.len() > MOST_CHANGES {
        let more = said.len() - MOST_CHANGES;
        said.truncate(MOST_CHANGES);
        said.push(format!("And {more} more."));
    }
    let boxes = recording.scene().boxes.iter();
    let lost: Vec<ObjectId> = boxes
        .filter(|one| one.look & look::UNREACHABLE != 0)
        .map(|one| one.object)
        .collect();
    let is_news = lost
        .iter()
        .any(|&object| recording.was_touched(object, step));
    if is_cut && is_news {
        said.push(format!(
            "No name reaches {} any more, and yet no reference count is 0: only the collector can free what refers to itself.",
            listing(recording, &lost)
        ));
    }
    said
}

/// Names that come to refer to the same are told in one sentence.
fn together(said: Vec<String>) -> Vec<String> {
    let mut groups: Vec<(Vec<String>, String)> = Vec::new();
    for text in said {
        let parts = text
            .strip_prefix("The name ")
            .and_then(|rest| rest.split_once(" refers to "));
        match (parts, groups.last_mut()) {
            (Some((name, value)), Some((names, last))) if !names.is_empty() && last == value => {
                names.push(name.into())
            }
            (Some((name, value)), _) => groups.push((vec![name.into()], value.into())),
            (None, _) => groups.push((Vec::new(), text)),
        }
    }
    let told = |(names, rest): (Vec<String>, String)| match &names[..] {
        [] => rest,
        [name] => format!("The name {name} refers to {rest}"),
        _ => format!("The names {} refer to {rest}", joined(names)),
    };
    groups.into_iter().map(told).collect()
}

fn freed(recording: &Recording, step: &Range<u32>) -> Option<String> {
    let heap = recording.heap();
    let mut freed: Vec<String> = Vec::new();
    for &position in recording.changes(step) {
        if let Event::Deallocate {
            object,
            class,
            kind,
            ..
        } = recording.event(position - 1)
            && kind != Kind::Frame
            && !heap.is_alive(object)
        {
            freed.push(class.map_or("object".into(), |class| {
                recording.tables().text(heap, class).to_string()
            }));
        }
    }
    match &freed[..] {
        [] => None,
        [one] => {
            let mut text = format!(
                "{} is freed: nothing refers to it any more.",
                indefinite(one)
            );
            text.replace_range(..1, "A");
            Some(text)
        }
        many => Some(format!(
            "{} objects are freed: nothing refers to them any more.",
            many.len()
        )),
    }
}

fn printed(recording: &Recording, step: &Range<u32>) -> Option<String> {
    let mut text = String::new();
    for &position in recording.changes(step) {
        if let Event::Print { before, after } = recording.event(position - 1) {
            let chunks = &recording.tables().output;
            for chunk in chunks.get(before as usize..after as usize)? {
                if chunk.stream == Stream::Stdout {
                    text.push_str(&chunk.text);
                }
            }
        }
    }
    let text = text.trim();
    (!text.is_empty()).then(|| format!("Printed: {}", text.lines().next_back().unwrap_or(text)))
}

/// Some objects by what sentences call them: a, b and c.
fn listing(recording: &Recording, objects: &[ObjectId]) -> String {
    let mut names: Vec<String> = (objects.iter())
        .take(MOST_LISTED)
        .map(|&object| describe(recording, object))
        .collect();
    if objects.len() > MOST_LISTED {
        names.push(format!("{} more", objects.len() - MOST_LISTED));
    }
    joined(names)
}

fn joined(names: Vec<String>) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    }
}
