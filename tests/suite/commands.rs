//! The officer's commands: what is to come, corrections, and messages in the language asked for.
#![expect(clippy::disallowed_methods, reason = "the tests change the sites they run the program on")]

use std::fs;

use crate::support::Site;

const TABLE: &str = "content/assessments/2018.csv";
const YEAR: &str = "content/assessments/2024.yaml";
const LOG: &str = "content/corrections.yaml";

/// The base site of the problem pages: small, whole, without faults.
fn site() -> Site {
    Site::copy("tests/problems/base")
}

/// The site with a year of which each result is written in its own way.
fn with_scores() -> Site {
    let site = site();
    site.write(LOG, "# The log.\n[]\n");
    site
}

#[test]
fn every_fault_of_the_command_line_is_said_in_both_languages() {
    let site = site();
    let cases: &[(&[&str], &str, &str)] = &[
        (&["build", "--foo"], "there is no option `--foo`", "tidak ada opsi `--foo`"),
        (
            &["chek"],
            "there is no command `chek`\n  did you mean `check`?",
            "tidak ada perintah `chek`\n  maksud Anda `check`?",
        ),
        (&["build", "x"], "the word `x` is not needed here", "kata `x` tidak diperlukan di sini"),
        (&["check", "-q", "-v"], "`--quiet` and `--verbose` exclude each other", "tidak dapat dipakai bersama"),
        (
            &["check", "--color", "x"],
            "cannot be `x`\n  possible: auto, always, never",
            "tidak dapat diisi `x`\n  yang dapat dipakai:",
        ),
        (&["check", "--strict=1"], "takes no value, and `1` is given", "tidak memakai nilai"),
        (&["correct", "sarolangun"], "is missing", "belum disebut"),
        (&["build", "--drafts"], "need an --output of their own", "sebutkan --output tersendiri"),
        (&["check", "--base-url", "x"], "--base-url is an address", "--base-url berupa alamat web"),
        (&["help", "x"], "there is no command `x`", "tidak ada perintah `x`"),
    ];
    for (args, english, indonesian) in cases {
        for (lang, words) in [("en", english), ("id", indonesian)] {
            let run = site.run_with(args, &[("PATUH_LANG", lang)]).ends(2);
            assert!(run.err.starts_with("patuh: ") && run.err.contains(words), "{args:?} {lang}: {}", run.err);
            assert!(!run.err.contains("error:") && !run.err.contains("Usage"), "{}", run.err);
        }
    }
}

#[test]
fn a_report_in_indonesian_has_indonesian_labels() {
    let site = site();
    site.write("content/news/x.md", "---\ntitle: [\n---\n");
    let run = site.run(&["check", "--lang", "id"]).ends(1);
    assert!(
        run.err.contains("kesalahan[yaml-syntax]: mulai dari sini berkas tidak dapat dipahami (pesan"),
        "{}",
        run.err
    );
    assert!(run.err.contains("= bantuan: ") && !run.err.contains("help"), "{}", run.err);
    let short = site.run(&["check", "--lang=id", "--message-format", "short"]).ends(1);
    assert!(short.err.contains(": kesalahan[yaml-syntax]: "), "{}", short.err);
}

#[test]
fn an_unreadable_file_ends_as_a_fault_of_the_disk() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    let path = site.root().join(LOG);
    fs::write(&path, "[]\n").expect("ours");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("ours");
    if fs::read(&path).is_ok() {
        // The superuser reads all: a folder that is no file refuses him too.
        return;
    }
    site.run(&["check"]).ends(3);
    site.run(&["build"]).ends(3);
}

#[test]
fn what_is_to_come_is_listed_by_moment_with_its_file() {
    let site = site();
    site.write("content/news/a.md", "---\ntitle: Kunjungan\ndate: 2026-11-03 10:00\nexpires: 2026-12-01\n---\nIsi.\n");
    site.write("content/news/b.md", "---\ntitle: Nanti\ndate: 2026-01-03\ndraft: true\n---\nIsi.\n");
    site.write("content/news/c.md", "---\ntitle: Lama\ndate: 2020-01-03\nexpires: 2020-02-01\n---\nIsi.\n");
    let run = site.run(&["list", "upcoming"]).ends(0);
    let lines: Vec<Vec<&str>> =
        run.out.lines().map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()).collect();
    assert_eq!(
        lines,
        [
            vec!["2026-11-03 10:00 WIB", "in 2 days", "article", "Kunjungan", "content/news/a.md:2"],
            vec!["2026-12-01 00:00 WIB", "in 29 days", "withdrawal", "Kunjungan", "content/news/a.md:2"],
            vec!["no date", "draft", "Nanti", "content/news/b.md:2"],
        ],
        "{}",
        run.out
    );
    let json = site.run(&["list", "upcoming", "--json"]).ends(0).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json[0]["moment"], "2026-11-03T10:00:00+07:00");
    assert_eq!(json[2]["moment"], serde_json::Value::Null);
    let id = site.run(&["list", "upcoming", "--lang", "id"]).ends(0).out;
    assert!(id.contains("2 hari lagi") && id.contains("penarikan"), "{id}");
}

#[test]
fn nothing_to_come_is_said() {
    assert_eq!(site().run(&["list", "upcoming"]).ends(0).out, "nothing is to come, nothing is a draft\n");
}
