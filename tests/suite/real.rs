//! The project's own site, as its readers see it: the cases that decide whether the model is right.

use std::sync::OnceLock;

use super::support::Site;

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let site = Site::copy(".");
        site.run(&["build", "--strict"]).ends(0);
        site
    })
}

/// Asserts that texts stand on a page in this order.
fn in_order(page: &str, wanted: &[&str]) {
    let text = site().page(page);
    let mut rest = text.as_str();
    for want in wanted {
        let Some(at) = rest.find(want) else { panic!("{page}: no {want:?} (in this order) in\n{text}") };
        rest = &rest[at + want.len()..];
    }
}

/// The table row of a year on a body's page.
fn row(page: &str, year: &str) -> String {
    site().row(page, year)
}

#[test]
fn sarolangun_over_the_years() {
    let page = "daerah/sarolangun/";
    for (year, wanted) in [
        ("2018", vec!["57,65", "Kuning"]),
        ("2019", vec!["54,32", "Kuning", "Turun 3,33 poin"]),
        ("2020", vec!["tidak dinilai", "pandemi"]),
        ("2021", vec!["96,29", "Hijau"]),
        ("2022", vec!["84,38", "Hijau"]),
        ("2023", vec!["79,27", "Hijau", "Turun 5,11 poin"]),
        ("2024", vec!["90,53", "Hijau", "A", "Naik 11,26 poin"]),
        ("2025", vec!["tidak dinilai", "sampel"]),
    ] {
        let row = row(page, year).to_lowercase();
        for want in wanted {
            assert!(row.contains(&want.to_lowercase()), "{year}: no {want:?} in {row}");
        }
    }
    for year in ["2021", "2022"] {
        let row = row(page, year);
        assert!(!row.contains("Naik") && !row.contains("Turun"), "a change across a break: {row}");
    }
}

#[test]
fn every_figure_leads_to_its_source() {
    let html = site().read("output/daerah/sarolangun/index.html");
    for source in
        ["gatra.com/news-461545", "jambiindependent.disway.id", "jambiwin.com/2023/01/11", "porosjambimedia.com"]
    {
        assert!(html.contains(source), "no link to {source}");
    }
}

#[test]
fn the_english_page_has_points() {
    let page = "en/daerah/sarolangun/";
    for (year, wanted) in [("2018", "57.65"), ("2019", "54.32"), ("2024", "90.53")] {
        assert!(row(page, year).contains(wanted), "{}", row(page, year));
    }
    assert!(!site().page(page).contains("57,65"));
}

#[test]
fn a_claim_stands_beside_the_preferred_figure() {
    let row = row("daerah/kerinci/", "2019").to_lowercase();
    assert!(row.contains("80,13") && row.contains("kuning"), "{row}");
    assert!(site().page("daerah/kerinci/").contains("80,03"));
}

#[test]
fn the_published_zone_is_shown() {
    assert!(row("daerah/tanjung-jabung-barat/", "2021").to_lowercase().contains("kuning"));
    assert!(row("daerah/sarolangun/", "2023").to_lowercase().contains("hijau"));
}

#[test]
fn a_zone_may_have_no_score_and_a_label_no_zone() {
    let kerinci = row("daerah/kerinci/", "2017").to_lowercase();
    assert!(kerinci.starts_with("2017 – ▲ kuning"), "{kerinci}");
    let province = row("daerah/jambi-provinsi/", "2025");
    assert!(province.contains("Kualitas Tertinggi Tanpa Maladministrasi"), "{province}");
    assert!(!["Hijau", "Kuning", "Merah"].iter().any(|zone| province.contains(zone)), "{province}");
}

#[test]
fn carried_forward_is_in_no_rank() {
    let row = row("daerah/kota-jambi/", "2019");
    assert!(row.contains("85,22") && row.contains("2017"), "{row}");
    let year = site().page("tahun/2019/");
    in_order("tahun/2019/", &["Kota Sungai Penuh", "69,91"]);
    assert!(year.contains("diukur 2017"), "{year}");
    // Nine kabupaten are listed; Batanghari and Muaro Jambi with scores of earlier years. One city was measured.
    assert!(year.contains("kabupaten, 2019 ") && year.contains(" 7 diberi peringkat. "), "{year}");
    assert!(year.contains("kota, 2019 Tanpa peringkat."), "{year}");
    assert!(year.contains("Kota Jambi : 85,22 ● hijau diukur 2017"), "{year}");
    // The same score as the year before is no change of zero: nothing was measured.
    let batanghari = self::row("daerah/batanghari/", "2019");
    assert!(batanghari.contains("93,71") && batanghari.contains("diukur 2018"), "{batanghari}");
    assert!(!batanghari.contains("Tetap") && !batanghari.contains("Naik"), "{batanghari}");
    // Only the four bodies measured green are counted, of the eight measured.
    assert!(site().page("tahun/").contains("4 dari 8 kabupaten/kota di zona hijau pada 2019"));
}

#[test]
fn facts_name_codes_of_other_registers() {
    in_order("daerah/kerinci/", &["Kode wilayah", "15.01", "Kode lain", "BPS 1501"]);
}

#[test]
fn pages_are_complete() {
    for page in [
        "",
        "daerah/",
        "tahun/2024/",
        "metodologi/",
        "koreksi/",
        "berita/",
        "layanan/dukcapil/",
        "daerah/merangin/layanan/",
    ] {
        for prefix in ["", "en/"] {
            let html = site().read(&format!("output/{prefix}{page}index.html"));
            assert!(html.starts_with("<!doctype html>") && html.trim_end().ends_with("</html>"), "{prefix}{page}");
            assert_eq!(html.matches("<h1").count(), 1, "{prefix}{page}");
        }
    }
    for file in
        ["404.html", "sitemap.xml", "robots.txt", "patuh.json", "berita/sarolangun-minta-pendampingan/index.html"]
    {
        assert!(!site().read(&format!("output/{file}")).is_empty());
    }
}
