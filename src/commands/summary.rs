//! The last line of a run, for people.

use super::words::{count, say};
use crate::Outcome;
use crate::diag::Severity;
use crate::diag::words::Lang;
use crate::publish::Published;

/// One sentence on how a run ended.
pub fn sentence(outcome: &Outcome, output: &str, lang: Lang) -> String {
    let found = found(outcome, lang);
    let Some(published) = &outcome.published else {
        return say(lang, "end.nothing", &[("found", found)]);
    };
    // Nothing of ours was there before: nothing changed either.
    let is_first = published.removed.is_empty() && published.kept == 0;
    let args = [
        ("new", count(lang, "n.new", published.changed.len() as u64)),
        ("pages", count(lang, "n.page", outcome.pages as u64)),
        ("output", output.to_owned()),
        ("changed", count(lang, "n.changed", published.changed.len() as u64)),
        ("removed", published.removed.len().to_string()),
        ("kept", published.kept.to_string()),
        ("foreign", foreign(published, lang)),
        ("found", found),
        ("scheduled", scheduled(outcome, "end.unchecked", lang)),
    ];
    say(lang, if is_first { "end.first" } else { "end.published" }, &args)
}

/// One sentence on how a build to look at on this machine ended.
pub fn served(outcome: &Outcome, lang: Lang) -> String {
    let found = found(outcome, lang);
    let Some(published) = &outcome.published else {
        return say(lang, "serve.faulty", &[("found", found)]);
    };
    let changed = (published.changed.len() + published.removed.len()) as u64;
    let args = [
        ("pages", count(lang, "n.page", outcome.pages as u64)),
        ("changed", count(lang, "n.changed", changed)),
        ("found", found),
    ];
    say(lang, "serve.made", &args)
}

/// One sentence on what a check found.
pub fn checked(outcome: &Outcome, lang: Lang) -> String {
    let found = found(outcome, lang);
    match outcome.pages {
        0 => say(lang, "end.no-page", &[("found", found)]),
        pages => {
            let pages = count(lang, "n.page", pages as u64);
            let scheduled = scheduled(outcome, "end.scheduled", lang);
            say(lang, "end.checked", &[("pages", pages), ("scheduled", scheduled), ("found", found)])
        }
    }
}

/// What waits for its moment, and whether it was looked at.
fn scheduled(outcome: &Outcome, key: &str, lang: Lang) -> String {
    match outcome.scheduled {
        0 => String::new(),
        n => count(lang, key, n as u64),
    }
}

/// Files in the output that are not ours: they are public too, so they are named.
fn foreign(published: &Published, lang: Lang) -> String {
    let list = published.foreign.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    match published.foreign.len() {
        0 => String::new(),
        n => say(lang, "end.foreign", &[("n", n.to_string()), ("list", list)]),
    }
}

fn found(outcome: &Outcome, lang: Lang) -> String {
    let counts = [(Severity::Error, "n.error"), (Severity::Warning, "n.warning"), (Severity::Note, "n.note")];
    let counts = counts.map(|(severity, key)| (outcome.bag.count(severity), key));
    let parts: Vec<String> =
        counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, key)| count(lang, key, n as u64)).collect();
    if parts.is_empty() { String::new() } else { format!("; {}", parts.join(", ")) }
}
