//! The way of a reference: a cubic Bézier from a row's port to the target's edge, around boxes where there is room.

use crate::layout::grid::{Grid, cell};
use crate::layout::{METRICS, Rect};

/// The four points of a cubic Bézier: x, y of each.
pub type Curve = [f32; 8];

/// How near a curve may come to a box that it does not belong to.
pub const CLEARANCE: f32 = 6.0;
/// How much longer a way may be to spare one of its points a box.
const HIT: f32 = 900.0;
/// Points at which a curve is checked.
const CHECKS: usize = 48;

/// Where a reference starts: the middle of a row's port.
pub fn port(from: Rect, row: usize) -> (f32, f32) {
    let y = crate::layout::port_y(from.y, row as u32);
    (from.right() - METRICS.port_width / 2.0, y)
}

/// A curve from a row of the box `from` to the box `to`, and the region outside of which nothing could change it. `spread`
/// moves its end along the edge, so that references to the same box stay apart.
pub fn curve(from: Rect, row: usize, to: Rect, spread: f32, others: &Grid) -> (Curve, Rect) {
    let start = port(from, row);
    let middle = to.y + METRICS.head_height / 2.0 + spread;
    let ways = ways(from, start, to, middle);
    let mut best = (f32::INFINITY, [0.0; 8]);
    for &way in &ways {
        // Most ways need no look at the boxes: they are longer than one that was found.
        let mut cost = length(&way);
        let mut hits = hits(&way, from, to, others);
        while cost < best.0 && hits.next().is_some() {
            cost += HIT;
        }
        if cost < best.0 {
            best = (cost, way);
        }
    }
    let tried = ways.iter().filter(|way| length(way) <= best.0);
    (best.1, around(tried.flat_map(|way| way.chunks(2))))
}

/// The rectangle around points.
fn around<'a>(points: impl Iterator<Item = &'a [f32]>) -> Rect {
    let (mut least, mut most) = ([f32::INFINITY; 2], [f32::NEG_INFINITY; 2]);
    for point in points {
        for axis in 0..2 {
            least[axis] = least[axis].min(point[axis]);
            most[axis] = most[axis].max(point[axis]);
        }
    }
    Rect {
        x: least[0],
        y: least[1],
        width: most[0] - least[0],
        height: most[1] - least[1],
    }
}

/// An upper bound of a curve's length.
fn length(curve: &Curve) -> f32 {
    (0..3)
        .map(|leg| {
            let (x, y) = (
                curve[2 * leg + 2] - curve[2 * leg],
                curve[2 * leg + 3] - curve[2 * leg + 1],
            );
            x.hypot(y)
        })
        .sum()
}

/// Whether a reference goes to the right, into the left edge of its target.
pub fn is_onward(from: Rect, to: Rect) -> bool {
    to.x >= from.right() + 16.0
}

/// The ways that are worth trying, the most natural one first.
fn ways(from: Rect, (x, y): (f32, f32), to: Rect, end: f32) -> Vec<Curve> {
    let mut ways = Vec::new();
    if is_onward(from, to) {
        // Onwards: into the left edge.
        let reach = ((to.x - x) * 0.5).max(30.0);
        ways.push([x, y, x + reach, y, to.x - reach, end, to.x, end]);
        // Far up or down in the free strip before the target's column.
        for steep in [40.0, 90.0] {
            ways.push([x, y, to.x + steep, y, to.x - steep, end, to.x, end]);
        }
        for bend in [60.0, 120.0, 200.0, 300.0, 420.0] {
            for bend in [-bend, bend] {
                ways.push([
                    x,
                    y,
                    x + reach,
                    y + bend,
                    to.x - reach,
                    end + bend,
                    to.x,
                    end,
                ]);
            }
        }
        return ways;
    }
    // Back, or within a column: around the right side into the right edge.
    let right = to.right();
    let distance = (end - y).abs();
    for more in [0.0, 50.0, 110.0, 200.0, 320.0] {
        let out = x.max(right) + 34.0 + 0.2 * distance.min(400.0) + more;
        ways.push([x, y, out, y, out, end, right, end]);
    }
    for bend in [40.0_f32, 90.0, 160.0, 300.0] {
        for bend in [-bend, bend] {
            let out = x + 60.0 + bend.abs() / 2.0;
            ways.push([x, y, out, y + bend, right + 60.0, end + bend, right, end]);
        }
    }
    if to.right() < from.x {
        // Far back: over or under the boxes between, into the top or the bottom edge.
        let entry = to.x + to.width / 2.0;
        let (top, bottom) = (from.y.min(to.y), from.bottom().max(to.bottom()));
        for away in [50.0, 100.0, 180.0] {
            ways.push([
                x,
                y,
                x + 90.0 + away,
                top - away * 2.0,
                entry,
                top - away,
                entry,
                to.y,
            ]);
            ways.push([
                x,
                y,
                x + 90.0 + away,
                bottom + away * 2.0,
                entry,
                bottom + away,
                entry,
                to.bottom(),
            ]);
        }
    }
    ways
}

/// The point of a curve at `t`, 0 to 1.
pub fn point(curve: &Curve, t: f32) -> (f32, f32) {
    let s = 1.0 - t;
    let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
    let at = |axis: usize| {
        (0..4)
            .map(|number| weights[number] * curve[2 * number + axis])
            .sum()
    };
    (at(0), at(1))
}

/// The checked points of a curve that lie upon boxes.
fn hits(curve: &Curve, from: Rect, to: Rect, others: &Grid) -> impl Iterator<Item = usize> {
    let is_inside = |rect: &Rect, (x, y): (f32, f32), clearance: f32| {
        x > rect.x - clearance
            && x < rect.right() + clearance
            && y > rect.y - clearance
            && y < rect.bottom() + clearance
    };
    // Most points lie in the same cell as the one before.
    let start = cell(curve[0], curve[1]);
    let mut here = (start, others.in_cell(start));
    (1..CHECKS).filter(move |&check| {
        let t = check as f32 / CHECKS as f32;
        let at = point(curve, t);
        let place = cell(at.0, at.1);
        if place != here.0 {
            here = (place, others.in_cell(place));
        }
        here.1.iter().any(|(rect, _)| {
            if *rect == from {
                // It starts inside.
                t > 0.2 && is_inside(rect, at, -1.0)
            } else if *rect == to {
                is_inside(rect, at, -1.0)
            } else {
                is_inside(rect, at, CLEARANCE)
            }
        })
    })
}
