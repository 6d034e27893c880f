//! `correct`: a published score is replaced in the data, and the log of corrections gets its entry.
//!
//! Steps: read the site, find the score's bytes, change them and the log in memory, read the changed site again,
//! and only when it has no faults hand both files over to [`super::edit`].

use std::path::Path;

use jiff::civil::Date;

use super::edit::Edit;
use super::log::{self, Entry};
use crate::diag::{Bag, Files, Severity};
use crate::load::decode::nearest;
use crate::load::disk::Root;
use crate::load::tree::{Doc, Kind, Node};
use crate::load::{self, Sources};
use crate::model::date::{PartialDate, Year};
use crate::model::number::Decimal;
use crate::model::outcome::Basis;
use crate::model::regency::RegencyId;
use crate::model::release::Release;
use crate::model::site::ZoneId;
use crate::model::{self, Model};

/// What is to be corrected.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Whose score.
    pub regency: String,
    /// Of which year.
    pub year: String,
    /// The right score, as it was typed.
    pub score: String,
    /// What else the log's entry says.
    pub entry: Words,
}

/// What the log says beside the values.
#[derive(Debug, Clone)]
pub struct Words {
    /// From which day, as it was typed; else today.
    pub date: Option<String>,
    /// The kind, where it is not a mistake mended.
    pub kind: Option<&'static str>,
    /// Who asked.
    pub requested_by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// What is to be written, and what it means.
#[derive(Debug)]
pub struct Change {
    /// The data, then the log.
    pub edits: [Edit; 2],
    /// What the data said.
    pub before: Published,
    /// What it is to say.
    pub after: Published,
    /// The day from which it is public, when that is to come.
    pub later: Option<String>,
}

/// A score with its zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The score with a point, or `not-found`.
    pub score: String,
    /// The id of the zone.
    pub zone: Option<String>,
    /// Whether the zone is written in the data.
    pub is_printed: bool,
    /// The id of the zone by the bands.
    pub band: Option<String>,
}

/// Why there is nothing to write.
#[derive(Debug)]
pub enum Refused {
    /// The site cannot be read or has faults already, or would have them: which.
    Faults(&'static str, Bag, Files),
    /// A message of the catalogue, its values, and a name that may be meant.
    Said(&'static str, Vec<(&'static str, String)>, Option<String>),
    /// The score is this one already.
    Same(String),
}

