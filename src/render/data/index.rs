//! What rows look up, found once for all of them: a site of thousands of bodies asks for each of these thousands of times.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;
use crate::model::correction::{Correction, Subject};
use crate::model::date::Year;
use crate::model::ranking::League;
use crate::model::regency::{RegencyId, UnitId};

/// A rank, and of how many.
pub type Rank = (usize, usize);

/// The model with what rows look up.
#[derive(Debug)]
pub struct Index<'m> {
    /// What the site knows.
    pub model: &'m Model,
    ranks: Vec<[BTreeMap<RegencyId, Rank>; 2]>,
    corrections: BTreeMap<(Year, Subject), Vec<&'m Correction>>,
    units: BTreeMap<RegencyId, Vec<UnitId>>,
}

impl<'m> Index<'m> {
    /// Of a model.
    pub fn new(model: &'m Model) -> Self {
        let mut corrections: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for one in &model.corrections {
            corrections.entry((one.year, one.subject)).or_default().push(one);
        }
        let mut units: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (n, unit) in model.units.iter().enumerate() {
            units.entry(unit.regency).or_default().push(UnitId(n));
        }
        Index { model, ranks: ranks(model), corrections, units }
    }

    /// A body's ranks in a year, by the place of the year: on the whole site, and under its parent.
    pub fn ranks(&self, year: usize, id: RegencyId) -> [Option<Rank>; 2] {
        [0, 1].map(|n| self.ranks[year][n].get(&id).copied())
    }

    /// The corrections of a result, newest first.
    pub fn corrections(&self, year: Year, subject: Subject) -> &[&'m Correction] {
        self.corrections.get(&(year, subject)).map_or(&[], Vec::as_slice)
    }

    /// The service units of a body.
    pub fn units(&self, id: RegencyId) -> &[UnitId] {
        self.units.get(&id).map_or(&[], Vec::as_slice)
    }
}

fn ranks(model: &Model) -> Vec<[BTreeMap<RegencyId, Rank>; 2]> {
    let leagues: BTreeSet<League> = model
        .regencies
        .iter()
        .flat_map(|body| [None, body.parent].map(|parent| League { kind: body.kind, parent }))
        .collect();
    let of_year = |rankings: &crate::model::ranking::Rankings| {
        let mut maps = [BTreeMap::new(), BTreeMap::new()];
        for league in &leagues {
            let rows = rankings.rows(*league);
            let ranks = rows.iter().map(|row| (row.regency, (row.rank, rows.len())));
            maps[usize::from(league.parent.is_some())].extend(ranks);
        }
        maps
    };
    model.rankings.iter().map(of_year).collect()
}
