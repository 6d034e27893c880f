//! Pages that an earlier build made: a build that takes them over gives the files, the report and the end of one that makes all anew.
#![expect(clippy::disallowed_methods, reason = "a test lays sites out and looks at the disk from outside")]

mod small;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use patuh::diag::report::{Style, write};
use patuh::model::release::{Release, Show};
use patuh::{Outcome, Purpose, Request, Strictness, Verdict, build, check};

use crate::support::{Site, tree};
use small::{Chance, Small};

type Files = BTreeMap<String, Vec<u8>>;

/// Makes the folders of content and theme what they are to be.
fn lay(site: &Site, files: &Files) {
    for part in ["content", "themes"] {
        let folder = site.root().join(part);
        for name in if folder.exists() { tree(&folder) } else { Files::new() }.into_keys() {
            if !files.contains_key(&format!("{part}/{name}")) {
                fs::remove_file(folder.join(name)).expect("the folder is ours");
            }
        }
    }
    for (path, bytes) in files {
        if fs::read(site.root().join(path)).ok().as_ref() != Some(bytes) {
            site.put(path, bytes);
        }
    }
}

fn request(site: &Site, small: &Small, output: &Path) -> Request {
    let show = Show::No;
    let now = small.clock().parse().expect("a moment");
    Request {
        root: site.root().to_owned(),
        output: output.to_owned(),
        home: None,
        base_url: None,
        release: Release { now, drafts: show, future: show, expired: show },
        strictness: Strictness::Lenient,
        wait: Duration::ZERO,
        purpose: Purpose::Publish,
    }
}

/// What an editor is told: the report with its places, how it ended, and how much there is.
fn told(outcome: &Outcome) -> (String, Verdict, usize, usize) {
    let report = write(&outcome.bag, &outcome.files, Style::default()).0;
    (report, outcome.verdict, outcome.pages, outcome.scheduled)
}

fn made(output: &Path) -> Files {
    if output.exists() { tree(output) } else { Files::new() }
}

