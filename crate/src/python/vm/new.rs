//! Making objects. Every function returns an owned reference; items given to it are moved into the new object.

use std::rc::Rc;

use super::{Vm, dict::DictIndex};
use crate::collect::count_allocation;
use crate::heap::{Flags, GcList, Kind, ObjectId, Payload};
use crate::profile::{Collector, DictTracking, ItemTracking};
use crate::python::code::Const;
use crate::refcount::allocate;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// A new object that the collector counts, of a built-in type.
    pub(super) fn allocate(
        &mut self,
        kind: Kind,
        class: ObjectId,
        slots: u32,
        payload: Payload,
    ) -> ObjectId {
        allocate(self, kind, Some(class), slots, payload)
    }

    /// A new object of fixed layout, filled and tracked.
    pub(super) fn new_fixed(
        &mut self,
        kind: Kind,
        class: ObjectId,
        slots: &[Option<ObjectId>],
        payload: Payload,
    ) -> ObjectId {
        let object = self.allocate(kind, class, slots.len() as u32, payload);
        for (index, &slot) in slots.iter().enumerate() {
            self.world.replace_slot(object, index, slot);
        }
        self.world.track(object);
        object
    }

    /// An empty list or dict as a call of its type makes it (`PyType_GenericAlloc`): not from the free list, into which
    /// it goes when it dies.
    pub(super) fn new_by_call(&mut self, kind: Kind) -> ObjectId {
        let (class, payload) = match kind {
            Kind::Dict => (self.types.dict, Payload::from_index(self.new_dict_index())),
            _ => (self.types.list, Payload::default()),
        };
        count_allocation(self);
        let object = self.world.create(kind, Some(class), 0, payload);
        if kind != Kind::Dict || self.profile().dict_tracking == DictTracking::Always {
            self.world.track(object);
        }
        if kind == Kind::Dict {
            self.dict_was_called(object);
        }
        object
    }

    pub(super) fn new_int(&mut self, value: i64) -> ObjectId {
        if (-5..=self.profile().largest_small_int).contains(&value) {
            return self.small_int(value);
        }
        let payload = Payload::from_int(value);
        self.world
            .create(Kind::Int, Some(self.types.int), 0, payload)
    }

    /// The one object for a small int, or for an int that is a constant of the program.
    pub(super) fn small_int(&mut self, value: i64) -> ObjectId {
        if let Some(&object) = self.small_ints.get(&value) {
            return object;
        }
        let payload = Payload::from_int(value);
        let object = self.new_constant(Kind::Int, self.types.int, payload);
        self.small_ints.insert(value, object);
        object
    }

    /// An atom whose count is not kept: immortal, or shared in a way that no number could be promised.
    pub(super) fn new_constant(
        &mut self,
        kind: Kind,
        class: ObjectId,
        payload: Payload,
    ) -> ObjectId {
        let object = self.world.create(kind, Some(class), 0, payload);
        self.world.set_flags(object, Flags::UNCOUNTED);
        object
    }

    pub(super) fn new_float(&mut self, value: f64) -> ObjectId {
        let payload = Payload::from_float(value);
        self.world
            .create(Kind::Float, Some(self.types.float), 0, payload)
    }

    /// A string made at run time. Empty and one-character strings exist once.
    pub(super) fn new_str(&mut self, text: impl Into<Rc<str>>) -> ObjectId {
        let text = text.into();
        if text.len() <= 1 || (text.len() == 2 && text.chars().count() == 1 && text.as_ref() < "Ā")
        {
            return self.intern(&text);
        }
        let payload = Payload::from_index(self.tables.texts.len());
        self.tables.texts.push(text);
        self.text_hashes.push(0);
        self.world
            .create(Kind::Str, Some(self.types.str), 0, payload)
    }

    /// The one string object for an identifier or another constant of the program.
    pub(super) fn intern(&mut self, text: &Rc<str>) -> ObjectId {
        if let Some(&object) = self.interned.get(text) {
            return object;
        }
        let payload = Payload::from_index(self.tables.texts.len());
        self.tables.texts.push(text.clone());
        self.text_hashes.push(0);
        let object = self.new_constant(Kind::Str, self.types.str, payload);
        self.interned.insert(text.clone(), object);
        object
    }

    pub(super) fn intern_str(&mut self, text: &str) -> ObjectId {
        match self.interned.get(text) {
            Some(&object) => object,
            None => self.intern(&text.into()),
        }
    }

    pub(super) fn new_bytes(&mut self, bytes: Rc<[u8]>) -> ObjectId {
        let payload = self.byte_string(bytes.to_vec());
        self.world
            .create(Kind::Bytes, Some(self.types.bytes), 0, payload)
    }

    pub(super) fn new_range(&mut self, start: i64, stop: i64, step: i64) -> ObjectId {
        let payload = Payload::from_index(self.tables.ranges.len());
        self.tables.ranges.push([start, stop, step]);
        self.world
            .create(Kind::Range, Some(self.types.range), 0, payload)
    }

    pub(super) fn new_list(&mut self, items: &[ObjectId]) -> ObjectId {
        let list = self.allocate(
            Kind::List,
            self.types.list,
            items.len() as u32,
            Payload::default(),
        );
        for (index, &item) in items.iter().enumerate() {
            self.world.replace_slot(list, index, Some(item));
        }
        self.world.track(list);
        list
    }

    /// A tuple of items that are there already (`PyTuple_FromArray`, a tuple display), moved in.
    pub(super) fn new_tuple(&mut self, items: &[ObjectId]) -> ObjectId {
        let is_tracked = self.is_tracked_at_birth(self.profile().tuple_tracking, items);
        self.make_tuple(items, is_tracked)
    }

    /// A tuple that C code makes before it has the items (`PyTuple_New`), moved in: no version knows then that it need
    /// not be tracked.
    pub(super) fn fill_tuple(&mut self, items: &[ObjectId]) -> ObjectId {
        self.make_tuple(items, true)
    }

    fn make_tuple(&mut self, items: &[ObjectId], is_tracked: bool) -> ObjectId {
        if items.is_empty() {
            return self.empty_tuple;
        }
        let tuple = self.allocate(
            Kind::Tuple,
            self.types.tuple,
            items.len() as u32,
            Payload::default(),
        );
        for (index, &item) in items.iter().enumerate() {
            self.world.replace_slot(tuple, index, Some(item));
        }
        if is_tracked {
            self.world.track(tuple);
        }
        tuple
    }

    /// Whether something new that holds these items, and will never hold others, is tracked.
    pub(super) fn is_tracked_at_birth(&self, tracking: ItemTracking, items: &[ObjectId]) -> bool {
        match tracking {
            ItemTracking::AtBirth => true,
            ItemTracking::IfItemsSupportGc => items.iter().any(|&item| self.heap().is_gc(item)),
        }
    }

    /// An empty dict.
    pub(super) fn new_dict(&mut self) -> ObjectId {
        let index = self.new_dict_index();
        let dict = self.allocate(Kind::Dict, self.types.dict, 0, Payload::from_index(index));
        if self.profile().dict_tracking == DictTracking::Always {
            self.world.track(dict);
        }
        dict
    }

    pub(super) fn new_dict_index(&mut self) -> usize {
        self.free_dict_indexes.pop().unwrap_or_else(|| {
            self.dict_indexes.push(DictIndex::default());
            self.dict_indexes.len() - 1
        })
    }

    /// The object for a constant of the program. Strings and numbers of a program exist once for each value; a tuple
    /// of constants is made once for each place.
    pub(super) fn constant(&mut self, constant: &Const) -> ObjectId {
        match constant {
            Const::None => self.none,
            Const::True => self.true_,
            Const::False => self.false_,
            Const::Ellipsis => self.ellipsis,
            Const::Int(value) => self.small_int(*value),
            Const::Float(value) => {
                let payload = Payload::from_float(*value);
                self.new_constant(Kind::Float, self.types.float, payload)
            }
            Const::Complex(parts) => {
                let payload = Payload::from_index(self.tables.complexes.len());
                self.tables.complexes.push(*parts);
                self.new_constant(Kind::Complex, self.types.complex, payload)
            }
            Const::Str(text) => self.intern(text),
            Const::Bytes(bytes) => {
                let object = self.new_bytes(bytes.clone());
                self.world.set_flags(object, Flags::UNCOUNTED);
                object
            }
            Const::Tuple(items) => self.constant_tuple(items),
            Const::FrozenSet(items) => {
                let items: Vec<ObjectId> = items.iter().map(|item| self.constant(item)).collect();
                self.new_frozenset_of_constants(&items)
            }
            Const::Code(code) => {
                let index = self.link(code);
                self.code_object(index)
            }
            // Met by `LoadConst` only: the compiler's caller reports it with its place.
            Const::BigInt(_) => self.none,
        }
    }

    /// The one code object of linked code, uncounted.
    pub(super) fn code_object(&mut self, index: usize) -> ObjectId {
        if let Some(&object) = self.code_objects.get(&index) {
            return object;
        }
        let object = self.new_constant(Kind::Code, self.types.code, Payload::from_index(index));
        self.code_objects.insert(index, object);
        object
    }

    /// A constant tuple is untracked from the start: the baseline's collection has seen it. Where collections untrack no
    /// tuples any more (3.14.5 and later) the one around another tuple stays tracked, frozen.
    fn constant_tuple(&mut self, items: &[Const]) -> ObjectId {
        if items.is_empty() {
            return self.empty_tuple;
        }
        let items: Vec<ObjectId> = items.iter().map(|item| self.constant(item)).collect();
        let tuple = self.world.create(
            Kind::Tuple,
            Some(self.types.tuple),
            items.len() as u32,
            Payload::default(),
        );
        for (index, &item) in items.iter().enumerate() {
            self.world.replace_slot(tuple, index, Some(item));
        }
        self.world.set_flags(tuple, Flags::UNCOUNTED);
        let profile = self.profile();
        let stays = profile.tuple_tracking == ItemTracking::IfItemsSupportGc
            && profile.collector == Collector::Generational;
        let is_outer =
            |&item: &ObjectId| item != self.empty_tuple && self.kind(item) == Kind::Tuple;
        if stays && items.iter().any(is_outer) {
            self.world.append_to(tuple, GcList::Permanent);
        }
        tuple
    }
}
