//! One year's results: `assessments/<year>.yaml` with its tables.

use std::hash::Hash;
use std::sync::Arc;

use ahash::AHashMap;

use super::correction::Subject;
use super::date::{PartialDate, Year, partial_date, year};
use super::fields::results as fields;
use super::ledger::Ledger;
use super::methodology::{Methodology, MethodologyId};
use super::outcome::{Absence, Outcome};
use super::regency::{RegencyId, Unit, UnitId};
use super::result::{DIMENSION_VALUES, DimensionValues, ResultReader, year_absence};
use super::site::Site;
use super::source::{Source, SourceId, SourceList};
use super::text::{Slug, Text, slug, text};
use super::total::{Total, totals};
use super::{Names, reference};
use crate::diag::{At, Code, Diagnostic};
use crate::load::Sources;
use crate::load::decode::{Decoder, Map, Value, nearest};
use crate::load::tree::Doc;

/// All that was published for one year.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The year assessed.
    pub year: Year,
    /// By which method; `None` when nobody was assessed.
    pub methodology: Option<MethodologyId>,
    /// When it was released; `None`: long ago, public at once.
    pub released: Option<PartialDate>,
    /// How final it is.
    pub status: Status,
    /// Why there is nothing for the whole year.
    pub absence: Option<Absence>,
    /// A public remark.
    pub note: Option<Text>,
    /// What its figures cite.
    pub sources: Vec<Source>,
    /// Cited where a result names no source.
    pub default_sources: Arc<Vec<SourceId>>,
    /// How values of dimensions were published.
    pub dimension_values: DimensionValues,
    /// Results of bodies.
    pub results: Ledger<RegencyId, Outcome>,
    /// Results of service units.
    pub units: Ledger<UnitId, Outcome>,
    /// Products of the units that have any, in the order they were written.
    pub products: Ledger<UnitId, Box<[Product]>>,
    /// Published counts.
    pub totals: Vec<Total>,
    /// Tables that hold its results, by path below `content/`.
    pub tables: Vec<String>,
    /// Where it is written.
    pub at: At,
}

/// A service product.
#[derive(Debug, Clone)]
pub struct Product {
    /// Its key in this unit.
    pub id: Slug,
    /// Its public name.
    pub name: Text,
    /// Its result.
    pub outcome: Outcome,
}

impl Assessment {
    /// What is known of a body or a unit.
    pub fn outcome(&self, subject: Subject) -> Option<&Outcome> {
        match subject {
            Subject::Regency(id) => self.results.get(&id),
            Subject::Unit(id) => self.units.get(&id),
        }
    }

    /// The products of a unit.
    pub fn products_of(&self, unit: UnitId) -> &[Product] {
        self.products.get(&unit).map_or(&[], |list| list)
    }
}

/// How final an assessment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// It may still change.
    Provisional,
    /// It stands.
    #[default]
    Final,
    /// Somebody disputes it.
    UnderReview,
}

impl Status {
    /// The word in data files and theme strings.
    pub fn name(self) -> &'static str {
        STATUSES.iter().find(|(_, s)| *s == self).map_or("", |(name, _)| name)
    }
}

pub(super) const STATUSES: &[(&str, Status)] =
    &[("provisional", Status::Provisional), ("final", Status::Final), ("under-review", Status::UnderReview)];

/// What an assessment refers to.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The inputs, for tables.
    pub sources: &'a Sources,
    /// The site.
    pub site: &'a Site,
    /// The editions.
    pub methodologies: &'a [Methodology],
    /// Ids of the editions.
    pub methodology_names: &'a Names,
    /// Ids of the bodies.
    pub regencies: &'a Names,
    /// Ids of the units.
    pub units: &'a Names,
    /// The units, to hold their bodies against those of a table.
    pub unit_list: &'a [Unit],
}

/// Reads one year; faults of its tables are with their own files.
pub fn read(path: &str, doc: &Doc, known: Known<'_>) -> (Option<Assessment>, Vec<Diagnostic>) {
    let decoder = Decoder::new(doc.file, known.sources.text(doc.file));
    let mut faults = Vec::new();
    let assessment =
        decoder.value(doc.root()).map(fields::ASSESSMENT).and_then(|map| assessment(path, map, known, &mut faults));
    faults.extend(decoder.finish());
    (assessment, faults)
}

