//! Drawings beside the trend: they say what the tables beside them say, join nothing across a break and show nothing
//! that is not released. The world is invented: cantons and communes of Exemplie.

use std::fmt::Write as _;
use std::sync::OnceLock;

use roxmltree::{Document, Node};

use super::support::{CLOCK, Site, words};

const CANTONS: [&str; 5] = ["Canton Azur", "Canton Brume", "Canton Cendre", "Canton Dune", "Canton Écume"];
const COMMUNES: usize = 45;

/// The other world with two more kinds and two more years; the newer one may be told when it is released.
fn world(released: &str) -> Site {
    let site = Site::of_cantons();
    let mut bodies = String::new();
    for (n, name) in CANTONS.iter().enumerate() {
        writeln!(bodies, "- {{id: k{n}, name: {name}, kind: canton}}").expect("memory");
    }
    for n in 0..COMMUNES {
        writeln!(bodies, "- {{id: v{n}, name: Commune V{n}, kind: commune}}").expect("memory");
    }
    site.append("content/regencies.yaml", &bodies);
    site.append(
        "content/units.csv",
        "guichet-azur;k0;etat-civil;Guichet d'Azur;\nguichet-brume;k1;etat-civil;Guichet de Brume;\nguichet-cendre;k2;etat-civil;Guichet de Cendre;\nbourse-azur;k0;;Bourse d'Azur;\npiscine-azur;k0;;Piscine d'Azur;\n",
    );
    let scale = "scale: {min: 0, max: 100, decimals: 2}\n  bands: [{zone: a, from: 80}, {zone: b, from: 60}, {zone: c, from: 40}, {zone: d, from: 20}, {zone: e, from: 0}]\n  dimensions: [{id: accueil, weight: 60, label: Accueil}, {id: delai, weight: 40, label: Délai}]\n";
    let source = "source: {title: Règlement imaginaire no 3, publisher: Office d'Exemplie}";
    site.append(
        "content/methodologies.yaml",
        &format!(
            "- id: cantons\n  title: Grille des cantons\n  years: [2025]\n  {scale}  coverage: census\n  {source}\n- id: cantons-bis\n  title: Grille des cantons, bis\n  years: [2026]\n  {scale}  coverage: sample\n  comparable_with: [cantons]\n  {source}\n"
        ),
    );
    let rapport = "source: {title: Rapport, publisher: Office d'Exemplie, url: https://rapports.exemple.org/rapport}\n";
    let mut older = format!(
        "year: 2025\nmethodology: cantons\n{rapport}totals:\n  - {{level: all, assessed: 50, counts: {{a: 20, b: 30, c: 0, d: 0, e: 0}}, source: {{title: Bilan, publisher: Office}}}}\nresults:\n"
    );
    for (n, score) in ["90", "70", "55.5", "30", "10"].iter().enumerate() {
        writeln!(older, "  k{n}: {{score: {score}}}").expect("memory");
    }
    site.write("content/assessments/2025.yaml", &older);
    let mut newer = format!(
        "year: 2026\nmethodology: cantons-bis\n{released}{rapport}dimension_values: weighted\ntotals:\n  - {{level: all, assessed: 60, counts: {{a: 45}}, source: {{title: Bilan, publisher: Office}}}}\n"
    );
    newer.push_str("units:\n  guichet-azur: {score: 91, dimensions: {accueil: 55, delai: 36}}\n  guichet-brume: {score: 60}\n  guichet-cendre: {score: 15.5}\n  bourse-azur: {score: 77}\n  piscine-azur: {score: 42}\nresults:\n");
    newer.push_str("  k0: {score: 85, dimensions: {accueil: 45}}\n  k1: {score: 75}\n  k2: {score: 55.5}\n  k3: {score: 30, measured: 2025}\n  k4: {score: 12}\n");
    for n in 0..COMMUNES {
        writeln!(newer, "  v{n}: {{score: {}}}", 30 + (n * 37) % 70).expect("memory");
    }
    site.write("content/assessments/2026.yaml", &newer);
    site
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let site = world("");
        site.run(&["build"]).ends(0);
        site
    })
}

