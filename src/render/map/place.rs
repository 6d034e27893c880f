//! Lettering on shapes: names and figures where they fit, the zone's sign where they do not, and a callout in the free
//! ground around for bodies that a finger could not reach.

use std::collections::BTreeSet;

use super::inside::Inside;
use super::interior::is_inside;
use super::lettering::{FINGER, Frame, Lettered, Line, Placed, Text, Wanted, wrapped};
use super::{Bounds, Ground, Land, STEPS, WIDTH};
use crate::model::regency::RegencyId;

/// The most callouts of a map; more would be a tangle of lines.
const CALLOUTS: usize = 12;
/// How far callouts may stand above and below the shapes.
const BAND: i32 = 52;
/// The side of a square of the free ground.
const CELL: i32 = 4;
/// From a callout's frame to its text.
const PADDING: i32 = 4;
/// What it costs a callout, in pixels, to make the map higher.
const OUTSIDE: i32 = 12;

/// The shapes of these bodies with their lettering; `None` when the map has none of them.
pub fn place(ground: &Ground, wanted: &[Wanted]) -> Option<Placed> {
    let shown: Vec<(&Wanted, &Land)> =
        wanted.iter().filter_map(|one| Some((one, ground.lands.get(&one.id)?))).collect();
    let is_shown = |id: &RegencyId| shown.iter().any(|(one, _)| one.id == *id);
    let islands: BTreeSet<RegencyId> =
        shown.iter().flat_map(|(_, land)| land.islands.iter().copied().filter(is_shown)).collect();
    let mut free = Free::of(&shown, ground.height);
    let (mut open, mut enclosed, mut called) = (Vec::new(), Vec::new(), Vec::new());
    for (one, land) in &shown {
        let path = land.path.clone();
        let mut body = Lettered { id: one.id, path, callout: None, target: None, lines: Vec::new() };
        if land.room * 2.0 >= f64::from(FINGER) {
            body.lines = on_land(one, land, ground);
            let list = if islands.contains(&one.id) { &mut enclosed } else { &mut open };
            list.push(body);
        } else {
            let callout = if called.len() < CALLOUTS { free.callout(one, land) } else { None };
            match callout {
                Some((lines, parts)) => (body.lines, body.callout) = (lines, Some(parts)),
                None => body.target = Some(pixel(land.centre)),
            }
            called.push(body);
        }
    }
    let view_box = [-2, free.top - 2, WIDTH + 4, free.bottom - free.top + 4];
    let bodies: Vec<Lettered> = [open, enclosed, called].concat();
    (!bodies.is_empty()).then_some(Placed { view_box, bodies })
}

/// The most that fits on a shape, as near to its centre as it fits.
fn on_land(wanted: &Wanted, land: &Land, ground: &Ground) -> Vec<Line> {
    let (inside, centre) = (Inside::of(land, ground), pixel(land.centre));
    let names = (1..=3).filter_map(|most| wrapped(&wanted.name, NAME_WIDTHS[most - 1], most));
    let texts = names.map(|name| Text::of(name, &wanted.figure));
    let alone = [&wanted.figure, &wanted.symbol].map(|text| Text::of(Vec::new(), text));
    let placed = texts.chain(alone).find_map(|text| Some((inside.place(&text, centre)?, text)));
    let (middle, text) = placed.unwrap_or_else(|| (centre, Text::of(Vec::new(), &wanted.symbol)));
    text.at(middle)
}

/// The widest that a name of one, two and three lines is tried at.
const NAME_WIDTHS: [i32; 3] = [130, 80, 56];

fn pixel(point: [f64; 2]) -> [i32; 2] {
    point.map(super::project::whole)
}

/// The ground around the shapes, in squares.
struct Free {
    taken: Vec<bool>,
    rows: i32,
    /// How far the map reaches, with its callouts.
    top: i32,
    bottom: i32,
}

const COLUMNS: i32 = WIDTH / CELL + 1;

impl Free {
    fn of(shown: &[(&Wanted, &Land)], height: i32) -> Self {
        let rows = (height + 2 * BAND) / CELL + 1;
        let mut free =
            Free { taken: vec![false; usize::try_from(COLUMNS * rows).unwrap_or(0)], rows, top: 0, bottom: height };
        for (_, land) in shown {
            free.take_land(land);
        }
        free
    }

    /// A square by its column and row; `None` beyond the ground.
    fn index(&self, column: i32, row: i32) -> Option<usize> {
        let is_here = (0..COLUMNS).contains(&column) && (0..self.rows).contains(&row);
        usize::try_from(row * COLUMNS + column).ok().filter(|_| is_here)
    }

    fn take(&mut self, column: i32, row: i32) {
        if let Some(n) = self.index(column, row) {
            self.taken[n] = true;
        }
    }

