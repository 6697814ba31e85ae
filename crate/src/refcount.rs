//! Reference counting: allocation, `Py_DECREF`, and deallocation without recursion.

use crate::collect;
use crate::event::Event;
use crate::heap::{EXTRA, Flags, Heap, Kind, ObjectId, Payload};
use crate::profile::{Collector, FreeLists};
use crate::tape::Recorder;
use crate::weakref;
use crate::world::World;

/// Whoever runs Python code for the rules of memory management: the virtual machine, or nobody in a bare heap.
///
/// This is the only call upwards from the rules. All methods but `world` have the meaning "nothing to do" by default.
pub trait Runtime: Sized {
    /// What becomes of the events.
    type Recorder: Recorder;

    /// The world that the rules work on.
    fn world(&mut self) -> &mut World<Self::Recorder>;

    /// Whether the object's type has a finalizer (`tp_finalize`): a class with `__del__`, a generator.
    fn has_finalizer(&self, _object: ObjectId) -> bool {
        false
    }

    /// Calls the object's finalizer. Errors are printed and forgotten, as Python does.
    fn finalize(&mut self, _object: ObjectId) {}

    /// Calls a weak reference's callback with the weak reference. Errors are printed and forgotten.
    fn call_weakref_callback(&mut self, _reference: ObjectId, _callback: ObjectId) {}

    /// Calls everything in `gc.callbacks` (`invoke_gc_callback`).
    fn call_gc_callbacks(&mut self, _report: collect::Report) {}

    /// What the running calls hold, from the innermost call outwards, in the order of `mark_stacks`.
    fn roots(&mut self) -> Vec<ObjectId> {
        Vec::new()
    }

    /// Writes a line of the collector's debug output to standard error.
    fn write_debug(&mut self, _line: collect::DebugLine) {}

    /// Appends to `gc.garbage` (`DEBUG_SAVEALL`).
    fn append_garbage(&mut self, _object: ObjectId) {}

    /// The collector emptied the object's slots (`tp_clear`).
    fn cleared(&mut self, _object: ObjectId) {}

    /// Whether an object's death may be noticed by Python code: true as soon as there may be a finalizer or a weak
    /// reference's callback anywhere. While it is false and nobody records, garbage is freed in one sweep.
    fn may_call_python(&self) -> bool {
        true
    }

    /// The object is about to give its memory back: last chance to forget tables kept by id.
    fn forget(&mut self, _object: ObjectId) {}
}

/// A world in which no Python code runs: for measuring and for tests of the rules alone.
#[derive(Debug)]
pub struct Bare<R>(pub World<R>);

impl<R: Recorder> Runtime for Bare<R> {
    type Recorder = R;

    #[inline(always)]
    fn world(&mut self) -> &mut World<R> {
        &mut self.0
    }

    fn may_call_python(&self) -> bool {
        false
    }
}

/// Allocates an object whose type supports the collector (`_PyObject_GC_New`): it is counted, which may start a
/// collection, unless a free list has one (spec, sections 8 and 9). The caller fills it and then tracks it.
///
/// The object has a reference count of 1, the caller's.
#[inline]
pub fn allocate<T: Runtime>(
    runtime: &mut T,
    kind: Kind,
    class: Option<ObjectId>,
    slots: u32,
    payload: Payload,
) -> ObjectId {
    begin_allocation(runtime, kind, class, slots);
    runtime.world().create(kind, class, slots, payload)
}

/// What an allocation counts for, before there is the object.
pub fn begin_allocation<T: Runtime>(
    runtime: &mut T,
    kind: Kind,
    class: Option<ObjectId>,
    slots: u32,
) {
    let world = runtime.world();
    let exact = class.is_none_or(|class| !world.heap().is_counted(class));
    if !world.gc.free_lists.take(kind, slots, class, exact) {
        collect::count_allocation(runtime);
    }
}

/// The object of `begin_allocation` does not come to life after all.
pub fn cancel_allocation<T: Runtime>(runtime: &mut T, kind: Kind, slots: u32) {
    let world = runtime.world();
    if !world.gc.free_lists.give(kind, slots, None, true) {
        world.count_deallocation();
    }
}

