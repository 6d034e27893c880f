//! What editors show beside the keys, one file a language: `record.key: what it is`, in the form of the words of commands.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::commands::words::parse;
use crate::diag::words::Lang;

/// All texts of a language, by key.
pub fn catalogue(lang: Lang) -> &'static BTreeMap<&'static str, &'static str> {
    static EN: OnceLock<BTreeMap<&str, &str>> = OnceLock::new();
    static ID: OnceLock<BTreeMap<&str, &str>> = OnceLock::new();
    match lang {
        Lang::En => EN.get_or_init(|| parse(include_str!("words/en.txt"))),
        Lang::Id => ID.get_or_init(|| parse(include_str!("words/id.txt"))),
    }
}

/// The text of a key.
///
/// # Panics
/// When it has none: a test makes all schemas.
pub fn plain(lang: Lang, key: &str) -> &'static str {
    catalogue(lang).get(key).unwrap_or_else(|| panic!("{key} has words"))
}
