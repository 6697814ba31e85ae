//! What is seen at one position: boxes and references as flat columns, as the page and the SVG writer take them.

use std::hash::{Hash, Hasher};

use crate::event::{Event, Phase};
use crate::hash::{FxHasher, HashMap, HashSet};
use crate::heap::{Flags, GcList, ObjectId};
use crate::layout::curve::{Curve, is_onward, port};
use crate::layout::routes::Routes;
use crate::layout::{Rect, height};
use crate::order::sort_by;
use crate::recording::Recording;
use crate::shape::Row;

/// Bits of a box's look; `www/core.js` has the same.
pub mod look {
    /// The module or a frame.
    pub const NAMESPACE: u32 = 1;
    /// The last step touched it.
    pub const CHANGED: u32 = 2;
    /// The last step made it.
    pub const FRESH: u32 = 4;
    /// It was freed, and is drawn once more.
    pub const GHOST: u32 = 8;
    /// No name reaches it.
    pub const UNREACHABLE: u32 = 16;
    /// In the generation that is being collected, and not yet known to be reachable.
    pub const CANDIDATE: u32 = 32;
    /// Moved to the `unreachable` list.
    pub const TENTATIVE: u32 = 64;
    /// Its finalizer has been called.
    pub const FINALIZED: u32 = 128;
    /// Put there by hand.
    pub const PINNED: u32 = 256;
    /// Times one more than the generation in whose list it is; times 0 where it is in none.
    pub const GENERATION: u32 = 512;
}

/// Bits of a reference's look; `www/core.js` has the same.
pub mod reference {
    /// It does not count.
    pub const WEAK: u32 = 1;
    /// The last step made it.
    pub const CHANGED: u32 = 2;
    /// Gone one step ago.
    pub const GHOST: u32 = 4;
    /// `subtract_refs` has taken it off its target's `gc_refs`.
    pub const SUBTRACTED: u32 = 8;
}

/// A box at one position.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The object.
    pub object: ObjectId,
    /// What kind of thing it shows; see `Shape::kind`.
    pub kind: &'static str,
    /// Where it stands and how large it is now.
    pub rect: Rect,
    /// Bits of [`look`].
    pub look: u32,
    /// −1: nothing to show, −2: immortal.
    pub refcount: i32,
    /// −1: the collector holds none.
    pub gc_refs: i32,
    /// The words in the head.
    pub head: String,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Figure {
    /// Changes whenever the kind, the head or the rows do, but not when ids do: `key` names the boxes that rows refer to.
    pub fn version(&self, key: impl Fn(ObjectId) -> u32) -> u32 {
        let mut hasher = FxHasher::default();
        (self.kind, &self.head).hash(&mut hasher);
        for row in &self.rows {
            (&row.label, &row.text, row.target.map(&key), row.weak).hash(&mut hasher);
        }
        hasher.finish() as u32
    }
}

/// A reference that is drawn.
#[derive(Clone, Debug)]
pub struct Arrow {
    /// The box that it leaves from.
    pub from: ObjectId,
    /// The row there.
    pub row: usize,
    /// The box that it ends at.
    pub to: ObjectId,
    /// Its way.
    pub curve: Curve,
    /// Bits of [`reference`].
    pub look: u32,
}

/// Everything that is seen at one position.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// In reading order: namespaces, then left to right and top to bottom.
    pub boxes: Vec<Figure>,
    /// In the order of the boxes and rows that they leave from.
    pub arrows: Vec<Arrow>,
}

/// What the latest step did.
#[derive(Debug, Default)]
struct Step {
    fresh: HashSet<ObjectId>,
    freed: Vec<ObjectId>,
    touched: HashSet<ObjectId>,
    made: HashSet<(ObjectId, ObjectId)>,
    cut: Vec<(ObjectId, u32, ObjectId)>,
}

