//! A heap with its recorder and what the rules need besides: the one place from which events are emitted.

use crate::collect::GcState;
use crate::event::{Counter, Event, Phase, PhaseAt};
use crate::heap::{Columns, EXTRA, Flags, GcList, Heap, Kind, ObjectId, Payload};
use crate::pass::Pass;
use crate::profile::{Collector, Profile};
use crate::tape::Recorder;
use crate::weakref::Weakrefs;

/// Everything that the rules of memory management read and write.
#[derive(Debug)]
pub struct World<R> {
    heap: Heap,
    /// Where the events go.
    pub recorder: R,
    /// The version that is followed.
    pub profile: &'static Profile,
    /// What the collector remembers between collections and nobody steps through.
    pub gc: GcState,
    /// Who refers weakly to whom.
    pub weakrefs: Weakrefs,
}

impl<R: Recorder> World<R> {
    /// An empty heap with the collector's defaults in this version.
    pub fn new(profile: &'static Profile, recorder: R) -> World<R> {
        let mut world = World {
            heap: Heap::new(),
            recorder,
            profile,
            gc: GcState::new(profile),
            weakrefs: Weakrefs::default(),
        };
        for (generation, threshold) in (0..).zip(profile.thresholds) {
            world.set_counter(Counter::Threshold(generation), threshold);
        }
        world.set_counter(Counter::Enabled, 1);
        world
    }

    /// A world around a heap as it stands. What cannot be read off a heap begins anew: statistics and free lists.
    pub fn at(heap: Heap, profile: &'static Profile, recorder: R) -> World<R> {
        World {
            weakrefs: Weakrefs::of_heap(&heap),
            heap,
            recorder,
            profile,
            gc: GcState::new(profile),
        }
    }

    /// The heap, for reading.
    #[inline]
    pub fn heap(&self) -> &Heap {
        &self.heap
    }

    /// How many events happened, if they are recorded.
    pub fn events(&self) -> usize {
        self.recorder.len()
    }

    /// Takes the world apart when the run is over.
    pub fn into_parts(self) -> (Heap, R) {
        (self.heap, self.recorder)
    }

    /// Lets an event happen.
    #[inline(always)]
    pub fn emit(&mut self, event: Event) {
        self.heap.apply(event);
        self.recorder.record(event);
    }

