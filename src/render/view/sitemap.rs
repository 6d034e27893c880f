//! `sitemap.xml` and `robots.txt`: every page for search engines, with the day its data last changed.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::site::{Translation, translations};
use super::{Cx, units};
use crate::model::Model;
use crate::model::assessment::Assessment;
use crate::model::correction::{Correction, Subject};
use crate::model::date::PartialDate;
use crate::model::regency::{RegencyId, UnitId};
use crate::plan::compare::peers_of;
use crate::plan::long::log_year;
use crate::plan::{Page, PageJob, SITEMAP, address};

/// `view` of `sitemap.xml`.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapView {
    /// The pages, in the order of the plan.
    pub pages: Vec<SitemapEntry>,
}

/// A page.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapEntry {
    /// Its absolute address.
    pub loc: String,
    /// The day its data last changed, `2019-12-11`.
    pub lastmod: Option<String>,
    /// All its languages, where it has more than one.
    pub alternates: Vec<Alternate>,
}

/// A language of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Alternate {
    /// Language tag, or `x-default`.
    pub lang: Arc<str>,
    /// Its absolute address.
    pub url: String,
}

/// `view` of `sitemap-index.xml`, which large sites have as `sitemap.xml`.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapIndexView {
    /// The absolute addresses of its parts.
    pub parts: Vec<String>,
}

/// `view` of `robots.txt`.
#[derive(Debug, Clone, Serialize)]
pub struct RobotsView {
    /// The absolute address of the sitemap.
    pub sitemap: String,
}

/// Some pages of the site, save those that search engines are asked to leave out.
pub fn sitemap(cx: &Cx<'_>, pages: &[PageJob]) -> SitemapView {
    let is_listed = |page| match page {
        Page::Embed(_) | Page::Search | Page::NotFound | Page::Tombstone(_) | Page::Moved(_) => false,
        Page::Units(id) => !units::is_empty(cx, id),
        _ => true,
    };
    let jobs = pages.iter().filter(|job| is_listed(job.page) && !job.stands_in(cx.model));
    let entry = |job: &PageJob| SitemapEntry {
        loc: address::absolute(cx.model, &job.path),
        lastmod: changed(cx.model, job.page).map(|day| day.to_string()),
        alternates: alternates(cx, job),
    };
    SitemapView { pages: jobs.map(entry).collect() }
}

fn alternates(cx: &Cx<'_>, job: &PageJob) -> Vec<Alternate> {
    let all: Vec<Translation> = translations(cx, job).into_iter().filter(|t| t.is_alternate).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let default = all.iter().find(|t| t.is_default).map(|t| Alternate { lang: "x-default".into(), url: t.url.clone() });
    all.into_iter().map(|t| Alternate { lang: t.lang, url: t.url }).chain(default).collect()
}

/// The parts of a sitemap.
pub fn index(cx: &Cx<'_>, parts: &[(String, &[PageJob])]) -> SitemapIndexView {
    SitemapIndexView { parts: parts.iter().map(|(file, _)| address::absolute(cx.model, file)).collect() }
}

/// Where the sitemap is.
pub fn robots(cx: &Cx<'_>) -> RobotsView {
    RobotsView { sitemap: address::absolute(cx.model, SITEMAP) }
}

/// The last day on which something that a page shows took effect; dates known by month or year count by their last day.
pub fn changed(model: &Model, page: Page) -> Option<Date> {
    let newest = |dates: &mut dyn Iterator<Item = PartialDate>| dates.map(PartialDate::last_day).max();
    let released = |wanted: &dyn Fn(&Assessment) -> bool| {
        newest(&mut model.assessments.iter().filter(|a| wanted(a)).filter_map(|a| a.released))
    };
    let corrected = |wanted: &dyn Fn(&Correction) -> bool| {
        newest(&mut model.corrections.iter().filter(|c| wanted(c)).map(|c| c.date))
    };
    match page {
        Page::Home => model.updated().map(PartialDate::last_day).max(model.rewritten()),
        Page::Regencies | Page::Years | Page::Comparisons | Page::Methodology | Page::Data => {
            released(&|_| true).max(corrected(&|_| true))
        }
        Page::Regency(id) => {
            let replied = model.responses_of(id).filter_map(|r| r.replied.or(r.invited));
            let said = replied.chain(model.corrections_of(id).map(|c| c.date));
            released(&|a| a.results.contains_key(&id)).max(newest(&mut { said }))
        }
        Page::Compare(peers) => {
            let is_in = |id: &RegencyId| peers_of(model, *id) == peers;
            let is_about = |c: &Correction| matches!(c.subject, Subject::Regency(id) if is_in(&id));
            released(&|a| a.results.keys().any(is_in)).max(corrected(&is_about))
        }
        Page::Units(id) => {
            let has_unit = |a: &Assessment| model.units_of(id).iter().any(|unit| a.units.contains_key(unit));
            let own = model.corrections_of(id).filter(|c| matches!(c.subject, Subject::Unit(_)));
            released(&has_unit).max(newest(&mut own.map(|c| c.date)))
        }
        Page::Sectors => {
            let is_about = |c: &Correction| matches!(c.subject, Subject::Unit(_));
            released(&|a| !a.units.is_empty()).max(corrected(&is_about))
        }
        Page::Sector(id) | Page::SectorPart(id, _) => {
            let is_in = |unit: &UnitId| model.units[unit.0].sector == Some(id);
            let is_about = |c: &Correction| matches!(c.subject, Subject::Unit(unit) if is_in(&unit));
            released(&|a| a.units.keys().any(is_in)).max(corrected(&is_about))
        }
        Page::Year(year) => released(&|a| a.year == year).max(corrected(&|c| c.year == year)),
        Page::Corrections => {
            let articles = model.articles.iter().flat_map(|article| &article.corrections);
            corrected(&|_| true).max(newest(&mut articles.map(|(date, _)| *date)))
        }
        Page::CorrectionsOf(year) => {
            let articles = model.articles.iter().flat_map(|article| &article.corrections).map(|(date, _)| *date);
            corrected(&|c| log_year(c.date) == year).max(newest(&mut articles.filter(|date| log_year(*date) == year)))
        }
        Page::Topic(id) | Page::TopicPart(id, _) => model.rewritten_in(id),
        Page::News | Page::NewsPart(_) => model.rewritten(),
        Page::Article(n) => model.articles[n].changed_day(),
        Page::Embed(_) | Page::Search | Page::Text(_) | Page::NotFound | Page::Tombstone(_) | Page::Moved(_) => None,
    }
}