    fn take_land(&mut self, land: &Land) {
        let Bounds { low, high } = Bounds::of(&land.rings);
        let [left, right] = [low[0], high[0]].map(|x| x.div_euclid(STEPS * CELL));
        let [top, bottom] = [low[1], high[1]].map(|y| (y / STEPS + BAND).div_euclid(CELL));
        for row in top..=bottom {
            for column in left..=right {
                let middle = [column * CELL + CELL / 2, row * CELL + CELL / 2 - BAND];
                if is_inside(&land.rings, middle.map(f64::from)) {
                    self.take(column, row);
                }
            }
        }
        for ring in &land.rings {
            for (n, from) in ring.iter().enumerate() {
                self.take_line(from.map(|v| v / STEPS), ring[(n + 1) % ring.len()].map(|v| v / STEPS));
            }
        }
    }

    fn take_line(&mut self, from: [i32; 2], to: [i32; 2]) {
        line(from, to).for_each(|[x, y]| self.take(x.div_euclid(CELL), (y + BAND).div_euclid(CELL)));
    }

    fn squares(frame: Frame) -> impl Iterator<Item = (i32, i32)> {
        let last = |from: i32, length: i32| (from + length).div_euclid(CELL);
        let rows = (frame.y + BAND).div_euclid(CELL)..=last(frame.y + BAND, frame.height);
        let columns = move || frame.x.div_euclid(CELL)..=last(frame.x, frame.width);
        rows.flat_map(move |row| columns().map(move |column| (column, row)))
    }

    /// The lettering of a callout, with the line to it and its frame, in the nearest free place.
    fn callout(&mut self, wanted: &Wanted, land: &Land) -> Option<(Vec<Line>, (String, String))> {
        let from = pixel(land.centre);
        let names = (1..=3).filter_map(|most| wrapped(&wanted.name, NAME_WIDTHS[most - 1], most));
        let texts = names.map(|name| Text::of(name, &wanted.figure));
        let placed = texts.filter_map(|text| {
            let (width, height) = (text.width() + 2 * PADDING, (text.height() + PADDING).max(FINGER));
            self.nearest(from, width, height).map(|(cost, frame)| (cost, frame, text))
        });
        let (_, frame, text) = placed.min_by_key(|(cost, ..)| *cost)?;
        let to = frame.nearest(from);
        self.top = self.top.min(frame.y);
        self.bottom = self.bottom.max(frame.y + frame.height);
        Self::squares(frame).for_each(|(column, row)| self.take(column, row));
        self.take_line(from, to);
        let middle = [frame.x + frame.width / 2, frame.y + frame.height / 2];
        let leader = format!("M{} {}L{} {}", from[0], from[1], to[0], to[1]);
        Some((text.at(middle), (leader, frame.path())))
    }

    /// The free box that costs least, and its cost: how far it is, twice over ground that is taken, more outside the map.
    fn nearest(&self, from: [i32; 2], width: i32, height: i32) -> Option<(i32, Frame)> {
        let lowest = self.rows * CELL - BAND - height - CELL;
        let columns = || (1..=WIDTH - width - 1).step_by(4);
        let frames = (1 - BAND..=lowest).step_by(4).flat_map(|y| columns().map(move |x| Frame { x, y, width, height }));
        let is_free = |frame: &Frame| {
            let apart = Frame { x: frame.x - 3, y: frame.y - 3, width: width + 6, height: height + 6 };
            Self::squares(apart).all(|(column, row)| self.index(column, row).is_none_or(|n| !self.taken[n]))
        };
        let cost = |frame: Frame| {
            let to = frame.nearest(from);
            let length = line(from, to).count();
            let covered = line(from, to).filter(|point| self.is_taken(*point)).count();
            let is_outside = frame.y < self.top || frame.y + height > self.bottom;
            let cost = i32::try_from(length + 2 * covered).unwrap_or(i32::MAX / 2);
            (cost + if is_outside { OUTSIDE } else { 0 }, frame)
        };
        frames.filter(is_free).map(cost).min_by_key(|(cost, frame)| (*cost, frame.y, frame.x))
    }

    fn is_taken(&self, [x, y]: [i32; 2]) -> bool {
        self.index(x.div_euclid(CELL), (y + BAND).div_euclid(CELL)).is_some_and(|n| self.taken[n])
    }
}

/// The points of a line, each a pixel from the last.
fn line(from: [i32; 2], to: [i32; 2]) -> impl Iterator<Item = [i32; 2]> {
    let steps = (to[0] - from[0]).abs().max((to[1] - from[1]).abs()).max(1);
    (0..=steps).map(move |n| [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * n / steps))
}
