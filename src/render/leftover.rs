//! Signs of Markdown that came to nothing: readers would see them as text, and the editor nothing at all.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::alerts;
use super::insert::{self, Marked};
use super::markdown::Desk;
use crate::diag::{At, Code, Diagnostic, FileId};
use crate::load::decode::nearest;

/// The most letters that are looked at for one sign.
const LONG: usize = 400;

/// A warning for each, of a body that begins at byte `base` of its file.
pub fn find(desk: Desk<'_>, file: FileId, base: usize, body: &str, events: &[Marked<'_>]) -> Vec<Diagnostic> {
    let mut eye = Eye { desk, file, base, body, found: Vec::new() };
    eye.notes(events);
    let mut closed = None;
    let mut at = 0;
    while let Some((event, _)) = events.get(at) {
        match event {
            Event::Start(tag @ (Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. })) => {
                closed = closed.or(Some(tag.to_end()));
            }
            Event::End(end) if closed == Some(*end) => closed = None,
            Event::Start(Tag::BlockQuote(None)) => eye.alert(&events[at..]),
            Event::Text(_) => {
                let length = insert::run(&events[at..]);
                if closed.is_none() {
                    eye.run(events[at].1.start..events[at + length - 1].1.end);
                }
                at += length - 1;
            }
            _ => {}
        }
        at += 1;
    }
    eye.found
}

struct Eye<'a> {
    desk: Desk<'a>,
    file: FileId,
    base: usize,
    body: &'a str,
    found: Vec<Diagnostic>,
}

impl Eye<'_> {
    fn fault(&self, variant: &'static str, span: &Range<usize>) -> Diagnostic {
        let at = At::new(self.file, self.base + span.start, self.base + span.end);
        Diagnostic::at(Code::Markdown, at).variant(variant)
    }

    /// Notes that nothing refers to.
    fn notes(&mut self, events: &[Marked<'_>]) {
        let named = events.iter().filter_map(|(event, _)| match event {
            Event::FootnoteReference(label) => Some(&**label),
            _ => None,
        });
        let named: BTreeSet<&str> = named.collect();
        for (event, span) in events {
            let Event::Start(Tag::FootnoteDefinition(label)) = event else { continue };
            if !named.contains(&**label) {
                let sign = format!("[^{label}]");
                let fault = self.fault("note-unused", &(span.start..span.start + sign.len()));
                self.found.push(fault.with("found", sign));
            }
        }
    }

    /// A quotation that was to be a box.
    fn alert(&mut self, events: &[Marked<'_>]) {
        let Some((word, length)) = alerts::head(events, self.body) else { return };
        let (cx, found) = (self.desk.cx(), &self.body[word.clone()]);
        let fault = |variant| self.fault(variant, &(word.start - 2..word.end + 1)).with("found", found);
        let words = alerts::words(cx);
        let fault = match (alerts::knows(cx, found), length) {
            (true, 0) => fault("alert-line"),
            (true, _) => return,
            (false, _) => {
                let meant = nearest(found, words.iter().map(String::as_str)).map(|word| format!("[!{word}]"));
                let words: Vec<String> = words.iter().map(|word| format!("[!{word}]")).collect();
                fault("alert").with_some("suggestion", meant).with("choices", words.join(", "))
            }
        };
        self.found.push(fault);
    }

    /// Plain text without a gap in the source: each pair of brackets once, from left to right.
    fn run(&mut self, run: Range<usize>) {
        let mut open = Vec::new();
        let mut told = run.start;
        for (at, sign) in self.body[run.clone()].match_indices(['[', ']']) {
            let at = run.start + at;
            if at == run.start && self.body[..at].ends_with('\\') {
                continue;
            }
            if sign == "[" {
                open.push(at);
                continue;
            }
            let Some(start) = open.pop().filter(|start| *start >= told) else { continue };
            let after = &self.body[at + 1..run.end];
            let fault = match after.starts_with('(') {
                true => Some(self.link(start..at + 1, after)),
                false => self.bracket(start..at + 1),
            };
            if let Some(fault) = fault {
                told = fault.at.map_or(told, |at| at.end as usize - self.base);
                self.found.push(fault);
            }
        }
    }

    /// A link or picture that is none: most often for the spaces in its address.
    fn link(&self, words: Range<usize>, after: &str) -> Diagnostic {
        let is_picture = self.body[..words.start].ends_with('!');
        let start = words.start - usize::from(is_picture);
        let Some(end) = after.char_indices().take(LONG).find(|(_, c)| *c == ')').map(|(end, _)| end) else {
            return self.fault("link-open", &(start..words.end + 1));
        };
        let inside = &after[1..end];
        let (address, title) =
            inside.split_once(" \"").map_or((inside, None), |(address, title)| (address, Some(title)));
        let span = start..words.end + end + 1;
        if !address.trim().contains(char::is_whitespace) {
            return self.fault("link-open", &span);
        }
        let title = title.map(|title| format!(" \"{title}")).unwrap_or_default();
        let fault = self.fault(if is_picture { "picture" } else { "link" }, &span);
        fault.with("suggestion", format!("{}(<{}>{title})", &self.body[start..words.end], address.trim()))
    }

    /// Words in single brackets: the sign of a note, or an insertion.
    fn bracket(&self, span: Range<usize>) -> Option<Diagnostic> {
        let is_double = self.body[..span.start].ends_with('[') || self.body[span.end..].starts_with(']');
        let text = &self.body[span.clone()];
        if is_double || text.len() > LONG || text.starts_with("[[") {
            return None;
        }
        let inner = span.start + 1..span.end - 1;
        if let Some(label) = self.body[inner.clone()].strip_prefix('^') {
            let is_label = !label.is_empty() && !label.contains(char::is_whitespace);
            return is_label.then(|| self.fault("note", &span).with("found", text));
        }
        let is_meant = insert::is_meant(self.desk, self.body, span.clone(), inner);
        is_meant.then(|| self.fault("insertion", &span).with("suggestion", format!("[{text}]")))
    }
}
