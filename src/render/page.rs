//! The one place that knows which template and view belong to a page.

use tera::Context;

use super::facts::Facts;
use super::markdown::{self, Prose};
use super::view::site::PageView;
use super::view::{self, Cx};
use super::words::Need;
use crate::diag::{Code, Diagnostic};
use crate::load::Sources;
use crate::model::Model;
use crate::model::article;
use crate::plan::{Page, PageJob};

/// The strings that Rust says, page by page.
pub fn needs() -> impl Iterator<Item = &'static [Need]> {
    [].into_iter()
}

/// Template, context and prose of a page.
pub fn prepare(cx: &Cx<'_>, sources: &Sources, job: &PageJob) -> (&'static str, Context, Prose) {
    let _ = (cx, sources, job);
    ("home.html", Context::new(), Prose::default())
}

/// Templates and contexts of the files for machines.
pub fn machine_files(cx: &Cx<'_>) -> Vec<(&'static str, Context)> {
    let _ = cx;
    Vec::new()
}

/// Zones whose token the theme has no colours for.
pub fn unknown_tokens(facts: &Facts, model: &Model, sources: &Sources) -> Vec<Diagnostic> {
    let _ = sources;
    let unknown = |zone: &crate::model::site::Zone| {
        let nearest = facts.knows(zone.token.as_str()).err()?;
        let fault = Diagnostic::at(Code::BadChoice, zone.at).with("found", &zone.token);
        Some(fault.with("choices", facts.tokens.join(", ")).with_some("suggestion", nearest))
    };
    // A theme whose own file is at fault says nothing of tokens.
    let zones = model.site.zones.iter().filter(|_| !facts.tokens.is_empty());
    zones.filter_map(unknown).collect()
}
