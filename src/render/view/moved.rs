//! An address that leads on: to the address that a text has now, or to its translation.

use serde::Serialize;

use super::Cx;
use super::site::{PageView, page};
use crate::plan::{PageJob, address};
use crate::render::words::Need;

/// What this module says.
pub const NEEDS: &[Need] = &[Need { key: "texts.moved", args: &[] }];

/// `view` of `redirect.html`: an address that leads on.
#[derive(Debug, Clone, Serialize)]
pub struct MovedView {
    /// The link to the page.
    pub target: String,
}

/// The address that a text had before, by its place in the plan.
pub fn view(cx: &Cx<'_>, job: &PageJob, n: usize) -> (PageView, MovedView) {
    let (to, lang) = cx.plan.moved[n];
    let path = cx.plan.page(to, lang).map_or("", |job| &*job.path);
    let name = cx.say("texts.moved", &[]);
    let head = PageView {
        title: cx.title(&name),
        headline: name.clone(),
        noindex: true,
        canonical: address::absolute(cx.model, path),
        translations: Vec::new(),
        breadcrumbs: Vec::new(),
        ..page(cx, job, "", &[], &name)
    };
    (head, MovedView { target: address::link(cx.model, path) })
}
