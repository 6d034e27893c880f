//! What is not public yet is nowhere in the output, what was public leaves a page that says so, and nothing else of it.

use super::support::{Run, Site, tree};

const BEFORE: &str = "2026-12-01T01:59:59Z";
/// 09:00 in the site's zone.
const OPENING: &str = "2026-12-01T02:00:00Z";

/// The site with an article, a year, a correction and a reply that open together, and bodies that only they name.
fn embargoed() -> Site {
    let site = Site::real();
    let add = |file: &str, more: &str| site.write(file, &format!("{}\n{more}", site.read(file)));
    site.write(
        "content/news/2026-12-01-rahasia-terbuka.md",
        "---\ntitle: Judul rahasia\ndate: 2026-12-01 09:00\nupdated: 2026-12-01 09:30\nplace: Kota Rahasia\n\
         author: Penulis Rahasia\nregencies: [kabupaten-rahasia, tebo]\ntags: [topik rahasia, pendampingan]\n\
         summary: Ringkasan rahasia.\nkey: kunci-rahasia\naliases: [/lama/alamat-rahasia/]\nlang: id\n\
         corrections: [{date: 2026-12-01 09:00, text: Ralat rahasia.}]\n---\n\
         Naik ke 91,37 poin.\n\n## Bagian rahasia\n\nIsi rahasia.\n",
    );
    site.write(
        "content/news/2026-12-01-open-rahasia.md",
        "---\ntitle: Title rahasia\ndate: 2026-12-01 09:00\nlang: en\nkey: kunci-rahasia\ntags: [topic rahasia]\n---\nRahasia.\n",
    );
    add(
        "content/regencies.yaml",
        "- {id: kabupaten-rahasia, name: Kabupaten Rahasia, kind: kabupaten, parent: jambi-provinsi}\n\
         - {id: kota-rahasia, name: Kota Rahasia, kind: jenis-rahasia, parent: jambi-provinsi, since: 2026}\n",
    );
    site.write(
        "content/assessments/2026.yaml",
        "year: 2026\nmethodology: metode-rahasia\nreleased: 2026-12-01 09:00\n\
         source: {title: Sumber rahasia, publisher: Penerbit Rahasia}\nnote: Catatan rahasia.\n\
         results:\n  kota-rahasia: {score: 12.48}\n  tebo: {score: 13.58, ranks: [{scope: lingkup-rahasia, rank: 1, of: 2}]}\n  merangin: {absent: not-assessed, reason: alasan-rahasia}\nunits:\n  unit-rahasia: {score: 14.68}\n",
    );
    add("content/sectors.yaml", "- {id: sektor-rahasia, name: Sektor rahasia}\n");
    add(
        "content/units.yaml",
        "- {id: unit-rahasia, regency: tebo, sector: sektor-rahasia, name: Unit rahasia, aliases: [Alias rahasia]}\n",
    );
    site.replace(
        "content/site.yaml",
        "scopes:\n",
        "absence_reasons:\n  - {id: alasan-rahasia, name: alasan rahasia}\nscopes:\n  - {id: lingkup-rahasia, name: lingkup rahasia}\n",
    );
    site.replace(
        "content/site.yaml",
        "kinds:\n",
        "kinds:\n  - {id: jenis-rahasia, one: jenis rahasia, many: jenis rahasia}\n",
    );
    add(
        "content/methodologies.yaml",
        "- id: metode-rahasia\n  title: Metode rahasia\n  years: [2026]\n  scale: {min: 0, max: 100, decimals: 2}\n",
    );
    site.write(
        "content/corrections.yaml",
        "- {date: 2026-12-01 09:00, year: 2023, regency: tebo, field: score, was: 88.12, now: 88.85, reason: Alasan rahasia}\n",
    );
    site.write(
        "content/responses.yaml",
        "- {regency: tebo, year: 2023, replied: 2026-12-01 09:00, text: Tanggapan rahasia}\n",
    );
    site
}

/// Every file of the output whose name or bytes have one of these words.
fn with(site: &Site, words: &[&str]) -> Vec<String> {
    let has = |name: &str, bytes: &[u8]| {
        let text = format!("{name}\n{}", String::from_utf8_lossy(bytes)).to_lowercase();
        words.iter().find(|word| text.contains(**word)).map(|word| format!("{word} in {name}"))
    };
    tree(&site.output()).iter().filter_map(|(name, bytes)| has(name, bytes)).collect()
}

