//! The first look at a recording's boxes: how large each becomes, what it refers to, and which events change its rows.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::{Graph, Item, Link, METRICS, NARROWEST, height};
use crate::event::Event;
use crate::hash::{FxHasher, HashMap};
use crate::heap::{Flags, Heap, Kind, ObjectId};
use crate::order::sort_by;
use crate::python::tables::Tables;
use crate::recording::index::Index;
use crate::recording::visible;
use crate::shape::{MOST_ROWS, Row, Shape, Slot, and_more, is_open};
use crate::tape::Tape;

/// So many boxes get a place; a picture of more would help nobody, and arranging them takes too long.
const MOST_BOXES: usize = 500;

/// Measures all boxes at all positions, going backwards: `heap` is at the end of `program` and then at its start.
pub fn measure(
    tape: &Tape,
    program: &Range<usize>,
    heap: &mut Heap,
    tables: &Tables,
    shape: &Shape,
    index: &Index,
) -> Graph {
    let mut meter = Meter::new(heap, tables, shape, index, program.len());
    let mut line = tape.events()[..program.end]
        .iter()
        .filter(|event| matches!(event, Event::Line { .. }))
        .count() as i64;
    meter.measure_end(heap, line);
    for (number, &event) in tape.events()[program.clone()].iter().enumerate().rev() {
        let position = number as u32 + 1;
        if visible::is_visible(heap, tables, shape, event) {
            meter.is_change[position as usize] = true;
        }
        line -= i64::from(matches!(event, Event::Line { .. }));
        meter.note(heap, event, position, line);
        heap.apply(event.inverse());
    }
    meter.finish(heap)
}

struct Meter<'a> {
    tables: &'a Tables,
    shape: &'a Shape,
    graph: Graph,
    /// By place in the graph's items.
    boxes: Vec<Seen>,
    /// The places in `weights` of the links from one box to another.
    links: HashMap<(usize, usize), usize>,
    weights: Vec<Link>,
    /// By position: whether the event before it changes what is seen.
    is_change: Vec<bool>,
}

/// What was seen of a box last: going backwards, most of its rows are the same the next time.
#[derive(Clone, Default)]
struct Seen {
    /// The width that its head needs.
    head: Option<f32>,
    slots: Vec<(Slot, Option<Sight>)>,
    /// The slot whose value is all that differs from this before the event that was noted last.
    replaced: Option<(ObjectId, usize)>,
    /// The earliest event so far that may have changed its rows, by the position after it, and their digest there.
    latest: Option<(u32, u64)>,
}

/// What is to know of a row.
#[derive(Clone, Copy)]
struct Sight {
    digest: u64,
    width: f32,
    /// The place in `Meter::weights`.
    link: Option<usize>,
}

