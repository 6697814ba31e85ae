//! The boundary to the page: the only file that knows wasm-bindgen. `www/types.d.ts` says what everything means.

use js_sys::Uint32Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::heap::ObjectId;
use crate::layout::METRICS;
use crate::profile::{Collector, PROFILES, Profile};
use crate::pymalloc::{ALIGNMENT, SMALL_REQUEST, keep_some};
use crate::python::{self, Limits};
use crate::recording::{Recording as Core, Stride, collection, inspect, tally, what_if, why};
use crate::{graph, svg, trace};

#[wasm_bindgen]
extern "C" {
    /// Takes the picture; its arrays are lent for the call.
    pub type Painter;

    #[wasm_bindgen(method)]
    fn boxes(
        this: &Painter,
        ids: &[u32],
        geometry: &[f32],
        look: &[u32],
        counts: &[i32],
        version: &[u32],
        keys: &[u32],
    );

    #[wasm_bindgen(method)]
    fn references(this: &Painter, keys: &[u32], curve: &[f32], look: &[u32]);
}

#[derive(Serialize)]
struct Version {
    name: &'static str,
    title: String,
    incremental: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Diagnostic<'a> {
    kind: &'static str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    message: &'a str,
}

#[derive(Serialize)]
struct Chunk<'a> {
    stream: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Box {
    id: u32,
    kind: &'static str,
    r#type: String,
    head: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    label: String,
    text: String,
    target: i64,
    weak: bool,
}

fn to_js(value: &impl Serialize) -> JsValue {
    // Missing values are `undefined`, maps do not occur, and all numbers fit: this cannot fail.
    serde_wasm_bindgen::to_value(value).unwrap_or(JsValue::UNDEFINED)
}

fn stride_named(name: &str) -> Stride {
    match name {
        "event" => Stride::Event,
        "line" => Stride::Line,
        "collection" => Stride::Collection,
        _ => Stride::Phase,
    }
}

/// Panics are explained in the console.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The Python versions there are, newest last.
#[wasm_bindgen]
pub fn versions() -> JsValue {
    let versions: Vec<Version> = PROFILES
        .iter()
        .map(|profile| Version {
            name: profile.name,
            title: format!("CPython {}", profile.name),
            incremental: profile.collector == Collector::Incremental,
        })
        .collect();
    to_js(&versions)
}

/// The layout's constants.
#[wasm_bindgen]
pub fn metrics() -> JsValue {
    to_js(&METRICS)
}

/// Runs a program to its end. An unknown version means the default one.
#[wasm_bindgen]
pub fn run(source: &str, version: &str) -> Recording {
    let profile = Profile::named(version).unwrap_or(Profile::DEFAULT);
    let run = python::record(source, "main.py", profile, Limits::PAGE);
    Recording(Core::new(run, source))
}

/// What becomes of the arenas of a version's allocator when `count` blocks of `size` bytes (at most `pymalloc::SMALL_REQUEST`)
/// were taken and all given back but every `keep`th (0: all).
///
/// The numbers are: pools in an arena, bytes in a pool, blocks in a full pool, and then for each arena whether it is still
/// held (1) or went back to the system (0), followed by the blocks in use in each of its pools.
#[wasm_bindgen]
pub fn arenas(version: &str, size: u32, count: u32, keep: u32) -> Vec<u32> {
    let geometry = Profile::named(version).unwrap_or(Profile::DEFAULT).pools;
    let size = size.clamp(1, SMALL_REQUEST);
    let rounded = size.next_multiple_of(ALIGNMENT);
    let memory = keep_some(geometry, size, count.min(MOST_BLOCKS), keep);
    let mut numbers = vec![geometry.pools, geometry.pool_size, geometry.blocks(rounded)];
    for arena in memory.arenas() {
        let pools = arena.as_ref().map_or(&[][..], |arena| arena.pools());
        let used = pools.iter().map(|pool| pool.used());
        numbers.push(u32::from(arena.is_some()));
        numbers.extend(
            used.chain(std::iter::repeat(0))
                .take(geometry.pools as usize),
        );
    }
    numbers
}

/// As many blocks as are taken in a moment.
const MOST_BLOCKS: u32 = 1_000_000;

/// A run at one position.
#[wasm_bindgen]
pub struct Recording(Core);

