//! Words as readers and editors see them: sentences that end once, and a first build that has changed nothing.

use crate::support::{Site, words};

#[test]
fn a_reason_with_a_full_stop_ends_once() {
    for (reason, by) in [("Salah ketik", "Pemkab Contoh"), ("Salah ketik.", "Pemkab Contoh.")] {
        let site = Site::copy("tests/problems/base");
        let entry = format!(
            "- date: 2020-01-15\n  year: 2019\n  regency: kabupaten-contoh\n  field: score\n  was: 54.02\n  now: 54.32\n  \
             reason: {reason}\n  requested_by: {by}\n"
        );
        site.write("content/corrections.yaml", &entry);
        site.run(&["build", "--strict"]).ends(0);
        let told = "Alasan: Salah ketik. Atas permintaan Pemkab Contoh.";
        for page in ["koreksi/", "daerah/kabupaten-contoh/"] {
            let text = site.page(page);
            assert!(text.contains(told) && !text.contains(".."), "{page}: {text}");
        }
        assert!(site.page("en/koreksi/").contains("Reason: Salah ketik. Asked for by Pemkab Contoh."));
        for feed in ["koreksi.atom", "koreksi.json"] {
            let text = words(&site.read(&format!("output/{feed}")).replace("&lt;", "<").replace("&gt;", ">"));
            assert!(text.contains("Atas permintaan Pemkab Contoh."), "{feed}: {text}");
            assert!(!text.contains("Contoh..") && !text.contains("ketik.."), "{feed}: {text}");
        }
    }
}

#[test]
fn a_first_build_has_new_files_and_a_second_has_changed_ones() {
    let site = Site::copy("tests/problems/base");
    let first = site.run(&["build", "--lang", "id"]).ends(0).out;
    assert!(first.ends_with(" berkas baru\n") && !first.contains("berubah"), "{first}");
    site.replace("content/site.yaml", "title: Situs contoh", "title: Situs lain");
    let second = site.run(&["build"]).ends(0).out;
    assert!(second.contains(" files changed, 0 removed, ") && !second.contains("new"), "{second}");
    let other = site.root().join("lain");
    let third = site.run(&["build", "--output", other.to_str().expect("a plain path")]).ends(0).out;
    assert!(third.ends_with(" new files\n") && !third.contains("changed"), "{third}");
}
