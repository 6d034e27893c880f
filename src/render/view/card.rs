//! What the drawings of cards are given, and the picture that a page shows in link previews for it.

use std::sync::Arc;

use serde::Serialize;

use super::article::{FigureView, known_figure};
use super::league::{FindingView, finding};
use super::media::ImageView;
use super::regency::{LeadView, leading};
use super::{Cx, RegencyLink};
use crate::model::regency::RegencyId;
use crate::plan::{Page, address};
use crate::render::card::{HEIGHT, WIDTH};

/// `view` of `card-regency.svg`.
#[derive(Debug, Clone, Serialize)]
pub struct RegencyCard {
    /// The body.
    pub regency: RegencyLink,
    /// The year that leads its page; `None` when nothing is known.
    pub lead: Option<LeadView>,
    /// What is known of it in words.
    pub finding: String,
}

/// `view` of `card-year.svg`.
#[derive(Debug, Clone, Serialize)]
pub struct YearCard {
    /// The year.
    pub year: String,
    /// The sentence it is summed up in, and counts by zone.
    pub finding: FindingView,
}

/// `view` of `card-article.svg`.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleCard {
    /// Its title.
    pub title: Arc<str>,
    /// Its date, machine form.
    pub date: String,
    /// The one body it is about; `None` when there are more, or none.
    pub regency: Option<RegencyLink>,
    /// The newest figure of that body that was known when the article was published.
    pub figure: Option<FigureView>,
}

/// The card of a body.
pub fn regency(cx: &Cx<'_>, id: RegencyId) -> RegencyCard {
    RegencyCard { regency: cx.regency(id), lead: leading(cx, id), finding: cx.finding(id) }
}

/// The card of a year, if the site has it.
pub fn year(cx: &Cx<'_>, year: crate::model::date::Year) -> Option<YearCard> {
    Some(YearCard { year: year.to_string(), finding: finding(cx, cx.model.assessment(year)?) })
}

/// The card of an article, by its place in the model.
pub fn article(cx: &Cx<'_>, n: usize) -> ArticleCard {
    let article = &cx.model.articles[n];
    let only = match article.regencies[..] {
        [only] => Some(only),
        _ => None,
    };
    ArticleCard {
        title: article.page.title.clone(),
        date: article.date.machine(),
        regency: only.map(|id| cx.regency(id)),
        figure: only.and_then(|id| known_figure(cx, article, id)),
    }
}

impl Cx<'_> {
    /// The card of a page with what it says in words; of an article that stands in for a translation, the original's.
    pub fn card(&self, page: Page, says: &str) -> Option<ImageView> {
        let lang = match page {
            Page::Article(n) => self.model.articles[n].page.lang,
            _ => self.lang,
        };
        let fingerprint = self.cards.get(&(page, lang))?;
        let file = self.plan.cards.get(&(page, lang))?;
        let versioned = format!("{file}?v={fingerprint}");
        let src = address::link(self.model, &versioned);
        Some(ImageView {
            url: address::absolute(self.model, &versioned),
            srcset: format!("{src} {WIDTH}w"),
            src,
            width: WIDTH,
            height: HEIGHT,
            alt: says.into(),
            caption: None,
            credit: None,
        })
    }
}
