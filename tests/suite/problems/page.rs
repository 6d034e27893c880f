//! A page of `tests/problems/`: help for editors, and cases with their exact reports.
//!
//! A case is any number of files laid over the base site, each a fenced block under a line with its path in backticks
//! (or a line ``Without `path` ``), closed by a fenced `text` block with the report.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A file of a case; without text it is taken away.
pub(super) type Overlay = (String, Option<String>);

/// One case of a page.
pub(super) struct Case {
    pub(super) files: Vec<Overlay>,
    report: Range<usize>,
}

/// A page.
pub(super) struct Page {
    pub(super) path: PathBuf,
    pub(super) text: String,
    pub(super) cases: Vec<Case>,
}

/// The folder of all pages.
pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems")
}

/// All pages, in order.
pub(super) fn all() -> Vec<Page> {
    let entries = fs::read_dir(folder()).expect("the folder of pages is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "md"));
    paths.sort();
    paths.into_iter().map(Page::read).collect()
}

impl Page {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a page is text");
        let cases = cases(&text, &path);
        Page { path, text, cases }
    }

    /// The code it is about: its file's name.
    pub(super) fn code(&self) -> &str {
        self.path.file_stem().and_then(|name| name.to_str()).expect("a code is ASCII")
    }

    /// The report that a case expects.
    pub(super) fn expected(&self, case: &Case) -> &str {
        &self.text[case.report.clone()]
    }

    /// The page with the reports that were really made.
    pub(super) fn with_reports(&self, reports: &[String]) -> String {
        let mut text = self.text.clone();
        for (case, report) in self.cases.iter().zip(reports).rev() {
            text.replace_range(case.report.clone(), report);
        }
        text
    }
}

fn cases(text: &str, path: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut files: Vec<Overlay> = Vec::new();
    let mut heading: Option<&str> = None;
    let mut offset = 0;
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        offset += line.len();
        if let Some(gone) = line.trim_end().strip_prefix("Without `").and_then(|rest| rest.strip_suffix('`')) {
            files.push((gone.to_owned(), None));
        } else if let Some(info) = line.strip_prefix("```") {
            let start = offset;
            for line in lines.by_ref() {
                offset += line.len();
                if line.trim_end() == "```" {
                    break;
                }
            }
            let block = start..offset - "```\n".len();
            if info.trim() == "text" {
                cases.push(Case { files: std::mem::take(&mut files), report: block });
            } else {
                let name = heading.take().unwrap_or_else(|| panic!("{}: a block without a path", path.display()));
                files.push((name.to_owned(), Some(text[block].to_owned())));
            }
        } else if let Some(name) = line.trim_end().strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
            heading = Some(name);
        }
    }
    assert!(files.is_empty(), "{}: files without a report", path.display());
    cases
}
