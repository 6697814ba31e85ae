//! The interpreter's exit, as far as a program can see it (spec, section 16).

use super::traceback::Ignored;
use super::{Outcome, Unwind, Vm};
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
        self.run_exit_functions()?;
        if !R::RECORDS && !self.may_call_python && self.heap().slot_count(self.gc_callbacks) == 0 {
            // Nobody would notice.
            return self.check_stopped();
        }
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

    /// What `atexit.register` and `weakref.finalize` registered, last first.
    fn run_exit_functions(&mut self) -> Outcome<()> {
        let Some(&module) = self.modules.get("atexit") else {
            return Ok(());
        };
        let name = self.intern_str("_run_next");
        let Some(run_next) = self.own_value(module, name) else {
            return Ok(());
        };
        loop {
            match self.call(run_next, &[]) {
                Ok(is_done) if is_done == self.true_ => return Ok(()),
                Ok(result) => self.decref(result),
                Err(Unwind::Exception(exception)) => {
                    let name = self.intern_str("_running");
                    let function = self.own_value(module, name).unwrap_or(run_next);
                    self.write_unraisable(exception, Ignored::ExitFunction(function));
                }
                Err(unwind) => return Err(unwind),
            }
        }
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
