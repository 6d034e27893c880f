//! Ranks, always inside one kind. A score carried forward from an earlier year has none.

use std::collections::{BTreeMap, HashMap};

use super::assessment::Assessment;
use super::methodology::Better;
use super::number::Decimal;
use super::regency::{Regency, RegencyId};
use super::site::KindId;

/// Among whom a rank is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct League {
    /// The kind.
    pub kind: KindId,
    /// The body they all belong to; `None` for the whole site.
    pub parent: Option<RegencyId>,
}

/// A body's place in a league.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The rank; equal scores share one: 1 2 2 4.
    pub rank: usize,
    /// The body.
    pub regency: RegencyId,
    /// Its score.
    pub score: Decimal,
}

/// All leagues of one year.
#[derive(Debug, Clone, Default)]
pub struct Rankings {
    leagues: BTreeMap<League, Vec<Ranked>>,
    /// The rank of each body of each league.
    ranks: HashMap<(League, RegencyId), usize>,
    has_zones: bool,
}

impl Rankings {
    /// Ranks every body with a score of its own: among its kind on the whole site, and under its parent.
    pub fn new(assessment: &Assessment, regencies: &[Regency], better: Better) -> Self {
        let mut rankings = Rankings::default();
        for (&regency, outcome) in assessment.results.iter() {
            rankings.has_zones |= outcome.measured_zone().is_some();
            let Some(score) = outcome.measured_score() else { continue };
            let body = &regencies[regency.0];
            let leagues = [None, body.parent].map(|parent| League { kind: body.kind, parent });
            // A body without a parent is in one league, not twice in the same.
            let leagues = if body.parent.is_none() { &leagues[..1] } else { &leagues[..] };
            for league in leagues {
                rankings.leagues.entry(*league).or_default().push(Ranked { rank: 0, regency, score });
            }
        }
        for (league, rows) in &mut rankings.leagues {
            rank(rows, better);
            rankings.ranks.extend(rows.iter().map(|row| ((*league, row.regency), row.rank)));
        }
        rankings
    }

    /// The bodies of a league, best first.
    pub fn rows(&self, league: League) -> &[Ranked] {
        self.leagues.get(&league).map_or(&[], Vec::as_slice)
    }

    /// A body's rank in a league, and of how many.
    pub fn rank_of(&self, league: League, regency: RegencyId) -> Option<(usize, usize)> {
        self.ranks.get(&(league, regency)).map(|rank| (*rank, self.rows(league).len()))
    }

    /// Whether any body of the year has a zone of its own.
    pub fn has_zones(&self) -> bool {
        self.has_zones
    }
}

/// Sorts best first and gives ranks; equal scores keep the order of `regencies.yaml`.
fn rank(rows: &mut [Ranked], better: Better) {
    rows.sort_by(|a, b| {
        let by_score = match better {
            Better::Higher => b.score.cmp(&a.score),
            Better::Lower => a.score.cmp(&b.score),
        };
        by_score.then(a.regency.cmp(&b.regency))
    });
    for n in 0..rows.len() {
        let is_tie = n > 0 && rows[n].score == rows[n - 1].score;
        rows[n].rank = if is_tie { rows[n - 1].rank } else { n + 1 };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::*;

    fn ranked(scores: &[u16], better: Better) -> Vec<Ranked> {
        let row = |(n, &units): (usize, &u16)| Ranked {
            rank: 0,
            regency: RegencyId(n),
            score: Decimal::new(i64::from(units), 2),
        };
        let mut rows: Vec<Ranked> = scores.iter().enumerate().map(row).collect();
        rank(&mut rows, better);
        rows
    }

    #[test]
    fn ties_share_a_rank() {
        let ranks: Vec<usize> = ranked(&[7769, 9000, 7769, 1], Better::Higher).iter().map(|r| r.rank).collect();
        assert_eq!(ranks, [1, 2, 2, 4]);
        assert_eq!(ranked(&[300, 100], Better::Lower)[0].regency, RegencyId(1));
    }

    proptest! {
        #[test]
        fn a_rank_is_one_more_than_those_better(scores in proptest::collection::vec(any::<u16>(), 0..40)) {
            for row in ranked(&scores, Better::Higher) {
                let better = scores.iter().filter(|&&s| Decimal::new(i64::from(s), 2) > row.score).count();
                assert_eq!(row.rank, better + 1);
            }
        }
    }
}
