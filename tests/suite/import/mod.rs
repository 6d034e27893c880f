//! A year's results from spreadsheets: sheets as offices make them, doubts by cell, nothing written on doubt, hostile files.
#![expect(clippy::disallowed_methods, reason = "a test takes away what it had written")]

mod hostile;
pub(crate) mod sheets;

use std::collections::BTreeMap;

use patuh::load::disk::Root;
use patuh::model::release::Release;
use patuh::model::text::Lang;
use proptest::prelude::{ProptestConfig, prop_assert, proptest};

use crate::support::{CLOCK, Run, Site, tree};
use crate::world::generator::{Form, Size, World};
use sheets::{Cell, number, ods, ods_table, sheet_xml, xlsx, xlsx_parts, zip};

const YEAR: &str = "content/assessments/2019.yaml";
const SOURCE: &[&str] = &["--source-title", "Hasil 2020", "--source-publisher", "Ombudsman"];

/// The base site of the problem pages, with room for 2020 in its method.
fn site() -> Site {
    let site = Site::copy("tests/problems/base");
    site.replace("content/methodologies.yaml", "years: [2018, 2019]", "years: [2018, 2019, 2020]");
    site
}

/// Puts a file beside the site and imports it.
fn import(site: &Site, (name, bytes): (&str, &[u8]), args: &[&str]) -> Run {
    site.put(name, bytes);
    let path = site.root().join(name);
    let path = path.to_str().expect("a plain name");
    let args: Vec<&str> = ["import", path].iter().chain(args).copied().collect();
    site.run(&args)
}

fn new_year<'a>(more: &[&'a str]) -> Vec<&'a str> {
    ["--year", "2020", "--yes"].iter().chain(SOURCE).chain(more).copied().collect()
}

fn row(cells: &[&str]) -> Vec<Cell> {
    cells.iter().map(|text| Cell::from(*text)).collect()
}

/// A sheet of 514 rows with everything that offices put around and between them.
fn office_sheet(bodies: &[(String, String)]) -> (Vec<Vec<Cell>>, BTreeMap<String, String>) {
    let mut rows = vec![
        row(&["HASIL PENILAIAN KEPATUHAN PELAYANAN PUBLIK"]),
        row(&["PEMERINTAH KABUPATEN/KOTA TAHUN 2026"]),
        Vec::new(),
        row(&["No.", "Kode", "Kabupaten/Kota", "Hasil Penilaian", "", "Keterangan", "Peringkat"]),
        row(&["", "", "", "Nilai", "Zona", "", ""]),
        row(&["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"]),
    ];
    let mut expected = BTreeMap::new();
    for (n, (id, own)) in bodies.iter().enumerate() {
        let (whole, parts) = (40 + n % 60, (n * 37) % 100);
        let score = format!("{whole}.{parts:02}");
        let zone = if whole >= 81 {
            "Hijau"
        } else if whole >= 51 {
            "KUNING"
        } else {
            "Zona Merah"
        };
        let name = match n % 3 {
            0 => own.replace("Kabupaten", "Kab."),
            1 => own.to_uppercase(),
            _ => own.replace(' ', "  "),
        };
        let figure = match n % 4 {
            0 => Cell::Text(score.replace('.', ",")),
            1 => Cell::Text(score.clone()),
            // As programs store them.
            _ => Cell::Number(format!("{:.17}", score.parse::<f64>().expect("a number"))),
        };
        let note = if n % 50 == 0 { "Kantor baru; pindah alamat" } else { "" };
        let mut cells =
            vec![number(&(n + 1).to_string()), Cell::Empty, Cell::from(name.as_str()), figure, Cell::from(zone)];
        cells.extend([Cell::from(note), number(&(n + 1).to_string())]);
        rows.push(cells);
        expected.insert(id.clone(), score);
        if n % 100 == 99 {
            rows.push(Vec::new());
        }
    }
    rows.push(row(&["", "", "Rata-rata", "69,50"]));
    rows.push(row(&["Jumlah", "", "", "35000"]));
    rows.push(Vec::new());
    rows.push(row(&["Sumber: Ombudsman RI, 2026. Nilai dibulatkan dua desimal."]));
    (rows, expected)
}

