//! All years: what was found, who was assessed and by which method, newest first.

use serde::Serialize;

use super::Cx;
use super::chart::BreakView;
use super::league::{FindingView, finding};
use super::methodology::{EditionLink, break_before, edition_link};
use super::site::{PageView, page};
use crate::model::assessment::{Assessment, Status};
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.years", args: &[] },
    Need { key: "tables.years.all", args: &[] },
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
    /// What changed in the method with this year: its figures are not compared with earlier ones.
    pub before: Option<BreakView>,
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
    let year = |found: Option<&Assessment>| found.map_or(String::new(), |a| a.year.to_string());
    let (first, last) = (year(assessments.first()), year(assessments.last()));
    let span = [("n", Arg::count(assessments.len())), ("first", Arg::Text(&first)), ("last", Arg::Text(&last))];
    let head = PageView {
        title: cx.title(&cx.say("tables.years.all", &[])),
        headline: cx.say("tables.years.headline", &span),
        description: cx.say("tables.years.description", &[("site", Arg::Text(&site))]),
        ..page(cx, job, "years", &[], &name)
    };
    let entry = |a: &Assessment| YearEntry {
        finding: finding(cx, a),
        methodology: a.methodology.map(|id| edition_link(cx, id)),
        before: break_before(cx, a.year),
        status: (a.status != Status::Final).then(|| a.status.name()),
        released: a.released.map(|date| date.machine()),
    };
    let years = assessments.iter().rev().map(entry).collect();
    (head, YearsView { years, methodology: cx.link(Page::Methodology) })
}
