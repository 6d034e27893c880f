//! The one rule for names that are published, and the files that want one place.
//!
//! `publish` holds the same rule as its own defence; here a breach is told before anything is made.

use std::collections::BTreeSet;

use ahash::AHashMap;

use crate::diag::{At, Bag, Code, Diagnostic};

/// Why a file cannot be published under its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// A name is empty, begins with a dot, or has more than small ASCII letters, digits, `-`, `_` and `.`.
    Letters,
    /// A name ends with a dot, is kept by Windows for a device, or is too long.
    Unfit,
}

/// What is wrong with a path below the site's root, if anything.
pub fn name_fault(path: &str) -> Option<NameFault> {
    let long = (path.len() > 1024).then_some(NameFault::Unfit);
    long.or_else(|| path.split('/').find_map(fault))
}

fn fault(name: &str) -> Option<NameFault> {
    let is_fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
    if name.is_empty() || name.starts_with('.') || !name.bytes().all(is_fine) {
        return Some(NameFault::Letters);
    }
    let stem = name.split('.').next().unwrap_or(name);
    (name.len() > 255 || name.ends_with('.') || is_device(stem)).then_some(NameFault::Unfit)
}

/// Names that Windows keeps for devices, with any extension.
fn is_device(stem: &str) -> bool {
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    matches!(stem, "con" | "prn" | "aux" | "nul") || number.is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']))
}

/// The places that are taken, and what is wrong with those that cannot be.
#[derive(Debug, Default)]
pub(super) struct Claims {
    files: AHashMap<String, Option<At>>,
    folders: AHashMap<String, Option<At>>,
    /// What collided with what: two texts may want the same place in every language, and are told once.
    told: BTreeSet<(At, Option<At>)>,
    pub(super) bag: Bag,
}

impl Claims {
    /// Takes a file's place; a bad name and a place taken before are faults. `shown` is how editors know it:
    /// a page by its address, a copied file by its path below the site's folder.
    pub(super) fn claim(&mut self, file: &str, shown: &str, at: Option<At>) -> bool {
        if let Some(fault) = name_fault(file) {
            let variant = match fault {
                NameFault::Letters => "static",
                NameFault::Unfit => "address",
            };
            let fault = Diagnostic { at, ..Diagnostic::nowhere(Code::BadSlug).variant(variant) };
            self.bag.push(fault.with("found", shown));
            return false;
        }
        if let Some(first) = self.holder(file) {
            self.collide(file, shown, at, first);
            return false;
        }
        for folder in folders(file) {
            if !self.folders.contains_key(folder) {
                self.folders.insert(folder.to_owned(), at);
            }
        }
        self.files.insert(file.to_owned(), at);
        true
    }

    /// Whether nothing stands at a page's address.
    pub(super) fn is_free(&self, path: &str) -> bool {
        self.holder(&format!("{path}index.html")).is_none()
    }

    /// Who stands where a file would: the same file, a folder of its name, or a file that would have to be its folder.
    fn holder(&self, file: &str) -> Option<Option<At>> {
        let same = self.files.get(file).or_else(|| self.folders.get(file));
        same.or_else(|| folders(file).find_map(|folder| self.files.get(folder))).copied()
    }

    fn collide(&mut self, file: &str, shown: &str, at: Option<At>, first: Option<At>) {
        if at.is_some_and(|at| !self.told.insert((at, first))) {
            return;
        }
        let address = format!("/{}", file.strip_suffix("index.html").unwrap_or(file));
        let mut fault = Diagnostic::nowhere(Code::AddressCollision).with("address", address);
        if !shown.starts_with('/') {
            fault = fault.variant("static").with("path", shown);
        }
        fault.at = at.or(first);
        if let (Some(_), Some(first)) = (at, first) {
            fault = fault.related(first, "first");
        }
        self.bag.push(fault);
    }
}

/// The folders that hold a file, outermost first.
fn folders(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices('/').map(|(end, _)| &file[..end])
}
