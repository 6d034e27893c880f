//! The geometry of a feature: polygons of rings of positions, each checked where it stands.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};

use super::json::{Json, Members, Raw};
use super::{Polygon, Position, Read, Ring, cut};
use crate::diag::{At, Code, Diagnostic};

/// How many positions may still come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    pub(super) left: usize,
}

/// A feature whose geometry is read.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    pub(super) json: Json<'a>,
    /// The feature, for messages.
    pub(super) feature: String,
}

impl<'a> Shape<'a> {
    /// The polygons of a geometry.
    pub(super) fn polygons(
        &self,
        raw: Raw<'a>,
        geometry: &Members<'a>,
        budget: &mut Budget,
        faults: &mut Vec<Diagnostic>,
    ) -> Read<Vec<Polygon>> {
        let at = self.json.at(raw);
        let kind = geometry.text("type").unwrap_or_default();
        let coordinates = geometry.get("coordinates");
        let list = |raw: Raw<'a>| self.json.list(raw).ok_or_else(|| self.fault("coordinates", self.json.at(raw)));
        match (kind.as_str(), coordinates) {
            ("Polygon", Some(own)) => Ok(vec![self.polygon(list(own)?, own, budget, faults)?]),
            ("MultiPolygon", Some(own)) => {
                let polygons = list(own)?.into_iter();
                let polygons: Vec<Polygon> = polygons
                    .map(|polygon| self.polygon(list(polygon)?, polygon, budget, faults))
                    .collect::<Read<_>>()?;
                if polygons.is_empty() {
                    return Err(self.fault("empty", self.json.at(own)));
                }
                Ok(polygons)
            }
            ("Polygon" | "MultiPolygon", None) => Err(self.fault("coordinates", at)),
            _ => {
                let at = geometry.get("type").map_or(at, |value| self.json.at(value));
                Err(Box::new(self.fault("geometry", at).with("found", cut(&kind))))
            }
        }
    }

    fn polygon(
        &self,
        rings: Vec<Raw<'a>>,
        raw: Raw<'a>,
        budget: &mut Budget,
        faults: &mut Vec<Diagnostic>,
    ) -> Read<Polygon> {
        if rings.is_empty() {
            return Err(self.fault("empty", self.json.at(raw)));
        }
        rings.into_iter().map(|ring| self.ring(ring, budget, faults)).collect()
    }

    fn ring(&self, raw: Raw<'a>, budget: &mut Budget, faults: &mut Vec<Diagnostic>) -> Read<Ring> {
        let at = self.json.at(raw);
        let list = self.json.list(raw).ok_or_else(|| self.fault("coordinates", at))?;
        budget.left = budget.left.saturating_sub(list.len());
        if budget.left == 0 {
            return Err(Box::new(self.fault("positions", at).with("limit", super::POSITIONS)));
        }
        let mut ring: Ring = list.iter().map(|raw| self.position(raw)).collect::<Read<_>>()?;
        match ring.first() == ring.last() {
            true => drop(ring.pop()),
            false => faults.push(Diagnostic::at(Code::MapRing, at).with("feature", &self.feature)),
        }
        let mut corners = ring.clone();
        corners.sort_by(|one, other| one[0].total_cmp(&other[0]).then(one[1].total_cmp(&other[1])));
        corners.dedup();
        match corners.len() {
            0..3 => Err(self.fault("ring", at)),
            _ => Ok(ring),
        }
    }

    fn position(&self, raw: Raw<'a>) -> Read<Position> {
        let at = self.json.at(raw);
        let Some(Point(position)) = serde_json::from_str(raw.get()).ok() else {
            return Err(Box::new(self.fault("position", at).with("found", cut(raw.get()))));
        };
        let [longitude, latitude] = position;
        if longitude.abs() <= 180.0 && latitude.abs() <= 90.0 {
            // Minus zero is zero, so that equal positions have equal bits.
            return Ok([longitude + 0.0, latitude + 0.0]);
        }
        let is_swapped = longitude.abs() <= 90.0 && latitude.abs() <= 180.0;
        let fault = self.fault(if is_swapped { "swapped" } else { "globe" }, at);
        Err(Box::new(fault.with("found", cut(raw.get()))))
    }

    fn fault(&self, variant: &'static str, at: At) -> Box<Diagnostic> {
        Box::new(Diagnostic::at(Code::MapFile, at).variant(variant).with("feature", &self.feature))
    }
}

/// The first two numbers of a position; a height after them is passed over.
struct Point(Position);

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Point;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("two numbers")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Point, A::Error> {
                let short = || serde::de::Error::custom("two numbers");
                let longitude = seq.next_element()?.ok_or_else(short)?;
                let latitude = seq.next_element()?.ok_or_else(short)?;
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Point([longitude, latitude]))
            }
        }
        deserializer.deserialize_seq(Numbers)
    }
}
