//! What one look at a whole tape teaches: marks, collections, lives, and who ever referred to whom.

use std::collections::VecDeque;
use std::ops::Range;

use crate::event::{Counter, Event, Phase, PhaseAt};
use crate::hash::HashSet;
use crate::heap::{EXTRA, Flags, GcList, Heap, Kind, ObjectId};
use crate::order::sort_by;
use crate::python::tables::Tables;
use crate::tape::Tape;

/// How a slot holds what it refers to, as far as the picture's choice of boxes depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// A variable.
    Name,
    /// A part that belongs to its holder (an instance's `__dict__`) and is shown inside of it.
    Part,
    /// An item or an attribute: what programs call a reference.
    Data,
}

/// That `holder` referred to `value` at some position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Held {
    /// The object that has the slot.
    pub holder: ObjectId,
    /// What the slot referred to.
    pub value: ObjectId,
    /// How.
    pub via: Via,
}

/// The positions between which an object is alive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// The first position at which it is alive.
    pub birth: u32,
    /// The first position at which it is dead; `u32::MAX` if it outlives the run.
    pub death: u32,
}

/// What happened in one collection.
#[derive(Clone, Debug, Default)]
pub struct Pass {
    /// Which generation.
    pub generation: u8,
    /// Started by `gc.collect()`.
    pub manual: bool,
    /// The line that ran.
    pub line: u32,
    /// The position at which it has just begun.
    pub start: u32,
    /// The position at which what is unreachable is known and nothing is cleared yet.
    pub found: u32,
    /// The position at which it is over.
    pub end: u32,
    /// Its phases in their order, each with the position at which it is done.
    pub phases: Vec<(Phase, u32)>,
    /// Generation 2 was over its threshold, too, but so few objects waited for it, of so many that survived its last
    /// collection, that it was passed over (`long_lived_pending`, `long_lived_total`).
    pub passed_over: Option<(u32, u32)>,
    /// What `gc.collect()` returns.
    pub collected: u32,
    /// The objects that make `collected` up: the garbage that no finalizer saved, and weak references that died in
    /// their own callbacks.
    pub counted: Vec<ObjectId>,
}

/// The facts about a whole recording.
#[derive(Debug, Default)]
pub struct Index {
    /// Where a line is done.
    pub line_marks: Vec<u32>,
    /// The line that is left at each of `line_marks`.
    pub lines: Vec<u32>,
    /// The same, but 0 where the line is not done yet: it calls a function.
    pub done: Vec<u32>,
    /// Where the module's own code comes to another line, and which.
    pub module_lines: Vec<(u32, u32)>,
    /// `line_marks`, and where a phase of a collection is done.
    pub phase_marks: Vec<u32>,
    /// All collections; the last one may lack its end if the run was cut short.
    pub passes: Vec<Pass>,
    /// By object id.
    pub lives: Vec<Life>,
    /// Sorted, each once.
    pub held: Vec<Held>,
    /// What was an instance's `__dict__` at some time.
    pub instance_dicts: HashSet<ObjectId>,
    /// What was ever found unreachable.
    pub garbage: HashSet<ObjectId>,
    /// The position after each step of `subtract_refs`, with the object whose reference was subtracted.
    pub subtractions: Vec<(u32, ObjectId)>,
}

/// Reads the tape to the end of `program`, whose start is position 0, and leaves the heap there.
pub fn read(
    tape: &Tape,
    tables: &Tables,
    globals: ObjectId,
    program: &Range<usize>,
) -> (Index, Heap) {
    let mut heap = Heap::new();
    let mut reader = Reader::default();
    for (number, &event) in tape.events()[..program.end].iter().enumerate() {
        // Positions before the baseline's end are position 0 to everybody.
        let position = (number + 1).saturating_sub(program.start) as u32;
        let is_program = number >= program.start;
        if is_program {
            reader.before(&heap, event, position - 1);
        }
        heap.apply(event);
        reader.note(&heap, tables, event, position);
        if let Event::Line { after, .. } = event
            && is_program
            && after.namespace == Some(globals)
        {
            reader.index.module_lines.push((position, after.line));
        }
        if is_program {
            reader.after(&heap, event, position);
        }
    }
    let length = program.len() as u32;
    reader.finish(&heap, length);
    (reader.index, heap)
}

