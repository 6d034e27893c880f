//! Feeds: what the formats want of them, what they tell, and that nothing in them breaks out or goes missing.

use std::collections::BTreeSet;

use jiff::Timestamp;
use roxmltree::{Document, Node};
use serde_json::Value;

use super::support::{Site, tree};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const BASE: &str = "https://example.org/kepatuhan";

/// A feed as both of its files tell it.
#[derive(Debug)]
struct Feed {
    id: String,
    lang: String,
    updated: String,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    id: String,
    title: String,
    url: String,
    published: String,
    updated: String,
    html: String,
    lang: Option<String>,
}

impl Feed {
    fn entry(&self, title: &str) -> &Entry {
        let titles: Vec<&str> = self.entries.iter().map(|entry| &*entry.title).collect();
        self.entries.iter().find(|e| e.title == title).unwrap_or_else(|| panic!("no {title:?} in {titles:#?}"))
    }
}

/// Reads a feed of `output` in both forms and holds them against their formats and each other.
fn feed(site: &Site, output: &str, name: &str, base: &str) -> Feed {
    let xml = site.read(&format!("{output}/{name}.atom"));
    let document = Document::parse(&xml).unwrap_or_else(|error| panic!("{name}: {error}\n{xml}"));
    let root = document.root_element();
    assert!(root.has_tag_name((ATOM, "feed")), "{xml}");
    for part in ["id", "title", "updated", "author"] {
        assert_eq!(children(root, part).count(), 1, "{part} of {name}");
    }
    assert!(!text(children(root, "author").next().expect("an author"), "name").is_empty(), "{name}");
    assert_eq!(link(root, "self"), format!("{base}/{name}.atom"));
    assert!(link(root, "alternate").starts_with(base), "{name}");
    let entries: Vec<Entry> = children(root, "entry").map(|node| entry(node, base)).collect();
    let updated = text(root, "updated");
    moment(&updated);
    if let Some(newest) = entries.iter().map(|entry| moment(&entry.updated)).max() {
        assert_eq!(moment(&updated), newest, "{name}");
    }
    assert!(entries.len() <= 30, "{name}");
    let ids: BTreeSet<&str> = entries.iter().map(|entry| &*entry.id).collect();
    assert_eq!(ids.len(), entries.len(), "{name}: {ids:?}");
    same_as_json(&site.read(&format!("{output}/{name}.json")), &entries, &format!("{base}/{name}.json"));
    let lang = root.attribute((roxmltree::NS_XML_URI, "lang")).expect("a language").to_owned();
    Feed { id: text(root, "id"), lang, updated, entries }
}

fn entry(node: Node<'_, '_>, base: &str) -> Entry {
    for part in ["id", "title", "updated", "published", "content"] {
        assert_eq!(children(node, part).count(), 1, "{part} of {node:?}");
    }
    let content = children(node, "content").next().expect("counted above");
    assert_eq!(content.attribute("type"), Some("html"));
    let lang = node.attribute((roxmltree::NS_XML_URI, "lang")).map(str::to_owned);
    let (id, url, html) = (text(node, "id"), link(node, "alternate"), text(node, "content"));
    let (published, updated) = (text(node, "published"), text(node, "updated"));
    assert!(moment(&updated) >= moment(&published), "{id}");
    assert!(id.starts_with("https://") && url.starts_with(base), "{id} {url}");
    for address in html.split("href=\"").skip(1).chain(html.split("src=\"").skip(1)) {
        assert!(["https://", "http://", "mailto:", "tel:"].iter().any(|s| address.starts_with(s)), "{address}");
    }
    Entry { title: text(node, "title"), id, url, published, updated, html, lang }
}

