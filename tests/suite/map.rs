//! Maps as readers see them, over an invented archipelago; and what editors are told of maps that are wrong or hostile.
#![expect(clippy::disallowed_methods, reason = "a test measures how long a hostile map takes, and makes a link")]

use std::time::{Duration, Instant};

use super::support::{Site, words};

const MAP: &str = "content/map.geojson";
const YEAR: &str = "content/assessments/2019.yaml";

/// West, south, east, north, as a closed ring.
fn ring([west, south, east, north]: [f64; 4]) -> String {
    format!("[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]")
}

fn feature(properties: &str, rings: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{rings}]}}}}"
    )
}

fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

/// The example site with two bodies more: one in the red zone, small and inside another, one that nobody assessed.
fn site() -> Site {
    let site = Site::copy("tests/problems/base");
    let body = |id: &str, name: &str, more: &str| {
        format!("- id: {id}\n  name: Kabupaten {name}\n  kind: kabupaten\n  parent: provinsi-umpama\n{more}")
    };
    let bodies = [
        body("kabupaten-contoh", "Contoh", "  code: \"98.01\"\n"),
        body("kabupaten-misal", "Misal", "  codes:\n    bps: \"9802\"\n"),
        body("kabupaten-kecil", "Kecil Sekali", ""),
        body("kabupaten-tiada", "Tiada", ""),
        "- id: provinsi-umpama\n  name: Provinsi Umpama\n  kind: provinsi\n".to_owned(),
    ];
    site.write("content/regencies.yaml", &bodies.concat());
    let absent = "results:\n  kabupaten-tiada:\n    absent: not-assessed\n  kabupaten-kecil:\n    score: 30.00\n";
    for path in [YEAR, "content/assessments/2018.yaml"] {
        site.replace(path, "results:\n", absent);
    }
    site
}

fn features() -> Vec<String> {
    let small = [101.4, -1.6, 101.44, -1.56];
    vec![
        feature(
            "\"kode\":\"98.01\",\"nama\":\"Contoh\"",
            &format!("{},{}", ring([101.0, -2.0, 102.0, -1.0]), ring(small)),
        ),
        feature("\"code_bps\":9802", &ring([102.0, -2.0, 103.0, -1.0])),
        feature("\"id\":\"kabupaten-tiada\"", &ring([103.0, -2.0, 104.0, -1.0])),
        feature("\"id\":\"kabupaten-kecil\"", &ring(small)),
    ]
}

fn with_map() -> Site {
    let site = site();
    site.write(MAP, &collection(&features()));
    site
}

fn map_of(html: &str) -> &str {
    let start = html.find("<figure class=\"map\"").expect("a map");
    &html[start..start + html[start..].find("</figure>").expect("its end")]
}

/// The link of a body on a map.
fn link<'m>(map: &'m str, id: &str) -> &'m str {
    let address = format!("href=\"/contoh/daerah/{id}/\"");
    let links: Vec<&str> = map.split("<a ").skip(1).filter(|link| link.contains(&address)).collect();
    assert_eq!(links.len(), 1, "{id} in {map}");
    links[0].split("</a>").next().unwrap_or_default()
}

fn title(link: &str) -> &str {
    link.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title")
}

#[test]
fn the_front_page_has_a_map_of_links() {
    let site = with_map();
    let run = site.run(&["build", "--strict"]).ends(0);
    let html = site.read("output/index.html");
    let map = map_of(&html);
    for (id, class, said) in [
        ("kabupaten-contoh", "middle", "Kabupaten Contoh: Zona kuning 54,32"),
        ("kabupaten-misal", "best", "Kabupaten Misal: Zona hijau 81,00"),
        ("kabupaten-kecil", "worst", "Kabupaten Kecil Sekali: Zona merah 30,00"),
        ("kabupaten-tiada", "none", "Kabupaten Tiada: tidak dinilai"),
    ] {
        let link = link(map, id);
        assert!(link.starts_with(&format!("class=\"{class}\"")), "{link}");
        assert_eq!(title(link), said, "{}", run.err);
    }
    assert_eq!(map.matches("<a ").count(), 4, "a province is no area among its own parts: {map}");
    assert!(
        map.contains("role=\"group\" aria-label=\"Peta 4 daerah dengan zonanya, 2019\" aria-describedby=\"map-note\"")
    );
    assert!(map.contains("<figcaption id=\"map-note\">"), "{map}");
    assert!(!map.contains("style=") && !map.contains('#') || map.contains("url(#map-none)"), "{map}");
    let list = &html[html.find("<ul class=\"roster\">").expect("the list")..];
    assert!(words(list).contains("Kabupaten Kecil Sekali ■ Zona merah 30,00"), "{}", words(list));
    assert!(words(list).contains("Kabupaten Tiada tidak dinilai"), "{}", words(list));
}

