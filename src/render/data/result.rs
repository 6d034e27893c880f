//! A result as the part of a row that bodies, service units and products share.

use std::borrow::Cow;

use super::cell::{Cell, Datum};
use super::columns::{COMPUTED, NO_INFORMATION, NO_SCORE, RESULT, SCORE_NOT_FOUND};
use super::index::{Index, Rank};
use crate::model::Model;
use crate::model::assessment::Assessment;
use crate::model::correction::{Correction, CorrectionKind, Field, Subject};
use crate::model::methodology::Methodology;
use crate::model::number::Decimal;
use crate::model::outcome::{Absence, Award, Basis, Figure, Outcome, PublishedRank, Statement};
use crate::model::source::{Source, SourceId};
use crate::model::text::Text;
use crate::model::trend::Change;

/// A result, or that a year says nothing of somebody.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'m> {
    /// The year, and its place in the model.
    pub assessment: (usize, &'m Assessment),
    /// What is known.
    pub outcome: Option<&'m Outcome>,
    /// Whose it is; products have no corrections of their own.
    pub subject: Option<Subject>,
}

/// Words in the site's languages.
pub fn words<'m>(model: &'m Model, text: &'m Text) -> Cell<'m> {
    Cell::Words(text, &model.site.languages)
}

/// Words, or empty.
pub fn some_words<'m>(model: &'m Model, text: Option<&'m Text>) -> Cell<'m> {
    text.map_or(Cell::Empty, |text| words(model, text))
}

/// A year.
pub fn year(year: crate::model::date::Year) -> Cell<'static> {
    Cell::Count(u64::try_from(year.number()).expect("years are of our era"))
}

impl<'m> Entry<'m> {
    /// The cells of [`RESULT`].
    pub fn cells(&self, index: &Index<'m>) -> [Cell<'m>; RESULT.len()] {
        let (model, (n, assessment)) = (index.model, self.assessment);
        let stated = self.outcome.map(|outcome| &outcome.stated);
        let absence = self.absence();
        // A figure measured in another year is not comparable with those of its own.
        let stretch = model.timeline.periods[n].stretch.filter(|_| stated.is_none_or(|s| s.measured.is_none()));
        let basis = |is_there: bool, basis: Option<Basis>| match basis.filter(|_| is_there) {
            None => Cell::Empty,
            Some(Basis::Printed) => Cell::Plain("printed".into()),
            Some(Basis::Computed) => Cell::Plain("computed".into()),
        };
        let [score, zone, category, label, measured] = statement(model, stated);
        let (note, (cited, list)) = (self.note(), self.cited());
        let [titles, addresses] = source_cells(cited, list);
        [
            year(assessment.year),
            Cell::text(model.methodology(assessment).map(|m| m.id.as_str())),
            stretch.map_or(Cell::Empty, |n| Cell::count(n + 1)),
            score,
            zone,
            basis(stated.is_some_and(|s| s.zone.is_some()), self.outcome.map(|o| o.zone_basis)),
            category,
            basis(stated.is_some_and(|s| s.category.is_some()), self.outcome.map(|o| o.category_basis)),
            label,
            Cell::text(self.outcome.and_then(|o| o.award).map(award)),
            measured,
            Cell::text(match stated {
                Some(stated) => absent(stated),
                None => Some(absence.map_or(NO_INFORMATION, |absence| absence.kind.name())),
            }),
            Cell::text(absence.and_then(|absence| absence.reason.as_ref()).map(|reason| reason.as_str())),
            Cell::Plain(assessment.status.name().into()),
            Cell::text(assessment.released.map(|date| date.machine())),
            Cell::count(self.outcome.map_or(0, |outcome| outcome.claims().len())),
            Cell::count(self.corrections(index).len()),
            some_words(model, note),
            titles,
            addresses,
        ]
    }

