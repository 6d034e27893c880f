//! Files that want the program to hang, grow or break: each is refused in a sentence, soon and with little memory.
#![expect(clippy::disallowed_methods, reason = "the tests run the program under a bound of memory")]

use std::process::Command;
use std::time::{Duration, Instant};

use proptest::prelude::{ProptestConfig, any, prop, proptest};

use super::sheets::{Cell, Part, number, ods, part, sheet_xml, xlsx, xlsx_parts, zip};
use super::{new_year, row, site};
use crate::support::{CLOCK, Site, tree};

/// Kilobytes of address space that the program gets: threads reserve some that they never use.
const MEMORY: u32 = 1_000_000;
const TIME: Duration = Duration::from_secs(20);

/// Imports a file under bounds; what was said.
fn refused(site: &Site, name: &str, bytes: &[u8], words: &str) {
    site.put(name, bytes);
    let before = tree(&site.root().join("content"));
    let start = Instant::now();
    let output = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$@\""), "sh", env!("CARGO_BIN_EXE_patuh"), "import"])
        .arg(site.root().join(name))
        .args(new_year(&[]))
        .arg("--root")
        .arg(site.root())
        .args(["--clock", CLOCK])
        .env("RAYON_NUM_THREADS", "2")
        .output()
        .expect("the program starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{name}: {err}");
    assert!(err.contains(words), "{name}: {words}\n{err}");
    assert!(err.lines().count() < 10, "{name}: {err}");
    assert!(start.elapsed() < TIME, "{name} took {:?}", start.elapsed());
    assert_eq!(tree(&site.root().join("content")), before, "{name}");
}

fn table() -> Vec<Vec<Cell>> {
    vec![row(&["Nama", "Nilai"]), vec![Cell::from("Kab. Contoh"), number("50")]]
}

/// A workbook whose sheet is this XML.
fn with_sheet(xml: String) -> Vec<u8> {
    zip(&xlsx_parts(&[("Lembar1", xml)]))
}

const BOMB: &str = "far larger than any table of results";
const BROKEN: &str = "the file is broken";

#[test]
fn a_zip_that_unpacks_to_far_more_is_refused() {
    let site = site();
    let zeros = vec![b' '; 300 << 20];
    let bomb = part("xl/worksheets/sheet1.xml", &zeros);
    let mut parts = xlsx_parts(&[("Lembar1", sheet_xml(&table(), &[]))]);
    let place = parts.iter().position(|part| part.name.contains("sheet1")).expect("it has a sheet");
    let honest = std::mem::replace(&mut parts[place], bomb.clone());
    refused(&site, "bomb.xlsx", &zip(&parts), BOMB);
    // It says that it is small.
    parts[place] = Part { size: 1000, ..bomb };
    refused(&site, "liar.xlsx", &zip(&parts), BOMB);
    // It says that it is larger or smaller than it is.
    parts[place] = Part { size: honest.size + 1, ..honest.clone() };
    refused(&site, "larger.xlsx", &zip(&parts), BROKEN);
    parts[place] = Part { size: 3, ..honest.clone() };
    refused(&site, "smaller.xlsx", &zip(&parts), BROKEN);
    parts[place] = Part { crc: 1, ..honest.clone() };
    refused(&site, "crc.xlsx", &zip(&parts), BROKEN);
    parts[place] = Part { flags: 1, ..honest.clone() };
    refused(&site, "locked.xlsx", &zip(&parts), "has a password");
    parts[place] = Part { method: 99, ..honest };
    refused(&site, "method.xlsx", &zip(&parts), BROKEN);
    let many: Vec<Part> = (0..3000).map(|n| part(&format!("xl/media/{n}.png"), b"x")).collect();
    refused(&site, "many.xlsx", &zip(&many), BOMB);
    // A zip inside the zip is not looked into.
    let inner = zip(&[part("a", &zeros[..50 << 20])]);
    let nested = [xlsx_parts(&[("Lembar1", sheet_xml(&[], &[]))]), vec![part("xl/inner.zip", &inner)]].concat();
    refused(&site, "nested.xlsx", &zip(&nested), "there is nothing in this file");
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let site = site();
    let parts = xlsx_parts(&[("Lembar1", sheet_xml(&table(), &[]))]);
    let mut bytes = zip(&parts);
    // All entries of the directory lead to the first one.
    let mut at = 0;
    while let Some(n) = bytes[at..].windows(4).position(|mark| mark == b"PK\x01\x02") {
        at += n;
        bytes[at + 42..at + 46].fill(0);
        at += 4;
    }
    refused(&site, "overlap.xlsx", &bytes, BOMB);
}

