//! `init`: a site that is whole from the first minute, in a folder that keeps what it has.
#![expect(clippy::disallowed_methods, reason = "the tests look at the folders they run the program on")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{CLOCK, Run, Site, project, tree};

fn init(folder: &Path, more: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_patuh"));
    command.arg("init").arg(folder).args(more).env_remove("PATUH_LANG");
    Run::of(command.output().expect("the program starts"))
}

/// The site as `init` writes it.
fn fresh() -> Site {
    let site = Site::empty();
    init(site.root(), &[]).ends(0);
    site
}

/// What the program carries: traces of a build that somebody ran in the folder are no part of it.
fn skeleton() -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = tree(&project().join("skeleton"));
    files.retain(|path, _| !path.starts_with(".patuh/") && !path.starts_with("output/"));
    files
}

#[test]
fn the_new_site_has_nothing_to_complain_of_and_builds() {
    let site = fresh();
    let run = site.run(&["check", "--strict"]).ends(0);
    assert!(run.err.is_empty(), "{}", run.err);
    site.run(&["build", "--strict"]).ends(0);
    assert!(site.page("daerah/contoh-satu/").contains("72,90"));
    assert!(site.page("metodologi/").contains("Sejak 2024 yang dinilai adalah dua dimensi"));
    let corrections = site.page("koreksi/");
    assert!(corrections.contains("78,95") && corrections.contains("79,85"), "{corrections}");
    assert!(site.page("daerah/contoh-satu/").contains("Standar pelayanan di Dinas Perizinan belum lengkap"));
    assert!(site.page("layanan/dukcapil/").contains("Kota Contoh"));
    assert!(site.page("en/berita/results-2024/").contains("Contoh City scored 91.20 in 2024"));
    for page in ["tentang/", "kebijakan-koreksi/", "aksesibilitas/", "en/about/", "en/corrections-policy/"] {
        site.page(page);
    }
}

#[test]
fn every_file_of_the_skeleton_lands_as_it_is_dot_files_too() {
    let site = fresh();
    let (written, ours) = (tree(site.root()), skeleton());
    assert!(ours.contains_key(".gitignore") && ours.contains_key(".editorconfig"));
    assert_eq!(written.keys().collect::<Vec<_>>(), ours.keys().collect::<Vec<_>>());
    for (path, bytes) in ours {
        assert!(written[&path] == bytes, "{path} differs");
    }
    for folder in ["content/images", "content/files"] {
        assert!(site.root().join(folder).is_dir(), "guides put something into {folder}");
    }
}

#[test]
fn all_that_the_site_names_is_invented() {
    let texts = skeleton().into_iter().filter(|(path, _)| path.starts_with("content/") || path == "README.md");
    let ours: String = texts.map(|(_, bytes)| bytes).map(|bytes| String::from_utf8(bytes).expect("text")).collect();
    let real = ["jambi", "sarolangun", "merangin", "kerinci", "ombudsman", "go.id", "jakarta pusat"];
    for name in real {
        assert!(!ours.to_lowercase().contains(name), "{name}");
    }
    let bodies = String::from_utf8(skeleton()["content/regencies.yaml"].clone()).expect("text");
    let names: Vec<&str> = bodies.lines().filter(|line| line.trim_start().starts_with("name:")).collect();
    assert_eq!(names.len(), 3);
    assert!(names.iter().all(|name| name.contains("Contoh")), "{names:?}");
}

#[test]
fn title_and_address_are_filled_in_whatever_they_hold() {
    let site = Site::empty();
    let title = r#"Nilai: "kita" #1 \ {a}, 100% 'ya'"#;
    init(site.root(), &["--title", title, "--base-url", "https://uji.example/kepatuhan/"]).ends(0);
    site.run(&["check", "--strict"]).ends(0);
    site.run(&["build"]).ends(0);
    assert!(site.read("output/index.html").contains("https://uji.example/kepatuhan/"), "the address is in the page");
    let feed: serde_json::Value = serde_json::from_str(&site.read("output/koreksi.json")).expect("a feed");
    assert!(feed["title"].as_str().is_some_and(|text| text.contains(title)), "{}", feed["title"]);
    for bad in ["", "  ", "a\u{7}b"] {
        let run = init(&site.root().join("other"), &["--title", bad]).ends(2);
        assert!(run.err.contains("--title is a line of text"), "{}", run.err);
    }
    assert!(!site.root().join("other").exists());
}

#[test]
fn the_last_lines_are_the_next_steps() {
    let site = Site::empty();
    let folder = site.root().join("situs kita");
    let run = init(&folder, &["--lang", "id"]).ends(0);
    let files = skeleton().len();
    let path = folder.display();
    assert_eq!(
        run.out,
        format!(
            "ditulis: {files} berkas di {path}\nselanjutnya:\n  cd \"{path}\"\n  patuh check\n  patuh serve\n  patuh build\n"
        )
    );
    assert_eq!(init(&site.root().join("b"), &["--quiet"]).ends(0).out, "");
}

