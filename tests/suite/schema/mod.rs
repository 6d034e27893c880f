//! The schemas for editors and the decoders agree: on every example, and on what is made wrong in it.
#![expect(clippy::disallowed_methods, reason = "the test reads committed schemas and sites")]

mod trees;
mod validate;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use patuh::commands::schema::words::catalogue;
use patuh::commands::schema::{file_name, schema};
use patuh::diag::Code;
use patuh::diag::words::Lang;
use patuh::load::record::{Record, Shape};
use patuh::model::fields::{FORMATS, Format};
use serde_json::{Map, Value, json};

use self::trees::value;
use self::validate::faults;
use self::world::{Ground, whole_examples};
use crate::content_format::examples;
use crate::support::project;

const PAGE: &str = include_str!("../../../docs/content-format.md");

#[test]
fn committed_schemas_are_what_the_program_makes() {
    for format in FORMATS {
        let path = project().join("skeleton/schemas").join(file_name(format));
        let made = schema(format, Lang::Id);
        if std::env::var_os("PATUH_UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("the folder is ours");
            std::fs::write(&path, &made).expect("the file is ours");
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == made, "{}: PATUH_UPDATE=1 writes it anew", path.display());
    }
}

#[test]
fn the_settings_of_editors_name_every_data_file_and_its_schema() {
    let path = project().join("skeleton/.vscode/settings.json");
    let text = std::fs::read_to_string(path).expect("the settings are there");
    let settings: Value = serde_json::from_str(&text).expect("the settings are JSON");
    let data: Map<String, Value> = FORMATS
        .iter()
        .filter(|format| !format.is_text())
        .map(|format| (format!("./schemas/{}", file_name(format)), json!(format.path)))
        .collect();
    assert_eq!(settings["yaml.schemas"], Value::Object(data));
    for guide in [include_str!("../../../docs/editing.md"), include_str!("../../../docs/menyunting.md")] {
        let block = guide.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
        assert_eq!(serde_json::from_str::<Value>(block).expect("JSON"), settings, "the guides show the settings");
    }
}

#[test]
fn every_key_has_words_in_both_languages_and_no_word_is_left_over() {
    for lang in [Lang::Id, Lang::En] {
        let mut keys: BTreeSet<String> = FORMATS.iter().map(|format| format!("file.{}", format.name)).collect();
        for record in records() {
            keys.extend(record.fields().map(|(owner, field)| format!("{}.{}", owner.name, field.key)));
        }
        let words: BTreeSet<String> = catalogue(lang).keys().map(|key| (*key).to_owned()).collect();
        let others: Vec<&String> = words
            .difference(&keys)
            .filter(|key| !["form.", "cms.", "label."].iter().any(|of| key.starts_with(of)))
            .collect();
        assert_eq!(others, Vec::<&String>::new(), "{lang:?}");
        assert_eq!(keys.difference(&words).collect::<Vec<_>>(), Vec::<&String>::new(), "{lang:?}");
        // Which forms there are, the schemas tell: making them asks for the words of each.
        let made: String = FORMATS.iter().map(|format| schema(format, lang)).collect();
        for (key, text) in catalogue(lang).iter().filter(|(key, _)| key.starts_with("form.")) {
            assert!(made.contains(&json!(text).to_string()), "{key} is in no schema");
        }
    }
    let forms = |lang| catalogue(lang).keys().filter(|key| key.starts_with("form.")).copied().collect::<Vec<_>>();
    assert_eq!(forms(Lang::Id), forms(Lang::En));
}

#[test]
fn a_schema_has_the_keys_of_its_records_and_no_others() {
    for format in FORMATS {
        let whole: Value = serde_json::from_str(&schema(format, Lang::En)).expect("a schema is JSON");
        for record in records_of(&format.shape) {
            let own = &whole["definitions"][record.name];
            let own = if own.is_null() { &whole } else { own };
            let keys: Vec<&str> = own["properties"].as_object().expect("keys").keys().map(String::as_str).collect();
            assert_eq!(keys, record.keys().collect::<Vec<_>>(), "{}: {}", format.name, record.name);
            assert_eq!(own["additionalProperties"], json!(false));
        }
    }
}

