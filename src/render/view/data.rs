//! Open data: each file with what it holds and how to check it, the dictionary of columns, and what must not be compared.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::chart::BreakView;
use super::site::{PageView, page};
use super::{Cx, ZoneView, graph};
use crate::model::outcome::Absence;
use crate::model::regency::RegencyId;
use crate::plan::data::{DataFile, DataForm};
use crate::plan::{Page, PageJob, address};
use crate::render::data::columns::{Column, Table};
use crate::render::data::{FileFacts, updated, words_of};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "data.headline", args: &[] },
    Need { key: "data.description", args: &["site"] },
    Need { key: "data.kind.id", args: &[] },
    Need { key: "data.kind.text", args: &[] },
    Need { key: "data.kind.code", args: &[] },
    Need { key: "data.kind.integer", args: &[] },
    Need { key: "data.kind.number", args: &[] },
    Need { key: "data.kind.year", args: &[] },
    Need { key: "data.kind.date", args: &[] },
    Need { key: "data.kind.addresses", args: &[] },
];

/// `view` of `data.html`.
#[derive(Debug, Clone, Serialize)]
pub struct DataView {
    /// The files of the whole site.
    pub files: Vec<FileView>,
    /// The files of bodies.
    pub regencies: RegencyFiles,
    /// When something in the data last took effect, machine form.
    pub updated: Option<String>,
    /// The dictionary: every column once.
    pub columns: Vec<ColumnView>,
    /// The zones, by their ids in the data.
    pub zones: Vec<ZoneView>,
    /// The reasons of absences in the data.
    pub reasons: Vec<CodeWords>,
    /// Changes of method: figures before and after are not comparable.
    pub breaks: Vec<BreakView>,
}

/// A file.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// Its id, also the anchor; the theme has words for it as `data.file.<id>`.
    pub id: &'static str,
    /// Its name, such as `scores.csv`.
    pub name: String,
    /// `CSV`, `JSON` or `JSON-LD`.
    pub form: &'static str,
    /// Where it is.
    pub address: String,
    /// What it holds, in short.
    pub title: String,
    /// What it holds.
    pub about: String,
    /// How many rows or entries it has.
    pub rows: Option<usize>,
    /// Its first year.
    pub first: Option<String>,
    /// Its last year.
    pub last: Option<String>,
    /// Its size in words.
    pub size: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// The files of bodies.
#[derive(Debug, Clone, Serialize)]
pub struct RegencyFiles {
    /// How many bodies have them.
    pub count: usize,
    /// The name of those of the first body, without its ending.
    pub name: String,
    /// Where those of the first body are, as an example; `None` when bodies have none.
    pub example: Option<DataLinks>,
    /// The list of all bodies, whose pages lead to their files.
    pub list: String,
}

/// Where data is.
#[derive(Debug, Clone, Serialize)]
pub struct DataLinks {
    /// As a table.
    pub csv: String,
    /// As JSON.
    pub json: String,
    /// The page about all of it.
    pub page: String,
}

/// A column.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnView {
    /// Its name in files.
    pub name: String,
    /// What it means.
    pub about: String,
    /// What can stand in it; the theme's words are `data.kind.<kind>`.
    pub kind: &'static str,
    /// Its only values, if there are few.
    pub values: Vec<String>,
    /// The files that have it.
    pub files: Vec<&'static str>,
}

/// A code in the data and its words.
#[derive(Debug, Clone, Serialize)]
pub struct CodeWords {
    /// The code.
    pub id: Arc<str>,
    /// In words.
    pub words: String,
}

