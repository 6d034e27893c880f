//! Names of bodies in prose: one spelling everywhere, so that readers and searches find them.
//!
//! A name that is told apart from the official one by spaces or hyphens alone is a variant: `Batang Hari`, `Sungaipenuh`.
//! Words of links are left alone: they may be titles of others.

use std::collections::BTreeSet;
use std::ops::Range;

use ahash::AHashMap;

use super::figures::scan::Block;
use crate::diag::{Code, Diagnostic, FileId};
use crate::model::Model;
use crate::model::regency::RegencyId;
use crate::model::text::Lang;

/// Official names.
#[derive(Debug, Default)]
pub struct Spellings {
    /// Each by its letters alone, in the order of these.
    names: Vec<(String, String)>,
    /// Where those that begin with some letters stand: most words of a text begin no name.
    starts: AHashMap<Start, Range<usize>>,
    /// Bodies by the letters of their names and aliases.
    called: AHashMap<String, Vec<RegencyId>>,
}

/// The first bytes of a name; of fewer the rest is zero.
type Start = [u8; 4];

impl Spellings {
    /// The names of all bodies in all languages, with and without the word for their kind in front.
    pub fn of(model: &Model) -> Self {
        let mut names = Vec::new();
        for lang in (0..model.site.languages.len()).map(Lang) {
            for body in &model.regencies {
                let name = body.name.get(lang);
                let kind = model.site.kinds[body.kind.0].one.get(lang);
                names.push((fold(name), name.to_owned()));
                if let Some((first, short)) = name.split_once(' ')
                    && fold(first) == fold(kind)
                {
                    names.push((fold(short), short.to_owned()));
                }
            }
        }
        // Of names with the same letters the first counts.
        names.sort_by(|(a, _), (b, _)| a.cmp(b));
        names.dedup_by(|(a, _), (b, _)| a == b);
        let mut starts: AHashMap<Start, Range<usize>> = AHashMap::new();
        for (n, (letters, _)) in names.iter().enumerate() {
            for length in 1..=letters.len().min(size_of::<Start>()) {
                starts.entry(start(&letters.as_bytes()[..length])).or_insert(n..n).end = n + 1;
            }
        }
        let mut called: AHashMap<String, Vec<RegencyId>> = AHashMap::new();
        for (n, body) in model.regencies.iter().enumerate() {
            let own = (0..model.site.languages.len()).filter_map(|lang| body.name.in_lang(Lang(lang)));
            let all: BTreeSet<String> = own.chain(body.aliases.iter().map(|alias| &**alias)).map(fold).collect();
            all.into_iter().for_each(|name| called.entry(name).or_default().push(RegencyId(n)));
        }
        Spellings { names, starts, called }
    }

    /// The bodies that have a name or an alias of these letters, in any language.
    pub fn called(&self, name: &str) -> &[RegencyId] {
        Some(fold(name))
            .filter(|name| !name.is_empty())
            .and_then(|name| self.called.get(&name))
            .map_or(&[], Vec::as_slice)
    }

    /// Warnings of the variants in a text whose body begins at byte `base` of its file.
    pub fn check(&self, blocks: &[Block], file: FileId, base: usize) -> Vec<Diagnostic> {
        let of = |block: &Block| {
            let told = |(place, name): (Range<usize>, &str)| {
                let found = &block.text[place.clone()];
                let fault = Diagnostic::at(Code::NameSpelling, block.at(file, base, place.clone()));
                (!block.is_link(place.start)).then(|| fault.with("found", found).with("name", name))
            };
            self.variants(&block.text).into_iter().filter_map(told).collect::<Vec<_>>()
        };
        blocks.iter().flat_map(of).collect()
    }

    /// The variants in a text, with the official name of each.
    fn variants(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        let words = words(text);
        let mut found = Vec::new();
        let mut folded = String::new();
        let mut n = 0;
        while n < words.len() {
            let Some((length, name)) = self.longest(text, &words[n..], &mut folded) else {
                n += 1;
                continue;
            };
            let place = words[n].start..words[n + length - 1].end;
            let said = &text[place.clone()];
            if said.starts_with(char::is_uppercase) && said.to_lowercase() != name.to_lowercase() {
                found.push((place, name));
            }
            n += length;
        }
        found
    }

    /// The longest name that stands at the first of some words, and how many of them it takes. `folded` is room to work in.
    fn longest(&self, text: &str, words: &[Range<usize>], folded: &mut String) -> Option<(usize, &str)> {
        let first = &text[words[0].clone()];
        if first.is_ascii() && !self.starts.contains_key(&start(first.as_bytes())) {
            return None;
        }
        folded.clear();
        let (mut longest, mut names) = (None, &self.names[..]);
        for (n, word) in words.iter().enumerate() {
            let gap = n.checked_sub(1).map_or("", |before| &text[words[before].end..word.start]);
            if !gap.bytes().all(|byte| matches!(byte, b' ' | b'-')) {
                break;
            }
            let is_short = folded.len() < size_of::<Start>();
            fold_into(folded, &text[word.clone()]);
            if is_short {
                let Some(range) = self.starts.get(&start(folded.as_bytes())) else { break };
                names = &self.names[range.clone()];
            }
            names = &names[names.partition_point(|(letters, _)| letters < folded)..];
            match names.first() {
                Some((letters, name)) if letters == folded => longest = Some((n + 1, name.as_str())),
                Some((letters, _)) if letters.starts_with(folded.as_str()) => {}
                _ => break,
            }
        }
        longest
    }
}

/// How letters begin; capitals count as small ones.
fn start(letters: &[u8]) -> Start {
    let mut start = Start::default();
    start.iter_mut().zip(letters).for_each(|(byte, letter)| *byte = letter.to_ascii_lowercase());
    start
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut list: Vec<Range<usize>> = Vec::with_capacity(text.len() / 6);
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match list.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => list.push(at..at + c.len_utf8()),
        }
    }
    list
}

/// Letters and digits in small letters: how names are compared.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}

fn fold_into(folded: &mut String, text: &str) {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    if text.is_ascii() {
        folded.extend(letters.map(|c| c.to_ascii_lowercase()));
    } else {
        folded.extend(letters.flat_map(char::to_lowercase));
    }
}
