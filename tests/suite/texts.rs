//! Articles and the site's own pages as readers find them: in other languages, at old addresses, by topic, in parts.

use super::support::{Site, words};

fn site() -> Site {
    Site::real()
}

fn article(site: &Site, name: &str, front: &str) {
    site.write(&format!("content/news/{name}.md"), &format!("---\n{front}\n---\nIsi berita.\n"));
}

fn html(site: &Site, page: &str) -> String {
    site.read(&format!("output/{page}index.html"))
}

/// The words between two others.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text.find(from).unwrap_or_else(|| panic!("{from} in {text}"));
    &text[start..start + text[start..].find(to).unwrap_or_else(|| panic!("{to} after {from} in {text}"))]
}

#[test]
fn a_text_without_translation_stands_under_a_notice_in_the_other_language() {
    let site = site();
    site.write("content/pages/kontak.md", "---\ntitle: Kontak kami\n---\nIsi <br> halaman.\n");
    let run = site.run(&["build"]).ends(0);
    assert!(run.out.contains("; 1 warning") || run.err.contains("; 1 warning"), "told with the text alone: {run:?}");
    let own = "berita/sarolangun-minta-pendampingan/";
    let (original, stand_in) = (html(&site, own), html(&site, &format!("en/{own}")));
    assert!(words(&stand_in).contains("This article is only available in Indonesian."), "{stand_in}");
    assert!(stand_in.contains("<html lang=\"en\">") && stand_in.contains("<h1 lang=\"id\">Sarolangun minta"));
    assert!(stand_in.contains("<div class=\"prose\" lang=\"id\">") && stand_in.contains("57,65 pada 2018"));
    let canonical = format!("<link rel=\"canonical\" href=\"https://example.org/kepatuhan/{own}\">");
    assert!(stand_in.contains(&canonical) && original.contains(&canonical));
    assert!(!stand_in.contains("rel=\"alternate\" hreflang"), "{stand_in}");
    assert!(original.contains("hreflang=\"id\"") && !original.contains("rel=\"alternate\" hreflang=\"en\""));
    // Both lead to each other: the switch of languages, and the notice.
    assert!(original.contains(&format!("<a href=\"/kepatuhan/en/{own}\" lang=\"en\"")), "{original}");
    assert!(stand_in.contains(&format!("<a href=\"/kepatuhan/{own}\" hreflang=\"id\"")), "{stand_in}");
    assert!(!original.contains("hanya tersedia"));
    assert!(!site.read("output/sitemap.xml").contains(&format!("en/{own}")));
    // Lists stay in the reader's language.
    assert!(html(&site, "en/berita/").contains(&format!("<a href=\"/kepatuhan/en/{own}\" lang=\"id\">")));
    let page = html(&site, "en/kontak/");
    assert!(
        words(&page).contains("This page is only available in Indonesian.")
            && page.contains("lang=\"id\">Kontak kami</a>")
    );
    // The page of the same key is its translation: it needs no stand-in.
    assert!(html(&site, "en/tentang/").contains("url=/kepatuhan/en/about/\""));
    assert!(html(&site, "tentang/").contains("hreflang=\"en\"") && !html(&site, "about/").contains("hreflang"));
}

#[test]
fn a_translation_that_comes_later_is_found_where_the_stand_in_was() {
    let site = site();
    article(&site, "2024-01-01-kabar", "title: Kabar\ndate: 2024-01-01\nkey: satu");
    article(&site, "2024-01-02-the-news", "title: The news\ndate: 2026-12-01\nkey: satu\nlang: en");
    site.run(&["build"]).ends(0);
    assert!(site.page("en/berita/kabar/").contains("only available in Indonesian"));
    site.run_at("2026-12-02T00:00:00Z", &["build"]).ends(0);
    assert!(html(&site, "en/berita/kabar/").contains("url=/kepatuhan/en/berita/the-news/\""));
    assert!(html(&site, "berita/the-news/").contains("url=/kepatuhan/berita/kabar/\""));
    // Another text may have that address.
    article(&site, "2024-01-03-kabar", "title: Words\ndate: 2024-01-03\nkey: dua\nlang: en");
    article(&site, "2024-01-03-kata", "title: Kata\ndate: 2024-01-03\nkey: dua");
    site.run_at("2026-12-02T00:00:00Z", &["build"]).ends(0);
    assert!(site.page("en/berita/kabar/").contains("Words") && site.page("berita/kabar/").contains("Kabar"));
}

