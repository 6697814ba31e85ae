//! The instruction loop. Stack effects stand with the instructions in `code.rs`.

use super::call::{
    FUNCTION_ANNOTATE, FUNCTION_ANNOTATIONS, FUNCTION_CLOSURE, FUNCTION_DEFAULTS,
    FUNCTION_KWDEFAULTS,
};
use super::operators::UnaryOperator;
use super::stack::StackRef;
use super::{Outcome, Unwind, Vm};
use crate::collect;
use crate::heap::{Kind, ObjectId, Payload};
use crate::python::code::{Comparison, Conversion, FunctionAttribute, Instruction, ResumeAt};
use crate::tape::Recorder;

/// What the loop does after an instruction.
pub enum Next {
    /// Goes on with the instruction behind it.
    Instruction,
    /// Goes on elsewhere in the same code.
    Jump(u32),
    /// A frame was pushed or popped.
    Frame,
    /// The bottom frame returned.
    Done(ObjectId),
}

impl<R: Recorder> Vm<R> {
    /// Runs the frames above `bottom - 1` until the frame at that place returns.
    pub(super) fn run_frames(&mut self, bottom: usize) -> Outcome {
        loop {
            match self.run_frame(bottom) {
                Ok(result) => return Ok(result),
                Err(unwind) => self.unwind_to_handler(unwind, bottom)?,
            }
        }
    }

    /// Runs instructions until the bottom frame returns or something is raised.
    fn run_frame(&mut self, bottom: usize) -> Outcome {
        loop {
            let Some(frame) = self.frames.last() else {
                return Ok(self.none);
            };
            let linked = frame.linked.clone();
            let mut pc = frame.pc as usize;
            loop {
                if self.instructions_left == 0 {
                    return self.limit(format!(
                        "stopped after {} steps: is there an endless loop?",
                        self.limits.instructions
                    ));
                }
                self.instructions_left -= 1;
                if R::RECORDS && self.world.events() >= self.limits.events {
                    return self.limit(format!(
                        "stopped after {} changes of the heap: more than a recording keeps",
                        self.limits.events
                    ));
                }
                let top = self.frames.len() - 1;
                self.frames[top].pc = pc as u32;
                if R::RECORDS {
                    let line = linked.lines[pc];
                    if line != 0 {
                        self.go_to(self.frames[top].place(line));
                    }
                }
                match self.step(linked.code.instructions[pc], &linked, bottom)? {
                    Next::Instruction => pc += 1,
                    Next::Jump(target) => pc = target as usize,
                    Next::Frame => break,
                    Next::Done(result) => return Ok(result),
                }
            }
        }
    }

    fn push_result(&mut self, outcome: Outcome) -> Outcome<Next> {
        let result = outcome?;
        self.push(result);
        Ok(Next::Instruction)
    }

    /// Replaces the topmost values by a result, releasing them in the order in which CPython's instructions do: the
    /// deepest first.
    pub(super) fn finish(&mut self, count: usize, outcome: Outcome) -> Outcome<Next> {
        let result = outcome?;
        self.drop_inputs(count);
        self.push(result);
        Ok(Next::Instruction)
    }