/// The drawings of a sort on a page.
fn drawings(page: &str, sort: &str) -> Vec<String> {
    let html = site().read(&format!("output/{page}index.html"));
    let start = |part: &&str| part.contains(&format!("class=\"chart {sort}\""));
    let pieces = html.split("<svg ").skip(1).filter(start);
    pieces.map(|piece| format!("<svg {}</svg>", &piece[..piece.find("</svg>").expect("it ends")])).collect()
}

fn class<'a>(node: Node<'a, '_>) -> &'a str {
    let group = node.parent_element().and_then(|parent| parent.attribute("class"));
    node.attribute("class").or(group).unwrap_or("")
}

/// Circles of a class, from the top, as their places.
pub(super) fn circles(svg: &str, wanted: &str) -> Vec<(f64, f64)> {
    let document = Document::parse(svg).expect("a drawing is XML");
    let place =
        |node: &Node<'_, '_>, name: &str| node.attribute(name).and_then(|n| n.parse::<f64>().ok()).expect("a number");
    let all = document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "circle")));
    let own = all.filter(|node| class(*node).starts_with(wanted));
    let mut found: Vec<(f64, f64)> = own.map(|node| (place(&node, "cx"), place(&node, "cy"))).collect();
    found.sort_by(|one, other| one.1.total_cmp(&other.1));
    found
}

/// Where the marks of the rows stand: those above are signs beside the zones' words.
fn marks(svg: &str) -> Vec<f64> {
    let all = circles(svg, "pt-");
    let rows = texts(svg, "figure").len();
    all[all.len() - rows..].iter().map(|at| at.0).collect()
}

/// Texts of a class, in the order of the drawing.
pub(super) fn texts(svg: &str, wanted: &str) -> Vec<String> {
    let document = Document::parse(svg).expect("a drawing is XML");
    let all = document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    let own = all.filter(|node| class(*node).split(' ').any(|class| class == wanted));
    own.map(|node| node.text().unwrap_or("").to_owned()).collect()
}

/// Rectangles of a class as left, right, top, bottom.
fn rectangles(svg: &str, wanted: &str) -> Vec<[f64; 4]> {
    let document = Document::parse(svg).expect("a drawing is XML");
    let own = document.descendants().filter(|node| node.attribute("d").is_some() && class(*node) == wanted);
    let data: String = own.filter_map(|node| node.attribute("d")).collect();
    let read = |piece: &str| {
        let numbers: Vec<f64> = piece.split(['h', 'v', ' ']).filter_map(|n| n.parse().ok()).collect();
        [numbers[0], numbers[0] + numbers[2], numbers[1], numbers[1] + numbers[3]]
    };
    data.split('M').filter(|piece| !piece.is_empty()).map(read).collect()
}

/// Asserts that places lie on the line through their scores.
fn are_to_scale(places: &[f64], scores: &[f64]) {
    assert_eq!(places.len(), scores.len(), "{places:?} {scores:?}");
    let by_score = |one: &usize, other: &usize| scores[*one].total_cmp(&scores[*other]);
    let (low, high) = ((0..scores.len()).min_by(by_score), (0..scores.len()).max_by(by_score));
    let (low, high) = low.zip(high).expect("there are scores");
    let per_point = (places[high] - places[low]) / (scores[high] - scores[low]);
    for (x, score) in places.iter().zip(scores) {
        let wanted = places[low] + (score - scores[low]) * per_point;
        assert!((wanted - x).abs() < 0.25, "{x} is not {wanted}: {places:?} for {scores:?}");
    }
}