/// Where trees differ, which a failure shows instead of their bytes.
fn differences(a: &Files, b: &Files) -> Vec<String> {
    let paths: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    paths.into_iter().filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

/// Builds a site that was built before, and one of the same content from nothing: all must be the same.
fn step(site: &Site, small: &Small, after: &str) -> Outcome {
    step_into(site, small, &site.output(), after)
}

fn step_into(site: &Site, small: &Small, output: &Path, after: &str) -> Outcome {
    let (fresh, files) = (Site::empty(), small.files());
    lay(site, &files);
    lay(&fresh, &files);
    let clean_check = check(&request(&fresh, small, &fresh.output()));
    let clean = build(&request(&fresh, small, &fresh.output()));
    let before = made(output);
    let kept = build(&request(site, small, output));
    assert_eq!(told(&kept), told(&clean), "{after}");
    let expected = if clean.published.is_some() { made(&fresh.output()) } else { before.clone() };
    assert_eq!(differences(&made(output), &expected), Vec::<String>::new(), "{after}");
    if let Some(published) = &kept.published {
        let named = published.changed.iter().chain(&published.removed).cloned().collect::<BTreeSet<_>>();
        let differing = differences(&before, &expected).into_iter().filter(|path| path != "patuh.json");
        assert_eq!(named, differing.collect(), "{after}");
    }
    let all = tree(site.root());
    assert_eq!(told(&check(&request(site, small, output))), told(&clean_check), "check after {after}");
    assert_eq!(differences(&tree(site.root()), &all), Vec::<String>::new(), "check writes nothing, after {after}");
    kept
}

/// `PATUH_SEEDS` tries more.
#[test]
fn random_edits_give_what_a_build_from_nothing_gives() {
    let seeds = std::env::var("PATUH_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(3);
    let (mut taken, mut refused) = (0, 0);
    for seed in 0..seeds {
        let (site, mut small, mut chance) = (Site::empty(), Small::new(), Chance(seed));
        let mut story = format!("seed {seed}");
        step(&site, &small, &story);
        for _ in 0..20 {
            for _ in 0..=chance.below(2) {
                story = format!("{story}, {}", small.edit(&mut chance));
            }
            let outcome = step(&site, &small, &story);
            taken += outcome.kept;
            refused += usize::from(outcome.published.is_none());
            if outcome.published.is_none() {
                small = small.with("fault", 0).with("template", 0);
                story.push_str(", mended");
                step(&site, &small, &story);
            }
        }
    }
    assert!(taken > 200 && refused > 0, "{taken} pages were taken over, {refused} builds refused");
}

/// An edit that comes alone finds nothing that another edit has made new.
#[test]
fn each_edit_alone_gives_what_a_build_from_nothing_gives() {
    let rich = [("cards", 1), ("release", 1), ("text", 5), ("correction", 2), ("articles", 2), ("english", 1)];
    let base = rich.into_iter().fold(Small::new(), |small, (part, form)| small.with(part, form));
    let site = Site::empty();
    step(&site, &base, "the first");
    for (after, other) in base.others() {
        step(&site, &other, &after);
        step(&site, &base, &format!("{after} and back"));
    }
}

#[test]
fn what_is_the_same_is_taken_over() {
    let (site, small) = (Site::empty(), Small::new().with("articles", 3).with("page", 0));
    assert_eq!(step(&site, &small, "the first").kept, 0);
    let again = step(&site, &small, "nothing");
    assert_eq!((again.kept, again.published.map(|published| published.changed)), (again.pages, Some(Vec::new())));
    let edited = step(&site, &small.with("text", 1), "an edit");
    assert!(edited.kept > edited.pages / 2 && edited.kept < edited.pages, "{} of {}", edited.kept, edited.pages);
    let restyled = step(&site, &small.with("string", 1), "another theme");
    assert_eq!(restyled.kept, 0, "a theme is one ground for all");
    let refused = step(&site, &small.with("fault", 6), "a fault");
    assert!(refused.published.is_none());
    assert_eq!(step(&site, &small.with("string", 1), "mended").kept, restyled.pages);
}

/// What only finished pages show is told in every build, also where the page with the link stays as it is.
#[test]
fn links_and_places_of_templates_are_followed_again() {
    let told_of = |outcome: &Outcome| told(outcome).0.matches("link-broken").count();
    let (site, small) = (Site::empty(), Small::new().with("articles", 1));
    for (form, broken) in [(1, ("articles", 0)), (2, ("articles", 0)), (2, ("heading", 1))] {
        let linked = small.with("template", form);
        assert_eq!(told_of(&step(&site, &linked, "linked")), 0);
        assert_eq!(told_of(&step(&site, &linked, "again")), 0);
        let outcome = step(&site, &linked.with(broken.0, broken.1), "the target is gone");
        assert!(told_of(&outcome) > 0, "{form} {broken:?}");
        assert!(told_of(&step(&site, &linked.with(broken.0, broken.1), "still gone")) > 0);
        assert_eq!(told_of(&step(&site, &linked, "it is back")), 0);
    }
    let doubled = small.with("template", 3);
    for after in ["twice an id", "and again"] {
        assert!(told_of(&step(&site, &doubled, after)) > 0, "{after}");
    }
    let wrote = small.with("text", 2);
    step(&site, &wrote, "an editor's link");
    for (form, after) in [(1, "the place is gone"), (2, "the page is gone")] {
        assert!(told_of(&step(&site, &wrote.with("page", form), after)) > 0, "{after}");
    }
}

/// The one file that the shelf of pages has.
fn entry(site: &Site) -> String {
    let names: Vec<String> = tree(&site.root().join(".patuh/cache/pages")).into_keys().collect();
    let [name] = &names[..] else { panic!("one output, one entry: {names:?}") };
    format!(".patuh/cache/pages/{name}")
}

#[test]
fn a_damaged_or_older_shelf_does_no_harm() {
    let (site, small) = (Site::empty(), Small::new().with("articles", 2));
    step(&site, &small, "the first");
    let path = entry(&site);
    let older = site.bytes(&path);
    for n in 0..12 {
        let mut bytes = site.bytes(&path);
        let at = bytes.len() * n / 12;
        match n % 3 {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 1 << (n % 8),
            _ => bytes.extend_from_slice(b"more"),
        }
        site.put(&path, &bytes);
        let outcome = step(&site, &small.with("text", n % 2), &format!("damage {n}"));
        assert_eq!(outcome.kept, 0, "damage {n} is found");
    }
    step(&site, &small.with("name", 1).with("score", 2), "another state");
    site.put(&path, &older);
    step(&site, &small.with("name", 1), "the shelf of a state before");
    site.put(&path, &older);
    step(&site, &small, "back in that state");
    fs::remove_dir_all(site.root().join(".patuh")).expect("it is ours");
    step(&site, &small.with("unit", 1), "nothing is left");
}

/// A page, a chart and a card that somebody changed or took away: as without the shelf.
#[test]
fn an_output_that_was_changed_by_hand_is_as_without_a_shelf() {
    let (site, small) = (Site::empty(), Small::new().with("articles", 1));
    for (n, name) in
        ["index.html", "sematan/kabupaten-contoh/chart.svg", "kartu/tahun/2019.png"].into_iter().enumerate()
    {
        for is_gone in [true, false] {
            step(&site, &small, "sound");
            let path = site.output().join(name);
            let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            if is_gone {
                fs::remove_file(&path).expect("it is ours");
                let outcome = step(&site, &small.with("text", n % 2), name);
                assert!(outcome.kept > 0);
                continue;
            }
            fs::write(&path, b"by hand").expect("it is ours");
            let with = build(&request(&site, &small, &site.output()));
            fs::remove_dir_all(site.root().join(".patuh/cache")).expect("it is ours");
            let without = build(&request(&site, &small, &site.output()));
            assert_eq!(told(&with), told(&without), "{name}");
            fs::write(&path, bytes).expect("it is ours");
        }
    }
}

#[test]
fn each_output_has_a_shelf_of_its_own_and_old_ones_go() {
    let (site, small) = (Site::empty(), Small::new().with("articles", 1));
    let elsewhere = tempfile::tempdir().expect("a folder");
    let outputs: Vec<_> = (0..6).map(|n| elsewhere.path().join(format!("output-{n}"))).collect();
    for round in 0..3 {
        for (n, output) in outputs[..2].iter().enumerate() {
            let small = small.with("base", n).with("text", round);
            step_into(&site, &small, output, &format!("round {round} of {n}"));
            assert!(step_into(&site, &small, output, "again").kept > 0);
        }
    }
    for output in &outputs {
        assert!(build(&request(&site, &small, output)).published.is_some());
        // Which is older is told by their times.
        std::thread::sleep(Duration::from_millis(15));
    }
    assert_eq!(tree(&site.root().join(".patuh/cache/pages")).len(), 4);
    for (n, is_kept) in [(5, true), (2, true), (0, false)] {
        assert_eq!(build(&request(&site, &small, &outputs[n])).kept > 0, is_kept, "output {n}");
    }
}
