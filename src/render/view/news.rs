//! The list of articles, newest first; those of another language say so.

use std::sync::Arc;

use serde::Serialize;

use super::Cx;
use super::parts::{PartsView, articles, parts};
use super::site::{PageView, page};
use crate::model::article::Article;
use crate::model::listing::TopicId;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "news.headline", args: &[] },
    Need { key: "news.description", args: &[] },
    Need { key: "texts.part", args: &["name", "part"] },
];

/// How many topics the list of articles names.
const TOPICS: usize = 30;

/// `view` of `news.html`.
#[derive(Debug, Clone, Serialize)]
pub struct NewsView {
    /// The articles of this part, newest first.
    pub items: Vec<NewsItem>,
    /// The other parts.
    pub parts: PartsView,
    /// Topics, those of most articles first.
    pub topics: Vec<TopicView>,
}

/// A topic in a list.
#[derive(Debug, Clone, Serialize)]
pub struct TopicView {
    /// The topic.
    pub topic: TopicLink,
    /// How many articles it has.
    pub count: usize,
}

/// A topic with its page.
#[derive(Debug, Clone, Serialize)]
pub struct TopicLink {
    /// Its name.
    pub name: Arc<str>,
    /// Its page.
    pub address: String,
}

/// An article in a list.
#[derive(Debug, Clone, Serialize)]
pub struct NewsItem {
    /// Its title.
    pub title: Arc<str>,
    /// Its page.
    pub address: String,
    /// Its date, machine form.
    pub date: String,
    /// Where it was written.
    pub place: Option<Arc<str>>,
    /// One or two sentences.
    pub summary: Option<Arc<str>>,
    /// Its topics.
    pub topics: Vec<TopicLink>,
    /// Its language tag, where that is not the page's.
    pub lang: Option<Arc<str>>,
    /// That language in its own words; empty where it is the page's.
    pub language: String,
}

/// The part of the list of articles, from 1.
pub fn view(cx: &Cx<'_>, job: &PageJob, part: usize) -> (PageView, NewsView) {
    let name = cx.say("news.headline", &[]);
    let all = &cx.model.listing(cx.lang).articles;
    let shown = articles(all, part);
    let head = listed(cx, job, &name, part);
    let head = PageView { description: cx.say("news.description", &[]), ..head };
    let to = |number| if number == 1 { Page::News } else { Page::NewsPart(number) };
    let view = NewsView { items: items(cx, shown), parts: parts(cx, all.len(), part, to), topics: counted_topics(cx) };
    (head, view)
}

/// The head of a part of a list: from the second on its number is in its name.
pub fn listed(cx: &Cx<'_>, job: &PageJob, name: &str, part: usize) -> PageView {
    let said = [("name", Arg::Text(name)), ("part", Arg::count(part))];
    let long = if part == 1 { name.to_owned() } else { cx.say("texts.part", &said) };
    let way = match job.page {
        Page::News | Page::NewsPart(_) => Vec::new(),
        _ => vec![(Page::News, cx.say("news.headline", &[]))],
    };
    PageView { title: cx.title(&long), headline: long.clone(), ..page(cx, job, "news", &way, &long) }
}

/// The topics that readers of the page's language find, those of most articles first.
fn counted_topics(cx: &Cx<'_>) -> Vec<TopicView> {
    let mut all: Vec<(&TopicId, usize)> =
        cx.model.listing(cx.lang).topics.iter().map(|(id, articles)| (id, articles.len())).collect();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    all.into_iter().take(TOPICS).map(|(id, count)| TopicView { topic: cx.topic(*id), count }).collect()
}

/// The newest articles for readers of the page's language.
pub fn latest(cx: &Cx<'_>, count: usize) -> Vec<NewsItem> {
    let all = &cx.model.listing(cx.lang).articles;
    items(cx, &all[..all.len().min(count)])
}

/// Articles in a list.
pub fn items(cx: &Cx<'_>, articles: &[usize]) -> Vec<NewsItem> {
    articles.iter().map(|n| item(cx, *n)).collect()
}

fn item(cx: &Cx<'_>, n: usize) -> NewsItem {
    let article = &cx.model.articles[n];
    let lang = cx.foreign(article.page.lang);
    let language = lang.as_ref().map(|lang| cx.say(&format!("language.{lang}"), &[]));
    NewsItem {
        title: article.page.title.clone(),
        address: cx.link(Page::Article(n)),
        date: article.date.machine(),
        place: article.place.clone(),
        summary: article.page.summary.clone(),
        topics: topics(cx, article),
        language: language.unwrap_or_default(),
        lang,
    }
}

/// The topics of an article.
pub fn topics(cx: &Cx<'_>, article: &Article) -> Vec<TopicLink> {
    article.tags.iter().filter_map(|tag| cx.model.topic(&tag.slug)).map(|id| cx.topic(id)).collect()
}

impl Cx<'_> {
    /// A topic with its address.
    pub fn topic(&self, id: TopicId) -> TopicLink {
        TopicLink { name: self.model.topics[id.0].name.clone(), address: self.link(Page::Topic(id)) }
    }
}
