//! What the search page looks through beyond its own list: files for its script, fetched when somebody searches.

use crate::model::Model;
use crate::model::text::Lang;

/// The most bodies that the search page lists itself; with more, they too are looked up in a file.
pub const LISTED: usize = 600;

/// What a file for searching holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// Bodies, where they are too many for a list.
    Regencies,
    /// Service units.
    Units,
    /// Articles.
    Articles,
}

impl Index {
    /// All there are, in the order they are shown.
    pub const ALL: [Index; 3] = [Index::Regencies, Index::Units, Index::Articles];

    /// Its file's name without an ending.
    pub fn name(self) -> &'static str {
        match self {
            Index::Regencies => "regencies",
            Index::Units => "units",
            Index::Articles => "articles",
        }
    }

    /// Whether there is something in it for readers of a language.
    pub fn is_needed(self, model: &Model, lang: Lang) -> bool {
        match self {
            Index::Regencies => model.regencies.len() > LISTED,
            Index::Units => !model.units.is_empty(),
            Index::Articles => !model.listing(lang).articles.is_empty(),
        }
    }
}

/// A file for searching in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexJob {
    /// What it holds.
    pub index: Index,
    /// For readers of which language.
    pub lang: Lang,
    /// Where it is written, below the site's root.
    pub file: String,
}
