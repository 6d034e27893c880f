//! Workbooks of Excel and its like (`.xlsx`, `.xlsm`).
//!
//! Steps: the list of sheets, texts that cells share, formats that make dates and percentages, then each shown sheet.

use std::collections::BTreeMap;
use std::mem::take;

use super::Book;
use super::number::{Percent, shown};
use super::xml::{Element, Step, walk};
use super::zipped::Zip;
use crate::commands::import::grid::{CELLS, Cell, Kind, MERGED, Place, ROWS, Room, Sheet};
use crate::commands::import::said::Said;

/// Sheets that are read: nobody has more, and each costs a part.
const SHEETS: usize = 40;

/// Reads a workbook.
pub(super) fn read(zip: &Zip<'_>) -> Result<Book, Said> {
    let list = sheets(zip)?;
    if list.len() > SHEETS {
        return Err(Said::of("import.file.many-sheets").with("most", SHEETS));
    }
    let strings = match zip.part("xl/sharedStrings.xml")? {
        Some(xml) => strings(&xml)?,
        None => Vec::new(),
    };
    let looks = match zip.part("xl/styles.xml")? {
        Some(xml) => looks(&xml)?,
        None => Vec::new(),
    };
    let mut sheets = Vec::new();
    let mut room = Room::default();
    for (name, path) in list {
        let Some(xml) = zip.part(&path)? else { continue };
        sheets.push(sheet(name, &xml, (&strings, &looks), &mut room)?);
    }
    Ok(Book { sheets, said: Vec::new() })
}

/// Names and parts of the sheets that are shown.
fn sheets(zip: &Zip<'_>) -> Result<Vec<(String, String)>, Said> {
    let broken = || Said::of("import.file.broken");
    let mut parts = BTreeMap::new();
    let relations = zip.part("xl/_rels/workbook.xml.rels")?.ok_or_else(broken)?;
    walk(&relations, |step| {
        if let Step::Open("Relationship", element) = step
            && let (Some(id), Some(target)) = (element.get("Id"), element.get("Target"))
        {
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            parts.insert(id, path);
        }
        Ok(())
    })?;
    let mut list = Vec::new();
    let workbook = zip.part("xl/workbook.xml")?.ok_or_else(broken)?;
    walk(&workbook, |step| {
        let Step::Open("sheet", element) = step else { return Ok(()) };
        let is_shown = element.get("state").is_none_or(|state| state == "visible");
        let path = element.local("id").and_then(|id| parts.get(&id).cloned());
        if let (true, Some(name), Some(path)) = (is_shown, element.get("name"), path) {
            list.push((name, path));
        }
        Ok(())
    })?;
    Ok(list)
}

