//! Python's rules for indices and slices.

use super::{Exception, TextError};

/// The items a slice picks, in order: `count` of them, from `start`, `step` apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// Index of the first item picked; where to insert when none is.
    pub start: i64,
    /// The index that ends the slice, -1 when a slice backwards takes the first item too.
    pub stop: i64,
    /// Distance from one item to the next, never 0.
    pub step: i64,
    /// How many items are picked.
    pub count: usize,
}

impl Slice {
    /// The indices of the items picked.
    pub fn indices(self) -> impl Iterator<Item = usize> {
        // Not a running sum: a step beyond the last item may leave the range of i64.
        (0..self.count)
            .filter_map(move |nth| usize::try_from(self.start + nth as i64 * self.step).ok())
    }
}

/// What `[start:stop:step]` picks of a sequence of `len` items (`PySlice_Unpack` and
/// `PySlice_AdjustIndices`). A missing bound is `None`.
pub fn slice_indices(
    len: usize,
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
) -> Result<Slice, TextError> {
    let len = i64::try_from(len).unwrap_or(i64::MAX);
    let step = step.unwrap_or(1);
    if step == 0 {
        return Err(TextError::fixed(
            Exception::Value,
            "slice step cannot be zero",
        ));
    }
    let (lowest, highest) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let bound = |index: i64| {
        if index < 0 {
            (index + len).max(lowest)
        } else {
            index.min(highest)
        }
    };
    let (first, last) = if step < 0 {
        (highest, lowest)
    } else {
        (lowest, highest)
    };
    let start = start.map_or(first, bound);
    let stop = stop.map_or(last, bound);
    let distance = if step < 0 { start - stop } else { stop - start };
    let steps = u64::try_from(distance - 1).map_or(0, |last| last / step.unsigned_abs() + 1);
    Ok(Slice {
        start,
        stop,
        step,
        count: usize::try_from(steps).unwrap_or(usize::MAX),
    })
}

/// `text[start:stop:step]`.
pub fn slice_str(
    text: &str,
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
) -> Result<String, TextError> {
    let characters: Vec<char> = text.chars().collect();
    let slice = slice_indices(characters.len(), start, stop, step)?;
    Ok(slice
        .indices()
        .filter_map(|index| characters.get(index))
        .collect())
}

/// `text[index]`.
pub fn char_at(text: &str, index: i64) -> Result<char, TextError> {
    let found = match usize::try_from(index) {
        Ok(index) => text.chars().nth(index),
        Err(_) => text
            .chars()
            .rev()
            .nth(usize::try_from(-1 - index).unwrap_or(usize::MAX)),
    };
    found.ok_or(TextError::fixed(
        Exception::Index,
        "string index out of range",
    ))
}
