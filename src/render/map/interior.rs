//! Where a label stands best in a shape: the point that is farthest from all its edges, nearly.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{Bounds, Line2, Point, STEPS};

/// A point that is this much farther from the edges, in steps, is worth looking for.
const PRECISION: f64 = 1.0;
/// After so many squares the best so far is good enough.
const SQUARES: usize = 4_000;

/// The point farthest from the edges and its distance to them, both in pixels: the outlines are quartered into squares, and
/// the most promising square is looked at first.
pub(super) fn centre(rings: &[Line2]) -> ([f64; 2], f64) {
    let bounds = Bounds::of(rings);
    let [low, high] = [bounds.low, bounds.high].map(|point| point.map(f64::from));
    let size = (high[0] - low[0]).min(high[1] - low[1]).max(1.0);
    let middle = [(low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0];
    let mut best = Square::at(middle, 0.0, rings);
    let mut queue = BinaryHeap::new();
    // A long thin shape begins with few squares too.
    let size = size.max((high[0] - low[0]).max(high[1] - low[1]) / 40.0);
    let mut y = low[1];
    while y < high[1].max(low[1] + 1.0) {
        let mut x = low[0];
        while x < high[0].max(low[0] + 1.0) {
            queue.push(Square::at([x + size / 2.0, y + size / 2.0], size / 2.0, rings));
            x += size;
        }
        y += size;
    }
    let mut seen = queue.len();
    while let Some(square) = queue.pop() {
        if square.distance > best.distance {
            best = square;
        }
        if square.most() - best.distance <= PRECISION || seen > SQUARES {
            break;
        }
        let half = square.half / 2.0;
        for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            queue.push(Square::at([square.middle[0] + dx, square.middle[1] + dy], half, rings));
        }
        seen += 4;
    }
    let steps = f64::from(STEPS);
    (best.middle.map(|value| value / steps), best.distance.max(0.0) / steps)
}

/// Whether a point, in pixels, is inside by the rule of even and odd.
pub(super) fn is_inside(rings: &[Line2], point: [f64; 2]) -> bool {
    let point = point.map(|value| value * f64::from(STEPS));
    edges(rings).filter(|(from, to)| crosses(*from, *to, point)).count() % 2 == 1
}

#[derive(Debug, Clone, Copy)]
struct Square {
    middle: [f64; 2],
    half: f64,
    /// From the middle to the nearest edge; below zero outside.
    distance: f64,
}

impl Square {
    fn at(middle: [f64; 2], half: f64, rings: &[Line2]) -> Self {
        let (mut nearest, mut is_inside) = (f64::INFINITY, false);
        for (from, to) in edges(rings) {
            is_inside ^= crosses(from, to, middle);
            nearest = nearest.min(distance(from.map(f64::from), to.map(f64::from), middle));
        }
        Square { middle, half, distance: if is_inside { nearest } else { -nearest } }
    }

    /// No point of the square is farther from the edges.
    fn most(&self) -> f64 {
        self.distance + self.half * std::f64::consts::SQRT_2
    }
}

impl Ord for Square {
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |one: &Self| one.middle;
        let by_place = || {
            let (one, other) = (place(self), place(other));
            other[0].total_cmp(&one[0]).then(other[1].total_cmp(&one[1]))
        };
        self.most().total_cmp(&other.most()).then_with(by_place)
    }
}

impl PartialOrd for Square {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Square {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Square {}

fn edges(rings: &[Line2]) -> impl Iterator<Item = (Point, Point)> {
    rings.iter().flat_map(|ring| (0..ring.len()).map(move |n| (ring[n], ring[(n + 1) % ring.len()])))
}

/// Whether a line to the right of a point meets an edge.
fn crosses(from: Point, to: Point, point: [f64; 2]) -> bool {
    let (from, to) = (from.map(f64::from), to.map(f64::from));
    (from[1] > point[1]) != (to[1] > point[1])
        && point[0] < (to[0] - from[0]) * (point[1] - from[1]) / (to[1] - from[1]) + from[0]
}

fn distance(from: [f64; 2], to: [f64; 2], point: [f64; 2]) -> f64 {
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    let [x, y] = [from[0] + along * dx - point[0], from[1] + along * dy - point[1]];
    (x * x + y * y).sqrt()
}
