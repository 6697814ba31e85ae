//! Boxes and references as SVG.

use std::fmt::Write;

use crate::graph::printable;
use crate::layout::{METRICS, Rect};
use crate::scene::{Arrow, Figure, Scene, look, reference};

/// How far a reference's head opens to each side of it: 0.45 radians.
const BARB_COS: f32 = 0.900_447;
const BARB_SIN: f32 = 0.434_966;

/// What a box's look says in words, for those who do not see or tell the colours.
pub(super) fn words(figure: &Figure) -> String {
    let has = |bit: u32| figure.look & bit != 0;
    let words = [
        (has(look::GHOST), "freed"),
        (has(look::TENTATIVE), "in the unreachable list"),
        (has(look::CANDIDATE) && !has(look::TENTATIVE), "candidate"),
        (has(look::UNREACHABLE), "no name reaches this"),
        (has(look::FINALIZED), "finalizer has run"),
    ];
    let said: Vec<&str> = words
        .iter()
        .filter(|(is_said, _)| *is_said)
        .map(|&(_, word)| word)
        .collect();
    said.join(" · ")
}

/// An SVG that is being written.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) text: String,
}

impl Writer {
    pub(super) fn put(&mut self, arguments: std::fmt::Arguments) {
        // Writing to a String cannot fail.
        let _ = self.text.write_fmt(arguments);
    }

    pub(super) fn text(&mut self, class: &str, anchor: &str, x: f32, y: f32, text: &str) {
        if !text.is_empty() {
            let anchor = if anchor.is_empty() {
                String::new()
            } else {
                format!(" text-anchor=\"{anchor}\"")
            };
            self.put(format_args!(
                "<text class=\"{class}\"{anchor} x=\"{x}\" y=\"{y}\">{}</text>",
                escape(text)
            ));
        }
    }

    /// All that is seen, at the places that the layout gave it.
    pub(super) fn scene(&mut self, scene: &Scene) {
        for figure in &scene.boxes {
            self.figure(figure);
        }
        for arrow in &scene.arrows {
            self.arrow(arrow);
        }
        // Above the curves, so that they can be read.
        for figure in &scene.boxes {
            let lost = figure.look & (look::UNREACHABLE | look::TENTATIVE) != 0;
            let class = if lost { "words lost" } else { "words" };
            let (x, y) = (figure.rect.x + 2.0, figure.rect.bottom() + 14.0);
            self.text(class, "", x, y, &words(figure));
        }
    }

    fn figure(&mut self, figure: &Figure) {
        let classes = [
            (look::UNREACHABLE, "unreachable"),
            (look::TENTATIVE, "tentative"),
            (look::GHOST, "ghost"),
        ];
        let classes: Vec<&str> = classes
            .iter()
            .filter(|(bit, _)| figure.look & bit != 0)
            .map(|&(_, class)| class)
            .collect();
        self.put(format_args!("<g class=\"{}\">", classes.join(" ")));
        if figure.look & look::NAMESPACE != 0 {
            self.namespace(figure);
        } else {
            self.object(figure);
        }
        self.put(format_args!("</g>\n"));
    }

    /// Names are labels, not a box.
    fn namespace(&mut self, figure: &Figure) {
        let Rect { x, y, width, .. } = figure.rect;
        let middle = y + METRICS.head_height / 2.0 + 4.0;
        self.text(
            "names",
            "end",
            x + width - METRICS.port_width,
            middle,
            &figure.head,
        );
        for (number, row) in figure.rows.iter().enumerate() {
            let top = y + METRICS.head_height + number as f32 * METRICS.row_height;
            self.put(format_args!(
                "<rect class=\"pill\" x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"{}\" rx=\"9\"/>",
                top + 2.0,
                METRICS.row_height - 4.0
            ));
            let end = x + width - METRICS.port_width;
            let value = row.text.chars().count() as f32 * METRICS.char_width;
            self.text("label", "end", end, top + 15.5, &row.text);
            let gap = if row.text.is_empty() {
                0.0
            } else {
                METRICS.char_width
            };
            self.text("name", "end", end - value - gap, top + 15.5, &row.label);
            self.port(figure.rect, number, row.target.is_some());
        }
    }

