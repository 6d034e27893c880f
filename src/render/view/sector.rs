//! One kind of service over all bodies.

use serde::Serialize;

use super::Cx;
use super::dots::{DotsView, Named};
use super::grid::GridView;
use super::site::{PageView, page};
use crate::model::regency::{SectorId, UnitId};
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.sectors", args: &[] },
    Need { key: "sector.title", args: &["name", "site"] },
    Need { key: "sector.headline", args: &["name"] },
    Need { key: "sector.empty", args: &["name"] },
];

/// `view` of `sector.html`.
#[derive(Debug, Clone, Serialize)]
pub struct SectorView {
    /// Its official name.
    pub name: String,
    /// In everyday words.
    pub plain: Option<String>,
    /// The newest year in a sentence; `None` when no unit has a result.
    pub finding: Option<String>,
    /// The units of the newest year as a drawing; `None` with fewer than three scores.
    pub chart: Option<DotsView>,
    /// The page of all kinds of service.
    pub all: String,
    /// Units by years, ordered by the name of their body.
    pub grid: GridView,
}

/// Every unit of a sector side by side.
pub fn view(cx: &Cx<'_>, job: &PageJob, id: SectorId) -> (PageView, SectorView) {
    let sector = &cx.model.sectors[id.0];
    let name = cx.text(&sector.name);
    let mut units: Vec<UnitId> = cx.model.units_in(id).map(|(unit, _)| unit).collect();
    let owner = |unit: &UnitId| cx.text(&cx.model.regencies[cx.model.units[unit.0].regency.0].name);
    units.sort_by(|a, b| cx.words.compare(&owner(a), &owner(b)));
    let finding = cx.units_finding(&units);
    let site = cx.text(&cx.model.site.title);
    let args = [("name", Arg::Text(&name)), ("site", Arg::Text(&site))];
    let way = [(Page::Sectors, cx.say("menu.sectors", &[]))];
    let page = PageView {
        title: cx.say("sector.title", &args),
        headline: cx.say("sector.headline", &args),
        description: finding.clone().unwrap_or_else(|| cx.say("sector.empty", &args)),
        ..page(cx, job, "sectors", &way, &name)
    };
    let (plain, chart) = (cx.optional(sector.plain.as_ref()), cx.unit_dots(&units, Named::Body));
    (page, SectorView { plain, chart, all: cx.link(Page::Sectors), grid: cx.grid(&units), finding, name })
}
