//! `methodologies.json`: the editions of the method that public years use, with what may not be compared.

use super::cell::{Cell, Datum};
use super::result::{some_words, source, words, year};
use crate::model::Model;
use crate::model::date::Year;
use crate::model::methodology::{Better, Methodology};
use crate::model::trend::Break;

/// The editions in the order of their file.
pub fn editions(model: &Model) -> Vec<Datum<'_>> {
    let own = |n: usize| {
        let years = model.assessments.iter().filter(move |a| a.methodology.is_some_and(|id| id.0 == n));
        years.map(|a| a.year).collect::<Vec<Year>>()
    };
    let all = model.methodologies.iter().enumerate().map(|(n, methodology)| (methodology, own(n)));
    // An edition is public with the first year that uses it.
    let used: Vec<_> = all.filter(|(_, years)| !years.is_empty()).collect();
    let is_public = |id: &str| used.iter().any(|(methodology, _)| methodology.id.as_str() == id);
    used.iter().map(|(methodology, years)| edition(model, methodology, years, &is_public)).collect()
}

/// The first and last year that has a method.
pub fn years(model: &Model) -> Option<(u64, u64)> {
    let mut years =
        model.assessments.iter().filter(|a| a.methodology.is_some()).map(|a| a.year.number().unsigned_abs());
    let first = years.next()?;
    Some((u64::from(first), u64::from(years.next_back().unwrap_or(first))))
}

fn edition<'m>(
    model: &'m Model,
    methodology: &'m Methodology,
    years: &[Year],
    is_public: &dyn Fn(&str) -> bool,
) -> Datum<'m> {
    let comparable = methodology.comparable_with.iter().map(|id| id.as_str()).filter(|id| is_public(id));
    let breaks = model.timeline.breaks.iter();
    let own = breaks.filter(|b| model.methodologies[b.methodology.0].id == methodology.id);
    let list = |cells: Vec<Cell<'m>>| Datum::List(cells.into_iter().map(Datum::from).collect());
    Datum::map(vec![
        ("id", Cell::Plain(methodology.id.as_str().into()).into()),
        ("title", words(model, &methodology.title).into()),
        ("years", list(years.iter().map(|one| year(*one)).collect())),
        ("scale", scale(methodology)),
        ("has_zones", Cell::Flag(methodology.has_zones).into()),
        ("bands", bands(model, methodology)),
        ("coverage", Cell::text(methodology.coverage.map(|coverage| coverage.name())).into()),
        ("dimensions", dimensions(model, methodology)),
        ("breaks", Datum::List(own.map(|b| break_before(model, methodology, b)).collect())),
        ("comparable_with", list(comparable.map(|id| Cell::Plain(id.into())).collect())),
        ("uncertain", some_words(model, methodology.uncertain.as_ref()).into()),
        ("note", some_words(model, methodology.note.as_ref()).into()),
        ("sources", Datum::List(methodology.sources.iter().map(|one| source(model, one)).collect())),
    ])
}

fn scale(methodology: &Methodology) -> Datum<'_> {
    let better = match methodology.scale.better {
        Better::Higher => "higher",
        Better::Lower => "lower",
    };
    Datum::map(vec![
        ("min", Cell::Number(methodology.scale.min).into()),
        ("max", Cell::Number(methodology.scale.max).into()),
        ("decimals", Cell::Count(u64::from(methodology.scale.decimals)).into()),
        ("better", Cell::Plain(better.into()).into()),
    ])
}

/// The bands, high to low: from the lower end, inclusive, to the upper one, which only the highest includes.
fn bands<'m>(model: &'m Model, methodology: &'m Methodology) -> Datum<'m> {
    let band = |(n, band): (usize, &'m crate::model::methodology::Band)| {
        let zone = model.site.zone(band.zone);
        Datum::map(vec![
            ("zone", Cell::Plain(zone.id.as_str().into()).into()),
            ("zone_name", words(model, &zone.name).into()),
            ("category", Cell::text(band.category.as_deref()).into()),
            ("label", some_words(model, band.label.as_ref()).into()),
            ("from", Cell::Number(band.from).into()),
            ("to", Cell::Number(methodology.upper(n)).into()),
        ])
    };
    Datum::List(methodology.bands.iter().enumerate().map(band).collect())
}

fn dimensions<'m>(model: &'m Model, methodology: &'m Methodology) -> Datum<'m> {
    let dimension = |one: &'m crate::model::methodology::Dimension| {
        Datum::map(vec![
            ("id", Cell::Plain(one.id.as_str().into()).into()),
            ("label", words(model, &one.label).into()),
            ("weight", one.weight.map_or(Cell::Empty, Cell::Number).into()),
        ])
    };
    Datum::List(methodology.dimensions.iter().map(dimension).collect())
}

/// Figures up to the year before are not comparable with those of the year after.
fn break_before<'m>(model: &'m Model, methodology: &'m Methodology, one: &Break) -> Datum<'m> {
    Datum::map(vec![
        ("before", year(one.before).into()),
        ("after", year(one.after).into()),
        ("why", some_words(model, methodology.break_text.as_ref()).into()),
    ])
}
