//! Which bodies stand side by side: those of one kind that belong to the same body, as far as a page can hold them.

use std::collections::BTreeMap;

use crate::model::Model;
use crate::model::outcome::Outcome;
use crate::model::regency::RegencyId;
use crate::model::site::KindId;

/// How many bodies one page shows: no province of Indonesia has more regencies, nor Indonesia more provinces.
pub const SIDE_BY_SIDE: usize = 40;

/// Bodies of one kind under one body, or under none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Peers {
    /// What they all belong to.
    pub parent: Option<RegencyId>,
    /// Their kind.
    pub kind: KindId,
}

/// The group that a body is in.
pub fn peers_of(model: &Model, id: RegencyId) -> Peers {
    let body = &model.regencies[id.0];
    Peers { parent: body.parent, kind: body.kind }
}

/// Every group in which at least two bodies have a score or a zone in any year, with all its bodies.
pub fn groups(model: &Model) -> BTreeMap<Peers, Vec<RegencyId>> {
    let mut groups: BTreeMap<Peers, Vec<RegencyId>> = BTreeMap::new();
    for id in (0..model.regencies.len()).map(RegencyId) {
        groups.entry(peers_of(model, id)).or_default().push(id);
    }
    groups.retain(|_, members| members.iter().filter(|id| is_known(model, **id)).nth(1).is_some());
    groups
}

/// The bodies of a group.
pub fn members(model: &Model, peers: Peers) -> Vec<RegencyId> {
    model.peers(peers.kind, peers.parent).to_vec()
}

fn is_known(model: &Model, id: RegencyId) -> bool {
    model.assessments.iter().filter_map(|a| a.results.get(&id)).any(Outcome::has_figure)
}