    fn object(&mut self, figure: &Figure) {
        let Rect {
            x,
            y,
            width,
            height,
        } = figure.rect;
        let head = METRICS.head_height;
        let shape = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"8\"");
        self.put(format_args!("<rect class=\"box\" {shape}/>"));
        if figure.rows.is_empty() {
            self.put(format_args!(
                "<rect class=\"head\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"7\"/>",
                x + 0.75,
                y + 0.75,
                width - 1.5,
                height - 1.5
            ));
        } else {
            self.put(format_args!(
                "<path class=\"head\" d=\"M{} {}v{}a7.2 7.2 0 0 1 7.2 -7.2h{}a7.2 7.2 0 0 1 7.2 7.2v{}z\"/>",
                x + 0.8,
                y + head,
                8.0 - head,
                width - 16.0,
                head - 8.0
            ));
        }
        self.text(
            "title",
            "",
            x + METRICS.padding_x,
            y + head / 2.0 + 4.5,
            &figure.head,
        );
        let mut right = x + width - 7.0;
        let counts = [
            (figure.refcount == -2, "count", "∞".to_string()),
            (figure.refcount >= 0, "count", figure.refcount.to_string()),
            (figure.gc_refs >= 0, "gc", figure.gc_refs.to_string()),
        ];
        for (is_shown, class, text) in counts {
            if is_shown {
                let width = (text.chars().count() as f32 * 6.6 + 10.0).max(20.0);
                let radius = if class == "gc" { 4 } else { 9 };
                let top = y + head / 2.0 - 9.0;
                self.put(format_args!("<rect class=\"{class}\" x=\"{}\" y=\"{top}\" width=\"{width}\" height=\"18\" rx=\"{radius}\"/>", right - width));
                self.text("", "middle", right - width / 2.0, top + 13.0, &text);
                right -= width + 5.0;
            }
        }
        for (number, row) in figure.rows.iter().enumerate() {
            let top = y + head + number as f32 * METRICS.row_height;
            self.put(format_args!(
                "<path class=\"line\" d=\"M{} {top}h{}\"/>",
                x + 0.75,
                width - 1.5
            ));
            self.text("label", "", x + METRICS.padding_x, top + 15.5, &row.label);
            let indent = (row.label.chars().count() as f32 + 1.0) * METRICS.char_width;
            self.text(
                "value",
                "",
                x + METRICS.padding_x + indent,
                top + 15.5,
                &row.text,
            );
            if row.target.is_some() {
                self.port(figure.rect, number, !row.weak);
            }
        }
    }

    fn port(&mut self, rect: Rect, row: usize, refers: bool) {
        let (x, y) = crate::layout::curve::port(rect, row);
        let refers = if refers { " refers" } else { "" };
        self.put(format_args!(
            "<circle class=\"port{refers}\" cx=\"{x}\" cy=\"{y}\" r=\"3.2\"/>"
        ));
    }

    /// A curve and its arrowhead, which points along the curve's end.
    fn arrow(&mut self, arrow: &Arrow) {
        let [x0, y0, x1, y1, x2, y2, x3, y3] =
            arrow.curve.map(|number| (number * 10.0).round() / 10.0);
        let marks = [
            (reference::WEAK, " weak"),
            (reference::SUBTRACTED, " subtracted"),
            (reference::GHOST, " gone"),
        ];
        // A head has the line's colour, but is not dashed.
        let head_marks = [
            (reference::SUBTRACTED, " taken"),
            (reference::GHOST, " past"),
        ];
        let (classes, head) = (marked(&marks, arrow.look), marked(&head_marks, arrow.look));
        // The arrow's head: its direction turned to both sides, without the 8 KB of code that a sine is in wasm.
        let (dx, dy) = (x3 - x2, y3 - y2);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        let (ahead, aside) = (8.0 * BARB_COS / length, 8.0 * BARB_SIN / length);
        let barb = |side: f32| {
            let aside = side * aside;
            (x3 - ahead * dx + aside * dy, y3 - ahead * dy - aside * dx)
        };
        let ((ax, ay), (bx, by)) = (barb(1.0), barb(-1.0));
        self.put(format_args!(
            "<path class=\"reference{classes}\" d=\"M{x0} {y0}C{x1} {y1} {x2} {y2} {x3} {y3}\"/><path class=\"reference{head}\" d=\"M{ax:.1} {ay:.1}L{x3} {y3}L{bx:.1} {by:.1}\"/>\n"
        ));
    }
}

/// The classes of the marks that a look has.
fn marked(marks: &[(u32, &str)], look: u32) -> String {
    let set = marks.iter().filter(|(bit, _)| look & bit != 0);
    set.map(|&(_, class)| class).collect()
}

/// Text in XML. Control characters have no place there, and some signs would turn the order of what follows.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars().map(printable) {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
