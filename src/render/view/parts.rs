//! A long list of articles in parts: which articles a page shows, and the way to the other parts.

use serde::Serialize;

use super::Cx;
use crate::plan::{PER_PAGE, Page};

/// The way to the other parts of a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PartsView {
    /// All parts in order; empty when there is only one.
    pub parts: Vec<PartView>,
    /// The part before this one.
    pub previous: Option<String>,
    /// The part after this one.
    pub next: Option<String>,
}

/// A part of a list.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    /// Its number, from 1.
    pub number: usize,
    /// Its page.
    pub address: String,
    /// Whether it is this page.
    pub is_current: bool,
}

/// The articles of a part.
pub fn articles(all: &[usize], part: usize) -> &[usize] {
    all.chunks(PER_PAGE).nth(part - 1).unwrap_or_default()
}

/// The parts of a list of `length` articles; `page` gives the page of a part.
pub fn parts(cx: &Cx<'_>, length: usize, part: usize, page: impl Fn(usize) -> Page) -> PartsView {
    ways(cx, length.div_ceil(PER_PAGE), part, page)
}

/// The way to the other parts of a list of `count` parts; `page` gives the page of a part.
pub fn ways(cx: &Cx<'_>, count: usize, part: usize, page: impl Fn(usize) -> Page) -> PartsView {
    if count < 2 {
        return PartsView::default();
    }
    let address = |number: usize| cx.link(page(number));
    let view = |number: usize| PartView { number, address: address(number), is_current: number == part };
    PartsView {
        parts: (1..=count).map(view).collect(),
        previous: (part > 1).then(|| address(part - 1)),
        next: (part < count).then(|| address(part + 1)),
    }
}