/// `Py_DECREF`: the caller gives a reference up. At 0 the object is deallocated, and with it all that only it held.
#[inline]
pub fn decref<T: Runtime>(runtime: &mut T, object: ObjectId) {
    if drop_reference(runtime.world(), object) {
        deallocate(runtime, object);
    }
}

/// `Py_DECREF` of an object with empty slots, without a finalizer, that nothing refers to weakly.
#[inline]
pub fn decref_empty<T: Runtime>(runtime: &mut T, object: ObjectId) {
    let heap = runtime.world().heap();
    if heap.is_tracked(object) || !heap.extra_slots(object).is_empty() {
        decref(runtime, object);
    } else if drop_reference(runtime.world(), object) {
        end(runtime, object);
    }
}

/// `Py_XDECREF`.
#[inline]
pub fn xdecref<T: Runtime>(runtime: &mut T, object: Option<ObjectId>) {
    if let Some(object) = object {
        decref(runtime, object);
    }
}

/// Lowers the count; true if it is now 0.
#[inline]
fn drop_reference<R: Recorder>(world: &mut World<R>, object: ObjectId) -> bool {
    if !world.heap().is_counted(object) {
        return false;
    }
    let before = world.heap().refcount(object);
    debug_assert!(before > 0, "{object:?} has no reference to give up");
    world.emit(Event::Refcount {
        object,
        before,
        after: before - 1,
    });
    before == 1
}

/// An object that is being deallocated and how many of its slots were released.
#[derive(Clone, Copy, Debug)]
pub struct Dying {
    object: ObjectId,
    released: u32,
}

/// Deallocates an object whose count is 0, and all objects whose count gets 0 thereby: depth first, each before its
/// next sibling, as the nested `tp_dealloc` calls of CPython do, but with an explicit stack.
fn deallocate<T: Runtime>(runtime: &mut T, object: ObjectId) {
    if is_atom(runtime.world().heap(), object) {
        return end(runtime, object);
    }
    if !begin(runtime, object) {
        return;
    }
    // A finalizer may deallocate on its own: it finds an empty stack here and leaves this one alone.
    let mut stack = std::mem::take(&mut runtime.world().gc.dying);
    stack.push(Dying {
        object,
        released: 0,
    });
    while let Some(top) = stack.last_mut() {
        match release_next(runtime.world(), top) {
            Some(child) => {
                if !drop_reference(runtime.world(), child) {
                    continue;
                }
                if is_atom(runtime.world().heap(), child) {
                    end(runtime, child);
                } else if begin(runtime, child) {
                    stack.push(Dying {
                        object: child,
                        released: 0,
                    });
                }
            }
            None => {
                let dead = top.object;
                stack.pop();
                end(runtime, dead);
            }
        }
    }
    runtime.world().gc.dying = stack;
}

/// Whether it holds nothing and nothing is to be done before it dies.
#[inline]
fn is_atom(heap: &Heap, object: ObjectId) -> bool {
    !heap.is_gc(object) && heap.slot_count(object) == 0
}

/// What `tp_dealloc` does before it releases anything: untrack, finalize, clear weak references (spec, section 3.1).
///
/// False if a finalizer brought the object back to life.
#[inline]
fn begin<T: Runtime>(runtime: &mut T, object: ObjectId) -> bool {
    let world = runtime.world();
    let kind = world.heap().kind(object);
    if !world.heap().is_gc(object) {
        return true;
    }
    world.untrack(object);
    let flags = world.heap().flags(object);
    if (flags.has(Flags::HEAP_TYPE) || kind == Kind::Generator)
        && !flags.has(Flags::FINALIZED)
        && runtime.has_finalizer(object)
        && !finalize(runtime, object)
    {
        return false;
    }
    if kind == Kind::Weakref {
        weakref::clear(runtime.world(), object);
    }
    if runtime
        .world()
        .heap()
        .flags(object)
        .has(Flags::WEAKLY_REFERENCED)
    {
        weakref::clear_and_call(runtime, object);
    }
    true
}

