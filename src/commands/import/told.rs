//! What is told of an import before anything is asked: the sheet, what each column was taken for, which rows are left out.

use std::collections::BTreeMap;

use super::grid::{Sheet, letters};
use super::read::Book;
use super::said::Said;
use super::table::heading::{Columns, years};
use super::table::role::Role;
use super::table::rows::{Left, Rows};
use super::write::Laid;
use super::write::year::YearFile;
use super::{Given, Methodology};

/// Notes and sums that are shown with their words.
const NOTES: usize = 40;
/// Characters of a cell that are shown.
const SHOWN: usize = 40;

/// The sheet and its columns and rows.
pub(super) fn head(
    book: &Book,
    sheet: &Sheet,
    columns: &Columns,
    (rows, method, year): (&Rows, &Methodology, &str),
) -> Vec<Said> {
    let mut told = book.said.clone();
    if book.sheets.len() > 1 {
        told.push(Said::of("import.sheet").with("sheet", &sheet.name).with("n", book.sheets.len()));
    }
    told.push(Said::of("import.columns"));
    for (column, role) in &columns.roles {
        told.push(column_of(columns, *column, *role, method));
    }
    let unread: Vec<String> = columns
        .headings
        .iter()
        .filter(|(column, _)| !columns.roles.contains_key(column))
        .map(|(column, text)| format!("{} “{}”", letters(*column), short(text)))
        .collect();
    if !unread.is_empty() {
        told.push(Said::of("import.column.unread").with("columns", unread.join(", ")));
    }
    told.extend(left(sheet, rows));
    told.extend(title_year(sheet, rows, year));
    let hidden = rows.results.iter().filter(|row| sheet.hidden.contains(row)).map(|row| row + 1).collect::<Vec<_>>();
    if !hidden.is_empty() {
        told.push(Said::of("import.hidden").with("rows", ranges(&hidden)));
    }
    told
}

/// A title that names another year: perhaps it is the sheet of that one.
fn title_year(sheet: &Sheet, rows: &Rows, year: &str) -> Option<Said> {
    let titles = rows.left.iter().filter(|(_, left)| *left == Left::Title);
    let texts = titles.flat_map(|(row, _)| sheet.row(*row)).map(|(_, cell)| cell.text.as_str());
    let found: Vec<&str> = texts.flat_map(years).collect();
    let other = found.first().filter(|_| !found.contains(&year))?;
    Some(Said::of("import.title-year").with("other", other).with("year", year))
}

fn column_of(columns: &Columns, column: u32, role: Role, method: &Methodology) -> Said {
    let heading = columns.headings.get(&column).map_or("", String::as_str);
    let said = Said::of(role.words()).with("column", letters(column)).with("heading", short(heading));
    if let Role::Dimension(_) = role { said.with("dimension", role.key(method)) } else { said }
}

/// The rows that are no results, each with its reason; those of one reason together, with their first words.
fn left(sheet: &Sheet, rows: &Rows) -> Vec<Said> {
    let mut by_reason: BTreeMap<Left, Vec<u32>> = BTreeMap::new();
    for (row, left) in &rows.left {
        by_reason.entry(*left).or_default().push(*row);
    }
    let mut told = Vec::new();
    for (left, rows) in by_reason {
        if matches!(left, Left::Sum | Left::Note) {
            // What has words is shown, so that nobody's result is lost among them.
            told.extend(rows.iter().take(NOTES).map(|row| {
                let words = sheet.row(*row).map(|(_, cell)| cell.text.as_str()).filter(|text| !text.is_empty());
                let text = words.collect::<Vec<_>>().join(" ");
                Said::of(left.words()).with("row", row + 1).with("text", short(&text))
            }));
            let more: Vec<u32> = rows.iter().skip(NOTES).map(|row| row + 1).collect();
            told.extend((!more.is_empty()).then(|| Said::of("import.left.more").with("rows", ranges(&more))));
        } else {
            let numbers: Vec<u32> = rows.iter().map(|row| row + 1).collect();
            told.push(Said::of(left.words()).with("rows", ranges(&numbers)));
        }
    }
    told
}

/// `3, 5–9`.
fn ranges(numbers: &[u32]) -> String {
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => parts.push((*number, *number)),
        }
    }
    let told = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    parts.iter().map(told).collect::<Vec<_>>().join(", ")
}

fn short(text: &str) -> String {
    let mut signs = text.chars();
    let head: String = signs.by_ref().take(SHOWN).collect();
    if signs.next().is_some() { format!("{}…", head.trim_end()) } else { head }
}

/// How many results are new, changed and as they were.
pub(super) fn counts(laid: &Laid) -> Said {
    let said = Said::of("import.counts").with("added", laid.added).with("changed", laid.changed);
    said.with("same", laid.same)
}

/// From when a new year is public.
pub(super) fn release(file: Option<YearFile<'_>>, given: &Given) -> Option<Said> {
    if file.is_some() {
        return None;
    }
    Some(match &given.released {
        Some(released) => Said::of("import.released").with("date", released),
        None => Said::of("import.public-at-once"),
    })
}
