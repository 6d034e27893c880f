//! Breaks: dashed lines where the method changed, with words above the plot, else with numbers.

use super::backend::UNIT;
use super::canvas::{Canvas, Side};
use super::frame::Frame;
use super::measure::{width, wrapped};
use super::place::{Bounds, Ground};

const GAP: i32 = 10 * UNIT;
/// Between the words and the plot: room for half a value's label.
const BELOW: i32 = 9 * UNIT;
const LINE: i32 = 13 * UNIT;
const BALL: i32 = 15 * UNIT;

/// The strip above the plot.
pub(super) struct Strip {
    /// Its height in units.
    pub(super) height: i32,
    /// The breaks, left to right.
    pub(super) labels: Vec<BreakLabel>,
    numbered: bool,
}

/// A break and what is said about it.
pub(super) struct BreakLabel {
    /// Where the break's line stands.
    pub(super) line_x: i32,
    center: i32,
    lines: Vec<String>,
}

/// Fits the words of all breaks between two edges: on one line, on two, else as numbers.
pub(super) fn settle(breaks: &[(i32, &str)], left: i32, right: i32) -> Strip {
    let on_one: Vec<_> = breaks.iter().map(|(x, label)| (*x, vec![*label])).collect();
    let on_two: Vec<_> = breaks.iter().map(|(x, label)| (*x, wrapped(label))).collect();
    if breaks.is_empty() {
        Strip { height: 14 * UNIT, labels: Vec::new(), numbered: false }
    } else if let Some(labels) = row(&on_one, left, right) {
        Strip { height: LINE + BELOW, labels, numbered: false }
    } else if let Some(labels) = row(&on_two, left, right) {
        Strip { height: 2 * LINE + BELOW, labels, numbered: false }
    } else {
        Strip { height: BALL + BELOW, labels: numbers(breaks), numbered: true }
    }
}

/// Sets labels in a row, each above its line and beside the one before; `None` if one has no room.
fn row(breaks: &[(i32, Vec<&str>)], left: i32, right: i32) -> Option<Vec<BreakLabel>> {
    let mut labels: Vec<BreakLabel> = Vec::new();
    for (line_x, lines) in breaks {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        let mut label = BreakLabel { line_x: *line_x, center: *line_x, lines };
        let half = label.wide() / 2;
        label.center = label.center.min(right - half).max(left + half);
        if let Some((before, earlier)) = labels.split_last_mut() {
            let floor = earlier.last().map_or(left, |other| other.center + other.wide() / 2 + GAP);
            part(before, &mut label, floor);
        }
        let end = label.center + half;
        if label.center - half > *line_x || end > right {
            return None;
        }
        labels.push(label);
    }
    Some(labels)
}

/// Moves two labels apart if they are too near: the left one by half of it if it can, the right one by the rest.
fn part(before: &mut BreakLabel, label: &mut BreakLabel, floor: i32) {
    let half = before.wide() / 2;
    let clash = before.center + half + GAP - (label.center - label.wide() / 2);
    if clash > 0 {
        let lowest = (floor + half).max(before.line_x - half);
        let back = (clash / 2).min(before.center - lowest).max(0);
        before.center -= back;
        label.center += clash - back;
    }
}

impl BreakLabel {
    fn wide(&self) -> i32 {
        self.lines.iter().map(|line| width(line)).max().unwrap_or(0)
    }
}

fn numbers(breaks: &[(i32, &str)]) -> Vec<BreakLabel> {
    let mut free_from = i32::MIN;
    let place = |(index, (line_x, _)): (usize, &(i32, &str))| {
        let center = (*line_x).max(free_from);
        free_from = center + BALL + UNIT;
        BreakLabel { line_x: *line_x, center, lines: vec![(index + 1).to_string()] }
    };
    breaks.iter().enumerate().map(place).collect()
}

/// Draws the lines, then what is said about them.
pub(super) fn draw(canvas: &Canvas<'_>, frame: &Frame) {
    let strip = &frame.strip;
    for label in &strip.labels {
        let top = strip.height - BELOW + 2 * UNIT;
        canvas.line("break", &[(label.line_x, top), (label.line_x, frame.break_foot())]);
    }
    if strip.numbered {
        for label in &strip.labels {
            canvas.circle("break-no", (label.center, BALL / 2 + UNIT / 2), BALL / 2);
        }
    }
    for label in &strip.labels {
        let spare = strip.height - BELOW - LINE * i32::try_from(label.lines.len()).unwrap_or(1);
        let first = if strip.numbered { BALL / 2 + UNIT / 2 } else { spare + LINE / 2 };
        for (line, y) in label.lines.iter().zip((0..).map(|index| first + index * LINE)) {
            canvas.text("break-label", line, (label.center, y), Side::Middle);
        }
    }
}

/// Puts the lines and their words on the ground.
pub(super) fn take(frame: &Frame, ground: &mut Ground) {
    let Bounds { top, bottom, .. } = frame.plot;
    for label in &frame.strip.labels {
        ground.take_dashes((label.line_x, top), (label.line_x, bottom));
        let half = label.wide() / 2;
        ground.take(Bounds {
            left: label.center - half,
            top: 0,
            right: label.center + half,
            bottom: top - BELOW + 2 * UNIT,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::settle;

    #[test]
    fn words_then_two_lines_then_numbers() {
        let texts =
            |strip: super::Strip| -> Vec<String> { strip.labels.iter().map(|label| label.lines.join("/")).collect() };
        let two = [(1000, "metode baru"), (2400, "metode baru")];
        assert_eq!(texts(settle(&two, 300, 3400)), ["metode baru", "metode baru"]);
        // Two near ones step aside; of three, the middle one cannot.
        let pair = [(1000, "metode baru"), (1300, "metode baru")];
        assert_eq!(texts(settle(&pair, 300, 3400)), ["metode baru", "metode baru"]);
        let near = [1000, 1450, 1900].map(|x| (x, "metode baru"));
        assert_eq!(texts(settle(&near, 300, 3400)), ["metode/baru", "metode/baru", "metode/baru"]);
        let dense = [(1000, "metode baru"), (1200, "metode baru"), (1400, "metode baru")];
        assert_eq!(texts(settle(&dense, 300, 3400)), ["1", "2", "3"]);
        assert!(settle(&[], 300, 3400).labels.is_empty());
    }

    #[test]
    fn labels_stay_between_the_edges_and_above_their_line() {
        for x in (310..3400).step_by(70) {
            let strip = settle(&[(x, "cara menilai berubah")], 300, 3400);
            let label = &strip.labels[0];
            let half = super::width(&label.lines[0]) / 2;
            assert!(label.center - half >= 300 && label.center + half <= 3401, "{x}");
            assert!(label.center - half <= x && x <= label.center + half + 1, "{x}");
        }
    }
}
