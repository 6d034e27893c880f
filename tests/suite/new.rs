//! `new`: a text that is begun reads back as it was meant, and takes no other's place.
#![expect(clippy::disallowed_methods, reason = "the tests run the program and change its sites")]

use std::collections::BTreeMap;
use std::process::Command;

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};

use crate::support::{CLOCK, Run, Site, tree};

/// Signs that mean something to YAML, any characters that can be seen, and words that are no text to YAML.
const HOSTILE: &str =
    "[a-z \"'#:\\\\{}\\[\\],&*!|>%@`?~-]{0,24}|\\PC{1,30}|(null|true|1e3|- a|\\? b|---|\\.\\.\\.|0x1f|2019-12-11|~)";

/// The base site of the problem pages: small, whole, without faults.
fn site() -> Site {
    Site::copy("tests/problems/base")
}

/// Begins a text whose title may look like an option.
fn begin(site: &Site, args: &[&str], title: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_patuh"));
    command.arg("new").args(args).arg("--root").arg(site.root()).args(["--clock", CLOCK, "--", title]);
    Run::of(command.output().expect("the program starts"))
}

/// The file that was written, by the first line of the answer.
fn begun(site: &Site, run: &Run) -> String {
    let path = run.out.lines().next().expect("the path").to_owned();
    let root = site.root().display().to_string();
    path.strip_prefix(&format!("{root}/")).expect("below the site").to_owned()
}

#[test]
fn an_article_is_a_draft_of_today_on_the_site() {
    let site = site();
    // In Jakarta it is the next day already.
    let run = site.run_at("2026-10-31T18:00:00Z", &["new", "news", "Loket baru"]).ends(0);
    let path = begun(&site, &run);
    assert_eq!(path, "content/news/2026-11-01-loket-baru.md");
    assert_eq!(
        site.read(&path),
        "---\ntitle: Loket baru\ndate: 2026-11-01\ndraft: true # remove this line when everybody may read the text\n---\n\
         <!-- Write the text here and remove this line. -->\n"
    );
    assert!(
        run.out.ends_with("next: write the text, run `patuh check --drafts`, then remove the line `draft: true`\n")
    );
    site.run(&["check", "--drafts", "--strict"]).ends(0);
    site.run(&["build"]).ends(0);
    assert!(!site.output().join("berita/loket-baru").exists(), "a draft is not public");
    site.replace(&path, "draft: true # remove this line when everybody may read the text\n", "");
    site.run(&["build"]).ends(0);
    let page = site.page("berita/loket-baru/");
    assert!(page.contains("Loket baru") && !page.contains("remove this line"), "{page}");
}

#[test]
fn all_that_is_asked_for_stands_on_top() {
    let site = site();
    let args = ["new", "news", "Rapat", "--regency", "Kabupaten Contoh", "--regency", "kabupaten-contoh"];
    let more = ["--date", "2026-11-02 09:30", "--summary", "Satu: dua", "--slug", "rapat-kerja", "--text-lang", "id"];
    let run = site.run(&[&args[..], &more[..]].concat()).ends(0);
    let path = begun(&site, &run);
    assert_eq!(path, "content/news/2026-11-02-rapat-kerja.md");
    let text = site.read(&path);
    let front = "title: Rapat\ndate: 2026-11-02 09:30\n";
    let rest = "summary: \"Satu: dua\"\nlang: id\nregencies: [kabupaten-contoh]\n---\n";
    assert!(text.contains(front) && text.contains(rest), "{text}");
    site.run(&["check", "--drafts", "--future", "--strict"]).ends(0);
}

#[test]
fn a_page_has_no_date_in_its_name() {
    let site = site();
    let run = site.run(&["new", "page", "Kontak kami", "--lang", "id", "--quiet"]).ends(0);
    assert_eq!(begun(&site, &run), "content/pages/kontak-kami.md");
    assert_eq!(run.out.lines().count(), 1, "quietly, only the path: {}", run.out);
    let text = site.read("content/pages/kontak-kami.md");
    assert!(text.contains("draft: true # hapus baris ini") && !text.contains("date:"), "{text}");
    site.run(&["check", "--drafts", "--strict"]).ends(0);
    let run = site.run(&["new", "page", "x", "--regency", "kabupaten-contoh"]).ends(2);
    assert!(run.err.contains("there is no option `--regency`"), "{}", run.err);
}

#[test]
fn names_are_made_of_titles() {
    let cases = [
        ("Évaluation à Jambi & sekitarnya!", "evaluation-a-jambi-sekitarnya"),
        ("  Dua   kata\tsaja ", "dua-kata-saja"),
        (
            "Judul yang sangat panjang harus dipotong di antara dua kata supaya alamatnya tetap pendek",
            "judul-yang-sangat-panjang-harus-dipotong-di-antara-dua-kata",
        ),
        (&"x".repeat(300), &"x".repeat(60)),
        ("Con man", "con-man"),
        ("2019-12-11 rapat", "2019-12-11-rapat"),
    ];
    let site = site();
    for (title, name) in cases {
        let run = site.run(&["new", "news", title]).ends(0);
        assert_eq!(begun(&site, &run), format!("content/news/2026-11-01-{name}.md"));
    }
    site.run(&["check", "--drafts", "--strict"]).ends(0);
    for title in ["con", "LPT1", "日本国", "!!", "-"] {
        let run = begin(&site, &["news"], title).ends(2);
        assert!(run.err.contains("give one with --slug"), "{title}: {}", run.err);
        begin(&site, &["page", "--slug", &format!("nama-{}", title.len())], title).ends(0);
    }
}

