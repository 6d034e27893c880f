//! What checks and publishes a site elsewhere: the scripts in the workflows of a site are run as they stand, with a folder in
//! place of the release's server, and what makes releases and containers names files that are there.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "the tests run scripts and read the project's files")]

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::support::{CLOCK, Run, Site, project};

const GITHUB: &str = "skeleton/.github/workflows/site.yml";
const GITLAB: &str = "skeleton/.gitlab-ci.yml";
/// The forms of fault that end a build.
const WRONG_SCORE: (&str, &str, &str) = ("content/assessments/2019.yaml", "score: 54.32", "score: 154.32");

fn text(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The scripts of a workflow, block (`|`) or line, by what stands before them: `run:` or the list of a job's `script:`.
fn scripts(workflow: &str, key: &str) -> Vec<String> {
    let lines: Vec<&str> = workflow.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.trim() == key) {
        let margin = indent(line);
        let block = lines[at + 1..].iter().take_while(|line| line.trim().is_empty() || indent(line) > margin);
        let block: Vec<&str> = block.copied().collect();
        let inner = indent(block.first().expect("a script has a line"));
        let mut script = String::new();
        for line in block {
            writeln!(script, "{}", line.get(inner..).unwrap_or("")).expect("a string grows");
        }
        found.push(script);
    }
    found
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A value of the variables at the top, such as `PATUH_VERSION`.
fn variable(workflow: &str, name: &str) -> String {
    let line = workflow.lines().find_map(|line| line.trim().strip_prefix(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name}")).trim_matches('"').to_owned()
}

/// A machine that runs workflows: programs that fetch take the file of the release from a folder.
struct Machine {
    site: Site,
    temp: tempfile::TempDir,
    sum: String,
}

impl Machine {
    fn new() -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let (site, sum) = (Site::copy("tests/problems/base"), release(temp.path()));
        Machine { site, temp, sum }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    /// Runs a script in the site's folder.
    fn run(&self, shell: &[&str], script: &str, env: &[(&str, &str)]) -> Run {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").expect("there is a PATH"));
        let version = env!("CARGO_PKG_VERSION");
        let mut command = Command::new(shell[0]);
        command.args(&shell[1..]).arg(script).current_dir(self.site.root());
        command.env("PATH", path).env("RUNNER_TEMP", self.temp.path()).env("RELEASE", self.path("release"));
        command.env("GITHUB_SERVER_URL", "https://server.test").env("GITHUB_STEP_SUMMARY", self.path("summary"));
        command
            .env("PATUH_REPOSITORY", "someone/patuh")
            .env("PATUH_RELEASES", "https://server.test/someone/patuh/releases/download");
        command.env("PATUH_VERSION", version).env("PATUH_SHA256", &self.sum);
        // A site in a workflow works for now; the site of the tests is made for a moment of its own.
        command.env("SOURCE_DATE_EPOCH", CLOCK.parse::<jiff::Timestamp>().expect("a time").as_second().to_string());
        command.envs(env.iter().copied());
        Run::of(command.output().expect("the shell starts"))
    }

    /// A step of the workflow for GitHub, as a runner starts it.
    fn step(&self, at: usize, env: &[(&str, &str)]) -> Run {
        let script = scripts(&text(GITHUB), "run: |").swap_remove(at);
        self.run(&["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"], &script, env)
    }

    fn summary(&self) -> String {
        fs::read_to_string(self.path("summary")).unwrap_or_default()
    }
}

/// Packs the program of the tests as a release does and puts stand-ins for `curl` and `wget` beside it: they know one address.
fn release(temp: &Path) -> String {
    let (version, folder) = (env!("CARGO_PKG_VERSION"), temp.join("release"));
    fs::create_dir_all(folder.join("x86_64-linux")).expect("ours");
    fs::copy(env!("CARGO_BIN_EXE_patuh"), folder.join("x86_64-linux/patuh")).expect("the program is built");
    fs::write(folder.join("x86_64-linux/NOTICES.txt"), "Licences.\n").expect("ours");
    let pack = Command::new(project().join(".github/release/package"))
        .args([version, &folder.display().to_string()])
        .env("SOURCE_DATE_EPOCH", "1790000000")
        .output();
    Run::of(pack.expect("bash is there")).ends(0);
    let bin = temp.join("bin");
    fs::create_dir_all(&bin).expect("ours");
    for (program, flag) in [("curl", "--output"), ("wget", "-O")] {
        let known = format!(
            "https://server.test/someone/patuh/releases/download/v{version}/patuh-{version}-x86_64-linux.tar.gz"
        );
        let script = format!(
            "#!/bin/bash\nset -e\nfor address; do :; done\nwhile [[ $1 != {flag} ]]; do shift; done\n[[ $address == {known} ]]\ncp \"$RELEASE/${{address##*/}}\" \"$2\"\n"
        );
        fs::write(bin.join(program), script).expect("ours");
        fs::set_permissions(bin.join(program), fs::Permissions::from_mode(0o755)).expect("ours");
    }
    let sums = fs::read_to_string(folder.join("SHA256SUMS")).expect("a release has sums");
    sums.split_whitespace().next().expect("a sum").to_owned()
}

#[test]
fn a_site_on_github_is_checked_and_built_with_a_verdict() {
    let machine = Machine::new();
    let got = machine.step(0, &[]).ends(0);
    assert!(got.out.ends_with(&format!("patuh {}\n", env!("CARGO_PKG_VERSION"))), "{}", got.out);

    let check = machine.step(1, &[("GITHUB_EVENT_NAME", "pull_request"), ("BASE_URL", "")]).ends(0);
    assert!(
        machine.summary().starts_with("checked ") && machine.summary().lines().count() == 1,
        "{}",
        machine.summary()
    );
    assert!(check.out.ends_with(&machine.summary()), "{}", check.out);
    assert!(!machine.site.output().exists(), "a proposal publishes nothing");

    let base = [("GITHUB_EVENT_NAME", "push"), ("BASE_URL", "https://someone.test/nilai")];
    machine.step(1, &base).ends(0);
    assert!(
        machine.summary().lines().last().is_some_and(|line| line.starts_with("published ")),
        "{}",
        machine.summary()
    );
    assert!(machine.site.read("output/index.html").contains("href=\"/nilai/assets/"), "the address is that of Pages");
}

#[test]
fn a_fault_fails_the_workflow_of_github_and_stands_in_its_verdict() {
    let machine = Machine::new();
    machine.step(0, &[]).ends(0);
    machine.site.replace(WRONG_SCORE.0, WRONG_SCORE.1, WRONG_SCORE.2);
    let run = machine.step(1, &[("GITHUB_EVENT_NAME", "pull_request"), ("BASE_URL", "")]).ends(1);
    assert!(run.err.contains("::error file=content/assessments/2019.yaml,line="), "{}", run.err);
    assert!(machine.summary().contains("1 error"), "{}", machine.summary());
    machine.step(1, &[("GITHUB_EVENT_NAME", "schedule"), ("BASE_URL", "https://someone.test")]).ends(1);
    assert!(!machine.site.output().exists());
    // What patuh itself cannot begin has no last line of its own.
    fs::remove_file(machine.site.root().join("content/site.yaml")).expect("it was there");
    machine.step(1, &[("GITHUB_EVENT_NAME", "push"), ("BASE_URL", "https://someone.test")]).ends(2);
    assert!(machine.summary().ends_with("patuh ended with 2; the log says why\n"), "{}", machine.summary());
}

#[test]
fn another_file_than_the_one_that_was_chosen_is_not_run() {
    let machine = Machine::new();
    let other = "0".repeat(64);
    let run = machine.step(0, &[("PATUH_SHA256", other.as_str())]).ends(1);
    assert!(!run.out.contains("patuh 0") && !machine.path("patuh").exists(), "{}", run.out);
    for unset in [("PATUH_SHA256", ""), ("PATUH_REPOSITORY", "OWNER/patuh")] {
        let run = machine.step(0, &[unset]).ends(1);
        assert!(run.out.starts_with("::error file=.github/workflows/site.yml::PATUH_"), "{}", run.out);
    }
}

/// The lines of a job for GitLab as its runner starts them, in a plain shell.
fn gitlab(machine: &Machine, job: &str, env: &[(&str, &str)]) -> Run {
    let workflow = text(GITLAB);
    let mine = &workflow[workflow.find(&format!("\n{job}:\n")).expect("the job is there")..];
    let before = scripts(&workflow, "before_script:").swap_remove(0);
    let before: String = before.lines().skip(1).map(|line| format!("{}\n", line.trim_start())).collect();
    let script = scripts(mine, "script:").swap_remove(0);
    let script = before + script.trim().strip_prefix("- ").expect("a list of one");
    let place = machine.path("patuh").display().to_string();
    let script = script.replace("/tmp/patuh", &place).replace("/tmp/", &format!("{}/", machine.temp.path().display()));
    machine.run(&["sh", "-ec"], &script, env)
}

#[test]
fn a_site_on_gitlab_is_checked_and_built() {
    let machine = Machine::new();
    let run = gitlab(&machine, "check", &[]).ends(0);
    assert!(run.out.lines().last().is_some_and(|line| line.starts_with("checked ")), "{}", run.out);
    let pages = [("CI_PAGES_URL", "https://someone.test/nilai")];
    gitlab(&machine, "pages", &pages).ends(0);
    assert!(machine.site.read("public/index.html").contains("href=\"/nilai/assets/"));
    let other = "0".repeat(64);
    gitlab(&machine, "check", &[("PATUH_SHA256", other.as_str())]).ends(1);
    assert!(gitlab(&machine, "check", &[("PATUH_SHA256", "")]).ends(1).err.contains("not set yet"));
    machine.site.replace(WRONG_SCORE.0, WRONG_SCORE.1, WRONG_SCORE.2);
    assert!(gitlab(&machine, "check", &[]).ends(1).out.contains("1 error"));
    gitlab(&machine, "pages", &pages).ends(1);
}

#[test]
fn a_new_site_names_this_version_and_trusts_no_proposal() {
    for path in [GITHUB, GITLAB] {
        assert_eq!(variable(&text(path), "PATUH_VERSION"), env!("CARGO_PKG_VERSION"), "{path}");
    }
    let github = text(GITHUB);
    let code: String = github.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    assert!(!code.contains("pull_request_target") && !code.contains("secrets."), "a proposal could read or write");
    // What an event says is never put into a script as text: whoever makes a proposal chooses its words.
    for workflow in [GITHUB, ".github/workflows/release.yml"] {
        for script in scripts(&text(workflow), "run: |") {
            assert!(!script.contains("${{"), "{workflow}: {script}");
        }
    }
    let publish = &github[github.find("\n  publish:").expect("there is such a job")..];
    assert!(publish.contains("id-token: write") && !publish.contains("run:"), "the job with rights runs nothing");
    assert!(!github[..github.len() - publish.len()].contains(": write"), "no other has rights");
}

#[test]
fn a_release_is_packed_the_same_way_twice() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    assert_eq!(release(one.path()), release(two.path()));
    let notes = fs::read_to_string(one.path().join("release/notes.md")).expect("notes");
    assert!(notes.contains(&format!("PATUH_VERSION: {}\n", env!("CARGO_PKG_VERSION"))), "{notes}");
    assert!(notes.contains("### Added"), "the changelog of this version: {notes}");
}

#[test]
fn the_container_is_made_of_files_that_are_there() {
    let file = text("Containerfile");
    let copies = file.lines().filter_map(|line| line.strip_prefix("COPY ")).filter(|line| !line.starts_with("--from"));
    let mut names: Vec<&str> = copies.flat_map(|line| line.rsplit_once(' ').expect("to where").0.split(' ')).collect();
    for name in &names {
        assert!(project().join(name).exists(), "no {name}");
    }
    // Whatever the program takes in while it is compiled is copied too.
    names.sort_unstable();
    for needed in ["Cargo.lock", "Cargo.toml", "benches", "build.rs", "examples", "skeleton", "src", "themes"] {
        assert!(names.binary_search(&needed).is_ok(), "{needed} is not copied");
    }
    assert!(file.contains("\nUSER 65532:65532\nWORKDIR /site\nENTRYPOINT [\"/patuh\"]\n"), "{file}");
}

#[test]
fn a_release_has_the_version_and_the_changelog_of_its_tag() {
    let version = env!("CARGO_PKG_VERSION");
    let script = scripts(&text(".github/workflows/release.yml"), "run: |").swap_remove(0);
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::copy(project().join("Cargo.toml"), folder.path().join("Cargo.toml")).expect("it is there");
    let run = |tag: &str, changelog: &str| {
        fs::write(folder.path().join("CHANGELOG.md"), changelog).expect("ours");
        let mut command = Command::new("bash");
        command.args(["-eo", "pipefail", "-c", &script]).current_dir(folder.path()).env("GITHUB_REF_NAME", tag);
        Run::of(command.output().expect("bash is there"))
    };
    let (tag, dated) = (format!("v{version}"), format!("# Changelog\n\n## [{version}] – 2026-12-01\n"));
    run(&tag, &dated).ends(0);
    assert!(run("v99.0.0", &dated).ends(1).out.contains("the tag is v99.0.0"));
    for changelog in [format!("## [{version}] – unreleased\n"), "## [0.0.1] – 2026-01-01\n".to_owned()] {
        assert!(run(&tag, &changelog).ends(1).out.contains("CHANGELOG.md has no part of"), "{changelog}");
    }
}
