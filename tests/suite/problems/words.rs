//! The words: both languages say the same, in the same form, and only what the program can mean.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use patuh::diag::Code;
use patuh::diag::words::{Entry, Lang, catalogue};

fn placeholders(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let tail = &rest[open + 1..];
        rest = match tail.strip_prefix('{') {
            Some(literal) => literal,
            None => {
                let close = tail.find('}').unwrap_or_else(|| panic!("a placeholder is closed: {text}"));
                names.insert(&tail[..close]);
                &tail[close + 1..]
            }
        };
    }
    names
}

/// The placeholders of the message, of each help line and of each label, in order.
fn shape(entry: &Entry) -> Vec<(&str, BTreeSet<&str>)> {
    let message = [("message", placeholders(&entry.message))];
    let help = entry.help.iter().map(|text| ("help", placeholders(text)));
    let labels = entry.labels.iter().map(|(name, text)| (name.as_str(), placeholders(text)));
    message.into_iter().chain(help).chain(labels).collect()
}

#[test]
fn both_languages_have_the_same_words() {
    let (en, id) = (catalogue(Lang::En), catalogue(Lang::Id));
    assert_eq!(en.keys().collect::<Vec<_>>(), id.keys().collect::<Vec<_>>());
    for (key, entry) in en {
        assert_eq!(shape(entry), shape(&id[key]), "{key}");
    }
}

#[test]
fn messages_and_help_are_no_sentences() {
    for (key, entry) in [Lang::En, Lang::Id].into_iter().flat_map(catalogue) {
        let labels = entry.labels.values();
        for text in [&entry.message].into_iter().chain(&entry.help).chain(labels) {
            let first = text.split(' ').next().expect("a text has a first word");
            let is_name = first == "HTML" || first.starts_with('{') || first.starts_with('`');
            assert!(is_name || first == first.to_lowercase(), "{key}: small letters: {text}");
            assert!(!text.ends_with(['.', '!']), "{key}: no full stop: {text}");
            assert_eq!(text.trim(), text, "{key}");
            assert!(text.matches('`').count() % 2 == 0, "{key}: backticks come in pairs: {text}");
        }
        assert!(!entry.help.is_empty(), "{key}: help states the next step");
    }
}

/// All Rust of the program but its tests.
fn source(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("they can be listed").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("sources have plain names");
        if path.is_dir() && name != "tests" {
            text += &source(&path);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            text += &fs::read_to_string(&path).expect("sources are text");
        }
    }
    text
}

fn all_sources() -> String {
    source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

fn camel(kebab: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    kebab.split('-').map(capital).collect()
}

/// A variant is named in the code as text, or is the name of an enum's variant.
#[test]
fn no_words_are_unused() {
    let source = all_sources();
    for key in catalogue(Lang::En).keys() {
        let (code, variant) = key.split_once('/').unwrap_or((key, ""));
        assert!(Code::from_name(code).is_some(), "{key}: there is no such code");
        let is_named = source.contains(&format!("\"{variant}\"")) || source.contains(&camel(variant));
        assert!(variant.is_empty() || is_named, "{key}: nothing in the program says `{variant}`");
    }
}

/// Follows each `Code::X` in the sources to the variant that is chosen in the same statement.
#[test]
fn whatever_the_program_means_has_words() {
    let (source, words) = (all_sources(), catalogue(Lang::En));
    let mut checked = 0;
    for (at, _) in source.match_indices("(Code::") {
        let rest = &source[at + "(Code::".len()..];
        let length = rest.find(|c: char| !c.is_alphanumeric()).expect("a name ends");
        let Some(code) = Code::ALL.iter().find(|code| format!("{code:?}") == rest[..length]) else { continue };
        let statement = rest[length..].split([';', '{']).next().expect("splitting gives a first part");
        let statement = statement.split("Code::").next().expect("splitting gives a first part");
        let is_made = [".fault", "Diagnostic::at", "nowhere"].iter().any(|by| source[..at].ends_with(by));
        let variant = statement.split_once(".variant(").map(|(_, rest)| rest);
        let key = match variant.map(|rest| rest.strip_prefix('"')) {
            Some(Some(literal)) => format!("{}/{}", code.name(), literal.split('"').next().unwrap_or("")),
            None if is_made => code.name().to_owned(),
            _ => continue,
        };
        checked += 1;
        assert!(words.contains_key(&key), "no words for {key}");
    }
    assert!(checked > 60, "only {checked} places were found");
}
