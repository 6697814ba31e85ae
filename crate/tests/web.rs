//! The boundary to JavaScript, in a real browser: `wasm-pack test --headless --chrome crate --test web`.

#![cfg(target_arch = "wasm32")]

use gc_playground::wasm::{Recording, arenas, metrics, run, versions};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const RING: &str = "\
import gc
class Node:
    pass
one = Node()
two = Node()
one.next = two
two.next = one
one = two = None
print(gc.collect())
";

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).expect("an object")
}

fn number(object: &JsValue, key: &str) -> f64 {
    get(object, key)
        .as_f64()
        .unwrap_or_else(|| panic!("{key} should be a number"))
}

fn text(object: &JsValue, key: &str) -> String {
    get(object, key)
        .as_string()
        .unwrap_or_else(|| panic!("{key} should be a string"))
}

fn output(recording: &Recording) -> String {
    let chunks = Array::from(&recording.output());
    chunks.iter().map(|chunk| text(&chunk, "text")).collect()
}

/// What a painter in JavaScript is given: copies of the arrays, and what the calls themselves were.
fn paint(recording: &Recording) -> JsValue {
    let painter = Function::new_no_args(
        "return {
            boxes(ids, geometry, look, counts, version) {
                if (geometry.length !== 4 * ids.length || look.length !== ids.length) throw new Error('look');
                if (counts.length !== 2 * ids.length || version.length !== ids.length) throw new Error('counts');
                this.ids = [...ids]; this.look = [...look]; this.counts = [...counts]; this.geometry = [...geometry];
            },
            references(keys, curve, look) {
                if (keys.length !== 3 * look.length || curve.length !== 8 * look.length) throw new Error('keys');
                this.keys = [...keys];
            },
        }",
    )
    .call0(&JsValue::NULL)
    .expect("a painter");
    recording.paint(painter.unchecked_ref());
    painter
}

fn numbers(object: &JsValue, key: &str) -> Vec<f64> {
    let array = Array::from(&get(object, key));
    array.iter().filter_map(|one| one.as_f64()).collect()
}

/// The position where a line is done.
fn done(recording: &Recording, line: u32) -> f64 {
    let place = recording
        .lines()
        .to_vec()
        .iter()
        .position(|&one| one == line);
    f64::from(recording.marks("line").to_vec()[place.expect("the line runs")])
}

#[wasm_bindgen_test]
fn arenas_are_told_pool_by_pool() {
    let numbers = arenas("3.13", 512, 1000, 0);
    assert_eq!(numbers[..3], [63, 16384, 31]);
    assert_eq!((numbers.len() - 3) % 64, 0);
    assert!(numbers[4..].iter().all(|&used| used <= 31));
    // A hostile size is brought into bounds.
    assert_eq!(arenas("?", 0, 1, 1)[3..5], [1, 1]);
}

#[wasm_bindgen_test]
fn versions_and_metrics_are_told() {
    let versions = Array::from(&versions());
    let last = versions.get(versions.length() - 1);
    assert!(text(&last, "title").ends_with(&text(&last, "name")));
    assert!(number(&metrics(), "rowHeight") > number(&metrics(), "fontSize"));
}

#[wasm_bindgen_test]
fn a_run_is_stepped_forth_and_back() {
    let mut recording = run(RING, "3.13");
    assert_eq!(
        (recording.position(), output(&recording)),
        (0, String::new())
    );
    let mut last = 0;
    for stride in ["event", "phase", "line", "collection"] {
        let marks = recording.marks(stride).to_vec();
        assert!(marks.is_sorted_by(|a, b| a < b), "{stride} ascends");
        assert!(marks.iter().all(|&mark| mark <= recording.length()));
        last = marks.len();
    }
    assert_eq!(last, 1, "one collection");
    recording.seek(f64::INFINITY);
    assert_eq!(recording.position(), recording.length());
    assert_eq!(output(&recording), "2\n");
    recording.seek(-1.0);
    assert_eq!(
        (recording.position(), output(&recording)),
        (0, String::new())
    );
    assert_eq!(number(&recording.status("line"), "line"), 0.0);
}

#[wasm_bindgen_test]
fn a_painter_gets_boxes_and_references() {
    let mut recording = run(RING, "3.13");
    recording.seek(done(&recording, 7));
    let closed = paint(&recording);
    assert_eq!(numbers(&closed, "ids").len(), 3, "the module and two nodes");
    assert_eq!(
        numbers(&closed, "keys").len(),
        3 * 4,
        "two names and two slots refer"
    );
    recording.seek(done(&recording, 8));
    let lost = paint(&recording);
    let hatched = numbers(&lost, "look")
        .iter()
        .filter(|&&look| look as u32 & 16 != 0)
        .count();
    assert_eq!(hatched, 2);
    assert_eq!(number(&recording.status("line"), "unreachable"), 2.0);
    assert_eq!(
        numbers(&lost, "geometry"),
        numbers(&closed, "geometry"),
        "nothing moves"
    );
}

#[wasm_bindgen_test]
fn the_picture_is_an_svg() {
    let mut recording = run(RING, "3.13");
    recording.seek(done(&recording, 8));
    let svg = recording.svg();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert!(svg.contains("no name reaches this"));
}

