//! A tree as bytes, and back: only what can be the tree of the text is taken.

use super::build::{Head, Pair};
use super::tree::{Span, Tree};

/// Lists and maps in one another; the reader of YAML refuses more.
const DEPTH: usize = 600;

/// The bytes of a tree that is no table.
pub(super) fn bytes(tree: &Tree) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(tree.pairs.len() * 8 + tree.texts.len() + 4);
    bytes.extend(u32::try_from(tree.pairs.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(
        tree.pairs.iter().flat_map(|Pair(first, second)| [first.to_le_bytes(), second.to_le_bytes()]).flatten(),
    );
    bytes.extend(tree.texts.as_bytes());
    bytes
}

/// The tree of a text; `None` when the bytes are no tree, or its places are not in the text.
pub(super) fn tree(bytes: &[u8], text: &str) -> Option<Tree> {
    let (count, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*count)).ok()?.checked_mul(8)?;
    let (pairs, texts) = rest.split_at_checked(length)?;
    let (pairs, _) = pairs.as_chunks::<8>();
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |n, byte| n << 8 | u32::from(*byte));
    let pairs = pairs.iter().map(|pair| Pair(number(&pair[..4]), number(&pair[4..]))).collect();
    let texts = String::from_utf8(texts.to_vec()).ok()?;
    let tree = Tree { pairs, texts, ..Tree::default() };
    is_tree(&tree, text).then_some(tree)
}

/// A list or map whose values are being looked at.
struct Open {
    /// Where its pairs end.
    after: usize,
    /// Where its bytes end.
    end: u32,
    /// Values that are to come.
    left: u32,
}

fn is_tree(tree: &Tree, text: &str) -> bool {
    let Ok(end) = u32::try_from(text.len()) else { return false };
    let mut open = vec![Open { after: tree.pairs.len(), end, left: 1 }];
    let mut at = 0;
    while let Some(inner) = open.last_mut() {
        if inner.left == 0 {
            if inner.after != at {
                return false;
            }
            open.pop();
            continue;
        }
        inner.left -= 1;
        let (end, after) = (inner.end, inner.after);
        match look(tree, at, text) {
            Some((next, None)) if next <= after => at = next,
            Some((next, Some(inside))) if inside.after <= after && inside.end <= end && open.len() < DEPTH => {
                at = next;
                open.push(inside);
            }
            _ => return false,
        }
    }
    true
}

/// Where the value that stands at a pair goes on, and what is in it; `None` when it cannot be.
fn look(tree: &Tree, at: usize, text: &str) -> Option<(usize, Option<Open>)> {
    let Pair(start, _) = *tree.pairs.get(at)?;
    let head = tree.pairs[at].head();
    let is_text = |from: u32, to: u32| text.get(from as usize..to as usize).is_some();
    let end = start.checked_add(head.count())?;
    match head {
        Head::Empty(_) | Head::Plain(_) => is_text(start, end).then_some((at + 1, None)),
        Head::Bare(length) => {
            (length >= 2 && is_text(start, end) && is_text(start + 1, end - 1)).then_some((at + 1, None))
        }
        Head::Own(_) => {
            let Pair(from, length) = *tree.pairs.get(at + 1)?;
            let own = Span { start: from, end: from.checked_add(length)? };
            let is_own = tree.texts.get(own.start as usize..own.end as usize).is_some();
            (is_own && is_text(start, end)).then_some((at + 2, None))
        }
        Head::List(left) | Head::Block(left) | Head::Flow(left) => {
            let Pair(end, size) = *tree.pairs.get(at + 1)?;
            let is_whole = matches!(head, Head::List(_)) || left % 2 == 0;
            let after = at.checked_add(usize::try_from(size).ok()?)?;
            (is_whole && is_text(start, end)).then_some((at + 2, Some(Open { after, end, left })))
        }
        Head::Row(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{bytes, tree};
    use crate::diag::FileId;
    use crate::load::yaml::parse_all;

    const TEXT: &str = "a: é\nb: [x, 'y', \"\\u00e9\", {c: , d: ~}]\ne: |\n  f\n  g\n";

    #[test]
    fn a_tree_comes_back_and_only_for_its_text() {
        let (whole, _) = parse_all(FileId(0), TEXT, 0..TEXT.len());
        let whole = whole.expect("it has no fault");
        assert_eq!(tree(&bytes(&whole), TEXT).as_ref(), Some(&whole));
        assert_eq!(tree(&bytes(&whole), &TEXT[..20]), None);
        assert_eq!(tree(&bytes(&whole), &"é".repeat(TEXT.len() / 2)), None);
    }

    #[test]
    fn whatever_the_bytes_are_the_reader_goes_on() {
        let (whole, _) = parse_all(FileId(0), TEXT, 0..TEXT.len());
        let whole = bytes(&whole.expect("it has no fault"));
        for at in 0..whole.len() {
            assert_eq!(tree(&whole[..at], TEXT).filter(|_| at < 4), None, "cut off at {at}");
            for bit in 0..8 {
                let mut other = whole.clone();
                other[at] ^= 1 << bit;
                if let Some(tree) = tree(&other, TEXT) {
                    walk(tree.root());
                }
            }
        }
    }

    fn walk(node: crate::load::tree::Node<'_>) {
        use crate::load::tree::Kind;
        assert!(node.span().end as usize <= TEXT.len());
        match node.kind() {
            Kind::List(items) => items.for_each(walk),
            Kind::Map(_, entries) => entries.for_each(|(key, value)| {
                walk(key);
                walk(value);
            }),
            Kind::Plain | Kind::Quoted => assert!(node.text(TEXT).is_some()),
            Kind::Empty => {}
        }
    }
}
