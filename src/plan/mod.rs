//! Model → [`Plan`]: every file of the site before any is made, with its address.
//!
//! Two files that want one address are a fault here, before anything is rendered.

pub mod address;
pub mod card;
mod claims;
pub mod compare;
pub mod data;
mod feed;
pub mod long;
pub mod media;
mod search;
mod texts;

use std::collections::BTreeMap;
use std::sync::Arc;

use ahash::{AHashMap, AHashSet};

use crate::diag::{At, Bag};
use crate::load::Sources;
use crate::load::decode::nearest;
use crate::model::Model;
use crate::model::article;
use crate::model::date::Year;
use crate::model::listing::TopicId;
use crate::model::media::address as address_of;
use crate::model::regency::{RegencyId, SectorId};
use crate::model::text::Lang;
use claims::Claims;
pub use claims::{NameFault, name_fault};
use compare::{Peers, SIDE_BY_SIDE};
use data::DataFile;
pub use feed::{Feed, FeedForm, FeedJob};
use media::PictureJob;
pub use search::{Index, IndexJob, LISTED};
pub use texts::PER_PAGE;

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// The front page.
    Home,
    /// All bodies.
    Regencies,
    /// One body.
    Regency(RegencyId),
    /// One body, to be shown inside pages of others.
    Embed(RegencyId),
    /// The service units of one body.
    Units(RegencyId),
    /// One kind of service over all bodies.
    Sector(SectorId),
    /// All kinds of service.
    Sectors,
    /// A further part of a sector's units, from the second.
    SectorPart(SectorId, usize),
    /// One year.
    Year(Year),
    /// All years.
    Years,
    /// The groups of bodies that can be seen side by side.
    Comparisons,
    /// The bodies of a group side by side.
    Compare(Peers),
    /// How scores become zones.
    Methodology,
    /// The log of corrections.
    Corrections,
    /// Where bodies, units and articles are looked for.
    Search,
    /// The files of open data.
    Data,
    /// The log of one year, where it is too long for one page.
    CorrectionsOf(i16),
    /// The list of articles.
    News,
    /// A further part of the list of articles, from the second.
    NewsPart(usize),
    /// The articles of a topic.
    Topic(TopicId),
    /// A further part of the articles of a topic, from the second.
    TopicPart(TopicId, usize),
    /// An article, by its place in the model.
    Article(usize),
    /// A page of the site's own, by its place in the model.
    Text(usize),
    /// What stays of a text that was public, by its place in the model.
    Tombstone(usize),
    /// An address that leads on to another, by its place in [`Plan::moved`].
    Moved(usize),
    /// What is shown for addresses that lead nowhere.
    NotFound,
}

impl Page {
    /// Whether it tells of many bodies at once, and takes as long to make as hundreds of others.
    pub fn is_long(self) -> bool {
        matches!(
            self,
            Page::Home | Page::Regencies | Page::Years | Page::Year(_) | Page::Sector(..) | Page::Comparisons
        )
    }
}

/// A page in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageJob {
    /// What it shows.
    pub page: Page,
    /// In which language.
    pub lang: Lang,
    /// Its path below the site's root, without a slash in front: empty, or `daerah/sarolangun/`.
    pub path: Arc<str>,
}

impl PageJob {
    /// The file it is written to.
    pub fn file(&self) -> String {
        if self.path.is_empty() || self.path.ends_with('/') {
            return format!("{}index.html", self.path);
        }
        self.path.to_string()
    }

    /// The text that the page shows, if it shows one.
    pub fn text<'m>(&self, model: &'m Model) -> Option<&'m article::Page> {
        match self.page {
            Page::Article(n) => Some(&model.articles[n].page),
            Page::Text(n) => Some(&model.pages[n]),
            _ => None,
        }
    }

    /// Whether it stands in for a translation that is not there: it shows a text of another language.
    pub fn stands_in(&self, model: &Model) -> bool {
        self.text(model).is_some_and(|text| text.lang != self.lang)
    }
}

/// Where a copied file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// A file of the theme, by its name below `static/`.
    Theme(String),
    /// A file of the site, by its path below the site's folder.
    Content(String),
}

/// Every file of the site.
#[derive(Debug, Default)]
pub struct Plan {
    /// The pages, by language and in the order they are listed.
    pub pages: Vec<PageJob>,
    /// The feeds, by language.
    pub feeds: Vec<FeedJob>,
    /// The charts of bodies as files: those of bodies with a score or a zone.
    pub charts: BTreeMap<(RegencyId, Lang), String>,
    /// Files in which the search page looks up what it does not list.
    pub indexes: Vec<IndexJob>,
    /// The files of open data, in the order in which they can be made.
    pub data: Vec<DataFile>,
    /// Files that are copied, by where they go.
    pub copies: BTreeMap<String, Copied>,
    /// Where the addresses that lead on lead to.
    pub moved: Vec<(Page, Lang)>,
    /// Pictures that are shown, by path below the site's folder.
    pub pictures: BTreeMap<String, PictureJob>,
    /// Attachments, by path below the site's folder: where they go and how many bytes they have.
    pub attachments: BTreeMap<String, (String, u64)>,
    /// The cards to share by what they show and in which language: files below the site's root.
    pub cards: BTreeMap<(Page, Lang), String>,
    places: AHashMap<(Page, Lang), usize>,
    languages: usize,
    paths: AHashSet<Arc<str>>,
}

