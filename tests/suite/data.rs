//! Open data: the same figures on pages, in tables and in JSON; harmless in spreadsheets; nothing early; the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::support::{Site, tree, words};

/// A table by its rows, each by the names of its columns.
fn table(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap_or_else(|error| panic!("{error}\n{text}"))).collect()
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_str(&site.read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The value of a key as it is written, and not as a reader of floating numbers has it.
fn written<'a>(line: &'a str, key: &str) -> &'a str {
    let start = line.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("no {key} in {line}")) + key.len() + 3;
    let end = line[start..].find([',', '}']).map_or(line.len(), |n| start + n);
    line[start..end].trim_matches('"')
}

#[test]
fn page_table_and_json_have_the_same_figures() {
    let site = Site::copy(".");
    site.run(&["build", "--strict"]).ends(0);
    let scores = site.read("output/data/scores.csv");
    let lines = site.read("output/data/scores.json");
    let lines: Vec<&str> = lines.lines().filter(|line| line.starts_with('{')).collect();
    let rows = table(&scores);
    assert_eq!(rows.len(), lines.len());
    let mut compared = BTreeSet::new();
    for (row, line) in rows.iter().zip(lines) {
        let (body, year) = (&row["regency"], &row["year"]);
        for key in ["year", "score", "zone", "category", "absent", "reason", "rank", "rank_of", "change", "series"] {
            let value = written(line, key).replace("null", "");
            assert_eq!(row[key], value, "{key} of {body} {year}");
        }
        assert_eq!(row["score"].is_empty(), !row["absent"].is_empty(), "{body} {year}: no score, no reason");
        on_the_page(&site, row);
        let own = table(&site.read(&format!("output/data/regencies/{body}.csv")));
        let own = own.iter().find(|own| own["level"] == "regency" && own["year"] == *year).expect("the year is there");
        let differs = own.iter().find(|(key, value)| row.get(*key).is_some_and(|other| other != *value));
        assert_eq!(differs, None, "{body} {year}");
        compared.insert((body.clone(), year.clone()));
    }
    // Twelve bodies, ten years.
    assert_eq!(compared.len(), 120);
}

/// The page of a body shows what a row says, in its own form of numbers.
fn on_the_page(site: &Site, row: &BTreeMap<String, String>) {
    let (body, year) = (&row["regency"], &row["year"]);
    let page = site.read(&format!("output/en/daerah/{body}/index.html"));
    let start = page.find(&format!("id=\"y{year}\"")).unwrap_or_else(|| panic!("{body} has no {year}"));
    let shown = &page[start..start + page[start..].find("</tbody>").expect("a row ends")];
    let cells: Vec<String> = shown.split("<td").skip(1).take(2).map(|cell| words(&format!("<td{cell}"))).collect();
    let score = if row["score"].is_empty() { "–" } else { &row["score"] };
    assert_eq!(cells[0], score, "{body} {year}");
    let zone = match &*row["zone"] {
        "hijau" => "● green",
        "kuning" => "▲ yellow",
        "merah" => "■ red",
        "" => "– no zone",
        other => panic!("{other}"),
    };
    assert_eq!(cells[1].to_lowercase(), zone, "{body} {year}");
    let text = words(shown);
    if let Some(points) = Some(row["change"].trim_start_matches('-')).filter(|points| !points.is_empty()) {
        let said = if row["change"] == "0.00" { "Unchanged".to_owned() } else { format!("{points} points since") };
        assert!(text.contains(&said) && text.contains(&row["change_since"]), "{body} {year}: {text}");
    }
}

#[test]
fn units_products_and_claims_are_all_there() {
    let site = Site::copy(".");
    site.run(&["build"]).ends(0);
    let units = table(&site.read("output/data/units.csv"));
    let card = units.iter().find(|row| row["unit"] == "dukcapil-merangin" && row["product"] == "ktp-el");
    assert_eq!(
        card.map(|row| (&*row["score"], &*row["zone_basis"], &*row["year"])),
        Some(("91.50", "computed", "2019"))
    );
    let claims = table(&site.read("output/data/claims.csv"));
    let said = claims.iter().find(|row| row["regency"] == "kerinci" && row["year"] == "2019").expect("it is there");
    assert_eq!((&*said["score"], &*said["claim"]), ("80.03", "1"));
    let scores = table(&site.read("output/data/scores.csv"));
    let counted: usize = scores.iter().map(|row| row["claims_count"].parse::<usize>().expect("a count")).sum();
    assert_eq!(counted, claims.iter().filter(|row| row["unit"].is_empty()).count());
    let own = json(&site, "output/data/regencies/merangin.json");
    assert_eq!(
        own["units"].as_array().map(Vec::len),
        Some(units.iter().filter(|r| r["regency"] == "merangin").count())
    );
}

