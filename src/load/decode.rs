//! Tree → values. Every read names what it wants; what it cannot have is reported with its place, and the decoding goes on.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::keys;
use super::record::Record;
use super::tree::{Entries, Kind, Node, Span, Style};
use crate::diag::{At, Code, Diagnostic, FileId};

/// Collects the faults of one file while it is decoded.
#[derive(Debug)]
pub struct Decoder<'a> {
    file: FileId,
    text: &'a str,
    faults: RefCell<Vec<Diagnostic>>,
}

/// A node in its file, to be read.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    decoder: &'a Decoder<'a>,
    node: Node<'a>,
}

/// A map whose keys were checked.
#[derive(Debug, Clone, Copy)]
pub struct Map<'a> {
    value: Value<'a>,
}

impl<'a> Decoder<'a> {
    /// Decodes a file's text.
    pub fn new(file: FileId, text: &'a str) -> Self {
        Decoder { file, text, faults: RefCell::default() }
    }

    /// A node of this file.
    pub fn value(&'a self, node: Node<'a>) -> Value<'a> {
        Value { decoder: self, node }
    }

    /// Adds a fault.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.faults.borrow_mut().push(diagnostic);
    }

    /// All faults; an unknown heading of a table, which every row meets, once.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut faults = self.faults.into_inner();
        let mut seen = BTreeSet::new();
        faults.retain(|fault| fault.code != Code::UnknownKey || seen.insert(fault.at));
        faults
    }

    fn at(&self, span: Span) -> At {
        At { file: self.file, start: span.start, end: span.end }
    }
}

impl<'a> Value<'a> {
    /// Its place.
    pub fn at(self) -> At {
        self.decoder.at(self.node.span())
    }

    /// Adds a fault.
    pub fn report(self, diagnostic: Diagnostic) {
        self.decoder.report(diagnostic);
    }

    /// A fault at this place.
    pub fn fault(self, code: Code) -> Diagnostic {
        Diagnostic::at(code, self.at())
    }

