//! The log of corrections, newest first: results and articles, each with its old and new value at a place of its own,
//! and the replies of those concerned.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::Serialize;

use super::site::{PageView, page};
use super::year::YearLink;
use super::{Cx, RegencyLink};
use crate::model::Model;
use crate::model::article::Article;
use crate::model::correction::{Correction, CorrectionKind, Field, Response, Subject};
use crate::model::date::{PartialDate, Year};
use crate::model::number::Decimal;
use crate::model::regency::RegencyId;
use crate::plan::long::{log_year, log_years};
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "corrections.headline", args: &[] },
    Need { key: "corrections.description", args: &[] },
    Need { key: "long.log", args: &["year"] },
];

/// `view` of `corrections.html`.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionsView {
    /// The year, where the log has a page for each and this is one.
    pub year: Option<String>,
    /// The years that have a page of their own, newest first; none when all stands here.
    pub years: Vec<LogYear>,
    /// Corrections of results, newest first; where the years have pages, only the newest on the page of all.
    pub results: Vec<CorrectionView>,
    /// Corrections of articles, newest first.
    pub articles: Vec<ArticleCorrection>,
    /// What bodies said about their results, or that they were asked, newest first.
    pub replies: Vec<ReplyLink>,
}

/// A year of the log.
#[derive(Debug, Clone, Serialize)]
pub struct LogYear {
    /// The year.
    pub year: String,
    /// Its page.
    pub address: String,
    /// How many entries it has.
    pub count: usize,
}

/// A correction of a result.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionView {
    /// Its place on the page of all corrections.
    pub anchor: String,
    /// The link to that place.
    pub address: String,
    /// When it took effect, machine form.
    pub date: String,
    /// `correction` or `revision`; the theme's words are `corrections.kind.<kind>`.
    pub kind: &'static str,
    /// Whose result.
    pub regency: RegencyLink,
    /// The service unit, where it is one's.
    pub unit: Option<String>,
    /// The year whose result changed.
    pub year: YearLink,
    /// `score`, `zone`, `name` or `absence`; the theme's words are `corrections.field.<field>`.
    pub field: &'static str,
    /// The value before, in the page's language.
    pub was: String,
    /// The value since, in the page's language.
    pub now: String,
    /// Who asked for it, without a full stop at the end.
    pub requested_by: Option<String>,
    /// Why, without a full stop at the end: the theme joins both to sentences.
    pub reason: Option<String>,
}

/// A correction of an article.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleCorrection {
    /// Its place on the page of all corrections.
    pub anchor: String,
    /// The link to that place.
    pub log: String,
    /// When, machine form.
    pub date: String,
    /// The article's title.
    pub title: Arc<str>,
    /// The article's page.
    pub address: String,
    /// What was corrected.
    pub text: Arc<str>,
    /// The language tag of both, where that is not the page's.
    pub lang: Option<Arc<str>>,
}

/// A reply and where it stands.
#[derive(Debug, Clone, Serialize)]
pub struct ReplyLink {
    /// Whose.
    pub regency: RegencyLink,
    /// On which year's result.
    pub year: String,
    /// Its place on that body's page.
    pub address: String,
    /// When the body was asked, machine form.
    pub invited: Option<String>,
    /// When it answered, machine form.
    pub replied: Option<String>,
}

/// The log of corrections, or of one year of it.
pub fn view(cx: &Cx<'_>, job: &PageJob, year: Option<i16>) -> (PageView, CorrectionsView) {
    let all = cx.say("corrections.headline", &[]);
    let year = year.map(|year| (year, year.to_string()));
    let (way, name) = match &year {
        None => (vec![], all),
        Some((_, year)) => (vec![(Page::Corrections, all)], cx.say("long.log", &[("year", Arg::Text(year))])),
    };
    let head = PageView {
        title: cx.title(&name),
        headline: name.clone(),
        description: cx.say("corrections.description", &[]),
        ..page(cx, job, "corrections", &way, &name)
    };
    let years = log_years(cx.model);
    let shown = Shown { year: year.as_ref().map(|(year, _)| *year), is_whole: years.is_empty() };
    let link = |(year, count): (i16, usize)| LogYear {
        year: year.to_string(),
        address: cx.link(Page::CorrectionsOf(year)),
        count,
    };
    let results = shown.of(cx.model.corrections.iter().map(|c| (c.date, c)), NEWEST);
    let view = CorrectionsView {
        years: years.into_iter().rev().map(link).collect(),
        results: results.map(|(_, correction)| cx.correction(correction)).collect(),
        articles: shown.of(of_articles(cx).into_iter(), NEWEST / 3).map(|(_, correction)| correction).collect(),
        replies: replies(cx, &shown),
        year: year.map(|(_, year)| year),
    };
    (head, view)
}

