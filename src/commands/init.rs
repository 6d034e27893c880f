//! `init`: a whole small site of invented bodies, to be replaced step by step.
//!
//! Its files are those of `skeleton/`, byte for byte; only the title and the address in `site.yaml` are filled in when they
//! are given. Nothing that is in the folder already is touched.

use std::io;
use std::path::Path;

use super::edit::{self, Edit};
use super::scalar::quoted;
use crate::model::address::BaseUrl;

/// The files by path.
pub const SKELETON: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/skeleton.rs"));

const SETTINGS: &str = "content/site.yaml";

/// What a folder may hold before there is a site: what Git and its hosts put there, and traces of file managers.
const FINE: &[&str] = &[".git", ".gitattributes", ".gitignore", ".ds_store", "thumbs.db", "desktop.ini"];
/// The same: texts that begin with these words.
const FINE_TEXTS: &[&str] = &["readme", "license", "licence", "copying"];

/// What is to be written.
#[derive(Debug)]
pub struct Site {
    /// The files.
    pub edits: Vec<Edit>,
    /// Files that are there and stay, though the site has one of this name.
    pub kept: Vec<String>,
}

/// Why nothing can be written.
#[derive(Debug)]
pub enum Refused {
    /// There is a site already.
    Site,
    /// The folder holds these.
    Full(Vec<String>),
    /// The folder cannot be looked at.
    Disk(io::Error),
}

/// What of the site is given.
#[derive(Debug, Default)]
pub struct Wish<'a> {
    /// Its title, a line of text.
    pub title: Option<&'a str>,
    /// Its address.
    pub base_url: Option<&'a BaseUrl>,
}

/// The files of a new site in a folder, which may be there or not.
///
/// # Errors
/// When the folder holds more than what Git and its hosts put there.
pub fn plan(folder: &Path, wish: &Wish<'_>) -> Result<Site, Refused> {
    let names = edit::names(folder).map_err(Refused::Disk)?.unwrap_or_default();
    if edit::names(&folder.join("content"))
        .is_ok_and(|names| names.is_some_and(|names| names.contains(&"site.yaml".to_owned())))
    {
        return Err(Refused::Site);
    }
    let others: Vec<String> = names.iter().filter(|name| !is_fine(name)).cloned().collect();
    if !others.is_empty() {
        return Err(Refused::Full(others));
    }
    let is_there = |path: &str| names.iter().any(|name| name.eq_ignore_ascii_case(path));
    let (kept, fresh): (Vec<_>, Vec<_>) = SKELETON.iter().partition(|(path, _)| is_there(path));
    let file = |(path, text): &(&str, &str)| {
        let new = if *path == SETTINGS { settings(text, wish) } else { (*text).to_owned() };
        Edit { path: (*path).to_owned(), old: None, new }
    };
    Ok(Site {
        edits: fresh.into_iter().map(file).collect(),
        kept: kept.into_iter().map(|(path, _)| (*path).to_owned()).collect(),
    })
}

fn is_fine(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    FINE.contains(&name.as_str()) || FINE_TEXTS.iter().any(|word| name.starts_with(word))
}

/// The settings with what is given.
fn settings(text: &str, wish: &Wish<'_>) -> String {
    let address = wish.base_url.map(|base| format!("{}{}", base.origin, base.path));
    let values = [("title: ", wish.title), ("base_url: ", address.as_deref())];
    let line = |line: &str| {
        let given = values.iter().find_map(|(key, value)| line.starts_with(key).then_some((key, (*value)?)));
        given.map_or_else(|| format!("{line}\n"), |(key, value)| format!("{key}{}\n", quoted(value)))
    };
    text.lines().map(line).collect()
}
