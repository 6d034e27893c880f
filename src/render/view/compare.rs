//! Bodies of a group side by side: a small drawing each, all on one axis, and one table of the same figures.

use serde::Serialize;

use super::chart::BreakView;
use super::site::{PageView, page};
use super::standing::GroupView;
use super::{Cx, RegencyLink, ZoneView};
use crate::model::outcome::Outcome;
use crate::model::regency::RegencyId;
use crate::model::trend::Point;
use crate::plan::compare::{Peers, members, peers_of};
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.compare", args: &[] },
    Need { key: "compare.in_address", args: &[] },
    Need { key: "compare.group", args: &["n", "kind", "parent"] },
    Need { key: "compare.group_all", args: &["n", "kind"] },
    Need { key: "compare.headline", args: &["group"] },
    Need { key: "compare.description", args: &["group"] },
];

/// `view` of `compare.html`.
#[derive(Debug, Clone, Serialize)]
pub struct CompareView {
    /// The group, its bodies by name.
    pub group: GroupView,
    /// The name of what is chosen in the page's address: `?<name>=<id>,<id>`.
    pub parameter: String,
    /// The years from the first that says something, newest first.
    pub years: Vec<ComparedYear>,
    /// The bodies by name.
    pub bodies: Vec<ComparedBody>,
    /// The changes of method in these years, in the order of their numbers in the drawings.
    pub breaks: Vec<BreakView>,
    /// Whether a score in them was carried forward from an earlier year: its mark is hollow.
    pub carried: bool,
    /// The page of all groups.
    pub all: String,
}

/// A column of the table.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedYear {
    /// The year.
    pub year: String,
    /// Its page.
    pub address: String,
    /// Whether its figures are not compared with the year before, the next column.
    pub is_new_method: bool,
}

/// A body.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedBody {
    /// The body.
    pub regency: RegencyLink,
    /// The drawing, markup: print it with the filter `safe`; `None` when nothing is known.
    pub svg: Option<String>,
    /// Its results, one for each year of the table.
    pub cells: Vec<ComparedCell>,
}

/// A body in a year.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedCell {
    /// The score, exact text.
    pub score: Option<String>,
    /// The zone.
    pub zone: Option<ZoneView>,
    /// The year it was measured, where that is an earlier one.
    pub measured: Option<String>,
    /// The label, or why there is nothing, in a word or two; only without score and zone.
    pub words: Option<String>,
}

/// The page of a group.
pub fn view(cx: &Cx<'_>, job: &PageJob, peers: Peers) -> (PageView, CompareView) {
    let ids = members(cx.model, peers);
    let group = cx.group(peers.parent, peers.kind, &ids);
    let said = group_words(cx, &group);
    let headline = cx.say("compare.headline", &[("group", Arg::Text(&said))]);
    let way = [(Page::Comparisons, cx.say("menu.compare", &[]))];
    let head = PageView {
        title: cx.title(&headline),
        description: cx.say("compare.description", &[("group", Arg::Text(&said))]),
        headline,
        ..page(cx, job, "compare", &way, &said)
    };
    (head, side_by_side(cx, group, ids))
}

fn side_by_side(cx: &Cx<'_>, group: GroupView, mut ids: Vec<RegencyId>) -> CompareView {
    ids.sort_by_cached_key(|id| {
        group.members.iter().position(|member| *member.regency.id == *cx.model.regencies[id.0].id.as_str())
    });
    let trends: Vec<(RegencyId, Vec<Point<'_>>)> = ids.into_iter().map(|id| (id, cx.model.trend(id))).collect();
    let says = |point: &Point<'_>| point.outcome.is_some_and(Outcome::has_figure);
    // All drawings begin with the first year that says something of any body.
    let first = trends.iter().filter_map(|(_, points)| points.iter().position(says)).min().unwrap_or(0);
    let any = trends.first().map_or(&[][..], |(_, points)| &points[first..]);
    let breaks: Vec<BreakView> = cx.breaks_in(any).map(|b| cx.break_view(b)).collect();
    let year = |point: &Point<'_>| ComparedYear {
        year: point.period.year.to_string(),
        address: cx.link(Page::Year(point.period.year)),
        is_new_method: cx.breaks_in(any).any(|b| b.after == point.period.year),
    };
    let bodies: Vec<ComparedBody> = trends.iter().map(|(id, points)| body(cx, *id, &points[first..])).collect();
    CompareView {
        parameter: cx.say("compare.in_address", &[]),
        years: any.iter().rev().map(year).collect(),
        carried: bodies.iter().flat_map(|body| &body.cells).any(|cell| cell.measured.is_some() && cell.score.is_some()),
        all: cx.link(Page::Comparisons),
        group,
        bodies,
        breaks,
    }
}

fn body(cx: &Cx<'_>, id: RegencyId, points: &[Point<'_>]) -> ComparedBody {
    let regency = cx.regency(id);
    let is_known = points.iter().any(|point| point.outcome.is_some_and(Outcome::has_figure));
    let svg = is_known.then(|| cx.small_drawing(&format!("c-{}", regency.id), &regency.name, &cx.finding(id), points));
    ComparedBody { regency, svg, cells: points.iter().rev().map(|point| cell(cx, point)).collect() }
}

fn cell(cx: &Cx<'_>, point: &Point<'_>) -> ComparedCell {
    let stated = point.outcome.map(|outcome| &outcome.stated);
    let label = || stated.and_then(|s| cx.optional(s.label.as_ref()));
    let is_empty = !point.outcome.is_some_and(Outcome::has_figure);
    ComparedCell {
        score: stated.and_then(|s| s.score.known()).map(|score| score.to_string()),
        zone: stated.and_then(|s| s.zone).map(|zone| cx.zone(zone)),
        measured: stated.and_then(|s| s.measured).map(|year| year.to_string()),
        words: is_empty.then(|| label().unwrap_or_else(|| cx.gap(Some(point)))),
    }
}

/// "9 kabupaten di Provinsi Jambi".
fn group_words(cx: &Cx<'_>, group: &GroupView) -> String {
    let (n, kind) = (("n", Arg::count(group.members.len())), ("kind", Arg::Text(&group.kind)));
    match &group.parent {
        Some(parent) => cx.say("compare.group", &[n, kind, ("parent", Arg::Text(&parent.name))]),
        None => cx.say("compare.group_all", &[n, kind]),
    }
}

impl Cx<'_> {
    /// The page on which a body stands beside its peers, with the body chosen in its address.
    pub fn compare_with(&self, id: RegencyId) -> Option<String> {
        let page = Page::Compare(peers_of(self.model, id));
        self.plan.page(page, self.lang)?;
        let parameter = self.say("compare.in_address", &[]);
        Some(format!("{}?{parameter}={}", self.link(page), self.model.regencies[id.0].id))
    }
}
