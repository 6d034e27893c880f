//! The ground that maps are drawn on: the shapes of the bodies, projected, simplified and rounded once for all pages.
//!
//! Steps: project onto a fine grid (`project`), cut the outlines into arcs that neighbours share (`arcs`), leave out the
//! corners that matter least until the paths fit their bytes (`simplify`), find where a label stands best (`interior`).
//! What is written on a map depends on the language and the year: `place` for shapes, `tiles` for a map of tiles.

mod arcs;
mod inside;
mod interior;
mod lettering;
mod place;
mod project;
mod simplify;
mod tiles;

use std::collections::BTreeMap;

use crate::load::geojson::Polygon;
use crate::model::Model;
use crate::model::regency::{RegencyId, parents};

pub use lettering::{Lettered, Line, Placed, Role, Wanted};
pub use place::place;
pub use tiles::tiles;

/// The width of a map in pixels of its view box: that of a phone.
pub const WIDTH: i32 = 340;
/// The most pixels a map is high, callouts aside.
const HEIGHT: i32 = 400;
/// Steps of a path to the pixel.
pub const STEPS: i32 = 2;

/// A point of a path, in steps.
type Point = [i32; 2];
/// A closed line, without its first point again at the end.
type Line2 = Vec<Point>;

/// All shapes of a site, ready to be drawn.
#[derive(Debug, Clone, Default)]
pub struct Atlas {
    /// Of the bodies that have none below them.
    pub members: Ground,
    /// Of those that have.
    pub parents: Ground,
}

/// Shapes that are drawn together.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    /// Pixels of the view box from its top to its bottom.
    pub height: i32,
    /// The shapes, by their bodies.
    pub lands: BTreeMap<RegencyId, Land>,
}

/// A body's shape.
#[derive(Debug, Clone)]
pub struct Land {
    /// The data of its path, in steps; holes are left out by the rule of even and odd.
    pub path: String,
    /// Its outlines and holes.
    rings: Vec<Line2>,
    /// Where a label stands best, and how far its edge is from there, in pixels.
    centre: [f64; 2],
    room: f64,
    /// The shapes that lie on it without a hole for them, or in one.
    islands: Vec<RegencyId>,
}

impl Atlas {
    /// The shapes of the bodies that the model shows.
    pub fn of(model: &Model) -> Self {
        let above = parents(&model.regencies);
        let (mut members, mut parents) = (Vec::new(), Vec::new());
        for (n, body) in model.regencies.iter().enumerate() {
            let Some(polygons) = model.geography.get(&body.id) else { continue };
            let list = if above.contains(&RegencyId(n)) { &mut parents } else { &mut members };
            list.push((RegencyId(n), &polygons[..]));
        }
        Atlas { members: Ground::of(&members), parents: Ground::of(&parents) }
    }
}

impl Ground {
    /// Projects and simplifies shapes that are drawn together.
    fn of(shapes: &[(RegencyId, &[Polygon])]) -> Self {
        if shapes.is_empty() {
            return Ground::default();
        }
        let (areas, height) = project::project(shapes);
        let simple = simplify::simplify(&areas);
        let mut lands: BTreeMap<RegencyId, Land> = BTreeMap::new();
        for ((id, _), rings) in shapes.iter().zip(simple) {
            let (centre, room) = interior::centre(&rings);
            lands.insert(*id, Land { path: simplify::path(&rings), rings, centre, room, islands: Vec::new() });
        }
        let mut ground = Ground { height, lands };
        ground.find_islands();
        ground
    }

    /// A label keeps off the shapes that are drawn on its own.
    fn find_islands(&mut self) {
        let ids: Vec<RegencyId> = self.lands.keys().copied().collect();
        for id in &ids {
            let land = &self.lands[id];
            let around = Bounds::of(&land.rings);
            let is_island = |other: &&RegencyId| {
                let own = &self.lands[other];
                *other != id && around.holds(&Bounds::of(&own.rings)) && is_around(land, own)
            };
            let islands: Vec<RegencyId> = ids.iter().filter(is_island).copied().collect();
            if islands.is_empty() {
                continue;
            }
            let on_it = islands.iter().flat_map(|other| self.lands[other].rings.iter().cloned());
            let is_new = |ring: &Line2| !land.rings.iter().any(|own| is_same(own, ring));
            let rings: Vec<Line2> = land.rings.iter().cloned().chain(on_it.filter(is_new)).collect();
            let (centre, room) = interior::centre(&rings);
            let land = self.lands.get_mut(id).expect("the ids are those of the lands");
            (land.centre, land.room, land.islands) = (centre, room, islands);
        }
    }
}

/// Whether an outline of a shape, holes filled, goes around another shape's centre.
fn is_around(land: &Land, other: &Land) -> bool {
    land.rings.iter().any(|ring| interior::is_inside(std::slice::from_ref(ring), other.centre))
}

/// Whether two closed lines have the same points.
fn is_same(one: &Line2, other: &Line2) -> bool {
    let sorted = |ring: &Line2| {
        let mut points = ring.clone();
        points.sort_unstable();
        points
    };
    one.len() == other.len() && sorted(one) == sorted(other)
}

/// The box around points, in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bounds {
    low: Point,
    high: Point,
}

impl Bounds {
    fn of(rings: &[Line2]) -> Self {
        let start = Bounds { low: [i32::MAX; 2], high: [i32::MIN; 2] };
        rings.iter().flatten().fold(start, |Bounds { low, high }, [x, y]| Bounds {
            low: [low[0].min(*x), low[1].min(*y)],
            high: [high[0].max(*x), high[1].max(*y)],
        })
    }

    fn holds(&self, other: &Bounds) -> bool {
        (0..2).all(|axis| self.low[axis] <= other.low[axis] && other.high[axis] <= self.high[axis])
    }
}

#[cfg(test)]
mod tests;
