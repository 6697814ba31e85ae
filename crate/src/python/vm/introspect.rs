//! What frames, tracebacks and code objects tell of themselves.

use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::python::code::{Code, Name};
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// `frame.f_…`, `traceback.tb_…` or `code.co_…`, owned, other than what a slot holds.
    pub(super) fn introspect(&mut self, object: ObjectId, attribute: &str) -> Outcome {
        let found = match (self.kind(object), attribute) {
            (Kind::Code, _) => self.code_attribute(object, attribute),
            (Kind::Frame, "f_code") => {
                let index = self.heap().payload(object).index();
                Some(self.code_object(index))
            }
            (Kind::Frame, "f_back") => {
                let index = self.running_index(object);
                index.map(|index| match self.caller_of(index) {
                    Some(caller) => self.materialize_frame(caller),
                    None => self.none,
                })
            }
            (Kind::Frame, "f_globals") => self.running_index(object).map(|index| {
                let globals = self.frames[index].globals;
                self.new_reference(globals)
            }),
            (Kind::Frame, "f_lineno") => self.running_line(object).map(|line| self.new_line(line)),
            (Kind::Traceback, "tb_lineno") => {
                let line = self.traceback_line(object);
                line.map(|line| self.new_line(line))
            }
            _ => None,
        };
        match found {
            Some(value) => Ok(value),
            None => {
                let name = self.type_name(object);
                self.unsupported(format!("the attribute '{attribute}' of a '{name}'"))
            }
        }
    }

    fn new_line(&mut self, line: u32) -> ObjectId {
        self.new_int(i64::from(line))
    }

    fn code_attribute(&mut self, object: ObjectId, attribute: &str) -> Option<ObjectId> {
        let code: &Code = self.tables.codes.get(self.heap().payload(object).index())?;
        let number = match attribute {
            "co_firstlineno" => code.first_line,
            "co_argcount" => code.argument_count,
            "co_posonlyargcount" => code.positional_only_count,
            "co_kwonlyargcount" => code.keyword_only_count,
            _ => {
                let text: Name = match attribute {
                    "co_name" => code.name.clone(),
                    "co_filename" => code.filename.clone(),
                    "co_qualname" if self.profile().compiler.code_has_qualname => {
                        code.qualname.clone()
                    }
                    _ => return None,
                };
                return Some(self.intern(&text));
            }
        };
        Some(self.new_int(i64::from(number)))
    }

    /// `frame.clear()`: a call that is over lets go of its locals; a generator ends.
    pub(super) fn clear_frame(&mut self, frame: ObjectId) -> Outcome<()> {
        if self.running_index(frame).is_some() {
            let message = "cannot clear an executing frame";
            return Err(self.raise(self.types.runtime_error, message));
        }
        let mut generators = self.generators.keys().copied();
        match generators.find(|&generator| self.heap().slot(generator, 0) == Some(frame)) {
            Some(generator) => self.generator_close(generator),
            None => {
                self.release_locals(frame, 0);
                Ok(())
            }
        }
    }

    fn running_index(&self, frame: ObjectId) -> Option<usize> {
        self.frames.iter().rposition(|one| one.namespace == frame)
    }

    /// The line that a frame on the stack is at.
    fn running_line(&self, frame: ObjectId) -> Option<u32> {
        let frame = &self.frames[self.running_index(frame)?];
        frame.linked.lines.get(frame.pc as usize).copied()
    }

    /// The line where an exception left a frame, or was raised in it.
    fn traceback_line(&self, traceback: ObjectId) -> Option<u32> {
        let heap = self.heap();
        let frame = heap.slot(traceback, 1)?;
        let code = self.tables.codes.get(heap.payload(frame).index())?;
        let location = code.locations.get(heap.payload(traceback).index())?;
        location.map(|location| location.line)
    }
}
