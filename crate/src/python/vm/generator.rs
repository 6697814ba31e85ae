//! Generators: frames that are put aside at a `yield` and go on later.
//!
//! From 3.11 on the generator object is its frame: its slots are the local variables, and behind them, while it is
//! suspended, what was on its stack; the function is an extra slot. Up to 3.10 these slots are those of a frame object
//! of its own, which knows no function.

use super::frame::{FUNCTION, Frame, Returns};
use super::stack::StackRef;
use super::{Outcome, Unwind, Vm, exception};
use crate::heap::{Flags, Kind, ObjectId, Payload};
use crate::python::code::Instruction;
use crate::tape::Recorder;

/// Where a generator is in its life. One that is not in the machine's table has ended.
#[derive(Debug)]
pub enum State {
    /// Not yet begun, or put aside at a `yield`.
    Suspended(Box<Suspended>),
    /// Its frame is on the machine's stack of frames.
    Running,
}

/// A generator's frame while it does not run.
#[derive(Debug)]
pub struct Suspended {
    frame: Frame,
    has_begun: bool,
    /// How many values of its stack stand behind its locals.
    depth: usize,
    /// How far loops are in the lists and tuples among these values; empty if none has begun.
    indices: Vec<u32>,
    /// The exception that it was handling, owned.
    handled: Option<ObjectId>,
}

impl<R: Recorder> Vm<R> {
    /// `RETURN_GENERATOR`: the topmost frame becomes a generator that has not begun; owned.
    pub(super) fn make_generator(&mut self) -> Option<(ObjectId, Frame)> {
        let mut frame = self.frames.pop()?;
        let payload = Payload::from_index(frame.linked.index);
        let class = self.types.generator;
        let generator = if self.generators_have_frames() {
            let generator = self.allocate(Kind::Generator, class, 1, payload);
            self.world.clear_flags(frame.namespace, Flags::BARE_FRAME);
            self.world.replace_slot(generator, 0, Some(frame.namespace));
            self.xdecref(frame.function.take());
            self.world.track(generator);
            self.world.track(frame.namespace);
            generator
        } else {
            self.keep_borrowed(frame.namespace, frame.borrowed);
            frame.borrowed = 0;
            let count = self.heap().slot_count(frame.namespace);
            let generator = self.allocate(Kind::Generator, class, count, payload);
            for index in 0..count as usize {
                let value = self.world.replace_slot(frame.namespace, index, None);
                self.world.replace_slot(generator, index, value);
            }
            self.decref(frame.namespace);
            frame.namespace = generator;
            let function = frame.function.take();
            self.world.replace_slot(generator, FUNCTION, function);
            self.world.track(generator);
            generator
        };
        let kept = Frame {
            linked: frame.linked.clone(),
            pc: frame.pc,
            namespace: frame.namespace,
            generator: None,
            names: None,
            function: None,
            globals: frame.globals,
            borrowed: 0,
            base: frame.base,
            kept: frame.kept,
            is_entry: frame.is_entry,
            returns: frame.returns,
            caller: frame.caller,
        };
        frame.returns = Returns::Value;
        frame.kept = 0;
        frame.generator = Some(generator);
        self.generators.insert(
            generator,
            State::Suspended(Box::new(Suspended {
                frame,
                has_begun: false,
                depth: 0,
                indices: Vec::new(),
                handled: None,
            })),
        );
        self.may_call_python = true;
        Some((generator, kept))
    }

    /// Whether a generator's frame is an object of its own from the beginning.
    pub(super) fn generators_have_frames(&self) -> bool {
        self.profile().free_lists.frame.is_some()
    }

    /// `next(generator)`: `None` when it has ended.
    pub(super) fn generator_next(&mut self, generator: ObjectId) -> Outcome<Option<ObjectId>> {
        let none = self.none;
        let (value, has_yielded) = self.resume(generator, Ok(none))?;
        if has_yielded {
            return Ok(Some(value));
        }
        self.decref(value);
        Ok(None)
    }

    /// `generator.send(value)`: raises `StopIteration` with the returned value when it ends.
    pub(super) fn generator_send(&mut self, generator: ObjectId, value: ObjectId) -> Outcome {
        let (value, has_yielded) = self.resume(generator, Ok(value))?;
        self.yielded_or_stop(value, has_yielded)
    }

    /// `generator.throw(exception)`; the exception is owned.
    pub(super) fn generator_throw(&mut self, generator: ObjectId, exception: ObjectId) -> Outcome {
        let (value, has_yielded) = self.throw_into(generator, exception)?;
        self.yielded_or_stop(value, has_yielded)
    }

    fn yielded_or_stop(&mut self, value: ObjectId, has_yielded: bool) -> Outcome {
        if has_yielded {
            return Ok(value);
        }
        let args: &[ObjectId] = if value == self.none { &[] } else { &[value] };
        let stop = self.new_exception(self.types.stop_iteration, args);
        self.world.replace_slot(stop, exception::VALUE, Some(value));
        Err(self.raise_object(stop))
    }

