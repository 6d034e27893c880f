//! Reading a result: keys → [`Outcome`], with what contradicts itself and what follows from the bands.

use std::sync::Arc;

use super::date::{Year, year};
use super::fields::results as fields;
use super::methodology::Methodology;
use super::number::Decimal;
use super::outcome::{
    ABSENCES, Absence, Award, Basis, Claim, Figure, Outcome, Particulars, PublishedRank, REASONS, Statement,
};
use super::score::score;
use super::site::{Site, ZoneId};
use super::source::{SourceId, SourceList};
use super::text::{Slug, slug, text};
use super::zone_id;
use crate::diag::Code;
use crate::load::decode::{Map, Value, nearest};

/// What results of one file are read with.
#[derive(Debug)]
pub struct ResultReader<'a, 's> {
    /// The site.
    pub site: &'a Site,
    /// The file's methodology; `None` when it is at fault.
    pub methodology: Option<&'a Methodology>,
    /// The file's year.
    pub year: Year,
    /// The file's sources.
    pub sources: &'s mut SourceList<'a>,
    /// The sources of results that name none.
    pub default_sources: &'s Arc<Vec<SourceId>>,
    /// How dimension values were published.
    pub dimension_values: DimensionValues,
}

/// How dimension values were published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DimensionValues {
    /// Each on the whole scale.
    #[default]
    Scaled,
    /// Each as its share of the score.
    Weighted,
}

/// The words for [`DimensionValues`].
pub const DIMENSION_VALUES: &[(&str, DimensionValues)] =
    &[("scaled", DimensionValues::Scaled), ("weighted", DimensionValues::Weighted)];

/// The words for [`Award`].
pub(super) const AWARDS: &[(&str, Award)] = &[("given", Award::Given), ("withheld", Award::Withheld)];

impl ResultReader<'_, '_> {
    /// Reads one result from a map whose keys were checked.
    pub fn outcome(&mut self, map: Map<'_>) -> Outcome {
        let languages = &self.site.languages;
        let words = |key: &str| map.get(key).and_then(|v| text(v, languages));
        let mut stated = self.statement(map);
        let chosen = words("chosen");
        let note = words("note");
        let award = map.get("award").and_then(|v| v.choice(AWARDS));
        let claims = map.get("claims").and_then(Value::list).into_iter().flatten();
        let claims = claims.filter_map(|value| self.claim(value)).collect();
        let ranks = map.get("ranks").and_then(Value::list).into_iter().flatten();
        let ranks = ranks.filter_map(|value| self.rank(value)).collect();
        let dimensions = self.dimensions(map);
        let sources = map.get("source").map_or_else(|| self.default_sources.clone(), |v| self.sources.cite_again(v));
        let at = map.at();
        self.check(map, &stated, &sources);
        let (zone_basis, category_basis) = self.complete(map, &mut stated);
        let particulars = Particulars { claims, chosen, dimensions, ranks, note }.if_any();
        Outcome { stated, zone_basis, category_basis, award, particulars, sources, at }
    }

    fn statement(&mut self, map: Map<'_>) -> Statement {
        let scale = self.methodology.map(|m| m.scale);
        let figure = map.get("score").map_or(Figure::None, |value| match value.peek_text() {
            Some(fields::NOT_FOUND) => Figure::NotFound,
            _ => score(value, scale).map_or(Figure::None, Figure::Known),
        });
        let reason = map.get("reason").and_then(|v| absence_reason(v, self.site));
        let absence = map.get("absent").and_then(|v| v.choice(ABSENCES)).map(|kind| Box::new(Absence { kind, reason }));
        Statement {
            score: figure,
            zone: map.get("zone").and_then(|v| zone_id(v, self.site)),
            category: map.get("category").and_then(Value::text).map(|text| self.category(text)),
            label: map.get("label").and_then(|v| text(v, &self.site.languages)),
            absence,
            measured: map.get("measured").and_then(|v| self.earlier(v)),
        }
    }

    /// A category as the bands have it, so that its results share one text.
    fn category(&self, text: &str) -> Arc<str> {
        let mut known = self.methodology.into_iter().flat_map(|m| &m.bands).filter_map(|band| band.category.as_ref());
        known.find(|own| ***own == *text).map_or_else(|| text.into(), Arc::clone)
    }

    fn earlier(&self, value: Value<'_>) -> Option<Year> {
        let measured = year(value)?;
        if measured >= self.year {
            value
                .report(value.fault(Code::BadYear).variant("measured").with("found", measured).with("year", self.year));
            return None;
        }
        Some(measured)
    }

    fn claim(&mut self, value: Value<'_>) -> Option<Claim> {
        let map = value.map(fields::CLAIM)?;
        let stated = self.statement(map);
        let sources = map.get("source").map(|v| self.sources.cite(v)).unwrap_or_default();
        if map.get("source").is_none_or(|v| v.one_or_list().is_empty()) {
            value.report(value.fault(Code::SourceMissing).variant("claim"));
        }
        self.check_contradictions(map);
        Some(Claim { stated, sources, note: map.get("note").and_then(|v| text(v, &self.site.languages)) })
    }