/// The page about open data.
pub fn view(cx: &Cx<'_>, job: &PageJob, facts: &[FileFacts]) -> (PageView, DataView) {
    let name = cx.say("menu.data", &[]);
    let site = cx.text(&cx.model.site.title);
    let said = [("site", Arg::Text(&site))];
    let frame = page(cx, job, "data", &[], &name);
    let description = cx.say("data.description", &said);
    let dataset = graph::of_all(cx, &frame.canonical, facts);
    let head = PageView {
        title: cx.title(&name),
        headline: cx.say("data.headline", &[]),
        description,
        json_ld: frame.json_ld.into_iter().chain([dataset]).collect(),
        ..frame
    };
    let first = cx.model.regencies.first();
    let view = DataView {
        files: facts.iter().map(|facts| file(cx, facts)).collect(),
        regencies: RegencyFiles {
            count: cx.model.regencies.len(),
            name: first.map(|body| format!("regencies/{}", body.id)).unwrap_or_default(),
            example: first.and_then(|_| cx.data_of(RegencyId(0))),
            list: cx.link(Page::Regencies),
        },
        updated: updated(cx.model),
        columns: columns(cx),
        zones: cx.model.site.zone_ids().map(|id| cx.zone(id)).collect(),
        reasons: reasons(cx),
        breaks: cx.model.timeline.breaks.iter().map(|b| cx.break_view(b)).collect(),
    };
    (head, view)
}

impl Cx<'_> {
    /// The files of a body, where the site has them.
    pub fn data_of(&self, id: RegencyId) -> Option<DataLinks> {
        let [csv, json] = DataFile::of(self.model, id)?.map(|file| address::link(self.model, &file.path(self.model)));
        Some(DataLinks { csv, json, page: self.link(Page::Data) })
    }

    /// The files of all results.
    pub fn data_of_all(&self) -> DataLinks {
        let link = |form| address::link(self.model, &DataFile::Scores(form).path(self.model));
        DataLinks { csv: link(DataForm::Csv), json: link(DataForm::Json), page: self.link(Page::Data) }
    }
}

/// The reasons that public results give, by id; one that only an unreleased year gives is not public either.
fn reasons(cx: &Cx<'_>) -> Vec<CodeWords> {
    let outcomes = cx.model.assessments.iter().flat_map(|a| {
        let products = a.products.values().flatten().map(|product| &product.outcome);
        a.results.values().chain(a.units.values()).chain(products)
    });
    let statements =
        outcomes.flat_map(|o| std::iter::once(&o.stated).chain(o.claims().iter().map(|claim| &claim.stated)));
    let absences = statements.filter_map(|stated| stated.absence.as_deref());
    let all = absences.chain(cx.model.assessments.iter().filter_map(|a| a.absence.as_ref()));
    let by_id: BTreeMap<&str, &Absence> = all.filter_map(|a| Some((a.reason.as_ref()?.as_str(), a))).collect();
    let words = |(id, absence): (&str, &Absence)| Some(CodeWords { id: id.into(), words: cx.absence(absence).reason? });
    by_id.into_iter().filter_map(words).collect()
}

fn file(cx: &Cx<'_>, facts: &FileFacts) -> FileView {
    let id = facts.file.name();
    FileView {
        id,
        name: facts.file.inner_path(cx.model),
        form: facts.file.form().label(),
        address: address::link(cx.model, &facts.file.path(cx.model)),
        title: cx.say(&format!("data.file.{id}.title"), &[]),
        about: cx.say(&format!("data.file.{id}.about"), &[]),
        rows: facts.rows,
        first: facts.years.map(|(first, _)| first.to_string()),
        last: facts.years.map(|(_, last)| last.to_string()),
        size: cx.size(facts.bytes),
        sha256: facts.sha256.clone(),
    }
}

/// Every column once, in the order in which tables first have it, with the tables it is in.
fn columns(cx: &Cx<'_>) -> Vec<ColumnView> {
    let mut list: Vec<(Column, Vec<&'static str>)> = Vec::new();
    let is_made = |table: &Table| cx.model.site.has_body_data || *table != Table::Regency;
    for table in Table::ALL.into_iter().filter(is_made) {
        for column in table.columns(cx.model) {
            match list.iter_mut().find(|(known, _)| known.name == column.name) {
                Some((_, files)) => files.push(table.name()),
                None => list.push((column, vec![table.name()])),
            }
        }
    }
    let one = |(column, files): (Column, Vec<&'static str>)| {
        let (key, args) = words_of(&column);
        let args = if column.register.is_some() { &args[..] } else { &[] };
        ColumnView {
            about: cx.say(&key, args),
            kind: column.kind.name(),
            values: column.choices(cx.model).into_iter().map(str::to_owned).collect(),
            name: Cow::into_owned(column.name),
            files,
        }
    };
    list.into_iter().map(one).collect()
}
