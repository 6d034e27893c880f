//! The formats of a report, on a score whose text carries what each format must not obey.

use patuh::diag::report::{Colour, Format, Style};
use patuh::diag::words::Lang;

use super::page::Overlay;
use super::site::report;

/// A terminal escape, a line end, a percent sign and an override of the direction of writing, all in one score.
fn hostile(format: Format, lang: Lang, most: usize) -> String {
    let text = "year: 2019\n\
                methodology: metode-2018\n\
                source: {title: Berita, publisher: Kantor Berita Contoh}\n\
                results:\n  \
                  kabupaten-contoh:\n    \
                    score: \"\\e[31m5\\n::stop::%\\u202e\"\n  \
                  kabupaten-misal: {absent: not-assessed, reason: banjir}\n  \
                  provinsi-umpama: {absent: not-assessed}\n";
    let overlay: Overlay = ("content/assessments/2019.yaml".to_owned(), Some(text.to_owned()));
    report(&[overlay], Style { format, lang, colour: Colour::Plain, most })
}

#[test]
fn short_is_one_line_each() {
    assert_eq!(hostile(Format::Short, Lang::En, 1), "");
}

#[test]
fn json_is_one_object_a_line() {
    assert_eq!(hostile(Format::Json, Lang::En, 1), "");
}

#[test]
fn github_commands_cannot_be_broken_out_of() {
    assert_eq!(hostile(Format::Github, Lang::En, 0), "");
}

#[test]
fn indonesian_has_the_same_places() {
    assert_eq!(hostile(Format::Short, Lang::Id, 0), "");
}

#[test]
fn a_raw_escape_in_a_file_never_reaches_the_terminal() {
    let text = "- id: kabupaten-contoh\n  name: \u{1b}[31mmerah\n  kind: \u{202e}kota\n";
    let overlay: Overlay = ("content/regencies.yaml".to_owned(), Some(text.to_owned()));
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        let said = report(std::slice::from_ref(&overlay), Style { format, ..Style::default() });
        assert!(said.contains("kota"), "{said}");
        let is_shown = |c: char| c == '\n' || !(c.is_control() || c == '\u{202e}');
        assert!(said.chars().all(is_shown), "{format:?}: {said:?}");
    }
}
