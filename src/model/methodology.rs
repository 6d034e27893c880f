//! How scores become zones, edition by edition. A year is data, never code.

use std::cell::Cell;
use std::sync::Arc;

use super::date::{Year, year};
use super::fields::method as fields;
use super::number::Decimal;
use super::site::{Site, ZoneId, unique};
use super::source::{Source, SourceId, SourceList};
use super::text::{Slug, Text, slug, text};
use super::{Names, reference, zone_id};
use crate::diag::{At, Code};
use crate::load::decode::{Decoder, Map, Value};
use crate::load::tree::Doc;

/// A methodology by its place in `methodologies.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MethodologyId(pub usize);

/// One edition of the method.
#[derive(Debug, Clone)]
pub struct Methodology {
    /// Its id.
    pub id: Slug,
    /// Its public title.
    pub title: Text,
    /// The years it was used.
    pub years: Vec<Year>,
    /// The range and precision of its scores.
    pub scale: Scale,
    /// High to low; empty when the bounds are not known or there are no zones.
    pub bands: Vec<Band>,
    /// Whether it gives zones at all, or labels only.
    pub has_zones: bool,
    /// Who was assessed.
    pub coverage: Option<Coverage>,
    /// The parts of the score.
    pub dimensions: Vec<Dimension>,
    /// Why the line before it ends, in public words.
    pub break_text: Option<Text>,
    /// Editions whose scores are comparable with this one's.
    pub comparable_with: Vec<Slug>,
    /// What is not known about it, in public words.
    pub uncertain: Option<Text>,
    /// More on it, in public words.
    pub note: Option<Text>,
    /// Where it is described.
    pub sources: Vec<Source>,
    /// Where it is written.
    pub at: At,
}

/// The range and precision of scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Lowest possible.
    pub min: Decimal,
    /// Highest possible.
    pub max: Decimal,
    /// Decimals of a published score.
    pub decimals: u8,
    /// Which end is good.
    pub better: Better,
}

/// Which end of a scale is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// Scores from `from` (inclusive) up to the next band.
#[derive(Debug, Clone)]
pub struct Band {
    /// The lowest score of the band.
    pub from: Decimal,
    /// Its zone.
    pub zone: ZoneId,
    /// Its category, such as A.
    pub category: Option<Arc<str>>,
    /// Its public label.
    pub label: Option<Text>,
}

/// A part of the score.
#[derive(Debug, Clone)]
pub struct Dimension {
    /// Its id, also a table column.
    pub id: Slug,
    /// Its public name.
    pub label: Text,
    /// Its share of the score in percent.
    pub weight: Option<Decimal>,
}

/// Who was assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// Every body.
    Census,
    /// Some.
    Sample,
    /// Those that were not green yet.
    NotYetGreen,
}

impl Coverage {
    /// The word in data files and theme strings.
    pub fn name(self) -> &'static str {
        COVERAGES.iter().find(|(_, c)| *c == self).map_or("", |(name, _)| name)
    }
}

pub(super) const COVERAGES: &[(&str, Coverage)] =
    &[("census", Coverage::Census), ("sample", Coverage::Sample), ("not-yet-green", Coverage::NotYetGreen)];

impl Methodology {
    /// The band of a score.
    pub fn band(&self, score: Decimal) -> Option<&Band> {
        self.bands.iter().find(|band| score >= band.from)
    }

    /// Whether scores of the two editions may be subtracted.
    pub fn is_comparable(&self, other: &Methodology) -> bool {
        self.id == other.id || self.comparable_with.contains(&other.id) || other.comparable_with.contains(&self.id)
    }

    /// The upper end of a band: the `from` of the one above, or the top of the scale.
    pub fn upper(&self, band: usize) -> Decimal {
        band.checked_sub(1).and_then(|above| self.bands.get(above)).map_or(self.scale.max, |above| above.from)
    }
}

/// Whether a method gives zones.
pub(super) const ZONES: &[(&str, bool)] = &[("none", false), ("printed", true)];
/// The words for [`Better`].
pub(super) const BETTER: &[(&str, Better)] = &[("higher", Better::Higher), ("lower", Better::Lower)];
/// Decimals that a scale has at most.
pub(super) const MOST_DECIMALS: u32 = 6;

/// Reads `methodologies.yaml`.
pub fn read(doc: &Doc, decoder: &Decoder<'_>, site: &Site) -> Vec<Methodology> {
    let items: Vec<Value<'_>> = decoder.value(doc.root()).list().into_iter().flatten().collect();
    let mut names = Names::default();
    let ids = items.iter().filter(|v| v.is_map()).filter_map(|v| v.any_map()?.get("id")?.peek_text());
    ids.for_each(|id| names.add(id));
    let list: Vec<Methodology> =
        unique(items.iter().filter_map(|value| Some((*value, one(*value, site, &names)?))), |item| &item.id);
    for (n, later) in list.iter().enumerate() {
        for earlier in &list[..n] {
            if let Some(year) = later.years.iter().find(|year| earlier.years.contains(year)) {
                decoder.report(
                    crate::diag::Diagnostic::at(Code::MethodologyYear, later.at)
                        .variant("twice")
                        .with("year", year)
                        .related(earlier.at, "first"),
                );
            }
        }
    }
    list
}

