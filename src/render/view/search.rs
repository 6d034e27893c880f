//! The search page, which lists every body by itself, and the files in which its script looks up all else.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use super::site::{PageView, page};
use super::standing::StandingView;
use super::{Cx, RegencyLink};
use crate::model::regency::{RegencyId, UnitId, parents};
use crate::plan::{Index, IndexJob, LISTED, Page, PageJob, address};
use crate::render::words::{DateForm, Need};

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[Need { key: "search.name", args: &[] }, Need { key: "search.description", args: &[] }];

/// `view` of `search.html`.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// Every body by name; empty when there are too many for a list.
    pub bodies: Vec<FoundBody>,
    /// The bodies that others belong to, where there are too many for a list.
    pub parents: Vec<RegencyLink>,
    /// The files in which a script looks up what is not listed.
    pub indexes: Vec<IndexLink>,
    /// The list of all bodies.
    pub regencies: String,
    /// The list of articles.
    pub news: String,
}

/// A body with the names it is looked for by.
#[derive(Debug, Clone, Serialize)]
pub struct FoundBody {
    /// Where it stands.
    pub standing: StandingView,
    /// Its other names and spellings.
    pub also: Vec<Arc<str>>,
}

/// A file for searching.
#[derive(Debug, Clone, Serialize)]
pub struct IndexLink {
    /// `regencies`, `units` or `articles`; the theme has words for it as `search.group.<id>`.
    pub id: &'static str,
    /// Where it is.
    pub address: String,
}

/// The search page.
pub fn view(cx: &Cx<'_>, job: &PageJob) -> (PageView, SearchView) {
    let name = cx.say("search.name", &[]);
    let head = PageView {
        title: cx.title(&name),
        headline: name.clone(),
        description: cx.say("search.description", &[]),
        ..page(cx, job, "search", &[], &name)
    };
    let all = || (0..cx.model.regencies.len()).map(RegencyId);
    let is_list = cx.model.regencies.len() <= LISTED;
    let body = |id: RegencyId| FoundBody { standing: cx.standing(id), also: cx.model.regencies[id.0].aliases.clone() };
    let mut bodies: Vec<FoundBody> = if is_list { all().map(body).collect() } else { Vec::new() };
    bodies.sort_by(|a, b| cx.words.compare(&a.standing.regency.name, &b.standing.regency.name));
    let parents = if is_list { BTreeSet::new() } else { parents(&cx.model.regencies) };
    let own = cx.plan.indexes.iter().filter(|index| index.lang == cx.lang);
    let view = SearchView {
        bodies,
        parents: parents.into_iter().map(|id| cx.regency(id)).collect(),
        indexes: own.map(|index| link(cx, index)).collect(),
        regencies: cx.link(Page::Regencies),
        news: cx.link(Page::News),
    };
    (head, view)
}

fn link(cx: &Cx<'_>, job: &IndexJob) -> IndexLink {
    IndexLink { id: job.index.name(), address: address::link(cx.model, &job.file) }
}

/// The rows of a file for searching: name, what is said beside it, address, and further names it is looked for by.
pub fn index(cx: &Cx<'_>, index: Index) -> Value {
    let model = cx.model;
    match index {
        Index::Regencies => (0..model.regencies.len()).map(|n| body_row(cx, RegencyId(n))).collect(),
        Index::Units => (0..model.units.len()).map(|n| unit_row(cx, UnitId(n))).collect(),
        Index::Articles => model.listing(cx.lang).articles.iter().map(|n| article_row(cx, *n)).collect(),
    }
}

fn body_row(cx: &Cx<'_>, id: RegencyId) -> Value {
    let body = &cx.model.regencies[id.0];
    json!([cx.text(&body.name), cx.finding(id), cx.link(Page::Regency(id)), body.aliases.join("|")])
}

fn unit_row(cx: &Cx<'_>, id: UnitId) -> Value {
    let unit = &cx.model.units[id.0];
    let body = cx.text(&cx.model.regencies[unit.regency.0].name);
    let sector = unit.sector.map(|sector| &cx.model.sectors[sector.0]);
    let plain = sector.map(|sector| cx.text(sector.plain.as_ref().unwrap_or(&sector.name)));
    let also: Vec<&str> = unit.aliases.iter().map(|alias| &**alias).chain(plain.as_deref()).collect();
    json!([cx.text(&unit.name), body, cx.link(Page::Units(unit.regency)), also.join("|")])
}

fn article_row(cx: &Cx<'_>, n: usize) -> Value {
    let article = &cx.model.articles[n];
    let bodies = article.regencies.iter().map(|id| cx.text(&cx.model.regencies[id.0].name));
    let topics = article.tags.iter().map(|tag| tag.name.to_string());
    let also: Vec<String> = bodies.chain(topics).collect();
    let day = cx.words.date(article.date, DateForm::default());
    json!([&*article.page.title, day, cx.link(Page::Article(n)), also.join("|")])
}
