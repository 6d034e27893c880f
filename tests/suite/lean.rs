//! What a site can leave out, so that it has fewer files: pages to embed, and the data of each body.

use crate::support::Site;

/// The real site with some settings more, built without a warning.
fn built_with(more: &str) -> Site {
    let site = Site::real();
    let settings = site.read("content/site.yaml");
    site.write("content/site.yaml", &format!("{settings}\n{more}\n"));
    site.run(&["build", "--strict"]).ends(0);
    site
}

#[test]
fn a_site_can_do_without_pages_to_embed() {
    let (whole, lean) = (built_with("embeds: true"), built_with("embeds: false"));
    assert!(whole.output().join("sematan").exists() && whole.output().join("en/sematan").exists());
    assert!(!lean.output().join("sematan").exists() && !lean.output().join("en/sematan").exists());
    let page = "output/daerah/sarolangun/index.html";
    assert!(whole.read(page).contains("sematan/sarolangun") && whole.read(page).contains("id=\"sematkan\""));
    assert!(!lean.read(page).contains("sematan") && !lean.read(page).contains("id=\"sematkan\""));
}

#[test]
fn a_site_can_do_without_data_of_each_body() {
    let (whole, lean) = (built_with("body_data: true"), built_with("body_data: false"));
    assert!(whole.output().join("data/regencies/sarolangun.csv").exists());
    assert!(!lean.output().join("data/regencies").exists());
    assert_eq!(whole.read("output/data/scores.csv"), lean.read("output/data/scores.csv"));
    for page in
        ["output/daerah/sarolangun/index.html", "output/en/daerah/sarolangun/index.html", "output/data/index.html"]
    {
        assert!(whole.read(page).contains("/data/regencies/"), "{page}");
        assert!(!lean.read(page).contains("/data/regencies/"), "{page}");
    }
}
