//! The picture as text that other tools draw: Mermaid and DOT.

use std::fmt::Write;

use crate::hash::HashSet;
use crate::heap::ObjectId;
use crate::recording::Recording;
use crate::scene::{Figure, Scene, look};
use crate::shape::Row;

/// The colour of what is lost, as in the SVG.
const LOST: &str = "#98420c";

/// The picture at the position as a Mermaid flowchart, which Markdown on many sites draws.
pub fn mermaid(recording: &Recording) -> String {
    let scene = recording.scene();
    let mut out = String::from("flowchart LR\n");
    let mut lost = String::new();
    for figure in there(scene) {
        let id = figure.object.get();
        put(&mut out, format_args!("  n{id}[\""));
        label(&mut out, figure, "<br>", in_mermaid);
        out.push_str("\"]\n");
        if is_lost(figure) {
            let separator = if lost.is_empty() { ' ' } else { ',' };
            put(&mut lost, format_args!("{separator}n{id}"));
        }
    }
    for (from, row, to) in references(scene) {
        let (line, arrow) = if row.weak { ("-.", "->") } else { ("--", ">") };
        put(&mut out, format_args!("  n{} {line}", from.get()));
        if !row.label.is_empty() {
            out.push_str(" \"");
            escape(&mut out, &row.label, in_mermaid);
            out.push_str(if row.weak { "\" ." } else { "\" --" });
        }
        put(&mut out, format_args!("{arrow} n{}\n", to.get()));
    }
    if !lost.is_empty() {
        put(
            &mut out,
            format_args!(
                "  classDef lost stroke-dasharray: 5 4,stroke: {LOST}\n  class{lost} lost\n"
            ),
        );
    }
    out
}

/// The picture at the position as a graph in DOT, the language of Graphviz.
pub fn dot(recording: &Recording) -> String {
    let scene = recording.scene();
    let mut out = String::from(
        "digraph heap {\n  rankdir=LR\n  node [shape=box, style=rounded, fontname=monospace]\n  edge [fontname=monospace]\n",
    );
    for figure in there(scene) {
        put(
            &mut out,
            format_args!("  n{} [label=\"", figure.object.get()),
        );
        label(&mut out, figure, "\\n", in_dot);
        out.push('"');
        if is_lost(figure) {
            put(
                &mut out,
                format_args!(", style=\"rounded,dashed\", color=\"{LOST}\""),
            );
        }
        out.push_str("]\n");
    }
    for (from, row, to) in references(scene) {
        put(
            &mut out,
            format_args!("  n{} -> n{} [label=\"", from.get(), to.get()),
        );
        escape(&mut out, &row.label, in_dot);
        out.push_str(if row.weak {
            "\", style=dashed]\n"
        } else {
            "\"]\n"
        });
    }
    out.push_str("}\n");
    out
}

/// A character as texts may show it: control characters do harm in most formats, and some signs turn the order of all
/// that follows.
pub(crate) fn printable(character: char) -> char {
    match character {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        '\u{061c}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        control if control.is_control() => '\u{fffd}',
        other => other,
    }
}

fn put(out: &mut String, arguments: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(arguments);
}

/// The boxes without those that are only drawn once more.
fn there(scene: &Scene) -> impl Iterator<Item = &Figure> {
    (scene.boxes.iter()).filter(|figure| figure.look & look::GHOST == 0)
}

fn references(scene: &Scene) -> impl Iterator<Item = (ObjectId, &Row, ObjectId)> {
    let drawn: HashSet<ObjectId> = there(scene).map(|figure| figure.object).collect();
    there(scene)
        .flat_map(|figure| figure.rows.iter().map(|row| (figure.object, row)))
        .filter_map(move |(from, row)| {
            let to = row.target.filter(|target| drawn.contains(target))?;
            Some((from, row, to))
        })
}

fn is_lost(figure: &Figure) -> bool {
    figure.look & look::UNREACHABLE != 0
}

/// What is written in a box: its head with the count, then the slots whose value stands inside.
fn label(out: &mut String, figure: &Figure, separator: &str, escaped: Escape) {
    escape(out, &figure.head, escaped);
    match figure.refcount {
        count @ 0.. => put(out, format_args!(" (refcount {count})")),
        -2 => out.push_str(" (immortal)"),
        _ => {}
    }
    for row in &figure.rows {
        if row.target.is_none() && !row.text.is_empty() {
            out.push_str(separator);
            escape(out, &row.label, escaped);
            out.push_str(if row.label.is_empty() { "" } else { " " });
            escape(out, &row.text, escaped);
        }
    }
    if is_lost(figure) {
        out.push_str(separator);
        out.push_str("no name reaches this");
    }
}

/// Writes a character so that it is a part of a label, whatever it is.
type Escape = fn(&mut String, char);

fn escape(out: &mut String, text: &str, escaped: Escape) {
    for character in text.chars() {
        escaped(out, printable(character));
    }
}

/// Mermaid's own escapes.
fn in_mermaid(out: &mut String, character: char) {
    if "#\"<>&`\\[]{}|;".contains(character) {
        put(out, format_args!("#{};", character as u32));
    } else {
        out.push(character);
    }
}

fn in_dot(out: &mut String, character: char) {
    if matches!(character, '\\' | '"') {
        out.push('\\');
    }
    out.push(character);
}
