//! The frames of a traceback, with the source line of each and marks below it.

use super::Vm;
use super::anchors::{Anchors, anchors, is_obvious, operator_anchors};
use crate::heap::ObjectId;
use crate::order::sort_by;
use crate::profile::Carets;
use crate::python::code::Location;
use crate::python::vm::exception::TRACEBACK;
use crate::python::vm::library::Origin;
use crate::tape::Recorder;

/// More frames in a row at the same place are only counted (`TB_RECURSIVE_CUTOFF`).
const RECURSIVE_CUTOFF: usize = 3;

/// A frame in a traceback.
pub(super) struct Entry {
    /// `co_name`.
    pub name: crate::python::code::Name,
    /// `co_filename`.
    pub filename: crate::python::code::Name,
    /// Where in the source.
    pub location: Option<Location>,
    /// The frame object.
    pub frame: ObjectId,
}

impl<R: Recorder> Vm<R> {
    /// The entries of an exception's traceback, outermost first.
    pub(super) fn traceback_entries(&self, exception: ObjectId) -> Vec<Entry> {
        let heap = self.heap();
        std::iter::successors(heap.slot(exception, TRACEBACK), |&entry| {
            heap.slot(entry, 0)
        })
        .filter_map(|entry| {
            let frame = heap.slot(entry, 1)?;
            if self.linked[heap.payload(frame).index()].origin != Origin::Program {
                return None;
            }
            let code = self.tables.codes.get(heap.payload(frame).index())?;
            let instruction = heap.payload(entry).index();
            Some(Entry {
                name: code.name.clone(),
                filename: code.filename.clone(),
                location: code.locations.get(instruction).copied().flatten(),
                frame,
            })
        })
        // A traceback can be tied into a ring only by hand.
        .take(heap.alive_count() as usize)
        .collect()
    }

    /// The lines of all frames, outermost first.
    pub(super) fn format_frames(&self, exception: ObjectId, carets: Carets) -> String {
        let mut text = String::new();
        let mut repeated = 0;
        let mut last = None;
        for entry in self.traceback_entries(exception) {
            let line = entry.location.map_or(0, |location| location.line);
            let place = Some((entry.filename.clone(), line, entry.name.clone()));
            if place != last {
                text += &note_repetition(repeated);
                last = place;
                repeated = 0;
            }
            repeated += 1;
            if repeated > RECURSIVE_CUTOFF {
                continue;
            }
            text += &format!(
                "  File \"{}\", line {line}, in {}\n",
                entry.filename, entry.name
            );
            // `exec`'s text is nowhere to be found.
            if let Some(location) = entry.location
                && entry.filename == self.filename
            {
                text += &source_lines(&self.source, location, carets);
            }
        }
        text + &note_repetition(repeated)
    }

    /// The line of the running frame, as an entry of a traceback.
    pub(super) fn format_running_frame(&self) -> String {
        let (Some(frame), Some(location)) = (self.frames.last(), self.location()) else {
            return String::new();
        };
        let code = &frame.linked.code;
        format!(
            "  File \"{}\", line {}, in {}\n{}",
            code.filename,
            location.line,
            code.name,
            source_lines(
                &self.source,
                location,
                self.profile().messages.unraisable_carets
            )
        )
    }
}

fn note_repetition(repeated: usize) -> String {
    match repeated.saturating_sub(RECURSIVE_CUTOFF) {
        0 => String::new(),
        1 => "  [Previous line repeated 1 more time]\n".into(),
        more => format!("  [Previous line repeated {more} more times]\n"),
    }
}

/// The source of a location, indented by four; with marks below the part that raised, if that says anything.
fn source_lines(source: &str, location: Location, carets: Carets) -> String {
    let first = location.line.saturating_sub(1) as usize;
    let count = location.end_line.saturating_sub(location.line) as usize + 1;
    let lines: Vec<&str> = source
        .lines()
        .skip(first)
        .take(count)
        .map(str::trim_end)
        .collect();
    let Some(&first_line) = lines.first() else {
        return String::new();
    };
    if carets != Carets::OperatorsAndCalls {
        let line = first_line.trim_start();
        if line.is_empty() {
            return String::new();
        }
        let marks = match carets {
            Carets::Operators => marks(&lines, location),
            _ => None,
        };
        let marks = marks.map_or(String::new(), |marks| format!("    {marks}\n"));
        return format!("    {line}\n{marks}");
    }
    let lines = dedent(&lines);
    if lines.iter().all(|line| line.is_empty()) {
        return String::new();
    }
    let removed = (first_line.chars().count() - lines[0].len()) as u32;
    let start = location.column.saturating_sub(removed) as usize;
    let end = location.end_column.saturating_sub(removed) as usize;
    let marked = Marked::new(lines, start, end).write();
    let marked = dedent(&marked.lines().collect::<Vec<_>>());
    marked
        .iter()
        .map(|line| format!("    {}\n", line.iter().collect::<String>()))
        .collect()
}

