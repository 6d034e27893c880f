//! What an editor most likely meant where a file stops being YAML: the reader's own words are English, and speak of its grammar.

use crate::diag::{At, Code, Diagnostic, FileId};

/// What the reader says, or a part of it, and the variant of the fault.
const SAID: &[(&str, &str)] = &[
    ("unclosed quote", "quote"),
    ("trailing content after", "after-quote"),
    ("unknown escape", "escape"),
    ("did not find expected key", "indentation"),
    ("did not find expected '-'", "indentation"),
    ("simple key expected", "no-colon"),
    ("flow mapping", "bracket"),
    ("flow sequence", "bracket"),
    ("bracket", "bracket"),
    ("illegal placement of ':'", "bracket"),
    ("block scalar", "block"),
];
/// Signs that begin no text.
const SIGNS: &[char] = &['@', '%', '`', '*', '&', '!'];

/// The fault of a text that the reader refused at a byte of it; `base` is where the text begins in its file.
pub fn fault((source, place): (&str, usize), info: &str, file: FileId, base: usize) -> Diagnostic {
    let tab = tab_in_indentation(source, place);
    let sign = source[place..].chars().next().filter(|sign| SIGNS.contains(sign));
    let is_sign = info.contains("unexpected character") || info.contains("unknown anchor");
    let (variant, place) = match sign {
        _ if tab.is_some() => ("tab", tab.unwrap_or(place)),
        Some(_) if is_sign => ("sign", place),
        _ if info.contains("mapping values are not allowed") => second_colon(source, place),
        _ => (SAID.iter().find(|(said, _)| info.contains(said)).map_or("", |(_, variant)| variant), place),
    };
    let at = At::new(file, base + place, base + place);
    let sign = sign.filter(|_| variant == "sign");
    Diagnostic::at(Code::YamlSyntax, at).variant(variant).with("detail", info).with_some("sign", sign)
}

/// A colon where none can be: the second of its line, or the first one of a line that hangs on the line above, because
/// it is further in or because that one has none.
fn second_colon(source: &str, place: usize) -> (&'static str, usize) {
    let start = line_start(source, place);
    if source[start..place].contains(": ") {
        return ("colon", place);
    }
    let lines = source[..start].split_inclusive('\n').rev();
    let mut end = start;
    for line in lines {
        end -= line.len();
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let first = end + line.len() - line.trim_start().len();
        return if text.contains(':') {
            ("indentation", start + indentation(&source[start..]))
        } else {
            ("no-colon", first)
        };
    }
    ("colon", place)
}

/// A tab that indents the line of a place, or the line after it.
fn tab_in_indentation(source: &str, place: usize) -> Option<usize> {
    let mut start = line_start(source, place);
    for line in source[start..].split_inclusive('\n').take(2) {
        if let Some(tab) = line[..indentation(line)].find('\t') {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

fn line_start(source: &str, place: usize) -> usize {
    source[..place].rfind('\n').map_or(0, |n| n + 1)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}
