//! The bodies of a year as rows of tables, one table a kind in rank order.
//!
//! What most rows would repeat is said once for all: their source, and the year that changes are counted from.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::dots::DotsView;
use super::result::{ChangeView, ResultView, SourceView};
use super::{Cx, RegencyLink};
use crate::model::assessment::Assessment;
use crate::model::correction::Subject;
use crate::model::outcome::Outcome;
use crate::model::ranking::League;
use crate::model::regency::{RegencyId, parents};
use crate::model::site::KindId;
use crate::model::source::SourceId;
use crate::model::trend::Change;
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "tables.up", args: &["points"] },
    Need { key: "tables.down", args: &["points"] },
    Need { key: "tables.same", args: &["points"] },
    Need { key: "tables.break", args: &[] },
    Need { key: "tables.first", args: &[] },
    Need { key: "tables.carried", args: &[] },
];

/// The bodies of a kind.
#[derive(Debug, Clone, Serialize)]
pub struct TableView {
    /// The kind's id: for anchors.
    pub id: Arc<str>,
    /// The kind, as several of them are called.
    pub kind: String,
    /// How many are ranked.
    pub ranked: usize,
    /// Best first, then those without a rank.
    pub rows: Vec<RowView>,
    /// The ranked ones as a drawing; `None` with fewer than two.
    pub chart: Option<DotsView>,
    /// The year that most changes of the table are counted from; `None` when nothing can be compared.
    pub since: Option<String>,
}

/// A body in a table.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// Its rank, computed here; `None` without a score of that year.
    pub rank: Option<usize>,
    /// The body.
    pub regency: RegencyLink,
    /// What it belongs to.
    pub parent: Option<RegencyLink>,
    /// Its result.
    pub result: ResultView,
    /// The place of its zone among all, 0 is the best: what a table is sorted by.
    pub zone_order: Option<usize>,
    /// The change in points, or why there is none.
    pub change: ChangeView,
    /// The same in a few words: "Naik 11,26", "metode baru"; empty when there is no score.
    pub short: String,
    /// Where the result stands, where that is not where most of the year's results do.
    pub sources: Vec<SourceView>,
}

/// What the rows of a year are made from.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    cx: &'a Cx<'a>,
    assessment: &'a Assessment,
    /// The sources that most results of the year cite.
    pub shared: &'a [SourceId],
}

impl<'a> Sheet<'a> {
    /// The results of a year.
    pub fn new(cx: &'a Cx<'a>, assessment: &'a Assessment) -> Self {
        Sheet { cx, assessment, shared: most(assessment.results.values().map(|outcome| &outcome.sources[..])) }
    }

    /// The bodies of a kind that were measured that year; `None` when there are none.
    pub fn table(&self, kind: KindId) -> Option<TableView> {
        let (cx, assessment) = (self.cx, self.assessment);
        let ranked = cx.model.rankings(assessment.year)?.rows(League { kind, parent: None });
        // A league of one has no first place.
        let is_contest = ranked.len() > 1;
        let is_ranked = |id: RegencyId| ranked.iter().any(|row| row.regency == id);
        let mut rows: Vec<RowView> = Vec::new();
        for place in ranked {
            let outcome = assessment.results.get(&place.regency)?;
            rows.push(RowView { rank: is_contest.then_some(place.rank), ..self.row(place.regency, outcome) });
        }
        let others = assessment.results.iter().filter(|(id, outcome)| {
            let stated = &outcome.stated;
            cx.model.regencies[id.0].kind == kind
                && !is_ranked(**id)
                && stated.measured.is_none()
                && stated.absence.is_none()
        });
        rows.extend(others.map(|(id, outcome)| self.row(*id, outcome)));
        let chart = cx.kind_dots(kind, assessment);
        let kind = &cx.model.site.kinds[kind.0];
        (!rows.is_empty()).then(|| TableView {
            id: kind.id.as_str().into(),
            kind: cx.text(&kind.many),
            ranked: if is_contest { ranked.len() } else { 0 },
            chart,
            since: since(&rows),
            rows,
        })
    }

    /// The results that are wanted, in the order of the bodies.
    pub fn rows(&self, wanted: impl Fn(&Outcome) -> bool) -> Vec<RowView> {
        let found = self.assessment.results.iter().filter(|(_, outcome)| wanted(outcome));
        found.map(|(id, outcome)| self.row(*id, outcome)).collect()
    }

    fn row(&self, id: RegencyId, outcome: &Outcome) -> RowView {
        let (cx, year) = (self.cx, self.assessment.year);
        let trend = cx.model.trend(id);
        let change = trend.iter().find(|point| point.period.year == year).map_or(Change::NoScore, |p| p.change);
        RowView {
            rank: None,
            regency: cx.regency(id),
            parent: cx.model.regencies[id.0].parent.map(|id| cx.regency(id)),
            result: cx.result_of(Subject::Regency(id), outcome, self.assessment),
            zone_order: outcome.stated.zone.map(|zone| zone.place()),
            short: short(cx, change),
            change: cx.change(change),
            sources: cx.sources(unlike(&outcome.sources, self.shared), &self.assessment.sources),
        }
    }
}

/// A change in as few words as a narrow column holds.
fn short(cx: &Cx<'_>, change: Change) -> String {
    let key = match change {
        Change::By { points, .. } => {
            let key = ["tables.down", "tables.same", "tables.up"][usize::try_from(points.signum() + 1).unwrap_or(1)];
            return cx.say(key, &[("points", Arg::Exact(points.abs()))]);
        }
        Change::Break(_) => "tables.break",
        Change::First => "tables.first",
        Change::CarriedForward => "tables.carried",
        Change::NoScore => return String::new(),
    };
    cx.say(key, &[])
}

/// With a single body above all others its name in every row would tell nothing.
pub fn has_parents(cx: &Cx<'_>) -> bool {
    parents(&cx.model.regencies).len() > 1
}

/// The sources that most of some rows cite, if more than one row does; of equals those that come first in the file.
pub fn most<'a>(cited: impl Iterator<Item = &'a [SourceId]>) -> &'a [SourceId] {
    let mut counts: BTreeMap<&[SourceId], usize> = BTreeMap::new();
    for sources in cited.filter(|sources| !sources.is_empty()) {
        *counts.entry(sources).or_default() += 1;
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count > 1).map_or(&[], |(sources, _)| sources)
}

/// What a row says of its own sources.
pub fn unlike<'a>(own: &'a [SourceId], shared: &[SourceId]) -> &'a [SourceId] {
    if own == shared { &[] } else { own }
}

/// The year that most changes are counted from, the later one of equals.
fn since(rows: &[RowView]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for since in rows.iter().filter_map(|row| row.change.since.as_deref()) {
        *counts.entry(since).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(since, _)| since.to_owned())
}
