//! Words → what is to be drawn. The list of insertions is closed; their verbs are the theme's, of the text's own language.

use std::ops::Range;

use super::find::Found;
use super::words::Word;
use crate::diag::{At, Code, Diagnostic};
use crate::load::decode::nearest;
use crate::model::Model;
use crate::model::date::Year;
use crate::model::regency::RegencyId;
use crate::model::site::KindId;
use crate::model::text::Lang;
use crate::render::markdown::Desk;
use crate::render::spelling::fold;
use crate::render::words::Need;

/// The verbs that themes have.
pub const NEEDS: &[Need] = &[
    Need { key: "insert.verb.trend", args: &[] },
    Need { key: "insert.verb.score", args: &[] },
    Need { key: "insert.verb.zone", args: &[] },
    Need { key: "insert.verb.ranking", args: &[] },
    Need { key: "insert.verb.compare", args: &[] },
    Need { key: "map.verb", args: &[] },
];

/// The most letters of a word that anything is compared with.
const LONG: usize = 100;

/// What is to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Insertion {
    /// A body over the years.
    Trend(RegencyId),
    /// A body's score in a year.
    Score(RegencyId, Year),
    /// A body's zone in a year.
    Zone(RegencyId, Year),
    /// How many bodies were in each zone in a year.
    Zones(Year),
    /// The bodies of a kind by their scores in a year.
    Ranking(KindId, Year),
    /// Where the bodies lie and what zone each has in a year.
    Map(Year),
    /// Two bodies side by side.
    Compare(RegencyId, RegencyId),
}

/// An insertion and the place of each of its parts.
#[derive(Debug, Clone)]
pub(super) struct Meant {
    /// What is to be drawn.
    pub(super) what: Insertion,
    /// The whole.
    pub(super) at: Range<usize>,
}

/// What is wrong with an insertion, at bytes of the body.
#[derive(Debug)]
pub(super) struct Fault {
    /// The bytes.
    pub(super) at: Range<usize>,
    variant: &'static str,
    args: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault at bytes of the body.
    pub(super) fn new(variant: &'static str, at: &Range<usize>) -> Self {
        Fault { at: at.clone(), variant, args: Vec::new() }
    }

    /// Gives a placeholder its value.
    pub(super) fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.args.push((key, value.into()));
        self
    }

    /// The diagnostic, at its place in the file.
    pub(super) fn diagnostic(self, at: At) -> Diagnostic {
        Diagnostic { args: self.args, ..Diagnostic::at(Code::Insertion, at).variant(self.variant) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Trend,
    Score,
    Zone,
    Ranking,
    Compare,
    Map,
}

const VERBS: &[(&str, Verb)] = &[
    ("insert.verb.trend", Verb::Trend),
    ("insert.verb.score", Verb::Score),
    ("insert.verb.zone", Verb::Zone),
    ("insert.verb.ranking", Verb::Ranking),
    ("insert.verb.compare", Verb::Compare),
    ("map.verb", Verb::Map),
];

/// Reads an insertion.
///
/// # Errors
/// The first word that says nothing.
pub(super) fn read(desk: Desk<'_>, words: &[Word], found: &Found) -> Result<Meant, Fault> {
    let reader = Reader { desk, model: desk.cx().model, found };
    reader.read(words).map(|what| Meant { what, at: found.all.clone() })
}

struct Reader<'a> {
    desk: Desk<'a>,
    model: &'a Model,
    found: &'a Found,
}

