//! Where boxes stand: names on the left, every object to the right of what refers to it.
//!
//! A box has one place for the whole recording, so that stepping back and forth moves nothing. Boxes whose lives do
//! not overlap may have the same place.

mod arrange;
pub mod curve;
pub mod grid;
mod measure;
pub mod routes;

use std::cell::LazyCell;

use crate::heap::ObjectId;
use crate::order::sort_by;
use crate::recording::index::Life;

use grid::Grid;
pub use measure::measure;

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

    /// Whether the two come as near to each other as `margin`.
    pub fn meets(self, other: Rect, margin: f32) -> bool {
        self.x <= other.right() + margin
            && other.x <= self.right() + margin
            && self.y <= other.bottom() + margin
            && other.y <= self.bottom() + margin
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
    /// By object id: one more than the place in `items`, 0 for what has none.
    places: Vec<u16>,
}

impl Graph {
    /// A graph of these boxes, which are in the order of their ids, without links.
    fn new(items: Vec<Item>) -> Graph {
        let number = |item: &Item| item.object.get() as usize;
        let mut places = vec![0; items.last().map_or(0, |last| number(last) + 1)];
        for (item, place) in items.iter().zip(1..) {
            places[number(item)] = place;
        }
        Graph {
            items,
            places,
            ..Graph::default()
        }
    }

    /// The place of an object's box in `items`.
    pub fn find(&self, object: ObjectId) -> Option<usize> {
        let place = *self.places.get(object.get() as usize)?;
        (place as usize).checked_sub(1)
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
        let mut placed: Vec<(Rect, Life)> = Vec::new();
        let mut grid = Grid::default();
        for (item, same) in same.iter().enumerate() {
            let place = same.and_then(|same| previous.places.get(same).copied().flatten());
            let pinned = same.is_some_and(|same| previous.is_pinned(same));
            layout
                .keys
                .push(same.map_or(layout.next_key, |same| previous.keys[same]));
            layout.next_key += u32::from(same.is_none());
            layout.places[item] = place;
            let rect = layout.rect(graph, item);
            let life = graph.items[item].life;
            let is_crowded = || {
                (grid.near(rect))
                    .any(|(other, number)| rect.crowds(other) && overlap(life, placed[number].1))
            };
            if place.is_none() || !pinned && is_crowded() {
                layout.places[item] = None;
                rest.push((item, place));
            } else {
                layout.pinned[item] = pinned;
                grid.add(rect, placed.len(), GAP_Y);
                placed.push((rect, life));
            }
        }
        // Most edits have no need of it.
        let fresh = LazyCell::new(|| arrange::arrange(graph));
        for (item, place) in rest {
            let wish = layout.wish(graph, item, || place.unwrap_or_else(|| fresh[item]));
            let life = graph.items[item].life;
            let rect = free_room(wish, life, &placed);
            layout.places[item] = Some((rect.x, rect.y));
            placed.push((rect, life));
        }
        layout
    }

    /// To the right of what refers to a box longest, at the slot's height; without such, another place.
    fn wish(&self, graph: &Graph, item: usize, otherwise: impl Fn() -> (f32, f32)) -> Rect {
        let holder = if graph.items[item].is_namespace {
            None
        } else {
            (graph.links.iter())
                .filter(|&&((from, to), _)| {
                    to == item && from != item && self.places[from].is_some()
                })
                .max_by_key(|&&((from, _), link)| (link.weight, std::cmp::Reverse(from)))
        };
        let (x, y) = match holder {
            Some(&((from, _), link)) => {
                let rect = self.rect(graph, from);
                (
                    rect.right() + GAP_X,
                    port_y(rect.y, link.row) - METRICS.head_height / 2.0,
                )
            }
            None => otherwise(),
        };
        Rect {
            x,
            y,
            ..self.rect(graph, item)
        }
    }
}

/// The free room nearest to a wish, above or below it.
fn free_room(wish: Rect, life: Life, placed: &[(Rect, Life)]) -> Rect {
    // The heights at which it would come too near to a neighbour.
    let mut taken: Vec<(f32, f32)> = Vec::new();
    for &(other, its_life) in placed {
        if wish.x < other.right() + 24.0 && other.x < wish.right() + 24.0 && overlap(life, its_life)
        {
            taken.push((other.y - GAP_Y - wish.height, other.bottom() + GAP_Y));
        }
    }
    sort_by(&mut taken, |a, b| a.0.total_cmp(&b.0));
    taken.push((f32::INFINITY, f32::INFINITY));
    let (mut best, mut free) = (f32::INFINITY, wish.y.min(0.0));
    for (start, end) in taken {
        let nearest = wish.y.clamp(free, start.max(free));
        // A hair less, for boxes that stand exactly a gap apart.
        if start > free - 0.01 && (nearest - wish.y).abs() < (best - wish.y).abs() {
            best = nearest;
        }
        free = free.max(end);
    }
    Rect { y: best, ..wish }
}

/// The height of a row's port in a box whose top edge is at `y`.
pub fn port_y(y: f32, row: u32) -> f32 {
    y + METRICS.head_height + (row as f32 + 0.5) * METRICS.row_height
}

/// Whether there is a position at which both are drawn.
fn overlap(a: Life, b: Life) -> bool {
    a.birth <= b.death && b.birth <= a.death
}
