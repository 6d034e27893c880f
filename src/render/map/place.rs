//! Lettering on shapes: names and figures where they fit, the zone's sign where they do not, and a callout in the free
//! ground around for bodies that a finger could not reach.

use std::collections::BTreeSet;

use super::interior::is_inside;
use super::lettering::{FINGER, Frame, Lettered, Line, Placed, Text, Wanted, wrapped};
use super::{Bounds, Ground, Land, Line2, STEPS, WIDTH};
use crate::model::regency::RegencyId;

/// The most callouts of a map; more would be a tangle of lines.
const CALLOUTS: usize = 12;
/// How far callouts may stand above and below the shapes.
const BAND: i32 = 34;
/// The side of a square of the free ground.
const CELL: i32 = 4;
/// From a callout's frame to its text.
const PADDING: i32 = 4;
/// What it costs a callout, in pixels, to make the map higher.
const OUTSIDE: i32 = 60;

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

/// The most that fits on a shape, nearest to its centre.
fn on_land(wanted: &Wanted, land: &Land, ground: &Ground) -> Vec<Line> {
    let islands: Vec<&[Line2]> = land.islands.iter().map(|id| &ground.lands[id].rings[..]).collect();
    let is_own = |point: [f64; 2]| {
        is_inside(&land.rings, point) && !islands.iter().any(|rings| is_inside(rings, point))
    };
    let [x, y] = pixel(land.centre);
    let names = (1..=3).filter_map(|most| wrapped(&wanted.name, NAME_WIDTHS[most - 1], most));
    let texts = names.map(|name| Text::of(name, &wanted.figure));
    let alone = [&wanted.figure, &wanted.symbol].map(|text| Text::of(Vec::new(), text));
    for text in texts.chain(alone) {
        for (dx, dy) in around() {
            let middle = [x + dx, y + dy];
            if is_filled(Frame::around(middle, text.width() + 2, text.height()), is_own) {
                return text.at(middle);
            }
        }
    }
    Text::of(Vec::new(), &wanted.symbol).at([x, y])
}

/// The widest that a name of one, two and three lines is tried at.
const NAME_WIDTHS: [i32; 3] = [130, 80, 56];

/// Places near a centre, the nearest first.
fn around() -> impl Iterator<Item = (i32, i32)> {
    let mut list: Vec<(i32, i32)> = (-4..=4).flat_map(|x| (-4..=4).map(move |y| (x * 5, y * 5))).collect();
    list.sort_by_key(|(x, y)| (x * x + y * y, *y, *x));
    list.into_iter()
}

/// Whether a box lies where `is_own` holds.
fn is_filled(frame: Frame, is_own: impl Fn([f64; 2]) -> bool) -> bool {
    let parts = |from: i32, length: i32| {
        let count = (length / 4).max(2);
        (0..=count).map(move |n| f64::from(from) + f64::from(length * n) / f64::from(count))
    };
    parts(frame.y, frame.height).all(|y| parts(frame.x, frame.width).all(|x| is_own([x, y])))
}

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
        let steps = (to[0] - from[0]).abs().max((to[1] - from[1]).abs()).max(1);
        for n in 0..=steps {
            let along = |axis: usize| from[axis] + (to[axis] - from[axis]) * n / steps;
            self.take(along(0).div_euclid(CELL), (along(1) + BAND).div_euclid(CELL));
        }
    }

    fn squares(frame: Frame) -> impl Iterator<Item = (i32, i32)> {
        let last = |from: i32, length: i32| (from + length).div_euclid(CELL);
        let rows = (frame.y + BAND).div_euclid(CELL)..=last(frame.y + BAND, frame.height);
        let columns = move || frame.x.div_euclid(CELL)..=last(frame.x, frame.width);
        rows.flat_map(move |row| columns().map(move |column| (column, row)))
    }

    /// The lettering of a callout, with the line to it and its frame, in the nearest free place.
    fn callout(&mut self, wanted: &Wanted, land: &Land) -> Option<(Vec<Line>, (String, String))> {
        let name = wrapped(&wanted.name, NAME_WIDTHS[1], 3).unwrap_or_default();
        let text = Text::of(name, &wanted.figure);
        let (width, height) = (text.width() + 2 * PADDING, (text.height() + PADDING).max(FINGER));
        let from = pixel(land.centre);
        let frame = self.nearest(from, width, height)?;
        let to = frame.nearest(from);
        self.top = self.top.min(frame.y);
        self.bottom = self.bottom.max(frame.y + frame.height);
        Self::squares(frame).for_each(|(column, row)| self.take(column, row));
        self.take_line(from, to);
        let middle = [frame.x + frame.width / 2, frame.y + frame.height / 2];
        let leader = format!("M{} {}L{} {}", from[0], from[1], to[0], to[1]);
        Some((text.at(middle), (leader, frame.path())))
    }

    fn nearest(&self, from: [i32; 2], width: i32, height: i32) -> Option<Frame> {
        let lowest = self.rows * CELL - BAND - height - CELL;
        let columns = || (1..=WIDTH - width - 1).step_by(4);
        let frames = (1 - BAND..=lowest).step_by(4).flat_map(|y| columns().map(move |x| Frame { x, y, width, height }));
        let is_free = |frame: &Frame| {
            let apart = Frame { x: frame.x - 3, y: frame.y - 3, width: width + 6, height: height + 6 };
            Self::squares(apart).all(|(column, row)| self.index(column, row).is_none_or(|n| !self.taken[n]))
        };
        let cost = |frame: &Frame| {
            let [x, y] = frame.nearest(from);
            let far = (x - from[0]).pow(2) + (y - from[1]).pow(2);
            let is_outside = frame.y < self.top || frame.y + height > self.bottom;
            far.isqrt() + if is_outside { OUTSIDE } else { 0 }
        };
        frames.filter(is_free).min_by_key(|frame| (cost(frame), frame.y, frame.x))
    }
}