#[derive(Default)]
struct Reader {
    index: Index,
    held: HashSet<Held>,
    /// The namespaces of the calls that are under way, the module's first.
    calls: Vec<Option<ObjectId>>,
    /// References that `subtract_refs` is about to subtract, by their holders.
    due: VecDeque<ObjectId>,
    /// Weak references whose callbacks are about to be called.
    callbacks: HashSet<ObjectId>,
}

impl Reader {
    /// Marks stand before the event that begins something new.
    fn before(&mut self, heap: &Heap, event: Event, position: u32) {
        match event {
            Event::Line { after, .. } => {
                let calls = self.goes_into_call(after.namespace);
                self.mark_line(heap, position, calls);
            }
            Event::Phase { before, .. } if before.phase != Phase::Mutator => {
                push_mark(&mut self.index.phase_marks, position);
                if let Some(pass) = self.index.passes.last_mut() {
                    pass.phases.push((before.phase, position));
                }
            }
            Event::Deallocate { object, .. } => {
                if self.callbacks.remove(&object)
                    && let Some(pass) = self.index.passes.last_mut()
                {
                    pass.counted.push(object);
                }
            }
            _ => {}
        }
        if let Event::Phase { after, .. } = event
            && let Some(pass) = self.index.passes.last_mut()
            && after.phase == Phase::HandleWeakrefs
        {
            pass.found = position;
            self.index.garbage.extend(heap.list(GcList::Unreachable));
        }
    }

    /// Follows calls and returns; whether this is a call.
    fn goes_into_call(&mut self, namespace: Option<ObjectId>) -> bool {
        if let Some(depth) = self.calls.iter().position(|&one| one == namespace) {
            self.calls.truncate(depth + 1);
            return false;
        }
        self.calls.push(namespace);
        self.calls.len() > 1
    }

    fn mark_line(&mut self, heap: &Heap, position: u32, calls: bool) {
        if push_mark(&mut self.index.line_marks, position) {
            self.index
                .done
                .push(if calls { 0 } else { heap.place().line });
            self.index.lines.push(heap.place().line);
            push_mark(&mut self.index.phase_marks, position);
        }
    }

    /// Notes lives and references.
    fn note(&mut self, heap: &Heap, tables: &Tables, event: Event, position: u32) {
        match event {
            Event::Allocate { object, .. } => {
                let index = object.get() as usize;
                if index >= self.index.lives.len() {
                    self.index.lives.resize(index + 1, Life::default());
                }
                self.index.lives[index] = Life {
                    birth: position,
                    death: u32::MAX,
                };
            }
            Event::Deallocate { object, .. } => {
                self.index.lives[object.get() as usize].death = position;
            }
            Event::Slot {
                object,
                index,
                after: Some(value),
                ..
            }
            | Event::Insert {
                object,
                index,
                value: Some(value),
            } => {
                if let Some(via) = via(heap, tables, object, index) {
                    self.held.insert(Held {
                        holder: object,
                        value,
                        via,
                    });
                }
            }
            _ => {}
        }
    }

    fn after(&mut self, heap: &Heap, event: Event, position: u32) {
        match event {
            Event::Phase { before, after } => {
                if before.phase == Phase::Mutator && after.phase != Phase::Mutator {
                    self.index.passes.push(Pass {
                        generation: after.generation,
                        manual: after.manual,
                        line: heap.place().line,
                        start: position,
                        passed_over: passed_over(heap, after),
                        ..Pass::default()
                    });
                }
                self.enter(heap, after.phase, position);
            }
            Event::GcRefs { .. } if heap.phase().phase == Phase::SubtractRefs => {
                if let Some(holder) = self.due.pop_front() {
                    self.index.subtractions.push((position, holder));
                }
            }
            Event::Link {
                object,
                after: Some(after),
                ..
            } if heap.phase().phase == Phase::HandleWeakrefs => {
                if after == GcList::Callbacks.head() || self.callbacks.contains(&after) {
                    self.callbacks.insert(object);
                } else {
                    self.callbacks.remove(&object);
                }
            }
            _ => {}
        }
    }