#[test]
fn a_second_time_nothing_is_written() {
    let site = fresh();
    site.append("content/site.yaml", "# ours\n");
    let before = tree(site.root());
    let run = init(site.root(), &["--title", "x"]).ends(2);
    assert!(run.err.contains("there is a site in") && run.err.contains("nothing was written"), "{}", run.err);
    assert!(tree(site.root()) == before);
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let site = Site::empty();
    site.write("README.md", "ours");
    site.write("laporan.xlsx", "ours");
    site.write("naskah/x.txt", "ours");
    let before = tree(site.root());
    let run = init(site.root(), &[]).ends(2);
    assert!(run.err.contains("is not empty; nothing was written. It holds laporan.xlsx, naskah."), "{}", run.err);
    assert!(tree(site.root()) == before);
    let run = init(&site.root().join("README.md"), &[]).ends(3);
    assert!(run.err.contains("README.md cannot be written"), "{}", run.err);
    assert!(tree(site.root()) == before);
}

#[test]
fn what_git_and_its_hosts_put_there_stays() {
    let site = Site::empty();
    for (path, text) in [(".git/HEAD", "ref"), ("readme.md", "ours"), ("LICENSE", "ours"), (".gitignore", "ours")] {
        site.write(path, text);
    }
    let run = init(site.root(), &[]).ends(0);
    assert!(run.out.contains("kept as they were: .gitignore, README.md\n"), "{}", run.out);
    assert!(run.out.contains("let .gitignore leave out /output/ and /.patuh/"), "{}", run.out);
    for path in ["readme.md", "LICENSE", ".gitignore"] {
        assert_eq!(site.read(path), "ours");
    }
    assert!(!tree(site.root()).contains_key("README.md"), "no second one beside readme.md");
    site.run(&["check", "--strict"]).ends(0);
}

#[test]
fn when_the_disk_refuses_in_the_middle_nothing_stays() {
    // The longest path the system takes: files at the top can be made, the longer names of articles cannot.
    let site = Site::empty();
    let longest = skeleton().keys().map(String::len).max().expect("files");
    let mut folder = site.root().to_owned();
    while folder.as_os_str().len() + 202 < 4096 - longest {
        folder.push("d".repeat(200));
    }
    folder.push("e".repeat(4096 - longest - 2 - folder.as_os_str().len()));
    fs::create_dir_all(folder.parent().expect("below")).expect("ours");
    let run = init(&folder, &[]).ends(3);
    assert!(run.err.contains("cannot be written (the system says:"), "{}", run.err);
    assert!(!folder.exists(), "the folder itself was made by init, so it goes too");
    // A folder that was there stays, empty as it was.
    fs::create_dir(&folder).expect("ours");
    init(&folder, &[]).ends(3);
    assert_eq!(fs::read_dir(&folder).expect("still there").count(), 0);
}

#[test]
fn a_folder_that_may_not_be_written_to_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::empty();
    site.write("x", "a file, so nothing can be below it");
    let mut places: Vec<PathBuf> = vec![site.root().join("x/site")];
    let locked = site.root().join("locked");
    fs::create_dir(&locked).expect("ours");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("ours");
    // Who may do everything is not stopped by a mode.
    if fs::create_dir(locked.join("probe")).is_err() {
        places.extend([locked.join("site"), locked]);
    }
    for place in places {
        let run = init(&place, &[]).ends(3);
        assert!(run.err.contains("cannot be written"), "{}", run.err);
    }
}

#[test]
fn each_command_of_the_readme_works_in_the_new_site() {
    let site = fresh();
    let readme = site.read("README.md");
    // `serve` goes on until somebody ends it; it has tests of its own.
    let is_command = |line: &&str| line.starts_with("patuh ") && !line.starts_with("patuh serve");
    let lines: Vec<&str> = readme.lines().filter(is_command).collect();
    assert!(lines.len() >= 8, "{lines:?}");
    for line in lines {
        let line = line.split(" #").next().unwrap_or("");
        // Words and texts in quotation marks take turns.
        let parts = line.split('"').enumerate();
        let words = parts.flat_map(|(n, part)| if n % 2 == 1 { vec![part] } else { part.split(' ').collect() });
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).skip(1).collect();
        let more: &[&str] = if words[0] == "correct" { &["--yes"] } else { &[] };
        site.run(&[&words[..], more].concat()).ends(0);
    }
    site.run(&["check", "--strict", "--drafts"]).ends(0);
}

#[test]
fn no_clock_is_in_the_files() {
    let (now, later) = (Site::empty(), Site::empty());
    init(now.root(), &["--clock", CLOCK]).ends(0);
    init(later.root(), &["--clock", "2031-01-01T00:00:00Z"]).ends(0);
    assert!(tree(now.root()) == tree(later.root()));
    later.run_at("2031-01-01T00:00:00Z", &["check", "--strict"]).ends(0);
}
