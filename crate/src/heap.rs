//! The simulated heap: columns of facts about objects, written by `Heap::apply` only.

mod columns;
mod stretch;

use std::num::NonZeroU32;
use std::ops::{BitOr, BitOrAssign};

use crate::counts::Counts;
use crate::event::{Counter, Event, PhaseAt, Place};
use crate::hash::HashMap;
use crate::pool::{Pool, Span};

pub(crate) use columns::Columns;
pub use columns::Referents;
pub(crate) use stretch::Stretches;

/// An object, for ever: an index into the heap's columns, given in program order and never reused.
///
/// The first few ids are not objects but the heads of the collector's lists (`GcList`), so that a list is a ring of
/// ids and an object can be put behind a head as behind any other object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(NonZeroU32);

impl ObjectId {
    /// The id with this number; `None` for 0.
    #[inline]
    pub fn new(number: u32) -> Option<ObjectId> {
        NonZeroU32::new(number).map(ObjectId)
    }

    /// Its number, at least 1.
    #[inline]
    pub fn get(self) -> u32 {
        self.0.get()
    }

    #[inline]
    fn index(self) -> usize {
        self.0.get() as usize
    }
}

/// The collector's lists. Tracked objects are in exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum GcList {
    /// The youngest objects.
    Generation0 = 1,
    /// What survived a collection of generation 0.
    Generation1,
    /// What survived a collection of generation 1 or 2.
    Generation2,
    /// `gc.freeze()` moved it here: never examined.
    Permanent,
    /// Found unreachable in the running collection (`unreachable`).
    Unreachable,
    /// Still unreachable after the finalizers (`final_unreachable`).
    FinalUnreachable,
    /// Weak references whose callback is about to be called (`wrcb_to_call`).
    Callbacks,
    /// Garbage whose finalizer was looked at (`seen` in `finalize_garbage`).
    Finalized,
    /// What an increment examines (3.14.0 to 3.14.4).
    Increment,
    /// What the running calls reach and was not looked at yet (3.14.0 to 3.14.4).
    Reachable,
}

impl GcList {
    /// The first id that is an object.
    const HEADS: u32 = 16;

    /// All lists, in the order of their numbers.
    pub const ALL: [GcList; 10] = [
        GcList::Generation0,
        GcList::Generation1,
        GcList::Generation2,
        GcList::Permanent,
        GcList::Unreachable,
        GcList::FinalUnreachable,
        GcList::Callbacks,
        GcList::Finalized,
        GcList::Increment,
        GcList::Reachable,
    ];

    /// Generation 0, 1 or 2.
    pub fn generation(number: usize) -> GcList {
        [
            GcList::Generation0,
            GcList::Generation1,
            GcList::Generation2,
        ][number]
    }

    /// The ring's head.
    #[inline]
    pub fn head(self) -> ObjectId {
        ObjectId(NonZeroU32::new(self as u32).unwrap_or(NonZeroU32::MIN))
    }
}

/// What an object is, as far as the heap's rules differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are the types' own")]
pub enum Kind {
    // Atoms: they hold no references and the collector never sees them.
    None,
    Ellipsis,
    NotImplemented,
    Bool,
    Int,
    Float,
    Complex,
    Str,
    Bytes,
    Range,
    Code,
    /// An instance of `object` itself.
    Object,
    // Containers: the collector may track them.
    List,
    Tuple,
    /// Slots in pairs: key, value. A deleted entry leaves an empty pair until the next growth.
    Dict,
    /// The hash table itself: empty slots are free.
    Set,
    /// Like `Set`.
    FrozenSet,
    /// An instance of a Python class: `__dict__`, `__slots__` members, inline values.
    Instance,
    /// A class.
    Type,
    Function,
    Cell,
    /// Function, self.
    Method,
    /// Self (for `[].append`) or nothing (for `len`).
    BuiltinFunction,
    Module,
    /// Slots are the local variables.
    Frame,
    Traceback,
    Generator,
    Exception,
    /// Referent (not counted), callback.
    Weakref,
    /// Any iterator over one object: iterable, then its own state.
    Iterator,
    Property,
    StaticMethod,
    ClassMethod,
    /// `getset_descriptor` or `member_descriptor`: the class.
    Descriptor,
    Super,
    Slice,
    /// `dict.keys()` and its like: the dict.
    View,
    /// `collections.deque`: slots are its items.
    Deque,
}

