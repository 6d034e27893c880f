//! What a kill, a full disk or a second build may leave: the test binary runs itself as the build that suffers.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use patuh::publish::{Mode, PublishError, Target, Use, begin};

use super::MODES;
use super::site::{Files, Site, build, tree};

pub(super) const TASK: &str = "PATUH_TEST_BUILD";

/// A site of which a third differs between any two names.
fn files(name: &str) -> Files {
    let page = |n: u32| {
        let text = if n.is_multiple_of(3) { name.repeat(40) } else { "same".repeat(40) };
        (format!("p{}/q{n}/index.html", n % 7), text)
    };
    let mut files: Files = (0..90).map(page).collect();
    files.extend((0..9).map(|n| (format!("only-{name}/{n}.csv"), n.to_string())));
    if name == "big" {
        files.extend((0..40).map(|n| (format!("big/{n}"), "0123456789abcdef".repeat(4_000))));
    }
    files
}

pub(super) fn build_named(target: &Target, name: &str) -> Result<(), PublishError> {
    let files = files(name);
    build(target, files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).map(drop)
}

/// The other process: builds what the environment says, and tells on standard output how it went.
#[test]
#[ignore = "the other half of the tests below, which run it"]
fn child() {
    let Ok(task) = std::env::var(TASK) else {
        return;
    };
    let (root, output, mode, name): (_, _, String, String) = serde_json::from_str(&task).expect("a task");
    let mode = if mode == "InPlace" { Mode::InPlace } else { Mode::Exchange };
    let say = |line: &str| writeln!(std::io::stdout(), "{line}").expect("the parent listens");
    say("begins");
    match build_named(&Target { root, output, home: None, mode, usage: Use::Output }, &name) {
        Ok(()) => say("published"),
        Err(error) => say(&format!("failed: {error}")),
    }
}

/// Starts the other process from a shell that first runs `before`; returns when it is about to build.
fn start(target: &Target, name: &str, before: &str, shell: &[&str]) -> (Child, impl Iterator<Item = String>) {
    let exe = std::env::current_exe().expect("we run");
    let task = serde_json::json!([target.root, target.output, format!("{:?}", target.mode), name]).to_string();
    let mut child = Command::new(shell[0])
        .args(&shell[1..])
        .args(["-c", &format!("{before}\nexec \"$0\" \"$@\"")])
        .arg(exe)
        .args(["publish::faults::child", "--exact", "--ignored", "--nocapture"])
        .env(TASK, task)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
    lines.find(|line| line.ends_with("begins"));
    (child, lines)
}

/// Runs the other process to its end; its last words about the build.
pub(super) fn run(target: &Target, name: &str, before: &str, shell: &[&str]) -> String {
    let (mut child, mut lines) = start(target, name, before, shell);
    let words = lines.find(|line| line.starts_with("published") || line.starts_with("failed"));
    child.wait().expect("ours");
    words.unwrap_or_default()
}

/// The files of the output and their bytes.
pub(super) fn outside(output: &Path) -> BTreeMap<String, String> {
    tree(output).into_iter().map(|(path, (_, text))| (path, text)).collect()
}

/// What the output looks like when `name` was published there.
pub(super) fn whole(mode: Mode, name: &str) -> BTreeMap<String, String> {
    let site = Site::new(mode);
    build_named(&site.target, name).expect("an undisturbed build");
    outside(&site.at("output"))
}

