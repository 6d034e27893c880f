//! The officer's commands: what is to come, corrections, and messages in the language asked for.
#![expect(clippy::disallowed_methods, reason = "the tests change the sites they run the program on")]

use std::fs;

use crate::support::Site;

const YEAR: &str = "content/assessments/2019.yaml";
const TABLE: &str = "content/assessments/2019.csv";
const LOG: &str = "content/corrections.yaml";

/// The base site of the problem pages: small, whole, without faults.
fn site() -> Site {
    Site::copy("tests/problems/base")
}

/// What the program says of a correction that it is to write.
fn corrected(site: &Site, args: &[&str]) -> String {
    let reason: &[&str] = if args.contains(&"--reason") { &[] } else { &["--reason", "Salah ketik."] };
    let args: Vec<&str> = ["correct"].iter().chain(args).chain(reason).chain(&["--yes"]).copied().collect();
    site.run(&args).ends(0).out
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
fn a_folder_without_a_site_is_said_in_one_message() {
    let site = site();
    let told = |english: &str, indonesian: &str| {
        for (lang, words) in [("en", english), ("id", indonesian)] {
            for args in [&["check"][..], &["build"], &["list", "upcoming"], &["correct", "a", "2019", "1", "--yes"]] {
                let run = site.run_with(args, &[("PATUH_LANG", lang)]).ends(2);
                assert!(run.err.starts_with(&format!("patuh: {words}")), "{args:?} {lang}: {}", run.err);
                assert_eq!((run.err.lines().count(), run.out.as_str()), (1, ""), "{args:?}: {}", run.err);
            }
        }
    };
    fs::remove_file(site.root().join("content/site.yaml")).expect("the site has it");
    told("there is no site here: ", "tidak ada situs di sini: di ");
    fs::remove_dir_all(site.root()).expect("ours");
    told("there is no site here, and no folder either: ", "tidak ada situs di sini, foldernya pun tidak ada: ");
    site.run(&["help"]).ends(0);
}

#[test]
fn a_report_in_indonesian_has_indonesian_labels() {
    let site = site();
    site.write("content/news/x.md", "---\ntitle: [\n---\n");
    let run = site.run(&["check", "--lang", "id"]).ends(1);
    assert!(run.err.contains("kesalahan[yaml-syntax]: kurung selalu berpasangan"), "{}", run.err);
    assert!(run.err.contains("= bantuan: pesan pembaca YAML, dalam bahasa Inggris: "), "{}", run.err);
    assert!(!run.err.contains("help"), "{}", run.err);
    let short = site.run(&["check", "--lang=id", "--message-format", "short"]).ends(1);
    assert!(short.err.contains(": kesalahan[yaml-syntax]: "), "{}", short.err);
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
            vec!["2026-12-01 00:00 WIB", "in 29 days", "no longer shown", "Kunjungan", "content/news/a.md:2"],
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
    assert!(id.contains("2 hari lagi") && id.contains("tidak ditampilkan lagi"), "{id}");
}

#[test]
fn nothing_to_come_is_said() {
    assert_eq!(site().run(&["list", "upcoming"]).ends(0).out, "nothing is to come, nothing is a draft\n");
}

#[test]
fn a_correction_changes_the_bytes_of_the_score_and_appends_to_the_log() {
    let site = site();
    site.replace(YEAR, "score: 54.32", "score: '54,32' # as printed");
    site.write(LOG, "# Newest first.\n[] # none yet\n");
    let before = site.read(YEAR);
    let out = corrected(
        &site,
        &["kabupaten-contoh", "2019", "54,23", "--reason", "Salah \"ketik\"", "--requested-by", "Pemkab"],
    );
    assert!(out.contains("-     score: '54,32' # as printed\n+     score: '54,23' # as printed\n"), "{out}");
    assert!(out.contains("before: 54.32 (zone kuning)\nafter: 54.23 (zone kuning)\n"), "{out}");
    assert_eq!(site.read(YEAR), before.replace("'54,32'", "'54,23'"));
    assert_eq!(
        site.read(LOG),
        "# Newest first.\n# none yet\n- date: 2026-11-01\n  year: 2019\n  regency: kabupaten-contoh\n  field: score\n  was: 54.32\n  now: 54.23\n  \
         requested_by: \"Pemkab\"\n  reason: \"Salah \\\"ketik\\\"\"\n"
    );
    site.run(&["build"]).ends(0);
    assert!(site.row("daerah/kabupaten-contoh/", "2019").contains("54,23"), "the site shows it");
    // The same day again: of one day the log holds the later one first, and its entry is shown as one.
    let out = corrected(&site, &["kabupaten-contoh", "2019", "54,24", "--reason", "Lagi"]);
    let entry = "content/corrections.yaml:3\n+ - date: 2026-11-01\n+   year: 2019\n+   regency: kabupaten-contoh\n+   field: score\n\
                 +   was: 54.23\n+   now: 54.24\n+   reason: \"Lagi\"\n\nbefore: ";
    assert!(out.contains(entry), "{out}");
    assert!(site.read(LOG).find("now: 54.24") < site.read(LOG).find("now: 54.23"), "{}", site.read(LOG));
    site.run(&["check"]).ends(0);
    let same = corrected(&site, &["kabupaten-contoh", "2019", "54.240"]);
    assert_eq!(same, "kabupaten-contoh has 54.240 in 2019 already: nothing to correct\n");
}

#[test]
fn a_cell_of_a_table_is_corrected_and_a_missing_log_is_made() {
    let site = site();
    let year = site.read(YEAR);
    let (head, tail) =
        (&year[..year.find("results:").expect("it has results")], &year[year.find("units:").expect("units")..]);
    site.write(YEAR, &format!("{head}results: {{file: 2019.csv}}\n{tail}"));
    site.write(TABLE, "regency,score,absent\r\nkabupaten-contoh,\"54,32\",\r\nkabupaten-misal,81.00,\r\nprovinsi-umpama,,not-assessed\r\n");
    fs::remove_file(site.root().join(LOG)).expect("the site has a log");
    let out = corrected(&site, &["kabupaten-misal", "2019", "80,99", "--kind", "revision"]);
    assert!(out.contains("the zone follows from the score: hijau before, kuning after\n"), "{out}");
    corrected(&site, &["kabupaten-contoh", "2019", "54.33"]);
    assert_eq!(
        site.read(TABLE),
        "regency,score,absent\r\nkabupaten-contoh,\"54,33\",\r\nkabupaten-misal,80.99,\r\nprovinsi-umpama,,not-assessed\r\n"
    );
    assert!(
        site.read(LOG).contains("  now: 80.99\n  kind: revision\n  reason: \"Salah ketik.\"\n- date: "),
        "{}",
        site.read(LOG)
    );
    site.run(&["check"]).ends(0);
}

#[test]
fn a_correction_to_come_is_held_back() {
    let site = site();
    site.replace(YEAR, "score: 54.32", "score: 54.32\n    zone: kuning");
    let out = corrected(&site, &["kabupaten-contoh", "2019", "50,32", "--date", "2026-12-01"]);
    assert!(out.contains("public from 1 December 2026; until then the site shows 54.32"), "{out}");
    assert!(out.contains("the zone kuning is stated in the data and stays, but the bands give merah"), "{out}");
    site.run(&["build"]).ends(0);
    assert!(site.row("daerah/kabupaten-contoh/", "2019").contains("54,32"), "not before its day");
    let list = site.run(&["list", "upcoming"]).ends(0).out;
    assert!(list.contains("correction  kabupaten-contoh 2019: 54.32 → 50.32  content/corrections.yaml:6"), "{list}");
}

#[test]
fn a_reason_is_always_asked_for() {
    let site = site();
    let before = (site.read(YEAR), site.read(LOG));
    for reason in [&[][..], &["--reason", " "]] {
        let args: Vec<&str> =
            ["correct", "Kabupaten Contoh", "2019", "54,23", "--yes"].iter().chain(reason).copied().collect();
        let run = site.run_with(&args, &[("PATUH_LANG", "id")]).ends(2);
        assert!(
            run.err.contains(
                "jadi --reason wajib diisi, misalnya:\n  patuh correct \"Kabupaten Contoh\" 2019 54,23 --reason \"Salah"
            ),
            "{}",
            run.err
        );
        assert!(site.run(&args).ends(2).err.contains("so --reason is needed"));
    }
    assert_eq!((site.read(YEAR), site.read(LOG)), before);
}

#[test]
fn a_zone_that_is_stated_is_corrected_with_its_score() {
    let site = site();
    site.replace(YEAR, "score: 54.32", "zone: \"kuning\"\n    score: 54.32");
    let args = ["kabupaten-contoh", "2019", "50,32", "--requested-by", "Pemkab Contoh", "--lang", "id"];
    let out = corrected(&site, &args);
    let next = "zona kuning tertulis di data dan tidak berubah, padahal menurut rentang nilai zonanya merah; jika sumber kini juga memuat merah, \
                jalankan:\n  patuh correct kabupaten-contoh 2019 50,32 --zone merah --requested-by \"Pemkab Contoh\" --reason \"Salah ketik.\"\n";
    assert!(out.ends_with(next), "{out}");
    assert!(site.run(&["check"]).ends(0).err.contains("[zone-differs]"));
    // The command as it was shown: the score stands already, the zone follows.
    let out = corrected(&site, &["kabupaten-contoh", "2019", "50,32", "--zone", "merah"]);
    assert!(out.contains("before: 50.32 (zone kuning)\nafter: 50.32 (zone merah)\n"), "{out}");
    assert!(site.read(YEAR).contains("zone: \"merah\"\n    score: 50.32"), "{}", site.read(YEAR));
    assert!(site.read(LOG).contains("  field: zone\n  was: kuning\n  now: merah\n"), "{}", site.read(LOG));
    site.run(&["check", "--strict"]).ends(0);
    // Both at once.
    let out = corrected(&site, &["kabupaten-contoh", "2019", "81", "--zone", "hijau", "--date", "2026-12-01"]);
    assert!(
        out.contains("-     zone: \"merah\"\n-     score: 50.32\n+     zone: \"hijau\"\n+     score: 81\n"),
        "{out}"
    );
    assert!(out.contains("until then the site shows 50.32 (zone merah)"), "{out}");
    site.run(&["check", "--strict"]).ends(0);
    site.run_at("2026-12-02T00:00:00Z", &["build", "--strict"]).ends(0);
    assert!(site.row("daerah/kabupaten-contoh/", "2019").contains("Zona hijau"));
}

#[test]
fn a_correction_in_indonesian_writes_numbers_and_dates_as_indonesian_does() {
    let site = site();
    let out = corrected(&site, &["Kabupaten Misal", "2019", "80.99", "--date", "2027-01-15", "--lang", "id"]);
    assert!(out.contains("sebelum: 81,00 (zona hijau)\nsesudah: 80,99 (zona kuning)\n"), "{out}");
    assert!(out.contains("berlaku bagi publik sejak 15 Januari 2027"), "{out}");
    assert!(out.ends_with("zona mengikuti nilai: semula hijau, menjadi kuning\n"), "{out}");
    let out = corrected(&site, &["misal", "2018", "80.030", "--lang", "id"]);
    assert!(out.contains("nilai kabupaten-misal untuk 2018 sudah 80,030"), "{out}");
}

#[test]
fn a_body_is_named_by_its_name_or_alias_too() {
    let site = site();
    site.replace(
        "content/regencies.yaml",
        "  parent: provinsi-umpama\n",
        "  parent: provinsi-umpama\n  aliases: [Cth]\n",
    );
    for (n, name) in ["Kabupaten Contoh", "kabupaten contoh", "Contoh", "CTH"].iter().enumerate() {
        let out = corrected(&site, &[name, "2019", &format!("54.1{n}")]);
        assert!(out.contains("+   regency: kabupaten-contoh\n"), "{name}: {out}");
    }
    site.write(
        "content/regencies.yaml",
        &(site.read("content/regencies.yaml")
            + "- {id: kota-contoh, name: Kota Contoh, kind: kabupaten, aliases: [Cth]}\n"),
    );
    let run = site.run(&["correct", "cth", "2019", "54,23", "--reason", "x"]).ends(2);
    assert!(
        run.err.contains("`cth` is the name of several bodies: write the id of one of kabupaten-contoh, kota-contoh"),
        "{}",
        run.err
    );
    let run = site.run(&["correct", "Kabupaten Contohh", "2019", "54,23", "--reason", "x"]).ends(2);
    assert!(run.err.contains("did you mean `kabupaten-contoh`?"), "{}", run.err);
}

#[test]
fn articles_that_say_the_old_figure_are_the_next_step() {
    let site = site();
    let article = |date: &str, body: &str| {
        let front = format!("title: Nilai Contoh\ndate: {date}\nregencies: [kabupaten-contoh]");
        site.write(&format!("content/news/{date}-x{date}.md"), &format!("---\n{front}\n---\n{body}\n"));
    };
    article("2019-12-11", "Nilainya 54,32 pada 2019.\n\nTurun 3,33 poin.");
    article("2019-12-12", "Nilainya 57,65 pada 2018.");
    let out = corrected(&site, &["kabupaten-contoh", "2019", "54,23"]);
    let places = "  content/news/2019-12-11-x2019-12-11.md:6\n  content/news/2019-12-11-x2019-12-11.md:8\n";
    assert!(out.ends_with(&format!("look whether their text should change:\n{places}")), "{out}");
    let run = site.run(&["check", "--strict"]).ends(0);
    assert!(run.out.ends_with("; 2 notes\n"), "{}", run.out);
}

#[test]
fn what_cannot_be_corrected_is_refused_and_nothing_is_written() {
    let site = site();
    let before = (site.read(YEAR), site.read(LOG));
    let cases: &[(&[&str], i32, &str)] = &[
        (&["kabupaten-conto", "2019", "54,23"], 2, "did you mean `kabupaten-contoh`?"),
        (&["kabupaten-contoh", "2017", "54,23"], 2, "no public assessment of 2017; there are: 2018, 2019"),
        (&["kabupaten-contoh", "2019", "x"], 2, "not x"),
        (&["kabupaten-contoh", "2019", "54,235"], 2, "at most 2 decimals, and 54,235 has more"),
        (&["kabupaten-contoh", "2019", "54.235"], 2, "at most 2 decimals, and 54.235 has more"),
        (&["kabupaten-contoh", "2019", "54,23", "--zone", "kunig"], 2, "did you mean `kuning`?"),
        (&["kabupaten-contoh", "2019", "54,23", "--zone", "merah"], 2, "it follows from the score: leave out --zone"),
        (&["kabupaten-contoh", "2019", "54,23", "--date", "2019"], 2, "--date is a day"),
        (
            &["provinsi-umpama", "2019", "54,23"],
            2,
            "has no score of its own in 2019: change content/assessments/2019.yaml",
        ),
        (&["kabupaten-contoh", "2019", "154,23"], 1, "error[score-range]"),
        (&["kabupaten-contoh", "2019", "54,23"], 1, "nobody can be asked here"),
    ];
    for (args, code, words) in cases {
        let args: Vec<&str> = ["correct"].iter().chain(*args).chain(&["--reason", "x"]).copied().collect();
        let run = site.run(&args).ends(*code);
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
        assert_eq!((site.read(YEAR), site.read(LOG)), before, "{args:?}");
    }
    let dry = site.run(&["correct", "kabupaten-contoh", "2019", "54,23", "--reason", "x", "--dry-run"]).ends(0).out;
    assert!(dry.ends_with("nothing was written\n"), "{dry}");
    site.write(LOG, "- {date: x}\n");
    let run = site.run(&["correct", "kabupaten-contoh", "2019", "54,23", "--reason", "x", "--yes"]).ends(1);
    assert!(run.err.contains("the content has faults, so nothing is corrected"), "{}", run.err);
}

#[test]
fn a_correction_nobody_can_be_asked_about_is_not_taken_for_done() {
    let site = site();
    let before = site.read(YEAR);
    let args = ["correct", "kabupaten-contoh", "2019", "54,23", "--reason", "x"];
    // The tests' program has no terminal.
    let run = site.run(&args).ends(1);
    assert!(run.err.contains("nothing was written, for nobody can be asked here: --yes writes"), "{}", run.err);
    assert!(run.out.contains("54.23"), "what would change is shown: {}", run.out);
    let run = site.run(&[&args[..], &["--lang", "id"]].concat()).ends(1);
    assert!(run.err.contains("tidak ada yang ditulis"), "{}", run.err);
    assert_eq!(site.read(YEAR), before);
}

#[test]
fn what_is_shared_is_named_as_a_correction_names_it() {
    let site = site();
    let by_id = site.run(&["share", "kabupaten-contoh"]).ends(0).out;
    for name in ["Kabupaten Contoh", "contoh", "KABUPATEN  CONTOH"] {
        assert_eq!(site.run(&["share", name]).ends(0).out, by_id, "{name}");
    }
    site.replace("content/regencies.yaml", "name: Kabupaten Misal\n", "name: Kabupaten Misal\n  aliases: [Kembar]\n");
    site.replace("content/regencies.yaml", "name: Provinsi Umpama\n", "name: Provinsi Umpama\n  aliases: [Kembar]\n");
    let run = site.run(&["share", "Kembar"]).ends(2);
    assert!(run.err.contains("write the id of one of kabupaten-misal, provinsi-umpama"), "{}", run.err);
    let run = site.run(&["share", "kabupaten-conto"]).ends(2);
    assert!(run.err.contains("did you mean `kabupaten-contoh`?"), "{}", run.err);
    // An article of the same name is what is meant then.
    site.write("content/news/2020-01-01-kembar.md", "---\ntitle: Dua daerah kembar\ndate: 2020-01-01\n---\nIsi.\n");
    assert!(site.run(&["share", "kembar"]).ends(0).out.contains("Dua daerah kembar"));
}

#[test]
fn when_the_log_cannot_be_written_the_data_is_put_back() {
    let site = site();
    fs::remove_file(site.root().join(LOG)).expect("the site has a log");
    // A folder in its place refuses the second rename, whoever runs the test.
    fs::create_dir_all(site.root().join(LOG).join("x")).expect("ours");
    let before = site.read(YEAR);
    let run = site.run(&["correct", "kabupaten-contoh", "2019", "54,23", "--reason", "x", "--yes"]).ends(3);
    assert!(run.err.contains("content/corrections.yaml cannot be written"), "{}", run.err);
    assert_eq!(site.read(YEAR), before);
    let left = fs::read_dir(site.root().join("content"))
        .expect("ours")
        .chain(fs::read_dir(site.root().join("content/assessments")).expect("ours"));
    let left: Vec<_> = left
        .map(|entry| entry.expect("readable").file_name())
        .filter(|name| name.to_string_lossy().starts_with('.'))
        .collect();
    assert_eq!(left, Vec::<std::ffi::OsString>::new());
}

#[test]
fn a_build_that_waits_for_another_says_so_once() {
    use rustix::fs::{FlockOperation, flock};
    let site = site();
    site.run(&["build"]).ends(0);
    let lock = fs::File::open(site.root().join(".patuh/lock")).expect("a build leaves its lock");
    flock(&lock, FlockOperation::LockExclusive).expect("nobody builds");
    let letting_go = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(400));
        drop(lock);
    });
    let run = site.run(&["build"]).ends(0);
    letting_go.join().expect("it only sleeps");
    assert_eq!(run.err, "patuh: waiting for another build of this site to end (at most 60 seconds)\n");
}
