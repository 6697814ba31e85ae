//! Passes over many objects at once, for when nobody watches: lists as stretches of neighbouring ids, whose columns are
//! read and written from left to right.

use std::ops::Range;

use super::{Columns, Flags, GcList, Kind, ObjectId};

/// Objects with neighbouring ids that stand one behind the other in a list. Objects join a list as they are made, so
/// most lists are a few long stretches.
#[derive(Clone, Debug)]
pub struct Stretch(Range<u32>);

impl Stretch {
    /// The objects, in order.
    #[inline(always)]
    pub fn objects(&self) -> impl Iterator<Item = ObjectId> + use<> {
        self.0.clone().filter_map(ObjectId::new)
    }

    #[inline(always)]
    fn range(&self) -> Range<usize> {
        self.0.start as usize..self.0.end as usize
    }
}

/// With one of these, an object refers to more than its slots and its class.
const UNUSUAL: Flags = Flags(Flags::EXTRA.0 | Flags::EMBEDDED.0 | Flags::EMBEDS_DICT.0);

/// What these write is no event: no position of a recording may lie behind it.
impl Columns<'_> {
    /// A list in stretches.
    pub fn stretches(&self, list: GcList) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut next = self.next_in_list(list.head());
        while let Some(first) = next {
            let mut last = first.index();
            while self.links[last].next as usize == last + 1 {
                last += 1;
            }
            stretches.push(Stretch(first.get()..last as u32 + 1));
            next = self.links[last].next();
        }
        stretches
    }

    /// What they are.
    #[inline(always)]
    pub fn kinds_of(&self, stretch: &Stretch) -> &[Kind] {
        &self.kinds[stretch.range()]
    }

    /// Their marks.
    #[inline(always)]
    pub fn flags_of(&self, stretch: &Stretch) -> &[Flags] {
        &self.flags[stretch.range()]
    }

    /// Changes the marks of each.
    #[inline(always)]
    pub fn map_flags(&mut self, stretch: &Stretch, change: impl Fn(Flags) -> Flags) {
        for flags in &mut self.flags[stretch.range()] {
            *flags = change(*flags);
        }
    }

    /// Gives each a working copy of its reference count.
    #[inline(always)]
    pub fn copy_refcounts(&mut self, stretch: &Stretch) {
        self.gc_refs.copy_from(&self.refcounts, stretch.range());
    }

    /// Lowers the working copy of everything that they refer to, but not below 0.
    #[inline(always)]
    pub fn subtract_references(&mut self, stretch: &Stretch) {
        let range = stretch.range();
        let mut unusual = Vec::new();
        let shapes = (self.kinds[range.clone()].iter()).zip(&self.flags[range.clone()]);
        let spans = &self.spans[range.clone()];
        for ((&kind, &flags), (index, span)) in shapes.zip(range.zip(spans)) {
            if flags.0 & UNUSUAL.0 != 0 || kind == Kind::Weakref {
                unusual.extend(ObjectId::new(index as u32));
                continue;
            }
            // The order does not matter. An empty slot lowers the count of number 0, which nobody is.
            for slot in span.of(self.slots) {
                self.gc_refs.lower(slot.map_or(0, ObjectId::index));
            }
            if flags.has(Flags::HEAP_TYPE) {
                self.gc_refs
                    .lower(self.classes[index].map_or(0, ObjectId::index));
            }
        }
        for object in unusual {
            for referent in self.referents(object) {
                self.gc_refs.lower(referent.index());
            }
        }
    }

    /// How many have a working copy of 0.
    #[inline(always)]
    pub fn count_unreached(&self, stretch: &Stretch) -> u32 {
        self.gc_refs.count_zeros(stretch.range())
    }

    /// Writes one working copy.
    #[inline(always)]
    pub fn set_gc_refs(&mut self, object: ObjectId, count: u32) {
        self.gc_refs.set(object.index(), count);
    }

    /// Writes the marks of one object.
    #[inline(always)]
    pub fn set_flags(&mut self, object: ObjectId, flags: Flags) {
        self.flags[object.index()] = flags;
    }

    /// Puts an object, or a list's head, behind another, wherever they stood before. Of a list written anew, the last
    /// one is the head, behind the last object.
    #[inline(always)]
    pub fn put_behind(&mut self, object: ObjectId, previous: ObjectId) {
        self.links[previous.index()].next = object.get();
        self.links[object.index()].prev = previous.get();
    }
}
