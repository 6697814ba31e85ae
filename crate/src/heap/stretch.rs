//! Passes over many objects at once, for when nobody watches: lists as stretches of neighbouring ids, whose columns are
//! read and written from left to right.

use std::ops::Range;

use super::{Columns, Flags, GcList, Kind, ObjectId};

/// A list as stretches: objects with neighbouring ids that stand one behind the other. Objects join a list as they are
/// made, so most lists are a few long stretches.
#[derive(Clone, Debug)]
pub struct Stretches(Vec<Range<u32>>);

impl Stretches {
    /// The objects, in order.
    #[inline(always)]
    pub fn objects(&self) -> impl Iterator<Item = ObjectId> {
        self.0.iter().cloned().flatten().filter_map(ObjectId::new)
    }

    #[inline(always)]
    fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        (self.0.iter()).map(|range| range.start as usize..range.end as usize)
    }
}

/// With one of these, an object refers to more than its slots and its class.
const UNUSUAL: Flags = Flags(Flags::EXTRA.0 | Flags::EMBEDDED.0 | Flags::EMBEDS_DICT.0);

/// What these write is no event: no position of a recording may lie behind it. None is inlined, so that a loop has the
/// registers for itself.
impl Columns<'_> {
    /// A list in stretches.
    #[inline(never)]
    pub fn stretches(&self, list: GcList) -> Stretches {
        let mut stretches = Vec::new();
        let mut next = self.next_in_list(list.head());
        while let Some(first) = next {
            let mut last = first.index();
            while self.links[last].next as usize == last + 1 {
                last += 1;
            }
            stretches.push(first.get()..last as u32 + 1);
            next = self.links[last].next();
        }
        Stretches(stretches)
    }

    /// `update_refs`: gives each object a working copy of its reference count, takes marks from it and gives it another.
    /// `count` is told what they are.
    #[inline(always)]
    pub fn update_refs(
        &mut self,
        stretches: &Stretches,
        taken: Flags,
        given: Flags,
        mut count: impl FnMut(&[Kind], &[Flags]),
    ) {
        for range in stretches.ranges() {
            let flags = &mut self.flags[range.clone()];
            count(&self.kinds[range.clone()], flags);
            for flags in flags {
                *flags = flags.without(taken) | given;
            }
            self.gc_refs.copy_from(&self.refcounts, range);
        }
    }

    /// `subtract_refs`: lowers the working copy of everything that the objects refer to, but not below 0.
    #[inline(never)]
    pub fn subtract_refs(&mut self, stretches: &Stretches) {
        let mut unusual = Vec::new();
        for range in stretches.ranges() {
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
                    let class = self.classes[index];
                    self.gc_refs.lower(class.map_or(0, ObjectId::index));
                }
            }
        }
        for object in unusual {
            for referent in self.referents(object) {
                self.gc_refs.lower(referent.index());
            }
        }
    }

    /// How many have a working copy of 0.
    #[inline(never)]
    pub fn count_unreached(&self, stretches: &Stretches) -> u32 {
        let zeros = |range| self.gc_refs.count_zeros(range);
        stretches.ranges().map(zeros).sum()
    }

    /// Takes a mark from all that do not have another.
    #[inline(never)]
    pub fn clear_unless(&mut self, stretches: &Stretches, taken: Flags, other: Flags) {
        for range in stretches.ranges() {
            for flags in &mut self.flags[range] {
                if !flags.has(other) {
                    *flags = flags.without(taken);
                }
            }
        }
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
