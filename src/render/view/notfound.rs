//! What is shown for addresses that lead nowhere: one page for the whole site, so it speaks every language of it.

use std::sync::Arc;

use serde::Serialize;

use super::Cx;
use super::site::{PageView, page};
use crate::plan::{Page, PageJob};
use crate::render::words::Need;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "notfound.headline", args: &[] },
    Need { key: "notfound.text", args: &[] },
    Need { key: "notfound.home", args: &[] },
    Need { key: "notfound.regencies", args: &[] },
];

/// `view` of `notfound.html`.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundView {
    /// The same in every language, the default first.
    pub languages: Vec<LanguageView>,
}

/// The page in one language.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageView {
    /// Language tag.
    pub lang: Arc<str>,
    /// That there is no such page.
    pub headline: String,
    /// What may have happened and what to do.
    pub text: String,
    /// Words for the link to the front page.
    pub home_words: String,
    /// The front page.
    pub home: String,
    /// Words for the link to all bodies.
    pub regencies_words: String,
    /// All bodies.
    pub regencies: String,
}

/// The page for addresses that lead nowhere; `cx` is that of the page, `all` has one for each language in order.
pub fn view(cx: &Cx<'_>, job: &PageJob, all: &[Cx<'_>]) -> (PageView, NotFoundView) {
    let name = cx.say("notfound.headline", &[]);
    let head = PageView {
        title: cx.title(&name),
        headline: name.clone(),
        noindex: true,
        canonical: String::new(),
        breadcrumbs: Vec::new(),
        translations: Vec::new(),
        json_ld: Vec::new(),
        ..page(cx, job, "", &[], &name)
    };
    (head, NotFoundView { languages: all.iter().map(language).collect() })
}

fn language(cx: &Cx<'_>) -> LanguageView {
    LanguageView {
        lang: cx.model.site.languages[cx.lang.0].clone(),
        headline: cx.say("notfound.headline", &[]),
        text: cx.say("notfound.text", &[]),
        home_words: cx.say("notfound.home", &[]),
        home: cx.link(Page::Home),
        regencies_words: cx.say("notfound.regencies", &[]),
        regencies: cx.link(Page::Regencies),
    }
}
