//! Text files as light trees: every node knows its bytes, scalars keep the text as it was written.
//!
//! A tree is one row of pairs of numbers, in the order of the text: a large file costs no allocation a value, 8 bytes
//! for a scalar and 16 for a list or map. Only what differs from the bytes of the file (escapes, folds) is kept beside it.

use super::build::{Head, Pair};
use crate::diag::FileId;

/// Bytes `start..end` of the file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Bytes `start..end`; files are smaller than 4 GiB.
    pub fn new(start: usize, end: usize) -> Self {
        let bound = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: bound(start), end: bound(end.max(start)) }
    }

    /// The text of the span.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// All values of a file; made by a `load::build`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    pub(super) pairs: Vec<Pair>,
    /// Texts that differ from the file's bytes, one after the other.
    pub(super) texts: String,
    /// Where the cells of a table's heading stand among the pairs.
    pub(super) heading: Vec<u32>,
    /// Where the root stands.
    pub(super) root: u32,
}

/// A value and its place.
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    at: usize,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Kind<'t> {
    /// Nothing was written, or `~` or `null`.
    Empty,
    /// A scalar whose value is its bytes.
    Plain,
    /// A scalar whose value differs from its bytes (quotes, blocks, escapes).
    Quoted,
    /// A list.
    List(Items<'t>),
    /// A map, keys in order, each once.
    Map(Style, Entries<'t>),
}

/// How a map was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// One key a line.
    Block,
    /// `{key: value, …}`, where a comma cuts.
    Flow,
}

impl Tree {
    /// Its outermost value.
    pub fn root(&self) -> Node<'_> {
        self.node(self.root as usize)
    }

    /// The value that begins at a pair.
    pub(super) fn node(&self, at: usize) -> Node<'_> {
        Node { tree: self, at }
    }

    /// Where the pairs of a value end, with all that is in it.
    pub(super) fn after(&self, at: usize) -> usize {
        let head = self.pairs[at].head();
        at + match head {
            Head::Own(_) => 2,
            _ if head.holds() => self.pairs[at + 1].1 as usize,
            _ => 1,
        }
    }
}

impl<'t> Node<'t> {
    /// Its bytes.
    pub fn span(self) -> Span {
        let (start, head) = (self.pair().0, self.head());
        let end = if head.holds() { self.tree.pairs[self.at + 1].0 } else { start.saturating_add(head.count()) };
        Span { start, end }
    }

    /// What it is.
    pub fn kind(self) -> Kind<'t> {
        let Node { tree, at } = self;
        let (next, left) = (at + 2, self.head().count() as usize);
        let entries = |row| Entries { tree, next, left: left / 2, row };
        match self.head() {
            Head::Empty(_) => Kind::Empty,
            Head::Plain(_) => Kind::Plain,
            Head::Bare(_) | Head::Own(_) => Kind::Quoted,
            Head::List(_) => Kind::List(Items { tree, next, left }),
            Head::Block(_) => Kind::Map(Style::Block, entries(None)),
            Head::Flow(_) => Kind::Map(Style::Flow, entries(None)),
            Head::Row(_) => Kind::Map(Style::Block, Entries { tree, next, left, row: Some(0) }),
        }
    }

    /// The text of a scalar.
    pub fn text(self, source: &'t str) -> Option<&'t str> {
        let Span { start, end } = self.span();
        match self.head() {
            Head::Plain(_) => Some(Span { start, end }.of(source)),
            Head::Bare(_) => Some(Span { start: start + 1, end: end - 1 }.of(source)),
            Head::Own(_) => {
                let Pair(start, length) = self.tree.pairs[self.at + 1];
                Some(Span { start, end: start.saturating_add(length) }.of(&self.tree.texts))
            }
            _ => None,
        }
    }

    /// Whether it is a scalar of this text.
    pub fn says(self, text: &str, source: &'t str) -> bool {
        match self.head() {
            Head::Plain(length) if length as usize != text.len() => false,
            _ => self.text(source) == Some(text),
        }
    }

    fn head(self) -> Head {
        self.pair().head()
    }

    fn pair(self) -> Pair {
        self.tree.pairs[self.at]
    }
}

/// The items of a list.
#[derive(Debug, Clone)]
pub struct Items<'t> {
    tree: &'t Tree,
    next: usize,
    left: usize,
}

impl<'t> Iterator for Items<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        self.left = self.left.checked_sub(1)?;
        let node = Node { tree: self.tree, at: self.next };
        self.next = self.tree.after(self.next);
        Some(node)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Items<'_> {}

/// The keys and values of a map.
#[derive(Debug, Clone)]
pub struct Entries<'t> {
    tree: &'t Tree,
    next: usize,
    left: usize,
    /// In the row of a table: the column of the next cell, whose key is the heading's.
    row: Option<usize>,
}

impl<'t> Iterator for Entries<'t> {
    type Item = (Node<'t>, Node<'t>);

    fn next(&mut self) -> Option<(Node<'t>, Node<'t>)> {
        self.left = self.left.checked_sub(1)?;
        let tree = self.tree;
        let key = match &mut self.row {
            None => {
                let key = self.next;
                self.next = tree.after(key);
                key
            }
            Some(column) => {
                while let Pair(blanks, head) = tree.pairs[self.next]
                    && let Head::Empty(_) = Head::of(head)
                {
                    *column += blanks as usize;
                    self.next += 1;
                }
                *column += 1;
                tree.heading[*column - 1] as usize
            }
        };
        let value = Node { tree, at: self.next };
        self.next = tree.after(self.next);
        Some((Node { tree, at: key }, value))
    }
}

/// A parsed file.
#[derive(Debug, Clone)]
pub struct Doc {
    /// The file.
    pub file: FileId,
    /// Its values.
    pub tree: Tree,
}

impl Doc {
    /// Its outermost value.
    pub fn root(&self) -> Node<'_> {
        self.tree.root()
    }
}
