//! Exceptions: making, raising, catching, and the traceback that grows while one unwinds the stack.

use super::frame::FRAME_OBJECT;
use super::{Frame, Outcome, Unwind, Vm};
use crate::heap::{Flags, Kind, ObjectId, Payload};
use crate::python::code::Handler;
use crate::python::code::Instruction;
use crate::tape::Recorder;

/// Slots of a `Kind::Exception`; see `tables::EXCEPTION_FIELDS`: `args`.
pub const ARGS: usize = 1;
/// `__traceback__`.
pub const TRACEBACK: usize = 3;
/// `__cause__`.
pub const CAUSE: usize = 4;
/// `__context__`.
pub const CONTEXT: usize = 5;
/// The returned value of a `StopIteration`, `obj` of an `AttributeError`, `name` of a `NameError`.
pub const VALUE: usize = 6;
/// How many slots there are.
pub const SLOTS: usize = 7;

impl<R: Recorder> Vm<R> {
    /// What `__traceback__`, `__cause__` and `__context__` may be set to, besides `None`.
    pub(super) fn check_exception_field(&mut self, name: &str, value: ObjectId) -> Outcome<()> {
        let is_exception = self.is_instance(value, self.types.base_exception);
        match name {
            "__traceback__" if self.kind(value) != Kind::Traceback => {
                self.type_error("__traceback__ must be a traceback or None")
            }
            "__cause__" | "__context__" if !is_exception => {
                let field = name.trim_matches('_');
                self.type_error(format!(
                    "exception {field} must be None or derive from BaseException"
                ))
            }
            _ => Ok(()),
        }
    }

    /// `OSError(errno, message, file)`: the file's name is no argument.
    pub(super) fn new_file_error(
        &mut self,
        class: ObjectId,
        args: [ObjectId; 2],
        file: ObjectId,
    ) -> ObjectId {
        let error = self.new_exception(class, &args);
        self.incref(file);
        self.world.replace_slot(error, VALUE, Some(file));
        error
    }

    /// `errno`, `strerror` and `filename` of an `OSError`.
    pub(super) fn os_error_attribute(&mut self, error: ObjectId, name: &str) -> ObjectId {
        let found = match (name, &self.exception_args(error)[..]) {
            ("errno", &[number, _]) => Some(number),
            ("strerror", &[_, message]) => Some(message),
            ("filename", _) => self.heap().slot(error, VALUE),
            _ => None,
        };
        self.new_reference(found.unwrap_or(self.none))
    }

    /// `OSError(errno, …)` makes an error of the class that stands for the number (`errnomap`, as Linux has it).
    pub(super) fn class_of_error(&self, class: ObjectId, args: &[ObjectId]) -> ObjectId {
        let (true, &[number, _, ..]) = (class == self.types.os_error, args) else {
            return class;
        };
        let types = &self.types;
        match self.int_value(number) {
            Some(1 | 13) => types.permission_error,
            Some(2) => types.file_not_found_error,
            Some(3) => types.process_lookup_error,
            Some(4) => types.interrupted_error,
            Some(10) => types.child_process_error,
            Some(11 | 114 | 115) => types.blocking_io_error,
            Some(17) => types.file_exists_error,
            Some(20) => types.not_a_directory_error,
            Some(21) => types.is_a_directory_error,
            Some(32 | 108) => types.broken_pipe_error,
            Some(103) => types.connection_aborted_error,
            Some(104) => types.connection_reset_error,
            Some(110) => types.timeout_error,
            Some(111) => types.connection_refused_error,
            _ => class,
        }
    }

    /// An exception object with these `args` (borrowed).
    pub(super) fn new_exception(&mut self, class: ObjectId, args: &[ObjectId]) -> ObjectId {
        let exception = self.allocate(Kind::Exception, class, SLOTS as u32, Payload::default());
        for &argument in args {
            self.incref(argument);
        }
        let args = self.new_tuple(args);
        self.world.replace_slot(exception, ARGS, Some(args));
        self.world.track(exception);
        exception
    }

    /// An exception object whose `args` are this tuple (borrowed).
    pub(super) fn new_exception_with(&mut self, class: ObjectId, args: ObjectId) -> ObjectId {
        self.incref(args);
        let slots = [None, Some(args), None, None, None, None, None];
        self.new_fixed(Kind::Exception, class, &slots, Payload::default())
    }

    /// An exception with a message, on its way.
    pub(super) fn raise(&mut self, class: ObjectId, message: impl Into<String>) -> Unwind {
        let message = self.new_str(message.into());
        let exception = self.new_exception(class, &[message]);
        self.decref(message);
        self.raise_object(exception)
    }

