//! Frames: running calls, and their local variables as slots of a namespace in the heap.

use std::rc::Rc;

use super::Vm;
use super::library::Origin;
use super::stack::StackRef;
use crate::collect;
use crate::event::{Event, Place};
use crate::heap::{EXTRA, Flags, Kind, ObjectId, Payload};
use crate::python::code::Code;
use crate::refcount;
use crate::tape::Recorder;

/// Extra slot of generators, and of frame objects whose call is over: the function (3.11 and later, `f_funcobj`).
pub const FUNCTION: usize = EXTRA;
/// Extra slot of generators: the frame object that a traceback asked for (3.11 and later, `frame_obj`).
pub const FRAME_OBJECT: usize = EXTRA + 1;
/// Extra slot of frame objects whose call is over: the caller's frame object (`f_back`).
pub const BACK: usize = EXTRA + 2;

/// Code with its names and constants as objects.
#[derive(Debug)]
pub struct Linked {
    /// The code.
    pub code: Rc<Code>,
    /// Its index in `tables.codes`.
    pub index: usize,
    /// `code.names` as strings.
    pub names: Vec<ObjectId>,
    /// `code.consts` as objects.
    pub consts: Vec<ObjectId>,
    /// The line of each instruction; 0 where there is none, and in the library: nobody steps through that.
    pub lines: Vec<u32>,
    /// Whose code it is.
    pub origin: Origin,
}

/// What happens to the value that a frame returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {
    /// It goes onto the caller's stack.
    Value,
    /// It must be `None`; the new instance goes onto the caller's stack.
    Instance {
        /// Owned.
        instance: ObjectId,
        /// The call's argument tuple, owned, released after the return; none if `__init__` was entered directly.
        arguments: Option<ObjectId>,
        /// The call ends with a check of the eval breaker.
        checks: bool,
    },
}

/// A running call, or the module.
#[derive(Debug)]
pub struct Frame {
    /// What runs.
    pub linked: Rc<Linked>,
    /// The running instruction.
    pub pc: u32,
    /// The frame object, owned: its slots are the fast locals and cells.
    pub namespace: ObjectId,
    /// The dict of local names of a module or class body, borrowed.
    pub names: Option<ObjectId>,
    /// The generator whose frame this is, borrowed.
    pub generator: Option<ObjectId>,
    /// The function, owned; `None` for the module and for generators.
    pub function: Option<ObjectId>,
    /// The dict of global names, borrowed from the function or the machine.
    pub globals: ObjectId,
    /// The parameters (as bits) whose values are borrowed from the caller, which holds them until the return.
    pub borrowed: u32,
    /// Where this frame's values begin on the stack.
    pub base: usize,
    /// So many values below `base` are released by the caller after the return: it kept the arguments.
    pub kept: usize,
    /// A native function waits for the result.
    pub is_entry: bool,
    /// What becomes of the returned value.
    pub returns: Returns,
    /// Where the caller stood, for stepping back into its line.
    pub caller: Place,
}

impl Frame {
    /// What is drawn as the place of the running line: the frame, or the module's globals.
    pub fn place(&self, line: u32) -> Place {
        let namespace = if self.function.is_none() && self.generator.is_none() {
            self.globals
        } else {
            self.namespace
        };
        Place {
            line,
            namespace: Some(namespace),
        }
    }
}

/// Whether a parameter or an argument is among those that are borrowed; those beyond the bits never are.
pub(super) fn is_borrowed(borrowed: u32, index: usize) -> bool {
    index < u32::BITS as usize && borrowed & (1 << index) != 0
}

impl<R: Recorder> Vm<R> {
    /// Gives code its objects; once for each code. Returns its index in `tables.codes`.
    pub(super) fn link(&mut self, code: &Rc<Code>) -> usize {
        let index = self.tables.codes.len();
        self.tables.codes.push(code.clone());
        // The place is taken before the constants, some of which are code, are linked.
        self.linked.push(Rc::new(Linked {
            code: code.clone(),
            index,
            names: Vec::new(),
            consts: Vec::new(),
            lines: Vec::new(),
            origin: self.linking,
        }));
        let names = code.names.iter().map(|name| self.intern(name)).collect();
        let consts = code
            .consts
            .iter()
            .map(|constant| self.constant(constant))
            .collect();
        let lines = code
            .locations
            .iter()
            .map(|location| match self.linking {
                Origin::Program => location.map_or(0, |location| location.line),
                _ => 0,
            })
            .collect();
        self.linked[index] = Rc::new(Linked {
            code: code.clone(),
            index,
            names,
            consts,
            lines,
            origin: self.linking,
        });
        if self.linking == Origin::Builtin {
            // What CPython writes in C has no frames: none is counted.
            self.kept_frames.insert(index);
        }
        index
    }