#[test]
fn the_real_content_the_test_site_and_every_example_are_valid() {
    let mut count = 0;
    for site in [".", "tests/site-other", "skeleton"] {
        let content = project().join(site).join("content");
        if !content.exists() {
            continue;
        }
        for (path, text) in crate::support::tree(&content) {
            let path = format!("content/{path}");
            if path.ends_with(".yaml") || path.ends_with(".md") {
                count += 1;
                let text = String::from_utf8(text).expect("content is text");
                assert_eq!(
                    of_path(&path).map(|format| wrong(format, &value(&path, &text))),
                    Some(vec![]),
                    "{site}/{path}"
                );
            }
        }
    }
    for (path, text) in examples(PAGE) {
        if let Some(format) = of_path(path) {
            count += 1;
            assert_eq!(wrong(format, &value(path, &text)), Vec::<String>::new(), "{path}");
        }
    }
    assert!(count > 60, "only {count} files were looked at");
}

/// In the guide's examples, made whole by [`world::MORE`], each key is renamed, taken away and given values of every wrong kind.
/// Where the schema refuses, the decoder must have refused too; where the decoder refuses the form, the schema must.
#[test]
fn what_is_made_wrong_is_refused_by_both() {
    let files = whole_examples(&examples(PAGE));
    let ground = Ground::new(&examples(PAGE), &files);
    assert_eq!(ground.errors(None), Vec::new(), "the examples are right");
    let mut tried: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut differences = Vec::new();
    let mut count = 0;
    for (path, whole) in &files {
        let Some(format) = of_path(path) else { continue };
        for (place, record) in places(whole, &format.shape) {
            for change in changes(whole, &place, record, &mut tried) {
                count += 1;
                let found = ground.errors(Some((path, &change.whole)));

                let refusal = wrong(format, &change.whole);
                differences.extend(difference(record, &change, &found, &refusal).map(|what| format!("{path}: {what}")));
            }
        }
    }
    assert!(differences.is_empty(), "{} of {count}:\n{}", differences.len(), differences.join("\n"));
    let known: BTreeSet<(&str, &str)> =
        records().iter().flat_map(|record| record.fields().map(|(owner, field)| (owner.name, field.key))).collect();
    let missed: Vec<_> = known.iter().filter(|key| !tried.contains_key(*key)).collect();
    assert!(missed.is_empty(), "no example has {missed:?}");
    assert!(count > 1000, "only {count} changes were tried");
}

/// Something made wrong.
struct Change {
    key: &'static str,
    what: String,
    whole: Value,
}

/// How the two verdicts differ, if they do.
fn difference(record: &Record, change: &Change, found: &[Code], refusal: &[String]) -> Option<String> {
    let what = &change.what;
    let formal = found.iter().find(|code| FORMAL.contains(code) && !beyond(record, change.key, **code));
    match () {
        () if found.is_empty() && !refusal.is_empty() => Some(format!("{what}: only the schema refuses: {refusal:?}")),
        () if formal.is_some() && refusal.is_empty() => Some(format!("{what}: only the decoder refuses: {found:?}")),
        () => None,
    }
}

/// Whether a fault of the form follows from something that stands elsewhere: the name of the file, other keys, the languages
/// of the site, the time zones of the world. A schema of one value cannot see these.
fn beyond(record: &Record, key: &str, code: Code) -> bool {
    let known = [
        ("site", "time_zone", Code::BadDate),
        ("assessment", "year", Code::BadYear),
        ("assessment", "released", Code::BadDate),
        ("rank", "rank", Code::BadNumber),
    ];
    let is_address = record.name == "addresses" && matches!(code, Code::UnknownKey | Code::MissingKey);
    is_address || known.contains(&(record.name, key, code))
}

/// Faults of the form alone: a schema must see them too.
const FORMAL: &[Code] = &[
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongShape,
    Code::EmptyValue,
    Code::BadSlug,
    Code::BadDate,
    Code::BadYear,
    Code::BadNumber,
    Code::BadAddress,
];

/// What is tried behind every key.
fn bad_values() -> Vec<Value> {
    vec![
        json!(null),
        json!(""),
        json!("nope nope!"),
        json!({"zzz": "nope"}),
        json!({}),
        json!([]),
        json!([["nope"]]),
        json!([{"zzz": 1}]),
        json!(-7),
        json!(3000),
        json!("2019-13-99"),
        json!("2019"),
    ]
}

