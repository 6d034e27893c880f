//! A body's trend as a drawing: the same years, figures and breaks as the table beside it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Cx;
use crate::model::methodology::{Methodology, Scale};
use crate::model::number::Decimal;
use crate::model::outcome::{Figure, Outcome};
use crate::model::site::ZoneId;
use crate::model::trend::{Break, Point};
use crate::plan::Page;
use crate::render::chart::{
    ChartBand, ChartBreak, ChartPoint, ChartTick, ChartYear, Form, Naming, Symbol, TrendChart, ZoneMark, trend,
};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "chart.title", args: &["name", "finding"] },
    Need { key: "chart.desc", args: &["first", "first_year", "last", "last_year", "change"] },
    Need { key: "chart.desc_one", args: &["last", "last_year"] },
    Need { key: "chart.desc_zones", args: &[] },
    Need { key: "chart.break", args: &[] },
    Need { key: "chart.zone_row", args: &[] },
    Need { key: "chart.gap.not-assessed", args: &[] },
    Need { key: "chart.gap.unpublished", args: &[] },
    Need { key: "chart.gap.not-found", args: &[] },
    Need { key: "chart.gap.withdrawn", args: &[] },
    Need { key: "chart.gap.label", args: &[] },
    Need { key: "chart.gap.unknown", args: &[] },
];

/// A drawing and the list that explains its breaks.
#[derive(Debug, Clone, Serialize)]
pub struct ChartView {
    /// The drawing, markup: print it with the filter `safe`.
    pub svg: String,
    /// The breaks in it, in the order of their numbers.
    pub breaks: Vec<BreakView>,
    /// Whether a score in it was carried forward from an earlier year: its mark is hollow.
    pub carried: bool,
}

/// A change of method.
#[derive(Debug, Clone, Serialize)]
pub struct BreakView {
    /// The last year before.
    pub before: String,
    /// The first year after.
    pub after: String,
    /// What changed, in words.
    pub words: Option<String>,
    /// The title of the method after.
    pub title: String,
    /// Where the method after is explained.
    pub address: String,
}

