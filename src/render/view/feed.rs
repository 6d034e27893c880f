//! Feeds: the newest articles, the newest corrections. One shape for both; templates write it as Atom, [`json()`] as JSON Feed.
//!
//! No clock plays a part: a feed is as new as its newest entry.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Cx;
use super::corrections::{ArticleCorrection, CorrectionView, of_articles};
use super::site::PartyView;
use crate::model::article::{Article, Tag};
use crate::model::date::PartialDate;
use crate::plan::{Feed, FeedForm, FeedJob, Page, address};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "feed.news", args: &[] },
    Need { key: "feed.corrections", args: &[] },
    Need { key: "feeds.title", args: &["feed", "site"] },
    Need { key: "feeds.about.news", args: &[] },
    Need { key: "feeds.about.corrections", args: &[] },
    Need { key: "feeds.entry.correction", args: &["who", "year", "what", "was", "now"] },
    Need { key: "feeds.entry.revision", args: &["who", "year", "what", "was", "now"] },
    Need { key: "feeds.entry.article", args: &["title"] },
    Need { key: "feeds.unit", args: &["unit", "body"] },
    Need { key: "corrections.field.score", args: &[] },
    Need { key: "corrections.field.zone", args: &[] },
    Need { key: "corrections.field.name", args: &[] },
    Need { key: "corrections.field.absence", args: &[] },
];

/// The most entries of a feed.
const MOST: usize = 30;

/// `view` of `feed.atom`.
#[derive(Debug, Clone, Serialize)]
pub struct FeedView {
    /// What it is known by for ever.
    pub id: String,
    /// Its title with that of the site.
    pub title: String,
    /// One sentence on it.
    pub description: String,
    /// Language tag.
    pub lang: Arc<str>,
    /// The newest moment of its entries; without any, of the site. With the offset of the site's time zone.
    pub updated: String,
    /// Its absolute address as Atom.
    pub atom: String,
    /// Its absolute address as JSON Feed.
    pub json: String,
    /// The absolute address of the page that shows the same.
    pub page: String,
    /// Who publishes; the site itself where it names nobody.
    pub author: PartyView,
    /// Under which licence.
    pub licence: Option<PartyView>,
    /// Newest first.
    pub entries: Vec<EntryView>,
}

/// An entry of a feed.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// What it is known by for ever.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The absolute address of what it tells of.
    pub url: String,
    /// Language tag, where that is not the feed's.
    pub lang: Option<Arc<str>>,
    /// When it was published, with the offset of the site's time zone.
    pub published: String,
    /// When it was changed last, with the offset of the site's time zone.
    pub updated: String,
    /// One or two sentences.
    pub summary: Option<Arc<str>>,
    /// All of it as markup with absolute links.
    pub html: String,
    /// Who wrote it.
    pub author: Option<Arc<str>>,
    /// Its topics.
    pub topics: Vec<FeedTopic>,
}

/// A topic.
#[derive(Debug, Clone, Serialize)]
pub struct FeedTopic {
    /// Its id.
    pub id: String,
    /// In words.
    pub name: Arc<str>,
}

/// What an entry tells of; its markup is made from it.
#[derive(Debug)]
pub enum Told {
    /// An article, by its place in the model.
    Article(usize),
    /// A correction of a result.
    Result(Box<CorrectionView>),
    /// A correction of an article.
    Text(ArticleCorrection),
}

/// An entry before it is written.
struct Entry {
    told: Told,
    /// Its path below the site's root.
    path: String,
    published: Timestamp,
    /// When it was changed or corrected last.
    updated: Timestamp,
}

/// A feed; `write` makes the markup of an entry that stands at an absolute address.
///
/// # Errors
/// The first fault of `write`.
pub fn view<E>(cx: &Cx<'_>, job: &FeedJob, write: impl Fn(&Told, &str) -> Result<String, E>) -> Result<FeedView, E> {
    let entries = match job.feed {
        Feed::News => news(cx),
        Feed::Corrections => corrections(cx),
    };
    let site = &cx.model.site;
    let newest = entries.iter().map(|entry| entry.updated).max();
    let name = cx.say(&format!("feed.{}", job.feed.name()), &[]);
    let title = cx.text(&site.title);
    let party = |party: &crate::model::site::Party| PartyView { name: cx.text(&party.name), url: party.url.clone() };
    Ok(FeedView {
        id: address::identity(cx.model, &job.file(FeedForm::Atom)),
        title: cx.say("feeds.title", &[("feed", Arg::Text(&name)), ("site", Arg::Text(&title))]),
        description: cx.say(&format!("feeds.about.{}", job.feed.name()), &[]),
        lang: site.languages[cx.lang.0].clone(),
        updated: cx.timestamp(newest.unwrap_or_else(|| site_updated(cx))),
        atom: address::absolute(cx.model, &job.file(FeedForm::Atom)),
        json: address::absolute(cx.model, &job.file(FeedForm::Json)),
        page: cx.url(page_of(job.feed)),
        author: site.publisher.as_ref().map(party).unwrap_or(PartyView { name: title, url: None }),
        licence: site.licence.as_ref().map(party),
        entries: entries.iter().map(|entry| entry_view(cx, entry, &write)).collect::<Result<_, E>>()?,
    })
}

