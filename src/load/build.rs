//! How a [`Tree`] is written, value by value, in the order of the text.

use std::collections::HashMap;

use super::tree::{Span, Style, Tree};

/// The start of a value and its [`Head`]. What follows the pair of
/// - a text of its own: where it stands among the tree's texts, and its length;
/// - a list or map: its end, and how many pairs it takes in all, these two counted; then what it holds.
///
/// Blank cells of a row are one pair: how many, and [`Head::Empty`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pair(pub(super) u32, pub(super) u32);

/// What a value is, with the bytes of a scalar or the number of values in a list or map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    Empty(u32),
    Plain(u32),
    /// Its bytes without the first and the last, which are quotation marks.
    Bare(u32),
    /// A text that differs from the bytes.
    Own(u32),
    List(u32),
    Block(u32),
    Flow(u32),
    /// A row of a table: cells without their keys, which are the heading's.
    Row(u32),
}

/// Bits of a head that say what it is.
const BITS: u32 = 3;
/// The most that the others can count: more than the bytes of any file that is read.
const MOST: u32 = u32::MAX >> BITS;

impl Head {
    /// The head that a number stands for.
    pub(super) fn of(number: u32) -> Head {
        let count = number >> BITS;
        match number & 7 {
            0 => Head::Empty(count),
            1 => Head::Plain(count),
            2 => Head::Bare(count),
            3 => Head::Own(count),
            4 => Head::List(count),
            5 => Head::Block(count),
            6 => Head::Flow(count),
            _ => Head::Row(count),
        }
    }

    fn number(self) -> u32 {
        let kind = match self {
            Head::Empty(_) => 0,
            Head::Plain(_) => 1,
            Head::Bare(_) => 2,
            Head::Own(_) => 3,
            Head::List(_) => 4,
            Head::Block(_) => 5,
            Head::Flow(_) => 6,
            Head::Row(_) => 7,
        };
        self.count().min(MOST) << BITS | kind
    }

    /// Bytes of a scalar, or how many values are in it.
    pub(super) fn count(self) -> u32 {
        match self {
            Head::Empty(n) | Head::Plain(n) | Head::Bare(n) | Head::Own(n) => n,
            Head::List(n) | Head::Block(n) | Head::Flow(n) | Head::Row(n) => n,
        }
    }

    /// Whether it is a list or map.
    pub(super) fn holds(self) -> bool {
        matches!(self, Head::List(_) | Head::Block(_) | Head::Flow(_) | Head::Row(_))
    }
}

impl Pair {
    /// What the value is.
    pub(super) fn head(self) -> Head {
        Head::of(self.1)
    }
}

/// A tree that is being written.
#[derive(Debug, Default)]
pub(super) struct Builder {
    tree: Tree,
    /// Where the lists and maps stand that are not closed.
    open: Vec<u32>,
}

impl Builder {
    /// Makes room for so many pairs.
    pub(super) fn reserve(&mut self, pairs: usize) {
        self.tree.pairs.reserve(pairs);
    }

    /// A scalar whose bytes are its text.
    pub(super) fn plain(&mut self, span: Span) {
        self.put(span.start, Head::Plain(span.end - span.start));
    }

    /// Nothing, as it was written.
    pub(super) fn empty(&mut self, span: Span) {
        self.put(span.start, Head::Empty(span.end - span.start));
    }

    /// A scalar in quotation marks with nothing in them that means something else.
    pub(super) fn bare(&mut self, span: Span) {
        self.put(span.start, Head::Bare(span.end - span.start));
    }

    /// A scalar with a text that differs from its bytes in `source`.
    pub(super) fn text(&mut self, span: Span, source: &str, text: &str) {
        let written = span.of(source);
        if written.len() >= 2 && written.get(1..written.len() - 1) == Some(text) {
            return self.bare(span);
        }
        let start = index(self.tree.texts.len());
        self.tree.texts.push_str(text);
        self.put(span.start, Head::Own(span.end - span.start));
        self.tree.pairs.push(Pair(start, index(text.len())));
    }

    /// A list begins.
    pub(super) fn list(&mut self, start: u32) {
        self.begin(start, Head::List(0));
    }

    /// A map begins.
    pub(super) fn map(&mut self, start: u32, style: Style) {
        self.begin(start, if style == Style::Flow { Head::Flow(0) } else { Head::Block(0) });
    }

    /// A row of a table begins; its values are cells, from the first column on.
    pub(super) fn row(&mut self, start: u32) {
        self.begin(start, Head::Row(0));
    }

    /// So many cells with nothing in them: the next one belongs to a later column.
    pub(super) fn blanks(&mut self, cells: u32) {
        if cells > 0 {
            self.tree.pairs.push(Pair(cells, Head::Empty(0).number()));
        }
    }

    /// The scalar that comes next is the heading of the next column.
    pub(super) fn column(&mut self) {
        self.tree.heading.push(index(self.tree.pairs.len()));
    }

    /// What was written so far is the heading of a table; its rows come next.
    pub(super) fn heading(&mut self) {
        self.tree.root = index(self.tree.pairs.len());
    }

    /// Closes the list or map that was opened last; returns its start.
    pub(super) fn close(&mut self, end: u32) -> u32 {
        let at = self.open.pop().expect("only what was opened is closed") as usize;
        let size = self.tree.pairs.len() - at;
        self.tree.pairs[at + 1] = Pair(end, index(size));
        self.tree.pairs[at].0
    }

    /// Leaves out what stands in the open map under a key that is there already; returns these keys, each with
    /// its place and that of the first.
    pub(super) fn unique(&mut self, source: &str) -> Vec<(String, Span, Span)> {
        let at = self.open.last().map_or(0, |at| *at as usize);
        let (mut seen, mut twice, mut next) = (HashMap::new(), Vec::new(), at + 2);
        while next < self.tree.pairs.len() {
            let key = self.tree.node(next);
            let end = self.tree.after(self.tree.after(next));
            let text = key.text(source).unwrap_or(key.span().of(source));
            let first = *seen.entry(text).or_insert(key.span());
            if first != key.span() {
                twice.push((next..end, (text.to_owned(), key.span(), first)));
            }
            next = end;
        }
        for (range, ..) in twice.iter().rev() {
            self.tree.pairs.drain(range.clone());
            self.tree.pairs[at].1 -= 2 << BITS;
        }
        twice.into_iter().map(|(_, key)| key).collect()
    }

    /// How many lists and maps are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether a value was written or begun.
    pub(super) fn has_root(&self) -> bool {
        !self.tree.pairs.is_empty()
    }

    /// The tree.
    pub(super) fn finish(mut self) -> Tree {
        self.tree.pairs.shrink_to_fit();
        self.tree
    }

    fn begin(&mut self, start: u32, head: Head) {
        let at = index(self.tree.pairs.len());
        self.put(start, head);
        self.tree.pairs.push(Pair::default());
        self.open.push(at);
    }

    fn put(&mut self, start: u32, head: Head) {
        if let Some(at) = self.open.last() {
            self.tree.pairs[*at as usize].1 += 1 << BITS;
        }
        self.tree.pairs.push(Pair(start, head.number()));
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).expect("a file is smaller than 4 GiB")
}
