//! Rows → records: whose result it is and what it says, each value with its cell; what is doubtful is collected.

use std::collections::BTreeMap;

use super::Given;
use super::absence::{Absences, Mapped};
use super::grid::{Cell, Kind, Place, Sheet};
use super::names::{Bodies, Found};
use super::said::{Doubt, Said};
use super::table::heading::Columns;
use super::table::role::{Ground, Role};
use super::table::rows::is_blank;
use super::value;
use crate::commands::words::quoted;
use crate::model::number::Decimal;
use crate::model::text::Slug;

/// What a row says.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// The body, by its place.
    pub(crate) regency: usize,
    /// The id of the service unit.
    pub(crate) unit: Option<String>,
    /// The name of a unit that the site does not have yet.
    pub(crate) new_name: Option<String>,
    /// What it says, in the order in which it is written.
    pub(crate) values: BTreeMap<Role, Value>,
}

/// A value with its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    /// As the content says it.
    pub(crate) text: String,
    /// The same as a number, where it is one.
    pub(crate) number: Option<Decimal>,
    /// The cell.
    pub(crate) at: Place,
}

/// What rows are read with.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) columns: &'a Columns,
    pub(crate) bodies: &'a Bodies<'a>,
    pub(crate) ground: Ground<'a>,
    pub(crate) absences: &'a Absences,
    pub(crate) given: &'a Given,
    /// The body of all rows, where the command line says it.
    pub(crate) owner: Option<usize>,
    /// Whether dimensions are shares of the score.
    pub(crate) is_weighted: bool,
}

/// Doubts after which no more are looked for: nobody answers as many.
const DOUBTS: usize = 5_000;

/// Whose row it is.
struct Owner {
    regency: usize,
    unit: Option<String>,
    new_name: Option<String>,
    at: Place,
}

/// Reads the rows.
pub(crate) fn read(reading: Reading<'_>, rows: &[u32]) -> (Vec<Record>, Vec<Doubt>) {
    let mut records: Vec<Record> = Vec::new();
    let mut doubts = Vec::new();
    let mut first: BTreeMap<(usize, Option<String>), Place> = BTreeMap::new();
    for row in rows {
        if doubts.len() > DOUBTS {
            break;
        }
        let owner = reading.owner(*row, &mut doubts);
        let values = reading.values(*row, &mut doubts);
        let Some(Owner { regency, unit, new_name, at }) = owner else { continue };
        if let Some(before) = first.insert((regency, unit.clone()), at) {
            let name = unit.as_deref().unwrap_or(reading.bodies.official(regency));
            let said = Said::of("import.twice").with("name", name);
            doubts.push(Doubt::at(reading.sheet.told(at), said.with("first", reading.sheet.told(before))));
        }
        records.push(Record { regency, unit, new_name, values });
    }
    (records, doubts)
}

