//! A sheet as cells with their places, whatever file it came from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::said::Said;

/// Rows and columns are counted from 0; rows come first in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The row.
    pub row: u32,
    /// The column.
    pub column: u32,
}

/// As people name cells: `D17`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", letters(self.column), self.row + 1)
    }
}

impl Place {
    /// The place of `D17`, also `$D$17`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace('$', "");
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let row: u32 = text[digits..].parse().ok()?;
        Some(Place { row: row.checked_sub(1)?, column: column(&text[..digits])? })
    }
}

/// The name of a column: `A`, `Z`, `AA`.
pub fn letters(column: u32) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).expect("below 26")));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// The column of a name.
pub fn column(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 4 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let number = letters.bytes().fold(0, |sum: u32, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    Some(number - 1)
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text, or the number as the sheet shows it at full length, with a point.
    pub text: String,
    /// What the program that wrote it took it for.
    pub kind: Kind,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A date or a time.
    Date,
    /// `#N/A` and its like.
    Error,
    /// A formula whose value was not saved.
    Formula,
    /// True or false.
    Flag,
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name; empty for a text file.
    pub name: String,
    /// Cells with something in them.
    pub cells: BTreeMap<Place, Cell>,
    /// Merged cells: the first and the last.
    pub merged: Vec<(Place, Place)>,
    /// Rows that are not shown.
    pub hidden: BTreeSet<u32>,
}

/// Rows of the largest table that is read: all service units of a country and more.
pub const ROWS: u32 = 100_000;
/// Columns of the widest: a table of results has some twenty.
pub const COLUMNS: u32 = 512;
/// Cells with something in them.
pub const CELLS: usize = 500_000;
/// Characters of a cell: no spreadsheet program keeps more.
pub const CHARACTERS: usize = 32_767;
/// Bytes of all texts in cells: two hundred thousand names and remarks have less.
const TEXT: usize = 32 << 20;
/// Merged areas: each body of a country over its units, three times.
pub const MERGED: usize = 5_000;

/// What the sheets of a file may still hold, all together: a cell may repeat, and many may share one long text.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    cells: usize,
    text: usize,
}

impl Default for Room {
    fn default() -> Self {
        Room { cells: CELLS, text: TEXT }
    }
}

impl Room {
    /// Takes the room of a cell, if there is any left.
    fn take(&mut self, text: &str) -> Option<()> {
        self.cells = self.cells.checked_sub(1)?;
        self.text = self.text.checked_sub(text.len())?;
        Some(())
    }
}

impl Sheet {
    /// Adds a cell; beyond a bound it is refused.
    pub fn put(&mut self, room: &mut Room, place: Place, cell: &Cell) -> Result<(), Said> {
        let text: String = cell.text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if text.is_empty() && cell.kind == Kind::Text {
            return Ok(());
        }
        let said = |key: &'static str, most: usize| Said::of(key).with("cell", self.told(place)).with("most", most);
        if place.row >= ROWS || place.column >= COLUMNS {
            return Err(said("import.file.far", ROWS as usize).with("column", letters(COLUMNS - 1)));
        }
        if text.chars().count() > CHARACTERS {
            return Err(said("import.file.long-cell", CHARACTERS));
        }
        room.take(&text).ok_or_else(|| said("import.file.many-cells", CELLS))?;
        self.cells.insert(place, Cell { text, kind: cell.kind });
        Ok(())
    }

    /// The cell at a place.
    pub fn get(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.get(&Place { row, column })
    }

    /// The cells of a row, by column.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        let from = Place { row, column: 0 };
        let to = Place { row, column: u32::MAX };
        self.cells.range(from..=to).map(|(place, cell)| (place.column, cell))
    }

    /// Rows with something in them, in order.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|place| place.row).collect();
        rows.dedup();
        rows
    }

    /// The merged area that covers a place.
    pub fn area(&self, row: u32, column: u32) -> Option<(Place, Place)> {
        let covers = |(first, last): &&(Place, Place)| {
            (first.row..=last.row).contains(&row) && (first.column..=last.column).contains(&column)
        };
        self.merged.iter().find(covers).copied()
    }

    /// A place with the name of the sheet, as formulas write it: `Lembar1!D17`, `'Nilai 2026'!D17`.
    pub fn told(&self, place: Place) -> String {
        match &*self.name {
            "" => place.to_string(),
            name if name.chars().all(char::is_alphanumeric) => format!("{name}!{place}"),
            name => format!("'{name}'!{place}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_names_that_spreadsheets_give_them() {
        for (n, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
        {
            assert_eq!(letters(n), name);
            assert_eq!(column(name), Some(n));
        }
        assert_eq!(Place::parse("$D$17").map(|place| place.to_string()), Some("D17".to_owned()));
        for text in ["", "17", "D", "D0", "4D", "D-1", "ABCDE1", "D99999999999"] {
            assert_eq!(Place::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_cell_is_named_as_in_a_formula() {
        let told = |name: &str| {
            let sheet = Sheet { name: name.into(), ..Sheet::default() };
            sheet.told(Place { row: 16, column: 3 })
        };
        assert_eq!(told(""), "D17");
        assert_eq!(told("Lembar1"), "Lembar1!D17");
        assert_eq!(told("Nilai 2026"), "'Nilai 2026'!D17");
    }
}
