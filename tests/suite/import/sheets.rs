//! Spreadsheets as offices make them, and as nobody should: a zip writer that can lie, sheets of rows of cells.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// A part of a zip file.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) packed: Vec<u8>,
    pub(crate) size: u32,
    pub(crate) crc: u32,
    pub(crate) method: u16,
    pub(crate) flags: u16,
}

/// A packed part.
pub(crate) fn part(name: &str, bytes: &[u8]) -> Part {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    let size = u32::try_from(bytes.len()).expect("small");
    Part { name: name.into(), packed: encoder.finish().expect("memory"), size, crc: crc.sum(), method: 8, flags: 0 }
}

/// A zip file of parts.
pub(crate) fn zip(parts: &[Part]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for part in parts {
        let start = u32::try_from(out.len()).expect("small");
        out.extend(b"PK\x03\x04\x14\0");
        let about = about(part);
        out.extend(&about);
        out.extend(part.name.as_bytes());
        out.extend(&part.packed);
        directory.extend(b"PK\x01\x02\x14\0\x14\0");
        directory.extend(&about);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let start = u32::try_from(out.len()).expect("small");
    let count = u16::try_from(parts.len()).expect("few").to_le_bytes();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(u32::try_from(directory.len()).expect("small").to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// What both headers of a part say, from its flags to the length of the extra field.
fn about(part: &Part) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(part.flags.to_le_bytes());
    out.extend(part.method.to_le_bytes());
    out.extend([0; 4]);
    out.extend(part.crc.to_le_bytes());
    out.extend(u32::try_from(part.packed.len()).expect("small").to_le_bytes());
    out.extend(part.size.to_le_bytes());
    out.extend(u16::try_from(part.name.len()).expect("short").to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A cell.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Number(String),
    /// The XML of a whole cell, `REF` where its place goes.
    Raw(&'static str),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

/// A number as it is stored.
pub(crate) fn number(text: &str) -> Cell {
    Cell::Number(text.to_owned())
}

pub(crate) fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).expect("below 26"));
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The XML of a sheet.
pub(crate) fn sheet_xml(rows: &[Vec<Cell>], merged: &[&str]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet \
         xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (row, cells) in rows.iter().enumerate() {
        out.push_str(&format!("<row r=\"{}\">", row + 1));
        for (column, cell) in cells.iter().enumerate() {
            let place = format!("{}{}", letters(column), row + 1);
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => out.push_str(&format!(
                    "<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(text)
                )),
                Cell::Number(text) => out.push_str(&format!("<c r=\"{place}\"><v>{text}</v></c>")),
                Cell::Raw(xml) => out.push_str(&xml.replace("REF", &place)),
            }
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData>");
    if !merged.is_empty() {
        let areas: String = merged.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
        out.push_str(&format!("<mergeCells>{areas}</mergeCells>"));
    }
    out + "</worksheet>"
}

/// Formats: 0 plain, 1 percent, 2 a date, 3 an own format of a date.
const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-421]dd\\ mmmm\\ yyyy\"/></numFmts>\
    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";

/// The parts of a workbook of sheets.
pub(crate) fn xlsx_parts(sheets: &[(&str, String)]) -> Vec<Part> {
    let mut list = String::new();
    let mut relations = String::new();
    let mut parts = vec![part("[Content_Types].xml", b"<Types/>"), part("xl/styles.xml", STYLES.as_bytes())];
    for (n, (name, xml)) in sheets.iter().enumerate() {
        list.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"rId{0}\"/>", n + 1));
        relations.push_str(&format!("<Relationship Id=\"rId{0}\" Target=\"worksheets/sheet{0}.xml\"/>", n + 1));
        parts.push(part(&format!("xl/worksheets/sheet{}.xml", n + 1), xml.as_bytes()));
    }
    parts.push(part("xl/workbook.xml", format!("<workbook><sheets>{list}</sheets></workbook>").as_bytes()));
    let relations = format!("<Relationships>{relations}</Relationships>");
    parts.push(part("xl/_rels/workbook.xml.rels", relations.as_bytes()));
    parts
}

/// A workbook of one sheet.
pub(crate) fn xlsx(rows: &[Vec<Cell>], merged: &[&str]) -> Vec<u8> {
    zip(&xlsx_parts(&[("Lembar1", sheet_xml(rows, merged))]))
}

/// An OpenDocument file whose sheets are this XML.
pub(crate) fn ods(tables: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        part("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        part("content.xml", xml.as_bytes()),
        part("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

/// The XML of an OpenDocument sheet.
pub(crate) fn ods_table(rows: &[Vec<Cell>]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Empty => "<table:table-cell/>".to_owned(),
        Cell::Text(text) => {
            format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                escaped(text)
            )
        }
        Cell::Number(text) => {
            let shown = text.replace('.', ",");
            format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"{text}\"><text:p>{shown}</text:p></table:table-cell>"
            )
        }
        Cell::Raw(xml) => (*xml).to_owned(),
    };
    let row =
        |row: &Vec<Cell>| format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>());
    format!("<table:table table:name=\"Lembar1\">{}</table:table>", rows.iter().map(row).collect::<String>())
}
