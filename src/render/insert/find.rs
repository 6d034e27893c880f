//! Where insertions stand: `[[…]]` in plain text. A sign after a backslash is just a sign.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Marked;

/// An insertion as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// With its brackets.
    pub(super) all: Range<usize>,
    /// Between its brackets.
    pub(super) inner: Range<usize>,
}

/// What a run of text has.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Finds {
    /// The insertions, in order.
    pub(super) list: Vec<Found>,
    /// Where one begins that never ends.
    pub(super) open: Option<usize>,
}

/// How many events at the start are text without a gap in the source; a backslash makes a gap.
pub fn run(events: &[Marked<'_>]) -> usize {
    let is_text = |(event, _): &&Marked<'_>| matches!(event, Event::Text(_));
    let texts = events.iter().take_while(is_text).count();
    let gap = events[..texts].windows(2).position(|pair| pair[0].1.end != pair[1].1.start);
    gap.map_or(texts, |n| n + 1)
}

/// The insertions of a run, each read once from left to right.
pub(super) fn find(body: &str, span: Range<usize>) -> Finds {
    let mut finds = Finds::default();
    let mut at = span.start;
    while let Some(open) = next(body, at..span.end, "[[") {
        let Some(close) = next(body, open + 2..span.end, "]]") else {
            finds.open = Some(open);
            break;
        };
        // Of brackets in brackets the innermost pair counts.
        let open = body[open..close].rfind("[[").map_or(open, |n| open + n);
        finds.list.push(Found { all: open..close + 2, inner: open + 2..close });
        at = close + 2;
    }
    finds
}

fn next(body: &str, range: Range<usize>, sign: &str) -> Option<usize> {
    let mut from = range.start;
    while let Some(at) = body.get(from..range.end)?.find(sign).map(|n| from + n) {
        let slashes = body[..at].bytes().rev().take_while(|b| *b == b'\\').count();
        if slashes % 2 == 0 {
            return Some(at);
        }
        from = at + 1;
    }
    None
}
