//! Where in a shape a text fits: the shape in small squares, with those of the shapes that lie on it taken out.

use super::lettering::{Frame, Text};
use super::{Bounds, Ground, Land, STEPS};
use crate::render::map::interior::is_inside;

/// The side of a square, in pixels.
const CELL: i32 = 2;
/// How far apart the places are at which a text is tried, in pixels.
const PACE: usize = 3;

/// The inside of a shape.
pub(super) struct Inside {
    left: i32,
    top: i32,
    columns: i32,
    rows: i32,
    /// How many squares of each row are inside up to a column: a stretch is whole when its count is.
    counts: Vec<Vec<i32>>,
}

impl Inside {
    /// The inside of a land on its ground.
    pub(super) fn of(land: &Land, ground: &Ground) -> Self {
        let Bounds { low, high } = Bounds::of(&land.rings);
        let [left, top] = low.map(|value| value.div_euclid(STEPS));
        let [columns, rows] = [0, 1].map(|axis| (high[axis] - low[axis]) / STEPS / CELL + 1);
        let is_own = |point: [f64; 2]| {
            let is_covered = land.islands.iter().any(|id| is_inside(&ground.lands[id].rings, point));
            is_inside(&land.rings, point) && !is_covered
        };
        let row = |row: i32| {
            let middle = |column: i32| [left + column * CELL + CELL / 2, top + row * CELL + CELL / 2].map(f64::from);
            let cell = |sum: &mut i32, column: i32| {
                *sum += i32::from(is_own(middle(column)));
                Some(*sum)
            };
            std::iter::once(0).chain((0..columns).scan(0, cell)).collect()
        };
        Inside { left, top, columns, rows, counts: (0..rows).map(row).collect() }
    }

    /// The place nearest to `centre` at which all lines of a text are inside.
    pub(super) fn place(&self, text: &Text, centre: [i32; 2]) -> Option<[i32; 2]> {
        let span = |from: i32, cells: i32| (from..=from + cells * CELL).step_by(PACE);
        let all = span(self.top, self.rows).flat_map(|y| span(self.left, self.columns).map(move |x| [x, y]));
        let far = |[x, y]: &[i32; 2]| (x - centre[0]).pow(2) + (y - centre[1]).pow(2);
        let fits = |middle: &[i32; 2]| text.frames(*middle).all(|frame| self.holds(frame));
        std::iter::once(centre).chain(all).filter(fits).min_by_key(|middle| (far(middle), middle[1], middle[0]))
    }

    fn holds(&self, frame: Frame) -> bool {
        let cell = |value: i32, from: i32| (value - from).div_euclid(CELL);
        let (left, right) = (cell(frame.x, self.left), cell(frame.x + frame.width, self.left));
        let (top, bottom) = (cell(frame.y, self.top), cell(frame.y + frame.height, self.top));
        let is_here = left >= 0 && top >= 0 && right < self.columns && bottom < self.rows;
        let index = |value: i32| usize::try_from(value).unwrap_or(0);
        is_here
            && (top..=bottom).all(|row| {
                let counts = &self.counts[index(row)];
                counts[index(right + 1)] - counts[index(left)] == right + 1 - left
            })
    }
}