/// Texts that cells share, without the readings that stand above Japanese ones.
fn strings(xml: &str) -> Result<Vec<String>, Said> {
    let mut list = Vec::new();
    let (mut text, mut is_text, mut is_reading) = (String::new(), false, false);
    walk(xml, |step| {
        match step {
            Step::Open("t", _) => is_text = !is_reading,
            Step::Open("rPh", _) => is_reading = true,
            Step::Close("t") => is_text = false,
            Step::Close("rPh") => is_reading = false,
            Step::Text(more) if is_text => text.push_str(more),
            Step::Close("si") => {
                if list.len() >= CELLS {
                    return Err(Said::of("import.file.bomb"));
                }
                list.push(take(&mut text));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(list)
}

/// How numbers of a format are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Date,
    Percent,
}

/// The looks of cells, by the number of their format.
fn looks(xml: &str) -> Result<Vec<Look>, Said> {
    let mut own = BTreeMap::new();
    let mut list = Vec::new();
    let mut is_of_cells = false;
    walk(xml, |step| {
        match step {
            Step::Open("numFmt", element) => {
                if let (Some(id), Some(code)) = (element.number("numFmtId"), element.get("formatCode")) {
                    own.insert(id, look(&code));
                }
            }
            Step::Open("cellXfs", _) => is_of_cells = true,
            Step::Close("cellXfs") => is_of_cells = false,
            Step::Open("xf", element) if is_of_cells => {
                let id = element.number("numFmtId").unwrap_or(0);
                list.push(own.get(&id).copied().unwrap_or(match id {
                    9 | 10 => Look::Percent,
                    14..=22 | 27..=36 | 45..=47 | 50..=58 => Look::Date,
                    _ => Look::Plain,
                }));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(list)
}

/// What a format's own code makes of a number: texts in it, colours and escaped signs say nothing.
fn look(code: &str) -> Look {
    let mut signs = code.chars();
    let mut plain = String::new();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => while signs.next().is_some_and(|sign| sign != '"') {},
            '[' => while signs.next().is_some_and(|sign| sign != ']') {},
            '\\' | '_' | '*' => {
                signs.next();
            }
            sign => plain.push(sign.to_ascii_lowercase()),
        }
    }
    let plain = plain.replace("general", "");
    match () {
        () if plain.contains('%') => Look::Percent,
        () if plain.contains(['y', 'd', 'h', 'm', 's']) => Look::Date,
        () => Look::Plain,
    }
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    place: Option<Place>,
    kind: String,
    look: usize,
    value: String,
    has_formula: bool,
}

/// Where the walk through a sheet is.
#[derive(Default)]
struct At {
    row: u32,
    column: u32,
    cell: Open,
    is_value: bool,
}

fn sheet(name: String, xml: &str, (strings, looks): (&[String], &[Look]), room: &mut Room) -> Result<Sheet, Said> {
    let mut sheet = Sheet { name, ..Sheet::default() };
    let mut at = At::default();
    walk(xml, |step| {
        match step {
            Step::Open("row", element) => {
                at.row = element.number("r").map_or(at.row, |row| row.saturating_sub(1));
                at.column = 0;
                if element.get("hidden").is_some_and(|hidden| hidden == "1" || hidden == "true") && at.row < ROWS {
                    sheet.hidden.insert(at.row);
                }
            }
            Step::Close("row") => at.row = at.row.saturating_add(1),
            Step::Open("c", element) => open(&mut at, element),
            Step::Open("v" | "t", _) => at.is_value = true,
            Step::Close("v" | "t") => at.is_value = false,
            // Readings above a text come last in their element, in `t` of their own.
            Step::Open("rPh", _) => at.cell.kind.clear(),
            Step::Open("f", _) => at.cell.has_formula = true,
            Step::Text(more) if at.is_value => at.cell.value.push_str(more),
            Step::Close("c") => {
                let cell = take(&mut at.cell);
                if let (Some(place), Some(cell)) = (cell.place, value(&cell, strings, looks)?) {
                    sheet.put(room, place, &cell)?;
                }
            }
            Step::Open("mergeCell", element) => merge(&mut sheet, element)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(sheet)
}

fn open(at: &mut At, element: Element<'_>) {
    let said = element.get("r").and_then(|name| Place::parse(&name));
    let place = said.unwrap_or(Place { row: at.row, column: at.column });
    at.column = place.column.saturating_add(1);
    let look = element.number("s").map_or(0, |n| n as usize);
    at.cell = Open { place: Some(place), kind: element.get("t").unwrap_or_default(), look, ..Open::default() };
}

fn value(cell: &Open, strings: &[String], looks: &[Look]) -> Result<Option<Cell>, Said> {
    let text = cell.value.as_str();
    let of = |kind, text: &str| Ok(Some(Cell { text: text.to_owned(), kind }));
    if text.is_empty() {
        return if cell.has_formula { of(Kind::Formula, "") } else { Ok(None) };
    }
    match cell.kind.as_str() {
        "s" => {
            let shared = text.trim().parse().ok().and_then(|n: usize| strings.get(n));
            of(Kind::Text, shared.ok_or_else(|| Said::of("import.file.broken"))?)
        }
        "str" | "inlineStr" => of(Kind::Text, text),
        "e" => of(Kind::Error, text),
        "b" => of(Kind::Flag, text),
        "d" => of(Kind::Date, text),
        _ => {
            let look = looks.get(cell.look).copied().unwrap_or(Look::Plain);
            let percent = if look == Look::Percent { Percent::Yes } else { Percent::No };
            let kind = if look == Look::Date { Kind::Date } else { Kind::Number };
            of(kind, &shown(text, percent).unwrap_or_else(|| text.to_owned()))
        }
    }
}

fn merge(sheet: &mut Sheet, element: Element<'_>) -> Result<(), Said> {
    if sheet.merged.len() >= MERGED {
        return Err(Said::of("import.file.bomb"));
    }
    let area = element.get("ref").unwrap_or_default();
    if let Some((first, last)) = area.split_once(':')
        && let (Some(first), Some(last)) = (Place::parse(first), Place::parse(last))
    {
        sheet.merged.push((first, last));
    }
    Ok(())
}
