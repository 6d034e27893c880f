//! YAML → tree. Anchors, tags, directives and second documents are refused, so no file can grow while it is read.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as YamlSpan, StructureStyle};

use super::slip;
use super::tree::{Kind, Node, Span, Style};
use crate::diag::{At, Code, Diagnostic, FileId};

/// Parses `text[base..]` of a file; spans count from the start of `text`.
///
/// A syntax fault ends the file: then the tree is `None`. Other faults are collected and the tree goes on.
pub fn parse(file: FileId, text: &str, range: std::ops::Range<usize>) -> (Option<Node>, Vec<Diagnostic>) {
    let options = granit_parser::options! { emit_comments: false, disallow_directives: true };
    let source = &text[range.clone()];
    let mut builder = Builder { file, source, base: range.start, stack: Vec::new(), root: None, faults: Vec::new() };
    for event in Parser::new_from_str_with_options(source, options) {
        let step = event.map_err(|error| builder.syntax(&error)).and_then(|(event, span)| builder.take(event, &span));
        if let Err(fault) = step {
            builder.faults.push(*fault);
            return (None, builder.faults);
        }
    }
    let root = builder.root.unwrap_or_else(|| Node::empty(range.start));
    (Some(root), builder.faults)
}

struct Builder<'a> {
    file: FileId,
    source: &'a str,
    base: usize,
    stack: Vec<Open>,
    root: Option<Node>,
    faults: Vec<Diagnostic>,
}

enum Open {
    List(usize, Vec<Node>),
    Map(usize, Style, Vec<(Node, Node)>, Option<Node>),
}

type Step = Result<(), Box<Diagnostic>>;

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: &YamlSpan) -> Step {
        let at = self.span(span);
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.refuse(at, anchor != 0 || tag.is_some())?;
                let node = self.scalar(&value, style, at);
                self.put(node)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse(at, anchor != 0 || tag.is_some())?;
                self.stack.push(Open::List(at.start as usize, Vec::new()));
                Ok(())
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse(at, anchor != 0 || tag.is_some())?;
                let style = if style == StructureStyle::Flow { Style::Flow } else { Style::Block };
                self.stack.push(Open::Map(at.start as usize, style, Vec::new(), None));
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let node = self.close(at.end as usize);
                self.put(node)
            }
            Event::Alias(_) => self.refuse(at, true),
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(Box::new(Diagnostic::at(Code::YamlFeature, self.at(at)).variant("second-document")))
            }
            _ => Ok(()),
        }
    }

    fn span(&self, span: &YamlSpan) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(self.base + range.start, self.base + range.end)
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

    fn scalar(&self, value: &str, style: ScalarStyle, span: Span) -> Node {
        let start = span.start as usize - self.base;
        let written = self.source.get(start..span.end as usize - self.base).unwrap_or("");
        let kind = match style {
            ScalarStyle::Plain if value.is_empty() || value == "~" || value.eq_ignore_ascii_case("null") => Kind::Empty,
            ScalarStyle::Plain if value == written => Kind::Plain,
            _ => Kind::Quoted(value.into()),
        };
        Node { span, kind }
    }

    fn put(&mut self, node: Node) -> Step {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, _, _, waiting @ None)) => {
                if matches!(node.kind, Kind::List(_) | Kind::Map(..)) {
                    let at = At { file: self.file, start: node.span.start, end: node.span.end };
                    return Err(Box::new(Diagnostic::at(Code::YamlFeature, at).variant("key")));
                }
                *waiting = Some(node);
            }
            Some(Open::Map(_, _, entries, waiting)) => {
                let key = waiting.take().expect("the arm before holds the empty case");
                entries.push((key, node));
            }
        }
        Ok(())
    }

    fn close(&mut self, end: usize) -> Node {
        match self.stack.pop().expect("the parser closes only what it opened") {
            Open::List(start, items) => Node { span: Span::new(start, end), kind: Kind::List(items) },
            Open::Map(start, style, entries, _) => {
                let entries = self.unique(entries);
                Node { span: Span::new(start, end), kind: Kind::Map(style, entries) }
            }
        }
    }

    /// Reports keys that stand twice and keeps the first of each.
    fn unique(&mut self, mut entries: Vec<(Node, Node)>) -> Vec<(Node, Node)> {
        let mut seen = std::collections::HashMap::with_capacity(entries.len());
        let (source, base, file) = (self.source, self.base, self.file);
        let mut faults = Vec::new();
        entries.retain(|(key, _)| {
            let text: Box<str> = match &key.kind {
                Kind::Quoted(text) => text.clone(),
                _ => source[key.span.start as usize - base..key.span.end as usize - base].into(),
            };
            let at = At { file, start: key.span.start, end: key.span.end };
            match seen.entry(text) {
                std::collections::hash_map::Entry::Occupied(first) => {
                    faults.push(
                        Diagnostic::at(Code::DuplicateKey, at).with("key", first.key()).related(*first.get(), "first"),
                    );
                    false
                }
                std::collections::hash_map::Entry::Vacant(slot) => {
                    slot.insert(at);
                    true
                }
            }
        });
        self.faults.append(&mut faults);
        entries
    }

    fn syntax(&self, error: &ScanError) -> Box<Diagnostic> {
        let offset = error.marker().byte_offset().unwrap_or(0).min(self.source.len());
        let mut start = offset;
        while !self.source.is_char_boundary(start) {
            start -= 1;
        }
        Box::new(slip::fault((self.source, start), &error.info(), self.file, self.base))
    }
}