#[test]
fn a_stand_in_never_takes_the_place_of_a_text() {
    let site = site();
    article(&site, "2024-01-01-kabar", "title: Kabar\ndate: 2024-01-01\nkey: satu\nlang: id");
    article(&site, "2024-01-02-kabar", "title: Another story\ndate: 2024-01-02\nkey: dua\nlang: en");
    let run = site.run(&["build", "--message-format", "short"]).ends(1);
    assert!(
        run.err.contains("/en/berita/kabar/ is taken") && run.err.contains("/berita/kabar/ is taken"),
        "{}",
        run.err
    );
}

#[test]
fn old_addresses_lead_on() {
    let site = site();
    article(
        &site,
        "2024-01-01-kabar",
        "title: Kabar\ndate: 2024-01-01\naliases: [/2024/01/kabar-lama/, /lama.html, /tanpa-garis]",
    );
    site.run(&["build"]).ends(0);
    for file in ["2024/01/kabar-lama/index.html", "lama.html", "tanpa-garis/index.html"] {
        let page = site.read(&format!("output/{file}"));
        assert!(page.contains("<meta http-equiv=\"refresh\" content=\"0; url=/kepatuhan/berita/kabar/\">"), "{page}");
        assert!(
            page.contains("<link rel=\"canonical\" href=\"https://example.org/kepatuhan/berita/kabar/\">"),
            "{page}"
        );
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
        assert!(page.contains("<a href=\"/kepatuhan/berita/kabar/\">Buka alamat barunya</a>"), "{page}");
    }
    assert!(!site.read("output/sitemap.xml").contains("lama"));
    site.replace("content/news/2024-01-01-kabar.md", "/tanpa-garis", "/tentang/, /berita/kabar/");
    let run = site.run(&["check", "--message-format", "short"]).ends(1);
    for address in ["/tentang/", "/berita/kabar/"] {
        assert!(run.err.contains(&format!("{address} is taken")), "{}", run.err);
    }
}

#[test]
fn the_menu_is_chosen_in_its_order() {
    let site = site();
    let menu = |page: &str| words(between(&html(&site, page), "aria-label=\"Menu utama\"", "</nav>"));
    site.run(&["build"]).ends(0);
    assert!(menu("").ends_with("Beranda Daerah Metodologi Berita"), "{}", menu(""));
    site.replace(
        "content/site.yaml",
        "theme: default",
        "theme: default\nmenu: [news, tentang, corrections, home, rencana]",
    );
    site.write("content/pages/rencana.md", "---\ntitle: Rencana\ndraft: true\n---\n");
    site.run(&["build"]).ends(0);
    assert!(menu("").ends_with("Berita Tentang situs ini Koreksi Beranda"), "{}", menu(""));
    let foot = |page: &str| words(between(&html(&site, page), "<footer", "Ikuti:"));
    assert!(!foot("").contains("Tentang situs ini") && !foot("").contains("Koreksi"), "{}", foot(""));
    assert!(words(&html(&site, "en/")).contains("News About this site Corrections Home"));
    assert!(html(&site, "tentang/").contains("aria-current=\"page\">Tentang situs ini</a>"));
}

#[test]
fn topics_have_pages_and_links() {
    let site = site();
    article(&site, "2024-01-01-satu", "title: Satu\ndate: 2024-01-01\ntags: [KTP elektronik, loket]");
    article(&site, "2024-01-02-dua", "title: Dua\ndate: 2024-01-02\ntags: [ktp elektronik]\nkey: dua");
    article(&site, "2024-01-02-two", "title: Two\ndate: 2024-01-02\ntags: [identity cards]\nkey: dua\nlang: en");
    let run = site.run(&["build", "--strict"]).ends(0);
    assert!(!run.err.contains("tag-spelling"), "{}", run.err);
    let topic = site.page("berita/topik/ktp-elektronik/");
    assert!(topic.contains("Topik: KTP elektronik") && topic.find("Dua") < topic.find("Satu"), "{topic}");
    assert!(!topic.contains("Sarolangun minta"), "{topic}");
    // English readers: the article that has no translation is there, the one that has is under its own topic.
    let english = site.page("en/berita/topik/ktp-elektronik/");
    assert!(english.contains("Satu") && !english.contains("Two") && !english.contains("Dua"), "{english}");
    assert!(site.page("en/berita/topik/identity-cards/").contains("Two"));
    assert!(!site.output().join("berita/topik/identity-cards").exists());
    let link = "<a href=\"/kepatuhan/berita/topik/ktp-elektronik/\">KTP elektronik</a>";
    for page in ["berita/", "berita/satu/", "berita/dua/"] {
        assert!(html(&site, page).contains(link), "{page}");
    }
    assert!(words(between(&html(&site, "berita/"), "<h2>Topik</h2>", "</ul>")).starts_with("Topik KTP elektronik (2)"));
    site.replace("content/news/2024-01-02-dua.md", "ktp elektronik", "KTP-elektronik");
    assert!(site.run(&["check"]).ends(0).err.contains("warning[tag-spelling]"));
}

