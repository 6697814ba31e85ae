//! `gc-playground why`: what the page's inspector says about one object, as text.

use std::fmt::Write;

use gc_playground::recording::Recording;
use gc_playground::recording::collection::Counted;
use gc_playground::recording::names::find;
use gc_playground::recording::what_if::{Cut, cut};
use gc_playground::recording::why::{Step, Why, why};

/// Why an object is alive and what would follow from cutting the reference that the expression names.
pub fn report(recording: &Recording, expression: &str) -> Result<String, String> {
    let reference = find(recording, expression).ok_or_else(|| {
        format!("{expression}: no name reaches such an object there; write it as a.next[0]['key']")
    })?;
    let target = recording.heap().slot(reference.0, reference.1);
    let found = target
        .and_then(|target| why(recording, target))
        .ok_or_else(|| format!("{expression} is no object of its own"))?;
    let mut out = String::new();
    let mut line = |heading: &str, text: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{heading:<16}{text}");
    };
    for (heading, text) in about(&found) {
        line(heading, text);
    }
    if let Some(cut) = cut(recording, reference) {
        for (heading, text) in about_cut(&cut) {
            line(heading, text);
        }
    }
    Ok(out)
}

fn about(why: &Why) -> Vec<(&'static str, String)> {
    let mut lines = vec![(
        "alive because",
        match why.alive.kind {
            "nothing" => "nothing: no name reaches it".into(),
            _ => why.alive.text.clone(),
        },
    )];
    if let Some(cycle) = &why.cycle {
        lines.push(("in a cycle", texts(&cycle.steps, " → ")));
        lines.push(("connected", sum(&cycle.items)));
        let note = match (cycle.is_smallest, cycle.keeps) {
            (true, true) => "",
            (true, false) => " (something would be freed at once)",
            (false, true) => " (a smaller set may do)",
            (false, false) => " (a smaller set may do; something would be freed at once)",
        };
        lines.push((
            "weaken",
            match cycle.weaken.is_empty() {
                true => "nothing that can be weak would break it".into(),
                false => texts(&cycle.weaken, ", ") + note,
            },
        ));
    }
    if let Some(retained) = &why.retained {
        lines.push(("keeps alive", sum(&retained.items)));
    }
    lines
}

fn about_cut(cut: &Cut) -> Vec<(&'static str, String)> {
    let mut lines = vec![(
        "if it were cut",
        cut.statement.as_ref().unwrap_or(&cut.text).clone(),
    )];
    if let Some(refusal) = cut.refusal {
        let words = match refusal {
            "weak" => "nothing: a weak reference keeps nothing alive",
            "collecting" => "not told while a collection is under way",
            "unsettled" => "not told in the middle of a line",
            _ => "not told: a class would be freed, and the number of its parts is not known",
        };
        lines.push(("", words.into()));
        return lines;
    }
    lines.push(("  freed at once", sum(&cut.freed)));
    lines.push(("  left for gc", sum(&cut.left)));
    if let Some(held) = &cut.held {
        lines.push(("  still held by", held.text.clone()));
    }
    if !cut.first.is_empty() {
        lines.push(("  first runs", cut.first.join(", ")));
    }
    lines
}

fn texts(steps: &[Step], between: &str) -> String {
    let texts: Vec<&str> = steps.iter().map(|step| &*step.text).collect();
    texts.join(between)
}

fn sum(items: &[Counted]) -> String {
    let texts: Vec<String> = (items.iter())
        .map(|item| format!("{} {}", item.count, item.type_name))
        .collect();
    match texts.is_empty() {
        true => "nothing".into(),
        false => texts.join(" + "),
    }
}