impl Kind {
    /// Whether the type supports the collector (`Py_TPFLAGS_HAVE_GC`; spec, section 2).
    #[inline]
    pub fn is_gc(self) -> bool {
        self as u8 >= Kind::List as u8
    }
}

/// Slots from this index on are extra slots: what an instance of a class derived from `list`, `dict` and their like has
/// besides its items (`__slots__` members, `__dict__`, inline values), numbered as the slots of a `Kind::Instance`.
pub const EXTRA: usize = 1 << 30;

/// Marks on an object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

impl Flags {
    /// It has been allocated and not deallocated.
    pub const ALIVE: Flags = Flags(1);
    /// It is among the candidates of the running collection and not yet known to be reachable.
    pub const COLLECTING: Flags = Flags(2);
    /// It is tentatively unreachable.
    pub const UNREACHABLE: Flags = Flags(4);
    /// Its finalizer was called (`gc.is_finalized`).
    pub const FINALIZED: Flags = Flags(8);
    /// Its reference count is not kept: the object is immortal, or shared with the interpreter's own start-up so that
    /// no number could be promised.
    pub const UNCOUNTED: Flags = Flags(16);
    /// There is at least one weak reference to it.
    pub const WEAKLY_REFERENCED: Flags = Flags(32);
    /// Its slots are names: a module's globals, or a frame. Drawn as names, not as a box.
    pub const NAMESPACE: Flags = Flags(64);
    /// Part of the world before line 1 (built-in types and functions): never drawn.
    pub const BUILTIN: Flags = Flags(128);
    /// Its type is a class of the program: a counted reference that traversal visits.
    pub const HEAP_TYPE: Flags = Flags(256);
    /// A frame that is not (yet) a Python object: nothing holds it but the running call.
    pub const BARE_FRAME: Flags = Flags(512);
    /// The incremental collector has visited it in this cycle, or never will: it is frozen. Other tracked objects are
    /// young, or wait (`_PyGC_NEXT_MASK_OLD_SPACE_1`).
    pub const VISITED: Flags = Flags(1024);
    /// It has had extra slots; see `EXTRA`.
    pub const EXTRA: Flags = Flags(2048);
    /// An instance's dict whose values stand inside the instance: the collector comes by them there, and finds nothing
    /// in the dict (3.13.0 to 3.13.12, 3.14.0 to 3.14.4; spec, section 6.3).
    pub const EMBEDDED: Flags = Flags(4096);
    /// An instance with such a dict.
    pub const EMBEDS_DICT: Flags = Flags(8192);

    /// Whether all of these marks are set.
    #[inline]
    pub fn has(self, marks: Flags) -> bool {
        self.0 & marks.0 == marks.0
    }

    /// These and those.
    #[inline]
    #[must_use]
    pub const fn with(self, marks: Flags) -> Flags {
        Flags(self.0 | marks.0)
    }

    /// These without those.
    #[inline]
    #[must_use]
    pub fn without(self, marks: Flags) -> Flags {
        Flags(self.0 & !marks.0)
    }
}

impl BitOr for Flags {
    type Output = Flags;
    fn bitor(self, other: Flags) -> Flags {
        self.with(other)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Flags) {
        *self = self.with(other);
    }
}

/// What an object holds besides references, by kind: an int's value, a float's bits, or an index into a table of the
/// interpreter (texts, code). 64 bits in two halves, so that an event stays small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Payload([u32; 2]);

impl Payload {
    /// From 64 bits.
    #[inline]
    pub fn from_bits(bits: u64) -> Payload {
        Payload([bits as u32, (bits >> 32) as u32])
    }

    /// All 64 bits.
    #[inline]
    pub fn bits(self) -> u64 {
        u64::from(self.0[0]) | u64::from(self.0[1]) << 32
    }

