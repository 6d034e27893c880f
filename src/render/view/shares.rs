//! Zones as shares over the years: of the bodies that are counted together, and of counts that sources publish.
//!
//! Years are parted where the method or who was assessed changes: shares of unlike coverage are no series.

use std::collections::BTreeSet;

use serde::Serialize;

use super::league;
use super::{Cx, ZoneView};
use crate::model::assessment::Assessment;
use crate::model::site::{KindId, ZoneId};
use crate::model::total::Total;
use crate::plan::Page;
use crate::render::chart::{Naming, ShareChart, ShareRow, shares};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "charts.shares.title", args: &["finding"] },
    Need { key: "charts.shares.title_total", args: &["kinds", "n", "zone", "total", "year"] },
    Need { key: "charts.shares.desc", args: &[] },
    Need { key: "charts.shares.who", args: &["n", "bodies"] },
    Need { key: "charts.shares.who_without", args: &["n", "bodies", "without"] },
    Need { key: "charts.shares.assessed", args: &["n"] },
    Need { key: "charts.shares.no_whole", args: &["n", "sum"] },
    Need { key: "charts.shares.other_source", args: &[] },
    Need { key: "charts.shares.with", args: &["first", "second"] },
    Need { key: "charts.shares.reason", args: &["words", "reason"] },
    Need { key: "charts.shares.all_kinds", args: &[] },
    Need { key: "charts.shares.break.method", args: &[] },
    Need { key: "charts.shares.break.coverage", args: &[] },
    Need { key: "charts.shares.break.both", args: &[] },
    Need { key: "charts.shares.coverage.census", args: &[] },
    Need { key: "charts.shares.coverage.sample", args: &[] },
    Need { key: "charts.shares.coverage.not-yet-green", args: &[] },
];

/// Shares of zones, a row a year.
#[derive(Debug, Clone, Serialize)]
pub struct SharesView {
    /// The drawing, markup: print it with the filter `safe`.
    pub svg: String,
    /// Who is counted, in words; empty for the bodies of the site.
    pub kinds: String,
    /// The zones that are counted, best first.
    pub zones: Vec<ZoneView>,
    /// The same figures as rows, newest first.
    pub rows: Vec<SharesRow>,
    /// Whether a row has bodies whose zone is not stated: a piece without a sign.
    pub has_rest: bool,
    /// Whether a dashed rule parts any rows.
    pub has_breaks: bool,
}

/// A year.
#[derive(Debug, Clone, Serialize)]
pub struct SharesRow {
    /// The year.
    pub year: String,
    /// Its page.
    pub address: String,
    /// Who was counted, or why nobody was.
    pub words: String,
    /// How many in each zone; empty for a year without zones, `None` where a source does not say.
    pub counts: Vec<Option<usize>>,
    /// How many more a source counts without telling their zone.
    pub rest: usize,
    /// Whether there is a bar: counts, and no more of them than were assessed.
    pub is_drawn: bool,
    /// What changed between this row and the next, in a word or two.
    pub rule: Option<String>,
}

