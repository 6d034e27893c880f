//! `correct`: a published score, and with it the zone that was printed, is replaced in the data, and the log of corrections
//! gets its entries.
//!
//! Steps: read the site, find the bytes of score and zone, change them and the log in memory, read the changed site again,
//! and only when it has no faults hand both files over to [`super::edit`].

use std::path::Path;

use jiff::civil::Date;

use super::content::{assessment, changed, faultless, value};
use super::edit::Edit;
use super::log::{self, Entry};
use super::quoted;
use super::subject::{Unclear, subject};
use crate::diag::{Bag, Files, Severity};
use crate::load::Sources;
use crate::load::decode::nearest;
use crate::load::disk::Root;
use crate::load::tree::{Kind, Node, Span};
use crate::model::Model;
use crate::model::correction::Field;
use crate::model::date::{PartialDate, Year};
use crate::model::number::Decimal;
use crate::model::outcome::Basis;
use crate::model::regency::RegencyId;
use crate::model::release::Release;
use crate::model::site::ZoneId;

/// What is to be corrected.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Whose score.
    pub regency: String,
    /// Of which year.
    pub year: String,
    /// The right score, as it was typed.
    pub score: String,
    /// The right zone, where the data states one and it changes too.
    pub zone: Option<String>,
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
    pub reason: String,
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
    /// The id of the body.
    pub regency: String,
    /// Places in articles that say the old figure: `path:line`.
    pub quoted: Vec<String>,
}

/// Whose figure was corrected, and from which day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Corrected {
    pub(super) regency: RegencyId,
    pub(super) year: Year,
    pub(super) date: Date,
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
    /// The body, by its id, has this score already, and the zone.
    Same(String, String),
}

impl From<Unclear> for Refused {
    fn from(unclear: Unclear) -> Self {
        Refused::Said(unclear.key, unclear.args, unclear.meant)
    }
}

