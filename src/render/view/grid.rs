//! Service units and their products over the years: the grid of a body's units and of a sector's.

use std::collections::BTreeMap;

use serde::Serialize;

use super::result::ResultView;
use super::{Cx, RegencyLink};
use crate::model::assessment::{Assessment, Product};
use crate::model::correction::Subject;
use crate::model::date::Year;
use crate::model::outcome::Outcome;
use crate::model::regency::{SectorId, UnitId};
use crate::model::site::ZoneId;
use crate::model::text::Slug;
use crate::plan::Page;
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "units.finding", args: &["n", "year", "counts"] },
    Need { key: "units.count", args: &["count", "zone"] },
    Need { key: "units.count_named", args: &["count", "zone", "names"] },
    Need { key: "units.count_none", args: &["count"] },
    Need { key: "units.products", args: &["n", "finding", "counts"] },
    Need { key: "units.list", args: &["first", "next"] },
];

/// Units as rows, years as columns.
#[derive(Debug, Clone, Serialize)]
pub struct GridView {
    /// The years in which any of the units has a result, in order.
    pub years: Vec<GridYear>,
    /// The units.
    pub rows: Vec<GridRow>,
    /// Whether the method changed between any two of the years.
    pub breaks: bool,
}

/// A column.
#[derive(Debug, Clone, Serialize)]
pub struct GridYear {
    /// The year.
    pub year: String,
    /// Its page.
    pub address: String,
}

/// A service unit over the years.
#[derive(Debug, Clone, Serialize)]
pub struct GridRow {
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub regency: RegencyLink,
    /// The page that shows the units of that body.
    pub address: String,
    /// What it serves.
    pub sector: Option<SectorLink>,
    /// Its result in each year of the grid.
    pub cells: Vec<Option<ResultView>>,
    /// Its products.
    pub products: Vec<ProductRow>,
}

/// A product over the years.
#[derive(Debug, Clone, Serialize)]
pub struct ProductRow {
    /// Its name.
    pub name: String,
    /// Its result in each year of the grid.
    pub cells: Vec<Option<ResultView>>,
}

/// A kind of service and its page.
#[derive(Debug, Clone, Serialize)]
pub struct SectorLink {
    /// Its official name.
    pub name: String,
    /// In everyday words.
    pub plain: Option<String>,
    /// Its page.
    pub address: String,
}