fn assessment(path: &str, map: Map<'_>, known: Known<'_>, faults: &mut Vec<Diagnostic>) -> Option<Assessment> {
    let site = known.site;
    let year = map.need("year").and_then(|v| own_year(v, path));
    let absence = year_absence(map, site);
    for key in ["results", "units"].into_iter().filter(|_| map.get("absent").is_some()) {
        if let (Some(key), Some(absent)) = (map.key(key), map.key("absent")) {
            let fault = key.fault(Code::ResultContradiction).variant("year");
            key.report(fault.with("key", key.peek_text().unwrap_or("")).related(absent.at(), "absent"));
        }
    }
    if let (Some(reason), None) = (map.key("reason"), map.get("absent")) {
        reason.report(reason.fault(Code::ResultContradiction).variant("year-reason"));
    }
    let methodology = match map.get("methodology") {
        Some(value) => reference(value, known.methodology_names, "methodology").map(|n| (value, MethodologyId(n))),
        None if absence.is_some() => None,
        None => map.need("methodology").and(None),
    };
    if let (Some((value, id)), Some(year)) = (methodology, year)
        && !known.methodologies[id.0].years.contains(&year)
    {
        let fault = value.fault(Code::MethodologyYear).with("year", year);
        value.report(fault.related(known.methodologies[id.0].at, "methodology"));
    }
    let mut sources = SourceList::read(map.get("sources"), &site.languages);
    let default_sources = map.get("source").map(|v| sources.cite_again(v)).unwrap_or_default();
    let dimension_values = map.get("dimension_values").and_then(|v| v.choice(DIMENSION_VALUES)).unwrap_or_default();
    let mut reader = ResultReader {
        site,
        methodology: methodology.map(|(_, id)| &known.methodologies[id.0]),
        // A file without a readable year still has its results checked.
        year: year.unwrap_or_else(|| Year::new(2199).expect("a year")),
        sources: &mut sources,
        default_sources: &default_sources,
        dimension_values,
    };
    let mut tables = Vec::new();
    let mut rows = |key: &str| map.get(key).map(|value| Rows::of(value, path, known.sources, &mut tables));
    let (results, units) = (rows("results"), rows("units"));
    let results = results.map(|rows| rows.results(&mut reader, known, faults)).unwrap_or_default();
    let (units, products) = units.map(|rows| rows.units(&mut reader, known, faults)).unwrap_or_default();
    let totals = map.get("totals").map(|v| totals(v, site, reader.sources)).unwrap_or_default();
    Some(Assessment {
        year: year?,
        methodology: methodology.map(|(_, id)| id),
        dimension_values,
        released: map.get("released").and_then(|value| released(value, year)),
        status: map.get("status").and_then(|v| v.choice(STATUSES)).unwrap_or_default(),
        absence,
        note: map.get("note").and_then(|v| text(v, &site.languages)),
        results,
        units,
        products,
        totals,
        tables,
        at: map.key("results").or(map.key("year")).map_or(map.at(), Value::at),
        default_sources,
        sources: sources.list,
    })
}

/// When results were released: not before the year that they are of, which a copied file would say.
fn released(value: Value<'_>, year: Option<Year>) -> Option<PartialDate> {
    let date = partial_date(value)?;
    if let Some(year) = year.filter(|year| date.last_day().year() < year.number()) {
        let fault = value.fault(Code::BadDate).variant("released").with("found", value.peek_text().unwrap_or(""));
        value.report(fault.with("year", year));
    }
    Some(date)
}

/// The year, which the file is named after.
fn own_year(value: Value<'_>, path: &str) -> Option<Year> {
    let year = year(value)?;
    let stem = path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or("");
    if stem != year.to_string() {
        value.report(value.fault(Code::BadYear).variant("file").with("found", year).with("file", stem));
    }
    Some(year)
}

/// Results in the file itself or in a table beside it.
enum Rows<'v, 's> {
    Map(Value<'v>),
    Table(&'s Doc, &'s str),
    Nothing,
}

impl<'v, 's> Rows<'v, 's> {
    fn of(value: Value<'v>, path: &str, sources: &'s Sources, tables: &mut Vec<String>) -> Self {
        let Some(file) = value.is_map().then(|| value.any_map()).flatten().and_then(|map| map.get("file")) else {
            return Rows::Map(value);
        };
        if value.map(fields::TABLE).is_none() {
            return Rows::Nothing;
        }
        let Some(name) = file.text() else { return Rows::Nothing };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let table = format!("{folder}/{name}");
        tables.push(table.clone());
        match sources.doc(&table) {
            Some(doc) => Rows::Table(doc, sources.text(doc.file)),
            None if sources.is_broken(&table) => Rows::Nothing,
            None => {
                let near = nearest(&table, sources.docs.keys().map(String::as_str).filter(|p| p.ends_with(".csv")));
                let suggestion = near.and_then(|path| path.rsplit('/').next());
                let fault = file.fault(Code::UnknownReference).variant("table").with("found", table.as_str());
                file.report(fault.with_some("suggestion", suggestion));
                Rows::Nothing
            }
        }
    }

    fn results(
        self,
        reader: &mut ResultReader<'_, '_>,
        known: Known<'_>,
        faults: &mut Vec<Diagnostic>,
    ) -> Ledger<RegencyId, Outcome> {
        let mut results = Seen::default();
        match self {
            Rows::Map(value) => {
                for (key, value) in value.any_map().into_iter().flat_map(Map::entries) {
                    let regency = reference(key, known.regencies, "regency");
                    let Some(map) = value.map(fields::RESULT) else { continue };
                    let outcome = reader.outcome(map);
                    results.put(regency.map(RegencyId), outcome, key);
                }
            }
            Rows::Table(doc, text) => {
                let keys = table_keys(&["regency"], reader);
                table(doc, text, &keys, faults, |map| {
                    let key = map.need("regency");
                    let regency = key.and_then(|v| reference(v, known.regencies, "regency"));
                    let outcome = reader.outcome(map);
                    results.put(regency.map(RegencyId), outcome, key.unwrap_or(map.value()));
                });
            }
            Rows::Nothing => {}
        }
        results.list.into_iter().collect()
    }

