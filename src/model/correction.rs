//! The log of corrections, and the replies of those concerned. Each value that was published stays on record.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assessment::Assessment;
use super::date::{PartialDate, Year, full_date, year};
use super::fields::log as fields;
use super::fields::results::NOT_FOUND;
use super::media::{Used, file};
use super::methodology::{Methodology, Scale};
use super::number::Decimal;
use super::outcome::{Basis, Figure, Outcome};
use super::regency::{RegencyId, UnitId};
use super::release::Release;
use super::score::score;
use super::site::{Site, ZoneId};
use super::text::{Text, text};
use super::{Names, reference, zone_id};
use crate::diag::{At, Code, Diagnostic};
use crate::load::decode::{Decoder, Value};
use crate::load::media::Media;
use crate::load::tree::Doc;

/// One correction or revision.
#[derive(Debug, Clone)]
pub struct Correction {
    /// When it took effect.
    pub date: PartialDate,
    /// The year whose result changed.
    pub year: Year,
    /// Whose result.
    pub subject: Subject,
    /// What changed.
    pub field: Field,
    /// The value before, as published.
    pub was: Arc<str>,
    /// The value since.
    pub now: Arc<str>,
    /// Whether it mended a mistake or was planned.
    pub kind: CorrectionKind,
    /// Who asked for it.
    pub requested_by: Option<Text>,
    /// Why.
    pub reason: Option<Text>,
    /// Where it is written.
    pub at: At,
}

/// Whose result was corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A body's.
    Regency(RegencyId),
    /// A service unit's.
    Unit(UnitId),
}

/// What was corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The figure.
    Score,
    /// The zone.
    Zone,
    /// A name.
    Name,
    /// The reason of an absence.
    Absence,
}

impl Field {
    /// The word in data files and theme strings.
    pub fn name(self) -> &'static str {
        FIELDS.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }
}

/// A mistake mended, or a planned revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CorrectionKind {
    /// A mistake.
    #[default]
    Correction,
    /// Planned.
    Revision,
}

pub(super) const FIELDS: &[(&str, Field)] =
    &[("score", Field::Score), ("zone", Field::Zone), ("name", Field::Name), ("absence", Field::Absence)];
pub(super) const KINDS: &[(&str, CorrectionKind)] =
    &[("correction", CorrectionKind::Correction), ("revision", CorrectionKind::Revision)];

/// Reads `corrections.yaml`, newest first.
pub fn read(
    doc: &Doc,
    decoder: &Decoder<'_>,
    site: &Site,
    (regencies, units): (&Names, &Names),
    scale: &dyn Fn(Year) -> Option<Scale>,
) -> Vec<Correction> {
    let items = decoder.value(doc.root()).list().into_iter().flatten();
    let mut list: Vec<Correction> = items.filter_map(|value| one(value, site, regencies, units, scale)).collect();
    list.sort_by_key(|c| std::cmp::Reverse(c.date.opens(&site.time_zone)));
    list
}

fn one(
    value: Value<'_>,
    site: &Site,
    regencies: &Names,
    units: &Names,
    scale: &dyn Fn(Year) -> Option<Scale>,
) -> Option<Correction> {
    let map = value.map(fields::CORRECTION)?;
    let date = map.need("date").and_then(full_date);
    let year = map.need("year").and_then(year);
    let subject = match map.get("unit") {
        Some(unit) => reference(unit, units, "unit").map(|n| Subject::Unit(UnitId(n))),
        None => {
            map.need("regency").and_then(|v| reference(v, regencies, "regency")).map(|n| Subject::Regency(RegencyId(n)))
        }
    };
    let field = map.need("field").and_then(|v| v.choice(FIELDS));
    let scale = year.and_then(scale);
    let written = |key: &str| map.need(key).and_then(|value| written(value, field?, site, scale));
    let (was, now) = (written("was"), written("now"));
    Some(Correction {
        kind: map.get("kind").and_then(|v| v.choice(KINDS)).unwrap_or_default(),
        requested_by: map.get("requested_by").and_then(|v| text(v, &site.languages)),
        reason: map.get("reason").and_then(|v| text(v, &site.languages)),
        at: map.get("now").map_or(value.at(), Value::at),
        date: date?,
        year: year?,
        subject: subject?,
        field: field?,
        was: was?.into(),
        now: now?.into(),
    })
}

