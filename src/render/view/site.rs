//! What every page is given: the site around it, and what the page says of itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::media::ImageView;
use super::share::{ShareView, share};
use super::{Cx, graph};
use crate::model::release::Audience;
use crate::model::site::Party;
use crate::model::text::Lang;
use crate::plan::{FeedForm, FeedJob, Page, PageJob, address};

/// `site`: the same on every page of a language.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// Language tag of the page.
    pub lang: Arc<str>,
    /// Language and country of every language that names one, by tag: `id_ID`.
    pub locales: BTreeMap<String, String>,
    /// The name of the site.
    pub title: String,
    /// One sentence on it, if there is one.
    pub description: Option<String>,
    /// The front page.
    pub home: String,
    /// The search page: forms lead there, with what is looked for as `q`.
    pub search: String,
    /// The newest date in effect, machine form.
    pub updated: Option<String>,
    /// Who publishes.
    pub publisher: Option<PartyView>,
    /// Under which licence.
    pub licence: Option<PartyView>,
    /// The main menu.
    pub menu: Vec<MenuItem>,
    /// Links of the foot.
    pub foot: Vec<MenuItem>,
    /// The feeds, each in its forms.
    pub feeds: Vec<FeedLink>,
    /// How to ask for a correction and where to complain.
    pub contact: ContactView,
    /// The zones, best first.
    pub zones: Vec<super::ZoneView>,
}

/// A name with an address.
#[derive(Debug, Clone, Serialize)]
pub struct PartyView {
    /// The name.
    pub name: String,
    /// The web address.
    pub url: Option<Arc<str>>,
}

/// An item of a menu.
#[derive(Debug, Clone, Serialize)]
pub struct MenuItem {
    /// Its id; the theme has words for it as `menu.<id>`.
    pub id: String,
    /// Its own words, where the theme has none.
    pub name: Option<String>,
    /// The language of these words, where it is not the page's.
    pub lang: Option<Arc<str>>,
    /// Where it leads.
    pub address: String,
}

/// A feed.
#[derive(Debug, Clone, Serialize)]
pub struct FeedLink {
    /// Its id; the theme has words for it as `feed.<id>`.
    pub id: String,
    /// `atom` or `json`; the theme has words for it as `feeds.form.<form>`.
    pub form: &'static str,
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: &'static str,
    /// Where it is.
    pub address: String,
}

/// Ways to reach the publisher and the complaint office.
#[derive(Debug, Clone, Serialize)]
pub struct ContactView {
    /// E-mail for corrections.
    pub correction_email: Option<Arc<str>>,
    /// Web page for corrections.
    pub correction_url: Option<Arc<str>>,
    /// Web page for complaints about a service.
    pub complaint_url: Option<Arc<str>>,
    /// Telephone for complaints.
    pub complaint_phone: Option<Arc<str>>,
    /// When both were last checked, machine form.
    pub complaint_confirmed: Option<String>,
}

/// `page`: what a page says of itself.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageView {
    /// For `<title>`.
    pub title: String,
    /// The finding: `og:title`, most often also `h1`.
    pub headline: String,
    /// One sentence, may be empty.
    pub description: String,
    /// Whether search engines should leave it out.
    pub noindex: bool,
    /// Its absolute address.
    pub canonical: String,
    /// Its link.
    pub address: String,
    /// The id of the menu item it belongs to.
    pub section: String,
    /// `website` or `article`.
    pub og_type: String,
    /// All languages of the page, its own included.
    pub translations: Vec<Translation>,
    /// The way from the front page to here; the last has no address.
    pub breadcrumbs: Vec<Crumb>,
    /// When it was published, with the offset of the site's time zone; only of articles.
    pub published: Option<String>,
    /// When it was changed or corrected last, with the offset of the site's time zone; only of articles.
    pub modified: Option<String>,
    /// The picture that stands for it in link previews, if it has one.
    pub image: Option<ImageView>,
    /// What is sent when it is shared; only of bodies, years and articles.
    pub share: Option<ShareView>,
    /// Structured data for search engines: the things the page tells of, in the words of schema.org.
    pub json_ld: Vec<serde_json::Value>,
}

