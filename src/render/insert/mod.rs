//! Insertions: `[[trend contoh]]` in a text becomes what the data says, drawn by the theme.
//!
//! Steps: find them in the runs of plain text (`find`), read their words, understand them, draw them. What is wrong stays
//! text and is told. Content is never template code: a text only names what is drawn.

mod draw;
mod find;
mod meaning;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::markdown::Desk;
use crate::diag::{At, Code, Diagnostic, FileId};
use find::Found;
pub use find::run;
pub use meaning::NEEDS;

/// An event of Markdown and its bytes in the body.
pub type Marked<'e> = (Event<'e>, Range<usize>);

/// A text's events with the insertions drawn.
#[derive(Debug, Default)]
pub struct Drawn<'e> {
    /// The events.
    pub events: Vec<Marked<'e>>,
    /// Safe markup that stands for some of the events, by their place.
    pub markup: BTreeMap<usize, String>,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// The ids that the markup has.
    pub ids: BTreeSet<String>,
}

/// Where an insertion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On a line of its own.
    Line,
    /// Inside a sentence.
    Sentence,
    /// Inside a sentence that is a link already.
    Link,
}

/// Draws all insertions of a body that begins at byte `base` of its file.
pub fn draw<'e>(desk: Desk<'_>, file: FileId, base: usize, body: &'e str, events: &[Marked<'e>]) -> Drawn<'e> {
    let mut pen = Pen { desk, file, base, body, open: Vec::new(), is_cut: false, drawn: Drawn::default() };
    let mut at = 0;
    while at < events.len() {
        let length = run(&events[at..]);
        match length {
            0 => pen.event(events[at].clone()),
            _ => pen.run(&events[at..at + length], events.get(at + length).map(|(event, _)| event)),
        }
        at += length.max(1);
    }
    pen.drawn
}

/// Whether words between brackets at `all` are a whole insertion.
pub fn is_meant(desk: Desk<'_>, body: &str, all: Range<usize>, inner: Range<usize>) -> bool {
    let words = words::words(body, inner.clone());
    meaning::read(desk, &words, &Found { all, inner }).is_ok()
}

struct Pen<'a, 'e> {
    desk: Desk<'a>,
    file: FileId,
    base: usize,
    body: &'e str,
    /// The tags that are open.
    open: Vec<TagEnd>,
    /// Whether a paragraph was ended for an insertion; it is begun again when more of it follows.
    is_cut: bool,
    drawn: Drawn<'e>,
}

impl<'e> Pen<'_, 'e> {
    fn event(&mut self, (event, span): Marked<'e>) {
        match &event {
            Event::Start(tag) => self.open.push(tag.to_end()),
            Event::End(_) => {
                self.open.pop();
            }
            _ => {}
        }
        if self.is_cut {
            match event {
                Event::SoftBreak | Event::HardBreak => return,
                Event::End(TagEnd::Paragraph) => {
                    self.is_cut = false;
                    return;
                }
                _ => {
                    self.is_cut = false;
                    self.drawn.events.push((Event::Start(Tag::Paragraph), span.clone()));
                }
            }
        }
        self.drawn.events.push((event, span));
    }

    /// Plain text without a gap in the source.
    fn run(&mut self, run: &[Marked<'e>], next: Option<&Event<'e>>) {
        let span = run[0].1.start..run[run.len() - 1].1.end;
        let is_text = !matches!(self.open.last(), Some(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image));
        let found = if is_text { find::find(self.body, span.clone()) } else { find::Finds::default() };
        if let Some(open) = found.open {
            let at = self.at(&(open..open + 2));
            self.drawn.findings.push(Diagnostic::at(Code::Insertion, at).variant("open"));
        }
        let place = self.place(&span, &found.list, next);
        let (mut left, mut from) = (run, span.start);
        for one in &found.list {
            // What is wrong stays as it was written.
            let Some(markup) = self.markup(one, place) else { continue };
            left = self.gap(left, from..one.all.start, place);
            self.put(markup, &one.all, place);
            from = one.all.end;
        }
        self.gap(left, from..span.end, place);
    }

    /// The plain text of a range; returns the events that reach beyond it.
    fn gap<'r>(&mut self, run: &'r [Marked<'e>], range: Range<usize>, place: Place) -> &'r [Marked<'e>] {
        let skipped = run.iter().take_while(|(_, span)| span.end <= range.start).count();
        let run = &run[skipped..];
        let inside = run.iter().take_while(|(_, span)| span.start < range.end).count();
        for (event, span) in &run[..inside] {
            let part = span.start.max(range.start)..span.end.min(range.end);
            if place == Place::Line && self.body[part.clone()].trim().is_empty() {
                continue;
            }
            // Only brackets are cut apart, and those are written as they are meant.
            let event = if part == *span { event.clone() } else { Event::Text(self.body[part.clone()].into()) };
            self.event((event, part));
        }
        &run[inside.saturating_sub(1)..]
    }

    fn place(&self, span: &Range<usize>, found: &[Found], next: Option<&Event<'e>>) -> Place {
        if self.open.contains(&TagEnd::Link) {
            return Place::Link;
        }
        let [one] = found else { return Place::Sentence };
        let is_alone = self.body[span.clone()].trim().len() == one.all.len();
        let before = self.drawn.events.last().map(|(event, _)| event);
        let begins = self.is_cut || before.is_none_or(opens_line);
        let ends = next.is_none_or(|event| matches!(event, Event::SoftBreak | Event::HardBreak | Event::End(_)));
        let is_block = matches!(self.open.last(), Some(TagEnd::Paragraph | TagEnd::Item));
        if is_alone && begins && ends && is_block { Place::Line } else { Place::Sentence }
    }

    /// What an insertion stands for; `None` when it is at fault.
    fn markup(&mut self, one: &Found, place: Place) -> Option<String> {
        let words = words::words(self.body, one.inner.clone());
        let drawing = meaning::read(self.desk, &words, one)
            .and_then(|meant| draw::draw(self.desk, &meant, place, &mut self.drawn.ids));
        let fault = match drawing {
            Ok(Ok(markup)) => return Some(markup),
            Ok(Err(fault)) => *fault,
            Err(fault) => {
                let at = self.at(&fault.at);
                fault.diagnostic(at)
            }
        };
        self.drawn.findings.push(fault);
        None
    }

    fn put(&mut self, markup: String, span: &Range<usize>, place: Place) {
        if place == Place::Line && self.open.last() == Some(&TagEnd::Paragraph) && !self.is_cut {
            while matches!(self.drawn.events.last(), Some((Event::SoftBreak | Event::HardBreak, _))) {
                self.drawn.events.pop();
            }
            match self.drawn.events.last() {
                Some((Event::Start(Tag::Paragraph), _)) => drop(self.drawn.events.pop()),
                _ => self.drawn.events.push((Event::End(TagEnd::Paragraph), span.clone())),
            }
            self.is_cut = true;
        } else if place != Place::Line && self.is_cut {
            self.event((Event::Text("".into()), span.start..span.start));
        }
        self.drawn.markup.insert(self.drawn.events.len(), markup);
        self.drawn.events.push((Event::Text("".into()), span.clone()));
    }

    fn at(&self, span: &Range<usize>) -> At {
        At::new(self.file, self.base + span.start, self.base + span.end)
    }
}

fn opens_line(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::Paragraph | Tag::Item) | Event::SoftBreak | Event::HardBreak | Event::TaskListMarker(_)
    )
}
