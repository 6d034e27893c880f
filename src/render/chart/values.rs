//! Points, the lines that join them, and the labels of values: as many as fit, the last one always.

use super::backend::UNIT;
use super::canvas::At;
use super::frame::Frame;
use super::measure::{TEXT_HEIGHT, bold_width, width};
use super::place::{Bounds, Ground, Harm};
use super::spec::{ChartPoint, TrendChart};
use super::symbol::Symbol;

/// How many steps away from its dot the last value may stand where all is crowded.
const FAR: i32 = 12;

/// A point on the sheet.
pub(super) struct Dot<'a> {
    pub(super) slot: usize,
    pub(super) at: At,
    pub(super) point: &'a ChartPoint,
    /// A line comes from the dot before.
    joined: bool,
    reach: i32,
}

/// A value's label and where it stands.
pub(super) struct ValueLabel<'a> {
    pub(super) text: &'a str,
    pub(super) at: At,
    pub(super) last: bool,
}

/// The years' points, left to right.
pub(super) fn dots<'a>(spec: &'a TrendChart, frame: &Frame) -> Vec<Dot<'a>> {
    let mut dots: Vec<Dot<'_>> = Vec::new();
    for (slot, year) in spec.years.iter().enumerate() {
        let Some(point) = year.point.as_ref().filter(|point| point.value.is_finite()) else {
            continue;
        };
        let broken = spec.breaks.iter().any(|change| change.after + 1 == slot);
        let next_to_one = dots.last().is_some_and(|before| before.slot + 1 == slot);
        let symbol = year.zone.as_ref().map_or(&Symbol::Circle, |zone| &zone.symbol);
        dots.push(Dot {
            slot,
            at: frame.at(slot, point.value),
            point,
            joined: point.joined && next_to_one && !broken,
            reach: symbol.reach(frame.room()),
        });
    }
    dots
}

/// The joined dots: each stretch of two or more, as one line.
pub(super) fn stretches(dots: &[Dot<'_>]) -> Vec<Vec<At>> {
    dots.chunk_by(|_, next| next.joined)
        .filter(|stretch| stretch.len() > 1)
        .map(|stretch| stretch.iter().map(|dot| dot.at).collect())
        .collect()
}

/// Puts dots and lines on the ground.
pub(super) fn take(dots: &[Dot<'_>], ground: &mut Ground) {
    for dot in dots {
        ground.take(Bounds::around(dot.at, dot.reach, dot.reach));
    }
    for line in stretches(dots) {
        for ends in line.windows(2) {
            ground.take_line(ends[0], ends[1]);
        }
    }
}

/// Labels the last value, at the place that does least harm if none is free.
pub(super) fn label_last<'a>(dots: &[Dot<'a>], ground: &mut Ground) -> Option<ValueLabel<'a>> {
    let (index, dot) = dots.iter().enumerate().next_back()?;
    let wide = bold_width(&dot.point.label);
    let near = around(dots, index, wide, 0);
    let place = ground.settle(&near, Harm::Dashes).or_else(|| {
        let far = (1..=FAR).flat_map(|step| around(dots, index, wide, step * 12 * UNIT));
        let all: Vec<Bounds> = near.iter().copied().chain(far).map(|place| ground.inside(place)).collect();
        ground.settle(&all, Harm::Worse(usize::MAX))
    })?;
    Some(ValueLabel { text: &dot.point.label, at: place.center(), last: true })
}

/// Labels the other values where there is room: the first, the extremes, then the rest from the right.
pub(super) fn label_others<'a>(dots: &[Dot<'a>], ground: &mut Ground) -> Vec<ValueLabel<'a>> {
    let Some(last) = dots.len().checked_sub(1) else {
        return Vec::new();
    };
    let by_height = |one: &usize, other: &usize| dots[*one].at.1.cmp(&dots[*other].at.1);
    let highest = (0..last).min_by(by_height);
    let lowest = (0..last).max_by(by_height);
    let mut order: Vec<usize> = Vec::new();
    let wanted = [Some(0), highest, lowest].into_iter().flatten().chain((0..last).rev());
    for index in wanted.filter(|index| *index < last) {
        if !order.contains(&index) {
            order.push(index);
        }
    }
    let label = |index: usize| {
        let candidates = around(dots, index, width(&dots[index].point.label), 0);
        let place = ground.settle(&candidates, Harm::Dashes)?;
        Some(ValueLabel { text: &dots[index].point.label, at: place.center(), last: false })
    };
    order.into_iter().filter_map(label).collect()
}

/// Where a dot's label may stand, best first: above it, or below it in a valley, then beside it;
/// `away` is a distance beyond the usual one.
fn around(dots: &[Dot<'_>], index: usize, wide: i32, away: i32) -> Vec<Bounds> {
    let dot = &dots[index];
    let (x, y) = dot.at;
    let clear = dot.reach + TEXT_HEIGHT / 2 + 2 * UNIT + away;
    let aside = dot.reach + wide / 2 + 2 * UNIT;
    let lean = wide / 2 - 2 * UNIT;
    let (near, far) = if in_valley(dots, index) { (clear, -clear) } else { (-clear, clear) };
    [
        (0, near),
        (0, far),
        (aside, 0),
        (-aside, 0),
        (lean / 2, near),
        (-lean / 2, near),
        (lean / 2, far),
        (-lean / 2, far),
        (lean, near),
        (-lean, near),
        (lean, far),
        (-lean, far),
    ]
    .map(|(dx, dy)| Bounds::of_text((x + dx, y + dy), wide))
    .to_vec()
}

/// Whether the lines at a dot lead upwards only.
fn in_valley(dots: &[Dot<'_>], index: usize) -> bool {
    let here = &dots[index];
    let before = here.joined.then(|| dots[index - 1].at.1);
    let after = dots.get(index + 1).filter(|next| next.joined).map(|next| next.at.1);
    let mut sides = before.into_iter().chain(after).peekable();
    sides.peek().is_some() && sides.all(|y| y < here.at.1)
}
