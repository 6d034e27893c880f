//! What the theme says in one language: its strings from `i18n/<language>.yaml`, and the forms of numbers, dates and the alphabet.
//!
//! Steps: read the file, parse each string into a [`Message`], check that what Rust and templates use is there. Then [`Words::say`].

pub mod formats;
pub mod message;
mod strings;

use std::cmp::Ordering;
use std::rc::Rc;
use std::sync::Arc;

use ahash::AHashMap;
use icu_collator::CollatorBorrowed;

use crate::diag::{At, Code, Diagnostic, FileId};
use crate::load::Sources;
use crate::load::decode::nearest;
use crate::model::date::PartialDate;
use crate::model::number::Decimal;
use formats::{Formats, formats};
use message::{Arg, Args, Message, Piece};

pub use formats::DateForm;

/// The words of one language of the site.
#[derive(Debug)]
pub struct Words {
    lang: Arc<str>,
    locale: Arc<str>,
    file: Option<FileId>,
    messages: AHashMap<Box<str>, Message>,
    collator: Option<CollatorBorrowed<'static>>,
}

/// A string that Rust says, with the arguments it gives.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// The key.
    pub key: &'static str,
    /// The names of all arguments given.
    pub args: &'static [&'static str],
}

/// Why a string could not be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaid {
    /// No such key; with the nearest one there is.
    Key(Option<String>),
    /// The string has a placeholder that was given no value.
    Argument(String),
    /// The string chooses by `n`, and `n` is no number.
    Plural,
}

/// Reads the words of every language, in the order of `site.yaml: languages`.
///
/// A language without its file has no strings and is a fault.
pub fn load(sources: &Sources, languages: &[Arc<str>]) -> (Vec<Words>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let words = languages.iter().map(|lang| strings::read(sources, lang, &mut faults)).collect();
    (words, faults)
}

impl Words {
    /// The language, as in `site.yaml`.
    pub fn lang(&self) -> &Arc<str> {
        &self.lang
    }

    /// Language and country of the forms as link previews want them, such as `id_ID`; `None` where no country is named.
    pub fn region(&self) -> Option<String> {
        let id = icu_locale_core::LanguageIdentifier::try_from_str(&self.locale).ok()?;
        Some(format!("{}_{}", id.language, id.region?))
    }

    /// The place of the strings, for faults about something that is not there.
    pub fn at(&self) -> Option<At> {
        self.file.map(At::top)
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.messages.contains_key(key)
    }

    /// The faults that saying these would have.
    pub fn need(&self, needs: &[Need]) -> Vec<Diagnostic> {
        if self.file.is_none() {
            return Vec::new();
        }
        needs.iter().flat_map(|need| self.check(need)).collect()
    }

    fn check(&self, need: &Need) -> Vec<Diagnostic> {
        let Some(message) = self.messages.get(need.key) else {
            return self.missing(need.key).into_iter().collect();
        };
        let known = need.args.join(", ");
        let given = |name: &&str| !need.args.contains(name);
        let fault = |name| {
            let fault = Diagnostic::at(Code::ThemeString, message.at()).variant("argument").with("key", need.key);
            fault.with("name", name).with("known", &known)
        };
        message.names().filter(given).map(fault).collect()
    }

    /// The fault of a key that is used and not there.
    pub fn missing(&self, key: &str) -> Option<Diagnostic> {
        let fault = Diagnostic::at(Code::ThemeString, self.at()?).variant("missing").with("key", key);
        Some(fault.with("language", &self.lang).with_some("suggestion", self.nearest(key)))
    }

    /// All keys, in order.
    pub fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.messages.keys().map(|key| &**key).collect();
        keys.sort_unstable();
        keys
    }

    /// The nearest key that is there.
    pub fn nearest(&self, key: &str) -> Option<&str> {
        nearest(key, self.keys().into_iter())
    }

    /// A string with its arguments. Keys that Rust uses are checked by [`Words::need`] before; then this is never the bare key.
    pub fn say(&self, key: &str, args: Args<'_>) -> String {
        self.try_say(key, args).unwrap_or_else(|_| key.to_owned())
    }

    /// A string with its arguments.
    ///
    /// # Errors
    /// When the key or an argument is missing.
    pub fn try_say(&self, key: &str, args: Args<'_>) -> Result<String, Unsaid> {
        let mut out = String::new();
        self.visit(key, args, &mut |piece| {
            out.push_str(match piece {
                Piece::Theme(text) => text,
                Piece::Value(_, text) => text,
            });
        })?;
        Ok(out)
    }

    /// The pieces of a string in their order, so that the theme's words and the values can be escaped apart.
    ///
    /// # Errors
    /// When the key or an argument is missing.
    pub fn visit(&self, key: &str, args: Args<'_>, take: &mut dyn FnMut(Piece<'_>)) -> Result<(), Unsaid> {
        let message = self.messages.get(key).ok_or_else(|| Unsaid::Key(self.nearest(key).map(str::to_owned)))?;
        message.visit(args, &self.formats(), take)
    }

    /// A score with the decimals it was written with: `57,65`.
    pub fn score(&self, number: Decimal) -> String {
        self.formats().number(number)
    }

    /// A difference with its sign: `+11,26`, `−3,33`.
    pub fn change(&self, number: Decimal) -> String {
        self.formats().signed(number)
    }

    /// A whole number in groups: `1.234.567`.
    pub fn integer(&self, number: i64) -> String {
        self.formats().number(Decimal::new(number, 0))
    }

    /// A percentage with two decimals, in the theme's `number.percent`: `46,42%`.
    pub fn percent(&self, number: Decimal) -> String {
        let number = self.formats().number(number.rounded(2));
        self.try_say("number.percent", &[("number", Arg::Text(&number))]).unwrap_or(number)
    }

    /// A date, as far as it is known and no further than the form asks.
    pub fn date(&self, date: PartialDate, form: DateForm) -> String {
        self.formats().date(date, form)
    }

    /// The order of the language's alphabet; equal only when the texts are.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let by_alphabet = self.collator.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b));
        by_alphabet.then_with(|| a.cmp(b))
    }

    fn formats(&self) -> Rc<Formats> {
        formats(&self.locale)
    }
}

#[cfg(test)]
mod tests;