    /// The same, of an error that knows what it is about (borrowed): an object without such an attribute, a name.
    pub(super) fn raise_about(
        &mut self,
        class: ObjectId,
        message: impl Into<String>,
        about: ObjectId,
    ) -> Unwind {
        let unwind = self.raise(class, message);
        if let Unwind::Exception(exception) = unwind
            && self.profile().messages.errors_know_names
        {
            self.incref(about);
            self.world.replace_slot(exception, VALUE, Some(about));
        }
        unwind
    }

    /// `name` and `obj` of an `AttributeError` or `NameError`, owned; `None` where it has no such attribute.
    pub(super) fn error_about(&mut self, exception: ObjectId, attribute: &str) -> Option<ObjectId> {
        let is_attribute_error = self.is_instance(exception, self.types.attribute_error);
        let is_name_error = self.is_instance(exception, self.types.name_error);
        let has_it = is_attribute_error || is_name_error && attribute == "name";
        if !has_it || !self.profile().messages.errors_know_names {
            return None;
        }
        let about = self.heap().slot(exception, VALUE);
        if is_attribute_error && attribute == "name" && about.is_some() {
            // The last word of its message, in quotes.
            let message = self.exception_args(exception).first().copied();
            let message = self.text(message?);
            let name = message.trim_end_matches('\'').rsplit('\'').next()?;
            return Some(self.intern_str(name));
        }
        Some(self.new_reference(about.unwrap_or(self.none)))
    }

    /// Sends an exception (owned) on its way; what is being handled becomes its context.
    pub(super) fn raise_object(&mut self, exception: ObjectId) -> Unwind {
        if let Some(handled) = self.handled
            && handled != exception
        {
            self.break_context_cycle(handled, exception);
            self.incref(handled);
            let old = self.world.replace_slot(exception, CONTEXT, Some(handled));
            self.xdecref(old);
        }
        self.reraised = false;
        Unwind::Exception(exception)
    }

    /// `_PyErr_SetObject` avoids cycles: if `exception` is in the context chain of `handled`, it is cut out there.
    fn break_context_cycle(&mut self, handled: ObjectId, exception: ObjectId) {
        let mut current = handled;
        // The chain may contain a cycle of the program's own making: at most as many steps as there are objects.
        for _ in 0..self.heap().alive_count() {
            match self.heap().slot(current, CONTEXT) {
                Some(next) if next == exception => {
                    let old = self.world.replace_slot(current, CONTEXT, None);
                    self.xdecref(old);
                    return;
                }
                Some(next) => current = next,
                None => return,
            }
        }
    }

    pub(super) fn type_error<T>(&mut self, message: impl Into<String>) -> Outcome<T> {
        Err(self.raise(self.types.type_error, message))
    }

    pub(super) fn value_error<T>(&mut self, message: impl Into<String>) -> Outcome<T> {
        Err(self.raise(self.types.value_error, message))
    }

    pub(super) fn index_error<T>(&mut self, message: impl Into<String>) -> Outcome<T> {
        Err(self.raise(self.types.index_error, message))
    }

    /// The key itself is the exception's argument.
    pub(super) fn key_error<T>(&mut self, key: ObjectId) -> Outcome<T> {
        let exception = self.new_exception(self.types.key_error, &[key]);
        Err(self.raise_object(exception))
    }

    /// Whether it is an exception of this class.
    pub(super) fn matches(&self, unwind: &Unwind, class: ObjectId) -> bool {
        matches!(unwind, Unwind::Exception(exception) if self.is_instance(*exception, class))
    }

