//! The values on the machine's stack.

use super::Vm;
use crate::heap::ObjectId;
use crate::tape::Recorder;

/// A value on the stack (`_PyStackRef`): a counted reference, or from 3.14 on one that is borrowed from a local
/// variable, which outlives it.
#[derive(Clone, Copy, Debug)]
pub struct StackRef {
    object: Option<ObjectId>,
    /// `BORROWED`, and how far a loop is in a list or tuple that it goes through without an iterator (3.15).
    tag: u32,
}

const BORROWED: u32 = 1 << 31;

impl StackRef {
    /// Nothing: the place of `self` in a call of what is no method.
    pub const NULL: StackRef = StackRef {
        object: None,
        tag: 0,
    };

    /// A counted reference, or nothing.
    pub fn owned(object: Option<ObjectId>) -> StackRef {
        StackRef { object, tag: 0 }
    }

    /// No count knows of it.
    pub fn borrowed(object: ObjectId) -> StackRef {
        StackRef {
            object: Some(object),
            tag: BORROWED,
        }
    }

    /// What it refers to.
    pub fn object(self) -> Option<ObjectId> {
        self.object
    }

    /// Whether nothing has to be released.
    pub fn is_borrowed(self) -> bool {
        self.tag & BORROWED != 0
    }

    /// The index of the next item, where this is a list or tuple that a loop goes through.
    pub fn index(self) -> u32 {
        self.tag & !BORROWED
    }

    /// The loop goes on to another item.
    pub fn set_index(&mut self, index: u32) {
        self.tag = self.tag & BORROWED | index;
    }
}

impl<R: Recorder> Vm<R> {
    pub(super) fn push(&mut self, object: ObjectId) {
        self.stack.push(StackRef::owned(Some(object)));
    }

    /// Moves the topmost value out, as a reference that the caller owns; `None` for nothing.
    pub(super) fn take(&mut self) -> Option<ObjectId> {
        let value = self.stack.pop()?;
        self.keep(value);
        value.object
    }

    /// The same where the compiler's stack effects promise a value; `None` (of Python) stands for nothing to release.
    pub(super) fn pop(&mut self) -> ObjectId {
        self.take().unwrap_or(self.none)
    }

    /// Moves the topmost values out, owned; the deepest first.
    pub(super) fn take_top(&mut self, count: usize) -> Vec<ObjectId> {
        let start = self.stack.len() - count;
        for place in start..self.stack.len() {
            self.keep(self.stack[place]);
        }
        self.stack
            .drain(start..)
            .filter_map(StackRef::object)
            .collect()
    }

    pub(super) fn peek(&self, position: usize) -> Option<ObjectId> {
        self.stack[self.stack.len() - position].object
    }

    pub(super) fn top(&self, position: usize) -> ObjectId {
        self.peek(position).unwrap_or(self.none)
    }

    /// Makes a counted reference of a borrowed one (`PyStackRef_MakeHeapSafe`).
    pub(super) fn keep(&mut self, value: StackRef) {
        if let (Some(object), true) = (value.object, value.is_borrowed()) {
            self.incref(object);
        }
    }

    /// `PyStackRef_XCLOSE`.
    pub(super) fn close(&mut self, value: StackRef) {
        if let (Some(object), false) = (value.object, value.is_borrowed()) {
            self.decref(object);
        }
    }

    /// Releases the topmost values, the topmost first.
    pub(super) fn drop_to(&mut self, height: usize) {
        while self.stack.len() > height {
            if let Some(value) = self.stack.pop() {
                self.close(value);
            }
        }
    }

    /// Releases the topmost values in the order in which CPython's instructions do: the deepest first.
    pub(super) fn drop_inputs(&mut self, count: usize) {
        let start = self.stack.len() - count;
        for place in start..start + count {
            let value = std::mem::replace(&mut self.stack[place], StackRef::NULL);
            self.close(value);
        }
        self.stack.truncate(start);
    }
}