#[wasm_bindgen]
impl Recording {
    /// The number of events.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> u32 {
        self.0.len()
    }

    /// The number of events that have happened.
    #[wasm_bindgen(getter)]
    pub fn position(&self) -> u32 {
        self.0.position()
    }

    /// What was wrong with the program, or how it ended.
    #[wasm_bindgen(getter)]
    pub fn diagnostics(&self) -> JsValue {
        let diagnostics: Vec<Diagnostic> = self
            .0
            .diagnostics()
            .iter()
            .map(|diagnostic| Diagnostic {
                kind: diagnostic.kind.name(),
                line: diagnostic.line,
                column: diagnostic.column + 1,
                end_line: diagnostic.end_line,
                end_column: diagnostic.end_column + 1,
                message: &diagnostic.message,
            })
            .collect();
        to_js(&diagnostics)
    }

    /// Goes to a position, clamped to 0 … length.
    pub fn seek(&mut self, position: f64) {
        // A cast from a float saturates.
        self.0.seek(position as u32);
    }

    /// Ascending positions.
    pub fn marks(&self, stride: &str) -> Uint32Array {
        Uint32Array::from(&self.0.marks(stride_named(stride))[..])
    }

    /// For each line mark the line that is done there; 0 where a line is left for a call.
    pub fn lines(&self) -> Uint32Array {
        Uint32Array::from(self.0.lines())
    }

    /// The numbers and words around the picture, the caption about a step of that stride.
    pub fn status(&self, stride: &str) -> JsValue {
        to_js(&self.0.status(stride_named(stride)))
    }

    /// What was printed up to the position.
    pub fn output(&self) -> JsValue {
        let chunks: Vec<Chunk> = self
            .0
            .output()
            .iter()
            .map(|chunk| Chunk {
                stream: chunk.stream.name(),
                text: &chunk.text,
            })
            .collect();
        to_js(&chunks)
    }

    /// Calls the painter once.
    pub fn paint(&self, painter: &Painter) {
        let scene = self.0.scene();
        let boxes = &scene.boxes;
        let ids: Vec<u32> = boxes.iter().map(|one| one.object.get()).collect();
        let geometry: Vec<f32> = (boxes.iter())
            .flat_map(|one| [one.rect.x, one.rect.y, one.rect.width, one.rect.height])
            .collect();
        let look: Vec<u32> = boxes.iter().map(|one| one.look).collect();
        let counts: Vec<i32> = boxes
            .iter()
            .flat_map(|one| [one.refcount, one.gc_refs])
            .collect();
        let key = |object: ObjectId| self.0.key(object);
        let version: Vec<u32> = boxes.iter().map(|one| one.version(key)).collect();
        let keys: Vec<u32> = boxes.iter().map(|one| key(one.object)).collect();
        painter.boxes(&ids, &geometry, &look, &counts, &version, &keys);
        let arrows = &scene.arrows;
        let keys: Vec<u32> = (arrows.iter())
            .flat_map(|arrow| [arrow.from.get(), arrow.row as u32, arrow.to.get()])
            .collect();
        let curves: Vec<f32> = arrows.iter().flat_map(|arrow| arrow.curve).collect();
        let look: Vec<u32> = arrows.iter().map(|arrow| arrow.look).collect();
        painter.references(&keys, &curves, &look);
    }

    /// The picture as a self-contained SVG.
    pub fn svg(&self) -> String {
        svg::svg(&self.0)
    }

    /// The steps from one position to another, side by side.
    pub fn strip(&mut self, from: u32, to: u32, stride: &str) -> String {
        svg::strip(&mut self.0, from, to, stride_named(stride))
    }

    /// The picture as a Mermaid flowchart.
    pub fn mermaid(&self) -> String {
        graph::mermaid(&self.0)
    }

    /// The picture in DOT.
    pub fn dot(&self) -> String {
        graph::dot(&self.0)
    }

    /// The recording as JSON lines up to a position, from its own, where it goes.
    pub fn trace(&mut self, to: u32) -> String {
        let mut lines = String::new();
        if self.0.position() == 0 {
            lines = trace::head(&self.0) + "\n";
        }
        for next in self.0.position() + 1..=self.0.len().min(to) {
            self.0.seek(next);
            lines += &trace::line(&self.0);
            lines.push('\n');
        }
        lines
    }

    /// What is written in one drawn box.
    #[wasm_bindgen(js_name = "box")]
    pub fn figure(&self, id: u32) -> JsValue {
        let figures = &self.0.scene().boxes;
        let Some(figure) = figures.iter().find(|figure| figure.object.get() == id) else {
            return JsValue::UNDEFINED;
        };
        to_js(&Box {
            id,
            kind: figure.kind,
            r#type: self
                .0
                .tables()
                .type_name(self.0.heap(), figure.object)
                .to_string(),
            head: figure.head.clone(),
            rows: (figure.rows.iter())
                .map(|row| Row {
                    label: row.label.clone(),
                    text: row.text.clone(),
                    target: row.target.map_or(-1, |target| i64::from(target.get())),
                    weak: row.weak,
                })
                .collect(),
        })
    }

    /// Everything that the inspector shows.
    pub fn inspect(&self, id: u32) -> JsValue {
        let inspection = ObjectId::new(id).and_then(|object| inspect::inspect(&self.0, object));
        to_js(&inspection)
    }

    /// Why an object is alive.
    pub fn why(&self, id: u32) -> JsValue {
        to_js(&ObjectId::new(id).and_then(|object| why::why(&self.0, object)))
    }

    /// What would follow if the reference in a row of a box were cut.
    pub fn cut(&self, id: u32, row: u32) -> JsValue {
        let reference =
            ObjectId::new(id).and_then(|object| what_if::reference(&self.0, object, row));
        to_js(&reference.and_then(|reference| what_if::cut(&self.0, reference)))
    }

    /// What a collection now would free.
    pub fn garbage(&self) -> JsValue {
        to_js(&what_if::garbage(&self.0))
    }

    /// What one number of `gc.get_count()` is made of.
    pub fn tally(&self, generation: u8) -> JsValue {
        to_js(&tally::tally(&self.0, generation))
    }

    /// One collection itemised.
    pub fn collection(&self, index: u32) -> JsValue {
        to_js(&collection::collection(&self.0, index))
    }

    /// Python that names the object from the module.
    pub fn expression(&self, id: u32) -> Option<String> {
        self.0.expression(ObjectId::new(id)?)
    }

    /// Puts the box's top left corner at (x, y).
    pub fn pin(&mut self, id: u32, x: f32, y: f32) {
        if let Some(object) = ObjectId::new(id) {
            self.0.pin(object, x, y);
        }
    }

    /// Lays the picture out anew, pins forgotten.
    pub fn tidy(&mut self) {
        self.0.tidy();
    }

    /// Takes over where boxes stand in an earlier recording.
    pub fn adopt(&mut self, previous: &Recording) {
        self.0.adopt(&previous.0);
    }

    /// The object in the place of another one's box, in a recording that has adopted this one.
    pub fn successor(&self, id: u32, later: &Recording) -> Option<u32> {
        let object = self.0.successor(ObjectId::new(id)?, &later.0)?;
        Some(object.get())
    }
}
