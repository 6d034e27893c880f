//! Bodies counted together: the sentence a year is summed up in, its counts by zone, its biggest moves.
//!
//! Those that have others below them (a province of regencies) are not counted with the others; scores carried forward never are.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use serde::Serialize;

use super::result::ChangeView;
use super::{Cx, RegencyLink, ZoneCount};
use crate::model::Model;
use crate::model::assessment::Assessment;
use crate::model::date::Year;
use crate::model::number::Decimal;
use crate::model::outcome::Outcome;
use crate::model::regency::{RegencyId, parents};
use crate::model::site::{KindId, ZoneId};
use crate::model::text::Lang;
use crate::model::trend::{Change, Verdict};
use crate::plan::Page;
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "league.two", args: &["first", "second"] },
    Need { key: "league.bodies", args: &["n"] },
    Need { key: "league.finding.some", args: FINDING },
    Need { key: "league.finding.none", args: FINDING },
    Need { key: "league.finding.all", args: FINDING },
    Need { key: "league.finding.labels", args: &["n", "bodies", "year"] },
    Need { key: "league.finding.label", args: &["name", "label", "year"] },
    Need { key: "league.finding.empty", args: &["year"] },
    Need { key: "league.finding.nobody", args: &["year"] },
    Need { key: "league.moves.break", args: &["year"] },
    Need { key: "league.moves.none", args: &["year"] },
];
const FINDING: &[&str] = &["n", "total", "bodies", "zone", "year"];

/// How many moves are shown each way; equal ones at the end are all shown.
const MOVES: usize = 3;

/// A year in one sentence, with the counts behind it; `view` of `insert-zones.html`.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// The year.
    pub year: String,
    /// Its page.
    pub address: String,
    /// The sentence.
    pub words: String,
    /// How many bodies are in each zone, best first; empty when the year has no zones.
    pub counts: Vec<ZoneCount>,
    /// How many bodies have a zone of that year.
    pub total: usize,
    /// How many of those counted together have none.
    pub without: usize,
    /// What they are called, such as "kabupaten/kota".
    pub bodies: String,
}

/// The biggest changes of a year, inside a stretch of comparable years only.
#[derive(Debug, Clone, Serialize)]
pub struct MovesView {
    /// How many bodies can be compared at all.
    pub base: usize,
    /// For the better, the biggest first.
    pub better: Vec<MoveView>,
    /// For the worse, the biggest first.
    pub worse: Vec<MoveView>,
    /// Why there is nothing to compare; `None` when there is.
    pub why_none: Option<String>,
}

/// A body that moved.
#[derive(Debug, Clone, Serialize)]
pub struct MoveView {
    /// The body.
    pub regency: RegencyLink,
    /// By how much.
    pub change: ChangeView,
}

/// The bodies of a year that are counted together: those that exist and have none below them, or else all.
pub fn members(cx: &Cx<'_>, year: Year) -> Vec<RegencyId> {
    let regencies = &cx.model.regencies;
    let parents = parents(regencies);
    let exists = (0..regencies.len()).map(RegencyId).filter(|id| regencies[id.0].exists_in(year));
    let (above, below): (Vec<_>, Vec<_>) = exists.partition(|id| parents.contains(id));
    let has_result = |id: &RegencyId| cx.model.outcome(*id, year).is_some_and(is_result);
    match below.iter().any(has_result) || !above.iter().any(has_result) {
        true => below,
        false => above,
    }
}

/// Whether something was found of a body itself, for the year itself.
fn is_result(outcome: &Outcome) -> bool {
    let stated = &outcome.stated;
    let has_value = stated.score.known().is_some() || stated.zone.is_some() || stated.label.is_some();
    stated.measured.is_none() && (has_value || stated.category.is_some())
}

/// What was found of each year in each language: many texts show it, and it looks at every body.
#[derive(Debug, Default)]
pub struct Findings(HashMap<(Lang, Year), OnceLock<FindingView>>);

