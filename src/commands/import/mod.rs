//! `import`: the results of a year from a spreadsheet, without trusting anything in it.
//!
//! Steps: read the file into cells, find the heading and the rows, read names and values and collect every doubt, write
//! the new content in memory, read the changed site again, and only when nothing is doubtful hand it over to be shown.

mod absence;
pub mod grid;
mod names;
pub mod read;
mod record;
pub mod said;
mod table;
mod told;
mod value;
mod write;

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::content::{assessment, changed, faultless};
use super::edit::Edit;
use crate::diag::{Bag, Files, Severity};
use crate::load::Sources;
use crate::load::decode::nearest;
use crate::load::disk::Root;
use crate::model::Model;
use crate::model::date::{PartialDate, Year};
use crate::model::methodology::Methodology;
use crate::model::regency::{RegencyId, UnitId};
use crate::model::release::{Release, Show};
use absence::Absences;
use grid::Sheet;
use names::{Accepted, Bodies, Found};
use read::{Book, Unread};
use record::{Reading, Record};
use said::{Doubt, Said};
use table::heading::{self, Columns};
use table::role::{Ground, Role};
use table::rows::tell;
use write::year::{YearFile, row_source};
use write::{Entry, Manner};

/// What is wanted of an import, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The spreadsheet.
    pub file: PathBuf,
    /// The year.
    pub year: String,
    /// Whether rows are service units.
    pub has_units: bool,
    /// Whether units that the site does not have are added to it.
    pub new_units: bool,
    /// The body of all units.
    pub regency: Option<String>,
    /// The method of a new year.
    pub methodology: Option<String>,
    /// The sheet.
    pub sheet: Option<String>,
    /// Columns by role: `name=B,score=D`.
    pub columns: Option<String>,
    /// Names with their ids.
    pub accept: Vec<String>,
    /// Texts with the absence they mean.
    pub absent: Vec<String>,
    /// Whether figures with too many decimals are rounded.
    pub round: bool,
    /// Whether other values take the place of those that are there.
    pub replace: bool,
    /// The form of new results.
    pub form: Option<Form>,
    /// The key of the source.
    pub source: Option<String>,
    /// A source that is not there yet.
    pub new_source: Option<NewSource>,
    /// When a new year is released.
    pub released: Option<String>,
    /// How final a new year is.
    pub status: Option<String>,
    /// How the dimensions of a new year were published.
    pub dimension_values: Option<String>,
}

/// A source of a year.
#[derive(Debug, Clone, Default)]
pub struct NewSource {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its day.
    pub date: Option<String>,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In the file of the year.
    Yaml,
    /// As a table beside it.
    Csv,
}

/// What is to be written.
#[derive(Debug)]
pub struct Import {
    /// The files; none when all is there already.
    pub edits: Vec<Edit>,
    /// What was made of the sheet.
    pub told: Vec<Said>,
    /// What `check` will say of it.
    pub findings: Bag,
    /// The files it says it of.
    pub files: Files,
}

