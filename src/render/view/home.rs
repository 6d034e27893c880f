//! The front page: the finding of the newest year with zones, where every body stands, who moved, the latest news.

use serde::Serialize;

use super::league::{FindingView, MovesView, finding, moves};
use super::map::{MapView, TileView};
use super::news::{NewsItem, latest};
use super::shares::SharesView;
use super::site::{PageView, page};
use super::{Cx, RegencyLink, ZoneCount, graph};
use crate::model::assessment::Assessment;
use crate::model::geography::SHAPES;
use crate::model::regency::RegencyId;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;

/// What this module says.
pub const NEEDS: &[Need] = &[Need { key: "home.about", args: &[] }];

/// How many articles the front page shows.
const NEWS: usize = 3;

/// `view` of `home.html`.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// The newest year with zones; `None` when no year has any.
    pub finding: Option<FindingView>,
    /// The newest date in effect, machine form.
    pub updated: Option<String>,
    /// Years after it, newest first, which have no zones.
    pub newer: Vec<FindingView>,
    /// Where the bodies lie, with their zones of that year; `None` without shapes and tiles.
    pub map: Option<MapView>,
    /// Every body with its result of that year; empty when there are too many.
    pub tiles: Vec<TileView>,
    /// Bodies that have others below them, with counts; empty when every body has a tile.
    pub parents: Vec<ParentView>,
    /// Who became better and who worse that year.
    pub moves: Option<MovesView>,
    /// The latest articles.
    pub news: Vec<NewsItem>,
    /// All years, newest first.
    pub years: Vec<FindingView>,
    /// The zones of all years as shares; `None` with fewer than two years with zones.
    pub shares: Option<SharesView>,
    /// The page of all bodies.
    pub regencies: String,
    /// How many bodies there are.
    pub regency_count: usize,
    /// The page of all articles.
    pub all_news: String,
    /// The page on the method.
    pub methodology: String,
}

/// A body with others below it.
#[derive(Debug, Clone, Serialize)]
pub struct ParentView {
    /// The body.
    pub regency: RegencyLink,
    /// How many belonged to it that year.
    pub children: usize,
    /// How many of those are in each zone.
    pub counts: Vec<ZoneCount>,
}

/// The front page.
pub fn view(cx: &Cx<'_>, job: &PageJob) -> (PageView, HomeView) {
    let model = cx.model;
    let leading = model.assessments.iter().zip(&model.rankings).rev().find(|(_, r)| r.has_zones()).map(|(a, _)| a);
    let found = leading.map(|a| finding(cx, a));
    let years: Vec<FindingView> = model.assessments.iter().rev().map(|a| finding(cx, a)).collect();
    let newer = years.iter().take_while(|f| found.as_ref().is_some_and(|lead| lead.year != f.year)).cloned().collect();
    let (tiles, parents) = leading.map(|a| shapes(cx, a)).unwrap_or_default();
    let site_title = cx.text(&model.site.title);
    let description = cx.optional(model.site.description.as_ref()).unwrap_or_else(|| cx.say("home.about", &[]));
    let head = PageView {
        image: leading.and_then(|a| cx.card(Page::Year(a.year), &found.as_ref()?.words)),
        title: site_title.clone(),
        headline: found.as_ref().map_or_else(|| site_title.clone(), |f| f.words.clone()),
        json_ld: vec![graph::website(cx, &description)],
        description,
        ..page(cx, job, "home", &[], &site_title)
    };
    let view = HomeView {
        finding: found,
        updated: model.updated().map(|date| date.machine()),
        newer,
        map: leading.and_then(|a| cx.map(a, "map")),
        tiles,
        parents,
        moves: leading.map(|a| moves(cx, a.year)),
        news: latest(cx, NEWS),
        years,
        shares: cx.member_shares(),
        regencies: cx.link(Page::Regencies),
        regency_count: model.regencies.len(),
        all_news: cx.link(Page::News),
        methodology: cx.link(Page::Methodology),
    };
    (head, view)
}

fn shapes(cx: &Cx<'_>, assessment: &Assessment) -> (Vec<TileView>, Vec<ParentView>) {
    let all = || (0..cx.model.regencies.len()).map(RegencyId);
    let exists = |id: &RegencyId| cx.model.regencies[id.0].exists_in(assessment.year);
    let tile = |id: RegencyId| cx.tile(id, assessment);
    if all().filter(exists).count() <= SHAPES {
        return (all().filter(exists).map(tile).collect(), Vec::new());
    }
    (Vec::new(), all().filter_map(|id| parent(cx, id, assessment)).collect())
}

fn parent(cx: &Cx<'_>, id: RegencyId, assessment: &Assessment) -> Option<ParentView> {
    let children = cx.model.children(id).filter(|(_, body)| body.exists_in(assessment.year));
    let children: Vec<RegencyId> = children.map(|(id, _)| id).collect();
    (!children.is_empty()).then(|| ParentView {
        regency: cx.regency(id),
        children: children.len(),
        counts: cx.zone_counts(&children, assessment.year).0,
    })
}
