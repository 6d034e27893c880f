//! Outlines cut into arcs: a border that two shapes share is one arc, so it is simplified once and stays one line.

use std::collections::{BTreeMap, BTreeSet};

use super::project::GridPoint;

/// A line from one junction to another, or around: then its first point stands again at its end.
pub(super) type Arc = Vec<GridPoint>;

/// A ring as arcs in order, each with whether it is walked from its end.
pub(super) type Walk = Vec<(usize, Direction)>;

/// Which way an arc is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// From its first point.
    Forward,
    /// From its last.
    Backward,
}

/// A point, the ring that passes it, and its neighbours there in order.
type Visit = (GridPoint, usize, GridPoint, GridPoint);

/// Arcs, and the rings made of them.
#[derive(Debug, Default)]
pub(super) struct Topology {
    pub(super) arcs: Vec<Arc>,
    pub(super) walks: Vec<Walk>,
}

impl Topology {
    /// Cuts rings of at least three points where lines part.
    pub(super) fn of(rings: &[&[GridPoint]]) -> Self {
        let junctions = junctions(rings);
        let mut topology = Topology::default();
        let mut known: BTreeMap<Arc, usize> = BTreeMap::new();
        for ring in rings {
            let mut walk = Walk::new();
            for arc in cut(ring, |point| junctions.contains(&point)) {
                let (arc, direction) = canonical(arc);
                let next = known.len();
                walk.push((*known.entry(arc).or_insert(next), direction));
            }
            topology.walks.push(walk);
        }
        topology.arcs = vec![Arc::new(); known.len()];
        for (arc, n) in known {
            topology.arcs[n] = arc;
        }
        topology
    }
}

/// Points at which the rings that have them do not all come from and go to the same neighbours. A ring that touches only
/// itself needs none.
fn junctions(rings: &[&[GridPoint]]) -> BTreeSet<GridPoint> {
    let visit = |ring: usize, n: usize| {
        let points = rings[ring];
        let (before, after) = (points[(n + points.len() - 1) % points.len()], points[(n + 1) % points.len()]);
        (points[n], ring, before.min(after), before.max(after))
    };
    let all = rings.iter().enumerate().flat_map(|(ring, points)| (0..points.len()).map(move |n| visit(ring, n)));
    let mut all: Vec<Visit> = all.collect();
    all.sort_unstable();
    all.dedup();
    let is_junction = |visits: &&[Visit]| {
        let neighbours = |ring: &[Visit]| -> Vec<(GridPoint, GridPoint)> {
            ring.iter().map(|(_, _, before, after)| (*before, *after)).collect()
        };
        let mut by_ring = visits.chunk_by(|one, other| one.1 == other.1).map(neighbours);
        let first = by_ring.next();
        by_ring.any(|other| Some(other) != first)
    };
    all.chunk_by(|one, other| one.0 == other.0).filter(is_junction).map(|visits| visits[0].0).collect()
}

/// The arcs of a ring, from junction to junction; a ring without one begins at its least point.
fn cut(ring: &[GridPoint], is_junction: impl Fn(GridPoint) -> bool) -> Vec<Arc> {
    let first = ring.iter().position(|point| is_junction(*point));
    let least = || (0..ring.len()).min_by_key(|n| ring[*n]);
    let Some(start) = first.or_else(least) else { return Vec::new() };
    let mut arcs = Vec::new();
    let mut arc = vec![ring[start]];
    for n in 1..=ring.len() {
        let point = ring[(start + n) % ring.len()];
        arc.push(point);
        if n == ring.len() || is_junction(point) {
            arcs.push(std::mem::replace(&mut arc, vec![point]));
        }
    }
    arcs
}

/// An arc in the direction in which all that walk it know it.
fn canonical(arc: Arc) -> (Arc, Direction) {
    let mut back = arc.clone();
    back.reverse();
    if back < arc { (back, Direction::Backward) } else { (arc, Direction::Forward) }
}