fn big_site() -> (Site, Vec<(String, String)>) {
    let size =
        Size { units: 2, articles: 0, corrections: 0, replies: 0, years: 3, units_as: Form::Csv, ..Size::default() };
    let site = Site::empty();
    World::new(size).write(site.root()).expect("the site is written");
    let (sources, _) = patuh::load::load(&Root::open(site.root()).expect("the site is there"));
    let release = Release::public(CLOCK.parse().expect("a moment"));
    let model = patuh::model::build(&sources, release).0.expect("the site is sound");
    let members = model.regencies.iter().filter(|body| body.parent.is_some());
    let members = members.map(|body| (body.id.to_string(), body.name.get(Lang(0)).to_owned())).collect();
    let methods = site.read("content/methodologies.yaml");
    assert!(methods.contains("coverage: census"), "{methods}");
    let more = "- id: baru\n  title: {id: Baru, en: New}\n  years: [2026]\n  scale: {min: 0, max: 100, decimals: 2}\n  bands:\n    \
                - {zone: hijau, from: 81}\n    - {zone: kuning, from: 51}\n    - {zone: merah, from: 0}\n  dimensions:\n    \
                - {id: input, weight: 40, label: {id: Masukan, en: Input}}\n    - {id: proses, weight: 60, label: {id: Proses, en: Process}}\n";
    site.write("content/methodologies.yaml", &(methods + more));
    (site, members)
}

#[test]
fn a_sheet_of_514_rows_as_offices_make_them_comes_in_whole() {
    let (site, bodies) = big_site();
    let (rows, expected) = office_sheet(&bodies);
    assert_eq!(expected.len(), 514);
    let merged = ["A1:G1", "A2:G2", "D4:E4", "A4:A5", "C4:C5", "F4:F5"];
    let args = ["--year", "2026", "--yes", "--source-title", "Hasil 2026", "--source-publisher", "Ombudsman"];
    for (name, bytes) in [
        ("nilai.xlsx", xlsx(&rows, &merged)),
        ("nilai.ods", ods(&ods_table(&rows))),
        ("nilai.csv", csv(&rows).into_bytes()),
    ] {
        let run = import(&site, (name, &bytes), &args).ends(0);
        let table = site.read("content/assessments/2026.csv");
        for (id, score) in &expected {
            let line = table.lines().find(|line| line.starts_with(&format!("{id};"))).unwrap_or_else(|| panic!("{id}"));
            assert!(line.starts_with(&format!("{id};{};", score.replace('.', ","))), "{line} {score}");
        }
        assert_eq!(table.lines().count(), expected.len() + 1, "{name}");
        for told in [
            "C “Kabupaten/Kota” → body",
            "“Hasil Penilaian / Nilai” → score",
            "not used: G “Peringkat”",
            "rows left out, above the table: 1–2",
            "a sum or a mean: 526 “Rata-rata 69,50”",
            "no values: 529 “Sumber: Ombudsman RI",
            "numbers of the columns",
        ] {
            assert!(run.out.contains(told), "{name}: {told}\n{}", run.out);
        }
        // What is there already is not written twice.
        let run = import(&site, (name, &bytes), &args[..3]).ends(0);
        assert!(run.out.contains("there is nothing to write"), "{}", run.out);
        for path in ["content/assessments/2026.csv", "content/assessments/2026.yaml"] {
            std::fs::remove_file(site.root().join(path)).expect("it was written");
        }
    }
}

/// The rows as a table with tabs as a spreadsheet program saves it.
fn csv(rows: &[Vec<Cell>]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        Cell::Number(text) => {
            let number: f64 = text.parse().expect("a number");
            format!("{number}").replace('.', ",")
        }
        Cell::Empty | Cell::Raw(_) => String::new(),
    };
    rows.iter().map(|row| format!("{}\r\n", row.iter().map(cell).collect::<Vec<_>>().join(";"))).collect()
}

