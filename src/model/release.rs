//! The one release filter: what is not public yet, or no longer, leaves the model before anything is counted or drawn.

use jiff::Timestamp;

use super::assessment::Assessment;
use super::{Model, hidden};

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

/// For whom a site is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    Public,
    /// Those who may see what is not public yet: a preview.
    Editors,
}

impl Release {
    /// What the public sees at a moment.
    pub fn public(now: Timestamp) -> Self {
        Release { now, drafts: Show::No, future: Show::No, expired: Show::No }
    }

    /// For whom this is.
    pub fn audience(&self) -> Audience {
        let is_more = [self.drafts, self.future, self.expired].contains(&Show::Yes);
        if is_more { Audience::Editors } else { Audience::Public }
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
    hidden::drop_unused(model, &closed)
}
