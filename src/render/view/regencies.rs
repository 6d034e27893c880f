//! All bodies.

use std::sync::Arc;

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
    /// What the list can be narrowed to.
    pub filters: FilterView,
}

/// What the list of all bodies can be narrowed to: each empty unless there is more than one to choose from.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FilterView {
    /// The kinds.
    pub kinds: Vec<Choice>,
    /// The zones that any body is in, best first.
    pub zones: Vec<Choice>,
    /// Whether any body has no zone.
    pub without: bool,
    /// The bodies that others belong to.
    pub parents: Vec<Choice>,
}

/// Something to choose.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: String,
    /// The first group of it, for anchors.
    pub anchor: String,
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
    let groups = cx.groups((0..count).map(RegencyId));
    (page, RegenciesView { count, year, filters: filters(cx, &groups), groups })
}

fn filters(cx: &Cx<'_>, groups: &[GroupView]) -> FilterView {
    let choice = |id: &Arc<str>, name: &str, group: &GroupView| Choice {
        id: id.clone(),
        name: name.to_owned(),
        anchor: group.anchor.clone(),
    };
    let mut filters = FilterView::default();
    let is_new = |list: &[Choice], id: &Arc<str>| list.iter().all(|known| known.id != *id);
    for group in groups {
        if is_new(&filters.kinds, &group.kind_id) {
            filters.kinds.push(choice(&group.kind_id, &group.kind, group));
        }
        let parent = group.parent.as_ref().filter(|parent| is_new(&filters.parents, &parent.id));
        filters.parents.extend(parent.map(|parent| choice(&parent.id, &parent.name, group)));
    }
    let members = || groups.iter().flat_map(|group| &group.members);
    let zones = cx.model.site.zone_ids().map(|id| cx.zone(id));
    let used = zones.filter(|zone| members().any(|m| m.zone.as_ref().is_some_and(|own| own.id == zone.id)));
    filters.zones = used.map(|zone| Choice { id: zone.id, name: zone.name, anchor: String::new() }).collect();
    filters.without = members().any(|m| m.zone.is_none());
    if filters.zones.len() + usize::from(filters.without) < 2 {
        filters.zones.clear();
        filters.without = false;
    }
    for list in [&mut filters.kinds, &mut filters.parents] {
        if list.len() < 2 {
            list.clear();
        }
    }
    filters
}
