//! What is known of the bodies an article names: every figure that its text may say.

use std::sync::Arc;

use super::number::{Number, Sign};
use crate::model::Model;
use crate::model::assessment::Assessment;
use crate::model::correction::{Correction, Field, Subject};
use crate::model::date::Year;
use crate::model::number::Decimal;
use crate::model::outcome::Outcome;
use crate::model::regency::RegencyId;
use crate::model::trend::{Change, Point, trend};
use crate::render::view::Cx;
use crate::render::view::corrections::of_bodies;

/// A published figure.
#[derive(Debug, Clone)]
pub struct Truth {
    /// The figure.
    pub value: Decimal,
    /// Of which year.
    pub year: Year,
    /// Of which body or service unit, in the text's language.
    pub who: Arc<str>,
}

/// A figure that was right until a correction.
#[derive(Debug, Clone)]
pub struct Old<'a> {
    /// The figure.
    pub value: Decimal,
    /// What stands in its place now.
    pub now: Decimal,
    /// What kind of figure it is.
    pub kind: Kind,
    /// The correction.
    pub correction: &'a Correction,
    /// Of which body or service unit, in the text's language.
    pub who: String,
}

/// A published figure, or one that was computed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The score itself.
    Score,
    /// A change or a difference.
    Difference,
}

/// All figures of the bodies of an article.
#[derive(Debug, Default)]
pub struct Known<'a> {
    /// Scores and claims.
    results: Vec<Truth>,
    /// What follows from them or stands beside them: changes, differences, zone limits, weights, parts of a score.
    others: Vec<Decimal>,
    /// What was right before a correction, newest first.
    old: Vec<Old<'a>>,
}

impl<'a> Known<'a> {
    /// Of some bodies alone. Most figures of an article are theirs, and they are quickly gathered.
    pub fn of_bodies(cx: &Cx<'a>, bodies: &[RegencyId]) -> Self {
        let mut known = Known::default();
        for id in bodies {
            known.body(cx, *id);
        }
        known.beside(cx.model, bodies);
        known
    }

    /// Of some bodies, their service units and products.
    pub fn of(cx: &Cx<'a>, bodies: &[RegencyId]) -> Self {
        let mut known = Known::default();
        for id in bodies {
            known.body(cx, *id);
            known.units(cx, *id);
        }
        known.beside(cx.model, bodies);
        for correction in of_bodies(cx.model, bodies).into_iter().filter(|c| c.field == Field::Score) {
            known.corrected(cx, correction, bodies);
        }
        known
    }

    /// Whether all that a text says of a figure is known; more that is known makes it no less right.
    pub fn confirms(&self, number: &Number) -> bool {
        let is_of = |truth: &Truth| number.year.is_none_or(|said| truth.year == said);
        number.sign == Sign::Own && (self.is_also(number.value) || self.results(number.value).any(is_of))
    }

    /// Whether a text may say a figure.
    pub fn has(&self, value: Decimal) -> bool {
        self.is_also(value) || self.results(value).next().is_some()
    }

    /// Whether it is a change, a limit or another figure that belongs to no single year.
    pub fn is_also(&self, value: Decimal) -> bool {
        self.others.contains(&value)
    }

    /// The results of this value.
    pub fn results(&self, value: Decimal) -> impl Iterator<Item = &Truth> {
        self.results.iter().filter(move |truth| truth.value == value)
    }

    /// The result a wrong figure is most likely meant to be: one slip of the hand away, that of the year said first.
    pub fn meant(&self, number: &Number) -> Option<&Truth> {
        let near = self.results.iter().filter(|truth| is_slip(number.value, truth.value));
        near.min_by_key(|truth| number.year != Some(truth.year))
    }

