//! Cards to share: what is drawn on them is what the page says, in every language, small enough for a messenger and never too early.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use patuh::model::release::{Release, Show};
use patuh::plan::Page;
use patuh::{Purpose, Request, Strictness, look};

use crate::support::{CLOCK, Site, tree, words};

/// What messengers still load.
const MOST_BYTES: usize = 300_000;

/// The files of cards in the output, by their paths.
fn cards(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let files = tree(&site.output()).into_iter();
    files.filter(|(path, _)| path.starts_with("kartu/") || path.contains("/kartu/")).collect()
}

/// What stands in an attribute of `<meta property="…">`.
fn meta(html: &str, property: &str) -> Option<String> {
    let (_, after) = html.split_once(&format!("<meta property=\"{property}\" content=\""))?;
    Some(after[..after.find('"').expect("an attribute ends")].to_owned())
}

/// The drawings of all cards of a site as their templates write them, by file.
pub(crate) fn drawings(site: &Site) -> BTreeMap<String, String> {
    let show = Show::No;
    let release = Release { now: CLOCK.parse().expect("a moment"), drafts: show, future: show, expired: show };
    let request = Request {
        root: site.root().to_owned(),
        output: PathBuf::new(),
        home: None,
        base_url: None,
        release,
        strictness: Strictness::Lenient,
        wait: Duration::ZERO,
        purpose: Purpose::Publish,
    };
    let (_, drawn) = look(&request, |studio, ground| {
        let one = |((page, lang), file): (&(Page, _), &String)| {
            let svg = studio.drawing(ground, *page, *lang).expect("the theme draws").svg;
            (file.clone(), svg)
        };
        ground.2.cards.iter().map(one).collect()
    });
    drawn.expect("the site can be made")
}

