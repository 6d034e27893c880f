//! Values of data files: exact in both forms, and harmless in spreadsheets.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers. Lines end as
//! RFC 4180 wants. There is no byte order mark: programs would take it for a part of the first column's name.

use std::borrow::Cow;
use std::sync::Arc;

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

/// A table that is made.
#[derive(Debug, Default)]
pub struct Written {
    /// As RFC 4180 wants it.
    pub bytes: Vec<u8>,
    /// How many rows it has.
    pub rows: usize,
    /// The first and last year of its rows.
    pub years: Option<(u64, u64)>,
}

/// A table as RFC 4180 wants it.
pub fn csv<'m>(columns: &[Column], rows: impl Iterator<Item = Row<'m>>) -> Written {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let whole = "memory takes every row, and all rows are as long";
    writer.write_record(columns.iter().map(|column| column.name.as_bytes())).expect(whole);
    let year = columns.iter().position(|column| column.kind == Kind::Year);
    let mut written = Written::default();
    for row in rows {
        writer.write_record(row.cells.iter().map(|cell| cell.in_table().into_owned().into_bytes())).expect(whole);
        written.rows += 1;
        if let Some(Cell::Count(own)) = year.map(|n| &row.cells[n]) {
            let (first, last) = written.years.unwrap_or((*own, *own));
            written.years = Some((first.min(*own), last.max(*own)));
        }
    }
    Written { bytes: writer.into_inner().expect(whole), ..written }
}

/// The rows as a list of JSON, one a line, that no browser takes for a page.
pub fn json<'m>(columns: &[Column], rows: impl Iterator<Item = Row<'m>>) -> Vec<u8> {
    let mut out = "[".to_owned();
    for (n, row) in rows.enumerate() {
        out.push_str(if n == 0 { "\n" } else { ",\n" });
        let row = serde_json::to_string(&Datum::row(columns, row)).expect("memory takes every row");
        out.push_str(&script_json(&row));
    }
    out.push_str("\n]\n");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
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
}
