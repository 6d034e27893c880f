//! A result as templates see it: the same shape for bodies, service units and products.

use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::corrections::CorrectionView;
use super::{Cx, ZoneView};
use crate::model::assessment::Assessment;
use crate::model::correction::Subject;
use crate::model::outcome::{Absence, Award, Basis, Claim, Figure, Outcome, Statement};
use crate::model::source::{Source, SourceId};
use crate::model::text::Text;
use crate::model::trend::{Change, Verdict};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What results say in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "change.up", args: &["points", "since"] },
    Need { key: "change.down", args: &["points", "since"] },
    Need { key: "change.same", args: &["points", "since"] },
    Need { key: "change.carried", args: &[] },
    Need { key: "change.break", args: &["before", "after"] },
    Need { key: "change.first", args: &[] },
    Need { key: "absence.kind.not-assessed", args: &[] },
    Need { key: "absence.kind.unpublished", args: &[] },
    Need { key: "absence.kind.not-found", args: &[] },
    Need { key: "absence.kind.withdrawn", args: &[] },
    Need { key: "absence.reason.already-green", args: &[] },
    Need { key: "absence.reason.outside-sample", args: &[] },
    Need { key: "absence.reason.refused", args: &[] },
    Need { key: "absence.reason.pandemic", args: &[] },
    Need { key: "absence.reason.not-founded", args: &[] },
];

/// What is known of one body, unit or product in one year.
#[derive(Debug, Clone)]
pub struct ResultView {
    /// The preferred statement; its fields are told as the result's own.
    pub stated: StatementView,
    /// Whether the zone follows from the bands instead of having been printed.
    pub zone_computed: bool,
    /// Whether the category follows from the bands instead of having been printed.
    pub category_computed: bool,
    /// Further statements, most of which disagree.
    pub claims: Vec<ClaimView>,
    /// Why the preferred statement is preferred.
    pub chosen: Option<String>,
    /// `given` or `withheld`, where known.
    pub award: Option<&'static str>,
    /// Parts of the score.
    pub dimensions: Vec<DimensionView>,
    /// Published ranks.
    pub ranks: Vec<RankView>,
    /// A remark.
    pub note: Option<String>,
    /// Where the preferred statement stands.
    pub sources: Vec<SourceView>,
    /// What was corrected or revised in it, newest first.
    pub corrections: Vec<CorrectionView>,
}

/// What a source says.
#[derive(Debug, Clone)]
pub struct StatementView {
    /// The score as exact text with a point, for the filter `score`.
    pub score: Option<String>,
    /// Assessed, but the figure was not found.
    pub score_missing: bool,
    /// The zone.
    pub zone: Option<ZoneView>,
    /// The category.
    pub category: Option<Arc<str>>,
    /// The label.
    pub label: Option<String>,
    /// Why there is no result.
    pub absence: Option<AbsenceView>,
    /// The year it was measured, where that is an earlier one.
    pub measured: Option<String>,
}

/// Why there is no result.
#[derive(Debug, Clone, Serialize)]
pub struct AbsenceView {
    /// `not-assessed`, `unpublished`, `not-found` or `withdrawn`; the theme's words are `absence.kind.<kind>`.
    pub kind: &'static str,
    /// In words.
    pub words: String,
    /// The reason in words, if one is given.
    pub reason: Option<String>,
}

/// A further statement.
#[derive(Debug, Clone)]
pub struct ClaimView {
    /// What it says; its fields are told as the claim's own.
    pub stated: StatementView,
    /// Where.
    pub sources: Vec<SourceView>,
    /// A remark.
    pub note: Option<String>,
}

/// A part of the score.
#[derive(Debug, Clone, Serialize)]
pub struct DimensionView {
    /// Its name.
    pub name: String,
    /// Its share of the score in percent, exact text.
    pub weight: Option<String>,
    /// Its value, exact text.
    pub score: String,
}

/// A published rank.
#[derive(Debug, Clone, Serialize)]
pub struct RankView {
    /// Among whom, in words.
    pub scope: String,
    /// The rank.
    pub rank: u32,
    /// Among how many, if it was said.
    pub of: Option<u32>,
    /// Where it stands.
    pub sources: Vec<SourceView>,
}