    /// The text of a scalar, if it is one; reports nothing.
    pub fn peek_text(self) -> Option<&'a str> {
        self.node.text(self.decoder.text)
    }

    /// Whether nothing was written here.
    pub fn is_empty(self) -> bool {
        matches!(self.node.kind(), Kind::Empty)
    }

    /// Whether this is a map.
    pub fn is_map(self) -> bool {
        matches!(self.node.kind(), Kind::Map(..))
    }

    /// Whether this is a list.
    pub fn is_list(self) -> bool {
        matches!(self.node.kind(), Kind::List(_))
    }

    /// A scalar's text, not blank.
    pub fn text(self) -> Option<&'a str> {
        match self.peek_text() {
            Some(text) if text.trim().is_empty() => self.empty(),
            Some(text) => Some(text.trim()),
            None => self.wrong("text"),
        }
    }

    /// One of a closed list of words.
    pub fn choice<T: Copy>(self, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text) {
            return Some(*value);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        self.report(
            self.fault(Code::BadChoice)
                .with("found", text)
                .with("choices", names.join(", "))
                .with_some("suggestion", nearest(text, names.iter().copied())),
        );
        None
    }

    /// `true` or `false`.
    pub fn flag(self) -> Option<bool> {
        self.choice(&[("true", true), ("false", false)])
    }

    /// A whole number from zero.
    pub fn count(self) -> Option<u32> {
        let text = self.text()?;
        let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
        let number = plain.then(|| text.parse().ok()).flatten();
        if number.is_none() {
            self.report(self.fault(Code::BadNumber).variant("count").with("found", text));
        }
        number
    }

    /// The items of a list.
    pub fn list(self) -> Option<impl ExactSizeIterator<Item = Value<'a>>> {
        match self.node.kind() {
            Kind::List(items) => Some(items.map(move |node| self.decoder.value(node))),
            Kind::Empty => self.empty(),
            _ => self.wrong("list"),
        }
    }

    /// The items of a list, or the value itself as the only item.
    pub fn one_or_list(self) -> Vec<Value<'a>> {
        match self.node.kind() {
            Kind::List(items) => items.map(|node| self.decoder.value(node)).collect(),
            _ => vec![self],
        }
    }

    /// A map with no other keys than those of the record; unknown ones are reported with the nearest known.
    pub fn map(self, record: &Record) -> Option<Map<'a>> {
        self.known(&record.keys())
    }

    /// As [`Value::map`], with keys that the content names.
    pub fn map_of(self, keys: &[&str]) -> Option<Map<'a>> {
        self.known(&keys.iter().copied())
    }

    fn known<'k>(self, keys: &(impl Iterator<Item = &'k str> + Clone)) -> Option<Map<'a>> {
        let map = self.any_map()?;
        for (key, value) in map.entries() {
            let name = key.peek_text().unwrap_or("");
            if keys.clone().any(|known| known == name) {
                continue;
            }
            let is_number = !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
            if is_number && value.is_empty() && self.is_flow() {
                key.report(self.comma_cuts(key));
                continue;
            }
            if key.cuts_text(value, self) {
                continue;
            }
            let keys: Vec<&str> = keys.clone().collect();
            let suggestion = keys::meant(name, &keys).or_else(|| nearest(name, keys.iter().copied()));
            let fault = key.fault(Code::UnknownKey).with("key", name).with_some("suggestion", suggestion);
            key.report(fault.with("keys", keys.join(", ")));
        }
        Some(map)
    }

    /// As [`Value::map`]; who wrote something else is shown an example.
    pub fn map_like(self, record: &Record, example: impl FnOnce(&str) -> String) -> Option<Map<'a>> {
        if self.is_map() || self.is_empty() {
            return self.map(record);
        }
        let fault = self.fault(Code::WrongShape).variant("map");
        self.report(fault.with("example", example(self.peek_text().unwrap_or("…"))));
        None
    }

    /// A map of any keys.
    pub fn any_map(self) -> Option<Map<'a>> {
        match self.node.kind() {
            Kind::Map(..) => Some(Map { value: self }),
            Kind::Empty => self.empty(),
            _ => self.wrong("map"),
        }
    }

    /// Reports a key without a value in `{ }`: most likely the rest of a text that a comma cut.
    pub fn cuts_text(self, value: Value<'_>, map: Value<'_>) -> bool {
        let is_cut = map.is_flow() && value.is_empty();
        if is_cut {
            self.report(self.fault(Code::CommaCuts).variant("text").with_some("rest", self.peek_text()));
        }
        is_cut
    }

    fn is_flow(self) -> bool {
        matches!(self.node.kind(), Kind::Map(Style::Flow, _))
    }

    /// The fault of `54,32` where the comma cut the number before this key: shown from the number's start.
    fn comma_cuts(self, key: Value<'a>) -> Diagnostic {
        let fault = key.fault(Code::CommaCuts);
        let before = self.decoder.text.get(..key.node.span().start as usize).unwrap_or("").trim_end();
        let Some(before) = before.strip_suffix(',') else { return fault };
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (start, decimals) = (before.len() - digits, key.peek_text().unwrap_or(""));
        let whole = &before[start..];
        let at = At::new(self.decoder.file, start, key.node.span().end as usize);
        let fault = Diagnostic { at: Some(at), ..fault };
        fault.with("written", format!("{whole},{decimals}")).with("point", format!("{whole}.{decimals}"))
    }

    fn empty<T>(self) -> Option<T> {
        self.report(self.fault(Code::EmptyValue));
        None
    }

    fn wrong<T>(self, variant: &'static str) -> Option<T> {
        if self.is_empty() {
            return self.empty();
        }
        self.report(self.fault(Code::WrongShape).variant(variant));
        None
    }
}

impl<'a> Map<'a> {
    /// The place of the whole map.
    pub fn at(self) -> At {
        self.value.at()
    }

    /// The value that the map was.
    pub fn value(self) -> Value<'a> {
        self.value
    }

    /// The value of a key, if the key is there.
    pub fn get(self, key: &str) -> Option<Value<'a>> {
        let text = self.value.decoder.text;
        let (_, node) = self.nodes()?.find(|(name, _)| name.says(key, text))?;
        Some(self.value.decoder.value(node))
    }

    /// The key itself, if it is there: for faults about having it at all.
    pub fn key(self, key: &str) -> Option<Value<'a>> {
        self.entries().map(|(name, _)| name).find(|name| name.peek_text() == Some(key))
    }

    /// The value of a key; a missing key is a fault.
    pub fn need(self, key: &str) -> Option<Value<'a>> {
        let value = self.get(key);
        if value.is_none() {
            let start = At { end: self.at().start, ..self.at() };
            self.value.report(Diagnostic::at(Code::MissingKey, start).with("key", key));
        }
        value
    }

    /// Keys and values, in the order they were written.
    pub fn entries(self) -> impl Iterator<Item = (Value<'a>, Value<'a>)> {
        let decoder = self.value.decoder;
        self.nodes().into_iter().flatten().map(move |(key, value)| (decoder.value(key), decoder.value(value)))
    }

    fn nodes(self) -> Option<Entries<'a>> {
        match self.value.node.kind() {
            Kind::Map(_, entries) => Some(entries),
            _ => None,
        }
    }
}

/// The nearest of some names, if it is near enough to be meant.
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let lower = name.to_lowercase();
    names
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len().min(name.len()) / 4)
        .min_by_key(|(distance, candidate)| (*distance, *candidate))
        .map(|(_, candidate)| candidate)
}