fn changes(
    whole: &Value,
    place: &str,
    record: &'static Record,
    tried: &mut BTreeMap<(&'static str, &'static str), usize>,
) -> Vec<Change> {
    let map = whole.pointer(place).and_then(Value::as_object).expect("the walk found a map");
    let change = |key: &'static str, what: String, edit: &dyn Fn(&mut Map<String, Value>)| {
        let mut whole = whole.clone();
        edit(whole.pointer_mut(place).and_then(Value::as_object_mut).expect("it is a map"));
        Change { key, what: format!("{place}: {what}"), whole }
    };
    let mut list = Vec::new();
    for (owner, field) in record.fields().map(|(owner, field)| (owner.name, field.key)) {
        if !map.contains_key(field) {
            continue;
        }
        let times = tried.entry((owner, field)).or_default();
        *times += 1;
        if *times > 2 {
            continue;
        }
        list.push(change(field, format!("without {field}"), &|map| {
            map.shift_remove(field);
        }));
        list.push(change(field, format!("{field} renamed"), &|map| {
            let value = map.shift_remove(field).expect("it is there");
            map.insert("zzz".into(), value);
        }));
        for value in bad_values() {
            list.push(change(field, format!("{field}: {value}"), &|map| {
                map.insert(field.into(), value.clone());
            }));
        }
    }
    list
}

/// The kind of file at a path below the site's folder.
fn of_path(path: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| match format.path.split_once('*') {
        Some((start, end)) => path.starts_with(start) && path.ends_with(end),
        None => path == format.path,
    })
}

/// What the schema of a kind of file has against a value.
fn wrong(format: &Format, value: &Value) -> Vec<String> {
    faults(&serde_json::from_str(&schema(format, Lang::En)).expect("a schema is JSON"), value)
}

/// All records of all kinds of files.
fn records() -> Vec<&'static Record> {
    let all = FORMATS.iter().flat_map(|format| records_of(&format.shape));
    all.map(|record| (record.name, record)).collect::<BTreeMap<_, _>>().into_values().collect()
}

fn records_of(shape: &Shape) -> Vec<&'static Record> {
    match shape {
        Shape::Of(record) => {
            let below = record.fields().flat_map(|(_, field)| records_of(&field.shape));
            std::iter::once(*record).chain(below).collect()
        }
        Shape::List(item)
        | Shape::NonEmpty(item)
        | Shape::OneOrList(item)
        | Shape::Pair(item)
        | Shape::Each(_, item) => records_of(item),
        Shape::Either(shapes) => shapes.iter().flat_map(records_of).collect(),
        _ => Vec::new(),
    }
}

/// The maps with known keys in a value, each by its pointer.
fn places(value: &Value, shape: &Shape) -> Vec<(String, &'static Record)> {
    let below = |key: String, value: &Value, shape: &Shape| {
        let inner = places(value, shape).into_iter();
        inner.map(|(place, record)| (format!("/{key}{place}"), record)).collect::<Vec<_>>()
    };
    match (shape, value) {
        (Shape::Of(record), Value::Object(map)) => {
            let fields = record.fields().filter_map(|(_, field)| Some((field, map.get(field.key)?)));
            let inner = fields.flat_map(|(field, value)| below(field.key.to_owned(), value, &field.shape));
            std::iter::once((String::new(), *record)).chain(inner).collect()
        }
        (Shape::List(item) | Shape::NonEmpty(item) | Shape::OneOrList(item), Value::Array(list)) => {
            list.iter().enumerate().flat_map(|(n, value)| below(n.to_string(), value, item)).collect()
        }
        (Shape::OneOrList(item), value) => places(value, item),
        (Shape::Each(_, item), Value::Object(map)) => {
            map.iter().flat_map(|(key, value)| below(key.clone(), value, item)).collect()
        }
        // A table is told from results by its key.
        (Shape::Either([Shape::Of(table), _]), Value::Object(map))
            if map.contains_key("file") && table.name == "table" =>
        {
            vec![(String::new(), *table)]
        }
        (Shape::Either([Shape::Of(_), rest]), value) => places(value, rest),
        (Shape::Either(shapes), value) => shapes.iter().flat_map(|shape| places(value, shape)).collect(),
        _ => Vec::new(),
    }
}
