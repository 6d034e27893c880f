//! All bodies.

use serde::Serialize;

use super::Cx;
use super::site::{PageView, page};
use super::standing::{GroupView, newest_zones};
use crate::model::regency::RegencyId;
use crate::plan::PageJob;
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.regencies", args: &[] },
    Need { key: "regencies.title", args: &["site"] },
    Need { key: "regencies.headline", args: &["n"] },
    Need { key: "regencies.description", args: &["n", "site"] },
];

/// `view` of `regencies.html`.
#[derive(Debug, Clone, Serialize)]
pub struct RegenciesView {
    /// How many there are.
    pub count: usize,
    /// The newest year with zones.
    pub year: Option<String>,
    /// Bodies of one parent and kind together.
    pub groups: Vec<GroupView>,
}

/// The list of all bodies with their newest result.
pub fn view(cx: &Cx<'_>, job: &PageJob) -> (PageView, RegenciesView) {
    let count = cx.model.regencies.len();
    let site = cx.text(&cx.model.site.title);
    let args = [("n", Arg::count(count)), ("site", Arg::Text(&site))];
    let page = PageView {
        title: cx.say("regencies.title", &args),
        headline: cx.say("regencies.headline", &args),
        description: cx.say("regencies.description", &args),
        ..page(cx, job, "regencies", &[], &cx.say("menu.regencies", &[]))
    };
    let year = newest_zones(cx.model).map(|year| year.to_string());
    (page, RegenciesView { count, year, groups: cx.groups((0..count).map(RegencyId)) })
}