/// How many corrections of results the page of all shows where the years have pages; feeds have fewer.
const NEWEST: usize = 60;

/// What of the log a page shows.
struct Shown {
    year: Option<i16>,
    is_whole: bool,
}

impl Shown {
    /// Of entries, newest first, those of the year, or the newest, or all.
    fn of<T>(
        &self,
        all: impl Iterator<Item = (PartialDate, T)>,
        newest: usize,
    ) -> impl Iterator<Item = (PartialDate, T)> {
        let most = if self.is_whole || self.year.is_some() { usize::MAX } else { newest };
        all.filter(|(date, _)| self.year.is_none_or(|year| log_year(*date) == year)).take(most)
    }
}

impl Cx<'_> {
    /// A correction as readers see it.
    pub fn correction(&self, correction: &Correction) -> CorrectionView {
        let (regency, unit) = match correction.subject {
            Subject::Regency(id) => (id, None),
            Subject::Unit(id) => {
                let unit = &self.model.units[id.0];
                (unit.regency, Some(self.text(&unit.name)))
            }
        };
        let anchor = anchor(self.model, correction);
        CorrectionView {
            address: format!("{}#{anchor}", self.link(self.log_of(correction.date))),
            anchor,
            date: correction.date.machine(),
            kind: match correction.kind {
                CorrectionKind::Correction => "correction",
                CorrectionKind::Revision => "revision",
            },
            regency: self.regency(regency),
            unit,
            year: self.year(correction.year),
            field: correction.field.name(),
            was: value(self, correction, &correction.was),
            now: value(self, correction, &correction.now),
            requested_by: self.optional(correction.requested_by.as_ref()).map(open_end),
            reason: self.optional(correction.reason.as_ref()).map(open_end),
        }
    }
}

impl Cx<'_> {
    /// The page of the log that keeps an entry of a date.
    fn log_of(&self, date: PartialDate) -> Page {
        let year = Page::CorrectionsOf(log_year(date));
        if self.plan.page(year, self.lang).is_some() { year } else { Page::Corrections }
    }

    /// The corrections of one result, newest first.
    pub fn corrections_of(&self, year: Year, subject: Subject) -> Vec<CorrectionView> {
        let all = self.model.corrections_of(subject.regency(self.model));
        let own = all.filter(|c| c.year == year && c.subject == subject);
        own.map(|correction| self.correction(correction)).collect()
    }
}

/// A text without its last full stop; three of them stay.
fn open_end(text: String) -> String {
    match text.trim_end().strip_suffix('.') {
        Some(open) if !open.ends_with('.') => open.to_owned(),
        _ => text,
    }
}

/// The corrections of some bodies' own results and of their units', each once, in the order of the log.
pub fn of_bodies<'m>(model: &'m Model, bodies: &[RegencyId]) -> Vec<&'m Correction> {
    let mut list: Vec<&Correction> = bodies.iter().flat_map(|id| model.corrections_of(*id)).collect();
    if bodies.len() > 1 {
        list.sort_by_key(|correction| model.place(correction));
        list.dedup_by_key(|correction| correction.at);
    }
    list
}