type Args = Vec<(&'static str, String)>;

/// Works out the change in memory.
pub fn plan(folder: &Path, wish: &Wish, release: Release) -> Result<Change, Refused> {
    let said = |key, value: &str| Refused::Said(key, vec![("value", value.to_owned())], None);
    let root = Root::open(folder).map_err(|error| {
        let args: Args = vec![("path", folder.display().to_string()), ("detail", error.to_string())];
        Refused::Said("fault.path", args, None)
    })?;
    let right = Decimal::parse(&wish.score).map_err(|_| said("correct.bad-score", &wish.score))?;
    let (mut sources, model) = faultless(&root, release)?;
    let (id, year) = subject(&model, wish)?;
    let date = day(wish, &model, release)?;
    let score = score_node(&sources, year, &wish.regency);
    let (path, node) = score.ok_or_else(|| no_score(wish, &sources, year))?;
    let text = sources.doc(&path).map_or("", |doc| sources.text(doc.file)).to_owned();
    let old = written(node.text(&text).unwrap_or("").trim());
    if Decimal::parse(&old).is_ok_and(|old| old == right) {
        return Err(Refused::Same(right.to_string()));
    }
    let number = right.to_string();
    let new = replaced(&text, &node, &number);
    let log_text = sources.doc(log::PATH).map(|doc| sources.text(doc.file).to_owned());
    let entry = Entry { wish, date: &date, was: &old, now: &number };
    let log = log::add(sources.doc(log::PATH).zip(log_text.as_deref()), &entry)
        .ok_or_else(|| Refused::Said("correct.log-form", Vec::new(), None))?;
    let data = Edit { path: format!("content/{path}"), old: Some(text), new };
    let log = Edit { path: format!("content/{}", log::PATH), old: log_text, new: log };
    let edits = [data, log];
    let opens = PartialDate::Day(date).opens(&model.site.time_zone);
    let then = Release { now: release.now.max(opens), ..release };
    let (changed, bag) = changed(&mut sources, &edits, then);
    let Some(changed) = changed else { return Err(Refused::Faults("correct.refused", bag, sources.files)) };
    let before = published(&model, id, year, old);
    let after = published(&changed, id, year, number);
    let later = (opens > release.now).then(|| date.to_string());
    Ok(Change { edits, before, after, later })
}

/// The day the log is to name.
fn day(wish: &Wish, model: &Model, release: Release) -> Result<Date, Refused> {
    let Some(text) = &wish.entry.date else {
        return Ok(release.now.to_zoned_datetime(model.site.time_zone.clone()).date());
    };
    match PartialDate::parse(text) {
        Some(PartialDate::Day(date)) => Ok(date),
        _ => Err(Refused::Said("correct.bad-date", vec![("value", text.clone())], None)),
    }
}

/// The site with the edits, if it has no faults then.
fn changed(sources: &mut Sources, edits: &[Edit], release: Release) -> (Option<Model>, Bag) {
    let mut bag = Bag::default();
    for edit in edits {
        bag.extend(sources.put(&edit.path, &edit.new));
    }
    let (model, faults) = model::build(sources, release);
    bag.extend(faults);
    // What else there is to look at, `check` tells.
    bag.retain(|fault| fault.severity() == Severity::Error);
    (model.filter(|_| !bag.has_errors()), bag)
}

/// The site as it is, if it has no faults.
fn faultless(root: &Root, release: Release) -> Result<(Sources, Model), Refused> {
    let (sources, mut bag) = load::load(root);
    let (model, faults) = model::build(&sources, release);
    bag.extend(faults);
    match model {
        Some(model) if !bag.has_errors() => Ok((sources, model)),
        _ => {
            bag.retain(|fault| fault.severity() == Severity::Error);
            Err(Refused::Faults("correct.faulty", bag, sources.files))
        }
    }
}

fn subject(model: &Model, wish: &Wish) -> Result<(RegencyId, Year), Refused> {
    let id = model.regencies.iter().position(|body| body.id.as_str() == wish.regency).ok_or_else(|| {
        let meant = nearest(&wish.regency, model.regencies.iter().map(|body| body.id.as_str()));
        Refused::Said("correct.unknown-regency", vec![("value", wish.regency.clone())], meant.map(str::to_owned))
    })?;
    let year = Year::parse(&wish.year).filter(|year| model.assessment(*year).is_some()).ok_or_else(|| {
        let list = model.assessments.iter().map(|a| a.year.to_string()).collect::<Vec<_>>().join(", ");
        Refused::Said("correct.unknown-year", vec![("value", wish.year.clone()), ("list", list)], None)
    })?;
    Ok((RegencyId(id), year))
}

fn no_score(wish: &Wish, sources: &Sources, year: Year) -> Refused {
    let path = assessment(sources, year).map_or_else(String::new, |(path, _)| format!("content/{path}"));
    let args = vec![("regency", wish.regency.clone()), ("year", year.to_string()), ("path", path)];
    Refused::Said("correct.no-score", args, None)
}

/// The file of a year.
fn assessment(sources: &Sources, year: Year) -> Option<(&str, &Doc)> {
    let year = year.to_string();
    let mut files = sources.docs_below("assessments/");
    files.find(|(_, doc)| {
        let text = sources.text(doc.file);
        value(&doc.root, "year", text).and_then(|node| node.text(text)).is_some_and(|text| text.trim() == year)
    })
}

/// The score of a body's result: the file it stands in, below `content/`, and its node there.
fn score_node(sources: &Sources, year: Year, regency: &str) -> Option<(String, Node)> {
    let (path, doc) = assessment(sources, year)?;
    let text = sources.text(doc.file);
    let results = value(&doc.root, "results", text)?;
    if let Some(file) = value(results, "file", text).and_then(|node| node.text(text)) {
        let table = format!("{}/{}", path.rsplit_once('/')?.0, file.trim());
        let doc = sources.doc(&table)?;
        let text = sources.text(doc.file);
        let Kind::List(rows) = &doc.root.kind else { return None };
        let is_own = |row: &&Node| {
            value(row, "regency", text).and_then(|cell| cell.text(text)).is_some_and(|id| id.trim() == regency)
        };
        let score = value(rows.iter().find(is_own)?, "score", text)?.clone();
        return Some((table, score));
    }
    let score = value(value(results, regency, text)?, "score", text)?.clone();
    Some((path.to_owned(), score))
}

fn value<'n>(node: &'n Node, key: &str, text: &str) -> Option<&'n Node> {
    let Kind::Map(_, entries) = &node.kind else { return None };
    entries.iter().find(|(name, _)| name.text(text) == Some(key)).map(|(_, value)| value)
}

/// The text with a new score in the form of the old one: its quotation marks, its comma or point.
fn replaced(text: &str, node: &Node, new: &str) -> String {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let old = node.span.of(text);
    let number = if old.contains(',') { new.replace('.', ",") } else { new.to_owned() };
    let quote = old.chars().next().filter(|c| matches!(c, '"' | '\'')).map(String::from).unwrap_or_default();
    format!("{}{quote}{number}{quote}{}", &text[..start], &text[end..])
}

/// A score with a point; what is none (`not-found`) as it is.
fn written(score: &str) -> String {
    Decimal::parse(score).map_or_else(|_| score.to_owned(), |score| score.to_string())
}

fn published(model: &Model, id: RegencyId, year: Year, score: String) -> Published {
    let name = |zone: ZoneId| model.site.zones[zone.0].id.to_string();
    let methodology = model.assessment(year).and_then(|a| model.methodology(a));
    let band = Decimal::parse(&score).ok().and_then(|score| methodology?.band(score));
    let outcome = model.outcome(id, year);
    let zone = outcome.and_then(|outcome| outcome.stated.zone);
    let is_printed = outcome.is_some_and(|outcome| outcome.zone_basis == Basis::Printed);
    Published { score, zone: zone.map(name), is_printed, band: band.map(|band| name(band.zone)) }
}
