//! What is told of all that was found: a fault of a template once, a warning that the site explains not at all.

use std::collections::BTreeSet;

use crate::diag::{Bag, Code, Diagnostic, Files};
use crate::model::site::Accept;

/// Takes out the warnings that are explained in `site.yaml: accept`; returns the explanations that explain nothing.
/// A warning belongs to the file of its place or the one it names; without either, to the finished page it names.
pub fn accept<'a>(bag: &mut Bag, files: &Files, accepted: &'a [Accept]) -> Vec<&'a Accept> {
    let mut used = vec![false; accepted.len()];
    bag.retain(|d| {
        let arg = |key| d.args.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str());
        let place = d.at.map(|at| &*files.get(at.file).path);
        let content = |path: &str, a: &Accept| path.strip_prefix("content/") == Some(a.path.as_str());
        let page = if place.is_none() { arg("page") } else { None };
        let matches = |a: &Accept| {
            let is_file = [place, arg("path")].into_iter().flatten().any(|path| content(path, a));
            a.code == d.code && (is_file || page == Some(a.path.as_str()))
        };
        match accepted.iter().position(matches) {
            Some(n) => {
                used[n] = true;
                false
            }
            None => true,
        }
    });
    accepted.iter().zip(used).filter(|(_, used)| !used).map(|(accept, _)| accept).collect()
}

/// A fault of a template is told once, with the first page that shows it.
pub fn once_a_place(findings: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    findings.filter(|d| d.code != Code::TemplateRender || seen.insert(d.at)).collect()
}