fn same_as_json(json: &str, entries: &[Entry], address: &str) {
    assert!(!json.contains('<'), "what takes it for a page finds no tag: {json}");
    let feed: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["feed_url"], address);
    assert!(feed["title"].is_string() && feed["authors"][0]["name"].is_string());
    let items = feed["items"].as_array().expect("a list");
    assert_eq!(items.len(), entries.len());
    for (item, entry) in items.iter().zip(entries) {
        for (key, value) in [
            ("id", &entry.id),
            ("url", &entry.url),
            ("date_published", &entry.published),
            ("date_modified", &entry.updated),
        ] {
            assert_eq!(item[key], **value, "{key}");
        }
        // What XML cannot carry is a replacement character there.
        assert_eq!(plain(item["title"].as_str().expect("a title")), entry.title);
        assert_eq!(plain(item["content_html"].as_str().expect("markup")), entry.html);
        assert_eq!(item["language"].as_str(), entry.lang.as_deref());
    }
}

/// A text as XML can carry it.
fn plain(text: &str) -> String {
    let is_bad = |c: char| (c < ' ' && !"\t\n\r".contains(c)) || "\u{7f}\u{fffe}\u{ffff}".contains(c);
    text.chars().map(|c| if is_bad(c) { '\u{fffd}' } else { c }).collect()
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name((ATOM, name)))
}

fn text(node: Node<'_, '_>, name: &'static str) -> String {
    children(node, name).next().and_then(|child| child.text()).unwrap_or("").to_owned()
}

fn link(node: Node<'_, '_>, rel: &str) -> String {
    let found = children(node, "link").find(|link| link.attribute("rel") == Some(rel));
    found.and_then(|link| link.attribute("href")).unwrap_or_else(|| panic!("no link {rel}")).to_owned()
}

/// An RFC 3339 moment with seconds and an offset.
fn moment(text: &str) -> Timestamp {
    assert!(text.len() >= "2020-06-29T00:00:00Z".len() && text.as_bytes()[10] == b'T', "{text}");
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn article(site: &Site, name: &str, front: &str, body: &str) {
    site.write(&format!("content/news/{name}.md"), &format!("---\n{front}\n---\n{body}\n"));
}

/// The project's site with a correction of a score, a revision of a unit's zone and a correction of an article.
fn corrected() -> Site {
    let site = Site::real();
    site.write(
        "content/corrections.yaml",
        "- {date: 2020-03-02, year: 2019, regency: sarolangun, field: score, was: 45.32, now: 54.32, \
         requested_by: Pemkab Sarolangun, reason: Angka tertukar}\n\
         - {date: 2020-03-01, year: 2015, unit: dukcapil-kota-jambi, kind: revision, field: zone, was: merah, now: hijau}\n",
    );
    site.write(
        "content/responses.yaml",
        "- {regency: sarolangun, year: 2019, invited: 2020-01-02, replied: 2020-02-03, by: Sekda, text: Kami membenahi loket.}\n\
         - {regency: tebo, year: 2019, invited: 2020-01-02}\n",
    );
    let path = "content/news/2020-06-29-sarolangun-minta-pendampingan.md";
    site.replace(
        path,
        "lang: id",
        "lang: id\nauthor: A. & B.\ncorrections:\n  - {date: 2099-07-02, text: Rahasia}\n  - {date: 2020-07-01 10:30, text: Tanggal diperbaiki}\n",
    );
    site.run(&["build"]).ends(0);
    site
}

#[test]
fn feeds_of_every_language_are_whole() {
    let site = Site::real();
    site.run(&["build", "--strict"]).ends(0);
    for name in ["berita", "koreksi", "en/berita", "en/koreksi"] {
        let feed = feed(&site, "output", name, BASE);
        assert_eq!(feed.lang, if name.starts_with("en") { "en" } else { "id" });
        assert!(!feed.updated.starts_with("2026-11-01"), "a feed knows no clock: {}", feed.updated);
    }
    let news = feed(&site, "output", "berita", BASE);
    assert_eq!(news.updated, "2020-06-29T00:00:00+07:00");
    assert!(news.entries[0].html.contains("<h2"), "{}", news.entries[0].html);
    let other = Site::copy("tests/site-other");
    other.run(&["build", "--strict"]).ends(0);
    let news = feed(&other, "output", "actualites", "https://exemple.org");
    let html = &news.entry("Le Nord passe devant").html;
    assert!(html.contains("href=\"https://exemple.org/districts/nord/\""), "{html}");
    assert_eq!(news.updated, "2025-01-12T00:00:00+01:00");
    let log = feed(&other, "output", "rectifications", "https://exemple.org");
    assert!(log.entries[0].title.contains("District Nord 2024, note, 18 auparavant, 8"), "{}", log.entries[0].title);
}

#[test]
fn every_page_leads_to_its_feeds() {
    let site = Site::real();
    site.run(&["build"]).ends(0);
    let files = tree(&site.output());
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        if html.contains("http-equiv=\"refresh\"") || name.contains("sematan/") {
            continue;
        }
        let prefix = if name.starts_with("en/") { "/kepatuhan/en" } else { "/kepatuhan" };
        for (file, form) in [("berita", "atom"), ("koreksi", "atom"), ("berita", "json"), ("koreksi", "json")] {
            let address = format!("href=\"{prefix}/{file}.{form}\"");
            let wanted = if form == "atom" { 2 } else { 1 };
            assert_eq!(html.matches(&address).count(), wanted, "{name} {address}");
        }
    }
}

