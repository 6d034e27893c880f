//! Ids of one file, to look up what another file means.

use std::collections::BTreeSet;

use ahash::AHashMap;

use super::site::{KindId, Site, ZoneId};
use super::text::Slug;
use crate::diag::Code;
use crate::load::Sources;
use crate::load::decode::{Value, nearest};
use crate::load::tree::{Kind, Node};

/// Ids of one file and their places, to look references up.
#[derive(Debug, Default)]
pub struct Names {
    by_id: AHashMap<Box<str>, usize>,
    /// Ids whose records are at fault: those who name them are not blamed too.
    pub unread: BTreeSet<Box<str>>,
    /// Whether the file could not be read to its end, so that nothing may be said of a name that is not here.
    pub is_partial: bool,
}

impl Names {
    /// Adds the next id.
    pub fn add(&mut self, id: &str) {
        let next = self.by_id.len();
        self.by_id.entry(id.into()).or_insert(next);
    }

    /// The id at a place.
    pub fn id_of(&self, place: usize) -> Option<&str> {
        self.by_id.iter().find(|(_, n)| **n == place).map(|(id, _)| &**id)
    }

    fn of<'s>(ids: impl Iterator<Item = &'s Slug>, is_partial: bool) -> Self {
        let mut names = Names { is_partial, ..Names::default() };
        ids.for_each(|id| names.add(id.as_str()));
        names
    }

    /// Adds the ids that a file's records have, whatever else is wrong with them; a record without one makes the names partial.
    fn add_written(&mut self, sources: &Sources, path: &str) {
        let Some(doc) = sources.doc(path) else { return };
        let Kind::List(records) = doc.root().kind() else { return };
        for id in records.map(|record| written_id(record, sources.text(doc.file))) {
            match id {
                Some(id) => self.unread.extend((!self.by_id.contains_key(id)).then(|| id.into())),
                None => self.is_partial = true,
            }
        }
    }
}

/// Reads an id of something that stands in another file.
pub fn reference(value: Value<'_>, names: &Names, what: &'static str) -> Option<usize> {
    let name = value.text()?;
    let found = names.by_id.get(name).copied();
    if found.is_none() && !names.is_partial && !names.unread.contains(name) {
        let mut ids: Vec<&str> = names.by_id.keys().map(|id| &**id).collect();
        ids.sort_unstable();
        let suggestion = nearest(name, ids.into_iter());
        let fault = value.fault(Code::UnknownReference).variant(what).with("found", name);
        value.report(fault.with_some("suggestion", suggestion));
    }
    found
}

/// Reads a zone's id.
pub fn zone_id(value: Value<'_>, site: &Site) -> Option<ZoneId> {
    let ids: Vec<(&str, ZoneId)> = site.zone_ids().map(|id| (site.zone(id).id.as_str(), id)).collect();
    value.choice(&ids)
}

/// Reads a kind's id.
pub fn kind_id(value: Value<'_>, site: &Site) -> Option<KindId> {
    let ids: Vec<(&str, KindId)> = site.kinds.iter().enumerate().map(|(n, k)| (k.id.as_str(), KindId(n))).collect();
    value.choice(&ids)
}

/// Ids of what was read, and of what is written but at fault.
pub fn names_of<'s>(
    sources: &Sources,
    paths: &[&str],
    read: impl Iterator<Item = &'s Slug>,
    is_partial: bool,
) -> Names {
    let mut names = Names::of(read, is_partial);
    paths.iter().for_each(|path| names.add_written(sources, path));
    names
}

/// The id of a record, if it is one.
fn written_id<'t>(record: Node<'t>, text: &'t str) -> Option<&'t str> {
    let Kind::Map(_, mut entries) = record.kind() else { return None };
    let (_, id) = entries.find(|(key, _)| key.says("id", text))?;
    id.text(text).map(str::trim).filter(|id| Slug::new(id).is_some())
}