/// Why there is nothing to write.
#[derive(Debug)]
pub enum Refused {
    /// The command line asks for what there is not, and a name that may be meant.
    Usage(Said, Option<String>),
    /// The disk refused.
    Disk(Said),
    /// The site has faults, or would have them: which.
    Faults(&'static str, Bag, Files),
    /// What was made of the sheet so far, and what is doubtful.
    Doubts(Vec<Said>, Vec<Doubt>),
}

/// Works out the import in memory.
pub fn plan(root: &Root, given: &Given, release: Release) -> Result<Import, Refused> {
    // A year may be entered before it is public.
    let all = Release { future: Show::Yes, ..release };
    let (mut sources, model) =
        faultless(root, all).map_err(|(bag, files)| Refused::Faults("import.faulty", bag, files))?;
    let year = Year::parse(&given.year)
        .ok_or_else(|| Refused::Usage(Said::of("import.bad-year").with("value", &given.year), None))?;
    let book = open(given)?;
    let planned = planned(&sources, &model, (&book, year), given, release)?;
    let (told, edits, records) = planned;
    let mut findings = Bag::default();
    for moment in [all, release] {
        let (changed, bag) = changed(&mut sources, &edits, moment);
        let Some(changed) = changed.filter(|_| !bag.has_errors()) else {
            let mut bag = bag;
            bag.retain(|fault| fault.severity() == Severity::Error);
            return Err(Refused::Faults("import.refused", bag, sources.files));
        };
        if moment.future == Show::Yes {
            verify(&changed, year, &records);
            findings = bag;
        }
    }
    let is_ours = |path: &str| edits.iter().any(|edit| edit.path == path);
    findings.retain(|finding| {
        finding.severity() == Severity::Warning
            && finding.at.is_some_and(|at| is_ours(&sources.files.get(at.file).path))
    });
    Ok(Import { edits, told, findings, files: sources.files })
}

fn open(given: &Given) -> Result<Book, Refused> {
    read::open(&given.file).map_err(|unread| {
        let path = given.file.display();
        match unread {
            Unread::Disk(detail) => {
                Refused::Disk(Said::of("import.file.disk").with("path", path).with("detail", detail))
            }
            Unread::Refused(said) => Refused::Doubts(Vec::new(), vec![Doubt::of(said)]),
        }
    })
}

type Planned = (Vec<Said>, Vec<Edit>, Vec<Record>);

fn planned(
    sources: &Sources,
    model: &Model,
    (book, year): (&Book, Year),
    given: &Given,
    release: Release,
) -> Result<Planned, Refused> {
    let file = assessment(sources, year);
    let file = file.map(|(path, doc)| YearFile { path, doc, text: sources.text(doc.file) });
    let methodology = methodology(model, file, (year, given))?;
    let ground = Ground { model, methodology, has_units: given.has_units };
    let weighted = file.and_then(|file| file.says("dimension_values")).or(given.dimension_values.as_deref());
    let pairs = |key: &'static str| move |text| Refused::Usage(Said::of(key).with("value", text), None);
    let accepted = Accepted::read(&given.accept).map_err(pairs("import.bad-accept"))?;
    let absences = Absences::read(&given.absent).map_err(pairs("import.bad-absent"))?;
    let bodies = Bodies::of(model, year, accepted);
    let owner = owner(given, &bodies)?;
    let (sheet, columns) = table(book, (ground, &bodies), given)?;
    let rows = tell(sheet, &columns, &bodies);
    let mut told = told::head(book, sheet, &columns, (&rows, methodology, &given.year));
    let (columns, bodies, absences, is_weighted) = (&columns, &bodies, &absences, weighted == Some("weighted"));
    let reading = Reading { sheet, columns, bodies, ground, absences, given, owner, is_weighted };
    let (records, source, doubts) = answered(reading, &rows.results, (file, release));
    if !doubts.is_empty() {
        return Err(Refused::Doubts(told, doubts));
    }
    let entries: Vec<Entry<'_>> = records.iter().map(|record| entry(record, bodies, source)).collect();
    let path = file.map_or_else(|| format!("content/assessments/{year}.yaml"), |file| format!("content/{}", file.path));
    let year = year.to_string();
    let manner = Manner { methodology, replaces: given.replace, year: &year, path: &path, sheet };
    let (edits, said) = match written((sources, file), (&entries, manner), given) {
        Ok(written) => written,
        Err(doubts) => return Err(Refused::Doubts(told, doubts)),
    };
    told.extend(said);
    Ok((told, edits, records))
}

/// The rows as records, the source of each, and all that keeps them from being written.
fn answered<'a>(
    reading: Reading<'a>,
    rows: &[u32],
    (file, release): (Option<YearFile<'_>>, Release),
) -> (Vec<Record>, Option<&'a str>, Vec<Doubt>) {
    let given = reading.given;
    let (records, mut doubts) = record::read(reading, rows);
    let unused = reading.bodies.unused(&given.accept).into_iter();
    doubts.extend(unused.map(|text| Doubt::of(Said::of("import.unused").with("value", text))));
    doubts.extend((records.is_empty() && doubts.is_empty()).then(|| Doubt::of(Said::of("import.no-rows"))));
    doubts.extend(may_replace(file, given, (reading.ground.model, release)).err());
    let source = row_source(file, given).unwrap_or_else(|doubt| {
        doubts.push(doubt);
        None
    });
    doubts.extend((file.is_none() && given.new_source.is_none()).then(|| needs_source(given)));
    (records, source, doubts)
}

/// The new texts of files, and what is told of them.
fn written(
    (sources, file): (&Sources, Option<YearFile<'_>>),
    (entries, manner): (&[Entry<'_>], Manner<'_>),
    given: &Given,
) -> Result<(Vec<Edit>, Vec<Said>), Vec<Doubt>> {
    let year = write::year::write(file, sources, (entries, manner), given)?;
    let units = write::units::write(sources, entries).map_err(|doubt| vec![doubt])?;
    let new = |(edit, n): &(Edit, usize)| Said::of("import.new-units").with("n", n).with("path", &edit.path);
    let mut said: Vec<Said> = units.iter().map(new).collect();
    said.push(told::counts(&year.laid));
    said.extend(told::release(file, given));
    Ok((units.into_iter().map(|(edit, _)| edit).chain(year.edits).collect(), said))
}

fn entry<'a>(record: &'a Record, bodies: &'a Bodies<'a>, source: Option<&'a str>) -> Entry<'a> {
    let regency = bodies.id(record.regency);
    let id = record.unit.as_deref().unwrap_or(regency);
    Entry { id, regency, record, source }
}

/// The method of the year: that of its file, the one that was named, or the only one that counts the year as its own.
fn methodology<'m>(
    model: &'m Model,
    file: Option<YearFile<'_>>,
    (year, given): (Year, &Given),
) -> Result<&'m Methodology, Refused> {
    let all = &model.methodologies;
    let of_id = |id: &str| all.iter().find(|method| method.id.as_str() == id);
    let ids = || all.iter().map(|method| method.id.as_str());
    let list = || ids().collect::<Vec<_>>().join(", ");
    if let Some(file) = file {
        let own = file.says("methodology").and_then(of_id);
        let own = own.ok_or_else(|| Refused::Usage(Said::of("import.absent-year").with("year", year), None))?;
        let is_other = given.methodology.as_deref().is_some_and(|id| id != own.id.as_str());
        if is_other {
            let said = Said::of("import.other-methodology").with("year", year).with("methodology", &own.id);
            return Err(Refused::Usage(said, None));
        }
        return Ok(own);
    }
    let Some(id) = &given.methodology else {
        let mut of_year = all.iter().filter(|method| method.years.contains(&year));
        return of_year.next().ok_or_else(|| {
            Refused::Usage(Said::of("import.needs-methodology").with("year", year).with("list", list()), None)
        });
    };
    let found = of_id(id).ok_or_else(|| {
        let said = Said::of("import.unknown-methodology").with("value", id).with("list", list());
        Refused::Usage(said, nearest(id, ids()).map(str::to_owned))
    })?;
    if found.years.contains(&year) {
        return Ok(found);
    }
    Err(Refused::Usage(Said::of("import.methodology-year").with("methodology", id).with("year", year), None))
}

/// The body of all rows, where it was named.
fn owner(given: &Given, bodies: &Bodies<'_>) -> Result<Option<usize>, Refused> {
    let Some(name) = &given.regency else { return Ok(None) };
    let said = || Said::of("import.unknown-regency").with("value", name);
    match bodies.name(name) {
        Found::One(n) if given.has_units => Ok(Some(n)),
        Found::One(_) => Err(Refused::Usage(Said::of("import.regency-of-units"), None)),
        Found::Near(n) => Err(Refused::Usage(said(), Some(bodies.id(n).to_owned()))),
        Found::Several(list) => Err(Refused::Usage(said(), list.first().map(|n| bodies.id(*n).to_owned()))),
        Found::Nothing => Err(Refused::Usage(said(), None)),
    }
}

/// The sheet that holds the table, with its columns.
fn table<'b>(
    book: &'b Book,
    (ground, bodies): (Ground<'_>, &Bodies<'_>),
    given: &Given,
) -> Result<(&'b Sheet, Columns), Refused> {
    let usage = |said| Refused::Usage(said, None);
    let named = given.columns.as_deref().map(|text| heading::named(text, ground)).transpose().map_err(usage)?;
    let named = named.unwrap_or_default();
    let names = || book.sheets.iter().map(|sheet| sheet.name.as_str());
    let list = || names().collect::<Vec<_>>().join(", ");
    let filled: Vec<&Sheet> = book.sheets.iter().filter(|sheet| !sheet.cells.is_empty()).collect();
    let sheet = match (&given.sheet, &filled[..]) {
        (Some(name), _) => book.sheets.iter().find(|sheet| sheet.name == *name).ok_or_else(|| {
            let said = Said::of("import.unknown-sheet").with("value", name).with("list", list());
            Refused::Usage(said, nearest(name, names()).map(str::to_owned))
        })?,
        (None, [sheet]) => sheet,
        (None, several) => {
            let with: Vec<&&Sheet> =
                several.iter().filter(|sheet| heading::find(sheet, ground, bodies).is_some()).collect();
            let [sheet] = with[..] else { return Err(usage(Said::of("import.which-sheet").with("list", list()))) };
            sheet
        }
    };
    let found = heading::find(sheet, ground, bodies);
    let columns = heading::settle(sheet, found, &named, (ground, &given.year));
    columns.map(|columns| (sheet, columns)).map_err(|doubts| Refused::Doubts(Vec::new(), doubts))
}

