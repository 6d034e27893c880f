//! A key above a text → a field of a form.

use serde_json::{Value, json};

use super::super::schema::shape;
use super::super::schema::words::plain;
use crate::diag::words::Lang;
use crate::load::record::{Field, Record, Shape};
use crate::model::Model;

/// Keys in the order of the form; `body` is the text itself. Others follow.
const ORDER: &[&str] = &[
    "title",
    "date",
    "summary",
    "draft",
    "regencies",
    "tags",
    "body",
    "image",
    "attachments",
    "place",
    "author",
    "lang",
    "key",
    "updated",
    "corrections",
    "expires",
    "withdrawn",
];
/// Keys whose text may be longer than a line.
const LONG: &[&str] = &["summary", "text", "reason", "alt", "caption"];

/// The fields of a text's form.
pub(super) fn all(record: &'static Record, model: &Model, lang: Lang) -> Vec<Value> {
    // Rich text would escape the brackets of insertions and boxes.
    let body = json!({"name": "body", "label": plain(lang, "label.body"), "widget": "markdown", "modes": ["raw"]});
    let fields = record.fields().map(|(owner, field)| (field.key, one(owner, field, model, lang)));
    let mut list: Vec<(&str, Value)> = fields.chain([("body", body)]).collect();
    list.sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key).unwrap_or(ORDER.len()));
    list.into_iter().map(|(_, field)| field).collect()
}

fn one(owner: &'static Record, field: &'static Field, model: &Model, lang: Lang) -> Value {
    let mut out = json!({
        "name": field.key,
        "label": plain(lang, &format!("label.{}", field.key)),
        "hint": plain(lang, &format!("{}.{}", owner.name, field.key)),
        "required": field.is_needed,
    });
    let widget = widget(field, model, lang);
    if let (Value::Object(out), Value::Object(widget)) = (&mut out, widget) {
        out.extend(widget);
    }
    out
}

fn widget(field: &'static Field, model: &Model, lang: Lang) -> Value {
    match &field.shape {
        Shape::Flag => json!({"widget": "boolean", "default": false}),
        Shape::Language => json!({"widget": "select", "options": model.site.languages}),
        Shape::List(Shape::Id(_)) => json!({"widget": "select", "multiple": true, "options": bodies(model)}),
        Shape::List(Shape::Of(record)) => json!({"widget": "list", "fields": inner(record, model, lang)}),
        Shape::List(_) | Shape::OneOrList(_) => json!({"widget": "list"}),
        Shape::Of(record) => json!({"widget": "object", "fields": inner(record, model, lang)}),
        // The decoder takes a name with its folder in front, as the program writes it.
        Shape::Picture => media("image", "images", "image/jpeg,image/png,image/webp"),
        Shape::File => media("file", "files", ".pdf,.csv,.xlsx,.ods,.docx,.odt,.zip,.jpg,.png,.txt"),
        Shape::Text if LONG.contains(&field.key) => json!({"widget": "text"}),
        // A form for dates would drop the time of an embargo, or put one that nobody wrote.
        shape => match shape::form(shape, lang) {
            Some((pattern, why)) => json!({"widget": "string", "pattern": [pattern, why]}),
            None => json!({"widget": "string"}),
        },
    }
}

fn inner(record: &'static Record, model: &Model, lang: Lang) -> Vec<Value> {
    record.fields().map(|(owner, field)| one(owner, field, model, lang)).collect()
}

fn media(widget: &str, folder: &str, accept: &str) -> Value {
    json!({
        "widget": widget, "media_folder": format!("/content/{folder}"), "public_folder": format!("/{folder}"),
        "choose_url": false, "accept": accept,
    })
}

/// The bodies that are public, as choices.
fn bodies(model: &Model) -> Vec<Value> {
    let name = |body: &crate::model::regency::Regency| json!({"label": body.name.get(crate::model::text::Lang(0)), "value": body.id.as_str()});
    model.regencies.iter().map(name).collect()
}
