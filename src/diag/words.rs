//! The words of diagnostics, one file a language.
//!
//! An entry is `code: message` or `code/variant: message`, then `  > help` lines and `  ^ name: label` lines.
//! A help line whose placeholder has no value is left out; one with `{list}` stands once for each line of its value.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::{Code, Diagnostic, SINCE};

/// A language of the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Indonesian.
    Id,
}

impl Lang {
    /// Its tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Id => "id",
        }
    }
}

/// One wording.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The rule, or what is wrong.
    pub message: String,
    /// The next step, several in order.
    pub help: Vec<String>,
    /// Labels under carets, by name; the empty name is the main place.
    pub labels: BTreeMap<String, String>,
}

/// A diagnostic's words with all placeholders filled.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// The message.
    pub message: String,
    /// Help lines.
    pub help: Vec<String>,
    /// Label of the main place, empty for none.
    pub label: String,
    /// Labels of the related places, in their order.
    pub related: Vec<String>,
}

/// All wordings of a language, by `code` or `code/variant`.
pub fn catalogue(lang: Lang) -> &'static BTreeMap<String, Entry> {
    static EN: OnceLock<BTreeMap<String, Entry>> = OnceLock::new();
    static ID: OnceLock<BTreeMap<String, Entry>> = OnceLock::new();
    match lang {
        Lang::En => EN.get_or_init(|| parse(include_str!("words/en.txt"))),
        Lang::Id => ID.get_or_init(|| parse(include_str!("words/id.txt"))),
    }
}

/// The word in front of a message, for people: of a severity, or `help`.
pub fn label(name: &'static str, lang: Lang) -> &'static str {
    match (lang, name) {
        (Lang::Id, "error") => "kesalahan",
        (Lang::Id, "warning") => "peringatan",
        (Lang::Id, "note") => "catatan",
        (Lang::Id, "help") => "bantuan",
        _ => name,
    }
}

/// From when on a fault counts that does not count yet.
fn since(moment: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("a build finds this from {moment} on"),
        Lang::Id => format!("build baru menemukan ini mulai {moment}"),
    }
}

const MONTHS: &str = "January February March April May June July August September October November December";
const BULAN: &str = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember";

/// A day such as `2020-01-15` in words: `15 January 2020`. What is none stays as it is.
pub fn day(text: &str, lang: Lang) -> String {
    let Ok(date) = text.parse::<Date>() else { return text.to_owned() };
    let months = match lang {
        Lang::En => MONTHS,
        Lang::Id => BULAN,
    };
    let month = months.split(' ').nth(usize::from(date.month().unsigned_abs()) - 1).unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// Fills a diagnostic's wording. The argument `day` is written in the language's form.
pub fn say(diagnostic: &Diagnostic, lang: Lang) -> Said {
    let entry = entry(diagnostic.code, diagnostic.variant, lang);
    let written = |(key, text): &(&'static str, String)| match *key {
        "day" => (*key, day(text, lang)),
        _ => (*key, text.clone()),
    };
    let args: Vec<_> = diagnostic.args.iter().map(written).collect();
    let fill = |text: &str| fill(text, &args);
    let later = diagnostic.args.iter().find(|(key, _)| *key == SINCE).map(|(_, moment)| since(moment, lang));
    Said {
        message: fill(&entry.message).unwrap_or_else(|| entry.message.clone()),
        help: entry.help.iter().flat_map(|text| help(text, &args)).chain(later).collect(),
        label: entry.labels.get("").and_then(|text| fill(text)).unwrap_or_default(),
        related: diagnostic
            .related
            .iter()
            .map(|r| entry.labels.get(r.label).and_then(|text| fill(text)).unwrap_or_default())
            .collect(),
    }
}

fn entry(code: Code, variant: &str, lang: Lang) -> &'static Entry {
    let name = code.name();
    let key = if variant.is_empty() { name.to_owned() } else { format!("{name}/{variant}") };
    [lang, Lang::En]
        .iter()
        .find_map(|lang| catalogue(*lang).get(&key).or_else(|| catalogue(*lang).get(name)))
        .expect("every code has words in English: held by a test")
}

fn help(text: &str, args: &[(&'static str, String)]) -> Vec<String> {
    match args.iter().find(|(key, _)| *key == "list" && text.contains("{list}")) {
        Some((_, list)) => list.lines().filter_map(|line| fill(text, &[("list", line.trim().to_owned())])).collect(),
        None => fill(text, args).into_iter().collect(),
    }
}

/// A text with its `{placeholders}` filled; `None` when one has no value.
pub fn fill(text: &str, args: &[(&'static str, String)]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (head, tail) = rest.split_at(open);
        out.push_str(head);
        if let Some(literal) = tail.strip_prefix("{{") {
            out.push('{');
            rest = literal;
            continue;
        }
        let close = tail.find('}')?;
        let key = &tail[1..close];
        out.push_str(&args.iter().find(|(k, _)| *k == key)?.1);
        rest = &tail[close + 1..];
    }
    out.push_str(rest);
    Some(out)
}

fn parse(text: &str) -> BTreeMap<String, Entry> {
    let mut all = BTreeMap::new();
    let mut current: Option<(String, Entry)> = None;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let trimmed = line.trim_start();
        match (&mut current, trimmed.split_at(1)) {
            (Some((_, entry)), (">", help)) => entry.help.push(help.trim().to_owned()),
            (Some((_, entry)), ("^", label)) => {
                let (name, text) = label.split_once(':').unwrap_or(("", label));
                entry.labels.insert(name.trim().to_owned(), text.trim().to_owned());
            }
            _ => {
                all.extend(current.take());
                let (key, message) = line.split_once(": ").expect("an entry is `key: message`: held by a test");
                current = Some((key.to_owned(), Entry { message: message.to_owned(), ..Entry::default() }));
            }
        }
    }
    all.extend(current);
    all
}
