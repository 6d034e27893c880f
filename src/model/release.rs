//! The one release filter: what is not public yet, or no longer, leaves the model before anything is counted or drawn.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Model;
use super::assessment::Assessment;
use super::methodology::MethodologyId;

/// The moment of the build and what is shown besides what is public.
#[derive(Debug, Clone, Copy)]
pub struct Release {
    /// Now.
    pub now: Timestamp,
    /// Also drafts.
    pub drafts: Show,
    /// Also what is to come.
    pub future: Show,
    /// Also what has expired.
    pub expired: Show,
}

/// Whether a class of items is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// As the public sees it.
    #[default]
    No,
    /// For a preview.
    Yes,
}

impl Release {
    /// What the public sees at a moment.
    pub fn public(now: Timestamp) -> Self {
        Release { now, drafts: Show::No, future: Show::No, expired: Show::No }
    }

    /// Whether this is more than the public sees.
    pub fn is_preview(&self) -> bool {
        [self.drafts, self.future, self.expired].contains(&Show::Yes)
    }

    /// Whether something of this moment is shown.
    pub fn is_open(&self, opens: Option<Timestamp>) -> bool {
        self.future == Show::Yes || opens.is_none_or(|opens| opens <= self.now)
    }
}

/// The model without what may not be shown.
pub fn filter(mut model: Model, release: Release) -> Model {
    let zone = model.site.time_zone.clone();
    let (open, closed) = std::mem::take(&mut model.assessments)
        .into_iter()
        .partition(|a: &Assessment| release.is_open(a.released.map(|date| date.opens(&zone))));
    model.assessments = open;
    drop_unreleased_methods(&mut model, &closed);
    model.corrections.retain(|c| release.is_open(Some(c.date.opens(&zone))));
    let years: Vec<_> = model.assessments.iter().map(|a| a.year).collect();
    model.corrections.retain(|c| years.contains(&c.year));
    model
        .responses
        .retain(|r| years.contains(&r.year) && release.is_open(r.replied.or(r.invited).map(|date| date.opens(&zone))));
    model.articles.retain(|a| {
        let is_over = a.expires.is_some_and(|date| date.opens(&zone) <= release.now);
        (!a.page.draft || release.drafts == Show::Yes)
            && release.is_open(Some(a.opens(&zone)))
            && (!is_over || release.expired == Show::Yes)
    });
    for article in &mut model.articles {
        article.corrections.retain(|(date, _)| release.is_open(Some(date.opens(&zone))));
        article.updated = article.updated.filter(|date| release.is_open(Some(date.opens(&zone))));
    }
    model.articles.sort_by(|a, b| {
        b.opens(&zone).cmp(&a.opens(&zone)).then_with(|| (&a.page.slug, a.page.lang).cmp(&(&b.page.slug, b.page.lang)))
    });
    model.pages.retain(|page| !page.draft || release.drafts == Show::Yes);
    model
}

/// An edition of the method is public with the first year that uses it.
fn drop_unreleased_methods(model: &mut Model, closed: &[Assessment]) {
    let uses = |assessments: &[Assessment], id| assessments.iter().any(|a| a.methodology == Some(id));
    let all = std::mem::take(&mut model.methodologies).into_iter().enumerate();
    let mut places = BTreeMap::new();
    for (n, methodology) in all {
        let id = MethodologyId(n);
        if uses(&model.assessments, id) || !uses(closed, id) {
            places.insert(id, MethodologyId(model.methodologies.len()));
            model.methodologies.push(methodology);
        }
    }
    for assessment in &mut model.assessments {
        assessment.methodology = assessment.methodology.and_then(|id| places.get(&id).copied());
    }
}
