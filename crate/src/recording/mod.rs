//! A run that can be looked at, at any of its positions.

pub mod collection;
pub mod index;
pub mod inspect;
pub mod names;
pub mod tally;
pub mod visible;
pub mod what_if;
pub mod why;

use std::cell::{OnceCell, RefCell, RefMut};
use std::ops::Range;

use crate::caption;
use crate::event::{Counter, Event, Phase};
use crate::hash::{HashMap, HashSet};
use crate::heap::{GcList, Heap, ObjectId};
use crate::layout::routes::Routes;
use crate::layout::{self, Graph, Layout};
use crate::profile::Profile;
use crate::python::Run;
use crate::python::diagnostic::Diagnostic;
use crate::python::tables::{Chunk, Tables};
use crate::scene::{Scene, look};
use crate::shape::Shape;
use crate::tape::Tape;
use index::{Index, Pass};
use names::Names;
use why::Holding;

/// A run at one position. Positions count applied events of the program, 0 to `len()`.
#[derive(Debug)]
pub struct Recording {
    profile: &'static Profile,
    tape: Tape,
    /// The events that can be stepped through.
    program: Range<usize>,
    tables: Tables,
    globals: ObjectId,
    diagnostics: Vec<Diagnostic>,
    exit_status: u8,
    source: String,
    heap: Heap,
    position: u32,
    index: Index,
    shape: Shape,
    graph: Graph,
    /// Made when it is asked for: most recordings adopt one.
    layout: OnceCell<Layout>,
    /// The ways of references that were found last; most steps leave all boxes where they are.
    routes: RefCell<Routes>,
    here: Here,
}

/// What was found out about the position, as soon as somebody asked.
#[derive(Debug, Default)]
struct Here {
    names: OnceCell<Names>,
    scene: OnceCell<Scene>,
    holding: OnceCell<Holding>,
}

/// The numbers and words around the picture (`Status` in `types.d.ts`).
#[derive(Clone, Debug)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
#[cfg_attr(target_arch = "wasm32", serde(rename_all = "camelCase"))]
pub struct Status {
    /// The line that is running or was just done; 0 before the first.
    pub line: u32,
    /// The line of the module's own code that is under way.
    pub module_line: u32,
    /// The collector's phase under CPython's name, empty outside a collection.
    pub phase: &'static str,
    /// The generation being collected, or −1.
    pub generation: i32,
    /// A plain sentence or a few about the latest step.
    pub caption: String,
    /// `gc.get_count()`
    pub counts: [u32; 3],
    /// `gc.get_threshold()`
    pub thresholds: [i32; 3],
    /// `gc.isenabled()`
    pub enabled: bool,
    /// `gc.get_debug()`
    pub debug: u32,
    /// How many tracked objects each generation holds.
    pub generations: [u32; 3],
    /// What decides whether the oldest generation is collected when its count is above its threshold: the objects that
    /// joined it since its last collection must be a quarter of those that survived that one (`long_lived_pending`,
    /// `long_lived_total`).
    pub long_lived: [u32; 2],
    /// How many objects the incremental collector still has to visit before it may rest (`work_to_do`).
    pub work_to_do: i32,
    /// How many boxes no name reaches.
    pub unreachable: u32,
    /// How many objects `gc.freeze()` set aside.
    pub permanent: u32,
    /// How many collections are finished.
    pub collections: u32,
}

/// The length of a step that has marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// Where something that is seen has just changed.
    Event,
    /// Where a line is done.
    Line,
    /// Where a line or a phase of a collection is done.
    Phase,
    /// Where each collection starts.
    Collection,
}

impl Recording {
    /// A recording at position 0 of what a run of `source` left behind.
    pub fn new(run: Run<Tape>, source: &str) -> Recording {
        let Run {
            profile,
            recorder: tape,
            start,
            tables,
            globals,
            diagnostics,
            status,
            ..
        } = run;
        // What is made while the program is compiled is there before its first line.
        let first_line = tape.events()[start..]
            .iter()
            .position(|event| matches!(event, Event::Line { .. }));
        // The interpreter's leaving the last line is no step of the program.
        let leaves =
            matches!(tape.events().last(), Some(Event::Line { after, .. }) if after.line == 0);
        let end = tape.events().len() - usize::from(leaves);
        let program = start + first_line.unwrap_or(0)..end;
        let (index, mut heap) = index::read(&tape, &tables, globals, &program);
        let shape = Shape::new(&heap, &tables, globals, &index);
        let graph = layout::measure(&tape, &program, &mut heap, &tables, &shape, &index);
        Recording {
            profile,
            program,
            tables,
            globals,
            diagnostics,
            exit_status: status,
            source: source.to_string(),
            heap,
            position: 0,
            index,
            shape,
            layout: OnceCell::new(),
            routes: RefCell::default(),
            graph,
            here: Here::default(),
            tape,
        }
    }