impl<'a> Meter<'a> {
    fn new(
        heap: &Heap,
        tables: &'a Tables,
        shape: &'a Shape,
        index: &Index,
        length: usize,
    ) -> Meter<'a> {
        let item = |object: ObjectId| {
            let mut life = index.lives[object.get() as usize];
            // The ghost stays until the line is done.
            let mark = index.line_marks.partition_point(|&mark| mark < life.death);
            life.death = index.line_marks.get(mark).copied().unwrap_or(u32::MAX);
            Item {
                object,
                is_namespace: shape.is_namespace(heap, object),
                width: NARROWEST,
                height: METRICS.head_height,
                life,
            }
        };
        let graph = Graph::new(shape.boxes().take(MOST_BOXES).map(item).collect());
        Meter {
            tables,
            shape,
            boxes: vec![Seen::default(); graph.items.len()],
            graph,
            links: HashMap::default(),
            weights: Vec::new(),
            is_change: vec![false; length + 1],
        }
    }

    /// Measures what is there at the end, where so many lines were run.
    fn measure_end(&mut self, heap: &Heap, line: i64) {
        for item in 0..self.boxes.len() {
            if heap.is_alive(self.graph.items[item].object) {
                self.measure(heap, item);
            }
        }
        for object in heap.objects() {
            if let Some(holder) = self.shape.shown_in(object) {
                for &value in heap.slots(object) {
                    self.weigh(holder, value, line);
                }
            }
        }
    }

    /// Notes what an event did, before which so many lines were run. `heap` is just after it.
    fn note(&mut self, heap: &Heap, event: Event, position: u32, line: i64) {
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
            Event::Class { .. } | Event::Contents { .. } => return self.forget(),
            Event::Flags {
                object,
                before,
                after,
            } => {
                let differs = |mark: Flags| before.has(mark) != after.has(mark);
                if matches!(heap.kind(object), Kind::Dict | Kind::Tuple)
                    && (differs(Flags::NAMESPACE) || differs(Flags::UNCOUNTED))
                {
                    self.forget();
                }
                return;
            }
            _ => return,
        };
        let holder = self.shape.shown_in(object);
        let Some(holder) = holder.filter(|&holder| heap.is_alive(holder)) else {
            return;
        };
        if let Some(item) = self.graph.find(holder) {
            self.change(heap, item, position);
            self.boxes[item].replaced = replaced(heap, event);
            self.weigh(holder, after, -line);
            self.weigh(holder, before, line);
        }
    }

    /// Something that rows are written from is going to be different.
    fn forget(&mut self) {
        for seen in &mut self.boxes {
            seen.head = None;
            seen.slots.clear();
        }
    }

    /// Measures a box just after an event that may have changed its rows, and compares with the event after that.
    fn change(&mut self, heap: &Heap, item: usize, position: u32) {
        let rows = self.measure(heap, item);
        if let Some((after, seen)) = self.boxes[item].latest.replace((position, rows))
            && seen != rows
        {
            self.is_change[after as usize] = true;
        }
    }

    /// Measures a box; the digest of its rows.
    fn measure(&mut self, heap: &Heap, item: usize) -> u64 {
        let object = self.graph.items[item].object;
        let mut slots = std::mem::take(&mut self.boxes[item].slots);
        if !self.look_again(heap, item, &mut slots) {
            self.look_at_all(heap, item, &mut slots);
        }
        let rows = slots.iter().filter(|(_, sight)| sight.is_some()).count();
        let shown = if rows > MOST_ROWS {
            MOST_ROWS - 1
        } else {
            rows
        };
        let mut width = self.head_width(heap, item);
        let mut hasher = FxHasher::default();
        let sights = slots.iter().filter_map(|(_, sight)| sight.as_ref());
        for (number, sight) in sights.take(shown).enumerate() {
            sight.digest.hash(&mut hasher);
            width = width.max(sight.width);
            if let Some(link) = sight.link {
                self.weights[link].row = number as u32;
            }
        }
        if rows > shown {
            width = width.max(row_width(&and_more(object)));
            hasher.write_u8(1);
        }
        let one = &mut self.graph.items[item];
        one.width = one.width.max(width.ceil());
        one.height = one.height.max(height(rows.min(MOST_ROWS)));
        self.boxes[item].slots = slots;
        hasher.finish()
    }

    /// Looks at what is different among the slots that may be rows.
    fn look_at_all(&mut self, heap: &Heap, item: usize, slots: &mut Vec<(Slot, Option<Sight>)>) {
        let object = self.graph.items[item].object;
        let (mut visited, mut rows) = (0, 0);
        // The value of a dict's item is written with the key before it.
        let mut was_other = false;
        self.shape.each_slot(heap, object, &mut |slot| {
            let is_other = slots.get(visited).is_none_or(|&(seen, _)| seen != slot);
            if is_other || was_other {
                let seen = (slot, self.look(heap, item, slot));
                match slots.get_mut(visited) {
                    Some(place) => *place = seen,
                    None => slots.push(seen),
                }
            }
            was_other = is_other;
            rows += usize::from(slots[visited].1.is_some());
            visited += 1;
            rows <= MOST_ROWS
        });
        slots.truncate(visited);
    }

    /// Looks only at the slot whose value was replaced; whether that was enough.
    fn look_again(
        &mut self,
        heap: &Heap,
        item: usize,
        slots: &mut [(Slot, Option<Sight>)],
    ) -> bool {
        let Some((part, index)) = self.boxes[item].replaced.take() else {
            return false;
        };
        let is_it = |(seen, _): &&mut (Slot, _)| seen.part == part && seen.index == index;
        let (Some(value), Some(seen)) = (heap.slot(part, index), slots.iter_mut().find(is_it))
        else {
            return false;
        };
        let slot = Slot { part, index, value };
        let before = std::mem::replace(seen, (slot, self.look(heap, item, slot)));
        before.1.is_some() == seen.1.is_some()
    }

    fn head_width(&mut self, heap: &Heap, item: usize) -> f32 {
        *self.boxes[item].head.get_or_insert_with(|| {
            let object = self.graph.items[item].object;
            let head = self.shape.head(heap, self.tables, object);
            text_width(&head) + METRICS.padding_x + METRICS.badges_width
        })
    }

    /// Looks at one row of a box.
    fn look(&mut self, heap: &Heap, item: usize, slot: Slot) -> Option<Sight> {
        let object = self.graph.items[item].object;
        let row = self.shape.row(heap, self.tables, object, slot)?;
        let mut hasher = FxHasher::default();
        (&row.label, &row.text, row.target, row.weak).hash(&mut hasher);
        let target = row.target.filter(|_| !row.weak);
        Some(Sight {
            digest: hasher.finish(),
            width: row_width(&row),
            link: target.and_then(|target| self.link(item, target)),
        })
    }

    /// The place of the link from a box to another one; `None` if that has no place in the picture.
    fn link(&mut self, from: usize, target: ObjectId) -> Option<usize> {
        let to = self.graph.find(target)?;
        let place = *self.links.entry((from, to)).or_insert(self.weights.len());
        if place == self.weights.len() {
            self.weights.push(Link::default());
        }
        Some(place)
    }

    /// Adds the time at which a reference ends, or takes away the time at which it begins.
    fn weigh(&mut self, holder: ObjectId, value: Option<ObjectId>, time: i64) {
        let from = self.graph.find(holder);
        if let Some(link) = from
            .zip(value)
            .and_then(|(from, value)| self.link(from, value))
        {
            self.weights[link].weight += time;
        }
    }

    /// All that was measured. `heap` is at the program's start.
    fn finish(mut self, heap: &Heap) -> Graph {
        for item in 0..self.boxes.len() {
            if let Some((position, rows)) = self.boxes[item].latest {
                let first = if heap.is_alive(self.graph.items[item].object) {
                    self.measure(heap, item)
                } else {
                    FxHasher::default().finish()
                };
                if first != rows {
                    self.is_change[position as usize] = true;
                }
            }
        }
        let Meter {
            mut graph,
            links,
            weights,
            is_change,
            ..
        } = self;
        graph.changes = (0..is_change.len())
            .filter(|&position| is_change[position])
            .map(|position| position as u32)
            .collect();
        // Weak references have a weight, but no row.
        graph.links = (links.into_iter())
            .map(|(pair, place)| (pair, weights[place]))
            .filter(|(_, link)| link.row != u32::MAX)
            .collect();
        sort_by(&mut graph.links, |a, b| a.0.cmp(&b.0));
        graph
    }
}

