//! Outputs, paths and foreign things that a build refuses, with the output left byte for byte as it was.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::time::Duration;

use patuh::publish::{Mode, PathFault, PublishError, Refusal, Target, Why, begin};

use super::site::{Site, tree};
use super::{FIRST, MODES};

#[test]
fn foreign_files_in_the_way_are_all_listed() {
    for mode in MODES {
        let site = Site::new(mode);
        site.build(&[("index.html", "home")]).expect("first");
        site.write("output/News/One/index.html", "mine");
        site.write("output/a/index.html/notes.txt", "mine");
        site.write("output/contact", "mine");
        site.write("output/free.txt", "mine");
        fs::create_dir_all(site.at("output/b.csv/empty")).expect("a folder");
        let clash = |name: &str| Why::Clash(name.to_owned());
        site.refuses(
            &[
                ("index.html", "new"),
                ("news/one/index.html", "1"),
                ("a/index.html", "a"),
                ("contact/x", "x"),
                ("b.csv", ""),
            ],
            &[
                ("News", clash("news")),
                ("News/One", clash("news/one")),
                ("News/One/index.html", clash("news/one/index.html")),
                ("a/index.html", clash("a/index.html")),
                ("a/index.html/notes.txt", clash("a/index.html")),
                ("b.csv", clash("b.csv")),
                ("b.csv/empty", clash("b.csv")),
                ("contact", clash("contact")),
            ],
        );
        site.build(&[("index.html", "new")]).expect("nothing is in the way of these");
    }
}

#[test]
fn names_that_differ_only_in_case_clash() {
    for mode in MODES {
        let site = Site::new(mode);
        site.write("output/INDEX.html", "mine");
        site.write("output/Patuh.JSON", "mine");
        site.refuses(
            &FIRST,
            &[("INDEX.html", Why::Clash("index.html".into())), ("Patuh.JSON", Why::Clash("patuh.json".into()))],
        );
    }
}

#[test]
fn working_copies_links_and_sockets_are_refused() {
    for mode in MODES {
        let site = Site::new(mode);
        site.build(&FIRST).expect("first");
        site.write("output/.git/HEAD", "ref: refs/heads/pages");
        site.write("output/a/.git", "gitdir: elsewhere");
        symlink("/etc/passwd", site.at("output/passwd")).expect("a link");
        symlink("/etc", site.at("output/news/etc")).expect("a link");
        let _socket = UnixListener::bind(site.at("output/s")).expect("a socket");
        let listed = [
            (".git", Why::Git),
            ("a/.git", Why::Git),
            ("news/etc", Why::Link),
            ("passwd", Why::Link),
            ("s", Why::Special),
        ];
        let refused = |files: &[(&str, &str)]| match site.build(files) {
            Err(PublishError::Foreign { items, .. }) => items.into_iter().map(|i| (i.path, i.why)).collect::<Vec<_>>(),
            other => panic!("expected a refusal, got {other:?}"),
        };
        let listed: Vec<(String, Why)> = listed.into_iter().map(|(path, why)| (path.to_owned(), why)).collect();
        assert_eq!(refused(&[("index.html", "changed")]), listed);
        assert_eq!(refused(&FIRST), listed, "also when there is nothing to change");
        assert_eq!(fs::read_to_string(site.at("output/index.html")).expect("there"), "home");
        assert_eq!(fs::read_to_string(site.at("output/.git/HEAD")).expect("there"), "ref: refs/heads/pages");
    }
}

#[test]
fn a_file_of_ours_that_was_edited_is_refused_until_it_is_moved_away() {
    for mode in MODES {
        let site = Site::new(mode);
        for round in ["1", "2", "3"] {
            site.build(&[("index.html", round), ("a", "aaaa"), ("b", "b")]).expect("builds");
        }
        // In place, same length, as an editor that keeps the inode would: both generations share it.
        site.write("output/a", "bbbb");
        site.refuses(&[("index.html", "4"), ("a", "aaaa")], &[("a", Why::Edited)]);
        site.refuses(&[("index.html", "4")], &[("a", Why::Edited)]);
        fs::remove_file(site.at("output/a")).expect("there");
        site.build(&[("index.html", "5"), ("a", "aaaa")]).expect("moved away");
        assert_eq!(fs::read_to_string(site.at("output/a")).expect("made"), "aaaa");
        site.build(&[("index.html", "6"), ("a", "aaaa")]).expect("and again");
        assert_eq!(fs::read_to_string(site.at("output/a")).expect("made"), "aaaa");
        site.write("output/a", "cc");
        site.build(&[("index.html", "6"), ("a", "cc")]).expect("edited into what is wanted: nothing is lost");
    }
}

#[test]
fn an_edit_while_the_site_is_made_is_noticed() {
    for mode in MODES {
        let site = Site::new(mode);
        site.build(&FIRST).expect("first");
        let stage = begin(&site.target, Duration::from_secs(30)).expect("free");
        for (path, text) in FIRST.into_iter().chain([("new", "new")]) {
            stage.put(path, text.as_bytes()).expect("staged");
        }
        site.write("output/a/index.html", "by hand");
        let before = tree(&site.at("output"));
        assert!(matches!(stage.commit(), Err(PublishError::Moved { path }) if path == "a/index.html"));
        assert_eq!(tree(&site.at("output")), before);
    }
}

#[test]
fn a_file_dropped_in_while_the_site_is_made_is_carried_over() {
    for mode in MODES {
        let site = Site::new(mode);
        site.build(&FIRST).expect("first");
        let stage = begin(&site.target, Duration::from_secs(30)).expect("free");
        stage.put("index.html", b"new").expect("staged");
        site.write("output/late.txt", "mine");
        assert_eq!(stage.commit().expect("published").foreign, ["late.txt"]);
        assert_eq!(fs::read_to_string(site.at("output/late.txt")).expect("carried"), "mine");
    }
}