type Args = Vec<(&'static str, String)>;

/// A value of the data that changes.
struct Fix {
    field: Field,
    span: Span,
    old: String,
    new: String,
}

/// Works out the change in memory.
pub fn plan(folder: &Path, wish: &Wish, release: Release) -> Result<Change, Refused> {
    let root = Root::open(folder).map_err(|error| {
        let args: Args = vec![("path", folder.display().to_string()), ("detail", error.to_string())];
        Refused::Said("fault.path", args, None)
    })?;
    let (mut sources, model) =
        faultless(&root, release).map_err(|(bag, files)| Refused::Faults("correct.faulty", bag, files))?;
    let (regency, year) = subject(&model, wish)?;
    let right = score(&model, year, &wish.score)?;
    let date = day(wish, &model, release)?;
    let id = model.regencies[regency.0].id.to_string();
    let (path, result) = result(&sources, year, &id).ok_or_else(|| no_score(&id, &sources, year))?;
    let text = sources.doc(&path).map_or("", |doc| sources.text(doc.file)).to_owned();
    let fixes = fixes(&model, (&id, year), (result, &text), (right, wish.zone.as_deref()), &sources)?;
    let old = written(value(result, "score", &text).and_then(|node| node.text(&text)).unwrap_or("").trim());
    if fixes.is_empty() {
        return Err(Refused::Same(id, right.to_string()));
    }
    let data = Edit { path: format!("content/{path}"), new: replaced(&text, &fixes), old: Some(text) };
    let edits = [data, logged(&mut sources, wish, (&id, &date), &fixes)?];
    let opens = PartialDate::Day(date).opens(&model.site.time_zone);
    let then = Release { now: release.now.max(opens), ..release };
    let (changed, mut bag) = changed(&mut sources, &edits, then);
    // What else there is to look at, `check` tells.
    bag.retain(|fault| fault.severity() == Severity::Error);
    let Some(changed) = changed.filter(|_| !bag.has_errors()) else {
        return Err(Refused::Faults("correct.refused", bag, sources.files));
    };
    Ok(Change {
        before: published(&model, regency, year, old),
        after: published(&changed, regency, year, right.to_string()),
        later: (opens > release.now).then(|| date.to_string()),
        quoted: quoted::places(&sources, &changed, Corrected { regency, year, date }),
        regency: id,
        edits,
    })
}

/// The score that was typed, with no more decimals than the year's method has.
fn score(model: &Model, year: Year, typed: &str) -> Result<Decimal, Refused> {
    let said = |key, mut args: Args| {
        args.push(("value", typed.to_owned()));
        Refused::Said(key, args, None)
    };
    let most = model.assessment(year).and_then(|a| model.methodology(a)).map(|m| m.scale.decimals);
    let is_number = typed.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    let parts = typed.split_once(['.', ',']).map_or("", |(_, parts)| parts);
    let right = Decimal::parse(typed);
    // Zeros at the end are no further decimals, where the number is clear.
    let used = right.map_or(parts.len(), |score| usize::from(score.significant_decimals()));
    match (right, most) {
        (_, Some(most)) if is_number && !parts.contains(['.', ',']) && used > usize::from(most) => {
            Err(said("correct.decimals", vec![("decimals", most.to_string())]))
        }
        (Ok(right), _) => Ok(right),
        (Err(_), _) => Err(said("correct.bad-score", Vec::new())),
    }
}

/// The values that change: the score, and the zone if one is wished for.
fn fixes(
    model: &Model,
    (id, year): (&str, Year),
    (result, text): (Node<'_>, &str),
    (right, zone): (Decimal, Option<&str>),
    sources: &Sources,
) -> Result<Vec<Fix>, Refused> {
    let found = |key| value(result, key, text).and_then(|node| Some((node.span(), node.text(text)?.trim().to_owned())));
    let (span, old) = found("score").ok_or_else(|| no_score(id, sources, year))?;
    let mut list = Vec::new();
    if Decimal::parse(&old).ok() != Some(right) {
        let new = right.to_string();
        let number = if span.of(text).contains(',') { new.replace('.', ",") } else { new };
        list.push(Fix { field: Field::Score, span, old: written(&old), new: number });
    }
    let Some(zone) = zone else { return Ok(list) };
    let zones = || model.site.zones.iter().map(|zone| zone.id.as_str());
    if !zones().any(|known| known == zone) {
        let args: Args = vec![("value", zone.to_owned()), ("list", zones().collect::<Vec<_>>().join(", "))];
        return Err(Refused::Said("correct.unknown-zone", args, nearest(zone, zones()).map(str::to_owned)));
    }
    let printed = found("zone").filter(|(_, old)| !old.is_empty());
    let (span, old) = printed.ok_or_else(|| {
        let args: Args = vec![("regency", id.to_owned()), ("year", year.to_string())];
        Refused::Said("correct.zone-follows", args, None)
    })?;
    if old != zone {
        list.push(Fix { field: Field::Zone, span, old, new: zone.to_owned() });
    }
    Ok(list)
}

/// The log with an entry for each value.
fn logged(sources: &mut Sources, wish: &Wish, (id, date): (&str, &Date), fixes: &[Fix]) -> Result<Edit, Refused> {
    let path = format!("content/{}", log::PATH);
    let text = |sources: &Sources| sources.doc(log::PATH).map(|doc| sources.text(doc.file).to_owned());
    let old = text(sources);
    let mut new = String::new();
    for fix in fixes {
        let before = text(sources);
        let now = written(&fix.new);
        let entry = Entry { wish, regency: id, date, field: fix.field, was: &fix.old, now: &now };
        new = log::add(sources.doc(log::PATH).zip(before.as_deref()), &entry)
            .ok_or_else(|| Refused::Said("correct.log-form", Vec::new(), None))?;
        sources.put(&path, &new);
    }
    Ok(Edit { path, old, new })
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

fn no_score(id: &str, sources: &Sources, year: Year) -> Refused {
    let path = assessment(sources, year).map_or_else(String::new, |(path, _)| format!("content/{path}"));
    let args = vec![("regency", id.to_owned()), ("year", year.to_string()), ("path", path)];
    Refused::Said("correct.no-score", args, None)
}

/// A body's result: the file it stands in, below `content/`, and its node there.
fn result<'s>(sources: &'s Sources, year: Year, regency: &str) -> Option<(String, Node<'s>)> {
    let (path, doc) = assessment(sources, year)?;
    let text = sources.text(doc.file);
    let results = value(doc.root(), "results", text)?;
    if let Some(file) = value(results, "file", text).and_then(|node| node.text(text)) {
        let table = format!("{}/{}", path.rsplit_once('/')?.0, file.trim());
        let doc = sources.doc(&table)?;
        let text = sources.text(doc.file);
        let Kind::List(mut rows) = doc.root().kind() else { return None };
        let is_own = |row: &Node<'_>| {
            value(*row, "regency", text).and_then(|cell| cell.text(text)).is_some_and(|id| id.trim() == regency)
        };
        let row = rows.find(is_own)?;
        return Some((table, row));
    }
    Some((path.to_owned(), value(results, regency, text)?))
}

/// The text with the new values, each in the quotation marks of the old one.
fn replaced(text: &str, fixes: &[Fix]) -> String {
    let mut order: Vec<&Fix> = fixes.iter().collect();
    order.sort_by_key(|fix| std::cmp::Reverse(fix.span.start));
    order.iter().fold(text.to_owned(), |text, fix| {
        let (start, end) = (fix.span.start as usize, fix.span.end as usize);
        let quote = text[start..end].chars().next().filter(|c| matches!(c, '"' | '\'')).map(String::from);
        let quote = quote.unwrap_or_default();
        format!("{}{quote}{}{quote}{}", &text[..start], fix.new, &text[end..])
    })
}

/// A score with a point; what is none (`not-found`) as it is.
fn written(score: &str) -> String {
    Decimal::parse(score).map_or_else(|_| score.to_owned(), |score| score.to_string())
}

fn published(model: &Model, id: RegencyId, year: Year, score: String) -> Published {
    let name = |zone: ZoneId| model.site.zone(zone).id.to_string();
    let methodology = model.assessment(year).and_then(|a| model.methodology(a));
    let band = Decimal::parse(&score).ok().and_then(|score| methodology?.band(score));
    let outcome = model.outcome(id, year);
    let zone = outcome.and_then(|outcome| outcome.stated.zone);
    let is_printed = outcome.is_some_and(|outcome| outcome.zone_basis == Basis::Printed);
    Published { score, zone: zone.map(name), is_printed, band: band.map(|band| name(band.zone)) }
}
