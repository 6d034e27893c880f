//! The shape of a value as a schema. What a decoder takes is never refused, except a bare `true` or `false` as a text.

use serde_json::{Map, Value, json};

use super::words::plain;
use crate::diag::words::Lang;
use crate::load::record::{Keys, Record, Shape};

/// The definition of a public text.
pub(super) const WORDS: &str = "text";
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
const LANGUAGE: &str = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$";
const URL: &str = "^https?://[A-Za-z0-9.:\\[\\]-]{3,}([/?#][^\\s\"<>\\\\`]*)?$";
const EMAIL: &str = "^[A-Za-z0-9._+-]+@[A-Za-z0-9._+-]*\\.[A-Za-z0-9._+-]*$";
const ALIAS: &str = "^(/[a-z0-9_-][a-z0-9._-]*)+/?$";
const NUMBER: &str = "^[-−]?[0-9]+([.,][0-9]+)?\\s*(%|persen|percent)?$";
const YEAR: &str = "^(19|20|21)[0-9]{2}$";
const DAY: &str = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([ T][0-2][0-9][:.][0-5][0-9]([:.][0-5][0-9])?)?$";
const DATE: &str = "^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])([ T][0-2][0-9][:.][0-5][0-9]([:.][0-5][0-9])?)?)?)?$";

/// The schema of a shape.
pub(super) fn of(shape: &Shape, lang: Lang) -> Value {
    let all = |shapes: &[Shape]| shapes.iter().map(|shape| of(shape, lang)).collect::<Vec<_>>();
    match shape {
        Shape::Words => json!({"$ref": format!("#/definitions/{WORDS}")}),
        Shape::Of(record) => json!({"$ref": format!("#/definitions/{}", record.name)}),
        Shape::Choice(words) => json!({"enum": words()}),
        Shape::Open(words) => json!({"anyOf": [{"enum": words()}, of(&Shape::Slug, lang)]}),
        Shape::List(item) => json!({"type": "array", "items": of(item, lang)}),
        Shape::Some(item) => json!({"type": "array", "items": of(item, lang), "minItems": 1}),
        Shape::Pair(item) => json!({"type": "array", "items": of(item, lang), "minItems": 2, "maxItems": 2}),
        Shape::OneOrList(item) => json!({"anyOf": [of(item, lang), {"type": "array", "items": of(item, lang)}]}),
        Shape::Each(keys, item) => each(*keys, item, lang),
        Shape::Either(shapes) => json!({"anyOf": all(shapes)}),
        _ => scalar(shape, lang),
    }
}

fn scalar(shape: &Shape, lang: Lang) -> Value {
    let form = |types: Value, pattern: &str, words: &str| {
        let why = plain(lang, &format!("form.{words}"));
        json!({"type": types, "pattern": pattern, "patternErrorMessage": why})
    };
    let number = || json!(["number", "string"]);
    let with = |mut schema: Value, min: Value, max: Value| {
        schema["minimum"] = min;
        schema["maximum"] = max;
        schema
    };
    match shape {
        Shape::Slug | Shape::Id(_) => {
            let mut slug = form(json!(["string", "number"]), SLUG, "slug");
            slug["minimum"] = json!(0);
            slug
        }
        Shape::Url => form(json!("string"), URL, "url"),
        Shape::Email => form(json!("string"), EMAIL, "email"),
        Shape::Alias => form(json!("string"), ALIAS, "alias"),
        Shape::Language => form(json!("string"), LANGUAGE, "language"),
        Shape::Year => with(form(json!(["integer", "string"]), YEAR, "year"), json!(1900), json!(2199)),
        Shape::Date => with(form(json!(["string", "integer"]), DATE, "date"), json!(1900), json!(2199)),
        Shape::Day => form(json!("string"), DAY, "day"),
        Shape::Score | Shape::Number => form(number(), NUMBER, "number"),
        Shape::Count(most) => {
            let pattern = if *most < 10 { format!("^[0-{most}]$") } else { "^(0|[1-9][0-9]*)$".to_owned() };
            with(form(json!(["integer", "string"]), &pattern, "count"), json!(0), json!(most))
        }
        Shape::Flag => form(json!(["boolean", "string"]), "^(true|false)$", "flag"),
        _ => form(json!(["string", "number"]), "\\S", "text"),
    }
}

fn each(keys: Keys, item: &Shape, lang: Lang) -> Value {
    let names = match keys {
        Keys::Ids => Some((SLUG, "slug")),
        Keys::Languages => Some((LANGUAGE, "language")),
        Keys::Texts => None,
    };
    let mut schema = json!({"type": "object", "additionalProperties": of(item, lang)});
    if let Some((pattern, words)) = names {
        let why = plain(lang, &format!("form.{words}"));
        schema["propertyNames"] = json!({"pattern": pattern, "patternErrorMessage": why});
    }
    schema
}

/// A text that readers see: a string, or one by language.
pub(super) fn public_text(lang: Lang) -> Value {
    let mut by_language = each(Keys::Languages, &Shape::Text, lang);
    by_language["minProperties"] = json!(1);
    json!({"anyOf": [of(&Shape::Text, lang), by_language]})
}

/// The schema of a map with known keys.
pub(super) fn record(record: &'static Record, lang: Lang) -> Value {
    let mut keys = Map::new();
    for (owner, field) in record.fields() {
        let mut schema = of(&field.shape, lang);
        schema["description"] = json!(plain(lang, &format!("{}.{}", owner.name, field.key)));
        keys.insert(field.key.to_owned(), schema);
    }
    let needed: Vec<&str> = record.fields().filter(|(_, field)| field.is_needed).map(|(_, field)| field.key).collect();
    let mut schema = json!({"type": "object", "additionalProperties": false, "properties": keys});
    if !needed.is_empty() {
        schema["required"] = json!(needed);
    }
    if !record.any.is_empty() {
        schema["anyOf"] = record.any.iter().map(|key| json!({"required": [key]})).collect();
    }
    schema
}