    #[inline]
    fn step(
        &mut self,
        instruction: Instruction,
        linked: &super::frame::Linked,
        bottom: usize,
    ) -> Outcome<Next> {
        let frame = self.frames.len() - 1;
        match instruction {
            Instruction::Nop => {}
            Instruction::Resume(at) => {
                if at == ResumeAt::Start {
                    self.check_due()?;
                }
            }
            Instruction::PopTop => self.drop_to(self.stack.len() - 1),
            Instruction::PushNull => self.stack.push(StackRef::NULL),
            Instruction::Copy(position) => {
                let value = self.stack[self.stack.len() - position as usize];
                if let (Some(object), false) = (value.object(), value.is_borrowed()) {
                    self.incref(object);
                }
                self.stack.push(value);
            }
            Instruction::Swap(position) => {
                let top = self.stack.len() - 1;
                self.stack.swap(top, top + 1 - position as usize);
            }
            Instruction::LoadConst(index) => {
                if let crate::python::code::Const::BigInt(_) = linked.code.consts[index as usize] {
                    return self.unsupported("integers beyond 64 bits");
                }
                let value = linked.consts[index as usize];
                self.push(value);
            }
            Instruction::LoadFast(slot) | Instruction::LoadFastCheck(slot) => {
                let namespace = self.frames[frame].namespace;
                let Some(value) = self.heap().slot(namespace, slot as usize) else {
                    return self.unbound_local(linked, slot);
                };
                self.incref(value);
                self.push(value);
            }
            Instruction::LoadFastBorrow(slot) => {
                let namespace = self.frames[frame].namespace;
                match self.heap().slot(namespace, slot as usize) {
                    Some(value) => self.stack.push(StackRef::borrowed(value)),
                    None => return self.unbound_local(linked, slot),
                }
            }
            Instruction::LoadFastAndClear(slot) => {
                let value = self.replace_local(frame, slot as usize, None);
                self.stack.push(value);
            }
            Instruction::StoreFast(slot) => {
                let value = self.take();
                let old = self.replace_local(frame, slot as usize, value);
                self.close(old);
            }
            Instruction::DeleteFast(slot) => {
                let old = self.replace_local(frame, slot as usize, None);
                if old.object().is_none() {
                    return self.unbound_local(linked, slot);
                }
                self.close(old);
            }
            Instruction::MakeCell(slot) => {
                let namespace = self.frames[frame].namespace;
                let content = self.replace_local(frame, slot as usize, None);
                self.keep(content);
                let content = content.object();
                let cell =
                    self.new_fixed(Kind::Cell, self.types.cell, &[content], Payload::default());
                self.world
                    .replace_slot(namespace, slot as usize, Some(cell));
            }
            Instruction::CopyFreeVars(count) => self.copy_free_variables(frame, count as usize),
            Instruction::LoadDeref(slot) => {
                let namespace = self.frames[frame].namespace;
                let cell = self.heap().slot(namespace, slot as usize);
                let Some(value) = cell.and_then(|cell| self.heap().slot(cell, 0)) else {
                    return self.unbound_cell(linked, slot);
                };
                self.incref(value);
                self.push(value);
            }
            Instruction::StoreDeref(slot) => {
                let namespace = self.frames[frame].namespace;
                let value = self.take();
                if let Some(cell) = self.heap().slot(namespace, slot as usize) {
                    let old = self.store_slot(cell, 0, value);
                    self.xdecref(old);
                }
            }
            Instruction::DeleteDeref(slot) => {
                let namespace = self.frames[frame].namespace;
                let cell = self.heap().slot(namespace, slot as usize);
                let old = cell.and_then(|cell| self.world.replace_slot(cell, 0, None));
                let Some(old) = old else {
                    return self.unbound_cell(linked, slot);
                };
                self.decref(old);
            }
            Instruction::LoadFromDictOrDeref(slot) => {
                let mapping = self.top(1);
                let name = self.intern(&linked.code.slots[slot as usize].name);
                let namespace = self.frames[frame].namespace;
                let found = match self.dict_get_name(mapping, name) {
                    Some(value) => Some(value),
                    None => self
                        .heap()
                        .slot(namespace, slot as usize)
                        .and_then(|cell| self.heap().slot(cell, 0)),
                };
                let Some(value) = found else {
                    return self.unbound_cell(linked, slot);
                };
                let value = self.new_reference(value);
                return self.finish(1, Ok(value));
            }
            Instruction::LoadFromDictOrGlobals(index) => {
                let (mapping, name) = (self.top(1), linked.names[index as usize]);
                let value = match self.dict_get_name(mapping, name) {
                    Some(value) => value,
                    None => self.load_global(frame, name)?,
                };
                let value = self.new_reference(value);
                return self.finish(1, Ok(value));
            }
            Instruction::LoadName(index) => {
                let name = linked.names[index as usize];
                let local = self.frames[frame]
                    .names
                    .and_then(|names| self.dict_get_name(names, name));
                let value = match local {
                    Some(value) => value,
                    None => self.load_global(frame, name)?,
                };
                self.incref(value);
                self.push(value);
            }
            Instruction::StoreName(index) => {
                let (names, name) = (self.local_names(frame), linked.names[index as usize]);
                let value = self.pop();
                let outcome = self.dict_set(names, name, value);
                self.decref(value);
                outcome?;
            }
            Instruction::DeleteName(index) => {
                let (names, name) = (self.local_names(frame), linked.names[index as usize]);
                self.delete_name(names, name)?;
            }
            Instruction::LoadGlobal(index) => {
                let value = self.load_global(frame, linked.names[index as usize])?;
                self.incref(value);
                self.push(value);
            }
            Instruction::StoreGlobal(index) => {
                let (globals, name) = (self.frames[frame].globals, linked.names[index as usize]);
                let value = self.pop();
                let outcome = self.dict_set(globals, name, value);
                self.decref(value);
                outcome?;
            }
            Instruction::DeleteGlobal(index) => {
                let globals = self.frames[frame].globals;
                self.delete_name(globals, linked.names[index as usize])?;
            }
            Instruction::LoadLocals => {
                let names = self.local_names(frame);
                self.incref(names);
                self.push(names);
            }
            Instruction::LoadBuildClass => {
                let name = self.intern_str("__build_class__");
                let value = self.builtins.get(&name).copied().unwrap_or(self.none);
                self.push(value);
            }
            Instruction::LoadAssertionError => self.push(self.types.assertion_error),
            Instruction::SetupAnnotations => {
                let names = self.local_names(frame);
                let name = self.intern_str("__annotations__");
                if self.dict_get_name(names, name).is_none() {
                    let dict = self.new_dict();
                    let outcome = self.dict_set(names, name, dict);
                    self.decref(dict);
                    outcome?;
                }
            }

            Instruction::LoadAttr(index) => {
                let object = self.top(1);
                let outcome = self.get_attribute(object, linked.names[index as usize]);
                return self.finish(1, outcome);
            }
            Instruction::LoadMethod(index) => {
                return self.load_method(linked.names[index as usize]);
            }
            Instruction::LoadSuperAttr {
                name,
                method,
                two_arguments,
            } => {
                return self.load_super_attribute(
                    linked.names[name as usize],
                    method,
                    two_arguments,
                );
            }
            Instruction::StoreAttr(index) => {
                let (object, value) = (self.top(1), self.top(2));
                self.set_attribute(object, linked.names[index as usize], value)?;
                self.drop_inputs(2);
            }
            Instruction::DeleteAttr(index) => {
                let object = self.top(1);
                self.delete_attribute(object, linked.names[index as usize])?;
                self.drop_inputs(1);
            }
            Instruction::BinarySubscr => {
                let outcome = self.get_item(self.top(2), self.top(1));
                return self.finish(2, outcome);
            }
            Instruction::StoreSubscr => {
                self.set_item(self.top(2), self.top(1), self.top(3))?;
                self.drop_inputs(3);
            }
            Instruction::DeleteSubscr => {
                self.delete_item(self.top(2), self.top(1))?;
                self.drop_inputs(2);
            }
            Instruction::BinarySlice => {
                let slice = self.slice_of_top(2);
                let outcome = self.get_item(self.top(1), slice);
                self.decref(slice);
                return self.finish(1, outcome);
            }
            Instruction::StoreSlice => {
                let slice = self.slice_of_top(2);
                let outcome = self.set_item(self.top(1), slice, self.top(2));
                self.decref(slice);
                outcome?;
                self.drop_inputs(2);
            }

            Instruction::BinaryOp { operator, in_place } => {
                let outcome = self.binary(operator, in_place, self.top(2), self.top(1));
                return self.finish(2, outcome);
            }
            Instruction::CompareOp {
                comparison,
                to_bool,
            } => {
                return self.compare_top(comparison, to_bool);
            }
            Instruction::IsOp(inverted) => {
                let is_same = self.top(1) == self.top(2);
                let result = self.bool(is_same != inverted);
                return self.finish(2, Ok(result));
            }
            Instruction::ContainsOp(inverted) => {
                let found = self.contains(self.top(1), self.top(2))?;
                let result = self.bool(found != inverted);
                return self.finish(2, Ok(result));
            }
            Instruction::UnaryNegative => {
                let outcome = self.unary(UnaryOperator::Negative, self.top(1));
                return self.finish(1, outcome);
            }
            Instruction::UnaryPositive => {
                let outcome = self.unary(UnaryOperator::Positive, self.top(1));
                return self.finish(1, outcome);
            }
            Instruction::UnaryInvert => {
                let outcome = self.unary(UnaryOperator::Invert, self.top(1));
                return self.finish(1, outcome);
            }
            Instruction::UnaryNot => {
                let value = self.pop();
                let result = self.bool(value == self.false_);
                self.push(result);
            }
            Instruction::ToBool => {
                let truth = self.truth(self.top(1))?;
                let result = self.bool(truth);
                return self.finish(1, Ok(result));
            }

            Instruction::BuildTuple(count) => {
                let items = self.take_top(count as usize);
                let tuple = self.new_tuple(&items);
                self.push(tuple);
            }
            Instruction::BuildList(count) => {
                let items = self.take_top(count as usize);
                let list = self.new_list(&items);
                self.push(list);
            }
            Instruction::BuildSet(count) => {
                let start = self.stack.len() - count as usize;
                let items: Vec<ObjectId> = self.stack[start..]
                    .iter()
                    .filter_map(|value| value.object())
                    .collect();
                let outcome = self.new_set(&items);
                return self.finish(count as usize, outcome);
            }
            Instruction::BuildMap(count) => {
                let dict = self.new_dict();
                for pair in (0..count as usize).rev() {
                    let (key, value) = (self.top(pair * 2 + 2), self.top(pair * 2 + 1));
                    if let Err(unwind) = self.dict_set(dict, key, value) {
                        self.decref(dict);
                        return Err(unwind);
                    }
                }
                return self.finish(2 * count as usize, Ok(dict));
            }
            Instruction::BuildString(count) => {
                let mut text = String::new();
                for position in (1..=count as usize).rev() {
                    text.push_str(&self.text(self.top(position)));
                }
                let result = self.new_str(text);
                return self.finish(count as usize, Ok(result));
            }
            Instruction::BuildSlice(count) => {
                if count == 2 {
                    self.push(self.none);
                }
                let items = self.take_top(3);
                let items: Vec<Option<ObjectId>> = items.into_iter().map(Some).collect();
                let slice =
                    self.new_fixed(Kind::Slice, self.types.slice, &items, Payload::default());
                self.push(slice);
            }
            Instruction::ListAppend(position) => {
                let list = self.top(position as usize + 1);
                let item = self.take();
                let before = self.heap().slot_count(list) as usize;
                self.world.push_slot(list, item);
                self.list_resized(list, before);
            }
            Instruction::ListExtend(position) => {
                let (list, iterable) = (self.top(position as usize + 1), self.top(1));
                if !self.list_extend_optional(list, iterable)? {
                    let name = self.type_name(iterable);
                    let message = format!("Value after * must be an iterable, not {name}");
                    return self.type_error(message);
                }
                self.drop_inputs(1);
            }
            Instruction::SetAdd(position) => {
                let (set, item) = (self.top(position as usize + 1), self.top(1));
                self.set_add(set, item)?;
                self.drop_inputs(1);
            }
            Instruction::SetUpdate(position) => {
                let (set, iterable) = (self.top(position as usize + 1), self.top(1));
                self.set_update(set, iterable)?;
                self.drop_inputs(1);
            }
            Instruction::MapAdd(position) => {
                let dict = self.top(position as usize + 2);
                self.dict_set(dict, self.top(2), self.top(1))?;
                self.drop_inputs(2);
            }
            Instruction::DictUpdate(position) => {
                let (dict, mapping) = (self.top(position as usize + 1), self.top(1));
                if !self.is_mapping(mapping)? {
                    let name = self.type_name(mapping);
                    return self.type_error(format!("'{name}' object is not a mapping"));
                }
                self.dict_update(dict, mapping)?;
                self.drop_inputs(1);
            }
            Instruction::DictMerge(position) => {
                let place = position as usize;
                let (callable, dict) = (self.top(place + 4), self.top(place + 1));
                self.merge_keywords(callable, dict, self.top(1))?;
                self.drop_inputs(1);
            }
            Instruction::ListToTuple => {
                let list = self.pop();
                let items: Vec<ObjectId> =
                    self.heap().slots(list).iter().flatten().copied().collect();
                for &item in &items {
                    self.incref(item);
                }
                let tuple = self.new_tuple(&items);
                self.decref(list);
                self.push(tuple);
            }
            Instruction::UnpackSequence(count) => {
                self.unpack(count as usize, None)?;
            }
            Instruction::UnpackEx { before, after } => {
                self.unpack(before as usize, Some(after as usize))?;
            }

            Instruction::GetIter => {
                if self.is_virtual_iterator(self.top(1)) {
                    return Ok(Next::Instruction);
                }
                let outcome = self.iter(self.top(1));
                return self.finish(1, outcome);
            }
            Instruction::ForIter(target) => {
                let item = if self.is_virtual_iterator(self.top(1)) {
                    self.next_virtual()
                } else {
                    self.next(self.top(1))?
                };
                return match item {
                    Some(item) => {
                        self.push(item);
                        Ok(Next::Instruction)
                    }
                    None => {
                        let iterator = self.pop();
                        self.decref(iterator);
                        Ok(Next::Jump(target))
                    }
                };
            }

            Instruction::JumpForward(target) | Instruction::JumpBackwardNoInterrupt(target) => {
                return Ok(Next::Jump(target));
            }
            Instruction::JumpBackward(target) => {
                self.check_due()?;
                return Ok(Next::Jump(target));
            }
            Instruction::PopJumpIfTrue(target) => {
                if self.pop() == self.true_ {
                    return Ok(Next::Jump(target));
                }
            }
            Instruction::PopJumpIfFalse(target) => {
                if self.pop() == self.false_ {
                    return Ok(Next::Jump(target));
                }
            }
            Instruction::PopJumpIfNone(target) => {
                let value = self.pop();
                self.decref(value);
                if value == self.none {
                    return Ok(Next::Jump(target));
                }
            }
            Instruction::PopJumpIfNotNone(target) => {
                let value = self.pop();
                self.decref(value);
                if value != self.none {
                    return Ok(Next::Jump(target));
                }
            }

            Instruction::Call(count) => return self.call_top(count as usize, &[]),
            Instruction::CallKw { count, names } => {
                let names = linked.consts[names as usize];
                let names: Vec<ObjectId> =
                    self.heap().slots(names).iter().flatten().copied().collect();
                return self.call_top(count as usize, &names);
            }
            Instruction::CallFunctionEx(has_keywords) => {
                return self.call_with_tuple(has_keywords);
            }
            Instruction::MakeFunction => {
                let code = self.pop();
                let function = self.new_function(frame, code);
                self.push(function);
            }
            Instruction::SetFunctionAttribute(attribute) => {
                let function = self.pop();
                let value = self.take();
                let slot = match attribute {
                    FunctionAttribute::Defaults => FUNCTION_DEFAULTS,
                    FunctionAttribute::KeywordDefaults => FUNCTION_KWDEFAULTS,
                    FunctionAttribute::Closure => FUNCTION_CLOSURE,
                    FunctionAttribute::Annotations => FUNCTION_ANNOTATIONS,
                    FunctionAttribute::Annotate => FUNCTION_ANNOTATE,
                };
                self.world.replace_slot(function, slot, value);
                self.push(function);
            }
            Instruction::ReturnValue => {
                let result = self.pop();
                return self.return_value(result, bottom);
            }

            Instruction::ImportName(index) => {
                let outcome = self.import(linked.names[index as usize], self.top(2), self.top(1));
                return self.finish(2, outcome);
            }
            Instruction::ImportFrom(index) => {
                let outcome = self.import_from(self.top(1), linked.names[index as usize]);
                return self.push_result(outcome);
            }
            Instruction::ImportStar => {
                let names = self.local_names(frame);
                self.import_star(self.top(1), names)?;
                self.drop_inputs(1);
            }

            Instruction::ConvertValue(conversion) => {
                let value = self.top(1);
                let text = match conversion {
                    Conversion::Str => self.str(value)?,
                    Conversion::Repr => self.repr(value)?,
                    Conversion::Ascii => self.ascii(value)?,
                };
                let result = self.new_str(text);
                return self.finish(1, Ok(result));
            }
            Instruction::FormatSimple => {
                let value = self.top(1);
                if !self.is_str(value) {
                    let text = self.format(value, "")?;
                    let result = self.new_str(text);
                    return self.finish(1, Ok(result));
                }
            }
            Instruction::FormatWithSpec => {
                let spec = self.text(self.top(1));
                let text = self.format(self.top(2), &spec)?;
                let result = self.new_str(text);
                return self.finish(2, Ok(result));
            }

            Instruction::RaiseVarargs(count) => return Err(self.raise_top(count)),
            // The traceback has this frame already, with the line of the instruction that raised first.
            Instruction::Reraise(_) => {
                let exception = self.pop();
                self.reraised = true;
                return Err(Unwind::Exception(exception));
            }
            Instruction::PushExcInfo => {
                let exception = self.pop();
                self.incref(exception);
                let previous = self.handled.replace(exception);
                self.push(previous.unwrap_or(self.none));
                self.push(exception);
            }
            Instruction::PopExcept => {
                let previous = self.pop();
                let handled = if previous == self.none {
                    None
                } else {
                    Some(previous)
                };
                let old = std::mem::replace(&mut self.handled, handled);
                self.xdecref(old);
            }
            Instruction::CheckExcMatch => {
                let is_match = self.exception_matches(self.top(2), self.top(1))?;
                let result = self.bool(is_match);
                return self.finish(1, Ok(result));
            }
            Instruction::BeforeWith => self.enter_with()?,
            Instruction::LoadSpecial(special) => self.load_special(special)?,
            Instruction::WithExceptStart { exit_has_self } => {
                let outcome = self.exit_with_exception(exit_has_self);
                return self.push_result(outcome);
            }

            Instruction::GetLen => {
                let length = self.length(self.top(1))?;
                let result = self.new_int(length as i64);
                self.push(result);
            }
            Instruction::GetYieldFromIter => {
                let iterable = self.top(1);
                if self.kind(iterable) != Kind::Generator {
                    let outcome = self.iter(iterable);
                    return self.finish(1, outcome);
                }
            }
            Instruction::Send(target) => return self.send_top(target),
            Instruction::EndSend => {
                let value = self.pop();
                self.drop_inputs(1);
                self.push(value);
            }
            Instruction::YieldValue => {
                let value = self.pop();
                self.suspend();
                return Ok(Next::Done(value));
            }
            Instruction::ReturnGenerator => {
                let is_bottom = self.frames.len() == bottom;
                let Some((generator, frame)) = self.make_generator() else {
                    return Ok(Next::Instruction);
                };
                if R::RECORDS {
                    self.go_to(frame.caller);
                }
                return self.give_to_caller(generator, &frame, is_bottom);
            }
            Instruction::CleanupThrow => {
                let exception = self.top(1);
                if !self.is_instance(exception, self.types.stop_iteration) {
                    let exception = self.pop();
                    self.reraised = true;
                    return Err(Unwind::Exception(exception));
                }
                let value = self
                    .heap()
                    .slot(exception, super::exception::VALUE)
                    .unwrap_or(self.none);
                self.incref(value);
                self.drop_inputs(3);
                self.push(self.none);
                self.push(value);
            }
            Instruction::StopIterationError => {
                let exception = self.pop();
                let error = self.stop_iteration_error(exception);
                if error != exception {
                    self.decref(exception);
                }
                self.push(error);
            }
            Instruction::MatchMapping => {
                let answer = self.bool(self.is_pattern_mapping(self.top(1)));
                self.push(answer);
            }
            Instruction::MatchSequence => {
                let answer = self.bool(self.is_pattern_sequence(self.top(1)));
                self.push(answer);
            }
            Instruction::MatchKeys => {
                let outcome = self.match_keys(self.top(2), self.top(1));
                return self.push_result(outcome);
            }
            Instruction::MatchClass(positional) => {
                let (subject, class, names) = (self.top(3), self.top(2), self.top(1));
                let outcome = self.match_class(subject, class, positional as usize, names);
                return self.finish(3, outcome);
            }
        }
        Ok(Next::Instruction)
    }

