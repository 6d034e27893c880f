//! All faults of all files in one run, each in its place and none for another's sake.

use patuh::diag::report::{Format, Style};

use super::page::Overlay;
use super::site::report;

fn short(files: &[(&str, &str)]) -> String {
    let overlay = |(path, text): &(&str, &str)| -> Overlay { ((*path).to_owned(), Some((*text).to_owned())) };
    let files: Vec<Overlay> = files.iter().map(overlay).collect();
    report(&files, Style { format: Format::Short, ..Style::default() })
}

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
        ("content/corrections.yaml", "- {date: 2020-01-15, year: 2018, regency: provinsi-umpama, field: nilai, was: 16, now: 17}\n"),
    ]);
    assert_eq!(said, "");
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
        ""
    );
    assert_eq!(short(&[("content/units.yaml", "- {id: dukcapil-contoh, regency: kabupaten-contoh}\n")]), "");
    assert_eq!(
        short(&[
            ("content/assessments/2019.yaml", "year: 2019\n\tmethodology: x\n"),
            (
                "content/corrections.yaml",
                "- {date: 2020-01-15, year: 2019, regency: kabupaten-contoh, field: score, was: 1, now: 2}\n"
            ),
        ]),
        ""
    );
    assert_eq!(
        short(&[(
            "content/methodologies.yaml",
            "- id: metode-2018\n  title: Metode contoh\n  years: [2018, 2019]\n  \
               scale: {min: 0, max: 100, decimals: 2}\n  bands:\n    - {zone: hijau, from: 81}\n    - {zone: mera, from: 0}\n  \
               dimensions:\n    - {id: input, label: Masukan, weight: banyak}\n    - {id: hasil, label: Hasil, weight: 50}\n",
        )]),
        ""
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
        ""
    );
}
