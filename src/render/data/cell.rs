//! Values of data files: exact in both forms, and harmless in spreadsheets.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers. Lines end as
//! RFC 4180 wants. There is no byte order mark: programs would take it for a part of the first column's name.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use super::columns::{Column, Kind};
use crate::model::number::Decimal;
use crate::model::text::{Lang, Text};
use crate::render::engine::script_json;

/// A value.
#[derive(Debug, Clone)]
pub enum Cell<'m> {
    /// Not known, or it does not apply.
    Empty,
    /// A key, a code, an address, or words of no language.
    Plain(Cow<'m, str>),
    /// Words in the site's languages.
    Words(&'m Text, &'m [Arc<str>]),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Count(u64),
    /// A decimal number with all its decimals.
    Number(Decimal),
}

impl<'m> Cell<'m> {
    /// A text, or empty.
    pub fn text(text: Option<impl Into<Cow<'m, str>>>) -> Self {
        text.map_or(Cell::Empty, |text| Cell::Plain(text.into()))
    }

    /// A whole number.
    pub fn count(number: usize) -> Self {
        Cell::Count(number as u64)
    }

    /// As it stands in a table; words are those of the site's first language.
    fn in_table(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Plain(text) => neutral(text),
            Cell::Words(text, _) => neutral(text.get(Lang(0))),
            Cell::Flag(is_so) => Cow::Owned(is_so.to_string()),
            Cell::Count(number) => Cow::Owned(number.to_string()),
            Cell::Number(number) => Cow::Owned(number.to_string()),
        }
    }
}

/// What a spreadsheet takes for the start of a formula.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// A text that no spreadsheet takes for a formula.
fn neutral(text: &str) -> Cow<'_, str> {
    match text.starts_with(FORMULA) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// What JSON has beside the values of tables.
#[derive(Debug, Clone)]
pub enum Datum<'m> {
    /// A value.
    Cell(Cell<'m>),
    /// Several.
    List(Vec<Datum<'m>>),
    /// By name, in this order.
    Map(Vec<(Cow<'static, str>, Datum<'m>)>),
}

impl<'m> Datum<'m> {
    /// By name, in this order.
    pub fn map(pairs: Vec<(&'static str, Datum<'m>)>) -> Self {
        Datum::Map(pairs.into_iter().map(|(name, datum)| (Cow::Borrowed(name), datum)).collect())
    }

    /// A row with what a table has no room for.
    pub fn row(columns: &[Column], row: Row<'m>) -> Self {
        let names = columns.iter().map(|column| column.name.clone());
        let cells = names.zip(row.cells.into_iter().map(Datum::Cell));
        let more = row.more.into_iter().map(|(name, datum)| (Cow::Borrowed(name), datum));
        Datum::Map(cells.chain(more).collect())
    }
}

impl<'m> From<Cell<'m>> for Datum<'m> {
    fn from(cell: Cell<'m>) -> Self {
        Datum::Cell(cell)
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => serializer.serialize_none(),
            Cell::Plain(text) => serializer.serialize_str(text),
            Cell::Words(text, languages) => {
                let mut map = serializer.serialize_map(None)?;
                for (n, tag) in languages.iter().enumerate() {
                    if let Some(words) = text.in_lang(Lang(n)) {
                        map.serialize_entry(&**tag, words)?;
                    }
                }
                map.end()
            }
            Cell::Flag(is_so) => serializer.serialize_bool(*is_so),
            Cell::Count(number) => serializer.serialize_u64(*number),
            Cell::Number(number) => {
                RawValue::from_string(number.to_string()).expect("a decimal is a number of JSON").serialize(serializer)
            }
        }
    }
}

impl Serialize for Datum<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Datum::Cell(cell) => cell.serialize(serializer),
            Datum::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                list.iter().try_for_each(|datum| seq.serialize_element(datum))?;
                seq.end()
            }
            Datum::Map(pairs) => {
                let mut map = serializer.serialize_map(Some(pairs.len()))?;
                pairs.iter().try_for_each(|(name, datum)| map.serialize_entry(&**name, datum))?;
                map.end()
            }
        }
    }
}

/// A row of a table, and what a table has no room for.
#[derive(Debug, Clone)]
pub struct Row<'m> {
    /// In the order of the columns.
    pub cells: Vec<Cell<'m>>,
    /// Only for JSON.
    pub more: Vec<(&'static str, Datum<'m>)>,
}

/// The rows of a table, made when they are needed.
#[derive(Debug)]
pub struct Rows<F> {
    /// How many things they are about.
    pub things: usize,
    /// The rows of some of these.
    pub of: F,
}

/// What a table that was made holds.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counted {
    /// How many rows it has.
    pub rows: usize,
    /// The first and last year of its rows.
    pub years: Option<(u64, u64)>,
}

/// How many things a part of a table is about, and how many parts are in memory at once.
const PART: usize = 128;
const PARTS: usize = 16;

/// A table as RFC 4180 wants it, part by part.
///
/// # Errors
/// When it cannot be written.
pub fn csv<'m, F>(columns: &[Column], rows: &Rows<F>, out: &mut dyn Write) -> io::Result<Counted>
where
    F: Fn(Range<usize>) -> Vec<Row<'m>> + Sync,
{
    out.write_all(&table(columns, std::iter::empty()))?;
    let year = columns.iter().position(|column| column.kind == Kind::Year);
    let mut counted = Counted::default();
    in_parts(
        rows,
        |rows| (count(&rows, year), lines(rows.into_iter())),
        |(part, bytes)| {
            counted = counted.and(part);
            out.write_all(&bytes)
        },
    )?;
    Ok(counted)
}

