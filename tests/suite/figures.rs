//! Figures in the words around an article's text, and each place told and counted once.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

use crate::support::Site;

/// A small site with one article that names a body; `front` is more of its front matter.
fn site(front: &str, body: &str) -> Site {
    let site = Site::copy("tests/problems/base");
    if front.contains("image:") {
        photo(&site);
    }
    let head = "date: 2019-12-11\nregencies: [kabupaten-contoh]\n";
    site.write("content/news/2019-12-11-contoh.md", &format!("---\n{head}{front}---\n{body}\n"));
    site
}

fn photo(site: &Site) {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(700, 400).write_to(&mut bytes, ImageFormat::Jpeg).expect("memory takes it");
    site.put("content/images/kantor.jpg", bytes.get_ref());
}

/// The places that are told in short form, and the last line.
fn told(site: &Site, lang: &str) -> (Vec<String>, String) {
    let run = site.run(&["check", "--message-format", "short", "--lang", lang]).ends(0);
    let place = |line: &str| line.split(": ").next().unwrap_or("").replace("content/news/2019-12-11-contoh.md:", "");
    (run.err.lines().map(place).collect(), run.out)
}

#[test]
fn each_place_of_a_wrong_figure_is_told_and_counted_once() {
    let site = site("title: Contoh 54,23, lalu 54,23\nsummary: Nilainya 54,23 pada 2019.\n", "Nilainya 54,23.");
    let (places, last) = told(&site, "en");
    assert_eq!(places, ["4:15", "4:27", "5:19", "7:10"]);
    assert!(last.ends_with("; 4 warnings\n"), "{last}");
    assert!(told(&site, "id").1.ends_with("; 4 peringatan\n"));
}

#[test]
fn the_words_of_pictures_are_looked_at() {
    let lead = "title: Kantor\nimage:\n  file: kantor.jpg\n  alt: Papan dengan tulisan 54,23 di kantor\n  \
                caption: Papan nilai 54,23 di kantor\n";
    let body = "![Papan nilai 54,23](kantor.jpg \"Nilainya 54,23 menurut papan\")";
    let (places, last) = told(&site(lead, body), "en");
    assert_eq!(places, ["7:29", "8:24", "10:15", "10:43"], "{last}");
    assert!(last.ends_with("; 4 warnings\n"), "{last}");
    let right = |text: &str| text.replace("54,23", "54,32");
    assert_eq!(told(&site(&right(lead), &right(body)), "en").0, [""; 0]);
}

#[test]
fn a_point_in_an_indonesian_text_and_a_comma_in_an_english_one_are_told() {
    let indonesian = site("title: Nilai\n", "Nilainya 54.32, naik di loket pukul 10.15.");
    let run = indonesian.run(&["check", "--lang", "id"]).ends(0);
    let said = "dalam bahasa tulisan ini desimal ditulis seperti 54,32, sedangkan di sini tertulis 54.32";
    assert!(run.err.contains(said) && run.err.contains("bantuan: tulis 54,32"), "{}", run.err);
    let english = site("title: Score\nlang: en\n", "It scored 54,32 of 1,234 and 54.32.");
    let run = english.run(&["check"]).ends(0);
    assert!(run.err.contains("decimals are written like 54.32 in this text's language"), "{}", run.err);
    assert!(run.out.contains("; 1 warning"), "{}", run.out);
}

#[test]
fn a_figure_corrected_since_is_a_note_in_both_languages() {
    let site = site("title: Nilai\n", "Nilainya turun 3,33 poin menjadi 54,32, yaitu 26,68 di bawah batas hijau.");
    site.replace("content/assessments/2019.yaml", "54.32", "54.23");
    let entry =
        "date: 2020-01-15\n  year: 2019\n  regency: kabupaten-contoh\n  field: score\n  was: 54.32\n  now: 54.23";
    site.write("content/corrections.yaml", &format!("- {entry}\n"));
    let run = site.run(&["check", "--strict"]).ends(0);
    for said in [
        "note[figure-corrected]: 54,32 was corrected to 54,23 on 15 January 2020 (Kabupaten Contoh, 2019)",
        "3,33 was computed with 54,32, which was corrected to 54,23",
        "it would be 3,42 now",
        "it would be 26,77 now",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    assert!(run.out.ends_with("; 3 notes\n"), "{}", run.out);
    let run = site.run(&["check", "--lang", "id"]).ends(0);
    assert!(run.err.contains("54,32 dikoreksi menjadi 54,23 pada 15 Januari 2020"), "{}", run.err);
    assert!(run.err.contains("sekarang hasilnya 3,42"), "{}", run.err);
    // A year that was never right is told as ever; a new article says the new figure.
    site.write(
        "content/news/2020-02-01-baru.md",
        "---\ntitle: Baru\ndate: 2020-02-01\nregencies: [kabupaten-contoh]\n---\nDulu 54,32, kini 54,23.\n",
    );
    assert!(site.run(&["check"]).ends(0).out.ends_with("; 3 notes\n"));
}