impl Findings {
    /// Room for all of them.
    pub fn of(model: &Model) -> Self {
        let years = || model.assessments.iter().map(|assessment| assessment.year);
        let all = (0..model.site.languages.len()).flat_map(|lang| years().map(move |year| (Lang(lang), year)));
        Findings(all.map(|key| (key, OnceLock::new())).collect())
    }
}

/// A year in one sentence.
pub fn finding(cx: &Cx<'_>, assessment: &Assessment) -> FindingView {
    cx.findings.0[&(cx.lang, assessment.year)].get_or_init(|| found(cx, assessment)).clone()
}

fn found(cx: &Cx<'_>, assessment: &Assessment) -> FindingView {
    let year = assessment.year;
    let members = members(cx, year);
    let outcomes: Vec<(RegencyId, &Outcome)> =
        members.iter().filter_map(|id| Some((*id, assessment.results.get(id)?))).collect();
    let zoned: Vec<(RegencyId, ZoneId)> =
        outcomes.iter().filter_map(|(id, outcome)| Some((*id, outcome.measured_zone()?))).collect();
    let bodies = bodies(cx, zoned.iter().map(|(id, _)| *id));
    let (mut counts, without) = cx.zone_counts(&members, year);
    let words = match zoned.is_empty() {
        false => zone_words(cx, counts.first().map_or(0, |best| best.count), zoned.len(), &bodies, year),
        true => no_zone_words(cx, assessment, &outcomes),
    };
    if zoned.is_empty() {
        counts.clear();
    }
    FindingView {
        year: year.to_string(),
        address: cx.link(Page::Year(year)),
        words,
        counts,
        total: zoned.len(),
        without,
        bodies,
    }
}

fn zone_words(cx: &Cx<'_>, best: usize, total: usize, bodies: &str, year: Year) -> String {
    let zone = cx.zone(ZoneId::at(0)).name;
    let key = match best {
        0 => "league.finding.none",
        n if n == total => "league.finding.all",
        _ => "league.finding.some",
    };
    let args = [
        ("n", Arg::count(best)),
        ("total", Arg::count(total)),
        ("bodies", Arg::Text(bodies)),
        ("zone", Arg::Text(&zone)),
        ("year", Arg::Text(&year.to_string())),
    ];
    cx.say(key, &args)
}

fn no_zone_words(cx: &Cx<'_>, assessment: &Assessment, outcomes: &[(RegencyId, &Outcome)]) -> String {
    let year = assessment.year.to_string();
    let found: Vec<RegencyId> = outcomes.iter().filter(|(_, o)| is_result(o)).map(|(id, _)| *id).collect();
    if assessment.absence.is_some() {
        return cx.say("league.finding.nobody", &[("year", Arg::Text(&year))]);
    }
    if found.is_empty() {
        return cx.say("league.finding.empty", &[("year", Arg::Text(&year))]);
    }
    if let ([id], Some(label)) = (&found[..], sole_label(cx, outcomes)) {
        let name = cx.text(&cx.model.regencies[id.0].name);
        let args = [("name", Arg::Text(&name)), ("label", Arg::Text(&label)), ("year", Arg::Text(&year))];
        return cx.say("league.finding.label", &args);
    }
    let bodies = bodies(cx, found.iter().copied());
    let args = [("n", Arg::count(found.len())), ("bodies", Arg::Text(&bodies)), ("year", Arg::Text(&year))];
    cx.say("league.finding.labels", &args)
}

/// The label of the only body that has one.
fn sole_label(cx: &Cx<'_>, outcomes: &[(RegencyId, &Outcome)]) -> Option<String> {
    let mut labels = outcomes.iter().filter_map(|(_, outcome)| outcome.stated.label.as_ref());
    labels.next().filter(|_| labels.next().is_none()).map(|label| cx.text(label))
}

