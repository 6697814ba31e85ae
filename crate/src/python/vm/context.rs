//! Entering the context manager of a `with` statement.

use super::exception::TRACEBACK;
use super::{Outcome, Vm};
use crate::heap::ObjectId;
use crate::profile::WithProtocol;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// `with`: looks `__enter__` and `__exit__` up on the type, then enters.
    pub(super) fn enter_with(&mut self) -> Outcome<()> {
        let manager = self.top(1);
        let class = self.type_of(manager);
        let (enter_name, exit_name) = (self.intern_str("__enter__"), self.intern_str("__exit__"));
        let has_enter = self.find_in_type(class, enter_name).is_some();
        let has_exit = self.find_in_type(class, exit_name).is_some();
        if !has_enter || !has_exit {
            return self.no_context_manager(manager, has_enter, has_exit);
        }
        let exit = self.get_attribute(manager, exit_name)?;
        let entered = match self.call_special(manager, "__enter__", &[]) {
            Ok(entered) => entered.unwrap_or(self.none),
            Err(unwind) => {
                self.decref(exit);
                return Err(unwind);
            }
        };
        self.drop_inputs(1);
        self.push(exit);
        self.push(entered);
        Ok(())
    }

    /// `WITH_EXCEPT_START`: calls the exit function about the exception on top.
    pub(super) fn exit_with_exception(&mut self, exit_has_self: bool) -> Outcome {
        let exception = self.top(1);
        let class = self.type_of(exception);
        let traceback = self.heap().slot(exception, TRACEBACK).unwrap_or(self.none);
        let manager = exit_has_self.then(|| self.peek(4)).flatten();
        let exit = self.top(4 + usize::from(exit_has_self));
        let mut arguments = vec![class, exception, traceback];
        if let Some(manager) = manager {
            arguments.insert(0, manager);
        }
        self.call(exit, &arguments)
    }

    pub(super) fn no_context_manager<T>(
        &mut self,
        manager: ObjectId,
        has_enter: bool,
        has_exit: bool,
    ) -> Outcome<T> {
        let protocol = self.profile().messages.with_protocol;
        let missed = match (protocol, has_exit) {
            (WithProtocol::AttributeError, _) => {
                let name = if has_enter { "__exit__" } else { "__enter__" };
                return Err(self.raise(self.types.attribute_error, name));
            }
            (WithProtocol::TypeError, _) if !has_enter => "",
            (_, false) => " (missed __exit__ method)",
            (_, true) => " (missed __enter__ method)",
        };
        let name = self.type_name(manager);
        self.type_error(format!(
            "'{name}' object does not support the context manager protocol{missed}"
        ))
    }
}
