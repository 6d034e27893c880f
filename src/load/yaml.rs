//! YAML → tree. Anchors, tags, directives and second documents are refused, so no file can grow while it is read.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as YamlSpan, StructureStyle};

use super::build::Builder;
use super::tree::{Span, Style, Tree};
use super::{quick, slip};
use crate::diag::{At, Code, Diagnostic, FileId};

/// Parses a part of a file's text; spans count from the start of the file.
///
/// A syntax fault ends the file: then there is no tree. Other faults are collected and the tree goes on.
pub fn parse(file: FileId, text: &str, range: Range<usize>) -> (Option<Tree>, Vec<Diagnostic>) {
    match quick::read(text, range.clone()) {
        Some(tree) => (Some(tree), Vec::new()),
        None => parse_all(file, text, range),
    }
}

/// As [`parse`], with the reader that knows all of YAML.
pub(super) fn parse_all(file: FileId, text: &str, range: Range<usize>) -> (Option<Tree>, Vec<Diagnostic>) {
    let options = granit_parser::options! { emit_comments: false, disallow_directives: true };
    let source = &text[range.clone()];
    let mut reader = Reader { file, text, range, tree: Builder::default(), open: Vec::new(), faults: Vec::new() };
    for event in Parser::new_from_str_with_options(source, options) {
        let step = event.map_err(|error| reader.syntax(&error)).and_then(|(event, span)| reader.take(event, &span));
        if let Err(fault) = step {
            reader.faults.push(*fault);
            return (None, reader.faults);
        }
    }
    let start = reader.range.start;
    if !reader.tree.has_root() {
        reader.tree.empty(Span::new(start, start));
    }
    (Some(reader.tree.finish()), reader.faults)
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    range: Range<usize>,
    tree: Builder,
    open: Vec<Open>,
    faults: Vec<Diagnostic>,
}

/// What is open, and in a map what comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    List,
    Key,
    Value,
}

type Step = Result<(), Box<Diagnostic>>;

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, span: &YamlSpan) -> Step {
        let at = self.span(span);
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.refuse(at, anchor != 0 || tag.is_some())?;
                self.next();
                self.scalar(&value, style, at);
                Ok(())
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse(at, anchor != 0 || tag.is_some())?;
                self.tree.list(at.start);
                self.open.push(Open::List);
                Ok(())
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse(at, anchor != 0 || tag.is_some())?;
                self.tree.map(at.start, if style == StructureStyle::Flow { Style::Flow } else { Style::Block });
                self.open.push(Open::Key);
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at.end),
            Event::Alias(_) => self.refuse(at, true),
            Event::DocumentStart(..) if self.tree.has_root() => {
                Err(Box::new(Diagnostic::at(Code::YamlFeature, self.at(at)).variant("second-document")))
            }
            _ => Ok(()),
        }
    }

    fn span(&self, span: &YamlSpan) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(self.range.start + range.start, self.range.start + range.end)
    }

    fn at(&self, span: Span) -> At {
        At { file: self.file, start: span.start, end: span.end }
    }

    fn refuse(&self, at: Span, refused: bool) -> Step {
        if refused {
            return Err(Box::new(Diagnostic::at(Code::YamlFeature, self.at(at))));
        }
        Ok(())
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, span: Span) {
        match style {
            ScalarStyle::Plain if is_nothing(value) => self.tree.empty(span),
            ScalarStyle::Plain if value == span.of(self.text) => self.tree.plain(span),
            _ => self.tree.text(span, self.text, value),
        }
    }

    /// In a map, keys and values take turns.
    fn next(&mut self) {
        if let Some(open @ (Open::Key | Open::Value)) = self.open.last_mut() {
            *open = if *open == Open::Key { Open::Value } else { Open::Key };
        }
    }

    fn close(&mut self, end: u32) -> Step {
        let closed = self.open.pop().expect("the parser closes only what it opened");
        if closed != Open::List {
            for (text, key, first) in self.tree.unique(self.text) {
                let fault = Diagnostic::at(Code::DuplicateKey, self.at(key)).with("key", text);
                self.faults.push(fault.related(self.at(first), "first"));
            }
        }
        let start = self.tree.close(end);
        if self.open.last() == Some(&Open::Key) {
            let at = self.at(Span { start, end });
            return Err(Box::new(Diagnostic::at(Code::YamlFeature, at).variant("key")));
        }
        self.next();
        Ok(())
    }

    fn syntax(&self, error: &ScanError) -> Box<Diagnostic> {
        let source = &self.text[self.range.clone()];
        let offset = error.marker().byte_offset().unwrap_or(0).min(source.len());
        let mut start = offset;
        while !source.is_char_boundary(start) {
            start -= 1;
        }
        Box::new(slip::fault((source, start), &error.info(), self.file, self.range.start))
    }
}

/// Whether a scalar without quotation marks stands for nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    text.is_empty() || text == "~" || text.eq_ignore_ascii_case("null")
}