/// What these bodies are called together: one kind by its name, two by both, more by the theme's word.
fn bodies(cx: &Cx<'_>, ids: impl Iterator<Item = RegencyId>) -> String {
    let ids: Vec<RegencyId> = ids.collect();
    let kinds: BTreeSet<KindId> = ids.iter().map(|id| cx.model.regencies[id.0].kind).collect();
    let kinds: Vec<&crate::model::site::Kind> = kinds.iter().map(|kind| &cx.model.site.kinds[kind.0]).collect();
    match &kinds[..] {
        [kind] if ids.len() == 1 => cx.text(&kind.one),
        [kind] => cx.text(&kind.many),
        [first, second] => {
            let (first, second) = (cx.text(&first.many), cx.text(&second.many));
            cx.say("league.two", &[("first", Arg::Text(&first)), ("second", Arg::Text(&second))])
        }
        _ => cx.say("league.bodies", &[("n", Arg::count(ids.len()))]),
    }
}

/// The biggest changes of a year among bodies that can be compared with an earlier year.
pub fn moves(cx: &Cx<'_>, year: Year) -> MovesView {
    let change = |id: RegencyId| cx.model.trend(id).into_iter().find(|p| p.period.year == year).map(|p| (id, p.change));
    let changes: Vec<(RegencyId, Change)> = members(cx, year).into_iter().filter_map(change).collect();
    let (better, worse, base) = sorted(&changes);
    let view = |list: &[(RegencyId, Change)]| {
        list.iter().map(|(id, change)| MoveView { regency: cx.regency(*id), change: cx.change(*change) }).collect()
    };
    let is_first = cx.model.timeline.breaks.iter().any(|b| b.after == year);
    let why = if is_first { "league.moves.break" } else { "league.moves.none" };
    MovesView {
        base,
        better: view(&better),
        worse: view(&worse),
        why_none: (base == 0).then(|| cx.say(why, &[("year", Arg::Text(&year.to_string()))])),
    }
}

type Changes = Vec<(RegencyId, Change)>;

/// The biggest changes for the better and for the worse, and how many bodies were compared.
fn sorted(changes: &[(RegencyId, Change)]) -> (Changes, Changes, usize) {
    let size = |change: &Change| match change {
        Change::By { points, .. } => Some(points.abs()),
        _ => None,
    };
    let towards = |wanted: Verdict| {
        let is_wanted =
            |(_, change): &&(RegencyId, Change)| matches!(change, Change::By { verdict, .. } if *verdict == wanted);
        let mut list: Changes = changes.iter().filter(is_wanted).copied().collect();
        list.sort_by_key(|(_, change)| std::cmp::Reverse(size(change)));
        let last: Option<Decimal> = list.get(MOVES - 1).and_then(|(_, change)| size(change));
        list.retain(|(_, change)| last.is_none_or(|last| size(change).is_some_and(|size| size >= last)));
        list
    };
    (towards(Verdict::Better), towards(Verdict::Worse), changes.iter().filter(|(_, c)| size(c).is_some()).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::methodology::MethodologyId;
    use crate::model::trend::Break;

    fn year(number: i16) -> Year {
        Year::new(number).expect("a year")
    }

    fn by(points: i64) -> Change {
        let verdict = match points.signum() {
            1 => Verdict::Better,
            -1 => Verdict::Worse,
            _ => Verdict::Same,
        };
        Change::By { points: Decimal::new(points, 2), since: year(2022), verdict }
    }

    fn ids(list: &Changes) -> Vec<usize> {
        list.iter().map(|(id, _)| id.0).collect()
    }

    #[test]
    fn moves_stay_inside_a_stretch() {
        let b = Break { before: year(2021), after: year(2022), methodology: MethodologyId(0) };
        let list =
            [Change::Break(b), by(1126), Change::First, by(-210), Change::CarriedForward, Change::NoScore, by(0)];
        let changes: Changes = list.into_iter().enumerate().map(|(n, change)| (RegencyId(n), change)).collect();
        let (better, worse, base) = sorted(&changes);
        assert_eq!((ids(&better), ids(&worse), base), (vec![1], vec![3], 3));
    }

    #[test]
    fn equal_moves_at_the_end_are_all_shown() {
        let changes: Changes =
            [100, 300, 200, 100, 50].into_iter().enumerate().map(|(n, p)| (RegencyId(n), by(p))).collect();
        assert_eq!(ids(&sorted(&changes).0), [1, 2, 0, 3]);
    }
}
