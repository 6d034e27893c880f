//! Publishing: what a build does to the output, and all that it must leave alone.
#![expect(clippy::disallowed_methods, reason = "the tests look at the disk from outside")]

mod faults;
mod full;
mod refused;
mod site;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

use patuh::publish::{Mode, PublishError, Why, begin};
use site::{Site, tree};

const FIRST: [(&str, &str); 4] =
    [("index.html", "home"), ("a/index.html", "a"), ("a/deep/er/x.csv", "1,2"), ("news/one/index.html", "one")];

/// Each way of publishing must behave alike, but for what a kill leaves.
const MODES: [Mode; 2] = [Mode::Exchange, Mode::InPlace];

#[test]
fn a_first_build_makes_the_output() {
    for mode in MODES {
        let site = Site::new(mode);
        let published = site.build(&FIRST).expect("nothing is in the way");
        assert_eq!((published.files, published.bytes, published.kept), (4, 11, 0));
        assert_eq!(published.changed, ["a/deep/er/x.csv", "a/index.html", "index.html", "news/one/index.html"]);
        assert_eq!(fs::read_to_string(site.at("output/a/deep/er/x.csv")).expect("made"), "1,2");
        let manifest = fs::read_to_string(site.at("output/patuh.json")).expect("made");
        let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
        assert_eq!(manifest["generator"], "patuh");
        assert_eq!(manifest["format"], 1);
        let hash = blake3::hash(b"home").to_hex().to_string();
        assert_eq!(manifest["files"]["index.html"], serde_json::json!({"bytes": 4, "blake3": hash}));
    }
}

#[test]
fn an_empty_output_folder_is_filled() {
    for mode in MODES {
        let site = Site::new(mode);
        fs::create_dir(site.at("output")).expect("a folder");
        site.build(&FIRST).expect("an empty folder is fine");
        assert_eq!(tree(&site.at("output")).keys().filter(|p| p.ends_with(".html")).count(), 3);
    }
}

#[test]
fn an_unchanged_build_changes_nothing_at_all() {
    for mode in MODES {
        let site = Site::new(mode);
        site.build(&FIRST).expect("first");
        let marks = |site: &Site| {
            let meta = |path: &str| fs::metadata(site.at(path)).expect("there");
            [meta("output"), meta("output/index.html"), meta("output/patuh.json")].map(|m| (m.ino(), m.mtime_nsec()))
        };
        let before = marks(&site);
        for _ in 0..3 {
            let published = site.build(&FIRST).expect("again");
            assert_eq!((published.changed.len(), published.removed.len(), published.kept), (0, 0, 4));
            assert_eq!(marks(&site), before);
        }
    }
}

#[test]
fn changed_and_removed_files_are_told_and_the_rest_keeps_its_inodes() {
    for mode in MODES {
        let site = Site::new(mode);
        site.build(&FIRST).expect("first");
        let kept = site.inode("output/news/one/index.html");
        for round in 0..4 {
            let home = format!("home {round}");
            let next = [("index.html", home.as_str()), ("a/index.html", "a"), ("news/one/index.html", "one")];
            let published = site.build(&next).expect("next");
            assert_eq!(published.changed, ["index.html"]);
            assert_eq!(published.removed, if round == 0 { vec!["a/deep/er/x.csv"] } else { vec![] });
            assert_eq!(published.kept, 2);
            assert_eq!(fs::read_to_string(site.at("output/index.html")).expect("made"), home);
            assert_eq!(site.inode("output/news/one/index.html"), kept);
            assert!(!site.at("output/a/deep").exists(), "an empty folder of ours goes");
        }
    }
}