#[test]
fn units_with_their_dimensions_come_in_whole() {
    let (site, bodies) = big_site();
    let mut rows = vec![row(&["No", "Kabupaten/Kota", "Unit Layanan", "Nilai", "Masukan", "Nilai Proses"])];
    let mut count = 0;
    let mut merged = Vec::new();
    for (id, own) in bodies.iter().take(160) {
        let units: Vec<String> = unit_names(&site, id);
        assert_eq!(units.len(), 2, "{id}");
        for (k, unit) in units.iter().enumerate() {
            // The name of the body stands once, merged over its units.
            let name = if k == 0 { own.as_str() } else { "" };
            let [a, b, c] = [0, 1, 2].map(|n| format!("{}.{:02}", 20 + (count * 7 + n) % 80, (count * 13 + n) % 100));
            rows.push(vec![
                number("1"),
                Cell::from(name),
                Cell::from(unit.as_str()),
                number(&a),
                number(&b),
                number(&c),
            ]);
            count += 3;
        }
        merged.push(format!("B{}:B{}", rows.len() - 1, rows.len()));
    }
    assert_eq!(count, 960);
    let merged: Vec<&str> = merged.iter().map(String::as_str).collect();
    let args = ["--year", "2026", "--units", "--yes", "--source-title", "Hasil", "--source-publisher", "Ombudsman"];
    import(&site, ("unit.xlsx", &xlsx(&rows, &merged)), &args).ends(0);
    let table = site.read("content/assessments/2026-units.csv");
    assert_eq!(table.lines().next(), Some("regency;unit;score;input;proses"));
    assert_eq!(table.lines().skip(1).flat_map(|line| line.split(';').skip(2)).count(), 960);
    for (line, row) in table.lines().skip(1).zip(&rows[1..]) {
        let said: Vec<String> = line.split(';').skip(2).map(|cell| cell.replace(',', ".")).collect();
        let sheet: Vec<String> = row[3..].iter().map(|cell| format!("{cell:?}")).collect();
        for (said, sheet) in said.iter().zip(sheet) {
            assert!(sheet.contains(said), "{said} {sheet}");
        }
    }
}

/// The names of the units of a body.
fn unit_names(site: &Site, body: &str) -> Vec<String> {
    let table = site.read("content/units.csv");
    let rows = table.lines().map(|line| line.split(';').collect::<Vec<_>>());
    rows.filter(|cells| cells[1] == body).map(|cells| cells[3].to_owned()).collect()
}

#[test]
fn units_that_are_new_are_added_when_that_is_said() {
    let site = site();
    let before = tree(&site.root().join("content"));
    let rows = [
        row(&["Daerah", "Unit Layanan", "Nilai"]),
        row(&["Kab. Contoh", "Dinas Dukcapil Contoh", "91,5"]),
        row(&["Kab. Contoh", "Dinas Kesehatan", "70"]),
        row(&["Kab. Misal", "RSUD Kab. Misal: kelas B", "80"]),
    ];
    let sheet = xlsx(&rows, &[]);
    let run = import(&site, ("a.xlsx", &sheet), &new_year(&["--units"])).ends(1);
    assert!(
        run.err.contains("Lembar1!B3: no service unit is called “Dinas Kesehatan” (Kabupaten Contoh)"),
        "{}",
        run.err
    );
    assert!(run.err.contains("add --new-units"), "{}", run.err);
    assert_eq!(tree(&site.root().join("content")), before);
    let units = site.read("content/units.yaml");
    import(&site, ("a.xlsx", &sheet), &new_year(&["--units", "--new-units"])).ends(0);
    assert_eq!(
        site.read("content/units.yaml"),
        units
            + "- id: dinas-kesehatan-kabupaten-contoh\n  regency: kabupaten-contoh\n  name: Dinas Kesehatan\n\
                 - id: rsud-kab-misal-kelas-b-kabupaten-misal\n  regency: kabupaten-misal\n  name: \"RSUD Kab. Misal: kelas B\"\n"
    );
    assert!(
        site.read("content/assessments/2020.yaml").contains("  dinas-kesehatan-kabupaten-contoh:\n    score: 70.00\n")
    );
    site.run(&["check"]).ends(0);
}

