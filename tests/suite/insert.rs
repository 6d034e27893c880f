//! Insertions in texts, as readers see them.

use std::time::{Duration, Instant};

use super::support::Site;

const ARTICLE: &str = "content/news/2020-01-02-uji.md";
const PAGE: &str = "output/berita/uji/index.html";

/// The example site with an article of this text.
fn with(text: &str) -> Site {
    let site = Site::copy("tests/problems/base");
    site.write(ARTICLE, &format!("---\ntitle: Uji\ndate: 2020-01-02\n---\n{text}\n"));
    site
}

/// The article as it is built.
fn built(text: &str) -> String {
    let site = with(text);
    site.run(&["build"]).ends(0);
    let html = site.read(PAGE);
    let start = html.find("<div class=\"prose\">").expect("the text");
    html[start..html.find("</article>").expect("its end")].to_owned()
}

#[test]
fn a_sentence_holds_a_figure_and_a_zone() {
    let html = built("Nilainya [[nilai kabupaten-contoh 2019]], zonanya [[ZONA\u{a0}“Kabupaten Contoh” 2019]].");
    assert!(html.contains("<p>Nilainya <a class=\"figure\" href=\"/contoh/daerah/kabupaten-contoh/#y2019\">54,32</a>, zonanya <a href=\"/contoh/daerah/kabupaten-contoh/#y2019\"><span aria-hidden=\"true\">▲ </span>Zona kuning</a>.</p>"), "{html}");
}

#[test]
fn a_link_holds_no_link() {
    let html = built("[Lihat [[nilai kabupaten-contoh 2019]]](/berita/)");
    assert!(html.contains("<a href=\"/contoh/berita/\">Lihat <span class=\"figure\">54,32</span></a>"), "{html}");
}

#[test]
fn a_line_of_its_own_ends_the_paragraph() {
    let html = built("Awal\n[[tren kabupaten-contoh]]\nakhir\n\n[[tren kabupaten-contoh]]\n[[zona 2019]]\n");
    assert!(html.contains("<p>Awal</p>"), "{html}");
    assert!(html.contains("<p>akhir</p>"), "{html}");
    assert!(!html.contains("<p></p>") && !html.contains("<p><figure"), "{html}");
    assert_eq!(html.matches("<svg").count(), 2, "{html}");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    assert!(html.contains("1 dari 2 kabupaten di zona Zona hijau pada 2019"), "{html}");
}

#[test]
fn tables_are_drawn_from_the_data() {
    let html = built(
        "[[peringkat kabupaten 2019]]\n\n[[banding kabupaten-contoh kabupaten-misal]]\n\n[[nilai kabupaten-contoh 2018]]\n\n- [[zona kabupaten-misal 2019]]",
    );
    let text = super::support::words(&html);
    for said in [
        "1 Kabupaten Misal 81,00",
        "2 Kabupaten Contoh 54,32",
        "2 diberi peringkat",
        "57,65",
        "Kabupaten Contoh, 2018",
        "Hasil penilaian 2018",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for link in ["/contoh/tahun/2019/#kabupaten", "/contoh/tahun/2018/", "/contoh/daerah/kabupaten-misal/#y2019"] {
        assert!(html.contains(link), "{link}: {html}");
    }
}

#[test]
fn what_shows_nothing_says_why() {
    let text = super::support::words(&built("[[tren provinsi-umpama]]\n\n[[nilai provinsi-umpama 2019]]"));
    assert!(text.contains("Belum ada nilai atau zona Provinsi Umpama yang kami temukan."), "{text}");
    assert!(text.contains("tidak dinilai Provinsi Umpama, 2019"), "{text}");
}

#[test]
fn code_and_escaped_brackets_stay_text() {
    let html = built("`[[tren x]]` dan \\[\\[tren x]] dan \\[[tren x]]\n\n```\n[[tren x]]\n```\n");
    assert_eq!(html.matches("[[tren x]]").count(), 4, "{html}");
}

#[test]
fn a_year_ahead_of_its_release_is_an_unknown_one() {
    let report = |year: &str| {
        let site = with(&format!("[[zona {year}]]"));
        site.replace("content/assessments/2019.yaml", "source: berita\n", "source: berita\nreleased: 2031-01-01\n");
        let run = site.run(&["check"]).ends(1);
        format!("{}{}", run.out, run.err).replace(year, "YEAR")
    };
    assert_eq!(report("2019"), report("2017"));
}

#[test]
fn no_markup_comes_out_of_brackets() {
    let hostile = [
        "[[tren <script>alert(1)</script>]]",
        "[[tren \"><img src=x onerror=alert(1)>\"]]",
        "[[nilai kabupaten-contoh {{ site.title }}]]",
        "[[{% include \"base.html\" %}]]",
        "[[tren [[tren kabupaten-contoh]] ]]",
        "[[[[[[]]]]]]",
        "[[tren *kabupaten-contoh*]]",
        "[[tren\nkabupaten-contoh]]",
        "| a |\n|---|\n| [[tren kabupaten-contoh]] |",
        "# [[tren kabupaten-contoh]]",
    ];
    for text in hostile {
        let run = with(text).run(&["check"]);
        assert!(run.code <= 1, "{text}: {}{}", run.out, run.err);
        let drafts = with(&text.replace("[[", "\\[\\["));
        drafts.run(&["build"]);
        if let Ok(html) = std::panic::catch_unwind(|| drafts.read(PAGE)) {
            assert!(!html.contains("<script>alert") && !html.contains("<img src=x"), "{html}");
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test measures how long a run takes")]
fn storms_of_brackets_take_no_longer_than_their_length() {
    for text in [
        "[[".repeat(100_000),
        "[[]]".repeat(20_000),
        "[[tren x]] ".repeat(5_000),
        format!("[[{}]]", "x".repeat(300_000)),
    ] {
        let start = Instant::now();
        let run = with(&text).run(&["check"]);
        assert_eq!(run.code, 1, "{}", run.err.chars().take(300).collect::<String>());
        assert!(start.elapsed() < Duration::from_secs(20), "{:?} for {}…", start.elapsed(), &text[..12]);
    }
}
