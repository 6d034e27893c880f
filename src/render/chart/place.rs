//! Where a label may stand: boxes, what is already on the ground, and the first place that is free.

use super::backend::UNIT;
use super::canvas::At;
use super::measure::TEXT_HEIGHT;

/// A box in units; the vertical axis points down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Bounds {
    /// The box of a line of text centred at a place.
    pub(super) fn of_text((x, y): At, width: i32) -> Self {
        Self::around((x, y), width / 2, TEXT_HEIGHT / 2)
    }

    /// The box that reaches so far to each side of a place.
    pub(super) fn around((x, y): At, across: i32, along: i32) -> Self {
        Self { left: x - across, top: y - along, right: x + across, bottom: y + along }
    }

    pub(super) fn center(self) -> At {
        ((self.left + self.right) / 2, (self.top + self.bottom) / 2)
    }

    /// The box with a margin at its left and right.
    pub(super) fn wider(self, margin: i32) -> Self {
        Self { left: self.left - margin, right: self.right + margin, ..self }
    }

    /// The box with a margin at its top and bottom.
    pub(super) fn higher(self, margin: i32) -> Self {
        Self { top: self.top - margin, bottom: self.bottom + margin, ..self }
    }

    fn touches(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn holds(self, inner: Self) -> bool {
        self.left <= inner.left && inner.right <= self.right && self.top <= inner.top && inner.bottom <= self.bottom
    }

    /// Whether a straight line passes through the box.
    fn crossed_by(self, from: At, to: At) -> bool {
        let (dx, dy) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
        let sides = [
            (-dx, f64::from(from.0 - self.left)),
            (dx, f64::from(self.right - from.0)),
            (-dy, f64::from(from.1 - self.top)),
            (dy, f64::from(self.bottom - from.1)),
        ];
        // Liang and Barsky: the part of the line inside all four sides, as a range of 0 to 1.
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (step, room) in sides {
            if step == 0.0 && room < 0.0 {
                return false;
            }
            if step < 0.0 {
                enter = enter.max(room / step);
            } else if step > 0.0 {
                leave = leave.min(room / step);
            }
        }
        enter <= leave
    }
}

/// What is already drawn in a stretch of the sheet.
pub(super) struct Ground {
    within: Bounds,
    boxes: Vec<Bounds>,
    lines: Vec<(At, At)>,
    dashes: Vec<(At, At)>,
}

/// What a label may do to what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Harm {
    /// It touches nothing.
    None,
    /// It stands on a dashed line, which stays legible.
    Dashes,
    /// It touches so many lines and, each counting for a hundred, boxes or the outside.
    Worse(usize),
}

impl Ground {
    pub(super) fn new(within: Bounds) -> Self {
        Self { within, boxes: Vec::new(), lines: Vec::new(), dashes: Vec::new() }
    }

    pub(super) fn take(&mut self, bounds: Bounds) {
        self.boxes.push(bounds);
    }

    pub(super) fn take_line(&mut self, from: At, to: At) {
        self.lines.push((from, to));
    }

    pub(super) fn take_dashes(&mut self, from: At, to: At) {
        self.dashes.push((from, to));
    }

    /// Takes the first of the candidates that do least harm, unless that is more than what is allowed.
    pub(super) fn settle(&mut self, candidates: &[Bounds], allowed: Harm) -> Option<Bounds> {
        let best = candidates.iter().copied().min_by_key(|bounds| self.harm(*bounds))?;
        if self.harm(best) > allowed {
            return None;
        }
        self.take(best);
        Some(best)
    }

    /// The box moved as little as it needs to stand inside.
    pub(super) fn inside(&self, bounds: Bounds) -> Bounds {
        let shift = |low: i32, high: i32, from: i32, to: i32| (from - low).max(0) + (to - high).min(0);
        let dx = shift(bounds.left, bounds.right, self.within.left, self.within.right);
        let dy = shift(bounds.top, bounds.bottom, self.within.top, self.within.bottom);
        Bounds { left: bounds.left + dx, right: bounds.right + dx, top: bounds.top + dy, bottom: bounds.bottom + dy }
    }

    pub(super) fn harm(&self, bounds: Bounds) -> Harm {
        let near = bounds.wider(2 * UNIT);
        let crossed = |lines: &[(At, At)]| {
            let crosses = |(from, to): &&(At, At)| near.crossed_by(*from, *to);
            lines.iter().filter(crosses).count()
        };
        let boxes = self.boxes.iter().filter(|taken| near.touches(**taken));
        let outside = usize::from(!self.within.holds(bounds));
        match 100 * (outside + boxes.count()) + crossed(&self.lines) {
            0 if crossed(&self.dashes) == 0 => Harm::None,
            0 => Harm::Dashes,
            more => Harm::Worse(more),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Ground, Harm};

    const SQUARE: Bounds = Bounds { left: 10, top: 10, right: 20, bottom: 20 };

    #[test]
    fn a_line_crosses_a_box_or_passes_it() {
        assert!(SQUARE.crossed_by((0, 0), (30, 30)));
        assert!(SQUARE.crossed_by((15, 0), (15, 12)));
        assert!(SQUARE.crossed_by((12, 12), (18, 18)));
        assert!(!SQUARE.crossed_by((0, 0), (9, 30)));
        assert!(!SQUARE.crossed_by((0, 25), (30, 25)));
        assert!(!SQUARE.crossed_by((15, 0), (15, 9)));
    }

    #[test]
    fn the_first_free_place_is_taken_and_then_no_longer_free() {
        let mut ground = Ground::new(Bounds { left: 0, top: 0, right: 100, bottom: 100 });
        ground.take_line((0, 15), (100, 15));
        let lower = Bounds { top: 30, bottom: 40, ..SQUARE };
        let outside = Bounds { left: -5, ..lower };
        let all = [SQUARE, outside, lower];
        assert_eq!(ground.settle(&all, Harm::None), Some(lower));
        assert_eq!(ground.settle(&all, Harm::Dashes), None);
        assert_eq!(ground.settle(&all, Harm::Worse(usize::MAX)), Some(SQUARE));
    }

    #[test]
    fn dashes_are_crossed_only_when_nothing_better_is_free() {
        let mut ground = Ground::new(Bounds { left: 0, top: 0, right: 100, bottom: 100 });
        ground.take_dashes((15, 0), (15, 100));
        let beside = Bounds { left: 60, right: 70, ..SQUARE };
        assert_eq!(ground.settle(&[SQUARE], Harm::None), None);
        assert_eq!(ground.settle(&[SQUARE, beside], Harm::Dashes), Some(beside));
        assert_eq!(ground.settle(&[SQUARE, beside], Harm::Dashes), Some(SQUARE));
    }
}
