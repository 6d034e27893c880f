//! The pages that others embed: small, without scripts, with a way back.

use crate::cards::drawings;
use crate::support::{Site, words};

#[test]
fn a_page_to_embed_says_the_same_and_leads_back() {
    let site = Site::real();
    site.run(&["build", "--strict"]).ends(0);
    let html = site.read("output/sematan/sarolangun/index.html");
    assert!(html.len() < 10_000, "{} bytes", html.len());
    for part in [
        "<meta name=\"robots\" content=\"noindex\">",
        "<link rel=\"canonical\" href=\"https://example.org/kepatuhan/daerah/sarolangun/\">",
        "href=\"https://example.org/kepatuhan/daerah/sarolangun/\" target=\"_blank\"",
        "<title id=\"trend-t\">",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    assert!(!html.contains("<script") && !html.contains("<nav"), "{html}");
    assert!(words(&html).contains("Kabupaten Sarolangun: zona hijau (2024); 2025: tidak dinilai 90,53"), "{html}");
    assert!(!site.read("output/sitemap.xml").contains("sematan"));
    let page = site.read("output/daerah/sarolangun/index.html");
    let code = "&lt;iframe src=\"https://example.org/kepatuhan/sematan/sarolangun/\" title=\"Nilai dan zona Kabupaten \
                Sarolangun\"";
    assert!(page.contains(code), "{page}");
    assert!(site.output().join("en/sematan/sarolangun/index.html").exists());
}

#[test]
fn the_chart_is_a_drawing_of_its_own_too() {
    let site = Site::real();
    site.run(&["build"]).ends(0);
    let svg = site.read("output/sematan/sarolangun/chart.svg");
    let document = roxmltree::Document::parse(&svg).expect("XML");
    let texts: Vec<&str> = document
        .descendants()
        .filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "text")))
        .filter_map(|n| n.text())
        .collect();
    for figure in ["57,65", "54,32", "90,53", "2018", "2025"] {
        assert!(texts.contains(&figure), "{figure} in {texts:?}");
    }
    assert!(svg.contains(".pt-best { fill: #17843f; }") && !svg.contains("var("), "colours are in the file: {svg}");
    assert!(
        site.read("output/daerah/sarolangun/index.html").contains("href=\"/kepatuhan/sematan/sarolangun/chart.svg\"")
    );
    let english = site.read("output/en/sematan/sarolangun/chart.svg");
    assert!(english.contains("90.53"), "{english}");
}

/// One figure, wherever it stands.
#[test]
fn page_chart_card_embed_and_data_say_the_same() {
    let site = Site::real();
    site.run(&["build"]).ends(0);
    let cards = drawings(&site);
    let table = site.read("output/data/scores.csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let heads = rows.headers().expect("a head").clone();
    let place =
        |name: &str| heads.iter().position(|head| head == name).unwrap_or_else(|| panic!("{name} in {heads:?}"));
    let (regency, year, score) = (place("regency"), place("year"), place("score"));
    let mut compared = 0;
    for row in rows.records().map(|row| row.expect("a row")) {
        if &row[year] != "2024" || row[score].is_empty() {
            continue;
        }
        let (id, said) = (&row[regency], row[score].replace('.', ","));
        // Its text and no number read from it: all digits are kept.
        let json = site.read(&format!("output/data/regencies/{id}.json")).replace("\": ", "\":");
        assert!(json.contains(&format!("\"score\":{}", &row[score])), "{id}: {json}");
        let card = words(&cards[&format!("kartu/{id}.png")]);
        assert!(card.contains(&said), "{said} of {id} in {card}");
        for file in [
            format!("daerah/{id}/index.html"),
            format!("sematan/{id}/index.html"),
            format!("sematan/{id}/chart.svg"),
            "tahun/2024/index.html".to_owned(),
            "index.html".to_owned(),
        ] {
            let text = site.read(&format!("output/{file}"));
            assert!(text.contains(&said), "{said} of {id} in {file}");
        }
        compared += 1;
    }
    assert_eq!(compared, 12);
}
