//! No room: a file size limit, a full disk, a full mount point that is published in place.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use patuh::publish::{Mode, Target};

use super::MODES;
use super::faults::{TASK, build_named, outside, run, whole};
use super::site::{Site, tree};

#[test]
fn a_file_size_limit_leaves_the_old() {
    for mode in MODES {
        let site = Site::new(mode);
        build_named(&site.target, "one").expect("first");
        let before = tree(&site.at("output"));
        let words = run(&site.target, "big", "trap '' XFSZ; ulimit -f 16", &["sh"]);
        assert!(words.starts_with("failed: no room to write"), "{words}");
        assert_eq!(tree(&site.at("output")), before);
        build_named(&site.target, "big").expect("with room it works");
        assert_eq!(outside(&site.at("output")), whole(mode, "big"));
    }
}

#[test]
fn a_full_disk_leaves_the_old() {
    for mode in MODES {
        let site = Site::new(mode);
        let (root, kept) = (site.at("disk"), site.at("kept"));
        fs::create_dir(&root).expect("a folder");
        fs::create_dir(&kept).expect("a folder");
        let target = Target { root: root.clone(), ..site.target.clone() };
        let (disk, kept) = (root.display(), kept.display());
        let mount = format!("set -e; mount -t tmpfs -o size=1m tmpfs '{disk}'");
        let can_mount = Command::new("unshare").args(["-m", "sh", "-c", &mount]).stderr(Stdio::null()).status();
        if !can_mount.is_ok_and(|status| status.success()) {
            writeln!(std::io::stdout(), "not tested: a full disk (file systems may not be mounted here)")
                .expect("heard");
            return;
        }
        // The mount ends with its process: the same shell keeps copies of what the builds leave.
        let build = |name: &str| {
            let task = serde_json::json!([target.root, target.output, format!("{mode:?}"), name]).to_string();
            format!(
                "{TASK}='{task}' \"$0\" publish::faults::child --exact --ignored --nocapture | grep -E '^(published|failed)' > '{kept}/{name}.txt'; \
                 cp -r '{disk}/output' '{kept}/{name}'"
            )
        };
        let before = format!("{mount}\n{}\n{}\n{}\n", build("one"), build("big"), build("two"));
        assert_eq!(run(&target, "one", &before, &["unshare", "-m", "sh"]), "published");
        let words = |name: &str| fs::read_to_string(site.at(&format!("kept/{name}.txt"))).expect("kept");
        assert_eq!(words("one"), "published\n");
        assert!(words("big").starts_with("failed: no room to write"), "{}", words("big"));
        assert_eq!(words("two"), "published\n");
        assert_eq!(outside(&site.at("kept/one")), outside(&site.at("kept/big")));
        assert_eq!(outside(&site.at("kept/two")), whole(mode, "two"));
    }
}

#[test]
fn an_in_place_build_that_ran_out_of_room_is_finished_by_the_next() {
    let site = Site::new(Mode::InPlace);
    for name in ["output", "kept"] {
        fs::create_dir(site.at(name)).expect("a folder");
    }
    let (output, kept) = (site.at("output"), site.at("kept"));
    let (output, kept) = (output.display(), kept.display());
    let mount = format!("set -e; mount -t tmpfs -o size=1m tmpfs '{output}'");
    let can_mount = Command::new("unshare").args(["-m", "sh", "-c", &mount]).stderr(Stdio::null()).status();
    if !can_mount.is_ok_and(|status| status.success()) {
        writeln!(std::io::stdout(), "not tested: a full disk in place (nothing may be mounted here)").expect("heard");
        return;
    }
    let build = |name: &str| {
        let task = serde_json::json!([site.target.root, "output", "InPlace", name]).to_string();
        format!(
            "{TASK}='{task}' \"$0\" publish::faults::child --exact --ignored --nocapture \
             | grep -E '^(published|failed)' > '{kept}/{name}.txt'"
        )
    };
    let room = format!("mount -o remount,size=20m '{output}'");
    let before = [mount, build("one"), build("big"), room].join("\n");
    assert_eq!(run(&site.target, "two", &before, &["unshare", "-m", "sh"]), "published");
    let words = |name: &str| fs::read_to_string(site.at(&format!("kept/{name}.txt"))).expect("kept");
    assert_eq!(words("one"), "published\n");
    let big = words("big");
    assert!(big.contains("part old and part new") && big.contains("no room to write"), "{big}");
}
