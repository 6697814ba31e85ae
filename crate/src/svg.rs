//! Pictures as self-contained SVGs: no script, no fonts to load, light or dark as the reader's system is.

mod draw;
mod style;

use crate::layout::Rect;
use crate::layout::curve;
use crate::recording::{Recording, Stride};
use crate::scene::Scene;
use draw::{Writer, escape, words};

const MARGIN: f32 = 24.0;
/// Under a picture of several: the height of a line of its caption, and how many there may be.
const CAPTION_LINE: f32 = 18.0;
const CAPTION_LINES: usize = 6;
/// Above it: the height of its number and line.
const STEP: f32 = 30.0;
/// Captions need this much room; rows of a strip end before they are wider than a page.
const NARROWEST: f32 = 280.0;
const WIDEST_ROW: f32 = 1400.0;

/// The picture at the recording's position.
pub fn svg(recording: &Recording) -> String {
    let scene = recording.scene();
    let bounds = bounds(scene);
    let mut svg = document(bounds, "", &title(recording));
    svg.scene(scene);
    svg.put(format_args!("</svg>\n"));
    svg.text
}

/// The pictures of the steps from one position to another, side by side in reading order, as one SVG; nothing moves from
/// one to the next, and below each stands its caption. All take the same room: the attribute `data-columns` says how many
/// stand in a row, `data-steps` how many there are.
pub fn strip(recording: &mut Recording, from: u32, to: u32, stride: Stride) -> String {
    let panels = Panels::new(recording, &steps(recording, from, to, stride), stride);
    let count = panels.list.len();
    let (width, height) = panels.size();
    let columns = ((WIDEST_ROW / width) as usize).clamp(1, count.max(1));
    let bounds = Rect {
        x: 0.0,
        y: 0.0,
        width: columns as f32 * width,
        height: count.div_ceil(columns) as f32 * height,
    };
    let attributes = format!(" data-steps=\"{count}\" data-columns=\"{columns}\"");
    let mut svg = document(bounds, &attributes, &format!("{count} steps"));
    for number in 0..count {
        let (column, row) = (number % columns, number / columns);
        panels.draw(&mut svg, number, column as f32 * width, row as f32 * height);
    }
    svg.put(format_args!("</svg>\n"));
    svg.text
}

/// The positions of the steps of a stride from one position to another, both included; the start counts as one.
pub fn steps(recording: &Recording, from: u32, to: u32, stride: Stride) -> Vec<u32> {
    let mut steps = recording.marks(stride);
    steps.insert(0, 0);
    steps.dedup();
    steps.retain(|step| (from..=to).contains(step));
    steps
}

/// Pictures of several positions that are to be compared.
struct Panels {
    list: Vec<Panel>,
    /// What all of them cover.
    bounds: Rect,
    /// The most lines that a caption has.
    lines: usize,
}

struct Panel {
    title: String,
    /// The line's number and text.
    line: String,
    caption: Vec<String>,
    drawn: String,
}

impl Panels {
    fn new(recording: &mut Recording, positions: &[u32], stride: Stride) -> Panels {
        let before = recording.position();
        let mut list = Vec::new();
        let mut all: Option<Rect> = None;
        for &position in positions {
            recording.seek(position);
            let status = recording.status(stride);
            let line = match status.line {
                0 => String::new(),
                line => format!(" · line {line}  {}", recording.source_line(line).trim()),
            };
            let scene = recording.scene();
            let here = bounds(scene);
            all = Some(all.map_or(here, |all| union(all, here)));
            let mut writer = Writer::default();
            writer.scene(scene);
            list.push((line, status.caption, title(recording), writer.text));
        }
        recording.seek(before);
        let mut bounds = all.unwrap_or(Rect {
            x: 0.0,
            y: 0.0,
            width: 0.0,
            height: 0.0,
        });
        bounds.width = bounds.width.max(NARROWEST);
        // System faces are about this wide at 13 pixels.
        let columns = ((bounds.width - 2.0 * MARGIN) / 6.9) as usize;
        let list: Vec<Panel> = list
            .into_iter()
            .map(|(line, caption, title, drawn)| Panel {
                title,
                line: cut(&line, columns - 6),
                caption: wrap(&caption, columns),
                drawn,
            })
            .collect();
        let lines = list.iter().map(|panel| panel.caption.len()).max();
        Panels {
            list,
            bounds,
            lines: lines.unwrap_or(0),
        }
    }

