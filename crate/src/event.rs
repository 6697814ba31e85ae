//! What can happen to a heap: the smallest steps of which every run consists.

use crate::heap::{Flags, GcList, Kind, ObjectId, Payload};

/// One change of the heap, with what was and what is, so that it can be undone.
///
/// `heap.apply(event)` followed by `heap.apply(event.inverse())` is the identity.
/// The names follow CPython where it has one for the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An object comes to life with `slots` empty slots, a reference count of 0, untracked.
    Allocate {
        /// Its place in the columns: the next free one when it happens first.
        object: ObjectId,
        /// What it is.
        kind: Kind,
        /// Its type, `None` only while the first types are being made.
        class: Option<ObjectId>,
        /// How many slots it has.
        slots: u32,
        /// What it holds besides references.
        payload: Payload,
    },
    /// An object's memory is given back. It is untracked and its slots are empty.
    Deallocate {
        /// Which one; the id is not used again.
        object: ObjectId,
        /// As in `Allocate`, so that the step can be undone.
        kind: Kind,
        /// As in `Allocate`.
        class: Option<ObjectId>,
        /// How many (empty) slots it has at the end.
        slots: u32,
        /// As in `Allocate`.
        payload: Payload,
    },
    /// A slot refers to another object than before, or to none.
    Slot {
        /// Whose slot.
        object: ObjectId,
        /// Which of its slots.
        index: u32,
        /// What it referred to.
        before: Option<ObjectId>,
        /// What it refers to now.
        after: Option<ObjectId>,
    },
    /// A slot is put in at `index`; those from there on move up by one.
    Insert {
        /// Whose slot.
        object: ObjectId,
        /// Where.
        index: u32,
        /// What it refers to.
        value: Option<ObjectId>,
    },
    /// The slot at `index` is taken out; those behind it move down by one.
    Remove {
        /// Whose slot.
        object: ObjectId,
        /// Where.
        index: u32,
        /// What it referred to.
        value: Option<ObjectId>,
    },
    /// `ob_refcnt` changes.
    Refcount {
        /// Whose count.
        object: ObjectId,
        /// The count before.
        before: u32,
        /// The count after.
        after: u32,
    },
    /// The collector's working copy of the count changes.
    GcRefs {
        /// Whose count.
        object: ObjectId,
        /// The count before.
        before: u32,
        /// The count after.
        after: u32,
    },
    /// Marks on an object change.
    Flags {
        /// Whose marks.
        object: ObjectId,
        /// The marks before.
        before: Flags,
        /// The marks after.
        after: Flags,
    },
    /// An object gets another type (`x.__class__ = C`).
    Class {
        /// Whose type.
        object: ObjectId,
        /// The type before.
        before: Option<ObjectId>,
        /// The type after.
        after: Option<ObjectId>,
    },
    /// What an object holds besides references changes (`bytearray.append`).
    Contents {
        /// Whose contents.
        object: ObjectId,
        /// Those before.
        before: Payload,
        /// Those after.
        after: Payload,
    },
    /// An object moves in the collector's lists: the element in front of it before and after.
    Link {
        /// Which object.
        object: ObjectId,
        /// The object or list head in front of it before; `None`: it was untracked.
        before: Option<ObjectId>,
        /// The object or list head in front of it after; `None`: it is untracked.
        after: Option<ObjectId>,
    },
    /// All of one list, from `first` on, is appended to another (`gc_list_merge`).
    Merge {
        /// The list that becomes empty.
        from: GcList,
        /// The list that it is appended to.
        to: GcList,
        /// The first object that moves.
        first: ObjectId,
    },
    /// The inverse of `Merge`.
    Split {
        /// The list that gets its objects back.
        from: GcList,
        /// The list that loses all from `first` on.
        to: GcList,
        /// The first object that moves.
        first: ObjectId,
    },
    /// The collector, or the interpreter, begins another phase of work.
    Phase {
        /// The phase before.
        before: PhaseAt,
        /// The phase after.
        after: PhaseAt,
    },
    /// One of the collector's numbers changes.
    Counter {
        /// Which one.
        counter: Counter,
        /// Its value before.
        before: u32,
        /// Its value after.
        after: u32,
    },
    /// The interpreter goes on to another line of the program.
    Line {
        /// The place before.
        before: Place,
        /// The place after.
        after: Place,
    },
    /// The program, or the collector's debug output, printed the chunks `before..after`.
    Print {
        /// How many chunks had been printed before.
        before: u32,
        /// How many have been printed after.
        after: u32,
    },
}

const _: () = assert!(size_of::<Event>() <= 24, "an event takes at most 24 bytes");

