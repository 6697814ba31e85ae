//! What the rules of memory management ask the machine to do: finalizers, callbacks, debug lines.

use super::frame::FUNCTION;
use super::{Outcome, Unwind, Vm};
use crate::collect::{DebugLine, Report};
use crate::heap::{GcList, Kind, ObjectId};
use crate::python::tables::Stream;
use crate::refcount::Runtime;
use crate::tape::Recorder;
use crate::world::World;

use super::traceback::Ignored;

impl<R: Recorder> Runtime for Vm<R> {
    type Recorder = R;

    #[inline(always)]
    fn world(&mut self) -> &mut World<R> {
        &mut self.world
    }

    fn may_call_python(&self) -> bool {
        self.may_call_python
    }

    fn has_finalizer(&self, object: ObjectId) -> bool {
        if self.kind(object) == Kind::Generator {
            return self.is_generator_alive(object);
        }
        let class = self.type_of(object);
        self.class_info(class).has_finalizer
    }

    fn finalize(&mut self, object: ObjectId) {
        if self.kind(object) == Kind::Generator {
            let outcome = self.generator_close(object).map(|()| self.none);
            self.settle(outcome, Ignored::Generator(object));
            return;
        }
        let name = self.intern_str("__del__");
        let class = self.type_of(object);
        let Some(function) = self.find_in_type(class, name) else {
            return;
        };
        self.incref(function);
        let (outcome, function) = match self.bind(function, Some(object), class) {
            Ok(Some(bound)) => {
                self.decref(function);
                (self.call(bound, &[]), bound)
            }
            Ok(None) => (self.call(function, &[object]), function),
            Err(unwind) => (Err(unwind), function),
        };
        self.settle(outcome, Ignored::Finalizer(function));
        self.decref(function);
    }

    fn call_weakref_callback(&mut self, reference: ObjectId, callback: ObjectId) {
        let is_collected = self.heap().first(GcList::Callbacks) == Some(reference);
        let outcome = self.call(callback, &[reference]);
        let what = if is_collected {
            Ignored::CollectedCallback(callback)
        } else {
            Ignored::WeakrefCallback(callback)
        };
        self.settle(outcome, what);
    }

    fn call_gc_callbacks(&mut self, report: Report) {
        let callbacks = self.heap().slots(self.gc_callbacks).to_vec();
        if callbacks.is_empty() {
            return;
        }
        let info = self.gc_info(report);
        let phase = self.intern_str(report.phase);
        for callback in callbacks.into_iter().flatten() {
            self.incref(callback);
            let outcome = self.call(callback, &[phase, info]);
            self.settle(outcome, Ignored::GcCallback(callback));
            self.decref(callback);
        }
        self.decref(info);
    }

    fn roots(&mut self) -> Vec<ObjectId> {
        let mut roots = Vec::new();
        let mut end = self.stack.len();
        for frame in self.frames.iter().rev() {
            let values = self.stack.get(frame.base..end).unwrap_or_default();
            let locals = self.heap().slots(frame.namespace);
            roots.extend(frame.names);
            let function = |generator| self.heap().slot(generator, FUNCTION);
            roots.extend(frame.function.or(frame.generator.and_then(function)));
            roots.extend(values.iter().rev().filter_map(|value| value.object()));
            roots.extend(locals.iter().rev().flatten());
            end = frame.base;
        }
        roots
    }

    fn write_debug(&mut self, line: DebugLine) {
        let text = match line {
            DebugLine::Collecting(generation) => {
                format!("gc: collecting generation {generation}...\n")
            }
            DebugLine::Generations([young, middle, old]) => {
                format!("gc: objects in each generation: {young} {middle} {old}\n")
            }
            DebugLine::Permanent(count) => {
                format!("gc: objects in permanent generation: {count}\n")
            }
            DebugLine::Collectable(object) => {
                let name = self.type_name(object);
                format!("gc: collectable <{name} {:#x}>\n", self.address(object))
            }
            // Times can't be promised, and a simulation takes none.
            DebugLine::Done(collected) => {
                format!("gc: done, {collected} unreachable, 0 uncollectable, 0.0000s elapsed\n")
            }
        };
        self.write(Stream::Stderr, text);
    }

    fn append_garbage(&mut self, object: ObjectId) {
        self.incref(object);
        let before = self.heap().slot_count(self.gc_garbage) as usize;
        self.world.push_slot(self.gc_garbage, Some(object));
        self.list_resized(self.gc_garbage, before);
    }

    fn cleared(&mut self, object: ObjectId) {
        match self.kind(object) {
            Kind::List => {
                self.list_rooms.remove(&object);
            }
            Kind::Dict => self.reset_dict(object),
            Kind::Set => self.reset_set(object),
            Kind::Deque => self.deque_clear(object),
            _ => {}
        }
    }

    fn forget(&mut self, object: ObjectId) {
        if !self.embedded_dicts.is_empty() {
            self.detach_dict(object);
        }
        match self.kind(object) {
            Kind::List if !self.list_rooms.is_empty() => {
                self.list_rooms.remove(&object);
            }
            Kind::Dict => self.forget_dict(object),
            Kind::Set | Kind::FrozenSet => self.forget_set(object),
            Kind::Iterator => self.forget_iterator(object),
            Kind::Weakref => {
                self.weakref_hashes.remove(&object);
            }
            Kind::Generator => self.forget_generator(object),
            Kind::Type => self.forget_class(object),
            Kind::Frame => self.forget_frame(object),
            Kind::Deque => {
                self.deques.remove(&object);
            }
            Kind::Instance if !self.attribute_orders.is_empty() => {
                self.attribute_orders.remove(&object);
            }
            _ => {}
        }
    }
}

impl<R: Recorder> Vm<R> {
    /// The end of a call that has no caller in Python: an exception is printed and forgotten, a stop is remembered.
    fn settle(&mut self, outcome: Outcome, what: Ignored) {
        match outcome {
            Ok(result) => self.decref(result),
            Err(Unwind::Exception(exception)) => self.write_unraisable(exception, what),
            Err(Unwind::Stop(diagnostic)) => self.stopped = Some(diagnostic),
        }
    }

    /// Entries of `gc.get_stats()` or of what callbacks are told.
    pub(super) fn set_numbers(&mut self, dict: ObjectId, numbers: &[(&str, u32)], candidates: u32) {
        for &(name, value) in numbers {
            let value = self.new_int(i64::from(value));
            self.dict_set_name(dict, name, value);
            self.decref(value);
        }
        if self.profile().stats_have_candidates {
            // A simulation takes no time.
            let values = [
                ("candidates", self.new_int(i64::from(candidates))),
                ("duration", self.new_float(0.0)),
            ];
            for (name, value) in values {
                self.dict_set_name(dict, name, value);
                self.decref(value);
            }
        }
    }

    /// The dict that one round of callbacks shares.
    fn gc_info(&mut self, report: Report) -> ObjectId {
        let info = self.new_dict();
        let numbers = [
            ("generation", u32::from(report.generation)),
            ("collected", report.collected),
            ("uncollectable", 0),
        ];
        self.set_numbers(info, &numbers, report.candidates);
        info
    }
}