    /// What JSON has beside the cells: claims, corrections and sources in full, parts of the score, published ranks.
    pub fn more(&self, index: &Index<'m>) -> Vec<(&'static str, Datum<'m>)> {
        let (model, (_, assessment)) = (index.model, self.assessment);
        let mut list: Vec<(&'static str, Datum<'m>)> = Vec::new();
        let (cited, sources_of_file) = self.cited();
        list.push(("sources", sources(model, cited, sources_of_file)));
        if let Some(outcome) = self.outcome {
            list.push(("claims", claims(model, outcome, assessment)));
            if let Some(chosen) = outcome.chosen() {
                list.push(("chosen", words(model, chosen).into()));
            }
            if !outcome.dimensions().is_empty() {
                list.push(("dimensions", dimensions(model.methodology(assessment), outcome.dimensions())));
            }
            if !outcome.ranks().is_empty() {
                let rank = |rank| published_rank(model, rank, assessment);
                list.push(("published_ranks", Datum::List(outcome.ranks().iter().map(rank).collect())));
            }
        }
        let corrections = self.corrections(index).iter().map(|one| correction(model, one));
        list.push(("corrections", Datum::List(corrections.collect())));
        list
    }

    fn corrections<'i>(&self, index: &'i Index<'m>) -> &'i [&'m Correction] {
        self.subject.map_or(&[], |subject| index.corrections(self.assessment.1.year, subject))
    }

    fn absence(&self) -> Option<&'m Absence> {
        match self.outcome {
            Some(outcome) => outcome.stated.absence.as_deref(),
            None => self.assessment.1.absence.as_ref(),
        }
    }

    /// The remark on the result, or on a year of nobody.
    fn note(&self) -> Option<&'m Text> {
        match self.outcome {
            Some(outcome) => outcome.note(),
            None => self.assessment.1.note.as_ref().filter(|_| self.absence().is_some()),
        }
    }

    /// What is cited for the result, or for a year of nobody, and the list it is cited from.
    fn cited(&self) -> (&'m [SourceId], &'m [Source]) {
        let (_, assessment) = self.assessment;
        let cited = match self.outcome {
            Some(outcome) => &outcome.sources[..],
            None if assessment.absence.is_some() => &assessment.default_sources[..],
            None => &[],
        };
        (cited, &assessment.sources)
    }
}

/// Score, zone, category, label and year of measurement.
pub fn statement<'m>(model: &'m Model, stated: Option<&'m Statement>) -> [Cell<'m>; 5] {
    let Some(stated) = stated else { return [const { Cell::Empty }; 5] };
    [
        stated.score.known().map_or(Cell::Empty, Cell::Number),
        Cell::text(stated.zone.map(|zone| model.site.zone(zone).id.as_str())),
        Cell::text(stated.category.as_deref()),
        some_words(model, stated.label.as_ref()),
        stated.measured.map_or(Cell::Empty, year),
    ]
}

/// Why a statement has no score; `None` when it has one.
pub fn absent(stated: &Statement) -> Option<&'static str> {
    match (&stated.absence, stated.score) {
        (Some(absence), _) => Some(absence.kind.name()),
        (None, Figure::Known(_)) => None,
        (None, Figure::NotFound) => Some(SCORE_NOT_FOUND),
        (None, Figure::None) => Some(NO_SCORE),
    }
}

fn award(award: Award) -> &'static str {
    match award {
        Award::Given => "given",
        Award::Withheld => "withheld",
    }
}

/// The titles of sources and their addresses.
pub fn source_cells<'m>(cited: &[SourceId], list: &'m [Source]) -> [Cell<'m>; 2] {
    let cited = || cited.iter().map(|id| &list[id.0]);
    let titles: Vec<&str> = cited().map(|source| source.title.get(crate::model::text::Lang(0))).collect();
    let addresses: Vec<&str> = cited().filter_map(|source| source.url.as_deref()).collect();
    let joined = |list: &[&'m str], between: &str| match list {
        [] => Cell::Empty,
        [one] => Cell::Plain(Cow::Borrowed(one)),
        several => Cell::Plain(several.join(between).into()),
    };
    [joined(&titles, " | "), joined(&addresses, " ")]
}

/// Sources in full.
pub fn sources<'m>(model: &'m Model, cited: &[SourceId], list: &'m [Source]) -> Datum<'m> {
    Datum::List(cited.iter().map(|id| source(model, &list[id.0])).collect())
}

/// A source in full.
pub fn source<'m>(model: &'m Model, source: &'m Source) -> Datum<'m> {
    Datum::map(vec![
        ("title", words(model, &source.title).into()),
        ("publisher", Cell::text(source.publisher.as_deref()).into()),
        ("url", Cell::text(source.url.as_deref()).into()),
        ("date", Cell::text(source.date.map(|date| date.machine())).into()),
        ("archived", Cell::text(source.archived.as_deref()).into()),
    ])
}

