//! Bodies, service units and methods that only unreleased years and articles use are not public either: they leave the model,
//! and those that stay are numbered anew.

use std::collections::BTreeSet;

use super::Model;
use super::article::Article;
use super::assessment::Assessment;
use super::correction::Subject;
use super::methodology::MethodologyId;
use super::regency::{RegencyId, UnitId};

/// What is not released.
#[derive(Debug, Clone, Copy)]
pub struct Closed<'a> {
    /// Years.
    pub assessments: &'a [Assessment],
    /// Articles.
    pub articles: &'a [Article],
}

/// Drops what only `closed` years and articles use.
pub fn drop_unused(mut model: Model, Closed { assessments: closed, articles }: Closed<'_>) -> Model {
    let (mut used, mut unreleased) = (bodies(&model, &model.assessments), bodies(&model, closed));
    unreleased.extend(articles.iter().flat_map(|article| &article.regencies));
    used.extend(model.articles.iter().flat_map(|article| &article.regencies));
    let parents = used.iter().filter_map(|id| model.regencies[id.0].parent).collect::<Vec<_>>();
    used.extend(parents);
    let regencies =
        Places::of(model.regencies.len(), |n| used.contains(&RegencyId(n)) || !unreleased.contains(&RegencyId(n)));
    let (open_units, closed_units) = (units(&model.assessments), units(closed));
    let units = Places::of(model.units.len(), |n| {
        let is_public = open_units.contains(&UnitId(n)) || !closed_units.contains(&UnitId(n));
        is_public && regencies.place(model.units[n].regency.0).is_some()
    });
    let uses = |assessments: &[Assessment], n| assessments.iter().any(|a| a.methodology == Some(MethodologyId(n)));
    let methodologies = Places::of(model.methodologies.len(), |n| uses(&model.assessments, n) || !uses(closed, n));

    units.keep(&mut model.units);
    regencies.keep(&mut model.regencies);
    methodologies.keep(&mut model.methodologies);
    let body = |id: RegencyId| regencies.place(id.0).map(RegencyId);
    let unit = |id: UnitId| units.place(id.0).map(UnitId);
    for regency in &mut model.regencies {
        regency.parent = regency.parent.and_then(body);
        regency.successors = regency.successors.iter().copied().filter_map(body).collect();
    }
    for own in &mut model.units {
        own.regency = body(own.regency).expect("a unit stays only with its body");
    }
    for assessment in &mut model.assessments {
        assessment.methodology = assessment.methodology.and_then(|id| methodologies.place(id.0)).map(MethodologyId);
        let results = std::mem::take(&mut assessment.results);
        assessment.results = results.into_iter().filter_map(|(id, outcome)| Some((body(id)?, outcome))).collect();
        let outcomes = std::mem::take(&mut assessment.units);
        assessment.units = outcomes.into_iter().filter_map(|(id, outcome)| Some((unit(id)?, outcome))).collect();
        let products = std::mem::take(&mut assessment.products);
        assessment.products = products.into_iter().filter_map(|(id, list)| Some((unit(id)?, list))).collect();
    }
    for article in &mut model.articles {
        article.regencies = article.regencies.iter().copied().filter_map(body).collect();
    }
    model.responses.retain_mut(|own| body(own.regency).map(|id| own.regency = id).is_some());
    model.corrections.retain_mut(|own| {
        let subject = match own.subject {
            Subject::Regency(id) => body(id).map(Subject::Regency),
            Subject::Unit(id) => unit(id).map(Subject::Unit),
        };
        subject.map(|subject| own.subject = subject).is_some()
    });
    model
}

fn units(assessments: &[Assessment]) -> BTreeSet<UnitId> {
    assessments.iter().flat_map(|a| a.units.keys().copied()).collect()
}

/// The bodies that have a result, of their own or of a unit.
fn bodies(model: &Model, assessments: &[Assessment]) -> BTreeSet<RegencyId> {
    let own = assessments.iter().flat_map(|a| a.results.keys().copied());
    let of_units = units(assessments).into_iter().map(|id| model.units[id.0].regency);
    own.chain(of_units).collect()
}

/// Where the items of a list that stay go; `None` for those that leave.
struct Places(Vec<Option<usize>>);

impl Places {
    fn of(length: usize, stays: impl Fn(usize) -> bool) -> Self {
        let mut next = 0;
        let place = |n| {
            let place = stays(n).then_some(next);
            next += usize::from(place.is_some());
            place
        };
        Places((0..length).map(place).collect())
    }

    fn place(&self, n: usize) -> Option<usize> {
        self.0.get(n).copied().flatten()
    }

    fn keep<T>(&self, list: &mut Vec<T>) {
        let mut places = self.0.iter();
        list.retain(|_| places.next().is_some_and(Option::is_some));
    }
}
