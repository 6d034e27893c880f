//! The examples of `docs/content-format.md` form one site, and it has no fault and no warning.
#![expect(clippy::disallowed_methods, reason = "the test writes the page's examples to a folder")]

use std::path::Path;

use jiff::Timestamp;
use patuh::diag::report::{Colour, Format, Style};
use patuh::diag::words::Lang;
use patuh::diag::{Bag, Code, Files, Severity, report};
use patuh::load::disk::Root;
use patuh::model::Model;
use patuh::model::release::Release;

const PAGE: &str = include_str!("../../docs/content-format.md");

#[test]
fn the_examples_are_right() {
    let (model, bag, files) = read(&examples(PAGE));
    assert_eq!(bag.count(Severity::Error) + bag.count(Severity::Warning), 0, "{}", told(&bag, &files));
    let model = model.expect("a site without errors");
    assert_eq!((model.regencies.len(), model.assessments.len(), model.methodologies.len()), (5, 3, 3));
    assert_eq!((model.units.len(), model.corrections.len(), model.responses.len()), (2, 1, 1));
    assert_eq!((model.articles.len(), model.pages.len(), model.tombstones.len()), (1, 1, 1));
}

#[test]
fn a_wrong_example_is_found() {
    let page = PAGE.replacen("score: 80.13", "score: 180.13", 1).replacen("award: withheld", "awrad: withheld", 1);
    let (_, bag, files) = read(&examples(&page));
    let text = told(&bag, &files);
    for code in [Code::ScoreRange, Code::UnknownKey] {
        assert!(text.contains(code.name()), "{code:?} is missing in {text}");
    }
}

#[test]
fn every_file_of_the_table_has_an_example() {
    let files = examples(PAGE);
    let has = |start: &str| files.iter().any(|(path, _)| path.starts_with(&format!("content/{start}")));
    for start in [
        "site.yaml",
        "regencies.yaml",
        "methodologies.yaml",
        "assessments/",
        "sectors.yaml",
        "units.yaml",
        "corrections.yaml",
        "responses.yaml",
        "news/",
        "pages/",
        "map.geojson",
    ] {
        assert!(has(start), "no example of {start}");
    }
}

/// The blocks that follow a line which is only a path in back quotes: path and text.
pub(crate) fn examples(page: &str) -> Vec<(&str, String)> {
    let mut lines = page.lines().peekable();
    let mut files = Vec::new();
    while let Some(line) = lines.next() {
        let path = line
            .strip_prefix('`')
            .and_then(|rest| rest.strip_suffix('`'))
            .filter(|path| path.starts_with("content/") || path.starts_with("themes/"));
        let (Some(path), Some(fence)) = (path, lines.peek()) else { continue };
        assert!(fence.starts_with("```"), "{path} has no block");
        let block = lines.by_ref().skip(1).take_while(|line| *line != "```");
        files.push((path, block.map(|line| format!("{line}\n")).collect()));
    }
    files
}

fn read(examples: &[(&str, String)]) -> (Option<Model>, Bag, Files) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in examples {
        write(&folder.path().join(path), text);
    }
    write_media(folder.path());
    let root = Root::open(folder.path()).expect("the folder is there");
    let (sources, mut bag) = patuh::load::load(&root);
    let now: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a moment");
    let (model, faults) = patuh::model::build(&sources, Release::public(now));
    bag.extend(faults);
    (model, bag, sources.files)
}

/// The picture and the files that the examples name.
pub(crate) fn write_media(folder: &Path) {
    let photo = image::RgbImage::new(800, 600);
    write(&folder.join("content/images/loket.jpg"), "");
    photo.save(folder.join("content/images/loket.jpg")).expect("a picture can be written");
    for name in ["laporan.pdf", "tanggapan.pdf"] {
        write(&folder.join("content/files").join(name), "%PDF");
    }
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("the folder is ours");
    std::fs::write(path, text).expect("the folder is ours");
}

fn told(bag: &Bag, files: &Files) -> String {
    report::write(bag, files, Style { format: Format::Human, lang: Lang::En, colour: Colour::Plain, most: 0 }).0
}
