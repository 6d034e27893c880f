//! `clean`: what patuh keeps for itself goes; the site, and what others put there, stays.
#![expect(clippy::disallowed_methods, reason = "the tests look at the folders they run the program on")]

use std::fs;
use std::path::PathBuf;

use crate::support::{Site, tree};

fn site() -> Site {
    Site::copy("tests/problems/base")
}

/// The folder of the one output that was built to.
fn stage(site: &Site) -> PathBuf {
    let mut all = fs::read_dir(site.root().join(".patuh/publish")).expect("a build was run");
    all.next().expect("one output").expect("readable").path()
}

#[test]
fn all_that_can_be_made_again_goes_and_the_next_build_changes_nothing() {
    let site = site();
    assert_eq!(site.run(&["clean"]).ends(0).out, "there is nothing to remove\n");
    site.run(&["build"]).ends(0);
    site.append("content/regencies.yaml", "- {id: lain, name: Kabupaten Lain, kind: kabupaten}\n");
    site.run(&["build"]).ends(0);
    site.write(".patuh/cache/external.json", "{}");
    let before = tree(&site.output());
    let run = site.run(&["clean"]).ends(0);
    let name = "removed: .patuh/cache, .patuh/publish/";
    assert!(run.out.starts_with(name) && run.err.is_empty(), "{}{}", run.out, run.err);
    assert!(!site.root().join(".patuh").exists());
    assert!(tree(&site.output()) == before);
    let run = site.run(&["build"]).ends(0);
    assert!(run.out.contains("0 files changed, 0 removed"), "{}", run.out);
    assert_eq!(site.run(&["clean", "--quiet"]).ends(0).out, "");
}

#[test]
fn while_a_build_runs_nothing_is_touched() {
    use rustix::fs::{FlockOperation, flock};
    let site = site();
    site.run(&["build"]).ends(0);
    let before = tree(&site.root().join(".patuh"));
    let lock = fs::File::open(site.root().join(".patuh/lock")).expect("a build leaves its lock");
    flock(&lock, FlockOperation::LockExclusive).expect("nobody builds");
    let run = site.run(&["clean"]).ends(3);
    assert!(run.err.contains("output-busy"), "{}", run.err);
    assert!(tree(&site.root().join(".patuh")) == before);
}

#[test]
fn what_others_put_there_stays_and_is_named() {
    let site = site();
    site.run(&["build"]).ends(0);
    site.write(".patuh/catatan.txt", "ours");
    site.write(".patuh/publish/berkas", "ours");
    let run = site.run(&["clean", "--lang", "id"]).ends(0);
    for path in [".patuh/catatan.txt", ".patuh/publish/berkas"] {
        assert!(run.err.contains(&format!("dibiarkan: {path} berisi")), "{}", run.err);
        assert_eq!(site.read(path), "ours");
    }
    assert_eq!(tree(&site.root().join(".patuh")).len(), 2);
}

#[test]
fn what_somebody_left_in_the_older_generation_stays() {
    let site = site();
    site.run(&["build"]).ends(0);
    site.append("content/regencies.yaml", "- {id: lain, name: Kabupaten Lain, kind: kabupaten}\n");
    site.run(&["build"]).ends(0);
    let next = stage(&site).join("next");
    fs::write(next.join("naskah.txt"), "ours").expect("ours");
    let run = site.run(&["clean"]).ends(0);
    assert!(run.err.contains("/next holds what patuh did not make"), "{}", run.err);
    // A build then moves it aside; that is kept as well.
    site.append("content/regencies.yaml", "- {id: lagi, name: Kabupaten Lagi, kind: kabupaten}\n");
    site.run(&["build"]).ends(0);
    let run = site.run(&["clean"]).ends(0);
    assert!(run.err.contains("/found holds what patuh did not make"), "{}", run.err);
    assert_eq!(fs::read_to_string(stage(&site).join("found/naskah.txt")).expect("kept"), "ours");
}

#[test]
fn what_an_interrupted_build_needs_stays() {
    let site = site();
    site.run(&["build"]).ends(0);
    fs::write(stage(&site).join("journal.json"), "{}").expect("ours");
    let before = tree(&stage(&site));
    let run = site.run(&["clean"]).ends(3);
    assert!(run.err.contains("run `patuh build` first"), "{}", run.err);
    assert!(tree(&stage(&site)) == before);
}

#[test]
fn a_link_is_not_followed() {
    let site = site();
    site.write("elsewhere/cache/x", "ours");
    std::os::unix::fs::symlink(site.root().join("elsewhere"), site.root().join(".patuh")).expect("ours");
    let run = site.run(&["clean"]).ends(0);
    assert!(run.err.contains("kept: .patuh holds what patuh did not make"), "{}", run.err);
    assert_eq!(site.read("elsewhere/cache/x"), "ours");
}
