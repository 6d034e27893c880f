//! JSON with places: values are kept as they were written, and only what is asked for is read.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::diag::{At, Code, Diagnostic, FileId};

/// A value as it was written.
pub(super) type Raw<'a> = &'a RawValue;

/// A file of JSON.
#[derive(Debug, Clone, Copy)]
pub(super) struct Json<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
}

impl<'a> Json<'a> {
    /// The members of the whole file; `None` with the fault that ended it.
    pub(super) fn whole(self, faults: &mut Vec<Diagnostic>) -> Option<Members<'a>> {
        let body = self.text.trim_start_matches('\u{feff}');
        match serde_json::from_str::<Raw<'a>>(body) {
            Ok(raw) => self.members(raw, faults).or_else(|| {
                faults.push(Diagnostic::at(Code::MapFile, self.at(raw)).variant("collection").with("found", ""));
                None
            }),
            Err(error) => {
                let start = self.text.len() - body.len() + offset(body, error.line(), error.column());
                let said = error.to_string();
                let detail = said.split(" at line ").next().unwrap_or_default();
                let fault = Diagnostic::at(Code::MapFile, At::new(self.file, start, start + 1)).variant("syntax");
                faults.push(fault.with("detail", detail));
                None
            }
        }
    }

    /// The members of a value; `None` when it has none. A member that stands twice is a fault, and the first is kept.
    pub(super) fn members(self, raw: Raw<'a>, faults: &mut Vec<Diagnostic>) -> Option<Members<'a>> {
        let all: Members<'a> = serde_json::from_str(raw.get()).ok()?;
        let mut members = Members(Vec::with_capacity(all.0.len()));
        let mut seen = std::collections::BTreeMap::new();
        for (key, value) in all.0 {
            match seen.get(&key) {
                None => {
                    seen.insert(key.clone(), value);
                    members.0.push((key, value));
                }
                Some(first) => {
                    let fault = Diagnostic::at(Code::DuplicateKey, self.at(value));
                    faults.push(fault.with("key", super::cut(&key)).related(self.at(first), "first"));
                }
            }
        }
        Some(members)
    }

    /// The items of a list; `None` when it is none.
    pub(super) fn list(self, raw: Raw<'a>) -> Option<Vec<Raw<'a>>> {
        serde_json::from_str(raw.get()).ok()
    }

    /// The first letter of a value: the whole of it may be megabytes.
    pub(super) fn at(self, raw: Raw<'_>) -> At {
        let start = (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        At::new(self.file, start, start + 1)
    }

    /// The first letter of the file.
    pub(super) fn start(self) -> At {
        At::new(self.file, 0, 1)
    }
}

/// The members of an object, in order.
#[derive(Debug)]
pub(super) struct Members<'a>(Vec<(String, Raw<'a>)>);

impl<'a> Members<'a> {
    /// The value of a member.
    pub(super) fn get(&self, name: &str) -> Option<Raw<'a>> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    /// A member that is a text or a number, as text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).and_then(text)
    }

    /// All members that are a text or a number.
    pub(super) fn texts(self) -> impl Iterator<Item = (String, String)> {
        self.0.into_iter().filter_map(|(key, value)| Some((key, text(value)?)))
    }
}

/// A text or a number, the number as it was written.
fn text(raw: Raw<'_>) -> Option<String> {
    match raw.get().as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw.get()).ok(),
        Some(b'-' | b'0'..=b'9') => Some(raw.get().to_owned()),
        _ => None,
    }
}

/// The byte of a line and a column, both from 1, the column in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        _ => memchr::memchr_iter(b'\n', text.as_bytes()).nth(line - 2).map_or(text.len(), |n| n + 1),
    };
    (start + column.saturating_sub(1)).min(text.len())
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Vec<(String, Raw<'de>)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    list.push(pair);
                }
                Ok(list)
            }
        }
        deserializer.deserialize_map(Pairs).map(Members)
    }
}
