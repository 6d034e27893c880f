//! Pages of many rows stay light: a sector of many units, a long log of corrections.

use crate::support::Site;
use crate::world::generator::{Size, World};

/// A site of 60 bodies over ten years.
fn site(size: Size) -> Site {
    let site = Site::empty();
    let size = Size { bodies: 60, parents: 4, units: 1, articles: 0, replies: 0, ..size };
    World::new(size).write(site.root()).expect("the site is written");
    site
}

#[test]
fn a_sector_too_large_for_a_grid_tells_the_newest_result_of_each_unit() {
    let site = site(Size { corrections: 0, ..Size::default() });
    site.run(&["build"]).ends(0);
    let html = site.read("output/layanan/dukcapil/index.html");
    assert_eq!(html.matches("<th scope=\"row\"><a href=\"/kepatuhan/daerah/").count(), 64, "a row for each body");
    let page = site.page("layanan/dukcapil/");
    assert!(page.contains("Zona menurut tahun"), "{page}");
    assert!(page.contains("Unit layanan dengan hasil terbarunya"), "{page}");
    assert!(!page.contains("Unit layanan menurut tahun"), "the grid is not there too");
    assert!(page.contains("Metode berubah di antara tahun-tahun ini"), "{page}");
}

#[test]
fn a_sector_of_few_results_keeps_its_grid() {
    let site = site(Size { years: 3, corrections: 0, ..Size::default() });
    site.run(&["build"]).ends(0);
    let page = site.page("layanan/dukcapil/");
    assert!(page.contains("Unit layanan menurut tahun") && !page.contains("hasil terbarunya"), "{page}");
}

#[test]
fn a_sector_of_very_many_units_stands_on_several_pages() {
    let site = site(Size { years: 1, corrections: 0, ..Size::default() });
    let body = site.read("content/units.csv").lines().nth(1).and_then(|row| row.split(';').nth(1).map(str::to_owned));
    let body = body.expect("the first unit has a body");
    let rows: String = (0..501).map(|n| format!("unit-{n};{body};dukcapil;Kantor {n};\n")).collect();
    let list = site.read("content/units.csv") + &rows;
    site.write("content/units.csv", &list);
    site.run(&["build", "--strict"]).ends(0);
    let html = site.read("output/layanan/dukcapil/index.html");
    assert!(html.contains("rel=\"next\" href=\"/kepatuhan/layanan/dukcapil/halaman/2/\""), "{html}");
    let rows = |path: &str| site.read(path).matches("<tr><th scope=\"row\"><a href=\"/kepatuhan/daerah/").count();
    let parts = ["output/layanan/dukcapil/index.html", "output/layanan/dukcapil/halaman/2/index.html"];
    assert_eq!(parts.map(rows), [560, 5]);
    // Only the name that most units have is not told again in each row.
    assert!(site.page("layanan/dukcapil/").contains("Kantor 500"));
    assert!(site.page("layanan/dukcapil/halaman/2/").contains("halaman 2"));
    assert!(!site.read("output/layanan/dukcapil/halaman/2/index.html").contains("Zona menurut tahun"));
}

#[test]
fn a_long_log_of_corrections_has_a_page_for_each_year_that_keeps_every_entry() {
    let site = site(Size { corrections: 320, ..Size::default() });
    let written = site.read("content/corrections.yaml");
    let dates: Vec<&str> = written.lines().filter_map(|line| line.strip_prefix("- date: ")).collect();
    assert!(dates.len() > 100, "the log has {} entries", dates.len());
    site.run(&["build", "--strict"]).ends(0);
    let entries = |html: &str| html.matches("<li id=\"").count();
    assert_eq!(entries(&site.read("output/koreksi/index.html")), 60, "the newest");
    let page = site.page("koreksi/");
    for year in 2017..=2026 {
        let own = dates.iter().filter(|date| date.starts_with(&year.to_string())).count();
        if own == 0 {
            continue;
        }
        assert!(page.contains(&format!("{year} ({own} catatan)")), "{page}");
        assert_eq!(entries(&site.read(&format!("output/koreksi/{year}/index.html"))), own, "{year}");
    }
    // The result of the oldest entry leads to the page that keeps it.
    let oldest = &dates[dates.len() - 1][..4];
    let year = oldest.parse::<i32>().expect("a year") - 1;
    assert!(site.read(&format!("output/tahun/{year}/index.html")).contains(&format!("/koreksi/{oldest}/#")));
}

#[test]
fn a_short_log_stands_on_one_page() {
    let site = site(Size { corrections: 60, ..Size::default() });
    site.run(&["build", "--strict"]).ends(0);
    assert!(!site.read("output/koreksi/index.html").contains("Catatan lengkap menurut tahun"));
    assert!(!site.root().join("output/koreksi/2025").exists());
}