impl Cx<'_> {
    /// A kind of service with its address.
    pub fn sector(&self, id: SectorId) -> SectorLink {
        let sector = &self.model.sectors[id.0];
        SectorLink {
            name: self.text(&sector.name),
            plain: self.optional(sector.plain.as_ref()),
            address: self.link(Page::Sector(id)),
        }
    }

    /// The grid of some units, in the order given.
    pub fn grid(&self, units: &[UnitId]) -> GridView {
        let years = self.years_of(units);
        let head = |a: &&Assessment| GridYear { year: a.year.to_string(), address: self.link(Page::Year(a.year)) };
        GridView {
            years: years.iter().map(head).collect(),
            rows: self.grid_rows(units, &years),
            breaks: self.breaks(&years),
        }
    }

    /// The years in which any of some units has a result, in order.
    pub fn years_of(&self, units: &[UnitId]) -> Vec<&Assessment> {
        let has_any = |a: &&Assessment| units.iter().any(|unit| a.units.contains_key(unit));
        self.model.assessments.iter().filter(has_any).collect()
    }

    /// Whether the method changed between any two of some years.
    pub fn breaks(&self, years: &[&Assessment]) -> bool {
        let (first, last) = (years.first().map(|a| a.year), years.last().map(|a| a.year));
        first.zip(last).is_some_and(|(first, last)| self.model.timeline.break_between(first, last).is_some())
    }

    /// Units over some years.
    pub fn grid_rows(&self, units: &[UnitId], years: &[&Assessment]) -> Vec<GridRow> {
        units.iter().map(|unit| self.grid_row(*unit, years)).collect()
    }

    fn grid_row(&self, id: UnitId, years: &[&Assessment]) -> GridRow {
        let unit = &self.model.units[id.0];
        let cell = |a: &&Assessment| a.units.get(&id).map(|own| self.result_of(Subject::Unit(id), own, a));
        GridRow {
            name: self.text(&unit.name),
            regency: self.regency(unit.regency),
            address: self.link(Page::Units(unit.regency)),
            sector: unit.sector.map(|sector| self.sector(sector)),
            cells: years.iter().map(cell).collect(),
            products: self.product_rows(id, years),
        }
    }

    /// Products keep their id over the years; the newest name counts.
    fn product_rows(&self, id: UnitId, years: &[&Assessment]) -> Vec<ProductRow> {
        let products: Vec<&[Product]> = years.iter().map(|a| a.products_of(id)).collect();
        let mut order = Vec::new();
        for product in products.iter().copied().flatten() {
            if !order.contains(&&product.id) {
                order.push(&product.id);
            }
        }
        let row = |key: &Slug| {
            let found: Vec<Option<&Product>> = products.iter().map(|list| list.iter().find(|p| p.id == *key)).collect();
            let name = found.iter().rev().flatten().next().map(|p| self.text(&p.name)).unwrap_or_default();
            let cell = |(product, a): (&Option<&Product>, &&Assessment)| product.map(|p| self.result(&p.outcome, a));
            ProductRow { name, cells: found.iter().zip(years).map(cell).collect() }
        };
        order.into_iter().map(row).collect()
    }

    /// The newest year in which any of these units has a result.
    pub fn units_year(&self, units: &[UnitId]) -> Option<Year> {
        let mut years = self.model.assessments.iter().rev();
        years.find(|a| units.iter().any(|unit| a.units.contains_key(unit))).map(|a| a.year)
    }

    /// The newest year of some units in a sentence: how many in each zone, and which are not in the best.
    pub fn units_finding(&self, units: &[UnitId]) -> Option<String> {
        let year = self.units_year(units)?;
        let assessment = self.model.assessment(year)?;
        let is_assessed = |outcome: &Outcome| outcome.stated.absence.is_none();
        let assessed = units.iter().filter_map(|unit| Some((*unit, assessment.units.get(unit)?)));
        let assessed: Vec<(UnitId, &Outcome)> = assessed.filter(|(_, outcome)| is_assessed(outcome)).collect();
        let zones = assessed.iter().map(|(unit, outcome)| (Some(*unit), outcome.measured_zone()));
        let (n, counts) = self.counts(zones);
        let year = year.to_string();
        let finding = match n {
            0 => return None,
            n => self.say(
                "units.finding",
                &[("n", Arg::Count(n)), ("year", Arg::Text(&year)), ("counts", Arg::Text(&counts))],
            ),
        };
        let products =
            assessed.iter().flat_map(|(unit, _)| assessment.products_of(*unit)).filter(|p| is_assessed(&p.outcome));
        match self.counts(products.map(|product| (None, product.outcome.measured_zone()))) {
            (0, _) => Some(finding),
            (n, counts) => {
                let args = [("n", Arg::Count(n)), ("finding", Arg::Text(&finding)), ("counts", Arg::Text(&counts))];
                Some(self.say("units.products", &args))
            }
        }
    }

    /// How many there are, and in words how many in each zone, best first, and in none.
    fn counts(&self, list: impl Iterator<Item = (Option<UnitId>, Option<ZoneId>)>) -> (i64, String) {
        let mut by_zone: BTreeMap<ZoneId, Vec<Option<UnitId>>> = BTreeMap::new();
        let (mut all, mut without) = (0_i64, 0_i64);
        for (unit, zone) in list {
            all += 1;
            match zone {
                Some(zone) => by_zone.entry(zone).or_default().push(unit),
                None => without += 1,
            }
        }
        let mut parts: Vec<String> = by_zone.iter().map(|(zone, units)| self.zone_part(*zone, units)).collect();
        if without > 0 {
            parts.push(self.say("units.count_none", &[("count", Arg::Count(without))]));
        }
        (all, self.listed(parts))
    }

    /// Parts in a row, as the theme lists them.
    fn listed(&self, parts: Vec<String>) -> String {
        let join = |first: String, next: String| {
            self.say("units.list", &[("first", Arg::Text(&first)), ("next", Arg::Text(&next))])
        };
        parts.into_iter().reduce(join).unwrap_or_default()
    }

    /// "3 hijau", "1 kuning (Dinas Sosial)": a few that are not in the best zone are named.
    fn zone_part(&self, zone: ZoneId, units: &[Option<UnitId>]) -> String {
        let count = Arg::count(units.len());
        let word = self.zone(zone).name;
        let names: Vec<String> = units.iter().flatten().map(|unit| self.text(&self.model.units[unit.0].name)).collect();
        if zone == ZoneId::at(0) || names.is_empty() || names.len() > 3 {
            return self.say("units.count", &[("count", count), ("zone", Arg::Text(&word))]);
        }
        let names = self.listed(names);
        self.say("units.count_named", &[("count", count), ("zone", Arg::Text(&word)), ("names", Arg::Text(&names))])
    }
}
