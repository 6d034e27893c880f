//! The plain part of YAML → tree, some twenty times as fast as the whole of it.
//!
//! Most of what editors and programs write is keys, dashes and values of one line. This reader knows nothing else: it makes
//! the same tree as [`yaml`](super::yaml) with all its places, or none, and then `yaml` reads the text and says what is wrong.

mod scalar;

use std::collections::HashSet;
use std::ops::Range;

use memchr::memchr;

use super::build::Builder;
use super::tree::{Span, Style, Tree};
use scalar::{Place, Scalar};

/// Lists and maps in one another; deeper ones are for the whole reader.
const DEPTH: usize = 32;
/// Bytes of a key; YAML has a limit for longer ones.
const KEY: usize = 500;
/// Keys of a map from which on they are looked up.
const MANY: usize = 16;

/// The tree of a part of a file's text, if it is plain.
pub(super) fn read(text: &str, range: Range<usize>) -> Option<Tree> {
    let bytes = &text.as_bytes()[..range.end];
    if !is_plain(&bytes[range.start..]) {
        return None;
    }
    let mut reader = Reader {
        text,
        bytes,
        at: range.start,
        line: range.start,
        column: None,
        keys: Vec::new(),
        tree: Builder::default(),
    };
    reader.next_line()?;
    if reader.column != Some(0) {
        return None;
    }
    reader.block(0)?;
    reader.column.is_none().then(|| reader.tree.finish())
}

/// Whether all signs are common ones: no tab or other control, no mark of another line end or byte order.
fn is_plain(bytes: &[u8]) -> bool {
    let is_rare = |byte: u8| (byte < b' ' && byte != b'\n') || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
    let is_fine = |at: usize| match bytes[at] {
        b'\r' => bytes.get(at + 1) == Some(&b'\n'),
        0xc2 => bytes.get(at + 1).is_some_and(|next| *next >= 0xa0),
        0xe2 => !matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])),
        byte => !is_rare(byte),
    };
    bytes.chunks(64).enumerate().all(|(n, chunk)| {
        let rare = chunk.iter().fold(false, |found, byte| found | is_rare(*byte));
        !rare || (n * 64..n * 64 + chunk.len()).all(is_fine)
    })
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Where the line begins.
    line: usize,
    /// How far the first sign of the line is in, after [`Reader::next_line`]; none at the end.
    column: Option<usize>,
    /// Keys of the open maps.
    keys: Vec<&'a str>,
    tree: Builder,
}

impl<'a> Reader<'a> {
    /// The rest of the line, which may be a comment, then lines without content, up to the next sign.
    fn end_line(&mut self) -> Option<()> {
        let spaces = self.spaces();
        match self.byte() {
            None | Some(b'\n' | b'\r') => {}
            Some(b'#') if spaces > 0 => {}
            Some(_) => return None,
        }
        self.skip_line();
        self.next_line()
    }

    fn next_line(&mut self) -> Option<()> {
        loop {
            self.line = self.at;
            self.spaces();
            match self.byte() {
                None => {
                    self.column = None;
                    return Some(());
                }
                Some(b'\n' | b'\r' | b'#') => self.skip_line(),
                Some(_) => {
                    self.column = Some(self.at - self.line);
                    return Some(());
                }
            }
        }
    }

    fn skip_line(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += memchr(b'\n', rest).map_or(rest.len(), |n| n + 1);
    }

