//! Content as an editor's language server reads it (YAML 1.2, core schema), and back.

use patuh::diag::FileId;
use patuh::load::tree::{Kind, Node};
use patuh::load::yaml;
use serde_json::{Map, Number, Value};

/// The value of a data file, or of the keys above a text.
pub(super) fn value(path: &str, text: &str) -> Value {
    let range = if path.ends_with(".md") { front(text) } else { 0..text.len() };
    let (tree, faults) = yaml::parse(FileId(0), text, range);
    assert!(faults.is_empty(), "{path}: {faults:?}");
    of_node(tree.expect("the file is YAML").root(), text)
}

/// The same as a file: JSON is YAML.
pub(super) fn text(path: &str, value: &Value, body: &str) -> String {
    let json = serde_json::to_string(value).expect("a value is JSON");
    if path.ends_with(".md") { format!("---\n{json}\n---\n{body}") } else { json }
}

/// What stands below the keys of a text.
pub(super) fn body(text: &str) -> &str {
    &text[front(text).end + "\n---\n".len()..]
}

fn front(text: &str) -> std::ops::Range<usize> {
    let start = "---\n".len();
    assert!(text.starts_with("---\n"), "a text has keys on top");
    start..start + text[start..].find("\n---\n").expect("the keys end")
}

fn of_node(node: Node<'_>, source: &str) -> Value {
    match node.kind() {
        Kind::Empty => Value::Null,
        Kind::Plain => plain(node.span().of(source)),
        Kind::Quoted => Value::String(node.text(source).unwrap_or_default().to_owned()),
        Kind::List(items) => items.map(|item| of_node(item, source)).collect(),
        Kind::Map(_, entries) => {
            let entry = |(key, value): (Node<'_>, Node<'_>)| {
                (key.text(source).unwrap_or("").to_owned(), of_node(value, source))
            };
            Value::Object(entries.map(entry).collect::<Map<_, _>>())
        }
    }
}

fn plain(text: &str) -> Value {
    match text {
        "true" => return Value::Bool(true),
        "false" => return Value::Bool(false),
        _ => {}
    }
    if let Ok(number) = text.parse::<i64>() {
        return Value::Number(number.into());
    }
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    let number = is_number.then(|| text.parse().ok()).flatten().and_then(Number::from_f64);
    number.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}
