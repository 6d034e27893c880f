//! The words of the command line, one file a language: help, faults of the command line, last lines, lists.
//!
//! An entry is `key: text`; `{name}` is a placeholder. Both languages have the same keys and placeholders.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::diag::words::{Lang, fill};

/// All texts of a language, by key.
pub fn catalogue(lang: Lang) -> &'static BTreeMap<&'static str, &'static str> {
    static EN: OnceLock<BTreeMap<&str, &str>> = OnceLock::new();
    static ID: OnceLock<BTreeMap<&str, &str>> = OnceLock::new();
    match lang {
        Lang::En => EN.get_or_init(|| parse(include_str!("words/en.txt"))),
        Lang::Id => ID.get_or_init(|| parse(include_str!("words/id.txt"))),
    }
}

/// A text without placeholders.
///
/// # Panics
/// As [`say`].
pub fn plain(lang: Lang, key: &str) -> &'static str {
    catalogue(lang).get(key).unwrap_or_else(|| panic!("{key} has words"))
}

/// A text with its placeholders filled.
///
/// # Panics
/// When the key has no words or a placeholder no value: each key that the program says is held by a test.
pub fn say(lang: Lang, key: &str, args: &[(&'static str, String)]) -> String {
    fill(plain(lang, key), args).unwrap_or_else(|| panic!("{key}: each placeholder has a value"))
}

/// A text of a number: `key.one` where the language has one for 1, else `key`.
pub fn count(lang: Lang, key: &str, number: u64) -> String {
    let one = format!("{key}.one");
    let key = if number == 1 && catalogue(lang).contains_key(one.as_str()) { one.as_str() } else { key };
    say(lang, key, &[("n", number.to_string())])
}

/// A word of a command line; in quotation marks unless it is plain.
pub fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | '/');
    match () {
        () if !text.is_empty() && text.chars().all(is_plain) => text.to_owned(),
        () if text.contains(['"', '$', '`', '\\', '!']) => format!("'{}'", text.replace('\'', "'\\''")),
        () => format!("\"{text}\""),
    }
}

pub(super) fn parse(text: &'static str) -> BTreeMap<&'static str, &'static str> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(": ").expect("an entry is `key: text`: held by a test")).collect()
}
