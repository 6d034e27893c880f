//! The content as a whole, for commands that change it: without faults before, and looked at again with the change.

use super::edit::Edit;
use crate::diag::{Bag, Files, Severity};
use crate::load::disk::Root;
use crate::load::tree::{Doc, Kind, Node};
use crate::load::{self, Sources};
use crate::model::date::Year;
use crate::model::release::Release;
use crate::model::{self, Model};

/// The site as it is, if it has no faults.
pub(super) fn faultless(root: &Root, release: Release) -> Result<(Sources, Model), (Bag, Files)> {
    let (sources, model, mut bag) = read(root, release);
    match model {
        Some(model) if !bag.has_errors() => Ok((sources, model)),
        _ => {
            bag.retain(|fault| fault.severity() == Severity::Error);
            Err((bag, sources.files))
        }
    }
}

/// The site as it is, as far as it can be read.
pub(super) fn read(root: &Root, release: Release) -> (Sources, Option<Model>, Bag) {
    let (sources, mut bag) = load::load(root);
    let (model, faults) = model::build(&sources, release);
    bag.extend(faults);
    (sources, model, bag)
}

/// The site with the edits, as far as it can be read then.
pub(super) fn changed(sources: &mut Sources, edits: &[Edit], release: Release) -> (Option<Model>, Bag) {
    let mut bag = Bag::default();
    for edit in edits {
        bag.extend(sources.put(&edit.path, &edit.new));
    }
    let (model, faults) = model::build(sources, release);
    bag.extend(faults);
    (model, bag)
}

/// The file of a year.
pub(super) fn assessment(sources: &Sources, year: Year) -> Option<(&str, &Doc)> {
    let year = year.to_string();
    let mut files = sources.docs_below("assessments/");
    files.find(|(_, doc)| {
        let text = sources.text(doc.file);
        value(doc.root(), "year", text).and_then(|node| node.text(text)).is_some_and(|text| text.trim() == year)
    })
}

/// The value of a key of a map.
pub(super) fn value<'n>(node: Node<'n>, key: &str, text: &'n str) -> Option<Node<'n>> {
    let Kind::Map(_, mut entries) = node.kind() else { return None };
    entries.find(|(name, _)| name.says(key, text)).map(|(_, value)| value)
}

/// The keys and values of a map; none when it is something else.
pub(super) fn entries(node: Node<'_>) -> Vec<(Node<'_>, Node<'_>)> {
    if let Kind::Map(_, entries) = node.kind() { entries.collect() } else { Vec::new() }
}
