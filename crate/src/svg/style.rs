//! How the picture looks. Every rule holds inside the picture only, as an author may put it into the text of a page.

use std::fmt::Write;

/// The class of the `svg` element, by which an author's style sheet can set its colours.
pub(super) const CLASS: &str = "gc-heap";

const LIGHT: &str = "--paper:#fcfbf9;--surface:#fff;--sunken:#f5f3ef;--ink:#1c2027;--soft:#5a616d;--line:#e4e0d9;\
--edge:#a9a49a;--accent:#2756cf;--garbage:#98420c;--garbage-soft:#f6dcc8";
const DARK: &str = "--paper:#131519;--surface:#1b1e24;--sunken:#23272f;--ink:#e9e7e2;--soft:#a5abb6;--line:#2a2e36;\
--edge:#5d6470;--accent:#92b2ff;--garbage:#f2a570;--garbage-soft:#44301f";

const RULES: &[(&str, &str)] = &[
    (
        "text",
        "font:13px ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;fill:var(--ink);white-space:pre",
    ),
    (".paper", "fill:var(--paper)"),
    (".box", "fill:var(--surface);stroke:var(--edge)"),
    (".head", "fill:var(--sunken)"),
    (".line", "stroke:var(--line)"),
    (".title", "font-weight:700"),
    (".label", "fill:var(--soft)"),
    (
        ".names",
        "fill:var(--soft);font:600 10.5px system-ui,sans-serif;letter-spacing:.08em",
    ),
    (".name", "font-weight:600"),
    (".pill", "fill:var(--surface);stroke:var(--line)"),
    (".count", "fill:var(--ink)"),
    (
        ".count+text",
        "fill:var(--surface);font-size:11px;font-weight:700",
    ),
    (".gc", "fill:none;stroke:var(--garbage);stroke-width:1.5"),
    (
        ".gc+text",
        "fill:var(--garbage);font-size:11px;font-weight:700",
    ),
    (
        ".words",
        "font:11px system-ui,sans-serif;fill:var(--soft);stroke:var(--paper);stroke-width:4px;paint-order:stroke;stroke-linejoin:round",
    ),
    (".lost", "fill:var(--garbage);font-weight:600"),
    (
        ".port",
        "fill:var(--surface);stroke:var(--edge);stroke-width:1.5",
    ),
    (".refers", "fill:var(--accent);stroke:var(--accent)"),
    (
        ".reference",
        "fill:none;stroke:var(--accent);stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round",
    ),
    (".weak", "stroke-dasharray:5 4"),
    (".subtracted", "stroke:var(--garbage);stroke-dasharray:1 5"),
    (".taken", "stroke:var(--garbage)"),
    (".gone", "opacity:.35;stroke-dasharray:2 6"),
    (".past", "opacity:.35"),
    (
        ".unreachable .box",
        "fill:url(#gc-hatch);stroke:var(--garbage);stroke-width:1.5",
    ),
    (".unreachable .head", "fill:none"),
    (
        ".tentative .box",
        "stroke:var(--garbage);stroke-dasharray:6 4;stroke-width:2",
    ),
    (".ghost", "opacity:.45"),
    (".ghost .box", "stroke-dasharray:4 4"),
    (".ghost .title", "text-decoration:line-through"),
    (".stripe", "stroke:var(--garbage-soft);stroke-width:2"),
    (".ground", "fill:var(--surface)"),
    (".step", "font:600 12px system-ui,sans-serif"),
    (
        ".caption",
        "font:13px system-ui,sans-serif;fill:var(--soft)",
    ),
];

/// The style sheet and the pattern of what is lost.
pub(super) fn head() -> String {
    // Weaker than any rule of an author's: what holds without one.
    let mut head = format!(
        "<style>:where(.{CLASS}){{{LIGHT}}}@media (prefers-color-scheme:dark){{:where(.{CLASS}){{{DARK}}}}}"
    );
    for (selector, declarations) in RULES {
        // Writing to a string cannot fail.
        let _ = write!(head, ".{CLASS} {selector}{{{declarations}}}");
    }
    head.push_str(
        "</style>\n<defs><pattern id=\"gc-hatch\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"ground\" d=\"M0 0h9v9H0z\"/><path class=\"stripe\" d=\"M1 0v9\"/></pattern></defs>\n",
    );
    head
}
