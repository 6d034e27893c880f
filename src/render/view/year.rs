//! A year: what was found, what changed in the method, one table a kind, who is missing and why, published counts.

use std::sync::Arc;

use serde::Serialize;

use super::chart::BreakView;
use super::data::DataLinks;
use super::league::{FindingView, finding};
use super::methodology::{EditionLink, break_before, edition_link};
use super::ranked::{RowView, Sheet, TableView, has_parents, most, unlike};
use super::result::{AbsenceView, SourceView};
use super::site::{PageView, page};
use super::{Cx, RegencyLink, ZoneCount, graph};
use crate::model::assessment::{Assessment, Status};
use crate::model::date::Year;
use crate::model::outcome::Outcome;
use crate::model::regency::RegencyId;
use crate::model::site::KindId;
use crate::model::source::SourceId;
use crate::model::total::Total;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.years", args: &[] },
    Need { key: "year.name", args: &["year"] },
    Need { key: "year.description", args: &["year"] },
    Need { key: "year.all_kinds", args: &[] },
];

/// `view` of `year.html`.
#[derive(Debug, Clone, Serialize)]
pub struct YearView {
    /// The year.
    pub year: String,
    /// Where the data of all years is.
    pub data: DataLinks,
    /// The sentence it is summed up in, and counts by zone.
    pub finding: FindingView,
    /// What changed in the method with this year.
    pub before: Option<BreakView>,
    /// The method.
    pub methodology: Option<EditionLink>,
    /// `provisional` or `under-review`, where it is not final; the theme's words are `status.<status>`.
    pub status: Option<&'static str>,
    /// When it was released, machine form.
    pub released: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Why nobody was assessed.
    pub absence: Option<AbsenceView>,
    /// Where the year's figures come from unless a row says otherwise; for a year of nobody, where that stands.
    pub sources: Vec<SourceView>,
    /// Where most rows come from: what a row says of its own source differs from this.
    pub row_sources: Vec<SourceView>,
    /// One table a kind.
    pub tables: Vec<TableView>,
    /// Whether tables name the body that each body belongs to.
    pub has_parents: bool,
    /// Bodies whose score was carried forward from an earlier year.
    pub carried: Vec<RowView>,
    /// Bodies without a result, with the reason.
    pub absent: Vec<RowView>,
    /// Bodies that nothing is known of.
    pub left_out: Vec<RegencyLink>,
    /// Published counts.
    pub totals: Vec<TotalView>,
    /// Where most of these counts come from.
    pub totals_sources: Vec<SourceView>,
    /// The page of all years.
    pub all: String,
    /// The year before.
    pub previous: Option<YearLink>,
    /// The year after.
    pub next: Option<YearLink>,
}

/// Counts that a source states.
#[derive(Debug, Clone, Serialize)]
pub struct TotalView {
    /// The kinds counted, in words.
    pub kinds: String,
    /// How many bodies were assessed.
    pub assessed: Option<u32>,
    /// Bodies by zone, only the stated ones.
    pub counts: Vec<ZoneCount>,
    /// Bodies by category.
    pub categories: Vec<CategoryCount>,
    /// Service units assessed.
    pub units: Option<u32>,
    /// Products assessed.
    pub products: Option<u32>,
    /// Where it stands, where that is not where most stand.
    pub sources: Vec<SourceView>,
    /// A remark.
    pub note: Option<String>,
}

/// How many bodies are in a category.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryCount {
    /// The category.
    pub name: Arc<str>,
    /// How many.
    pub count: u32,
}

/// A year and where it is.
#[derive(Debug, Clone, Serialize)]
pub struct YearLink {
    /// The year.
    pub year: String,
    /// Its page.
    pub address: String,
}

impl Cx<'_> {
    /// A year with its address.
    pub fn year(&self, year: Year) -> YearLink {
        YearLink { year: year.to_string(), address: self.link(Page::Year(year)) }
    }
}