/// A small site with texts that a spreadsheet would run.
fn hostile() -> Site {
    let site = Site::copy("tests/site-other");
    site.replace("content/regencies.yaml", "name: District Nord", "name: '=HYPERLINK(\"http://x\",\"y\")'");
    site.replace("content/regencies.yaml", "name: District Sud", "name: '@SUM(1)', code: '+62'");
    site.replace("content/regencies.yaml", "name: District Est", "name: \"-2+3, \\\"a\\\"\\nb\"");
    site.replace("content/regencies.yaml", "name: District Ouest", "name: \" =1\"");
    site
}

#[test]
fn a_text_is_no_formula_and_a_number_no_text() {
    let site = hostile();
    site.run(&["build"]).ends(0);
    let text = site.read("output/data/scores.csv");
    let rows = table(&text);
    let names: BTreeSet<&str> = rows.iter().map(|row| &*row["name"]).collect();
    let wanted = ["'=HYPERLINK(\"http://x\",\"y\")", "'@SUM(1)", "'-2+3, \"a\"\nb", "'=1"];
    assert_eq!(names, wanted.into_iter().collect());
    assert!(rows.iter().any(|row| row["code"] == "'+62"), "{text}");
    assert!(rows.iter().any(|row| row["change"] == "-4"), "{text}");
    for (name, bytes) in tree(&site.output().join("data")).iter().filter(|(name, _)| name.ends_with(".csv")) {
        let text = std::str::from_utf8(bytes).expect("tables are UTF-8");
        assert!(!text.starts_with('\u{feff}') && text.ends_with("\r\n"), "{name}");
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        for cell in reader
            .records()
            .flat_map(|row| row.expect("as long as its head").iter().map(str::to_owned).collect::<Vec<_>>())
        {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?} in {name}");
        }
    }
    // JSON needs no such thing: there a text is a text.
    assert_eq!(json(&site, "output/data/regencies/ouest.json")["name"]["fr"], "=1");
}

