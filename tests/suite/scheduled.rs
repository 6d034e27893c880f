//! What waits for its moment: a check looks at each such moment, a build publishes and says nothing of it.

use crate::support::Site;

/// The base site of the problem pages with an article that opens on 3 December 2026, after the clock of the tests.
fn site(body: &str) -> Site {
    let site = Site::copy("tests/problems/base");
    site.write("content/news/nanti.md", &format!("---\ntitle: Nanti\ndate: 2026-12-03 10:00\n---\n{body}\n"));
    site
}

#[test]
fn a_fault_of_what_is_to_come_fails_the_check_and_not_the_build() {
    let site = site("[[tren kabupaten-conto]]");
    let check = site.run(&["check"]).ends(1);
    assert!(check.err.contains("content/news/nanti.md:5:8") && check.err.contains("error[insertion]"), "{}", check.err);
    assert!(check.err.contains("= help: a build finds this from 2026-12-03 10:00 WIB on"), "{}", check.err);
    assert!(check.out.contains(", and 1 scheduled item at the moment it becomes public; 1 error"), "{}", check.out);
    let build = site.run(&["build"]).ends(0);
    assert_eq!(build.err, "");
    assert!(build.out.contains("; 1 scheduled item is not checked yet: `patuh check` looks at it"), "{}", build.out);
    assert!(!site.output().join("berita/nanti").exists(), "an embargo holds");
    let id = site.run(&["check", "--lang", "id"]).ends(1);
    assert!(id.err.contains("= bantuan: build baru menemukan ini mulai 2026-12-03 10:00 WIB"), "{}", id.err);
    assert!(id.out.contains(", juga 1 isi terjadwal pada saat terbitnya; 1 kesalahan"), "{}", id.out);
    assert!(site.run(&["build", "--lang", "id"]).ends(0).out.contains("; 1 isi terjadwal belum diperiksa: jalankan"));
}

/// What the check told is what the build of that moment meets.
#[test]
fn an_article_that_comes_before_its_results_is_found() {
    let site = site("[[nilai kabupaten-contoh 2020]]");
    let year = site.read("content/assessments/2019.yaml").replace("2019", "2020");
    let year = year.replace("year: 2020\n", "year: 2020\nreleased: 2026-12-03 11:00\n");
    site.write("content/assessments/2020.yaml", &year);
    site.replace("content/methodologies.yaml", "[2018, 2019]", "[2018, 2019, 2020]");
    let check = site.run(&["check"]).ends(1);
    assert!(check.err.contains("error[insertion]: there are no results of `2020`"), "{}", check.err);
    assert!(check.err.contains("2026-12-03 10:00 WIB") && check.out.contains("and 2 scheduled items"), "{}", check.err);
    let at_ten = "2026-12-03T03:00:00Z";
    assert!(site.run_at(at_ten, &["build"]).ends(1).err.contains("error[insertion]"));
    site.replace("content/assessments/2020.yaml", "11:00", "10:00");
    site.run(&["check"]).ends(0);
    site.run_at(at_ten, &["build"]).ends(0);
}

#[test]
fn a_finding_of_today_is_told_once() {
    let site = site("Isi.");
    site.write("content/news/kini.md", "---\ntitle: Kini\ndate: 2026-01-03\n---\n[Ke mana](/hilang/)\n");
    let check = site.run(&["check"]).ends(0);
    assert_eq!(check.err.matches("warning[link-broken]").count(), 1, "{}", check.err);
    assert!(!check.err.contains("a build finds this from"), "{}", check.err);
    site.run(&["check", "--strict"]).ends(1);
}

#[test]
fn an_explanation_of_what_is_to_come_is_not_unused() {
    let site = site("[Ke mana](/hilang/)");
    let accept = "accept:\n- {code: link-broken, at: news/nanti.md, because: Dibuat nanti.}\n";
    let settings = site.read("content/site.yaml");
    site.write("content/site.yaml", &format!("{settings}{accept}"));
    site.run(&["check", "--strict"]).ends(0);
    site.run(&["build", "--strict"]).ends(0);
    site.write("content/news/nanti.md", "---\ntitle: Nanti\ndate: 2026-12-03\n---\nIsi.\n");
    assert!(site.run(&["check"]).ends(0).err.contains("warning[accept-unused]"));
}

#[test]
fn drafts_are_not_looked_at() {
    let site = site("Isi.");
    site.replace("content/news/nanti.md", "---\ntitle", "---\ndraft: true\ntitle");
    site.replace("content/news/nanti.md", "Isi.", "[[tren]]");
    let check = site.run(&["check"]).ends(0);
    assert_eq!((check.err.as_str(), check.out.contains("scheduled")), ("", false), "{}", check.out);
}

#[test]
fn everything_that_ends_or_begins_is_listed_in_its_own_words() {
    let site = site("Isi.");
    site.replace("content/news/nanti.md", "date:", "expires: 2026-12-24\ndate:");
    let withdrawn = "withdrawn: {date: 2026-12-11, reason: Keliru.}";
    site.write("content/news/kini.md", &format!("---\ntitle: Kini\ndate: 2026-01-03\n{withdrawn}\n---\nIsi.\n"));
    site.write("content/pages/tentang.md", &format!("---\ntitle: Tentang\n{withdrawn}\n---\nIsi.\n"));
    let reply = "- {regency: kabupaten-contoh, year: 2019, replied: 2026-12-12, by: Bupati, text: Baik.}\n";
    site.write("content/responses.yaml", reply);
    let list = site.run(&["list", "upcoming", "--json"]).ends(0).out;
    let list: serde_json::Value = serde_json::from_str(&list).expect("JSON");
    let told: Vec<(&str, &str)> = list
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| (item["event"].as_str().expect("a word"), item["what"].as_str().expect("a text")))
        .collect();
    let expected = [
        ("article", "Nanti"),
        ("withdrawal", "Kini"),
        ("withdrawal", "Tentang"),
        ("reply", "kabupaten-contoh 2019"),
        ("expiry", "Nanti"),
    ];
    assert_eq!(told, expected);
    let id = site.run(&["list", "upcoming", "--lang", "id"]).ends(0).out;
    for words in ["berita ", "penarikan ", "tanggapan ", "tidak ditampilkan lagi "] {
        assert!(id.contains(words), "{words}: {id}");
    }
}

#[test]
fn a_list_of_a_site_with_faults_does_not_reassure() {
    let site = site("Isi.");
    site.replace("content/news/nanti.md", "2026-12-03 10:00", "3 Desember");
    let list = site.run(&["list", "upcoming"]).ends(1);
    assert_eq!(list.out, "", "nothing is to come would be a guess");
    assert!(list.err.contains("error[bad-date]") && list.err.contains("nanti.md:3:7"), "{}", list.err);
    assert!(list.err.contains("patuh: not everything could be read, so this list may lack something"), "{}", list.err);
    let id = site.run(&["list", "upcoming", "--lang", "id"]).ends(1);
    assert!(id.err.contains("patuh: tidak semua berkas dapat dibaca, jadi daftar ini mungkin belum lengkap"));
    assert_eq!(site.run(&["list", "upcoming", "--json"]).ends(1).out, "[]\n");
}