    /// A namespace for the locals of a call: an object for the picture's sake, which becomes a Python object only if
    /// something (a traceback, a generator) holds on to it.
    pub(super) fn new_frame_object(&mut self, linked: &Linked) -> ObjectId {
        let slots = linked.code.slots.len() as u32;
        let payload = Payload::from_index(linked.index);
        self.count_frame(linked.index);
        let object = self
            .world
            .create(Kind::Frame, Some(self.types.frame), slots, payload);
        let is_drawn = linked.code.flags.optimized;
        let marks = match linked.origin {
            Origin::Program if is_drawn => Flags::NAMESPACE,
            Origin::Program => Flags::default(),
            _ => Flags::BUILTIN,
        };
        self.world.set_flags(object, Flags::BARE_FRAME | marks);
        object
    }

    /// Up to 3.10 every frame is an object that the collector counts, unless the code kept the one of its last call or
    /// the free list has one (spec, section 8).
    fn count_frame(&mut self, code: usize) {
        if self.profile().free_lists.frame.is_none() || self.kept_frames.remove(&code) {
            return;
        }
        if !self.world.gc.free_lists.take(Kind::Frame, 0, None, true) {
            collect::count_allocation(self);
        }
    }

    /// The counterpart of `count_frame`.
    fn keep_frame(&mut self, code: usize) {
        if self.profile().free_lists.frame.is_none() || self.kept_frames.insert(code) {
            return;
        }
        if !self.world.gc.free_lists.give(Kind::Frame, 0, None, true) {
            self.world.count_deallocation();
        }
    }

    /// A frame that outlived its call dies: up to 3.10 the code may keep it like any other, so its memory is not given
    /// back (`frame_dealloc`).
    pub(super) fn forget_frame(&mut self, frame: ObjectId) {
        let code = self.heap().payload(frame).index();
        if !self.heap().flags(frame).has(Flags::BARE_FRAME)
            && self.profile().free_lists.frame.is_some()
            && self.kept_frames.insert(code)
        {
            self.world.set_flags(frame, Flags::BARE_FRAME);
        }
    }

    /// Pushes a frame; it runs from its first instruction.
    pub(super) fn push_frame(&mut self, frame: Frame) {
        self.frames.push(frame);
    }

    /// The topmost frame is done: its locals are released in the version's order, then its function.
    pub(super) fn pop_frame(&mut self) -> Option<Frame> {
        let base = self.frames.last()?.base;
        self.drop_to(base);
        // Finalizers that run now find this frame still there, as in CPython.
        let namespace = self.frames.last()?.namespace;
        self.release_frame_object(namespace);
        let frame = self.frames.pop()?;
        self.xdecref(frame.function);
        if R::RECORDS {
            self.go_to(frame.caller);
        }
        Some(frame)
    }

    fn release_frame_object(&mut self, namespace: ObjectId) {
        if let Some(generator) = self.frames.last().and_then(|frame| frame.generator) {
            // Up to 3.10 the generator lets go of its frame.
            if !self.generators_have_frames() {
                self.release_generator_frame(generator);
            }
            return;
        }
        let borrowed = self.frames.last().map_or(0, |frame| frame.borrowed);
        if self.heap().refcount(namespace) > 1 {
            // A traceback holds it: it lives on as a Python object, with its locals (`take_ownership`).
            self.keep_borrowed(namespace, borrowed);
            if !self.generators_have_frames()
                && let Some(frame) = self.frames.last_mut()
            {
                let function = frame.function.take();
                self.world.replace_slot(namespace, FUNCTION, function);
            }
            self.link_caller(namespace);
            self.leave_frame_object(namespace);
            return;
        }
        self.release_locals(namespace, borrowed);
        let code = self.heap().payload(namespace).index();
        refcount::decref_empty(self, namespace);
        self.keep_frame(code);
    }

