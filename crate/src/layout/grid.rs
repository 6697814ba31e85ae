//! The boxes of a picture by where they stand, so that none need be compared with all of them.

use crate::hash::HashMap;
use crate::layout::Rect;

/// The size of a cell: about that of a small box.
const CELL: f32 = 128.0;

/// In each cell the boxes that reach into it, with their numbers.
#[derive(Debug, Default)]
pub struct Grid(HashMap<(i32, i32), Vec<(Rect, usize)>>);

impl Grid {
    /// Puts a box into the cells that it comes as near to as `margin`.
    pub fn add(&mut self, rect: Rect, number: usize, margin: f32) {
        for cell in cells(rect, margin) {
            self.0.entry(cell).or_default().push((rect, number));
        }
    }

    /// All boxes in the cells that a rectangle reaches into; some more than once.
    pub fn near(&self, rect: Rect) -> impl Iterator<Item = (Rect, usize)> + '_ {
        cells(rect, 0.0).flat_map(|cell| self.in_cell(cell).iter().copied())
    }

    /// All boxes in a cell.
    pub fn in_cell(&self, cell: (i32, i32)) -> &[(Rect, usize)] {
        self.0.get(&cell).map_or(&[], Vec::as_slice)
    }
}

/// The cell that a point is in.
pub fn cell(x: f32, y: f32) -> (i32, i32) {
    ((x / CELL).floor() as i32, (y / CELL).floor() as i32)
}

fn cells(rect: Rect, margin: f32) -> impl Iterator<Item = (i32, i32)> {
    let (left, top) = cell(rect.x - margin, rect.y - margin);
    let (right, bottom) = cell(rect.right() + margin, rect.bottom() + margin);
    (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}