    fn units(self, reader: &mut ResultReader<'_, '_>, known: Known<'_>, faults: &mut Vec<Diagnostic>) -> OfUnits {
        let mut units = Seen::default();
        let mut of_units = Vec::new();
        match self {
            Rows::Map(value) => {
                for (key, value) in value.any_map().into_iter().flat_map(Map::entries) {
                    let unit = reference(key, known.units, "unit");
                    let Some(map) = value.map(fields::UNIT_RESULT) else { continue };
                    let products = map.get("products").map(|v| products(v, reader)).unwrap_or_default();
                    let id = units.put(unit.map(UnitId), reader.outcome(map), key);
                    of_units.extend(id.filter(|_| !products.is_empty()).map(|id| (id, products)));
                }
            }
            Rows::Table(doc, text) => {
                let keys = table_keys(&["regency", "unit"], reader);
                table(doc, text, &keys, faults, |map| {
                    let key = map.need("unit");
                    let unit = key.and_then(|v| reference(v, known.units, "unit"));
                    check_owner(map, unit, known);
                    let outcome = reader.outcome(map);
                    units.put(unit.map(UnitId), outcome, key.unwrap_or(map.value()));
                });
            }
            Rows::Nothing => {}
        }
        (units.list.into_iter().collect(), of_units.into_iter().collect())
    }
}

/// The body beside a unit is for people; it must still be the one the unit belongs to.
fn check_owner(map: Map<'_>, unit: Option<usize>, known: Known<'_>) {
    let Some(value) = map.get("regency") else { return };
    let named = reference(value, known.regencies, "regency").map(RegencyId);
    let (Some(named), Some(unit)) = (named, unit.and_then(|unit| known.unit_list.get(unit))) else { return };
    if named != unit.regency
        && let Some(owner) = known.regencies.id_of(unit.regency.0)
    {
        let fault = value.fault(Code::ResultContradiction).variant("unit-regency").with("unit", &unit.id);
        value
            .report(fault.with("owner", owner).with("found", value.peek_text().unwrap_or("")).related(unit.at, "unit"));
    }
}

/// The results of units, and the products of those that have some.
type OfUnits = (Ledger<UnitId, Outcome>, Ledger<UnitId, Box<[Product]>>);

/// Results by id; a second one of the same id is a fault.
struct Seen<K, V> {
    list: Vec<(K, V)>,
    first: AHashMap<K, At>,
}

impl<K, V> Default for Seen<K, V> {
    fn default() -> Self {
        Seen { list: Vec::new(), first: AHashMap::new() }
    }
}

impl<K: Eq + Hash + Copy, V> Seen<K, V> {
    /// Keeps a value and returns its id, if it is the first of that id.
    fn put(&mut self, id: Option<K>, value: V, key: Value<'_>) -> Option<K> {
        let id = id?;
        match self.first.get(&id) {
            Some(first) => {
                let name = key.peek_text().unwrap_or("");
                key.report(key.fault(Code::DuplicateId).with("id", name).related(*first, "first"));
                None
            }
            None => {
                self.first.insert(id, key.at());
                self.list.push((id, value));
                Some(id)
            }
        }
    }
}

fn table_keys<'a>(own: &[&'a str], reader: &ResultReader<'a, '_>) -> Vec<&'a str> {
    let dimensions = reader.methodology.iter().flat_map(|m| m.dimensions.iter().map(|d| d.id.as_str()));
    let columns = fields::RESULT.keys().filter(|key| !matches!(*key, "claims" | "dimensions" | "ranks"));
    own.iter().copied().chain(columns.map(|key| -> &'a str { key })).chain(dimensions).collect()
}

/// Reads a table row by row; unknown columns are reported once, at the heading.
fn table<'d>(doc: &'d Doc, text: &'d str, keys: &[&str], faults: &mut Vec<Diagnostic>, mut row: impl FnMut(Map<'_>)) {
    let decoder = Decoder::new(doc.file, text);
    for item in decoder.value(doc.root()).list().into_iter().flatten() {
        if let Some(map) = item.map_of(keys) {
            row(map);
        }
    }
    faults.extend(decoder.finish());
}

fn products(value: Value<'_>, reader: &mut ResultReader<'_, '_>) -> Box<[Product]> {
    let mut list = Vec::new();
    for (key, value) in value.any_map().into_iter().flat_map(Map::entries) {
        let id = slug(key);
        let Some(map) = value.map(fields::PRODUCT) else { continue };
        let name = map.need("name").and_then(|v| text(v, &reader.site.languages));
        let outcome = reader.outcome(map);
        if let (Some(id), Some(name)) = (id, name) {
            list.push(Product { id, name, outcome });
        }
    }
    list.into()
}
