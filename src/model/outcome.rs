//! The one shape of a result, at every level: body, service unit, product. Each part may be absent in the world.

use std::sync::Arc;

use super::date::Year;
use super::number::Decimal;
use super::site::ZoneId;
use super::source::SourceId;
use super::text::{Slug, Text};
use crate::diag::At;

/// What is known of one body, unit or product in one year.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The preferred statement.
    pub stated: Statement,
    /// Whether zone and category were printed or follow from the bands.
    pub zone_basis: Basis,
    /// Whether the category was printed or follows from the bands.
    pub category_basis: Basis,
    /// Whether the award that goes with the zone was given.
    pub award: Option<Award>,
    /// What few results have; read it by the methods.
    pub particulars: Option<Box<Particulars>>,
    /// Where the preferred statement stands; the file's default where the result names none.
    pub sources: Arc<Vec<SourceId>>,
    /// Where it is written.
    pub at: At,
}

/// What few results have. It stands apart, since a large site has millions of results.
#[derive(Debug, Clone, Default)]
pub struct Particulars {
    /// Further statements, most of which disagree.
    pub claims: Box<[Claim]>,
    /// Why the preferred statement is preferred.
    pub chosen: Option<Text>,
    /// The parts of the score, by their place in the methodology.
    pub dimensions: Box<[(usize, Decimal)]>,
    /// Ranks that were published.
    pub ranks: Box<[PublishedRank]>,
    /// A public remark.
    pub note: Option<Text>,
}

/// What a source says.
#[derive(Debug, Clone, Default)]
pub struct Statement {
    /// The score.
    pub score: Figure,
    /// The zone.
    pub zone: Option<ZoneId>,
    /// The category, such as A.
    pub category: Option<Arc<str>>,
    /// The label, in public words.
    pub label: Option<Text>,
    /// Why there is no result.
    pub absence: Option<Box<Absence>>,
    /// The year it was measured, where that is an earlier one.
    pub measured: Option<Year>,
}

/// A score as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Figure {
    /// The figure.
    Known(Decimal),
    /// The body was assessed; its figure was not found.
    NotFound,
    /// The statement has no score.
    #[default]
    None,
}

impl Figure {
    /// The figure, if it is known.
    pub fn known(self) -> Option<Decimal> {
        match self {
            Figure::Known(score) => Some(score),
            _ => None,
        }
    }
}

/// Where a zone or category comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// It was published.
    Printed,
    /// It follows from the score and the bands.
    Computed,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// What kind of absence.
    pub kind: AbsenceKind,
    /// Why, by id: the theme's own, or one of `site.yaml: absence_reasons`.
    pub reason: Option<Slug>,
}

/// Kinds of absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AbsenceKind {
    /// Nobody assessed it.
    NotAssessed,
    /// Assessed, but the result was not published.
    Unpublished,
    /// Assessed, but the result was not found.
    NotFound,
    /// Published, then withdrawn.
    Withdrawn,
}

/// The words of data files for [`AbsenceKind`].
pub const ABSENCES: &[(&str, AbsenceKind)] = &[
    ("not-assessed", AbsenceKind::NotAssessed),
    ("unpublished", AbsenceKind::Unpublished),
    ("not-found", AbsenceKind::NotFound),
    ("withdrawn", AbsenceKind::Withdrawn),
];

/// Reasons that every theme has words for.
pub const REASONS: &[&str] = &["already-green", "outside-sample", "refused", "pandemic", "not-founded"];

impl AbsenceKind {
    /// The word in data files and theme strings.
    pub fn name(self) -> &'static str {
        ABSENCES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// A further statement and where it stands.
#[derive(Debug, Clone)]
pub struct Claim {
    /// What it says.
    pub stated: Statement,
    /// Where.
    pub sources: Vec<SourceId>,
    /// A public remark.
    pub note: Option<Text>,
}

/// Whether the award that goes with a zone was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Award {
    /// It was.
    Given,
    /// It was held back.
    Withheld,
}

/// A rank that a source states.
#[derive(Debug, Clone)]
pub struct PublishedRank {
    /// Among whom, by its place in `site.yaml: scopes`.
    pub scope: usize,
    /// The rank.
    pub rank: u32,
    /// Among how many, where it was said.
    pub of: Option<u32>,
    /// Where it stands.
    pub sources: Vec<SourceId>,
}

impl Particulars {
    /// These, if there are any.
    pub fn if_any(self) -> Option<Box<Self>> {
        let Self { claims, chosen, dimensions, ranks, note } = &self;
        let has_list = !claims.is_empty() || !dimensions.is_empty() || !ranks.is_empty();
        (has_list || chosen.is_some() || note.is_some()).then(|| Box::new(self))
    }
}

impl Outcome {
    /// Further statements, most of which disagree.
    pub fn claims(&self) -> &[Claim] {
        self.particulars.as_ref().map_or(&[], |own| &own.claims)
    }

    /// Why the preferred statement is preferred.
    pub fn chosen(&self) -> Option<&Text> {
        self.particulars.as_ref()?.chosen.as_ref()
    }

    /// The parts of the score, by their place in the methodology.
    pub fn dimensions(&self) -> &[(usize, Decimal)] {
        self.particulars.as_ref().map_or(&[], |own| &own.dimensions)
    }

    /// Ranks that were published.
    pub fn ranks(&self) -> &[PublishedRank] {
        self.particulars.as_ref().map_or(&[], |own| &own.ranks)
    }

    /// A public remark.
    pub fn note(&self) -> Option<&Text> {
        self.particulars.as_ref()?.note.as_ref()
    }

    /// The score, if it is known and was measured for the year itself: what may be ranked, counted and subtracted.
    pub fn measured_score(&self) -> Option<Decimal> {
        self.stated.score.known().filter(|_| self.stated.measured.is_none())
    }

    /// The zone, if it was given for the year itself.
    pub fn measured_zone(&self) -> Option<ZoneId> {
        self.stated.zone.filter(|_| self.stated.measured.is_none())
    }

    /// Whether it states a score or a zone: something that can be drawn.
    pub fn has_figure(&self) -> bool {
        self.stated.score.known().is_some() || self.stated.zone.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site of 5,000 bodies with 20 units each has 800,000 results of eight years: ten bytes more are 8 MB.
    #[test]
    fn a_result_is_small() {
        for (name, size, most) in [
            ("Text", size_of::<Text>(), 8),
            ("Statement", size_of::<Statement>(), 56),
            ("Outcome", size_of::<Outcome>(), 88),
        ] {
            assert!(size <= most, "{name} takes {size} bytes");
        }
    }
}