#[test]
fn the_bytes_of_a_small_site() {
    let site = Site::copy("tests/site-other");
    site.run(&["build"]).ends(0);
    let files = tree(&site.output().join("data"));
    snapbox::assert_data_eq!(
        site.read("output/data/corrections.csv").replace("\r\n", "\n"),
        snapbox::str![[r#"
date,year,regency,unit,field,was,now,change_kind,requested_by,why
2025-01-10,2024,nord,,score,18,8,correction,,faute de frappe

"#]]
    );
    snapbox::assert_data_eq!(
        site.read("output/data/scores.csv").replace("\r\n", "\n"),
        snapbox::str![[r#"
regency,name,kind,parent,code,year,methodology,series,score,zone,zone_basis,category,category_basis,label,award,measured,absent,reason,status,released,claims_count,corrections_count,note,source,source_url,rank,rank_of,parent_rank,parent_rank_of,change,change_since,change_status
nord,District Nord,district,,,2021,grille,1,3.5,a,computed,,,excellent,,,,,final,,0,0,,Rapport 2021,https://rapports.exemple.org/rapport-2021,1,2,,,,,first
nord,District Nord,district,,,2022,grille,1,3.4,b,computed,,,bon,,,,,final,,0,0,,Rapport 2022,https://rapports.exemple.org/rapport-2022,1,3,,,-0.1,2021,compared
nord,District Nord,district,,,2023,attente,2,12,c,computed,,,,,,,,final,,0,0,,Rapport 2023,https://rapports.exemple.org/rapport-2023,2,3,,,,,method-changed
nord,District Nord,district,,,2024,attente,2,8,a,computed,,,,,,,,final,,0,1,,Rapport 2024,https://rapports.exemple.org/rapport-2024,1,3,,,-4,2023,compared
sud,District Sud,district,,,2021,grille,1,2.4,c,printed,,,moyen,,,,,final,,0,0,,Rapport 2021,https://rapports.exemple.org/rapport-2021,2,2,,,,,first
sud,District Sud,district,,,2022,grille,1,3.4,b,computed,,,bon,,,,,final,,0,0,,Rapport 2022,https://rapports.exemple.org/rapport-2022,1,3,,,1.0,2021,compared
sud,District Sud,district,,,2023,attente,2,9,a,computed,,,,,,,,final,,0,0,,Rapport 2023,https://rapports.exemple.org/rapport-2023,1,3,,,,,method-changed
sud,District Sud,district,,,2024,attente,2,9,a,computed,,,,,,,,final,,0,0,,Rapport 2024,https://rapports.exemple.org/rapport-2024,2,3,,,0,2023,compared
est,District Est,district,,,2022,grille,1,0.5,d,computed,,,faible,,,,,final,,0,0,,Rapport 2022,https://rapports.exemple.org/rapport-2022,3,3,,,,,first
est,District Est,district,,,2023,attente,2,45,e,computed,,,,,,,,final,,0,0,,Rapport 2023,https://rapports.exemple.org/rapport-2023,3,3,,,,,method-changed
est,District Est,district,,,2024,attente,2,41,e,computed,,,,,,,,final,,0,0,,Rapport 2024,https://rapports.exemple.org/rapport-2024,3,3,,,-4,2023,compared
ouest,District Ouest,district,,,2021,grille,1,,,,,,,,,not-assessed,inondation,final,,0,0,"Bureaux fermés; dossier ""en attente""",Rapport 2021,https://rapports.exemple.org/rapport-2021,,,,,,,no-score
ouest,District Ouest,district,,,2022,grille,,2.4,,,,,,,2020,,,final,,0,0,,Rapport 2022,https://rapports.exemple.org/rapport-2022,,,,,,,carried-forward

"#]]
    );
    // Elsewhere and later nothing changes.
    let again = Site::copy("tests/site-other");
    again.run_at("2027-05-06T07:08:09Z", &["build"]).ends(0);
    assert_eq!(tree(&again.output().join("data")), files);
}

#[test]
fn nothing_early_is_in_the_data() {
    let site = Site::copy(".");
    site.replace("content/assessments/2024.yaml", "released: ", "released: 2027-01-01 # ");
    site.write(
        "content/regencies.yaml",
        &format!("{}\n- {{id: rahasia, name: Rahasia, kind: kota}}\n", site.read("content/regencies.yaml")),
    );
    site.write(
        "content/assessments/2026.yaml",
        "year: 2026\nmethodology: kepatuhan-2022\nreleased: 2027-01-01\nsource: {title: Sumber Rahasia, publisher: P}\nresults:\n  rahasia: {score: 12.48}\n",
    );
    site.replace("content/methodologies.yaml", "years: [2022, 2023, 2024]", "years: [2022, 2023, 2024, 2026]");
    site.run(&["build"]).ends(0);
    let files = tree(&site.output().join("data"));
    assert!(files.len() > 30, "{:?}", files.keys());
    for (name, bytes) in &files {
        let text = format!("{name} {}", String::from_utf8_lossy(bytes)).to_lowercase();
        for secret in ["rahasia", "12.48", "90.53", "2027-01", "2026,"] {
            assert!(!text.contains(secret), "{secret} in {name}");
        }
    }
    let editions = json(&site, "output/data/methodologies.json");
    let years: Vec<i64> = editions
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|e| e["years"].as_array().cloned().unwrap_or_default())
        .filter_map(|y| y.as_i64())
        .collect();
    assert_eq!(years.iter().max(), Some(&2025));
    assert!(!years.contains(&2024) && !years.contains(&2026), "{years:?}");
}

#[test]
fn the_page_tells_size_rows_and_checksum_of_every_file() {
    let site = Site::copy(".");
    site.run(&["build", "--strict"]).ends(0);
    let package = json(&site, "output/data/datapackage.json");
    let mut described = 0;
    for file in ["scores.csv", "scores.json", "units.csv", "claims.csv", "corrections.csv", "methodologies.json"] {
        let bytes = site.bytes(&format!("output/data/{file}"));
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let resource = package["resources"].as_array().expect("a list").iter().find(|one| one["path"] == file);
        let resource = resource.unwrap_or_else(|| panic!("{file} is not described"));
        assert_eq!((&resource["bytes"], &resource["hash"]), (&bytes.len().into(), &format!("sha256:{sum}").into()));
        for page in ["data/", "en/data/"] {
            let html = site.read(&format!("output/{page}index.html"));
            assert!(html.contains(&sum) && html.contains(&format!("/kepatuhan/data/{file}\"")), "{file} on {page}");
        }
        described += 1;
    }
    assert_eq!(package["resources"].as_array().map(Vec::len), Some(described));
    assert_eq!(
        json(&site, "output/data/catalog.jsonld")["dcat:dataset"][0]["dcat:distribution"].as_array().map(Vec::len),
        Some(7)
    );
}

#[test]
fn every_column_is_in_the_dictionary_of_both_languages() {
    let site = Site::copy(".");
    site.run(&["build", "--strict"]).ends(0);
    let package = json(&site, "output/data/datapackage.json");
    for page in ["data/", "en/data/"] {
        let html = site.read(&format!("output/{page}index.html"));
        let text = site.page(page);
        for file in ["scores", "units", "claims", "corrections", "regencies/sarolangun"] {
            let head = site.read(&format!("output/data/{file}.csv"));
            for column in head.lines().next().expect("a head").split(',') {
                assert!(
                    html.contains(&format!("<th scope=\"row\"><code>{column}</code>")),
                    "{column} of {file} on {page}"
                );
            }
        }
        let wanted: [&str; 3] = match page {
            "data/" => ["Yang tidak boleh dibandingkan", "2021 dengan 2022.", "Baris 120 Tahun 2015–2025"],
            _ => ["What must not be compared", "2021 with 2022.", "Rows 120 Years 2015–2025"],
        };
        for want in wanted {
            assert!(text.contains(want), "{want:?} on {page}: {text}");
        }
        assert!(site.read("output/sitemap.xml").contains(&format!("/kepatuhan/{page}</loc>")));
    }
    for resource in package["resources"].as_array().expect("a list") {
        for field in resource["schema"]["fields"].as_array().into_iter().flatten() {
            let said = &field["descriptions"];
            assert!(said["id"].is_string() && said["en"].is_string() && said["id"] != said["en"], "{field}");
        }
    }
    assert!(site.page("daerah/sarolangun/").contains("CSV · JSON"));
}
