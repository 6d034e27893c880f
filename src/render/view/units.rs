//! The service units of one body.

use serde::Serialize;

use super::dimensions::DimensionsView;
use super::dots::{DotsView, Named};
use super::grid::GridView;
use super::site::{PageView, page};
use super::{Cx, RegencyLink};
use crate::model::regency::RegencyId;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.regencies", args: &[] },
    Need { key: "units.name", args: &[] },
    Need { key: "units.title", args: &["name", "site"] },
    Need { key: "units.headline", args: &["name"] },
    Need { key: "units.empty", args: &["name"] },
];

/// `view` of `units.html`.
#[derive(Debug, Clone, Serialize)]
pub struct UnitsView {
    /// Whose units.
    pub regency: RegencyLink,
    /// The newest year in a sentence; `None` when no unit has a result.
    pub finding: Option<String>,
    /// The units of the newest year as a drawing; `None` with fewer than three scores.
    pub chart: Option<DotsView>,
    /// The parts of their scores that year, for units that have them.
    pub dimensions: Vec<DimensionsView>,
    /// The page of all kinds of service; empty when the site has none.
    pub sectors: String,
    /// Units by years.
    pub grid: GridView,
}

/// Whether no unit of a body has a result; such a page is no answer to a search.
pub fn is_empty(cx: &Cx<'_>, id: RegencyId) -> bool {
    cx.units_finding(cx.model.units_of(id)).is_none()
}

/// The service units of a body over the years.
pub fn view(cx: &Cx<'_>, job: &PageJob, id: RegencyId) -> (PageView, UnitsView) {
    let units = cx.model.units_of(id);
    let regency = cx.regency(id);
    let finding = cx.units_finding(units);
    let way = [(Page::Regencies, cx.say("menu.regencies", &[])), (Page::Regency(id), regency.name.clone())];
    let name = ("name", Arg::Text(&regency.name));
    let site = cx.text(&cx.model.site.title);
    let frame = page(cx, job, "regencies", &way, &cx.say("units.name", &[]));
    let page = PageView {
        title: cx.say("units.title", &[name, ("site", Arg::Text(&site))]),
        headline: cx.say("units.headline", &[name]),
        description: finding.clone().unwrap_or_else(|| cx.say("units.empty", &[name])),
        noindex: frame.noindex || is_empty(cx, id),
        ..frame
    };
    let (chart, dimensions) = (cx.unit_dots(units, Named::Unit), cx.unit_dimensions(units));
    let sectors = cx.link(Page::Sectors);
    (page, UnitsView { chart, dimensions, sectors, grid: cx.grid(units), finding, regency })
}