/// The slot whose value an event replaced, if nothing else in a box depends on it.
fn replaced(heap: &Heap, event: Event) -> Option<(ObjectId, usize)> {
    let Event::Slot {
        object,
        index,
        before: Some(before),
        after: Some(after),
    } = event
    else {
        return None;
    };
    let is_key = heap.kind(object) == Kind::Dict && index.is_multiple_of(2);
    let has_parts = is_open(heap.kind(before)) || is_open(heap.kind(after));
    (!is_key && !has_parts).then_some((object, index as usize))
}

fn text_width(text: &str) -> f32 {
    text.chars().count() as f32 * METRICS.char_width
}

fn row_width(row: &Row) -> f32 {
    let texts = text_width(&row.label) + text_width(&row.text) + 2.0 * METRICS.char_width;
    texts + METRICS.padding_x + METRICS.port_width
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::PROFILES;
    use crate::python::{self, Limits};
    use crate::recording::Recording;

    /// What stands in a box, rendered anew; nothing in one that is not there.
    fn rows(recording: &Recording, object: ObjectId) -> Vec<Row> {
        let (heap, shape) = (recording.heap(), recording.shape());
        if heap.is_alive(object) {
            shape.rows(heap, recording.tables(), object)
        } else {
            Vec::new()
        }
    }

    #[test]
    fn boxes_are_as_large_as_their_rows_ever_need_and_every_change_of_a_row_is_a_step() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/scenarios");
        let programs = std::fs::read_dir(folder).expect("there are scenarios");
        let paths = programs.map(|entry| entry.expect("a file").path());
        for (number, path) in paths
            .filter(|path| path.extension().is_some_and(|end| end == "py"))
            .enumerate()
        {
            let source = std::fs::read_to_string(&path).expect("a program");
            let profile = &PROFILES[number % PROFILES.len()];
            let limits = Limits {
                events: 4000,
                ..Limits::PAGE
            };
            let run = python::record(&source, "main.py", profile, limits);
            let mut recording = Recording::new(run, &source);
            let objects: Vec<ObjectId> = recording
                .graph()
                .items
                .iter()
                .map(|item| item.object)
                .collect();
            let mut seen: Vec<Vec<Row>> = vec![Vec::new(); objects.len()];
            let mut sizes = vec![(NARROWEST, METRICS.head_height); objects.len()];
            for position in 0..=recording.len() {
                recording.seek(position);
                for (place, &object) in objects.iter().enumerate() {
                    let now = rows(&recording, object);
                    let is_other = now
                        .iter()
                        .map(|row| (&row.label, &row.text, row.target))
                        .ne(seen[place]
                            .iter()
                            .map(|row| (&row.label, &row.text, row.target)));
                    let is_step = recording.graph().changes.contains(&position);
                    assert!(
                        !is_other || is_step,
                        "{path:?}, position {position}: {now:?}"
                    );
                    if recording.heap().is_alive(object) {
                        let head =
                            recording
                                .shape()
                                .head(recording.heap(), recording.tables(), object);
                        let widths = now.iter().map(row_width);
                        let width = widths.fold(
                            text_width(&head) + METRICS.padding_x + METRICS.badges_width,
                            f32::max,
                        );
                        let (widest, highest) = &mut sizes[place];
                        *widest = widest.max(width.ceil());
                        *highest = highest.max(height(now.len()));
                    }
                    seen[place] = now;
                }
            }
            let measured: Vec<(f32, f32)> = recording
                .graph()
                .items
                .iter()
                .map(|item| (item.width, item.height))
                .collect();
            assert_eq!(measured, sizes, "{path:?}");
        }
    }
}
