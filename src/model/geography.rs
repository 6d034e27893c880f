//! Where the bodies lie: the shapes of the map joined to them by their codes, and the tiles of the tile map.

use std::collections::{BTreeMap, BTreeSet};

use super::regency::{Regency, RegencyId, parents};
use super::text::Slug;
use crate::diag::{At, Bag, Code, Diagnostic};
use crate::load::geojson::{Feature, MapFile, Polygon};

/// The last column and the last row that a tile may have.
pub const LAST_TILE: u32 = 40;
/// The most bodies that a map shows; with more, those they belong to are shown with counts.
pub const SHAPES: usize = 60;
/// Properties whose value is the code or the id of a body, besides the member `id` of a feature.
const OWN: &[&str] = &["code", "kode", "id"];
/// How many names a message lists.
const LISTED: usize = 8;

/// The surfaces of the bodies that the map has, by their ids.
pub type Geography = BTreeMap<Slug, Vec<Polygon>>;

/// The shapes of the bodies; what is wrong with them and with the tiles is told. Without bodies nothing is known of shapes.
pub fn of(map: Option<&MapFile>, regencies: &[Regency], bag: &mut Bag) -> Geography {
    bag.extend(tiles(regencies, map));
    let Some(map) = map.filter(|_| !regencies.is_empty()) else { return Geography::new() };
    let (geography, faults) = join(map, regencies);
    bag.extend(faults);
    geography
}

/// Drops the shapes of bodies that are not public.
pub fn keep(geography: &mut Geography, regencies: &[Regency]) {
    let shown: BTreeSet<&Slug> = regencies.iter().map(|body| &body.id).collect();
    geography.retain(|id, _| shown.contains(id));
}

/// Joins the shapes of a map to the bodies; several shapes of one body are its surfaces together.
fn join(map: &MapFile, regencies: &[Regency]) -> (Geography, Vec<Diagnostic>) {
    let index = Index::of(regencies);
    let (mut geography, mut faults) = (Geography::new(), Vec::new());
    for feature in &map.features {
        match &index.bodies(feature)[..] {
            [n] => {
                let id = regencies[*n].id.clone();
                geography.entry(id).or_default().extend(feature.polygons.iter().cloned());
            }
            [] => {
                let fault = Diagnostic::at(Code::MapMatch, feature.at).variant("shape");
                faults.push(fault.with("feature", feature.shown()).with_some("tried", index.tried(feature)));
            }
            several => {
                let bodies: Vec<&str> = several.iter().map(|n| regencies[*n].id.as_str()).collect();
                let fault = Diagnostic::at(Code::MapMatch, feature.at).variant("two");
                faults.push(fault.with("feature", feature.shown()).with("bodies", bodies.join(", ")));
            }
        }
    }
    let is_missing = |body: &&Regency| !geography.contains_key(&body.id);
    let missing: Vec<&Regency> = on_a_map(regencies).filter(is_missing).collect();
    faults.extend(listed(Diagnostic::at(Code::MapMatch, At::top(map.file)).variant("body"), &missing));
    (geography, faults)
}

/// What is wrong with the tiles; bodies without one are told when another has one and no map takes their place.
fn tiles(regencies: &[Regency], map: Option<&MapFile>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut taken: BTreeMap<(u32, u32), At> = BTreeMap::new();
    for body in regencies {
        let Some(tile) = body.tile else { continue };
        let shown = format!("[{}, {}]", tile.0, tile.1);
        if tile.0.max(tile.1) > LAST_TILE {
            let fault = Diagnostic::at(Code::TilePlace, body.at).variant("far");
            faults.push(fault.with("found", shown).with("limit", LAST_TILE));
            continue;
        }
        match taken.get(&tile) {
            // A body and the one that took over from it may share a tile.
            Some(_) if body.until.is_some() => {}
            Some(first) => {
                faults.push(Diagnostic::at(Code::TilePlace, body.at).with("found", shown).related(*first, "first"));
            }
            None => drop(taken.insert(tile, body.at)),
        }
    }
    let expected = on_tiles(regencies);
    let is_placed = |body: &&Regency| body.tile.is_some_and(|tile| taken.contains_key(&tile));
    let missing: Vec<&Regency> = expected.iter().copied().filter(|body| body.tile.is_none()).collect();
    if let (None, Some(first)) = (map, missing.first().filter(|_| expected.iter().any(is_placed))) {
        faults.extend(listed(Diagnostic::at(Code::TilePlace, first.at).variant("none"), &missing));
    }
    faults
}

