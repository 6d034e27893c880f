//! The list of articles, newest first; those of another language say so.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::Cx;
use super::site::{PageView, page};
use crate::model::article::Article;
use crate::model::text::Slug;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;

/// What this module says.
pub const NEEDS: &[Need] = &[Need { key: "news.headline", args: &[] }, Need { key: "news.description", args: &[] }];

/// `view` of the list of articles.
#[derive(Debug, Clone, Serialize)]
pub struct NewsView {
    /// The articles, newest first.
    pub items: Vec<NewsItem>,
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
    /// Its language tag, where that is not the page's.
    pub lang: Option<Arc<str>>,
    /// That language in its own words; empty where it is the page's.
    pub language: String,
}

/// The list of articles.
pub fn view(cx: &Cx<'_>, job: &PageJob) -> (PageView, NewsView) {
    let name = cx.say("news.headline", &[]);
    let head = PageView {
        title: cx.title(&name),
        headline: name.clone(),
        description: cx.say("news.description", &[]),
        ..page(cx, job, "news", &[], &name)
    };
    (head, NewsView { items: items(cx) })
}

/// All articles for readers of a language, as the list shows them.
pub fn items(cx: &Cx<'_>) -> Vec<NewsItem> {
    listed(cx).into_iter().map(|n| item(cx, n, &cx.model.articles[n])).collect()
}

/// All articles for readers of a language, by their place in the model: a text that has a translation is there once,
/// in the readers' language if it can be.
pub fn listed(cx: &Cx<'_>) -> Vec<usize> {
    let articles = &cx.model.articles;
    let own: BTreeSet<&Slug> = articles.iter().filter(|a| a.page.lang == cx.lang).map(|a| &a.page.key).collect();
    let mut seen: BTreeSet<&Slug> = BTreeSet::new();
    let mut list = Vec::new();
    for (n, article) in articles.iter().enumerate() {
        let is_own = article.page.lang == cx.lang;
        if is_own || (!own.contains(&article.page.key) && seen.insert(&article.page.key)) {
            list.push(n);
        }
    }
    list
}

fn item(cx: &Cx<'_>, n: usize, article: &Article) -> NewsItem {
    let lang = &cx.model.site.languages[article.page.lang.0];
    let is_own = article.page.lang == cx.lang;
    NewsItem {
        title: article.page.title.clone(),
        address: cx.link(Page::Article(n)),
        date: article.date.machine(),
        place: article.place.clone(),
        summary: article.page.summary.clone(),
        lang: (!is_own).then(|| lang.clone()),
        language: if is_own { String::new() } else { cx.say(&format!("language.{lang}"), &[]) },
    }
}
