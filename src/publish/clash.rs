//! What in the output stops a build: things that cannot be carried over, and files that are not ours where ours would go.

use std::collections::{BTreeSet, HashSet};

use super::error::{Foreign, Why};
use super::manifest::MANIFEST;
use super::scan::Live;
use super::stage::{Wants, parents};

/// All of them, sorted.
pub(super) fn items(live: &Live, wants: &Wants) -> Vec<Foreign> {
    let mut items: BTreeSet<Foreign> = live.odd.iter().cloned().collect();
    for (path, own) in live.own.iter().filter(|(_, own)| own.edited) {
        // Edited into what we would write anyway: nothing is lost.
        if wants.get(path).is_none_or(|want| want.made.hash != own.hash) {
            items.insert(Foreign { path: path.clone(), why: Why::Edited });
        }
    }
    let ours = Ours::of(wants);
    let dirs = foreign_dirs(live);
    let foreign = live.foreign.keys().map(String::as_str).filter_map(|path| ours.meets(path, Kind::File));
    items.extend(foreign.chain(dirs.into_iter().filter_map(|path| ours.meets(path, Kind::Folder))));
    items.into_iter().collect()
}

/// Folders in the output that hold nothing of ours.
pub(super) fn foreign_dirs(live: &Live) -> Vec<&str> {
    let ours: HashSet<&str> = live.manifest.keys().flat_map(|path| parents(path)).collect();
    live.dirs.keys().map(String::as_str).filter(|dir| !ours.contains(dir)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
}

/// The names that the site wants. All are lower case.
struct Ours<'a> {
    files: HashSet<&'a str>,
    dirs: HashSet<&'a str>,
}

impl<'a> Ours<'a> {
    fn of(wants: &'a Wants) -> Self {
        let files = wants.keys().map(String::as_str).chain([MANIFEST]).collect();
        Self { files, dirs: wants.keys().flat_map(|path| parents(path)).collect() }
    }

    /// Whether a foreign path cannot stand beside ours, also where names are compared ignoring case.
    fn meets(&self, path: &str, kind: Kind) -> Option<Foreign> {
        let whole = self.meets_name(path, kind);
        let name = whole.or_else(|| parents(path).find_map(|dir| self.meets_name(dir, Kind::Folder)))?;
        Some(Foreign { path: path.to_owned(), why: Why::Clash(name) })
    }

    fn meets_name(&self, name: &str, kind: Kind) -> Option<String> {
        let lower = name.to_lowercase();
        let shared = kind == Kind::Folder && lower == name;
        let clash = self.files.contains(lower.as_str()) || (self.dirs.contains(lower.as_str()) && !shared);
        clash.then_some(lower)
    }
}
