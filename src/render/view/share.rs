//! What is sent when a page is shared: its finding in a sentence or two, where that comes from, and the address.

use std::sync::Arc;

use serde::Serialize;

use super::Cx;
use super::league::finding;
use super::regency::{LeadView, leading};
use super::result::SourceView;
use crate::model::date::Year;
use crate::model::number::Decimal;
use crate::model::regency::RegencyId;
use crate::plan::Page;
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "share.sentence", args: &["words"] },
    Need { key: "share.score", args: &["score", "max", "year"] },
    Need { key: "share.score_only", args: &["score", "year"] },
    Need { key: "share.source", args: &["sources", "site"] },
    Need { key: "share.site", args: &["site"] },
];

/// How many sources are named.
const SOURCES: usize = 2;

/// What is sent.
#[derive(Debug, Clone, Serialize)]
pub struct ShareView {
    /// The finding in full sentences.
    pub says: String,
    /// Where it comes from.
    pub source: String,
    /// The absolute address of the page.
    pub url: String,
}

impl ShareView {
    /// All of it as one message: three lines.
    pub fn message(&self) -> String {
        format!("{}\n{}\n{}", self.says, self.source, self.url)
    }
}

/// What is sent of a page; `None` for pages that are not shared so.
pub fn share(cx: &Cx<'_>, page: Page) -> Option<ShareView> {
    let (says, source) = match page {
        Page::Regency(id) => regency(cx, id),
        Page::Year(year) => of_year(cx, year)?,
        Page::Article(n) => (cx.model.articles[n].page.title.to_string(), source(cx, &[])),
        _ => return None,
    };
    Some(ShareView { says, source, url: cx.url(page) })
}

fn regency(cx: &Cx<'_>, id: RegencyId) -> (String, String) {
    let name = cx.text(&cx.model.regencies[id.0].name);
    let finding = cx.finding(id);
    let headline = cx.say("regency.headline", &[("name", Arg::Text(&name)), ("finding", Arg::Text(&finding))]);
    let lead = leading(cx, id);
    let change = lead.as_ref().filter(|lead| lead.change.kind == "by").map(|lead| lead.change.words.clone());
    let sentence = |words: String| cx.say("share.sentence", &[("words", Arg::Text(&words))]);
    let said = [Some(headline), lead.as_ref().and_then(|lead| score(cx, lead)), change];
    let says: Vec<String> = said.into_iter().flatten().map(sentence).collect();
    (says.join(" "), source(cx, lead.as_ref().map_or(&[], |lead| &lead.result.sources)))
}

/// "Nilai 90,53 dari 100 (2024)"; `None` for a result without a score.
fn score(cx: &Cx<'_>, lead: &LeadView) -> Option<String> {
    let exact = |text: &Option<String>| text.as_ref().and_then(|text| Decimal::parse(text).ok());
    let year = lead.result.stated.measured.as_ref().unwrap_or(&lead.year);
    let mut args = vec![("score", Arg::Exact(exact(&lead.result.stated.score)?)), ("year", Arg::Text(year))];
    let Some(max) = exact(&lead.max) else { return Some(cx.say("share.score_only", &args)) };
    args.push(("max", Arg::Exact(max)));
    Some(cx.say("share.score", &args))
}

fn of_year(cx: &Cx<'_>, year: Year) -> Option<(String, String)> {
    let assessment = cx.model.assessment(year)?;
    let says = cx.say("share.sentence", &[("words", Arg::Text(&finding(cx, assessment).words))]);
    Some((says, source(cx, &cx.sources(&assessment.default_sources, &assessment.sources))))
}

/// Who published the figures, each once, and this site.
fn source(cx: &Cx<'_>, sources: &[SourceView]) -> String {
    let mut names: Vec<Arc<str>> = Vec::new();
    for source in sources {
        let name = source.publisher.clone().unwrap_or_else(|| source.title.as_str().into());
        if !names.contains(&name) && names.len() < SOURCES {
            names.push(name);
        }
    }
    let site = cx.text(&cx.model.site.title);
    let site = ("site", Arg::Text(&site));
    if names.is_empty() {
        return cx.say("share.site", &[site]);
    }
    cx.say("share.source", &[("sources", Arg::Text(&names.join(", "))), site])
}
