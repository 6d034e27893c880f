//! Records into the map of results of a YAML file, in block style, in the hand of what stands there.

use std::collections::BTreeMap;

use super::csv::{differs, is_same};
use super::{Entry, Laid, Manner, Splice};
use crate::commands::content::{entries as pairs, value as find};
use crate::commands::import::record::Value;
use crate::commands::import::said::{Doubt, Said};
use crate::commands::import::table::role::Role;
use crate::commands::scalar::scalar as plain;
use crate::load::tree::{Kind, Node, Span, Style};

/// How a file is written.
#[derive(Debug, Clone)]
struct Hand<'a> {
    /// Before the key of an entry.
    indent: String,
    /// Before its keys.
    inner: String,
    /// Between entries.
    gap: &'a str,
    end: &'a str,
}

/// The entries as a block below a key of the file.
pub(super) fn block(entries: &[Entry<'_>], manner: Manner<'_>, end: &str) -> String {
    let hand = Hand { indent: "  ".into(), inner: "    ".into(), gap: "", end };
    entries.iter().map(|entry| lines(entry, manner, &hand)).collect()
}

fn lines(entry: &Entry<'_>, manner: Manner<'_>, hand: &Hand<'_>) -> String {
    let Hand { indent, inner, end, .. } = hand;
    let mut out = format!("{indent}{}:{end}", entry.id);
    for (role, value) in entry.plain() {
        out.push_str(&format!("{inner}{}: {}{end}", role.key(manner.methodology), scalar(value)));
    }
    if let Some(source) = entry.source() {
        out.push_str(&format!("{inner}source: {source}{end}"));
    }
    let parts: Vec<(Role, &Value)> = entry.parts().collect();
    if !parts.is_empty() {
        out.push_str(&format!("{inner}dimensions:{end}"));
    }
    for (role, value) in parts {
        out.push_str(&format!("{inner}  {}: {}{end}", role.key(manner.methodology), scalar(value)));
    }
    out
}

fn scalar(value: &Value) -> String {
    if value.number.is_some() { value.text.clone() } else { plain(&value.text) }
}

/// Lays records over the map of results; `None` when it is written in brackets.
pub(super) fn lay(text: &str, results: Node<'_>, entries: &[Entry<'_>], manner: Manner<'_>) -> Option<Laid> {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Kind::Map(Style::Block, _) = results.kind() else { return None };
    let known = pairs(results);
    let hand = hand(text, &known, end)?;
    let places: BTreeMap<&str, Node<'_>> =
        known.iter().filter_map(|(key, value)| Some((key.text(text)?, *value))).collect();
    let mut laid = Laid::default();
    let mut fresh = String::new();
    for entry in entries {
        match places.get(entry.id) {
            Some(node) => over(entry, (*node, text), manner, &hand, &mut laid),
            None => {
                fresh.push_str(hand.gap);
                fresh.push_str(&lines(entry, manner, &hand));
                laid.added += 1;
            }
        }
    }
    if !fresh.is_empty() {
        laid.splices.push(behind(text, results, fresh, end));
    }
    Some(laid)
}

/// The hand of the entries that are there.
fn hand<'a>(text: &str, known: &[(Node<'_>, Node<'_>)], end: &'a str) -> Option<Hand<'a>> {
    let (key, _) = known.first()?;
    let indent = indent(text, key.span().start as usize);
    let inner = known.iter().map(|(_, value)| value).find_map(|value| match value.kind() {
        Kind::Map(Style::Block, mut keys) => Some(self::indent(text, keys.next()?.0.span().start as usize)),
        _ => None,
    });
    let second = known.get(1).map(|(key, _)| line_start(text, key.span().start as usize));
    let is_apart = second.is_some_and(|at| {
        let before: Vec<&str> = text[..at].lines().rev().collect();
        let above = before.iter().find(|line| !line.trim_start().starts_with('#'));
        above.is_some_and(|line| line.trim().is_empty())
    });
    Some(Hand {
        inner: inner.unwrap_or_else(|| format!("{indent}  ")),
        indent,
        gap: if is_apart { end } else { "" },
        end,
    })
}

