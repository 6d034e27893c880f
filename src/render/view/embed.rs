//! A body's newest result and trend to be shown inside pages of others: no navigation, and a way back.

use serde::Serialize;

use super::chart::ChartView;
use super::site::{PageView, page};
use super::standing::StandingView;
use super::{Cx, RegencyLink};
use crate::model::regency::RegencyId;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[Need { key: "regency.headline", args: &["name", "finding"] }];

/// `view` of `embed.html`.
#[derive(Debug, Clone, Serialize)]
pub struct EmbedView {
    /// The body.
    pub regency: RegencyLink,
    /// The absolute address of its page.
    pub url: String,
    /// Its newest result.
    pub standing: StandingView,
    /// The trend; nothing when there is neither score nor zone.
    pub chart: Option<ChartView>,
}

/// `view` of `chart.svg`: the trend as a file of its own, which no style sheet of the site reaches.
#[derive(Debug, Clone, Serialize)]
pub struct ChartFileView {
    /// The start tag of the drawing, markup: print it with the filter `safe`.
    pub start: String,
    /// The rest of it, markup.
    pub rest: String,
    /// The absolute address of the body's page.
    pub url: String,
}

/// The chart of a page to embed as a file; `None` when there is neither score nor zone.
pub fn chart(view: &EmbedView) -> Option<ChartFileView> {
    let (start, rest) = view.chart.as_ref()?.svg.split_once('>')?;
    Some(ChartFileView { start: format!("{start}>"), rest: rest.to_owned(), url: view.url.clone() })
}

/// The page to embed of a body.
pub fn view(cx: &Cx<'_>, job: &PageJob, id: RegencyId) -> (PageView, EmbedView) {
    let regency = cx.regency(id);
    let finding = cx.finding(id);
    let headline = cx.say("regency.headline", &[("name", Arg::Text(&regency.name)), ("finding", Arg::Text(&finding))]);
    let url = cx.url(Page::Regency(id));
    let head = PageView {
        title: cx.title(&headline),
        headline,
        noindex: true,
        canonical: url.clone(),
        translations: Vec::new(),
        breadcrumbs: Vec::new(),
        json_ld: Vec::new(),
        ..page(cx, job, "", &[], &regency.name)
    };
    let chart = cx.chart(&regency.name, &finding, &cx.model.trend(id));
    (head, EmbedView { standing: cx.standing(id), chart, url, regency })
}
