//! The base site with files laid over it, and the diagnostics of all stages.

use std::fs;
use std::path::Path;
use std::time::Duration;

use patuh::diag::report::{Style, write};
use patuh::diag::{Bag, Files};
use patuh::model::release::Release;
use patuh::{Purpose, Request, Strictness, check};
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

/// All that `check` finds in a site.
pub(super) fn diagnose(folder: &Path) -> (Bag, Files) {
    let now = "2026-01-01T00:00:00Z".parse().expect("a moment");
    let outcome = check(&Request {
        root: folder.to_owned(),
        output: folder.join("output"),
        home: None,
        base_url: None,
        release: Release::public(now),
        strictness: Strictness::Lenient,
        wait: Duration::ZERO,
        purpose: Purpose::Publish,
    });
    (outcome.bag, outcome.files)
}

/// The report of the base site with files laid over it.
pub(super) fn report(files: &[Overlay], style: Style) -> String {
    let folder = site(files);
    let (bag, files) = diagnose(folder.path());
    write(&bag, &files, style).0
}
