//! CSV tables → the same trees as YAML: a list of maps, each cell with its place. `;`, tab or `,`, quotes, BOM.

use super::build::Builder;
use super::tree::{Span, Tree};
use crate::diag::{At, Code, Diagnostic, FileId};

/// Parses a table with a heading row. Empty cells and empty rows are left out.
///
/// A quotation mark that is never closed swallows the rows after it: then there is no tree.
pub fn parse(file: FileId, text: &str) -> (Option<Tree>, Vec<Diagnostic>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let heading_line = text[start..].lines().next().unwrap_or("");
    let separator = [b';', b'\t', b','].into_iter().find(|s| heading_line.as_bytes().contains(s)).unwrap_or(b';');
    if let Some(lone) = lone_return(text) {
        let fault = Diagnostic::at(Code::CsvSyntax, At::new(file, lone, lone)).variant("line-ends");
        return (None, vec![fault]);
    }
    let mut rows = Rows { text, at: start, separator, most: usize::MAX };
    let mut heading = Vec::new();
    rows.next(&mut heading);
    if let Some(fault) = heading.iter().find_map(|cell| cell.fault(file)) {
        return (None, vec![fault]);
    }
    let mut faults = Vec::new();
    check_heading(file, text, &heading, &mut faults);
    let mut tree = begun(text, &heading);
    tree.list(Span::new(start, start).start);
    let mut row = Vec::new();
    while rows.next(&mut row) {
        if let Some(fault) = row.iter().find_map(|cell| cell.fault(file)) {
            faults.push(fault);
            return (None, faults);
        }
        let extra = row.get(heading.len()..).and_then(|rest| rest.iter().find(|cell| !cell.is_blank()));
        if let Some(extra) = extra {
            let fault = Diagnostic::at(Code::CsvColumn, at(file, extra.span)).variant("extra");
            faults.push(fault.with("columns", heading.len()));
        }
        if !row.iter().all(Cell::is_blank) {
            record(text, &row, heading.len(), &mut tree);
        }
    }
    tree.close(Span::new(text.len(), text.len()).end);
    (Some(tree.finish()), faults)
}

/// All cells of a table, row by row, empty ones too; the first row may be anything. A row of more than `most` cells ends
/// after the next one, and the table with it.
pub fn cells(text: &str, separator: u8, most: usize) -> impl Iterator<Item = Vec<Cell>> + '_ {
    let mut rows = Rows { text, at: 0, separator, most };
    std::iter::from_fn(move || {
        let mut row = Vec::new();
        rows.next(&mut row).then_some(row)
    })
}

/// The tree of a table that has no rows yet.
fn begun(text: &str, heading: &[Cell]) -> Builder {
    let mut tree = Builder::default();
    tree.reserve(text.len() / BYTES_A_PAIR);
    for cell in heading {
        tree.column();
        cell.put(text, &mut tree);
    }
    tree.heading();
    tree
}

/// What a pair of the tree takes in a common table; where it is less, the tree grows.
const BYTES_A_PAIR: usize = 10;

/// A line end of old Macs, which would join all rows into one.
fn lone_return(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).find(|n| bytes.get(n + 1) != Some(&b'\n'))
}

fn at(file: FileId, span: Span) -> At {
    At { file, start: span.start, end: span.end }
}

fn check_heading(file: FileId, text: &str, heading: &[Cell], faults: &mut Vec<Diagnostic>) {
    for (n, cell) in heading.iter().enumerate() {
        let name = cell.text(text);
        if let Some(first) = heading[..n].iter().find(|other| !name.is_empty() && other.text(text) == name) {
            let fault = Diagnostic::at(Code::DuplicateKey, at(file, cell.span)).with("key", name);
            faults.push(fault.related(at(file, first.span), "first"));
        }
    }
}

fn record(text: &str, row: &[Cell], columns: usize, tree: &mut Builder) {
    tree.row(row.first().map_or(0, |cell| cell.span.start));
    let mut blanks = 0;
    for cell in row.iter().take(columns) {
        if cell.is_blank() {
            blanks += 1;
        } else {
            tree.blanks(blanks);
            blanks = 0;
            cell.put(text, tree);
        }
    }
    tree.close(row.last().map_or(0, |cell| cell.span.end));
}

/// A cell with its place.
#[derive(Debug)]
pub struct Cell {
    /// Its bytes.
    pub span: Span,
    value: Written,
    /// Whether its quotation marks are right.
    pub quote: Quote,
}

/// What stands in a cell.
#[derive(Debug)]
enum Written {
    Blank,
    Plain,
    Quoted(Box<str>),
}

/// What is wrong with a cell's quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote {
    /// Nothing.
    Fine,
    /// Never closed.
    Open,
    /// Text stands behind the closing one.
    TextAfter,
}

impl Cell {
    /// What stands in it, if anything does.
    pub fn said<'a>(&'a self, source: &'a str) -> Option<&'a str> {
        Some(self.text(source)).filter(|_| !self.is_blank())
    }

    fn is_blank(&self) -> bool {
        matches!(self.value, Written::Blank)
    }

    fn text<'a>(&'a self, source: &'a str) -> &'a str {
        match &self.value {
            Written::Blank => "",
            Written::Plain => self.span.of(source),
            Written::Quoted(text) => text,
        }
    }