#[test]
fn the_words_are_of_the_language_asked_for() {
    let site = site();
    let sheet = xlsx(&[row(&["Nama", "Nilai"]), row(&["Kab. Contoh", "n.a."]), row(&["Jumlah", "1"])], &[]);
    let run = import(&site, ("a.xlsx", &sheet), &new_year(&["--lang", "id"])).ends(1);
    for words in [
        "kolom yang dibaca, menurut judulnya:",
        "B “Nilai” → nilai",
        "baris dilewati, jumlah atau rata-rata: 3 “Jumlah 1”",
    ] {
        assert!(run.out.contains(words), "{}", run.out);
    }
    for words in [
        "a.xlsx Lembar1!B2: “n.a.” bukan nilai\n  bila memang tanpa nilai",
        "tidak ada yang ditulis: 1 hal perlu dijawab",
    ] {
        assert!(run.err.contains(words), "{}", run.err);
    }
}

#[test]
fn a_short_sheet_becomes_yaml_as_a_person_would_write_it() {
    let site = site();
    let rows = [
        row(&["Nama Instansi", "Nilai", "Zona", "Keterangan"]),
        row(&["Kab. Contoh", "57,6", "Kuning", "Data: sementara # catatan"]),
        row(&["KABUPATEN MISAL", "80.03", "", ""]),
        row(&["Pemerintah Provinsi Umpama", "n.a.", "", ""]),
    ];
    let args = new_year(&["--released", "2021-01-29 10:00", "--status", "provisional", "--absent", "n.a.=unpublished"]);
    let run = import(&site, ("a.xlsx", &xlsx(&rows, &[])), &args).ends(0);
    assert_eq!(
        site.read("content/assessments/2020.yaml"),
        "year: 2020\nmethodology: metode-2018\nreleased: 2021-01-29 10:00\nstatus: provisional\nsources:\n  sumber:\n    \
         title: Hasil 2020\n    publisher: Ombudsman\nsource: sumber\nresults:\n  kabupaten-contoh:\n    score: 57.60\n    \
         zone: kuning\n    note: \"Data: sementara # catatan\"\n  kabupaten-misal:\n    score: 80.03\n  provinsi-umpama:\n    \
         absent: unpublished\n"
    );
    assert!(run.out.contains("results: 3 new, 0 changed, 0 as they were"), "{}", run.out);
    assert!(run.out.contains("+   kabupaten-contoh:"), "{}", run.out);
    site.run(&["check"]).ends(0);
}

#[test]
fn a_new_year_asks_for_what_it_needs() {
    let site = site();
    let sheet = xlsx(&[row(&["Daerah", "Nilai"]), row(&["Kab. Contoh", "50"])], &[]);
    let run = import(&site, ("a.xlsx", &sheet), &["--year", "2020", "--yes"]).ends(1);
    assert!(run.err.contains("the year 2020 has no source yet") && run.err.contains("--source-title"), "{}", run.err);
    let run = import(&site, ("a.xlsx", &sheet), &["--year", "2021", "--yes"]).ends(2);
    assert!(run.err.contains("no method counts 2021 among its years"), "{}", run.err);
    let run = import(&site, ("a.xlsx", &sheet), &["--year", "2021", "--methodology", "metode-2081", "--yes"]).ends(2);
    assert!(run.err.contains("did you mean `metode-2018`?"), "{}", run.err);
    let run = import(&site, ("a.xlsx", &sheet), &["--year", "20x", "--yes"]).ends(2);
    assert!(run.err.contains("--year is a year such as 2024"), "{}", run.err);
    assert!(!site.root().join("content/assessments/2020.yaml").exists());
}

