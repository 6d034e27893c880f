//! Boxes in a text: `> [!NOTE]`, and the same with the theme's words of the text's own language, such as `[!CATATAN]`.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::insert::Marked;
use super::view::Cx;
use super::words::Need;

/// The words that make a box, several apart by spaces; what Markdown itself has works in every language.
pub const NEEDS: &[Need] = &[
    Need { key: "alerts.note", args: &[] },
    Need { key: "alerts.tip", args: &[] },
    Need { key: "alerts.important", args: &[] },
    Need { key: "alerts.warning", args: &[] },
    Need { key: "alerts.caution", args: &[] },
];
const KINDS: &[(&str, BlockQuoteKind)] = &[
    ("alerts.note", BlockQuoteKind::Note),
    ("alerts.tip", BlockQuoteKind::Tip),
    ("alerts.important", BlockQuoteKind::Important),
    ("alerts.warning", BlockQuoteKind::Warning),
    ("alerts.caution", BlockQuoteKind::Caution),
];

/// The words of a language, the first of each kind.
pub fn words(cx: &Cx<'_>) -> Vec<String> {
    let first = |key: &str| cx.say(key, &[]).split_whitespace().next().map(str::to_uppercase);
    KINDS.iter().filter_map(|(key, _)| first(key)).collect()
}

/// Whether a word makes a box.
pub fn knows(cx: &Cx<'_>, word: &str) -> bool {
    kind(cx, word).is_some() || KINDS.iter().any(|(key, _)| key["alerts.".len()..].eq_ignore_ascii_case(word))
}

fn kind(cx: &Cx<'_>, word: &str) -> Option<BlockQuoteKind> {
    let word = word.to_lowercase();
    let has = |key: &str| cx.say(key, &[]).to_lowercase().split_whitespace().any(|own| own == word);
    KINDS.iter().find(|(key, _)| has(key)).map(|(_, kind)| *kind)
}

/// The word of a quotation that begins at an event and would be a box, with its bytes and how many events it takes.
pub fn head(events: &[Marked<'_>], body: &str) -> Option<(Range<usize>, usize)> {
    let [(Event::Start(Tag::BlockQuote(None)), _), (Event::Start(Tag::Paragraph), _), rest @ ..] = events else {
        return None;
    };
    let length = rest.iter().take_while(|(event, _)| matches!(event, Event::Text(_))).count();
    let span = rest.first()?.1.start..rest[..length].last()?.1.end;
    let line = &body[span.clone()];
    let word = line.strip_prefix("[!")?.split(']').next()?;
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '-') && line.contains(']');
    let word = span.start + 2..span.start + 2 + word.len();
    // What follows the bracket on its line belongs to no box.
    is_word.then(|| if body[word.end + 1..span.end].trim().is_empty() { (word, length) } else { (word, 0) })
}

/// The events with quotations that begin with a word of this language as boxes.
pub fn read<'e>(events: &[Marked<'e>], body: &str, cx: &Cx<'_>) -> Vec<Marked<'e>> {
    let mut out = Vec::with_capacity(events.len());
    let mut open = Vec::new();
    let mut at = 0;
    while let Some((event, span)) = events.get(at) {
        at += 1;
        match event {
            Event::Start(Tag::BlockQuote(own)) => {
                let found = head(&events[at - 1..], body).filter(|(_, length)| *length > 0);
                let found = found.and_then(|(word, length)| Some((kind(cx, &body[word])?, length)));
                let is = found.map_or(*own, |(kind, _)| Some(kind));
                open.push(is);
                out.push((Event::Start(Tag::BlockQuote(is)), span.clone()));
                let Some((_, length)) = found else { continue };
                // The paragraph begins after the word's line, or there is none.
                match events.get(at + 1 + length).map(|(event, _)| event) {
                    Some(Event::End(TagEnd::Paragraph)) => at += length + 2,
                    _ => {
                        out.push(events[at].clone());
                        at += length + 2;
                    }
                }
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                out.push((Event::End(TagEnd::BlockQuote(open.pop().flatten())), span.clone()));
            }
            _ => out.push((event.clone(), span.clone())),
        }
    }
    out
}
