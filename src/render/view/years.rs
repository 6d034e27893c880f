//! The table of a body's years: every year of the site, newest first, each with what is known or why nothing is.

use serde::Serialize;

use super::Cx;
use super::chart::BreakView;
use super::result::{AbsenceView, ChangeView, ResultView, SourceView};
use crate::model::assessment::{Assessment, Status};
use crate::model::correction::Subject;
use crate::model::regency::RegencyId;
use crate::model::trend::Point;
use crate::plan::Page;

/// A body in one year.
#[derive(Debug, Clone, Serialize)]
pub struct YearRow {
    /// The year.
    pub year: String,
    /// The page of the year.
    pub address: String,
    /// What is known; `None` when the body is left out or nobody was assessed.
    pub result: Option<ResultView>,
    /// Why nobody was assessed.
    pub absence: Option<AbsenceView>,
    /// Where that stands.
    pub absence_sources: Vec<SourceView>,
    /// Whether the year has results, but says nothing of this body.
    pub left_out: bool,
    /// The change in points in words, or why there is none.
    pub change: ChangeView,
    /// `provisional` or `under-review` when the year is not final; the theme's words are `regency.status.<status>`.
    pub status: Option<&'static str>,
    /// When the year was released, machine form.
    pub released: Option<String>,
    /// A remark on the year.
    pub note: Option<String>,
    /// The changes of method between this year and the one before.
    pub breaks: Vec<BreakView>,
}

impl Cx<'_> {
    /// The rows of a body, newest first; years in which it did not exist and says nothing are not among them.
    pub fn year_rows(&self, id: RegencyId, points: &[Point<'_>]) -> Vec<YearRow> {
        let body = &self.model.regencies[id.0];
        let is_shown = |point: &&Point<'_>| body.exists_in(point.period.year) || point.outcome.is_some();
        let shown: Vec<&Point<'_>> = points.iter().filter(is_shown).collect();
        let row = |n: usize| {
            let mut row = self.year_row(id, shown[n], self.model.assessment(shown[n].period.year)?);
            if let Some(before) = n.checked_sub(1).map(|before| shown[before].period.year) {
                let year = shown[n].period.year;
                let breaks = self.model.timeline.breaks.iter().rev();
                let between = breaks.filter(|b| before < b.after && b.after <= year);
                row.breaks = between.map(|b| self.break_view(b)).collect();
            }
            Some(row)
        };
        (0..shown.len()).rev().filter_map(row).collect()
    }

    fn year_row(&self, id: RegencyId, point: &Point<'_>, assessment: &Assessment) -> YearRow {
        let body = &self.model.regencies[id.0];
        let absence = assessment.absence.as_ref().filter(|_| point.outcome.is_none());
        let sources = match absence {
            Some(_) => self.sources(&assessment.default_sources, &assessment.sources),
            None => Vec::new(),
        };
        YearRow {
            year: assessment.year.to_string(),
            address: self.link(Page::Year(assessment.year)),
            result: point.outcome.map(|outcome| self.result_of(Subject::Regency(id), outcome, assessment)),
            absence: absence.map(|absence| self.absence(absence)),
            absence_sources: sources,
            left_out: point.outcome.is_none() && absence.is_none() && body.exists_in(assessment.year),
            change: self.change(point.change),
            status: (assessment.status != Status::Final).then(|| assessment.status.name()),
            released: assessment.released.map(|date| date.machine()),
            note: self.optional(assessment.note.as_ref()).filter(|_| absence.is_some()),
            breaks: Vec::new(),
        }
    }
}