#[test]
fn a_ranking_stands_in_the_order_and_at_the_scores_of_its_table() {
    let [svg] = &drawings("annees/2026/", "chart-dots")[..] else { panic!("one kind has rows") };
    assert_eq!(texts(svg, "row-name"), ["Azur", "Brume", "Cendre", "Écume"], "Dune's score was carried forward");
    assert_eq!(texts(svg, "figure"), ["85,00", "75,00", "55,50", "12,00"]);
    assert_eq!(texts(svg, "rank"), ["1", "2", "3", "4"]);
    let places: Vec<f64> = marks(svg);
    are_to_scale(&places, &[85.0, 75.0, 55.5, 12.0]);
    // The strips begin at that year's limits: 20, 40, 60 and 80.
    let edges: Vec<f64> =
        ["poor", "middle", "good", "best"].map(|token| rectangles(svg, &format!("band-{token}"))[0][0]).to_vec();
    are_to_scale(&[&places[..], &edges[..]].concat(), &[85.0, 75.0, 55.5, 12.0, 20.0, 40.0, 60.0, 80.0]);
    let table = site().page("annees/2026/");
    assert!(table.contains("85,00") && table.contains("Canton Azur"), "{table}");
}

#[test]
fn an_earlier_score_is_marked_only_where_it_may_be_compared() {
    let newer = &drawings("annees/2026/", "chart-dots")[0];
    let now: Vec<f64> = marks(newer);
    let before: Vec<f64> = circles(newer, "before").iter().map(|at| at.0).collect();
    are_to_scale(&[&now[..], &before[..]].concat(), &[85.0, 75.0, 55.5, 12.0, 90.0, 70.0, 55.5, 10.0]);
    assert!(site().page("annees/2026/").contains("Un petit cercle est la note de 2025"));
    // 2024 was of another method, and 2023 of the same.
    assert!(circles(&drawings("annees/2025/", "chart-dots")[0], "before").is_empty());
    assert!(circles(&drawings("annees/2023/", "chart-dots")[0], "before").is_empty());
    assert_eq!(circles(&drawings("annees/2024/", "chart-dots")[0], "before").len(), 3);
    assert!(!site().page("annees/2025/").contains("Un petit cercle"));
}

#[test]
fn many_bodies_are_counted_and_the_table_has_the_same_counts() {
    let [svg] = &drawings("annees/2026/", "chart-counts")[..] else { panic!("45 communes are too many for rows") };
    let shown: Vec<usize> = texts(svg, "figure").iter().filter_map(|text| text.parse().ok()).collect();
    assert_eq!(shown.iter().sum::<usize>(), COMMUNES);
    let html = site().read("output/annees/2026/index.html");
    let table = &html[html.find("<details class=\"twin\">").expect("a table twin")..];
    let table = &table[..table.find("</details>").expect("it ends")];
    let total = |row: &str| words(row).split(' ').next_back().and_then(|n| n.parse().ok());
    let rows: Vec<usize> = table.split("<tr>").skip(2).filter_map(total).filter(|n| *n > 0).collect();
    assert_eq!(shown, rows, "{table}");
    let height = |token: &str| rectangles(svg, &format!("share-{token}")).iter().map(|r| r[3] - r[2]).sum::<f64>();
    let all: f64 = ["best", "good", "middle", "poor"].iter().map(|token| height(token)).sum();
    let highest = all / 45.0;
    let best = (0..COMMUNES).filter(|n| 30 + (n * 37) % 70 >= 80).count();
    let best = f64::from(u32::try_from(best).expect("few"));
    assert!((height("best") - best * highest).abs() < 1.0, "as many as are at 80 or above");
}

