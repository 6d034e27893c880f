//! The content format as tables: which files there are, and the keys of each map in them.
//!
//! The decoders beside this folder know keys and closed words from here alone, and so do the schemas for editors.

pub mod bodies;
pub mod log;
pub mod method;
pub mod results;
pub mod site;
pub mod texts;

use crate::load::record::Shape;

/// A kind of content file.
#[derive(Debug)]
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// Where such files are, below the site's folder; `*` stands for any name.
    pub path: &'static str,
    /// What is in it; in Markdown, what is above the text.
    pub shape: Shape,
}

/// All of them.
pub const FORMATS: &[Format] = &[
    file("site", "content/site.yaml", Shape::Of(site::SITE)),
    file("regencies", "content/regencies.yaml", Shape::List(&Shape::Of(bodies::REGENCY))),
    file("sectors", "content/sectors.yaml", Shape::List(&Shape::Of(bodies::SECTOR))),
    file("units", "content/units.yaml", Shape::List(&Shape::Of(bodies::UNIT))),
    file("methodologies", "content/methodologies.yaml", Shape::List(&Shape::Of(method::METHODOLOGY))),
    file("assessments", "content/assessments/*.yaml", Shape::Of(results::ASSESSMENT)),
    file("corrections", "content/corrections.yaml", Shape::List(&Shape::Of(log::CORRECTION))),
    file("responses", "content/responses.yaml", Shape::List(&Shape::Of(log::RESPONSE))),
    file("news", "content/news/*.md", Shape::Of(texts::ARTICLE)),
    file("pages", "content/pages/*.md", Shape::Of(texts::PAGE)),
];

impl Format {
    /// Whether it is Markdown with keys on top.
    pub fn is_text(&self) -> bool {
        self.path.ends_with(".md")
    }
}

const fn file(name: &'static str, path: &'static str, shape: Shape) -> Format {
    Format { name, path, shape }
}