/// A value as it is written, if the field can have it; a score also `not-found`.
fn written<'v>(value: Value<'v>, field: Field, site: &Site, scale: Option<Scale>) -> Option<&'v str> {
    let text = value.text()?;
    match field {
        Field::Score if text != NOT_FOUND => score(value, scale).map(|_| text),
        Field::Zone => zone_id(value, site).map(|_| text),
        Field::Score | Field::Name | Field::Absence => Some(text),
    }
}

/// Holds each chain of corrections against the data: the newest `now` is the figure in the data, each `was` the `now` before it.
pub fn check(list: &[&Correction], assessments: &[Assessment], site: &Site, decoder: &Decoder<'_>) {
    let mut chains: BTreeMap<(Year, Subject, Field), Vec<&Correction>> = BTreeMap::new();
    for &correction in list.iter().filter(|c| matches!(c.field, Field::Score | Field::Zone)) {
        chains.entry((correction.year, correction.subject, correction.field)).or_default().push(correction);
    }
    for ((year, subject, field), chain) in chains {
        for pair in chain.windows(2) {
            if !same(&pair[0].was, &pair[1].now) {
                let fault = Diagnostic::at(Code::CorrectionMismatch, pair[0].at).variant("chain");
                let fault = fault.with("was", &pair[0].was).with("now", &pair[1].now);
                decoder.report(fault.related(pair[1].at, "before"));
            }
        }
        let outcome = assessments.iter().find(|a| a.year == year).and_then(|a| a.outcome(subject));
        let published = outcome.and_then(|o| published(o, field, site));
        if published.as_deref().is_none_or(|value| !same(value, &chain[0].now)) {
            let fault = Diagnostic::at(Code::CorrectionMismatch, chain[0].at).with("now", &chain[0].now);
            let fault = fault.with("year", year).with_some("published", published);
            decoder.report(match outcome {
                Some(outcome) => fault.related(outcome.at, "data"),
                None => fault,
            });
        }
    }
}

impl Correction {
    /// Whether the years have a value of the field that it corrects.
    pub fn has_value(&self, assessments: &[Assessment]) -> bool {
        let assessment = assessments.iter().find(|a| a.year == self.year);
        assessment.and_then(|a| a.outcome(self.subject)).is_some_and(|outcome| match self.field {
            Field::Score => outcome.stated.score.known().is_some(),
            Field::Zone => outcome.stated.zone.is_some(),
            Field::Name | Field::Absence => true,
        })
    }
}

/// Until its moment a correction shows the value before it, with the zone and words that belonged to it.
pub fn hold_back(
    list: &[Correction],
    assessments: &mut [Assessment],
    site: &Site,
    methodologies: &[Methodology],
    release: Release,
) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    // Newest first, so that the earliest correction still ahead has the last word.
    for correction in list.iter().filter(|c| !release.is_open(Some(c.date.opens(&site.time_zone)))) {
        if matches!(correction.field, Field::Name | Field::Absence) {
            let fault = Diagnostic::at(Code::CorrectionMismatch, correction.at).variant("future");
            faults.push(fault.with("field", correction.field.name()));
        }
        let Some(assessment) = assessments.iter_mut().find(|a| a.year == correction.year) else { continue };
        let methodology = assessment.methodology.map(|id| &methodologies[id.0]);
        let outcome = match correction.subject {
            Subject::Regency(id) => assessment.results.get_mut(&id),
            Subject::Unit(id) => assessment.units.get_mut(&id),
        };
        let Some(outcome) = outcome else { continue };
        match correction.field {
            Field::Score => restore_score(outcome, Decimal::parse(&correction.was).ok(), methodology),
            Field::Zone => restore_zone(outcome, &correction.was, site, methodology),
            Field::Name | Field::Absence => {}
        }
    }
    faults
}