#[test]
fn a_title_that_cannot_be_is_told() {
    let site = site();
    let cases: &[(&[&str], &str)] = &[
        (&["new", "news", ""], "a text needs a title"),
        (&["new", "news", " \n "], "a text needs a title"),
        (&["new", "news", "a\u{7}b"], "without control characters"),
        (&["new", "news", "a", "--summary", " "], "--summary is a sentence"),
        (&["new", "news", "a", "--slug", "A b"], "did you mean `a-b`?"),
        (&["new", "news", "a", "--slug", "con"], "none that Windows reserves"),
        (&["new", "news", "a", "--slug", "../x"], "`../x` is not one"),
        (&["new", "news", "a", "--date", "2026"], "--date is a day or a moment"),
        (&["new", "news", "a", "--date", "2026-02-30"], "--date is a day or a moment"),
        (&["new", "news", "a", "--text-lang", "fr"], "the site has no language `fr`; it has id, en"),
        (&["new", "news", "a", "--regency", "kabupaten-conto"], "did you mean `kabupaten-contoh`?"),
        (&["new", "news", "a", "--translation-of", "x"], "no text of this kind called `x`"),
        (&["new", "news"], "is missing"),
        (&["new"], "which command?"),
    ];
    let before = tree(site.root());
    for (args, words) in cases {
        let run = site.run(args).ends(2);
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
    }
    assert!(tree(site.root()) == before, "nothing was written");
}

#[test]
fn a_name_that_is_taken_is_told_and_kept() {
    let site = site();
    site.run(&["new", "news", "Loket baru"]).ends(0);
    let before = tree(site.root());
    // On another day too: the address would be the same.
    for date in ["2026-11-01", "2027-01-01"] {
        let run = site.run(&["new", "news", "Loket: baru!", "--date", date]).ends(2);
        assert!(run.err.contains("`loket-baru` in the address belongs to content/news/2026-11-01-loket-baru.md"));
    }
    // A section of the site has the address.
    let run = site.run(&["new", "page", "Berita"]).ends(1);
    assert!(run.err.contains("/berita/ is taken"), "{}", run.err);
    // A file that cannot be read as a text is not replaced either.
    site.write("content/pages/rusak.md", "no front matter");
    let run = site.run(&["new", "page", "Rusak"]).ends(2);
    assert!(run.err.contains("content/pages/rusak.md is there already"), "{}", run.err);
    assert_eq!(site.read("content/pages/rusak.md"), "no front matter");
    assert_eq!(tree(site.root()).len(), before.len() + 1);
}

#[test]
fn a_fault_elsewhere_is_no_hindrance_but_one_in_the_settings_is() {
    let site = site();
    site.write("content/news/2026-01-01-rusak.md", "---\ntitel: x\n---\n");
    site.run(&["new", "news", "Loket baru"]).ends(0);
    site.append("content/site.yaml", "zones: [\n");
    let run = site.run(&["new", "news", "Lain"]).ends(1);
    assert!(run.err.contains("the site cannot be read, so nothing was written"), "{}", run.err);
}

#[test]
fn a_translation_knows_its_original() {
    let site = Site::copy("skeleton");
    for said in ["content/news/2025-12-10-contoh-satu-naik.md", "contoh-satu-naik"] {
        let run = site.run(&["new", "news", "Contoh Satu rises", "--translation-of", said]).ends(0);
        let path = begun(&site, &run);
        assert_eq!(path, "content/news/2025-12-10-contoh-satu-rises.md");
        let text = site.read(&path);
        for line in ["date: 2025-12-10 10:00\n", "lang: en\n", "key: contoh-satu-naik\n", "regencies: [contoh-satu]\n"]
        {
            assert!(text.contains(line), "{text}");
        }
        site.run(&["check", "--drafts", "--strict"]).ends(0);
        let run = site.run(&["new", "news", "Again", "--translation-of", said]).ends(2);
        assert!(run.err.contains("is there in all languages of the site already"), "{}", run.err);
        // As a public text the two are one, in two languages.
        site.replace(&path, "draft: true # remove this line when everybody may read the text\n", "");
        site.run(&["build"]).ends(0);
        assert!(site.read("output/berita/contoh-satu-naik/index.html").contains("/en/berita/contoh-satu-rises/"));
        std::fs::remove_file(site.root().join(&path)).expect("ours");
    }
    site.run(&["new", "page", "Privacy", "--translation-of", "nothing"]).ends(2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever titles hold, they are read back with white space as single spaces.
    #[test]
    fn any_title_reads_back(titles in vec(HOSTILE, 25)) {
        let site = site();
        let mut wanted = BTreeMap::new();
        for (n, title) in titles.iter().enumerate() {
            let is_long = n % 2 == 0 || title.trim().is_empty();
            let title = if is_long { format!("{title}\u{2028}\u{feff}z") } else { title.clone() };
            let slug = format!("uji-{n}");
            let run = begin(&site, &["news", "--slug", &slug, &format!("--summary={title}")], &title);
            prop_assert_eq!(run.code, 0, "{}", run.err);
            let path = begun(&site, &run);
            site.write(&path, &site.read(&path).replace("draft: true", "draft: false"));
            let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
            wanted.insert(format!("https://example.org/contoh/berita/{slug}/"), [line.clone(), line]);
        }
        let built = site.run(&["build"]);
        prop_assert_eq!(built.code, 0, "{}", built.err);
        let feed: serde_json::Value = serde_json::from_str(&site.read("output/berita.json")).expect("a feed");
        let text = |item: &serde_json::Value, key: &str| item[key].as_str().unwrap_or("").to_owned();
        let items = feed["items"].as_array().expect("articles").iter();
        let found: BTreeMap<_, _> =
            items.map(|item| (text(item, "url"), [text(item, "title"), text(item, "summary")])).collect();
        prop_assert_eq!(found, wanted);
    }
}
