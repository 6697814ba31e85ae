//! A pass over the heap: the collector's loops, which only touch flags, `gc_refs` and lists.

use std::ops::Deref;

use crate::event::Event;
use crate::heap::{Columns, Flags, GcList, ObjectId};
use crate::tape::Recorder;

/// The heap's columns, borrowed one by one for the time of a loop, with the recorder. What `World` does in an event,
/// `Pass` does, too; only faster, since nothing else can change meanwhile.
pub struct Pass<'a, R> {
    columns: Columns<'a>,
    recorder: &'a mut R,
}

impl<'a, R> Deref for Pass<'a, R> {
    type Target = Columns<'a>;

    #[inline(always)]
    fn deref(&self) -> &Columns<'a> {
        &self.columns
    }
}

impl<'a, R: Recorder> Pass<'a, R> {
    /// Begins a pass.
    #[inline(always)]
    pub fn new(columns: Columns<'a>, recorder: &'a mut R) -> Pass<'a, R> {
        Pass { columns, recorder }
    }

    /// Lets an event happen.
    #[inline(always)]
    fn emit(&mut self, event: Event) {
        self.columns.apply(event);
        self.recorder.record(event);
    }

    /// Writes the collector's working copy of a count.
    #[inline(always)]
    pub fn set_gc_refs(&mut self, object: ObjectId, before: u32, after: u32) {
        self.emit(Event::GcRefs {
            object,
            before,
            after,
        });
    }

    /// Writes marks.
    #[inline(always)]
    pub fn change_flags(&mut self, object: ObjectId, before: Flags, after: Flags) {
        if before != after {
            self.emit(Event::Flags {
                object,
                before,
                after,
            });
        }
    }

    /// `gc_list_move`: the object leaves its list and joins the end of another.
    #[inline(always)]
    pub fn append_to(&mut self, object: ObjectId, list: GcList) {
        let after = self.previous_in_list(list.head());
        // The last element of the list already: nothing moves.
        if after != Some(object) {
            self.emit(Event::Link {
                object,
                before: self.previous_in_list(object),
                after,
            });
        }
    }
}
