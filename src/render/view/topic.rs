//! The articles of a topic, newest first.

use serde::Serialize;

use super::Cx;
use super::news::{NewsItem, items, listed};
use super::parts::{PartsView, articles, parts};
use super::site::PageView;
use crate::model::listing::TopicId;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "texts.topic.headline", args: &["topic"] },
    Need { key: "texts.topic.description", args: &["topic"] },
];

/// `view` of `topic.html`.
#[derive(Debug, Clone, Serialize)]
pub struct TopicPageView {
    /// The articles of this part, newest first.
    pub items: Vec<NewsItem>,
    /// The other parts.
    pub parts: PartsView,
    /// The list of all articles.
    pub news: String,
}

/// The part of a topic's articles, from 1.
pub fn view(cx: &Cx<'_>, job: &PageJob, id: TopicId, part: usize) -> (PageView, TopicPageView) {
    let topic = [("topic", Arg::Text(&cx.model.topics[id.0].name))];
    let name = cx.say("texts.topic.headline", &topic);
    let all = cx.model.listing(cx.lang).topics.get(&id).map(Vec::as_slice).unwrap_or_default();
    let head = PageView { description: cx.say("texts.topic.description", &topic), ..listed(cx, job, &name, part) };
    let to = |number| if number == 1 { Page::Topic(id) } else { Page::TopicPart(id, number) };
    let view = TopicPageView {
        items: items(cx, articles(all, part)),
        parts: parts(cx, all.len(), part, to),
        news: cx.link(Page::News),
    };
    (head, view)
}
