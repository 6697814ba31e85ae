//! Where boxes stand: names on the left, every object to the right of what refers to it.
//!
//! A box has one place for the whole recording, so that stepping back and forth moves nothing. Boxes whose lives do
//! not overlap may have the same place.

mod arrange;
pub mod curve;

use std::cell::LazyCell;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::event::Event;
use crate::hash::HashMap;
use crate::heap::{Heap, ObjectId};
use crate::order::sort_by;
use crate::python::tables::Tables;
use crate::recording::index::{Index, Life};
use crate::recording::visible;
use crate::shape::{Row, Shape};
use crate::tape::Tape;

/// So many boxes get a place; a picture of more would help nobody, and arranging them takes too long.
const MOST_BOXES: usize = 500;

/// The constants of the picture, in CSS pixels, for a monospace face.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
#[cfg_attr(target_arch = "wasm32", serde(rename_all = "camelCase"))]
pub struct Metrics {
    /// The face's size.
    pub font_size: f32,
    /// The width of every character.
    pub char_width: f32,
    /// The height of a row.
    pub row_height: f32,
    /// The height of a box's head.
    pub head_height: f32,
    /// Room at the left and right of texts.
    pub padding_x: f32,
    /// Room for the badges at the right of the head.
    pub badges_width: f32,
    /// Room for the port at the right of a row; its dot is in the middle of it.
    pub port_width: f32,
}

/// The constants that all pictures are drawn with.
pub const METRICS: Metrics = Metrics {
    font_size: 13.0,
    char_width: 7.8,
    row_height: 22.0,
    head_height: 28.0,
    padding_x: 10.0,
    badges_width: 64.0,
    port_width: 18.0,
};

/// The gap between columns.
const GAP_X: f32 = 76.0;
/// The gap below a box; a line of words fits in.
const GAP_Y: f32 = 34.0;
const NARROWEST: f32 = 112.0;

/// A rectangle: the top left corner, and the size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f32,
    /// The top edge.
    pub y: f32,
    /// How wide.
    pub width: f32,
    /// How high.
    pub height: f32,
}

impl Rect {
    /// The right edge.
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// Whether the two come nearer to each other than the gap between boxes.
    fn crowds(self, other: Rect) -> bool {
        // A hair less, for boxes that stand exactly a gap apart.
        let (gap_x, gap_y) = (24.0 - 0.01, GAP_Y - 0.01);
        self.x < other.right() + gap_x
            && other.x < self.right() + gap_x
            && self.y < other.bottom() + gap_y
            && other.y < self.bottom() + gap_y
    }
}

/// A box as the layout sees it: its greatest size, and when it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The object.
    pub object: ObjectId,
    /// The module or a frame: it stands on the left.
    pub is_namespace: bool,
    /// Its greatest width.
    pub width: f32,
    /// Its greatest height.
    pub height: f32,
    /// When it is drawn, as a ghost at last.
    pub life: Life,
}

/// That one box refers to another at some time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// For how long, in lines of the program.
    pub weight: i64,
    /// From which row; `u32::MAX` while none was seen.
    pub row: u32,
}

impl Default for Link {
    fn default() -> Link {
        Link {
            weight: 0,
            row: u32::MAX,
        }
    }
}

/// All boxes of a recording and what refers to what.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// In the order of their ids.
    pub items: Vec<Item>,
    /// By places in `items`: from, to; in ascending order.
    pub links: Vec<((usize, usize), Link)>,
    /// The positions just after the events that change what is seen, ascending.
    pub changes: Vec<u32>,
}

impl Graph {
    /// The place of an object's box in `items`.
    pub fn find(&self, object: ObjectId) -> Option<usize> {
        self.items
            .binary_search_by_key(&object, |item| item.object)
            .ok()
    }
}

