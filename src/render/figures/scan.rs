//! Markdown events → the text of each block with its places. Code, raw HTML and the addresses of links are not read.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diag::{At, FileId};

/// The text of a paragraph, heading or cell, and where its pieces come from.
#[derive(Debug, Default)]
pub struct Block {
    /// The text.
    pub text: String,
    pieces: Vec<(usize, usize)>,
    links: Vec<Range<usize>>,
}

/// The blocks of a text.
pub fn blocks(events: &[(Event<'_>, Range<usize>)]) -> Vec<Block> {
    let mut list = vec![Block::default()];
    let mut is_code = false;
    for (event, span) in events {
        let block = list.last_mut().expect("there is always one");
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) if !is_code => block.add(text, span.start),
            Event::SoftBreak | Event::HardBreak => block.add(" ", span.start),
            Event::Code(_) => block.add("\u{fffc}", span.start),
            Event::Start(Tag::Link { .. }) => block.links.push(block.text.len()..usize::MAX),
            Event::End(TagEnd::Link) => block.end_link(),
            Event::Start(tag) if !is_inline(tag) => list.push(Block::default()),
            Event::End(end) if is_block_end(*end) => list.push(Block::default()),
            _ => {}
        }
    }
    list.retain(|block| !block.text.is_empty());
    list
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_block_end(end: TagEnd) -> bool {
    !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

impl Block {
    /// The place of some bytes of the text in a file whose text begins at `base`.
    pub fn at(&self, file: FileId, base: usize, place: Range<usize>) -> At {
        let piece = self.pieces.partition_point(|(start, _)| *start <= place.start) - 1;
        let (start, source) = self.pieces[piece];
        let begin = base + source + (place.start - start);
        At::new(file, begin, begin + place.len())
    }

    /// Whether a place is in the words of a link.
    pub fn is_link(&self, place: usize) -> bool {
        self.links.iter().any(|link| link.contains(&place))
    }

    fn add(&mut self, text: &str, source: usize) {
        self.pieces.push((self.text.len(), source));
        self.text.push_str(text);
    }

    fn end_link(&mut self) {
        let end = self.text.len();
        if let Some(link) = self.links.last_mut() {
            link.end = end;
        }
    }
}