#[test]
fn every_doubt_is_named_by_its_cell_in_one_run_and_nothing_is_written() {
    let site = site();
    let before = tree(&site.root().join("content"));
    let rows = [
        row(&["Nama", "Nilai", "Zona"]),
        row(&["Kabupaten Contho", "50", "biru"]),
        vec![Cell::from("Kab. Misal"), Cell::Raw("<c r=\"REF\" s=\"2\"><v>45000</v></c>"), Cell::Empty],
        vec![Cell::from("Prov. Umpama"), Cell::Raw("<c r=\"REF\" t=\"e\"><v>#N/A</v></c>"), Cell::Empty],
        vec![Cell::from("Kab. Misal"), Cell::Raw("<c r=\"REF\"><f>A1</f></c>"), Cell::Empty],
        row(&["Entah", "57,655", ""]),
        row(&["", "12", ""]),
        row(&["Kab. Contoh", "8013", ""]),
        row(&["Provinsi Umpama", "tidak dinilai", ""]),
        row(&["Kab. Misal", "57.655", "hijau"]),
    ];
    let sheet = xlsx(&rows, &[]);
    let run = import(&site, ("a.xlsx", &sheet), &new_year(&[])).ends(1);
    for (cell, words) in [
        ("A2", "no body is called “Kabupaten Contho”"),
        ("A2", "perhaps Kabupaten Contoh is meant: if so, add --accept \"Kabupaten Contho=kabupaten-contoh\""),
        ("C2", "there is no zone “biru”"),
        ("B3", "this cell holds a date, not a score"),
        ("B4", "this cell has the error #N/A"),
        ("B5", "saved without its result"),
        ("A5", "Kabupaten Misal is in Lembar1!A3 already"),
        ("A6", "no body is called “Entah”"),
        ("B6", "“57,655” is no plain number"),
        ("A7", "this row has values and no name"),
        ("B8", "8013 is outside the scale from 0 to 100"),
        ("B9", "“tidak dinilai” is no score"),
        ("B10", "57.655 has more than 2 decimals"),
    ] {
        let at = format!("patuh: a.xlsx Lembar1!{cell}: ");
        let found =
            run.err.split("patuh: ").any(|part| format!("patuh: {part}").starts_with(&at) && part.contains(words));
        assert!(found, "{cell}: {words}\n{}", run.err);
    }
    assert!(run.err.contains("nothing was written: "), "{}", run.err);
    assert_eq!(tree(&site.root().join("content")), before);
}

#[test]
fn a_published_score_is_never_overwritten() {
    let site = site();
    let before = site.read(YEAR);
    let sheet = xlsx(&[row(&["Nama", "Nilai"]), row(&["Kab. Contoh", "54.33"]), row(&["Kab. Misal", "81"])], &[]);
    let run = import(&site, ("a.xlsx", &sheet), &["--year", "2019", "--yes"]).ends(1);
    let said = "a.xlsx Lembar1!B2: score of kabupaten-contoh is 54.32 in content/assessments/2019.yaml already, and 54.33 in the sheet";
    assert!(run.err.contains(said) && run.err.contains("patuh correct kabupaten-contoh 2019 54.33"), "{}", run.err);
    let run = import(&site, ("a.xlsx", &sheet), &["--year", "2019", "--yes", "--replace"]).ends(1);
    assert!(run.err.contains("--replace is for a year that is not public yet or provisional"), "{}", run.err);
    assert_eq!(site.read(YEAR), before);
    site.replace(YEAR, "year: 2019\n", "year: 2019\nstatus: provisional\n");
    let run = import(&site, ("a.xlsx", &sheet), &["--year", "2019", "--yes", "--replace"]).ends(0);
    assert!(run.out.contains("results: 0 new, 1 changed, 1 as they were"), "{}", run.out);
    assert_eq!(
        site.read(YEAR),
        before.replace("54.32", "54.33").replace("year: 2019\n", "year: 2019\nstatus: provisional\n")
    );
}

#[test]
fn what_stands_in_a_file_stays_and_new_rows_come_behind() {
    let site = site();
    let year = "# Kepala.\nyear: 2020\nmethodology: metode-2018 # cara lama\nsource: berita\nsources:\n  berita:\n    title: Hasil\n    \
                publisher: Kantor\nresults:\n  # Yang pertama.\n  kabupaten-misal:\n    score: \"80,03\" # dari berita\n\n  \
                provinsi-umpama: {score: 50}\n# Akhir.\nnote: Catatan.\n";
    site.write("content/assessments/2020.yaml", year);
    let rows = [
        row(&["Nama", "Nilai", "Zona"]),
        row(&["Kab. Contoh", "57,65", "kuning"]),
        row(&["Kab. Misal", "80,03", "kuning"]),
        row(&["Provinsi Umpama", "50", "merah"]),
    ];
    import(&site, ("a.xlsx", &xlsx(&rows, &[])), &["--year", "2020", "--yes"]).ends(0);
    let expected = year.replace("# dari berita\n", "# dari berita\n    zone: kuning\n").replace(
        "{score: 50}\n",
        "{score: 50, zone: merah}\n\n  kabupaten-contoh:\n    score: 57.65\n    zone: kuning\n",
    );
    assert_eq!(site.read("content/assessments/2020.yaml"), expected);
}