/// Measures all boxes at all positions, going backwards: `heap` is at the end of `program` and then at its start.
pub fn measure(
    tape: &Tape,
    program: &Range<usize>,
    heap: &mut Heap,
    tables: &Tables,
    shape: &Shape,
    index: &Index,
) -> Graph {
    let mut graph = Graph::default();
    for object in shape.boxes().take(MOST_BOXES) {
        let mut life = index.lives[object.get() as usize];
        // The ghost stays until the line is done.
        let mark = index.line_marks.partition_point(|&mark| mark < life.death);
        life.death = index.line_marks.get(mark).copied().unwrap_or(u32::MAX);
        graph.items.push(Item {
            object,
            is_namespace: shape.is_namespace(heap, object),
            width: NARROWEST,
            height: METRICS.head_height,
            life,
        });
    }
    let mut line = tape.events()[..program.end]
        .iter()
        .filter(|event| matches!(event, Event::Line { .. }))
        .count() as i64;
    let mut meter = Meter {
        tables,
        shape,
        graph,
        links: HashMap::default(),
        latest: HashMap::default(),
        is_change: vec![false; program.len() + 1],
    };
    let ends: Vec<ObjectId> = meter.graph.items.iter().map(|item| item.object).collect();
    for object in ends.into_iter().filter(|&object| heap.is_alive(object)) {
        meter.measure(heap, object);
    }
    let open: Vec<ObjectId> = heap.objects().collect();
    for object in open {
        if let Some(holder) = shape.shown_in(object) {
            for &value in heap.slots(object) {
                meter.weigh(holder, value, line);
            }
        }
    }
    for (number, &event) in tape.events()[program.clone()].iter().enumerate().rev() {
        let position = number as u32 + 1;
        if visible::is_visible(heap, tables, shape, event) {
            meter.is_change[position as usize] = true;
        }
        let (object, before, after) = match event {
            Event::Slot {
                object,
                before,
                after,
                ..
            } => (object, before, after),
            Event::Insert { object, value, .. } => (object, None, value),
            Event::Remove { object, value, .. } => (object, value, None),
            Event::Allocate { object, .. } => (object, None, None),
            Event::Line { .. } => {
                line -= 1;
                heap.apply(event.inverse());
                continue;
            }
            _ => {
                heap.apply(event.inverse());
                continue;
            }
        };
        if let Some(holder) = shape
            .shown_in(object)
            .filter(|&holder| heap.is_alive(holder) && meter.graph.find(holder).is_some())
        {
            meter.change(heap, holder, position);
            meter.weigh(holder, after, -line);
            meter.weigh(holder, before, line);
        }
        heap.apply(event.inverse());
    }
    let (mut graph, mut is_change) = (meter.graph, meter.is_change);
    for (object, (position, rows)) in meter.latest {
        let first = if heap.is_alive(object) {
            digest(&shape.rows(heap, tables, object))
        } else {
            digest(&[])
        };
        if first != rows {
            is_change[position as usize] = true;
        }
    }
    graph.changes = (0..=program.len() as u32)
        .filter(|&position| is_change[position as usize])
        .collect();
    // Weak references have a weight, but no row.
    graph.links = (meter.links.into_iter())
        .filter(|(_, link)| link.row != u32::MAX)
        .collect();
    sort_by(&mut graph.links, |a, b| a.0.cmp(&b.0));
    graph
}

/// Two lists of rows that look the same have the same digest.
fn digest(rows: &[Row]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    for row in rows {
        (&row.label, &row.text, row.target, row.weak).hash(&mut hasher);
    }
    hasher.finish()
}

struct Meter<'a> {
    tables: &'a Tables,
    shape: &'a Shape,
    graph: Graph,
    links: HashMap<(usize, usize), Link>,
    /// For every box its rows after the earliest event so far that may have changed them, and that event's position.
    latest: HashMap<ObjectId, (u32, u64)>,
    /// By position: whether the event before it changes what is seen.
    is_change: Vec<bool>,
}

