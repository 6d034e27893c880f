//! All faults of all files in one run, each in its place and none for another's sake.

use patuh::diag::report::{Format, Style};

use super::page::Overlay;
use super::site::report;

fn short(files: &[(&str, &str)]) -> String {
    let overlay = |(path, text): &(&str, &str)| -> Overlay { ((*path).to_owned(), Some((*text).to_owned())) };
    let files: Vec<Overlay> = files.iter().map(overlay).collect();
    report(&files, Style { format: Format::Short, ..Style::default() })
}

const TEN: &str = "\
content/assessments/2018.yaml:5:29: error[comma-cuts]: inside { } a comma separates entries, so this comma cuts the number in two
content/assessments/2018.yaml:6:28: error[bad-score]: a score is a finite number
content/assessments/2018.yaml:7:28: error[bad-score]: a score does not begin with a needless zero
content/assessments/2019.yaml:5:27: error[empty-value]: a score is a figure, and here is none
content/assessments/2019.yaml:6:28: error[score-decimals]: a score of this methodology has at most 2 decimals, and 80.995 has 3
content/assessments/2019.yaml:7:3: error[unknown-reference]: no body has the id `kabupaten-lain`
content/assessments/2019.yaml:8:31: error[duplicate-key]: a key stands only once in the same place, and `score` stands here again
content/corrections.yaml:1:67: error[bad-choice]: `nilai` is not one of the words that can stand here
content/news/kunjungan.md:3:7: error[bad-date]: a date is year-month-day, and `29-06-2020` is not one
content/units.yaml:3:3: error[unknown-key]: `nama` is not a key that can stand here
";

const YEAR: &str = "methodology: metode-2018\nsource: {title: Berita, publisher: Kantor Berita Contoh}\nresults:\n";

#[test]
fn ten_faults_in_five_files_in_one_run() {
    let year_2018 = format!(
        "year: 2018\n{YEAR}  kabupaten-contoh: {{score: 57,65}}\n  kabupaten-misal: {{score: .nan}}\n  provinsi-umpama: {{score: 017}}\n"
    );
    let year_2019 = format!(
        "year: 2019\n{YEAR}  kabupaten-contoh: {{score: }}\n  kabupaten-misal: {{score: 80.995}}\n  kabupaten-lain: {{score: 5}}\n  provinsi-umpama: {{score: 5, score: 6}}\n"
    );
    let said = short(&[
        ("content/assessments/2018.yaml", &year_2018),
        ("content/assessments/2019.yaml", &year_2019),
        ("content/units.yaml", "- id: dukcapil-contoh\n  regency: kabupaten-contoh\n  nama: Dinas\n  name: Dinas\n"),
        ("content/news/kunjungan.md", "---\ntitle: Kunjungan\ndate: 29-06-2020\n---\n"),
        (
            "content/corrections.yaml",
            "- {date: 2020-01-15, year: 2018, regency: provinsi-umpama, field: nilai, was: 16, now: 17}\n",
        ),
    ]);
    assert_eq!(said, TEN);
}