/// The words of a drawing; fails when it is no XML.
fn said(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    let lines = texts.map(|node| {
        node.descendants().filter(|part| part.is_text()).filter_map(|part| part.text()).collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_card_of_the_real_site_is_small_and_named_by_its_page() {
    let site = Site::copy(".");
    site.run(&["build", "--strict"]).ends(0);
    let cards = cards(&site);
    assert!(cards.len() > 50, "{}", cards.len());
    for (path, bytes) in &cards {
        assert!(bytes.len() < MOST_BYTES, "{path} has {} bytes", bytes.len());
        let shown = image::load_from_memory_with_format(bytes, image::ImageFormat::Png).expect("it is PNG");
        assert_eq!((shown.width(), shown.height()), (1200, 630), "{path}");
        assert_eq!(bytes[25], 3, "{path} has a palette");
    }
    for (page, card) in [
        ("daerah/sarolangun/", "kartu/sarolangun.png"),
        ("en/daerah/sarolangun/", "en/kartu/sarolangun.png"),
        ("tahun/2023/", "kartu/tahun/2023.png"),
        ("berita/sarolangun-minta-pendampingan/", "kartu/berita/sarolangun-minta-pendampingan.png"),
        ("en/berita/sarolangun-minta-pendampingan/", "kartu/berita/sarolangun-minta-pendampingan.png"),
    ] {
        let html = site.read(&format!("output/{page}index.html"));
        let fingerprint = blake3::hash(&cards[card]).to_hex();
        let url = format!("https://example.org/kepatuhan/{card}?v={}", &fingerprint[..8]);
        assert_eq!(meta(&html, "og:image"), Some(url), "{page}");
        assert_eq!(meta(&html, "og:image:width").as_deref(), Some("1200"));
        assert!(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"), "{page}");
    }
    let html = site.read("output/daerah/sarolangun/index.html");
    let alt = "Kabupaten Sarolangun: zona hijau (2024); 2025: tidak dinilai. Nilai 90,53 dari 100 (2024). \
               Naik 11,26 poin sejak 2023.";
    assert_eq!(meta(&html, "og:image:alt").as_deref(), Some(alt));
    assert!(meta(&html, "og:title").is_some_and(|title| title.contains("zona hijau (2024)")));
}

#[test]
fn a_card_says_what_its_page_says() {
    let site = Site::copy(".");
    site.run(&["build"]).ends(0);
    let drawings = drawings(&site);
    let mut compared = 0;
    for (file, svg) in drawings.iter().filter(|(file, _)| file.starts_with("kartu/") && file.matches('/').count() == 1)
    {
        let id = file.trim_start_matches("kartu/").trim_end_matches(".png");
        let html = site.read(&format!("output/daerah/{id}/index.html"));
        let big = html.split_once("class=\"big\">").map(|(_, after)| after[..after.find('<').expect("a tag")].trim());
        let card = said(svg);
        let heading = html.split_once("<h1").and_then(|(_, h1)| h1.split_once('>')).expect("a heading").1;
        let name = words(&heading[..heading.find(':').expect("a finding")]);
        assert!(card.contains(name.trim()), "{file}: {name} in {card}");
        if let Some(big) = big.filter(|big| !big.is_empty()) {
            let year = html.split_once("zona hijau (").map(|(_, after)| after[..4].to_owned());
            let wanted = [Some(big.to_owned()), year].into_iter().flatten();
            assert!(
                wanted.clone().all(|text| card.contains(&text)),
                "{file}: {:?} in {card}",
                wanted.collect::<Vec<_>>()
            );
            compared += 1;
        }
    }
    assert!(compared >= 10, "{compared}");
    let sarolangun = said(&drawings["kartu/sarolangun.png"]);
    for text in ["Sarolangun", "90,53", "dari 100", "Hijau", "2024", "Naik 11,26 poin sejak 2023", "Pelayanan Publik"] {
        assert!(sarolangun.contains(text), "{text} in {sarolangun}");
    }
    let english = said(&drawings["en/kartu/sarolangun.png"]);
    assert!(english.contains("90.53") && english.contains("Green") && english.contains("Up 11.26 points"), "{english}");
    let year = said(&drawings["kartu/tahun/2023.png"]);
    assert!(year.contains("9 dari 11") && year.contains("hijau 2 kuning 0 merah"), "{year}");
    let article = said(&drawings["kartu/berita/sarolangun-minta-pendampingan.png"]);
    assert!(article.contains("29 Juni 2020") && article.contains("54,32 Kabupaten"), "{article}");
    assert!(article.contains("Kuning 2019"), "{article}");
}

#[test]
fn the_same_site_has_the_same_cards() {
    let (one, other) = (Site::real(), Site::real());
    one.run_with(&["build"], &[("RAYON_NUM_THREADS", "1")]).ends(0);
    other.run(&["build"]).ends(0);
    assert_eq!(cards(&one), cards(&other));
    assert!(!cards(&one).is_empty());
}

#[test]
fn hostile_names_and_titles_stay_words() {
    let site = Site::real();
    let long = "Kabupaten <script>&\"' 🎉 \u{202e}عربي 中文 e\u{301} ".to_owned() + &"Panjang ".repeat(25);
    let long = long.trim().replace('\'', "''");
    site.replace("content/regencies.yaml", "name: Kabupaten Sarolangun", &format!("name: '{long}'"));
    let title = "x".repeat(300) + " <image href=\"/etc/passwd\"/> ]]> <!-- {{ view }}";
    site.write("content/news/2021-01-01-jahat.md", &format!("---\ntitle: '{title}'\ndate: 2021-01-01\n---\nIsi.\n"));
    site.run(&["build"]).ends(0);
    let drawings = drawings(&site);
    for file in ["kartu/sarolangun.png", "kartu/berita/jahat.png"] {
        let card = roxmltree::Document::parse(&drawings[file]).expect("it is XML");
        let names = ["svg", "rect", "circle", "path", "text", "tspan"];
        let foreign = card.descendants().find(|n| n.is_element() && !names.contains(&n.tag_name().name()));
        assert!(foreign.is_none(), "{foreign:?}");
        assert!(said(&drawings[file]).contains('…'), "{file} is cut");
        assert!(cards(&site)[file].len() < MOST_BYTES);
    }
    assert!(said(&drawings["kartu/sarolangun.png"]).contains("<script>&\"'"));
}

#[test]
fn zones_of_another_site_have_their_signs_on_cards() {
    let site = Site::copy("tests/site-other");
    site.run(&["build"]).ends(0);
    let drawings = drawings(&site);
    assert!(!drawings.is_empty() && cards(&site).len() == drawings.len());
    let years = drawings.iter().filter(|(file, _)| file.contains("/2")).map(|(_, svg)| said(svg));
    assert!(years.filter(|card| card.contains('A') && card.contains("niveau A")).count() > 0);
}

#[test]
fn a_site_can_do_without_cards() {
    let site = Site::real();
    let settings = site.read("content/site.yaml");
    site.write("content/site.yaml", &format!("{settings}\ncards: false\n"));
    site.run(&["build"]).ends(0);
    assert_eq!(cards(&site), BTreeMap::new());
    let html = site.read("output/daerah/sarolangun/index.html");
    assert_eq!(meta(&html, "og:image"), None);
    assert!(html.contains("<meta name=\"twitter:card\" content=\"summary\">"));
}

#[test]
fn nothing_of_what_is_not_released_is_on_a_card() {
    let (plain, held) = (Site::real(), Site::real());
    held.write(
        "content/assessments/2026.yaml",
        "year: 2026\nmethodology: rahasia\nreleased: 2026-12-01\nsource: {title: Rahasia, publisher: Rahasia}\n\
         results:\n  tebo: {score: 12.34, zone: merah}\n",
    );
    let methods = held.read("content/methodologies.yaml");
    let method = "- id: rahasia\n  title: Rahasia\n  years: [2026]\n  scale: {min: 0, max: 100, decimals: 2}\n";
    held.write("content/methodologies.yaml", &format!("{methods}\n{method}"));
    held.write("content/news/2026-12-01-rahasia.md", "---\ntitle: Rahasia\ndate: 2026-12-01\n---\nIsi.\n");
    plain.run(&["build"]).ends(0);
    held.run(&["build"]).ends(0);
    assert_eq!(cards(&plain), cards(&held));
    held.run_at("2026-12-02T00:00:00Z", &["build"]).ends(0);
    let later = cards(&held);
    assert!(later.contains_key("kartu/tahun/2026.png") && later.contains_key("kartu/berita/rahasia.png"));
    assert_ne!(later["kartu/tebo.png"], cards(&plain)["kartu/tebo.png"]);
    let said = held.run(&["share", "2026"]).ends(2);
    assert!(!said.out.contains("12") && said.err.contains("nothing public is called 2026"), "{}", said.err);
}

#[test]
fn pages_are_sent_by_plain_links_and_by_the_command_in_the_same_words() {
    let site = Site::real();
    site.run(&["build"]).ends(0);
    let html = site.read("output/daerah/sarolangun/index.html");
    let text = site.run(&["share", "sarolangun"]).ends(0).out;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].contains("Nilai 90,53 dari 100 (2024). Naik 11,26 poin sejak 2023."), "{text}");
    assert!(lines[1].starts_with("Sumber: "), "{text}");
    assert_eq!(lines[2], "https://example.org/kepatuhan/daerah/sarolangun/");
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    let encode =
        |c: char| if plain(c) { c.to_string() } else { c.to_string().bytes().map(|b| format!("%{b:02X}")).collect() };
    let encoded: String = text.trim_end().chars().map(encode).collect();
    assert!(html.contains(&format!("href=\"https://wa.me/?text={encoded}\"")), "{encoded}");
    let english = site.run(&["share", "sarolangun", "--lang", "en"]).ends(0).out;
    assert!(
        english.contains("Score 90.53 out of 100 (2024).") && english.contains("/en/daerah/sarolangun/"),
        "{english}"
    );
    let year = site.run(&["share", "2023"]).ends(0).out;
    assert!(year.starts_with("9 dari 11 kabupaten/kota di zona hijau pada 2023.\nSumber: "), "{year}");
    let article = site.run(&["share", "sarolangun-minta-pendampingan", "--lang", "en"]).ends(0).out;
    assert!(article.contains("/kepatuhan/berita/sarolangun-minta-pendampingan/"), "{article}");
    let unknown = site.run(&["share", "sarolangn", "--lang", "id"]).ends(2);
    assert!(unknown.err.contains("maksud Anda `sarolangun`?") && unknown.out.is_empty(), "{}", unknown.err);
}
