//! The pages that others embed: small, without scripts, with a way back.

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
