//! Where a body stands by its newest result, and bodies in groups of one parent and kind, counted by zone.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{Cx, RegencyLink, ZoneCount, ZoneView};
use crate::model::Model;
use crate::model::assessment::Assessment;
use crate::model::date::Year;
use crate::model::outcome::Outcome;
use crate::model::regency::RegencyId;
use crate::model::site::KindId;

/// A body with its newest result.
#[derive(Debug, Clone, Serialize)]
pub struct StandingView {
    /// The body.
    pub regency: RegencyLink,
    /// The year of the result; `None` when none is known.
    pub year: Option<String>,
    /// Its zone.
    pub zone: Option<ZoneView>,
    /// Its score, exact text.
    pub score: Option<String>,
    /// Its label, where there is no zone.
    pub label: Option<String>,
    /// The year it was measured, where that is an earlier one.
    pub measured: Option<String>,
}

/// Bodies of one parent and kind.
#[derive(Debug, Clone, Serialize)]
pub struct GroupView {
    /// The body they all belong to.
    pub parent: Option<RegencyLink>,
    /// The id of their kind.
    pub kind_id: Arc<str>,
    /// Their kind, as several are called.
    pub kind: String,
    /// Its place on the page of all bodies.
    pub anchor: String,
    /// The year of the counts: the site's newest with zones.
    pub year: Option<String>,
    /// How many are in each zone that year, best first.
    pub counts: Vec<ZoneCount>,
    /// How many have no zone of their own that year.
    pub without: usize,
    /// The bodies, by name.
    pub members: Vec<StandingView>,
}

/// The year that leads a body's page: the newest with a zone, else with a label, else with a score.
pub fn leading(model: &Model, id: RegencyId) -> Option<Year> {
    leading_of(model, |a| a.results.get(&id))
}

/// As [`leading`], of anything that has a result in some years.
pub fn leading_of<'m>(model: &'m Model, own: impl Fn(&'m Assessment) -> Option<&'m Outcome>) -> Option<Year> {
    let newest = |says: fn(&Outcome) -> bool| {
        let mut years = model.assessments.iter().rev();
        years.find(|a| own(a).is_some_and(says)).map(|a| a.year)
    };
    let by_zone = newest(|outcome| outcome.stated.zone.is_some());
    let by_label = || newest(|outcome| outcome.stated.label.is_some());
    by_zone.or_else(by_label).or_else(|| newest(|outcome| outcome.stated.score.known().is_some()))
}

/// The newest year in which any body has a zone of its own.
pub fn newest_zones(model: &Model) -> Option<Year> {
    let years = model.assessments.iter().zip(&model.rankings);
    years.rev().find(|(_, rankings)| rankings.has_zones()).map(|(a, _)| a.year)
}

impl Cx<'_> {
    /// A body with its newest result.
    pub fn standing(&self, id: RegencyId) -> StandingView {
        let year = leading(self.model, id);
        self.standing_by(id, year, year.and_then(|year| self.model.outcome(id, year)))
    }

    /// What an outcome of a year says of a body.
    pub fn standing_by(&self, id: RegencyId, year: Option<Year>, outcome: Option<&Outcome>) -> StandingView {
        let stated = outcome.map(|outcome| &outcome.stated);
        StandingView {
            regency: self.regency(id),
            year: year.map(|year| year.to_string()),
            zone: stated.and_then(|s| s.zone).map(|zone| self.zone(zone)),
            score: stated.and_then(|s| s.score.known()).map(|score| score.to_string()),
            label: stated.filter(|s| s.zone.is_none()).and_then(|s| self.optional(s.label.as_ref())),
            measured: stated.and_then(|s| s.measured).map(|year| year.to_string()),
        }
    }

    /// How many of some bodies are in each zone of their own that year, best first, and how many existed without one.
    pub fn zone_counts(&self, bodies: &[RegencyId], year: Year) -> (Vec<ZoneCount>, usize) {
        let mut counts: Vec<ZoneCount> =
            self.model.site.zone_ids().map(|id| ZoneCount { zone: self.zone(id), count: 0 }).collect();
        let mut without = 0;
        for id in bodies {
            match self.model.outcome(*id, year).and_then(Outcome::measured_zone) {
                Some(zone) => counts[zone.place()].count += 1,
                None => without += usize::from(self.model.regencies[id.0].exists_in(year)),
            }
        }
        (counts, without)
    }

    /// Bodies in their groups: those without a parent first, then in the order of parents and kinds.
    pub fn groups(&self, bodies: impl Iterator<Item = RegencyId>) -> Vec<GroupView> {
        let mut groups: BTreeMap<(Option<RegencyId>, KindId), Vec<RegencyId>> = BTreeMap::new();
        for id in bodies {
            let body = &self.model.regencies[id.0];
            groups.entry((body.parent, body.kind)).or_default().push(id);
        }
        groups.into_iter().map(|((parent, kind), ids)| self.group(parent, kind, &ids)).collect()
    }

    /// One group of bodies.
    pub fn group(&self, parent: Option<RegencyId>, kind: KindId, ids: &[RegencyId]) -> GroupView {
        let year = newest_zones(self.model);
        let (counts, without) = year.map(|year| self.zone_counts(ids, year)).unwrap_or_default();
        let mut members: Vec<StandingView> = ids.iter().map(|id| self.standing(*id)).collect();
        members.sort_by(|a, b| self.words.compare(&a.regency.name, &b.regency.name));
        let kind_id = self.model.site.kinds[kind.0].id.as_str();
        let parent = parent.map(|id| self.regency(id));
        GroupView {
            anchor: parent.as_ref().map_or_else(|| format!("g-{kind_id}"), |of| format!("g-{}-{kind_id}", of.id)),
            parent,
            kind_id: kind_id.into(),
            kind: self.text(&self.model.site.kinds[kind.0].many),
            year: year.map(|year| year.to_string()),
            counts,
            without,
            members,
        }
    }
}
