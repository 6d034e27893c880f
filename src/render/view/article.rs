//! An article, with the figures of the bodies it names drawn from the data.

use std::sync::Arc;

use serde::Serialize;

use super::media::{AttachmentView, ImageView};
use super::result::{ChangeView, ResultView};
use super::site::{PageView, page};
use super::year::YearLink;
use super::{Cx, RegencyLink};
use crate::model::article::Article;
use crate::model::outcome::Outcome;
use crate::model::regency::RegencyId;
use crate::model::trend::Point;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;

/// What this module says.
pub const NEEDS: &[Need] = &[Need { key: "news.headline", args: &[] }];

/// How many results are shown that were known when an article was published.
const KNOWN: usize = 2;

/// `view` of an article.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView {
    /// The text as safe markup.
    pub body: String,
    /// Its date, machine form.
    pub date: String,
    /// When it was changed, machine form.
    pub updated: Option<String>,
    /// Where it was written.
    pub place: Option<Arc<str>>,
    /// Who wrote it.
    pub author: Option<Arc<str>>,
    /// One or two sentences.
    pub summary: Option<Arc<str>>,
    /// Its topics in words.
    pub topics: Vec<String>,
    /// What was corrected in it, newest first.
    pub corrections: Vec<NoticeView>,
    /// Figures of the bodies it is about.
    pub figures: Vec<FiguresView>,
    /// The picture above it.
    pub image: Option<ImageView>,
    /// What can be fetched with it.
    pub attachments: Vec<AttachmentView>,
    /// The list of articles.
    pub news: String,
    /// The log of corrections.
    pub log: String,
}

/// A notice of a correction.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeView {
    /// Its date, machine form.
    pub date: String,
    /// What was corrected.
    pub text: Arc<str>,
}

/// Figures of a body.
#[derive(Debug, Clone, Serialize)]
pub struct FiguresView {
    /// The body.
    pub regency: RegencyLink,
    /// The last results before the article and the newest one, in order.
    pub rows: Vec<FigureView>,
}

/// A result of a body.
#[derive(Debug, Clone, Serialize)]
pub struct FigureView {
    /// The year.
    pub year: YearLink,
    /// The result.
    pub result: ResultView,
    /// The change in points, or why there is none.
    pub change: ChangeView,
}

/// An article, by its place in the model; `body` is safe markup.
pub fn view(cx: &Cx<'_>, job: &PageJob, n: usize, body: String) -> (PageView, ArticleView) {
    let article = &cx.model.articles[n];
    let text = &article.page;
    let way = [(Page::News, cx.say("news.headline", &[]))];
    let head = PageView {
        title: cx.title(&text.title),
        headline: text.title.to_string(),
        description: text.summary.as_deref().unwrap_or_default().to_owned(),
        og_type: "article".to_owned(),
        ..page(cx, job, "news", &way, &text.title)
    };
    let head = PageView { json_ld: Some(json_ld(cx, article, &head.canonical)), ..head };
    let notice = |(date, text): &(crate::model::date::PartialDate, Arc<str>)| NoticeView {
        date: date.machine(),
        text: text.clone(),
    };
    let view = ArticleView {
        body,
        date: article.date.machine(),
        updated: article.updated.map(|date| date.machine()),
        place: article.place.clone(),
        author: article.author.clone(),
        summary: text.summary.clone(),
        topics: article.tags.iter().map(|(name, _)| name.to_string()).collect(),
        corrections: article.corrections.iter().map(notice).collect(),
        figures: article.regencies.iter().filter_map(|id| figures(cx, article, *id)).collect(),
        image: text.gallery.image.as_ref().and_then(|image| cx.image(image)),
        attachments: text.gallery.attachments.iter().filter_map(|attachment| cx.attachment(attachment)).collect(),
        news: cx.link(Page::News),
        log: cx.link(Page::Corrections),
    };
    (head, view)
}

fn figures(cx: &Cx<'_>, article: &Article, id: RegencyId) -> Option<FiguresView> {
    let stated = |point: &Point<'_>| point.outcome.is_some_and(says_something);
    let points: Vec<Point<'_>> = cx.model.trend(id).into_iter().filter(stated).collect();
    let day = article.date.last_day();
    let is_known = |point: &&Point<'_>| {
        let released = cx.model.assessment(point.period.year).and_then(|a| a.released);
        released.map_or(point.period.year.number() < day.year(), |date| date.last_day() <= day)
    };
    let known = points.iter().rev().filter(is_known).take(KNOWN);
    let newest = points.last();
    let mut shown: Vec<&Point<'_>> = newest.into_iter().chain(known).collect();
    shown.sort_by_key(|point| point.period.year);
    shown.dedup_by_key(|point| point.period.year);
    let rows: Vec<FigureView> = shown.into_iter().filter_map(|point| figure(cx, point)).collect();
    (!rows.is_empty()).then(|| FiguresView { regency: cx.regency(id), rows })
}

fn says_something(outcome: &Outcome) -> bool {
    let stated = &outcome.stated;
    stated.score.known().is_some() || stated.zone.is_some() || stated.label.is_some() || stated.category.is_some()
}

fn figure(cx: &Cx<'_>, point: &Point<'_>) -> Option<FigureView> {
    let assessment = cx.model.assessment(point.period.year)?;
    Some(FigureView {
        year: cx.year(point.period.year),
        result: cx.result(point.outcome?, assessment),
        change: cx.change(point.change),
    })
}

/// A schema.org `NewsArticle`; fields that nothing is known of are left out.
fn json_ld(cx: &Cx<'_>, article: &Article, url: &str) -> serde_json::Value {
    let text = &article.page;
    let mut object = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": text.title,
        "inLanguage": cx.model.site.languages[text.lang.0],
        "datePublished": article.date.last_day().to_string(),
        "mainEntityOfPage": url,
    });
    if let Some(updated) = article.updated {
        object["dateModified"] = updated.last_day().to_string().into();
    }
    if let Some(summary) = &text.summary {
        object["description"] = (**summary).into();
    }
    if let Some(author) = &article.author {
        object["author"] = serde_json::json!({"@type": "Person", "name": author});
    }
    if let Some(publisher) = &cx.model.site.publisher {
        let name = cx.text(&publisher.name);
        object["publisher"] = serde_json::json!({"@type": "Organization", "name": name, "url": publisher.url});
    }
    object
}