/// The rows as a list of JSON, one a line, that no browser takes for a page; part by part.
///
/// # Errors
/// When it cannot be written.
pub fn json<'m, F>(columns: &[Column], rows: &Rows<F>, out: &mut dyn Write) -> io::Result<()>
where
    F: Fn(Range<usize>) -> Vec<Row<'m>> + Sync,
{
    let line = |row| {
        let row = serde_json::to_string(&Datum::row(columns, row)).expect("memory takes every row");
        script_json(&row)
    };
    let lines = |rows: Vec<Row<'m>>| rows.into_iter().map(line).collect::<Vec<_>>().join(",\n");
    let mut before = "[\n";
    in_parts(rows, lines, |text| {
        if text.is_empty() {
            return Ok(());
        }
        out.write_all(before.as_bytes())?;
        before = ",\n";
        out.write_all(text.as_bytes())
    })?;
    out.write_all(if before == "[\n" { b"[\n]\n" } else { b"\n]\n" })
}

/// Makes parts of a table on all cores, a few at once, and takes them in their order: a large table is never whole in memory.
fn in_parts<'m, F, T: Send>(
    Rows { things, of }: &Rows<F>,
    make: impl Fn(Vec<Row<'m>>) -> T + Sync,
    mut take: impl FnMut(T) -> io::Result<()>,
) -> io::Result<()>
where
    F: Fn(Range<usize>) -> Vec<Row<'m>> + Sync,
{
    let things = *things;
    for first in (0..things).step_by(PART * PARTS) {
        let starts: Vec<usize> = (first..things.min(first + PART * PARTS)).step_by(PART).collect();
        let part = |start: &usize| make(of(*start..things.min(*start + PART)));
        let parts: Vec<T> = starts.par_iter().map(part).collect();
        parts.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}

/// A small table.
pub fn table<'m>(columns: &'m [Column], rows: impl Iterator<Item = Row<'m>>) -> Vec<u8> {
    let names = columns.iter().map(|column| Cell::Plain(Cow::Borrowed(&*column.name)));
    lines(std::iter::once(Row { cells: names.collect(), more: Vec::new() }).chain(rows))
}

/// Rows as RFC 4180 wants them.
fn lines<'m>(rows: impl Iterator<Item = Row<'m>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let whole = "memory takes every row, and all rows are as long";
    for row in rows {
        row.cells.iter().for_each(|cell| writer.write_field(&*cell.in_table()).expect(whole));
        writer.write_record(None::<&[u8]>).expect(whole);
    }
    writer.into_inner().expect(whole)
}

fn count(rows: &[Row<'_>], year: Option<usize>) -> Counted {
    let years = rows.iter().filter_map(|row| match row.cells[year?] {
        Cell::Count(own) => Some((own, own)),
        _ => None,
    });
    Counted { rows: rows.len(), years: years.reduce(span) }
}

/// The first and last year of two spans.
fn span(a: (u64, u64), b: (u64, u64)) -> (u64, u64) {
    (a.0.min(b.0), a.1.max(b.1))
}

impl Counted {
    /// With what follows.
    fn and(self, next: Counted) -> Counted {
        let years = match (self.years, next.years) {
            (Some(own), Some(next)) => Some(span(own, next)),
            (own, next) => own.or(next),
        };
        Counted { rows: self.rows + next.rows, years }
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::Values;
    use super::*;

    #[test]
    fn what_a_spreadsheet_takes_for_a_formula_is_a_text() {
        for text in ["=1+1", "+62 741", "-5", "@x", "\tx", "\rx", "\nx"] {
            assert_eq!(neutral(text), format!("'{text}"));
        }
        for text in ["1=1", "'x", "a-b", " =1", ""] {
            assert_eq!(neutral(text), text);
        }
        assert_eq!(Cell::Number(Decimal::new(-333, 2)).in_table(), "-3.33");
    }

    #[test]
    fn a_number_keeps_its_decimals() {
        let json = |cell: Cell<'_>| serde_json::to_string(&cell).expect("it is JSON");
        assert_eq!(json(Cell::Number(Decimal::new(8010, 2))), "80.10");
        assert_eq!(json(Cell::Number(Decimal::new(-5, 1))), "-0.5");
        assert_eq!(json(Cell::Plain("=1".into())), "\"=1\"");
    }

    #[test]
    fn parts_meet_without_a_seam() {
        let columns = [Column { name: "n".into(), kind: Kind::Year, values: Values::Of(&[]), register: None }];
        // Two of three things have a row.
        let row = |n: usize| Row { cells: vec![Cell::count(n)], more: Vec::new() };
        for things in [0, 1, 2, PART, PART + 1, PART * PARTS, PART * PARTS + 2] {
            let rows = Rows { things, of: |some: Range<usize>| some.filter(|n| n % 3 > 0).map(row).collect() };
            let told: Vec<usize> = (0..things).filter(|n| n % 3 > 0).collect();
            let (mut table, mut list) = (Vec::new(), Vec::new());
            let counted = csv(&columns, &rows, &mut table).expect("memory takes it");
            json(&columns, &rows, &mut list).expect("memory takes it");
            let lines = told.iter().fold("n\r\n".to_owned(), |text, n| text + &format!("{n}\r\n"));
            assert_eq!(String::from_utf8(table).expect("text"), lines);
            let list: Vec<serde_json::Value> = serde_json::from_slice(&list).expect("JSON");
            assert_eq!(list, told.iter().map(|n| serde_json::json!({"n": n})).collect::<Vec<_>>());
            let years = told.first().zip(told.last()).map(|(first, last)| (*first as u64, *last as u64));
            assert_eq!((counted.rows, counted.years), (told.len(), years));
        }
    }
}
