//! JSON Schemas of the content files, for editors: made of the tables by which the decoders check.
//!
//! They say what can be told of one file alone. Draft 7 is the newest that YAML language servers understand well.
//! `shape` turns the shape of a value into a schema, `words` has what an editor shows beside it.

pub(super) mod shape;
pub mod words;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::diag::words::Lang;
use crate::load::record::{Record, Shape};
use crate::model::fields::{FORMATS, Format};

/// The kind of file of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The schema of a kind of file, with descriptions in one language; ends with a line end.
pub fn schema(format: &Format, lang: Lang) -> String {
    let mut out = Map::new();
    out.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    out.insert("$id".into(), json!(format!("urn:patuh:schema:{}", format.name)));
    out.insert("title".into(), json!(format.path));
    out.insert("description".into(), json!(words::plain(lang, &format!("file.{}", format.name))));
    let root = match format.shape {
        Shape::Of(record) => shape::record(record, lang),
        other => shape::of(&other, lang),
    };
    out.extend(root.as_object().cloned().unwrap_or_default());
    out.insert("definitions".into(), definitions(&format.shape, lang));
    let text = serde_json::to_string_pretty(&Value::Object(out)).expect("a schema is JSON");
    text + "\n"
}

/// The name of the file that a schema is written to.
pub fn file_name(format: &Format) -> String {
    format!("{}.schema.json", format.name)
}

/// The records that a shape needs, and public texts.
fn definitions(shape: &Shape, lang: Lang) -> Value {
    let mut records = BTreeMap::new();
    match shape {
        Shape::Of(record) => record.fields().for_each(|(_, field)| collect(&field.shape, &mut records)),
        other => collect(other, &mut records),
    }
    let mut all: Map<String, Value> =
        records.values().map(|record| (record.name.to_owned(), shape::record(record, lang))).collect();
    all.insert(shape::WORDS.to_owned(), shape::public_text(lang));
    Value::Object(all)
}

fn collect(shape: &Shape, records: &mut BTreeMap<&'static str, &'static Record>) {
    match shape {
        Shape::Of(record) if records.insert(record.name, record).is_none() => {
            record.fields().for_each(|(_, field)| collect(&field.shape, records));
        }
        Shape::List(item)
        | Shape::NonEmpty(item)
        | Shape::OneOrList(item)
        | Shape::Pair(item)
        | Shape::Each(_, item) => {
            collect(item, records);
        }
        Shape::Either(shapes) => shapes.iter().for_each(|shape| collect(shape, records)),
        _ => {}
    }
}