impl Cx<'_> {
    /// A change of method.
    pub fn break_view(&self, change: &Break) -> BreakView {
        let methodology = &self.model.methodologies[change.methodology.0];
        BreakView {
            before: change.before.to_string(),
            after: change.after.to_string(),
            words: self.optional(methodology.break_text.as_ref()),
            title: self.text(&methodology.title),
            address: self.methodology_link(methodology),
        }
    }

    /// Where a method is explained.
    pub fn methodology_link(&self, methodology: &Methodology) -> String {
        format!("{}#{}", self.link(Page::Methodology), methodology.id)
    }

    /// The drawing of a trend, from the first year that says something; `None` when none does.
    pub fn chart(&self, name: &str, finding: &str, points: &[Point<'_>]) -> Option<ChartView> {
        self.drawing("trend", name, finding, points)
    }

    /// The same with an id of its own, for pages with several.
    pub fn drawing(&self, id: &str, name: &str, finding: &str, points: &[Point<'_>]) -> Option<ChartView> {
        let first = points.iter().position(|point| point.outcome.is_some_and(Outcome::has_figure))?;
        let points = &points[first..];
        let spec = self.spec(id, name, finding, points);
        let breaks = self.breaks_in(points).map(|b| self.break_view(b)).collect();
        let carried = spec.years.iter().any(|year| year.point.as_ref().is_some_and(|point| point.hollow));
        Some(ChartView { svg: trend(&spec), breaks, carried })
    }

    /// One of several small drawings beside each other. Those of the same years have the same axes.
    pub fn small_drawing(&self, id: &str, name: &str, finding: &str, points: &[Point<'_>]) -> String {
        let mut spec = self.spec(id, name, finding, points);
        // Both ends and the middle: there is no room for quarters.
        spec.ticks = spec.ticks.into_iter().step_by(2).collect();
        trend(&TrendChart { form: Form::Small, zone_row: String::new(), ..spec })
    }

    /// The changes of method inside some years.
    pub fn breaks_in<'a>(&'a self, points: &[Point<'_>]) -> impl Iterator<Item = &'a Break> + use<'a> {
        let first = points.first().map(|point| point.period.year);
        self.model.timeline.breaks.iter().filter(move |b| first.is_some_and(|first| b.after > first))
    }

    /// What a drawing of all of some years is told.
    fn spec(&self, id: &str, name: &str, finding: &str, points: &[Point<'_>]) -> TrendChart {
        let by_year: BTreeMap<i16, &Point<'_>> = points.iter().map(|p| (p.period.year.number(), p)).collect();
        let from = by_year.keys().next().copied().unwrap_or_default();
        let to = by_year.keys().next_back().copied().unwrap_or_default();
        let label = self.say("chart.break", &[]);
        let scale = self.scale(points);
        let slots = self.breaks_in(points).filter_map(|b| usize::try_from(b.after.number() - from - 1).ok());
        TrendChart {
            naming: Naming {
                id: id.to_owned(),
                title: self.say("chart.title", &[("name", Arg::Text(name)), ("finding", Arg::Text(finding))]),
                desc: self.description(points),
            },
            years: (from..=to).map(|year| self.slot(year, &by_year)).collect(),
            scale: (scale.0.position(), scale.1.position()),
            ticks: self.ticks(scale),
            breaks: slots.map(|after| ChartBreak { after, label: label.clone() }).collect(),
            zone_row: self.say("chart.zone_row", &[]),
            form: Form::Whole,
        }
    }

    fn slot(&self, year: i16, points: &BTreeMap<i16, &Point<'_>>) -> ChartYear {
        let point = points.get(&year).copied();
        let methodology = point.and_then(|p| p.period.methodology).map(|id| &self.model.methodologies[id.0]);
        let stated = point.and_then(|p| p.outcome).map(|outcome| &outcome.stated);
        let zone = stated.and_then(|s| s.zone);
        let score = stated.and_then(|s| s.score.known());
        ChartYear {
            label: year.to_string(),
            bands: methodology.map(|m| self.bands_of(m)).unwrap_or_default(),
            zone: zone.map(|zone| self.mark(zone)),
            point: score.map(|score| ChartPoint {
                value: score.position(),
                label: self.words.score(score),
                hollow: stated.is_some_and(|s| s.measured.is_some()),
                joined: is_joined(point, points.get(&(year - 1)).copied()),
            }),
            gap: (score.is_none() && zone.is_none()).then(|| self.gap(point)),
        }
    }

    /// How a zone looks in a drawing.
    pub fn mark(&self, zone: ZoneId) -> ZoneMark {
        let zone = self.model.site.zone(zone);
        ZoneMark { token: zone.token.to_string(), symbol: Symbol::from(&*zone.symbol) }
    }

    /// The bands of a method, for a drawing.
    pub fn bands_of(&self, methodology: &Methodology) -> Vec<ChartBand> {
        let band = |(n, band): (usize, &crate::model::methodology::Band)| ChartBand {
            from: band.from.position(),
            to: methodology.upper(n).position(),
            token: self.model.site.zone(band.zone).token.to_string(),
            label: self.text(&self.model.site.zone(band.zone).name),
            symbol: Symbol::from(&*self.model.site.zone(band.zone).symbol),
        };
        methodology.bands.iter().enumerate().map(band).collect()
    }

    /// Why a slot is empty, in a word or two.
    pub fn gap(&self, point: Option<&Point<'_>>) -> String {
        let stated = point.and_then(|p| p.outcome).map(|outcome| &outcome.stated);
        let whole = point.and_then(|p| self.model.assessment(p.period.year)).and_then(|a| a.absence.as_ref());
        let absence = stated.and_then(|s| s.absence.as_deref()).or(whole);
        let key = match (absence, stated) {
            (Some(absence), _) => absence.kind.name(),
            (None, Some(s)) if s.label.is_some() => "label",
            (None, Some(s)) if s.score == Figure::NotFound => "not-found",
            _ => "unknown",
        };
        self.say(&format!("chart.gap.{key}"), &[])
    }

    fn scale(&self, points: &[Point<'_>]) -> (Decimal, Decimal) {
        let editions = points.iter().filter_map(|p| p.period.methodology);
        let scales: Vec<Scale> = editions.map(|id| self.model.methodologies[id.0].scale).collect();
        let low = scales.iter().map(|scale| scale.min).min().unwrap_or(Decimal::new(0, 0));
        let high = scales.iter().map(|scale| scale.max).max().unwrap_or(Decimal::new(100, 0));
        (low, high)
    }

    /// Both ends of the axis and its quarters.
    fn ticks(&self, (low, high): (Decimal, Decimal)) -> Vec<ChartTick> {
        let (range, decimals) = high.minus(low).parts();
        let tick = |quarter: i64| {
            let value = low.plus(Decimal::new(range * quarter * 25, decimals + 2));
            let value = value.rounded(value.significant_decimals());
            ChartTick { value: value.position(), label: self.words.score(value) }
        };
        (0..=4).map(tick).collect()
    }

    /// First and last score, the last change, and where the table is.
    fn description(&self, points: &[Point<'_>]) -> String {
        let score = |p: &Point<'_>| {
            p.outcome.and_then(|outcome| outcome.stated.score.known()).map(|score| (p.period.year.to_string(), score))
        };
        let (first, last) = (points.iter().find_map(score), points.iter().rev().find(|p| score(p).is_some()));
        let (Some((first_year, first)), Some(point)) = (first, last) else { return self.say("chart.desc_zones", &[]) };
        let Some((last_year, last)) = score(point) else { return self.say("chart.desc_zones", &[]) };
        let ending = [("last", Arg::Exact(last)), ("last_year", Arg::Text(&last_year))];
        if first_year == last_year {
            return self.say("chart.desc_one", &ending);
        }
        let change = self.change(point.change).words;
        let start =
            [("first", Arg::Exact(first)), ("first_year", Arg::Text(&first_year)), ("change", Arg::Text(&change))];
        self.say("chart.desc", &[&ending[..], &start[..]].concat())
    }
}

/// A line joins the scores of two neighbouring years if both were measured then, by comparable methods.
fn is_joined(point: Option<&Point<'_>>, before: Option<&Point<'_>>) -> bool {
    let measured = |p: &Point<'_>| p.outcome.and_then(Outcome::measured_score).and(p.period.stretch);
    let (stretch, earlier) = (point.and_then(measured), before.and_then(measured));
    stretch.is_some() && stretch == earlier
}

#[cfg(test)]
mod tests {
    use super::is_joined;
    use crate::diag::{At, FileId};
    use crate::model::date::Year;
    use crate::model::number::Decimal;
    use crate::model::outcome::{Basis, Figure, Outcome, Statement};
    use crate::model::trend::{Change, Period, Point};

    fn outcome(score: Figure, measured: Option<i16>) -> Outcome {
        Outcome {
            stated: Statement { score, measured: measured.and_then(Year::new), ..Statement::default() },
            zone_basis: Basis::Printed,
            category_basis: Basis::Printed,
            award: None,
            particulars: None,
            sources: std::sync::Arc::default(),
            at: At::top(FileId(0)),
        }
    }

    fn point(outcome: &Outcome, stretch: usize) -> Point<'_> {
        let year = Year::new(2019).expect("a year");
        let period = Period { year, methodology: None, stretch: Some(stretch) };
        Point { period, outcome: Some(outcome), change: Change::First }
    }

    #[test]
    fn a_line_stays_inside_a_stretch_and_off_carried_scores() {
        let known = Figure::Known(Decimal::new(5432, 2));
        let (own, carried, unknown) =
            (outcome(known, None), outcome(known, Some(2017)), outcome(Figure::NotFound, None));
        assert!(is_joined(Some(&point(&own, 1)), Some(&point(&own, 1))));
        assert!(!is_joined(Some(&point(&own, 2)), Some(&point(&own, 1))), "across a break");
        assert!(!is_joined(Some(&point(&carried, 1)), Some(&point(&own, 1))), "to a score carried forward");
        assert!(!is_joined(Some(&point(&own, 1)), Some(&point(&carried, 1))), "from a score carried forward");
        assert!(!is_joined(Some(&point(&unknown, 1)), Some(&point(&unknown, 1))), "without scores");
        assert!(!is_joined(Some(&point(&own, 1)), None), "after a year without assessment");
    }
}
