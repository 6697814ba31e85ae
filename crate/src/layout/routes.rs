//! The ways of references that were found before: most steps and most clicks leave most of them as they are.

use std::cell::LazyCell;

use super::Rect;
use super::curve::{CLEARANCE, Curve, curve};
use super::grid::Grid;
use crate::hash::{HashMap, HashSet};

/// A rectangle by its bits, which can be compared and hashed.
type Bits = [u32; 4];

/// From a box and a row to a box, with its end's shift along the edge.
pub type Reference = (usize, usize, usize, f32);

/// The ways of references between boxes that stand in certain places.
#[derive(Debug, Default)]
pub struct Routes {
    boxes: HashSet<Bits>,
    /// By both boxes, the row and the bits of the end's shift along the edge: the way and the region that it depends on.
    ways: HashMap<(Bits, Bits, usize, u32), (Curve, Rect)>,
}

impl Routes {
    /// The ways of all references; boxes are named by their places in `rects`.
    pub fn find(
        &mut self,
        rects: &[Rect],
        references: impl Iterator<Item = Reference>,
    ) -> Vec<Curve> {
        let before = std::mem::replace(
            &mut self.boxes,
            rects.iter().map(|&rect| bits(rect)).collect(),
        );
        let changed: Vec<Rect> = before
            .symmetric_difference(&self.boxes)
            .map(|&bits| rect(bits))
            .collect();
        let grid = LazyCell::new(|| {
            let mut grid = Grid::default();
            for (number, &rect) in rects.iter().enumerate() {
                grid.add(rect, number, CLEARANCE);
            }
            grid
        });
        let old = std::mem::take(&mut self.ways);
        references
            .map(|(from, row, to, spread)| {
                let (from, to) = (rects[from], rects[to]);
                let key = (bits(from), bits(to), row, spread.to_bits());
                let known = old
                    .get(&key)
                    .copied()
                    .filter(|&(_, region)| !changed.iter().any(|one| one.meets(region, CLEARANCE)));
                let way = known.unwrap_or_else(|| curve(from, row, to, spread, &grid));
                self.ways.insert(key, way);
                way.0
            })
            .collect()
    }
}

fn bits(rect: Rect) -> Bits {
    [rect.x, rect.y, rect.width, rect.height].map(f32::to_bits)
}

fn rect(bits: Bits) -> Rect {
    let [x, y, width, height] = bits.map(f32::from_bits);
    Rect {
        x,
        y,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column of boxes of which each refers to two others.
    fn picture(heights: &[f32]) -> (Vec<Rect>, Vec<Reference>) {
        let rect = |(number, &height): (usize, &f32)| Rect {
            x: (number % 5) as f32 * 190.0,
            y: (number / 5) as f32 * 80.0,
            width: 114.0,
            height,
        };
        let rects: Vec<Rect> = heights.iter().enumerate().map(rect).collect();
        let count = rects.len();
        let references = (0..count)
            .flat_map(|from| {
                [
                    (from, 0, (from * 7 + 3) % count, 0.0),
                    (from, 1, (from + 9) % count, 3.0),
                ]
            })
            .collect();
        (rects, references)
    }

    #[test]
    fn ways_that_are_kept_are_those_that_would_be_found_anew() {
        let mut heights = [50.0; 60];
        let mut routes = Routes::default();
        for changed in [0, 17, 33, 34, 59, 17, 2] {
            heights[changed] = 124.0 - heights[changed];
            let (rects, references) = picture(&heights);
            let kept = routes.find(&rects, references.iter().copied());
            let anew = Routes::default().find(&rects, references.into_iter());
            assert_eq!(kept, anew, "after box {changed} has grown or shrunk");
        }
    }
}
