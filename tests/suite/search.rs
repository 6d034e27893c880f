//! The search page and the files that its script looks things up in. Using it is tested in a browser.

use std::fmt::Write as _;

use crate::support::Site;

#[test]
fn bodies_are_listed_with_their_spellings_and_the_rest_is_in_files() {
    let site = Site::real();
    site.run(&["build", "--strict"]).ends(0);
    let page = site.read("output/cari/index.html");
    assert!(page.contains("data-also=\"Tanjab Barat|Tanjabbar|"), "{page}");
    let units: serde_json::Value = serde_json::from_str(&site.read("output/cari/units.json")).expect("JSON");
    let merangin = units.as_array().expect("rows").iter().find(|row| row[1] == "Kabupaten Merangin").expect("a unit");
    assert_eq!(merangin[0], "Dinas Kependudukan dan Pencatatan Sipil");
    assert_eq!(merangin[2], "/kepatuhan/daerah/merangin/layanan/");
    assert!(
        merangin[3].as_str().is_some_and(|also| also.contains("Disdukcapil") && also.contains("KTP")),
        "{merangin}"
    );
    assert!(!site.output().join("cari/regencies.json").exists());
}

#[test]
fn a_file_without_rows_is_not_made() {
    let site = Site::copy("tests/problems/base");
    site.run(&["build"]).ends(0);
    assert!(!site.output().join("cari/articles.json").exists());
    assert!(!site.read("output/cari/index.html").contains("articles.json"));
}

#[test]
fn too_many_bodies_for_a_list_are_looked_up_in_a_file() {
    let site = Site::real();
    let mut bodies = site.read("content/regencies.yaml");
    for n in 0..600 {
        writeln!(
            bodies,
            "- {{id: contoh-{n}, name: Kabupaten </script> {n}, kind: kabupaten, parent: jambi-provinsi}}"
        )
        .expect("writing to a text");
    }
    site.write("content/regencies.yaml", &bodies);
    site.run(&["build"]).ends(0);
    let page = site.read("output/cari/index.html");
    assert!(page.contains("/cari/regencies.json") && page.contains("Provinsi Jambi"), "{page}");
    assert!(!page.contains("Kabupaten Kerinci"), "{page}");
    let file = site.read("output/cari/regencies.json");
    assert!(file.contains("Kabupaten Kerinci") && !file.contains("</script>"), "a script's end is never in it");
    let rows: serde_json::Value = serde_json::from_str(&file).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(612));
    assert!(rows[0][1].as_str().is_some_and(|finding| finding.contains("2025")), "{}", rows[0]);
}