#[wasm_bindgen_test]
fn a_box_its_inspection_and_a_collection_have_their_shapes() {
    for (version, sum) in [
        ("3.13", vec![("Node", 2.0)]),
        ("3.10", vec![("Node", 2.0), ("__dict__", 2.0)]),
    ] {
        let mut recording = run(RING, version);
        recording.seek(done(&recording, 7));
        let id = numbers(&paint(&recording), "ids")[1] as u32;
        let figure = recording.figure(id);
        assert_eq!(
            (text(&figure, "kind"), text(&figure, "type")),
            ("instance".into(), "Node".into())
        );
        let row = Array::from(&get(&figure, "rows")).get(0);
        assert_eq!(text(&row, "label"), ".next");
        assert!(number(&row, "target") >= 0.0);
        let inspection = recording.inspect(id);
        let holders = Array::from(&get(&inspection, "references")).length();
        assert_eq!(f64::from(holders), number(&inspection, "refcount"));
        assert_eq!(recording.expression(id).as_deref(), Some("one"));
        assert_eq!(recording.figure(u32::MAX), JsValue::UNDEFINED);
        assert_eq!(recording.inspect(u32::MAX), JsValue::UNDEFINED);
        assert_eq!(recording.collection(1), JsValue::UNDEFINED);
        let items = Array::from(&get(&recording.collection(0), "items"));
        let items: Vec<_> = items
            .iter()
            .map(|item| (text(&item, "type"), number(&item, "count")))
            .collect();
        let sum: Vec<_> = sum
            .into_iter()
            .map(|(name, count)| (name.to_string(), count))
            .collect();
        assert_eq!(items, sum, "{version}");
    }
}

#[wasm_bindgen_test]
fn why_and_what_if_have_their_shapes() {
    let mut recording = run(RING, "3.13");
    recording.seek(done(&recording, 7));
    let ids = numbers(&paint(&recording), "ids");
    let (module, one) = (ids[0] as u32, ids[1] as u32);
    let why = recording.why(one);
    let alive = get(&why, "alive");
    assert_eq!(
        (text(&alive, "kind"), text(&alive, "text")),
        ("name".into(), "one".into())
    );
    let cycle = get(&why, "cycle");
    assert_eq!(get(&cycle, "isSmallest"), JsValue::TRUE);
    assert_eq!(get(&cycle, "keeps"), JsValue::TRUE);
    let steps = Array::from(&get(&cycle, "steps"));
    assert_eq!(steps.length(), 2);
    assert_eq!(number(&steps.get(0), "id"), f64::from(one));
    assert_eq!(number(&steps.get(1), "target"), f64::from(one));
    assert_eq!(number(&steps.get(0), "row"), 0.0);
    assert_eq!(text(&steps.get(0), "text"), "one.next");
    assert_eq!(Array::from(&get(&cycle, "weaken")).length(), 1);
    assert_eq!(number(&get(&why, "retained"), "objects"), 1.0);
    assert_eq!(recording.why(module), JsValue::UNDEFINED);

    let cut = recording.cut(one, 0);
    assert_eq!(text(&cut, "text"), "one.next");
    assert_eq!(text(&cut, "statement"), "del one.next");
    assert_eq!(get(&cut, "refusal"), JsValue::UNDEFINED);
    assert_eq!(text(&get(&cut, "held"), "text"), "two");
    for list in ["freed", "left", "first"] {
        assert_eq!(Array::from(&get(&cut, list)).length(), 0, "{list}");
    }
    assert_eq!(recording.cut(one, 7), JsValue::UNDEFINED);
}

#[wasm_bindgen_test]
fn a_pin_stays_and_is_taken_over() {
    let mut recording = run(RING, "3.13");
    recording.seek(done(&recording, 7));
    let id = numbers(&paint(&recording), "ids")[1] as u32;
    recording.pin(id, 700.0, 50.0);
    let mut longer = run(&format!("{RING}x = []\n"), "3.13");
    longer.adopt(&recording);
    longer.seek(done(&longer, 7));
    let picture = paint(&longer);
    let place = numbers(&picture, "geometry");
    assert!(place.chunks(4).any(|rect| rect[..2] == [700.0, 50.0]));
    longer.tidy();
    assert!(
        !numbers(&paint(&longer), "geometry")
            .chunks(4)
            .any(|rect| rect[..2] == [700.0, 50.0])
    );
}

#[wasm_bindgen_test]
fn a_bad_program_is_a_diagnostic() {
    for (program, kind, line) in [
        ("a = []\nb = (\n", "syntax", 3.0),
        ("a = []\nasync def f(): pass\n", "unsupported", 2.0),
        ("a = []\na.nothing\n", "exception", 2.0),
        ("while True: pass\n", "limit", 1.0),
    ] {
        let mut recording = run(program, "3.13");
        let diagnostics = Array::from(&recording.diagnostics());
        assert_eq!(diagnostics.length(), 1, "{program}");
        let diagnostic = diagnostics.get(0);
        assert_eq!(text(&diagnostic, "kind"), kind, "{program}");
        assert!(number(&diagnostic, "line") <= line, "{program}");
        assert!(number(&diagnostic, "column") >= 1.0, "{program}");
        assert!(!text(&diagnostic, "message").is_empty());
        recording.seek(f64::INFINITY);
        assert!(Object::keys(recording.status("event").unchecked_ref::<Object>()).length() > 0);
        paint(&recording);
    }
}

#[wasm_bindgen_test]
fn an_unknown_version_is_the_default_one() {
    assert_eq!(
        output_of_end("import sys\nprint(sys.version_info[:2])\n", "2.7"),
        output_of_end("import sys\nprint(sys.version_info[:2])\n", "3.13")
    );
}

fn output_of_end(program: &str, version: &str) -> String {
    let mut recording = run(program, version);
    recording.seek(f64::INFINITY);
    output(&recording)
}
