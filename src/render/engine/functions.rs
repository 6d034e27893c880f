//! What templates can call: `t`, `asset`, and the filters `score`, `change`, `integer`, `percent`, `date`, `encoded`, `json`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::escape::{escape, script_json};
use crate::diag::{At, Code, Diagnostic, FileId};
use crate::model::date::PartialDate;
use crate::model::number::Decimal;
use crate::render::words::message::{Arg, Piece};
use crate::render::words::{DateForm, Unsaid, Words};

/// Where a site's copies of the theme's static files stand, below the base path.
const FOLDER: &str = "assets";

/// What the functions of one language work with.
#[derive(Debug, Clone)]
pub(super) struct Tools {
    pub(super) words: Arc<Words>,
    pub(super) assets: Arc<BTreeMap<String, String>>,
}

/// The address of each static file by its name below `static/`, with the fingerprint of its bytes.
pub(super) fn assets(statics: &BTreeMap<String, Cow<'static, [u8]>>, base_path: &str) -> BTreeMap<String, String> {
    let address = |name: &str, bytes: &[u8]| {
        let fingerprint = blake3::hash(bytes).to_hex();
        format!("{base_path}{FOLDER}/{name}?v={}", &fingerprint[..8])
    };
    statics.iter().map(|(name, bytes)| (name.clone(), address(name, bytes))).collect()
}

pub(super) fn register(tera: &mut Tera, tools: Tools) {
    let Tools { words, assets } = tools;
    let w = words.clone();
    tera.register_function("t", move |args: Kwargs, state: &State| string(&w, &args, state));
    tera.register_function("asset", move |args: Kwargs, _: &State| {
        let name = args.must_get::<&str>("name")?;
        let address = assets.get(name).ok_or_else(|| Error::message(format!("the theme has no file static/{name}")))?;
        Ok::<_, Error>(address.clone())
    });
    let w = words.clone();
    tera.register_filter("score", move |value: Value, _: Kwargs, _: &State| decimal(&value).map(|n| w.score(n)));
    let w = words.clone();
    tera.register_filter("change", move |value: Value, _: Kwargs, _: &State| decimal(&value).map(|n| w.change(n)));
    let w = words.clone();
    tera.register_filter("percent", move |value: Value, _: Kwargs, _: &State| decimal(&value).map(|n| w.percent(n)));
    let w = words.clone();
    tera.register_filter("integer", move |value: i64, _: Kwargs, _: &State| w.integer(value));
    tera.register_filter("date", move |value: &str, args: Kwargs, _: &State| date(&words, value, &args));
    tera.register_filter("encoded", |value: &str, _: Kwargs, _: &State| encoded(value));
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State| {
        let json = serde_json::to_string(value).map_err(Error::message)?;
        Ok::<_, Error>(Value::safe_string(&script_json(&json)))
    });
}

/// A text as part of an address: all but letters, digits, `-`, `.`, `_` and `~` by their bytes.
fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

/// A decimal as the views give it: exact text with a point; whole numbers may be numbers.
fn decimal(value: &Value) -> TeraResult<Decimal> {
    let written = value.as_str().map(|text| Decimal::parse(text).ok());
    let number = written.unwrap_or_else(|| value.as_i64().map(|n| Decimal::new(n, 0)));
    number.ok_or_else(|| Error::message(format!("`{value}` is no decimal number")))
}

fn date(words: &Words, value: &str, args: &Kwargs) -> TeraResult<String> {
    let date = PartialDate::parse(value).ok_or_else(|| Error::message(format!("`{value}` is no date")))?;
    let form = match args.get::<&str>("form")? {
        None => DateForm::default(),
        Some(name) => DateForm::NAMES
            .iter()
            .find_map(|(known, form)| (*known == name).then_some(*form))
            .ok_or_else(|| Error::message(format!("`{name}` is no form of a date")))?,
    };
    Ok(words.date(date, form))
}

/// `t(key="…", name=value, …)`: a safe value (a link set in a block) stays as it is, all else is escaped around it.
fn string(words: &Words, args: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key = args.must_get::<&str>("key")?;
    let given: Vec<(&str, &Value)> = args
        .iter()
        .filter_map(|(name, value)| Some((name.as_str()?, value)))
        .filter(|(name, _)| *name != "key")
        .collect();
    let values =
        given.iter().map(|(name, value)| Ok((*name, argument(name, value)?))).collect::<TeraResult<Vec<_>>>()?;
    let is_safe: Vec<bool> = given.iter().map(|(_, value)| value.is_safe()).collect();
    let as_markup = state.autoescaping_enabled() && is_safe.contains(&true);
    let mut out = Vec::new();
    let mut failed = Ok(());
    let said = words.visit(key, &values, &mut |piece| {
        let (text, plain) = match piece {
            Piece::Theme(text) => (text, !as_markup),
            Piece::Value(n, text) => (text, !as_markup || is_safe[n]),
        };
        if plain {
            out.extend_from_slice(text.as_bytes());
        } else if failed.is_ok() {
            failed = escape(text, &mut out);
        }
    });
    said.map_err(|why| Error::message(unsaid(key, &why)))?;
    failed?;
    let text = String::from_utf8(out)?;
    Ok(if as_markup { Value::safe_string(&text) } else { Value::from(text) })
}

fn argument<'v>(name: &str, value: &'v Value) -> TeraResult<Arg<'v>> {
    let text = value.as_str().map(Arg::Text);
    let arg = text.or_else(|| value.as_i64().map(Arg::Count));
    arg.ok_or_else(|| Error::message(format!("argument `{name}` is neither text nor a whole number")))
}

fn unsaid(key: &str, why: &Unsaid) -> String {
    match why {
        Unsaid::Key(Some(near)) => format!("the theme has no string `{key}`; did you mean `{near}`?"),
        Unsaid::Key(None) => format!("the theme has no string `{key}`"),
        Unsaid::Argument(name) => format!("string `{key}` wants argument `{name}`"),
        Unsaid::Plural => format!("string `{key}` chooses by `n`, which must be a whole number"),
    }
}

/// Faults of literal keys in `t(key="…")` that a language does not have.
pub(super) fn unknown_strings(file: FileId, text: &str, words: &Words) -> Vec<Diagnostic> {
    if words.at().is_none() {
        return Vec::new();
    }
    const CALL: &str = "t(key=\"";
    let mut faults = Vec::new();
    for (at, _) in text.match_indices(CALL) {
        let start = at + CALL.len();
        let is_name = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some(length) = text[start..].find('"').filter(|_| !is_name) else { continue };
        let (key, after) = (&text[start..start + length], text[start + length + 1..].trim_start());
        if after.starts_with([',', ')']) && !words.has(key) {
            let at = At::new(file, start, start + length);
            let fault = Diagnostic::at(Code::ThemeString, at).variant("unknown").with("key", key);
            faults.push(fault.with("language", words.lang()).with_some("suggestion", words.nearest(key)));
        }
    }
    faults
}
