//! Model → [`Plan`]: every file of the site before any is made, with its address.
//!
//! Two files that want one address are a fault here, before anything is rendered.

pub mod address;

use std::collections::BTreeMap;

use crate::diag::{At, Bag, Code, Diagnostic};
use crate::load::Sources;
use crate::load::decode::nearest;
use crate::model::Model;
use crate::model::date::Year;
use crate::model::regency::{RegencyId, SectorId};
use crate::model::text::Lang;

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
    places: BTreeMap<(Page, Lang), usize>,
    paths: BTreeMap<String, Option<usize>>,
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
        self.paths.contains_key(path)
    }

    /// The page at a path below the site's root.
    pub fn page_at(&self, path: &str) -> Option<&PageJob> {
        self.paths.get(path).copied().flatten().map(|n| &self.pages[n])
    }

    /// The path nearest to one that is not there.
    pub fn nearest(&self, path: &str) -> Option<&str> {
        nearest(path, self.paths.keys().map(String::as_str))
    }

    fn add(&mut self, page: Page, lang: Lang, path: String, at: Option<At>, bag: &mut Collisions<'_>) {
        let job = PageJob { page, lang, path };
        let n = self.pages.len();
        if bag.claim(&job.file(), at) {
            self.places.insert((page, lang), n);
            self.paths.insert(job.path.clone(), Some(n));
            self.pages.push(job);
        }
    }
}

/// Files the site always makes beside its pages; nothing else may stand there.
pub const MACHINE_FILES: &[&str] = &["sitemap.xml", "robots.txt", "patuh.json"];

/// Plans the site.
pub fn plan(model: &Model, sources: &Sources) -> (Plan, Bag) {
    let mut bag = Bag::default();
    let mut plan = Plan::default();
    let mut collisions = Collisions { taken: BTreeMap::new(), bag: &mut bag };
    for file in MACHINE_FILES {
        collisions.claim(file, None);
        plan.paths.insert((*file).to_owned(), None);
    }
    for lang in (0..model.site.languages.len()).map(Lang) {
        for (page, at) in pages(model, lang) {
            plan.add(page, lang, address::path(model, page, lang), at, &mut collisions);
        }
    }
    plan.add(Page::NotFound, Lang(0), "404.html".to_owned(), None, &mut collisions);
    for name in sources.theme.statics.keys() {
        let file = format!("assets/{name}");
        if collisions.claim(&file, None) {
            plan.paths.insert(file.clone(), None);
            plan.copies.insert(file, Copied::Theme(name.clone()));
        }
    }
    for path in &sources.assets {
        let Some(file) = path.strip_prefix("content/static/") else { continue };
        if !is_fine_name(file) {
            let fault = Diagnostic::nowhere(Code::BadSlug).variant("static").with("found", path);
            collisions.bag.push(fault);
        } else if collisions.claim(file, None) {
            plan.paths.insert(file.to_owned(), None);
            plan.copies.insert(file.to_owned(), Copied::Content(path.clone()));
        }
    }
    (plan, bag)
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

/// Lower-case ASCII letters, digits, `-`, `_` and `.`, no part hidden.
fn is_fine_name(path: &str) -> bool {
    let is_fine = |part: &str| {
        let bytes = part.bytes();
        !part.is_empty()
            && !part.starts_with('.')
            && part.len() <= 255
            && bytes.clone().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b))
    };
    path.split('/').all(is_fine)
}

struct Collisions<'b> {
    taken: BTreeMap<String, Option<At>>,
    bag: &'b mut Bag,
}

impl Collisions<'_> {
    /// Takes a file's place; a place taken before is a fault.
    fn claim(&mut self, file: &str, at: Option<At>) -> bool {
        match self.taken.get(file) {
            None => {
                self.taken.insert(file.to_owned(), at);
                true
            }
            Some(first) => {
                let address = format!("/{}", file.strip_suffix("index.html").unwrap_or(file));
                let mut fault = Diagnostic::nowhere(Code::AddressCollision).with("address", address);
                fault.at = at.or(*first);
                if let (Some(_), Some(first)) = (at, *first) {
                    fault = fault.related(first, "first");
                }
                self.bag.push(fault);
                false
            }
        }
    }
}