#[test]
fn a_table_that_is_there_gets_rows_columns_and_empty_cells_filled() {
    let site = site();
    let head =
        "year: 2020\nmethodology: metode-2018\nsource: berita\nsources:\n  berita: {title: Hasil, publisher: Kantor}\n";
    site.write("content/assessments/2020.yaml", &format!("{head}results: {{file: 2020.csv}}\n"));
    let table = "\u{feff}regency;note;score\r\nkabupaten-misal;\"Satu; dua\";80,03\r\nprovinsi-umpama;;\r\n";
    site.write("content/assessments/2020.csv", &table.replace("provinsi-umpama;;", "provinsi-umpama;;50,00"));
    let rows = [
        row(&["Nama", "Nilai", "Zona"]),
        row(&["Kab. Misal", "80,03", "kuning"]),
        row(&["Kab. Contoh", "57,65", "kuning"]),
    ];
    import(&site, ("a.xlsx", &xlsx(&rows, &[])), &["--year", "2020", "--yes"]).ends(0);
    assert_eq!(
        site.read("content/assessments/2020.csv"),
        "\u{feff}regency;note;score;zone\r\nkabupaten-misal;\"Satu; dua\";80,03;kuning\r\nprovinsi-umpama;;50,00\r\n\
         kabupaten-contoh;;57,65;kuning\r\n"
    );
    assert!(site.read("content/assessments/2020.yaml").ends_with("results: {file: 2020.csv}\n"));
}

#[test]
fn names_and_columns_can_be_said_on_the_command_line() {
    let site = site();
    let rows = [row(&["Tabel 1"]), row(&["", "Kab. Conto", "57.648", "-"]), row(&["", "Misal", "88,26 %", ""])];
    let sheet = xlsx(&rows, &[]);
    let run = import(&site, ("a.xlsx", &sheet), &new_year(&[])).ends(1);
    assert!(run.err.contains("no row of headings") && run.err.contains("--columns name=B,score=D"), "{}", run.err);
    let run = import(
        &site,
        ("a.xlsx", &sheet),
        &new_year(&["--columns", "nama=B,nilai=C", "--accept", "Kab. Conto=kabupaten-contoh"]),
    )
    .ends(1);
    assert!(run.err.contains("add --round to take 57.65"), "{}", run.err);
    let args = ["--columns", "nama=B,nilai=C", "--accept", "Kab. Conto=kabupaten-contoh", "--round"];
    import(&site, ("a.xlsx", &sheet), &new_year(&args)).ends(0);
    let year = site.read("content/assessments/2020.yaml");
    assert!(year.contains("kabupaten-contoh:\n    score: 57.65\n  kabupaten-misal:\n    score: 88.26\n"), "{year}");
    let run = import(&site, ("a.xlsx", &sheet), &["--year", "2020", "--columns", "nama=B;nilai"]).ends(2);
    assert!(run.err.contains("`nama=B;nilai` is not understood"), "{}", run.err);
}

#[test]
fn numbers_are_what_the_sheet_shows() {
    let site = site();
    let rows = [
        row(&["Nama", "Nilai"]),
        vec![Cell::from("Kab. Contoh"), number("57.649999999999999")],
        vec![Cell::from("Kab. Misal"), Cell::Raw("<c r=\"REF\" s=\"1\"><v>0.80030000000000001</v></c>")],
        vec![
            Cell::from("Provinsi Umpama"),
            Cell::Raw("<c r=\"REF\" s=\"0\"><f>SUM(A1)</f><v>5.4320000000000007E1</v></c>"),
        ],
    ];
    import(&site, ("a.xlsx", &xlsx(&rows, &[])), &new_year(&[])).ends(0);
    let year = site.read("content/assessments/2020.yaml");
    for score in ["score: 57.65\n", "score: 80.03\n", "score: 54.32\n"] {
        assert!(year.contains(score), "{year}");
    }
}

