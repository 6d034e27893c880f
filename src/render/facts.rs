//! What a theme says about itself in `theme.yaml`: its name, version, and the colour tokens that zones may take.

use crate::diag::{Code, Diagnostic};
use crate::load::Sources;
use crate::load::decode::{Decoder, Map, nearest};
use crate::load::yaml;

/// A theme's own facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its name.
    pub name: String,
    /// Its version, shown nowhere.
    pub version: String,
    /// The tokens its style sheet has colours for, best first.
    pub tokens: Vec<String>,
}

/// Reads `theme.yaml`.
pub fn read(sources: &Sources) -> (Facts, Vec<Diagnostic>) {
    let Some(file) = sources.theme.texts.get("theme.yaml") else {
        let path = format!("themes/{}/theme.yaml", sources.theme.name);
        return (Facts::default(), vec![Diagnostic::nowhere(Code::ThemeFile).with("path", path)]);
    };
    let text = sources.text(*file);
    let (tree, mut faults) = yaml::parse(*file, text, 0..text.len());
    let decoder = Decoder::new(*file, text);
    let map = tree.as_ref().and_then(|tree| decoder.value(tree.root()).map_of(&["name", "version", "tokens"]));
    let facts = map.and_then(decode).unwrap_or_default();
    faults.extend(decoder.finish());
    (facts, faults)
}

fn decode(map: Map<'_>) -> Option<Facts> {
    let text = |key| map.need(key).and_then(|value| value.text()).map(str::to_owned);
    let tokens = map.need("tokens").and_then(|value| value.list());
    Some(Facts {
        name: text("name")?,
        version: text("version")?,
        tokens: tokens?.filter_map(|value| value.text().map(str::to_owned)).collect(),
    })
}

impl Facts {
    /// Whether the theme has colours for a token; else the nearest that it has.
    ///
    /// # Errors
    /// The nearest token, when the theme does not know this one.
    pub fn knows(&self, token: &str) -> Result<(), Option<&str>> {
        match self.tokens.iter().any(|known| known == token) {
            true => Ok(()),
            false => Err(nearest(token, self.tokens.iter().map(String::as_str))),
        }
    }
}