/// A language of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Translation {
    /// Language tag.
    pub lang: Arc<str>,
    /// The language in its own words.
    pub name: String,
    /// Link.
    pub address: String,
    /// Absolute address.
    pub url: String,
    /// Whether it is the same page in that language, and not one that stands in for it: what search engines are told.
    pub is_alternate: bool,
    /// Whether it is the site's first language.
    pub is_default: bool,
}

/// A step of the way to a page.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    /// Its name.
    pub name: String,
    /// Where it is; `None` for the page itself.
    pub address: Option<String>,
}

/// The site as the pages of a language see it.
pub fn site(cx: &Cx<'_>, locales: &BTreeMap<&str, String>) -> SiteView {
    let site = &cx.model.site;
    let party = |party: &Party| PartyView { name: cx.text(&party.name), url: party.url.clone() };
    let complaint = site.contact.complaint.as_ref();
    SiteView {
        lang: site.languages[cx.lang.0].clone(),
        locales: locales.iter().map(|(lang, locale)| ((*lang).to_owned(), locale.clone())).collect(),
        title: cx.text(&site.title),
        description: site.description.as_ref().map(|text| cx.text(text)),
        home: cx.link(Page::Home),
        search: cx.link(Page::Search),
        updated: cx.model.updated().map(|date| date.machine()),
        publisher: site.publisher.as_ref().map(party),
        licence: site.licence.as_ref().map(party),
        menu: menu(cx),
        foot: foot(cx),
        feeds: feeds(cx),
        contact: ContactView {
            correction_email: site.contact.correction_email.clone(),
            correction_url: site.contact.correction_url.clone(),
            complaint_url: complaint.and_then(|c| c.url.clone()),
            complaint_phone: complaint.and_then(|c| c.phone.clone()),
            complaint_confirmed: complaint.and_then(|c| c.confirmed).map(|date| date.machine()),
        },
        zones: site.zone_ids().map(|id| cx.zone(id)).collect(),
    }
}

/// The main menu when the site does not choose one.
const USUAL: &[&str] = &["home", "regencies", "methodology", "news"];

fn menu(cx: &Cx<'_>) -> Vec<MenuItem> {
    match &cx.model.site.menu {
        Some(chosen) => chosen.iter().filter_map(|(id, _)| menu_item(cx, id.as_str())).collect(),
        None => USUAL.iter().filter_map(|id| menu_item(cx, id)).collect(),
    }
}

/// What the main menu does not have: the search, lists of years and services, bodies side by side, the log of corrections, open data, and the site's own pages.
fn foot(cx: &Cx<'_>) -> Vec<MenuItem> {
    let own = cx.model.listing(cx.lang).pages.iter().map(|n| cx.model.pages[*n].key.as_str());
    let chosen = cx.model.site.menu.as_deref().unwrap_or_default();
    let is_left = |id: &&str| chosen.iter().all(|(other, _)| other.as_str() != *id);
    ["search", "years", "compare", "sectors", "corrections", "data"]
        .into_iter()
        .chain(own)
        .filter(is_left)
        .filter_map(|id| menu_item(cx, id))
        .collect()
}

/// A part of the site, or a page by its key; `None` for a page that is not public.
fn menu_item(cx: &Cx<'_>, id: &str) -> Option<MenuItem> {
    let built_in = match id {
        "home" => Some(Page::Home),
        "regencies" => Some(Page::Regencies),
        "years" => Some(Page::Years),
        "compare" => Some(Page::Comparisons),
        "sectors" => Some(Page::Sectors),
        "methodology" => Some(Page::Methodology),
        "news" => Some(Page::News),
        "corrections" => Some(Page::Corrections),
        "search" => Some(Page::Search),
        "data" => Some(Page::Data),
        _ => None,
    };
    if let Some(page) = built_in {
        cx.plan.path(page, cx.lang)?;
        return Some(MenuItem { id: id.to_owned(), name: None, lang: None, address: cx.link(page) });
    }
    let n = cx.model.listing(cx.lang).pages.iter().copied().find(|n| cx.model.pages[*n].key.as_str() == id)?;
    let page = &cx.model.pages[n];
    Some(MenuItem {
        id: id.to_owned(),
        name: Some(page.title.to_string()),
        lang: cx.foreign(page.lang),
        address: cx.link(Page::Text(n)),
    })
}

