//! The names that a template says: read off its text, sooner too many than too few.

use std::iter::Peekable;

use ahash::AHashSet;

/// What a template, or a component in it, says.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// Names, also those inside quotes.
    pub(super) names: AHashSet<String>,
    /// What stands in quotes.
    pub(super) texts: AHashSet<String>,
    /// Fields of which all is shown.
    pub(super) whole: AHashSet<String>,
    /// Whether it reads fields that it does not name.
    pub(super) walks: bool,
}

/// A part of what stands between marks.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token<'t> {
    Name(&'t str),
    Text(&'t str),
    Number,
    Sign(char),
}

use Token::{Name, Number, Sign, Text};

impl Token<'_> {
    /// Whether a value ends with it, so that a bracket behind it asks for a part and does not begin a list.
    fn is_value(&self) -> bool {
        match self {
            Name(name) => !["in", "and", "or", "not", "if", "elif", "else", "is"].contains(name),
            Sign(sign) => matches!(sign, ']' | ')'),
            Text(_) => true,
            Number => false,
        }
    }
}

/// Filters that tell of fields without naming them.
const WALKERS: [&str; 4] = ["keys", "values", "pairs", "json"];

impl Said {
    /// Both.
    pub(super) fn add(&mut self, other: &Said) {
        self.names.extend(other.names.iter().cloned());
        self.texts.extend(other.texts.iter().cloned());
        self.whole.extend(other.whole.iter().cloned());
        self.walks |= other.walks;
    }

    fn tag(&mut self, tokens: &[Token<'_>]) {
        for (n, token) in tokens.iter().enumerate() {
            match token {
                Name(name) => self.names.extend([(*name).to_owned()]),
                Text(text) => {
                    self.texts.extend([(*text).to_owned()]);
                    let is_part = |c: char| c.is_alphanumeric() || c == '_';
                    let parts = text.split(|c| !is_part(c)).filter(|part| !part.is_empty());
                    self.names.extend(parts.map(str::to_owned));
                }
                Number | Sign(_) => {}
            }
            match (&tokens[..n], token) {
                ([.., Name("for"), Name(_)], Sign(',')) | (_, Name("__tera_context")) => self.walks = true,
                ([.., before, Sign('[')], index) if before.is_value() => {
                    let is_name = matches!((index, tokens.get(n + 1)), (Text(_), Some(Sign(']'))));
                    self.walks |= !is_name && !matches!(index, Number | Sign('-' | ':'));
                }
                ([.., Sign('.'), Name(field), Sign('|')], Name(filter)) if WALKERS.contains(filter) => {
                    self.whole.extend([(*field).to_owned()]);
                }
                ([.., Sign('|')], Name(filter)) if WALKERS.contains(filter) => self.walks = true,
                _ => {}
            }
        }
    }
}

/// The part of a component.
pub(super) fn component(name: &str) -> String {
    format!("<{name}>")
}

/// What a template says outside its components, under its name, and what each of them says.
pub(super) fn read(name: &str, text: &str) -> Vec<(String, Said)> {
    let mut parts = vec![(name.to_owned(), Said::default())];
    for tag in tags(text) {
        let tokens: Vec<Token<'_>> = tokens(tag);
        match &tokens[..] {
            [Name("component"), Name(own), ..] => parts.push((component(own), Said::default())),
            [Name("endcomponent"), ..] => parts.push((name.to_owned(), Said::default())),
            _ => {}
        }
        if let Some((_, said)) = parts.last_mut() {
            said.tag(&tokens);
        }
    }
    parts
}

/// What stands between marks, in order: `{{ … }}` and `{% … %}`.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let open = rest.find('{')?;
            let end = match rest[open + 1..].chars().next()? {
                '{' => "}}",
                '%' => "%}",
                '#' => "#}",
                _ => {
                    rest = &rest[open + 1..];
                    continue;
                }
            };
            let inside = &rest[open + 2..];
            let length = length(inside, end);
            rest = &inside[length..];
            if end != "#}" {
                return Some(&inside[..length]);
            }
        }
    })
}

/// How long a tag is: its end may stand in quotes.
fn length(inside: &str, end: &str) -> usize {
    let mut quote = None;
    for (at, c) in inside.char_indices() {
        match quote {
            None if inside[at..].starts_with(end) => return at,
            None if end != "#}" && is_quote(c) => quote = Some(c),
            Some(open) if open == c => quote = None,
            _ => {}
        }
    }
    inside.len()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`')
}

fn tokens(tag: &str) -> Vec<Token<'_>> {
    let (mut tokens, mut chars) = (Vec::new(), tag.char_indices().peekable());
    while let Some((start, c)) = chars.next() {
        if is_quote(c) {
            let end = chars.by_ref().find(|(_, other)| *other == c).map_or(tag.len(), |(at, _)| at);
            tokens.push(Text(&tag[start + 1..end]));
        } else if c.is_alphabetic() || c == '_' {
            let end = run(&mut chars, |c| c.is_alphanumeric() || c == '_').unwrap_or(tag.len());
            tokens.push(Name(&tag[start..end]));
        } else if c.is_ascii_digit() {
            run(&mut chars, |c| c.is_ascii_digit());
            tokens.push(Number);
        } else if !c.is_whitespace() {
            tokens.push(Sign(c));
        }
    }
    tokens
}

/// Goes on as long as something holds; where it ends.
fn run(chars: &mut Peekable<std::str::CharIndices<'_>>, holds: impl Fn(char) -> bool) -> Option<usize> {
    while chars.next_if(|(_, c)| holds(*c)).is_some() {}
    chars.peek().map(|(at, _)| *at)
}