fn one(value: Value<'_>, site: &Site, names: &Names) -> Option<Methodology> {
    let map = value.map(fields::METHODOLOGY)?;
    let words = |key: &str| map.get(key).and_then(|v| text(v, &site.languages));
    let scale = map.need("scale").and_then(scale);
    let id = map.need("id").and_then(slug);
    let title = map.need("title").and_then(|v| text(v, &site.languages));
    let years = map.need("years").and_then(Value::list).into_iter().flatten().filter_map(year).collect();
    let mut sources = SourceList::read(None, &site.languages);
    if let Some(source) = map.get("source") {
        let _: Vec<SourceId> = sources.cite(source);
    }
    let methodology = Methodology {
        years,
        bands: map.get("bands").map(|v| bands(v, site, scale)).unwrap_or_default(),
        has_zones: map.get("zones").and_then(|v| v.choice(ZONES)).unwrap_or(true),
        coverage: map.get("coverage").and_then(|v| v.choice(COVERAGES)),
        dimensions: map.get("dimensions").map(|v| dimensions(v, site)).unwrap_or_default(),
        break_text: words("break"),
        comparable_with: map
            .get("comparable_with")
            .and_then(Value::list)
            .into_iter()
            .flatten()
            .filter_map(|v| reference(v, names, "methodology").and_then(|_| slug(v)))
            .collect(),
        uncertain: words("uncertain"),
        note: words("note"),
        sources: sources.list,
        at: map.get("id").map_or(value.at(), Value::at),
        id: id?,
        title: title?,
        scale: scale?,
    };
    Some(methodology)
}

fn scale(value: Value<'_>) -> Option<Scale> {
    let map = value.map(fields::SCALE)?;
    let bound = |key: &str| map.need(key).and_then(plain_number);
    let (min, max) = (bound("min"), bound("max"));
    let decimals = map.need("decimals").and_then(decimals);
    let better = map.get("better").and_then(|v| v.choice(BETTER));
    let (min, max, decimals) = (min?, max?, decimals?);
    if min >= max {
        value.report(value.fault(Code::BandsOrder).variant("scale"));
        return None;
    }
    Some(Scale { min, max, decimals, better: better.unwrap_or(Better::Higher) })
}

fn decimals(value: Value<'_>) -> Option<u8> {
    let number = value.count()?;
    let decimals = u8::try_from(number).ok().filter(|_| number <= MOST_DECIMALS);
    if decimals.is_none() {
        value.report(value.fault(Code::BadNumber).variant("decimals").with("found", number));
    }
    decimals
}

fn plain_number(value: Value<'_>) -> Option<Decimal> {
    let text = value.text()?;
    // Nine digits before the point and six behind leave room for every difference and sum.
    let limit = Decimal::new(1_000_000_000, 0);
    let number = Decimal::parse(text).ok().filter(|n| n.abs() < limit && n.significant_decimals() <= 6);
    if number.is_none() {
        value.report(value.fault(Code::BadNumber).with("found", text));
    }
    number
}

fn bands(value: Value<'_>, site: &Site, scale: Option<Scale>) -> Vec<Band> {
    let mut list: Vec<Band> = Vec::new();
    let (mut written, mut last_at) = (0, None);
    for item in value.list().into_iter().flatten() {
        written += 1;
        let Some(map) = item.map(fields::BAND) else { continue };
        let from = map.need("from").and_then(|v| Some((v, plain_number(v)?)));
        let zone = map.need("zone").and_then(|v| zone_id(v, site));
        let category = map.get("category").and_then(Value::text).map(Arc::from);
        let label = map.get("label").and_then(|v| text(v, &site.languages));
        let (Some((at, from)), Some(zone)) = (from, zone) else { continue };
        if list.last().is_some_and(|above| above.from <= from) {
            at.report(at.fault(Code::BandsOrder).with("from", from));
        }
        if scale.is_some_and(|scale| from < scale.min || from > scale.max) {
            at.report(at.fault(Code::BandsOrder).variant("outside").with("from", from));
        }
        last_at = Some(at);
        list.push(Band { from, zone, category, label });
    }
    if let (Some(last), Some(at), Some(scale)) = (list.last(), last_at, scale)
        && last.from != scale.min
        && list.len() == written
    {
        at.report(at.fault(Code::BandsOrder).variant("lowest").with("min", scale.min).with("from", last.from));
    }
    list
}

fn dimensions(value: Value<'_>, site: &Site) -> Vec<Dimension> {
    // What could not be read is a fault of its own, and no sum is missed for it.
    let is_whole = Cell::new(true);
    let read = |item: Value<'_>| {
        let map: Map<'_> = item.map(fields::DIMENSION)?;
        let id = map.need("id").and_then(slug);
        let label = map.need("label").and_then(|v| text(v, &site.languages));
        let weight = map.get("weight").and_then(plain_number);
        is_whole.set(is_whole.get() && weight.is_some() == map.get("weight").is_some());
        Some(Dimension { id: id?, label: label?, weight })
    };
    let items: Vec<Value<'_>> = value.list().into_iter().flatten().collect();
    let list = unique(items.iter().filter_map(|item| read(*item).map(|d| (*item, d))), |d| &d.id);
    let is_whole = is_whole.get() && list.len() == items.len();
    let weights: Vec<Decimal> = list.iter().filter_map(|d| d.weight).collect();
    let sum = weights.iter().fold(Decimal::new(0, 0), |sum, weight| sum.plus(*weight));
    if is_whole && !weights.is_empty() && (weights.len() < list.len() || sum != Decimal::new(100, 0)) {
        value.report(value.fault(Code::WeightsSum).with("sum", sum));
    }
    list
}