#[test]
fn tables_of_any_usual_encoding_and_separator_are_read() {
    let text = "Nama;Nilai;Keterangan\r\nKab. Contoh;57,65;Café\r\nKab. Misal;80,03;\r\n";
    let wide = |bytes: fn(u16) -> [u8; 2], mark: &[u8]| {
        let mut all = mark.to_vec();
        all.extend(text.encode_utf16().flat_map(bytes));
        all
    };
    let windows: Vec<u8> =
        text.chars().map(|c| if c == 'é' { 0xe9 } else { u8::try_from(c).expect("plain") }).collect();
    let commas = "sep=,\nNama,Nilai,Keterangan\nKab. Contoh,\"57,65\",Café\nKab. Misal,80.03,\n";
    for (bytes, words) in [
        (text.as_bytes().to_vec(), ""),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), ""),
        (wide(u16::to_le_bytes, &[0xff, 0xfe]), "read as UTF-16"),
        (wide(u16::to_be_bytes, &[0xfe, 0xff]), "read as UTF-16"),
        (windows, "read as Windows-1252"),
        (text.replace(';', "\t").into_bytes(), ""),
        (commas.as_bytes().to_vec(), ""),
        (text.replace("\r\n", "\r").into_bytes(), ""),
    ] {
        let site = site();
        let run = import(&site, ("a.csv", &bytes), &new_year(&[])).ends(0);
        assert!(run.out.contains(words), "{}", run.out);
        let year = site.read("content/assessments/2020.yaml");
        assert!(year.contains("    score: 57.65\n    note: Café\n") && year.contains("score: 80.03"), "{year}");
    }
    for bytes in [&b"Nama;Nilai\nKab. Contoh;57\0"[..], &[0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00], &[0x81, 0x8d, 0x41]] {
        let run = import(&site(), ("a.csv", bytes), &new_year(&[])).ends(1);
        assert!(run.err.contains("the letters of this file cannot be read"), "{}", run.err);
    }
    let run = import(&site(), ("a.csv", b"Nama;Nilai\n\"Kab. Contoh;57\nKab. Misal;80\n"), &new_year(&[])).ends(1);
    assert!(run.err.contains("the quotation mark in cell A2 is never closed"), "{}", run.err);
}

#[test]
fn the_sheet_with_the_table_is_found_or_asked_for() {
    let table = sheet_xml(&[row(&["Nama", "Nilai"]), row(&["Kab. Contoh", "50"])], &[]);
    let notes = sheet_xml(&[row(&["Catatan saja"])], &[]);
    let site = site();
    let book = zip(&xlsx_parts(&[("Catatan", notes), ("Nilai", table.clone()), ("Kosong", sheet_xml(&[], &[]))]));
    let run = import(&site, ("a.xlsx", &book), &new_year(&[])).ends(0);
    assert!(run.out.contains("the sheet that is read: Nilai (one of 3)"), "{}", run.out);
    let book = zip(&xlsx_parts(&[("Satu", table.clone()), ("Dua", table)]));
    let run = import(&site, ("b.xlsx", &book), &["--year", "2020"]).ends(2);
    assert!(run.err.contains("name one with --sheet (Satu, Dua)"), "{}", run.err);
    import(&site, ("b.xlsx", &book), &["--year", "2020", "--sheet", "Dua"]).ends(0);
    let run = import(&site, ("b.xlsx", &book), &["--year", "2020", "--sheet", "dua"]).ends(2);
    assert!(run.err.contains("did you mean `Dua`?"), "{}", run.err);
}

