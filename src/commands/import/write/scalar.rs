//! Values as a person writes them in YAML and in tables.

use crate::commands::log::quoted;

/// Words that YAML takes for something else than text.
const WORDS: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// A text in YAML: as it is where that is safe, else in quotation marks.
pub(crate) fn yaml(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '/' | '(' | ')' | '-' | '_' | '+');
    let starts = text.starts_with(char::is_alphabetic);
    let is_word = WORDS.contains(&text.to_ascii_lowercase().as_str());
    if starts && !is_word && !text.ends_with(' ') && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Text of an address or a date, which has signs of its own.
pub(crate) fn address(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?=&+%".contains(c);
    let is_safe = text.starts_with(|c: char| c.is_ascii_alphanumeric()) && !text.ends_with(':');
    if is_safe && text.chars().all(is_plain) { text.to_owned() } else { quoted(text) }
}

/// A text in a cell of a table.
pub(crate) fn cell(text: &str, separator: char) -> String {
    let needs = text.contains([separator, '"', '\n', '\r']) || text.trim() != text;
    if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
