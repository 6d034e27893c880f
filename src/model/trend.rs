//! A body's results over the years: stretches that may be compared, breaks between them, changes inside them.

use super::date::Year;
use super::methodology::{Better, Methodology, MethodologyId};
use super::number::Decimal;
use super::outcome::Outcome;

/// A year with results, and the stretch of comparable years it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The year.
    pub year: Year,
    /// Its methodology; `None` when nobody was assessed.
    pub methodology: Option<MethodologyId>,
    /// Years of the same number may be compared; `None` when nobody was assessed.
    pub stretch: Option<usize>,
}

/// A change of method between two years: figures on both sides are not comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// The last year before.
    pub before: Year,
    /// The first year after.
    pub after: Year,
    /// The method of the year after.
    pub methodology: MethodologyId,
}

/// The years of a site in order, and where its series break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Every year that has an assessment, in order.
    pub periods: Vec<Period>,
    /// Every change of method, in order.
    pub breaks: Vec<Break>,
}

impl Timeline {
    /// Of years in order with their methodologies.
    pub fn new(years: &[(Year, Option<MethodologyId>)], methodologies: &[Methodology]) -> Self {
        let mut timeline = Timeline::default();
        let mut last: Option<(Year, MethodologyId, usize)> = None;
        for &(year, methodology) in years {
            let stretch = methodology.map(|own| match last {
                Some((_, before, stretch)) if methodologies[own.0].is_comparable(&methodologies[before.0]) => stretch,
                Some((before, _, stretch)) => {
                    timeline.breaks.push(Break { before, after: year, methodology: own });
                    stretch + 1
                }
                None => 0,
            });
            if let (Some(own), Some(stretch)) = (methodology, stretch) {
                last = Some((year, own, stretch));
            }
            timeline.periods.push(Period { year, methodology, stretch });
        }
        timeline
    }

    /// The break that lies between an earlier year and a later one, the last if there are several.
    pub fn break_between(&self, earlier: Year, later: Year) -> Option<&Break> {
        self.breaks.iter().rev().find(|b| earlier < b.after && b.after <= later)
    }
}

/// A year of a body.
#[derive(Debug, Clone, Copy)]
pub struct Point<'a> {
    /// The year and its stretch.
    pub period: Period,
    /// The result; `None` when the body is left out of the year.
    pub outcome: Option<&'a Outcome>,
    /// The change in points.
    pub change: Change,
}

/// The change in points from the last comparable score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// By how much since when; zero means unchanged.
    By {
        /// The difference, exact.
        points: Decimal,
        /// The year it is measured from.
        since: Year,
        /// Whether it is for the better.
        verdict: Verdict,
    },
    /// There is no score of its own in this year.
    NoScore,
    /// The score was carried forward from an earlier year.
    CarriedForward,
    /// The method changed after the last score.
    Break(Break),
    /// No earlier score is known.
    First,
}

/// Whether a change is for the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Better,
    /// It is for the worse.
    Worse,
    /// Nothing changed.
    Same,
}

/// The points of a body, one a year of the timeline.
pub fn trend<'a>(
    timeline: &Timeline,
    methodologies: &[Methodology],
    outcome: impl Fn(Year) -> Option<&'a Outcome>,
) -> Vec<Point<'a>> {
    let mut last: Option<(Year, usize, Decimal)> = None;
    let mut points = Vec::with_capacity(timeline.periods.len());
    for &period in &timeline.periods {
        let outcome = outcome(period.year);
        let score = outcome.and_then(Outcome::measured_score);
        let change = match (score, period.stretch, last) {
            (Some(score), Some(stretch), Some((since, of, before))) if stretch == of => {
                let better = period.methodology.map_or(Better::Higher, |m| methodologies[m.0].scale.better);
                let points = score.minus(before);
                Change::By { points, since, verdict: verdict(points, better) }
            }
            (Some(_), _, Some((earlier, ..))) => {
                timeline.break_between(earlier, period.year).map_or(Change::First, |b| Change::Break(*b))
            }
            (Some(_), _, None) => Change::First,
            (None, ..) if outcome.is_some_and(|o| o.stated.score.known().is_some()) => Change::CarriedForward,
            (None, ..) => Change::NoScore,
        };
        if let (Some(score), Some(stretch)) = (score, period.stretch) {
            last = Some((period.year, stretch, score));
        }
        points.push(Point { period, outcome, change });
    }
    points
}

fn verdict(points: Decimal, better: Better) -> Verdict {
    match (points.signum(), better) {
        (0, _) => Verdict::Same,
        (1, Better::Higher) | (-1, Better::Lower) => Verdict::Better,
        _ => Verdict::Worse,
    }
}