impl Reading<'_> {
    /// The cell of a role; a name that is merged over several rows holds for each.
    fn cell(&self, row: u32, role: Role) -> Option<(Place, &Cell)> {
        let column = self.columns.of(role)?;
        let own = self.sheet.get(row, column).map(|cell| (Place { row, column }, cell));
        own.or_else(|| {
            let (first, _) = self.sheet.area(row, column).filter(|_| matches!(role, Role::Regency | Role::Code))?;
            Some((first, self.sheet.get(first.row, first.column)?))
        })
    }

    /// Whose row it is.
    fn owner(&self, row: u32, doubts: &mut Vec<Doubt>) -> Option<Owner> {
        let body = match self.owner {
            Some(owner) => Some((owner, Place { row, column: 0 })),
            None => self.body(row, doubts)?,
        };
        if !self.ground.has_units {
            return body.map(|(regency, at)| Owner { regency, unit: None, new_name: None, at });
        }
        let Some((at, cell)) = self.cell(row, Role::Unit) else {
            self.nameless(row, Role::Unit, doubts);
            return None;
        };
        let regency = body.map(|(n, _)| n);
        let text = cell.text.as_str();
        match self.bodies.unit(regency, text) {
            Found::One(n) => {
                let unit = self.bodies.unit_at(n);
                Some(Owner { regency: unit.regency.0, unit: Some(unit.id.to_string()), new_name: None, at })
            }
            found => match (regency, self.fresh(&found, regency, text)) {
                (Some(regency), Some(id)) => {
                    Some(Owner { regency, unit: Some(id), new_name: Some(text.to_owned()), at })
                }
                _ => {
                    doubts.push(self.unit_doubt(&found, at, text, regency));
                    None
                }
            },
        }
    }

    /// The id of a unit that the site does not have, where new ones may be added.
    fn fresh(&self, found: &Found, regency: Option<usize>, text: &str) -> Option<String> {
        let owner = self.bodies.id(regency.filter(|_| self.given.new_units && *found == Found::Nothing)?);
        let name = Slug::from_words(text)?;
        let is_whole = name.as_str().ends_with(owner);
        let id = if is_whole { name } else { Slug::from_words(&format!("{name} {owner}"))? };
        let is_taken = self.ground.model.units.iter().any(|unit| unit.id == id);
        (!is_taken).then(|| id.to_string())
    }

    /// The body of a row; the outer `None` when it is doubtful, the inner one when units are named without one.
    fn body(&self, row: u32, doubts: &mut Vec<Doubt>) -> Option<Option<(usize, Place)>> {
        let name = self.cell(row, Role::Regency);
        let code = self.cell(row, Role::Code).and_then(|(at, cell)| Some((at, self.bodies.code(&cell.text)?)));
        let Some((at, cell)) = name else {
            return match (code, self.cell(row, Role::Code)) {
                (Some((at, n)), _) => Some(Some((n, at))),
                (None, Some((at, cell))) => {
                    doubts.push(self.unknown(&Found::Nothing, at, &cell.text));
                    None
                }
                (None, None) if self.ground.has_units && self.columns.of(Role::Regency).is_none() => Some(None),
                (None, None) => {
                    self.nameless(row, Role::Regency, doubts);
                    None
                }
            };
        };
        match (self.bodies.name(&cell.text), code) {
            (Found::One(n), Some((place, other))) if other != n => {
                let said = Said::of("import.code-differs").with("name", &cell.text).with("id", self.bodies.id(other));
                doubts.push(Doubt::at(self.sheet.told(place), said.with("cell", at)));
                None
            }
            (Found::One(n), _) | (_, Some((_, n))) => Some(Some((n, at))),
            (found, None) => {
                doubts.push(self.unknown(&found, at, &cell.text));
                None
            }
        }
    }

    fn nameless(&self, row: u32, role: Role, doubts: &mut Vec<Doubt>) {
        let place = Place { row, column: self.columns.of(role).unwrap_or(0) };
        doubts.push(
            Doubt::at(self.sheet.told(place), Said::of("import.nameless")).help(Said::of("import.nameless-help")),
        );
    }

    fn unknown(&self, found: &Found, at: Place, text: &str) -> Doubt {
        let accept = |id: &str| Said::of("import.accept").with("option", quoted(&format!("{text}={id}")));
        let doubt = |key| Doubt::at(self.sheet.told(at), Said::of(key).with("name", text));
        match found {
            Found::Near(n) => {
                let meant = Said::of("import.meant").with("name", self.bodies.official(*n));
                doubt("import.unknown").help(meant.with("option", quoted(&format!("{text}={}", self.bodies.id(*n)))))
            }
            Found::Several(list) => {
                let ids = list.iter().map(|n| self.bodies.id(*n)).collect::<Vec<_>>();
                let said = Said::of("import.which").with("name", text).with("list", ids.join(", "));
                Doubt::at(self.sheet.told(at), said).help(accept(ids[0]))
            }
            _ => doubt("import.unknown")
                .help(Said::of("import.unknown-help").with("option", quoted(&format!("{text}=id")))),
        }
    }

    fn unit_doubt(&self, found: &Found, at: Place, text: &str, regency: Option<usize>) -> Doubt {
        let owner = regency.map_or_else(|| "–".to_owned(), |n| self.bodies.official(n).to_owned());
        let told = self.sheet.told(at);
        let unknown = Said::of("import.unknown-unit").with("name", text).with("regency", owner);
        match found {
            Found::Near(n) => {
                let unit = self.bodies.unit_at(*n);
                let option = quoted(&format!("{text}={}", unit.id));
                let key = if self.given.new_units { "import.meant-unit" } else { "import.meant" };
                let meant = Said::of(key).with("name", unit.id.as_str()).with("option", option);
                Doubt::at(told, unknown).help(meant.with("new", quoted(&format!("{text}=new"))))
            }
            Found::Several(list) => {
                let ids = list.iter().take(5).map(|n| self.bodies.unit_at(*n).id.as_str()).collect::<Vec<_>>();
                let said = Said::of("import.which").with("name", text).with("list", ids.join(", "));
                let option = quoted(&format!("{text}={}", ids[0]));
                Doubt::at(told, said).help(Said::of("import.accept").with("option", option))
            }
            _ => Doubt::at(told, unknown).help(Said::of("import.unknown-unit-help")),
        }
    }

    /// What the cells of a row say.
    fn values(&self, row: u32, doubts: &mut Vec<Doubt>) -> BTreeMap<Role, Value> {
        let mut values = BTreeMap::new();
        let mut holes = Vec::new();
        for (column, role) in &self.columns.roles {
            let at = Place { row, column: *column };
            let cell = self.sheet.get(row, *column).filter(|cell| cell.kind != Kind::Text || !is_blank(&cell.text));
            match self.value(at, cell, *role) {
                Ok(Some(value)) => {
                    values.insert(*role, value);
                }
                Ok(None) if role.is_figure() => holes.push((*role, at, cell.map_or("", |cell| cell.text.as_str()))),
                Ok(None) => {}
                Err(doubt) => doubts.push(doubt),
            }
        }
        self.fill(&mut values, &holes, doubts);
        // The band of a score gives its label in all languages of the site.
        let score = values.get(&Role::Score).and_then(|value| value.number);
        if let (Some(label), Some(score)) = (values.get(&Role::Label), score)
            && value::is_of_band(self, &label.text, score)
        {
            values.remove(&Role::Label);
        }
        values
    }

    /// What a cell says; `None` when it says nothing that is written.
    fn value(&self, at: Place, cell: Option<&Cell>, role: Role) -> Result<Option<Value>, Doubt> {
        match (role, cell) {
            (Role::Code | Role::Regency | Role::Unit | Role::Number, _) => Ok(None),
            (role, cell) if role.is_figure() => value::figure(self, at, cell, role),
            (role, Some(cell)) => value::word(self, at, cell, role),
            (_, None) => Ok(None),
        }
    }

    /// Cells without a figure: an absence where the command line says which, else a doubt.
    fn fill(&self, values: &mut BTreeMap<Role, Value>, holes: &[(Role, Place, &str)], doubts: &mut Vec<Doubt>) {
        let is_absent = values.contains_key(&Role::Absent);
        let has_word = [Role::Zone, Role::Category, Role::Label].iter().any(|role| values.contains_key(role));
        for (role, at, text) in holes {
            let mapped = self.absences.of(text);
            match (role, mapped) {
                _ if is_absent => {}
                (Role::Dimension(_), Some(_)) => {}
                // What has no score has none of its parts.
                (Role::Dimension(_), None)
                    if text.is_empty() && holes.iter().any(|(other, ..)| *other == Role::Score) => {}
                (Role::Score, Some(mapped)) => absent(values, mapped, *at, has_word),
                _ => doubts.push(value::hole(self, *at, text)),
            }
        }
    }
}

/// An absence in the place of a score; beside a zone or a label, the score alone is unknown.
fn absent(values: &mut BTreeMap<Role, Value>, mapped: &Mapped, at: Place, has_word: bool) {
    let value = |text: &str| Value { text: text.to_owned(), number: None, at };
    if has_word && mapped.kind == "not-found" {
        values.insert(Role::Score, value("not-found"));
        return;
    }
    values.insert(Role::Absent, value(&mapped.kind));
    if let Some(reason) = &mapped.reason {
        values.insert(Role::Reason, value(reason));
    }
}
