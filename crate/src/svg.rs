//! The picture as a self-contained SVG: no script, no fonts to load, light or dark as the reader's system is.

use std::fmt::Write;

use crate::layout::{METRICS, Rect};
use crate::recording::{Recording, Stride};
use crate::scene::{Arrow, Figure, Scene, look, reference};

const MARGIN: f32 = 24.0;
const STYLE: &str = "\
svg{--paper:#fcfbf9;--surface:#fff;--sunken:#f5f3ef;--ink:#1c2027;--soft:#5a616d;--line:#e4e0d9;--edge:#a9a49a;\
--accent:#2756cf;--garbage:#98420c;--garbage-soft:#f6dcc8}\
@media (prefers-color-scheme:dark){svg{--paper:#131519;--surface:#1b1e24;--sunken:#23272f;--ink:#e9e7e2;--soft:#a5abb6;\
--line:#2a2e36;--edge:#5d6470;--accent:#92b2ff;--garbage:#f2a570;--garbage-soft:#44301f}}\
text{font:13px ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;fill:var(--ink);\
white-space:pre}\
.paper{fill:var(--paper)}.box{fill:var(--surface);stroke:var(--edge)}.head{fill:var(--sunken)}\
.line{stroke:var(--line)}.title{font-weight:700}.label,.names{fill:var(--soft)}\
.names{font:600 10.5px system-ui,sans-serif;letter-spacing:.08em}.name{font-weight:600}\
.pill{fill:var(--surface);stroke:var(--line)}\
.count{fill:var(--ink)}.count+text{fill:var(--surface);font-size:11px;font-weight:700}\
.gc{fill:none;stroke:var(--garbage);stroke-width:1.5}.gc+text{fill:var(--garbage);font-size:11px;font-weight:700}\
.words{font:11px system-ui,sans-serif;fill:var(--soft);stroke:var(--paper);stroke-width:4px;paint-order:stroke;stroke-linejoin:round}.lost{fill:var(--garbage);font-weight:600}\
.port{fill:var(--surface);stroke:var(--edge);stroke-width:1.5}.refers{fill:var(--accent);stroke:var(--accent)}\
.reference{fill:none;stroke:var(--accent);stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}\
.weak{stroke-dasharray:5 4}.subtracted{stroke:var(--garbage);stroke-dasharray:1 5}.taken{stroke:var(--garbage)}.gone{opacity:.35;stroke-dasharray:2 6}\
.unreachable .box{fill:url(#hatch);stroke:var(--garbage);stroke-width:1.5}.unreachable .head{fill:none}\
.tentative .box{stroke:var(--garbage);stroke-dasharray:6 4;stroke-width:2}\
\
.ghost{opacity:.45}.ghost .box{stroke-dasharray:4 4}.ghost .title{text-decoration:line-through}\
.stripe{stroke:var(--garbage-soft);stroke-width:2}.ground{fill:var(--surface)}";

/// The picture at the recording's position.
pub fn svg(recording: &Recording) -> String {
    let scene = recording.scene();
    let bounds = bounds(scene);
    let mut svg = Writer::default();
    svg.put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"{2} {3} {0} {1}\" role=\"img\">\n<title>{4}</title>\n<style>{STYLE}</style>\n",
        bounds.width,
        bounds.height,
        bounds.x,
        bounds.y,
        escape(&title(recording)),
    ));
    svg.put(format_args!(
        "<defs><pattern id=\"hatch\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"ground\" d=\"M0 0h9v9H0z\"/><path class=\"stripe\" d=\"M1 0v9\"/></pattern></defs>\n",
    ));
    svg.put(format_args!(
        "<path class=\"paper\" d=\"M{} {}h{}v{}H{}z\"/>\n",
        bounds.x, bounds.y, bounds.width, bounds.height, bounds.x
    ));
    for figure in &scene.boxes {
        svg.figure(figure);
    }
    for arrow in &scene.arrows {
        svg.arrow(arrow);
    }
    // Above the curves, so that they can be read.
    for figure in &scene.boxes {
        let lost = figure.look & (look::UNREACHABLE | look::TENTATIVE) != 0;
        let class = if lost { "words lost" } else { "words" };
        svg.text(
            class,
            "",
            figure.rect.x + 2.0,
            figure.rect.bottom() + 14.0,
            &words(figure),
        );
    }
    svg.put(format_args!("</svg>\n"));
    svg.text
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
        right = right.max(
            figure.rect.x
                + figure
                    .rect
                    .width
                    .max(words(figure).chars().count() as f32 * 6.2),
        );
        bottom = bottom.max(figure.rect.bottom() + 18.0);
    }
    for arrow in &scene.arrows {
        for check in 0..=16 {
            let (x, y) = crate::layout::curve::point(&arrow.curve, check as f32 / 16.0);
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

/// What a box's look says in words, for those who do not see or tell the colours.
fn words(figure: &Figure) -> String {
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

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn put(&mut self, arguments: std::fmt::Arguments) {
        // Writing to a String cannot fail.
        let _ = self.text.write_fmt(arguments);
    }

    fn text(&mut self, class: &str, anchor: &str, x: f32, y: f32, text: &str) {
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
        let classes: String = marks
            .iter()
            .filter(|(bit, _)| arrow.look & bit != 0)
            .map(|&(_, class)| class)
            .collect();
        let head = if arrow.look & reference::SUBTRACTED != 0 {
            " taken"
        } else {
            ""
        };
        let angle = (y3 - y2).atan2(x3 - x2);
        let barb = |turn: f32| {
            (
                (x3 - 8.0 * (angle + turn).cos()),
                (y3 - 8.0 * (angle + turn).sin()),
            )
        };
        let ((ax, ay), (bx, by)) = (barb(0.45), barb(-0.45));
        self.put(format_args!(
            "<path class=\"reference{classes}\" d=\"M{x0} {y0}C{x1} {y1} {x2} {y2} {x3} {y3}\"/><path class=\"reference{head}\" d=\"M{ax:.1} {ay:.1}L{x3} {y3}L{bx:.1} {by:.1}\"/>\n"
        ));
    }
}

/// Text in XML. Control characters have no place there.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => {
                escaped.push('\u{fffd}')
            }
            other => escaped.push(other),
        }
    }
    escaped
}