/// The marks below the first line of a location, up to 3.12 (`tb_displayline`); none if they would only underline all of
/// it.
fn marks(lines: &[&str], location: Location) -> Option<String> {
    let first: Vec<char> = lines[0].chars().collect();
    let indent = first.iter().take_while(|c| c.is_whitespace()).count();
    let start = location.column as usize;
    let is_one_line = location.line == location.end_line;
    let end = if is_one_line {
        (location.end_column as usize).min(first.len())
    } else {
        first.len()
    };
    let segment: String = first.get(start..end)?.iter().collect();
    let anchors = operator_anchors(&segment).filter(|_| is_one_line);
    if anchors.is_none() && end - start == first.len() - indent {
        return None;
    }
    let mut marks = " ".repeat(start.saturating_sub(indent));
    for (place, &character) in first[start..end].iter().enumerate() {
        let mark = match &anchors {
            Some(anchors) if !anchors.contains(&place) => '~',
            _ => '^',
        };
        marks.extend(std::iter::repeat_n(mark, display_width(character)));
    }
    Some(marks)
}

/// Lines without the white space that all of them start with (`textwrap.dedent`).
fn dedent(lines: &[&str]) -> Vec<Vec<char>> {
    let margin = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.chars().take_while(|c| c.is_whitespace()).count())
        .min()
        .unwrap_or(0);
    let cut = |line: &&str| {
        if line.trim().is_empty() {
            Vec::new()
        } else {
            line.chars().skip(margin).collect()
        }
    };
    lines.iter().map(cut).collect()
}

/// Lines of which a part, from the start on the first to the end on the last, is to be marked.
struct Marked {
    lines: Vec<Vec<char>>,
    start: usize,
    end: usize,
    anchors: Option<Anchors>,
    shows_carets: bool,
}

impl Marked {
    fn new(lines: Vec<Vec<char>>, start: usize, end: usize) -> Marked {
        let last = lines.len() - 1;
        let segment: Vec<String> = (0..lines.len())
            .map(|line| {
                let from = if line == 0 { start } else { 0 };
                let to = if line == last { end } else { lines[line].len() };
                let to = to.min(lines[line].len());
                lines[line][from.min(to)..to].iter().collect()
            })
            .collect();
        let anchors = anchors(&segment).map(|anchors| anchors.shifted(start));
        let rest_is_blank = |part: &[char]| part.iter().all(|c| c.is_whitespace());
        let shows_carets = !is_obvious(&lines, start, end)
            && (anchors.is_some()
                || !rest_is_blank(&lines[0][..start.min(lines[0].len())])
                || !rest_is_blank(&lines[last][end.min(lines[last].len())..]));
        Marked {
            lines,
            start,
            end,
            anchors,
            shows_carets,
        }
    }

    /// The first and the last line and those around the anchors; longer gaps are only counted.
    fn write(&self) -> String {
        let count = self.lines.len();
        let mut significant = vec![0, count - 1];
        if let Some(anchors) = &self.anchors {
            for line in [anchors.left.0, anchors.right.0] {
                significant.extend(line.saturating_sub(1)..(line + 2).min(count));
            }
        }
        sort_by(&mut significant, usize::cmp);
        significant.dedup();
        let mut text = String::new();
        let mut previous = None;
        for line in significant {
            match previous.map_or(0, |previous| line - previous - 1) {
                0 => {}
                1 => self.write_line(line - 1, &mut text),
                skipped => text += &format!("...<{skipped} lines>...\n"),
            }
            self.write_line(line, &mut text);
            previous = Some(line);
        }
        text
    }

    fn write_line(&self, number: usize, text: &mut String) {
        let line = &self.lines[number];
        text.extend(line);
        text.push('\n');
        if !self.shows_carets {
            return;
        }
        let spaces = line.iter().take_while(|c| c.is_whitespace()).count();
        let end = if number + 1 == self.lines.len() {
            self.end.min(line.len())
        } else {
            line.len()
        };
        for (column, &character) in line[..end].iter().enumerate() {
            let mark = if column < spaces || number == 0 && column < self.start {
                ' '
            } else {
                match &self.anchors {
                    Some(anchors) if anchors.contain((number, column)) => anchors.inside,
                    Some(anchors) => anchors.outside,
                    None => '^',
                }
            };
            for _ in 0..display_width(character) {
                text.push(mark);
            }
        }
        text.push('\n');
    }
}

/// Columns that a character takes on a terminal: two for East Asian wide ones and emoji.
fn display_width(character: char) -> usize {
    let is_wide = matches!(u32::from(character),
        0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1F64F
        | 0x1F680..=0x1F6FC | 0x1F900..=0x1F9FF | 0x20000..=0x3FFFD);
    1 + usize::from(is_wide)
}
