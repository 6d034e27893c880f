//! One kind of service over all bodies.

use std::collections::BTreeMap;

use serde::Serialize;

use super::dots::{DotsView, Named};
use super::grid::GridView;
use super::parts::{PartsView, ways};
use super::site::{PageView, page};
use super::standing::{StandingView, leading_of};
use super::year::YearLink;
use super::{Cx, ZoneCount};
use crate::model::assessment::Assessment;
use crate::model::outcome::Outcome;
use crate::model::regency::{SectorId, UnitId};
use crate::model::site::ZoneId;
use crate::plan::long::SECTOR_UNITS;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.sectors", args: &[] },
    Need { key: "sector.title", args: &["name", "site"] },
    Need { key: "sector.headline", args: &["name"] },
    Need { key: "sector.empty", args: &["name"] },
    Need { key: "texts.part", args: &["name", "part"] },
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
    /// Units by years, ordered by the name of their body; empty where that is too much for a page.
    pub grid: GridView,
    /// Then the newest result of each unit of this part: in the same order, or where there are several parts, in the
    /// order of the file of bodies.
    pub newest: Vec<UnitStanding>,
    /// And how many were in each zone, newest year first; only in the first part.
    pub years: Vec<SectorYear>,
    /// The other parts.
    pub parts: PartsView,
}

/// A unit with its newest result.
#[derive(Debug, Clone, Serialize)]
pub struct UnitStanding {
    /// Its name, where it is not the one that most units of the sector have.
    pub name: Option<String>,
    /// The page that shows it over the years.
    pub address: String,
    /// Its body, with the unit's result.
    pub standing: StandingView,
}

/// All units of a sector in a year.
#[derive(Debug, Clone, Serialize)]
pub struct SectorYear {
    /// The year.
    pub year: YearLink,
    /// How many were in each zone, best first.
    pub counts: Vec<ZoneCount>,
    /// How many had a result without a zone of that year.
    pub without: usize,
}

/// How many results the grid has at most: units and products in each year.
const MOST_CELLS: usize = 400;

/// Every unit of a sector side by side.
pub fn view(cx: &Cx<'_>, job: &PageJob, id: SectorId, part: usize) -> (PageView, SectorView) {
    let sector = &cx.model.sectors[id.0];
    let name = cx.text(&sector.name);
    let units = units(cx, id);
    let finding = if part == 1 { cx.units_finding(&units) } else { None };
    let site = cx.text(&cx.model.site.title);
    let args = [("name", Arg::Text(&name)), ("site", Arg::Text(&site))];
    let whole = cx.say("sector.headline", &args);
    let headline = match part {
        1 => whole,
        _ => cx.say("texts.part", &[("name", Arg::Text(&whole)), ("part", Arg::count(part))]),
    };
    let way = [(Page::Sectors, cx.say("menu.sectors", &[]))];
    let page = PageView {
        title: if part == 1 { cx.say("sector.title", &args) } else { cx.title(&headline) },
        headline,
        description: finding.clone().unwrap_or_else(|| cx.say("sector.empty", &args)),
        ..page(cx, job, "sectors", &way, &name)
    };
    let own = units.chunks(SECTOR_UNITS).nth(part - 1).unwrap_or_default();
    let assessed = cx.years_of(&units);
    let is_whole = own.len() == units.len() && cells(cx, &units) * assessed.len() <= MOST_CELLS;
    let cut = || GridView { years: Vec::new(), rows: Vec::new(), breaks: cx.breaks(&assessed) };
    let to = |number| if number == 1 { Page::Sector(id) } else { Page::SectorPart(id, number) };
    let view = SectorView {
        plain: cx.optional(sector.plain.as_ref()),
        chart: if part == 1 { cx.unit_dots(&units, Named::Body) } else { None },
        all: cx.link(Page::Sectors),
        grid: if is_whole { cx.grid(&units) } else { cut() },
        newest: if is_whole { Vec::new() } else { newest(cx, &units, own) },
        years: if is_whole || part > 1 { Vec::new() } else { years(cx, &units) },
        parts: ways(cx, units.len().div_ceil(SECTOR_UNITS), part, to),
        finding,
        name,
    };
    (page, view)
}

/// The units of a sector by the names of their bodies; of many by their bodies' places alone, which costs nothing.
fn units(cx: &Cx<'_>, id: SectorId) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = cx.model.units_in(id).to_vec();
    let body = |unit: &UnitId| cx.model.units[unit.0].regency;
    units.sort_by_key(body);
    if units.len() <= SECTOR_UNITS {
        let owner = |unit: &UnitId| cx.text(&cx.model.regencies[body(unit).0].name);
        units.sort_by(|a, b| cx.words.compare(&owner(a), &owner(b)));
    }
    units
}

/// How many results a year of the grid would have.
fn cells(cx: &Cx<'_>, units: &[UnitId]) -> usize {
    let products = |unit: &UnitId| cx.model.assessments.iter().map(|a| a.products_of(*unit).len()).max().unwrap_or(0);
    units.iter().map(|unit| 1 + products(unit)).sum()
}

/// The newest result of each unit of a part.
fn newest(cx: &Cx<'_>, units: &[UnitId], part: &[UnitId]) -> Vec<UnitStanding> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in units {
        *names.entry(cx.model.units[unit.0].name.get(cx.lang)).or_default() += 1;
    }
    let usual = names.into_iter().max_by_key(|(_, count)| *count).map_or("", |(name, _)| name);
    part.iter().map(|unit| standing(cx, *unit, usual)).collect()
}

fn standing(cx: &Cx<'_>, id: UnitId, usual: &str) -> UnitStanding {
    let unit = &cx.model.units[id.0];
    let year = leading_of(cx.model, |a| a.units.get(&id));
    let outcome = year.and_then(|year| cx.model.assessment(year)?.units.get(&id));
    UnitStanding {
        name: Some(cx.text(&unit.name)).filter(|name| name != usual),
        address: cx.link(Page::Units(unit.regency)),
        standing: cx.standing_by(unit.regency, year, outcome),
    }
}

fn years(cx: &Cx<'_>, units: &[UnitId]) -> Vec<SectorYear> {
    let of_year = |a: &Assessment| {
        let outcomes = units.iter().filter_map(|unit| a.units.get(unit));
        let zones: Vec<Option<ZoneId>> =
            outcomes.filter(|own| own.stated.absence.is_none()).map(Outcome::measured_zone).collect();
        let count = |zone| zones.iter().filter(|own| **own == zone).count();
        let counts = cx.model.site.zone_ids();
        (!zones.is_empty()).then(|| SectorYear {
            year: cx.year(a.year),
            counts: counts.map(|zone| ZoneCount { zone: cx.zone(zone), count: count(Some(zone)) }).collect(),
            without: count(None),
        })
    };
    cx.model.assessments.iter().rev().filter_map(of_year).collect()
}
