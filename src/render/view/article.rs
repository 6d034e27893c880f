//! An article, with the figures of the bodies it names drawn from the data.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::corrections::{CorrectionView, of_bodies};
use super::media::{AttachmentView, ImageView};
use super::news::{NewsItem, TopicLink, items, topics};
use super::result::{ChangeView, ResultView};
use super::site::{PageView, page};
use super::text::{HeadingView, OriginalView, contents, original};
use super::year::YearLink;
use super::{Cx, RegencyLink, graph};
use crate::model::article::{Article, Tag};
use crate::model::correction::{Correction, Field, Subject};
use crate::model::number::Decimal;
use crate::model::outcome::Outcome;
use crate::model::regency::RegencyId;
use crate::model::trend::Point;
use crate::plan::{Page, PageJob};
use crate::render::figures::Figure;
use crate::render::markdown::Prose;
use crate::render::words::Need;

/// What this module says.
pub const NEEDS: &[Need] = &[Need { key: "news.headline", args: &[] }];

/// How many results are shown that were known when an article was published.
const KNOWN: usize = 2;

/// How many related articles are shown.
const RELATED: usize = 4;
/// Among how many of each body and topic they are looked for.
const NEAR: usize = 50;

/// `view` of `article.html` and `feed-article.html`.
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
    /// Its topics.
    pub topics: Vec<TopicLink>,
    /// Its headings; empty when there are few.
    pub contents: Vec<HeadingView>,
    /// The article's own page, when this one only stands in for a translation that is not there.
    pub original: Option<OriginalView>,
    /// What was corrected in it, newest first.
    pub corrections: Vec<NoticeView>,
    /// Corrections of results that the text quotes as they were before, newest first.
    pub quoted: Vec<CorrectionView>,
    /// Figures of the bodies it is about.
    pub figures: Vec<FiguresView>,
    /// Other articles of the same bodies or topics, newest first.
    pub related: Vec<NewsItem>,
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

/// An article, by its place in the model.
pub fn view(cx: &Cx<'_>, job: &PageJob, n: usize, prose: &Prose) -> (PageView, ArticleView) {
    let article = &cx.model.articles[n];
    let text = &article.page;
    let way = [(Page::News, cx.say("news.headline", &[]))];
    // A photo of the matter says more than a card, and one above an article is wide enough; data for search engines
    // names only that.
    let own = cx.image(text.gallery());
    let head = PageView {
        title: cx.title(&text.title),
        headline: text.title.to_string(),
        description: text.summary.as_deref().unwrap_or_default().to_owned(),
        og_type: "article".to_owned(),
        image: own.clone(),
        published: Some(cx.moment(article.date)),
        modified: article.changed(&cx.model.site.time_zone).map(|moment| cx.timestamp(moment)),
        ..page(cx, job, "news", &way, &text.title)
    };
    let data = (text.lang == cx.lang).then(|| graph::article(cx, article, &head));
    let head = PageView {
        json_ld: head.json_ld.into_iter().chain(data).collect(),
        image: head.image.or_else(|| cx.card(job.page, &text.title)),
        ..head
    };
    let notice = |(date, text): &(crate::model::date::PartialDate, Arc<str>)| NoticeView {
        date: date.machine(),
        text: text.clone(),
    };
    let view = ArticleView {
        body: prose.html.clone(),
        contents: contents(&prose.headings),
        original: original(cx, Page::Article(n), text),
        date: article.date.machine(),
        updated: article.updated.map(|date| date.machine()),
        place: article.place.clone(),
        author: article.author.clone(),
        summary: text.summary.clone(),
        topics: topics(cx, article),
        corrections: article.corrections.iter().map(notice).collect(),
        quoted: quoted(cx, article, &prose.figures),
        figures: article.regencies.iter().filter_map(|id| figures(cx, article, *id)).collect(),
        related: items(cx, &related(cx, article)),
        image: own,
        attachments: cx.attachments(text.gallery()),
        news: cx.link(Page::News),
        log: cx.link(Page::Corrections),
    };
    (head, view)
}

