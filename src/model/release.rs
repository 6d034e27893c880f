//! The one release filter: what is not public yet, or no longer, leaves the model before anything is counted or drawn.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::address::Alias;
use super::article::{Article, Page};
use super::assessment::Assessment;
use super::date::PartialDate;
use super::text::{Lang, Slug};
use super::{Model, hidden};
use crate::diag::At;

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

/// Which folder a text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// News.
    Article,
    /// The site's own pages.
    Page,
}

/// What stays at the address of a text that was public and is so no longer: nothing of the text itself.
#[derive(Debug, Clone)]
pub struct Tombstone {
    /// What stood there.
    pub kind: TextKind,
    /// The last part of its address.
    pub slug: Slug,
    /// What its translations share.
    pub key: Slug,
    /// The language it was written in.
    pub lang: Lang,
    /// When it expired or was withdrawn.
    pub date: PartialDate,
    /// Why it was withdrawn, in its language; `None` when it expired.
    pub reason: Option<Arc<str>>,
    /// Addresses it had before.
    pub aliases: Vec<Alias>,
    /// Where its front matter stands.
    pub at: At,
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
    let unreleased = texts(&mut model, release);
    for article in &mut model.articles {
        article.corrections.retain(|(date, _)| release.is_open(Some(date.opens(&zone))));
        article.updated = article.updated.filter(|date| release.is_open(Some(date.opens(&zone))));
    }
    model.articles.sort_by(|a, b| {
        b.opens(&zone).cmp(&a.opens(&zone)).then_with(|| (&a.page.slug, a.page.lang).cmp(&(&b.page.slug, b.page.lang)))
    });
    hidden::drop_unused(model, hidden::Closed { assessments: &closed, articles: &unreleased })
}

/// Leaves tombstones and the texts that are shown in the model; gives the articles that are not yet released.
fn texts(model: &mut Model, release: Release) -> Vec<Article> {
    let zone = model.site.time_zone.clone();
    let of = |article: &Article| {
        let dates = Dates { opens: Some(article.date), expires: article.expires };
        standing(&article.page, dates, &zone, release)
    };
    let (mut unreleased, mut tombstones) = (Vec::new(), Vec::new());
    // In place: most of a million articles are shown.
    for article in model.articles.extract_if(.., |article| !matches!(of(article), Standing::Shown)) {
        match of(&article) {
            Standing::Gone(date) => tombstones.push(tombstone(TextKind::Article, article.page, date, (&zone, release))),
            Standing::Hidden | Standing::Shown => unreleased.push(article),
        }
    }
    let of = |page: &Page| standing(page, Dates { opens: None, expires: None }, &zone, release);
    for page in model.pages.extract_if(.., |page| !matches!(of(page), Standing::Shown)) {
        if let Standing::Gone(date) = of(&page) {
            tombstones.push(tombstone(TextKind::Page, page, date, (&zone, release)));
        }
    }
    model.tombstones = tombstones;
    unreleased
}

/// How public a text is.
enum Standing {
    /// Its text is shown.
    Shown,
    /// It was never public, or not yet.
    Hidden,
    /// It was public until this date.
    Gone(PartialDate),
}

#[derive(Clone, Copy)]
struct Dates {
    /// `None` for a text that is public from the start.
    opens: Option<PartialDate>,
    expires: Option<PartialDate>,
}

fn standing(page: &Page, dates: Dates, zone: &TimeZone, release: Release) -> Standing {
    let opens = dates.opens.map(|date| date.opens(zone));
    if (page.draft && release.drafts == Show::No) || !release.is_open(opens) {
        return Standing::Hidden;
    }
    let ends = [dates.expires, page.withdrawn.as_ref().map(|withdrawn| withdrawn.date)];
    let over = ends.into_iter().flatten().filter(|date| date.opens(zone) <= release.now);
    match over.min_by_key(|date| date.opens(zone)) {
        None => Standing::Shown,
        Some(_) if release.expired == Show::Yes => Standing::Shown,
        // A text that ended before it opened was never public: with it, even its address stays unknown.
        Some(end) => {
            let was_public = opens.is_none_or(|opens| opens <= release.now && opens < end.opens(zone));
            if was_public && !page.draft { Standing::Gone(end) } else { Standing::Hidden }
        }
    }
}

fn tombstone(kind: TextKind, page: Page, date: PartialDate, (zone, release): (&TimeZone, Release)) -> Tombstone {
    let withdrawn = page.withdrawn.filter(|withdrawn| withdrawn.date.opens(zone) <= release.now);
    // Who takes back a text whose time was over says something new.
    let date = withdrawn.as_ref().map_or(date, |withdrawn| withdrawn.date);
    Tombstone {
        kind,
        slug: page.slug,
        key: page.key,
        lang: page.lang,
        date,
        reason: withdrawn.map(|withdrawn| withdrawn.reason),
        aliases: page.aliases,
        at: page.at,
    }
}