const SECRETS: &[&str] = &[
    "rahasia",
    "91,37",
    "12,48",
    "12.48",
    "13,58",
    "13.58",
    "14,68",
    "14.68",
    "88,85",
    "88.85",
    "tahun/2026",
    "2026-12-01",
];

#[test]
fn before_its_moment_nothing_of_an_embargo_is_in_the_output() {
    let site = embargoed();
    site.run_at(BEFORE, &["build"]).ends(0);
    assert_eq!(with(&site, SECRETS), Vec::<String>::new());
    assert!(site.page("daerah/tebo/").contains("88,12"), "the figure before its correction");
    let without = tree(&site.output());
    // The same site without the embargo's files: not even a number or an order has changed.
    let plain = Site::real();
    plain.write("content/responses.yaml", "[]\n");
    plain.write("content/corrections.yaml", "[]\n");
    plain.replace("content/assessments/2023.yaml", "tebo:\n    score: 88.85", "tebo:\n    score: 88.12");
    plain.run_at(BEFORE, &["build"]).ends(0);
    let public = tree(&plain.output());
    assert_eq!(without.keys().collect::<Vec<_>>(), public.keys().collect::<Vec<_>>());
    for (name, bytes) in &public {
        assert!(bytes == &without[name], "{name} tells of the embargo");
    }
}

#[test]
fn at_its_moment_all_of_an_embargo_is_public() {
    let site = embargoed();
    site.run_at(OPENING, &["build"]).ends(0);
    for page in [
        "berita/rahasia-terbuka/",
        "en/berita/open-rahasia/",
        "lama/alamat-rahasia/",
        "berita/topik/topik-rahasia/",
        "en/berita/topik/topic-rahasia/",
        "daerah/kabupaten-rahasia/",
        "daerah/kota-rahasia/",
        "layanan/sektor-rahasia/",
        "tahun/2026/",
    ] {
        assert!(site.output().join(page).join("index.html").exists(), "{page}");
    }
    for secret in SECRETS {
        assert_ne!(with(&site, &[secret]), Vec::<String>::new(), "{secret} is public now");
    }
    assert!(site.page("berita/").contains("Judul rahasia"));
    assert!(site.page("daerah/tebo/").contains("88,85") && site.page("koreksi/").contains("Alasan rahasia"));
}

fn article(site: &Site, name: &str, front: &str) {
    site.write(&format!("content/news/{name}.md"), &format!("---\n{front}\n---\nIsi tersembunyi.\n"));
}

fn built(site: &Site) -> Run {
    site.run(&["build"]).ends(0)
}

#[test]
fn an_expired_article_leaves_a_page_without_its_words() {
    let site = Site::real();
    article(
        &site,
        "2024-03-01-undangan-bersama",
        "title: Judul tersembunyi\ndate: 2024-03-01\nexpires: 2024-05-01\nsummary: Ringkasan tersembunyi\n\
         tags: [topik tersembunyi]\naliases: [/lama/undangan-bersama/]",
    );
    built(&site);
    assert_eq!(with(&site, &["tersembunyi"]), Vec::<String>::new());
    let page = site.page("berita/undangan-bersama/");
    assert!(
        page.contains("Masa tayang berita ini berakhir pada 1 Mei 2024")
            && !page.contains("ditarik")
            && page.contains("Lihat berita lain"),
        "{page}"
    );
    // English readers had it under a notice: its address says the same to them.
    assert!(site.page("en/berita/undangan-bersama/").contains("This article was shown until 1 May 2024"));
    let html = site.read("output/berita/undangan-bersama/index.html");
    assert!(
        html.contains("<meta name=\"robots\" content=\"noindex\">") && !html.contains("rel=\"canonical\""),
        "{html}"
    );
    assert!(html.contains("href=\"/kepatuhan/berita/\""), "{html}");
    assert!(site.read("output/lama/undangan-bersama/index.html").contains("url=/kepatuhan/berita/undangan-bersama/"));
    let own = [
        "berita/undangan-bersama/index.html",
        "en/berita/undangan-bersama/index.html",
        "lama/undangan-bersama/index.html",
    ];
    let told: Vec<String> = with(&site, &["undangan-bersama"]);
    for place in told.iter().filter(|place| !place.contains("patuh.json")) {
        assert!(own.iter().any(|own| place.ends_with(own)), "{place}");
    }
    let preview = site.root().join("preview");
    site.run(&["build", "--expired", "--output", preview.to_str().expect("a plain path")]).ends(0);
    assert!(site.read("preview/berita/undangan-bersama/index.html").contains("Judul tersembunyi"));
}