    fn enter(&mut self, heap: &Heap, phase: Phase, position: u32) {
        let Some(pass) = self.index.passes.last_mut() else {
            return;
        };
        match phase {
            Phase::SubtractRefs => {
                // The candidates are all that carries the mark now, and stand in one list.
                let candidates = GcList::ALL.into_iter().filter(|&list| {
                    let first = heap.first(list);
                    first.is_some_and(|object| heap.flags(object).has(Flags::COLLECTING))
                });
                self.due.clear();
                for object in candidates.flat_map(|list| heap.list(list)) {
                    for referent in heap.referents(object) {
                        if heap.flags(referent).has(Flags::COLLECTING) {
                            self.due.push_back(object);
                        }
                    }
                }
            }
            Phase::FinalizeGarbage => self.callbacks.clear(),
            Phase::DeleteGarbage => pass.counted.extend(heap.list(GcList::FinalUnreachable)),
            Phase::Mutator => {
                pass.end = position;
                pass.collected = heap.counter(Counter::Collected);
            }
            _ => {}
        }
    }

    fn finish(&mut self, heap: &Heap, length: u32) {
        self.mark_line(heap, length, false);
        let index = &mut self.index;
        if let Some(pass) = index.passes.last_mut().filter(|pass| pass.end == 0) {
            pass.end = length;
        }
        index.held = self.held.drain().collect();
        sort_by(&mut index.held, Ord::cmp);
        let parts = index.held.iter().filter(|held| held.via == Via::Part);
        index.instance_dicts = parts
            .filter(|held| heap.kind(held.holder) == Kind::Instance)
            .map(|held| held.value)
            .collect();
    }
}

/// Whether an automatic collection leaves out generation 2 by the rule of a quarter, though it is over its threshold.
fn passed_over(heap: &Heap, at: PhaseAt) -> Option<(u32, u32)> {
    let (pending, total) = (
        heap.counter(Counter::LongLivedPending),
        heap.counter(Counter::LongLivedTotal),
    );
    let is_over = heap.counter(Counter::Count(2)) as i32 > heap.threshold(2);
    (!at.manual && at.generation < 2 && is_over && pending < total / 4).then_some((pending, total))
}

/// Adds a mark unless there is one already; position 0 needs none.
fn push_mark(marks: &mut Vec<u32>, position: u32) -> bool {
    let is_new = position > 0 && marks.last() != Some(&position);
    if is_new {
        marks.push(position);
    }
    is_new
}

/// How slot `index` holds; `None` for what programs do not think of as a reference (a function's `__globals__`).
fn via(heap: &Heap, tables: &Tables, object: ObjectId, index: u32) -> Option<Via> {
    let flags = heap.flags(object);
    if flags.has(Flags::BUILTIN) {
        return None;
    }
    Some(match (heap.kind(object), index) {
        (Kind::Dict, _) if flags.has(Flags::NAMESPACE) => Via::Name,
        (Kind::Frame | Kind::Generator, _) if (index as usize) < EXTRA => Via::Name,
        (_, _) if is_dict_slot(heap, tables, object, index) => Via::Part,
        (Kind::Type, 0..=2) | (Kind::Module | Kind::Exception, 0) | (Kind::Function, 8) => {
            Via::Part
        }
        (Kind::StaticMethod | Kind::ClassMethod, 1) => Via::Part,
        (Kind::Function, 4 | 5 | 9) => Via::Data,
        (Kind::Type | Kind::Function | Kind::Module, _) | (Kind::Weakref, 0) => return None,
        _ => Via::Data,
    })
}

/// Whether slot `index` of an instance holds its `__dict__`.
pub fn is_dict_slot(heap: &Heap, tables: &Tables, object: ObjectId, index: u32) -> bool {
    let own = match heap.kind(object) {
        Kind::Instance => Some(index as usize),
        Kind::Frame | Kind::Generator => None,
        _ => (index as usize).checked_sub(EXTRA),
    };
    own.is_some_and(|own| {
        let class = tables.class_of(heap, object);
        class.is_some_and(|class| class.members.len() == own)
    })
}
