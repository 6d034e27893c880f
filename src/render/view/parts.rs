//! A long list of articles in parts: which articles a page shows, and the way to the other parts.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Cx;
use crate::plan::{PER_PAGE, Page};

/// The way to the other parts of a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PartsView {
    /// The parts in order, of many the first, the last, and those near or some way off; empty when there is only one.
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
    /// Whether parts between the one before and this one are left out.
    pub is_after_gap: bool,
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
    let shown = shown(count, part);
    let view = |(n, number): (usize, &usize)| PartView {
        number: *number,
        address: address(*number),
        is_current: *number == part,
        is_after_gap: n > 0 && shown[n - 1] + 1 < *number,
    };
    PartsView {
        parts: shown.iter().enumerate().map(view).collect(),
        previous: (part > 1).then(|| address(part - 1)),
        next: (part < count).then(|| address(part + 1)),
    }
}

/// So many parts are all shown.
const FEW: usize = 15;
/// How far off a part still counts as near.
const NEAR: usize = 2;

/// Which of many parts a part leads to: so few that pages do not grow with the list, and any part is some steps away.
fn shown(count: usize, part: usize) -> Vec<usize> {
    if count <= FEW {
        return (1..=count).collect();
    }
    let steps = std::iter::successors(Some(10), |step| Some(step * 10)).take_while(|step| *step < count);
    let away = (0..=NEAR).chain(steps);
    let both = away.flat_map(|step| [part.saturating_sub(step), part + step]);
    let numbers: BTreeSet<usize> = both.chain([1, count]).filter(|number| (1..=count).contains(number)).collect();
    numbers.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn few_parts_are_all_shown_and_many_are_not() {
        assert_eq!(shown(15, 3), (1..=15).collect::<Vec<_>>());
        assert_eq!(shown(16, 1), [1, 2, 3, 11, 16]);
        assert_eq!(shown(45_000, 30), [1, 20, 28, 29, 30, 31, 32, 40, 130, 1030, 10_030, 45_000]);
    }
}