#[test]
fn long_lists_come_in_parts() {
    let site = site();
    for n in 1..=41 {
        article(
            &site,
            &format!("2023-01-01-berita-{n}"),
            &format!("title: Berita {n}\ndate: 2023-01-01\ntags: [banyak]"),
        );
    }
    site.run(&["build", "--strict"]).ends(0);
    let (first, second) = (html(&site, "berita/"), html(&site, "berita/halaman/2/"));
    let count = |html: &str| html.matches("<h3>").count();
    assert_eq!((count(&first), count(&second), count(&html(&site, "berita/halaman/3/"))), (20, 20, 2));
    assert!(!site.output().join("berita/halaman/4").exists() && !site.output().join("berita/halaman/1").exists());
    let base = "href=\"/kepatuhan/berita/";
    assert!(first.contains(&format!("<link rel=\"next\" {base}halaman/2/\">")) && !first.contains("rel=\"prev\""));
    assert!(
        second.contains(&format!("<link rel=\"prev\" {base}\">"))
            && second.contains(&format!("<link rel=\"next\" {base}halaman/3/\">"))
    );
    let nav = between(&second, "<nav class=\"parts\"", "</nav>");
    assert!(words(nav).ends_with("← Lebih baru 1 2 3 Lebih lama →"), "{nav}");
    assert!(nav.contains("aria-current=\"page\">2</a>"), "{nav}");
    assert!(words(&second).contains("Berita, halaman 2"));
    assert!(second.contains("<link rel=\"canonical\" href=\"https://example.org/kepatuhan/berita/halaman/2/\">"));
    let topic = html(&site, "berita/topik/banyak/halaman/3/");
    assert_eq!(count(&topic), 1);
    assert!(topic.contains("href=\"/kepatuhan/berita/topik/banyak/halaman/2/\" rel=\"prev\""));
}

#[test]
fn an_article_leads_to_those_nearest_to_it() {
    let site = site();
    let near = |name: &str, front: &str| article(&site, name, &format!("title: Judul {name}\n{front}"));
    near("pokok", "date: 2024-06-01\nregencies: [tebo, bungo]\ntags: [loket]");
    near("dua-daerah", "date: 2021-01-01\nregencies: [tebo, bungo]");
    near("satu-daerah", "date: 2022-01-01\nregencies: [tebo]");
    near("satu-topik", "date: 2023-01-01\ntags: [Loket]");
    near("lama", "date: 2019-01-01\nregencies: [tebo]");
    near("terlama", "date: 2018-01-01\nregencies: [tebo]");
    near("asing", "date: 2025-01-01\nregencies: [tebo, bungo]\nlang: en");
    near("jauh", "date: 2025-01-01\nregencies: [merangin]\ntags: [lain]");
    site.run(&["build"]).ends(0);
    let page = site.page("berita/pokok/");
    let related = between(&page, "Berita terkait", "← Semua berita");
    let at = |name: &str| related.find(&format!("Judul {name}"));
    let order = [at("satu-topik"), at("satu-daerah"), at("dua-daerah"), at("lama")];
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{related}");
    for name in ["pokok", "terlama", "asing", "jauh"] {
        assert_eq!(at(name), None, "{related}");
    }
    // A body's page shows five and the way to all.
    let news = |page: &str| words(between(&html(&site, page), "<h2 id=\"berita\">", "<h2 id=\"tetangga\""));
    assert_eq!(news("daerah/tebo/").matches("Judul ").count(), 5, "{}", news("daerah/tebo/"));
    assert!(news("daerah/tebo/").contains("Semua berita") && !news("daerah/merangin/").contains("Semua berita"));
}

#[test]
fn a_long_text_has_a_table_of_contents() {
    let site = site();
    let text = |headings: &str| format!("---\ntitle: Panduan\n---\n\n{headings}\n\nIsi.\n");
    site.write("content/pages/panduan.md", &text("## Awal\n\n### Bagian *kecil*\n\n## Tengah & lagi\n\n## Awal"));
    site.write("content/pages/pendek.md", &text("## Awal\n\n## Tengah\n\n## Akhir").replace("Panduan", "Pendek"));
    site.run(&["build", "--strict"]).ends(0);
    let page = html(&site, "panduan/");
    let contents = between(&page, "aria-label=\"Daftar isi\"", "</nav>");
    assert!(words(contents).ends_with("Daftar isi Awal Bagian kecil Tengah &amp; lagi Awal"), "{contents}");
    for (level, id) in [(2, "awal"), (3, "bagian-kecil"), (2, "tengah-lagi"), (2, "awal-2")] {
        assert!(contents.contains(&format!("<li class=\"level-{level}\"><a href=\"#{id}\">")), "{id} in {contents}");
        assert!(page.contains(&format!("<h{level} id=\"{id}\">")), "{id} in {page}");
    }
    assert!(!html(&site, "pendek/").contains("Daftar isi"));
}

