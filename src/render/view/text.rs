//! A page of the site's own: its title and its text.

use serde::Serialize;

use super::Cx;
use super::media::{AttachmentView, ImageView};
use super::site::{PageView, page};
use crate::plan::PageJob;

/// `view` of a page of the site's own.
#[derive(Debug, Clone, Serialize)]
pub struct TextView {
    /// The text as safe markup.
    pub body: String,
    /// The picture above it.
    pub image: Option<ImageView>,
    /// What can be fetched with it.
    pub attachments: Vec<AttachmentView>,
}

/// A page of the site's own, by its place in the model; `body` is safe markup.
pub fn view(cx: &Cx<'_>, job: &PageJob, n: usize, body: String) -> (PageView, TextView) {
    let text = &cx.model.pages[n];
    let head = PageView {
        title: cx.title(&text.title),
        headline: text.title.to_string(),
        description: text.summary.as_deref().unwrap_or_default().to_owned(),
        ..page(cx, job, &text.key.to_string(), &[], &text.title)
    };
    let view = TextView {
        body,
        image: text.gallery.image.as_ref().and_then(|image| cx.image(image)),
        attachments: text.gallery.attachments.iter().filter_map(|attachment| cx.attachment(attachment)).collect(),
    };
    (head, view)
}
