//! Lists of many: the page of a year, all bodies, all years, all services.

use std::sync::OnceLock;

use super::support::Site;

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let site = Site::real();
        let twice = "- {date: 2020-03-02, year: 2019, regency: sarolangun, field: score, was: 45.32, now: 54.32}\n\
                     - {date: 2020-03-02, year: 2019, regency: sarolangun, field: zone, was: merah, now: kuning}\n\
                     - {date: 2020-03-02, year: 2019, regency: kota-jambi, field: score, was: 82.52, now: 85.22}\n";
        site.write("content/corrections.yaml", twice);
        site.run(&["build"]).ends(0);
        site
    })
}

fn html(path: &str) -> String {
    let html = site().read(&format!("output/{path}index.html"));
    let start = html.find("<main").expect("a page has a main part");
    html[start..].to_owned()
}

#[test]
fn a_corrected_result_is_said_once() {
    let page = html("tahun/2019/");
    for (id, was, now) in [("sarolangun", "45,32", "54,32"), ("kota-jambi", "82,52", "85,22")] {
        assert_eq!(page.matches(&format!("/daerah/{id}/")).count(), 1, "{id}");
        assert_eq!(page.matches(&format!("<del>{was}</del>")).count(), 1, "{id}");
        assert_eq!(page.matches(&format!("<ins>{now}</ins>")).count(), 1, "{id}");
        assert!(page.contains(&format!("#r-2020-03-02-{id}-2019-score")), "{id} has the link to the log");
    }
}

#[test]
fn what_most_rows_share_is_said_once() {
    let page = site().page("tahun/2023/");
    assert!(page.contains("Sumber, kecuali jika di baris tertulis lain: Jambi Ekspres , 2024"), "{page}");
    // The change is counted from one year, which the heading names.
    assert!(page.contains("Perubahan sejak 2022") && !page.contains("poin sejak"), "{page}");
    assert!(page.contains("Kabupaten Tebo 88,85 hijau A · Kualitas tertinggi Turun 3,65"), "{page}");
    // Only a source of its own stands with a row: of the province, and of three whose certificate was a matter.
    let tables = &page[page.find("provinsi, 2023").expect("tables")..page.find("Jumlah nasional").expect("totals")];
    assert_eq!(tables.matches("Sumber:").count(), 4, "{tables}");
}

#[test]
fn a_change_of_method_is_the_first_note_of_its_year() {
    let page = site().page("tahun/2022/");
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} in {page}"));
    assert!(at("Metode berubah: angka 2022") < at("Metode: Penilaian kepatuhan 2022"));
    assert!(page.contains("metode baru") && !page.contains("Naik"), "{page}");
}

#[test]
fn exact_values_are_given_to_sort_by() {
    let page = html("tahun/2023/");
    for value in ["data-by=\"88.85\"", "data-by=\"-3.65\"", "data-by=\"1\"", "data-sort=\"number\" data-first=\"down\""]
    {
        assert!(page.contains(value), "{value}");
    }
    // A table of one body has nothing to sort.
    assert_eq!(page.matches("data-sort-up=").count(), 2);
    assert!(html("en/tahun/2023/").contains("data-by=\"88.85\">88.85"));
}

#[test]
fn there_is_a_choice_only_of_more_than_one() {
    let page = html("daerah/");
    assert!(page.contains("<select name=\"jenis\"") && page.contains("value=\"kota\""), "{page}");
    // All bodies are green, and all but one belong to the same province.
    assert!(!page.contains("<select name=\"zona\"") && !page.contains("<select name=\"bagian\""), "{page}");
    assert!(page.contains("hidden aria-label=\"Saring daerah\""), "the form waits for the script");
    assert!(html("en/daerah/").contains("<select name=\"kind\""));
}

#[test]
fn all_years_and_all_services_have_a_list() {
    let years = site().page("tahun/");
    let at = |words: &str| years.find(words).unwrap_or_else(|| panic!("{words} in {years}"));
    assert!(at("9 dari 11 kabupaten/kota di zona hijau pada 2023.") < at("Tidak ada penilaian pada 2020"), "{years}");
    assert!(at("angka 2022 tidak dapat dibandingkan dengan angka 2021") < at("pada 2021."), "{years}");
    let services = site().page("en/layanan/");
    for words in ["Population and civil registration", "2 service units", "Identity cards"] {
        assert!(services.contains(words), "{words} in {services}");
    }
    let sitemap = site().read("output/sitemap.xml");
    for path in ["/tahun/</loc>", "/en/tahun/</loc>", "/layanan/</loc>", "/en/layanan/</loc>"] {
        assert!(sitemap.contains(path), "{path}");
    }
}

#[test]
fn lists_of_years_and_services_are_found() {
    let link = |page: &str, to: &str| {
        let html = site().read(&format!("output/{page}index.html"));
        assert!(html.contains(&format!("href=\"/kepatuhan/{to}\"")), "{page} leads to {to}");
    };
    link("tahun/2023/", "tahun/");
    link("layanan/dukcapil/", "layanan/");
    link("layanan/", "layanan/dukcapil/");
    link("daerah/merangin/layanan/", "layanan/dukcapil/");
    link("daerah/merangin/", "layanan/dukcapil/");
    link("", "tahun/");
    let crumbs = site().page("layanan/dukcapil/");
    assert!(crumbs.contains("Beranda Layanan Kependudukan dan pencatatan sipil"), "{crumbs}");
}

#[test]
fn a_site_without_services_has_no_list_of_them() {
    let site = Site::real();
    site.write("content/sectors.yaml", "[]\n");
    let units = site.read("content/units.yaml");
    let without: Vec<&str> = units.lines().filter(|line| !line.trim_start().starts_with("sector:")).collect();
    site.write("content/units.yaml", &(without.join("\n") + "\n"));
    site.run(&["build"]).ends(0);
    assert!(!site.root().join("output/layanan").exists());
    assert!(!site.read("output/index.html").contains("/kepatuhan/layanan/"));
    assert!(site.page("daerah/merangin/").contains("Unit layanan"));
}
