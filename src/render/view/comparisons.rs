//! The groups of bodies that can be seen side by side.

use serde::Serialize;

use super::Cx;
use super::site::{PageView, page};
use super::standing::GroupView;
use super::year::YearLink;
use crate::model::assessment::Assessment;
use crate::model::outcome::Outcome;
use crate::model::regency::RegencyId;
use crate::plan::compare::{Peers, groups};
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.compare", args: &[] },
    Need { key: "compare.list", args: &[] },
    Need { key: "compare.list_description", args: &["site"] },
];

/// `view` of `comparisons.html`.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonsView {
    /// Those without a parent first, then in the order of parents and kinds.
    pub groups: Vec<ComparedGroup>,
}

/// A group of bodies.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedGroup {
    /// Its page; `None` when it is too large for one.
    pub address: Option<String>,
    /// The group and its bodies.
    pub group: GroupView,
    /// The newest year in which one of them has a result: its page ranks them all.
    pub newest: Option<YearLink>,
}

/// The list of all groups.
pub fn view(cx: &Cx<'_>, job: &PageJob) -> (PageView, ComparisonsView) {
    let site = cx.text(&cx.model.site.title);
    let headline = cx.say("compare.list", &[]);
    let head = PageView {
        title: cx.title(&headline),
        description: cx.say("compare.list_description", &[("site", Arg::Text(&site))]),
        headline,
        ..page(cx, job, "compare", &[], &cx.say("menu.compare", &[]))
    };
    let groups = groups(cx.model).into_iter().map(|(peers, ids)| group(cx, peers, &ids));
    (head, ComparisonsView { groups: groups.collect() })
}

fn group(cx: &Cx<'_>, peers: Peers, ids: &[RegencyId]) -> ComparedGroup {
    let page = Page::Compare(peers);
    let known = |a: &Assessment| ids.iter().any(|id| a.results.get(id).is_some_and(Outcome::has_figure));
    let newest = cx.model.assessments.iter().rev().find(|a| known(a));
    ComparedGroup {
        address: cx.plan.page(page, cx.lang).map(|_| cx.link(page)),
        group: cx.group(peers.parent, peers.kind, ids),
        newest: newest.map(|a| cx.year(a.year)),
    }
}