#[test]
fn what_was_never_public_leaves_no_tombstone() {
    let site = Site::real();
    for (name, front) in [
        ("konsep", "date: 2024-03-01\nexpires: 2024-05-01\ndraft: true"),
        ("nanti", "date: 2099-03-01\nexpires: 2099-05-01"),
        ("batal", "date: 2024-03-01\nwithdrawn: {date: 2024-02-01, reason: Alasan tersembunyi}"),
    ] {
        let front = format!("title: Judul tersembunyi\naliases: [/lama/{name}-kita/]\n{front}");
        article(&site, &format!("2024-03-01-{name}-kita"), &front);
    }
    site.write(
        "content/pages/rencana-kita.md",
        "---\ntitle: Tersembunyi\ndraft: true\nwithdrawn: {date: 2024-01-01, reason: x}\n---\n",
    );
    built(&site);
    assert_eq!(with(&site, &["tersembunyi", "-kita"]), Vec::<String>::new());
}

#[test]
fn a_withdrawn_text_stays_until_its_date_and_then_says_why() {
    let site = Site::real();
    let front =
        "title: Kabar burung\ndate: 2026-10-01\nwithdrawn:\n  date: 2026-12-01 09:00\n  reason: Narasumber membantah.";
    article(&site, "2026-10-01-kabar", front);
    site.write(
        "content/pages/janji.md",
        "---\ntitle: Janji kami\nwithdrawn: {date: 2026-12-01 09:00, reason: Sudah tidak berlaku.}\n---\nIsi tersembunyi.\n",
    );
    site.run_at(BEFORE, &["build"]).ends(0);
    assert!(
        site.page("berita/kabar/").contains("Isi tersembunyi.") && site.page("janji/").contains("Isi tersembunyi.")
    );
    assert_eq!(with(&site, &["narasumber membantah", "sudah tidak berlaku"]), Vec::<String>::new());
    site.run_at(OPENING, &["build"]).ends(0);
    assert_eq!(with(&site, &["tersembunyi", "kabar burung", "janji kami"]), Vec::<String>::new());
    let page = site.page("berita/kabar/");
    assert!(page.contains("Berita ini sudah ditarik pada 1 Desember 2026"), "{page}");
    assert!(page.contains("Alasan: Narasumber membantah."), "{page}");
    assert!(site.page("janji/").contains("Alasan: Sudah tidak berlaku."));
    let english = site.read("output/en/berita/kabar/index.html");
    assert!(english.contains("<span lang=\"id\">Narasumber membantah.</span>"), "{english}");
}

#[test]
fn a_reason_is_not_told_before_its_date() {
    let site = Site::real();
    let ends = "expires: 2024-05-01\nwithdrawn: {date: 2099-01-01, reason: Alasan tersembunyi}";
    article(&site, "2024-03-01-kabar", &format!("title: Kabar\ndate: 2024-03-01\n{ends}"));
    built(&site);
    assert!(site.page("berita/kabar/").contains("Masa tayang berita ini berakhir pada 1 Mei 2024"));
    assert_eq!(with(&site, &["tersembunyi"]), Vec::<String>::new());
}

#[test]
fn a_version_taken_back_is_not_shown_in_another_language_instead() {
    let site = Site::real();
    article(&site, "2024-03-01-kabar", "title: Kabar\ndate: 2024-03-01\nexpires: 2024-05-01\nlang: id\nkey: dua");
    article(&site, "2024-03-02-report", "title: The report\ndate: 2024-03-01\nlang: en\nkey: dua");
    built(&site);
    assert!(site.page("berita/kabar/").contains("berakhir pada") && site.page("en/berita/report/").contains("Isi"));
    assert!(!site.page("berita/").contains("The report") && site.page("en/berita/").contains("The report"));
    assert!(!site.output().join("berita/report").exists());
    assert!(site.read("output/en/berita/kabar/index.html").contains("url=/kepatuhan/en/berita/report/\""));
}
