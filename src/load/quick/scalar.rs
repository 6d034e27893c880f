//! A value of one line: with or without quotation marks.

use memchr::{memchr2, memchr3};

use super::Reader;
use crate::load::yaml::is_nothing;

/// A scalar of one line.
pub(super) enum Scalar {
    Plain,
    /// In quotation marks, as it is between them.
    Bare,
    /// In quotation marks, with something that means something else.
    Own(String),
}

/// Where a scalar stands: in brackets more signs end it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Line,
    Brackets,
}

impl Reader<'_> {
    /// Writes a scalar that was just read.
    pub(super) fn put(&mut self, start: usize, scalar: &Scalar) {
        let span = self.span(start);
        match scalar {
            Scalar::Plain if is_nothing(span.of(self.text)) => self.tree.empty(span),
            Scalar::Plain => self.tree.plain(span),
            Scalar::Bare => self.tree.bare(span),
            Scalar::Own(text) => self.tree.text(span, self.text, text),
        }
    }

    /// A scalar; stops behind it.
    pub(super) fn scalar(&mut self, place: Place) -> Option<Scalar> {
        match self.byte()? {
            b'"' => self.double(),
            b'\'' => self.single(),
            b'-' if self.bytes.get(self.at + 1)?.is_ascii_digit() => self.plain(place),
            b'_' | b'/' | b'(' | b'+' | b'~' | 0x80.. => self.plain(place),
            byte if byte.is_ascii_alphanumeric() => self.plain(place),
            _ => None,
        }
    }

    fn plain(&mut self, place: Place) -> Option<Scalar> {
        let mut end = self.at + 1;
        while let Some(byte) = self.bytes.get(end) {
            let ends = match byte {
                b'\n' | b'\r' => true,
                b':' if place == Place::Line => self.is_gap(end + 1),
                b':' => {
                    self.is_gap(end + 1) || matches!(self.bytes.get(end + 1), Some(b',' | b'[' | b']' | b'{' | b'}'))
                }
                b'#' => self.bytes[end - 1] == b' ',
                b',' | b'[' | b']' | b'{' | b'}' => place == Place::Brackets,
                _ => false,
            };
            if ends {
                break;
            }
            end += 1;
        }
        while self.bytes[end - 1] == b' ' {
            end -= 1;
        }
        self.at = end;
        Some(Scalar::Plain)
    }

    /// `"…"`, in which `\"` and `\\` may stand.
    fn double(&mut self) -> Option<Scalar> {
        let mut own: Option<String> = None;
        let mut from = self.at + 1;
        loop {
            let end = from + memchr3(b'"', b'\\', b'\n', &self.bytes[from..])?;
            if self.bytes[end] == b'"' {
                self.at = end + 1;
                return Some(own.map_or(Scalar::Bare, |text| Scalar::Own(text + &self.text[from..end])));
            }
            if self.bytes[end] == b'\n' {
                return None;
            }
            let escaped = self.bytes.get(end + 1).filter(|byte| matches!(byte, b'"' | b'\\'))?;
            let text = own.get_or_insert_default();
            text.push_str(&self.text[from..end]);
            text.push(char::from(*escaped));
            from = end + 2;
        }
    }

    /// `'…'`, in which `''` may stand.
    fn single(&mut self) -> Option<Scalar> {
        let mut own: Option<String> = None;
        let mut from = self.at + 1;
        loop {
            let end = from + memchr2(b'\'', b'\n', &self.bytes[from..])?;
            if self.bytes[end] == b'\n' {
                return None;
            }
            if self.bytes.get(end + 1) != Some(&b'\'') {
                self.at = end + 1;
                return Some(own.map_or(Scalar::Bare, |text| Scalar::Own(text + &self.text[from..end])));
            }
            own.get_or_insert_default().push_str(&self.text[from..=end]);
            from = end + 2;
        }
    }
}
