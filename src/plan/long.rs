//! Lists that grow without end: where they are cut so that a page stays light enough for a phone.

use std::collections::BTreeMap;

use super::Page;
use crate::model::Model;
use crate::model::date::PartialDate;
use crate::model::regency::SectorId;

/// How many units one page of a sector lists: all of Indonesia's regencies, cities and provinces fit on one.
pub const SECTOR_UNITS: usize = 560;
/// How many entries the log of corrections has at most before each year gets a page of its own.
const LOG_ENTRIES: usize = 100;

/// The pages of a sector, if it has units.
pub(super) fn sector(model: &Model, id: SectorId) -> impl Iterator<Item = Page> {
    let parts = model.units_in(id).len().div_ceil(SECTOR_UNITS);
    (1..=parts).map(move |part| if part == 1 { Page::Sector(id) } else { Page::SectorPart(id, part) })
}

/// The years of the log of corrections with the number of their entries; none when the log stands on one page.
pub fn log_years(model: &Model) -> BTreeMap<i16, usize> {
    let results = model.corrections.iter().map(|correction| correction.date);
    let articles = model.articles.iter().flat_map(|article| &article.corrections).map(|(date, _)| *date);
    let replies = model.responses.iter().filter_map(|response| response.replied.or(response.invited));
    let mut years = BTreeMap::new();
    for date in results.chain(articles).chain(replies) {
        *years.entry(log_year(date)).or_default() += 1;
    }
    if years.values().sum::<usize>() > LOG_ENTRIES { years } else { BTreeMap::new() }
}

/// The year whose page an entry of that date stands on.
pub fn log_year(date: PartialDate) -> i16 {
    date.last_day().year()
}