    fn rank(&mut self, value: Value<'_>) -> Option<PublishedRank> {
        let map = value.map(fields::RANK)?;
        let scope = map.need("scope").and_then(|v| {
            let name = v.text()?;
            let known = self.site.scopes.iter().position(|(id, _)| id.as_str() == name);
            if known.is_none() {
                let suggestion = nearest(name, self.site.scopes.iter().map(|(id, _)| id.as_str()));
                let fault = v.fault(Code::UnknownReference).variant("scope").with("found", name);
                v.report(fault.with_some("suggestion", suggestion));
            }
            known
        });
        let rank = map.need("rank").and_then(Value::count);
        let of = map.get("of").and_then(Value::count);
        let sources = map.get("source").map(|v| self.sources.cite(v)).unwrap_or_default();
        let (scope, rank) = (scope?, rank?);
        if rank == 0 || of.is_some_and(|of| rank > of) {
            value.report(value.fault(Code::BadNumber).variant("rank").with("found", rank).with_some("of", of));
            return None;
        }
        Some(PublishedRank { scope, rank, of, sources })
    }

    /// `dimensions:` as a map, or the columns of a table.
    fn dimensions(&self, map: Map<'_>) -> Box<[(usize, Decimal)]> {
        let Some(methodology) = self.methodology else { return Box::default() };
        let ids = || methodology.dimensions.iter().map(|d| d.id.as_str());
        let inner = map.get("dimensions").and_then(|v| v.map_of(&ids().collect::<Vec<_>>()));
        let mut list = Vec::new();
        for (n, dimension) in methodology.dimensions.iter().enumerate() {
            let id = dimension.id.as_str();
            let column = inner.and_then(|m| m.get(id)).or_else(|| map.get(id));
            let Some(value) = column else { continue };
            let mut scale = methodology.scale;
            if let (DimensionValues::Weighted, Some(weight)) = (self.dimension_values, dimension.weight) {
                scale.max = weight;
            }
            list.extend(score(value, Some(scale)).map(|value| (n, value)));
        }
        list.into()
    }

    /// What contradicts itself, and figures without a source.
    fn check(&self, map: Map<'_>, stated: &Statement, sources: &[SourceId]) {
        self.check_contradictions(map);
        let says_something = stated.score.known().is_some() || stated.zone.is_some() || stated.label.is_some();
        let cites = map.get("source").is_some_and(|v| !v.one_or_list().is_empty());
        if says_something && sources.is_empty() && !cites {
            map.value().report(map.value().fault(Code::SourceMissing));
        }
    }

    fn check_contradictions(&self, map: Map<'_>) {
        let has_result = ["score", "zone", "category", "label"].into_iter().find_map(|key| map.key(key));
        if let (Some(absent), Some(result)) = (map.key("absent"), has_result) {
            let fault = result.fault(Code::ResultContradiction).with("key", result.peek_text().unwrap_or(""));
            result.report(fault.related(absent.at(), "absent"));
        }
        if let (Some(reason), None) = (map.key("reason"), map.get("absent")) {
            reason.report(reason.fault(Code::ResultContradiction).variant("reason"));
        }
        if has_result.is_none() && map.get("absent").is_none() {
            map.value().report(map.value().fault(Code::ResultContradiction).variant("nothing"));
        }
    }

    /// Adds what follows from the bands; the printed zone stays, and a difference is a warning.
    fn complete(&self, map: Map<'_>, stated: &mut Statement) -> (Basis, Basis) {
        // The bands of this edition say nothing of a score that another year measured.
        let is_own = stated.measured.is_none();
        let band = self.methodology.filter(|_| is_own).and_then(|m| m.band(stated.score.known()?));
        let zone_basis = if stated.zone.is_some() { Basis::Printed } else { Basis::Computed };
        let category_basis = if stated.category.is_some() { Basis::Printed } else { Basis::Computed };
        let Some(band) = band else { return (zone_basis, category_basis) };
        let zone_name = |zone: ZoneId| self.site.zone(zone).id.to_string();
        if let (Some(zone), Some(value)) = (stated.zone.filter(|zone| *zone != band.zone), map.get("zone")) {
            let fault =
                value.fault(Code::ZoneDiffers).with("found", zone_name(zone)).with("computed", zone_name(band.zone));
            value.report(fault.with("from", band.from));
        }
        if let (Some(printed), Some(own), Some(value)) = (&stated.category, &band.category, map.get("category"))
            && printed != own
        {
            let fault = value.fault(Code::ZoneDiffers).variant("category").with("found", printed).with("computed", own);
            value.report(fault.with("from", band.from));
        }
        stated.zone = stated.zone.or(Some(band.zone));
        if stated.category.is_none() {
            stated.category.clone_from(&band.category);
        }
        if stated.label.is_none() && stated.zone == Some(band.zone) {
            stated.label.clone_from(&band.label);
        }
        (zone_basis, category_basis)
    }
}

/// Reads the reason of an absence.
fn absence_reason(value: Value<'_>, site: &Site) -> Option<Slug> {
    let id = slug(value)?;
    let own = site.absence_reasons.iter().map(|(own, _)| own.as_str());
    if REASONS.iter().copied().chain(own.clone()).any(|known| known == id.as_str()) {
        return Some(id);
    }
    let names: Vec<&str> = REASONS.iter().copied().chain(own).collect();
    let fault = value.fault(Code::BadChoice).variant("reason").with("found", &id).with("choices", names.join(", "));
    value.report(fault.with_some("suggestion", nearest(id.as_str(), names.iter().copied())));
    None
}

/// Reads `absent:` and `reason:` of a whole year.
pub fn year_absence(map: Map<'_>, site: &Site) -> Option<Absence> {
    let kind = map.get("absent")?.choice(ABSENCES)?;
    Some(Absence { kind, reason: map.get("reason").and_then(|v| absence_reason(v, site)) })
}
