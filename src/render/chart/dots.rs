//! Scores side by side: a row each with a dot on one axis over the zones' strips; the earlier score is a small mark.

use super::across::{Across, Head, LEADING, LINE, count, draw_lines};
use super::backend::{Sheet, UNIT};
use super::canvas::{Canvas, Side};
use super::measure::{lines, width};
use super::spec::{DotChart, DotRow};
use super::symbol::{self, Mark};
use super::trend::WIDTH_PX;

/// The widest that names may be; longer ones take more lines.
const NAMES: i32 = 134 * UNIT;
/// From the plot's edge to the first place of a dot.
const INSET: i32 = 8 * UNIT;
const ROW: i32 = 20 * UNIT;
/// How far a disc with a letter may reach.
const REACH: i32 = 8 * UNIT;
const SMALL: i32 = 3 * UNIT;

/// Draws scores as one SVG element.
#[must_use]
pub fn dots(spec: &DotChart) -> String {
    let layout = Layout::new(spec);
    let sheet = Sheet::new(WIDTH_PX, layout.bottom / UNIT);
    {
        let canvas = Canvas::on(&sheet);
        layout.head.draw_strips(&canvas, layout.top, layout.bottom);
        layout.head.draw_names(&canvas, layout.top - LINE);
        layout.head.draw_ticks(&canvas, layout.top - LINE / 2);
        layout.draw_before(&canvas, spec);
        layout.draw_marks(&canvas, spec);
        layout.draw_words(&canvas, spec);
    }
    sheet.finish("chart-dots", &spec.naming)
}

/// What lies where.
struct Layout {
    axis: Across,
    head: Head,
    names_x: i32,
    /// Each row's name in lines, and the height of its middle.
    rows: Vec<(Vec<String>, i32)>,
    top: i32,
    bottom: i32,
}

impl Layout {
    fn new(spec: &DotChart) -> Self {
        let widest = |text: &dyn Fn(&DotRow) -> &str| spec.rows.iter().map(|row| width(text(row))).max().unwrap_or(0);
        let ranks = widest(&|row| &row.rank);
        let names_x = if ranks > 0 { ranks + 6 * UNIT } else { 0 };
        let names: Vec<Vec<String>> = spec.rows.iter().map(|row| lines(&row.name, NAMES)).collect();
        let names_wide = names.iter().flatten().map(|line| width(line)).max().unwrap_or(0);
        let left = names_x + names_wide + 4 * UNIT + INSET;
        let right = WIDTH_PX * UNIT - widest(&|row| &row.label) - 4 * UNIT - INSET;
        let axis = Across::new(spec.ruler.scale, left, right);
        let head = Head::new(&axis, &spec.ruler.bands, &spec.ruler.ticks);
        let top = head.names_height() + LINE;
        let mut bottom = top + 2 * UNIT;
        let mut rows = Vec::new();
        for name in names {
            let height = (count(&name) * LEADING + 4 * UNIT).max(ROW);
            rows.push((name, bottom + height / 2));
            bottom += height;
        }
        Self { axis, head, names_x, rows, top, bottom: bottom + 2 * UNIT }
    }

    /// The rows' guides, and the earlier scores with a line to the newer ones.
    fn draw_before(&self, canvas: &Canvas<'_>, spec: &DotChart) {
        for (_, y) in &self.rows {
            canvas.line("guide", &[(self.axis.left - INSET, *y), (self.axis.right + INSET, *y)]);
        }
        let moved = || {
            let rows = spec.rows.iter().zip(&self.rows);
            rows.filter_map(|(row, (_, y))| Some((self.axis.x(row.before?), self.axis.x(row.value), *y)))
        };
        for (before, now, y) in moved().filter(|(before, now, _)| before != now) {
            canvas.line("shift", &[(before, y), (now, y)]);
        }
        for (before, _, y) in moved() {
            canvas.circle("before", (before, y), SMALL);
        }
    }

    fn draw_marks(&self, canvas: &Canvas<'_>, spec: &DotChart) {
        let mark = |(row, (_, y)): (&'_ DotRow, &(Vec<String>, i32))| (self.axis.x(row.value), *y);
        let places = spec.rows.iter().zip(&self.rows).map(mark);
        let marks: Vec<Mark<'_>> =
            spec.rows.iter().zip(places).map(|(row, at)| Mark { at, zone: row.zone.as_ref(), hollow: false }).collect();
        symbol::draw(canvas, &marks, REACH);
    }

    fn draw_words(&self, canvas: &Canvas<'_>, spec: &DotChart) {
        for (row, (_, y)) in spec.rows.iter().zip(&self.rows) {
            if !row.rank.is_empty() {
                canvas.text("rank", &row.rank, (self.names_x - 6 * UNIT, *y), Side::End);
            }
        }
        for (name, y) in &self.rows {
            draw_lines(canvas, "row-name", name, (self.names_x, *y));
        }
        for (row, (_, y)) in spec.rows.iter().zip(&self.rows) {
            canvas.text("figure", &row.label, (WIDTH_PX * UNIT, *y), Side::End);
        }
    }
}