    /// `_PyFrame_ClearExceptCode` of a generator that ends: what a traceback holds is moved to its frame object.
    fn release_generator_frame(&mut self, generator: ObjectId) {
        if let Some(object) = self.world.replace_slot(generator, FRAME_OBJECT, None) {
            if self.heap().refcount(object) > 1 {
                for index in (0..self.heap().slot_count(object) as usize).chain([FUNCTION]) {
                    let value = self.world.replace_slot(generator, index, None);
                    self.world.replace_slot(object, index, value);
                }
                if self.profile().closed_generators_keep_frames {
                    self.link_caller(object);
                }
                self.leave_frame_object(object);
                return;
            }
            self.decref(object);
        }
        self.release_locals(generator, 0);
        let function = self.world.replace_slot(generator, FUNCTION, None);
        self.xdecref(function);
    }

    /// A frame object that outlives the topmost call holds the caller's, which outlives its own call thereby, and so on.
    fn link_caller(&mut self, object: ObjectId) {
        if let Some(index) = self.caller_of(self.frames.len() - 1) {
            let caller = self.materialize_frame(index);
            self.world.replace_slot(object, BACK, Some(caller));
        }
    }

    /// The frame below that CPython has, too.
    pub(super) fn caller_of(&self, index: usize) -> Option<usize> {
        let is_python = |&index: &usize| self.frames[index].linked.origin != Origin::Builtin;
        (0..index).rev().find(is_python)
    }

    /// Counts the references to the parameters that were borrowed: the caller will not hold them any longer.
    pub(super) fn keep_borrowed(&mut self, namespace: ObjectId, borrowed: u32) {
        for index in (0..u32::BITS as usize).filter(|&index| is_borrowed(borrowed, index)) {
            if let Some(value) = self.heap().slot(namespace, index) {
                self.incref(value);
            }
        }
    }

    /// Puts an owned value into a local variable; what was there is the caller's.
    pub(super) fn replace_local(
        &mut self,
        frame: usize,
        index: usize,
        value: Option<ObjectId>,
    ) -> StackRef {
        let frame = &mut self.frames[frame];
        let namespace = frame.namespace;
        let was_borrowed = is_borrowed(frame.borrowed, index);
        if was_borrowed {
            frame.borrowed &= !(1 << index);
        }
        // `replace_slot` reports no step when both are the same; the reference given up is still the caller's.
        let old = self.heap().slot(namespace, index);
        self.world.replace_slot(namespace, index, value);
        match old {
            Some(old) if was_borrowed => StackRef::borrowed(old),
            old => StackRef::owned(old),
        }
    }

    pub(super) fn release_locals(&mut self, namespace: ObjectId, borrowed: u32) {
        let count = self.heap().slot_count(namespace) as usize;
        // Up to 3.10 cells stand behind the other locals.
        let has_cells_last = self.generators_have_frames();
        let rounds = if has_cells_last { 2 } else { 1 };
        for step in 0..rounds * count {
            let (is_second, step) = (step >= count, step % count);
            let index = if self.profile().releases_locals_backwards {
                count - 1 - step
            } else {
                step
            };
            let value = self.heap().slot(namespace, index);
            let is_cell = value.is_some_and(|value| self.kind(value) == Kind::Cell);
            if has_cells_last && is_cell != is_second {
                continue;
            }
            let value = self.world.replace_slot(namespace, index, None);
            if !is_borrowed(borrowed, index) {
                self.xdecref(value);
            }
        }
    }

    /// The call is over but something holds its frame object: from now on the collector sees it (`take_ownership`).
    fn leave_frame_object(&mut self, object: ObjectId) {
        if self.heap().refcount(object) > 1 && !self.heap().is_tracked(object) {
            self.world.track(object);
        }
        self.decref(object);
    }

    /// Emits the step to another place, if it is one.
    pub(super) fn go_to(&mut self, after: Place) {
        let before = self.heap().place();
        if before != after {
            self.world.emit(Event::Line { before, after });
        }
    }
}
