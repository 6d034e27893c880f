//! `content/map.geojson` → shapes of longitudes and latitudes, each with its place in the file.
//!
//! The file is hostile until it is read: its size, features and positions are bounded, nothing is read by its nesting, and
//! every number is checked to be on the globe. Members that nothing here names are left alone, as the format asks.

mod json;
mod shape;

use crate::diag::{At, Code, Diagnostic, FileId};
use json::Json;
use shape::Budget;

/// The path of the file below `content/`.
pub const MAP: &str = "map.geojson";
/// Bytes of the largest map that is read.
pub const MAP_LIMIT: u64 = 16 << 20;
/// The most shapes a map may have.
const FEATURES: usize = 2_000;
/// The most positions that all its shapes may have together.
pub const POSITIONS: usize = 1_000_000;
/// After so many faults the rest is not read.
const FAULTS: usize = 20;

/// A longitude and a latitude in degrees.
pub type Position = [f64; 2];
/// Positions in a circle, without the first again at its end; at least three.
pub type Ring = Vec<Position>;
/// An outline, then the holes in it.
pub type Polygon = Vec<Ring>;

/// A map as it was read.
#[derive(Debug, Clone)]
pub struct MapFile {
    /// The file.
    pub file: FileId,
    /// Its shapes, in order.
    pub features: Vec<Feature>,
}

/// A shape and what it says of itself.
#[derive(Debug, Clone)]
pub struct Feature {
    /// Its place: the first letter of it.
    pub at: At,
    /// Its number in the file, from 1.
    pub number: usize,
    /// The member `id`, then the properties that are a text or a number, in order.
    pub properties: Vec<(String, String)>,
    /// Its surfaces.
    pub polygons: Vec<Polygon>,
}

impl Feature {
    /// What it is called, where it says so.
    pub fn name(&self) -> Option<&str> {
        const NAMES: &[&str] = &["name", "nama", "NAME", "NAMOBJ"];
        let own = |name: &&str| self.properties.iter().find(|(key, _)| key == name);
        NAMES.iter().find_map(own).map(|(_, value)| value.as_str())
    }

    /// Its name, or else its number.
    pub fn shown(&self) -> String {
        let name = self.name().map(|name| name.chars().take(80).collect::<String>());
        name.map_or_else(|| self.number.to_string(), |name| format!("{} ({name})", self.number))
    }
}

/// Reads a map; `None` when it has faults.
pub fn parse(file: FileId, text: &str) -> (Option<MapFile>, Vec<Diagnostic>) {
    let json = Json { file, text };
    let mut faults = Vec::new();
    let features = collection(json, &mut faults).unwrap_or_default();
    let is_whole = !faults.iter().any(|fault| fault.severity() == crate::diag::Severity::Error);
    (is_whole.then_some(MapFile { file, features }), faults)
}

/// The shapes of a collection; faults end it or pass over a shape.
fn collection(json: Json<'_>, faults: &mut Vec<Diagnostic>) -> Option<Vec<Feature>> {
    let members = json.whole(faults)?;
    let kind = members.text("type").unwrap_or_default();
    if kind != "FeatureCollection" {
        let at = members.get("type").map_or_else(|| json.start(), |value| json.at(value));
        faults.push(Diagnostic::at(Code::MapFile, at).variant("collection").with("found", cut(&kind)));
        return None;
    }
    if let Some(crs) = members.get("crs").filter(|crs| !is_degrees(crs.get())) {
        faults.push(Diagnostic::at(Code::MapFile, json.at(crs)).variant("crs"));
        return None;
    }
    let Some(list) = members.get("features").and_then(|value| json.list(value)) else {
        let at = members.get("features").map_or_else(|| json.start(), |value| json.at(value));
        faults.push(Diagnostic::at(Code::MapFile, at).variant("features"));
        return None;
    };
    if list.len() > FEATURES {
        let fault = Diagnostic::at(Code::MapFile, json.at(list[FEATURES])).variant("many");
        faults.push(fault.with("limit", FEATURES).with("found", list.len()));
        return None;
    }
    let mut budget = Budget { left: POSITIONS };
    let mut features = Vec::new();
    for (n, raw) in list.into_iter().enumerate() {
        match feature(json, n + 1, raw, &mut budget, faults) {
            Ok(feature) => features.extend(feature),
            Err(fault) => faults.push(*fault),
        }
        if faults.len() >= FAULTS || budget.left == 0 {
            break;
        }
    }
    Some(features)
}

type Read<T> = Result<T, Box<Diagnostic>>;

/// One shape; `None` when it has no geometry, which the format allows.
fn feature(
    json: Json<'_>,
    number: usize,
    raw: json::Raw<'_>,
    budget: &mut Budget,
    faults: &mut Vec<Diagnostic>,
) -> Read<Option<Feature>> {
    let at = json.at(raw);
    let fault = |variant, at| Box::new(Diagnostic::at(Code::MapFile, at).variant(variant).with("feature", number));
    let members = json.members(raw, faults).ok_or_else(|| fault("feature", at))?;
    if members.text("type").as_deref() != Some("Feature") {
        return Err(fault("feature", members.get("type").map_or(at, |value| json.at(value))));
    }
    let mut properties: Vec<(String, String)> =
        members.text("id").map(|id| ("id".to_owned(), id)).into_iter().collect();
    if let Some(raw) = members.get("properties").filter(|raw| raw.get() != "null") {
        let own = json.members(raw, faults).ok_or_else(|| fault("properties", json.at(raw)))?;
        properties.extend(own.texts());
    }
    let mut feature = Feature { at, number, properties, polygons: Vec::new() };
    let Some(geometry) = members.get("geometry").filter(|raw| raw.get() != "null") else { return Ok(None) };
    let own = json.members(geometry, faults).ok_or_else(|| fault("geometry", json.at(geometry)))?;
    let shape = shape::Shape { json, feature: feature.shown() };
    feature.polygons = shape.polygons(geometry, &own, budget, faults)?;
    Ok(Some(feature))
}

/// Whether an old reference system is the one that all maps have now: degrees of WGS 84, longitude first.
fn is_degrees(crs: &str) -> bool {
    crs == "null" || ["CRS84", "EPSG::4326", "EPSG:4326"].iter().any(|name| crs.contains(name))
}

/// A text that a message can show.
fn cut(text: &str) -> String {
    text.chars().take(60).collect()
}