/// Corrections after the article's date of figures that its text still says.
fn quoted(cx: &Cx<'_>, article: &Article, said: &[Figure]) -> Vec<CorrectionView> {
    let zone = &cx.model.site.time_zone;
    let is_said = |correction: &&Correction| {
        let was = Decimal::parse(&correction.was).ok().filter(|_| correction.field == Field::Score);
        let is_later = correction.date.opens(zone) >= article.updated.unwrap_or(article.date).opens(zone);
        is_later && was.is_some_and(|was| said.iter().any(|figure| figure.number.value == was))
    };
    of_bodies(cx.model, &article.regencies)
        .into_iter()
        .filter(is_said)
        .map(|correction| cx.correction(correction))
        .collect()
}

/// Of the newest articles about each of its bodies and topics those that share most of them with this one, those of its
/// language first; newest first.
fn related(cx: &Cx<'_>, article: &Article) -> Vec<usize> {
    let all = &cx.model.articles;
    let listing = cx.model.listing(cx.lang);
    let of_topic = |tag: &Tag| cx.model.topic(&tag.slug).and_then(|id| listing.topics.get(&id));
    let same_bodies = article.regencies.iter().flat_map(|id| listing.about(*id).iter().take(NEAR));
    let same_topics = article.tags.iter().filter_map(of_topic).flat_map(|of| of.iter().take(NEAR));
    let others: BTreeSet<usize> = same_bodies.chain(same_topics).copied().collect();
    let shared = |other: &Article| {
        let bodies = other.regencies.iter().filter(|id| article.regencies.contains(id)).count();
        let is_shared = |tag: &&Tag| article.tags.iter().any(|own| own.slug == tag.slug);
        bodies + other.tags.iter().filter(is_shared).count()
    };
    let counted = others.into_iter().map(|n| (n, all[n].page.lang != article.page.lang, shared(&all[n])));
    let mut near: Vec<(usize, bool, usize)> =
        counted.filter(|(n, _, shared)| *shared > 0 && all[*n].page.key != article.page.key).collect();
    near.sort_by_key(|(n, is_foreign, shared)| (*is_foreign, Reverse(*shared), *n));
    let mut shown: Vec<usize> = near.into_iter().take(RELATED).map(|(n, ..)| n).collect();
    shown.sort_unstable();
    shown
}

/// The newest figure of a body that was known when an article was published.
pub(super) fn known_figure(cx: &Cx<'_>, article: &Article, id: RegencyId) -> Option<FigureView> {
    let points = stated(cx, id);
    figure(cx, id, points.iter().rev().find(|point| is_known(cx, article, point))?)
}

/// The years of a body that say something of it.
fn stated<'a>(cx: &Cx<'a>, id: RegencyId) -> Vec<Point<'a>> {
    cx.model.trend(id).into_iter().filter(|point| point.outcome.is_some_and(says_something)).collect()
}

/// Whether a year's results were public when an article was published.
fn is_known(cx: &Cx<'_>, article: &Article, point: &Point<'_>) -> bool {
    let day = article.date.last_day();
    let released = cx.model.assessment(point.period.year).and_then(|a| a.released);
    released.map_or(point.period.year.number() < day.year(), |date| date.last_day() <= day)
}

fn figures(cx: &Cx<'_>, article: &Article, id: RegencyId) -> Option<FiguresView> {
    let points = stated(cx, id);
    let known = points.iter().rev().filter(|point| is_known(cx, article, point)).take(KNOWN);
    let newest = points.last();
    let mut shown: Vec<&Point<'_>> = newest.into_iter().chain(known).collect();
    shown.sort_by_key(|point| point.period.year);
    shown.dedup_by_key(|point| point.period.year);
    let rows: Vec<FigureView> = shown.into_iter().filter_map(|point| figure(cx, id, point)).collect();
    (!rows.is_empty()).then(|| FiguresView { regency: cx.regency(id), rows })
}

fn says_something(outcome: &Outcome) -> bool {
    let stated = &outcome.stated;
    stated.score.known().is_some() || stated.zone.is_some() || stated.label.is_some() || stated.category.is_some()
}

fn figure(cx: &Cx<'_>, id: RegencyId, point: &Point<'_>) -> Option<FigureView> {
    let assessment = cx.model.assessment(point.period.year)?;
    Some(FigureView {
        year: cx.year(point.period.year),
        result: cx.result_of(Subject::Regency(id), point.outcome?, assessment),
        change: cx.change(point.change),
    })
}
