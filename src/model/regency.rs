//! The bodies that are assessed, kinds of service, and service units followed over the years.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::date::{Year, year};
use super::fields::bodies as fields;
use super::site::{KindId, Site, unique};
use super::text::{Slug, Text, slug, text};
use super::{Names, reference};
use crate::diag::{At, Code};
use crate::load::decode::{Decoder, Value};
use crate::load::tree::Doc;

/// A regency by its place in `regencies.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegencyId(pub usize);

impl From<RegencyId> for usize {
    fn from(id: RegencyId) -> usize {
        id.0
    }
}

/// A sector by its place in `sectors.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectorId(pub usize);

/// A unit by its place in `units.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub usize);

impl From<UnitId> for usize {
    fn from(id: UnitId) -> usize {
        id.0
    }
}

/// An assessed government or institution.
#[derive(Debug, Clone)]
pub struct Regency {
    /// Address and key.
    pub id: Slug,
    /// Public name.
    pub name: Text,
    /// Its league.
    pub kind: KindId,
    /// The code of the ministry of home affairs, a string.
    pub code: Option<Arc<str>>,
    /// Codes of other registers, by their name.
    pub codes: Vec<(Slug, Arc<str>)>,
    /// The body it belongs to: the scope of its ranks.
    pub parent: Option<RegencyId>,
    /// Its capital.
    pub capital: Option<Text>,
    /// Other spellings.
    pub aliases: Vec<Arc<str>>,
    /// Column and row on the tile map.
    pub tile: Option<(u32, u32)>,
    /// First year it existed.
    pub since: Option<Year>,
    /// Last year it existed.
    pub until: Option<Year>,
    /// The bodies that follow it.
    pub successors: Vec<RegencyId>,
    /// Earlier names, with the year each was given up.
    pub renamed: Vec<(Text, Year)>,
    /// Where it is written.
    pub at: At,
}

impl Regency {
    /// Whether it existed in a year.
    pub fn exists_in(&self, year: Year) -> bool {
        self.since.is_none_or(|since| since <= year) && self.until.is_none_or(|until| year <= until)
    }
}

/// The bodies that some bodies belong to, in the order of the file.
pub fn parents<'a>(bodies: impl IntoIterator<Item = &'a Regency>) -> BTreeSet<RegencyId> {
    bodies.into_iter().filter_map(|body| body.parent).collect()
}

/// A kind of service, so that all civil registries can be seen side by side.
#[derive(Debug, Clone)]
pub struct Sector {
    /// Address and key.
    pub id: Slug,
    /// Official name.
    pub name: Text,
    /// In everyday words.
    pub plain: Option<Text>,
}

/// A service unit of a regency.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Key.
    pub id: Slug,
    /// Whose it is.
    pub regency: RegencyId,
    /// What it serves.
    pub sector: Option<SectorId>,
    /// Public name.
    pub name: Text,
    /// Other spellings.
    pub aliases: Vec<Arc<str>>,
    /// Where it is written.
    pub at: At,
}

/// Reads `regencies.yaml`.
pub fn regencies(doc: &Doc, decoder: &Decoder<'_>, site: &Site) -> Vec<Regency> {
    let items: Vec<Value<'_>> = decoder.value(doc.root()).list().into_iter().flatten().collect();
    let ids = items.iter().filter_map(|v| v.is_map().then(|| v.any_map())??.get("id")?.peek_text());
    let mut names = Names::default();
    ids.for_each(|id| names.add(id));
    unique(items.iter().filter_map(|value| regency(*value, site, &names).map(|r| (*value, r))), |r| &r.id)
}

