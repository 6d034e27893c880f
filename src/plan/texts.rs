//! The pages of articles and other texts: the texts of a language, the lists of them, what stays of those taken back,
//! and pages that stand in for translations that are not there.

use std::collections::BTreeMap;

use super::{Page, address};
use crate::diag::At;
use crate::model::Model;
use crate::model::address::Alias;
use crate::model::article;
use crate::model::release::{TextKind, Tombstone};
use crate::model::text::{Lang, Slug};

/// How many articles one page of a list shows.
pub const PER_PAGE: usize = 20;

/// All pages of texts in a language. Those that stand in for another come last, so that a text of the language has its address.
pub(super) fn pages(model: &Model, lang: Lang) -> Vec<(Page, Option<At>)> {
    let listing = model.listing(lang);
    let mut list = vec![(Page::News, None)];
    list.extend(parts(listing.articles.len()).map(|part| (Page::NewsPart(part), None)));
    for (id, articles) in &listing.topics {
        list.push((Page::Topic(*id), None));
        list.extend(parts(articles.len()).map(|part| (Page::TopicPart(*id, part), None)));
    }
    let articles = listing.articles.iter().map(|n| (Page::Article(*n), &model.articles[*n].page));
    let texts = articles.chain(listing.pages.iter().map(|n| (Page::Text(*n), &model.pages[*n])));
    let (own, foreign): (Vec<_>, Vec<_>) = texts.partition(|(_, text)| text.lang == lang);
    list.extend(own.into_iter().map(|(page, text)| (page, Some(text.at))));
    let tombstones = model.tombstones.iter().enumerate().filter(|(_, tombstone)| stays(model, tombstone, lang));
    list.extend(tombstones.map(|(n, tombstone)| (Page::Tombstone(n), Some(tombstone.at))));
    list.extend(foreign.into_iter().map(|(page, text)| (page, Some(text.at))));
    list
}

/// The further parts of a list.
fn parts(length: usize) -> std::ops::RangeInclusive<usize> {
    2..=length.div_ceil(PER_PAGE)
}

/// Whether a tombstone stands in a language: in its own, and where the text stood in for a translation.
fn stays(model: &Model, tombstone: &Tombstone, lang: Lang) -> bool {
    let key = &tombstone.key;
    let is_there = |lang| match tombstone.kind {
        TextKind::Article => model.article_in(key, lang).is_some(),
        TextKind::Page => model.page_in(key, lang).is_some(),
    };
    let is_alive = || (0..model.site.languages.len()).map(Lang).any(is_there);
    let mut versions = model.tombstones.iter().filter(|other| other.kind == tombstone.kind && other.key == *key);
    let is_first = |other: &Tombstone| other.lang != lang && other.lang >= tombstone.lang;
    tombstone.lang == lang || (!is_alive() && versions.all(is_first))
}

/// The addresses that texts had before, each with the page that stands for it now and that page's language.
pub(super) fn aliases(model: &Model) -> impl Iterator<Item = (&Alias, Page, Lang)> {
    let texts = [TextKind::Article, TextKind::Page].into_iter().flat_map(|kind| live(model, kind));
    let texts = texts.map(|(page, text)| (&text.aliases, page, text.lang));
    let gone = model.tombstones.iter().enumerate().map(|(n, own)| (&own.aliases, Page::Tombstone(n), own.lang));
    texts.chain(gone).flat_map(|(aliases, page, lang)| aliases.iter().map(move |alias| (alias, page, lang)))
}

/// Where a text stood in for a translation until there was one: that address now leads to the translation.
pub(super) fn places_of_stand_ins(model: &Model) -> Vec<(String, Page, Lang)> {
    let mut list = Vec::new();
    for kind in [TextKind::Article, TextKind::Page] {
        let mut versions: BTreeMap<&Slug, Vec<(&Slug, Lang)>> = BTreeMap::new();
        let gone = model.tombstones.iter().filter(|tombstone| tombstone.kind == kind);
        let gone = gone.map(|tombstone| (&tombstone.key, &tombstone.slug, tombstone.lang));
        for (key, slug, lang) in live(model, kind).map(|(_, text)| (&text.key, &text.slug, text.lang)).chain(gone) {
            versions.entry(key).or_default().push((slug, lang));
        }
        for (page, text) in live(model, kind) {
            let others = versions[&text.key].iter().filter(|(slug, lang)| **slug != text.slug && *lang != text.lang);
            list.extend(others.map(|(slug, _)| (address::text(model, kind, slug, text.lang), page, text.lang)));
        }
    }
    list
}

/// The texts of a kind, with the page of each.
fn live(model: &Model, kind: TextKind) -> Box<dyn Iterator<Item = (Page, &article::Page)> + '_> {
    match kind {
        TextKind::Article => Box::new(model.articles.iter().enumerate().map(|(n, a)| (Page::Article(n), &a.page))),
        TextKind::Page => Box::new(model.pages.iter().enumerate().map(|(n, page)| (Page::Text(n), page))),
    }
}
