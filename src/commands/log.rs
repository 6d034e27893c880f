//! A new entry in the text of `corrections.yaml`; all that stands there stays as it is.

use jiff::civil::Date;

use super::correct::Wish;
use super::scalar::quoted;
use crate::load::tree::{Doc, Kind, Node};
use crate::model::correction::Field;

/// The log below `content/`.
pub(super) const PATH: &str = "corrections.yaml";

/// What the entry says.
pub(super) struct Entry<'a> {
    pub(super) wish: &'a Wish,
    pub(super) regency: &'a str,
    pub(super) field: Field,
    pub(super) date: &'a Date,
    pub(super) was: &'a str,
    pub(super) now: &'a str,
}

/// The log with the entry; `None` when it is written in brackets.
///
/// Of two corrections of one day the log holds the later one first: there the entry goes before the other, else to the end.
pub(super) fn add(log: Option<(&Doc, &str)>, entry: &Entry<'_>) -> Option<String> {
    let Some((doc, text)) = log else { return Some(lines(entry, "", "\n")) };
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    match doc.root().kind() {
        Kind::Empty => Some(format!("{}{}", closed(&without(text, doc.root()), end), lines(entry, "", end))),
        Kind::List(items) if items.len() == 0 => {
            Some(format!("{}{}", closed(&without(text, doc.root()), end), lines(entry, "", end)))
        }
        Kind::List(mut items) => {
            let starts: Vec<usize> = items.clone().map(|item| dash(text, item)).collect::<Option<_>>()?;
            let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |n| n + 1);
            let indent = &text[line_start(starts[0])..starts[0]];
            let new = lines(entry, indent, end);
            let same = items.position(|item| is_same_day(item, text, entry));
            Some(match same {
                Some(n) => {
                    let (head, tail) = text.split_at(line_start(starts[n]));
                    format!("{head}{new}{tail}")
                }
                None => format!("{}{new}", closed(text, end)),
            })
        }
        _ => None,
    }
}

/// The text without `[]`, `~` or nothing, and without the spaces this leaves.
fn without(text: &str, root: Node<'_>) -> String {
    let (start, end) = (root.span().start as usize, root.span().end as usize);
    let (head, tail) = (&text[..start], &text[end..]);
    let tail = if start == end { tail } else { tail.trim_start_matches([' ', '\t']) };
    let tail = if head.is_empty() || head.ends_with('\n') { tail.trim_start_matches(['\r', '\n']) } else { tail };
    format!("{head}{tail}")
}

/// The text with a line end at its end, if it has any text.
fn closed(text: &str, end: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}{end}") }
}

/// Where the `-` of an item of a block list stands: alone before it on its line.
fn dash(text: &str, item: Node<'_>) -> Option<usize> {
    let before = text[..item.span().start as usize].trim_end();
    let is_alone = |at: usize| text[..at].rsplit('\n').next().is_some_and(|head| head.trim().is_empty());
    before.ends_with('-').then(|| before.len() - 1).filter(|at| is_alone(*at))
}

fn is_same_day(item: Node<'_>, text: &str, entry: &Entry<'_>) -> bool {
    let Kind::Map(_, entries) = item.kind() else { return false };
    let says = |key: &str, value: &str| {
        let found = entries.clone().find(|(name, _)| name.says(key, text));
        found.and_then(|(_, node)| node.text(text)).is_some_and(|text| text.trim() == value)
    };
    says("date", &entry.date.to_string())
        && says("regency", entry.regency)
        && says("year", &entry.wish.year)
        && says("field", entry.field.name())
}

fn lines(entry: &Entry<'_>, indent: &str, end: &str) -> String {
    let (wish, words) = (entry.wish, &entry.wish.entry);
    let mut keys = vec![
        ("date", entry.date.to_string()),
        ("year", wish.year.clone()),
        ("regency", entry.regency.to_owned()),
        ("field", entry.field.name().to_owned()),
        ("was", entry.was.to_owned()),
        ("now", entry.now.to_owned()),
    ];
    keys.extend(words.kind.map(|kind| ("kind", kind.to_owned())));
    keys.extend(words.requested_by.as_deref().map(|text| ("requested_by", quoted(text))));
    keys.push(("reason", quoted(&words.reason)));
    let line = |(n, (key, value)): (usize, &(&str, String))| {
        let mark = if n == 0 { "- " } else { "  " };
        format!("{indent}{mark}{key}: {value}{end}")
    };
    keys.iter().enumerate().map(line).collect()
}
