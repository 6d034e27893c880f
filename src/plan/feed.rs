//! The feeds of a site: one for each thing that is new now and then, in every language and form.

use crate::model::text::Lang;

/// What a feed tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feed {
    /// Articles.
    News,
    /// Corrections of results and articles.
    Corrections,
}

impl Feed {
    /// All there are.
    pub const ALL: [Feed; 2] = [Feed::News, Feed::Corrections];

    /// The theme has words for it as `feed.<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Feed::News => "news",
            Feed::Corrections => "corrections",
        }
    }
}

/// The form of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedForm {
    /// Atom, RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedForm {
    /// All there are.
    pub const ALL: [FeedForm; 2] = [FeedForm::Atom, FeedForm::Json];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            FeedForm::Atom => "atom",
            FeedForm::Json => "json",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FeedForm::Atom => "application/atom+xml",
            FeedForm::Json => "application/feed+json",
        }
    }
}

/// A feed in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedJob {
    /// What it tells of.
    pub feed: Feed,
    /// To readers of which language.
    pub lang: Lang,
    /// Its path below the site's root without an ending, such as `berita`.
    pub path: String,
}

impl FeedJob {
    /// The file it is written to in a form.
    pub fn file(&self, form: FeedForm) -> String {
        format!("{}.{}", self.path, form.ending())
    }
}