/// A record over its entry.
fn over(entry: &Entry<'_>, (node, text): (Node<'_>, &str), manner: Manner<'_>, hand: &Hand<'_>, laid: &mut Laid) {
    let mut splices = Vec::new();
    let (mut fresh, mut fresh_parts) = (Vec::new(), Vec::new());
    let said = |node: Node<'_>, key: &str| -> Option<(Span, String)> {
        let found = find(node, key, text)?;
        Some((found.span(), found.text(text)?.trim().to_owned()))
    };
    let absent = said(node, "absent");
    let parts = find(node, "dimensions", text);
    for (role, value) in entry.plain().chain(entry.parts()) {
        let key = role.key(manner.methodology);
        let is_part = matches!(role, Role::Dimension(_));
        let own = if is_part { parts.and_then(|parts| said(parts, key)) } else { said(node, key) };
        let is_there = find(node, key, text).is_some() && !is_part;
        match (own, &absent) {
            (Some((_, old)), _) if is_same(&old, value) => {}
            (Some((span, _)), _) if manner.replaces && role != Role::Absent => {
                splices.push(replaced(span, text, value));
            }
            (Some((_, old)), _) => laid.doubts.push(differs(entry, role, value, &old, manner)),
            // A text in several languages, say.
            (None, _) if is_there => laid.doubts.push(differs(entry, role, value, "…", manner)),
            (None, Some((_, absent))) if role != Role::Note => {
                laid.doubts.push(differs(entry, role, value, absent, manner));
            }
            (None, _) if is_part => fresh_parts.push((key, scalar(value))),
            (None, _) => fresh.push((key, scalar(value))),
        }
    }
    splices.extend(more(node, text, (&fresh, ""), hand));
    match parts {
        Some(parts) => splices.extend(more(parts, text, (&fresh_parts, "  "), hand)),
        None if fresh_parts.is_empty() => {}
        None => splices.extend(whole_parts(node, text, &fresh_parts, hand)),
    }
    laid.take(splices);
}

/// Another value in the bytes of a value, in its quotation marks and with its comma.
fn replaced(span: Span, text: &str, value: &Value) -> Splice {
    let (start, end) = (span.start as usize, span.end as usize);
    let old = &text[start..end];
    let quote = old.chars().next().filter(|sign| matches!(sign, '"' | '\''));
    let text = match (quote, value.number) {
        (Some(quote), Some(_)) => {
            let number = if old.contains(',') { value.text.replace('.', ",") } else { value.text.clone() };
            format!("{quote}{number}{quote}")
        }
        _ => scalar(value),
    };
    Splice { start, end, text }
}

/// More keys in a map that is there.
fn more(map: Node<'_>, text: &str, (keys, deeper): (&[(&str, String)], &str), hand: &Hand<'_>) -> Option<Splice> {
    if keys.is_empty() {
        return None;
    }
    match map.kind() {
        Kind::Map(Style::Flow, mut entries) => {
            let list = keys.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join(", ");
            let comma = if entries.next().is_none() { "" } else { ", " };
            let inside = text[..map.span().end as usize - 1].trim_end().len();
            Some(Splice::at(inside, format!("{comma}{list}")))
        }
        Kind::Map(Style::Block, mut entries) => {
            let indent = entries.next().map(|(key, _)| indent(text, key.span().start as usize));
            let indent = indent.unwrap_or_else(|| format!("{}{deeper}", hand.inner));
            let lines = keys.iter().map(|(key, value)| format!("{indent}{key}: {value}{}", hand.end)).collect();
            Some(behind(text, map, lines, hand.end))
        }
        _ => None,
    }
}

/// All parts of the score in an entry that has none.
fn whole_parts(map: Node<'_>, text: &str, parts: &[(&str, String)], hand: &Hand<'_>) -> Option<Splice> {
    if let Kind::Map(Style::Flow, mut entries) = map.kind() {
        let list = parts.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join(", ");
        let comma = if entries.next().is_none() { "" } else { ", " };
        let inside = text[..map.span().end as usize - 1].trim_end().len();
        return Some(Splice::at(inside, format!("{comma}dimensions: {{{list}}}")));
    }
    let Hand { inner, end, .. } = hand;
    let lines: String = parts.iter().map(|(key, value)| format!("{inner}  {key}: {value}{end}")).collect();
    Some(behind(text, map, format!("{inner}dimensions:{end}{lines}"), end))
}

/// Lines after the last line of a node.
fn behind(text: &str, node: Node<'_>, lines: String, end: &str) -> Splice {
    let last = last(node, text);
    match text[last..].find('\n') {
        Some(n) => Splice::at(last + n + 1, lines),
        None => Splice::at(text.len(), format!("{end}{lines}")),
    }
}

/// The last byte that a node says something with: blocks end only where the next thing begins.
pub(super) fn last(node: Node<'_>, text: &str) -> usize {
    let (start, end) = (node.span().start as usize, node.span().end as usize);
    let own = end.saturating_sub(1).max(start);
    if text[start..].starts_with(['[', '{']) {
        return own;
    }
    match node.kind() {
        Kind::Map(_, entries) => entries
            .last()
            .map_or(own, |(key, value)| last(if matches!(value.kind(), Kind::Empty) { key } else { value }, text)),
        Kind::List(items) => items.last().map_or(own, |item| last(item, text)),
        _ => own,
    }
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |n| n + 1)
}

fn indent(text: &str, at: usize) -> String {
    text[line_start(text, at)..at].chars().take_while(|c| *c == ' ').collect()
}

/// The doubt about a map in brackets.
pub(super) fn in_brackets(path: &str, key: &str) -> Doubt {
    Doubt::of(Said::of("import.brackets").with("path", path).with("key", key))
}
