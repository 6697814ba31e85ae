//! The memory of all slots: ranges of one vector, reused by size.

use crate::heap::ObjectId;

/// A range of the pool: an object's slots. How much room there is for more is the range's capacity, which few need
/// to know and which the heap therefore keeps apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    start: u32,
    length: u32,
}

impl Span {
    /// How many slots.
    #[inline]
    pub fn len(self) -> u32 {
        self.length
    }

    /// The range of a pool's slots.
    #[inline(always)]
    pub fn of(self, slots: &[Option<ObjectId>]) -> &[Option<ObjectId>] {
        &slots[self.start as usize..self.start as usize + self.length as usize]
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
    /// A range of `length` empty slots, and its capacity.
    #[inline]
    pub fn allocate(&mut self, length: u32) -> (Span, u32) {
        self.reserve(length, length)
    }

    #[inline]
    fn reserve(&mut self, length: u32, capacity: u32) -> (Span, u32) {
        if capacity == 0 {
            return (Span::default(), 0);
        }
        let capacity = rounded(capacity);
        let reused = self.free.get_mut(class(capacity)).and_then(Vec::pop);
        let start = reused.unwrap_or_else(|| {
            let start = self.slots.len() as u32;
            self.slots.resize(start as usize + capacity as usize, None);
            start
        });
        (Span { start, length }, capacity)
    }

    /// Gives a range back. Its slots must be empty.
    #[inline]
    pub fn free(&mut self, span: Span, capacity: u32) {
        if capacity == 0 {
            return;
        }
        debug_assert!(self.get(span).iter().all(Option::is_none));
        let class = class(capacity);
        if class >= self.free.len() {
            self.free.resize(class + 1, Vec::new());
        }
        self.free[class].push(span.start);
    }

    /// All slots.
    #[inline]
    pub fn slots(&self) -> &[Option<ObjectId>] {
        &self.slots
    }

    /// The slots of a range.
    #[inline]
    pub fn get(&self, span: Span) -> &[Option<ObjectId>] {
        span.of(&self.slots)
    }

    /// The slots of a range.
    #[inline]
    pub fn get_mut(&mut self, span: Span) -> &mut [Option<ObjectId>] {
        &mut self.slots[span.start as usize..span.start as usize + span.length as usize]
    }

    /// Puts a slot in at `index`; the range moves if it is full.
    #[inline]
    pub fn insert(
        &mut self,
        span: &mut Span,
        capacity: &mut u32,
        index: u32,
        value: Option<ObjectId>,
    ) {
        if span.length == *capacity {
            let (larger, more) = self.reserve(span.length, (span.length * 2).max(4));
            let start = span.start as usize;
            self.slots
                .copy_within(start..start + span.length as usize, larger.start as usize);
            self.slots[start..start + span.length as usize].fill(None);
            self.free(*span, *capacity);
            (*span, *capacity) = (larger, more);
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
