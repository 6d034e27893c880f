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
const TEXT: &str = "\\S";
const COUNT: &str = "^(0|[1-9][0-9]*)$";
const DIGIT: &str = "^[0-6]$";
const FLAG: &str = "^(true|false)$";
const FIRST_YEAR: u32 = 1900;
const LAST_YEAR: u32 = 2199;
const YEAR: &str = "^(19|20|21)[0-9]{2}$";
const DAY: &str =
    "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([ T][0-2][0-9][:.][0-5][0-9]([:.][0-5][0-9])?)?$";
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
        Shape::NonEmpty(item) => json!({"type": "array", "items": of(item, lang), "minItems": 1}),
        Shape::Pair(item) => json!({"type": "array", "items": of(item, lang), "minItems": 2, "maxItems": 2}),
        Shape::OneOrList(item) => json!({"anyOf": [of(item, lang), {"type": "array", "items": of(item, lang)}]}),
        Shape::Each(keys, item) => each(*keys, item, lang),
        Shape::Either(shapes) => json!({"anyOf": all(shapes)}),
        _ => scalar(shape, lang),
    }
}

/// The pattern that a text of this shape has, and the words for one that has another.
pub(in crate::commands) fn form(shape: &Shape, lang: Lang) -> Option<(&'static str, &'static str)> {
    let (pattern, words) = match shape {
        Shape::Slug | Shape::Id(_) => (SLUG, "slug"),
        Shape::Url => (URL, "url"),
        Shape::Email => (EMAIL, "email"),
        Shape::Alias => (ALIAS, "alias"),
        Shape::Language => (LANGUAGE, "language"),
        Shape::Year => (YEAR, "year"),
        Shape::Date => (DATE, "date"),
        Shape::Day => (DAY, "day"),
        Shape::Score | Shape::Number => (NUMBER, "number"),
        Shape::Count(0..10) => (DIGIT, "count"),
        Shape::Count(_) => (COUNT, "count"),
        Shape::Flag => (FLAG, "flag"),
        _ => return None,
    };
    Some((pattern, plain(lang, &format!("form.{words}"))))
}

fn scalar(shape: &Shape, lang: Lang) -> Value {
    let (types, range) = match shape {
        Shape::Slug | Shape::Id(_) => (json!(["string", "number"]), Some((0, None))),
        Shape::Url | Shape::Email | Shape::Alias | Shape::Language | Shape::Day => (json!("string"), None),
        Shape::Year => (json!(["integer", "string"]), Some((FIRST_YEAR, Some(LAST_YEAR)))),
        Shape::Date => (json!(["string", "integer"]), Some((FIRST_YEAR, Some(LAST_YEAR)))),
        Shape::Score | Shape::Number => (json!(["number", "string"]), None),
        Shape::Count(most) => (json!(["integer", "string"]), Some((0, Some(*most)))),
        Shape::Flag => (json!(["boolean", "string"]), None),
        _ => (json!(["string", "number"]), None),
    };
    let (pattern, why) = form(shape, lang).unwrap_or_else(|| (TEXT, plain(lang, "form.text")));
    let mut schema = json!({"type": types, "pattern": pattern, "patternErrorMessage": why});
    if let Some((least, most)) = range {
        schema["minimum"] = json!(least);
        if let Some(most) = most {
            schema["maximum"] = json!(most);
        }
    }
    schema
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
