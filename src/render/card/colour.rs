//! The colours of the theme's style sheet for drawings, which do not read it: the light ones, by their names there.

use std::collections::BTreeMap;

/// The style sheet whose colours cards take.
pub const SHEET: &str = "tokens.css";
/// How often one name may stand for another.
const STEPS: usize = 8;

/// What the custom properties of a style sheet say, by name without the dashes. What stands first counts: the light colours.
pub fn properties(sheet: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut rest = sheet;
    while let Some((_, after)) = rest.split_once("--") {
        rest = after;
        let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let end = after.find(|c| !is_letter(c)).unwrap_or(after.len());
        let (name, said) = after.split_at(end);
        if let Some(value) = said.trim_start().strip_prefix(':') {
            let value = value.split([';', '}']).next().unwrap_or_default().trim();
            found.entry(name.to_owned()).or_insert_with(|| value.to_owned());
        }
    }
    found
}

/// A colour by its name in the style sheet, as drawings can read it; `None` where the sheet has no plain one.
pub fn colour<'p>(properties: &'p BTreeMap<String, String>, name: &str) -> Option<&'p str> {
    let mut value = properties.get(name)?.as_str();
    for _ in 0..STEPS {
        // Of two colours for light and dark, the light one.
        if let Some(both) = value.strip_prefix("light-dark(") {
            value = first_of(both);
        } else if let Some(other) = value.strip_prefix("var(--") {
            value = properties.get(other.split([',', ')']).next()?.trim())?;
        } else {
            break;
        }
    }
    let is_hex = |digits: &str| matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let is_plain = value == "transparent" || value.strip_prefix('#').is_some_and(is_hex);
    is_plain.then_some(value)
}

/// The first of several values in brackets.
fn first_of(values: &str) -> &str {
    let mut depth = 0;
    let end = values.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth < 0 || (depth == 0 && c == ',')
    });
    values[..end.unwrap_or(values.len())].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_light_colours_are_read() {
        let sheet = ":root { --best: red; --ink: light-dark(var(--dark), white); --dark:black;--a: var(--b); --b: var(--a) }\n\
                     @media dark { :root { --best: blue } } p { color: var(--ink) }";
        let found = properties(&sheet.replace("red", "\u{23}17843f").replace("black", "\u{23}123"));
        assert_eq!(colour(&found, "best"), Some("\u{23}17843f"));
        assert_eq!(colour(&found, "ink"), Some("\u{23}123"));
        assert_eq!(colour(&found, "a"), None, "names that go round");
        assert_eq!(colour(&found, "none"), None);
    }
}
