//! What a build keeps for the next one: the same site and report with it, without it and with a damaged one.
#![expect(clippy::disallowed_methods, reason = "the test damages what is kept")]

use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use patuh::diag::Bag;
use patuh::load::disk::Root;
use patuh::load::shelf::{Shelves, Use};
use patuh::load::{Sources, load_with};

use super::support::{Site, tree};

const CACHE: &str = ".patuh/cache";

fn picture() -> Vec<u8> {
    let pixel = |x: u32, y: u32| Rgb([(x % 251) as u8, (y % 241) as u8, (x * y % 239) as u8]);
    let mut out = std::io::Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(900, 600, pixel));
    picture.write_to(&mut out, ImageFormat::Jpeg).expect("memory has room");
    out.into_inner()
}

/// A site with a picture and with a large file in YAML that is not plain.
fn site() -> Site {
    let site = Site::copy("tests/problems/base");
    site.put("content/images/kunjungan.jpg", &picture());
    let image = "image:\n  file: kunjungan.jpg\n  alt: Tim di loket\n  caption: Tim.\n  credit: Budi\n";
    site.write("content/news/kunjungan.md", &format!("---\ntitle: Kunjungan\ndate: 2019-12-11\n{image}---\nIsi.\n"));
    let long = format!("# {}\n", "x".repeat(80)).repeat(900);
    let regencies = site.read("content/regencies.yaml");
    let folded = regencies.replacen("  name: ", "  name: >-\n    ", 1);
    assert_ne!(regencies, folded, "the file has a name to fold");
    site.write("content/regencies.yaml", &format!("{long}{folded}"));
    site
}

/// The entries of a shelf, each with its inode: one that was used is not written again.
fn entries(site: &Site, shelf: &str) -> BTreeMap<PathBuf, u64> {
    let folder = site.root().join(CACHE).join(shelf);
    let entry = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("readable").path();
        let meta = path.metadata().expect("readable");
        assert_eq!(meta.permissions().mode() & 0o777, 0o600, "what is not released is nobody else's to read");
        (path, meta.ino())
    };
    std::fs::read_dir(folder).into_iter().flatten().map(entry).collect()
}

fn only(site: &Site, shelf: &str) -> PathBuf {
    let list = entries(site, shelf);
    assert_eq!(list.len(), 1, "{shelf}: {list:?}");
    list.into_keys().next().expect("there is one")
}

fn build(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.run(&["build", "--strict"]).ends(0);
    tree(&site.output())
}

#[test]
fn what_was_kept_is_used_and_changes_nothing() {
    let site = site();
    let first = build(&site);
    let kept = ["trees", "pictures"].map(|shelf| entries(&site, shelf));
    assert!(kept.iter().all(|list| list.len() == 1), "{kept:?}");
    assert!(build(&site) == first);
    assert_eq!(["trees", "pictures"].map(|shelf| entries(&site, shelf)), kept, "nothing was made again");
    std::fs::remove_dir_all(site.root().join(CACHE)).expect("it is ours");
    assert!(build(&site) == first);
}

#[test]
fn what_is_damaged_is_made_again() {
    let site = site();
    let first = build(&site);
    for shelf in ["trees", "pictures"] {
        let path = only(&site, shelf);
        let whole = std::fs::read(&path).expect("readable");
        let mut flipped = whole.clone();
        flipped[whole.len() / 2] ^= 1;
        for damaged in [&flipped[..], &whole[..whole.len() - 1], &whole[..20], b"", &[&whole[..], b"x"].concat()] {
            std::fs::write(&path, damaged).expect("writable");
            site.run(&["check", "--strict"]).ends(0);
            assert!(std::fs::read(&path).expect("readable") == damaged, "a check writes nothing");
            assert!(build(&site) == first);
            assert!(std::fs::read(&path).expect("readable") == whole, "{shelf}: it is whole again");
        }
    }
}

#[test]
fn no_damage_to_a_kept_tree_shows() {
    let site = site();
    build(&site);
    let path = only(&site, "trees");
    let whole = std::fs::read(&path).expect("readable");
    let want = loaded(site.root(), Use::Nothing);
    assert_eq!(loaded(site.root(), Use::Reads), want);
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        std::fs::write(&path, &damaged).expect("writable");
        assert_eq!(loaded(site.root(), Use::Reads), want, "byte {at}");
        std::fs::write(&path, &whole[..at]).expect("writable");
        assert_eq!(loaded(site.root(), Use::Reads), want, "cut off at {at}");
    }
}

fn loaded(folder: &Path, allowed: Use) -> String {
    let root = Root::open(folder).expect("it is there");
    let (sources, bag): (Sources, Bag) = load_with(&root, &Shelves::new(allowed).trees);
    format!("{:?} {bag:?}", sources.docs.get("regencies.yaml"))
}

#[test]
fn a_check_uses_what_is_there_and_writes_nothing() {
    let site = site();
    site.run(&["check", "--strict"]).ends(0);
    assert!(!site.root().join(".patuh").exists());
    build(&site);
    let before = tree(&site.root().join(".patuh"));
    site.write("content/news/lain.md", "---\ntitle: Lain\ndate: 2019-12-11\n---\nIsi.\n");
    site.put("content/images/kunjungan.jpg", &picture()[..]);
    site.run(&["check"]).ends(0);
    assert!(tree(&site.root().join(".patuh")) == before);
}

#[test]
fn only_what_the_last_build_used_is_kept() {
    let site = site();
    build(&site);
    let elsewhere = site.root().join("elsewhere");
    site.run(&["build", "--drafts", "--output", elsewhere.to_str().expect("a path in UTF-8")]).ends(0);
    assert_eq!(entries(&site, "pictures").len(), 1);
    site.write("content/news/kunjungan.md", "---\ntitle: Kunjungan\ndate: 2019-12-11\n---\nIsi.\n");
    site.run(&["build"]).ends(0);
    assert_eq!(entries(&site, "pictures").len(), 0);
}

#[test]
fn a_link_in_the_place_of_the_cache_is_not_followed() {
    let site = site();
    let outside = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(site.root().join(".patuh")).expect("writable");
    std::os::unix::fs::symlink(outside.path(), site.root().join(CACHE)).expect("writable");
    build(&site);
    assert!(tree(outside.path()).is_empty());
}
