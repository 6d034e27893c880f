//! `sitemap.xml` and `robots.txt`: every page for search engines, with the day its data last changed.

use jiff::civil::Date;
use serde::Serialize;

use super::Cx;
use crate::model::Model;
use crate::model::assessment::Assessment;
use crate::model::correction::Subject;
use crate::model::date::PartialDate;
use crate::model::regency::RegencyId;
use crate::plan::{Page, address};

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
}

/// `view` of `robots.txt`.
#[derive(Debug, Clone, Serialize)]
pub struct RobotsView {
    /// The absolute address of the sitemap.
    pub sitemap: String,
}

/// All pages of the site in all languages, save the one for addresses that lead nowhere.
pub fn sitemap(cx: &Cx<'_>) -> SitemapView {
    let jobs = cx.plan.pages.iter().filter(|job| job.page != Page::NotFound);
    let entry = |job: &crate::plan::PageJob| SitemapEntry {
        loc: address::absolute(cx.model, &job.path),
        lastmod: changed(cx.model, job.page).map(|day| day.to_string()),
    };
    SitemapView { pages: jobs.map(entry).collect() }
}

/// Where the sitemap is.
pub fn robots(cx: &Cx<'_>) -> RobotsView {
    RobotsView { sitemap: address::absolute(cx.model, "sitemap.xml") }
}

/// The last day on which something that a page shows took effect; dates known by month or year count by their last day.
fn changed(model: &Model, page: Page) -> Option<Date> {
    let newest = |dates: &mut dyn Iterator<Item = PartialDate>| dates.map(PartialDate::last_day).max();
    let released = |wanted: &dyn Fn(&Assessment) -> bool| {
        newest(&mut model.assessments.iter().filter(|a| wanted(a)).filter_map(|a| a.released))
    };
    let corrected = |wanted: &dyn Fn(&crate::model::correction::Correction) -> bool| {
        newest(&mut model.corrections.iter().filter(|c| wanted(c)).map(|c| c.date))
    };
    match page {
        Page::Home => model.updated().map(PartialDate::last_day),
        Page::Regencies | Page::Methodology => released(&|_| true).max(corrected(&|_| true)),
        Page::Regency(id) => {
            let replied = model.responses.iter().filter(|r| r.regency == id).filter_map(|r| r.replied.or(r.invited));
            let own = released(&|a| a.results.contains_key(&id)).max(corrected(&|c| is_of(model, c.subject, id)));
            own.max(newest(&mut { replied }))
        }
        Page::Units(id) => {
            let has_unit = |a: &Assessment| a.units.keys().any(|unit| model.units[unit.0].regency == id);
            released(&has_unit)
                .max(corrected(&|c| matches!(c.subject, Subject::Unit(_)) && is_of(model, c.subject, id)))
        }
        Page::Sector(id) => released(&|a| a.units.keys().any(|unit| model.units[unit.0].sector == Some(id))),
        Page::Year(year) => released(&|a| a.year == year).max(corrected(&|c| c.year == year)),
        Page::Corrections => corrected(&|_| true),
        Page::News => newest(&mut model.articles.iter().map(|a| a.updated.unwrap_or(a.date))),
        Page::Article(n) => {
            let article = &model.articles[n];
            Some(article.updated.unwrap_or(article.date).last_day())
        }
        Page::Text(_) | Page::NotFound => None,
    }
}

fn is_of(model: &Model, subject: Subject, id: RegencyId) -> bool {
    match subject {
        Subject::Regency(own) => own == id,
        Subject::Unit(unit) => model.units[unit.0].regency == id,
    }
}
