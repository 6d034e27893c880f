//! What is to come: what becomes public and when, what is withdrawn, what is still a draft.
//! For editors only, from the model before its release filter; nothing of it is in [`Model`] after the filter.

use jiff::Timestamp;

use super::Model;
use super::correction::Subject;
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
    /// An article is withdrawn.
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
            Event::Withdrawal => "withdrawal",
            Event::Draft => "draft",
        }
    }
}

/// By moment; drafts last.
pub(super) fn upcoming(model: &Model, now: Timestamp) -> Vec<Upcoming> {
    let mut list = results(model);
    list.extend(corrections(model));
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

fn texts(model: &Model) -> Vec<Upcoming> {
    let zone = &model.site.time_zone;
    let mut list = Vec::new();
    for article in &model.articles {
        let page = &article.page;
        let mut put =
            |moment, event, what: &str| list.push(Upcoming { moment, event, what: what.to_owned(), at: page.at });
        if page.draft {
            put(None, Event::Draft, &page.title);
            continue;
        }
        put(Some(article.opens(zone)), Event::Article, &page.title);
        if let Some(expires) = article.expires {
            put(Some(expires.opens(zone)), Event::Withdrawal, &page.title);
        }
        for (date, what) in &article.corrections {
            put(Some(date.opens(zone)), Event::Correction, &format!("{}: {what}", page.title));
        }
    }
    let drafts = model.pages.iter().filter(|page| page.draft);
    list.extend(drafts.map(|page| Upcoming {
        moment: None,
        event: Event::Draft,
        what: page.title.to_string(),
        at: page.at,
    }));
    list
}
