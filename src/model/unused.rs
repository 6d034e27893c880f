//! Files below `content/` that nothing reads: most often a misspelt name, so that what was written there would be missing without a word.

use super::assessment::Assessment;
use crate::diag::{At, Code, Diagnostic};
use crate::load::Sources;
use crate::load::decode::nearest;

/// Data files that are read by their name.
const NAMED: &[&str] = &[
    "site.yaml",
    "regencies.yaml",
    "sectors.yaml",
    "units.yaml",
    "units.csv",
    "methodologies.yaml",
    "corrections.yaml",
    "responses.yaml",
    "map.geojson",
];

/// Folders whose Markdown or other files are read.
const FOLDERS: &[&str] = &["assessments/", "news/", "pages/", "images/", "files/", "static/"];

/// A warning for each file that nothing reads.
pub fn unused(sources: &Sources, assessments: &[Assessment]) -> Vec<Diagnostic> {
    let is_table_used = |path: &str| assessments.iter().any(|a| a.tables.iter().any(|table| table == path));
    let is_year = |path: &str| path.starts_with("assessments/") && (!path.ends_with(".csv") || is_table_used(path));
    let docs = sources.docs.iter().filter(|(path, _)| !NAMED.contains(&path.as_str()) && !is_year(path));
    let docs = docs.map(|(path, doc)| warning(path, doc.as_ref().map(|doc| At::top(doc.file))));
    let texts = sources.markdown.iter().filter(|m| !["news/", "pages/"].iter().any(|f| m.path.starts_with(f)));
    let texts = texts.map(|m| warning(&m.path, Some(At::top(m.file))));
    let assets = sources.assets.iter().filter_map(|path| path.strip_prefix("content/"));
    let assets = assets.filter(|path| !FOLDERS[3..].iter().any(|folder| path.starts_with(folder)));
    docs.chain(texts).chain(assets.map(|path| warning(path, None))).collect()
}

fn warning(path: &str, at: Option<At>) -> Diagnostic {
    let suggestion = nearest(path, NAMED.iter().chain(FOLDERS).copied()).map(|name| format!("content/{name}"));
    let is_sheet = [".xlsx", ".xls", ".ods", ".numbers"].iter().any(|end| path.to_lowercase().ends_with(end));
    let variant = if is_sheet { "sheet" } else { "" };
    let fault = Diagnostic { at, ..Diagnostic::nowhere(Code::FileUnused) }.variant(variant);
    fault.with("path", format!("content/{path}")).with_some("suggestion", suggestion)
}
