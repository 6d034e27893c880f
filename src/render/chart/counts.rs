//! How many scores lie where: a column for each part of the scale, stacked by zone, over the zones' strips.

use super::across::{Across, Head, LINE};
use super::backend::{Sheet, UNIT};
use super::canvas::{At, Canvas, Side};
use super::measure::{TEXT_HEIGHT, width};
use super::place::Bounds;
use super::spec::{CountBin, CountChart, Part};
use super::symbol::{Mark, draw_on, sign_width, zone_class};
use super::trend::WIDTH_PX;

const EDGE: i32 = 4 * UNIT;
const PLOT: i32 = 150 * UNIT;
/// From the top of the plot to the highest column: room for its number.
const ROOM: i32 = TEXT_HEIGHT + 5 * UNIT;
const GAP: i32 = UNIT;

/// Draws counts as one SVG element.
#[must_use]
pub fn counts(spec: &CountChart) -> String {
    let axis = Across::new(spec.ruler.scale, EDGE, WIDTH_PX * UNIT - EDGE);
    let head = Head::new(&axis, &spec.ruler.bands, &spec.ruler.ticks);
    let top = head.names_height();
    let foot = top + PLOT;
    let most = spec.bins.iter().map(total).max().unwrap_or(0).max(1);
    let sheet = Sheet::new(WIDTH_PX, (foot + LINE + UNIT) / UNIT);
    {
        let canvas = Canvas::on(&sheet);
        head.draw_strips(&canvas, top, foot);
        head.draw_names(&canvas, top);
        let columns: Vec<Column<'_>> = spec.bins.iter().map(|bin| Column::new(bin, &axis, (top, foot), most)).collect();
        draw_columns(&canvas, &columns);
        canvas.line("axis", &[(axis.left, foot), (axis.right, foot)]);
        head.draw_ticks(&canvas, foot + UNIT + LINE / 2);
    }
    sheet.finish("chart-counts", &spec.naming)
}

fn total(bin: &CountBin) -> usize {
    bin.parts.iter().map(|part| part.count).sum()
}

/// A column: its pieces from the foot, and where its number stands.
struct Column<'a> {
    pieces: Vec<(&'a Part, Bounds)>,
    label: &'a str,
    label_at: At,
    fits: bool,
}

impl<'a> Column<'a> {
    fn new(bin: &'a CountBin, axis: &Across, (top, foot): (i32, i32), most: usize) -> Self {
        let (left, right) = (axis.x(bin.from) + GAP, axis.x(bin.to) - GAP);
        let height = |count: usize| share(foot - top - ROOM, count, most);
        let mut below = 0;
        let mut pieces = Vec::new();
        for part in bin.parts.iter().filter(|part| part.count > 0) {
            let bottom = foot - height(below);
            below += part.count;
            pieces.push((part, Bounds { left, top: foot - height(below), right, bottom }));
        }
        let label_at = ((left + right) / 2, foot - height(below) - TEXT_HEIGHT / 2 - 2 * UNIT);
        let fits = below > 0 && width(&bin.label) <= right - left + 2 * GAP;
        Self { pieces, label: &bin.label, label_at, fits }
    }
}

/// So many of so many, as a part of a length.
pub(super) fn share(length: i32, count: usize, of: usize) -> i32 {
    let number = |count: usize| i64::try_from(count).expect("a count of bodies is small");
    let part = i64::from(length) * number(count) / number(of).max(1);
    i32::try_from(part).expect("a part of a length is no longer than it")
}

fn draw_columns(canvas: &Canvas<'_>, columns: &[Column<'_>]) {
    let mut pieces: Vec<(String, &Part, Bounds)> = Vec::new();
    for (part, bounds) in columns.iter().flat_map(|column| &column.pieces) {
        pieces.push((zone_class("share", part.zone.as_ref()), part, *bounds));
    }
    pieces.sort_by(|one, other| one.0.cmp(&other.0));
    for (class, _, bounds) in &pieces {
        canvas.rect(class, *bounds);
    }
    let has_room = |(_, part, bounds): &&(String, &Part, Bounds)| {
        let wide = sign_width(part.zone.as_ref());
        wide <= bounds.right - bounds.left && bounds.bottom - bounds.top >= 15 * UNIT
    };
    let signs: Vec<Mark<'_>> = pieces
        .iter()
        .filter(has_room)
        .map(|(_, part, bounds)| Mark { at: bounds.center(), zone: part.zone.as_ref(), hollow: false })
        .collect();
    draw_on(canvas, &signs);
    for column in columns.iter().filter(|column| column.fits) {
        canvas.text("figure", column.label, column.label_at, Side::Middle);
    }
}
