//! The log of corrections, newest first: results and articles, each with its old and new value.

use std::sync::Arc;

use serde::Serialize;

use super::site::{PageView, page};
use super::year::YearLink;
use super::{Cx, RegencyLink};
use crate::model::Model;
use crate::model::correction::{Correction, CorrectionKind, Field, Subject};
use crate::model::date::PartialDate;
use crate::model::number::Decimal;
use crate::model::regency::RegencyId;
use crate::plan::{Page, PageJob};
use crate::render::words::Need;

/// What this module says.
pub const NEEDS: &[Need] =
    &[Need { key: "corrections.headline", args: &[] }, Need { key: "corrections.description", args: &[] }];

/// `view` of the log of corrections.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionsView {
    /// Corrections of results, newest first.
    pub results: Vec<CorrectionView>,
    /// Corrections of articles, newest first.
    pub articles: Vec<ArticleCorrection>,
}

/// A correction of a result.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionView {
    /// When it took effect, machine form.
    pub date: String,
    /// `correction` or `revision`; the theme's words are `corrections.kind.<kind>`.
    pub kind: &'static str,
    /// Whose result.
    pub regency: RegencyLink,
    /// The service unit, where it is one's.
    pub unit: Option<String>,
    /// The year whose result changed.
    pub year: YearLink,
    /// `score`, `zone`, `name` or `absence`; the theme's words are `corrections.field.<field>`.
    pub field: &'static str,
    /// The value before, in the page's language.
    pub was: String,
    /// The value since, in the page's language.
    pub now: String,
    /// Who asked for it.
    pub requested_by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A correction of an article.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleCorrection {
    /// When, machine form.
    pub date: String,
    /// The article's title.
    pub title: Arc<str>,
    /// The article's page.
    pub address: String,
    /// What was corrected.
    pub text: Arc<str>,
    /// The language tag of both, where that is not the page's.
    pub lang: Option<Arc<str>>,
}

/// The log of corrections.
pub fn view(cx: &Cx<'_>, job: &PageJob) -> (PageView, CorrectionsView) {
    let name = cx.say("corrections.headline", &[]);
    let head = PageView {
        title: cx.title(&name),
        headline: name.clone(),
        description: cx.say("corrections.description", &[]),
        ..page(cx, job, "corrections", &[], &name)
    };
    let results = cx.model.corrections.iter().map(|correction| cx.correction(correction)).collect();
    (head, CorrectionsView { results, articles: articles(cx) })
}

impl Cx<'_> {
    /// A correction as readers see it.
    pub fn correction(&self, correction: &Correction) -> CorrectionView {
        let (regency, unit) = match correction.subject {
            Subject::Regency(id) => (id, None),
            Subject::Unit(id) => {
                let unit = &self.model.units[id.0];
                (unit.regency, Some(self.text(&unit.name)))
            }
        };
        CorrectionView {
            date: correction.date.machine(),
            kind: match correction.kind {
                CorrectionKind::Correction => "correction",
                CorrectionKind::Revision => "revision",
            },
            regency: self.regency(regency),
            unit,
            year: self.year(correction.year),
            field: correction.field.name(),
            was: value(self, correction, &correction.was),
            now: value(self, correction, &correction.now),
            requested_by: self.optional(correction.requested_by.as_ref()),
            reason: self.optional(correction.reason.as_ref()),
        }
    }
}

/// Whether a correction concerns a body's own result or one of its units'.
pub fn is_of(model: &Model, subject: Subject, id: RegencyId) -> bool {
    match subject {
        Subject::Regency(own) => own == id,
        Subject::Unit(unit) => model.units[unit.0].regency == id,
    }
}

/// A value as readers know it: scores in the language's form, zones by their word.
fn value(cx: &Cx<'_>, correction: &Correction, written: &str) -> String {
    let own = match correction.field {
        Field::Score => Decimal::parse(written).ok().map(|score| {
            let assessment = cx.model.assessment(correction.year);
            let methodology = assessment.and_then(|a| cx.model.methodology(a));
            let decimals = methodology.map_or(0, |m| m.scale.decimals).max(score.significant_decimals());
            cx.words.score(score.rounded(decimals))
        }),
        Field::Zone => {
            let zone = cx.model.site.zones.iter().find(|zone| zone.id.as_str() == written);
            zone.map(|zone| cx.text(&zone.name))
        }
        Field::Name | Field::Absence => None,
    };
    own.unwrap_or_else(|| written.to_owned())
}

fn articles(cx: &Cx<'_>) -> Vec<ArticleCorrection> {
    let mut list: Vec<(PartialDate, ArticleCorrection)> = Vec::new();
    for (n, article) in cx.model.articles.iter().enumerate() {
        let lang = (article.page.lang != cx.lang).then(|| cx.model.site.languages[article.page.lang.0].clone());
        let one = |(date, text): &(PartialDate, Arc<str>)| ArticleCorrection {
            date: date.machine(),
            title: article.page.title.clone(),
            address: cx.link(Page::Article(n)),
            text: text.clone(),
            lang: lang.clone(),
        };
        list.extend(article.corrections.iter().map(|correction| (correction.0, one(correction))));
    }
    list.sort_by_key(|(date, _)| std::cmp::Reverse(date.opens(&cx.model.site.time_zone)));
    list.into_iter().map(|(_, correction)| correction).collect()
}