fn regency(value: Value<'_>, site: &Site, names: &Names) -> Option<Regency> {
    let map = value.map(fields::REGENCY)?;
    let id = map.need("id").and_then(slug);
    let name = map.need("name").and_then(|v| text(v, &site.languages));
    let kind = map.need("kind").and_then(|v| super::kind_id(v, site));
    let body = |v: Value<'_>| reference(v, names, "regency").map(RegencyId);
    let codes = map.get("codes").and_then(Value::any_map).into_iter().flat_map(|map| map.entries());
    Some(Regency {
        code: map.get("code").and_then(Value::text).map(Arc::from),
        codes: codes.filter_map(|(key, code)| Some((slug(key)?, code.text()?.into()))).collect(),
        parent: map.get("parent").and_then(body),
        capital: map.get("capital").and_then(|v| text(v, &site.languages)),
        aliases: texts(map.get("aliases")),
        tile: map.get("tile").and_then(tile),
        since: map.get("since").and_then(year),
        until: map.get("until").and_then(year),
        successors: map.get("successor").map(Value::one_or_list).into_iter().flatten().filter_map(body).collect(),
        renamed: map.get("renamed").map(|v| renamed(v, site)).unwrap_or_default(),
        at: value.at(),
        id: id?,
        name: name?,
        kind: kind?,
    })
}

/// Reads a list of plain texts.
pub fn texts(value: Option<Value<'_>>) -> Vec<Arc<str>> {
    value.and_then(Value::list).into_iter().flatten().filter_map(|v| v.text().map(Arc::from)).collect()
}

fn tile(value: Value<'_>) -> Option<(u32, u32)> {
    let parts: Vec<Option<u32>> = value.list()?.map(Value::count).collect();
    if let [Some(column), Some(row)] = parts[..] {
        return Some((column, row));
    }
    value.report(value.fault(Code::WrongShape).variant("tile"));
    None
}

fn renamed(value: Value<'_>, site: &Site) -> Vec<(Text, Year)> {
    let read = |item: Value<'_>| {
        let map = item.map(fields::RENAMED)?;
        let name = map.need("from").and_then(|v| text(v, &site.languages));
        let given_up = map.need("year").and_then(year);
        Some((name?, given_up?))
    };
    value.list().into_iter().flatten().filter_map(read).collect()
}

/// Reads `sectors.yaml`.
pub fn sectors(doc: &Doc, decoder: &Decoder<'_>, site: &Site) -> Vec<Sector> {
    let read = |value: Value<'_>| {
        let map = value.map(fields::SECTOR)?;
        let id = map.need("id").and_then(slug);
        let name = map.need("name").and_then(|v| text(v, &site.languages));
        let plain = map.get("plain").and_then(|v| text(v, &site.languages));
        Some(Sector { id: id?, name: name?, plain })
    };
    let items = decoder.value(doc.root()).list().into_iter().flatten();
    unique(items.filter_map(|value| Some((value, read(value)?))), |sector| &sector.id)
}

/// Reads `units.yaml` or `units.csv`.
pub fn units(doc: &Doc, decoder: &Decoder<'_>, site: &Site, regencies: &Names, sectors: &Names) -> Vec<Unit> {
    let read = |value: Value<'_>| {
        let map = value.map(fields::UNIT)?;
        let id = map.need("id").and_then(slug);
        let regency = map.need("regency").and_then(|v| reference(v, regencies, "regency"));
        let sector = map.get("sector").and_then(|v| reference(v, sectors, "sector"));
        let name = map.need("name").and_then(|v| text(v, &site.languages));
        let aliases = match map.get("aliases") {
            Some(list) if !list.is_list() => {
                list.text().into_iter().flat_map(|t| t.split('|')).map(|t| t.trim().into()).collect()
            }
            list => texts(list),
        };
        Some(Unit {
            at: value.at(),
            id: id?,
            regency: RegencyId(regency?),
            sector: sector.map(SectorId),
            name: name?,
            aliases,
        })
    };
    let items = decoder.value(doc.root()).list().into_iter().flatten();
    unique(items.filter_map(|value| Some((value, read(value)?))), |unit| &unit.id)
}
