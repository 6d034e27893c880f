//! The trend: one body's scores by year over that year's zone bands, and its zones in a row beneath.
//!
//! What is nearer the reader is drawn later: bands, axis, breaks, lines, shapes, words. Labels are placed
//! before anything is drawn. Words of the newest bands that found no room are tried before the values; if
//! that does not help, the sheet is laid out again with a gutter for them.

use super::backend::{Sheet, UNIT};
use super::bands::{self, Name, Run};
use super::breaks;
use super::canvas::{Canvas, Side};
use super::frame::Frame;
use super::measure::width;
use super::place::{Bounds, Ground};
use super::spec::{ChartYear, Form, TrendChart};
use super::symbol::{self, Mark};
use super::values::{self, Dot, ValueLabel};

/// The width of the view box, for the phone.
pub const WIDTH_PX: i32 = 340;

/// The height of the view box.
pub const HEIGHT_PX: i32 = 230;

/// Draws a trend as one SVG element.
#[must_use]
pub fn trend(spec: &TrendChart) -> String {
    let runs = bands::runs(&spec.years);
    let mut frame = Frame::new(spec, 0);
    let mut dots = values::dots(spec, &frame);
    let mut labels = place(&frame, &runs, &dots, First::of(spec.form));
    if let Some(newest) = runs.last().filter(|_| spec.form == Form::Whole) {
        if !bands::unnamed(newest, &labels.names).is_empty() {
            labels = place(&frame, &runs, &dots, First::NewestBands);
        }
        if !bands::unnamed(newest, &labels.names).is_empty() {
            frame = Frame::new(spec, bands::gutter(newest));
            dots = values::dots(spec, &frame);
            labels = place(&frame, &runs[..runs.len() - 1], &dots, First::Values);
            labels.names.extend(bands::name_in_gutter(&frame, newest));
        }
    }
    let (wide, high) = spec.form.size();
    let sheet = Sheet::new(wide, high);
    {
        let canvas = Canvas::on(&sheet);
        bands::draw(&canvas, &frame, &runs);
        draw_axis(&canvas, &frame, spec);
        breaks::draw(&canvas, &frame);
        draw_years(&canvas, &frame, spec);
        draw_points(&canvas, &frame, spec, &dots);
        labels.draw(&canvas);
    }
    sheet.finish("chart-trend", &spec.naming)
}

/// The words inside the plot.
struct Labels<'a> {
    values: Vec<ValueLabel<'a>>,
    names: Vec<Name>,
}

/// What is placed after the last value and before all else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Values,
    NewestBands,
    /// Nothing is placed after it.
    Nothing,
}

impl First {
    fn of(form: Form) -> Self {
        match form {
            Form::Whole => First::Values,
            Form::Small => First::Nothing,
        }
    }
}

/// Places words by their weight.
fn place<'a>(frame: &Frame, runs: &[Run], dots: &[Dot<'a>], first: First) -> Labels<'a> {
    let mut ground = Ground::new(Bounds {
        left: frame.plot.left - UNIT,
        top: 0,
        right: frame.label_right,
        bottom: frame.plot.bottom,
    });
    breaks::take(frame, &mut ground);
    values::take(dots, &mut ground);
    let mut values: Vec<ValueLabel<'a>> = Vec::new();
    values.extend(values::label_last(dots, &mut ground));
    let mut names = Vec::new();
    if first == First::Nothing {
        return Labels { values, names };
    }
    let early = if first == First::NewestBands { 1 } else { 0 };
    for run in runs.iter().rev().take(early) {
        names.extend(bands::name(frame, run, &mut ground));
    }
    values.extend(values::label_others(dots, &mut ground));
    for run in runs.iter().rev().skip(early) {
        names.extend(bands::name(frame, run, &mut ground));
    }
    Labels { values, names }
}