impl Meter<'_> {
    /// Measures a box just after an event that may have changed its rows, and compares with the event after that.
    fn change(&mut self, heap: &Heap, object: ObjectId, position: u32) {
        let rows = digest(&self.measure(heap, object));
        if let Some((after, seen)) = self.latest.insert(object, (position, rows))
            && seen != rows
        {
            self.is_change[after as usize] = true;
        }
    }

    fn measure(&mut self, heap: &Heap, object: ObjectId) -> Vec<Row> {
        let rows = self.shape.rows(heap, self.tables, object);
        let Some(from) = self.graph.find(object) else {
            return rows;
        };
        let chars = |text: &str| text.chars().count() as f32 * METRICS.char_width;
        let head = self.shape.head(heap, self.tables, object);
        let mut width = chars(&head) + METRICS.padding_x + METRICS.badges_width;
        for row in &rows {
            let texts = chars(&row.label) + chars(&row.text) + 2.0 * METRICS.char_width;
            width = width.max(texts + METRICS.padding_x + METRICS.port_width);
        }
        let item = &mut self.graph.items[from];
        item.width = item.width.max(width.ceil());
        item.height = item.height.max(height(rows.len()));
        for (number, row) in rows.iter().enumerate() {
            if let Some(to) = row.target.and_then(|target| self.graph.find(target))
                && !row.weak
            {
                self.links.entry((from, to)).or_default().row = number as u32;
            }
        }
        rows
    }

    /// Adds the time at which a reference ends, or takes away the time at which it begins.
    fn weigh(&mut self, holder: ObjectId, value: Option<ObjectId>, time: i64) {
        let Some(value) = value else { return };
        if let (Some(from), Some(to)) = (self.graph.find(holder), self.graph.find(value)) {
            self.links.entry((from, to)).or_default().weight += time;
        }
    }
}

/// The height of a box with so many rows.
pub fn height(rows: usize) -> f32 {
    METRICS.head_height
        + if rows == 0 {
            0.0
        } else {
            rows as f32 * METRICS.row_height + 4.0
        }
}

/// Where all boxes of a recording stand.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// By place in `Graph::items`.
    places: Vec<Option<(f32, f32)>>,
    pinned: Vec<bool>,
    keys: Vec<u32>,
    /// The first key that was never given.
    next_key: u32,
}

impl Layout {
    /// A layout from nothing.
    pub fn new(graph: &Graph) -> Layout {
        let next_key = graph.items.len() as u32;
        let mut layout = Layout {
            keys: (0..next_key).collect(),
            next_key,
            ..Layout::default()
        };
        layout.tidy(graph);
        layout
    }

    /// A number that the box keeps when the program is edited, though its object may get another id.
    pub fn key(&self, item: usize) -> u32 {
        self.keys[item]
    }

    /// The box that has a key.
    pub fn with_key(&self, key: u32) -> Option<usize> {
        self.keys.iter().position(|&one| one == key)
    }

    /// Lays everything out anew; pins are forgotten.
    pub fn tidy(&mut self, graph: &Graph) {
        self.places = arrange::arrange(graph).into_iter().map(Some).collect();
        self.pinned = vec![false; graph.items.len()];
    }

    /// The box's place and greatest size.
    pub fn rect(&self, graph: &Graph, item: usize) -> Rect {
        let (x, y) = self.places.get(item).copied().flatten().unwrap_or_default();
        Rect {
            x,
            y,
            width: graph.items[item].width,
            height: graph.items[item].height,
        }
    }

    /// Whether the box was put there by hand.
    pub fn is_pinned(&self, item: usize) -> bool {
        self.pinned.get(item).copied().unwrap_or(false)
    }

    /// Puts a box's top left corner somewhere. Others do not give way.
    pub fn pin(&mut self, item: usize, x: f32, y: f32) {
        if let Some(place) = self.places.get_mut(item) {
            *place = Some((x, y));
            self.pinned[item] = true;
        }
    }

