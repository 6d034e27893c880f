//! What every page is given: the site around it, and what the page says of itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

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
    let item = |id: &str, page| MenuItem { id: id.to_owned(), name: None, address: cx.link(page) };
    let texts = cx.model.pages.iter().enumerate().filter(|(_, page)| page.lang == cx.lang);
    let own = texts.map(|(n, page)| MenuItem {
        id: page.key.to_string(),
        name: Some(page.title.to_string()),
        address: cx.link(Page::Text(n)),
    });
    let complaint = site.contact.complaint.as_ref();
    SiteView {
        lang: site.languages[cx.lang.0].clone(),
        locales: locales.iter().map(|(lang, locale)| ((*lang).to_owned(), locale.clone())).collect(),
        title: cx.text(&site.title),
        description: site.description.as_ref().map(|text| cx.text(text)),
        home: cx.link(Page::Home),
        updated: cx.model.updated().map(|date| date.machine()),
        publisher: site.publisher.as_ref().map(party),
        licence: site.licence.as_ref().map(party),
        menu: vec![
            item("home", Page::Home),
            item("regencies", Page::Regencies),
            item("methodology", Page::Methodology),
            item("news", Page::News),
        ],
        foot: [item("corrections", Page::Corrections)].into_iter().chain(own).collect(),
        feeds: feeds(cx),
        contact: ContactView {
            correction_email: site.contact.correction_email.clone(),
            correction_url: site.contact.correction_url.clone(),
            complaint_url: complaint.and_then(|c| c.url.clone()),
            complaint_phone: complaint.and_then(|c| c.phone.clone()),
            complaint_confirmed: complaint.and_then(|c| c.confirmed).map(|date| date.machine()),
        },
        zones: (0..site.zones.len()).map(|n| cx.zone(crate::model::site::ZoneId(n))).collect(),
    }
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
    let canonical = address::absolute(cx.model, &job.path);
    PageView {
        json_ld: graph::breadcrumbs(cx, &breadcrumbs, &canonical).into_iter().collect(),
        noindex: cx.model.audience == Audience::Editors,
        canonical,
        address: address::link(cx.model, &job.path),
        section: section.to_owned(),
        og_type: "website".to_owned(),
        translations: translations(cx, job.page),
        breadcrumbs,
        ..PageView::default()
    }
}

/// All languages that a page has.
pub fn translations(cx: &Cx<'_>, page: Page) -> Vec<Translation> {
    let languages = &cx.model.site.languages;
    let twin = |lang: Lang| match page {
        Page::Article(n) => {
            let key = &cx.model.articles[n].page.key;
            let found = cx.model.articles.iter().position(|a| a.page.key == *key && a.page.lang == lang);
            Page::Article(found.unwrap_or(n))
        }
        Page::Text(n) => {
            let key = &cx.model.pages[n].key;
            let found = cx.model.pages.iter().position(|p| p.key == *key && p.lang == lang);
            Page::Text(found.unwrap_or(n))
        }
        page => page,
    };
    let jobs = (0..languages.len()).map(Lang).filter_map(|lang| cx.plan.page(twin(lang), lang));
    let one = |job: &PageJob| Translation {
        lang: languages[job.lang.0].clone(),
        name: cx.say(&format!("language.{}", languages[job.lang.0]), &[]),
        address: address::link(cx.model, &job.path),
        url: address::absolute(cx.model, &job.path),
        is_default: job.lang == Lang(0),
    };
    jobs.map(one).collect()
}