    fn put(&self, source: &str, tree: &mut Builder) {
        match &self.value {
            Written::Blank => tree.empty(self.span),
            Written::Plain => tree.plain(self.span),
            Written::Quoted(text) => tree.text(self.span, source, text),
        }
    }

    fn fault(&self, file: FileId) -> Option<Diagnostic> {
        let variant = match self.quote {
            Quote::Fine => return None,
            Quote::Open => "",
            Quote::TextAfter => "after-quote",
        };
        Some(Diagnostic::at(Code::CsvSyntax, at(file, self.span)).variant(variant))
    }
}

struct Rows<'a> {
    text: &'a str,
    at: usize,
    separator: u8,
    most: usize,
}

impl Rows<'_> {
    /// Reads the cells of the next row, if there is one.
    fn next(&mut self, row: &mut Vec<Cell>) -> bool {
        row.clear();
        if self.at >= self.text.len() {
            return false;
        }
        loop {
            row.push(self.cell());
            if row.len() > self.most {
                self.at = self.text.len();
                return true;
            }
            match self.text.as_bytes().get(self.at) {
                Some(&byte) if byte == self.separator => self.at += 1,
                Some(_) => {
                    let rest = &self.text.as_bytes()[self.at..];
                    self.at += rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |n| n + 1);
                    return true;
                }
                None => return true,
            }
        }
    }

    /// One cell; stops before the separator or the line end.
    fn cell(&mut self) -> Cell {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) == Some(&b'"') {
            return self.quoted();
        }
        let start = self.at;
        let length = memchr::memchr3(self.separator, b'\n', b'\r', &bytes[start..]).unwrap_or(bytes.len() - start);
        self.at = start + length;
        let written = &self.text[start..self.at];
        let lead = written.len() - written.trim_start().len();
        let trimmed = written.trim();
        let value = if trimmed.is_empty() { Written::Blank } else { Written::Plain };
        let span = Span::new(start + lead.min(written.len()), start + lead + trimmed.len());
        Cell { span, value, quote: Quote::Fine }
    }

    fn quoted(&mut self) -> Cell {
        let start = self.at;
        let mut value = String::new();
        let mut is_open = true;
        self.at += 1;
        while let Some(length) = memchr::memchr(b'"', &self.text.as_bytes()[self.at..]) {
            value.push_str(&self.text[self.at..self.at + length]);
            self.at += length + 1;
            if self.text.as_bytes().get(self.at) == Some(&b'"') {
                value.push('"');
                self.at += 1;
            } else {
                is_open = false;
                break;
            }
        }
        if is_open {
            self.at = self.text.len();
        }
        let end = self.at;
        let rest = &self.text.as_bytes()[end..];
        let length = memchr::memchr3(self.separator, b'\n', b'\r', rest).unwrap_or(rest.len());
        let quote = match () {
            () if is_open => Quote::Open,
            () if rest[..length].iter().any(|b| !b.is_ascii_whitespace()) => Quote::TextAfter,
            () => Quote::Fine,
        };
        self.at += length;
        let trimmed = value.trim();
        let value = if trimmed.is_empty() { Written::Blank } else { Written::Quoted(trimmed.into()) };
        Cell { span: Span::new(start, end), value, quote }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::tree::{Kind, Node};

    fn cells(text: &str) -> Vec<Vec<(String, String)>> {
        let (node, faults) = parse(FileId(0), text);
        assert!(faults.is_empty(), "{faults:?}");
        let tree = node.expect("the table has no faults");
        let Kind::List(rows) = tree.root().kind() else { panic!("a table is a list") };
        let own = |node: Node<'_>| node.text(text).unwrap_or("").to_owned();
        rows.map(|row| match row.kind() {
            Kind::Map(_, entries) => entries.map(|(key, value)| (own(key), own(value))).collect(),
            other => panic!("a row is a map: {other:?}"),
        })
        .collect()
    }

    #[test]
    fn separators_quotes_bom_and_empty_cells() {
        let rows = cells("\u{feff}regency;score;note\r\na;57,65;\"say \"\"hi\"\"; ok\"\r\n;;\r\nb;;x");
        let pair = |k: &str, v: &str| (k.to_owned(), v.to_owned());
        assert_eq!(
            rows,
            [
                vec![pair("regency", "a"), pair("score", "57,65"), pair("note", "say \"hi\"; ok")],
                vec![pair("regency", "b"), pair("note", "x")],
            ]
        );
    }

    #[test]
    fn an_open_quote_and_an_extra_cell_are_faults() {
        let (_, faults) = parse(FileId(0), "a;b\n1;2;3\n\"x");
        let codes: Vec<_> = faults.iter().map(|f| f.code).collect();
        assert_eq!(codes, [Code::CsvColumn, Code::CsvSyntax]);
    }

    #[test]
    fn what_would_be_lost_ends_the_table() {
        for text in ["\"a;b\n1;2\n", "a;b\n\"54,3\"2;x\n", "a;b\r1;2\r3;4", "a;b\n1;\"2\n3;4\n"] {
            let (table, faults) = parse(FileId(0), text);
            assert!(table.is_none() && faults.len() == 1, "{text:?}: {faults:?}");
        }
    }
}
