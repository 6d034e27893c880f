//! The heading of a table: one row or two, somewhere below the title, and what it says of the columns.

use std::collections::BTreeMap;

use super::role::{Ground, Role};
use crate::commands::import::grid::{Place, Sheet, column, letters};
use crate::commands::import::names::Bodies;
use crate::commands::import::said::{Doubt, Said};
use crate::model::number::Decimal;

/// Rows in which a heading is looked for.
const TITLES: usize = 100;
/// Characters of the longest heading of a column: longer ones are titles and notes.
const LONG: usize = 120;

/// The columns of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// The rows of the heading; none when only `--columns` says what there is.
    pub(crate) rows: Vec<u32>,
    /// What the columns hold.
    pub(crate) roles: BTreeMap<u32, Role>,
    /// The headings, by column.
    pub(crate) headings: BTreeMap<u32, String>,
}

impl Columns {
    /// The column of a role.
    pub(crate) fn of(&self, role: Role) -> Option<u32> {
        self.roles.iter().find(|(_, own)| **own == role).map(|(column, _)| *column)
    }

    /// Whether rows can be named and say something.
    pub(crate) fn is_enough(&self, ground: Ground<'_>) -> bool {
        let is_named = if ground.has_units {
            self.of(Role::Unit).is_some()
        } else {
            self.of(Role::Regency).or(self.of(Role::Code)).is_some()
        };
        is_named && self.roles.values().any(|role| role.is_value())
    }
}

/// The heading of a sheet, if it has one.
pub(crate) fn find(sheet: &Sheet, ground: Ground<'_>, bodies: &Bodies<'_>) -> Option<Columns> {
    sheet.rows().into_iter().take(TITLES).find_map(|row| {
        let one = columns(ground, vec![row], texts(sheet, row));
        let two = second(sheet, row, bodies).map(|lower| columns(ground, vec![row, row + 1], lower));
        // A title above a heading of one row is no part of it.
        let lower = columns(ground, vec![row + 1], texts(sheet, row + 1));
        let says_more = |two: &Columns| two.roles.len() > one.roles.len().max(lower.roles.len());
        let best = two.filter(says_more).unwrap_or(one);
        best.is_enough(ground).then_some(best)
    })
}

/// The headings of a row; a merged one holds for each of its columns.
fn texts(sheet: &Sheet, row: u32) -> BTreeMap<u32, String> {
    let own = sheet.row(row).map(|(column, cell)| (column, cell.text.clone()));
    let mut texts: BTreeMap<u32, String> = own.filter(|(_, text)| text.chars().count() <= LONG).collect();
    for (first, last) in sheet.merged.iter().filter(|(first, last)| first.row == row && last.column > first.column) {
        if let Some(text) = texts.get(&first.column).cloned() {
            for column in first.column + 1..=last.column.min(first.column + 100) {
                texts.entry(column).or_insert_with(|| text.clone());
            }
        }
    }
    texts
}

/// The headings of a row and the one below it, where that one is no result.
fn second(sheet: &Sheet, row: u32, bodies: &Bodies<'_>) -> Option<BTreeMap<u32, String>> {
    let lower = texts(sheet, row + 1);
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let is_value = |text: &String| (Decimal::parse(text).is_ok() && !is_year(text)) || bodies.is_known(text);
    if lower.is_empty() || lower.values().any(is_value) {
        return None;
    }
    let mut joined = texts(sheet, row);
    for (column, text) in lower {
        let upper = joined.get(&column).filter(|upper| **upper != text).cloned();
        joined.insert(column, upper.map_or(text.clone(), |upper| format!("{upper} / {text}")));
    }
    Some(joined)
}

fn columns(ground: Ground<'_>, rows: Vec<u32>, headings: BTreeMap<u32, String>) -> Columns {
    // Of two lines the lower one says more.
    let role = |text: &String| match text.split_once(" / ") {
        Some((upper, lower)) => ground.role(lower).or_else(|| ground.role(text)).or_else(|| ground.role(upper)),
        None => ground.role(text),
    };
    let roles = headings.iter().filter_map(|(column, text)| Some((*column, role(text)?))).collect();
    Columns { rows, roles, headings }
}