/// A record that is at fault itself is known all the same to those who name it.
#[test]
fn one_fault_does_not_bring_others() {
    assert_eq!(
        short(&[(
            "content/regencies.yaml",
            "- {id: kabupaten-contoh, name: Kabupaten Contoh}\n\
             - {id: kabupaten-misal, name: Kabupaten Misal, kind: kota}\n\
             - {id: provinsi-umpama, name: , kind: provinsi}\n",
        )]),
        "content/regencies.yaml:1:3: error[missing-key]: the key `kind` is needed here\n\
         content/regencies.yaml:2:54: error[bad-choice]: `kota` is not one of the words that can stand here\n\
         content/regencies.yaml:3:29: error[empty-value]: a key has a value, and here is none\n"
    );
    assert_eq!(
        short(&[("content/units.yaml", "- {id: dukcapil-contoh, regency: kabupaten-contoh}\n")]),
        "content/units.yaml:1:3: error[missing-key]: the key `name` is needed here\n"
    );
    assert_eq!(
        short(&[
            ("content/assessments/2019.yaml", "year: 2019\n\tmethodology: x\n"),
            (
                "content/corrections.yaml",
                "- {date: 2020-01-15, year: 2019, regency: kabupaten-contoh, field: score, was: 1, now: 2}\n"
            ),
        ]),
        "content/assessments/2019.yaml:2:1: error[yaml-syntax]: lines are indented with spaces, not with tabs\n"
    );
    assert_eq!(
        short(&[(
            "content/methodologies.yaml",
            "- id: metode-2018\n  title: Metode contoh\n  years: [2018, 2019]\n  \
               scale: {min: 0, max: 100, decimals: 2}\n  bands:\n    - {zone: hijau, from: 81}\n    - {zone: mera, from: 0}\n  \
               dimensions:\n    - {id: input, label: Masukan, weight: banyak}\n    - {id: hasil, label: Hasil, weight: 50}\n",
        )]),
        "content/methodologies.yaml:7:14: error[bad-choice]: `mera` is not one of the words that can stand here\n\
         content/methodologies.yaml:9:43: error[bad-number]: a plain number is needed here, and `banyak` is none\n"
    );
}

/// A correction of a figure that cannot be read waits; one of a figure that can be read does not.
#[test]
fn corrections_are_held_against_figures_that_were_read() {
    let year = format!("year: 2019\n{YEAR}  kabupaten-contoh: {{score: .nan}}\n  kabupaten-misal: {{score: 81}}\n");
    let log = ["kabupaten-contoh", "kabupaten-misal"]
        .map(|body| format!("- {{date: 2020-01-15, year: 2019, regency: {body}, field: score, was: 1, now: 2}}\n"));
    assert_eq!(
        short(&[("content/assessments/2019.yaml", &year), ("content/corrections.yaml", &log.concat())]),
        "content/assessments/2019.yaml:5:29: error[bad-score]: a score is a finite number\n\
         content/corrections.yaml:2:87: error[correction-mismatch]: the newest correction says 2, and the results of 2019 must say the same\n"
    );
}

/// What is wrong elsewhere does not hide an unknown name.
#[test]
fn a_broken_record_does_not_hide_an_unknown_name() {
    let year = format!(
        "year: 2019\n{YEAR}  kabupaten-contoh: {{score: 57.65}}\n  kabupaten-lain: {{score: 5}}\n  kabupaten-misal: {{score: 5}}\n  provinsi-umpama: {{score: 5}}\n"
    );
    assert_eq!(
        short(&[
            ("content/assessments/2019.yaml", &year),
            (
                "content/regencies.yaml",
                "- {id: kabupaten-contoh, name: Kabupaten Contoh, kind: kabupaten}\n\
                 - {id: kabupaten-misal, name: Kabupaten Misal}\n\
                 - {id: provinsi-umpama, name: Provinsi Umpama, kind: provinsi}\n",
            ),
        ]),
        "content/assessments/2019.yaml:6:3: error[unknown-reference]: no body has the id `kabupaten-lain`\n\
         content/regencies.yaml:2:3: error[missing-key]: the key `kind` is needed here\n"
    );
}

/// A warning without a place in a text is accepted by the file or the page that it names.
#[test]
fn findings_without_a_place_can_be_accepted() {
    let files =
        [("content/foto/rapat.bin", "."), ("themes/default/templates/notfound.html", "<a href=\"/contoh/hilang/\">")];
    assert_eq!(
        short(&files),
        "warning[file-unused]: nothing uses the file content/foto/rapat.bin, so it is not published\n\
         warning[link-broken]: the page /404.html has a link to /contoh/hilang/, which is no page of this site\n"
    );
    let site = include_str!("../../problems/base/content/site.yaml");
    let accept = "accept:\n- {code: file-unused, at: foto/rapat.bin, because: Dipakai nanti.}\n\
                  - {code: link-broken, at: /404.html, because: Dibuat penerbit.}\n";
    let site = format!("{site}{accept}");
    assert_eq!(short(&[files[0], files[1], ("content/site.yaml", &site)]), "");
}
