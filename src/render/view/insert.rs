//! What insertions in a text show; each has a template `parts/insert-….html` that is given its `view`.

use serde::Serialize;

use super::chart::{BreakView, ChartView};
use super::league::{self, FindingView};
use super::result::ResultView;
use super::year::YearLink;
use super::years::YearRow;
use super::{Cx, RegencyLink};
use crate::model::date::Year;
use crate::model::ranking::League;
use crate::model::regency::RegencyId;
use crate::model::site::KindId;
use crate::plan::Page;

/// The last rank that is shown; all equal to it are.
const RANKS: usize = 10;

/// `view` of `insert-trend.html`.
#[derive(Debug, Clone, Serialize)]
pub struct TrendInsert {
    /// The body.
    pub regency: RegencyLink,
    /// What its newest result says, in words.
    pub finding: String,
    /// The drawing; `None` when no score and no zone is known.
    pub chart: Option<ChartView>,
    /// The same years as a table, newest first.
    pub years: Vec<YearRow>,
}

/// `view` of `insert-figure.html`.
#[derive(Debug, Clone, Serialize)]
pub struct FigureInsert {
    /// The body.
    pub regency: RegencyLink,
    /// The year.
    pub year: YearLink,
    /// The row of that year on the body's page.
    pub address: String,
    /// The result.
    pub result: ResultView,
}

/// `view` of `insert-score-inline.html` and `insert-zone-inline.html`.
#[derive(Debug, Clone, Serialize)]
pub struct Inline {
    /// Whether it may be a link: not inside one.
    pub is_linked: bool,
    /// The figure.
    #[serde(flatten)]
    pub figure: FigureInsert,
}

/// `view` of `insert-ranking.html`.
#[derive(Debug, Clone, Serialize)]
pub struct RankingInsert {
    /// The kind, as several are called.
    pub kind: String,
    /// The year.
    pub year: YearLink,
    /// The whole table on the year's page.
    pub address: String,
    /// How many are ranked.
    pub of: usize,
    /// The best of them.
    pub rows: Vec<RankedRow>,
}

/// A ranked body.
#[derive(Debug, Clone, Serialize)]
pub struct RankedRow {
    /// Its rank; equal scores share one.
    pub rank: usize,
    /// The body.
    pub regency: RegencyLink,
    /// Its result.
    pub result: ResultView,
}

/// `view` of `insert-compare.html`.
#[derive(Debug, Clone, Serialize)]
pub struct CompareInsert {
    /// The bodies.
    pub regencies: Vec<RegencyLink>,
    /// The years in which either says something, newest first.
    pub rows: Vec<CompareRow>,
}

/// A year of two bodies.
#[derive(Debug, Clone, Serialize)]
pub struct CompareRow {
    /// The year.
    pub year: YearLink,
    /// A result for each body, in their order; empty where the year says nothing of it.
    pub cells: Vec<Option<ResultView>>,
    /// The changes of method between this year and the row below.
    pub breaks: Vec<BreakView>,
}

impl Cx<'_> {
    /// A body over the years; `id` is the drawing's own on its page.
    pub fn trend_insert(&self, regency: RegencyId, id: &str) -> TrendInsert {
        let points = self.model.trend(regency);
        let link = self.regency(regency);
        let finding = self.finding(regency);
        let chart = self.drawing(id, &link.name, &finding, &points);
        TrendInsert { years: self.year_rows(regency, &points), regency: link, finding, chart }
    }

    /// A body's result in a year, if the year says anything of it.
    pub fn figure_insert(&self, regency: RegencyId, year: Year) -> Option<FigureInsert> {
        let outcome = self.model.outcome(regency, year)?;
        let link = self.regency(regency);
        Some(FigureInsert {
            year: self.year(year),
            address: format!("{}#y{year}", link.address),
            result: self.result(outcome, self.model.assessment(year)?),
            regency: link,
        })
    }

    /// A year by its zones, if it has any.
    pub fn zones_insert(&self, year: Year) -> Option<FindingView> {
        let finding = league::finding(self, self.model.assessment(year)?);
        (finding.total > 0).then_some(finding)
    }

    /// The best of a kind in a year; a league of one is none.
    pub fn ranking_insert(&self, kind: KindId, year: Year) -> Option<RankingInsert> {
        let assessment = self.model.assessment(year)?;
        let ranked = self.model.rankings(year)?.rows(League { kind, parent: None });
        let shown = ranked.iter().take_while(|row| row.rank <= RANKS);
        let row = |row: &crate::model::ranking::Ranked| {
            let result = self.result(assessment.results.get(&row.regency)?, assessment);
            Some(RankedRow { rank: row.rank, regency: self.regency(row.regency), result })
        };
        let names = &self.model.site.kinds[kind.0];
        (ranked.len() > 1).then(|| RankingInsert {
            kind: self.text(&names.many),
            address: format!("{}#{}", self.link(Page::Year(year)), names.id),
            year: self.year(year),
            of: ranked.len(),
            rows: shown.filter_map(row).collect(),
        })
    }

    /// Two bodies side by side, if anything is known of either.
    pub fn compare_insert(&self, pair: [RegencyId; 2]) -> Option<CompareInsert> {
        let said = |a: &&crate::model::assessment::Assessment| pair.iter().any(|id| a.results.contains_key(id));
        let years: Vec<_> = self.model.assessments.iter().filter(said).collect();
        let row = |n: usize| {
            let cell = |id: &RegencyId| years[n].results.get(id).map(|outcome| self.result(outcome, years[n]));
            let before = n.checked_sub(1).map(|before| years[before].year);
            let breaks = self.model.timeline.breaks.iter().rev();
            let between = breaks.filter(|b| before.is_some_and(|before| before < b.after && b.after <= years[n].year));
            CompareRow {
                year: self.year(years[n].year),
                cells: pair.iter().map(cell).collect(),
                breaks: between.map(|b| self.break_view(b)).collect(),
            }
        };
        (!years.is_empty()).then(|| CompareInsert {
            regencies: pair.iter().map(|id| self.regency(*id)).collect(),
            rows: (0..years.len()).rev().map(row).collect(),
        })
    }
}