    fn spaces(&mut self) -> usize {
        let start = self.at;
        while self.byte() == Some(b' ') {
            self.at += 1;
        }
        self.at - start
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether a space or the line's end stands at a place.
    fn is_gap(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), None | Some(b' ' | b'\n' | b'\r'))
    }

    fn is_dash(&self) -> bool {
        self.byte() == Some(b'-') && self.is_gap(self.at + 1)
    }

    fn span(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    fn here(&self) -> u32 {
        self.span(self.at).start
    }

    /// A list or map whose lines begin at a column.
    fn block(&mut self, column: usize) -> Option<()> {
        if self.tree.depth() > DEPTH {
            return None;
        }
        if self.is_dash() { self.list(column, self.here()) } else { self.map(column) }
    }

    /// Whether the next line goes on at a column; `None` when it is further in.
    fn goes_on(&self, column: usize) -> Option<bool> {
        match self.column {
            Some(next) if next > column => None,
            next => Some(next == Some(column)),
        }
    }

    fn map(&mut self, column: usize) -> Option<()> {
        self.tree.map(self.here(), Style::Block);
        let first = self.keys.len();
        let mut many = HashSet::new();
        loop {
            self.key(Place::Line, first, &mut many)?;
            let colon = self.at;
            self.at += 1;
            self.spaces();
            if self.is_line_over() {
                self.at = colon + 1;
                self.end_line()?;
                match self.column {
                    Some(next) if next > column => self.block(next)?,
                    Some(next) if next == column && self.is_dash() => self.hanging_list(column)?,
                    _ => self.tree.empty(Span::new(colon, colon)),
                }
            } else {
                self.value(Place::Line)?;
                self.end_line()?;
            }
            if !self.goes_on(column)? {
                break;
            }
        }
        self.keys.truncate(first);
        self.tree.close(self.here());
        Some(())
    }

    /// A list whose dashes stand below their key: it begins with its first item.
    fn hanging_list(&mut self, column: usize) -> Option<()> {
        let rest = &self.bytes[self.at + 1..];
        let first = rest.iter().position(|byte| *byte != b' ').filter(|n| !matches!(rest[*n], b'\n' | b'\r' | b'#'))?;
        self.list(column, Span::new(self.at + 1 + first, self.at + 1 + first).start)
    }

    fn list(&mut self, column: usize, start: u32) -> Option<()> {
        self.tree.list(start);
        loop {
            self.at += 1;
            let after = self.at;
            self.spaces();
            if self.is_line_over() {
                self.at = after;
                self.end_line()?;
                // The place of an item with nothing in it is for the other reader.
                let next = self.column.filter(|next| *next > column)?;
                self.block(next)?;
            } else {
                self.item()?;
            }
            if !(self.goes_on(column)? && self.is_dash()) {
                break;
            }
        }
        self.tree.close(self.here());
        Some(())
    }

    /// What stands behind a dash: a value, or the first key of a map.
    fn item(&mut self) -> Option<()> {
        let start = self.at;
        if matches!(self.byte(), Some(b'{' | b'[')) {
            self.brackets()?;
            return self.end_line();
        }
        let scalar = self.scalar(Place::Line)?;
        if self.is_colon() {
            self.at = start;
            return self.block(start - self.line);
        }
        self.put(start, &scalar);
        self.end_line()
    }

    /// Reads a key of a map whose keys begin at `first`; stops at its colon.
    fn key(&mut self, place: Place, first: usize, many: &mut HashSet<&'a str>) -> Option<()> {
        let start = self.at;
        let scalar = self.scalar(place)?;
        if !self.is_colon() || self.at - start > KEY {
            return None;
        }
        let written = &self.text[start..self.at];
        let key = match scalar {
            Scalar::Plain => written,
            Scalar::Bare => &written[1..written.len() - 1],
            Scalar::Own(_) => return None,
        };
        self.put(start, &scalar);
        self.is_new(key, first, many).then_some(())
    }

    /// Notes a key; whether it is the first of its name.
    fn is_new(&mut self, key: &'a str, first: usize, many: &mut HashSet<&'a str>) -> bool {
        if self.keys.len() - first < MANY {
            let is_new = !self.keys[first..].contains(&key);
            self.keys.push(key);
            return is_new;
        }
        if many.is_empty() {
            many.extend(&self.keys[first..]);
        }
        many.insert(key)
    }

    fn value(&mut self, place: Place) -> Option<()> {
        if matches!(self.byte(), Some(b'{' | b'[')) {
            return self.brackets();
        }
        let start = self.at;
        let scalar = self.scalar(place)?;
        self.put(start, &scalar);
        Some(())
    }

    /// `{…}` or `[…]` in one line.
    fn brackets(&mut self) -> Option<()> {
        if self.tree.depth() > DEPTH {
            return None;
        }
        let (is_map, first) = (self.byte() == Some(b'{'), self.keys.len());
        let close = if is_map { b'}' } else { b']' };
        if is_map {
            self.tree.map(self.here(), Style::Flow);
        } else {
            self.tree.list(self.here());
        }
        let mut many = HashSet::new();
        self.at += 1;
        self.spaces();
        while self.byte()? != close {
            if is_map {
                self.pair(first, &mut many)?;
            } else {
                self.value(Place::Brackets)?;
            }
            self.spaces();
            match self.byte()? {
                b',' => self.at += 1,
                byte if byte == close => break,
                _ => return None,
            }
            self.spaces();
        }
        self.at += 1;
        self.keys.truncate(first);
        self.tree.close(self.here());
        Some(())
    }

    fn pair(&mut self, first: usize, many: &mut HashSet<&'a str>) -> Option<()> {
        self.key(Place::Brackets, first, many)?;
        let colon = self.at;
        self.at += 1;
        if self.spaces() == 0 {
            return None;
        }
        match self.byte()? {
            b',' | b'}' => self.tree.empty(Span::new(colon, colon)),
            _ => self.value(Place::Brackets)?,
        }
        Some(())
    }

    /// Whether nothing but a comment follows in the line.
    fn is_line_over(&self) -> bool {
        matches!(self.byte(), None | Some(b'\n' | b'\r' | b'#'))
    }

    fn is_colon(&self) -> bool {
        self.byte() == Some(b':') && self.is_gap(self.at + 1)
    }
}

#[cfg(test)]
mod tests;