/// Whether `--replace` may be: published figures of a year that stands are corrected, never overwritten.
fn may_replace(file: Option<YearFile<'_>>, given: &Given, (model, release): (&Model, Release)) -> Result<(), Doubt> {
    let Some(file) = file.filter(|_| given.replace) else { return Ok(()) };
    let opens = file.says("released").and_then(PartialDate::parse).map(|date| date.opens(&model.site.time_zone));
    let is_to_come = opens.is_some_and(|opens| opens > release.now);
    if is_to_come || file.says("status") == Some("provisional") {
        return Ok(());
    }
    Err(Doubt::of(Said::of("import.no-replace").with("path", format!("content/{}", file.path))))
}

fn needs_source(given: &Given) -> Doubt {
    Doubt::of(Said::of("import.needs-source").with("year", &given.year)).help(Said::of("import.needs-source-help"))
}

/// The last look: the site must say what the sheet says.
///
/// # Panics
/// When it does not, which is a fault of ours and must not reach a file.
fn verify(model: &Model, year: Year, records: &[Record]) {
    let assessment = model.assessment(year).expect("the year was read");
    let places: BTreeMap<&str, usize> = model.units.iter().enumerate().map(|(n, unit)| (unit.id.as_str(), n)).collect();
    for record in records {
        let outcome = match &record.unit {
            None => assessment.results.get(&RegencyId(record.regency)),
            Some(id) => places.get(id.as_str()).and_then(|n| assessment.units.get(&UnitId(*n))),
        };
        let outcome = outcome.expect("the row was written");
        for (role, value) in record.values.iter().filter_map(|(role, value)| Some((role, value.number?))) {
            let written = match role {
                Role::Dimension(n) => outcome.dimensions().iter().find(|(own, _)| own == n).map(|(_, v)| *v),
                _ => outcome.stated.score.known(),
            };
            assert_eq!(written, Some(value), "a figure is written as the sheet has it");
        }
    }
}
