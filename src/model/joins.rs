//! What belongs together, looked up once for all pages: the units and children of a body, what was corrected, said and
//! written about it, and the versions of a text. Every list keeps the order of the list it is taken from.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Model;
use super::correction::{Correction, Field, Subject};
use super::date::Year;
use super::listing::TopicId;
use super::regency::{Regency, RegencyId, SectorId, UnitId};
use super::site::KindId;
use super::text::{Lang, Slug};
use crate::diag::At;

/// What belongs together in a model whose lists are whole.
#[derive(Debug, Default)]
pub struct Joins {
    bodies: HashMap<Slug, RegencyId>,
    units_of: Vec<Vec<UnitId>>,
    units_in: Vec<Vec<UnitId>>,
    children: Vec<Vec<RegencyId>>,
    peers: HashMap<(KindId, Option<RegencyId>), Vec<RegencyId>>,
    corrections: Vec<Vec<usize>>,
    /// Of each correction its place, and how many earlier ones have its subject, day, year and field.
    places: HashMap<At, (usize, usize)>,
    responses: Vec<Vec<usize>>,
    articles: HashMap<(Slug, Lang), usize>,
    pages: HashMap<(Slug, Lang), usize>,
    rewritten: Option<Date>,
    topics: Vec<Option<Date>>,
}

impl Joins {
    /// Of a model.
    pub fn of(model: &Model) -> Self {
        let bodies = model.regencies.len();
        let units = || model.units.iter().enumerate().map(|(n, unit)| (UnitId(n), unit));
        let parents = model.regencies.iter().enumerate().map(|(n, body)| (body.parent, RegencyId(n)));
        let mut peers: HashMap<_, Vec<RegencyId>> = HashMap::new();
        for (n, body) in model.regencies.iter().enumerate() {
            peers.entry((body.kind, body.parent)).or_default().push(RegencyId(n));
        }
        let corrections = model.corrections.iter().enumerate();
        let responses = model.responses.iter().enumerate();
        Joins {
            bodies: model.regencies.iter().enumerate().map(|(n, body)| (body.id.clone(), RegencyId(n))).collect(),
            units_of: lists(bodies, units().map(|(id, unit)| (unit.regency.0, id))),
            units_in: lists(
                model.sectors.len(),
                units().filter_map(|(id, unit)| unit.sector.map(|sector| (sector.0, id))),
            ),
            children: lists(bodies, parents.filter_map(|(parent, id)| parent.map(|parent| (parent.0, id)))),
            peers,
            corrections: lists(bodies, corrections.map(|(n, c)| (c.subject.regency(model).0, n))),
            places: places(&model.corrections),
            responses: lists(bodies, responses.map(|(n, response)| (response.regency.0, n))),
            articles: versions(model.articles.iter().map(|article| (&article.page.key, article.page.lang))),
            pages: versions(model.pages.iter().map(|page| (&page.key, page.lang))),
            rewritten: model.articles.iter().filter_map(|article| article.changed_day()).max(),
            topics: (0..model.topics.len()).map(|n| rewritten(model, TopicId(n))).collect(),
        }
    }
}

impl Model {
    /// The body of an id.
    pub fn body(&self, id: &str) -> Option<RegencyId> {
        self.joins.bodies.get(id).copied()
    }

    /// The service units of a body.
    pub fn units_of(&self, regency: RegencyId) -> &[UnitId] {
        &self.joins.units_of[regency.0]
    }

    /// The service units of a sector.
    pub fn units_in(&self, sector: SectorId) -> &[UnitId] {
        &self.joins.units_in[sector.0]
    }

    /// The bodies that belong to a body.
    pub fn children(&self, parent: RegencyId) -> impl Iterator<Item = (RegencyId, &Regency)> {
        self.joins.children[parent.0].iter().map(|id| (*id, &self.regencies[id.0]))
    }

    /// The bodies of one kind under one body, or under none.
    pub fn peers(&self, kind: KindId, parent: Option<RegencyId>) -> &[RegencyId] {
        self.joins.peers.get(&(kind, parent)).map_or(&[], Vec::as_slice)
    }

    /// The corrections of a body's own results and of its units', newest first.
    pub fn corrections_of(&self, regency: RegencyId) -> impl Iterator<Item = &Correction> {
        self.joins.corrections[regency.0].iter().map(|n| &self.corrections[*n])
    }

    /// How many corrections of the same subject, day, year and field came before one.
    pub fn repeats(&self, correction: &Correction) -> usize {
        self.joins.places.get(&correction.at).map_or(0, |(_, before)| *before)
    }

    /// The place of a correction in the log.
    pub fn place(&self, correction: &Correction) -> Option<usize> {
        self.joins.places.get(&correction.at).map(|(place, _)| *place)
    }

    /// What a body said or was asked.
    pub fn responses_of(&self, regency: RegencyId) -> impl Iterator<Item = &super::correction::Response> {
        self.joins.responses[regency.0].iter().map(|n| &self.responses[*n])
    }

    /// The article of a key in a language, by its place.
    pub fn article_in(&self, key: &Slug, lang: Lang) -> Option<usize> {
        self.joins.articles.get(&(key.clone(), lang)).copied()
    }

    /// The page of the site's own of a key in a language, by its place.
    pub fn page_in(&self, key: &Slug, lang: Lang) -> Option<usize> {
        self.joins.pages.get(&(key.clone(), lang)).copied()
    }

    /// The last day on which any article was written, changed or corrected.
    pub fn rewritten(&self) -> Option<Date> {
        self.joins.rewritten
    }

    /// The same of the articles of a topic.
    pub fn rewritten_in(&self, topic: TopicId) -> Option<Date> {
        self.joins.topics[topic.0]
    }
}

impl Subject {
    /// The body whose own result or whose unit's it is.
    pub fn regency(self, model: &Model) -> RegencyId {
        match self {
            Subject::Regency(id) => id,
            Subject::Unit(unit) => model.units[unit.0].regency,
        }
    }
}

/// One list for each place, of what goes there.
pub(super) fn lists<T>(places: usize, items: impl Iterator<Item = (usize, T)>) -> Vec<Vec<T>> {
    let mut lists: Vec<Vec<T>> = std::iter::repeat_with(Vec::new).take(places).collect();
    items.for_each(|(place, item)| lists[place].push(item));
    lists
}

/// Counts from the oldest, which stands last.
fn places(corrections: &[Correction]) -> HashMap<At, (usize, usize)> {
    let mut seen: HashMap<(Subject, Date, Year, Field), usize> = HashMap::new();
    let mut place = |(n, correction): (usize, &Correction)| {
        let key = (correction.subject, correction.date.last_day(), correction.year, correction.field);
        let count = seen.entry(key).or_insert(0);
        *count += 1;
        (correction.at, (n, *count - 1))
    };
    corrections.iter().enumerate().rev().map(&mut place).collect()
}

fn rewritten(model: &Model, topic: TopicId) -> Option<Date> {
    let listed = model.listings.iter().filter_map(|listing| listing.topics.get(&topic)).flatten();
    listed.filter_map(|n| model.articles[*n].changed_day()).max()
}

/// The first text of each key in each language.
fn versions<'a>(texts: impl Iterator<Item = (&'a Slug, Lang)>) -> HashMap<(Slug, Lang), usize> {
    let mut places = HashMap::new();
    for (n, (key, lang)) in texts.enumerate() {
        places.entry((key.clone(), lang)).or_insert(n);
    }
    places
}