    /// Begins a pass of the collector.
    #[inline(always)]
    pub(crate) fn pass(&mut self) -> Pass<'_, R> {
        Pass::new(self.heap.columns(), &mut self.recorder)
    }

    /// The heap's columns, for a pass that writes no events because nobody watches.
    #[inline(always)]
    pub(crate) fn unwatched(&mut self) -> Columns<'_> {
        debug_assert!(!R::RECORDS);
        self.heap.columns()
    }

    /// Makes an object with a reference count of 1 (0 if it is not counted) without telling the collector: for atoms
    /// and what is there before line 1. `refcount::allocate` is for objects that count as allocations.
    #[inline]
    pub fn create(
        &mut self,
        kind: Kind,
        class: Option<ObjectId>,
        slots: u32,
        payload: Payload,
    ) -> ObjectId {
        let object = self.heap.next_id();
        self.emit(Event::Allocate {
            object,
            kind,
            class,
            slots,
            payload,
        });
        if let Some(class) = class
            && self.heap.is_counted(class)
        {
            self.set_flags(object, Flags::HEAP_TYPE);
            self.incref(class);
        }
        self.set_refcount(object, 1);
        object
    }

    /// Writes a reference count.
    #[inline]
    pub fn set_refcount(&mut self, object: ObjectId, after: u32) {
        let before = self.heap.refcount(object);
        self.emit(Event::Refcount {
            object,
            before,
            after,
        });
    }

    /// `Py_INCREF`.
    #[inline]
    pub fn incref(&mut self, object: ObjectId) {
        if self.heap.is_counted(object) {
            self.set_refcount(object, self.heap.refcount(object) + 1);
        }
    }

    /// Writes a slot and leaves the counts alone: the caller moves a reference that it owns.
    ///
    /// Returns what the slot referred to; that reference is the caller's now.
    #[inline]
    pub fn replace_slot(
        &mut self,
        object: ObjectId,
        index: usize,
        after: Option<ObjectId>,
    ) -> Option<ObjectId> {
        let before = self.heap.slot(object, index);
        if before != after {
            if index >= EXTRA && !self.heap.flags(object).has(Flags::EXTRA) {
                self.set_flags(object, Flags::EXTRA);
            }
            self.emit(Event::Slot {
                object,
                index: index as u32,
                before,
                after,
            });
        }
        before
    }

    /// Empties the first extra slot that is not empty, and returns the reference that it held.
    pub fn take_extra(&mut self, object: ObjectId) -> Option<ObjectId> {
        let slots = self.heap.extra_slots(object);
        let index = slots.iter().position(Option::is_some)?;
        self.replace_slot(object, EXTRA + index, None)
    }

    /// Puts a slot in; the reference is moved as in `replace_slot`.
    #[inline]
    pub fn insert_slot(&mut self, object: ObjectId, index: usize, value: Option<ObjectId>) {
        self.emit(Event::Insert {
            object,
            index: index as u32,
            value,
        });
    }

    /// Appends a slot; the reference is moved as in `replace_slot`.
    #[inline]
    pub fn push_slot(&mut self, object: ObjectId, value: Option<ObjectId>) {
        self.insert_slot(object, self.heap.slot_count(object) as usize, value);
    }

    /// Takes a slot out and returns the reference that it held, as `replace_slot` does.
    #[inline]
    pub fn remove_slot(&mut self, object: ObjectId, index: usize) -> Option<ObjectId> {
        let value = self.heap.slot(object, index);
        self.emit(Event::Remove {
            object,
            index: index as u32,
            value,
        });
        value
    }

    /// Sets marks.
    #[inline]
    pub fn set_flags(&mut self, object: ObjectId, marks: Flags) {
        let before = self.heap.flags(object);
        self.pass().change_flags(object, before, before.with(marks));
    }

    /// Clears marks.
    #[inline]
    pub fn clear_flags(&mut self, object: ObjectId, marks: Flags) {
        let before = self.heap.flags(object);
        self.pass()
            .change_flags(object, before, before.without(marks));
    }

    /// `_PyObject_GC_TRACK`: the object joins the end of generation 0.
    #[inline]
    pub fn track(&mut self, object: ObjectId) {
        debug_assert!(!self.heap.is_tracked(object));
        self.append_to(object, GcList::Generation0);
        if self.profile.collector == Collector::Incremental {
            self.gc.heap_size += 1;
            self.gc.scheduled |= self.count_up();
        }
    }

    /// `_PyObject_GC_UNTRACK`: the object leaves its list.
    #[inline]
    pub fn untrack(&mut self, object: ObjectId) {
        if self.heap.is_tracked(object) {
            self.emit(Event::Link {
                object,
                before: self.heap.previous_in_list(object),
                after: None,
            });
            if self.profile.collector == Collector::Incremental {
                self.gc.heap_size = self.gc.heap_size.saturating_sub(1);
                self.clear_flags(object, Flags::VISITED);
                self.count_down();
            }
        }
    }

    /// One more in `gc.get_count()[0]`: an allocation, or for the incremental collector a tracked object (spec,
    /// section 8). Returns whether that calls for a collection.
    #[inline]
    pub(crate) fn count_up(&mut self) -> bool {
        let count = self.heap.counter(Counter::Count(0)) + 1;
        self.set_counter(Counter::Count(0), count);
        let threshold = self.heap.threshold(0);
        count as i32 > threshold
            && threshold != 0
            && !self.gc.collecting
            && self.heap.counter(Counter::Enabled) != 0
    }

    /// One less, but not below 0.
    #[inline]
    pub(crate) fn count_down(&mut self) {
        let count = self.heap.counter(Counter::Count(0));
        self.set_counter(Counter::Count(0), count.saturating_sub(1));
    }

    /// A free list had no room for a dead object.
    #[inline]
    pub(crate) fn count_deallocation(&mut self) {
        if self.profile.collector == Collector::Generational {
            self.count_down();
        }
    }

    /// `gc_list_move`: the object leaves its list, if it is in one, and joins the end of another.
    #[inline]
    pub fn append_to(&mut self, object: ObjectId, list: GcList) {
        self.pass().append_to(object, list);
    }

    /// `gc_list_merge`: all of `from` is appended to `to`.
    pub fn merge(&mut self, from: GcList, to: GcList) {
        if let Some(first) = self.heap.first(from) {
            self.emit(Event::Merge { from, to, first });
        }
    }

    /// Writes one of the collector's numbers.
    #[inline]
    pub fn set_counter(&mut self, counter: Counter, after: u32) {
        let before = self.heap.counter(counter);
        if before != after {
            self.emit(Event::Counter {
                counter,
                before,
                after,
            });
        }
    }

    /// Begins another phase of the running collection.
    pub fn enter(&mut self, phase: Phase) {
        debug_assert_eq!(self.heap.validate(), Ok(()));
        let before = self.heap.phase();
        self.emit(Event::Phase {
            before,
            after: PhaseAt { phase, ..before },
        });
    }

    /// Begins or ends a collection.
    pub fn enter_collection(&mut self, after: PhaseAt) {
        let before = self.heap.phase();
        self.emit(Event::Phase { before, after });
    }
}