fn feeds(cx: &Cx<'_>) -> Vec<FeedLink> {
    let own = cx.plan.feeds.iter().filter(|job| job.lang == cx.lang);
    let link = |job: &FeedJob, form: FeedForm| FeedLink {
        id: job.feed.name().to_owned(),
        form: form.ending(),
        media_type: form.media_type(),
        address: address::link(cx.model, &job.file(form)),
    };
    own.flat_map(|job| FeedForm::ALL.map(|form| link(job, form))).collect()
}

/// The part of a page's view that follows from its place: addresses, languages, breadcrumbs.
///
/// `way` holds the pages between the front page and this one, with their names.
pub fn page(cx: &Cx<'_>, job: &PageJob, section: &str, way: &[(Page, String)], name: &str) -> PageView {
    let home = (Page::Home, cx.say("menu.home", &[]));
    let steps = std::iter::once(&home).chain(way);
    let mut breadcrumbs: Vec<Crumb> =
        steps.map(|(page, name)| Crumb { name: name.clone(), address: Some(cx.link(*page)) }).collect();
    breadcrumbs.push(Crumb { name: name.to_owned(), address: None });
    if job.page == Page::Home {
        breadcrumbs.clear();
    }
    let original = job.text(cx.model).and_then(|text| cx.plan.page(job.page, text.lang)).unwrap_or(job);
    let canonical = address::absolute(cx.model, &original.path);
    PageView {
        json_ld: graph::breadcrumbs(cx, &breadcrumbs, &canonical).into_iter().collect(),
        noindex: cx.model.audience == Audience::Editors,
        canonical,
        address: address::link(cx.model, &job.path),
        section: section.to_owned(),
        og_type: "website".to_owned(),
        translations: translations(cx, job),
        breadcrumbs,
        share: share(cx, job.page),
        ..PageView::default()
    }
}

/// The page in every language, as far as it is there; where it is not, what is nearest.
pub fn translations(cx: &Cx<'_>, own: &PageJob) -> Vec<Translation> {
    let languages = &cx.model.site.languages;
    let one = |lang: Lang| {
        let twin = cx.plan.page(twin(cx, own.page, lang), lang);
        let job = twin.or_else(|| cx.plan.page(nearest(own.page)?, lang))?;
        Some(Translation {
            lang: languages[lang.0].clone(),
            name: cx.say(&format!("language.{}", languages[lang.0]), &[]),
            address: address::link(cx.model, &job.path),
            url: address::absolute(cx.model, &job.path),
            is_default: lang == Lang(0),
            is_alternate: twin.is_some() && !own.stands_in(cx.model) && !job.stands_in(cx.model),
        })
    };
    (0..languages.len()).map(Lang).filter_map(one).collect()
}

/// The page of a language that says the same.
fn twin(cx: &Cx<'_>, page: Page, lang: Lang) -> Page {
    match page {
        Page::Article(n) if cx.model.articles[n].page.lang != lang => {
            let key = &cx.model.articles[n].page.key;
            Page::Article(cx.model.article_in(key, lang).unwrap_or(n))
        }
        Page::Text(n) if cx.model.pages[n].lang != lang => {
            let key = &cx.model.pages[n].key;
            Page::Text(cx.model.page_in(key, lang).unwrap_or(n))
        }
        page => page,
    }
}

/// Where readers go who change the language of a page that is not there in the other one.
fn nearest(page: Page) -> Option<Page> {
    match page {
        Page::NewsPart(_) | Page::Topic(_) | Page::TopicPart(..) => Some(Page::News),
        _ => None,
    }
}