/// The page that shows what a feed tells.
fn page_of(feed: Feed) -> Page {
    match feed {
        Feed::News => Page::News,
        Feed::Corrections => Page::Corrections,
    }
}

/// When the site last changed; of one that says of nothing when it was, the time before all.
fn site_updated(cx: &Cx<'_>) -> Timestamp {
    cx.model.updated().map_or(Timestamp::UNIX_EPOCH, |date| date.opens(&cx.model.site.time_zone))
}

/// The newest articles as readers of the language have them in their list.
fn news(cx: &Cx<'_>) -> Vec<Entry> {
    let zone = &cx.model.site.time_zone;
    let entry = |n: usize| {
        let article = &cx.model.articles[n];
        Some(Entry {
            told: Told::Article(n),
            path: cx.plan.page(Page::Article(n), article.page.lang)?.path.to_string(),
            published: article.opens(zone),
            updated: article.changed(zone).unwrap_or(article.opens(zone)),
        })
    };
    cx.model.listing(cx.lang).articles.iter().filter_map(|n| entry(*n)).take(MOST).collect()
}

/// The newest corrections, those of results before those of articles where both are of one moment.
fn corrections(cx: &Cx<'_>) -> Vec<Entry> {
    let Some(page) = cx.plan.page(Page::Corrections, cx.lang) else { return Vec::new() };
    let entry = |date: PartialDate, anchor: String, told: Told| {
        let moment = date.opens(&cx.model.site.time_zone);
        Entry { told, path: format!("{}#{anchor}", page.path), published: moment, updated: moment }
    };
    let results = cx.model.corrections.iter().map(|c| (c.date, cx.correction(c)));
    let mut list: Vec<Entry> =
        results.map(|(date, one)| entry(date, one.anchor.clone(), Told::Result(Box::new(one)))).take(MOST).collect();
    list.extend(of_articles(cx).into_iter().map(|(date, one)| entry(date, one.anchor.clone(), Told::Text(one))));
    list.sort_by_key(|entry| std::cmp::Reverse(entry.published));
    list.truncate(MOST);
    list
}

fn entry_view<E>(cx: &Cx<'_>, entry: &Entry, write: impl Fn(&Told, &str) -> Result<String, E>) -> Result<EntryView, E> {
    let url = address::absolute(cx.model, &entry.path);
    let article = match entry.told {
        Told::Article(n) => Some(&cx.model.articles[n]),
        _ => None,
    };
    let lang = article.filter(|a| a.page.lang != cx.lang).map(|a| cx.model.site.languages[a.page.lang.0].clone());
    let topics = |article: &Article| {
        let topic = |tag: &Tag| FeedTopic { id: tag.slug.to_string(), name: tag.name.clone() };
        article.tags.iter().map(topic).collect()
    };
    Ok(EntryView {
        id: address::identity(cx.model, &entry.path),
        title: title(cx, &entry.told),
        html: write(&entry.told, &url)?,
        url,
        lang,
        published: cx.timestamp(entry.published),
        updated: cx.timestamp(entry.updated),
        summary: article.and_then(|a| a.page.summary.clone()),
        author: article.and_then(|a| a.author.clone()),
        topics: article.map(topics).unwrap_or_default(),
    })
}

fn title(cx: &Cx<'_>, told: &Told) -> String {
    let correction = match told {
        Told::Article(n) => return cx.model.articles[*n].page.title.to_string(),
        Told::Text(one) => return cx.say("feeds.entry.article", &[("title", Arg::Text(&one.title))]),
        Told::Result(correction) => correction,
    };
    let body = &correction.regency.name;
    let who = match &correction.unit {
        Some(unit) => cx.say("feeds.unit", &[("unit", Arg::Text(unit)), ("body", Arg::Text(body))]),
        None => body.clone(),
    };
    let what = cx.say(&format!("corrections.field.{}", correction.field), &[]);
    let args = [
        ("who", Arg::Text(&who)),
        ("year", Arg::Text(&correction.year.year)),
        ("what", Arg::Text(&what)),
        ("was", Arg::Text(&correction.was)),
        ("now", Arg::Text(&correction.now)),
    ];
    cx.say(&format!("feeds.entry.{}", correction.kind), &args)
}

/// A feed as JSON Feed 1.1; what is not known is left out.
pub fn json(feed: &FeedView) -> Value {
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.page,
        "feed_url": feed.json,
        "language": feed.lang,
        "authors": [without_null(json!({"name": feed.author.name, "url": feed.author.url}))],
        "items": feed.entries.iter().map(item).collect::<Vec<Value>>(),
    })
}

fn item(entry: &EntryView) -> Value {
    let topics: Vec<&str> = entry.topics.iter().map(|topic| &*topic.name).collect();
    without_null(json!({
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "language": entry.lang,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": entry.author.as_ref().map(|name| json!([{"name": name}])),
        "tags": (!topics.is_empty()).then_some(topics),
    }))
}

/// An object without the keys that have no value.
pub fn without_null(value: Value) -> Value {
    match value {
        Value::Object(map) => map.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>().into(),
        other => other,
    }
}
