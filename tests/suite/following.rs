//! What is said of a run beside its report: the addresses that changed, and what took how long.
#![expect(clippy::disallowed_methods, reason = "a test takes content of its site away")]

use crate::support::{Site, tree};

fn site() -> Site {
    let site = Site::copy("tests/problems/base");
    site.write("content/news/satu.md", "---\ntitle: Satu\ndate: 2019-12-11\n---\nIsi.\n");
    site
}

/// The list of changes as the program wrote it.
fn list(site: &Site) -> (Vec<String>, Vec<String>) {
    let list: serde_json::Value = serde_json::from_str(&site.read("changed.json")).expect("JSON");
    let names = |key: &str| {
        let names = list[key].as_array().expect("a list").iter();
        names.map(|name| name.as_str().expect("an address").to_owned()).collect()
    };
    (names("changed"), names("removed"))
}

#[test]
fn the_list_of_changes_holds_the_addresses_that_a_cache_must_forget() {
    let site = site();
    let path = site.root().join("changed.json");
    let args = ["build", "--changed-list", path.to_str().expect("a path of letters")];
    site.run(&args).ends(0);
    let (changed, removed) = list(&site);
    let files = tree(&site.output()).into_keys().filter(|file| file != "patuh.json").count();
    assert_eq!((changed.len(), removed.len()), (files, 0));
    for address in ["/", "/berita/satu/", "/404.html", "/data/scores.csv"] {
        assert!(changed.contains(&format!("https://example.org/contoh{address}")), "{address}: {changed:?}");
    }
    site.run(&args).ends(0);
    assert_eq!(list(&site), (Vec::new(), Vec::new()));
    site.replace("content/news/satu.md", "Isi.", "Lain.");
    site.run(&args).ends(0);
    let (changed, _) = list(&site);
    assert!(changed.contains(&"https://example.org/contoh/berita/satu/".to_owned()), "{changed:?}");
    assert!(!changed.contains(&"https://example.org/contoh/metodologi/".to_owned()), "{changed:?}");
    std::fs::remove_file(site.root().join("content/news/satu.md")).expect("it is ours");
    site.run(&[&args[..], &["--base-url", "https://example.net/"]].concat()).ends(0);
    let (changed, removed) = list(&site);
    assert!(removed.contains(&"https://example.net/berita/satu/".to_owned()), "{removed:?}");
    assert!(changed.contains(&"https://example.net/".to_owned()), "{changed:?}");
}

#[test]
fn there_is_no_list_without_a_new_site() {
    let site = site();
    let path = site.root().join("changed.json");
    let args = ["build", "--changed-list", path.to_str().expect("a path of letters")];
    site.append("content/news/satu.md", "[[nilai tak-ada 2019]]\n");
    site.run(&args).ends(1);
    assert!(!path.exists());
    let site = self::site();
    let nowhere = site.root().join("tidak/ada.json");
    let args = ["build", "--changed-list", nowhere.to_str().expect("a path of letters")];
    let run = site.run(&args).ends(3);
    assert!(run.err.contains("the site is published, but the list of changed addresses cannot be"), "{}", run.err);
    assert!(site.output().join("index.html").exists());
}

#[test]
fn timings_tell_parts_templates_pages_and_what_was_taken_over_and_change_nothing() {
    let (site, other) = (site(), site());
    let run = site.run(&["build", "--timings"]).ends(0);
    let plain = other.run(&["build"]).ends(0);
    assert_eq!(plain.err, "", "no bar where nobody looks on");
    assert_eq!(tree(&site.output()), tree(&other.output()));
    for words in [
        "  reading ",
        "publishing",
        " a second",
        "regency.html",
        "ms each",
        "Biggest pages",
        " kB  /",
        "pages 0, cards 0",
    ] {
        assert!(run.err.contains(words), "{words:?} in {}", run.err);
    }
    let run = site.run(&["build", "--timings", "--lang", "id"]).ends(0);
    let pages = tree(&site.output()).into_keys().filter(|file| file.ends_with(".html")).count();
    assert!(run.err.contains(&format!("Diambil dari pembuatan sebelumnya: {pages} halaman")), "{}", run.err);
    assert!(!run.err.contains("regency.html"), "none was made: {}", run.err);
    let run = site.run(&["check", "--timings", "-q"]).ends(0);
    assert!(
        run.out.is_empty() && run.err.starts_with("Time by part\n") && !run.err.contains("publishing"),
        "{}",
        run.err
    );
    let run = site.run(&["check", "--timings", "--message-format", "json"]).ends(0);
    assert_eq!(run.err, "", "programs read that");
}