/// Where the interpreter is: a line of the program in a namespace (0: nowhere yet).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line, counted from 1.
    pub line: u32,
    /// The frame, or the module, whose names are in scope.
    pub namespace: Option<ObjectId>,
}

/// What is being done, by CPython's names for the steps of a collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Phase {
    /// The program runs; no collection is under way.
    #[default]
    Mutator,
    /// A collection was called for: callbacks, headline, counters.
    Start,
    /// Younger generations are appended to the one that is collected.
    MergeYounger,
    /// Every candidate's `gc_refs` becomes a copy of its reference count.
    UpdateRefs,
    /// Every reference from one candidate to another is subtracted.
    SubtractRefs,
    /// Candidates that nothing outside refers to move to `unreachable`; what is reached after all moves back.
    MoveUnreachable,
    /// Surviving tuples that can't take part in a cycle leave the collector's lists.
    UntrackTuples,
    /// Survivors move to the next older generation.
    MoveSurvivors,
    /// Surviving dicts that can't take part in a cycle leave the collector's lists.
    UntrackDicts,
    /// Weak references to garbage are cleared, their callbacks are called.
    HandleWeakrefs,
    /// Finalizers are called.
    FinalizeGarbage,
    /// What finalizers brought back to life is found by subtracting again.
    HandleResurrectedObjects,
    /// References inside the garbage are cleared, and reference counting frees it.
    DeleteGarbage,
    /// The result is known: statistics, last line, callbacks.
    Finish,
    /// An increment: how many objects it has to visit.
    AssessWorkToDo,
    /// An increment: what the running calls reach is alive and counts as visited.
    MarkStacks,
    /// An increment takes waiting objects in, each with what is reachable from it.
    ExpandRegion,
    /// Nothing waits any more: the cycle of increments is complete.
    CompletedScavenge,
}

/// A phase and the generation that is collected in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhaseAt {
    /// What is done.
    pub phase: Phase,
    /// Which generation is collected (0 while the mutator runs).
    pub generation: u8,
    /// The collection was called for by `gc.collect()`, not by the thresholds.
    pub manual: bool,
}

/// The collector's numbers that a program can read or set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// `gc.get_count()[n]`.
    Count(u8),
    /// `gc.get_threshold()[n]`.
    Threshold(u8),
    /// 1 while automatic collection is on.
    Enabled,
    /// `gc.get_debug()`.
    Debug,
    /// The result of the latest collection.
    Collected,
    /// Survivors of generation 1 since the last full collection (`long_lived_pending`).
    LongLivedPending,
    /// Survivors of the last full collection (`long_lived_total`).
    LongLivedTotal,
    /// How many objects the incremental collector has to visit until it may rest, an `i32` (`work_to_do`).
    WorkToDo,
}

impl Event {
    /// The event that undoes this one.
    #[must_use]
    pub fn inverse(self) -> Event {
        use Event::*;
        match self {
            Allocate {
                object,
                kind,
                class,
                slots,
                payload,
            } => Deallocate {
                object,
                kind,
                class,
                slots,
                payload,
            },
            Deallocate {
                object,
                kind,
                class,
                slots,
                payload,
            } => Allocate {
                object,
                kind,
                class,
                slots,
                payload,
            },
            Insert {
                object,
                index,
                value,
            } => Remove {
                object,
                index,
                value,
            },
            Remove {
                object,
                index,
                value,
            } => Insert {
                object,
                index,
                value,
            },
            Merge { from, to, first } => Split { from, to, first },
            Split { from, to, first } => Merge { from, to, first },
            Slot {
                object,
                index,
                before,
                after,
            } => Slot {
                object,
                index,
                before: after,
                after: before,
            },
            Refcount {
                object,
                before,
                after,
            } => Refcount {
                object,
                before: after,
                after: before,
            },
            GcRefs {
                object,
                before,
                after,
            } => GcRefs {
                object,
                before: after,
                after: before,
            },
            Flags {
                object,
                before,
                after,
            } => Flags {
                object,
                before: after,
                after: before,
            },
            Class {
                object,
                before,
                after,
            } => Class {
                object,
                before: after,
                after: before,
            },
            Contents {
                object,
                before,
                after,
            } => Contents {
                object,
                before: after,
                after: before,
            },
            Link {
                object,
                before,
                after,
            } => Link {
                object,
                before: after,
                after: before,
            },
            Phase { before, after } => Phase {
                before: after,
                after: before,
            },
            Counter {
                counter,
                before,
                after,
            } => Counter {
                counter,
                before: after,
                after: before,
            },
            Line { before, after } => Line {
                before: after,
                after: before,
            },
            Print { before, after } => Print {
                before: after,
                after: before,
            },
        }
    }
}