    /// A layout that takes over the places and keys of an earlier recording's boxes (`same` tells which box was which)
    /// and fits the others in. What stood in the earlier picture does not move, unless it has grown into a neighbour.
    pub fn adopted(graph: &Graph, previous: &Layout, same: &[Option<usize>]) -> Layout {
        let mut layout = Layout {
            places: vec![None; graph.items.len()],
            pinned: vec![false; graph.items.len()],
            keys: Vec::new(),
            next_key: previous.next_key,
        };
        let mut rest = Vec::new();
        for (item, same) in same.iter().enumerate() {
            let place = same.and_then(|same| previous.places.get(same).copied().flatten());
            let pinned = same.is_some_and(|same| previous.is_pinned(same));
            layout
                .keys
                .push(same.map_or(layout.next_key, |same| previous.keys[same]));
            layout.next_key += u32::from(same.is_none());
            layout.places[item] = place;
            if place.is_none() || !pinned && layout.is_crowded(graph, item) {
                layout.places[item] = None;
                rest.push((item, place));
            } else {
                layout.pinned[item] = pinned;
            }
        }
        // Most edits have no need of it.
        let fresh = LazyCell::new(|| arrange::arrange(graph));
        for (item, place) in rest {
            layout.insert(graph, item, || place.unwrap_or_else(|| fresh[item]));
        }
        layout
    }

    fn others<'a>(&'a self, graph: &'a Graph, item: usize) -> impl Iterator<Item = Rect> + 'a {
        let life = graph.items[item].life;
        (0..graph.items.len())
            .filter(move |&other| other != item && self.places[other].is_some())
            .filter(move |&other| overlap(life, graph.items[other].life))
            .map(move |other| self.rect(graph, other))
    }

    fn is_crowded(&self, graph: &Graph, item: usize) -> bool {
        let rect = self.rect(graph, item);
        self.others(graph, item).any(|other| rect.crowds(other))
    }

    /// Finds room for a box to the right of what refers to it longest, as near to the slot's height as can be; without
    /// such, near to another place.
    fn insert(&mut self, graph: &Graph, item: usize, otherwise: impl Fn() -> (f32, f32)) {
        let holder = graph
            .links
            .iter()
            .filter(|&&((from, to), _)| to == item && from != item && self.places[from].is_some())
            .max_by_key(|&&((from, _), link)| (link.weight, std::cmp::Reverse(from)));
        let (x, y) = match holder {
            Some(&((from, _), link)) if !graph.items[item].is_namespace => {
                let rect = self.rect(graph, from);
                (
                    rect.right() + GAP_X,
                    port_y(rect.y, link.row) - METRICS.head_height / 2.0,
                )
            }
            _ => otherwise(),
        };
        let mut rect = Rect {
            x,
            y,
            ..self.rect(graph, item)
        };
        rect.y = y;
        // Free room nearest to the wish, among the heights that neighbours leave.
        let neighbours: Vec<Rect> = self
            .others(graph, item)
            .filter(|other| rect.x < other.right() + 24.0 && other.x < rect.right() + 24.0)
            .collect();
        let heights = neighbours
            .iter()
            .flat_map(|other| [other.bottom() + GAP_Y, other.y - GAP_Y - rect.height]);
        let best = std::iter::once(y)
            .chain(heights.filter(|&height| height >= 0.0))
            .filter(|&height| {
                let there = Rect { y: height, ..rect };
                !neighbours.iter().any(|&other| there.crowds(other))
            })
            .min_by(|a, b| (a - y).abs().total_cmp(&(b - y).abs()))
            .unwrap_or(y);
        self.places[item] = Some((rect.x, best));
    }
}

/// The height of a row's port in a box whose top edge is at `y`.
pub fn port_y(y: f32, row: u32) -> f32 {
    y + METRICS.head_height + (row as f32 + 0.5) * METRICS.row_height
}

/// Whether there is a position at which both are drawn.
fn overlap(a: Life, b: Life) -> bool {
    a.birth <= b.death && b.birth <= a.death
}
