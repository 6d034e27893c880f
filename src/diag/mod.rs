//! What is wrong, where, and what to do about it.
//!
//! A [`Diagnostic`] carries a stable [`Code`], a place and arguments; its words stand in `words/` by language,
//! and [`report`] turns a sorted [`Bag`] into text for people, editors and CI.

pub mod code;
pub mod report;
pub mod words;

use std::collections::{BTreeSet, HashSet};
use std::ops::{Deref, Range};
use std::sync::Arc;

pub use code::{Code, Severity};

/// The number of a text file among all files of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A place: bytes `start..end` of a file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl At {
    /// The place of bytes `start..end`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let bound = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        At { file, start: bound(start), end: bound(end) }
    }

    /// The start of a file.
    pub fn top(file: FileId) -> Self {
        At { file, start: 0, end: 0 }
    }
}

/// A text file as the reports need it.
#[derive(Debug, Clone)]
pub struct TextFile {
    /// Path below the site's folder, with `/`.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Piece,
}

/// A text on its own, or as a part of a longer one that others share: a million small texts are a few thousand large ones.
#[derive(Debug, Clone)]
pub struct Piece {
    whole: Arc<str>,
    from: u32,
    to: u32,
}

impl Piece {
    /// Bytes of a text that is smaller than 4 GiB.
    ///
    /// # Panics
    /// When these are no bytes of it, or cut a character.
    pub fn of(whole: Arc<str>, bytes: Range<usize>) -> Self {
        assert!(whole.get(bytes.clone()).is_some(), "a piece is inside its text");
        let bound = |n: usize| u32::try_from(n).expect("no text has 4 GiB");
        Piece { from: bound(bytes.start), to: bound(bytes.end), whole }
    }
}

impl Deref for Piece {
    type Target = str;

    fn deref(&self) -> &str {
        &self.whole[self.from as usize..self.to as usize]
    }
}

impl<T: Into<Arc<str>>> From<T> for Piece {
    fn from(text: T) -> Self {
        let whole = text.into();
        let bytes = 0..whole.len();
        Piece::of(whole, bytes)
    }
}

/// All text files of a run; a [`FileId`] is an index here.
#[derive(Debug, Clone, Default)]
pub struct Files {
    list: Vec<TextFile>,
}

impl Files {
    /// Adds a file and returns its number.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Piece>) -> FileId {
        let id = FileId(u32::try_from(self.list.len()).expect("fewer than 2^32 files fit in memory"));
        self.list.push(TextFile { path: path.into(), text: text.into() });
        id
    }

    /// The file of a number.
    pub fn get(&self, id: FileId) -> &TextFile {
        &self.list[id.0 as usize]
    }

    /// Every file: number, path and text.
    pub fn all(&self) -> impl Iterator<Item = (FileId, &str, &str)> {
        (0..).map(FileId).zip(&self.list).map(|(id, file)| (id, &*file.path, &*file.text))
    }

    /// Line and column of a place, both from 1, the column in characters.
    pub fn line_col(&self, at: At) -> (usize, usize) {
        let text = &self.get(at.file).text;
        let mut start = (at.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |n| n + 1);
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}

/// A further place that belongs to the fault, with the key of its label.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Related {
    /// The place.
    pub at: At,
    /// Key of the label among the words of the code.
    pub label: &'static str,
}

/// One fault, warning or note.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// Chooses among several wordings of one code; empty for the plain one.
    pub variant: &'static str,
    /// Where; `None` when no file is at fault.
    pub at: Option<At>,
    /// Values for the placeholders of the wording.
    pub args: Vec<(&'static str, String)>,
    /// Other places.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// A diagnostic at a place.
    pub fn at(code: Code, at: At) -> Self {
        Diagnostic { code, variant: "", at: Some(at), args: Vec::new(), related: Vec::new() }
    }

    /// A diagnostic that belongs to no place in a file.
    pub fn nowhere(code: Code) -> Self {
        Diagnostic { code, variant: "", at: None, args: Vec::new(), related: Vec::new() }
    }

    /// Chooses a wording.
    pub fn variant(mut self, variant: &'static str) -> Self {
        self.variant = variant;
        self
    }

    /// Gives a placeholder its value.
    #[expect(clippy::needless_pass_by_value, reason = "numbers, texts and references read alike at the call")]
    pub fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        self.args.push((key, value.to_string()));
        self
    }

    /// Gives a placeholder its value, where there is one; help that mentions it is left out otherwise.
    pub fn with_some(self, key: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds another place.
    pub fn related(mut self, at: At, label: &'static str) -> Self {
        self.related.push(Related { at, label });
        self
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// The argument that says from when on a fault counts, when that is to come.
pub const SINCE: &str = "since";

/// Collects diagnostics; the order of arrival does not matter.
#[derive(Debug, Clone, Default)]
pub struct Bag {
    list: Vec<Diagnostic>,
}

impl Bag {
    /// One alone.
    pub fn of(diagnostic: Diagnostic) -> Self {
        Bag { list: vec![diagnostic] }
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(other);
    }

    /// Adds what another run found for a later moment and is not here yet; each says from when on it counts. An
    /// explanation of a warning is unused only if it is so at every moment.
    pub fn add_later(&mut self, later: Bag, moment: &str) {
        let key = |d: &Diagnostic| (d.code, d.at, if d.at.is_some() { Vec::new() } else { d.args.clone() });
        let known: BTreeSet<_> = self.list.iter().map(key).collect();
        let then: BTreeSet<_> = later.list.iter().map(key).collect();
        self.list.retain(|d| d.code != Code::AcceptUnused || then.contains(&key(d)));
        let is_new = |d: &Diagnostic| d.code != Code::AcceptUnused && !known.contains(&key(d));
        self.list.extend(later.list.into_iter().filter(is_new).map(|d| d.with(SINCE, moment)));
    }

    /// Whether a fault is among them.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity() == Severity::Error)
    }

    /// How many there are of a severity, each once: as many as a report shows.
    pub fn count(&self, severity: Severity) -> usize {
        self.distinct().iter().filter(|d| d.severity() == severity).count()
    }

    /// All, in order of arrival.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Keeps those for which the test holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// All, by path, place and code, each once: the order of every report.
    pub fn sorted(&self, files: &Files) -> Vec<&Diagnostic> {
        let path = |d: &Diagnostic| d.at.map(|at| files.get(at.file).path.clone());
        let mut list = self.distinct();
        list.sort_by_cached_key(|d| {
            (path(d), d.at.map(|at| (at.start, at.end)), d.code.name(), d.variant, d.args.clone())
        });
        list
    }

    fn distinct(&self) -> Vec<&Diagnostic> {
        let mut seen = HashSet::new();
        self.list.iter().filter(|d| seen.insert(*d)).collect()
    }
}

impl IntoIterator for Bag {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