#[test]
fn a_file_written_in_parts_is_like_any_other() {
    for mode in MODES {
        let site = Site::new(mode);
        let build = |parts: &[&str]| {
            let stage = begin(&site.target, Duration::ZERO).expect("nobody else builds");
            let whole =
                stage.pour("data/x.csv", &mut |out| parts.iter().try_for_each(|part| out.write_all(part.as_bytes())));
            assert_eq!(whole.expect("there is room"), blake3::hash(parts.concat().as_bytes()));
            assert!(matches!(stage.put("data/x.csv", b"1"), Err(PublishError::Twice { .. })));
            stage.commit().expect("nothing is in the way")
        };
        assert_eq!(build(&["1,", "2"]).changed, ["data/x.csv"]);
        assert_eq!(fs::read_to_string(site.at("output/data/x.csv")).expect("made"), "1,2");
        let before = site.inode("output/data/x.csv");
        let again = build(&["1", ",2"]);
        assert_eq!((again.changed.len(), again.kept, site.inode("output/data/x.csv")), (0, 1, before));
        assert_eq!(build(&["1,", "3"]).changed, ["data/x.csv"]);
        assert_eq!(fs::read_to_string(site.at("output/data/x.csv")).expect("made"), "1,3");
    }
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    for mode in MODES {
        let site = Site::new(mode);
        let (file, folder) = ([("x", "file"), ("y", "y")], [("x/index.html", "page"), ("y", "y")]);
        for _ in 0..3 {
            site.build(&file).expect("a file");
            assert_eq!(fs::read_to_string(site.at("output/x")).expect("a file"), "file");
            site.build(&folder).expect("a folder");
            assert_eq!(fs::read_to_string(site.at("output/x/index.html")).expect("a page"), "page");
        }
    }
}

#[test]
fn foreign_files_are_carried_over() {
    for mode in MODES {
        let site = Site::new(mode);
        site.build(&FIRST).expect("first");
        site.write("output/CNAME", "example.org");
        site.write("output/a/Notes by Ani.txt", "mine");
        fs::create_dir(site.at("output/empty")).expect("a folder");
        fs::set_permissions(site.at("output/empty"), fs::Permissions::from_mode(0o750)).expect("ours");
        let inode = site.inode("output/CNAME");
        for round in 0..4 {
            let published = site.build(&[("index.html", &round.to_string())]).expect("carried");
            assert_eq!(published.foreign, ["CNAME", "a/Notes by Ani.txt"]);
            assert_eq!(site.inode("output/CNAME"), inode);
            assert_eq!(fs::read_to_string(site.at("output/a/Notes by Ani.txt")).expect("there"), "mine");
            assert_eq!(fs::metadata(site.at("output/empty")).expect("there").mode() & 0o777, 0o750);
        }
        fs::remove_file(site.at("output/CNAME")).expect("there");
        site.build(&[("index.html", "last")]).expect("fine");
        site.build(&[("index.html", "last but one")]).expect("fine");
        assert!(!site.at("output/CNAME").exists(), "what an editor deletes does not come back");
    }
}

#[test]
fn a_folder_that_patuh_did_not_make_keeps_all_its_files() {
    for mode in MODES {
        let site = Site::new(mode);
        site.write("output/old.html", "by hand");
        site.write("output/patuh.json", "{ damaged");
        site.refuses(&FIRST, &[("patuh.json", Why::Clash("patuh.json".into()))]);
        fs::remove_file(site.at("output/patuh.json")).expect("there");
        let published = site.build(&FIRST).expect("nothing clashes");
        assert_eq!(published.foreign, ["old.html"]);
        assert_eq!(fs::read_to_string(site.at("output/old.html")).expect("kept"), "by hand");
    }
}

#[test]
fn a_lost_cache_costs_time_only() {
    for mode in MODES {
        let site = Site::new(mode);
        site.build(&FIRST).expect("first");
        fs::remove_dir_all(site.at(".patuh")).expect("there");
        let published = site.build(&FIRST).expect("again");
        assert_eq!((published.changed.len(), published.kept), (0, 4));
        site.write("output/a/index.html", "b");
        fs::remove_dir_all(site.at(".patuh")).expect("there");
        site.refuses(&FIRST, &[("a/index.html", Why::Edited)]);
    }
}

#[test]
fn a_deleted_file_is_made_again() {
    for mode in MODES {
        let site = Site::new(mode);
        site.build(&FIRST).expect("first");
        fs::remove_file(site.at("output/index.html")).expect("there");
        let published = site.build(&FIRST).expect("again");
        assert_eq!(published.changed, ["index.html"]);
        assert_eq!(fs::read_to_string(site.at("output/index.html")).expect("made"), "home");
    }
}

