//! A place in a run, in words as `<gc-playground>` takes them in its attribute `at`.

use gc_playground::recording::{Recording, Stride, collection::collection};

/// The position of a place: the number of a line (after it has run for the first time), `start`, `end`, `collection` or
/// `collection:N`, `position:N`, or as links have it: `l17` (seventeen lines are done), `p17+4` (and four phases more).
pub fn position(recording: &Recording, at: &str) -> Result<u32, String> {
    let unknown = || {
        format!(
            "{at}: give a line, start, end, collection:N, position:N or a link's place such as p17+4"
        )
    };
    let number = |text: &str| text.parse::<u32>().map_err(|_| unknown());
    match at {
        "start" => return Ok(0),
        "end" => return Ok(recording.len()),
        "collection" => return nth_collection(recording, 0, at),
        _ => {}
    }
    if let Some(index) = at.strip_prefix("collection:") {
        return nth_collection(recording, number(index)?, at);
    }
    if let Some(position) = at.strip_prefix("position:") {
        return Ok(number(position)?.min(recording.len()));
    }
    if let Some(stride) = at.get(..1).and_then(stride) {
        return match (&at[1..], at[1..].split_once('+')) {
            ("-", _) => Ok(recording.len()),
            (_, Some((lines, more))) => Ok(after(recording, stride, number(lines)?, number(more)?)),
            (lines, None) => Ok(after(recording, stride, number(lines)?, 0)),
        };
    }
    let line = number(at)?;
    let place = recording.lines().iter().position(|&done| done == line);
    place
        .map(|place| recording.marks(Stride::Line)[place])
        .ok_or_else(|| format!("{at}: line {line} never runs"))
}

fn nth_collection(recording: &Recording, index: u32, at: &str) -> Result<u32, String> {
    collection(recording, index)
        .map(|collection| collection.found)
        .ok_or_else(|| {
            let count = recording.marks(Stride::Collection).len();
            format!("{at}: there are {count} collections, counted from 0")
        })
}

/// The letter of a link's place.
fn stride(letter: &str) -> Option<Stride> {
    match letter {
        "l" => Some(Stride::Line),
        "p" => Some(Stride::Phase),
        "e" => Some(Stride::Event),
        _ => None,
    }
}

/// Behind so many lines, and so many stops of the stride behind them; the nearest there is. `www/links/place.js` does
/// the same.
fn after(recording: &Recording, stride: Stride, lines: u32, more: u32) -> u32 {
    let nth = |marks: &[u32], count: usize| {
        let place = count.min(marks.len()).checked_sub(1);
        place.map_or(0, |place| marks[place])
    };
    let start = nth(&recording.marks(Stride::Line), lines as usize);
    if more == 0 {
        return start;
    }
    let marks = recording.marks(stride);
    let before = marks.partition_point(|&mark| mark <= start);
    nth(&marks, before.saturating_add(more as usize))
}
