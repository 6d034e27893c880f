//! The base site with files laid over it, and the diagnostics of all stages.

use std::fs;
use std::path::Path;

use patuh::diag::report::{Style, write};
use patuh::diag::{Bag, Diagnostic, Files};
use patuh::load::disk::Root;
use patuh::load::{Sources, load};
use patuh::model::release::Release;
use patuh::model::{Model, build};
use patuh::plan::{Plan, plan};
use patuh::render::markdown::render;
use patuh::render::view::Cx;
use patuh::render::{Studio, words};
use tempfile::TempDir;

use super::page::Overlay;

/// A site in a folder of its own.
pub(super) fn site(files: &[Overlay]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a small site");
    copy(&super::page::folder().join("base"), folder.path());
    for (path, text) in files {
        let path = folder.path().join(path);
        match text {
            Some(text) => put(&path, text.as_bytes()),
            None => fs::remove_file(path).expect("the base site has the file"),
        }
    }
    folder
}

/// Writes a file and the folders it lies in.
pub(super) fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
    fs::write(path, bytes).expect("the file can be written");
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the base site is there") {
        let path = entry.expect("it can be listed").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => put(&target, &fs::read(&path).expect("the base site can be read")),
        }
    }
}

/// What is found in the articles.
fn prose(sources: &Sources, model: &Model, plan: &Plan) -> Vec<Diagnostic> {
    let (words, _) = words::load(sources, &model.site.languages);
    let found = model.articles.iter().flat_map(|article| {
        let page = &article.page;
        let cx = Cx { model, plan, words: &words[page.lang.0], lang: page.lang };
        render(&cx, page.file, sources.text(page.file), page.body.clone()).findings
    });
    found.collect()
}

/// All diagnostics of a site.
pub(super) fn diagnose(folder: &Path) -> (Bag, Files) {
    let root = Root::open(folder).expect("the site's folder is there");
    let (sources, mut bag) = load(&root);
    let now = "2026-01-01T00:00:00Z".parse().expect("a moment");
    let (model, faults) = build(&sources, Release::public(now));
    bag.extend(faults);
    if let Some(model) = model {
        let (plan, faults) = plan(&model, &sources);
        bag.extend(faults);
        bag.extend(Studio::open(&sources, &model, &plan).1);
        if !bag.has_errors() {
            bag.extend(prose(&sources, &model, &plan));
        }
    }
    (bag, sources.files)
}

/// The report of the base site with files laid over it.
pub(super) fn report(files: &[Overlay], style: Style) -> String {
    let folder = site(files);
    let (bag, files) = diagnose(folder.path());
    write(&bag, &files, style).0
}