/// A value as readers know it: scores in the language's form, zones by their word.
fn value(cx: &Cx<'_>, correction: &Correction, written: &str) -> String {
    let own = match correction.field {
        Field::Score => Decimal::parse(written).ok().map(|score| {
            let assessment = cx.model.assessment(correction.year);
            let methodology = assessment.and_then(|a| cx.model.methodology(a));
            let decimals = methodology.map_or(0, |m| m.scale.decimals).max(score.significant_decimals());
            cx.words.score(score.rounded(decimals))
        }),
        Field::Zone => {
            let zone = cx.model.site.zones.iter().find(|zone| zone.id.as_str() == written);
            zone.map(|zone| cx.text(&zone.name))
        }
        Field::Name | Field::Absence => None,
    };
    own.unwrap_or_else(|| written.to_owned())
}

/// Corrections of articles with their dates, newest first.
pub fn of_articles(cx: &Cx<'_>) -> Vec<(PartialDate, ArticleCorrection)> {
    let all = cx.model.articles.iter().enumerate();
    let mut list: Vec<(PartialDate, ArticleCorrection)> = all
        .flat_map(|(n, article)| (0..article.corrections.len()).map(move |k| of_article(cx, n, article, k)))
        .collect();
    list.sort_by_key(|(date, _)| Reverse(date.opens(&cx.model.site.time_zone)));
    list
}

fn of_article(cx: &Cx<'_>, n: usize, article: &Article, k: usize) -> (PartialDate, ArticleCorrection) {
    let (date, text) = &article.corrections[k];
    let (day, lang) = (date.last_day(), &cx.model.site.languages[article.page.lang.0]);
    let before = article.corrections[k + 1..].iter().filter(|(date, _)| date.last_day() == day).count();
    let anchor = numbered(format!("a-{lang}-{day}-{}", article.page.slug), before);
    let correction = ArticleCorrection {
        log: format!("{}#{anchor}", cx.link(cx.log_of(*date))),
        anchor,
        date: date.machine(),
        title: article.page.title.clone(),
        address: cx.link(Page::Article(n)),
        text: text.clone(),
        lang: (article.page.lang != cx.lang).then(|| lang.clone()),
    };
    (*date, correction)
}

/// Where a correction stands in the log. It follows from what is corrected and the day alone; of several on one day
/// the first keeps the plain name, so that a later one changes no address.
fn anchor(model: &Model, correction: &Correction) -> String {
    let (level, id) = match correction.subject {
        Subject::Regency(id) => ("r", &model.regencies[id.0].id),
        Subject::Unit(id) => ("u", &model.units[id.0].id),
    };
    let name = format!("{level}-{}-{id}-{}-{}", correction.date.last_day(), correction.year, correction.field.name());
    numbered(name, model.repeats(correction))
}

fn numbered(name: String, before: usize) -> String {
    if before == 0 { name } else { format!("{name}-{}", before + 1) }
}

/// What bodies said, newest first; those that were asked and have not answered are among them.
fn replies(cx: &Cx<'_>, shown: &Shown) -> Vec<ReplyLink> {
    let zone = &cx.model.site.time_zone;
    let mut list: Vec<&Response> = cx.model.responses.iter().collect();
    let said = |r: &Response| r.replied.or(r.invited);
    list.sort_by_key(|r| Reverse(said(r).map(|date| date.opens(zone))));
    // Who was asked without a date stands on the page of all.
    let (dated, undated): (Vec<_>, Vec<_>) = list.into_iter().partition(|r| said(r).is_some());
    let dated = dated.into_iter().filter_map(|r| Some((said(r)?, r)));
    let undated = undated.into_iter().filter(|_| shown.year.is_none());
    let link = |response: &Response| {
        let regency = cx.regency(response.regency);
        ReplyLink {
            address: format!("{}#{}", regency.address, reply_anchor(cx.model, response)),
            regency,
            year: response.year.to_string(),
            invited: response.invited.map(|date| date.machine()),
            replied: response.replied.map(|date| date.machine()),
        }
    };
    shown.of(dated, NEWEST / 2).map(|(_, reply)| reply).chain(undated).map(link).collect()
}

/// Where a reply stands on the page of its body.
pub fn reply_anchor(model: &Model, response: &Response) -> String {
    let before = model.responses_of(response.regency).take_while(|r| !std::ptr::eq(*r, response));
    let same = |r: &&Response| (r.regency, r.year) == (response.regency, response.year);
    numbered(format!("reply-{}", response.year), before.filter(same).count())
}
