//! The theme's files: the default theme, which is part of the program, with `themes/NAME/` laid over it file by file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::disk::{ASSET_LIMIT, Root};
use super::{list, refused};
use crate::diag::{Bag, Code, Diagnostic, FileId, Files};

const DEFAULT: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));

/// A theme's files by name, such as `templates/home.html`.
#[derive(Debug, Default)]
pub struct Theme {
    /// Its name.
    pub name: Arc<str>,
    /// Templates, strings and tokens.
    pub texts: BTreeMap<String, FileId>,
    /// The default theme's files of strings that lie under those of the theme: a theme changes strings one by one.
    pub underlay: BTreeMap<String, FileId>,
    /// What is copied to the site, by name below `static/`.
    pub statics: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Theme {
    /// What all its files say together has this name.
    pub fn fingerprint(&self, files: &Files) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        let mut add = |name: &str, bytes: &[u8]| {
            for part in [name.as_bytes(), bytes] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part);
            }
        };
        for (name, file) in self.texts.iter().chain(&self.underlay) {
            add(name, files.get(*file).text.as_bytes());
        }
        self.statics.iter().for_each(|(name, bytes)| add(name, bytes));
        hasher.finalize()
    }
}

/// Reads a theme.
pub(super) fn load(root: &Root, name: Arc<str>, files: &mut Files, bag: &mut Bag) -> Theme {
    let mut all: BTreeMap<String, (String, Cow<'static, [u8]>)> = DEFAULT
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), (format!("themes/default/{name}"), Cow::Borrowed(*bytes))))
        .collect();
    let folder = format!("themes/{name}");
    let own = list(root, &folder, bag);
    if own.is_empty() && &*name != "default" {
        bag.push(Diagnostic::nowhere(Code::FileMissing).variant("theme").with("path", &folder));
    }
    let mut under = BTreeMap::new();
    for path in own {
        let file = path[folder.len() + 1..].to_owned();
        match root.read(&path, ASSET_LIMIT) {
            Ok(bytes) => {
                let is_strings = file.starts_with("i18n/");
                let before = all.insert(file.clone(), (path, Cow::Owned(bytes)));
                if let (true, Some(before)) = (is_strings, before) {
                    under.insert(file, before);
                }
            }
            Err(refusal) => bag.push(refused(&path, &refusal)),
        }
    }
    let underlay = sort(name.clone(), under, files, bag).texts;
    Theme { underlay, ..sort(name, all, files, bag) }
}

fn sort(
    name: Arc<str>,
    all: BTreeMap<String, (String, Cow<'static, [u8]>)>,
    files: &mut Files,
    bag: &mut Bag,
) -> Theme {
    let mut theme = Theme { name, ..Theme::default() };
    for (file, (path, bytes)) in all {
        if let Some(name) = file.strip_prefix("static/") {
            theme.statics.insert(name.to_owned(), bytes);
        } else if file.starts_with("templates/") || file.ends_with(".yaml") {
            match std::str::from_utf8(&bytes) {
                Ok(text) => {
                    theme.texts.insert(file, files.add(path, text));
                }
                Err(_) => bag.push(Diagnostic::nowhere(Code::FileEncoding).with("path", path).with("line", 1)),
            }
        }
    }
    theme
}