/// Kills builds at moments spread over their whole length until 40 were hit; `check` looks at what each left.
fn kill_at_many_moments(site: &Site, check: impl Fn(&BTreeMap<String, String>, [&BTreeMap<String, String>; 2])) {
    let wholes = ["one", "two"].map(|name| (name, whole(site.target.mode, name)));
    build_named(&site.target, "one").expect("first");
    let clock = Instant::now();
    assert_eq!(run(&site.target, "two", "", &["sh"]), "published");
    let length = clock.elapsed();
    let mut old = &wholes[1];
    let mut hits = 0;
    for moment in 0u32.. {
        let new = if old.0 == "one" { &wholes[1] } else { &wholes[0] };
        let (mut child, _lines) = start(&site.target, new.0, "", &["sh"]);
        sleep(length / 64 * (moment * 37 % 64));
        child.kill().expect("ours");
        hits += u32::from(child.wait().expect("ours").code().is_none());
        check(&outside(&site.at("output")), [&old.1, &new.1]);
        build_named(&site.target, new.0).expect("the next build works without cleaning by hand");
        assert_eq!(outside(&site.at("output")), new.1, "moment {moment}");
        let found = site.stage().join("found");
        assert!(!found.exists(), "a killed build's own files are not taken for somebody's");
        old = new;
        if hits >= 40 && moment >= 64 {
            return;
        }
        assert!(moment < 1_000, "only {hits} builds could be killed in time");
    }
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_or_the_new() {
    kill_at_many_moments(&Site::new(Mode::Exchange), |left, wholes| {
        assert!(wholes.contains(&left), "a mixture");
    });
}

#[test]
fn a_kill_in_place_is_repaired_by_the_next_build() {
    let site = Site::new(Mode::InPlace);
    kill_at_many_moments(&site, |left, [old, new]| {
        // Never anything but old or new bytes under a name.
        for (path, text) in left {
            assert!(old.get(path) == Some(text) || new.get(path) == Some(text), "{path}");
        }
    });
}

/// The journal of one output outlives builds to another; the killed build's output is whole after its next build.
#[test]
fn a_kill_in_place_is_repaired_after_a_build_to_another_output() {
    let site = Site::new(Mode::InPlace);
    let other = Target { output: "preview".into(), ..site.target.clone() };
    let new = whole(Mode::InPlace, "big");
    build_named(&site.target, "one").expect("first");
    let old = outside(&site.at("output"));
    let clock = Instant::now();
    assert_eq!(run(&site.target, "big", "", &["sh"]), "published");
    let mut length = clock.elapsed();
    build_named(&site.target, "one").expect("back again");
    let mut mixtures = 0;
    for moment in 0u32..200 {
        let (mut child, _lines) = start(&site.target, "big", "", &["sh"]);
        sleep(length / 64 * (moment * 37 % 64));
        child.kill().expect("ours");
        child.wait().expect("ours");
        let left = outside(&site.at("output"));
        build_named(&other, "two").expect("another output is no concern of the journal");
        build_named(&site.target, "big").expect("repaired");
        assert_eq!(outside(&site.at("output")), new, "moment {moment}");
        mixtures += u32::from(left != old && left != new);
        if mixtures >= 3 {
            return;
        }
        // The machine may be quicker or slower than when the build was timed.
        length = if left == new { length * 15 / 16 } else { length * 33 / 32 };
        build_named(&site.target, "one").expect("back again");
    }
    assert!(mixtures > 0, "no build was killed half-way");
}

#[test]
fn a_first_build_that_is_killed_leaves_no_output_or_all_of_it() {
    for delay in 0..20u64 {
        let site = Site::new(Mode::Exchange);
        let (mut child, _lines) = start(&site.target, "one", "", &["sh"]);
        sleep(Duration::from_micros(delay * 400));
        child.kill().expect("ours");
        child.wait().expect("ours");
        let left = outside(&site.at("output"));
        assert!(left.is_empty() || left == whole(Mode::Exchange, "one"));
        build_named(&site.target, "two").expect("the next build works");
        assert_eq!(outside(&site.at("output")), whole(Mode::Exchange, "two"));
    }
}

#[test]
fn modes_do_not_depend_on_the_umask() {
    for mode in MODES {
        let site = Site::new(mode);
        for name in ["one", "two", "one"] {
            assert_eq!(run(&site.target, name, "umask 077", &["sh"]), "published");
            for (path, (mode, _)) in tree(&site.at("output")) {
                let expected = if site.at("output").join(&path).is_dir() { 0o755 } else { 0o644 };
                assert_eq!(mode & 0o7777, expected, "{path}");
            }
        }
        for hidden in [site.at(".patuh/publish"), site.stage()] {
            assert_eq!(fs::metadata(hidden).expect("made").mode() & 0o777, 0o700);
        }
    }
}

#[test]
fn a_second_build_waits_or_says_so() {
    let site = Site::new(Mode::Exchange);
    build_named(&site.target, "one").expect("first");
    let stage = begin(&site.target, Duration::ZERO).expect("free");
    assert!(matches!(begin(&site.target, Duration::from_millis(60)), Err(PublishError::Busy { .. })));
    let (mut child, mut lines) = start(&site.target, "two", "", &["sh"]);
    sleep(Duration::from_millis(120));
    assert_eq!(child.try_wait().expect("ours"), None, "it waits");
    assert_eq!(outside(&site.at("output")), whole(Mode::Exchange, "one"));
    drop(stage);
    assert_eq!(lines.find(|line| line != "begins").as_deref(), Some("published"));
    child.wait().expect("ours");
    assert_eq!(outside(&site.at("output")), whole(Mode::Exchange, "two"));
}

#[test]
fn many_builds_at_once_end_with_a_whole_output() {
    let site = Site::new(Mode::Exchange);
    let names = ["one", "two", "three", "four"];
    let running: Vec<_> = names.iter().map(|name| start(&site.target, name, "", &["sh"])).collect();
    for (mut child, mut lines) in running {
        assert!(lines.any(|line| line == "published"));
        child.wait().expect("ours");
    }
    let left = outside(&site.at("output"));
    assert!(names.iter().any(|name| left == whole(Mode::Exchange, name)));
}

#[test]
fn threads_may_put_together() {
    for mode in MODES {
        let site = Site::new(mode);
        for name in ["one", "two", "one"] {
            let files = files(name);
            let stage = begin(&site.target, Duration::ZERO).expect("free");
            std::thread::scope(|scope| {
                for part in files.chunks(12) {
                    let stage = &stage;
                    scope.spawn(move || {
                        for (path, text) in part {
                            stage.put(path, text.as_bytes()).expect("staged");
                        }
                    });
                }
            });
            stage.commit().expect("published");
            assert_eq!(outside(&site.at("output")), whole(mode, name));
        }
    }
}
