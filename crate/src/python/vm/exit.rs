//! The interpreter's exit, as far as a program can see it (spec, section 16).

use super::{Outcome, Vm};
use crate::collect;
use crate::event::Counter;
use crate::heap::GcList;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// `Py_FinalizeEx`: one more collection, if collections are on, then the module gives its names up. What the
    /// program froze stays: a frozen namespace that a function refers to is never looked at again.
    pub(super) fn exit(&mut self) -> Outcome<()> {
        // Debug lines would count the interpreter's own objects, which are taken apart at the same time.
        self.world.set_counter(Counter::Debug, 0);
        let globals = self.globals;
        if !self.has_frozen {
            self.world.append_to(globals, GcList::Generation2);
            self.move_to_front(globals);
        }
        if self.heap().counter(Counter::Enabled) == 1 {
            collect::collect(self, 2, true);
        }
        for callback in self.take_list(self.gc_callbacks) {
            self.decref(callback);
        }
        self.decref(globals);
        if !self.has_frozen {
            collect::collect(self, 2, true);
        }
        self.check_stopped()
    }

    /// The globals are older than everything that the program made: they lead the list.
    fn move_to_front(&mut self, object: crate::heap::ObjectId) {
        let older: Vec<_> = self
            .heap()
            .list(GcList::Generation2)
            .take_while(|&other| other != object)
            .collect();
        for other in older {
            self.world.append_to(other, GcList::Generation2);
        }
    }

    /// Empties a list and returns its items, owned.
    fn take_list(&mut self, list: crate::heap::ObjectId) -> Vec<crate::heap::ObjectId> {
        let mut items = Vec::new();
        for index in (0..self.heap().slot_count(list) as usize).rev() {
            items.extend(self.world.remove_slot(list, index));
        }
        items
    }
}
