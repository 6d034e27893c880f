//! A body's finding in words: what its newest result says, and what newer years without one say.

use super::{Cx, standing};
use crate::model::date::Year;
use crate::model::outcome::{Figure, Statement};
use crate::model::ranking::League;
use crate::model::regency::RegencyId;
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "regency.finding.zone", args: &["zone", "year"] },
    Need { key: "regency.finding.label", args: &["label", "year"] },
    Need { key: "regency.finding.score", args: &["score", "year"] },
    Need { key: "regency.finding.measured", args: &["year", "measured"] },
    Need { key: "regency.finding.nothing", args: &[] },
    Need { key: "regency.finding.later", args: &["finding", "year", "words"] },
    Need { key: "regency.finding.score_missing", args: &[] },
    Need { key: "regency.finding.only_score", args: &["score"] },
    Need { key: "regency.left_out", args: &[] },
    Need { key: "regency.rank.parent", args: &["rank", "of", "kind", "parent"] },
    Need { key: "regency.rank.all", args: &["rank", "of", "kind"] },
    Need { key: "regency.rank.carried", args: &["measured"] },
];

impl Cx<'_> {
    /// "zona hijau (2024)", "zona hijau (2024); 2025: tidak dinilai", or what else is known.
    pub fn finding(&self, id: RegencyId) -> String {
        let lead = standing::leading(self.model, id);
        let stated = lead.and_then(|year| self.model.outcome(id, year).map(|outcome| (year, &outcome.stated)));
        let finding = match stated {
            Some((year, stated)) => self.finding_of(year, stated),
            None => self.say("regency.finding.nothing", &[]),
        };
        let newest = self.model.assessments.last().map(|a| a.year);
        let later = newest.filter(|newest| Some(*newest) > lead && self.model.regencies[id.0].exists_in(*newest));
        match later.map(|year| (year, self.in_short(id, year))) {
            Some((year, words)) => {
                let year = year.to_string();
                let args = [("finding", Arg::Text(&finding)), ("year", Arg::Text(&year)), ("words", Arg::Text(&words))];
                self.say("regency.finding.later", &args)
            }
            None => finding,
        }
    }

    fn finding_of(&self, year: Year, stated: &Statement) -> String {
        let year = self.dated(year, stated.measured);
        let year = ("year", Arg::Text(&year));
        if let Some(zone) = stated.zone {
            let zone = self.zone(zone).name;
            return self.say("regency.finding.zone", &[("zone", Arg::Text(&zone)), year]);
        }
        if let Some(label) = &stated.label {
            let label = self.text(label);
            return self.say("regency.finding.label", &[("label", Arg::Text(&label)), year]);
        }
        match stated.score.known() {
            Some(score) => self.say("regency.finding.score", &[("score", Arg::Exact(score)), year]),
            None => self.say("regency.finding.nothing", &[]),
        }
    }

    /// The year of a result, with the one it was measured in where that is an earlier one.
    fn dated(&self, year: Year, measured: Option<Year>) -> String {
        let year = year.to_string();
        match measured.map(|measured| measured.to_string()) {
            None => year,
            Some(measured) => {
                self.say("regency.finding.measured", &[("year", Arg::Text(&year)), ("measured", Arg::Text(&measured))])
            }
        }
    }

    /// What a year without a zone says of a body, in a few words.
    fn in_short(&self, id: RegencyId, year: Year) -> String {
        let own = self.model.outcome(id, year).map(|outcome| &outcome.stated);
        let whole = self.model.assessment(year).and_then(|a| a.absence.as_ref());
        if let Some(absence) = own.and_then(|stated| stated.absence.as_deref()).or(whole) {
            return self.absence(absence).words;
        }
        match own {
            Some(Statement { label: Some(label), .. }) => self.text(label),
            Some(Statement { score: Figure::Known(score), .. }) => {
                self.say("regency.finding.only_score", &[("score", Arg::Exact(*score))])
            }
            Some(_) => self.say("regency.finding.score_missing", &[]),
            None => self.say("regency.left_out", &[]),
        }
    }

    /// A body's rank in a year among its kind under its parent; or why a score has none. A league of one is no league.
    pub fn rank(&self, id: RegencyId, year: Year) -> Option<String> {
        let body = &self.model.regencies[id.0];
        let stated = &self.model.outcome(id, year)?.stated;
        if let (Some(_), Some(measured)) = (stated.score.known(), stated.measured) {
            return Some(self.say("regency.rank.carried", &[("measured", Arg::Text(&measured.to_string()))]));
        }
        let league = League { kind: body.kind, parent: body.parent };
        let (rank, of) = self.model.rankings(year)?.rank_of(league, id).filter(|(_, of)| *of > 1)?;
        let kind = self.text(&self.model.site.kinds[body.kind.0].many);
        let mut args = vec![("rank", Arg::count(rank)), ("of", Arg::count(of)), ("kind", Arg::Text(&kind))];
        let parent = body.parent.map(|parent| self.text(&self.model.regencies[parent.0].name));
        let Some(parent) = &parent else { return Some(self.say("regency.rank.all", &args)) };
        args.push(("parent", Arg::Text(parent)));
        Some(self.say("regency.rank.parent", &args))
    }
}