    /// The width and height of one.
    fn size(&self) -> (f32, f32) {
        let captions = self.lines as f32 * CAPTION_LINE + 12.0;
        (self.bounds.width, STEP + self.bounds.height + captions)
    }

    fn draw(&self, svg: &mut Writer, number: usize, x: f32, y: f32) {
        let panel = &self.list[number];
        svg.put(format_args!(
            "<g transform=\"translate({x} {y})\"><title>{}</title>\n",
            escape(&panel.title)
        ));
        let step = format!("{}{}", number + 1, panel.line);
        svg.text("step", "", MARGIN, STEP - 8.0, &step);
        svg.put(format_args!(
            "<g transform=\"translate({} {})\">\n{}</g>\n",
            -self.bounds.x,
            STEP - self.bounds.y,
            panel.drawn
        ));
        for (line, text) in panel.caption.iter().enumerate() {
            let top = STEP + self.bounds.height + line as f32 * CAPTION_LINE;
            svg.text("caption", "", MARGIN, top, text);
        }
        svg.put(format_args!("</g>\n"));
    }
}

/// The beginning of an SVG with its ground painted.
fn document(bounds: Rect, attributes: &str, title: &str) -> Writer {
    let Rect {
        x,
        y,
        width,
        height,
    } = bounds;
    let mut svg = Writer::default();
    svg.put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{}\" width=\"{width}\" height=\"{height}\" viewBox=\"{x} {y} {width} {height}\" role=\"img\"{attributes}>\n<title>{}</title>\n{}",
        style::CLASS,
        escape(title),
        style::head(),
    ));
    svg.put(format_args!(
        "<path class=\"paper\" d=\"M{x} {y}h{width}v{height}H{x}z\"/>\n"
    ));
    svg
}

/// What the picture is called: the line that is done, and what the latest event did.
fn title(recording: &Recording) -> String {
    let status = recording.status(Stride::Line);
    format!("Line {}. {}", status.line, status.caption)
}

fn bounds(scene: &Scene) -> Rect {
    let mut left = 0.0_f32;
    let mut top = 0.0_f32;
    let (mut right, mut bottom) = (120.0_f32, 40.0_f32);
    for figure in &scene.boxes {
        left = left.min(figure.rect.x);
        top = top.min(figure.rect.y);
        // The words under a box may be longer than it.
        let said = words(figure).chars().count() as f32 * 6.2;
        right = right.max(figure.rect.x + figure.rect.width.max(said));
        bottom = bottom.max(figure.rect.bottom() + 18.0);
    }
    for arrow in &scene.arrows {
        for check in 0..=16 {
            let (x, y) = curve::point(&arrow.curve, check as f32 / 16.0);
            left = left.min(x);
            top = top.min(y);
            right = right.max(x);
            bottom = bottom.max(y);
        }
    }
    Rect {
        x: (left - MARGIN).floor(),
        y: (top - MARGIN).floor(),
        width: (right - left + 2.0 * MARGIN).ceil(),
        height: (bottom - top + 2.0 * MARGIN).ceil(),
    }
}

fn union(a: Rect, b: Rect) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    Rect {
        x,
        y,
        width: (a.x + a.width).max(b.x + b.width) - x,
        height: (a.y + a.height).max(b.y + b.height) - y,
    }
}

fn cut(text: &str, columns: usize) -> String {
    if text.chars().count() <= columns {
        return text.to_string();
    }
    text.chars().take(columns - 1).chain(['…']).collect()
}

/// The words of a text in lines of so many characters, where words allow it.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    if lines.len() > CAPTION_LINES {
        lines.truncate(CAPTION_LINES);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines
}
