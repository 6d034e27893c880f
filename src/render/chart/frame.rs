//! The skeleton of a trend: what lies where on the sheet, and from years and values to places.
//! Top to bottom: the words of breaks, the plot, the row of zones, the years.

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;

use super::backend::UNIT;
use super::breaks::{Strip, settle};
use super::canvas::At;
use super::measure::width;
use super::place::Bounds;
use super::spec::{Form, TrendChart};

const ROW: i32 = 18 * UNIT;

/// Where everything lies, in units.
pub(super) struct Frame {
    /// From the first slot's left edge to the last one's right, from the scale's top to its bottom.
    pub(super) plot: Bounds,
    /// The height of the zone row's middle; `None` when no year has anything to show there.
    pub(super) zone_y: Option<i32>,
    /// The height of the years' middle.
    pub(super) year_y: i32,
    /// The right end of what labels may use.
    pub(super) label_right: i32,
    /// The breaks and their words.
    pub(super) strip: Strip,
    coord: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    slots: usize,
}

impl Frame {
    /// Lays the sheet out, leaving a gutter at the right, in units.
    pub(super) fn new(spec: &TrendChart, gutter: i32) -> Self {
        let slots = spec.years.len().max(1);
        let (left, right) = across(spec, slots, gutter);
        let (wide, high) = spec.form.size();
        let label_right = wide * UNIT - gutter;
        let edge = |slot: usize| left + (right - left) * to_i32(slot) / to_i32(slots);
        let lines: Vec<(i32, &str)> = spec
            .breaks
            .iter()
            .filter(|change| change.after + 1 < slots)
            .map(|change| (edge(change.after + 1), change.label.as_str()))
            .collect();
        let strip = settle(&lines, left, label_right);
        let has_zones = spec.years.iter().any(|year| year.zone.is_some() || year.gap.is_some());
        let has_zones = has_zones || spec.form == Form::Small;
        let year_y = high * UNIT - 8 * UNIT;
        let zone_y = has_zones.then_some(year_y - ROW);
        let bottom = zone_y.unwrap_or(year_y) - 14 * UNIT;
        let plot = Bounds { left, top: strip.height, right, bottom };
        let coord = Cartesian2d::new(
            0.0..f64::from(to_i32(slots)),
            scale(spec),
            (plot.left..plot.right, plot.bottom..plot.top),
        );
        Self { plot, zone_y, year_y, label_right, strip, coord, slots }
    }

    /// The middle of a slot.
    pub(super) fn middle(&self, slot: usize) -> i32 {
        (self.edge(slot) + self.edge(slot + 1)) / 2
    }

    /// The left edge of a slot; the right edge of the one before.
    pub(super) fn edge(&self, slot: usize) -> i32 {
        let width = self.plot.right - self.plot.left;
        self.plot.left + width * to_i32(slot) / to_i32(self.slots)
    }

    /// How far a shape may reach from the middle of its slot without touching the next one.
    pub(super) fn room(&self) -> i32 {
        (self.edge(1) - self.edge(0)) / 2 - UNIT / 2
    }

    /// The place of a value in a slot; a value beyond the scale is at its end.
    pub(super) fn at(&self, slot: usize, value: f64) -> At {
        (self.middle(slot), self.height(value))
    }

    /// The height of a value.
    pub(super) fn height(&self, value: f64) -> i32 {
        let (_, y) = self.coord.translate(&(0.0, value));
        y.clamp(self.plot.top, self.plot.bottom)
    }

    /// Where break lines end: beneath the zone row, which they part as well.
    pub(super) fn break_foot(&self) -> i32 {
        self.zone_y.map_or(self.plot.bottom, |y| y + 9 * UNIT)
    }
}

/// The plot's left and right edge: room for the axis at the left, for half of the last year at the right.
fn across(spec: &TrendChart, slots: usize, gutter: i32) -> (i32, i32) {
    let axis = spec.ticks.iter().map(|tick| width(&tick.label)).max().unwrap_or(0);
    let left = axis.max(width(&spec.zone_row)) + 6 * UNIT;
    let wide = spec.form.size().0 * UNIT;
    let slot = (wide - left - gutter) / to_i32(slots);
    let last = spec.years.last().map_or(0, |year| width(&year.label));
    let overhang = ((last - slot) / 2).max(2 * UNIT);
    (left, wide - gutter - overhang)
}

/// The scale, never empty.
fn scale(spec: &TrendChart) -> std::ops::Range<f64> {
    let (low, high) = spec.scale;
    if high > low { low..high } else { low..low + 1.0 }
}

fn to_i32(count: usize) -> i32 {
    i32::try_from(count).expect("a chart has few slots")
}