#[test]
fn cells_far_out_cost_nothing() {
    let site = site();
    let far = sheet_xml(&table(), &[])
        .replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>");
    refused(
        &site,
        "far.xlsx",
        &with_sheet(far.clone()),
        "cell Lembar1!XFD1048576 has something in it and lies too far out",
    );
    // Empty ones are only formats.
    site.put(
        "fine.xlsx",
        &with_sheet(far.replace("<v>1</v>", "").replace("r=\"XFD1048576\"", "r=\"XFD1048576\" s=\"1\"")),
    );
    let path = site.root().join("fine.xlsx");
    let args: Vec<&str> = ["import", path.to_str().expect("plain"), "--dry-run"]
        .into_iter()
        .chain(new_year(&[]))
        .filter(|a| *a != "--yes")
        .collect();
    site.run(&args).ends(0);
    let repeated = |cell: &str| {
        ods(&format!(
            "<table:table table:name=\"L\"><table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row></table:table>"
        ))
    };
    let wide = "<table:table-cell table:number-columns-repeated=\"4000000000\" office:value-type=\"float\" office:value=\"1\"/>";
    refused(&site, "wide.ods", &repeated(wide), "lies too far out");
    let tall = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
    refused(&site, "tall.ods", &repeated(tall), "lies too far out");
    let both =
        "<table:table-cell table:number-columns-repeated=\"500\" office:value-type=\"float\" office:value=\"1\"/>";
    refused(&site, "both.ods", &repeated(both), "has more than 500000 cells");
    refused(
        &site,
        "empty.ods",
        &repeated("<table:table-cell table:number-columns-repeated=\"16384\"/>"),
        "there is nothing",
    );
}

#[test]
fn what_repeats_counts_each_time() {
    let site = site();
    let text = "a".repeat(30_000);
    let row = "<c t=\"s\"><v>0</v></c>".repeat(200);
    let rows: String = (1..2_000).map(|n| format!("<row r=\"{n}\">{row}</row>")).collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let strings = format!("<sst><si><t>{text}</t></si></sst>");
    for count in [1, 3] {
        let sheets: Vec<(&str, String)> = (0..count).map(|_| ("L", sheet.clone())).collect();
        let mut parts = xlsx_parts(&sheets);
        parts.push(part(
            "xl/sharedStrings.xml",
            if count == 1 { strings.as_bytes() } else { b"<sst><si><t>a</t></si></sst>" },
        ));
        refused(&site, "shared.xlsx", &zip(&parts), "more than 500000 cells");
    }
    let cell =
        format!("<table:table-cell table:number-columns-repeated=\"500\"><text:p>{text}</text:p></table:table-cell>");
    let table = format!(
        "<table:table><table:table-row table:number-rows-repeated=\"900\">{cell}</table:table-row></table:table>"
    );
    refused(&site, "text.ods", &ods(&table), "more than 500000 cells");
    let small = table.replace(&text, "a");
    refused(&site, "sheets.ods", &ods(&small.repeat(100)), "more than 500000 cells");
    refused(&site, "row.csv", &[b';'; 20 << 20], "row 1 has more than 512 columns");
    refused(&site, "quotes.csv", "\"\n\";".repeat(5 << 20).as_bytes(), "row 1 has more than 512 columns");
    refused(&site, "wide.csv", "a;".repeat(5 << 20).as_bytes(), "more than 512 columns");
    refused(&site, "tall.csv", "a;1\n".repeat(5 << 20).as_bytes(), "lies too far out");
}

#[test]
fn a_sheet_of_nothing_but_doubts_ends_soon() {
    let site = site();
    let names = (0..90_000).map(|n| format!("Kabupaten Contoh {n:05} dan Misal;{n}x\n"));
    site.put("junk.csv", ("Nama;Nilai\n".to_owned() + &names.collect::<String>()).as_bytes());
    let path = site.root().join("junk.csv");
    let start = Instant::now();
    let args: Vec<&str> = ["import", path.to_str().expect("plain")].into_iter().chain(new_year(&[])).collect();
    let run = site.run(&args).ends(1);
    assert!(run.err.contains("--verbose shows all") && run.err.lines().count() < 250, "{}", run.err);
    assert!(start.elapsed() < TIME, "{:?}", start.elapsed());
}

