//! The part of the heap that the collector's passes read and write, borrowed column by column: inside a loop the
//! compiler keeps the columns' addresses in registers, where through `Heap` it would load them anew after each write.

use super::{Flags, Kind, Links, ObjectId};
use crate::counts::View;
use crate::event::Event;
use crate::hash::HashMap;
use crate::pool::Span;

/// Columns of a heap. `apply` is the heap's one door for the events that the collector's passes consist of.
pub struct Columns<'a> {
    pub(super) kinds: &'a [Kind],
    pub(super) flags: &'a mut [Flags],
    pub(super) refcounts: View<'a>,
    pub(super) gc_refs: View<'a>,
    pub(super) links: &'a mut [Links],
    pub(super) spans: &'a [Span],
    pub(super) classes: &'a [Option<ObjectId>],
    pub(super) slots: &'a [Option<ObjectId>],
    pub(super) extras: &'a HashMap<ObjectId, Vec<Option<ObjectId>>>,
}

impl Columns<'_> {
    /// As `Heap::kind`.
    #[inline(always)]
    pub fn kind(&self, object: ObjectId) -> Kind {
        self.kinds[object.index()]
    }

    /// As `Heap::flags`.
    #[inline(always)]
    pub fn flags(&self, object: ObjectId) -> Flags {
        self.flags[object.index()]
    }

    /// As `Heap::refcount`.
    #[inline(always)]
    pub fn refcount(&self, object: ObjectId) -> u32 {
        self.refcounts.get(object.index())
    }

    /// As `Heap::is_counted`.
    #[inline(always)]
    pub fn is_counted(&self, object: ObjectId) -> bool {
        self.refcounts.is_counted(object.index())
    }

    /// As `Heap::gc_refs`.
    #[inline(always)]
    pub fn gc_refs(&self, object: ObjectId) -> u32 {
        self.gc_refs.get(object.index())
    }

    /// As `Heap::next_in_list`.
    #[inline(always)]
    pub fn next_in_list(&self, object: ObjectId) -> Option<ObjectId> {
        self.links[object.index()].next()
    }

    /// As `Heap::previous_in_list`.
    #[inline(always)]
    pub fn previous_in_list(&self, object: ObjectId) -> Option<ObjectId> {
        self.links[object.index()].prev()
    }

    /// The part of `Heap::apply` for what changes in these columns; other events do not belong here.
    #[inline(always)]
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::GcRefs { object, after, .. } => self.gc_refs.set(object.index(), after),
            Event::Flags {
                object,
                before,
                after,
            } => {
                debug_assert_eq!(self.flags(object), before);
                self.flags[object.index()] = after;
                let counted = !after.has(Flags::UNCOUNTED);
                if counted == before.has(Flags::UNCOUNTED) {
                    self.refcounts.set_counted(object.index(), counted);
                }
            }
            Event::Link {
                object,
                before,
                after,
            } => {
                if before.is_some() {
                    self.unlink(object);
                }
                if let Some(after) = after {
                    self.link_behind(object, after);
                }
            }
            _ => debug_assert!(false, "{event:?} changes other columns"),
        }
    }

    #[inline(always)]
    fn unlink(&mut self, object: ObjectId) {
        let Links { prev, next } = std::mem::take(&mut self.links[object.index()]);
        self.links[prev as usize].next = next;
        self.links[next as usize].prev = prev;
    }

    #[inline(always)]
    fn link_behind(&mut self, object: ObjectId, prev: ObjectId) {
        let next = self.links[prev.index()].next;
        self.links[object.index()] = Links {
            prev: prev.get(),
            next,
        };
        self.links[prev.index()].next = object.get();
        self.links[next as usize].prev = object.get();
    }
}

