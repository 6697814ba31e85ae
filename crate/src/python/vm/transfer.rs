//! From frame to frame: calls, returns, and what generators and their callers hand each other.

use super::builtins::Args;
use super::call::Called;
use super::exec::Next;
use super::frame::Returns;
use super::stack::StackRef;
use super::{Outcome, Unwind, Vm};
use crate::heap::{Kind, ObjectId};
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// `CALL`, `CALL_KW`: the topmost `count` values are arguments, the last ones by name.
    pub(super) fn call_top(&mut self, count: usize, names: &[ObjectId]) -> Outcome<Next> {
        let first = self.stack.len() - count;
        let has_self = self.stack[first - 1].object().is_some();
        let callable = self.top(count + 2);
        // A bound method is taken apart: its function is called with its object in front.
        if !has_self
            && self.kind(callable) == Kind::Method
            && !self.keeps_arguments()
            && let (Some(function), Some(receiver)) =
                (self.heap().slot(callable, 0), self.heap().slot(callable, 1))
        {
            self.incref(function);
            self.incref(receiver);
            self.stack[first - 1] = StackRef::owned(Some(receiver));
            let method =
                std::mem::replace(&mut self.stack[first - 2], StackRef::owned(Some(function)));
            self.close(method);
            return self.call_top(count, names);
        }
        let start = if has_self { first - 1 } else { first };
        let values: Vec<ObjectId> = self.stack[start..]
            .iter()
            .filter_map(|value| value.object())
            .collect();
        let (positional, by_name) = values.split_at(values.len() - names.len());
        let keywords: Vec<(ObjectId, ObjectId)> =
            names.iter().copied().zip(by_name.iter().copied()).collect();
        let args = Args {
            positional,
            keywords: &keywords,
        };
        if self.kind(callable) == Kind::Function {
            if self.keeps_arguments() {
                for &value in &values {
                    self.incref(value);
                }
                self.enter_function(callable, &args, 0, count + 2)?;
            } else {
                // The arguments move into the new frame, and the callable with them.
                let borrowed = self.borrow_arguments(start);
                let function = self.stack[first - 2];
                self.stack.truncate(first - 2);
                let outcome = self.enter_function(callable, &args, borrowed, 0);
                self.close(function);
                outcome?;
            }
            return self.advance_caller();
        }
        if names.is_empty() && !has_self && self.kind(callable) == Kind::Type {
            let entered = self.enter_init(callable, &values)?;
            if let Some(next) = entered {
                return Ok(next);
            }
        }
        let skips_check = if names.is_empty() {
            self.skips_check(callable, count, has_self)
        } else {
            self.profile().first_keyword_call_skips_check && self.is_first_time()
        };
        match self.begin_call(callable, &args)? {
            Called::Result(result) => {
                self.release_arguments(count + 2);
                self.push(result);
                if !skips_check {
                    self.check_due()?;
                }
                Ok(Next::Instruction)
            }
            Called::Entered => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.kept += count + 2;
                    if let Returns::Instance { checks, .. } = &mut frame.returns {
                        *checks = !skips_check;
                    }
                }
                self.advance_caller()
            }
        }
    }

    /// The caller goes on behind the call when the frame that was just pushed returns.
    fn advance_caller(&mut self) -> Outcome<Next> {
        Ok(Next::Frame)
    }

    /// Releases callable and arguments after a native call.
    pub(super) fn release_arguments(&mut self, count: usize) {
        if self.keeps_arguments() {
            self.drop_to(self.stack.len() - count);
            return;
        }
        // The arguments first to last, then the callable.
        let start = self.stack.len() - count;
        for place in (start + 1..start + count).chain([start]) {
            let value = std::mem::replace(&mut self.stack[place], StackRef::NULL);
            self.close(value);
        }
        self.stack.truncate(start);
    }

    /// One step of `yield from`.
    pub(super) fn send_top(&mut self, target: u32) -> Outcome<Next> {
        let (iterator, value) = (self.top(2), self.top(1));
        let outcome = if self.kind(iterator) == Kind::Generator {
            self.generator_send(iterator, value)
        } else if value == self.none {
            match self.next(iterator)? {
                Some(item) => Ok(item),
                None => {
                    // The iterator's own StopIteration carries no value.
                    self.drop_inputs(1);
                    self.push(self.none);
                    return Ok(Next::Jump(target));
                }
            }
        } else {
            self.call_method(iterator, "send", &[value])
        };
        match outcome {
            Ok(item) => self.finish(1, Ok(item)),
            Err(unwind) if self.matches(&unwind, self.types.stop_iteration) => {
                let Unwind::Exception(stop) = unwind else {
                    return Err(unwind);
                };
                let value = self.heap().slot(stop, super::exception::VALUE);
                let value = self.new_reference(value.unwrap_or(self.none));
                self.decref(stop);
                self.drop_inputs(1);
                self.push(value);
                Ok(Next::Jump(target))
            }
            Err(unwind) => Err(unwind),
        }
    }

    /// A frame was left with this result, which is the caller's.
    pub(super) fn give_to_caller(
        &mut self,
        result: ObjectId,
        frame: &super::frame::Frame,
        is_bottom: bool,
    ) -> Outcome<Next> {
        self.release_call(frame);
        if is_bottom {
            return Ok(Next::Done(result));
        }
        self.push(result);
        if let Some(frame) = self.frames.last_mut() {
            frame.pc += 1;
        }
        Ok(Next::Frame)
    }

    pub(super) fn return_value(&mut self, result: ObjectId, bottom: usize) -> Outcome<Next> {
        let is_bottom = self.frames.len() == bottom;
        let returns = self
            .frames
            .last()
            .map_or(Returns::Value, |frame| frame.returns);
        let Some(frame) = self.pop_frame() else {
            return Ok(Next::Done(result));
        };
        let result = match returns {
            Returns::Value => {
                self.release_call(&frame);
                result
            }
            Returns::Instance { instance, .. } => {
                self.incref(instance);
                self.release_call(&frame);
                if result != self.none {
                    let name = self.type_name(result);
                    self.decref(result);
                    self.decref(instance);
                    return self.type_error(format!("__init__() should return None, not '{name}'"));
                }
                instance
            }
        };
        if is_bottom {
            return Ok(Next::Done(result));
        }
        self.push(result);
        if let Some(frame) = self.frames.last_mut() {
            frame.pc += 1;
        }
        if matches!(returns, Returns::Instance { checks: true, .. })
            || frame.linked.origin == super::library::Origin::Builtin
        {
            self.check_due()?;
        }
        Ok(Next::Frame)
    }
}
