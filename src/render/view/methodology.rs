//! How scores become zones, edition by edition, newest first, with an example out of the data.
//!
//! An edition is public with the first year that uses it.

use std::sync::Arc;

use serde::Serialize;

use super::chart::BreakView;
use super::result::SourceView;
use super::shares::SharesView;
use super::site::{PageView, page};
use super::year::YearLink;
use super::{Cx, RegencyLink, ZoneView};
use crate::model::date::Year;
use crate::model::methodology::{Band, Better, Methodology, MethodologyId};
use crate::model::number::Decimal;
use crate::model::regency::RegencyId;
use crate::plan::PageJob;
use crate::render::words::Need;

/// What this module says.
pub const NEEDS: &[Need] =
    &[Need { key: "methodology.headline", args: &[] }, Need { key: "methodology.description", args: &[] }];

/// `view` of `methodology.html`.
#[derive(Debug, Clone, Serialize)]
pub struct MethodologyView {
    /// The editions, newest first.
    pub editions: Vec<EditionView>,
    /// One score that is in another zone by another edition; `None` when the data has none.
    pub example: Option<ExampleView>,
    /// Published counts by zone as shares over the years, by the kinds they count.
    pub totals: Vec<SharesView>,
}

/// One edition.
#[derive(Debug, Clone, Serialize)]
pub struct EditionView {
    /// Its id, also the anchor.
    pub id: Arc<str>,
    /// Its title.
    pub title: String,
    /// The years that used it.
    pub years: Vec<YearLink>,
    /// `census`, `sample` or `not-yet-green`; the theme's words are `coverage.<coverage>`.
    pub coverage: Option<&'static str>,
    /// Whether it gives zones at all.
    pub has_zones: bool,
    /// Lowest and highest possible score, exact text.
    pub min: String,
    /// The highest possible score, exact text.
    pub max: String,
    /// Whether less is better.
    pub lower_is_better: bool,
    /// High to low; empty when the bounds are not known.
    pub bands: Vec<BandView>,
    /// Whether any band has a category.
    pub has_categories: bool,
    /// Parts of the score.
    pub dimensions: Vec<WeightView>,
    /// Why the line before it ends.
    pub before: Option<BreakView>,
    /// What is not known about it.
    pub uncertain: Option<String>,
    /// More on it.
    pub note: Option<String>,
    /// Where it is described.
    pub sources: Vec<SourceView>,
}

/// Scores of a zone or category.
#[derive(Debug, Clone, Serialize)]
pub struct BandView {
    /// The lowest score, inclusive, exact text.
    pub from: String,
    /// The upper end, exact text.
    pub to: String,
    /// Whether the upper end belongs to it: the top of the scale.
    pub is_top: bool,
    /// The zone.
    pub zone: ZoneView,
    /// The category.
    pub category: Option<Arc<str>>,
    /// The label.
    pub label: Option<String>,
}

/// A part of the score.
#[derive(Debug, Clone, Serialize)]
pub struct WeightView {
    /// Its name.
    pub name: String,
    /// Its share in percent, exact text.
    pub weight: Option<String>,
}

/// An edition and where it is described.
#[derive(Debug, Clone, Serialize)]
pub struct EditionLink {
    /// Its title.
    pub title: String,
    /// Its place on the page on the method.
    pub address: String,
    /// `census`, `sample` or `not-yet-green`; the theme's words are `coverage.<coverage>`.
    pub coverage: Option<&'static str>,
    /// Whether it gives zones at all.
    pub has_zones: bool,
}

/// A real score under two editions.
#[derive(Debug, Clone, Serialize)]
pub struct ExampleView {
    /// Whose score.
    pub regency: RegencyLink,
    /// Of which year.
    pub year: String,
    /// The score, exact text.
    pub score: String,
    /// The edition of that year.
    pub own: EditionLink,
    /// Its band of the score.
    pub own_band: BandView,
    /// The newest earlier edition that disagrees.
    pub other: EditionLink,
    /// The band the score would be in.
    pub other_band: BandView,
}

/// The page on the method.
pub fn view(cx: &Cx<'_>, job: &PageJob) -> (PageView, MethodologyView) {
    let name = cx.say("methodology.headline", &[]);
    let head = PageView {
        title: cx.title(&name),
        headline: name.clone(),
        description: cx.say("methodology.description", &[]),
        ..page(cx, job, "methodology", &[], &name)
    };
    let editions = in_use(cx).iter().map(|(id, years)| edition(cx, *id, years)).collect();
    (head, MethodologyView { editions, example: example(cx), totals: cx.total_shares() })
}

/// An edition with its place on the page on the method.
pub fn edition_link(cx: &Cx<'_>, id: MethodologyId) -> EditionLink {
    let methodology = &cx.model.methodologies[id.0];
    EditionLink {
        title: cx.text(&methodology.title),
        address: cx.methodology_link(methodology),
        coverage: methodology.coverage.map(|coverage| coverage.name()),
        has_zones: methodology.has_zones,
    }
}

