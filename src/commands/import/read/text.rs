//! Tables as text: the encoding and the separator are found out, and said when they are not the usual ones.

use super::Book;
use crate::commands::import::grid::{COLUMNS, Cell, Kind, Place, Room, Sheet};
use crate::commands::import::said::Said;
use crate::load::table::{Quote, cells};

/// Separators, the likeliest first.
const SEPARATORS: [u8; 4] = [b';', b'\t', b',', b'|'];
/// What Windows-1252 has where Latin 1 has control characters; `\0` where it has nothing.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Reads a table.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Said> {
    let mut said = Vec::new();
    let text = decode(bytes, &mut said)?.replace("\r\n", "\n").replace('\r', "\n");
    let (separator, text) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        // The line stays as a row, so that rows are counted as spreadsheet programs count them.
        Some((sign, rest)) if sign.len() == 1 => (sign.as_bytes()[0], format!("\n{rest}")),
        _ => (separator(&text), text),
    };
    let mut sheet = Sheet::default();
    let mut room = Room::default();
    for (row, line) in cells(&text, separator, COLUMNS as usize).enumerate() {
        if line.len() > COLUMNS as usize {
            return Err(Said::of("import.file.wide").with("row", row + 1).with("most", COLUMNS));
        }
        for (column, cell) in line.iter().enumerate() {
            let place = Place {
                row: u32::try_from(row).unwrap_or(u32::MAX),
                column: u32::try_from(column).unwrap_or(u32::MAX),
            };
            if cell.quote != Quote::Fine {
                return Err(Said::of("import.file.quote").with("cell", place));
            }
            let value = cell.said(&text).unwrap_or("").to_owned();
            sheet.put(&mut room, place, &Cell { text: value, kind: Kind::Text })?;
        }
    }
    Ok(Book { sheets: vec![sheet], said })
}

/// The text, from the encoding it most likely has.
fn decode(bytes: &[u8], said: &mut Vec<Said>) -> Result<String, Said> {
    let wide = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| Said::of("import.file.encoding"))
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => {
            said.push(Said::of("import.read-as").with("encoding", "UTF-16"));
            wide(rest, u16::from_le_bytes)?
        }
        [0xfe, 0xff, rest @ ..] => {
            said.push(Said::of("import.read-as").with("encoding", "UTF-16"));
            wide(rest, u16::from_be_bytes)?
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            String::from_utf8(rest.to_vec()).map_err(|_| Said::of("import.file.encoding"))?
        }
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                said.push(Said::of("import.read-as").with("encoding", "Windows-1252"));
                bytes.iter().copied().map(windows).collect()
            }
        },
    };
    // What is no text has bytes of zero, or signs that the encoding does not have.
    if text.contains('\0') { Err(Said::of("import.file.encoding")) } else { Ok(text) }
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// The separator that cuts most rows into equally many cells.
fn separator(text: &str) -> u8 {
    let rows = |separator: u8| {
        let counts: Vec<usize> =
            cells(text, separator, COLUMNS as usize).take(200).map(|row| row.len()).filter(|n| *n > 1).collect();
        let usual = counts.iter().max_by_key(|n| counts.iter().filter(|other| other == n).count()).copied();
        usual.map_or(0, |usual| counts.iter().filter(|n| **n == usual).count())
    };
    // Of equals the first is kept.
    SEPARATORS.into_iter().rev().max_by_key(|separator| rows(*separator)).unwrap_or(b';')
}