/// Puts a zone back; category and label of the zone since then go with it.
fn restore_zone(outcome: &mut Outcome, was: &str, site: &Site, methodology: Option<&Methodology>) {
    let stated = &mut outcome.stated;
    let band = stated.score.known().and_then(|score| methodology?.band(score));
    stated.zone = site.zones.iter().position(|zone| zone.id.as_str() == was).map(ZoneId::at);
    outcome.zone_basis = Basis::Printed;
    if band.is_some_and(|band| stated.zone != Some(band.zone)) {
        if outcome.category_basis == Basis::Computed {
            stated.category = None;
        }
        if band.is_some_and(|band| band.label == stated.label) {
            stated.label = None;
        }
    }
}

/// Puts a score back, or that none was found; what followed from the bands follows from them again.
fn restore_score(outcome: &mut Outcome, score: Option<Decimal>, methodology: Option<&Methodology>) {
    let stated = &mut outcome.stated;
    let since = stated.score.known().and_then(|score| methodology?.band(score));
    let before = score.and_then(|score| methodology?.band(score));
    if outcome.zone_basis == Basis::Computed {
        stated.zone = before.map(|band| band.zone);
    }
    if outcome.category_basis == Basis::Computed {
        stated.category = before.and_then(|band| band.category.clone());
    }
    if since.is_some_and(|band| band.label == stated.label) {
        stated.label = before.and_then(|band| band.label.clone());
    }
    let decimals = methodology.map(|m| m.scale.decimals);
    stated.score = score.map_or(Figure::NotFound, |score| Figure::Known(decimals.map_or(score, |n| score.rounded(n))));
}

fn published(outcome: &Outcome, field: Field, site: &Site) -> Option<String> {
    match field {
        Field::Score => outcome.stated.score.known().map(|score| score.to_string()),
        Field::Zone => outcome.stated.zone.map(|zone| site.zone(zone).id.to_string()),
        Field::Name | Field::Absence => None,
    }
}

/// Whether two written values mean the same: `80,03` and `80.03`.
fn same(a: &str, b: &str) -> bool {
    match (Decimal::parse(a), Decimal::parse(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// What a body said about its result.
#[derive(Debug, Clone)]
pub struct Response {
    /// Whose.
    pub regency: RegencyId,
    /// About which year.
    pub year: Year,
    /// When it was asked.
    pub invited: Option<PartialDate>,
    /// When it answered.
    pub replied: Option<PartialDate>,
    /// Who answered for it.
    pub by: Option<Text>,
    /// What it said.
    pub text: Option<Text>,
    /// Its letter.
    pub file: Option<Used>,
    /// Where it is written.
    pub at: At,
}

/// Reads `responses.yaml`.
pub fn responses(
    doc: &Doc,
    decoder: &Decoder<'_>,
    site: &Site,
    regencies: &Names,
    assessments: &[Assessment],
    media: &Media,
) -> Vec<Response> {
    let read = |value: Value<'_>| {
        let map = value.map(fields::RESPONSE)?;
        let regency = map.need("regency").and_then(|v| reference(v, regencies, "regency")).map(RegencyId);
        let year = map.need("year").and_then(|v| {
            let year = year(v)?;
            if !regencies.is_partial && !assessments.iter().any(|a| a.year == year) {
                v.report(v.fault(Code::UnknownReference).variant("year").with("found", year));
            }
            Some(year)
        });
        Some(Response {
            invited: map.get("invited").and_then(full_date),
            replied: map.get("replied").and_then(full_date),
            by: map.get("by").and_then(|v| text(v, &site.languages)),
            text: map.get("text").and_then(|v| text(v, &site.languages)),
            file: map.get("file").and_then(|v| file(v, media)),
            at: map.at(),
            regency: regency?,
            year: year?,
        })
    };
    decoder.value(doc.root()).list().into_iter().flatten().filter_map(read).collect()
}
