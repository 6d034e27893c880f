//! The formats of a report, on a score whose text carries what each format must not obey.

use patuh::diag::report::{Colour, Format, Style, write};
use patuh::diag::words::Lang;
use patuh::diag::{Bag, Code, Diagnostic, Files};

use super::page::Overlay;
use super::site::{diagnose, report, site};

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
    assert_eq!(
        hostile(Format::Short, Lang::En, 1),
        "content/assessments/2019.yaml:6:12: error[bad-score]: a score is a plain number such as 57.65 or \"57,65\", \
         and `\\u{1b}[31m5\\n::stop::%\\u{202e}` is none\n"
    );
}

#[test]
fn json_is_one_object_a_line() {
    let said = hostile(Format::Json, Lang::En, 1);
    assert_eq!(said.matches('\n').count(), 1);
    let value: serde_json::Value = serde_json::from_str(&said).expect("a line is an object");
    let expected = serde_json::json!({
        "severity": "error",
        "code": "bad-score",
        "message": "a score is a plain number such as 57.65 or \"57,65\", and `\u{1b}[31m5\n::stop::%\u{202e}` is none",
        "path": "content/assessments/2019.yaml",
        "line": 6,
        "column": 12,
        "help": ["write the figure as the source prints it, or `score: not-found`"],
        "related": [],
    });
    assert_eq!(value, expected);
}

#[test]
fn json_tells_the_other_places() {
    let text = "- {id: a, regency: kabupaten-contoh, name: A}\n- {id: a, regency: kabupaten-misal, name: B}\n";
    let units: Overlay = ("content/units.yaml".to_owned(), Some(text.to_owned()));
    let said = report(&[units], Style { format: Format::Json, ..Style::default() });
    let values = said.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line is an object"));
    let value = values.into_iter().find(|value| value["code"] == "duplicate-id").expect("the id stands twice");
    let first = serde_json::json!([{"path": "content/units.yaml", "line": 1, "column": 3, "label": "first here"}]);
    assert_eq!((&value["line"], &value["related"]), (&2.into(), &first));
}

#[test]
fn github_commands_cannot_be_broken_out_of() {
    assert_eq!(
        hostile(Format::Github, Lang::En, 1),
        "::error file=content/assessments/2019.yaml,line=6,col=12,title=bad-score::a score is a plain number such as \
         57.65 or \"57,65\", and `\\u{1b}[31m5\\n::stop::%25\\u{202e}` is none%0Awrite the figure as the source prints \
         it, or `score: not-found`\n"
    );
}

#[test]
fn indonesian_has_the_same_places() {
    assert_eq!(
        hostile(Format::Short, Lang::Id, 0),
        "content/assessments/2019.yaml:6:12: kesalahan[bad-score]: nilai (score) ditulis sebagai angka biasa seperti 57.65 atau \
         \"57,65\", bukan `\\u{1b}[31m5\\n::stop::%\\u{202e}`\n\
         content/assessments/2019.yaml:7:51: kesalahan[bad-choice]: `banjir` bukan alasan yang dikenal situs ini\n"
    );
}

#[test]
fn a_raw_character_in_a_file_never_commands_the_terminal() {
    for hidden in ['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\u{2066}'] {
        let text = format!("- id: kabupaten-contoh\n  name: Kabupaten Contoh\n  kind: kota{hidden}[31m\n");
        let overlay: Overlay = ("content/regencies.yaml".to_owned(), Some(text));
        let named = (format!("content/news/a{hidden}[31m.md"), Some("no details\n".to_owned()));
        for format in [Format::Human, Format::Short, Format::Github] {
            let said = report(&[overlay.clone(), named.clone()], Style { format, ..Style::default() });
            assert!(said.contains("content/regencies.yaml") && said.contains("content/news/a"), "{said}");
            assert!(!said.contains(hidden), "{format:?}: {said:?}");
        }
    }
}

#[test]
fn a_long_report_is_cut_and_says_by_how_much() {
    let units: String = (0..5).map(|n| format!("- {{id: u{n}, regency: kabupaten-contoh}}\n")).collect();
    let folder = site(&[("content/units.yaml".to_owned(), Some(units))]);
    let (bag, files) = diagnose(folder.path());
    let style = Style { format: Format::Short, most: 2, ..Style::default() };
    let (text, left_out) = write(&bag, &files, style);
    assert_eq!((text.lines().count(), left_out), (2, 4));
}

#[test]
fn a_list_has_a_line_for_each_item() {
    let mut bag = Bag::default();
    let list = "  .git: a git working copy\n  notes\u{1b}.txt: altered since patuh made it\n";
    bag.push(Diagnostic::nowhere(Code::OutputForeign).with("list", list));
    assert_eq!(
        write(&bag, &Files::default(), Style::default()).0.trim_end(),
        "error[output-foreign]: the output folder holds things that patuh did not make and cannot carry over; \
         nothing was changed\n |\n \
         = help: there is .git: a git working copy\n \
         = help: there is notes\\u{1b}.txt: altered since patuh made it\n \
         = help: move them elsewhere, or choose another output folder"
    );
}
