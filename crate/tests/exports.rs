//! What can be taken away from a recording: strips, Mermaid, DOT and traces.

// JSON is read by a library that only native builds have.
#![cfg(not(target_arch = "wasm32"))]

use gc_playground::graph::{dot, mermaid};
use gc_playground::profile::Profile;
use gc_playground::python::{self, Limits};
use gc_playground::recording::{Recording, Stride};
use gc_playground::svg::{steps, strip, svg};
use gc_playground::trace;

const RING: &str = "\
import gc, weakref
class Node: pass
one = Node()
two = Node()
one.next = two
two.next = one
two.name = 'two'
two.back = weakref.ref(one)
del one, two
gc.collect()
";

fn recording(source: &str) -> Recording {
    let profile = Profile::named("3.13").expect("a version");
    let run = python::record(source, "test.py", profile, Limits::default());
    Recording::new(run, source)
}

/// Where line 9 is done: the ring is lost and still there.
fn lost() -> Recording {
    let mut ring = recording(RING);
    let place = ring.lines().iter().position(|&line| line == 9);
    let position = ring.marks(Stride::Line)[place.expect("it runs")];
    ring.seek(position);
    ring
}

#[test]
fn mermaid_has_a_node_for_each_box_and_an_arrow_for_each_reference() {
    let text = mermaid(&lost());
    assert!(text.starts_with("flowchart LR\n  n"), "{text}");
    assert_eq!(
        text.matches("[\"Node (refcount 1)<br>").count(),
        2,
        "{text}"
    );
    assert_eq!(text.matches(" -- \".next\" --> n").count(), 2, "{text}");
    assert_eq!(
        text.matches(" -.-> n").count() + text.matches("\" .-> n").count(),
        1,
        "{text}"
    );
    assert!(
        text.contains("<br>.name 'two'<br>no name reaches this\"]\n"),
        "{text}"
    );
    assert!(text.contains("\n  class n"), "{text}");
}

#[test]
fn dot_draws_the_same_weak_references_dashed() {
    let text = dot(&lost());
    assert!(text.starts_with("digraph heap {\n") && text.ends_with("}\n"));
    assert_eq!(text.matches("[label=\".next\"]").count(), 2, "{text}");
    assert_eq!(text.matches("style=dashed]").count(), 1, "{text}");
    assert!(
        text.contains("\\n.name 'two'\\nno name reaches this\", style=\"rounded,dashed\""),
        "{text}"
    );
}

#[test]
fn hostile_labels_stay_labels() {
    let source = "class Node: pass\nn = Node()\nsetattr(n, '\"];<b>`\\u202e\\x00\\\\|', [])\n";
    let mut recording = recording(source);
    assert!(
        recording.diagnostics().is_empty(),
        "{:?}",
        recording.diagnostics()
    );
    recording.seek(recording.len());
    let edge = mermaid(&recording);
    let edge = edge
        .lines()
        .find(|line| line.contains("-- \""))
        .expect("an arrow");
    assert!(
        !edge.contains(['<', '`', '\u{202e}', '\0', '\\', '|']),
        "{edge}"
    );
    assert!(
        dot(&recording).contains("label=\".\\\"];<b>`\u{fffd}\u{fffd}\\\\|\""),
        "{}",
        dot(&recording)
    );
    let picture = svg(&recording);
    assert!(
        picture.contains(".&quot;];&lt;b&gt;`\u{fffd}\u{fffd}\\|"),
        "{picture}"
    );
}

#[test]
fn a_strip_has_all_steps_in_the_same_room_and_leaves_the_recording_where_it_was() {
    let mut ring = lost();
    let position = ring.position();
    let picture = strip(&mut ring, 0, position, Stride::Line);
    assert_eq!(ring.position(), position);
    let count = steps(&ring, 0, position, Stride::Line).len();
    assert!(count >= 8, "the start and eight lines");
    assert_eq!(
        picture.matches("<g transform=\"translate(").count(),
        2 * count
    );
    assert!(picture.contains(&format!("data-steps=\"{count}\"")));
    assert!(picture.contains("· line 9  del one, two"), "{picture}");
}

#[test]
fn an_inlined_picture_styles_nothing_around_it() {
    let picture = svg(&lost());
    let style = picture
        .split("<style>")
        .nth(1)
        .and_then(|rest| rest.split("</style>").next());
    for rule in style
        .expect("a style")
        .split('}')
        .filter(|rule| rule.contains('{'))
    {
        let selector = rule.split('{').rev().nth(1).unwrap_or_default();
        assert!(selector.contains(".gc-heap"), "{rule}");
    }
}

#[test]
fn a_trace_is_a_head_and_one_json_object_for_every_event() {
    let mut ring = recording(RING);
    let head: serde_json::Value = serde_json::from_str(&trace::head(&ring)).expect("JSON");
    assert_eq!(head["trace"], 1);
    assert_eq!(head["python"], "3.13");
    assert_eq!(head["program"], RING);
    assert_eq!(head["length"], ring.len());
    let mut kinds = Vec::new();
    for position in 1..=ring.len() {
        ring.seek(position);
        let line: serde_json::Value = serde_json::from_str(&trace::line(&ring)).expect("JSON");
        assert_eq!(line["position"], position);
        assert!(
            line["caption"]
                .as_str()
                .is_some_and(|caption| !caption.is_empty())
        );
        kinds.push(line["kind"].as_str().expect("a kind").to_string());
    }
    for kind in [
        "allocate",
        "slot",
        "refcount",
        "gc_refs",
        "link",
        "phase",
        "deallocate",
        "line",
    ] {
        assert!(kinds.iter().any(|one| one == kind), "no {kind}");
    }
}