/// A year, if the site has it.
pub fn view(cx: &Cx<'_>, job: &PageJob, year: Year) -> Option<(PageView, YearView)> {
    let assessment = cx.model.assessment(year)?;
    let found = finding(cx, assessment);
    let text = year.to_string();
    let args = [("year", Arg::Text(&text))];
    let name = cx.say("year.name", &args);
    let frame = page(cx, job, "years", &[(Page::Years, cx.say("menu.years", &[]))], &text);
    let data = graph::of_year(cx, assessment, &frame.canonical);
    let head = PageView {
        title: cx.title(&name),
        headline: found.words.clone(),
        description: cx.say("year.description", &args),
        image: cx.card(job.page, &found.words),
        json_ld: frame.json_ld.into_iter().chain(data).collect(),
        ..frame
    };
    Some((head, year_view(cx, assessment, found)))
}

fn year_view(cx: &Cx<'_>, assessment: &Assessment, finding: FindingView) -> YearView {
    let year = assessment.year;
    let sheet = Sheet::new(cx, assessment);
    let is_carried = |o: &Outcome| o.stated.measured.is_some();
    let is_absent = |o: &Outcome| o.stated.absence.is_some();
    let shared = most(assessment.totals.iter().map(|total| &total.sources[..]));
    let left_out = |id: &RegencyId| {
        cx.model.regencies[id.0].exists_in(year) && !assessment.results.contains_key(id) && assessment.absence.is_none()
    };
    let years: Vec<Year> = cx.model.assessments.iter().map(|a| a.year).collect();
    YearView {
        year: year.to_string(),
        data: cx.data_of_all(),
        finding,
        before: break_before(cx, year),
        methodology: assessment.methodology.map(|id| edition_link(cx, id)),
        status: (assessment.status != Status::Final).then(|| assessment.status.name()),
        released: assessment.released.map(|date| date.machine()),
        note: cx.optional(assessment.note.as_ref()),
        absence: assessment.absence.as_ref().map(|absence| cx.absence(absence)),
        sources: cx.sources(&assessment.default_sources, &assessment.sources),
        row_sources: cx.sources(sheet.shared, &assessment.sources),
        tables: (0..cx.model.site.kinds.len()).filter_map(|n| sheet.table(KindId(n))).collect(),
        has_parents: has_parents(cx),
        carried: sheet.rows(|o| is_carried(o) && !is_absent(o)),
        absent: sheet.rows(is_absent),
        left_out: (0..cx.model.regencies.len()).map(RegencyId).filter(left_out).map(|id| cx.regency(id)).collect(),
        totals: assessment.totals.iter().map(|t| total(cx, assessment, t, shared)).collect(),
        totals_sources: cx.sources(shared, &assessment.sources),
        all: cx.link(Page::Years),
        previous: years.iter().rev().find(|y| **y < year).map(|y| cx.year(*y)),
        next: years.iter().find(|y| **y > year).map(|y| cx.year(*y)),
    }
}

fn total(cx: &Cx<'_>, assessment: &Assessment, total: &Total, shared: &[SourceId]) -> TotalView {
    let names: Vec<String> = total.kinds.iter().map(|kind| cx.text(&cx.model.site.kinds[kind.0].many)).collect();
    TotalView {
        kinds: if names.is_empty() { cx.say("year.all_kinds", &[]) } else { names.join(", ") },
        assessed: total.assessed,
        counts: total.counts.iter().map(|(zone, n)| ZoneCount { zone: cx.zone(*zone), count: *n as usize }).collect(),
        categories: total
            .categories
            .iter()
            .map(|(name, count)| CategoryCount { name: name.clone(), count: *count })
            .collect(),
        units: total.units,
        products: total.products,
        sources: cx.sources(unlike(&total.sources, shared), &assessment.sources),
        note: cx.optional(total.note.as_ref()),
    }
}
