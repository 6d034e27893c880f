//! Faults as editors meet them: each page of `tests/problems/` is help and test at once.
//!
//! `PATUH_UPDATE=1` writes the reports into the pages; read each aloud before it is kept.
#![expect(clippy::disallowed_methods, reason = "the tests write sites and read pages")]

mod disk;
mod formats;
mod page;
mod site;
mod together;
mod words;

use std::collections::BTreeSet;
use std::fs;

use patuh::diag::Code;
use patuh::diag::report::Style;
use snapbox::{Assert, IntoData};

#[test]
fn every_page_shows_what_the_program_says() {
    let mut failures = String::new();
    for page in page::all() {
        let made = |case: &page::Case| site::report(&case.files, Style::default()).trim_end().to_owned() + "\n";
        let reports: Vec<String> = page.cases.iter().map(made).collect();
        let text = page.with_reports(&reports);
        if std::env::var_os("PATUH_UPDATE").is_some() {
            fs::write(&page.path, &text).expect("the page can be written");
            continue;
        }
        let path = page.path.display();
        let same = Assert::new().try_eq(Some(&path), text.into_data().raw(), page.text.clone().into_data().raw());
        failures.extend(same.err().map(|error| error.to_string()));
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    let pages = page::all();
    let names: BTreeSet<&str> = pages.iter().map(page::Page::code).collect();
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names, codes);
    for page in &pages {
        let code = page.code();
        assert!(page.text.starts_with(&format!("# {code}\n\n")), "{code}: the page begins with its code");
        let is_excused = page.text.lines().any(|line| line.starts_with("No case: "));
        assert!(is_excused || !page.cases.is_empty(), "{code}: a page has a case, or says where the code is tested");
        let mark = format!("[{code}]: ");
        for case in &page.cases {
            assert!(page.expected(case).contains(&mark), "{code}: each case of its page shows it");
        }
    }
}

/// A placeholder without a value would show its name.
#[test]
fn no_report_shows_a_placeholder() {
    for page in page::all() {
        let reports = page.cases.iter().flat_map(|case| page.expected(case).lines());
        let said = |line: &&str| line.contains("]: ") || line.contains("= help: ") || line.contains("-- ");
        for line in reports.filter(said) {
            let mut names = line.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
            let is_bare = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
            assert_eq!(names.find(|name| is_bare(name)), None, "{}: {line}", page.code());
        }
    }
}

#[test]
fn the_base_site_has_no_faults() {
    assert_eq!(site::report(&[], Style::default()), "");
}