#[test]
fn hostile_words_stay_words() {
    let title = "</title>]]><script>alert(1)</script> & \"'\u{1f389}\u{202e}";
    let yaml = "\"</title>]]><script>alert(1)</script> & \\\"'\\U0001F389\\u202E\"";
    let site = Site::real();
    article(
        &site,
        "2021-01-01-serangan",
        &format!(
            "title: {yaml}\nauthor: {yaml}\nsummary: {yaml}\nplace: {yaml}\ntags: [{yaml}]\ndate: 2021-01-01\nregencies: [sarolangun]\ncorrections: [{{date: 2021-02-03, text: {yaml}}}]"
        ),
        "]]> <script>alert(2)</script> &amp; <![CDATA[ x ]]>\n\n[a](/daerah/sarolangun/#tren) [b](#judul) [c](regency:tebo)\n\n## Judul\n\n- [x] satu[^1]\n\n[^1]: kaki",
    );
    article(
        &site,
        "2021-01-02-bukan-huruf",
        "title: \"bel\\a bukan\\uFFFE huruf\\uFFFF\"\ndate: 2021-01-02",
        "Isi \u{fffe}.",
    );
    site.run(&["build"]).ends(0);
    let news = feed(&site, "output", "berita", BASE);
    let hostile = news.entry(title);
    assert!(!hostile.html.contains("<script") && hostile.html.contains("&lt;script&gt;"), "{}", hostile.html);
    for link in ["/daerah/sarolangun/#tren", "/berita/serangan/#judul", "/daerah/tebo/", "/berita/serangan/#1"] {
        assert!(hostile.html.contains(&format!("href=\"{BASE}{link}\"")), "{link} in {}", hostile.html);
    }
    news.entry("bel\u{fffd} bukan\u{fffd} huruf\u{fffd}");
    assert!(feed(&site, "output", "koreksi", BASE).entries[0].title.contains(title));
    let page = site.read("output/berita/serangan/index.html");
    let graph = super::graph::graph(&page);
    assert!(graph.iter().any(|node| node["headline"] == title && node["author"]["name"] == title), "{graph:#?}");
}

#[test]
fn a_feed_tells_its_readers_in_their_language_what_there_is() {
    let site = Site::real();
    article(&site, "2021-01-01-loket-baru", "title: Loket baru\ndate: 2021-01-01\nkey: loket", "Isi.");
    article(&site, "2021-01-02-new-counter", "title: New counter\ndate: 2021-01-02\nkey: loket\nlang: en", "Text.");
    site.run(&["build"]).ends(0);
    let titles = |name| -> Vec<(String, Option<String>)> {
        feed(&site, "output", name, BASE).entries.into_iter().map(|e| (e.title, e.lang)).collect()
    };
    let untranslated = "Sarolangun minta pendampingan Ombudsman".to_owned();
    assert_eq!(titles("berita"), [("Loket baru".to_owned(), None), (untranslated.clone(), None)]);
    assert_eq!(titles("en/berita"), [("New counter".to_owned(), None), (untranslated, Some("id".to_owned()))]);
}

