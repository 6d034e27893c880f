//! Text files as light trees: every node knows its bytes, scalars keep the text as it was written.

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

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Nothing was written, or `~` or `null`.
    Empty,
    /// A scalar whose value is its bytes.
    Plain,
    /// A scalar whose value differs from its bytes (quotes, blocks, escapes).
    Quoted(Box<str>),
    /// A list.
    List(Vec<Node>),
    /// A map, keys in order, each once.
    Map(Style, Vec<(Node, Node)>),
}

/// How a map was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// One key a line.
    Block,
    /// `{key: value, …}`, where a comma cuts.
    Flow,
}

impl Node {
    /// The text of a scalar.
    pub fn text<'a>(&'a self, source: &'a str) -> Option<&'a str> {
        match &self.kind {
            Kind::Plain => Some(self.span.of(source)),
            Kind::Quoted(text) => Some(text),
            _ => None,
        }
    }

    /// A node of no bytes with nothing in it.
    pub fn empty(at: usize) -> Self {
        Node { span: Span::new(at, at), kind: Kind::Empty }
    }
}

/// A parsed file.
#[derive(Debug, Clone)]
pub struct Doc {
    /// The file.
    pub file: FileId,
    /// Its tree.
    pub root: Node,
}