    /// `None` for an exception of this class, which is dropped; anything else passes.
    pub(super) fn catch<T>(&mut self, outcome: Outcome<T>, class: ObjectId) -> Outcome<Option<T>> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(unwind) if self.matches(&unwind, class) => {
                if let Unwind::Exception(exception) = unwind {
                    self.decref(exception);
                }
                Ok(None)
            }
            Err(unwind) => Err(unwind),
        }
    }

    /// `raise value` and `raise value from cause`; both owned. A class is called without arguments first.
    pub(super) fn raise_value(&mut self, value: ObjectId, cause: Option<ObjectId>) -> Unwind {
        let exception =
            match self.exception_from(value, "exceptions must derive from BaseException") {
                Ok(exception) => exception,
                Err(unwind) => {
                    self.xdecref(cause);
                    return unwind;
                }
            };
        if let Some(cause) = cause {
            let cause = if cause == self.none {
                None
            } else {
                match self.exception_from(cause, "exception causes must derive from BaseException")
                {
                    Ok(cause) => Some(cause),
                    Err(unwind) => {
                        self.decref(exception);
                        return unwind;
                    }
                }
            };
            let old = self.world.replace_slot(exception, CAUSE, cause);
            self.xdecref(old);
            self.suppressed_contexts.insert(exception);
        }
        self.raise_object(exception)
    }

    /// Whether a `raise` statement runs, which names classes otherwise than `throw` does.
    fn is_raising(&self) -> bool {
        self.frames.last().is_some_and(|frame| {
            let instruction = frame.linked.code.instructions.get(frame.pc as usize);
            matches!(instruction, Some(Instruction::RaiseVarargs(_)))
        })
    }

    pub(super) fn exception_from(&mut self, value: ObjectId, otherwise: &str) -> Outcome {
        if self.kind(value) == Kind::Exception {
            return Ok(value);
        }
        if self.kind(value) == Kind::Type && self.is_subclass(value, self.types.base_exception) {
            let exception = self.call(value, &[]);
            return match exception {
                Ok(exception) if self.kind(exception) != Kind::Exception => {
                    let class = self.repr(value)?;
                    let other = if self.is_raising() {
                        let other = self.type_of(exception);
                        self.repr(other)?
                    } else {
                        self.type_name(exception).to_string()
                    };
                    self.decref(value);
                    self.decref(exception);
                    self.type_error(format!(
                        "calling {class} should have returned an instance of BaseException, not {other}"
                    ))
                }
                exception => {
                    self.decref(value);
                    exception
                }
            };
        }
        self.decref(value);
        self.type_error(otherwise)
    }

    /// `PyTraceBack_Here`: the traceback grows by the running frame, which becomes an object thereby.
    fn add_traceback(&mut self, exception: ObjectId) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        if frame.linked.origin == super::library::Origin::Builtin {
            return;
        }
        let pc = frame.pc;
        let frame_object = self.materialize_frame(self.frames.len() - 1);
        let next = self.world.replace_slot(exception, TRACEBACK, None);
        let traceback = self.new_fixed(
            Kind::Traceback,
            self.types.traceback,
            &[next, Some(frame_object)],
            Payload::from_index(pc as usize),
        );
        self.world
            .replace_slot(exception, TRACEBACK, Some(traceback));
    }

    /// The frame as a Python object, as a traceback or `sys._getframe` gets it: owned.
    pub(super) fn materialize_frame(&mut self, index: usize) -> ObjectId {
        let namespace = self.frames[index].namespace;
        if self.frames[index].generator.is_some() && !self.generators_have_frames() {
            return self.materialize_generator_frame(namespace);
        }
        if self.flags(namespace).has(Flags::BARE_FRAME) {
            // From now on its memory counts as an allocation, and its end as a deallocation.
            self.world.clear_flags(namespace, Flags::BARE_FRAME);
            if self.profile().free_lists.frame.is_none() {
                crate::collect::count_allocation(self);
            }
        }
        self.new_reference(namespace)
    }

    /// The frame object of a generator, which has its locals as long as it runs: owned.
    fn materialize_generator_frame(&mut self, generator: ObjectId) -> ObjectId {
        if let Some(object) = self.heap().slot(generator, FRAME_OBJECT) {
            return self.new_reference(object);
        }
        let payload = self.heap().payload(generator);
        let slots = self.linked[payload.index()].code.slots.len() as u32;
        let object = self.allocate(Kind::Frame, self.types.frame, slots, payload);
        self.world
            .replace_slot(generator, FRAME_OBJECT, Some(object));
        self.new_reference(object)
    }

    /// Looks for the handler of an exception (owned) in the frames down to number `bottom`, which are left on the
    /// way. If there is none, the exception comes back.
    pub(super) fn unwind_to_handler(&mut self, unwind: Unwind, bottom: usize) -> Outcome<()> {
        let Unwind::Exception(exception) = unwind else {
            return Err(unwind);
        };
        let mut is_reraised = std::mem::take(&mut self.reraised);
        loop {
            if !is_reraised {
                self.add_traceback(exception);
            }
            is_reraised = false;
            let Some(frame) = self.frames.last() else {
                return Err(Unwind::Exception(exception));
            };
            if let Some(&handler) = frame.linked.code.handler(frame.pc) {
                self.enter_handler(handler, exception);
                return Ok(());
            }
            let is_bottom = self.frames.len() <= bottom;
            if let Some(frame) = self.pop_frame() {
                self.release_call(&frame);
            }
            if is_bottom {
                return Err(Unwind::Exception(exception));
            }
        }
    }

    fn enter_handler(&mut self, handler: Handler, exception: ObjectId) {
        let Some(Frame { base, pc, .. }) = self.frames.last() else {
            return;
        };
        let (depth, pc) = (base + handler.depth as usize, *pc);
        self.drop_to(depth);
        if handler.lasti {
            let lasti = self.small_int(i64::from(pc));
            self.push(lasti);
        }
        self.push(exception);
        if let Some(frame) = self.frames.last_mut() {
            frame.pc = handler.target;
        }
    }
}