impl Plan {
    /// The page in a language, if there is one.
    pub fn page(&self, page: Page, lang: Lang) -> Option<&PageJob> {
        self.places.get(&(page, lang)).map(|n| &self.pages[*n])
    }

    /// The path below the site's root of a page in a language; falls back to any language that has it.
    pub fn path(&self, page: Page, lang: Lang) -> Option<&str> {
        let own = self.page(page, lang);
        let any = || (0..self.languages).find_map(|lang| self.page(page, Lang(lang)));
        own.or_else(any).map(|job| &*job.path)
    }

    /// The parts of the sitemap: file and pages of each.
    pub fn sitemaps(&self) -> Vec<(String, &[PageJob])> {
        let parts: Vec<&[PageJob]> = self.pages.chunks(SITEMAP_PAGES).collect();
        let is_whole = parts.len() < 2;
        let name = |n: usize| if is_whole { SITEMAP.to_owned() } else { format!("sitemap-{}.xml", n + 1) };
        parts.into_iter().enumerate().map(|(n, pages)| (name(n), pages)).collect()
    }

    /// Whether the site has a file or page at a path below its root.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Every path that the site has below its root.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(|path| &**path)
    }

    /// Plans the pictures and attachments that released texts and replies show.
    fn media(&mut self, model: &Model, sources: &Sources, claims: &mut Claims) {
        for (used, picture) in media::pictures(model, &sources.media) {
            if self.pictures.contains_key(&*used.path) {
                continue;
            }
            let job = media::job(used, picture);
            for size in &job.sizes {
                claims.claim(&size.file, &used.path, Some(used.at));
                self.paths.insert(size.file.as_str().into());
            }
            self.pictures.insert(used.path.to_string(), job);
        }
        let mut files: Vec<&str> = media::attachments(model).map(|used| &*used.path).collect();
        files.sort_unstable();
        files.dedup();
        for path in files {
            let bytes = sources.media.files.get(path).copied().flatten().unwrap_or(0);
            self.attachments.insert(path.to_owned(), (address_of(path), bytes));
            self.copy(address_of(path), Copied::Content(path.to_owned()), path, claims);
        }
    }

    /// The path nearest to one that is not there.
    pub fn nearest(&self, path: &str) -> Option<&str> {
        nearest(path, self.paths())
    }

    fn add(&mut self, page: Page, lang: Lang, path: String, at: Option<At>, claims: &mut Claims) {
        let job = PageJob { page, lang, path: path.into() };
        let shown = format!("/{}", job.path);
        if claims.claim(&job.file(), &shown, at) {
            self.places.insert((page, lang), self.pages.len());
            self.paths.insert(job.path.clone());
            self.pages.push(job);
        }
    }

    fn feed(&mut self, feed: Feed, lang: Lang, path: String, claims: &mut Claims) {
        let job = FeedJob { feed, lang, path };
        for file in FeedForm::ALL.map(|form| job.file(form)) {
            claims.claim(&file, &format!("/{file}"), None);
            self.paths.insert(file.into());
        }
        self.feeds.push(job);
    }

    fn index(&mut self, index: Index, lang: Lang, file: String, claims: &mut Claims) {
        if claims.claim(&file, &format!("/{file}"), None) {
            self.paths.insert(file.as_str().into());
            self.indexes.push(IndexJob { index, lang, file });
        }
    }

    fn data(&mut self, model: &Model, claims: &mut Claims) {
        for file in data::files(model) {
            let path = file.path(model);
            claims.claim(&path, &format!("/{path}"), None);
            self.paths.insert(path.into());
            self.data.push(file);
        }
    }

    fn charts(&mut self, model: &Model, claims: &mut Claims) {
        for (file, id, lang) in card::charts(model) {
            if claims.claim(&file, &format!("/{file}"), Some(model.regencies[id.0].at)) {
                self.paths.insert(file.as_str().into());
                self.charts.insert((id, lang), file);
            }
        }
    }

    fn claim_sitemaps(&mut self, claims: &mut Claims) {
        let files: Vec<String> = self.sitemaps().into_iter().map(|(file, _)| file).filter(|f| f != SITEMAP).collect();
        for file in files {
            claims.claim(&file, &format!("/{file}"), None);
            self.paths.insert(file.into());
        }
    }

    fn lead_on(&mut self, path: String, (page, lang): (Page, Lang), at: Option<At>, claims: &mut Claims) {
        let own = Page::Moved(self.moved.len());
        self.moved.push((page, lang));
        self.add(own, lang, path, at, claims);
    }

    /// Plans the cards of the pages that have a place.
    fn cards(&mut self, model: &Model, claims: &mut Claims) {
        for (page, lang, at) in card::all(model) {
            if !self.places.contains_key(&(page, lang)) {
                continue;
            }
            let Some(file) = card::file(model, page, lang) else { continue };
            if claims.claim(&file, &format!("/{file}"), at) {
                self.paths.insert(file.as_str().into());
                self.cards.insert((page, lang), file);
            }
        }
    }

    fn copy(&mut self, file: String, from: Copied, shown: &str, claims: &mut Claims) {
        if claims.claim(&file, shown, None) {
            self.paths.insert(file.as_str().into());
            self.copies.insert(file, from);
        }
    }
}