#[test]
fn a_body_without_a_zone_has_a_pattern_and_no_other_has() {
    let site = with_map();
    site.run(&["build"]).ends(0);
    let html = site.read("output/index.html");
    let map = map_of(&html);
    assert!(map.contains("<pattern id=\"map-none\""), "{map}");
    assert!(link(map, "kabupaten-tiada").contains("fill=\"url(#map-none)\""));
    assert_eq!(map.matches("url(#map-none)").count(), 1);
}

#[test]
fn a_small_body_has_a_callout_that_a_finger_reaches() {
    let site = with_map();
    site.run(&["build"]).ends(0);
    let html = site.read("output/index.html");
    let map = map_of(&html);
    let link = link(map, "kabupaten-kecil");
    let frame = link.split("class=\"frame\" d=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a frame");
    let side = |letter: char| -> i32 {
        let rest = frame.split(letter).nth(1).expect("a side");
        rest.split(|c: char| !c.is_ascii_digit()).next().and_then(|side| side.parse().ok()).expect("a number")
    };
    assert!(side('h') >= 26 && side('v') >= 26, "{frame}");
    assert!(words(link).contains("Kecil Sekali") && words(link).contains("■ 30,00"), "{link}");
    assert!(link.contains("class=\"leader\""), "{link}");
    assert!(map.rfind("kabupaten-kecil") > map.rfind("kabupaten-contoh"), "what lies on another is drawn after it");
    assert_eq!(map.matches("class=\"leader\"").count(), 1, "the others are large enough: {map}");
}

#[test]
fn a_text_inserts_the_map_of_a_year() {
    let site = with_map();
    let text = "---\ntitle: Uji\ndate: 2020-01-02\n---\n[[peta 2018]]\n\n[[peta 2018]]\n";
    site.write("content/news/2020-01-02-uji.md", text);
    site.write(
        "content/news/2020-01-02-test.md",
        &text.replace("Uji", "Test").replace("peta", "map").replace("title", "lang: en\ntitle"),
    );
    site.run(&["build"]).ends(0);
    let html = site.read("output/berita/uji/index.html");
    assert!(title(link(map_of(&html), "kabupaten-misal")).ends_with("Zona kuning 80,03"), "{html}");
    assert_eq!((html.matches("id=\"map-2018-note\"").count(), html.matches("id=\"map-2018-2-note\"").count()), (1, 1));
    assert!(html.contains("<summary>Daftar daerah, 2018</summary>"), "{html}");
    assert!(site.read("output/en/berita/test/index.html").contains("Map of 4 bodies with their zones, 2018"));
}

#[test]
fn without_a_map_there_are_tiles_or_nothing() {
    let site = site();
    let text = "---\ntitle: Uji\ndate: 2020-01-02\n---\n[[peta 2018]]\n";
    site.write("content/news/2020-01-02-uji.md", text);
    let run = site.run(&["build"]).ends(1);
    assert!(run.err.contains("[insertion]") && run.err.contains("[[peta 2018]]"), "{}", run.err);
    for (n, id) in ["contoh", "misal", "kecil", "tiada"].iter().enumerate() {
        let own = format!("- id: kabupaten-{id}\n");
        site.replace("content/regencies.yaml", &own, &format!("{own}  tile: [{}, {}]\n", 3 + n % 2, 7 + n / 2));
    }
    site.run(&["build", "--strict"]).ends(0);
    let html = site.read("output/index.html");
    let map = map_of(&html);
    assert_eq!(title(link(map, "kabupaten-contoh")), "Kabupaten Contoh: Zona kuning 54,32");
    assert_eq!(map.matches("class=\"land\"").count(), 4);
    assert!(words(map).contains("letaknya hanya perkiraan"), "{}", words(map));
    assert!(!map.contains("transform="), "tiles are drawn in pixels");
}

