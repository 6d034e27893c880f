//! The theme's files: the default theme, which is part of the program, with `themes/NAME/` laid over it file by file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::disk::{ASSET_LIMIT, Root};
use super::name::name_of;
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
        let texts = self.texts.iter().chain(&self.underlay);
        let texts = texts.flat_map(|(name, file)| [name.as_bytes(), files.get(*file).text.as_bytes()]);
        name_of(texts.chain(self.statics.iter().flat_map(|(name, bytes)| [name.as_bytes(), &**bytes])))
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