    /// An int's value.
    #[inline]
    pub fn from_int(value: i64) -> Payload {
        Payload::from_bits(value as u64)
    }

    /// An int's value.
    #[inline]
    pub fn int(self) -> i64 {
        self.bits() as i64
    }

    /// A float's value.
    #[inline]
    pub fn from_float(value: f64) -> Payload {
        Payload::from_bits(value.to_bits())
    }

    /// A float's value.
    #[inline]
    pub fn float(self) -> f64 {
        f64::from_bits(self.bits())
    }

    /// An index into a table.
    #[inline]
    pub fn from_index(index: usize) -> Payload {
        Payload::from_bits(index as u64)
    }

    /// An index into a table.
    #[inline]
    pub fn index(self) -> usize {
        self.bits() as usize
    }
}

/// Neighbours in one of the collector's lists; 0: untracked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Links {
    prev: u32,
    next: u32,
}

impl Links {
    /// The object behind; `None` at the end of the list, and for what is in none.
    #[inline(always)]
    fn next(self) -> Option<ObjectId> {
        ObjectId::new(self.next).filter(|next| next.get() >= GcList::HEADS)
    }

    /// The object or list head in front; `None` for what is in no list.
    #[inline(always)]
    fn prev(self) -> Option<ObjectId> {
        ObjectId::new(self.prev)
    }
}

/// All objects and the few numbers of the collector and the interpreter that can be stepped through.
///
/// Everybody may read; only `apply` writes.
#[derive(Clone, Debug)]
pub struct Heap {
    kinds: Vec<Kind>,
    flags: Vec<Flags>,
    refcounts: Counts,
    gc_refs: Counts,
    links: Vec<Links>,
    spans: Vec<Span>,
    capacities: Vec<u32>,
    classes: Vec<Option<ObjectId>>,
    payloads: Vec<Payload>,
    pool: Pool,
    /// Extra slots, up to the last one that is not empty.
    extras: HashMap<ObjectId, Vec<Option<ObjectId>>>,
    /// The id that the next allocated object gets.
    next: u32,
    alive: u32,
    counts: [u32; 3],
    thresholds: [u32; 3],
    enabled: bool,
    debug: u32,
    collected: u32,
    long_lived_pending: u32,
    long_lived_total: u32,
    work_to_do: u32,
    phase: PhaseAt,
    place: Place,
    printed: u32,
}

impl Default for Heap {
    fn default() -> Heap {
        Heap::new()
    }
}

impl Heap {
    /// An empty heap: no objects, all counters 0.
    pub fn new() -> Heap {
        let mut heap = Heap {
            kinds: Vec::new(),
            flags: Vec::new(),
            refcounts: Counts::default(),
            gc_refs: Counts::default(),
            links: Vec::new(),
            spans: Vec::new(),
            capacities: Vec::new(),
            classes: Vec::new(),
            payloads: Vec::new(),
            pool: Pool::default(),
            extras: HashMap::default(),
            next: GcList::HEADS,
            alive: 0,
            counts: [0; 3],
            thresholds: [0; 3],
            enabled: false,
            debug: 0,
            collected: 0,
            long_lived_pending: 0,
            long_lived_total: 0,
            work_to_do: 0,
            phase: PhaseAt::default(),
            place: Place::default(),
            printed: 0,
        };
        heap.grow();
        for number in 0..GcList::HEADS {
            heap.links[number as usize] = Links {
                prev: number,
                next: number,
            };
        }
        heap
    }

    /// Columns grow together and in steps, so that allocating is a handful of plain writes; in small steps, so that no
    /// memory is written before it is needed.
    #[cold]
    fn grow(&mut self) {
        let length = self.kinds.len() + self.kinds.len().clamp(256, 4096);
        self.kinds.resize(length, Kind::None);
        self.flags.resize(length, Flags::default());
        self.refcounts.resize(length);
        self.gc_refs.resize(length);
        self.links.resize(length, Links::default());
        self.spans.resize(length, Span::default());
        self.capacities.resize(length, 0);
        self.classes.resize(length, None);
        self.payloads.resize(length, Payload::default());
    }

    // Reading.