#[test]
fn a_sheet_of_another_year_is_not_taken_for_this_one() {
    let site = site();
    let rows = |heading: &[&str]| vec![row(&["Nilai tahun 2018"]), row(heading), row(&["Kab. Contoh", "50", "60"])];
    let run = import(&site, ("a.xlsx", &xlsx(&rows(&["Nama", "Nilai 2018"]), &[])), &new_year(&[])).ends(1);
    assert!(run.err.contains("Lembar1!B2: the heading “Nilai 2018” names 2018"), "{}", run.err);
    let sheet = xlsx(&rows(&["Nama", "Nilai 2018", "Nilai 2020"]), &[]);
    let run = import(&site, ("a.xlsx", &sheet), &new_year(&[])).ends(0);
    assert!(run.out.contains("not used: B “Nilai 2018”") && run.out.contains("+     score: 60.00"), "{}", run.out);
    assert!(run.out.contains("the title above the table names 2018, not 2020"), "{}", run.out);
    let sheet = xlsx(&rows(&["Nama", "Nilai", "Skor"]), &[]);
    let run = import(&site, ("b.xlsx", &sheet), &["--year", "2020"]).ends(1);
    assert!(
        run.err.contains("several columns for score: B “Nilai”, C “Skor”") && run.err.contains("--columns score=B"),
        "{}",
        run.err
    );
}

#[test]
fn nothing_is_written_unless_somebody_says_so() {
    let site = site();
    let before = tree(&site.root().join("content"));
    let sheet = xlsx(&[row(&["Nama", "Nilai"]), row(&["Kab. Contoh", "50"])], &[]);
    let run = import(&site, ("a.xlsx", &sheet), &new_year(&["--dry-run"])).ends(2);
    assert!(run.err.contains("exclude each other"), "{}", run.err);
    let shown: Vec<&str> = new_year(&["--dry-run"]).into_iter().filter(|arg| *arg != "--yes").collect();
    let run = import(&site, ("a.xlsx", &sheet), &shown).ends(0);
    assert!(run.out.ends_with("nothing was written\n"), "{}", run.out);
    let asked: Vec<&str> = new_year(&[]).into_iter().filter(|arg| *arg != "--yes").collect();
    let run = import(&site, ("a.xlsx", &sheet), &asked).ends(1);
    assert!(run.err.contains("nobody can be asked here: --yes writes"), "{}", run.err);
    assert_eq!(tree(&site.root().join("content")), before);
}

#[test]
fn the_changed_site_is_looked_at_before_it_is_written() {
    let site = site();
    let before = tree(&site.root().join("content"));
    let sheet = xlsx(&[row(&["Nama", "Nilai", "Zona"]), row(&["Kab. Contoh", "50", "hijau"])], &[]);
    let run = import(&site, ("a.xlsx", &sheet), &new_year(&["--released", "besok"])).ends(1);
    assert!(
        run.err.contains("content/assessments/2020.yaml:3") && run.err.contains("nothing was written"),
        "{}",
        run.err
    );
    assert_eq!(tree(&site.root().join("content")), before);
    let run = import(&site, ("a.xlsx", &sheet), &new_year(&[])).ends(0);
    assert!(run.err.contains("zone-differs"), "{}", run.err);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever figures a sheet has, the year that is read afterwards has the same.
    #[test]
    fn an_imported_sheet_says_what_it_said(units in proptest::collection::vec(0_i64..=10_000, 3), forms in 0_usize..27) {
        let site = site();
        let ids = ["kabupaten-contoh", "kabupaten-misal", "provinsi-umpama"];
        let mut rows = vec![row(&["Id", "Nilai"])];
        rows[0][0] = Cell::from("Kabupaten");
        for (n, (id, unit)) in ids.iter().zip(&units).enumerate() {
            let score = format!("{}.{:02}", unit / 100, unit % 100);
            let cell = match (forms / 3_usize.pow(u32::try_from(n).expect("small"))) % 3 {
                0 => Cell::Text(score.replace('.', ",")),
                1 => Cell::Text(score),
                _ => Cell::Number(format!("{:.17}", score.parse::<f64>().expect("a number"))),
            };
            rows.push(vec![Cell::from(*id), cell]);
        }
        import(&site, ("a.xlsx", &xlsx(&rows, &[])), &new_year(&[])).ends(0);
        site.run(&["build"]).ends(0);
        let data = site.read("output/data/scores.csv");
        for (id, unit) in ids.iter().zip(&units) {
            let score = format!("{}.{:02}", unit / 100, unit % 100);
            prop_assert!(data.lines().any(|line| line.contains(id) && line.contains("2020") && line.contains(&score)), "{} {}\n{}", id, score, data);
        }
    }
}
