//! Zone bands: each year's own, as tints, and where their words stand.

use super::backend::UNIT;
use super::canvas::{At, Canvas, Side};
use super::frame::Frame;
use super::measure::{TEXT_HEIGHT, width};
use super::place::{Bounds, Ground, Harm};
use super::spec::{ChartBand, ChartYear};
use super::symbol::class_word;

const INSET: i32 = 5 * UNIT;

/// Neighbouring years with the same bands.
pub(super) struct Run {
    from: usize,
    /// The slot after the last.
    to: usize,
    bands: Vec<ChartBand>,
}

/// A band's word and where it stands.
pub(super) struct Name {
    pub(super) text: String,
    pub(super) at: At,
    pub(super) side: Side,
}

/// The years' bands, in runs of equal ones; years without bands are in no run.
pub(super) fn runs(years: &[ChartYear]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut from = 0;
    for same in years.chunk_by(|one, next| one.bands == next.bands) {
        let to = from + same.len();
        let bands = merged(&same[0].bands);
        if !bands.is_empty() {
            runs.push(Run { from, to, bands });
        }
        from = to;
    }
    runs
}

/// Bands from low to high; neighbours that look and read the same are one.
pub(super) fn merged(bands: &[ChartBand]) -> Vec<ChartBand> {
    let mut sorted = bands.to_vec();
    sorted.sort_by(|one, other| one.from.total_cmp(&other.from));
    let mut merged: Vec<ChartBand> = Vec::new();
    for band in sorted {
        match merged.last_mut() {
            Some(below) if below.token == band.token && below.label == band.label => {
                below.to = below.to.max(band.to);
            }
            _ => merged.push(band),
        }
    }
    merged
}

/// Draws the tints, zone by zone so that each class is written once.
pub(super) fn draw(canvas: &Canvas<'_>, frame: &Frame, runs: &[Run]) {
    let mut tints: Vec<(String, Bounds)> = Vec::new();
    for run in runs {
        for band in &run.bands {
            let class = format!("band-{}", class_word(&band.token));
            tints.push((class, bounds(frame, run, band)));
        }
    }
    tints.sort_by(|one, other| one.0.cmp(&other.0));
    for (class, bounds) in &tints {
        canvas.rect(class, *bounds);
    }
}

fn bounds(frame: &Frame, run: &Run, band: &ChartBand) -> Bounds {
    Bounds {
        left: frame.edge(run.from),
        top: frame.height(band.to),
        right: frame.edge(run.to),
        bottom: frame.height(band.from),
    }
}

/// Names a run's bands inside the plot where there is room, all at one edge if they fit there together.
pub(super) fn name(frame: &Frame, run: &Run, ground: &mut Ground) -> Vec<Name> {
    let edges = [Side::End, Side::Start];
    let together = edges.into_iter().find(|side| {
        let mut boxes = run.bands.iter().map(|band| inside(frame, run, band, *side, 0));
        boxes.all(|place| place.is_some_and(|bounds| is_clear(ground, bounds)))
    });
    let mut names = Vec::new();
    for band in &run.bands {
        let sides = together.map_or(edges.to_vec(), |side| vec![side]);
        let candidates: Vec<Bounds> = [0, -1, 1]
            .into_iter()
            .flat_map(|shift| sides.iter().map(move |side| (*side, shift)))
            .filter_map(|(side, shift)| inside(frame, run, band, side, shift))
            .collect();
        if let Some(place) = candidates.into_iter().find(|place| is_clear(ground, *place)) {
            ground.take(place);
            names.push(Name { text: band.label.clone(), at: place.center(), side: Side::Middle });
        }
    }
    names
}

/// A band's word keeps more distance than a value's: it must not seem to belong to a point.
fn is_clear(ground: &Ground, bounds: Bounds) -> bool {
    ground.harm(bounds.wider(2 * UNIT).higher(3 * UNIT)) == Harm::None
}

/// Where a band's word would stand inside it: at one edge, in the middle, at the top (-1) or the bottom (1).
fn inside(frame: &Frame, run: &Run, band: &ChartBand, side: Side, shift: i32) -> Option<Bounds> {
    let band_box = bounds(frame, run, band);
    let wide = width(&band.label);
    let spare = (band_box.bottom - band_box.top - TEXT_HEIGHT - 3 * UNIT) / 2;
    if spare < 0 || wide + 2 * INSET > band_box.right - band_box.left {
        return None;
    }
    let x = match side {
        Side::Start => band_box.left + INSET + wide / 2,
        Side::Middle => band_box.center().0,
        Side::End => band_box.right - INSET - wide / 2,
    };
    Some(Bounds::of_text((x, band_box.center().1 + shift * spare), wide))
}

/// The words of a run that are in no list of names yet.
pub(super) fn unnamed<'a>(run: &'a Run, names: &[Name]) -> Vec<&'a ChartBand> {
    let missing = |band: &&ChartBand| !names.iter().any(|name| name.text == band.label);
    run.bands.iter().filter(missing).collect()
}

/// Names a run's bands in the gutter, from the top, none over another.
pub(super) fn name_in_gutter(frame: &Frame, run: &Run) -> Vec<Name> {
    let mut free_from = i32::MIN;
    let mut names = Vec::new();
    for band in run.bands.iter().rev() {
        let y = bounds(frame, run, band).center().1.max(free_from);
        free_from = y + TEXT_HEIGHT + UNIT;
        let at = (frame.label_right, y);
        names.push(Name { text: band.label.clone(), at, side: Side::Start });
    }
    names
}

/// The gutter that a run's words need.
pub(super) fn gutter(run: &Run) -> i32 {
    let widest = run.bands.iter().map(|band| width(&band.label)).max();
    widest.unwrap_or(0) + 2 * UNIT
}