impl Labels<'_> {
    fn draw(&self, canvas: &Canvas<'_>) {
        for name in &self.names {
            canvas.text("zone-name", &name.text, name.at, name.side);
        }
        for label in self.values.iter().rev() {
            let class = if label.last { "value last" } else { "value" };
            canvas.text(class, label.text, label.at, Side::Middle);
        }
    }
}

/// The ticks with their words, and the line under the plot.
fn draw_axis(canvas: &Canvas<'_>, frame: &Frame, spec: &TrendChart) {
    let Bounds { left, right, bottom, .. } = frame.plot;
    let mut ticks: Vec<(i32, &str)> = Vec::new();
    for tick in &spec.ticks {
        let y = frame.height(tick.value);
        if ticks.iter().all(|(other, _)| (other - y).abs() >= 12 * UNIT) {
            ticks.push((y, &tick.label));
        }
    }
    for (y, _) in &ticks {
        canvas.line("tick", &[(left - 4 * UNIT, *y), (left, *y)]);
    }
    canvas.line("axis", &[(left, bottom), (right, bottom)]);
    for (y, label) in &ticks {
        canvas.text("tick-label", label, (left - 6 * UNIT, *y), Side::End);
    }
}

/// The years, and what the zone row says about years without a zone.
fn draw_years(canvas: &Canvas<'_>, frame: &Frame, spec: &TrendChart) {
    for slot in shown_years(frame, &spec.years) {
        let at = (frame.middle(slot), frame.year_y);
        canvas.text("year", &spec.years[slot].label, at, Side::Middle);
    }
    let Some(zone_y) = frame.zone_y else { return };
    if !spec.zone_row.is_empty() {
        let at = (frame.plot.left - 6 * UNIT, zone_y);
        canvas.text("zone-label", &spec.zone_row, at, Side::End);
    }
    let word = |year: &ChartYear| {
        if year.zone.is_none() { year.gap.clone() } else { None }
    };
    let mut from = 0;
    for same in spec.years.chunk_by(|one, next| word(one).is_some() && word(one) == word(next)) {
        let (left, right) = (frame.edge(from), frame.edge(from + same.len()));
        if let Some(gap) = word(&same[0]) {
            let fits = width(&gap) <= right - left - 2 * UNIT;
            let shown = if fits { gap.as_str() } else { "–" };
            canvas.text("gap", shown, ((left + right) / 2, zone_y), Side::Middle);
        }
        from += same.len();
    }
}

/// The years whose labels fit: the last, the first, and every so many between.
fn shown_years(frame: &Frame, years: &[ChartYear]) -> Vec<usize> {
    let Some(last) = years.len().checked_sub(1) else {
        return Vec::new();
    };
    let widest = years.iter().map(|year| width(&year.label)).max().unwrap_or(0) + 3 * UNIT;
    let slot = (frame.edge(1) - frame.edge(0)).max(1);
    let step = usize::try_from((widest + slot - 1) / slot).unwrap_or(1).max(1);
    let mut shown: Vec<usize> = (0..=last).rev().step_by(step).filter(|at| *at >= step).collect();
    shown.push(0);
    shown.reverse();
    shown
}

/// The lines, then the shapes of the plot and of the zone row.
fn draw_points(canvas: &Canvas<'_>, frame: &Frame, spec: &TrendChart, dots: &[Dot<'_>]) {
    for stretch in values::stretches(dots) {
        canvas.line("line", &stretch);
    }
    let mut marks: Vec<Mark<'_>> = Vec::new();
    for dot in dots {
        let zone = spec.years[dot.slot].zone.as_ref();
        marks.push(Mark { at: dot.at, zone, hollow: dot.point.hollow });
    }
    for (slot, year) in spec.years.iter().enumerate() {
        if let (Some(zone_y), Some(zone)) = (frame.zone_y, &year.zone) {
            let hollow = year.point.as_ref().is_some_and(|point| point.hollow);
            marks.push(Mark { at: (frame.middle(slot), zone_y), zone: Some(zone), hollow });
        }
    }
    symbol::draw(canvas, &marks, frame.room());
}