impl Reader<'_> {
    fn read(&self, words: &[Word]) -> Result<Insertion, Fault> {
        let Some((first, rest)) = words.split_first() else { return Err(self.no_verb("", &self.found.all)) };
        let verb = self.verb(first)?;
        let year_last = rest.last().filter(|word| looks_like_year(&word.text));
        Ok(match (verb, rest) {
            (Verb::Trend, [_, ..]) => Insertion::Trend(self.regency(rest)?),
            (Verb::Zone, [year]) if year_last.is_some() => Insertion::Zones(self.year(year)?),
            (Verb::Map, [year]) => Insertion::Map(self.year(year)?),
            (Verb::Score, [body @ .., year]) if !body.is_empty() => {
                Insertion::Score(self.regency(body)?, self.year(year)?)
            }
            (Verb::Zone, [body @ .., year]) if !body.is_empty() => {
                Insertion::Zone(self.regency(body)?, self.year(year)?)
            }
            (Verb::Ranking, [kind @ .., year]) if !kind.is_empty() => {
                Insertion::Ranking(self.kind(kind)?, self.year(year)?)
            }
            (Verb::Compare, [one, other]) => {
                let pair = (self.regency(std::slice::from_ref(one))?, self.regency(std::slice::from_ref(other))?);
                if pair.0 == pair.1 {
                    return Err(self.arguments(verb, &other.at));
                }
                Insertion::Compare(pair.0, pair.1)
            }
            _ => return Err(self.arguments(verb, &self.found.all)),
        })
    }

    fn verb(&self, word: &Word) -> Result<Verb, Fault> {
        let said = fold(&word.text);
        let own = VERBS.iter().find(|(key, _)| fold(&self.say(key)) == said);
        own.map(|(_, verb)| *verb).ok_or_else(|| self.no_verb(&word.text, &word.at))
    }

    /// A verb of another language means the same one of this language.
    fn no_verb(&self, found: &str, at: &Range<usize>) -> Fault {
        let own: Vec<String> = VERBS.iter().map(|(key, _)| self.say(key)).collect();
        let said = fold(found);
        let is_verb = |key: &str| self.desk.readers.iter().any(|cx| fold(&cx.say(key, &[])) == said);
        let foreign = VERBS.iter().position(|(key, _)| is_verb(key)).map(|n| own[n].clone());
        let near = || nearest(short(found), own.iter().map(String::as_str)).map(str::to_owned);
        let fault = Fault::new("verb", at).with("found", cut(found)).with("verbs", own.join(", "));
        match foreign.or_else(near) {
            Some(verb) => fault.with("suggestion", verb),
            None => fault,
        }
    }

    fn arguments(&self, verb: Verb, at: &Range<usize>) -> Fault {
        let verb_word = VERBS.iter().find(|(_, v)| *v == verb).map(|(key, _)| self.say(key)).unwrap_or_default();
        let body = |n: usize| self.model.regencies.get(n).map(|body| body.id.to_string()).unwrap_or_default();
        let year = self.model.assessments.last().map(|a| a.year.to_string()).unwrap_or_default();
        let kind = self.model.site.kinds.first().map(|kind| kind.id.to_string()).unwrap_or_default();
        let example = match verb {
            Verb::Trend => body(0),
            Verb::Score | Verb::Zone => format!("{} {year}", body(0)),
            Verb::Ranking => format!("{kind} {year}"),
            Verb::Compare => format!("{} {}", body(0), body(1)),
            Verb::Map => year,
        };
        let fault = Fault::new("arguments", at).with("verb", verb_word.as_str());
        fault.with("example", format!("[[{verb_word} {}]]", example.trim_end()))
    }

    /// A body by its id, or by a name or alias however it is spaced.
    fn regency(&self, words: &[Word]) -> Result<RegencyId, Fault> {
        let (text, at) = joined(words);
        let bodies = &self.model.regencies;
        if let Some(id) = self.model.body(&text.to_lowercase()) {
            return Ok(id);
        }
        if let [id] = self.desk.spellings.called(&text) {
            return Ok(*id);
        }
        let languages = || (0..self.model.site.languages.len()).map(Lang);
        let names = bodies.iter().enumerate().flat_map(|(n, body)| {
            let names = languages().filter_map(|lang| body.name.in_lang(lang));
            names.chain([body.id.as_str()]).map(move |name| (n, name))
        });
        let names: Vec<(usize, &str)> = names.collect();
        let near = nearest(short(&text), names.iter().map(|(_, name)| *name));
        let near = near.and_then(|near| names.iter().find(|(_, name)| *name == near));
        let fault = Fault::new("regency", &at).with("found", cut(&text));
        Err(match near {
            Some((n, _)) => fault.with("suggestion", bodies[*n].id.as_str()),
            None => fault,
        })
    }

    fn year(&self, word: &Word) -> Result<Year, Fault> {
        let own = Year::parse(&word.text).filter(|year| self.model.assessment(*year).is_some());
        own.ok_or_else(|| {
            let years: Vec<String> = self.model.assessments.iter().map(|a| a.year.to_string()).collect();
            Fault::new("year", &word.at).with("found", cut(&word.text)).with("years", years.join(", "))
        })
    }

    fn kind(&self, words: &[Word]) -> Result<KindId, Fault> {
        let (text, at) = joined(words);
        let kinds = &self.model.site.kinds;
        let lang = self.desk.lang;
        let names = |n: usize| [kinds[n].id.as_str(), kinds[n].one.get(lang), kinds[n].many.get(lang)];
        let own = (0..kinds.len()).find(|n| names(*n).iter().any(|name| fold(name) == fold(&text)));
        own.map(KindId).ok_or_else(|| {
            let choices: Vec<&str> = kinds.iter().map(|kind| kind.id.as_str()).collect();
            let near = nearest(short(&text), choices.iter().copied());
            let fault = Fault::new("kind", &at).with("found", cut(&text)).with("choices", choices.join(", "));
            match near {
                Some(kind) => fault.with("suggestion", kind),
                None => fault,
            }
        })
    }

    fn say(&self, key: &str) -> String {
        self.desk.cx().say(key, &[])
    }
}

/// Words that mean one thing, and the place of all of them.
fn joined(words: &[Word]) -> (String, Range<usize>) {
    let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let start = words.first().map_or(0, |word| word.at.start);
    (text, start..words.last().map_or(start, |word| word.at.end))
}

fn looks_like_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Nothing is near to a very long word.
fn short(text: &str) -> &str {
    if text.len() > LONG { "" } else { text }
}

fn cut(text: &str) -> String {
    text.chars().take(LONG).collect()
}