fn claims<'m>(model: &'m Model, outcome: &'m Outcome, assessment: &'m Assessment) -> Datum<'m> {
    let claim = |claim: &'m crate::model::outcome::Claim| {
        let [score, zone, category, label, measured] = statement(model, Some(&claim.stated));
        let reason = claim.stated.absence.as_ref().and_then(|absence| absence.reason.as_ref());
        Datum::map(vec![
            ("score", score.into()),
            ("zone", zone.into()),
            ("category", category.into()),
            ("label", label.into()),
            ("measured", measured.into()),
            ("absent", Cell::text(absent(&claim.stated)).into()),
            ("reason", Cell::text(reason.map(|reason| reason.as_str())).into()),
            ("note", some_words(model, claim.note.as_ref()).into()),
            ("sources", sources(model, &claim.sources, &assessment.sources)),
        ])
    };
    Datum::List(outcome.claims().iter().map(claim).collect())
}

fn dimensions<'m>(methodology: Option<&'m Methodology>, parts: &[(usize, Decimal)]) -> Datum<'m> {
    let all = methodology.map(|m| &m.dimensions[..]).unwrap_or_default();
    let part = |(n, score): &(usize, Decimal)| {
        Datum::map(vec![
            ("dimension", Cell::text(all.get(*n).map(|d| d.id.as_str())).into()),
            ("score", Cell::Number(*score).into()),
        ])
    };
    Datum::List(parts.iter().map(part).collect())
}

fn published_rank<'m>(model: &'m Model, rank: &'m PublishedRank, assessment: &'m Assessment) -> Datum<'m> {
    Datum::map(vec![
        ("scope", Cell::Plain(model.site.scopes[rank.scope].0.as_str().into()).into()),
        ("rank", Cell::Count(u64::from(rank.rank)).into()),
        ("of", rank.of.map_or(Cell::Empty, |of| Cell::Count(u64::from(of))).into()),
        ("sources", sources(model, &rank.sources, &assessment.sources)),
    ])
}

/// A correction beside its result.
fn correction<'m>(model: &'m Model, one: &'m Correction) -> Datum<'m> {
    let [was, now] = corrected(model, one);
    Datum::map(vec![
        ("date", Cell::Plain(one.date.machine().into()).into()),
        ("field", Cell::Plain(one.field.name().into()).into()),
        ("was", was.into()),
        ("now", now.into()),
        ("change_kind", Cell::Plain(change_kind(one.kind).into()).into()),
        ("requested_by", some_words(model, one.requested_by.as_ref()).into()),
        ("why", some_words(model, one.reason.as_ref()).into()),
    ])
}

/// The values before and since: scores as numbers with the decimals of their scale.
pub fn corrected<'m>(model: &'m Model, one: &'m Correction) -> [Cell<'m>; 2] {
    let decimals = || model.assessment(one.year).and_then(|a| model.methodology(a)).map_or(0, |m| m.scale.decimals);
    [&one.was, &one.now].map(|written| match (one.field, Decimal::parse(written)) {
        (Field::Score, Ok(score)) => Cell::Number(score.rounded(decimals().max(score.significant_decimals()))),
        _ => Cell::Plain((&**written).into()),
    })
}

/// A mistake mended, or a planned revision.
pub fn change_kind(kind: CorrectionKind) -> &'static str {
    match kind {
        CorrectionKind::Correction => "correction",
        CorrectionKind::Revision => "revision",
    }
}

/// The cells of [`COMPUTED`].
pub fn computed(ranks: [Option<Rank>; 2], change: Change) -> [Cell<'static>; COMPUTED.len()] {
    let pair =
        |rank: Option<Rank>| rank.map_or([Cell::Empty, Cell::Empty], |(n, of)| [Cell::count(n), Cell::count(of)]);
    let ([rank, of], [parent_rank, parent_of]) = (pair(ranks[0]), pair(ranks[1]));
    let (points, since, status) = match change {
        Change::By { points, since, .. } => (Cell::Number(points), year(since), "compared"),
        Change::First => (Cell::Empty, Cell::Empty, "first"),
        Change::Break(_) => (Cell::Empty, Cell::Empty, "method-changed"),
        Change::CarriedForward => (Cell::Empty, Cell::Empty, "carried-forward"),
        Change::NoScore => (Cell::Empty, Cell::Empty, "no-score"),
    };
    [rank, of, parent_rank, parent_of, points, since, Cell::Plain(status.into())]
}
