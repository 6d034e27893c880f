//! A page of the site's own: its title and its text; and what any page with an editor's text shows around it.

use std::sync::Arc;

use serde::Serialize;

use super::Cx;
use super::media::{AttachmentView, ImageView};
use super::site::{PageView, page};
use crate::model::article;
use crate::plan::{Page, PageJob};
use crate::render::markdown::{Heading, Prose};

/// With fewer headings a text has no table of contents.
const CONTENTS: usize = 4;

/// `view` of `text.html`: a page of the site's own.
#[derive(Debug, Clone, Serialize)]
pub struct TextView {
    /// The text as safe markup.
    pub body: String,
    /// Its headings; empty when there are few.
    pub contents: Vec<HeadingView>,
    /// The text's own page, when this one only stands in for a translation that is not there.
    pub original: Option<OriginalView>,
    /// The picture above it.
    pub image: Option<ImageView>,
    /// What can be fetched with it.
    pub attachments: Vec<AttachmentView>,
}

/// A heading of a text.
#[derive(Debug, Clone, Serialize)]
pub struct HeadingView {
    /// Its id on the page.
    pub id: String,
    /// Its words.
    pub text: String,
    /// 2 to 6.
    pub level: u8,
}

/// The page of a text in its own language.
#[derive(Debug, Clone, Serialize)]
pub struct OriginalView {
    /// The tag of its language.
    pub lang: Arc<str>,
    /// That language as it stands in a sentence of the page's: the theme's `texts.language.<tag>`, or else what it calls itself.
    pub language: String,
    /// Its page.
    pub address: String,
}

/// A page of the site's own, by its place in the model.
pub fn view(cx: &Cx<'_>, job: &PageJob, n: usize, prose: &Prose) -> (PageView, TextView) {
    let text = &cx.model.pages[n];
    let head = PageView {
        title: cx.title(&text.title),
        headline: text.title.to_string(),
        description: text.summary.as_deref().unwrap_or_default().to_owned(),
        image: cx.image(text.gallery()),
        ..page(cx, job, &text.key.to_string(), &[], &text.title)
    };
    let view = TextView {
        body: prose.html.clone(),
        contents: contents(&prose.headings),
        original: original(cx, Page::Text(n), text),
        image: head.image.clone(),
        attachments: cx.attachments(text.gallery()),
    };
    (head, view)
}

/// The table of contents of a text.
pub fn contents(headings: &[Heading]) -> Vec<HeadingView> {
    let view =
        |heading: &Heading| HeadingView { id: heading.id.clone(), text: heading.text.clone(), level: heading.level };
    match headings.len() < CONTENTS {
        true => Vec::new(),
        false => headings.iter().map(view).collect(),
    }
}

/// The page of a text in its own language, where that is not the reader's.
pub fn original(cx: &Cx<'_>, page: Page, text: &article::Page) -> Option<OriginalView> {
    let lang = cx.foreign(text.lang)?;
    let own = Cx { lang: text.lang, ..*cx };
    let keys = [format!("texts.language.{lang}"), format!("language.{lang}")];
    let language = keys.iter().find(|key| cx.words.has(key)).map_or_else(|| lang.to_string(), |key| cx.say(key, &[]));
    Some(OriginalView { language, lang, address: own.link(page) })
}
