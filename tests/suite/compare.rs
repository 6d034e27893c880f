//! Bodies side by side: those of one kind under one body, on one axis, with a table of the same figures. The world is
//! invented: cantons and communes of Exemplie.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::charts::{circles, texts};
use super::support::{Site, words};

const CANTONS: [&str; 5] = ["Azur", "Brume", "Cendre", "Dune", "Écume"];
const COMMUNES: usize = 41;

/// The other world with cantons, some below districts, and more communes than a page holds. `released` and `comparable`
/// are lines of the newer year and of its method.
fn world(released: &str, comparable: &str) -> Site {
    let site = Site::of_cantons();
    let mut bodies = String::new();
    for (n, name) in CANTONS.iter().enumerate() {
        writeln!(bodies, "- {{id: k{n}, name: Canton {name}, kind: canton}}").expect("memory");
    }
    for (id, parent) in [("k5", "nord"), ("k6", "nord"), ("k7", "sud"), ("k8", "est"), ("k9", "est")] {
        writeln!(bodies, "- {{id: {id}, name: Canton {id}, kind: canton, parent: {parent}}}").expect("memory");
    }
    let mut communes = String::new();
    for n in 0..COMMUNES {
        writeln!(bodies, "- {{id: v{n}, name: Commune V{n}, kind: commune}}").expect("memory");
        writeln!(communes, "  v{n}: {{score: {}}}", 30 + n).expect("memory");
    }
    site.append("content/regencies.yaml", &bodies);
    let method = |id: &str, year: u16, more: &str| {
        format!(
            "- id: {id}\n  title: Grille {year}\n  years: [{year}]\n  scale: {{min: 0, max: 100, decimals: 2}}\n  bands: [{{zone: a, from: 80}}, {{zone: c, from: 40}}, {{zone: e, from: 0}}]\n  coverage: sample\n{more}  source: {{title: Règlement, publisher: Office}}\n"
        )
    };
    site.append("content/methodologies.yaml", &(method("une", 2025, "") + &method("deux", 2026, comparable)));
    let rapport = "source: {title: Rapport, publisher: Office d'Exemplie}\n";
    let older = "results:\n  k0: {score: 90}\n  k1: {score: 70}\n  k2: {score: 55.5}\n  k4: {score: 10}\n  k5: {score: 50}\n  k6: {score: 60}\n  k7: {score: 50}\n  k8: {score: 50}\n";
    site.write("content/assessments/2025.yaml", &format!("year: 2025\nmethodology: une\n{rapport}{older}{communes}"));
    let newer = "results:\n  k0: {score: 70}\n  k1: {score: 90}\n  k2: {absent: not-assessed}\n  k3: {score: 55.5}\n  k4: {score: 10, measured: 2025}\n";
    site.write(
        "content/assessments/2026.yaml",
        &format!("year: 2026\nmethodology: deux\n{released}{rapport}{newer}{communes}"),
    );
    site.run(&["build"]).ends(0);
    site
}

const COMPARABLE: &str = "  comparable_with: [une]\n";
const CANTON_PAGE: &str = "comparer/canton/";

/// The small drawings of a page by the body that each stands for.
fn drawings(site: &Site, page: &str) -> BTreeMap<String, String> {
    let html = site.read(&format!("output/{page}index.html"));
    let part = |part: &str| {
        let svg = &part[part.find("<svg ")?..part.find("</svg>")? + "</svg>".len()];
        Some((part[..part.find('"')?].to_owned(), svg.to_owned()))
    };
    html.split("<li data-body=\"").skip(1).filter_map(part).collect()
}

/// The points of a drawing from the left, without the row of zones beneath.
fn points(svg: &str) -> Vec<(f64, f64)> {
    let all = circles(svg, "pt-");
    let foot = all.last().expect("there are marks").1;
    let mut points: Vec<(f64, f64)> = all.into_iter().filter(|at| at.1 < foot).collect();
    points.sort_by(|one, other| one.0.total_cmp(&other.0));
    points
}

#[test]
fn a_score_is_equally_high_in_all_drawings_and_a_year_equally_far() {
    let site = world("", COMPARABLE);
    let found = drawings(&site, CANTON_PAGE);
    assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), ["k0", "k1", "k2", "k3", "k4"]);
    let [azur, brume, cendre, dune, ecume] = ["k0", "k1", "k2", "k3", "k4"].map(|id| points(&found[id]));
    let ([(x25, y90), (x26, y70)], [(_, y70_too), (_, y90_too)]) = (&azur[..], &brume[..]) else { panic!("{azur:?}") };
    assert_eq!((y90, y70), (y90_too, y70_too));
    // A body of one year only stands in the slot of that year, and on the same axis.
    assert_eq!((cendre[0].0, dune[0].0, cendre[0].1), (*x25, *x26, dune[0].1));
    assert_eq!((cendre.len(), dune.len()), (1, 1));
    let per_point = (y70 - y90) / 20.0;
    for (at, score) in [(cendre[0], 55.5), (ecume[0], 10.0)] {
        assert!((at.1 - (y90 + (90.0 - score) * per_point)).abs() < 0.25, "{at:?} is not {score}");
    }
    for (id, svg) in &found {
        assert_eq!(texts(svg, "year"), ["2025", "2026"], "{id}");
        assert_eq!(texts(svg, "tick-label"), ["0", "50", "100"], "{id}");
    }
    assert_eq!(["k0", "k3"].map(|id| texts(&found[id], "last")), [["70,00"], ["55,50"]]);
}

