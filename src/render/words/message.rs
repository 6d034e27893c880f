//! A string of the theme: text with `{name}` placeholders, or one such text for each plural category of `n`.

use fixed_decimal::Decimal as Fixed;
use icu_plurals::PluralCategory;

use super::Unsaid;
use super::formats::Formats;
use crate::diag::At;
use crate::model::number::Decimal;

/// A value for a placeholder.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// Shown as it is.
    Text(&'a str),
    /// A whole number, shown in groups.
    Count(i64),
    /// A number, shown with its decimals.
    Exact(Decimal),
}

impl Arg<'_> {
    /// How many there are of something in memory.
    pub fn count(n: usize) -> Self {
        Arg::Count(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

/// Values by the names of their placeholders.
pub type Args<'a> = &'a [(&'a str, Arg<'a>)];

/// A part of a said string.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'a> {
    /// The theme's own words.
    Theme(&'a str),
    /// The value of a placeholder, with its place in [`Args`].
    Value(usize, &'a str),
}

/// Which plural rule chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// 1 body, 2 bodies.
    Cardinal,
    /// 1st, 2nd.
    Ordinal,
}

/// One string.
#[derive(Debug)]
pub struct Message {
    at: At,
    forms: Forms,
}

#[derive(Debug)]
enum Forms {
    One(Pattern),
    Plural(Rule, Vec<(Choice, Pattern)>),
}

/// When a form is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// For just this number.
    Exactly(i64),
    /// For the numbers of a category.
    Category(PluralCategory),
}

impl Choice {
    /// `0`, `1`, … or `zero`, `one`, `two`, `few`, `many`, `other`.
    pub fn parse(text: &str) -> Option<Self> {
        let exact = || text.parse().ok().filter(|n: &i64| n.to_string() == text).map(Choice::Exactly);
        PluralCategory::get_for_cldr_string(text).map(Choice::Category).or_else(exact)
    }
}

/// Text with placeholders.
#[derive(Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Text(Box<str>),
    Name(Box<str>),
}

impl Pattern {
    /// Reads `text {name} text`; `{{` and `}}` are braces. `None` when a brace has no partner or no plain name in it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, tail) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = tail.strip_prefix("{{").or_else(|| tail.strip_prefix("}}")) {
                plain.push_str(&tail[..1]);
                rest = after;
                continue;
            }
            let (name, after) = tail.strip_prefix('{')?.split_once('}')?;
            if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                return None;
            }
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain).into()));
            }
            parts.push(Part::Name(name.into()));
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain.into()));
        }
        Some(Pattern(parts))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Name(name) => Some(&**name),
            Part::Text(_) => None,
        })
    }

    fn visit(&self, args: Args<'_>, formats: &Formats, take: &mut dyn FnMut(Piece<'_>)) -> Result<(), Unsaid> {
        for part in &self.0 {
            match part {
                Part::Text(text) => take(Piece::Theme(text)),
                Part::Name(name) => {
                    let found = args.iter().position(|(key, _)| *key == &**name);
                    let n = found.ok_or_else(|| Unsaid::Argument(name.to_string()))?;
                    match args[n].1 {
                        Arg::Text(text) => take(Piece::Value(n, text)),
                        Arg::Count(count) => take(Piece::Value(n, &formats.number(Decimal::new(count, 0)))),
                        Arg::Exact(number) => take(Piece::Value(n, &formats.number(number))),
                    }
                }
            }
        }
        Ok(())
    }
}

impl Message {
    /// A plain text.
    pub fn one(at: At, pattern: Pattern) -> Self {
        Message { at, forms: Forms::One(pattern) }
    }

    /// A text for each choice; `other` must be among them.
    pub fn plural(at: At, rule: Rule, choices: Vec<(Choice, Pattern)>) -> Option<Self> {
        let other = Choice::Category(PluralCategory::Other);
        let has_other = choices.iter().any(|(choice, _)| *choice == other);
        has_other.then_some(Message { at, forms: Forms::Plural(rule, choices) })
    }

    /// Where it is written.
    pub fn at(&self) -> At {
        self.at
    }

    /// The placeholders, in their order, each once; `n` is among them when it chooses.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = match &self.forms {
            Forms::One(pattern) => pattern.names().collect(),
            Forms::Plural(_, choices) => {
                std::iter::once("n").chain(choices.iter().flat_map(|(_, pattern)| pattern.names())).collect()
            }
        };
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| seen.insert(*name));
        names.into_iter()
    }

    /// Its pieces in their order.
    pub(super) fn visit(
        &self,
        args: Args<'_>,
        formats: &Formats,
        take: &mut dyn FnMut(Piece<'_>),
    ) -> Result<(), Unsaid> {
        match &self.forms {
            Forms::One(pattern) => pattern.visit(args, formats, take),
            Forms::Plural(rule, choices) => choose(*rule, choices, args, formats)?.visit(args, formats, take),
        }
    }
}

fn choose<'m>(
    rule: Rule,
    choices: &'m [(Choice, Pattern)],
    args: Args<'_>,
    formats: &Formats,
) -> Result<&'m Pattern, Unsaid> {
    let n = args.iter().find(|(key, _)| *key == "n").ok_or_else(|| Unsaid::Argument("n".to_owned()))?.1;
    let number = match n {
        Arg::Count(count) => Decimal::new(count, 0),
        Arg::Exact(number) => number,
        Arg::Text(_) => return Err(Unsaid::Plural),
    };
    let (units, decimals) = number.parts();
    let mut fixed = Fixed::from(units);
    fixed.multiply_pow10(-i16::from(decimals));
    let category = formats.category(rule, &fixed);
    let wanted = [
        (decimals == 0).then_some(Choice::Exactly(units)),
        Some(Choice::Category(category)),
        Some(Choice::Category(PluralCategory::Other)),
    ];
    let find = |wanted: Choice| choices.iter().find(|(choice, _)| *choice == wanted);
    let (_, pattern) = wanted.into_iter().flatten().find_map(find).expect("a plural message has `other`");
    Ok(pattern)
}