#[test]
fn files_put_into_the_older_generation_are_found() {
    let site = Site::new(Mode::Exchange);
    site.build(&[("index.html", "1")]).expect("first");
    site.build(&[("index.html", "2")]).expect("second");
    // A shell that stood in `output` now stands in the older generation.
    let forgotten = site.stage().join("next/sub");
    fs::create_dir(&forgotten).expect("a folder");
    fs::write(forgotten.join("note.txt"), "precious").expect("a file");
    let published = site.build(&[("index.html", "3")]).expect("third");
    assert_eq!(published.found, ["sub/note.txt"]);
    assert!(tree(&published.found_in).values().any(|(_, text)| text == "precious"));
    assert!(!site.at("output/sub").exists());
}

#[test]
fn nothing_else_is_written() {
    for mode in MODES {
        let site = Site::new(mode);
        site.write("content/site.yaml", "title: x");
        for round in ["1", "2", "3"] {
            site.build(&[("index.html", round)]).expect("a build");
        }
        let above = site.target.root.parent().expect("a temporary folder");
        assert_eq!(names(above), ["site"]);
        assert_eq!(names(&site.at("")), [".patuh", "content", "output"]);
        assert_eq!(names(&site.at("content")), ["site.yaml"]);
        assert!(!site.stage().join("fresh").exists());
    }
}

fn names(dir: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("listed").file_name().display().to_string();
    let mut names: Vec<String> = fs::read_dir(dir).expect("a folder").map(name).collect();
    names.sort();
    names
}

#[test]
fn a_dropped_stage_leaves_the_output_alone() {
    for mode in MODES {
        let site = Site::new(mode);
        site.build(&FIRST).expect("first");
        let before = tree(&site.at("output"));
        let stage = begin(&site.target, Duration::ZERO).expect("free");
        stage.put("index.html", b"other").expect("staged");
        drop(stage);
        assert_eq!(tree(&site.at("output")), before);
        assert!(!site.stage().join("fresh").exists());
    }
}

#[test]
fn another_file_system_is_staged_beside_the_output() {
    let shm = Path::new("/dev/shm");
    let site = Site::new(Mode::Exchange);
    let other = fs::metadata(shm).is_ok_and(|m| m.dev() != fs::metadata(site.at("")).expect("there").dev());
    let Ok(dir) = tempfile::tempdir_in(if other { shm } else { &site.target.root }) else {
        return;
    };
    let mut target = site.target;
    target.output = dir.path().join("www");
    for round in ["1", "2", "3", "4"] {
        site::build(&target, [("index.html", round), ("a/b", "b")].into_iter()).expect("a build");
        assert_eq!(fs::read_to_string(target.output.join("index.html")).expect("made"), round);
    }
    let sibling = dir.path().join(".www.patuh");
    assert_eq!(sibling.exists(), other);
    if other {
        assert_eq!(fs::metadata(sibling).expect("made").mode() & 0o777, 0o700);
        target.mode = Mode::InPlace;
        site::build(&target, [("index.html", "5"), ("c/d", "d")].into_iter()).expect("copied across");
        let names: Vec<String> = tree(&target.output).into_keys().collect();
        assert_eq!(names, ["", "c", "c/d", "index.html", "patuh.json"]);
    }
}

#[test]
fn a_file_is_kept_by_its_hash() {
    let site = Site::new(Mode::Exchange);
    site.build(&FIRST).expect("first");
    let stage = begin(&site.target, Duration::ZERO).expect("free");
    assert!(stage.keep(&[("index.html", blake3::hash(b"home"))]).expect("a fine path"));
    assert!(!stage.keep(&[("a/index.html", blake3::hash(b"other"))]).expect("a fine path"));
    assert!(matches!(stage.put("index.html", b"home"), Err(PublishError::Twice { .. })));
    let published = stage.commit().expect("published");
    assert_eq!((published.files, published.kept, published.removed.len()), (1, 1, 3));
}
