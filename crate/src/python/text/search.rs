//! The methods of `str` that search, within optional bounds.
//!
//! `start` and `end` follow the rules of slices; positions found count from the text's start.

use super::TextError;

/// The part of `text` within the bounds and where it starts, in characters; `None` when the
/// bounds leave not even an empty place, so that nothing is found (`ADJUST_INDICES`).
fn window(text: &str, start: Option<i64>, end: Option<i64>) -> Option<(usize, &str)> {
    let len = text.chars().count();
    let bound = |index: i64| {
        let distance = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
        if index < 0 {
            len.saturating_sub(distance)
        } else {
            distance
        }
    };
    let start = start.map_or(0, bound);
    let end = end.map_or(len, bound).min(len);
    let characters = end.checked_sub(start)?;
    let offset = |text: &str, position| {
        text.char_indices()
            .nth(position)
            .map_or(text.len(), |(offset, _)| offset)
    };
    let tail = &text[offset(text, start)..];
    Some((start, &tail[..offset(tail, characters)]))
}

fn position(
    text: &str,
    start: Option<i64>,
    end: Option<i64>,
    search: impl Fn(&str) -> Option<usize>,
) -> Option<usize> {
    let (start, part) = window(text, start, end)?;
    Some(start + part[..search(part)?].chars().count())
}

/// `str.find`; `None` stands for -1.
pub fn find(text: &str, sub: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
    position(text, start, end, |part| part.find(sub))
}

/// `str.rfind`; `None` stands for -1.
pub fn rfind(text: &str, sub: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
    position(text, start, end, |part| part.rfind(sub))
}

/// `str.index`.
pub fn index(
    text: &str,
    sub: &str,
    start: Option<i64>,
    end: Option<i64>,
) -> Result<usize, TextError> {
    find(text, sub, start, end).ok_or(TextError::value("substring not found"))
}

/// `str.rindex`.
pub fn rindex(
    text: &str,
    sub: &str,
    start: Option<i64>,
    end: Option<i64>,
) -> Result<usize, TextError> {
    rfind(text, sub, start, end).ok_or(TextError::value("substring not found"))
}

/// `str.count`: places that do not overlap.
pub fn count(text: &str, sub: &str, start: Option<i64>, end: Option<i64>) -> usize {
    window(text, start, end).map_or(0, |(_, part)| part.matches(sub).count())
}

/// `str.startswith` with one prefix; a tuple of them is the caller's `any`.
pub fn startswith(text: &str, prefix: &str, start: Option<i64>, end: Option<i64>) -> bool {
    window(text, start, end).is_some_and(|(_, part)| part.starts_with(prefix))
}

/// `str.endswith` with one suffix; a tuple of them is the caller's `any`.
pub fn endswith(text: &str, suffix: &str, start: Option<i64>, end: Option<i64>) -> bool {
    window(text, start, end).is_some_and(|(_, part)| part.ends_with(suffix))
}