/// The change of method that a year begins with.
pub fn break_before(cx: &Cx<'_>, year: Year) -> Option<BreakView> {
    let found = cx.model.timeline.breaks.iter().find(|b| b.after == year)?;
    Some(cx.break_view(found))
}

/// The editions that a year on the site uses, with those years, newest first.
fn in_use(cx: &Cx<'_>) -> Vec<(MethodologyId, Vec<Year>)> {
    let mut list: Vec<(MethodologyId, Vec<Year>)> = Vec::new();
    for assessment in cx.model.assessments.iter().rev() {
        let Some(id) = assessment.methodology else { continue };
        match list.iter_mut().find(|(known, _)| *known == id) {
            Some((_, years)) => years.insert(0, assessment.year),
            None => list.push((id, vec![assessment.year])),
        }
    }
    list
}

fn edition(cx: &Cx<'_>, id: MethodologyId, years: &[Year]) -> EditionView {
    let methodology = &cx.model.methodologies[id.0];
    let bands = &methodology.bands;
    EditionView {
        id: methodology.id.as_str().into(),
        title: cx.text(&methodology.title),
        years: years.iter().map(|year| cx.year(*year)).collect(),
        coverage: methodology.coverage.map(|coverage| coverage.name()),
        has_zones: methodology.has_zones,
        min: methodology.scale.min.to_string(),
        max: methodology.scale.max.to_string(),
        lower_is_better: methodology.scale.better == Better::Lower,
        bands: (0..bands.len()).map(|n| band(cx, methodology, n)).collect(),
        has_categories: bands.iter().any(|band| band.category.is_some()),
        dimensions: methodology
            .dimensions
            .iter()
            .map(|d| WeightView { name: cx.text(&d.label), weight: d.weight.map(|weight| weight.to_string()) })
            .collect(),
        before: years.iter().find_map(|year| break_before(cx, *year)),
        uncertain: cx.optional(methodology.uncertain.as_ref()),
        note: cx.optional(methodology.note.as_ref()),
        sources: methodology.sources.iter().map(|source| cx.source(source)).collect(),
    }
}

/// A band of a method by its place, the highest first.
pub fn band(cx: &Cx<'_>, methodology: &Methodology, n: usize) -> BandView {
    let band = &methodology.bands[n];
    BandView {
        from: band.from.to_string(),
        to: methodology.upper(n).to_string(),
        is_top: n == 0,
        zone: cx.zone(band.zone),
        category: band.category.clone(),
        label: cx.optional(band.label.as_ref()),
    }
}

/// The newest score whose zone is another by an earlier edition of the same scale; the newest such edition, the first body of the file.
fn example(cx: &Cx<'_>) -> Option<ExampleView> {
    let editions = in_use(cx);
    for assessment in cx.model.assessments.iter().rev() {
        let Some(own) = assessment.methodology else { continue };
        let earlier = editions.iter().skip_while(|(id, _)| *id != own).skip(1).map(|(id, _)| *id);
        for other in earlier.filter(|other| is_same_scale(cx, own, *other)) {
            let scores =
                assessment.results.iter().filter_map(|(id, o)| Some((*id, o.measured_score()?, o.measured_zone()?)));
            for (regency, score, zone) in scores {
                let bands = band_of(cx, own, score).zip(band_of(cx, other, score));
                // A zone that was printed against the bands would need explaining of its own.
                let is_fit = |((_, a), (_, b)): &((usize, &Band), (usize, &Band))| a.zone == zone && b.zone != zone;
                if let Some(((own_band, _), (other_band, _))) = bands.filter(is_fit) {
                    let pair = [(own, own_band), (other, other_band)];
                    return Some(example_view(cx, (regency, assessment.year, score), pair));
                }
            }
        }
    }
    None
}

/// Whether the same number means as much by both: a score of 0 to 4 says nothing on a scale of days.
fn is_same_scale(cx: &Cx<'_>, one: MethodologyId, other: MethodologyId) -> bool {
    let [one, other] = [one, other].map(|id| &cx.model.methodologies[id.0].scale);
    (one.min, one.max, one.better) == (other.min, other.max, other.better)
}

fn band_of<'a>(cx: &Cx<'a>, id: MethodologyId, score: Decimal) -> Option<(usize, &'a Band)> {
    cx.model.methodologies[id.0].bands.iter().enumerate().find(|(_, band)| score >= band.from)
}

fn example_view(
    cx: &Cx<'_>,
    (regency, year, score): (RegencyId, Year, Decimal),
    [(own, own_band), (other, other_band)]: [(MethodologyId, usize); 2],
) -> ExampleView {
    ExampleView {
        regency: cx.regency(regency),
        year: year.to_string(),
        score: score.to_string(),
        own: edition_link(cx, own),
        own_band: band(cx, &cx.model.methodologies[own.0], own_band),
        other: edition_link(cx, other),
        other_band: band(cx, &cx.model.methodologies[other.0], other_band),
    }
}