#[test]
fn above_sixty_bodies_the_parents_are_drawn_with_counts() {
    let site = site();
    let mut regencies = site.read("content/regencies.yaml");
    let mut results = String::from("results:\n");
    for n in 0..60 {
        regencies +=
            &format!("- id: pulau-{n}\n  name: Kabupaten Pulau {n}\n  kind: kabupaten\n  parent: provinsi-umpama\n");
        results += &format!("  pulau-{n}:\n    score: 90.00\n");
    }
    site.write("content/regencies.yaml", &regencies);
    for path in [YEAR, "content/assessments/2018.yaml"] {
        site.replace(path, "results:\n", &results);
    }
    let mut features = features();
    features.push(feature("\"id\":\"provinsi-umpama\"", &ring([101.0, -2.0, 104.0, -1.0])));
    site.write(MAP, &collection(&features));
    let run = site.run(&["build"]).ends(0);
    assert!(run.err.contains("pulau-0") && run.err.contains("60"), "bodies without an area are told: {}", run.err);
    let html = site.read("output/index.html");
    let map = map_of(&html);
    assert_eq!(map.matches("<a ").count(), 1, "{map}");
    let link = link(map, "provinsi-umpama");
    assert_eq!(title(link), "Provinsi Umpama: 61 Zona hijau, 1 Zona kuning, 1 Zona merah");
    assert!(link.starts_with("class=\"counted\"") && words(link).contains("● 61"), "{link}");
}

#[test]
fn a_body_that_is_not_public_yet_leaves_no_shape_and_no_room() {
    let site = site();
    site.write(MAP, &collection(&features()[..3]));
    site.run(&["build"]).ends(0);
    let before = map_of(&site.read("output/index.html")).to_owned();
    let secret = "- id: rahasia\n  name: Kabupaten Rahasia\n  kind: kabupaten\n  parent: provinsi-umpama\n";
    site.write("content/regencies.yaml", &(site.read("content/regencies.yaml") + secret));
    let year = "year: 2020\nmethodology: metode-2018\nreleased: 2030-01-01\nsource: {title: Nanti, publisher: Kantor}\nresults:\n  rahasia:\n    score: 99.00\n";
    site.write("content/assessments/2020.yaml", year);
    site.replace("content/methodologies.yaml", "[2018, 2019]", "[2018, 2019, 2020]");
    let mut features = features()[..3].to_vec();
    features.push(feature("\"id\":\"rahasia\"", &ring([110.0, -9.0, 120.0, -3.0])));
    site.write(MAP, &collection(&features));
    site.run(&["build"]).ends(0);
    assert_eq!(map_of(&site.read("output/index.html")), before);
}

#[test]
fn the_same_map_gives_the_same_bytes_whatever_the_threads() {
    let site = with_map();
    site.run_with(&["build"], &[("RAYON_NUM_THREADS", "1")]).ends(0);
    let first = site.read("output/index.html");
    site.run_with(&["build"], &[("RAYON_NUM_THREADS", "7")]).ends(0);
    assert_eq!(site.read("output/index.html"), first);
}

#[test]
fn words_of_a_map_stay_words() {
    let site = with_map();
    site.replace("content/regencies.yaml", "Kabupaten Misal", "'Kabupaten <script>\"x\"&'");
    site.run(&["build"]).ends(0);
    let html = site.read("output/index.html");
    assert!(!html.contains("<script>\"x") && map_of(&html).contains("&lt;script&gt;"), "{}", map_of(&html));
}

/// What an editor is told of a map, and that it takes no time.
fn told(site: &Site, map: &str) -> String {
    site.write(MAP, map);
    let begun = Instant::now();
    let build = site.run(&["build", "--message-format", "short"]).ends(1);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    let check = site.run(&["check", "--message-format", "short"]).ends(1);
    assert_eq!(build.err.lines().next(), check.err.lines().next());
    assert!(!site.output().join("index.html").exists(), "nothing is published");
    build.err
}

