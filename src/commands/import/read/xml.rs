//! XML, once from front to back: elements opened and closed, and text. A document type is refused, so nothing is ever
//! fetched and no entity grows.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::commands::import::said::Said;

/// Elements inside each other: a sheet has about ten.
const DEPTH: usize = 64;

/// A step of the walk.
pub(super) enum Step<'a> {
    /// An element begins: its name without the part before the colon.
    Open(&'a str, Element<'a>),
    /// Text, with its entities resolved.
    Text(&'a str),
    /// An element ends.
    Close(&'a str),
}

/// The attributes of an element.
#[derive(Clone, Copy)]
pub(super) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    /// The value of an attribute, by its whole name.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.find(|key| key == name)
    }

    /// The value of an attribute, by its name without the part before the colon.
    pub(super) fn local(&self, name: &str) -> Option<String> {
        self.find(|key| key.rsplit(':').next() == Some(name))
    }

    /// A number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    fn find(&self, is_it: impl Fn(&str) -> bool) -> Option<String> {
        let mut attributes = self.0.attributes();
        // Looking for doubles costs the square of their number.
        let found = attributes.with_checks(false).flatten().find(|attribute| is_it(attribute.key.into_inner()))?;
        let text = quick_xml::escape::unescape(&found.value).unwrap_or(Cow::Borrowed(""));
        Some(text.into_owned())
    }
}

/// Walks through a part.
pub(super) fn walk(xml: &str, mut step: impl FnMut(Step<'_>) -> Result<(), Said>) -> Result<(), Said> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let broken = || Said::of("import.file.broken");
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(broken());
                }
                step(Step::Open(start.local_name().into_inner(), Element(&start)))?;
            }
            Event::End(end) => {
                depth = depth.checked_sub(1).ok_or_else(broken)?;
                step(Step::Close(end.local_name().into_inner()))?;
            }
            Event::Text(text) => step(Step::Text(&text.xml10_content()))?,
            Event::CData(text) => step(Step::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) => {
                let sign = match reference.resolve_char_ref().map_err(|_| broken())? {
                    Some(sign) => sign.to_string(),
                    None => quick_xml::escape::resolve_xml_entity(&reference).ok_or_else(broken)?.to_owned(),
                };
                step(Step::Text(&sign))?;
            }
            Event::DocType(_) => return Err(Said::of("import.file.doctype")),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(broken()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}