/// `PyObject_CallFinalizerFromDealloc`: the object is alive again for the time of the call, at the end of generation 0.
///
/// False if it stays alive.
fn finalize<T: Runtime>(runtime: &mut T, object: ObjectId) -> bool {
    let world = runtime.world();
    // `_PyObject_GC_UNTRACK` took it out of the running collection.
    world.clear_flags(object, Flags::COLLECTING | Flags::UNREACHABLE);
    world.track(object);
    world.set_refcount(object, 1);
    runtime.finalize(object);
    let world = runtime.world();
    world.set_flags(object, Flags::FINALIZED);
    let left = world.heap().refcount(object) - 1;
    world.set_refcount(object, left);
    if left == 0 {
        world.untrack(object);
    }
    left == 0
}

/// Empties the next slot in the order of spec, section 3.2, and at last takes the type: returns the reference, which
/// the caller must drop. `None` when nothing is left.
#[inline]
fn release_next<R: Recorder>(world: &mut World<R>, dying: &mut Dying) -> Option<ObjectId> {
    let object = dying.object;
    let kind = world.heap().kind(object);
    let has_extra = world.heap().flags(object).has(Flags::EXTRA);
    let is_call = matches!(kind, Kind::Frame | Kind::Generator);
    if has_extra
        && !is_call
        && let Some(child) = world.take_extra(object)
    {
        return Some(child);
    }
    // A frame's function goes before its locals, a generator's after them.
    if has_extra
        && kind == Kind::Frame
        && let Some(function) = world.replace_slot(object, EXTRA, None)
    {
        return Some(function);
    }
    let count = world.heap().slot_count(object);
    let backwards = match kind {
        Kind::List | Kind::Tuple => true,
        _ if is_call => world.profile.releases_locals_backwards,
        _ => false,
    };
    // Up to 3.10 the cells of a frame stand behind its other locals.
    let has_cells_last = is_call && world.profile.free_lists.frame.is_some();
    let rounds = if has_cells_last { 2 } else { 1 };
    while dying.released < rounds * count {
        let step = dying.released % count;
        let index = if backwards { count - 1 - step } else { step };
        let is_second = dying.released >= count;
        dying.released += 1;
        let value = world.heap().slot(object, index as usize);
        let is_cell = |value| world.heap().kind(value) == Kind::Cell;
        if has_cells_last && value.is_some_and(is_cell) != is_second {
            continue;
        }
        if let Some(child) = world.replace_slot(object, index as usize, None) {
            return Some(child);
        }
    }
    if has_extra
        && is_call
        && let Some(child) = world.take_extra(object)
    {
        return Some(child);
    }
    if dying.released == count && world.heap().flags(object).has(Flags::HEAP_TYPE) {
        dying.released += 1;
        return world.heap().class(object);
    }
    None
}

/// The memory goes back, to a free list or as a deallocation that counts (spec, section 8).
#[inline]
pub(crate) fn end<T: Runtime>(runtime: &mut T, object: ObjectId) {
    runtime.forget(object);
    let world = runtime.world();
    let heap = world.heap();
    let (kind, flags) = (heap.kind(object), heap.flags(object));
    let event = Event::Deallocate {
        object,
        kind,
        class: heap.class(object),
        slots: heap.slot_count(object),
        payload: heap.payload(object),
    };
    if heap.is_gc(object) && !flags.has(Flags::BARE_FRAME) {
        let (length, class) = (heap.slot_count(object), heap.class(object));
        if !world
            .gc
            .free_lists
            .give(kind, length, class, !flags.has(Flags::HEAP_TYPE))
        {
            world.count_deallocation();
        }
    }
    world.emit(event);
}

/// How many dead objects of each type are kept for reuse. They count neither as deallocated nor, when they come to
/// life again, as allocated.
#[derive(Clone, Debug, PartialEq)]
pub struct Free {
    capacity: &'static FreeLists,
    list: u32,
    dict: u32,
    tuple: [u32; 21],
    iterator_classes: [Option<ObjectId>; 2],
    iterators: [u32; 2],
    /// Bound special methods of built-in types, of which none are kept.
    method_wrapper: Option<ObjectId>,
    method: u32,
    builtin_method: u32,
    frame: u32,
    slice: u32,
}

