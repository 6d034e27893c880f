//! `sitemap.xml` and `robots.txt`: every page for search engines, with the day its data last changed.

use jiff::civil::Date;
use serde::Serialize;

use super::corrections::is_of;
use super::{Cx, units};
use crate::model::Model;
use crate::model::article::Article;
use crate::model::assessment::Assessment;
use crate::model::correction::{Correction, Subject};
use crate::model::date::PartialDate;
use crate::model::regency::UnitId;
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

/// All pages of the site in all languages, save those that search engines are asked to leave out.
pub fn sitemap(cx: &Cx<'_>) -> SitemapView {
    let is_listed = |page| match page {
        Page::NotFound => false,
        Page::Units(id) => !units::is_empty(cx, id),
        _ => true,
    };
    let jobs = cx.plan.pages.iter().filter(|job| is_listed(job.page));
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
pub fn changed(model: &Model, page: Page) -> Option<Date> {
    let newest = |dates: &mut dyn Iterator<Item = PartialDate>| dates.map(PartialDate::last_day).max();
    let released = |wanted: &dyn Fn(&Assessment) -> bool| {
        newest(&mut model.assessments.iter().filter(|a| wanted(a)).filter_map(|a| a.released))
    };
    let corrected = |wanted: &dyn Fn(&Correction) -> bool| {
        newest(&mut model.corrections.iter().filter(|c| wanted(c)).map(|c| c.date))
    };
    match page {
        Page::Home => model.updated().map(PartialDate::last_day).max(model.articles.iter().filter_map(rewritten).max()),
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
        Page::Sector(id) => {
            let is_in = |unit: &UnitId| model.units[unit.0].sector == Some(id);
            let is_about = |c: &Correction| matches!(c.subject, Subject::Unit(unit) if is_in(&unit));
            released(&|a| a.units.keys().any(is_in)).max(corrected(&is_about))
        }
        Page::Year(year) => released(&|a| a.year == year).max(corrected(&|c| c.year == year)),
        Page::Corrections => {
            let articles = model.articles.iter().flat_map(|article| &article.corrections);
            corrected(&|_| true).max(newest(&mut articles.map(|(date, _)| *date)))
        }
        Page::News => model.articles.iter().filter_map(rewritten).max(),
        Page::Article(n) => rewritten(&model.articles[n]),
        Page::Text(_) | Page::NotFound => None,
    }
}

/// The last day on which an article was changed or corrected.
fn rewritten(article: &Article) -> Option<Date> {
    let dates = [Some(article.date), article.updated].into_iter().flatten();
    dates.chain(article.corrections.iter().map(|(date, _)| *date)).map(PartialDate::last_day).max()
}
