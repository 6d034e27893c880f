//! All kinds of service, with their units and the newest counts.

use serde::Serialize;

use super::Cx;
use super::grid::SectorLink;
use super::site::{PageView, page};
use crate::model::regency::SectorId;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.sectors", args: &[] },
    Need { key: "tables.sectors.all", args: &[] },
    Need { key: "tables.sectors.headline", args: &["n"] },
    Need { key: "tables.sectors.description", args: &["site"] },
];

/// `view` of `sectors.html`.
#[derive(Debug, Clone, Serialize)]
pub struct SectorsView {
    /// By their order in the file.
    pub sectors: Vec<SectorEntry>,
    /// The page of all bodies.
    pub regencies: String,
}

/// A kind of service.
#[derive(Debug, Clone, Serialize)]
pub struct SectorEntry {
    /// The kind of service.
    #[serde(flatten)]
    pub sector: SectorLink,
    /// How many units there are.
    pub units: usize,
    /// The newest year in a sentence; `None` when no unit has a result.
    pub finding: Option<String>,
}

/// The list of all kinds of service that any unit belongs to.
pub fn view(cx: &Cx<'_>, job: &PageJob) -> (PageView, SectorsView) {
    let sectors: Vec<SectorEntry> = (0..cx.model.sectors.len()).map(SectorId).filter_map(|id| entry(cx, id)).collect();
    let site = cx.text(&cx.model.site.title);
    let name = cx.say("menu.sectors", &[]);
    let head = PageView {
        title: cx.title(&cx.say("tables.sectors.all", &[])),
        headline: cx.say("tables.sectors.headline", &[("n", Arg::count(sectors.len()))]),
        description: cx.say("tables.sectors.description", &[("site", Arg::Text(&site))]),
        ..page(cx, job, "sectors", &[], &name)
    };
    (head, SectorsView { sectors, regencies: cx.link(Page::Regencies) })
}

fn entry(cx: &Cx<'_>, id: SectorId) -> Option<SectorEntry> {
    let units = cx.model.units_in(id);
    (!units.is_empty()).then(|| SectorEntry {
        sector: cx.sector(id),
        units: units.len(),
        finding: cx.units_finding(units),
    })
}
