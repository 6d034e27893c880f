//! The rows of every table, in the order of the content: bodies and units as their files list them, years from the first.

use std::ops::Range;

use super::cell::{Cell, Row, Rows};
use super::columns;
use super::index::Index;
use super::result::{
    Entry, absent, change_kind, computed, corrected, some_words, source_cells, statement, words, year,
};
use crate::model::assessment::Product;
use crate::model::correction::{Correction, Subject};
use crate::model::date::Year;
use crate::model::outcome::{Claim, Outcome};
use crate::model::regency::{RegencyId, UnitId};
use crate::model::source::Source;
use crate::model::text::{Slug, Text};
use crate::model::trend::Point;

/// A body in a year: every year of the site in which it existed or that says something of it.
fn years<'m>(index: &Index<'m>, id: RegencyId) -> Vec<(Entry<'m>, [Cell<'static>; columns::COMPUTED.len()])> {
    let model = index.model;
    let body = &model.regencies[id.0];
    let is_shown = |point: &Point<'_>| body.exists_in(point.period.year) || point.outcome.is_some();
    let row = |(n, point): (usize, Point<'m>)| {
        let assessment = (n, &model.assessments[n]);
        let result = Entry { assessment, outcome: point.outcome, subject: Some(Subject::Regency(id)) };
        (result, computed(index.ranks(n, id), point.change))
    };
    model.trend(id).into_iter().enumerate().filter(|(_, point)| is_shown(point)).map(row).collect()
}

/// The rows of all bodies.
pub fn scores<'i, 'm>(index: &'i Index<'m>) -> Rows<impl Fn(Range<usize>) -> Vec<Row<'m>> + 'i> {
    let registers = columns::registers(index.model);
    let of_body = move |n| {
        let subject = body(index, RegencyId(n), &registers);
        let row = |(result, computed): (Entry<'m>, [Cell<'static>; columns::COMPUTED.len()])| Row {
            cells: subject.iter().cloned().chain(result.cells(index)).chain(computed).collect(),
            more: result.more(index),
        };
        years(index, RegencyId(n)).into_iter().map(row).collect::<Vec<_>>()
    };
    Rows { things: index.model.regencies.len(), of: move |bodies: Range<usize>| bodies.flat_map(&of_body).collect() }
}

/// The cells of [`columns::BODY`], and the codes of other registers.
fn body<'m>(index: &Index<'m>, id: RegencyId, registers: &[Slug]) -> Vec<Cell<'m>> {
    let model = index.model;
    let body = &model.regencies[id.0];
    let own: [Cell<'m>; columns::BODY.len()] = [
        Cell::Plain(body.id.as_str().into()),
        words(model, &body.name),
        Cell::Plain(model.site.kinds[body.kind.0].id.as_str().into()),
        Cell::text(body.parent.map(|parent| model.regencies[parent.0].id.as_str())),
        Cell::text(body.code.as_deref()),
    ];
    let code = |register: &Slug| Cell::text(body.codes.iter().find(|(id, _)| id == register).map(|(_, code)| &**code));
    own.into_iter().chain(registers.iter().map(code)).collect()
}

/// A unit or one of its products in a year.
struct Member<'m> {
    unit: UnitId,
    product: Option<&'m Product>,
    result: Entry<'m>,
}

/// The units of a body with their products, unit by unit.
fn members<'m>(index: &Index<'m>, unit: UnitId) -> Vec<Member<'m>> {
    let mut list = Vec::new();
    for (n, assessment) in index.model.assessments.iter().enumerate() {
        let Some(own) = assessment.units.get(&unit) else { continue };
        let result =
            |outcome: &'m Outcome, subject| Entry { assessment: (n, assessment), outcome: Some(outcome), subject };
        list.push(Member { unit, product: None, result: result(own, Some(Subject::Unit(unit))) });
        let product =
            |product: &'m Product| Member { unit, product: Some(product), result: result(&product.outcome, None) };
        list.extend(assessment.products_of(unit).iter().map(product));
    }
    list
}

impl<'m> Member<'m> {
    /// Unit, product, name and sector.
    fn names(&self, index: &Index<'m>) -> [Cell<'m>; 4] {
        let model = index.model;
        let unit = &model.units[self.unit.0];
        let name: &'m Text = self.product.map_or(&unit.name, |product| &product.name);
        [
            Cell::Plain(unit.id.as_str().into()),
            Cell::text(self.product.map(|product| product.id.as_str())),
            words(model, name),
            Cell::text(unit.sector.map(|sector| model.sectors[sector.0].id.as_str())),
        ]
    }
}

/// The rows of all service units and products.
pub fn units<'i, 'm>(index: &'i Index<'m>) -> Rows<impl Fn(Range<usize>) -> Vec<Row<'m>> + 'i> {
    let row = move |member: Member<'m>| {
        let owner = &index.model.regencies[index.model.units[member.unit.0].regency.0];
        let owner = [Cell::Plain(owner.id.as_str().into()), words(index.model, &owner.name)];
        let cells = member.names(index).into_iter().chain(owner).chain(member.result.cells(index));
        Row { cells: cells.collect(), more: Vec::new() }
    };
    let of = move |units: Range<usize>| units.flat_map(|n| members(index, UnitId(n))).map(row).collect();
    Rows { things: index.model.units.len(), of }
}