#[test]
fn ids_outlive_a_move() {
    let site = Site::real();
    site.run(&["build"]).ends(0);
    let ids =
        |feed: &Feed| -> Vec<String> { feed.entries.iter().map(|e| e.id.clone()).chain([feed.id.clone()]).collect() };
    let before = feed(&site, "output", "berita", BASE);
    site.run(&["build", "--base-url", "http://localhost:8000"]).ends(0);
    let preview = feed(&site, "output", "berita", "http://localhost:8000");
    assert_eq!(ids(&before), ids(&preview));
    let home = "base_url: https://example.org/kepatuhan";
    let moved = "base_url: https://baru.example.org\nidentity: https://example.org/kepatuhan";
    site.replace("content/site.yaml", home, moved);
    site.run(&["build"]).ends(0);
    let after = feed(&site, "output", "berita", "https://baru.example.org");
    assert_eq!(ids(&before), ids(&after));
    assert!(!after.entries[0].html.contains(BASE));
}

#[test]
fn a_feed_has_the_newest_thirty() {
    let site = Site::real();
    for n in 1..=35 {
        article(
            &site,
            &format!("nomor-{n}"),
            &format!("title: Nomor {n}\ndate: 1970-{:02}-{:02}", 1 + n / 20, 1 + n % 20),
            "Isi.",
        );
    }
    site.run(&["build"]).ends(0);
    let titles: Vec<String> = feed(&site, "output", "berita", BASE).entries.into_iter().map(|e| e.title).collect();
    assert_eq!(titles.len(), 30);
    assert_eq!((&*titles[1], &*titles[29]), ("Nomor 35", "Nomor 7"));
}

#[test]
fn corrections_are_told_with_both_values() {
    let site = corrected();
    let log = feed(&site, "output", "koreksi", BASE);
    let titles: Vec<&str> = log.entries.iter().map(|entry| &*entry.title).collect();
    assert_eq!(
        titles,
        [
            "Koreksi berita: Sarolangun minta pendampingan Ombudsman",
            "Koreksi: Kabupaten Sarolangun 2019, nilai semula 45,32, menjadi 54,32",
            "Revisi: Dinas Kependudukan dan Pencatatan Sipil, Kota Jambi 2015, zona semula merah, menjadi hijau",
        ]
    );
    assert_eq!(log.updated, "2020-07-01T10:30:00+07:00");
    let score = &log.entries[1];
    for words in ["<del>45,32</del>", "<ins>54,32</ins>", "Angka tertukar", "Pemkab Sarolangun"] {
        assert!(score.html.contains(words), "{words} in {}", score.html);
    }
    let english = feed(&site, "output", "en/koreksi", BASE);
    assert!(english.entries[1].title.contains("score was 45.32, now 54.32"), "{}", english.entries[1].title);
    let page = site.read("output/koreksi/index.html");
    for entry in &log.entries {
        let anchor = entry.url.strip_prefix(&format!("{BASE}/koreksi/#")).expect("a place on the page");
        assert!(page.contains(&format!(" id=\"{anchor}\"")), "{anchor}");
    }
    // The article's own entry is as new as its correction and tells it.
    let news = feed(&site, "output", "berita", BASE);
    assert_eq!(news.entries[0].updated, "2020-07-01T10:30:00+07:00");
    assert!(news.entries[0].html.contains("Tanggal diperbaiki"));
}

#[test]
fn a_later_correction_moves_no_address() {
    let site = corrected();
    let of = |site: &Site, was: &str| {
        let log = feed(site, "output", "koreksi", BASE);
        let told = |entry: &Entry| entry.html.contains(&format!("<del>{was}</del>"));
        (log.entries.len(), log.entries.into_iter().find(told).map(|entry| entry.id).expect("the correction"))
    };
    let (count, before) = of(&site, "45,32");
    let file = site.read("content/corrections.yaml").replace("was: 45.32, now: 54.32", "was: 45.32, now: 50.32");
    let later = "- {date: 2020-03-02, year: 2019, regency: sarolangun, field: score, was: 50.32, now: 54.32}\n";
    site.write("content/corrections.yaml", &format!("{later}{file}"));
    site.run(&["build"]).ends(0);
    assert_eq!(of(&site, "45,32"), (count + 1, before.clone()));
    assert_eq!(of(&site, "50,32").1, format!("{before}-2"));
}