    /// A check of the eval breaker: a due collection runs.
    pub(super) fn check_due(&mut self) -> Outcome<()> {
        if self.world.gc.scheduled && !self.is_in_builtin() {
            collect::run_if_due(self);
        }
        if self.stopped.is_some() {
            return self.check_stopped();
        }
        Ok(())
    }

    /// A function with the running frame's globals.
    fn new_function(&mut self, frame: usize, code: ObjectId) -> ObjectId {
        let globals = self.frames[frame].globals;
        let payload = self.heap().payload(code);
        let facts = self.tables.codes[payload.index()].clone();
        let name = self.intern(&facts.name);
        let qualname = self.intern(&facts.qualname);
        let key = self.intern_str("__name__");
        let main = self.intern_str("__main__");
        let module = self.dict_get_name(globals, key).unwrap_or(main);
        self.incref(module);
        let doc = match facts.consts.first() {
            Some(first) if facts.flags.docstring => self.constant(first),
            _ => self.none,
        };
        self.incref(globals);
        let slots = [
            Some(code),
            Some(globals),
            self.profile()
                .functions_know_builtins
                .then_some(self.builtins_dict),
            Some(module),
            None,
            None,
            Some(doc),
            Some(name),
            None,
            None,
            None,
            Some(qualname),
            None,
        ];
        self.new_fixed(Kind::Function, self.types.function, &slots, payload)
    }