    /// What a figure was before a correction.
    pub fn old(&self, value: Decimal) -> Option<&Old<'a>> {
        self.old.iter().find(|old| old.value == value)
    }

    fn body(&mut self, cx: &Cx<'a>, id: RegencyId) {
        let name: Arc<str> = cx.text(&cx.model.regencies[id.0].name).into();
        self.points(&cx.model.trend(id), &name);
    }

    fn units(&mut self, cx: &Cx<'a>, id: RegencyId) {
        let model = cx.model;
        let name = cx.text(&model.regencies[id.0].name);
        for &unit in model.units_of(id) {
            let description = &model.units[unit.0];
            let of = |year| model.assessment(year).and_then(|a| a.units.get(&unit));
            let name: Arc<str> = format!("{}, {name}", cx.text(&description.name)).into();
            self.points(&trend(&model.timeline, &model.methodologies, of), &name);
            for assessment in &model.assessments {
                for product in assessment.products_of(unit) {
                    let who: Arc<str> = format!("{}, {name}", cx.text(&product.name)).into();
                    self.outcome(&product.outcome, assessment.year, &who);
                }
            }
        }
    }

    /// The score before a correction, and what it was compared with then.
    fn corrected(&mut self, cx: &Cx<'a>, correction: &'a Correction, bodies: &[RegencyId]) {
        let model = cx.model;
        let (Ok(was), Some(assessment)) = (Decimal::parse(&correction.was), model.assessment(correction.year)) else {
            return;
        };
        let outcome = |year| model.assessment(year)?.outcome(correction.subject);
        let Some(now) = outcome(correction.year).and_then(|outcome| outcome.stated.score.known()) else { return };
        let who = match correction.subject {
            Subject::Regency(id) => cx.text(&model.regencies[id.0].name),
            Subject::Unit(id) => cx.text(&model.units[id.0].name),
        };
        let points = trend(&model.timeline, &model.methodologies, outcome);
        let near = neighbours(&points, correction.year);
        let others = bodies.iter().filter_map(|id| assessment.results.get(id)?.stated.score.known());
        let against: Vec<Decimal> = near.into_iter().chain(others).chain(limits(model, assessment)).collect();
        let told = |value, now, kind| Old { value, now, kind, correction, who: who.clone() };
        self.old.push(told(was, now, Kind::Score));
        let differences = against.iter().filter(|other| **other != now);
        self.old
            .extend(differences.map(|other| told(was.minus(*other).abs(), now.minus(*other).abs(), Kind::Difference)));
    }

    fn points(&mut self, points: &[Point<'_>], who: &Arc<str>) {
        for point in points {
            if let Some(outcome) = point.outcome {
                self.outcome(outcome, point.period.year, who);
            }
            if let Change::By { points, .. } = point.change {
                self.others.push(points.abs());
            }
        }
    }

    fn outcome(&mut self, outcome: &Outcome, year: Year, who: &Arc<str>) {
        let claims = outcome.claims().iter().map(|claim| &claim.stated);
        for statement in std::iter::once(&outcome.stated).chain(claims) {
            let Some(value) = statement.score.known() else { continue };
            // A score carried forward is a figure of the year it was measured and of the year it was listed again.
            let years = std::iter::once(year).chain(statement.measured);
            self.results.extend(years.map(|year| Truth { value, year, who: who.clone() }));
        }
        self.others.extend(outcome.dimensions().iter().map(|(_, value)| *value));
    }

    /// What follows from the results of bodies, or holds for all.
    fn beside(&mut self, model: &Model, bodies: &[RegencyId]) {
        self.differences(model, bodies);
        self.methods(model);
    }

    /// Between two of the bodies in one year, and between a score and its year's limits.
    fn differences(&mut self, model: &Model, bodies: &[RegencyId]) {
        for assessment in &model.assessments {
            let scores = bodies.iter().filter_map(|id| assessment.results.get(id)?.stated.score.known());
            let scores: Vec<Decimal> = scores.collect();
            let limits: Vec<Decimal> = limits(model, assessment).collect();
            let pairs = scores.iter().flat_map(|a| scores.iter().chain(&limits).map(move |b| a.minus(*b).abs()));
            self.others.extend(pairs);
        }
    }

    /// Limits and weights of every edition.
    fn methods(&mut self, model: &Model) {
        for method in &model.methodologies {
            self.others.extend([method.scale.min, method.scale.max]);
            self.others.extend(method.bands.iter().map(|band| band.from));
            self.others.extend(method.dimensions.iter().filter_map(|dimension| dimension.weight));
        }
    }
}

/// Where the zones of a year begin.
fn limits<'m>(model: &'m Model, assessment: &Assessment) -> impl Iterator<Item = Decimal> + use<'m> {
    let method = model.methodology(assessment);
    method.into_iter().flat_map(|m| m.bands.iter().map(|band| band.from).filter(|from| *from > m.scale.min))
}

/// The scores before and after a year that it may be compared with.
fn neighbours(points: &[Point<'_>], year: Year) -> Vec<Decimal> {
    let Some(n) = points.iter().position(|point| point.period.year == year) else { return Vec::new() };
    let stretch = points[n].period.stretch;
    let score = |point: &Point<'_>| point.outcome.and_then(Outcome::measured_score);
    let own = |point: &&Point<'_>| point.period.stretch == stretch && score(point).is_some();
    let before = points[..n].iter().rev().find(own).and_then(score);
    let after = points[n + 1..].iter().find(own).and_then(score);
    before.into_iter().chain(after).collect()
}

/// Whether two figures differ by one digit that is wrong, missing or too many, or by two that changed places.
fn is_slip(a: Decimal, b: Decimal) -> bool {
    let digits = |value: Decimal| value.rounded(2).parts().0.to_string().into_bytes();
    let (a, b) = (digits(a), digits(b));
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    match (a, b) {
        ([p, q], [r, s]) => p == s && q == r,
        (a, b) => a.len() <= 1 && b.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_the_hand_is_near() {
        let near = |a, b| is_slip(Decimal::parse(a).expect("a"), Decimal::parse(b).expect("b"));
        for (a, b) in
            [("54.23", "54.32"), ("54.3", "54.32"), ("44.32", "54.32"), ("5.43", "54.32"), ("154.32", "54.32")]
        {
            assert!(near(a, b), "{a} {b}");
        }
        for (a, b) in [("55.42", "54.32"), ("45.23", "54.32"), ("12.00", "54.32")] {
            assert!(!near(a, b), "{a} {b}");
        }
    }
}
