//! All years: what was found, who was assessed and by which method, newest first.

use serde::Serialize;

use super::Cx;
use super::league::{FindingView, finding};
use super::methodology::{EditionLink, edition_link};
use super::site::{PageView, page};
use crate::model::assessment::Status;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.years", args: &[] },
    Need { key: "tables.years.headline", args: &["n", "first", "last"] },
    Need { key: "tables.years.description", args: &["site"] },
];

/// `view` of `years.html`.
#[derive(Debug, Clone, Serialize)]
pub struct YearsView {
    /// Newest first.
    pub years: Vec<YearEntry>,
    /// The page on the method.
    pub methodology: String,
}

/// A year of the list.
#[derive(Debug, Clone, Serialize)]
pub struct YearEntry {
    /// The sentence it is summed up in, and counts by zone.
    pub finding: FindingView,
    /// The method; its `coverage` says who was assessed.
    pub methodology: Option<EditionLink>,
    /// Whether its figures cannot be compared with those of the year below it.
    pub is_break: bool,
    /// `provisional` or `under-review`, where it is not final; the theme's words are `status.<status>`.
    pub status: Option<&'static str>,
    /// When it was released, machine form.
    pub released: Option<String>,
}

/// The list of all years.
pub fn view(cx: &Cx<'_>, job: &PageJob) -> (PageView, YearsView) {
    let assessments = &cx.model.assessments;
    let site = cx.text(&cx.model.site.title);
    let name = cx.say("menu.years", &[]);
    let year = |found: Option<&crate::model::assessment::Assessment>| found.map_or(String::new(), |a| a.year.to_string());
    let (first, last) = (year(assessments.first()), year(assessments.last()));
    let span = [("n", Arg::count(assessments.len())), ("first", Arg::Text(&first)), ("last", Arg::Text(&last))];
    let head = PageView {
        title: cx.title(&name),
        headline: cx.say("tables.years.headline", &span),
        description: cx.say("tables.years.description", &[("site", Arg::Text(&site))]),
        ..page(cx, job, "years", &[], &name)
    };
    let entry = |a: &crate::model::assessment::Assessment| YearEntry {
        finding: finding(cx, a),
        methodology: a.methodology.map(|id| edition_link(cx, id)),
        is_break: cx.model.timeline.breaks.iter().any(|b| b.after == a.year),
        status: (a.status != Status::Final).then(|| a.status.name()),
        released: a.released.map(|date| date.machine()),
    };
    let years = assessments.iter().rev().map(entry).collect();
    (head, YearsView { years, methodology: cx.link(Page::Methodology) })
}