    /// The two topmost values as a slice, moved out.
    fn slice_of_top(&mut self, count: usize) -> ObjectId {
        let items = self.take_top(count);
        let none = self.none;
        self.new_fixed(
            Kind::Slice,
            self.types.slice,
            &[items.first().copied(), items.get(1).copied(), Some(none)],
            Payload::default(),
        )
    }

    fn compare_top(&mut self, comparison: Comparison, to_bool: bool) -> Outcome<Next> {
        let result = self.compare(comparison, self.top(2), self.top(1))?;
        if to_bool && result != self.true_ && result != self.false_ {
            let truth = self.truth(result);
            self.decref(result);
            let result = self.bool(truth?);
            return self.finish(2, Ok(result));
        }
        self.finish(2, Ok(result))
    }

    fn raise_top(&mut self, count: u32) -> Unwind {
        if count == 0 {
            return match self.handled {
                Some(exception) => {
                    self.incref(exception);
                    self.reraised = true;
                    Unwind::Exception(exception)
                }
                None => self.raise(self.types.runtime_error, "No active exception to reraise"),
            };
        }
        let cause = if count == 2 { Some(self.pop()) } else { None };
        let value = self.pop();
        self.raise_value(value, cause)
    }

    /// `except type`: a class or a tuple of classes.
    fn exception_matches(&mut self, exception: ObjectId, wanted: ObjectId) -> Outcome<bool> {
        let classes = if self.kind(wanted) == Kind::Tuple {
            self.heap()
                .slots(wanted)
                .iter()
                .flatten()
                .copied()
                .collect()
        } else {
            vec![wanted]
        };
        for &class in &classes {
            if self.kind(class) != Kind::Type || !self.is_subclass(class, self.types.base_exception)
            {
                return self.type_error(
                    "catching classes that do not inherit from BaseException is not allowed",
                );
            }
        }
        Ok(classes
            .into_iter()
            .any(|class| self.is_instance(exception, class)))
    }
}
