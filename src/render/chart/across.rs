//! A value axis across the sheet: from values to places, the zones' strips behind, their words and the ticks above.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use super::backend::UNIT;
use super::bands::merged;
use super::canvas::{Canvas, Side};
use super::measure::{TEXT_HEIGHT, width};
use super::place::Bounds;
use super::spec::{ChartBand, ChartTick, ZoneMark};
use super::symbol::{self, Mark, class_word};
use super::trend::WIDTH_PX;

/// One line of words or ticks.
pub(super) const LINE: i32 = 15 * UNIT;
/// How far a sign beside a word may reach.
const REACH: i32 = 7 * UNIT;

/// The axis.
pub(super) struct Across {
    pub(super) left: i32,
    pub(super) right: i32,
    low: f64,
    high: f64,
}

impl Across {
    /// Between two edges; a scale without a range gets one.
    pub(super) fn new((low, high): (f64, f64), left: i32, right: i32) -> Self {
        Self { left, right, low, high: if high > low { high } else { low + 1.0 } }
    }

    /// The place of a value; one beyond the scale is at its end.
    pub(super) fn x(&self, value: f64) -> i32 {
        let coord = RangedCoordf64::from(self.low..self.high);
        coord.map(&value.clamp(self.low, self.high), (self.left, self.right))
    }
}

/// A word or number on the sheet, centred, perhaps with a zone's sign before it.
struct Word {
    text: String,
    zone: Option<ZoneMark>,
    x: i32,
    /// From 0, the one nearest to the plot.
    line: i32,
}

/// From the middle of a sign to the word after it.
const SIGN: i32 = 10 * UNIT;

impl Word {
    /// As near to its place as the sheet allows.
    fn new(text: &str, zone: Option<ZoneMark>, x: i32) -> Self {
        let word = Word { text: text.to_owned(), zone, x, line: 0 };
        let half = word.wide() / 2 + if word.zone.is_some() { UNIT } else { 0 };
        Word { x: x.min(WIDTH_PX * UNIT - half).max(half), ..word }
    }

    fn wide(&self) -> i32 {
        width(&self.text) + if self.zone.is_some() { SIGN + REACH } else { 0 }
    }

    fn is_near(&self, other: &Self) -> bool {
        (self.x - other.x).abs() < (self.wide() + other.wide()) / 2 + 6 * UNIT
    }
}

/// What stands over or under the plot of an axis.
pub(super) struct Head {
    strips: Vec<(ChartBand, i32, i32)>,
    names: Vec<Word>,
    ticks: Vec<Word>,
}

impl Head {
    /// Strips, words and ticks; every word finds a line.
    pub(super) fn new(axis: &Across, bands: &[ChartBand], ticks: &[ChartTick]) -> Self {
        let strips: Vec<(ChartBand, i32, i32)> = merged(bands)
            .into_iter()
            .map(|band| (axis.x(band.from), axis.x(band.to), band))
            .filter(|(from, to, _)| from < to)
            .map(|(from, to, band)| (band, from, to))
            .collect();
        let mut names: Vec<Word> = Vec::new();
        for (band, from, to) in &strips {
            let zone = ZoneMark { token: band.token.clone(), symbol: band.symbol.clone() };
            let word = Word::new(&band.label, Some(zone), (from + to) / 2);
            let line = (0..).find(|line| names.iter().all(|other| other.line != *line || !word.is_near(other)));
            names.push(Word { line: line.unwrap_or(0), ..word });
        }
        let mut shown: Vec<Word> = Vec::new();
        for tick in ticks {
            let word = Word::new(&tick.label, None, axis.x(tick.value));
            if !shown.iter().any(|other| word.is_near(other)) {
                shown.push(word);
            }
        }
        Self { strips, names, ticks: shown }
    }

    /// The height of the words of the strips.
    pub(super) fn names_height(&self) -> i32 {
        self.names.iter().map(|name| name.line + 1).max().unwrap_or(0) * LINE
    }

    /// Draws the strips, zone by zone so that each class is written once.
    pub(super) fn draw_strips(&self, canvas: &Canvas<'_>, top: i32, bottom: i32) {
        let mut tints: Vec<(String, Bounds)> = Vec::new();
        for (band, left, right) in &self.strips {
            let class = format!("band-{}", class_word(&band.token));
            tints.push((class, Bounds { left: *left, top, right: *right, bottom }));
        }
        tints.sort_by(|one, other| one.0.cmp(&other.0));
        for (class, bounds) in &tints {
            canvas.rect(class, *bounds);
        }
    }

    /// Draws the strips' words, the lowest line ending at a height.
    pub(super) fn draw_names(&self, canvas: &Canvas<'_>, bottom: i32) {
        let left = |name: &Word| name.x - name.wide() / 2;
        let middle = |name: &Word| bottom - name.line * LINE - LINE / 2;
        let sign = |name| Mark { at: (left(name) + REACH, middle(name)), zone: name.zone.as_ref(), hollow: false };
        symbol::draw(canvas, &self.names.iter().map(sign).collect::<Vec<Mark<'_>>>(), REACH);
        for name in &self.names {
            canvas.text("zone-name", &name.text, (left(name) + REACH + SIGN, middle(name)), Side::Start);
        }
    }

    /// Draws the ticks around a height.
    pub(super) fn draw_ticks(&self, canvas: &Canvas<'_>, y: i32) {
        for tick in &self.ticks {
            canvas.text("tick-label", &tick.text, (tick.x, y), Side::Middle);
        }
    }
}

/// Draws the lines of a text one under another, their middle at a height.
pub(super) fn draw_lines(canvas: &Canvas<'_>, class: &str, lines: &[String], (x, middle): (i32, i32)) {
    let first = middle - (count(lines) - 1) * LEADING / 2;
    for (line, y) in lines.iter().zip((0..).map(|index| first + index * LEADING)) {
        canvas.text(class, line, (x, y), Side::Start);
    }
}

/// From one line of a text to the next.
pub(super) const LEADING: i32 = TEXT_HEIGHT + 3 * UNIT;

/// How many there are.
pub(super) fn count<T>(list: &[T]) -> i32 {
    i32::try_from(list.len()).expect("a chart has few of anything")
}