#[test]
fn a_correction_stands_on_top_of_an_article() {
    let site = site();
    article(
        &site,
        "2024-01-01-kabar",
        "title: Kabar\ndate: 2024-01-01\ncorrections: [{date: 2024-02-03, text: Nama dinas diperbaiki.}]",
    );
    site.run(&["build"]).ends(0);
    let page = site.page("berita/kabar/");
    let notice = between(&page, "Berita ini telah dikoreksi", "Isi berita.");
    assert!(notice.contains("3 Februari 2024 : Nama dinas diperbaiki."), "{notice}");
}

#[test]
fn an_article_that_quotes_a_figure_corrected_since_shows_the_correction() {
    let site = Site::copy("tests/problems/base");
    let correction =
        "- date: 2020-01-15\n  year: 2019\n  regency: kabupaten-contoh\n  field: score\n  was: 54.02\n  now: 54.32\n";
    site.write("content/corrections.yaml", correction);
    let article = |date: &str, body: &str| {
        format!("---\ntitle: Contoh {date}\ndate: {date}\nregencies: [kabupaten-contoh]\n---\n{body}\n")
    };
    site.write("content/news/2019-12-11-lama.md", &article("2019-12-11", "Nilainya 54,02 pada 2019."));
    site.write("content/news/2020-02-01-baru.md", &article("2020-02-01", "Dulu tertulis 54,02."));
    site.write("content/news/2019-12-12-lain.md", &article("2019-12-12", "Nilainya 57,65 pada 2018."));
    site.run(&["build", "--strict"]).ends(0);

    let notice = "Angka di berita ini sudah dikoreksi";
    let old = site.page("berita/lama/");
    assert!(old.contains(notice), "{old}");
    assert!(old.contains("54,02") && old.contains("54,32"), "{old}");
    assert!(!site.page("berita/baru/").contains(notice), "it was written when the correction was known");
    assert!(!site.page("berita/lain/").contains(notice), "it says another figure");
}

#[test]
fn tables_and_alerts_are_the_themes() {
    let site = site();
    let body = "> [!WARNING]\n> Batas **berubah**.\n\n| Tahun | Nilai |\n|---|--:|\n| 2018 | *57,65*[^1] |\n\n\
                | Tahun | Nilai |\n|:--|--:|\n| 2019 | 54,32 & `kode` |\n\n> Kutipan biasa.\n\n[^1]: Catatan kaki.\n";
    site.write("content/news/2024-01-02-blok.md", &format!("---\ntitle: Blok\ndate: 2024-01-02\n---\n{body}"));
    site.run(&["build", "--strict"]).ends(0);
    let page = html(&site, "berita/blok/");
    let text = between(&page, "<div class=\"prose\">", "</article>");
    assert!(text.contains("<aside class=\"alert warning\" role=\"note\">") && text.contains("Peringatan"), "{text}");
    assert!(text.contains("<td class=\"end\">54,32 &amp; <code>kode</code></td>"), "{text}");
    assert!(text.contains("aria-label=\"Tabel\"") && text.contains("<th scope=\"col\" class=\"start\">Tahun</th>"));
    assert!(text.contains("href=\"#1\"") && text.contains("<em>57,65</em>"), "a table with a footnote: {text}");
    assert!(!text.contains("style="), "the site's policy refuses it: {text}");
    assert!(text.contains("<blockquote>\n<p>Kutipan biasa."), "{text}");
}

#[test]
fn a_slip_in_the_article_about_sarolangun_is_told_with_the_figure_that_is_meant() {
    let site = site();
    let path = "content/news/2020-06-29-sarolangun-minta-pendampingan.md";
    let text = site.read(path);
    assert!(text.contains("57,65") && text.contains("54,32"));
    site.run(&["check", "--strict"]).ends(0);

    site.write(path, &text.replace("54,32", "54,23"));
    let run = site.run(&["check", "--strict", "--message-format", "short"]).ends(1);
    let (n, line) = text.lines().enumerate().find(|(_, line)| line.contains("54,32")).expect("it is there");
    let column = line.find("54,32").expect("it is there") + 1;
    assert!(run.err.contains(&format!("{path}:{}:{column}", n + 1)), "{}", run.err);
    assert!(run.err.contains("54,23") && run.err.contains("Kabupaten Sarolangun has 54,32 (2019)"), "{}", run.err);
}
