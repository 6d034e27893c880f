//! Parts of a score: a bar each on one scale, inside the outline of its maximum; the value stands at its end.

use super::across::{Across, LEADING, count, draw_lines};
use super::backend::{Sheet, UNIT};
use super::canvas::{Canvas, Side};
use super::measure::{lines, width};
use super::place::Bounds;
use super::spec::BarChart;
use super::trend::WIDTH_PX;

const WIDE: i32 = WIDTH_PX * UNIT;
const BAR: i32 = 14 * UNIT;
const BETWEEN: i32 = 9 * UNIT;
const NEAR: i32 = 6 * UNIT;
/// Keeps the outline on the sheet.
const EDGE: i32 = UNIT;

/// Draws parts of a score as one SVG element.
#[must_use]
pub fn bars(spec: &BarChart) -> String {
    let labels = spec.rows.iter().map(|row| width(&row.label)).max().unwrap_or(0);
    let axis = Across::new(spec.scale, EDGE, WIDE - labels - NEAR - EDGE);
    let mut y = 0;
    let mut rows = Vec::new();
    for row in &spec.rows {
        let name = lines(&row.name, WIDE);
        let top = y + count(&name) * LEADING + 2 * UNIT;
        rows.push((row, name, y, top));
        y = top + BAR + BETWEEN;
    }
    let sheet = Sheet::new(WIDTH_PX, (y - BETWEEN + 2 * EDGE).max(UNIT) / UNIT);
    {
        let canvas = Canvas::on(&sheet);
        let bar = |value: f64, top: i32| Bounds { left: axis.left, top, right: axis.x(value), bottom: top + BAR };
        for (row, _, _, top) in &rows {
            let class = if row.value.is_some() { "track" } else { "track missing" };
            canvas.rect(class, bar(row.max, *top));
        }
        for (row, _, _, top) in &rows {
            if let Some(value) = row.value {
                canvas.rect("bar", bar(value.min(row.max), *top));
            }
        }
        for (_, name, y, top) in &rows {
            draw_lines(&canvas, "row-name", name, (0, (y + top) / 2));
        }
        for (row, _, _, top) in &rows {
            let class = if row.value.is_some() { "figure" } else { "gap" };
            canvas.text(class, &row.label, (axis.x(row.max) + NEAR, top + BAR / 2), Side::Start);
        }
    }
    sheet.finish("chart-bars", &spec.naming)
}