impl Scene {
    /// What is seen at the recording's position.
    pub fn new(recording: &Recording) -> Scene {
        let step = Step::new(recording);
        let mut scene = Scene::default();
        let mut found: Vec<(Figure, Rect)> = Vec::new();
        let reached = recording.reached();
        let tentative: HashSet<ObjectId> = [
            GcList::Unreachable,
            GcList::FinalUnreachable,
            GcList::Finalized,
        ]
        .into_iter()
        .flat_map(|list| recording.heap().list(list))
        .collect();
        let mut generations = vec![0; recording.heap().next_id().get() as usize];
        for generation in 0..3 {
            for object in recording.heap().list(GcList::generation(generation)) {
                generations[object.get() as usize] = generation as u32 + 1;
            }
        }
        for (number, item) in recording.graph().items.iter().enumerate() {
            let object = item.object;
            let is_alive = recording.heap().is_alive(object);
            if !is_alive && !step.freed.contains(&object) {
                continue;
            }
            let room = recording.layout().rect(recording.graph(), number);
            let mut drawn = figure(recording, object, is_alive);
            drawn.rect = Rect {
                height: if is_alive {
                    height(drawn.rows.len()).min(room.height)
                } else {
                    room.height
                },
                ..room
            };
            let flags = recording.heap().flags(object);
            let marks = [
                (look::NAMESPACE, item.is_namespace),
                (look::CHANGED, step.touched.contains(&object)),
                (look::FRESH, step.fresh.contains(&object) && is_alive),
                (look::GHOST, !is_alive),
                (
                    look::UNREACHABLE,
                    is_alive && !item.is_namespace && !reached.contains(&object),
                ),
                (look::CANDIDATE, is_alive && flags.has(Flags::COLLECTING)),
                (
                    look::TENTATIVE,
                    is_alive && (flags.has(Flags::UNREACHABLE) || tentative.contains(&object)),
                ),
                (look::FINALIZED, flags.has(Flags::FINALIZED)),
                (look::PINNED, recording.layout().is_pinned(number)),
            ];
            let generation = generations.get(object.get() as usize).copied();
            drawn.look = bits(&marks) | (look::GENERATION * generation.unwrap_or(0));
            found.push((drawn, room));
        }
        sort_by(&mut found, |(a, _), (b, _)| {
            let key = |one: &Figure| (one.look & look::NAMESPACE == 0, one.rect.x, one.rect.y);
            key(a)
                .partial_cmp(&key(b))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        scene.boxes = found.into_iter().map(|(drawn, _)| drawn).collect();
        scene.draw_arrows(recording, &step);
        scene
    }

    fn draw_arrows(&mut self, recording: &Recording, step: &Step) {
        let places: HashMap<ObjectId, usize> = self
            .boxes
            .iter()
            .enumerate()
            .map(|(place, one)| (one.object, place))
            .collect();
        let subtracted = recording.subtracted();
        let mut arrows = Vec::new();
        for (place, one) in self.boxes.iter().enumerate() {
            let mut taken: HashMap<ObjectId, usize> = HashMap::default();
            for (number, row) in one.rows.iter().enumerate() {
                let Some((target, &to)) = row
                    .target
                    .and_then(|target| Some((target, places.get(&target)?)))
                else {
                    continue;
                };
                let pair = (row.slot.0, target);
                let of_pair = taken.entry(target).or_default();
                *of_pair += 1;
                let marks = [
                    (reference::WEAK, row.weak),
                    (reference::CHANGED, step.made.contains(&pair)),
                    (
                        reference::SUBTRACTED,
                        !row.weak
                            && subtracted
                                .get(&pair)
                                .is_some_and(|&times| *of_pair <= times),
                    ),
                ];
                arrows.push((place, number, to, bits(&marks)));
            }
        }
        for &(holder, index, value) in &step.cut {
            let place = recording
                .shape()
                .shown_in(holder)
                .and_then(|holder| places.get(&holder));
            if let (Some(&place), Some(&to)) = (place, places.get(&value))
                && let Some(row) = self.boxes[place]
                    .rows
                    .iter()
                    .position(|row| row.slot == (holder, index))
                && self.boxes[place].rows[row].target != Some(value)
                && !arrows.contains(&(place, row, to, reference::GHOST))
            {
                arrows.push((place, row, to, reference::GHOST));
            }
        }
        self.route(&arrows, &mut recording.routes());
    }

    fn route(&mut self, arrows: &[(usize, usize, usize, u32)], routes: &mut Routes) {
        let rects: Vec<Rect> = self.boxes.iter().map(|one| one.rect).collect();
        // References to one edge of a box end apart from each other, in the order of their starts.
        let mut ends: Vec<[Vec<(f32, usize)>; 2]> = vec![Default::default(); rects.len()];
        for (number, &(from, row, to, _)) in arrows.iter().enumerate() {
            let (_, y) = port(rects[from], row);
            ends[to][usize::from(is_onward(rects[from], rects[to]))].push((y, number));
        }
        let mut spread = vec![0.0; arrows.len()];
        for ends in ends.iter_mut().flatten() {
            sort_by(ends, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let step = (22.0 / ends.len() as f32).min(7.0);
            let middle = (ends.len() as f32 - 1.0) / 2.0;
            for (place, &(_, number)) in ends.iter().enumerate() {
                spread[number] = (place as f32 - middle) * step;
            }
        }
        let curves = routes.find(
            &rects,
            (arrows.iter().zip(spread))
                .map(|(&(from, row, to, _), spread)| (from, row, to, spread)),
        );
        self.arrows = (arrows.iter().zip(curves))
            .map(|(&(from, row, to, look), curve)| Arrow {
                from: self.boxes[from].object,
                row,
                to: self.boxes[to].object,
                curve,
                look,
            })
            .collect();
    }
}

/// What is written in a box at the recording's position. A ghost has no rows any more.
pub fn figure(recording: &Recording, object: ObjectId, is_alive: bool) -> Figure {
    let (heap, tables) = (recording.heap(), recording.tables());
    let flags = heap.flags(object);
    let refcount = if !is_alive || recording.shape().is_namespace(heap, object) {
        -1
    } else if flags.has(Flags::UNCOUNTED) {
        -2
    } else {
        heap.refcount(object) as i32
    };
    let holds_gc_refs = matches!(
        heap.phase().phase,
        Phase::UpdateRefs | Phase::SubtractRefs | Phase::MoveUnreachable
    );
    Figure {
        object,
        kind: recording.shape().kind(heap, object),
        rect: Rect::default(),
        look: 0,
        refcount,
        gc_refs: if is_alive && holds_gc_refs && flags.has(Flags::COLLECTING) {
            heap.gc_refs(object) as i32
        } else {
            -1
        },
        head: recording.shape().head(heap, tables, object),
        rows: if is_alive {
            recording.shape().rows(heap, tables, object)
        } else {
            Vec::new()
        },
    }
}

fn bits(marks: &[(u32, bool)]) -> u32 {
    marks
        .iter()
        .filter(|(_, is_set)| *is_set)
        .map(|(bit, _)| bit)
        .sum()
}

impl Step {
    /// At a mark a step is all since the mark before; between marks it is the last event. Ghosts stay until the mark.
    fn new(recording: &Recording) -> Step {
        let (mark, from) = recording.step();
        let mut step = Step::default();
        for position in mark..recording.position() {
            let event = recording.event(position);
            if let Event::Deallocate { object, .. } = event {
                step.freed.push(object);
            }
            if position >= from {
                step.note(recording, event);
            }
        }
        if from + 1 == recording.position()
            && let Event::Refcount { object, .. } = recording.event(from)
        {
            step.touched.extend(recording.shape().shown_in(object));
        }
        step
    }

    fn note(&mut self, recording: &Recording, event: Event) {
        let mut touch = |object: ObjectId| {
            self.touched.extend(recording.shape().shown_in(object));
        };
        match event {
            Event::Allocate { object, .. } => {
                self.fresh.insert(object);
            }
            Event::Slot {
                object,
                index,
                before,
                after,
            } => {
                touch(object);
                self.cut
                    .extend(before.map(|before| (object, index, before)));
                self.made.extend(after.map(|after| (object, after)));
            }
            Event::Insert {
                object,
                value: Some(value),
                ..
            } => {
                touch(object);
                self.made.insert((object, value));
            }
            Event::Remove { object, .. }
            | Event::GcRefs { object, .. }
            | Event::Class { object, .. }
            | Event::Contents { object, .. } => touch(object),
            Event::Flags { object, .. } | Event::Link { object, .. }
                if recording.heap().phase().phase != Phase::Mutator =>
            {
                touch(object)
            }
            _ => {}
        }
    }
}
