//! A file of somebody else → sheets. Nothing in it is trusted: its size is known before it is read, each part is
//! unpacked to a bound and read once from front to back, and a cell costs memory only when something is in it.
//!
//! `calamine` is not used: it reserves memory for as many strings as the file says it has, keeps whole sheets of an
//! OpenDocument file with all its repeated cells, and cannot tell a formula without a saved value from an empty cell.

mod number;
mod ods;
mod text;
mod xlsx;
mod xml;
mod zipped;

use std::path::Path;

use super::grid::Sheet;
use super::said::Said;
use crate::load::disk::{Refusal, Root};
use zipped::Zip;

/// Bytes of the largest file: a sheet of all service units of a country has less than 5 MB.
pub const FILE_LIMIT: u64 = 32 << 20;
/// How old spreadsheet files, and protected ones, begin.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// A file that was read.
#[derive(Debug)]
pub struct Book {
    /// Its sheets, in order, without those that are hidden.
    pub sheets: Vec<Sheet>,
    /// What was done to read it.
    pub said: Vec<Said>,
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// It is not there, or the system refuses: its message.
    Disk(String),
    /// What is wrong with it.
    Refused(Said),
}

/// Reads a file.
pub fn open(path: &Path) -> Result<Book, Unread> {
    parse(&bytes(path)?).map_err(Unread::Refused)
}

/// Sheets of the bytes of a file, whatever its name.
pub fn parse(bytes: &[u8]) -> Result<Book, Said> {
    let start = &bytes[..bytes.len().min(512)];
    let starts = |mark: &str| {
        let text = String::from_utf8_lossy(start).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
        text.starts_with(mark)
    };
    let book = match () {
        () if bytes.starts_with(OLE) => Err(Said::of(old(bytes))),
        () if bytes.starts_with(b"PK") => workbook(bytes),
        () if starts("%pdf") => Err(Said::of("import.file.pdf")),
        () if starts("<") => Err(Said::of("import.file.web")),
        () => text::read(bytes),
    }?;
    if book.sheets.iter().all(|sheet| sheet.cells.is_empty()) {
        return Err(Said::of("import.file.empty"));
    }
    Ok(book)
}

/// The bytes of a regular file below a bound.
fn bytes(path: &Path) -> Result<Vec<u8>, Unread> {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| Unread::Refused(Said::of("import.file.special")))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let root = Root::open(folder).map_err(|error| Unread::Disk(error.to_string()))?;
    root.read(name, FILE_LIMIT).map_err(|refusal| match refusal {
        Refusal::Missing => Unread::Refused(Said::of("import.file.missing")),
        Refusal::Link => Unread::Refused(Said::of("import.file.link")),
        Refusal::Special => Unread::Refused(Said::of("import.file.special")),
        Refusal::Large(limit) => Unread::Refused(Said::of("import.file.large").with("limit", limit >> 20)),
        Refusal::Disk(error) => Unread::Disk(error.to_string()),
    })
}

/// A workbook in a zip, by its parts.
fn workbook(bytes: &[u8]) -> Result<Book, Said> {
    let zip = Zip::open(bytes)?;
    match () {
        () if zip.has("content.xml") => ods::read(&zip),
        () if zip.has("xl/workbook.bin") => Err(Said::of("import.file.xlsb")),
        () if zip.has("word/document.xml") || zip.has("ppt/presentation.xml") => {
            Err(Said::of("import.file.no-workbook"))
        }
        () if zip.has("[Content_Types].xml") || zip.has("xl/workbook.xml") => xlsx::read(&zip),
        () => Err(Said::of("import.file.no-workbook")),
    }
}

/// Which of the old containers this is: one with a password around a new workbook, or an old workbook.
fn old(bytes: &[u8]) -> &'static str {
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &wide).is_some() { "import.file.password" } else { "import.file.xls" }
}
