//! Records into a table that is there, or into a new one.

use std::collections::BTreeMap;

use super::scalar::{cell, separator};
use super::{Entry, Laid, Manner, Splice, columns};
use crate::commands::import::record::Value;
use crate::commands::import::said::{Doubt, Said};
use crate::commands::import::table::role::Role;
use crate::load::table::{Cell, cells};
use crate::load::tree::Span;
use crate::model::number::Decimal;

/// How a table is written.
#[derive(Debug, Clone, Copy)]
struct Hand<'a> {
    separator: char,
    comma: Comma,
    end: &'a str,
}

/// The sign before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comma {
    Comma,
    Point,
}

impl Hand<'_> {
    fn value(self, value: &Value) -> String {
        let text = if value.number.is_some() && self.comma == Comma::Comma {
            value.text.replace('.', ",")
        } else {
            value.text.clone()
        };
        cell(&text, self.separator)
    }
}

/// A new table.
pub(super) fn fresh(entries: &[Entry<'_>], manner: Manner<'_>) -> String {
    // A comma before three digits could be one of thousands.
    let comma = if manner.methodology.scale.decimals == 3 { Comma::Point } else { Comma::Comma };
    let hand = Hand { separator: ';', comma, end: "\n" };
    let has_units = entries.iter().any(|entry| entry.record.unit.is_some());
    let mut heading: Vec<&str> = if has_units { vec!["regency", "unit"] } else { vec!["regency"] };
    heading.extend(columns(entries, manner.methodology));
    let rows: String = entries.iter().map(|entry| line(entry, &heading, manner, hand)).collect();
    format!("{}\n{rows}", heading.join(";"))
}

fn line(entry: &Entry<'_>, heading: &[&str], manner: Manner<'_>, hand: Hand<'_>) -> String {
    let values: BTreeMap<&str, String> =
        entry.record.values.iter().map(|(role, value)| (role.key(manner.methodology), hand.value(value))).collect();
    let cells: Vec<String> = heading
        .iter()
        .map(|name| match *name {
            "unit" => entry.id.to_owned(),
            "regency" => entry.regency.to_owned(),
            "source" if entry.source().is_some() => entry.source().unwrap_or_default().to_owned(),
            name => values.get(name).cloned().unwrap_or_default(),
        })
        .collect();
    format!("{}{}", cells.join(&hand.separator.to_string()), hand.end)
}

/// Lays records over a table that is there.
pub(super) fn lay(text: &str, entries: &[Entry<'_>], manner: Manner<'_>) -> Laid {
    let separator = separator(text);
    let rows: Vec<Vec<Cell>> = cells(text, u8::try_from(separator).unwrap_or(b';'), usize::MAX).collect();
    let name = |cell: &Cell| cell.said(text).unwrap_or("").trim_start_matches('\u{feff}').to_owned();
    let mut heading: Vec<String> = rows.first().map(|row| row.iter().map(name).collect()).unwrap_or_default();
    let hand = Hand {
        separator,
        comma: if separator != ',' && has_commas(text, &rows, &heading) { Comma::Comma } else { Comma::Point },
        end: if text.contains("\r\n") { "\r\n" } else { "\n" },
    };
    let mut laid = Laid::default();
    let wanted = columns(entries, manner.methodology).into_iter();
    let new: Vec<&str> = wanted.filter(|name| !heading.iter().any(|own| own == name)).collect();
    if let Some(last) = rows.first().and_then(|row| row.last()).filter(|_| !new.is_empty()) {
        let more: String = new.iter().map(|name| format!("{separator}{name}")).collect();
        laid.splices.push(Splice::at(last.span.end as usize, more));
        heading.extend(new.iter().map(|name| (*name).to_owned()));
    }
    let key = if entries.iter().any(|entry| entry.record.unit.is_some()) { "unit" } else { "regency" };
    let place = heading.iter().position(|name| name == key).unwrap_or(0);
    let known: BTreeMap<String, &Vec<Cell>> =
        rows.iter().skip(1).filter_map(|row| Some((row.get(place)?.said(text)?.trim().to_owned(), row))).collect();
    let names: Vec<&str> = heading.iter().map(String::as_str).collect();
    let mut fresh = String::new();
    for entry in entries {
        match known.get(entry.id) {
            Some(row) => over(entry, (row, text), &names, (manner, hand), &mut laid),
            None => {
                fresh.push_str(&line(entry, &names, manner, hand));
                laid.added += 1;
            }
        }
    }
    if !fresh.is_empty() {
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { hand.end };
        laid.splices.push(Splice::at(text.len(), format!("{gap}{fresh}")));
    }
    laid
}

/// A record over its row.
fn over(
    entry: &Entry<'_>,
    (row, text): (&[Cell], &str),
    heading: &[&str],
    (manner, hand): (Manner<'_>, Hand<'_>),
    laid: &mut Laid,
) {
    let mut splices = Vec::new();
    let mut behind = String::new();
    let mut length = row.len();
    let absent = heading.iter().position(|name| *name == "absent").and_then(|n| row.get(n)?.said(text));
    for (column, role, value) in placed(entry, heading, manner) {
        let old = row.get(column).and_then(|cell| cell.said(text)).map(str::trim);
        match old {
            Some(old) if is_same(old, value) => {}
            Some(_) if manner.replaces && role != Role::Absent => {
                let Span { start, end } = row[column].span;
                splices.push(Splice { start: start as usize, end: end as usize, text: hand.value(value) });
            }
            Some(old) => laid.doubts.push(differs(entry, role, value, old, manner)),
            None if role != Role::Note && absent.is_some_and(|absent| !absent.trim().is_empty()) => {
                laid.doubts.push(differs(entry, role, value, absent.unwrap_or(""), manner));
            }
            None if column < row.len() => {
                splices.push(Splice::at(row[column].span.start as usize, hand.value(value)));
            }
            None => {
                behind.push_str(&hand.separator.to_string().repeat(column + 1 - length));
                behind.push_str(&hand.value(value));
                length = column + 1;
            }
        }
    }
    if let Some(last) = row.last().filter(|_| !behind.is_empty()) {
        splices.push(Splice::at(last.span.end as usize, behind));
    }
    laid.take(splices);
}

/// The values of a record with their columns, in the order of these.
fn placed<'r>(entry: &Entry<'r>, heading: &[&str], manner: Manner<'_>) -> Vec<(usize, Role, &'r Value)> {
    let column = |role: &Role| heading.iter().position(|name| *name == role.key(manner.methodology));
    let values = entry.record.values.iter();
    let mut placed: Vec<_> = values.filter_map(|(role, value)| Some((column(role)?, *role, value))).collect();
    placed.sort_by_key(|(column, ..)| *column);
    placed
}

/// Whether a value is what stands there.
pub(super) fn is_same(old: &str, value: &Value) -> bool {
    match value.number {
        Some(number) => Decimal::parse(old).is_ok_and(|old| old == number),
        None => old == value.text,
    }
}

/// A value that is published already, and another in the sheet.
pub(super) fn differs(entry: &Entry<'_>, role: Role, value: &Value, old: &str, manner: Manner<'_>) -> Doubt {
    let key = role.key(manner.methodology);
    let said = Said::of("import.differs").with("name", entry.id).with("key", key).with("old", old);
    let said = said.with("new", &value.text).with("path", manner.path);
    let doubt = Doubt::at(manner.sheet.told(value.at), said);
    let is_body = entry.record.unit.is_none();
    match (role, value.number) {
        (Role::Score, Some(score)) if is_body && Decimal::parse(old).is_ok() => {
            let command = format!("patuh correct {} {} {score} --reason …", entry.id, manner.year);
            doubt.help(Said::of("import.correct-help").with("command", command))
        }
        _ => doubt.help(Said::of("import.by-hand-help").with("path", manner.path)),
    }
}

/// Whether figures of the table have commas.
fn has_commas(text: &str, rows: &[Vec<Cell>], heading: &[String]) -> bool {
    let is_word = |name: &str| matches!(name, "regency" | "unit" | "note" | "label" | "source" | "reason");
    let figures = rows.iter().skip(1).flat_map(|row| row.iter().zip(heading)).filter(|(_, name)| !is_word(name));
    let mut numbers = figures.filter_map(|(cell, _)| cell.said(text)).filter(|cell| Decimal::parse(cell).is_ok());
    let first = numbers.find(|cell| cell.contains([',', '.']));
    first.is_none_or(|cell| cell.contains(','))
}