#[test]
fn hostile_maps_are_refused_with_their_place() {
    let site = site();
    let polygon = |ring: &str| collection(&[feature("\"id\":\"kabupaten-contoh\"", ring)]);
    let deep = format!("{{\"type\":\"FeatureCollection\",\"features\":{}", "[".repeat(2_000_000));
    let nested = collection(&[feature(
        "\"id\":\"kabupaten-contoh\"",
        &format!("{}1{}", "[".repeat(500_000), "]".repeat(500_000)),
    )]);
    let many = collection(&vec!["{\"type\":\"Feature\",\"properties\":null,\"geometry\":null}".to_owned(); 2_001]);
    let long = polygon(&format!("[{}]", vec!["[1,1]"; 1_000_001].join(",")));
    for (map, place, said) in [
        ("", "map.geojson:1:1: ", "cannot be read as JSON"),
        ("\u{feff}[1, 2", "map.geojson:1:", "cannot be read as JSON"),
        ("NaN", "map.geojson:1:1: ", "cannot be read as JSON"),
        ("7", "map.geojson:1:1: ", "FeatureCollection"),
        (&deep, "map.geojson:1:", "[map-file]"),
        (&nested, "map.geojson:2:", "[map-file]"),
        (&many, "map.geojson:2002:1: ", "2000"),
        (&long, "map.geojson:2:", "1000000"),
        (&polygon("[[1e308,0],[1,0],[1,1],[1e308,0]]"), "map.geojson:2:", "[1e308,0]"),
        (&polygon("[[0,0],[1e999,0],[1,1],[0,0]]"), "map.geojson:2:", "[1e999,0]"),
        (&polygon("[[0,0],[NaN,0],[1,1],[0,0]]"), "map.geojson:2:", "JSON"),
        (&polygon("[[0,91],[1,0],[1,1],[0,91]]"), "map.geojson:2:", "[0,91]"),
        (&polygon("[[0],[1,0],[1,1],[0]]"), "map.geojson:2:", "[0]"),
        (&polygon("[]"), "map.geojson:2:", "[map-file]"),
        (&polygon("[[0,0],[0,0],[0,0],[0,0]]"), "map.geojson:2:", "three different"),
        (&polygon("{}"), "map.geojson:2:", "[map-file]"),
        ("{\"type\":\"FeatureCollection\",\n\"type\":\"x\",\"features\":[]}", "map.geojson:2:8: ", "[duplicate-key]"),
    ] {
        let err = told(&site, map);
        let first = err.lines().next().unwrap_or_default();
        assert!(
            first.contains(place) && first.contains(said),
            "{place} {said}: {}",
            err.chars().take(600).collect::<String>()
        );
    }
}

#[test]
fn a_map_that_is_too_large_or_no_file_is_refused() {
    let site = site();
    site.put(MAP, &vec![b' '; (16 << 20) + 1]);
    let run = site.run(&["build", "--message-format", "short"]).ends(1);
    assert!(run.err.contains("[file-size]") && run.err.contains("16 MB"), "{}", run.err);
    std::fs::remove_file(site.root().join(MAP)).expect("ours");
    std::os::unix::fs::symlink("/etc/hostname", site.root().join(MAP)).expect("ours");
    let run = site.run(&["build", "--message-format", "short"]).ends(1);
    assert!(run.err.contains("[file-refused]"), "{}", run.err);
}

#[test]
fn many_faults_end_the_reading() {
    let site = site();
    let bad = feature("", "[[0,99],[1,0],[1,1],[0,99]]");
    let err = told(&site, &collection(&vec![bad; 200]));
    assert_eq!(err.matches("[map-file]").count(), 20, "{err}");
}

#[test]
fn the_largest_map_is_drawn_in_seconds() {
    let site = site();
    let ring = |west: f64| {
        let points = (0..=100_000).map(|n| {
            let angle = f64::from(n % 100_000) / 100_000.0 * std::f64::consts::TAU;
            let wave = 1.0 + (angle * 3_000.0).sin() * 0.02;
            format!("[{:.6},{:.6}]", west + angle.cos() * wave, angle.sin() * wave)
        });
        format!("[{}]", points.collect::<Vec<_>>().join(","))
    };
    let ids = ["contoh", "misal", "tiada", "kecil"].iter().zip([100.0, 103.0, 106.0, 109.0]);
    let features: Vec<String> =
        ids.map(|(id, west)| feature(&format!("\"id\":\"kabupaten-{id}\""), &ring(west))).collect();
    site.write(MAP, &collection(&features));
    let begun = Instant::now();
    site.run(&["build"]).ends(0);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    let html = site.read("output/index.html");
    let paths: usize = map_of(&html).split("class=\"land\" d=\"").skip(1).filter_map(|p| p.find('"')).sum();
    assert!((2_000..=16_500).contains(&paths), "{paths} bytes of paths");
}
