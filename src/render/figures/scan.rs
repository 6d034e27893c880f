//! Markdown events → the text of each block with its places. Code, raw HTML and the addresses of links are not read.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diag::{At, FileId};

/// The text of a paragraph, heading or cell, and where its pieces come from.
#[derive(Debug, Default)]
pub struct Block {
    /// The text.
    pub text: String,
    /// In a table: what heads it, the first cell of its row and the cell above its column.
    pub heads: [Option<String>; 2],
    pieces: Vec<(usize, usize)>,
    links: Vec<Range<usize>>,
}

/// The blocks of a text; its captions stand last.
pub fn blocks(body: &str, events: &[(Event<'_>, Range<usize>)]) -> Vec<Block> {
    let mut list = vec![Block::default()];
    let mut captions = Vec::new();
    let mut is_code = false;
    let mut table = Table::default();
    for (event, span) in events {
        if let Event::Start(Tag::Image { title, .. }) = event {
            captions.extend(caption(body, title, span));
        }
        if matches!(event, Event::End(TagEnd::TableCell)) {
            table.head(list.last_mut().expect("there is always one"));
        }
        table.follow(event);
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
    list.extend(captions);
    list
}

/// The caption of a picture.
fn caption(body: &str, title: &str, span: &Range<usize>) -> Option<Block> {
    let start = span.start + body[span.clone()].rfind(title).unwrap_or(0);
    let mut block = Block::default();
    block.add(title, start);
    (!title.trim().is_empty()).then_some(block)
}

/// Where a walk through the events is in a table.
#[derive(Debug, Default)]
struct Table {
    columns: Vec<String>,
    is_head: bool,
    column: usize,
    first: String,
}

impl Table {
    fn follow(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::TableHead) => *self = Table { is_head: true, ..Table::default() },
            Event::Start(Tag::TableRow) => (self.is_head, self.column) = (false, 0),
            Event::End(TagEnd::TableCell) => self.column += 1,
            _ => {}
        }
    }

    /// At the end of a cell: it becomes a head, or gets its heads.
    fn head(&mut self, cell: &mut Block) {
        match (self.is_head, self.column) {
            (true, _) => self.columns.push(cell.text.clone()),
            (false, 0) => self.first.clone_from(&cell.text),
            (false, column) => cell.heads = [Some(self.first.clone()), self.columns.get(column).cloned()],
        }
    }
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