/// The bodies that a map is expected to show: those of today that have none below them.
fn on_a_map(regencies: &[Regency]) -> impl Iterator<Item = &Regency> {
    let parents = parents(regencies);
    let bodies = regencies.iter().enumerate();
    bodies.filter(move |(n, body)| body.until.is_none() && !parents.contains(&RegencyId(*n))).map(|(_, body)| body)
}

/// The bodies that tiles are expected for: those of a map, or where they are too many for one, those they belong to.
fn on_tiles(regencies: &[Regency]) -> Vec<&Regency> {
    let own: Vec<&Regency> = on_a_map(regencies).collect();
    if own.len() <= SHAPES {
        return own;
    }
    parents(own).into_iter().map(|id| &regencies[id.0]).collect()
}

fn listed(fault: Diagnostic, missing: &[&Regency]) -> Option<Diagnostic> {
    let names: Vec<&str> = missing.iter().take(LISTED).map(|body| body.id.as_str()).collect();
    let is_more = missing.len() > LISTED;
    let names = format!("{}{}", names.join(", "), if is_more { ", …" } else { "" });
    (!missing.is_empty()).then(|| fault.with("count", missing.len()).with("missing", names))
}

/// Bodies by what a shape may say of them: the register (empty for the body's own) and the value.
struct Index<'a> {
    by_value: BTreeMap<(&'a str, &'a str), Vec<usize>>,
    registers: Vec<&'a str>,
}

impl<'a> Index<'a> {
    fn of(regencies: &'a [Regency]) -> Self {
        let mut index = Index { by_value: BTreeMap::new(), registers: Vec::new() };
        for (n, body) in regencies.iter().enumerate() {
            let own = std::iter::once(body.id.as_str()).chain(body.code.as_deref()).map(|value| ("", value));
            let codes = body.codes.iter().map(|(register, code)| (register.as_str(), &**code));
            for key in own.chain(codes) {
                index.by_value.entry(key).or_default().push(n);
            }
            index.registers.extend(body.codes.iter().map(|(register, _)| register.as_str()));
        }
        index.registers.sort_unstable();
        index.registers.dedup();
        index
    }

    /// The bodies of a shape, each once: its own code or id, else its codes in other registers.
    fn bodies(&self, feature: &Feature) -> Vec<usize> {
        let named = |is_own: bool| {
            let values = feature.properties.iter().filter_map(move |(key, value)| {
                let register = self.register(key)?;
                (register.is_empty() == is_own).then_some((register, value.trim()))
            });
            let mut found: Vec<usize> = values.filter_map(|key| self.by_value.get(&key)).flatten().copied().collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let own = named(true);
        if own.is_empty() { named(false) } else { own }
    }

    /// The register that a property is of: `bps`, `kode_bps` or `code_bps` for the codes of `bps`.
    fn register(&self, key: &str) -> Option<&'a str> {
        let key = key.to_lowercase();
        if OWN.contains(&key.as_str()) {
            return Some("");
        }
        let name = ["kode_", "code_"].iter().find_map(|start| key.strip_prefix(start)).unwrap_or(&key);
        self.registers.iter().copied().find(|register| *register == name)
    }

    /// What a shape says of itself that bodies are known by.
    fn tried(&self, feature: &Feature) -> Option<String> {
        let known = feature.properties.iter().filter(|(key, _)| self.register(key).is_some());
        let shown = |(key, value): &(String, String)| format!("{key} = {}", value.chars().take(40).collect::<String>());
        let list: Vec<String> = known.map(shown).take(LISTED).collect();
        (!list.is_empty()).then(|| list.join(", "))
    }
}
