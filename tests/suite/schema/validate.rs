//! JSON Schema draft 7 as far as our schemas use it; a keyword that is not known here fails the test.

use regex_lite::Regex;
use serde_json::Value;

/// What a schema has against a value; empty when it is valid.
pub(super) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    check(schema, schema, value, "")
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let keywords = schema.as_object().expect("a schema is an object here");
    let mut found = Vec::new();
    for (keyword, rule) in keywords {
        let sub = |value: &Value, at: &str| check(root, rule, value, at);
        let fault = |is_fine: bool| if is_fine { Vec::new() } else { vec![format!("{at}: {keyword} {rule}")] };
        found.extend(match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" | "definitions" | "patternErrorMessage" => Vec::new(),
            "$ref" => {
                let pointer =
                    rule.as_str().and_then(|path| path.strip_prefix('#')).expect("a reference inside the schema");
                check(root, root.pointer(pointer).expect("it leads somewhere"), value, at)
            }
            "type" => fault(types(rule).iter().any(|name| is_of(value, name))),
            "enum" => fault(rule.as_array().expect("a list").contains(value)),
            "pattern" => fault(value.as_str().is_none_or(|text| regex(rule).is_match(text))),
            "minimum" => fault(value.as_f64().is_none_or(|n| n >= number(rule))),
            "maximum" => fault(value.as_f64().is_none_or(|n| n <= number(rule))),
            "minItems" => fault(value.as_array().is_none_or(|list| list.len() as f64 >= number(rule))),
            "maxItems" => fault(value.as_array().is_none_or(|list| list.len() as f64 <= number(rule))),
            "minProperties" => fault(value.as_object().is_none_or(|map| map.len() as f64 >= number(rule))),
            "required" => {
                let keys = || rule.as_array().expect("a list").iter().map(|key| key.as_str().expect("a key"));
                fault(value.as_object().is_none_or(|map| keys().all(|key| map.contains_key(key))))
            }
            "anyOf" => {
                let any = rule.as_array().expect("a list");
                let all: Vec<Vec<String>> = any.iter().map(|schema| check(root, schema, value, at)).collect();
                if all.iter().any(Vec::is_empty) { Vec::new() } else { all.concat() }
            }
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                items.flat_map(|(n, item)| sub(item, &format!("{at}/{n}"))).collect()
            }
            "properties" => {
                let of = |(key, value): (&String, &Value)| {
                    rule.get(key).map(|rule| check(root, rule, value, &format!("{at}/{key}"))).unwrap_or_default()
                };
                value.as_object().into_iter().flatten().flat_map(of).collect()
            }
            "propertyNames" => {
                let keys = value.as_object().into_iter().flatten().map(|(key, _)| Value::String(key.clone()));
                keys.flat_map(|key| sub(&key, at)).collect()
            }
            "additionalProperties" => {
                let is_known = |key: &str| schema["properties"].get(key).is_some();
                let others = value.as_object().into_iter().flatten().filter(|(key, _)| !is_known(key));
                match rule {
                    Value::Bool(false) => others.map(|(key, _)| format!("{at}: unknown key {key}")).collect(),
                    _ => others.flat_map(|(key, value)| sub(value, &format!("{at}/{key}"))).collect(),
                }
            }
            other => panic!("the schemas use {other}, which is not looked at here"),
        });
    }
    found
}

fn types(rule: &Value) -> Vec<&str> {
    match rule {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        name => name.as_str().into_iter().collect(),
    }
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|n| n.fract() == 0.0),
        other => panic!("no type {other}"),
    }
}

fn number(rule: &Value) -> f64 {
    rule.as_f64().expect("a number")
}

fn regex(rule: &Value) -> Regex {
    Regex::new(rule.as_str().expect("a pattern")).expect("a pattern that can be read")
}