#[test]
fn outputs_that_hold_or_are_sources_are_refused() {
    let site = Site::new(Mode::Exchange);
    let root = site.target.root.clone();
    let home = root.parent().expect("a temporary folder").join("home");
    fs::create_dir_all(home.join("me")).expect("a folder");
    site.write("file", "a file");
    fs::create_dir(site.at("real")).expect("a folder");
    symlink(site.at("real"), site.at("linked")).expect("a link");
    let before = tree(&home);
    let cases = [
        (".", Refusal::HoldsSite),
        ("", Refusal::HoldsSite),
        ("content/..", Refusal::NoName),
        ("/", Refusal::NoName),
        ("content", Refusal::InSources),
        ("Content/x", Refusal::InSources),
        ("themes/default/static", Refusal::InSources),
        (".patuh", Refusal::InSources),
        (".patuh/publish", Refusal::InSources),
        (".git/pages", Refusal::InSources),
        ("file", Refusal::NotAFolder),
        ("linked", Refusal::Link),
        ("linked/output", Refusal::Link),
    ];
    let up = root.parent().expect("a temporary folder");
    let absolute = [
        (up.to_owned(), Refusal::HoldsSite),
        (home.clone(), Refusal::HoldsHome),
        (home.join("me"), Refusal::HoldsHome),
        (root.join("content/x"), Refusal::InSources),
    ];
    for (output, expected) in cases.map(|(path, why)| (path.into(), why)).into_iter().chain(absolute) {
        let target = Target { output, home: Some(home.join("me")), ..site.target.clone() };
        match begin(&target, Duration::ZERO) {
            Err(PublishError::Refused { reason, .. }) => {
                assert_eq!(reason, expected, "{}", target.output.display());
            }
            other => panic!("{}: expected a refusal, got {other:?}", target.output.display()),
        }
    }
    assert_eq!(tree(&home), before);
    assert!(!site.at(".patuh").exists(), "a refused output leaves no trace");
}

#[test]
fn staging_is_never_reached_through_a_link() {
    let site = Site::new(Mode::Exchange);
    let elsewhere = site.target.root.parent().expect("a temporary folder").join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    symlink(&elsewhere, site.at(".patuh")).expect("a link");
    assert!(matches!(site.build(&FIRST), Err(PublishError::Refused { reason: Refusal::NotAFolder, .. })));
    fs::remove_file(site.at(".patuh")).expect("a link");
    fs::create_dir(site.at(".patuh")).expect("a folder");
    for name in ["publish", "lock"] {
        symlink(elsewhere.join("x"), site.at(".patuh").join(name)).expect("a link");
        site.build(&FIRST).expect_err("a link");
        fs::remove_file(site.at(".patuh").join(name)).expect("a link");
    }
    site.build(&[("index.html", "1")]).expect("no links");
    site.build(&[("index.html", "2")]).expect("no links");
    fs::remove_dir_all(site.stage().join("next")).expect("there");
    for name in ["next", "fresh"] {
        symlink(&elsewhere, site.stage().join(name)).expect("a link");
    }
    site.build(&[("index.html", "3")]).expect("the links are removed, not followed");
    assert_eq!(fs::read_dir(elsewhere).expect("a folder").count(), 0);
    assert_eq!(fs::read_to_string(site.at("output/index.html")).expect("made"), "3");
}

#[test]
fn only_plain_lower_case_paths_are_published() {
    let site = Site::new(Mode::Exchange);
    let stage = begin(&site.target, Duration::from_secs(30)).expect("free");
    let long = "a".repeat(256);
    let deep = "a/".repeat(520) + "a";
    let cases = [
        ("", PathFault::Shape),
        ("/etc/passwd", PathFault::Shape),
        ("a//b", PathFault::Shape),
        ("a/", PathFault::Shape),
        ("../a", PathFault::Dot),
        ("a/../b", PathFault::Dot),
        (".hidden", PathFault::Dot),
        ("a.", PathFault::Dot),
        ("Index.html", PathFault::Letters),
        ("a b", PathFault::Letters),
        ("a\\b", PathFault::Letters),
        ("é", PathFault::Letters),
        ("a\0", PathFault::Letters),
        (&long, PathFault::Long),
        (&deep, PathFault::Long),
        ("x/con.html", PathFault::Reserved),
        ("lpt1", PathFault::Reserved),
        ("patuh.json", PathFault::Reserved),
    ];
    for (path, expected) in cases {
        // What is refused here is told with its place before anything is made, but for the manifest's own name.
        assert_eq!(patuh::plan::name_fault(path).is_some(), path != "patuh.json", "{path}");
        assert!(
            matches!(stage.put(path, b"x"), Err(PublishError::BadPath { fault, .. }) if fault == expected),
            "{path}"
        );
    }
    for path in ["com0", "console.html", "a-b_c.d9", &long[..255], "_headers"] {
        assert_eq!(patuh::plan::name_fault(path), None, "{path}");
        stage.put(path, b"x").expect(path);
    }
    for (path, meets) in [("com0", "com0"), ("com0/x", "com0")] {
        assert!(matches!(stage.put(path, b"x"), Err(PublishError::Twice { other, .. }) if other == meets));
    }
    stage.put("d/e/f", b"x").expect("free");
    assert!(matches!(stage.put("d/e", b"x"), Err(PublishError::Twice { .. })));
}
