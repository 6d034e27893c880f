//! Markdown events → the figures of a text with their places. Code, raw HTML and the addresses of links are not read.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Figure;
use super::number::{Signs, numbers};
use crate::diag::{At, FileId};

/// The figures of a text; `base` is where the text begins in the file.
pub fn scan(events: &[(Event<'_>, Range<usize>)], file: FileId, base: usize, signs: &Signs) -> Vec<Figure> {
    let mut block = Block::default();
    let mut found = Vec::new();
    let mut is_code = false;
    for (event, span) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) if !is_code => block.add(text, span.start),
            Event::SoftBreak | Event::HardBreak => block.add(" ", span.start),
            Event::Code(_) => block.add("\u{fffc}", span.start),
            Event::Start(tag) if !is_inline(tag) => block.flush(file, base, signs, &mut found),
            Event::End(end) if is_block_end(*end) => block.flush(file, base, signs, &mut found),
            _ => {}
        }
    }
    block.flush(file, base, signs, &mut found);
    found
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_block_end(end: TagEnd) -> bool {
    !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// The text of a paragraph, heading or cell, and where its pieces come from.
#[derive(Default)]
struct Block {
    text: String,
    pieces: Vec<(usize, usize)>,
}

impl Block {
    fn add(&mut self, text: &str, source: usize) {
        self.pieces.push((self.text.len(), source));
        self.text.push_str(text);
    }

    fn flush(&mut self, file: FileId, base: usize, signs: &Signs, found: &mut Vec<Figure>) {
        for number in numbers(&self.text, signs) {
            let piece = self.pieces.partition_point(|(start, _)| *start <= number.start) - 1;
            let (start, source) = self.pieces[piece];
            let start = base + source + (number.start - start);
            found.push(Figure { at: At::new(file, start, start + number.text.len()), number });
        }
        self.text.clear();
        self.pieces.clear();
    }
}
