//! What is served now: the last site that was sound, and the faults of a later one that was not.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use serde_json::value::RawValue;

use crate::diag::report::{Format, Style, write};
use crate::diag::words::Lang;
use crate::diag::{Bag, Files, Severity};
use crate::load::disk::{Root, TEXT_LIMIT};
use crate::publish::{MANIFEST, listed};

use super::super::words::{count, plain};

/// Faults that are shown in the browser; the terminal has them all.
const MOST: usize = 20;

/// What requests are answered from.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// The last site that was sound.
    pub(super) site: Option<Arc<Site>>,
    /// What is wrong since then.
    pub(super) faults: Option<Arc<Faults>>,
}

/// A site as a build left it.
#[derive(Debug)]
pub(super) struct Site {
    /// Tells it from other generations; the same when it has the same bytes.
    pub(super) generation: String,
    /// The path of its root; empty, or with a slash at the start and none at the end.
    pub(super) base: String,
    /// Its folder, which stays this one when the next generation takes its place.
    pub(super) root: Root,
    /// The files that a build made: no other is served.
    pub(super) files: BTreeSet<String>,
}

/// What a browser is told of faults.
#[derive(Debug)]
pub(super) struct Faults {
    /// Tells them from other faults.
    pub(super) id: String,
    /// `list` of diagnostics as in JSON reports, and `more`, a sentence on those left out.
    pub(super) json: String,
}

impl State {
    /// Whether nothing was made yet.
    pub(super) fn is_new(&self) -> bool {
        self.site.is_none() && self.faults.is_none()
    }

    /// Takes over what a build made: a sound site, or faults, with which the last sound site stays. Whether pages are told.
    pub(super) fn take(&mut self, made: Result<Site, Faults>) -> bool {
        let before = self.news();
        match made {
            Ok(site) => *self = State { site: Some(Arc::new(site)), faults: None },
            Err(faults) => self.faults = Some(Arc::new(faults)),
        }
        self.news() != before
    }

    /// What the script of a page is told.
    pub(super) fn news(&self) -> String {
        let generation = self.site.as_ref().map(|site| site.generation.as_str());
        let faults = self.faults.as_ref().map(|faults| faults.id.as_str());
        json!({"generation": generation, "faults": faults}).to_string()
    }
}

impl Site {
    /// The site in a folder that a build has just left; the error is for people.
    pub(super) fn open(folder: &Path, base: &str) -> Result<Self, String> {
        let root = Root::open(folder).map_err(|error| error.to_string())?;
        let manifest = root.read(MANIFEST, TEXT_LIMIT).map_err(|refusal| format!("{MANIFEST}: {refusal:?}"))?;
        let files = listed(&manifest).ok_or_else(|| MANIFEST.to_owned())?;
        let generation = short_hash(&[&manifest, base.as_bytes()]);
        Ok(Site { generation, base: base.to_owned(), root, files })
    }
}

impl Faults {
    /// The faults of a build; warnings where they were the reason.
    pub(super) fn of(bag: &Bag, files: &Files, lang: Lang) -> Self {
        let mut bag = bag.clone();
        let least = if bag.has_errors() { Severity::Error } else { Severity::Warning };
        bag.retain(|found| found.severity() == least);
        let style = Style { format: Format::Json, lang, most: MOST, ..Style::default() };
        let (lines, left_out) = write(&bag, files, style);
        let list = lines.lines().map(|line| RawValue::from_string(line.to_owned()).expect("a report's line is JSON"));
        let more = (left_out > 0).then(|| count(lang, "serve.more", left_out as u64));
        Self::from_json(&json_of(&list.collect::<Vec<_>>(), more.as_deref()))
    }

    /// What is said when a build broke, or its output could not be read.
    pub(super) fn broke(detail: Option<&str>, lang: Lang) -> Self {
        let help: Vec<&str> = detail.into_iter().collect();
        let fault = json!({"severity": "error", "message": plain(lang, "serve.broke"), "help": help});
        Self::from_json(&json_of(&[fault], None))
    }

    fn from_json(json: &str) -> Self {
        Faults { id: short_hash(&[json.as_bytes()]), json: json.to_owned() }
    }
}

fn json_of<T: serde::Serialize>(list: &[T], more: Option<&str>) -> String {
    #[derive(serde::Serialize)]
    struct Told<'a, T> {
        list: &'a [T],
        more: Option<&'a str>,
    }
    serde_json::to_string(&Told { list, more }).expect("texts can be written as JSON")
}

fn short_hash(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    parts.iter().for_each(|part| {
        hasher.update(part);
    });
    hasher.finalize().to_hex()[..16].to_owned()
}