#[test]
fn shares_are_parted_where_method_or_coverage_changes() {
    let [svg] = &drawings("", "chart-shares")[..] else { panic!("one on the front page") };
    assert_eq!(texts(svg, "row-name"), ["2026", "2025", "2024", "2023", "2022", "2021"]);
    let rules = ["couverture modifiée", "méthode et couverture modifiées", "méthode et couverture modifiées"];
    assert_eq!(texts(svg, "break-label"), rules, "2025|2026, 2024|2025, 2022|2023");
    let home = site().page("");
    assert_eq!(home.matches("méthode et couverture modifiées").count(), 4, "in the table too");
    // 2025: one canton each in five zones. Its bar is the second from the top.
    let second = rectangles(svg, "share-worst")[1];
    assert!((second[1] - second[0] - 68.0).abs() < 0.2, "a fifth of 340: {second:?}");
}

#[test]
fn published_counts_without_a_zone_are_a_piece_of_their_own() {
    let [svg] = &drawings("methode/", "chart-shares")[..] else { panic!("one for all kinds") };
    assert_eq!(texts(svg, "row-name"), ["2026", "2025"]);
    assert_eq!(rectangles(svg, "share-none"), [[255.0, 340.0, 17.0, 37.0]], "15 of 60");
    let page = site().page("methode/");
    assert!(page.contains("2026 45 – non précisé – non précisé – non précisé – non précisé 15"), "{page}");
}

#[test]
fn dimensions_are_parts_of_their_weight_and_a_missing_one_is_said() {
    let [svg] = &drawings("districts/k0/", "chart-bars")[..] else { panic!("the newest scored year has dimensions") };
    let (track, bar) = (rectangles(svg, "track"), rectangles(svg, "bar"));
    assert_eq!((track.len(), bar.len()), (1, 1));
    assert!(((bar[0][1] - bar[0][0]) / (track[0][1] - track[0][0]) - 0.75).abs() < 0.01, "45 of 60");
    assert_eq!(texts(svg, "figure"), ["45,00 sur 60"]);
    assert_eq!(texts(svg, "gap"), ["valeur introuvable"]);
    let page = site().page("districts/k0/");
    assert!(page.contains("Délai 40") && page.matches("valeur introuvable").count() == 2, "{page}");
    assert!(drawings("districts/k1/", "chart-bars").is_empty());
    assert_eq!(drawings("districts/k0/services/", "chart-bars").len(), 1, "one unit has them");
}

#[test]
fn three_units_or_more_are_drawn() {
    let of_body = &drawings("districts/k0/services/", "chart-dots")[0];
    assert_eq!(texts(of_body, "row-name"), ["Guichet d'Azur", "Bourse d'Azur", "Piscine d'Azur"]);
    let places: Vec<f64> = marks(of_body);
    are_to_scale(&places, &[91.0, 77.0, 42.0]);
    let of_sector = &drawings("services/etat-civil/", "chart-dots")[0];
    assert_eq!(texts(of_sector, "row-name"), ["Canton Azur", "Canton Brume", "Canton Cendre"]);
    assert!(drawings("districts/k1/services/", "chart-dots").is_empty(), "one unit is no ranking");
}

#[test]
fn ids_are_unique_on_every_page_with_drawings() {
    for page in ["", "annees/2026/", "methode/", "districts/k0/", "districts/k0/services/"] {
        let html = site().read(&format!("output/{page}index.html"));
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{page}");
        assert_eq!(html.matches("role=\"img\"").count(), html.matches("<svg ").count(), "{page}");
    }
}

#[test]
fn what_is_not_released_is_not_drawn() {
    let site = world("released: 2026-12-01\n");
    site.run_at(CLOCK, &["build"]).ends(0);
    for page in ["", "annees/2025/", "methode/", "districts/k0/", "services/etat-civil/"] {
        let html = site.read(&format!("output/{page}index.html"));
        let drawn: String = html.split("<svg ").skip(1).filter_map(|rest| rest.split("</svg>").next()).collect();
        assert!(
            !drawn.contains("2026") && !drawn.contains("85,00") && !drawn.contains("chart-bars"),
            "{page}: {drawn}"
        );
    }
    let home = site.read("output/index.html");
    assert!(home.contains("chart-shares") && !home.contains("couverture modifiée<"), "{home}");
}
