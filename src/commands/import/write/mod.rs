//! Records → the new texts of content files. What stands there stays, byte for byte; only values that are new or changed
//! are put in.

mod csv;
pub(super) mod scalar;
pub(super) mod units;
mod yaml;
pub(super) mod year;

use std::collections::BTreeMap;

use super::record::{Record, Value};
use super::said::Doubt;
use super::table::role::Role;
use crate::model::methodology::Methodology;

/// New text in the place of bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

impl Splice {
    /// Text put in before a byte.
    pub(super) fn at(place: usize, text: String) -> Self {
        Splice { start: place, end: place, text }
    }
}

/// A text with all splices; those of one place in their order.
pub(super) fn spliced(text: &str, splices: &[Splice]) -> String {
    let mut order: Vec<&Splice> = splices.iter().collect();
    order.sort_by_key(|splice| splice.start);
    let mut out = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for splice in order {
        out.push_str(&text[done..splice.start.max(done)]);
        out.push_str(&splice.text);
        done = splice.end.max(done);
    }
    out.push_str(&text[done..]);
    out
}

/// What is written of a record: its key, its values by their keys, with a source where rows name one.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// The id of the body or unit.
    pub(super) id: &'a str,
    /// The id of the body that a unit belongs to.
    pub(super) regency: &'a str,
    pub(super) record: &'a Record,
    pub(super) source: Option<&'a str>,
}

impl<'a> Entry<'a> {
    /// Keys with their values, parts of the score apart.
    pub(super) fn plain(&self) -> impl Iterator<Item = (Role, &'a Value)> {
        self.record
            .values
            .iter()
            .filter(|(role, _)| !matches!(role, Role::Dimension(_)))
            .map(|(role, value)| (*role, value))
    }

    /// The parts of the score.
    pub(super) fn parts(&self) -> impl Iterator<Item = (Role, &'a Value)> {
        self.record
            .values
            .iter()
            .filter(|(role, _)| matches!(role, Role::Dimension(_)))
            .map(|(role, value)| (*role, value))
    }

    /// The source, unless the row has one of its own.
    pub(super) fn source(&self) -> Option<&'a str> {
        self.source.filter(|_| !self.record.values.contains_key(&Role::Source))
    }
}

/// What came of laying records over what is there.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub(super) splices: Vec<Splice>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) added: usize,
    pub(super) changed: usize,
    pub(super) same: usize,
}

impl Laid {
    /// Takes what changes in one entry.
    fn take(&mut self, splices: Vec<Splice>) {
        if splices.is_empty() {
            self.same += 1;
        } else {
            self.changed += 1;
        }
        self.splices.extend(splices);
    }
}

/// How existing values are treated.
#[derive(Clone, Copy)]
pub(super) struct Manner<'a> {
    pub(super) methodology: &'a Methodology,
    /// Whether another value takes the place of the one that is there.
    pub(super) replaces: bool,
    /// The year, and the file in which its results stand.
    pub(super) year: &'a str,
    pub(super) path: &'a str,
    /// The name of the sheet, for places.
    pub(super) sheet: &'a super::grid::Sheet,
}

/// The columns of a table that is to hold records, in their order.
pub(super) fn columns<'a>(entries: &[Entry<'_>], methodology: &'a Methodology) -> Vec<&'a str> {
    let mut roles: BTreeMap<Role, ()> = BTreeMap::new();
    for entry in entries {
        roles.extend(entry.record.values.keys().map(|role| (*role, ())));
        roles.extend(entry.source().map(|_| (Role::Source, ())));
    }
    roles.keys().map(|role| role.key(methodology)).collect()
}