    /// The id that the next allocated object gets.
    #[inline]
    pub fn next_id(&self) -> ObjectId {
        ObjectId(NonZeroU32::new(self.next).unwrap_or(NonZeroU32::MAX))
    }

    /// How many objects are alive.
    pub fn alive_count(&self) -> u32 {
        self.alive
    }

    /// All objects that are alive, in the order of their allocation.
    pub fn objects(&self) -> impl Iterator<Item = ObjectId> + '_ {
        (GcList::HEADS..self.next)
            .filter_map(ObjectId::new)
            .filter(|&object| self.is_alive(object))
    }

    /// Whether this id has been given to an object that was not deallocated since.
    #[inline]
    pub fn is_alive(&self, object: ObjectId) -> bool {
        object.get() < self.next && self.flags(object).has(Flags::ALIVE)
    }

    /// What it is.
    #[inline]
    pub fn kind(&self, object: ObjectId) -> Kind {
        self.kinds[object.index()]
    }

    /// Whether it supports the collector: its type does, or it is an instance of a class derived from `int`, `str` and
    /// their like (`type_new_alloc` gives every class `Py_TPFLAGS_HAVE_GC`).
    #[inline]
    pub fn is_gc(&self, object: ObjectId) -> bool {
        self.kind(object).is_gc() || self.flags(object).has(Flags::HEAP_TYPE)
    }

    /// Its marks.
    #[inline]
    pub fn flags(&self, object: ObjectId) -> Flags {
        self.flags[object.index()]
    }

    /// Its type.
    #[inline]
    pub fn class(&self, object: ObjectId) -> Option<ObjectId> {
        self.classes[object.index()]
    }

    /// `ob_refcnt`; meaningless with `Flags::UNCOUNTED`.
    #[inline]
    pub fn refcount(&self, object: ObjectId) -> u32 {
        self.refcounts.get(object.index())
    }

    /// Whether its references are counted: it lacks `Flags::UNCOUNTED`.
    #[inline]
    pub fn is_counted(&self, object: ObjectId) -> bool {
        self.refcounts.is_counted(object.index())
    }

    /// The collector's working copy of the count; meaningful for the candidates of the running collection.
    #[inline]
    pub fn gc_refs(&self, object: ObjectId) -> u32 {
        self.gc_refs.get(object.index())
    }

    /// What it holds besides references.
    #[inline]
    pub fn payload(&self, object: ObjectId) -> Payload {
        self.payloads[object.index()]
    }

    /// Its slots.
    #[inline]
    pub fn slots(&self, object: ObjectId) -> &[Option<ObjectId>] {
        self.pool.get(self.spans[object.index()])
    }

    /// How many slots it has.
    #[inline]
    pub fn slot_count(&self, object: ObjectId) -> u32 {
        self.spans[object.index()].len()
    }

    /// Everything it refers to, in the order of its `tp_traverse` (spec, section 10.2). What a weak reference refers to
    /// is left out.
    #[inline]
    pub fn referents(&self, object: ObjectId) -> Referents<'_> {
        let flags = self.flags(object);
        let class = self.class(object).filter(|_| flags.has(Flags::HEAP_TYPE));
        let extra = self.extra_slots(object);
        let walk = Referents::new(self.kind(object), self.slots(object), class, extra);
        if flags.0 & (Flags::EMBEDDED.0 | Flags::EMBEDS_DICT.0) == 0 {
            return walk;
        }
        walk.around_embedded(flags, |dict| (self.flags(dict), self.slots(dict)))
    }

    /// All its slots with their indices, the extra ones last.
    pub fn all_slots(&self, object: ObjectId) -> impl Iterator<Item = (usize, Option<ObjectId>)> {
        let items = self.slots(object).iter().copied().enumerate();
        let extra = self.extra_slots(object).iter().copied();
        items.chain((EXTRA..).zip(extra))
    }

    /// Its extra slots.
    #[inline]
    pub fn extra_slots(&self, object: ObjectId) -> &[Option<ObjectId>] {
        if self.flags(object).has(Flags::EXTRA) {
            self.extras.get(&object).map_or(&[], Vec::as_slice)
        } else {
            &[]
        }
    }

    /// What slot `index` refers to; `None` if it is empty or there is no such slot.
    #[inline]
    pub fn slot(&self, object: ObjectId, index: usize) -> Option<ObjectId> {
        match self.slots(object).get(index) {
            Some(&slot) => slot,
            None => self.extra_slot(object, index),
        }
    }

    #[cold]
    fn extra_slot(&self, object: ObjectId, index: usize) -> Option<ObjectId> {
        let extra = index.checked_sub(EXTRA)?;
        self.extra_slots(object).get(extra).copied().flatten()
    }

    /// Whether the collector tracks it: whether it is in one of the lists.
    #[inline]
    pub fn is_tracked(&self, object: ObjectId) -> bool {
        self.links[object.index()].next != 0
    }

    /// The object behind this one (or behind the head) in its list; `None` at the end.
    #[inline]
    pub fn next_in_list(&self, object: ObjectId) -> Option<ObjectId> {
        self.links[object.index()].next()
    }

    /// The first object of a list.
    #[inline]
    pub fn first(&self, list: GcList) -> Option<ObjectId> {
        self.next_in_list(list.head())
    }

    /// A list, from first to last.
    pub fn list(&self, list: GcList) -> impl Iterator<Item = ObjectId> + '_ {
        std::iter::successors(self.first(list), |&object| self.next_in_list(object))
    }

    /// The object or head in front of a tracked object.
    #[inline]
    pub fn previous_in_list(&self, object: ObjectId) -> Option<ObjectId> {
        self.links[object.index()].prev()
    }

    /// The last object of a list, or its head if it is empty.
    #[inline]
    pub fn tail(&self, list: GcList) -> ObjectId {
        self.previous_in_list(list.head())
            .unwrap_or_else(|| list.head())
    }

    /// One of the collector's numbers.
    #[inline]
    pub fn counter(&self, counter: Counter) -> u32 {
        match counter {
            Counter::Count(generation) => self.counts[generation as usize],
            Counter::Threshold(generation) => self.thresholds[generation as usize],
            Counter::Enabled => u32::from(self.enabled),
            Counter::Debug => self.debug,
            Counter::Collected => self.collected,
            Counter::LongLivedPending => self.long_lived_pending,
            Counter::LongLivedTotal => self.long_lived_total,
            Counter::WorkToDo => self.work_to_do,
        }
    }

    /// The threshold of a generation, which may be negative: its bits are the counter.
    #[inline]
    pub fn threshold(&self, generation: u8) -> i32 {
        self.counter(Counter::Threshold(generation)) as i32
    }

    /// What is being done.
    #[inline]
    pub fn phase(&self) -> PhaseAt {
        self.phase
    }

    /// Where the interpreter is.
    #[inline]
    pub fn place(&self) -> Place {
        self.place
    }

    /// How many chunks of output have been printed.
    #[inline]
    pub fn printed(&self) -> u32 {
        self.printed
    }

    // Writing.

    /// The one door. `event` must fit the heap as it is (its `before` is what is there now).
    #[inline(always)]
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Allocate {
                object,
                kind,
                class,
                slots,
                payload,
            } => {
                let index = object.index();
                if index >= self.kinds.len() {
                    self.grow();
                }
                self.next = self.next.max(object.get() + 1);
                self.alive += 1;
                self.kinds[index] = kind;
                self.flags[index] |= Flags::ALIVE;
                self.classes[index] = class;
                self.payloads[index] = payload;
                (self.spans[index], self.capacities[index]) = self.pool.allocate(slots);
            }
            Event::Deallocate { object, .. } => {
                let index = object.index();
                self.alive -= 1;
                self.flags[index] = self.flags[index].without(Flags::ALIVE);
                let capacity = std::mem::take(&mut self.capacities[index]);
                self.pool
                    .free(std::mem::take(&mut self.spans[index]), capacity);
            }
            Event::Slot {
                object,
                index,
                before,
                after,
            } => {
                let slots = self.pool.get_mut(self.spans[object.index()]);
                if let Some(slot) = slots.get_mut(index as usize) {
                    debug_assert_eq!(*slot, before);
                    *slot = after;
                } else {
                    self.write_extra(object, index as usize - EXTRA, after);
                }
            }
            Event::Insert {
                object,
                index,
                value,
            } => {
                let span = &mut self.spans[object.index()];
                let capacity = &mut self.capacities[object.index()];
                self.pool.insert(span, capacity, index, value);
            }
            Event::Remove { object, index, .. } => {
                let span = &mut self.spans[object.index()];
                self.pool.remove(span, index);
            }
            Event::Refcount {
                object,
                before,
                after,
            } => {
                debug_assert_eq!(self.refcount(object), before);
                self.refcounts.set(object.index(), after);
            }
            Event::GcRefs { .. } | Event::Flags { .. } | Event::Link { .. } => {
                self.columns().apply(event);
            }
            Event::Class { object, after, .. } => self.classes[object.index()] = after,
            Event::Contents { object, after, .. } => self.payloads[object.index()] = after,
            Event::Merge { from, to, first } => self.splice(first, from.head(), to.head()),
            Event::Split { from, to, first } => self.splice(first, to.head(), from.head()),
            Event::Phase { after, .. } => self.phase = after,
            Event::Counter { counter, after, .. } => match counter {
                Counter::Count(generation) => self.counts[generation as usize] = after,
                Counter::Threshold(generation) => self.thresholds[generation as usize] = after,
                Counter::Enabled => self.enabled = after != 0,
                Counter::Debug => self.debug = after,
                Counter::Collected => self.collected = after,
                Counter::LongLivedPending => self.long_lived_pending = after,
                Counter::LongLivedTotal => self.long_lived_total = after,
                Counter::WorkToDo => self.work_to_do = after,
            },
            Event::Line { after, .. } => self.place = after,
            Event::Print { after, .. } => self.printed = after,
        }
    }

    #[cold]
    fn write_extra(&mut self, object: ObjectId, index: usize, after: Option<ObjectId>) {
        let slots = self.extras.entry(object).or_default();
        slots.resize(slots.len().max(index + 1), None);
        slots[index] = after;
        let used = slots.iter().rposition(Option::is_some);
        slots.truncate(used.map_or(0, |last| last + 1));
        if slots.is_empty() {
            self.extras.remove(&object);
        }
    }

    /// The columns that the collector's passes work on.
    #[inline(always)]
    pub(crate) fn columns(&mut self) -> Columns<'_> {
        Columns {
            kinds: &self.kinds,
            flags: &mut self.flags,
            refcounts: self.refcounts.view(),
            gc_refs: self.gc_refs.view(),
            links: &mut self.links,
            spans: &self.spans,
            classes: &self.classes,
            slots: self.pool.slots(),
            extras: &self.extras,
        }
    }

    /// Moves all from `first` to the end of the ring `from` to the end of the ring `to`.
    fn splice(&mut self, first: ObjectId, from: ObjectId, to: ObjectId) {
        let last = self.links[from.index()].prev;
        let in_front = self.links[first.index()].prev;
        self.links[in_front as usize].next = from.get();
        self.links[from.index()].prev = in_front;
        let tail = self.links[to.index()].prev;
        self.links[tail as usize].next = first.get();
        self.links[first.index()].prev = tail;
        self.links[last as usize].next = to.get();
        self.links[to.index()].prev = last;
    }

    /// Checks what must hold between any two steps: lists are rings of live objects that support the collector.
    ///
    /// # Errors
    /// The broken rule, in words. Used by tests and by `debug_assert!` at every change of phase, as gc.c does with
    /// `validate_list`.
    pub fn validate(&self) -> Result<(), String> {
        for list in GcList::ALL {
            let mut previous = list.head();
            for object in self.list(list) {
                if self.previous_in_list(object) != Some(previous) {
                    return Err(format!("{list:?}: the ring is broken before {object:?}"));
                }
                if !self.is_alive(object) {
                    return Err(format!("{list:?} holds {object:?}, which is not alive"));
                }
                if !self.is_gc(object) {
                    return Err(format!("{list:?} holds {object:?}, an atom"));
                }
                previous = object;
            }
        }
        Ok(())
    }
}
