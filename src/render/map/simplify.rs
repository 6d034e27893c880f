//! Fewer corners: those whose triangle with their neighbours is smallest go first (Visvalingam), arc by arc, until the
//! paths of all shapes fit their bytes. What two shapes share is one arc, so no gap opens between them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt::Write;

use super::arcs::{Arc, Direction, Topology, Walk};
use super::project::{Area, FINE, GridPoint};
use super::{Line2, Point, STEPS};

/// The most bytes that the paths of a map have together.
pub(super) const BYTES: usize = 16_000;
/// Twice the area of a square pixel of the view box, in the grid.
const PIXEL: i64 = 2 * (STEPS * FINE) as i64 * (STEPS * FINE) as i64;
/// A corner of less than this changes nothing that can be seen.
const LEAST: i64 = PIXEL / 8;
/// Islands and holes of less than this are left out.
const SPECK: i64 = PIXEL;

/// The outlines and holes of each body, in steps.
pub(super) fn simplify(areas: &[Area]) -> Vec<Vec<Line2>> {
    let areas: Vec<Vec<Vec<GridPoint>>> = areas.iter().map(worth_drawing).collect();
    let rings: Vec<&[GridPoint]> = areas.iter().flatten().map(Vec::as_slice).collect();
    let topology = Topology::of(&rings);
    let weights: Vec<Vec<i64>> = topology.arcs.iter().map(weights).collect();
    let mut limits: Vec<i64> = weights.iter().flatten().copied().filter(|weight| *weight > LEAST).collect();
    limits.extend([LEAST, i64::MAX]);
    limits.sort_unstable();
    limits.dedup();
    let thinned = |limit: i64| thinned(&topology, &weights, limit);
    let size = |limit: i64| thinned(limit).iter().map(|ring| path_of(ring).len()).sum::<usize>();
    let fits = limits.partition_point(|limit| size(*limit) > BYTES).min(limits.len() - 1);
    let mut rings = thinned(limits[fits]).into_iter();
    let body = |area: &Vec<Vec<GridPoint>>| {
        let own: Vec<Line2> = rings.by_ref().take(area.len()).filter(|ring| ring.len() > 2).collect();
        if own.is_empty() { vec![speck(area)] } else { own }
    };
    areas.iter().map(body).collect()
}

/// The data of a path.
pub(super) fn path(rings: &[Line2]) -> String {
    rings.iter().map(path_of).collect()
}

/// One closed line of a path: from a point by relative steps.
fn path_of(ring: &Line2) -> String {
    let Some((first, rest)) = ring.split_first().filter(|(_, rest)| rest.len() > 1) else { return String::new() };
    let mut text = format!("M{} {}l", first[0], first[1]);
    let mut before = *first;
    for (n, point) in rest.iter().enumerate() {
        for (axis, step) in [point[0] - before[0], point[1] - before[1]].into_iter().enumerate() {
            let is_first = n == 0 && axis == 0;
            let gap = if is_first || step < 0 { "" } else { " " };
            write!(text, "{gap}{step}").expect("a text takes all");
        }
        before = *point;
    }
    text.push('z');
    text
}

/// The rings of a body without specks; its largest outline always stays.
fn worth_drawing(area: &Area) -> Vec<Vec<GridPoint>> {
    let outline = |polygon: &Vec<Vec<GridPoint>>| polygon.first().map_or(0, |ring| twice_area(ring));
    let largest = (0..area.len()).max_by_key(|n| (outline(&area[*n]), Reverse(*n)));
    let mut rings = Vec::new();
    for (n, polygon) in area.iter().enumerate() {
        let Some((first, holes)) = polygon.split_first() else { continue };
        if Some(n) != largest && outline(polygon) < SPECK {
            continue;
        }
        rings.push(first.clone());
        rings.extend(holes.iter().filter(|hole| hole.len() > 2 && twice_area(hole) >= SPECK).cloned());
    }
    rings
}