    /// The number of events.
    #[expect(clippy::len_without_is_empty, reason = "no run is empty")]
    pub fn len(&self) -> u32 {
        self.program.len() as u32
    }

    /// The number of events that have happened.
    pub fn position(&self) -> u32 {
        self.position
    }

    /// Goes to a position; beyond the end means the end.
    pub fn seek(&mut self, position: u32) {
        let from = self.program.start + self.position as usize;
        let to = self.program.start + position.min(self.len()) as usize;
        self.tape.seek(&mut self.heap, from, to);
        self.position = (to - self.program.start) as u32;
        self.here = Here::default();
    }

    /// What was wrong with the program, or how it ended.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The exit status of the process that ran the program.
    pub fn exit_status(&self) -> u8 {
        self.exit_status
    }

    /// The version that is followed.
    pub fn profile(&self) -> &'static Profile {
        self.profile
    }

    /// The heap at the position.
    pub fn heap(&self) -> &Heap {
        &self.heap
    }

    /// What payloads refer to.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The module's namespace.
    pub fn globals(&self) -> ObjectId {
        self.globals
    }

    /// The event that leads from a position to the next one.
    ///
    /// # Panics
    /// At the end.
    pub fn event(&self, position: u32) -> Event {
        self.tape.events()[self.program.start + position as usize]
    }

    /// Facts about the whole recording.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// What is drawn as a box.
    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }

    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    pub(crate) fn layout(&self) -> &Layout {
        self.layout.get_or_init(|| Layout::new(&self.graph))
    }

    pub(crate) fn routes(&self) -> RefMut<'_, Routes> {
        self.routes.borrow_mut()
    }

    /// Changes the layout.
    fn arrange(&mut self, change: impl FnOnce(&mut Layout, &Graph)) {
        let mut layout = (self.layout.take()).unwrap_or_else(|| Layout::new(&self.graph));
        change(&mut layout, &self.graph);
        self.layout = OnceCell::from(layout);
        self.here.scene = OnceCell::new();
    }

    /// The program's text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The text of a line of the program, empty if there is none.
    pub(crate) fn source_line(&self, line: u32) -> &str {
        let index = (line as usize).wrapping_sub(1);
        self.source.lines().nth(index).unwrap_or("")
    }

    /// The line of the module that runs, or from which the outermost call was made.
    fn module_line(&self) -> u32 {
        let lines = &self.index.module_lines;
        let after = lines.partition_point(|&(position, _)| position <= self.position);
        after.checked_sub(1).map_or(0, |place| lines[place].1)
    }

    fn names(&self) -> &Names {
        self.here.names.get_or_init(|| Names::new(self))
    }

    pub(crate) fn holding(&self) -> &Holding {
        self.here.holding.get_or_init(|| Holding::new(self))
    }

    /// Everything that names reach, or that the interpreter holds for the moment.
    pub(crate) fn reached(&self) -> &HashSet<ObjectId> {
        self.names().reached()
    }

    /// What is seen at the position.
    pub fn scene(&self) -> &Scene {
        self.here.scene.get_or_init(|| Scene::new(self))
    }

    /// Ascending positions; see [`Stride`].
    pub fn marks(&self, stride: Stride) -> Vec<u32> {
        match stride {
            Stride::Event => {
                let mut marks = self.graph.changes.clone();
                // The interpreter's own leaving, which is not seen, is part of the last step.
                match marks.last_mut() {
                    Some(last) => *last = self.len(),
                    None => marks.push(self.len()),
                }
                marks
            }
            Stride::Line => self.index.line_marks.clone(),
            Stride::Phase => self.index.phase_marks.clone(),
            Stride::Collection => self.index.passes.iter().map(|pass| pass.start).collect(),
        }
    }

    /// For each line mark the line that is done there; 0 where a line is left for a call.
    #[expect(
        clippy::misnamed_getters,
        reason = "the index keeps lines that were done"
    )]
    pub fn lines(&self) -> &[u32] {
        &self.index.done
    }

    /// The positions of the step of a stride that ends here; `None` where none does, and for single events.
    pub(crate) fn latest_step(&self, stride: Stride) -> Option<Range<u32>> {
        let marks = match stride {
            Stride::Line => &self.index.line_marks,
            Stride::Phase => &self.index.phase_marks,
            Stride::Event | Stride::Collection => return None,
        };
        let place = marks.binary_search(&self.position).ok()?;
        let before = place.checked_sub(1).map_or(0, |place| marks[place]);
        Some(before..self.position)
    }

    /// Whether a line is done at a position.
    pub(crate) fn lines_end_at(&self, position: u32) -> bool {
        self.index.line_marks.binary_search(&position).is_ok()
    }

    /// The positions within a step just after the events that changed what is seen.
    pub(crate) fn changes(&self, step: &Range<u32>) -> &[u32] {
        let changes = &self.graph.changes;
        let first = changes.partition_point(|&position| position <= step.start);
        let end = changes.partition_point(|&position| position <= step.end);
        &changes[first..end]
    }

    /// Whether a reference count changed within a step.
    pub(crate) fn was_touched(&self, object: ObjectId, step: &Range<u32>) -> bool {
        self.changes(step).iter().any(|&position| {
            matches!(self.event(position - 1), Event::Refcount { object: one, .. } if one == object)
        })
    }

    /// The positions at which the latest step began: as far as ghosts go, and as far as changes go.
    pub(crate) fn step(&self) -> (u32, u32) {
        let before = |marks: &[u32]| {
            let place = marks.partition_point(|&mark| mark < self.position);
            place.checked_sub(1).map_or(0, |place| marks[place])
        };
        let index = &self.index;
        if index.line_marks.binary_search(&self.position).is_ok() {
            let mark = before(&index.line_marks);
            (mark, mark)
        } else if index.phase_marks.binary_search(&self.position).is_ok() {
            let mark = before(&index.phase_marks);
            (mark, mark)
        } else {
            (before(&index.phase_marks), self.position.saturating_sub(1))
        }
    }

    /// How often `subtract_refs` has subtracted a reference from (holder) to (referent), while that matters.
    pub(crate) fn subtracted(&self) -> HashMap<(ObjectId, ObjectId), usize> {
        let mut times = HashMap::default();
        if !matches!(
            self.heap.phase().phase,
            Phase::SubtractRefs | Phase::MoveUnreachable
        ) {
            return times;
        }
        let Some(pass) = self.pass_here() else {
            return times;
        };
        let from = if self.position > pass.found && pass.found > 0 {
            pass.found
        } else {
            pass.start
        };
        let steps = &self.index.subtractions;
        let first = steps.partition_point(|&(position, _)| position <= from);
        for &(position, holder) in steps[first..]
            .iter()
            .take_while(|&&(position, _)| position <= self.position)
        {
            if let Event::GcRefs { object, .. } = self.event(position - 1) {
                *times.entry((holder, object)).or_default() += 1;
            }
        }
        times
    }

    /// The collection that is under way, or the latest one.
    pub(crate) fn pass_here(&self) -> Option<&Pass> {
        let after = self
            .index
            .passes
            .partition_point(|pass| pass.start <= self.position);
        after.checked_sub(1).map(|place| &self.index.passes[place])
    }

    /// The numbers and words around the picture, with a caption about a step of that stride.
    pub fn status(&self, stride: Stride) -> Status {
        let heap = &self.heap;
        let phase = heap.phase();
        let count = |list| heap.list(list).count() as u32;
        Status {
            line: heap.place().line,
            module_line: self.module_line(),
            phase: phase_name(phase.phase),
            generation: if phase.phase == Phase::Mutator {
                -1
            } else {
                i32::from(phase.generation)
            },
            caption: caption::caption(self, stride),
            counts: [0, 1, 2].map(|generation| heap.counter(Counter::Count(generation))),
            thresholds: [0, 1, 2].map(|generation| heap.threshold(generation)),
            enabled: heap.counter(Counter::Enabled) != 0,
            debug: heap.counter(Counter::Debug),
            generations: [0, 1, 2].map(|generation| count(GcList::generation(generation))),
            long_lived: [Counter::LongLivedPending, Counter::LongLivedTotal]
                .map(|counter| heap.counter(counter)),
            work_to_do: heap.counter(Counter::WorkToDo) as i32,
            unreachable: (self.scene().boxes.iter())
                .filter(|one| one.look & look::UNREACHABLE != 0)
                .count() as u32,
            permanent: count(GcList::Permanent),
            collections: self
                .index
                .passes
                .partition_point(|pass| pass.end <= self.position && pass.end > 0)
                as u32,
        }
    }

    /// What was printed up to the position.
    pub fn output(&self) -> &[Chunk] {
        let printed = self.heap.printed() as usize;
        &self.tables.output[..printed.min(self.tables.output.len())]
    }

    /// Python that names the object from the module; `None` when no name reaches it.
    pub fn expression(&self, object: ObjectId) -> Option<String> {
        self.names().expression(self, object, false)
    }

    /// Puts a box's top left corner somewhere, at all positions.
    pub fn pin(&mut self, object: ObjectId, x: f32, y: f32) {
        if let Some(item) = self.graph.find(object) {
            self.arrange(|layout, _| layout.pin(item, x, y));
        }
    }

    /// Lays the picture out anew; pins are forgotten.
    pub fn tidy(&mut self) {
        self.arrange(Layout::tidy);
    }

    /// Takes over where boxes stand in a recording of an earlier text of the program. Boxes are the same where their
    /// types and the texts of the lines that made them are, counted in order: a new line may shift all ids.
    pub fn adopt(&mut self, previous: &Recording) {
        let there: HashMap<_, usize> = previous.origins().into_iter().zip(0..).collect();
        let same: Vec<Option<usize>> = self
            .origins()
            .iter()
            .map(|origin| there.get(origin).copied())
            .collect();
        self.layout = OnceCell::from(Layout::adopted(&self.graph, previous.layout(), &same));
        // Most of the ways of references stay, too.
        self.routes.swap(&previous.routes);
        self.here.scene = OnceCell::new();
    }

    /// A number that the box of an object keeps in recordings of later texts of the program; without a box, its id.
    pub fn key(&self, object: ObjectId) -> u32 {
        let item = self.graph.find(object);
        item.map_or(object.get(), |item| self.layout().key(item))
    }

    /// What is in the place of an object's box in a later recording that has adopted this one.
    pub fn successor(&self, object: ObjectId, later: &Recording) -> Option<ObjectId> {
        let key = self.layout().key(self.graph.find(object)?);
        let item = later.layout().with_key(key)?;
        Some(later.graph.items[item].object)
    }

    /// For every box its type, the text of the line that made it, and how many such there were before.
    fn origins(&self) -> Vec<(&str, &str, u32)> {
        let source: Vec<&str> = self.source.lines().map(str::trim).collect();
        let mut times: HashMap<(&str, &str), u32> = HashMap::default();
        let origin = |object: ObjectId| {
            let head = if object == self.globals {
                "module"
            } else {
                self.tables.type_name(&self.heap, object)
            };
            let birth = self.index.lives[object.get() as usize].birth;
            let place = self.index.line_marks.partition_point(|&mark| mark < birth);
            let line = match birth {
                0 => 0,
                _ => self.index.lines.get(place).copied().unwrap_or(0),
            };
            let text = source.get((line as usize).wrapping_sub(1));
            (head, text.copied().unwrap_or(""))
        };
        let items = self.graph.items.iter();
        items
            .map(|item| {
                let origin = origin(item.object);
                let before = times.entry(origin).or_default();
                *before += 1;
                (origin.0, origin.1, *before)
            })
            .collect()
    }
}

/// A phase by CPython's name for it; empty while the program runs.
pub fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Mutator => "",
        Phase::Start => "start",
        Phase::MergeYounger => "merge_younger",
        Phase::UpdateRefs => "update_refs",
        Phase::SubtractRefs => "subtract_refs",
        Phase::MoveUnreachable => "move_unreachable",
        Phase::UntrackTuples => "untrack_tuples",
        Phase::MoveSurvivors => "move_survivors",
        Phase::UntrackDicts => "untrack_dicts",
        Phase::HandleWeakrefs => "handle_weakrefs",
        Phase::FinalizeGarbage => "finalize_garbage",
        Phase::HandleResurrectedObjects => "handle_resurrected_objects",
        Phase::DeleteGarbage => "delete_garbage",
        Phase::Finish => "finish",
        Phase::AssessWorkToDo => "assess_work_to_do",
        Phase::MarkStacks => "mark_stacks",
        Phase::ExpandRegion => "expand_region_transitively_reachable",
        Phase::CompletedScavenge => "completed_scavenge",
    }
}

#[cfg(test)]
mod tests;