#[test]
fn a_result_shows_what_was_corrected_in_it() {
    let site = corrected();
    for (page, notice, anchor) in [
        ("daerah/sarolangun/", "Dikoreksi 2 Maret 2020 : nilai semula 45,32", "r-2020-03-02-sarolangun-2019-score"),
        ("tahun/2019/", "Dikoreksi 2 Maret 2020 : nilai semula 45,32", "r-2020-03-02-sarolangun-2019-score"),
        (
            "daerah/kota-jambi/layanan/",
            "Direvisi 1 Maret 2020 : zona semula merah",
            "u-2020-03-01-dukcapil-kota-jambi-2015-zone",
        ),
        (
            "layanan/dukcapil/",
            "Direvisi 1 Maret 2020 : zona semula merah",
            "u-2020-03-01-dukcapil-kota-jambi-2015-zone",
        ),
    ] {
        let words = site.page(page);
        assert!(words.contains(notice), "{notice} in {words}");
        let html = site.read(&format!("output/{page}index.html"));
        assert!(html.contains(&format!("href=\"/kepatuhan/koreksi/#{anchor}\"")), "{page}: {anchor}");
    }
    assert!(site.row("daerah/sarolangun/", "2019").contains("semula 45,32"));
    assert!(!site.row("daerah/sarolangun/", "2018").contains("semula"));
    assert!(!site.page("daerah/tebo/").contains("Dikoreksi"));
}

#[test]
fn the_log_leads_to_replies() {
    let site = corrected();
    let log = site.page("koreksi/");
    assert!(log.contains("Kabupaten Sarolangun, hasil 2019 : ditanggapi 3 Februari 2020"), "{log}");
    assert!(log.contains("Kabupaten Tebo, hasil 2019 : diminta 2 Januari 2020 , belum ada jawaban"), "{log}");
    let html = site.read("output/koreksi/index.html");
    assert!(html.contains("/kepatuhan/daerah/sarolangun/#reply-2019\""));
    assert!(site.read("output/daerah/sarolangun/index.html").contains(" id=\"reply-2019\""));
    assert!(site.page("daerah/sarolangun/").contains("Kami membenahi loket."));
}

#[test]
fn what_is_not_released_is_in_no_feed() {
    let site = corrected();
    article(&site, "2099-01-01-nanti", "title: Rahasia\ndate: 2099-01-01", "Rahasia.");
    article(&site, "2019-01-01-konsep", "title: Rahasia\ndate: 2019-01-01\ndraft: true", "Rahasia.");
    article(&site, "2019-01-01-lewat", "title: Rahasia\ndate: 2019-01-01\nexpires: 2019-02-01", "Rahasia.");
    site.run(&["build"]).ends(0);
    for (name, bytes) in tree(&site.output()) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Rahasia"), "{name}");
    }
    let preview = site.root().join("preview");
    site.run(&["build", "--future", "--output", preview.to_str().expect("a plain path")]).ends(0);
    assert_eq!(feed(&site, "preview", "berita", BASE).entries[0].title, "Rahasia");
}

#[test]
fn a_file_of_the_editor_may_not_stand_where_a_feed_stands() {
    let site = Site::real();
    site.write("content/static/berita.atom", "x");
    let run = site.run(&["build"]).ends(1);
    assert!(run.err.contains("address-collision") && run.err.contains("/berita.atom"), "{}", run.err);
}

#[test]
fn a_broken_feed_is_told_once() {
    let site = Site::real();
    site.write("themes/default/templates/feed.atom", "{{ view.nothing.here }}");
    let run = site.run(&["build", "--message-format", "short"]).ends(1);
    assert_eq!(run.err.matches("template-render").count(), 1, "{}", run.err);
    assert!(run.err.contains("themes/default/templates/feed.atom:1:"), "{}", run.err);
    assert!(!site.output().exists());
}
