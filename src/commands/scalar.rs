//! A text as YAML that is read back exactly, whatever stands in it.

/// The text as it is where nothing in it means something to YAML, else in double quotes.
pub(super) fn scalar(text: &str) -> String {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '(' | ')' | '.' | ',' | ' ');
    // Words that other readers of YAML take for a truth, a number or nothing.
    let is_word = |word: &str| word.eq_ignore_ascii_case(text);
    let is_kept =
        ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"].iter().any(|w| is_word(w));
    let begins = text.starts_with(char::is_alphabetic);
    let is_plain = begins && !text.ends_with(' ') && !is_kept && text.chars().all(is_letter);
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// The text in double quotes, without white space at its ends.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.trim().chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_unseen(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

/// A character that YAML forbids as it is or takes for the end of a line, and the byte-order mark.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