impl Free {
    /// Empty free lists of these capacities.
    pub fn new(capacity: &'static FreeLists) -> Free {
        Free {
            capacity,
            list: 0,
            dict: 0,
            tuple: [0; 21],
            iterator_classes: [None; 2],
            iterators: [0; 2],
            method_wrapper: None,
            method: 0,
            builtin_method: 0,
            frame: 0,
            // The interpreter has used slices before line 1.
            slice: capacity.slice,
        }
    }

    /// Empties them, as every full collection does at its end (`clear_freelists`).
    pub fn clear(&mut self) {
        *self = Free {
            iterator_classes: self.iterator_classes,
            method_wrapper: self.method_wrapper,
            // Its one place is no list: collections leave it alone.
            slice: self.slice,
            ..Free::new(self.capacity)
        };
    }

    /// The iterators of which dead ones are kept, those of lists and those of tuples; and the type of bound special
    /// methods, which look like other methods of built-in objects but are not kept.
    pub fn set_classes(&mut self, iterators: [ObjectId; 2], method_wrapper: ObjectId) {
        self.iterator_classes = iterators.map(Some);
        self.method_wrapper = Some(method_wrapper);
    }

    fn entry(
        &mut self,
        kind: Kind,
        slots: u32,
        class: Option<ObjectId>,
    ) -> Option<(&mut u32, u32)> {
        match kind {
            Kind::List => Some((&mut self.list, self.capacity.list)),
            Kind::Dict => Some((&mut self.dict, self.capacity.dict)),
            Kind::Tuple if slots <= self.capacity.longest_tuple => {
                Some((self.tuple.get_mut(slots as usize)?, self.capacity.tuple))
            }
            Kind::Frame => Some((&mut self.frame, self.capacity.frame?)),
            Kind::Slice => Some((&mut self.slice, self.capacity.slice)),
            Kind::Iterator => {
                let classes = &self.iterator_classes;
                let place = classes.iter().position(|&other| other == class)?;
                Some((&mut self.iterators[place], self.capacity.iterator))
            }
            Kind::Method => Some((&mut self.method, self.capacity.method)),
            Kind::BuiltinFunction if class.is_none() || class != self.method_wrapper => {
                Some((&mut self.builtin_method, self.capacity.builtin_method))
            }
            _ => None,
        }
    }

    /// Takes a dead object of this kind for a new one; false if there is none. Only exact types are kept.
    #[inline]
    pub fn take(&mut self, kind: Kind, slots: u32, class: Option<ObjectId>, exact: bool) -> bool {
        match self.entry(kind, slots, class) {
            Some((kept, _)) if exact && *kept > 0 => {
                *kept -= 1;
                true
            }
            _ => false,
        }
    }

    /// Keeps a dead object; false if its list is full or there is none.
    #[inline]
    pub fn give(&mut self, kind: Kind, slots: u32, class: Option<ObjectId>, exact: bool) -> bool {
        match self.entry(kind, slots, class) {
            Some((kept, capacity)) if exact && *kept < capacity => {
                *kept += 1;
                true
            }
            _ => false,
        }
    }
}

/// Counts an object that lives only inside a native function: what remains of it is its place in a free list.
pub fn count_transient<T: Runtime>(runtime: &mut T, kind: Kind, slots: u32) {
    if !runtime.world().gc.free_lists.take(kind, slots, None, true) {
        collect::count_allocation(runtime);
    }
    let world = runtime.world();
    if world.profile.collector == Collector::Incremental {
        world.gc.scheduled |= world.count_up();
        world.count_down();
    }
    cancel_allocation(runtime, kind, slots);
}

/// All places that refer to `object`, as (referrer, slot index); the slot index of an instance's reference to its
/// class is the number of its slots. A plain walk over the heap, for the inspector and for tests.
pub fn referrers(heap: &Heap, object: ObjectId) -> Vec<(ObjectId, usize)> {
    let mut found = Vec::new();
    for referrer in heap.objects() {
        let slots = heap.slots(referrer);
        for (index, slot) in heap.all_slots(referrer) {
            if slot == Some(object) {
                found.push((referrer, index));
            }
        }
        if heap.flags(referrer).has(Flags::HEAP_TYPE) && heap.class(referrer) == Some(object) {
            found.push((referrer, slots.len()));
        }
    }
    found
}
