//! `datapackage.json`: what the tables hold, for programs, as a Data Package (version 2). Titles and descriptions are said in the
//! site's first language; `titles` and `descriptions` beside them have all languages.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::columns::{Column, Kind, Table};
use super::{FileFacts, table, updated};
use crate::model::Model;
use crate::model::text::Slug;
use crate::plan::data::{DataFile, DataForm};
use crate::plan::{Page, address};
use crate::render::view::Cx;
use crate::render::view::feed::without_null;
use crate::render::words::message::{Arg, Args};

const PACKAGE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";
const RESOURCE: &str = "https://datapackage.org/profiles/2.0/dataresource.json";
const SCHEMA: &str = "https://datapackage.org/profiles/2.0/tableschema.json";

/// The package with the files that were made before it.
pub fn package(readers: &[Cx<'_>], facts: &[FileFacts]) -> Value {
    let cx = readers[0];
    let site = &cx.model.site;
    let in_first = |key: &str| cx.say(key, &[("site", Arg::Text(&cx.text(&site.title)))]);
    let publisher = site.publisher.as_ref().map(|party| {
        json!([without_null(json!({"title": cx.text(&party.name), "path": party.url, "roles": ["publisher"]}))])
    });
    without_null(json!({
        "$schema": PACKAGE,
        "name": Slug::from_words(&cx.text(&site.title)).map_or_else(|| "data".to_owned(), |slug| slug.to_string()),
        "id": address::identity(cx.model, &DataFile::Package.path(cx.model)),
        "title": in_first("data.dataset.name"),
        "description": in_first("data.dataset.about"),
        "homepage": cx.url(Page::Data),
        "languages": site.languages,
        "updated": updated(cx.model),
        "licenses": licences(&cx),
        "contributors": publisher,
        "sources": publishers(&cx),
        "resources": facts.iter().map(|facts| resource(readers, facts)).collect::<Vec<Value>>(),
    }))
}

fn licences(cx: &Cx<'_>) -> Option<Value> {
    let licence = cx.model.site.licence.as_ref()?;
    let title = cx.text(&licence.name);
    let name = title.replace(' ', "-");
    let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    Some(json!([without_null(json!({"name": is_name.then_some(name), "title": title, "path": licence.url}))]))
}

/// Who published the figures, each once; rows name their sources in full.
fn publishers(cx: &Cx<'_>) -> Value {
    let sources = cx.model.assessments.iter().flat_map(|assessment| &assessment.sources);
    let names: BTreeSet<String> = sources
        .map(|source| source.publisher.as_ref().map_or_else(|| cx.text(&source.title), |name| name.to_string()))
        .collect();
    names.into_iter().map(|title| json!({"title": title})).collect()
}

fn resource(readers: &[Cx<'_>], facts: &FileFacts) -> Value {
    let (cx, file) = (&readers[0], facts.file);
    let key = |part: &str| format!("data.file.{}.{part}", file.name());
    let table = table(file);
    let form = file.form();
    let path = file.inner_path(cx.model);
    without_null(json!({
        "$schema": RESOURCE,
        "name": path.replace('.', "-"),
        "type": table.map(|_| "table"),
        "path": path,
        "title": cx.say(&key("title"), &[]),
        "titles": by_language(readers, &key("title"), &[]),
        "description": cx.say(&key("about"), &[]),
        "descriptions": by_language(readers, &key("about"), &[]),
        "format": form.ending(),
        "mediatype": form.media_type(),
        "encoding": "utf-8",
        "bytes": facts.bytes,
        "hash": format!("sha256:{}", facts.sha256),
        "dialect": (form == DataForm::Csv).then(|| json!({"delimiter": ",", "lineTerminator": "\r\n"})),
        "schema": table.map(|table| schema(readers, table)),
    }))
}

fn schema(readers: &[Cx<'_>], table: Table) -> Value {
    let model = readers[0].model;
    let fields: Vec<Value> = table.columns(model).iter().map(|column| field(readers, table, column)).collect();
    let key = Some(table.key()).filter(|key| !key.is_empty());
    without_null(json!({"$schema": SCHEMA, "fields": fields, "missingValues": [""], "primaryKey": key}))
}

fn field(readers: &[Cx<'_>], table: Table, column: &Column) -> Value {
    let register = column.register.as_ref().map(|register| register.as_str());
    let (key, args) = words(column);
    let args: Args<'_> = if register.is_some() { &args } else { &[] };
    json!({
        "name": column.name,
        "type": column.kind.schema(),
        "description": readers[0].say(&key, args),
        "descriptions": by_language(readers, &key, args),
        "constraints": constraints(readers[0].model, table, column),
    })
}

/// The theme's words for a column, and what they are given.
pub fn words(column: &Column) -> (String, [(&'static str, Arg<'_>); 1]) {
    let register = column.register.as_ref().map(|register| register.as_str());
    let key = if register.is_some() { "code_register" } else { &column.name };
    (format!("data.column.{key}"), [("register", Arg::Text(register.unwrap_or("")))])
}

fn constraints(model: &Model, table: Table, column: &Column) -> Value {
    let choices = column.choices(model);
    let choices = Some(choices).filter(|choices| !choices.is_empty());
    let is_filled = table.filled().contains(&&*column.name);
    without_null(json!({
        "required": is_filled.then_some(true),
        "minimum": (column.kind == Kind::Integer).then_some(0),
        "pattern": column.kind.pattern().filter(|_| choices.is_none()),
        "enum": choices,
    }))
}

/// What the theme says in every language of the site.
fn by_language(readers: &[Cx<'_>], key: &str, args: Args<'_>) -> Value {
    let said = readers.iter().map(|cx| (cx.words.lang().to_string(), Value::String(cx.say(key, args))));
    Value::Object(said.collect::<Map<String, Value>>())
}
