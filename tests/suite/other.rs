//! A site of another world: five zones, scale 0 to 4 and then days where less is better, districts, French, tables.

use std::sync::OnceLock;

use super::support::Site;

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let site = Site::copy("tests/site-other");
        site.run(&["build", "--strict"]).ends(0);
        site
    })
}

fn row(page: &str, year: &str) -> String {
    site().row(page, year)
}

#[test]
fn zones_and_scale_are_data() {
    assert!(row("districts/nord/", "2021").contains("3,5"));
    assert!(row("districts/nord/", "2021").to_lowercase().contains("niveau a"));
    assert!(row("districts/est/", "2022").to_lowercase().contains("niveau d"));
    assert!(row("districts/nord/", "2024").to_lowercase().contains("niveau a"));
    let html = site().read("output/districts/nord/index.html");
    assert!(html.contains("lang=\"fr\"") && !html.contains("kabupaten"));
}

#[test]
fn less_may_be_better() {
    // 12 → 8 days: down, and for the better; the district of 8 days comes first.
    let row = row("districts/nord/", "2024");
    assert!(row.contains("En baisse de 4 depuis 2023"), "{row}");
    let home = site().page("");
    let place = |words: &str| home.find(words).unwrap_or_else(|| panic!("{words} in {home}"));
    let (better, worse) = (place("Améliorations"), place("Dégradations"));
    assert!((better..worse).contains(&place("En baisse de 4 depuis 2023")), "{home}");
    let year = site().page("annees/2024/");
    let place = |name: &str| year.rfind(name).unwrap_or_else(|| panic!("{name} in {year}"));
    assert!(place("District Nord") < place("District Sud") && place("District Sud") < place("District Est"), "{year}");
}

#[test]
fn a_score_is_no_example_on_another_scale() {
    // The site's editions are of 0 to 4 and of days: no score has another zone by the same scale.
    let page = site().page("methode/");
    assert!(page.contains("0 à 4") && !page.contains("même note, autre niveau"), "{page}");
}

#[test]
fn tables_give_results_units_and_absences() {
    let ouest = row("districts/ouest/", "2021");
    assert!(ouest.contains("inondation des bureaux"), "{ouest}");
    assert!(site().page("districts/ouest/").contains("Bureaux fermés; dossier &quot;en attente&quot;"));
    let units = site().page("districts/sud/services/");
    assert!(units.contains("Bureau de l") && units.contains("1,4"), "{units}");
    assert!(site().page("services/etat-civil/").contains("4,0"));
}

#[test]
fn replies_and_corrections_stand_with_the_result() {
    assert!(site().page("districts/est/").contains("Deux guichets ont été ouverts depuis."));
    let log = site().page("rectifications/");
    assert!(log.contains("18") && log.contains("faute de frappe"), "{log}");
    // The body's own page says the same, in the same form.
    let at = |words: &str| log.find(words).unwrap_or_else(|| panic!("{words} in {log}"));
    let change = &log[at("2024 : note, ")..at(" Motif")];
    assert!(change.contains(" auparavant, ") && site().page("districts/nord/").contains(change), "{change}");
}

#[test]
fn a_body_is_looked_for_only_while_it_exists() {
    // Est exists since 2022 and Ouest until 2022: leaving them out elsewhere is no warning, as --strict above shows.
    assert_eq!(site().run(&["check"]).ends(0).err, "");
}

#[test]
fn bodies_are_counted_only_while_they_exist() {
    let all = site().page("districts/");
    let counts = &all[all.find("Niveaux en 2024").expect("counts")..all.find("District Est").expect("members")];
    assert!(counts.contains("2 niveau A") && !counts.contains("sans niveau"), "{counts}");
}

#[test]
fn a_carried_score_is_said_with_its_own_year() {
    let html = site().read("output/districts/ouest/index.html");
    assert!(html.contains("<h1>District Ouest\u{a0}: note 2,4 (2022, mesure de 2020)</h1>"), "{html}");
}

#[test]
fn the_sitemap_knows_corrections_of_news_and_leaves_out_empty_pages() {
    let site = Site::copy("tests/site-other");
    let article = "content/news/2025-01-12-nord-devant.md";
    site.replace(article, "tags:", "corrections: [{date: 2025-03-04, text: Un chiffre rectifié.}]\ntags:");
    site.run(&["build", "--strict"]).ends(0);
    let sitemap = site.read("output/sitemap.xml");
    for page in ["", "rectifications/", "actualites/", "actualites/nord-devant/"] {
        let entry = format!("<loc>https://exemple.org/{page}</loc><lastmod>2025-03-04</lastmod>");
        assert!(sitemap.contains(&entry), "{page} in {sitemap}");
    }
    assert!(sitemap.contains("/districts/sud/services/") && !sitemap.contains("/districts/est/services/"), "{sitemap}");
    assert!(site.read("output/districts/est/services/index.html").contains("noindex"));
}

#[test]
fn static_files_are_copied() {
    assert_eq!(site().read("output/verification.txt"), "ok\n");
}