/// A source.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<Arc<str>>,
    /// Where it is.
    pub url: Option<Arc<str>>,
    /// Its date as far as known, machine form, for the filter `date`.
    pub date: Option<String>,
    /// An archived copy.
    pub archived: Option<Arc<str>>,
}

/// The change in points, in words.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// `by`, `none`, `carried`, `break` or `first`.
    pub kind: &'static str,
    /// `up`, `down` or `same` for `by`, else empty.
    pub direction: &'static str,
    /// `better`, `worse` or `same` for `by`, else empty.
    pub verdict: &'static str,
    /// The difference with its sign, exact text, for `by`.
    pub points: Option<String>,
    /// The year it is measured from, for `by`.
    pub since: Option<String>,
    /// In words, such as "Naik 11,26 poin"; empty when there is no score.
    pub words: String,
}

// Results are most of what pages are told. A struct that serde lays flat is a map to it, whose keys are texts of their own:
// these name their fields themselves.

impl StatementView {
    /// How many fields it has.
    const FIELDS: usize = 7;

    fn fields<S: SerializeStruct>(&self, fields: &mut S) -> Result<(), S::Error> {
        let StatementView { score, score_missing, zone, category, label, absence, measured } = self;
        fields.serialize_field("score", score)?;
        fields.serialize_field("score_missing", score_missing)?;
        fields.serialize_field("zone", zone)?;
        fields.serialize_field("category", category)?;
        fields.serialize_field("label", label)?;
        fields.serialize_field("absence", absence)?;
        fields.serialize_field("measured", measured)
    }
}

impl Serialize for ResultView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ResultView {
            stated,
            zone_computed,
            category_computed,
            claims,
            chosen,
            award,
            dimensions,
            ranks,
            note,
            sources,
            corrections,
        } = self;
        let mut fields = serializer.serialize_struct("ResultView", StatementView::FIELDS + 10)?;
        stated.fields(&mut fields)?;
        fields.serialize_field("zone_computed", zone_computed)?;
        fields.serialize_field("category_computed", category_computed)?;
        fields.serialize_field("claims", claims)?;
        fields.serialize_field("chosen", chosen)?;
        fields.serialize_field("award", award)?;
        fields.serialize_field("dimensions", dimensions)?;
        fields.serialize_field("ranks", ranks)?;
        fields.serialize_field("note", note)?;
        fields.serialize_field("sources", sources)?;
        fields.serialize_field("corrections", corrections)?;
        fields.end()
    }
}

impl Serialize for ClaimView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ClaimView { stated, sources, note } = self;
        let mut fields = serializer.serialize_struct("ClaimView", StatementView::FIELDS + 2)?;
        stated.fields(&mut fields)?;
        fields.serialize_field("sources", sources)?;
        fields.serialize_field("note", note)?;
        fields.end()
    }
}

