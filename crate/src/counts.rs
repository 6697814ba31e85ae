//! A column of counts that fits into the processor's cache: one byte an object.
//!
//! The collector reads and writes counts in the order of references, which is any order. A million objects with
//! counts of four bytes miss the cache at nearly every reference; counts of one byte do not.

use std::ops::Range;

/// One count for each object. Counts below `WIDE` are their byte; of the others the byte says that they are wide.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    bytes: Vec<u8>,
    /// The counts that need more than a byte. As long as needed for the last one: those with many references, such
    /// as classes, come early.
    wide: Vec<u32>,
}

/// From so many on, to copy all at once takes less time than one by one.
const MANY: usize = 16;

/// The count is in `wide`.
const WIDE: u8 = 254;
/// The count is not kept; what it was when that began is in `wide`, so that going back finds it.
const UNCOUNTED: u8 = 255;

impl Counts {
    /// Makes room for `length` counts; new ones are 0.
    pub fn resize(&mut self, length: usize) {
        self.bytes.resize(length, 0);
    }

    /// Its parts, borrowed: a loop keeps their addresses in registers, which it can't with those in a `Vec`.
    #[inline(always)]
    pub fn view(&mut self) -> View<'_> {
        View {
            bytes: &mut self.bytes,
            wide: &mut self.wide,
        }
    }

    /// The count.
    #[inline(always)]
    pub fn get(&self, index: usize) -> u32 {
        read(&self.bytes, &self.wide, index)
    }

    /// Whether the count is kept.
    #[inline(always)]
    pub fn is_counted(&self, index: usize) -> bool {
        self.bytes[index] != UNCOUNTED
    }

    /// Writes a count. One that is not kept stays so.
    #[inline(always)]
    pub fn set(&mut self, index: usize, count: u32) {
        self.view().set(index, count);
    }
}

/// `Counts`, borrowed.
pub struct View<'a> {
    bytes: &'a mut [u8],
    wide: &'a mut Vec<u32>,
}

impl View<'_> {
    /// As `Counts::get`.
    #[inline(always)]
    pub fn get(&self, index: usize) -> u32 {
        read(self.bytes, self.wide, index)
    }

    /// As `Counts::is_counted`.
    #[inline(always)]
    pub fn is_counted(&self, index: usize) -> bool {
        self.bytes[index] != UNCOUNTED
    }

    /// As `Counts::set`.
    #[inline(always)]
    pub fn set(&mut self, index: usize, count: u32) {
        let byte = &mut self.bytes[index];
        if *byte < WIDE && count < u32::from(WIDE) {
            *byte = count as u8;
        } else {
            set_wide(byte, self.wide, index, count);
        }
    }

    /// Lowers a count that is kept by 1, but not below 0.
    #[inline(always)]
    pub fn lower(&mut self, index: usize) {
        let byte = &mut self.bytes[index];
        if *byte < WIDE {
            *byte = byte.saturating_sub(1);
        } else if let Some(count) = self.wide.get_mut(index) {
            // No call here: a loop would keep less in registers.
            *count = count.saturating_sub(1);
            *byte = (*count).min(u32::from(WIDE)) as u8;
        }
    }

    /// Copies the counts of a range, kept or not.
    #[inline(always)]
    pub fn copy_from(&mut self, other: &View, range: Range<usize>) {
        if range.len() >= MANY {
            let bytes = &other.bytes[range.clone()];
            self.bytes[range.clone()].copy_from_slice(bytes);
            // Without a branch in it, this looks at many at once.
            if bytes.iter().fold(0, |most, &byte| byte.max(most)) < WIDE {
                return;
            }
        }
        for index in range {
            if self.bytes[index] == UNCOUNTED {
                self.bytes[index] = 0;
            }
            self.set(index, other.get(index));
        }
    }

    /// How many counts of a range are 0.
    #[inline(always)]
    pub fn count_zeros(&self, range: Range<usize>) -> u32 {
        self.bytes[range]
            .iter()
            .map(|&byte| u32::from(byte == 0))
            .sum()
    }

    /// From now on the count is kept, or is not.
    pub fn set_counted(&mut self, index: usize, counted: bool) {
        let count = self.get(index);
        if counted {
            self.bytes[index] = 0;
            self.set(index, count);
        } else {
            self.bytes[index] = UNCOUNTED;
            self.set(index, count);
        }
    }
}

#[inline(always)]
fn read(bytes: &[u8], wide: &[u32], index: usize) -> u32 {
    let byte = bytes[index];
    if byte < WIDE {
        u32::from(byte)
    } else {
        read_wide(wide, index)
    }
}

#[cold]
fn read_wide(wide: &[u32], index: usize) -> u32 {
    wide[index]
}

#[cold]
fn set_wide(byte: &mut u8, wide: &mut Vec<u32>, index: usize, count: u32) {
    if index >= wide.len() {
        wide.resize(index + 1, 0);
    }
    wide[index] = count;
    if *byte != UNCOUNTED {
        *byte = count.min(u32::from(WIDE)) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_cross_the_byte_both_ways() {
        let mut counts = Counts::default();
        counts.resize(3);
        for count in (0..1000).chain((0..1000).rev()) {
            counts.set(1, count);
            assert_eq!([0, 1, 2].map(|index| counts.get(index)), [0, count, 0]);
        }
        assert_eq!(counts.wide.len(), 2, "no longer than the last wide count");
    }

    #[test]
    fn a_count_that_was_not_kept_comes_back() {
        for count in [0, 1, 253, 254, 255, 1_000_000] {
            let mut counts = Counts::default();
            counts.resize(1);
            counts.set(0, count);
            counts.view().set_counted(0, false);
            assert!(!counts.is_counted(0));
            assert_eq!(counts.get(0), count);
            counts.view().set_counted(0, true);
            assert!(counts.is_counted(0));
            assert_eq!(counts.get(0), count);
        }
    }
}