impl<'a> Columns<'a> {
    /// As `Heap::referents`; it borrows nothing that a pass writes.
    #[inline(always)]
    pub fn referents(&self, object: ObjectId) -> Referents<'a> {
        let index = object.index();
        let classes = self.classes;
        let flags = self.flags[index];
        let extra = if flags.has(Flags::EXTRA) {
            self.extras.get(&object).map_or(&[][..], Vec::as_slice)
        } else {
            &[]
        };
        let walk = Referents::new(
            self.kinds[index],
            self.spans[index].of(self.slots),
            if flags.has(Flags::HEAP_TYPE) {
                classes[index]
            } else {
                None
            },
            extra,
        );
        if flags.0 & (Flags::EMBEDDED.0 | Flags::EMBEDS_DICT.0) == 0 {
            return walk;
        }
        walk.around_embedded(flags, |dict| {
            let index = dict.index();
            (self.flags[index], self.spans[index].of(self.slots))
        })
    }
}

/// A walk over what an object refers to; see `Heap::referents`.
#[derive(Clone, Debug)]
pub struct Referents<'a> {
    slots: &'a [Option<ObjectId>],
    /// The n-th slot visited is `base + (n ^ mask)`: a mask of ones goes backwards, a mask of 1 swaps key and value.
    /// The walk ends where that is no slot.
    base: usize,
    mask: usize,
    visited: usize,
    class: Option<ObjectId>,
    /// What is visited after the type, if there are extra slots: the others.
    items: Option<(Kind, &'a [Option<ObjectId>])>,
    /// The entries of a dict that stand inside the instance, after its slots.
    embedded: &'a [Option<ObjectId>],
}

impl<'a> Referents<'a> {
    /// The walk over what a class of the program adds, its type, if that is a counted reference, and what the built-in
    /// type below it has (`subtype_traverse`).
    #[inline(always)]
    pub(super) fn new(
        kind: Kind,
        slots: &'a [Option<ObjectId>],
        class: Option<ObjectId>,
        extra: &'a [Option<ObjectId>],
    ) -> Referents<'a> {
        if kind != Kind::Instance && (class.is_some() || !extra.is_empty()) {
            let items = Some((kind, slots));
            return Referents {
                items,
                ..Referents::new(Kind::Instance, extra, class, &[])
            };
        }
        let (base, mask) = match kind {
            Kind::List | Kind::Tuple => (slots.len(), usize::MAX),
            Kind::Dict => (0, 1),
            // The referent is not counted.
            Kind::Weakref => (1, 0),
            _ => (0, 0),
        };
        Referents {
            slots,
            base,
            mask,
            visited: 0,
            class,
            items: None,
            embedded: &[],
        }
    }

    /// The walk through an instance comes by the values of its embedded dict, which itself shows nothing.
    #[cold]
    pub(super) fn around_embedded(
        mut self,
        flags: Flags,
        look: impl Fn(ObjectId) -> (Flags, &'a [Option<ObjectId>]),
    ) -> Referents<'a> {
        if flags.has(Flags::EMBEDDED) {
            self.slots = &[];
        } else if let Some(last) = self.slots.iter().rposition(Option::is_some)
            && let Some((flags, entries)) = self.slots[last].map(look)
            && flags.has(Flags::EMBEDDED)
        {
            // The dict is the last thing in the slots: no inline values are left behind it.
            self.slots = &self.slots[..last];
            self.embedded = entries;
        }
        self
    }
}

impl Iterator for Referents<'_> {
    type Item = ObjectId;

    #[inline(always)]
    fn next(&mut self) -> Option<ObjectId> {
        loop {
            while let Some(&slot) = self
                .slots
                .get(self.base.wrapping_add(self.visited ^ self.mask))
            {
                self.visited += 1;
                if slot.is_some() {
                    return slot;
                }
            }
            // Keys are strings, which nobody follows.
            while let [_, value, rest @ ..] = self.embedded {
                self.embedded = rest;
                if value.is_some() {
                    return *value;
                }
            }
            if let Some(class) = self.class.take() {
                return Some(class);
            }
            let (kind, slots) = self.items.take()?;
            *self = Referents::new(kind, slots, None, &[]);
        }
    }
}
