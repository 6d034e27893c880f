//! Values that stand in YAML and in tables as a person writes them.

use crate::commands::scalar::quoted;

/// Text of an address or a date, which has signs of its own.
pub(crate) fn address(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?=&+%".contains(c);
    let is_safe = text.starts_with(|c: char| c.is_ascii_alphanumeric()) && !text.ends_with(':');
    if is_safe && text.chars().all(is_plain) { text.to_owned() } else { quoted(text) }
}

/// The sign between the cells of a table, by its heading.
pub(crate) fn separator(table: &str) -> char {
    let heading = table.trim_start_matches('\u{feff}').lines().next().unwrap_or("");
    [';', '\t', ','].into_iter().find(|sign| heading.contains(*sign)).unwrap_or(';')
}

/// A text in a cell of a table.
pub(crate) fn cell(text: &str, separator: char) -> String {
    let needs = text.contains([separator, '"', '\n', '\r']) || text.trim() != text;
    if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