#[test]
fn xml_that_grows_or_fetches_is_refused() {
    let site = site();
    let laughs = "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let fetch = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
    for head in [laughs, fetch] {
        let xml = format!(
            "{head}<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&b;&e;</v></c></row></sheetData></worksheet>"
        );
        refused(&site, "xxe.xlsx", &with_sheet(xml), "XML instructions that no spreadsheet has");
    }
    let entity =
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&unknown;</v></c></row></sheetData></worksheet>";
    refused(&site, "entity.xlsx", &with_sheet(entity.to_owned()), BROKEN);
    let deep = format!("<worksheet>{}", "<a>".repeat(1_000_000));
    refused(&site, "deep.xlsx", &with_sheet(deep), BROKEN);
    let attributes: String = (0..300_000).map(|n| format!(" a{n}=\"1\"")).collect();
    let wide = format!(
        "<worksheet><sheetData><row r=\"1\"><c{attributes} r=\"A1\"><v>1</v></c></row></sheetData></worksheet>"
    );
    refused(&site, "attributes.xlsx", &with_sheet(wide), "no row of headings");
    let strings = "<sst uniqueCount=\"99999999999999\" count=\"99999999999999\"><si><t>a</t></si></sst>";
    let cell = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row></sheetData></worksheet>";
    let mut parts = xlsx_parts(&[("Lembar1", cell.to_owned())]);
    parts.push(part("xl/sharedStrings.xml", strings.as_bytes()));
    refused(&site, "strings.xlsx", &zip(&parts), BROKEN);
    let long = format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>{}</v></c></row></sheetData></worksheet>",
        "a".repeat(40_000)
    );
    refused(&site, "long.xlsx", &with_sheet(long), "has more than 32767 characters");
}

#[test]
fn what_is_no_workbook_is_said_with_what_to_do() {
    let site = site();
    let ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let locked: Vec<u8> =
        ole.iter().copied().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    refused(&site, "a.xlsx", &locked, "the file has a password");
    refused(&site, "a.xls", &ole, "an old Excel file (.xls)");
    refused(&site, "b.xls", b"<html><table><tr><td>Nama</td></tr></table></html>", "a web page or XML");
    refused(&site, "c.xls", b"<?xml version=\"1.0\"?><Workbook/>", "a web page or XML");
    refused(&site, "a.pdf", b"%PDF-1.7", "a PDF file");
    refused(&site, "a.docx", &zip(&[part("word/document.xml", b"<w/>")]), "this is no spreadsheet");
    refused(&site, "a.xlsb", &zip(&[part("xl/workbook.bin", b"x")]), "a binary Excel file");
    refused(&site, "a.zip", &zip(&[part("a.txt", b"x")]), "this is no spreadsheet");
    refused(&site, "empty.csv", b"", "there is nothing in this file");
    refused(&site, "cut.xlsx", &xlsx(&table(), &[])[..300], BROKEN);
    let manifest = b"<manifest><encryption-data/></manifest>";
    let parts = [part("content.xml", b"\x01\x02"), part("META-INF/manifest.xml", manifest)];
    refused(&site, "locked.ods", &zip(&parts), "the file has a password");
    std::os::unix::fs::symlink("/etc/passwd", site.root().join("link.csv")).expect("ours");
    let path = site.root().join("link.csv");
    let args: Vec<&str> = ["import", path.to_str().expect("plain")].into_iter().chain(new_year(&[])).collect();
    assert!(site.run(&args).ends(1).err.contains("only a link"), "links are not followed");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Bytes of any kind are read or refused, never a panic.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = patuh::commands::import::read::parse(&bytes);
        let _ = patuh::commands::import::read::parse(&[b"PK", &bytes[..]].concat());
    }

    /// A workbook with some bytes changed is read or refused, never a panic.
    #[test]
    fn a_spoilt_workbook_is_read_or_refused(
        spoilt in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        is_open in any::<bool>(),
    ) {
        let mut bytes = if is_open { ods(&super::ods_table(&table())) } else { xlsx(&table(), &["A1:B1"]) };
        for (place, byte) in spoilt {
            let n = place.index(bytes.len());
            bytes[n] = byte;
        }
        let _ = patuh::commands::import::read::parse(&bytes);
    }

    /// A sheet whose XML is spoilt, below the checksums of its zip.
    #[test]
    fn spoilt_xml_is_read_or_refused(
        spoilt in proptest::collection::vec((any::<prop::sample::Index>(), "[<>&;\"'/=a-zA-Z0-9 :]{0,4}"), 1..6),
    ) {
        let mut xml = sheet_xml(&table(), &["A1:B1"]);
        for (place, text) in spoilt {
            let n = place.index(xml.len());
            if xml.is_char_boundary(n) {
                xml.insert_str(n, &text);
            }
        }
        let _ = patuh::commands::import::read::parse(&with_sheet(xml));
    }
}
