//! What is to be said: a text of the catalogue with its values, said in the language asked for at the very end.

use std::fmt::Display;

use crate::commands::words;
use crate::diag::words::Lang;

/// A text of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    key: &'static str,
    args: Vec<(&'static str, String)>,
}

impl Said {
    /// A text without values.
    pub fn of(key: &'static str) -> Self {
        Said { key, args: Vec::new() }
    }

    /// With a value for a placeholder.
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// In a language.
    pub fn say(&self, lang: Lang) -> String {
        words::say(lang, self.key, &self.args)
    }
}

/// What keeps the import from being written, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The cell, with the name of its sheet; none when it is about the whole.
    pub at: Option<String>,
    /// The rule.
    pub said: Said,
    /// The next step.
    pub help: Option<Said>,
}

impl Doubt {
    /// About the whole.
    pub fn of(said: Said) -> Self {
        Doubt { at: None, said, help: None }
    }

    /// At a cell.
    pub fn at(at: String, said: Said) -> Self {
        Doubt { at: Some(at), said, help: None }
    }

    /// With the next step.
    pub fn help(self, help: Said) -> Self {
        Doubt { help: Some(help), ..self }
    }
}
