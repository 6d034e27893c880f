//! OpenDocument sheets (`.ods`): cells and rows that repeat are counted, and written out only where something is in them.

use std::mem::take;

use super::Book;
use super::number::{Percent, shown};
use super::xml::{Element, Step, walk};
use super::zipped::Zip;
use crate::commands::import::grid::{Cell, Kind, MERGED, Place, ROWS, Room, Sheet};
use crate::commands::import::said::Said;

/// Reads the sheets.
pub(super) fn read(zip: &Zip<'_>) -> Result<Book, Said> {
    let is_locked = zip.part("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data"));
    if is_locked {
        return Err(Said::of("import.file.password"));
    }
    let xml = zip.part("content.xml")?.ok_or_else(|| Said::of("import.file.broken"))?;
    let mut at = At::default();
    walk(&xml, |step| match step {
        Step::Open(name, element) => at.open(name, element),
        Step::Text(text) if at.is_text && at.aside == 0 => {
            at.cell.text.push_str(text);
            Ok(())
        }
        Step::Text(_) => Ok(()),
        Step::Close(name) => at.close(name),
    })?;
    if !at.is_sheets {
        return Err(Said::of("import.file.no-workbook"));
    }
    Ok(Book { sheets: at.sheets, said: Vec::new() })
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    kind: Option<String>,
    value: String,
    text: String,
    has_formula: bool,
    is_error: bool,
    repeats: u32,
    /// Rows and columns it covers.
    spans: (u32, u32),
}

/// Where the walk is.
#[derive(Default)]
struct At {
    sheets: Vec<Sheet>,
    room: Room,
    is_sheets: bool,
    row: u32,
    column: u32,
    row_repeats: u32,
    row_cells: Vec<(u32, Cell)>,
    cell: Open,
    is_text: bool,
    /// Depth inside what is no content of the cell: a remark, a drawing.
    aside: u32,
}

impl At {
    fn open(&mut self, name: &str, element: Element<'_>) -> Result<(), Said> {
        match name {
            "spreadsheet" => self.is_sheets = true,
            "table" if self.aside == 0 => {
                let name = element.get("table:name").unwrap_or_default();
                self.sheets.push(Sheet { name, ..Sheet::default() });
                self.row = 0;
            }
            "table-row" => {
                self.row_repeats = element.number("table:number-rows-repeated").unwrap_or(1).max(1);
                self.column = 0;
                if element.get("table:visibility").is_some_and(|shown| shown != "visible")
                    && self.row < ROWS
                    && let Some(sheet) = self.sheets.last_mut()
                {
                    sheet.hidden.insert(self.row);
                }
            }
            "table-cell" | "covered-table-cell" if self.aside == 0 => self.cell = cell(element),
            "annotation" | "shapes" | "frame" => self.aside += 1,
            "p" if self.aside == 0 => {
                self.is_text = true;
                if !self.cell.text.is_empty() {
                    self.cell.text.push(' ');
                }
            }
            "s" | "tab" | "line-break" if self.aside == 0 => self.cell.text.push(' '),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Said> {
        match name {
            "annotation" | "shapes" | "frame" => self.aside = self.aside.saturating_sub(1),
            "p" if self.aside == 0 => self.is_text = false,
            "table-cell" if self.aside == 0 => self.put()?,
            "covered-table-cell" if self.aside == 0 => {
                // What lies under a merged cell is not shown.
                self.cell = Open { repeats: self.cell.repeats, spans: (1, 1), ..Open::default() };
                self.put()?;
            }
            "table-row" => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self) -> Result<(), Said> {
        let open = take(&mut self.cell);
        let start = self.column;
        self.column = start.saturating_add(open.repeats);
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        if open.spans != (1, 1) {
            if sheet.merged.len() >= MERGED {
                return Err(Said::of("import.file.bomb"));
            }
            let last = Place {
                row: self.row.saturating_add(open.spans.0 - 1),
                column: start.saturating_add(open.spans.1 - 1),
            };
            sheet.merged.push((Place { row: self.row, column: start }, last));
        }
        let Some(cell) = value(&open) else { return Ok(()) };
        for column in start..self.column {
            // The bounds are the sheet's, and end the loop.
            let place = Place { row: self.row, column };
            sheet.put(&mut self.room, place, &cell)?;
            self.row_cells.push((column, cell.clone()));
        }
        Ok(())
    }

    /// The cells of a row that repeats, again in each of its rows.
    fn end_row(&mut self) -> Result<(), Said> {
        let cells = take(&mut self.row_cells);
        let first = self.row;
        self.row = first.saturating_add(self.row_repeats);
        let Some(sheet) = self.sheets.last_mut().filter(|_| !cells.is_empty()) else { return Ok(()) };
        for row in first + 1..self.row {
            for (column, cell) in &cells {
                sheet.put(&mut self.room, Place { row, column: *column }, cell)?;
            }
        }
        Ok(())
    }
}

fn cell(element: Element<'_>) -> Open {
    let count = |name| element.number(name).unwrap_or(1).max(1);
    let values =
        ["office:value", "office:date-value", "office:time-value", "office:boolean-value", "office:string-value"];
    Open {
        kind: element.get("office:value-type"),
        value: values.into_iter().find_map(|name| element.get(name)).unwrap_or_default(),
        text: String::new(),
        has_formula: element.get("table:formula").is_some(),
        is_error: element.get("calcext:value-type").is_some_and(|kind| kind == "error"),
        repeats: count("table:number-columns-repeated"),
        spans: (count("table:number-rows-spanned"), count("table:number-columns-spanned")),
    }
}

fn value(open: &Open) -> Option<Cell> {
    let of = |kind, text: &str| Some(Cell { text: text.to_owned(), kind });
    let number = |percent| of(Kind::Number, &shown(&open.value, percent).unwrap_or_else(|| open.value.clone()));
    match open.kind.as_deref() {
        _ if open.is_error => of(Kind::Error, &open.text),
        Some("float" | "currency") => number(Percent::No),
        Some("percentage") => number(Percent::Yes),
        Some("date" | "time") => of(Kind::Date, if open.text.is_empty() { &open.value } else { &open.text }),
        Some("boolean") => of(Kind::Flag, &open.value),
        _ if open.text.trim().is_empty() && open.has_formula => of(Kind::Formula, ""),
        _ if open.text.trim().is_empty() => None,
        _ => of(Kind::Text, &open.text),
    }
}