/// The list of all pages; of a large site the list of its parts.
pub const SITEMAP: &str = "sitemap.xml";
/// How many pages a sitemap lists. The protocol ends at 50,000 and 50 MB; with its languages a page takes up to a kilobyte.
const SITEMAP_PAGES: usize = 10_000;

/// Files the site always makes beside its pages; nothing else may stand there.
const MACHINE_FILES: &[&str] = &[SITEMAP, "robots.txt", "patuh.json"];

/// Plans the site.
pub fn plan(model: &Model, sources: &Sources) -> (Plan, Bag) {
    let mut plan = Plan { languages: model.site.languages.len(), ..Plan::default() };
    let mut claims = Claims::default();
    for file in MACHINE_FILES {
        claims.claim(file, file, None);
        plan.paths.insert((*file).into());
    }
    for lang in (0..model.site.languages.len()).map(Lang) {
        for (page, at) in pages(model, lang) {
            let path = address::path(model, page, lang).expect("only old addresses have no path of their own");
            plan.add(page, lang, path, at, &mut claims);
        }
        for feed in Feed::ALL {
            plan.feed(feed, lang, address::feed(model, feed, lang), &mut claims);
        }
        for index in Index::ALL.into_iter().filter(|index| index.is_needed(model, lang)) {
            plan.index(index, lang, address::index(model, index, lang), &mut claims);
        }
    }
    plan.add(Page::NotFound, Lang(0), "404.html".to_owned(), None, &mut claims);
    for (alias, page, lang) in texts::aliases(model) {
        plan.lead_on(alias.path.to_string(), (page, lang), Some(alias.at), &mut claims);
    }
    for (path, page, lang) in texts::places_of_stand_ins(model) {
        if claims.is_free(&path) {
            plan.lead_on(path, (page, lang), None, &mut claims);
        }
    }
    plan.cards(model, &mut claims);
    plan.charts(model, &mut claims);
    plan.claim_sitemaps(&mut claims);
    plan.data(model, &mut claims);
    for name in sources.theme.statics.keys() {
        let shown = format!("themes/{}/static/{name}", sources.theme.name);
        plan.copy(format!("assets/{name}"), Copied::Theme(name.clone()), &shown, &mut claims);
    }
    plan.media(model, sources, &mut claims);
    for path in &sources.assets {
        let Some(file) = path.strip_prefix("content/static/") else { continue };
        plan.copy(file.to_owned(), Copied::Content(path.clone()), path, &mut claims);
    }
    (plan, claims.bag)
}

/// All pages of a language, with the place of what they are made from where an editor chose the address.
fn pages(model: &Model, lang: Lang) -> Vec<(Page, Option<At>)> {
    let mut list = vec![(Page::Home, None), (Page::Regencies, None)];
    for (n, regency) in model.regencies.iter().enumerate() {
        list.push((Page::Regency(RegencyId(n)), Some(regency.at)));
        list.push((Page::Units(RegencyId(n)), Some(regency.at)));
        list.extend(model.site.has_embeds.then_some((Page::Embed(RegencyId(n)), Some(regency.at))));
    }
    let sectors: Vec<Page> = (0..model.sectors.len()).flat_map(|n| long::sector(model, SectorId(n))).collect();
    list.extend((!sectors.is_empty()).then_some((Page::Sectors, None)));
    list.extend(sectors.into_iter().map(|page| (page, None)));
    list.extend((!model.assessments.is_empty()).then_some((Page::Years, None)));
    list.extend(model.assessments.iter().rev().map(|a| (Page::Year(a.year), None)));
    let groups = compare::groups(model);
    list.extend((!groups.is_empty()).then_some((Page::Comparisons, None)));
    let small = groups.into_iter().filter(|(_, members)| members.len() <= SIDE_BY_SIDE);
    list.extend(small.map(|(peers, _)| (Page::Compare(peers), None)));
    list.extend([(Page::Methodology, None), (Page::Corrections, None), (Page::Search, None), (Page::Data, None)]);
    list.extend(long::log_years(model).into_keys().rev().map(|year| (Page::CorrectionsOf(year), None)));
    list.extend(texts::pages(model, lang));
    list
}
