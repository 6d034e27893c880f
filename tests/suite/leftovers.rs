//! Signs of Markdown in a text: those that come to nothing are told, those that are right or meant as text are not.
#![expect(clippy::disallowed_methods, reason = "a test measures how long the program takes")]

use std::fmt::Write as _;

use crate::support::Site;

fn site(body: &str) -> Site {
    let site = Site::copy("tests/problems/base");
    site.write("content/news/kini.md", &format!("---\ntitle: Kini\ndate: 2020-01-03\n---\n{body}\n"));
    site
}

#[test]
fn a_box_is_made_by_the_words_of_the_texts_language() {
    let site = site(
        "> [!CATATAN]\n> Satu.\n\n> [!Peringatan]\n>\n> Dua [^1].\n\n> [!AWAS]\n\n- > [!TIP]\n  > Tiga.\n\n[^1]: Nota.",
    );
    site.write(
        "content/news/now.md",
        "---\ntitle: Now\ndate: 2020-01-03\nlang: en\n---\n> [!NOTE]\n> One.\n\n> > [!WARNING]\n> > Two.\n",
    );
    site.run(&["build", "--strict"]).ends(0);
    let page = site.read("output/berita/kini/index.html");
    for kind in ["note", "caution", "tip"] {
        assert!(page.contains(&format!("<aside class=\"alert {kind}\" role=\"note\">")), "{kind}: {page}");
    }
    let words = site.page("berita/kini/");
    assert!(words.contains("Catatan Satu.") && words.contains("Saran Tiga."), "{words}");
    assert!(!words.contains("[!") && !words.contains("CATATAN"), "{words}");
    let english = site.read("output/en/berita/now/index.html");
    assert!(english.contains("class=\"alert note\"") && english.contains("class=\"alert warning\""), "{english}");
}

/// A word of another language makes no box, and is told with those that do.
#[test]
fn a_word_of_another_language_is_told() {
    let site = site("Isi.");
    site.write("content/news/now.md", "---\ntitle: Now\ndate: 2020-01-03\nlang: en\n---\n> [!CATATAN]\n> One.\n");
    let run = site.run(&["check"]).ends(0);
    assert!(run.err.contains("[!CATATAN] does not make a box") && run.err.contains("[!NOTE], [!TIP]"), "{}", run.err);
    let run = site.run(&["check", "--lang", "id"]).ends(0);
    assert!(run.err.contains("peringatan[markdown]: [!CATATAN] tidak membuat kotak"), "{}", run.err);
}

#[test]
fn what_is_right_or_meant_as_text_is_quiet() {
    let site = site(
        "Nilai [sementara] dan [nilai] saja, [nilai sementara 2019], [tren 2019], \\[tren kabupaten-contoh\\].\n\n\
         `[^1]` dan `![a](b c.jpg)` [sumber][s] [lagi](</berita/> \"Judul\") a[0] (1) \\[x](y z)\n\n\
         ```\n![a](b c.jpg) [^2] [tren kabupaten-contoh]\n```\n\n- [ ] satu\n- [x] dua[^a]\n\n> [!kutipan biasa]\n\n\
         [[tren kabupaten-contoh]]\n\n[^a]: Nota.\n\n[s]: https://example.org\n",
    );
    let run = site.run(&["check"]).ends(0);
    let told: Vec<&str> = run.err.lines().filter(|line| line.contains("[markdown]")).collect();
    assert_eq!(told, [""; 0], "{}", run.err);
}

#[test]
fn thousands_of_open_signs_take_no_time() {
    let mut body = String::new();
    for n in 0..20_000 {
        write!(body, "[[a [^{n} [b]( ![c](d > [!").expect("a text grows");
    }
    body.push_str(&"]".repeat(60_000));
    let start = std::time::Instant::now();
    site(&body).run(&["check", "--message-format", "short"]);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