#[test]
fn nothing_is_joined_over_a_break_nor_to_a_score_carried_forward() {
    let site = world("", COMPARABLE);
    let found = drawings(&site, CANTON_PAGE);
    assert!(found["k0"].contains("class=\"line\"") && !found["k0"].contains("class=\"break\""), "{}", found["k0"]);
    assert!(!found["k4"].contains("class=\"line\"") && found["k4"].contains("hollow"), "{}", found["k4"]);
    assert!(site.page(CANTON_PAGE).contains("10,00 (mesure de 2025)"), "{}", site.page(CANTON_PAGE));

    let site = world("", "");
    for (id, svg) in drawings(&site, CANTON_PAGE) {
        assert!(!svg.contains("class=\"line\"") && svg.contains("class=\"break\""), "{id}: {svg}");
    }
    let html = site.read(&format!("output/{CANTON_PAGE}index.html"));
    assert_eq!(html.matches("<col class=\"break\">").count(), 1, "{html}");
    assert!(words(&html).contains("2026 nouvelle méthode 2025"), "{}", words(&html));
}

#[test]
fn the_table_says_what_the_drawings_say_newest_first() {
    let site = world("", COMPARABLE);
    let page = site.page(CANTON_PAGE);
    for row in [
        "2026 2025 Canton Azur 70,00 niveau C 90,00 niveau A",
        "Canton Cendre non évalué 55,50 niveau C",
        "Canton Dune 55,50 niveau C sans données",
    ] {
        assert!(page.contains(row), "{row} in {page}");
    }
}

#[test]
fn a_group_is_of_one_kind_under_one_body_and_one_alone_has_no_page() {
    let site = world("", COMPARABLE);
    let has = |path: &str| site.output().join(path).join("index.html").exists();
    assert!(has("comparer/district") && has("comparer/canton/nord"));
    // One alone, one of two without a figure, and too many.
    assert!(!has("comparer/canton/sud") && !has("comparer/canton/est") && !has("comparer/commune"));
    assert_eq!(drawings(&site, "comparer/canton/nord/").keys().collect::<Vec<_>>(), ["k5", "k6"]);

    let list = site.read("output/comparer/index.html");
    for path in ["comparer/district/", CANTON_PAGE, "comparer/canton/nord/"] {
        assert!(list.contains(&format!("href=\"/{path}\"")), "{path} in {list}");
        assert!(site.read("output/sitemap.xml").contains(&format!("/{path}</loc>")), "{path}");
    }
    assert!(!list.contains("/comparer/commune/") && !list.contains("/comparer/canton/sud/"));
    let said = words(&list);
    assert!(said.contains("41 communes") && said.contains("Trop nombreux pour une page. Voir le classement de 2026."));

    let link = |id: &str| site.read(&format!("output/districts/{id}/index.html"));
    assert!(link("k5").contains("href=\"/comparer/canton/nord/?choix=k5\""));
    assert!(!link("k7").contains("choix=") && !link("v0").contains("choix="));
}

#[test]
fn a_site_with_nothing_to_compare_has_no_such_pages() {
    let site = Site::copy("tests/problems/base");
    // The two bodies of a kind belong to two groups now.
    site.replace("content/regencies.yaml", "  parent: provinsi-umpama\n", "");
    site.run(&["build"]).ends(0);
    assert!(!site.output().join("bandingkan").exists());
    assert!(!site.read("output/index.html").contains("/bandingkan/"));
}

#[test]
fn what_is_not_released_is_not_compared() {
    let site = world("released: 2026-12-01\n", COMPARABLE);
    let html = site.read(&format!("output/{CANTON_PAGE}index.html"));
    assert!(html.contains("90,00") && !html.contains("2026</a>"), "{html}");
    assert!(!html.contains("Dune"), "a body that only the newer year names");
    let found = drawings(&site, CANTON_PAGE);
    assert_eq!(found.len(), 4);
    for (id, svg) in &found {
        assert!(!svg.contains("2026"), "{id}: {svg}");
    }
}