    fn throw_into(
        &mut self,
        generator: ObjectId,
        exception: ObjectId,
    ) -> Outcome<(ObjectId, bool)> {
        self.reraised = false;
        // `yield from` passes it on to where it waits.
        if let Some(inner) = self.delegate(generator)
            && self.kind(inner) == Kind::Generator
        {
            self.incref(inner);
            let outcome = self.throw_into(inner, exception);
            self.decref(inner);
            return match outcome {
                Ok((value, true)) => Ok((value, true)),
                Ok((value, false)) => {
                    let args: &[ObjectId] = &[value];
                    let stop = self.new_exception(self.types.stop_iteration, args);
                    self.world.replace_slot(stop, exception::VALUE, Some(value));
                    let unwind = self.raise_object(stop);
                    self.resume(generator, Err(unwind))
                }
                Err(unwind @ Unwind::Exception(_)) => self.resume(generator, Err(unwind)),
                Err(unwind) => Err(unwind),
            };
        }
        self.resume(generator, Err(Unwind::Exception(exception)))
    }

    /// What a generator that stands in a `yield from` waits for, borrowed.
    fn delegate(&self, generator: ObjectId) -> Option<ObjectId> {
        let State::Suspended(suspended) = self.generators.get(&generator)? else {
            return None;
        };
        let frame = &suspended.frame;
        let before = frame
            .linked
            .code
            .instructions
            .get((frame.pc as usize).checked_sub(1)?)?;
        if !suspended.has_begun || !matches!(before, Instruction::Send(_)) {
            return None;
        }
        let count = self.heap().slot_count(frame.namespace) as usize;
        self.heap().slot(frame.namespace, count.checked_sub(1)?)
    }

    /// Lets a generator run until its next `yield` (then true) or its end, with a value for the `yield` expression
    /// where it stands (borrowed) or an exception raised there.
    fn resume(
        &mut self,
        generator: ObjectId,
        sent: Outcome<ObjectId>,
    ) -> Outcome<(ObjectId, bool)> {
        let suspended = match self.generators.remove(&generator) {
            Some(State::Suspended(suspended)) => *suspended,
            Some(State::Running) => {
                self.generators.insert(generator, State::Running);
                if let Err(Unwind::Exception(exception)) = sent {
                    self.decref(exception);
                }
                return self.value_error("generator already executing");
            }
            None => return sent.map(|_| (self.none, false)),
        };
        let Suspended {
            mut frame,
            has_begun,
            depth,
            indices,
            handled,
        } = suspended;
        if let Ok(value) = sent
            && !has_begun
            && value != self.none
        {
            let suspended = Suspended {
                frame,
                has_begun,
                depth,
                indices,
                handled,
            };
            self.generators
                .insert(generator, State::Suspended(Box::new(suspended)));
            return self.type_error("can't send non-None value to a just-started generator");
        }
        if let Err(unwind) = self.enter_native() {
            let suspended = Suspended {
                frame,
                has_begun,
                depth,
                indices,
                handled,
            };
            self.generators
                .insert(generator, State::Suspended(Box::new(suspended)));
            if let Err(Unwind::Exception(exception)) = sent {
                self.decref(exception);
            }
            return Err(unwind);
        }
        self.generators.insert(generator, State::Running);
        self.incref(generator);
        frame.base = self.stack.len();
        frame.is_entry = true;
        frame.caller = self.heap().place();
        let namespace = frame.namespace;
        let start = self.heap().slot_count(namespace) as usize - depth;
        let values: Vec<Option<ObjectId>> = (0..depth)
            .map(|_| self.world.remove_slot(namespace, start))
            .collect();
        for (number, value) in values.into_iter().enumerate() {
            let mut value = StackRef::owned(value);
            value.set_index(indices.get(number).copied().unwrap_or(0));
            self.stack.push(value);
        }
        let outer = self.handled;
        let mut sent = sent;
        if handled.is_some() {
            self.handled = handled;
            // `_PyErr_ChainStackItem`
            if let Err(Unwind::Exception(exception)) = sent {
                sent = Err(self.raise_object(exception));
            }
        }
        self.frames.push(frame);
        let bottom = self.frames.len();
        let outcome = match sent {
            Ok(value) => {
                self.incref(value);
                self.push(value);
                if let Some(frame) = self.frames.last_mut() {
                    frame.pc += 1;
                }
                self.run_frames(bottom)
            }
            Err(unwind) => self
                .unwind_to_handler(unwind, bottom)
                .and_then(|()| self.run_frames(bottom)),
        };
        self.leave_native();
        let has_yielded = std::mem::take(&mut self.has_yielded);
        let inner = std::mem::replace(&mut self.handled, outer);
        if has_yielded {
            if let Some(State::Suspended(suspended)) = self.generators.get_mut(&generator) {
                suspended.handled = inner.filter(|_| inner != outer);
            }
        } else {
            self.generators.remove(&generator);
            if self.generators_have_frames()
                && let Some(frame) = self.world.replace_slot(generator, 0, None)
            {
                self.decref(frame);
            }
        }
        self.decref(generator);
        Ok((outcome?, has_yielded))
    }

