//! Published counts of a year: context for the figures, and arithmetic that is checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::results::{ALL, TOTAL};
use super::site::{KindId, Site, ZoneId};
use super::source::{SourceId, SourceList};
use super::text::{Text, text};
use super::{kind_id, zone_id};
use crate::diag::Code;
use crate::load::decode::{Map, Value};

/// Counts that a source states.
#[derive(Debug, Clone)]
pub struct Total {
    /// The kinds counted; empty for all.
    pub kinds: Vec<KindId>,
    /// How many bodies were assessed.
    pub assessed: Option<u32>,
    /// Bodies by zone.
    pub counts: BTreeMap<ZoneId, u32>,
    /// Bodies by category.
    pub categories: Vec<(Arc<str>, u32)>,
    /// Service units assessed.
    pub units: Option<u32>,
    /// Products assessed.
    pub products: Option<u32>,
    /// Where it stands.
    pub sources: Vec<SourceId>,
    /// A public remark.
    pub note: Option<Text>,
}

/// Reads `totals:`.
pub fn totals(value: Value<'_>, site: &Site, sources: &mut SourceList<'_>) -> Vec<Total> {
    let items = value.list().into_iter().flatten();
    items.filter_map(|item| item.map(TOTAL).and_then(|map| total(map, site, sources))).collect()
}

fn total(map: Map<'_>, site: &Site, sources: &mut SourceList<'_>) -> Option<Total> {
    let level = map.need("level")?;
    let kinds: Vec<KindId> = match level.peek_text() {
        Some(ALL) => Vec::new(),
        _ if level.is_list() && level.one_or_list().is_empty() => {
            level.report(level.fault(Code::EmptyValue));
            return None;
        }
        _ => level.one_or_list().into_iter().filter_map(|v| kind_id(v, site)).collect(),
    };
    let number = |key: &str| map.get(key).and_then(Value::count);
    let counts: BTreeMap<ZoneId, u32> =
        map.get("counts").and_then(Value::any_map).map_or_else(BTreeMap::new, |counts| {
            counts.entries().filter_map(|(zone, n)| Some((zone_id(zone, site)?, n.count()?))).collect()
        });
    let categories: Vec<(Arc<str>, u32)> =
        map.get("categories").and_then(Value::any_map).map_or_else(Vec::new, |list| {
            list.entries().filter_map(|(name, n)| Some((name.text()?.into(), n.count()?))).collect()
        });
    let total = Total {
        kinds,
        assessed: number("assessed"),
        units: number("units"),
        products: number("products"),
        sources: map.get("source").map(|v| sources.cite(v)).unwrap_or_default(),
        note: map.get("note").and_then(|v| text(v, &site.languages)),
        counts,
        categories,
    };
    if total.sources.is_empty() && map.get("source").is_none_or(|v| v.one_or_list().is_empty()) {
        level.report(level.fault(Code::SourceMissing).variant("total"));
    }
    check(map, &total, site);
    Some(total)
}

/// All zones must add up to the bodies assessed; some of them to no more.
fn check(map: Map<'_>, total: &Total, site: &Site) {
    let Some(assessed) = total.assessed else { return };
    let compare = |key: &str, sum: u64, is_whole: bool| {
        let is_wrong = if is_whole { sum != u64::from(assessed) } else { sum > u64::from(assessed) };
        if let Some(value) = map.get(key).filter(|_| is_wrong) {
            value.report(value.fault(Code::TotalsSum).with("sum", sum).with("assessed", assessed));
        }
    };
    let counted = total.counts.values().map(|n| u64::from(*n)).sum();
    compare("counts", counted, total.counts.len() == site.zones.len());
    compare("categories", total.categories.iter().map(|(_, n)| u64::from(*n)).sum(), false);
}
