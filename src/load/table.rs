//! CSV tables → the same trees as YAML: a list of maps, each cell with its place. `;`, tab or `,`, quotes, BOM.

use super::tree::{Kind, Node, Span, Style};
use crate::diag::{At, Code, Diagnostic, FileId};

/// Parses a table with a heading row. Empty cells and empty rows are left out.
///
/// A quotation mark that is never closed swallows the rows after it: then the tree is `None`.
pub fn parse(file: FileId, text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let heading_line = text[start..].lines().next().unwrap_or("");
    let separator = [b';', b'\t', b','].into_iter().find(|s| heading_line.as_bytes().contains(s)).unwrap_or(b';');
    let mut faults = Vec::new();
    let mut rows = Rows { text, at: start, separator, most: usize::MAX };
    if let Some(lone) = lone_return(text) {
        let fault = Diagnostic::at(Code::CsvSyntax, At::new(file, lone, lone)).variant("line-ends");
        return (None, vec![fault]);
    }
    let heading = rows.next().unwrap_or_default();
    if let Some(fault) = heading.iter().find_map(|cell| cell.fault(file)) {
        return (None, vec![fault]);
    }
    let heading: Vec<Node> = heading.into_iter().map(|cell| cell.node).collect();
    check_heading(file, text, &heading, &mut faults);
    let mut items = Vec::new();
    for row in rows {
        if let Some(fault) = row.iter().find_map(|cell| cell.fault(file)) {
            faults.push(fault);
            return (None, faults);
        }
        if row.iter().all(|cell| cell.node.kind == Kind::Empty) {
            continue;
        }
        if let Some(extra) = row.get(heading.len()..).and_then(|rest| rest.iter().find(|c| c.node.kind != Kind::Empty))
        {
            let fault = Diagnostic::at(Code::CsvColumn, at(file, extra.node.span)).variant("extra");
            faults.push(fault.with("columns", heading.len()));
        }
        items.push(record(&heading, row));
    }
    (Some(Node { span: Span::new(start, text.len()), kind: Kind::List(items) }), faults)
}

/// All cells of a table, row by row, empty ones too; the first row may be anything. A row of more than `most` cells ends
/// after the next one, and the table with it.
pub fn cells(text: &str, separator: u8, most: usize) -> impl Iterator<Item = Vec<Cell>> + '_ {
    Rows { text, at: 0, separator, most }
}

/// A line end of old Macs, which would join all rows into one.
fn lone_return(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).find(|n| bytes.get(n + 1) != Some(&b'\n'))
}

fn at(file: FileId, span: Span) -> At {
    At { file, start: span.start, end: span.end }
}

fn check_heading(file: FileId, text: &str, heading: &[Node], faults: &mut Vec<Diagnostic>) {
    for (n, cell) in heading.iter().enumerate() {
        let name = cell.text(text).unwrap_or("");
        if let Some(first) = heading[..n].iter().find(|other| !name.is_empty() && other.text(text) == Some(name)) {
            let fault = Diagnostic::at(Code::DuplicateKey, at(file, cell.span)).with("key", name);
            faults.push(fault.related(at(file, first.span), "first"));
        }
    }
}

fn record(heading: &[Node], row: Vec<Cell>) -> Node {
    let start = row.first().map_or(0, |cell| cell.node.span.start);
    let end = row.last().map_or(0, |cell| cell.node.span.end);
    let cells = row.into_iter().map(|cell| cell.node);
    let entries = heading.iter().cloned().zip(cells).filter(|(_, value)| value.kind != Kind::Empty).collect();
    Node { span: Span { start, end }, kind: Kind::Map(Style::Block, entries) }
}

/// A cell with its place.
#[derive(Debug)]
pub struct Cell {
    /// What is in it.
    pub node: Node,
    /// Whether its quotation marks are right.
    pub quote: Quote,
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
    fn fault(&self, file: FileId) -> Option<Diagnostic> {
        let variant = match self.quote {
            Quote::Fine => return None,
            Quote::Open => "",
            Quote::TextAfter => "after-quote",
        };
        Some(Diagnostic::at(Code::CsvSyntax, at(file, self.node.span)).variant(variant))
    }
}

struct Rows<'a> {
    text: &'a str,
    at: usize,
    separator: u8,
    most: usize,
}

impl Iterator for Rows<'_> {
    type Item = Vec<Cell>;

    fn next(&mut self) -> Option<Vec<Cell>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut row = Vec::new();
        loop {
            row.push(self.cell());
            if row.len() > self.most {
                self.at = self.text.len();
                return Some(row);
            }
            match self.text.as_bytes().get(self.at) {
                Some(&byte) if byte == self.separator => self.at += 1,
                Some(_) => {
                    self.at += self.text[self.at..].find('\n').map_or(self.text.len() - self.at, |n| n + 1);
                    return Some(row);
                }
                None => return Some(row),
            }
        }
    }
}

impl Rows<'_> {
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
        let kind = if trimmed.is_empty() { Kind::Empty } else { Kind::Plain };
        let span = Span::new(start + lead.min(written.len()), start + lead + trimmed.len());
        Cell { node: Node { span, kind }, quote: Quote::Fine }
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
        let kind = if trimmed.is_empty() { Kind::Empty } else { Kind::Quoted(trimmed.into()) };
        Cell { node: Node { span: Span::new(start, end), kind }, quote }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<(String, String)>> {
        let (node, faults) = parse(FileId(0), text);
        assert!(faults.is_empty(), "{faults:?}");
        let Some(Kind::List(rows)) = node.map(|node| node.kind) else { panic!("a table is a list") };
        let pair = |(k, v): &(Node, Node)| (k.text(text).unwrap_or("").into(), v.text(text).unwrap_or("").into());
        rows.iter()
            .map(|row| match &row.kind {
                Kind::Map(_, entries) => entries.iter().map(pair).collect(),
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
