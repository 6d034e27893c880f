//! What is to come: what becomes public and when, what is withdrawn, what is still a draft.
//! For editors only, from the model before its release filter; nothing of it is in [`Model`] after the filter.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Model;
use super::correction::Subject;
use super::date::PartialDate;
use super::release::{Release, Show};
use crate::diag::At;

/// Something that is not public now, or will not stay so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    /// When; `None` for a draft, which waits for its editor.
    pub moment: Option<Timestamp>,
    /// What happens.
    pub event: Event,
    /// Of what: a year, a body and its values, a title.
    pub what: String,
    /// Where it is written.
    pub at: At,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A year's results become public.
    Results,
    /// A correction takes effect.
    Correction,
    /// An article becomes public.
    Article,
    /// The reply of a body becomes public.
    Reply,
    /// An article is no longer shown: its time is over.
    Expiry,
    /// A text is taken back.
    Withdrawal,
    /// A text is marked as a draft.
    Draft,
}

impl Event {
    /// The word in JSON and in the catalogue of words.
    pub fn name(self) -> &'static str {
        match self {
            Event::Results => "results",
            Event::Correction => "correction",
            Event::Article => "article",
            Event::Reply => "reply",
            Event::Expiry => "expiry",
            Event::Withdrawal => "withdrawal",
            Event::Draft => "draft",
        }
    }
}

/// What waits for its moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scheduled {
    /// How many results, corrections, articles and replies become public.
    pub items: usize,
    /// When the site changes by itself: also when something ends.
    pub moments: BTreeSet<Timestamp>,
}

impl Scheduled {
    /// Of all that is written; nothing when all of it is shown anyway.
    pub(super) fn of(model: &Model, release: Release) -> Self {
        if release.future == Show::Yes {
            return Scheduled::default();
        }
        let list = upcoming(model, release.now);
        let becomes_public = |item: &&Upcoming| !matches!(item.event, Event::Expiry | Event::Withdrawal | Event::Draft);
        let items = list.iter().filter(becomes_public).count();
        Scheduled { items, moments: list.iter().filter_map(|item| item.moment).collect() }
    }
}

/// By moment; drafts last.
pub(super) fn upcoming(model: &Model, now: Timestamp) -> Vec<Upcoming> {
    let mut list = results(model);
    list.extend(corrections(model));
    list.extend(replies(model));
    list.extend(texts(model));
    list.retain(|item| item.moment.is_none_or(|moment| moment > now));
    list.sort_by(|a, b| {
        let key = |item: &Upcoming| (item.moment.is_none(), item.moment, item.event, item.at);
        key(a).cmp(&key(b)).then_with(|| a.what.cmp(&b.what))
    });
    list
}

fn results(model: &Model) -> Vec<Upcoming> {
    let dated = model.assessments.iter().filter_map(|a| Some((a, a.released?)));
    dated
        .map(|(a, released)| Upcoming {
            moment: Some(released.opens(&model.site.time_zone)),
            event: Event::Results,
            what: a.year.to_string(),
            at: a.at,
        })
        .collect()
}

fn corrections(model: &Model) -> Vec<Upcoming> {
    let of = |subject| match subject {
        Subject::Regency(id) => &model.regencies[id.0].id,
        Subject::Unit(id) => &model.units[id.0].id,
    };
    let one = |c: &super::Correction| Upcoming {
        moment: Some(c.date.opens(&model.site.time_zone)),
        event: Event::Correction,
        what: format!("{} {}: {} → {}", of(c.subject), c.year, c.was, c.now),
        at: c.at,
    };
    model.corrections.iter().map(one).collect()
}

fn replies(model: &Model) -> Vec<Upcoming> {
    let dated = model.responses.iter().filter_map(|reply| Some((reply, reply.replied.or(reply.invited)?)));
    let one = |(reply, date): (&super::Response, PartialDate)| Upcoming {
        moment: Some(date.opens(&model.site.time_zone)),
        event: Event::Reply,
        what: format!("{} {}", model.regencies[reply.regency.0].id, reply.year),
        at: reply.at,
    };
    dated.map(one).collect()
}

fn texts(model: &Model) -> Vec<Upcoming> {
    let zone = &model.site.time_zone;
    let mut list = Vec::new();
    let mut put = |date: Option<PartialDate>, event, what: &str, at| {
        list.push(Upcoming { moment: date.map(|date| date.opens(zone)), event, what: what.to_owned(), at });
    };
    for article in &model.articles {
        let page = &article.page;
        if page.draft {
            continue;
        }
        put(Some(article.date), Event::Article, &page.title, page.at);
        if let Some(expires) = article.expires {
            put(Some(expires), Event::Expiry, &page.title, page.at);
        }
        for (date, what) in &article.corrections {
            put(Some(*date), Event::Correction, &format!("{}: {what}", page.title), page.at);
        }
    }
    let pages = || model.articles.iter().map(|article| &article.page).chain(&model.pages);
    for page in pages() {
        match &page.withdrawn {
            _ if page.draft => put(None, Event::Draft, &page.title, page.at),
            Some(withdrawn) => put(Some(withdrawn.date), Event::Withdrawal, &page.title, page.at),
            None => {}
        }
    }
    list
}