impl Cx<'_> {
    /// A result, with the sources of its assessment.
    pub fn result(&self, outcome: &Outcome, assessment: &Assessment) -> ResultView {
        let dimensions = self.model.methodology(assessment).map(|m| &m.dimensions[..]).unwrap_or_default();
        let dimension = |(n, score): &(usize, crate::model::number::Decimal)| DimensionView {
            name: self.text(&dimensions[*n].label),
            weight: dimensions[*n].weight.map(|weight| weight.to_string()),
            score: score.to_string(),
        };
        let rank = |rank: &crate::model::outcome::PublishedRank| RankView {
            scope: self.text(&self.model.site.scopes[rank.scope].1),
            rank: rank.rank,
            of: rank.of,
            sources: self.sources(&rank.sources, &assessment.sources),
        };
        ResultView {
            stated: self.statement(&outcome.stated),
            zone_computed: outcome.zone_basis == Basis::Computed,
            category_computed: outcome.category_basis == Basis::Computed,
            claims: outcome.claims().iter().map(|claim| self.claim(claim, assessment)).collect(),
            chosen: self.optional(outcome.chosen()),
            award: outcome.award.map(|award| match award {
                Award::Given => "given",
                Award::Withheld => "withheld",
            }),
            dimensions: outcome.dimensions().iter().map(dimension).collect(),
            ranks: outcome.ranks().iter().map(rank).collect(),
            note: self.optional(outcome.note()),
            sources: self.sources(&outcome.sources, &assessment.sources),
            corrections: Vec::new(),
        }
    }

    /// The result of a body or unit, with what was corrected in it.
    pub fn result_of(&self, subject: Subject, outcome: &Outcome, assessment: &Assessment) -> ResultView {
        let corrections = self.corrections_of(assessment.year, subject);
        ResultView { corrections, ..self.result(outcome, assessment) }
    }

    /// A text, if there is one.
    pub fn optional(&self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.text(text))
    }

    fn statement(&self, stated: &Statement) -> StatementView {
        StatementView {
            score: stated.score.known().map(|score| score.to_string()),
            score_missing: stated.score == Figure::NotFound,
            zone: stated.zone.map(|zone| self.zone(zone)),
            category: stated.category.clone(),
            label: self.optional(stated.label.as_ref()),
            absence: stated.absence.as_ref().map(|absence| self.absence(absence)),
            measured: stated.measured.map(|year| year.to_string()),
        }
    }

    fn claim(&self, claim: &Claim, assessment: &Assessment) -> ClaimView {
        ClaimView {
            stated: self.statement(&claim.stated),
            sources: self.sources(&claim.sources, &assessment.sources),
            note: self.optional(claim.note.as_ref()),
        }
    }

    /// An absence, in the site's own words for its reason or else the theme's.
    pub fn absence(&self, absence: &Absence) -> AbsenceView {
        let kind = absence.kind.name();
        let reason = absence.reason.as_ref().map(|reason| {
            let own = self.model.site.absence_reasons.iter().find(|(id, _)| id == reason);
            own.map_or_else(|| self.say(&format!("absence.reason.{reason}"), &[]), |(_, words)| self.text(words))
        });
        AbsenceView { kind, words: self.say(&format!("absence.kind.{kind}"), &[]), reason }
    }

    /// Cited sources out of a file's list.
    pub fn sources(&self, cited: &[SourceId], list: &[Source]) -> Vec<SourceView> {
        cited.iter().map(|id| self.source(&list[id.0])).collect()
    }

    /// A source.
    pub fn source(&self, source: &Source) -> SourceView {
        SourceView {
            title: self.text(&source.title),
            publisher: source.publisher.clone(),
            url: source.url.clone(),
            date: source.date.map(|date| date.machine()),
            archived: source.archived.clone(),
        }
    }

    /// A change, in words: keys `change.up`, `change.down`, `change.same` with `{points}` and `{since}`,
    /// `change.carried`, `change.break` with `{before}` and `{after}`, `change.first`.
    pub fn change(&self, change: Change) -> ChangeView {
        let mut view =
            ChangeView { kind: "none", direction: "", verdict: "", points: None, since: None, words: String::new() };
        match change {
            Change::By { points, since, verdict } => {
                view.kind = "by";
                view.direction = ["down", "same", "up"][usize::try_from(points.signum() + 1).unwrap_or(1)];
                view.verdict = match verdict {
                    Verdict::Better => "better",
                    Verdict::Worse => "worse",
                    Verdict::Same => "same",
                };
                view.points = Some(points.to_string());
                view.since = Some(since.to_string());
                let args = [("points", Arg::Exact(points.abs())), ("since", Arg::Text(&since.to_string()))];
                view.words = self.say(&format!("change.{}", view.direction), &args);
            }
            Change::CarriedForward => {
                view.kind = "carried";
                view.words = self.say("change.carried", &[]);
            }
            Change::Break(b) => {
                view.kind = "break";
                let (before, after) = (b.before.to_string(), b.after.to_string());
                view.words = self.say("change.break", &[("before", Arg::Text(&before)), ("after", Arg::Text(&after))]);
            }
            Change::First => {
                view.kind = "first";
                view.words = self.say("change.first", &[]);
            }
            Change::NoScore => {}
        }
        view
    }
}