/// The columns with those that were named on the command line; two of one role are settled by the year, else doubtful.
pub(crate) fn settle(
    sheet: &Sheet,
    found: Option<Columns>,
    named: &[(Role, u32)],
    (ground, year): (Ground<'_>, &str),
) -> Result<Columns, Vec<Doubt>> {
    let mut columns = found.unwrap_or_default();
    for (role, column) in named {
        columns.roles.retain(|_, own| own != role);
        columns.roles.insert(*column, *role);
    }
    let mut doubts = Vec::new();
    let mut roles: Vec<Role> = columns.roles.values().copied().filter(|role| *role != Role::Number).collect();
    roles.sort_unstable();
    roles.dedup();
    for role in roles {
        let of_role: Vec<u32> = columns.roles.iter().filter(|(_, own)| **own == role).map(|(n, _)| *n).collect();
        if of_role.len() < 2 {
            continue;
        }
        let heading = |column: &u32| columns.headings.get(column).map_or("", String::as_str);
        let of_year: Vec<u32> = of_role.iter().copied().filter(|column| heading(column).contains(year)).collect();
        match of_year[..] {
            [one] => columns.roles.retain(|column, own| *own != role || *column == one),
            _ => doubts.push(twice(sheet, &columns, &of_role, role.key(ground.methodology))),
        }
    }
    let is_named = |column: &u32| named.iter().any(|(_, own)| own == column);
    let guessed = columns.roles.iter().filter(|(column, role)| role.is_value() && !is_named(column));
    doubts.extend(guessed.filter_map(|(column, role)| {
        let example = format!("{}={}", role.key(ground.methodology), letters(*column));
        other_year(sheet, &columns, (*column, year), &example)
    }));
    if !columns.is_enough(ground) && doubts.is_empty() {
        doubts.push(Doubt::of(missing(&columns, ground)).help(Said::of("import.columns-help")));
    }
    if doubts.is_empty() { Ok(columns) } else { Err(doubts) }
}

/// A column whose heading names only another year.
fn other_year(sheet: &Sheet, columns: &Columns, (column, year): (u32, &str), example: &str) -> Option<Doubt> {
    let heading = columns.headings.get(&column).map_or("", String::as_str);
    let other = years(heading).next().filter(|_| !years(heading).any(|own| own == year))?;
    let row = columns.rows.last().copied().unwrap_or(0);
    let said = Said::of("import.other-year").with("heading", heading).with("other", other).with("year", year);
    let doubt = Doubt::at(sheet.told(Place { row, column }), said);
    Some(doubt.help(Said::of("import.other-year-help").with("example", example)))
}

/// The years that a text names.
pub(crate) fn years(text: &str) -> impl Iterator<Item = &str> {
    let is_year = |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let words = text.split(|c: char| !c.is_ascii_digit());
    words.filter(is_year)
}

fn twice(sheet: &Sheet, columns: &Columns, list: &[u32], key: &str) -> Doubt {
    let name = |n: &u32| format!("{} “{}”", letters(*n), columns.headings.get(n).map_or("", String::as_str));
    let names = list.iter().map(name).collect::<Vec<_>>().join(", ");
    let row = columns.rows.last().copied().unwrap_or(0);
    let at = sheet.told(Place { row, column: list[0] });
    let first = format!("{key}={}", letters(list[0]));
    let doubt = Doubt::at(at, Said::of("import.column-twice").with("columns", names).with("role", key));
    doubt.help(Said::of("import.column-twice-help").with("example", first))
}

fn missing(columns: &Columns, ground: Ground<'_>) -> Said {
    let is_named = columns.of(if ground.has_units { Role::Unit } else { Role::Regency }).is_some();
    Said::of(match () {
        () if columns.roles.is_empty() => "import.no-heading",
        () if is_named => "import.no-values",
        () if ground.has_units => "import.no-unit-column",
        () => "import.no-name-column",
    })
}

/// `name=B,score=D` as roles and columns.
pub(crate) fn named(text: &str, ground: Ground<'_>) -> Result<Vec<(Role, u32)>, Said> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let read = |part: &str| {
        let (name, place) = part.split_once('=')?;
        Some((Role::named(name.trim(), ground.methodology)?, column(place.trim())?))
    };
    parts.map(|part| read(part).ok_or_else(|| Said::of("import.bad-columns").with("value", part))).collect()
}
