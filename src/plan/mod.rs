//! Model → [`Plan`]: every file of the site before any is made, with its address.
//!
//! Two files that want one address are a fault here, before anything is rendered.

pub mod address;
mod claims;
pub mod media;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{At, Bag};
use crate::load::Sources;
use crate::load::decode::nearest;
use crate::model::Model;
use crate::model::date::Year;
use crate::model::media::address as address_of;
use crate::model::regency::{RegencyId, SectorId};
use crate::model::text::Lang;
use claims::Claims;
pub use claims::{NameFault, name_fault};
use media::PictureJob;

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// The front page.
    Home,
    /// All bodies.
    Regencies,
    /// One body.
    Regency(RegencyId),
    /// The service units of one body.
    Units(RegencyId),
    /// One kind of service over all bodies.
    Sector(SectorId),
    /// One year.
    Year(Year),
    /// How scores become zones.
    Methodology,
    /// The log of corrections.
    Corrections,
    /// The list of articles.
    News,
    /// An article, by its place in the model.
    Article(usize),
    /// A page of the site's own, by its place in the model.
    Text(usize),
    /// What is shown for addresses that lead nowhere.
    NotFound,
}

/// A page in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageJob {
    /// What it shows.
    pub page: Page,
    /// In which language.
    pub lang: Lang,
    /// Its path below the site's root, without a slash in front: empty, or `daerah/sarolangun/`.
    pub path: String,
}

impl PageJob {
    /// The file it is written to.
    pub fn file(&self) -> String {
        if self.path.is_empty() || self.path.ends_with('/') {
            return format!("{}index.html", self.path);
        }
        self.path.clone()
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
    /// Files that are copied, by where they go.
    pub copies: BTreeMap<String, Copied>,
    /// Pictures that are shown, by path below the site's folder.
    pub pictures: BTreeMap<String, PictureJob>,
    /// Attachments, by path below the site's folder: where they go and how many bytes they have.
    pub attachments: BTreeMap<String, (String, u64)>,
    places: BTreeMap<(Page, Lang), usize>,
    paths: BTreeSet<String>,
}

impl Plan {
    /// The page in a language, if there is one.
    pub fn page(&self, page: Page, lang: Lang) -> Option<&PageJob> {
        self.places.get(&(page, lang)).map(|n| &self.pages[*n])
    }

    /// The path below the site's root of a page in a language; falls back to any language that has it.
    pub fn path(&self, page: Page, lang: Lang) -> Option<&str> {
        let own = self.page(page, lang);
        let any = || self.places.range((page, Lang(0))..=(page, Lang(usize::MAX))).next().map(|(_, n)| &self.pages[*n]);
        own.or_else(any).map(|job| job.path.as_str())
    }

    /// Whether the site has a file or page at a path below its root.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
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
                self.paths.insert(size.file.clone());
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
        nearest(path, self.paths.iter().map(String::as_str))
    }

    fn add(&mut self, page: Page, lang: Lang, path: String, at: Option<At>, claims: &mut Claims) {
        let job = PageJob { page, lang, path };
        let shown = format!("/{}", job.path);
        if claims.claim(&job.file(), &shown, at) {
            self.places.insert((page, lang), self.pages.len());
            self.paths.insert(job.path.clone());
            self.pages.push(job);
        }
    }

    fn copy(&mut self, file: String, from: Copied, shown: &str, claims: &mut Claims) {
        if claims.claim(&file, shown, None) {
            self.paths.insert(file.clone());
            self.copies.insert(file, from);
        }
    }
}

/// Files the site always makes beside its pages; nothing else may stand there.
pub const MACHINE_FILES: &[&str] = &["sitemap.xml", "robots.txt", "patuh.json"];

/// Plans the site.
pub fn plan(model: &Model, sources: &Sources) -> (Plan, Bag) {
    let mut plan = Plan::default();
    let mut claims = Claims::default();
    for file in MACHINE_FILES {
        claims.claim(file, file, None);
        plan.paths.insert((*file).to_owned());
    }
    for lang in (0..model.site.languages.len()).map(Lang) {
        for (page, at) in pages(model, lang) {
            plan.add(page, lang, address::path(model, page, lang), at, &mut claims);
        }
    }
    plan.add(Page::NotFound, Lang(0), "404.html".to_owned(), None, &mut claims);
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
    }
    let has_units = |n: &usize| model.units_in(SectorId(*n)).next().is_some();
    list.extend((0..model.sectors.len()).filter(has_units).map(|n| (Page::Sector(SectorId(n)), None)));
    list.extend(model.assessments.iter().rev().map(|a| (Page::Year(a.year), None)));
    list.extend([(Page::Methodology, None), (Page::Corrections, None), (Page::News, None)]);
    let articles = model.articles.iter().enumerate().filter(|(_, a)| a.page.lang == lang);
    list.extend(articles.map(|(n, a)| (Page::Article(n), Some(a.page.at))));
    let texts = model.pages.iter().enumerate().filter(|(_, p)| p.lang == lang);
    list.extend(texts.map(|(n, p)| (Page::Text(n), Some(p.at))));
    list
}