/// The rows of one body: its own, then those of its units and products.
pub fn regency<'m>(index: &Index<'m>, id: RegencyId) -> [Vec<Row<'m>>; 2] {
    let model = index.model;
    let own = years(index, id).into_iter().map(|(result, computed)| {
        let names = [
            Cell::Plain("regency".into()),
            Cell::Empty,
            Cell::Empty,
            words(model, &model.regencies[id.0].name),
            Cell::Empty,
        ];
        Row { cells: names.into_iter().chain(result.cells(index)).chain(computed).collect(), more: result.more(index) }
    });
    let member = |member: Member<'m>| {
        let level = if member.product.is_some() { "product" } else { "unit" };
        let names = [Cell::Plain(level.into())].into_iter().chain(member.names(index));
        let computed: [Cell<'m>; columns::COMPUTED.len()] = [const { Cell::Empty }; columns::COMPUTED.len()];
        let cells = names.chain(member.result.cells(index)).chain(computed).collect();
        Row { cells, more: member.result.more(index) }
    };
    let units = index.units(id).iter().flat_map(|unit| members(index, *unit)).map(member);
    [own.collect(), units.collect()]
}

/// What every further statement is about.
struct About<'m> {
    regency: &'m Slug,
    unit: Option<&'m Slug>,
    product: Option<&'m Slug>,
    year: Year,
    sources: &'m [Source],
}

/// The further statements on all results, of bodies and then of units.
pub fn claims<'i, 'm>(index: &'i Index<'m>) -> Rows<impl Fn(Range<usize>) -> Vec<Row<'m>> + 'i> {
    let bodies = index.model.regencies.len();
    let of_one = move |n: usize| match n.checked_sub(bodies) {
        None => claims_on_body(index, RegencyId(n)),
        Some(n) => members(index, UnitId(n)).iter().flat_map(|member| claims_on_member(index, member)).collect(),
    };
    Rows { things: bodies + index.model.units.len(), of: move |things: Range<usize>| things.flat_map(of_one).collect() }
}

fn claims_on_body<'m>(index: &Index<'m>, id: RegencyId) -> Vec<Row<'m>> {
    let model = index.model;
    let regency = &model.regencies[id.0].id;
    let years = model.assessments.iter().filter_map(|a| Some((a, a.results.get(&id)?)));
    let claims = years.flat_map(|(a, outcome)| {
        let about = About { regency, unit: None, product: None, year: a.year, sources: &a.sources };
        claims_on(index, &about, outcome)
    });
    claims.collect()
}

fn claims_on_member<'m>(index: &Index<'m>, member: &Member<'m>) -> Vec<Row<'m>> {
    let model = index.model;
    let (unit, (_, a)) = (&model.units[member.unit.0], member.result.assessment);
    let about = About {
        regency: &model.regencies[unit.regency.0].id,
        unit: Some(&unit.id),
        product: member.product.map(|product| &product.id),
        year: a.year,
        sources: &a.sources,
    };
    member.result.outcome.map(|outcome| claims_on(index, &about, outcome)).unwrap_or_default()
}

fn claims_on<'m>(index: &Index<'m>, about: &About<'m>, outcome: &'m Outcome) -> Vec<Row<'m>> {
    outcome
        .claims()
        .iter()
        .enumerate()
        .map(|(n, claim)| Row { cells: claim_cells(index, about, n, claim), more: Vec::new() })
        .collect()
}

fn claim_cells<'m>(index: &Index<'m>, about: &About<'m>, n: usize, claim: &'m Claim) -> Vec<Cell<'m>> {
    let [score, zone, category, label, measured] = statement(index.model, Some(&claim.stated));
    let reason = claim.stated.absence.as_ref().and_then(|absence| absence.reason.as_ref());
    let [titles, addresses] = source_cells(&claim.sources, about.sources);
    let cells: [Cell<'m>; columns::CLAIM.len()] = [
        Cell::Plain(about.regency.as_str().into()),
        Cell::text(about.unit.map(Slug::as_str)),
        Cell::text(about.product.map(Slug::as_str)),
        year(about.year),
        Cell::count(n + 1),
        score,
        zone,
        category,
        label,
        measured,
        Cell::text(absent(&claim.stated)),
        Cell::text(reason.map(Slug::as_str)),
        some_words(index.model, claim.note.as_ref()),
        titles,
        addresses,
    ];
    cells.into()
}

/// The corrections of results, newest first.
pub fn corrections<'i, 'm>(index: &'i Index<'m>) -> Rows<impl Fn(Range<usize>) -> Vec<Row<'m>> + 'i> {
    let list: &'m [Correction] = &index.model.corrections;
    let row = |one: &'m Correction| Row { cells: correction(index, one).into(), more: Vec::new() };
    Rows { things: list.len(), of: move |some: Range<usize>| list[some].iter().map(row).collect() }
}

fn correction<'m>(index: &Index<'m>, one: &'m Correction) -> [Cell<'m>; columns::CORRECTION.len()] {
    let model = index.model;
    let (regency, unit) = match one.subject {
        Subject::Regency(id) => (id, None),
        Subject::Unit(id) => (model.units[id.0].regency, Some(model.units[id.0].id.as_str())),
    };
    let [was, now] = corrected(model, one);
    [
        Cell::Plain(one.date.machine().into()),
        year(one.year),
        Cell::Plain(model.regencies[regency.0].id.as_str().into()),
        Cell::text(unit),
        Cell::Plain(one.field.name().into()),
        was,
        now,
        Cell::Plain(change_kind(one.kind).into()),
        some_words(model, one.requested_by.as_ref()),
        some_words(model, one.reason.as_ref()),
    ]
}
