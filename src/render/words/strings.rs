//! `i18n/<language>.yaml` → messages: nested maps become dotted keys, a map with `other` is a plural.

use std::collections::HashSet;
use std::sync::Arc;

use ahash::AHashMap;
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;

use super::Words;
use super::formats::locale;
use super::message::{Choice, Message, Pattern, Rule};
use crate::diag::{Code, Diagnostic, FileId};
use crate::load::Sources;
use crate::load::decode::{Decoder, Map, Value, nearest};
use crate::load::yaml;

/// The key of a string that chooses by ordinal, such as `rank_ordinal`.
const ORDINAL: &str = "_ordinal";

pub(super) fn read(sources: &Sources, lang: &Arc<str>, faults: &mut Vec<Diagnostic>) -> Words {
    let name = format!("i18n/{lang}.yaml");
    let mut words =
        Words { lang: lang.clone(), locale: lang.clone(), file: None, messages: AHashMap::new(), collator: None };
    if let Some(file) = sources.theme.underlay.get(&name) {
        read_file(sources.text(*file), *file, &mut words, faults);
    }
    match sources.theme.texts.get(&name) {
        Some(file) => {
            let before: HashSet<Box<str>> = words.messages.keys().cloned().collect();
            read_file(sources.text(*file), *file, &mut words, faults);
            if sources.theme.underlay.contains_key(&name) {
                faults.extend(unsaid(sources, &words, &before));
            }
        }
        None => {
            let path = format!("themes/{}/{name}", sources.theme.name);
            let fault = Diagnostic::nowhere(Code::ThemeFile).variant("language").with("path", path);
            faults.push(fault.with("language", lang));
        }
    }
    let preferences = locale(&words.locale).map(|locale| (&locale).into()).unwrap_or_default();
    words.collator = CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok();
    words
}

/// Strings that a theme adds to those of the default theme and that no template says: a slip in a key.
fn unsaid(sources: &Sources, words: &Words, before: &HashSet<Box<str>>) -> Vec<Diagnostic> {
    let templates = || sources.theme.texts.iter().filter(|(name, _)| name.starts_with("templates/"));
    let is_said = |start: &str| templates().any(|(_, file)| sources.text(*file).contains(start));
    let is_known = |key: &str| {
        let starts = key.match_indices('.').map(|(end, _)| format!("\"{}", &key[..=end]));
        is_said(&format!("\"{key}\"")) || starts.into_iter().any(|start| is_said(&format!("{start}\"")))
    };
    let mut keys: Vec<&Box<str>> = words.messages.keys().filter(|key| !before.contains(*key)).collect();
    keys.sort_unstable();
    let slips = keys.into_iter().filter(|key| !is_known(key));
    slips
        .map(|key| {
            let fault = Diagnostic::at(Code::ThemeString, words.messages[key].at()).variant("unused").with("key", key);
            fault.with_some("suggestion", nearest(key, before.iter().map(|key| &**key)))
        })
        .collect()
}

fn read_file(text: &str, file: FileId, words: &mut Words, faults: &mut Vec<Diagnostic>) {
    let (tree, mut syntax) = yaml::parse(file, text, 0..text.len());
    faults.append(&mut syntax);
    let Some(tree) = tree else { return };
    words.file = Some(file);
    let decoder = Decoder::new(file, text);
    if let Some(map) = decoder.value(tree.root()).any_map() {
        for (key, value) in map.entries() {
            match key.peek_text() {
                Some("locale") => read_locale(value, words),
                _ => read_entry("", key, value, &mut words.messages),
            }
        }
    }
    faults.append(&mut decoder.finish());
}

/// `locale: en-GB` gives numbers and dates another form than the language's own.
fn read_locale(value: Value<'_>, words: &mut Words) {
    let Some(tag) = value.text() else { return };
    match locale(tag) {
        Some(_) => words.locale = tag.into(),
        None => value.report(value.fault(Code::ThemeString).variant("locale").with("found", tag)),
    }
}

fn read_entry(prefix: &str, key: Value<'_>, value: Value<'_>, messages: &mut AHashMap<Box<str>, Message>) {
    let name = key.peek_text().unwrap_or("");
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-');
    if name.is_empty() || !name.bytes().all(plain) {
        key.report(key.fault(Code::ThemeString).variant("key").with("key", name));
        return;
    }
    let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
    if !value.is_map() {
        if let Some(pattern) = read_pattern(value, &path) {
            messages.insert(path.into(), Message::one(value.at(), pattern));
        }
        return;
    }
    let Some(map) = value.any_map() else { return };
    if is_plural(map) {
        messages.extend(read_plural(map, &path).map(|message| (path.into(), message)));
        return;
    }
    for (key, value) in map.entries() {
        read_entry(&path, key, value, messages);
    }
}

/// A map whose keys are all plural choices.
fn is_plural(map: Map<'_>) -> bool {
    map.entries().all(|(key, _)| key.peek_text().is_some_and(|name| Choice::parse(name).is_some()))
}

fn read_plural(map: Map<'_>, path: &str) -> Option<Message> {
    let choices = map.entries().filter_map(|(key, value)| {
        let choice = key.peek_text().and_then(Choice::parse)?;
        Some((choice, read_pattern(value, path)?))
    });
    let rule = if path.ends_with(ORDINAL) { Rule::Ordinal } else { Rule::Cardinal };
    let message = Message::plural(map.at(), rule, choices.collect());
    if message.is_none() && map.get("other").is_none() {
        map.value().report(map.value().fault(Code::ThemeString).variant("other").with("key", path));
    }
    message
}

fn read_pattern(value: Value<'_>, path: &str) -> Option<Pattern> {
    let text = value.text()?;
    let pattern = Pattern::parse(text);
    if pattern.is_none() {
        value.report(value.fault(Code::ThemeString).variant("braces").with("key", path));
    }
    pattern
}
