//! What the readers of each language find: every text once, in their language or else in the first of the site's languages
//! that has it; and the topics of the articles.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Model;
use super::article::{Article, Page};
use super::joins::lists;
use super::regency::RegencyId;
use super::release::{TextKind, Tombstone};
use super::site::{MENU, Site};
use super::text::{Lang, Slug};
use crate::diag::{At, Code, Diagnostic};
use crate::load::decode::nearest;

/// A topic by its place in [`Model::topics`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(pub usize);

/// What articles are about. Tags of one address are one topic.
#[derive(Debug, Clone)]
pub struct Topic {
    /// The last part of its address.
    pub slug: Slug,
    /// As its oldest article writes it.
    pub name: Arc<str>,
}

/// What the readers of one language find.
#[derive(Debug, Default)]
pub struct Listing {
    /// Articles, newest first, by their place in the model.
    pub articles: Vec<usize>,
    /// Pages of the site's own, by their place in the model.
    pub pages: Vec<usize>,
    /// Articles of each topic, newest first.
    pub topics: BTreeMap<TopicId, Vec<usize>>,
    about: Vec<Vec<usize>>,
}

impl Listing {
    /// Articles that name a body, newest first.
    pub fn about(&self, regency: RegencyId) -> &[usize] {
        &self.about[regency.0]
    }
}

/// The topics of articles that stand newest first, by address.
pub fn topics(articles: &[Article]) -> Vec<Topic> {
    let mut names: BTreeMap<&Slug, &Arc<str>> = BTreeMap::new();
    for tag in articles.iter().rev().flat_map(|article| &article.tags) {
        names.entry(&tag.slug).or_insert(&tag.name);
    }
    names.into_iter().map(|(slug, name)| Topic { slug: slug.clone(), name: name.clone() }).collect()
}

/// The listing of each language; the model has its topics.
pub fn listings(model: &Model) -> Vec<Listing> {
    (0..model.site.languages.len()).map(|n| listing(model, Lang(n))).collect()
}

fn listing(model: &Model, lang: Lang) -> Listing {
    let articles: Vec<&Page> = model.articles.iter().map(|article| &article.page).collect();
    let pages: Vec<&Page> = model.pages.iter().collect();
    let gone = |kind| model.tombstones.iter().filter(move |t| t.kind == kind);
    let articles = versions(&articles, gone(TextKind::Article), lang);
    let mut topics: BTreeMap<TopicId, Vec<usize>> = BTreeMap::new();
    for n in &articles {
        for id in model.articles[*n].tags.iter().filter_map(|tag| model.topic(&tag.slug)) {
            topics.entry(id).or_default().push(*n);
        }
    }
    let named = articles.iter().flat_map(|n| model.articles[*n].regencies.iter().map(|id| (id.0, *n)));
    let about = lists(model.regencies.len(), named);
    Listing { pages: versions(&pages, gone(TextKind::Page), lang), articles, topics, about }
}

/// One version of each text, in their order. A text that was taken back in this language is not shown in another.
fn versions<'a>(texts: &[&Page], gone: impl Iterator<Item = &'a Tombstone>, lang: Lang) -> Vec<usize> {
    let mut best: BTreeMap<&Slug, Lang> = BTreeMap::new();
    for text in texts {
        let rank = |own: Lang| (own != lang, own);
        let held = best.entry(&text.key).or_insert(text.lang);
        if rank(text.lang) < rank(*held) {
            *held = text.lang;
        }
    }
    let gone: BTreeSet<&Slug> =
        gone.filter(|tombstone| tombstone.lang == lang).map(|tombstone| &tombstone.key).collect();
    let is_shown =
        |text: &Page| best.get(&text.key) == Some(&text.lang) && (text.lang == lang || !gone.contains(&text.key));
    texts.iter().enumerate().filter(|(_, text)| is_shown(text)).map(|(n, _)| n).collect()
}

/// Two texts of one key and one language: only one of them could be the translation of the others.
/// Texts of one name collide by their address, and are told there.
pub fn doubled<'a>(texts: impl Iterator<Item = &'a Page>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(&Slug, Lang), &Page> = BTreeMap::new();
    let mut faults = Vec::new();
    for text in texts {
        match first.get(&(&text.key, text.lang)) {
            Some(other) if other.slug != text.slug => {
                let fault = Diagnostic::at(Code::DuplicateId, text.key_at).variant("translation").with("id", &text.key);
                faults.push(fault.related(other.key_at, "first"));
            }
            Some(_) => {}
            None => {
                first.insert((&text.key, text.lang), text);
            }
        }
    }
    faults
}

/// Spellings of a topic that differ in more than case from its first one.
pub fn spellings(articles: &[Article]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&Slug, &super::article::Tag> = BTreeMap::new();
    let mut faults = Vec::new();
    for tag in articles.iter().flat_map(|article| &article.tags) {
        let held = *first.entry(&tag.slug).or_insert(tag);
        if held.name.to_lowercase() != tag.name.to_lowercase() {
            let fault = Diagnostic::at(Code::TagSpelling, tag.at).with("found", &tag.name).with("first", &held.name);
            faults.push(fault.related(held.at, "first"));
        }
    }
    faults
}

/// Items of the main menu that are neither a part of the site nor a page's key.
pub fn unknown_in_menu(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    let keys: BTreeSet<&str> = pages.iter().map(|page| page.key.as_str()).collect();
    let known: Vec<&str> = MENU.iter().copied().chain(keys).collect();
    let unknown = site.menu.iter().flatten().filter(|(id, _)| !known.contains(&id.as_str()));
    let fault = |(id, at): &(Slug, At)| {
        let suggestion = nearest(id.as_str(), known.iter().copied());
        let fault = Diagnostic::at(Code::UnknownReference, *at).variant("menu").with("found", id);
        fault.with("choices", known.join(", ")).with_some("suggestion", suggestion)
    };
    unknown.map(fault).collect()
}