impl Cx<'_> {
    /// The bodies of the site that are counted together; `None` with fewer than two years with zones.
    pub fn member_shares(&self) -> Option<SharesView> {
        let years: Vec<&Assessment> = self.model.assessments.iter().rev().collect();
        let rows: Vec<SharesRow> = years.iter().map(|a| self.member_row(a)).collect();
        let newest = rows.iter().zip(&years).find(|(row, _)| !row.counts.is_empty()).map(|(_, a)| *a)?;
        let finding = league::finding(self, newest).words;
        let title = self.say("charts.shares.title", &[("finding", Arg::Text(&finding))]);
        self.shares_of("shares", title, String::new(), (rows, &years))
    }

    /// Counts that sources publish, by the kinds they count; those with fewer than two years are left out.
    pub fn total_shares(&self) -> Vec<SharesView> {
        let totals = self.model.assessments.iter().flat_map(|a| &a.totals);
        let groups: BTreeSet<&[KindId]> = totals.map(|total| &total.kinds[..]).collect();
        let view = |(n, kinds): (usize, &[KindId])| self.total_group(&format!("totals-{n}"), kinds);
        groups.into_iter().enumerate().filter_map(view).collect()
    }

    fn member_row(&self, assessment: &Assessment) -> SharesRow {
        let found = league::finding(self, assessment);
        let counts: Vec<Option<usize>> = found.counts.iter().map(|one| Some(one.count)).collect();
        let words = match counts.is_empty() {
            true => self.why_no_shares(assessment).unwrap_or(found.words),
            false => {
                let args = [
                    ("n", Arg::count(found.total)),
                    ("bodies", Arg::Text(&found.bodies)),
                    ("without", Arg::count(found.without)),
                ];
                let who = match found.without {
                    0 => self.say("charts.shares.who", &args[..2]),
                    _ => self.say("charts.shares.who_without", &args),
                };
                self.with_coverage(who, assessment)
            }
        };
        self.row_of(assessment, words, counts, 0)
    }

    fn total_group(&self, id: &str, kinds: &[KindId]) -> Option<SharesView> {
        let (mut rows, mut years) = (Vec::new(), Vec::new());
        for assessment in self.model.assessments.iter().rev() {
            let own = assessment.totals.iter().filter(|total| total.kinds == kinds);
            let mut own: Vec<SharesRow> = own.filter_map(|total| self.total_row(total, assessment)).collect();
            for row in own.iter_mut().skip(1) {
                row.words = self.joined(&row.words, &self.say("charts.shares.other_source", &[]));
            }
            let absent = self.why_no_shares(assessment).map(|words| self.row_of(assessment, words, Vec::new(), 0));
            let shown: Vec<SharesRow> = if own.is_empty() { absent.into_iter().collect() } else { own };
            years.extend(shown.iter().map(|_| assessment));
            rows.extend(shown);
        }
        // A year without an assessment says something only between others.
        let is_drawn = |row: &SharesRow| row.is_drawn;
        let (first, last) = (rows.iter().position(is_drawn)?, rows.iter().rposition(is_drawn)?);
        rows.truncate(last + 1);
        let (rows, years) = (rows.split_off(first), &years[first..=last]);
        let names: Vec<String> = kinds.iter().map(|kind| self.text(&self.model.site.kinds[kind.0].many)).collect();
        let kinds = if names.is_empty() { self.say("charts.shares.all_kinds", &[]) } else { names.join(", ") };
        let (best, newest) = (self.zone(ZoneId::at(0)).name, rows.first()?);
        let total = newest.counts.iter().flatten().sum::<usize>() + newest.rest;
        let args = [
            ("kinds", Arg::Text(&kinds)),
            ("n", Arg::count(newest.counts.first().copied().flatten().unwrap_or(0))),
            ("zone", Arg::Text(&best)),
            ("total", Arg::count(total)),
            ("year", Arg::Text(&newest.year)),
        ];
        let title = self.say("charts.shares.title_total", &args);
        self.shares_of(id, title, kinds, (rows, years))
    }

    /// A published count, if the shares of it are known.
    fn total_row(&self, total: &Total, assessment: &Assessment) -> Option<SharesRow> {
        let count = |id: ZoneId| total.counts.get(&id).map(|count| *count as usize);
        let counts: Vec<Option<usize>> = self.model.site.zone_ids().map(count).collect();
        let sum: usize = counts.iter().flatten().sum();
        // Without the best zone, or with some zones of an unknown whole, there is no share to show.
        let whole = total.assessed.map(|n| n as usize).or((total.counts.len() == counts.len()).then_some(sum))?;
        counts[0].filter(|_| sum > 0)?;
        let args = [("n", Arg::count(whole)), ("sum", Arg::count(sum))];
        if sum > whole {
            let words = self.say("charts.shares.no_whole", &args);
            return Some(SharesRow { is_drawn: false, ..self.row_of(assessment, words, counts, 0) });
        }
        let words = self.with_coverage(self.say("charts.shares.assessed", &args[..1]), assessment);
        Some(self.row_of(assessment, words, counts, whole - sum))
    }

    fn row_of(&self, a: &Assessment, words: String, counts: Vec<Option<usize>>, rest: usize) -> SharesRow {
        let address = self.link(Page::Year(a.year));
        SharesRow { year: a.year.to_string(), address, words, is_drawn: !counts.is_empty(), counts, rest, rule: None }
    }

    /// Why nobody was assessed.
    fn why_no_shares(&self, assessment: &Assessment) -> Option<String> {
        let absence = self.absence(assessment.absence.as_ref()?);
        let Some(reason) = absence.reason else { return Some(absence.words) };
        let args = [("words", Arg::Text(&absence.words)), ("reason", Arg::Text(&reason))];
        Some(self.say("charts.shares.reason", &args))
    }

    fn with_coverage(&self, who: String, assessment: &Assessment) -> String {
        let coverage = self.model.methodology(assessment).and_then(|m| m.coverage);
        let Some(coverage) = coverage.map(|c| self.say(&format!("charts.shares.coverage.{}", c.name()), &[])) else {
            return who;
        };
        self.joined(&who, &coverage)
    }

    fn joined(&self, first: &str, second: &str) -> String {
        self.say("charts.shares.with", &[("first", Arg::Text(first)), ("second", Arg::Text(second))])
    }

    fn shares_of(
        &self,
        id: &str,
        title: String,
        kinds: String,
        (mut rows, years): (Vec<SharesRow>, &[&Assessment]),
    ) -> Option<SharesView> {
        if rows.iter().filter(|row| row.is_drawn).count() < 2 {
            return None;
        }
        for n in 0..rows.len() {
            let older = years[n + 1..].iter().find(|a| a.methodology.is_some());
            rows[n].rule = older.and_then(|older| self.rule_between(older, years[n]));
        }
        let spec = ShareChart {
            naming: Naming { id: id.to_owned(), title, desc: self.say("charts.shares.desc", &[]) },
            rows: rows.iter().map(|row| self.share_row(row)).collect(),
        };
        Some(SharesView {
            svg: shares(&spec),
            kinds,
            zones: self.model.site.zone_ids().map(|id| self.zone(id)).collect(),
            has_rest: rows.iter().any(|row| row.rest > 0),
            has_breaks: rows.iter().any(|row| row.rule.is_some()),
            rows,
        })
    }

    /// What changed from the last year with a method to the next one.
    fn rule_between(&self, older: &Assessment, newer: &Assessment) -> Option<String> {
        let (before, after) = (self.model.methodology(older)?, self.model.methodology(newer)?);
        let method = self.model.timeline.break_between(older.year, newer.year).is_some();
        let key = match (method, before.coverage != after.coverage) {
            (true, true) => "charts.shares.break.both",
            (true, false) => "charts.shares.break.method",
            (false, true) => "charts.shares.break.coverage",
            (false, false) => return None,
        };
        Some(self.say(key, &[]))
    }

    fn share_row(&self, row: &SharesRow) -> ShareRow {
        let zone = |(n, count): (usize, &Option<usize>)| self.part(Some(ZoneId::at(n)), count.unwrap_or(0));
        let drawn = if row.is_drawn { &row.counts[..] } else { &[] };
        let parts = drawn.iter().enumerate().map(zone).chain([self.part(None, row.rest)]);
        ShareRow {
            label: row.year.clone(),
            words: row.words.clone(),
            parts: parts.filter(|part| part.count > 0).collect(),
            rule: row.rule.clone(),
        }
    }
}