/// A pixel where a body is that is too small to be seen.
fn speck(area: &[Vec<GridPoint>]) -> Line2 {
    let [x, y] = area.iter().flatten().next().map_or([0, 0], |point| step(*point));
    vec![[x, y], [x + STEPS, y], [x + STEPS, y + STEPS], [x, y + STEPS]]
}

/// All rings with the corners that weigh at least `limit`.
fn thinned(topology: &Topology, weights: &[Vec<i64>], limit: i64) -> Vec<Line2> {
    let arcs = topology.arcs.iter().zip(weights);
    let arcs: Vec<Vec<Point>> = arcs.map(|(arc, weights)| corners(arc, weights, limit)).collect();
    let ring = |walk: &Walk| {
        let mut points: Line2 = Vec::new();
        for (n, direction) in walk {
            match direction {
                Direction::Forward => points.extend(&arcs[*n]),
                Direction::Backward => points.extend(arcs[*n].iter().rev()),
            }
        }
        points.dedup();
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points
    };
    topology.walks.iter().map(ring).collect()
}

/// The ends of an arc, its heaviest corner (two of a closed one), so that no ring becomes a line, and all heavy ones.
fn corners(arc: &Arc, weights: &[i64], limit: i64) -> Vec<Point> {
    let is_closed = arc.first() == arc.last();
    let heaviest = |but: Option<usize>| {
        let inner = (1..arc.len().saturating_sub(1)).filter(|n| Some(*n) != but);
        inner.max_by_key(|n| (weights[*n], Reverse(*n)))
    };
    let first = heaviest(None);
    let kept = [first, first.filter(|_| is_closed).and_then(|n| heaviest(Some(n)))];
    let stays = |n: &usize| weights[*n] >= limit || kept.contains(&Some(*n));
    let mut points: Vec<Point> = (0..arc.len()).filter(stays).map(|n| step(arc[n])).collect();
    points.dedup();
    points
}

/// How much each corner of an arc matters: its triangle's area when it goes, or that of one that had to go before it.
/// The ends matter most.
fn weights(arc: &Arc) -> Vec<i64> {
    let end = arc.len() - 1;
    let mut weights = vec![i64::MAX; arc.len()];
    let mut before: Vec<usize> = (0..arc.len()).map(|n| n.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (0..arc.len()).map(|n| (n + 1).min(end)).collect();
    let area = |before: usize, n: usize, after: usize| twice_area(&[arc[before], arc[n], arc[after]]);
    let mut current: Vec<i64> = (0..arc.len()).map(|n| area(before[n], n, after[n])).collect();
    let mut queue: BinaryHeap<Reverse<(i64, usize)>> = (1..end).map(|n| Reverse((current[n], n))).collect();
    let mut heaviest = 0;
    while let Some(Reverse((weight, n))) = queue.pop() {
        if weights[n] != i64::MAX || weight != current[n] {
            continue;
        }
        heaviest = heaviest.max(weight);
        weights[n] = heaviest;
        let (left, right) = (before[n], after[n]);
        (after[left], before[right]) = (right, left);
        for neighbour in [left, right] {
            if neighbour != 0 && neighbour != end {
                current[neighbour] = area(before[neighbour], neighbour, after[neighbour]);
                queue.push(Reverse((current[neighbour], neighbour)));
            }
        }
    }
    weights
}

/// Twice the area of a ring.
fn twice_area(ring: &[GridPoint]) -> i64 {
    let wide = |n: usize| ring[n % ring.len()].map(i64::from);
    let cross = |n: usize| {
        let ([x, y], [next_x, next_y]) = (wide(n), wide(n + 1));
        x * next_y - next_x * y
    };
    (0..ring.len()).map(cross).sum::<i64>().abs()
}

/// The nearest step to a point of the grid.
fn step(point: GridPoint) -> Point {
    point.map(|value| (value + FINE / 2).div_euclid(FINE))
}
