//! What stays at the address of a text that was public and is so no longer: since when, and why if it was taken back.

use std::sync::Arc;

use serde::Serialize;

use super::Cx;
use super::site::{PageView, page};
use crate::model::release::TextKind;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "news.headline", args: &[] },
    Need { key: "texts.gone.article", args: &[] },
    Need { key: "ended.article", args: &[] },
    Need { key: "texts.gone.page", args: &[] },
];

/// `view` of `tombstone.html`.
#[derive(Debug, Clone, Serialize)]
pub struct TombstoneView {
    /// Whether it was an article, not a page of the site's own.
    pub is_article: bool,
    /// Whether its time was over, so nobody took it back.
    pub is_expired: bool,
    /// When it was taken back or its time was over, machine form.
    pub date: String,
    /// Why, if that was said.
    pub reason: Option<Arc<str>>,
    /// The language tag of these words, where it is not the page's.
    pub lang: Option<Arc<str>>,
    /// The list of articles.
    pub news: String,
    /// The front page.
    pub home: String,
}

/// A tombstone, by its place in the model.
pub fn view(cx: &Cx<'_>, job: &PageJob, n: usize) -> (PageView, TombstoneView) {
    let tombstone = &cx.model.tombstones[n];
    let is_article = tombstone.kind == TextKind::Article;
    let is_expired = tombstone.reason.is_none();
    let name = match (is_article, is_expired) {
        (true, true) => "ended.article",
        (true, false) => "texts.gone.article",
        (false, _) => "texts.gone.page",
    };
    let name = cx.say(name, &[]);
    let (section, way) = match is_article {
        true => ("news", vec![(Page::News, cx.say("news.headline", &[]))]),
        false => ("", Vec::new()),
    };
    let frame = page(cx, job, section, &way, &name);
    let translations = frame.translations.iter().cloned();
    let head = PageView {
        title: cx.title(&name),
        headline: name,
        noindex: true,
        canonical: String::new(),
        translations: translations.map(|other| super::site::Translation { is_alternate: false, ..other }).collect(),
        ..frame
    };
    let view = TombstoneView {
        is_article,
        is_expired,
        date: tombstone.date.machine(),
        reason: tombstone.reason.clone(),
        lang: cx.foreign(tombstone.lang),
        news: cx.link(Page::News),
        home: cx.link(Page::Home),
    };
    (head, view)
}
