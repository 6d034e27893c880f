//! The rows below the heading: results, and what offices write between and under them.

use std::collections::BTreeSet;

use super::heading::Columns;
use super::role::{Role, words};
use crate::commands::import::grid::{Cell, Kind, Sheet};
use crate::commands::import::names::Bodies;
use crate::model::number::Decimal;

/// First words of rows that sum up others.
const SUMS: &[&str] = &[
    "jumlah",
    "total",
    "subtotal",
    "sub",
    "rata",
    "rerata",
    "average",
    "mean",
    "sum",
    "median",
    "modus",
    "minimum",
    "maksimum",
    "maximum",
    "min",
    "max",
    "tertinggi",
    "terendah",
];

/// Why a row is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Left {
    /// A title or something else above the table.
    Title,
    /// The heading, also where it is repeated.
    Heading,
    /// The numbers of the columns.
    Numbers,
    /// A sum or a mean.
    Sum,
    /// Text without values: a heading between rows, a note under them.
    Note,
    /// Nothing in any column that is read.
    Blank,
}

impl Left {
    /// The key of its words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Left::Title => "import.left.title",
            Left::Heading => "import.left.heading",
            Left::Numbers => "import.left.numbers",
            Left::Sum => "import.left.sum",
            Left::Note => "import.left.note",
            Left::Blank => "import.left.blank",
        }
    }
}

/// The rows of a table.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Those of results.
    pub(crate) results: Vec<u32>,
    /// The others.
    pub(crate) left: Vec<(u32, Left)>,
}

/// Tells the rows apart.
pub(crate) fn tell(sheet: &Sheet, columns: &Columns, bodies: &Bodies<'_>) -> Rows {
    let mut rows = Rows::default();
    let all = sheet.rows();
    let first = match columns.rows.last() {
        Some(heading) => heading + 1,
        None => all.iter().copied().find(|row| is_named(sheet, columns, *row, bodies)).unwrap_or(0),
    };
    let last = all.last().copied().unwrap_or(0);
    let there: BTreeSet<u32> = all.into_iter().collect();
    for row in 0..=last {
        let left = match () {
            () if columns.rows.contains(&row) => Some(Left::Heading),
            // Rows of nothing are only worth a word inside the table.
            () if !there.contains(&row) => (row >= first).then_some(Left::Blank),
            () if row < first => Some(Left::Title),
            () => left(sheet, columns, row, bodies),
        };
        match left {
            Some(left) => rows.left.push((row, left)),
            None if there.contains(&row) => rows.results.push(row),
            None => {}
        }
    }
    rows
}

fn is_named(sheet: &Sheet, columns: &Columns, row: u32, bodies: &Bodies<'_>) -> bool {
    let keys = [Role::Regency, Role::Code].into_iter().filter_map(|role| columns.of(role));
    keys.filter_map(|column| sheet.get(row, column)).any(|cell| bodies.is_known(&cell.text))
}

/// Why a row below the heading is no result; `None` when it is one, or has to be looked at.
fn left(sheet: &Sheet, columns: &Columns, row: u32, bodies: &Bodies<'_>) -> Option<Left> {
    let cells: Vec<(u32, &Cell)> = sheet.row(row).collect();
    let is_key = |role: &Role| matches!(role, Role::Regency | Role::Unit | Role::Code);
    let of_role = |column: &u32| columns.roles.get(column);
    let is_value = |(column, cell): &&(u32, &Cell)| {
        of_role(column).is_some_and(|role| role.is_value()) && !(cell.kind == Kind::Text && is_blank(&cell.text))
    };
    let has_values = cells.iter().any(|cell| is_value(&cell));
    let keys: Vec<&str> =
        cells.iter().filter(|(n, _)| of_role(n).is_some_and(is_key)).map(|(_, cell)| cell.text.as_str()).collect();
    let is_known = keys.iter().any(|text| bodies.is_known(text));
    let first = cells.iter().find(|(_, cell)| cell.kind == Kind::Text && !words(&cell.text).is_empty());
    let starts = first.and_then(|(_, cell)| words(&cell.text).into_iter().next());
    match () {
        () if cells.iter().all(|(_, cell)| cell.kind == Kind::Text && is_blank(&cell.text)) => Some(Left::Blank),
        () if is_heading(&cells, columns) => Some(Left::Heading),
        () if is_numbers(&cells) => Some(Left::Numbers),
        () if is_known => None,
        () if starts.is_some_and(|word| SUMS.contains(&word.as_str())) => Some(Left::Sum),
        () if has_values => None,
        // A name that is nearly one of ours is looked at, even without values.
        () if keys.iter().any(|text| bodies.near(text).is_some() || bodies.is_tired()) => None,
        () if columns.of(Role::Unit).is_some_and(|n| sheet.get(row, n).is_some()) && cells.len() > 2 => None,
        () => Some(Left::Note),
    }
}

/// Whether a text says nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The heading once more, as on each printed page.
fn is_heading(cells: &[(u32, &Cell)], columns: &Columns) -> bool {
    let same = cells.iter().filter(|(n, cell)| columns.headings.get(n).is_some_and(|text| *text == cell.text)).count();
    same > 1 && same == cells.len()
}

/// `1 2 3 4` or `(1) (2) (3)`.
fn is_numbers(cells: &[(u32, &Cell)]) -> bool {
    let number = |cell: &Cell| Decimal::parse(cell.text.trim_matches(['(', ')', ' '])).ok();
    let at = |n: usize| i64::try_from(n).map(|n| Decimal::new(n + 1, 0)).ok();
    cells.len() > 2 && cells.iter().enumerate().all(|(n, (_, cell))| number(cell).is_some() && number(cell) == at(n))
}
