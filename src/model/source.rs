//! Where figures come from.

use std::sync::Arc;

use super::address::web_address;
use super::date::{PartialDate, partial_date};
use super::fields::method::SOURCE;
use super::text::{Text, text};
use crate::diag::{At, Code};
use crate::load::decode::{Value, nearest};

/// A source by its place in the list of the file that cites it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub usize);

/// A publication that states figures.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its title.
    pub title: Text,
    /// Who published it.
    pub publisher: Option<Arc<str>>,
    /// Where it is.
    pub url: Option<Arc<str>>,
    /// When it was published, as far as known.
    pub date: Option<PartialDate>,
    /// An archived copy.
    pub archived: Option<Arc<str>>,
    /// A copy below `content/files/`.
    pub file: Option<Arc<str>>,
}

/// The sources of one file while it is read: named ones, then those written in place.
#[derive(Debug)]
pub struct SourceList<'a> {
    languages: &'a [Arc<str>],
    names: Vec<(Arc<str>, At)>,
    /// What was cited last.
    last: Arc<Vec<SourceId>>,
    /// All so far.
    pub list: Vec<Source>,
}

impl<'a> SourceList<'a> {
    /// Reads a `sources:` map.
    pub fn read(named: Option<Value<'_>>, languages: &'a [Arc<str>]) -> Self {
        let mut sources = SourceList { languages, names: Vec::new(), last: Arc::default(), list: Vec::new() };
        for (key, value) in named.and_then(Value::any_map).into_iter().flat_map(|map| map.entries()) {
            let Some(name) = key.text() else { continue };
            // A source with faults keeps its name, so that those who cite it are not blamed too.
            let source = source(value, languages).unwrap_or_else(|| unreadable(name));
            sources.names.push((name.into(), key.at()));
            sources.list.push(source);
        }
        sources
    }

    /// Reads `source:`: a name, a list of names, or a source written in place.
    pub fn cite(&mut self, value: Value<'_>) -> Vec<SourceId> {
        value.one_or_list().into_iter().filter_map(|item| self.cite_one(item)).collect()
    }

    /// Reads `source:` of one of many results, which often cite what the one before them cites.
    pub fn cite_again(&mut self, value: Value<'_>) -> Arc<Vec<SourceId>> {
        let cited = self.cite(value);
        if cited != *self.last {
            self.last = cited.into();
        }
        self.last.clone()
    }

    fn cite_one(&mut self, value: Value<'_>) -> Option<SourceId> {
        if value.is_map() {
            self.list.push(source(value, self.languages)?);
            return Some(SourceId(self.list.len() - 1));
        }
        let name = value.text()?;
        let found = self.names.iter().position(|(known, _)| &**known == name);
        if found.is_none() {
            let suggestion = nearest(name, self.names.iter().map(|(known, _)| &**known));
            let fault = value.fault(Code::UnknownReference).variant("source").with("found", name);
            value.report(fault.with_some("suggestion", suggestion));
        }
        found.map(SourceId)
    }
}

fn unreadable(name: &str) -> Source {
    Source { title: Text::plain(name), publisher: None, url: None, date: None, archived: None, file: None }
}

fn source(value: Value<'_>, languages: &[Arc<str>]) -> Option<Source> {
    let map = value.map(SOURCE)?;
    let source = Source {
        title: map.need("title").and_then(|v| text(v, languages))?,
        publisher: map.get("publisher").and_then(Value::text).map(Arc::from),
        url: map.get("url").and_then(web_address),
        date: map.get("date").and_then(partial_date),
        archived: map.get("archived").and_then(web_address),
        file: map.get("file").and_then(Value::text).map(Arc::from),
    };
    if map.get("url").is_none() && map.get("file").is_none() && map.get("publisher").is_none() {
        value.report(value.fault(Code::MissingKey).variant("source"));
    }
    Some(source)
}