    /// `YIELD_VALUE`: the topmost frame is put aside; what is on its stack moves behind its locals.
    pub(super) fn suspend(&mut self) {
        let Some(mut frame) = self.frames.pop() else {
            return;
        };
        let values: Vec<StackRef> = self.stack.drain(frame.base..).collect();
        let depth = values.len();
        let mut indices: Vec<u32> = values.iter().map(|value| value.index()).collect();
        if indices.iter().all(|&index| index == 0) {
            indices = Vec::new();
        }
        for value in values {
            self.keep(value);
            self.world.push_slot(frame.namespace, value.object());
        }
        if R::RECORDS {
            self.go_to(frame.caller);
        }
        frame.is_entry = false;
        self.has_yielded = true;
        if let Some(generator) = frame.generator {
            let suspended = Suspended {
                frame,
                has_begun: true,
                depth,
                indices,
                handled: None,
            };
            self.generators
                .insert(generator, State::Suspended(Box::new(suspended)));
        }
    }

    /// `generator.close()`.
    pub(super) fn generator_close(&mut self, generator: ObjectId) -> Outcome<()> {
        match self.generators.get(&generator) {
            Some(State::Suspended(suspended)) if !suspended.has_begun => {
                self.drop_generator_frame(generator);
                return Ok(());
            }
            Some(_) => {}
            None => return Ok(()),
        }
        let exit = self.new_exception(self.types.generator_exit, &[]);
        self.raise_object(exit);
        match self.throw_into(generator, exit) {
            Ok((value, has_yielded)) => {
                self.decref(value);
                if has_yielded {
                    return Err(
                        self.raise(self.types.runtime_error, "generator ignored GeneratorExit")
                    );
                }
                Ok(())
            }
            Err(unwind)
                if self.matches(&unwind, self.types.generator_exit)
                    || self.matches(&unwind, self.types.stop_iteration) =>
            {
                if let Unwind::Exception(exception) = unwind {
                    self.decref(exception);
                }
                Ok(())
            }
            Err(unwind) => Err(unwind),
        }
    }

    /// A generator that never began ends, and lets go of its arguments where the version does.
    fn drop_generator_frame(&mut self, generator: ObjectId) {
        let Some(State::Suspended(suspended)) = self.generators.remove(&generator) else {
            return;
        };
        if self.generators_have_frames() {
            let frame = self.world.replace_slot(generator, 0, None);
            self.xdecref(frame);
        } else if !self.profile().closed_generators_keep_frames {
            self.release_locals(generator, 0);
            let function = self.world.replace_slot(generator, FUNCTION, None);
            self.xdecref(function);
        }
        self.xdecref(suspended.handled);
    }

    /// Whether a generator's finalizer has anything to do.
    pub(super) fn is_generator_alive(&self, generator: ObjectId) -> bool {
        self.generators.contains_key(&generator)
    }

    /// A generator dies.
    pub(super) fn forget_generator(&mut self, generator: ObjectId) {
        if let Some(State::Suspended(suspended)) = self.generators.remove(&generator) {
            self.xdecref(suspended.handled);
        }
    }

    /// `generator.gi_…`, owned; its frame is not shown.
    pub(super) fn generator_attribute(
        &mut self,
        generator: ObjectId,
        attribute: &str,
    ) -> Option<ObjectId> {
        let code = self.heap().payload(generator).index();
        let state = self.generators.get(&generator);
        Some(match attribute {
            "gi_running" => self.bool(matches!(state, Some(State::Running))),
            "gi_suspended" if !self.generators_have_frames() => {
                let has_begun =
                    |state: &State| matches!(state, State::Suspended(frame) if frame.has_begun);
                self.bool(state.is_some_and(has_begun))
            }
            "gi_yieldfrom" => {
                let delegate = self.delegate(generator).unwrap_or(self.none);
                self.new_reference(delegate)
            }
            "gi_code" => self.code_object(code),
            "__name__" => self.intern(&self.tables.codes[code].name.clone()),
            "__qualname__" => self.intern(&self.tables.codes[code].qualname.clone()),
            _ => return None,
        })
    }

    /// PEP 479: `StopIteration` does not leave a generator as such.
    pub(super) fn stop_iteration_error(&mut self, exception: ObjectId) -> ObjectId {
        if !self.is_instance(exception, self.types.stop_iteration) {
            return exception;
        }
        let message = self.new_str("generator raised StopIteration");
        let error = self.new_exception(self.types.runtime_error, &[message]);
        self.decref(message);
        for slot in [exception::CAUSE, exception::CONTEXT] {
            self.incref(exception);
            self.world.replace_slot(error, slot, Some(exception));
        }
        self.suppressed_contexts.insert(error);
        error
    }
}
