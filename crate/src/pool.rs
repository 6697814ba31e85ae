//! The memory of all slots: ranges of one vector, reused by size.

use crate::heap::ObjectId;

/// A range of the pool: an object's slots, and room for more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    start: u32,
    length: u32,
    capacity: u32,
}

impl Span {
    /// How many slots.
    #[inline]
    pub fn len(self) -> u32 {
        self.length
    }

    /// Places in the pool: from, up to but without.
    #[inline]
    pub fn range(self) -> (u32, u32) {
        (self.start, self.start + self.length)
    }
}

/// All slots of all objects. An empty slot is `None`.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    slots: Vec<Option<ObjectId>>,
    /// Free ranges by capacity; only these are handed out again.
    free: Vec<Vec<u32>>,
}

/// Ranges up to this capacity come in every size and are reused; larger ones come in powers of two.
const EXACT: u32 = 16;

fn rounded(capacity: u32) -> u32 {
    if capacity <= EXACT {
        capacity
    } else {
        capacity.next_power_of_two()
    }
}

/// In which list of free ranges a capacity stands.
fn class(capacity: u32) -> usize {
    if capacity <= EXACT {
        capacity as usize
    } else {
        EXACT as usize + capacity.ilog2() as usize
    }
}

impl Pool {
    /// A range of `length` empty slots.
    #[inline]
    pub fn allocate(&mut self, length: u32) -> Span {
        self.reserve(length, length)
    }

    #[inline]
    fn reserve(&mut self, length: u32, capacity: u32) -> Span {
        if capacity == 0 {
            return Span::default();
        }
        let capacity = rounded(capacity);
        let reused = self.free.get_mut(class(capacity)).and_then(Vec::pop);
        let start = reused.unwrap_or_else(|| {
            let start = self.slots.len() as u32;
            self.slots.resize(start as usize + capacity as usize, None);
            start
        });
        Span {
            start,
            length,
            capacity,
        }
    }

    /// Gives a range back. Its slots must be empty.
    #[inline]
    pub fn free(&mut self, span: Span) {
        if span.capacity == 0 {
            return;
        }
        debug_assert!(self.get(span).iter().all(Option::is_none));
        let class = class(span.capacity);
        if class >= self.free.len() {
            self.free.resize(class + 1, Vec::new());
        }
        self.free[class].push(span.start);
    }

    /// The slot at a place.
    #[inline]
    pub fn at(&self, place: u32) -> Option<ObjectId> {
        self.slots[place as usize]
    }

    /// The slots of a range.
    #[inline]
    pub fn get(&self, span: Span) -> &[Option<ObjectId>] {
        &self.slots[span.start as usize..span.start as usize + span.length as usize]
    }

    /// The slots of a range.
    #[inline]
    pub fn get_mut(&mut self, span: Span) -> &mut [Option<ObjectId>] {
        &mut self.slots[span.start as usize..span.start as usize + span.length as usize]
    }

    /// Puts a slot in at `index`; the range moves if it is full.
    #[inline]
    pub fn insert(&mut self, span: &mut Span, index: u32, value: Option<ObjectId>) {
        if span.length == span.capacity {
            let larger = self.reserve(span.length, (span.length * 2).max(4));
            let start = span.start as usize;
            self.slots
                .copy_within(start..start + span.length as usize, larger.start as usize);
            self.slots[start..start + span.length as usize].fill(None);
            self.free(*span);
            *span = larger;
        }
        let start = (span.start + index) as usize;
        let end = (span.start + span.length) as usize;
        self.slots.copy_within(start..end, start + 1);
        self.slots[start] = value;
        span.length += 1;
    }

    /// Takes the slot at `index` out.
    #[inline]
    pub fn remove(&mut self, span: &mut Span, index: u32) {
        let start = (span.start + index) as usize;
        let end = (span.start + span.length) as usize;
        self.slots.copy_within(start + 1..end, start);
        self.slots[end - 1] = None;
        span.length -= 1;
    }
}
