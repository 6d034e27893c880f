//! Degrees → points of a fine grid: longitudes shrink by the cosine of the middle latitude, so that shapes look as they are.

use super::{HEIGHT, STEPS, WIDTH};
use crate::load::geojson::{Polygon, Position, Ring};
use crate::model::regency::RegencyId;

/// Points of the grid to a step. What is nearer together than one is the same corner.
pub(super) const FINE: i32 = 5;

/// A point of the grid.
pub(super) type GridPoint = [i32; 2];
/// The outlines and holes of one body: polygons of rings.
pub(super) type Area = Vec<Vec<Vec<GridPoint>>>;

/// The smallest extent, in degrees, that is told from nothing.
const LEAST: f64 = 1e-6;

/// The shapes on the grid, and the height of the map in pixels.
pub(super) fn project(shapes: &[(RegencyId, &[Polygon])]) -> (Vec<Area>, i32) {
    let positions = || shapes.iter().flat_map(|(_, polygons)| polygons.iter().flatten().flatten());
    let shift = Shift::of(positions);
    let (west, east) = extent(positions().map(|position| shift.longitude(position)));
    let (south, north) = extent(positions().map(|position| position[1]));
    let narrowing = ((south + north) / 2.0).to_radians().cos().max(0.05);
    let (wide, high) = (((east - west) * narrowing).max(LEAST), (north - south).max(LEAST));
    let scale = (f64::from(WIDTH) / wide).min(f64::from(HEIGHT) / high);
    let grid = f64::from(STEPS * FINE);
    let left = (f64::from(WIDTH) - wide * scale) / 2.0;
    let point = |position: &Position| -> GridPoint {
        let x = left + (shift.longitude(position) - west) * narrowing * scale;
        let y = (north - position[1]) * scale;
        [whole(x * grid), whole(y * grid)]
    };
    let ring = |ring: &Ring| -> Vec<GridPoint> {
        let mut points: Vec<GridPoint> = ring.iter().map(point).collect();
        points.dedup();
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points
    };
    let polygon = |polygon: &Polygon| polygon.iter().map(ring).collect();
    let areas = shapes.iter().map(|(_, polygons)| polygons.iter().map(polygon).collect()).collect();
    (areas, whole(high * scale).clamp(1, HEIGHT))
}

/// Bodies on both sides of the 180th meridian stand together.
#[derive(Debug, Clone, Copy)]
struct Shift {
    is_needed: bool,
}

impl Shift {
    fn of<'a, I: Iterator<Item = &'a Position>>(positions: impl Fn() -> I) -> Self {
        let width = |shift: Shift| {
            let (west, east) = extent(positions().map(|position| shift.longitude(position)));
            east - west
        };
        let (plain, shifted) = (Shift { is_needed: false }, Shift { is_needed: true });
        let is_needed = width(plain) > 180.0 && width(shifted) < width(plain);
        Shift { is_needed }
    }

    fn longitude(self, position: &Position) -> f64 {
        if self.is_needed && position[0] < 0.0 { position[0] + 360.0 } else { position[0] }
    }
}

fn extent(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

/// The nearest whole number; all that is drawn is far inside the bounds.
#[expect(clippy::cast_possible_truncation, reason = "coordinates of a drawing a few hundred pixels wide")]
pub(super) fn whole(value: f64) -> i32 {
    value.round() as i32
}
