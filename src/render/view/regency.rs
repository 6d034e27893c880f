//! One body: where it stands, how it got there, what is known of it, and what a visitor can do.

use std::sync::Arc;

use serde::Serialize;

use super::chart::ChartView;
use super::corrections::{CorrectionView, reply_anchor};
use super::data::DataLinks;
use super::dimensions::DimensionsView;
use super::grid::GridRow;
use super::media::AttachmentView;
use super::methodology::{BandView, band};
use super::result::{ChangeView, ResultView};
use super::site::{PageView, page};
use super::standing::{self, GroupView, StandingView};
use super::years::YearRow;
use super::{Cx, RegencyLink, graph};
use crate::model::correction::{Response, Subject};
use crate::model::date::Year;
use crate::model::methodology::Band;
use crate::model::regency::{RegencyId, UnitId};
use crate::model::text::{Slug, Text};
use crate::model::trend::Point;
use crate::plan::{Page, PageJob, address};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "menu.regencies", args: &[] },
    Need { key: "regency.headline", args: &["name", "finding"] },
    Need { key: "regency.title", args: &["headline", "site"] },
    Need { key: "regency.description", args: &["headline"] },
    Need { key: "regency.description_aliases", args: &["headline", "aliases"] },
];

/// How many neighbours are shown.
const NEIGHBOURS: usize = 12;
/// How many articles are shown; with more there is a link to all.
const ARTICLES: usize = 5;

/// `view` of `regency.html`.
#[derive(Debug, Clone, Serialize)]
pub struct RegencyView {
    /// The body.
    pub regency: RegencyLink,
    /// Where its data is; `None` when the site makes no files of each body.
    pub data: Option<DataLinks>,
    /// What else is known of it.
    pub facts: FactsView,
    /// The year that leads the page; `None` when nothing is known.
    pub lead: Option<LeadView>,
    /// The trend; `None` when there is neither score nor zone.
    pub chart: Option<ChartView>,
    /// The absolute address of the page that others embed; `None` when the site has no such pages.
    pub embed: Option<String>,
    /// The link to its chart as a file.
    pub chart_file: Option<String>,
    /// The parts of the newest score; `None` when that year states none.
    pub dimensions: Option<DimensionsView>,
    /// Every year, newest first.
    pub years: Vec<YearRow>,
    /// Service units.
    pub units: UnitsPart,
    /// Corrections of its results and of its units', newest first.
    pub corrections: Vec<CorrectionView>,
    /// What it said about its results.
    pub replies: Vec<ReplyView>,
    /// Articles that name it, newest first.
    pub news: Vec<NewsLink>,
    /// The list of all articles, when there are more about it than these.
    pub more_news: Option<String>,
    /// The body it belongs to.
    pub parent: Option<RegencyLink>,
    /// The bodies that belong to it, by kind.
    pub children: Vec<GroupView>,
    /// Other bodies of the same parent and kind.
    pub neighbours: Vec<StandingView>,
    /// The page on which it can be compared with them, with itself chosen; `None` when there is none.
    pub compare: Option<String>,
}

/// Facts that are no results.
#[derive(Debug, Clone, Serialize)]
pub struct FactsView {
    /// The code of the ministry of home affairs.
    pub code: Option<Arc<str>>,
    /// Codes of other registers.
    pub codes: Vec<CodeView>,
    /// Its capital.
    pub capital: Option<String>,
    /// Other spellings.
    pub aliases: Vec<Arc<str>>,
    /// First year it existed.
    pub since: Option<String>,
    /// Last year it existed.
    pub until: Option<String>,
    /// The bodies that follow it.
    pub successors: Vec<RegencyLink>,
    /// Names it had before.
    pub renamed: Vec<EarlierName>,
}

/// A body's code in a register.
#[derive(Debug, Clone, Serialize)]
pub struct CodeView {
    /// The register, its id in capitals, such as `BPS`.
    pub register: Arc<str>,
    /// The code.
    pub code: Arc<str>,
}

/// A name that a body had before.
#[derive(Debug, Clone, Serialize)]
pub struct EarlierName {
    /// The name.
    pub name: String,
    /// The year in which it was given up.
    pub year: String,
}

/// The year that leads the page.
#[derive(Debug, Clone, Serialize)]
pub struct LeadView {
    /// The year.
    pub year: String,
    /// The result.
    pub result: ResultView,
    /// The highest score there can be, exact text.
    pub max: Option<String>,
    /// The change in points in words, or why there is none.
    pub change: ChangeView,
    /// The computed rank in words, or why there is none.
    pub rank: Option<String>,
    /// The range of the zone that year.
    pub range: Option<BandView>,
    /// How scores became zones.
    pub methodology: Option<MethodologyPart>,
}

/// A year's method, as far as a body's page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct MethodologyPart {
    /// Its title.
    pub title: String,
    /// Where it is explained.
    pub address: String,
    /// The zone limits, best first.
    pub bands: Vec<BandView>,
    /// What is not known about it.
    pub uncertain: Option<String>,
}

/// The units of a body in short.
#[derive(Debug, Clone, Serialize)]
pub struct UnitsPart {
    /// The page of all its units and years.
    pub address: String,
    /// The newest year in a sentence; `None` when no unit has a result.
    pub finding: Option<String>,
    /// The units in that year, each with one cell.
    pub rows: Vec<GridRow>,
}

/// What a body said about a year's result.
#[derive(Debug, Clone, Serialize)]
pub struct ReplyView {
    /// Its place on the page.
    pub anchor: String,
    /// The year.
    pub year: String,
    /// When it was asked, machine form.
    pub invited: Option<String>,
    /// When it answered, machine form.
    pub replied: Option<String>,
    /// Who answered.
    pub by: Option<String>,
    /// What it said.
    pub text: Option<String>,
    /// Its letter.
    pub letter: Option<AttachmentView>,
}

/// An article.
#[derive(Debug, Clone, Serialize)]
pub struct NewsLink {
    /// Its title.
    pub title: Arc<str>,
    /// Its page.
    pub address: String,
    /// Its date, machine form.
    pub date: String,
    /// Its language.
    pub lang: Arc<str>,
}

/// The page of a body.
pub fn view(cx: &Cx<'_>, job: &PageJob, id: RegencyId) -> (PageView, RegencyView) {
    let body = &cx.model.regencies[id.0];
    let regency = cx.regency(id);
    let finding = cx.finding(id);
    let points = cx.model.trend(id);
    let lead = leading_of(cx, id, &points);
    let chart = cx.chart(&regency.name, &finding, &points);
    let view = RegencyView {
        data: cx.data_of(id),
        facts: facts(cx, id),
        chart,
        embed: cx.plan.path(Page::Embed(id), cx.lang).map(|path| address::absolute(cx.model, path)),
        chart_file: cx.plan.charts.get(&(id, cx.lang)).map(|file| address::link(cx.model, file)),
        dimensions: cx.regency_dimensions(id),
        years: cx.year_rows(id, &points),
        units: units(cx, id),
        corrections: corrections(cx, id),
        replies: cx.model.responses_of(id).map(|r| reply(cx, r)).collect(),
        news: news(cx, id),
        more_news: about(cx, id).nth(ARTICLES).map(|_| cx.link(Page::News)),
        parent: body.parent.map(|parent| cx.regency(parent)),
        children: cx.groups(cx.model.children(id).map(|(child, _)| child)),
        neighbours: neighbours(cx, id),
        compare: cx.compare_with(id),
        lead,
        regency,
    };
    (head(cx, job, id, &finding), view)
}

fn head(cx: &Cx<'_>, job: &PageJob, id: RegencyId, finding: &str) -> PageView {
    let body = &cx.model.regencies[id.0];
    let name = cx.text(&body.name);
    let mut way = vec![(Page::Regencies, cx.say("menu.regencies", &[]))];
    way.extend(body.parent.map(|parent| (Page::Regency(parent), cx.text(&cx.model.regencies[parent.0].name))));
    let headline = cx.say("regency.headline", &[("name", Arg::Text(&name)), ("finding", Arg::Text(finding))]);
    let site = cx.text(&cx.model.site.title);
    let aliases = body.aliases.join(", ");
    let said = [("headline", Arg::Text(&headline)), ("aliases", Arg::Text(&aliases))];
    let description = match body.aliases.is_empty() {
        true => "regency.description",
        false => "regency.description_aliases",
    };
    let frame = page(cx, job, "regencies", &way, &name);
    PageView {
        title: cx.say("regency.title", &[("headline", Arg::Text(&headline)), ("site", Arg::Text(&site))]),
        description: cx.say(description, &said),
        json_ld: frame
            .json_ld
            .into_iter()
            .chain([graph::organisation(cx, id)])
            .chain(graph::of_regency(cx, id, &frame.canonical))
            .collect(),
        image: cx.card(job.page, frame.share.as_ref().map_or(&headline, |share| &share.says)),
        headline,
        ..frame
    }
}

/// The year that leads the page of a body.
pub(super) fn leading(cx: &Cx<'_>, id: RegencyId) -> Option<LeadView> {
    leading_of(cx, id, &cx.model.trend(id))
}

fn leading_of(cx: &Cx<'_>, id: RegencyId, points: &[Point<'_>]) -> Option<LeadView> {
    standing::leading(cx.model, id).and_then(|year| lead(cx, id, year, points))
}

fn lead(cx: &Cx<'_>, id: RegencyId, year: Year, points: &[Point<'_>]) -> Option<LeadView> {
    let assessment = cx.model.assessment(year)?;
    let point = points.iter().find(|point| point.period.year == year)?;
    let outcome = point.outcome?;
    let methodology = cx.model.methodology(assessment);
    Some(LeadView {
        year: year.to_string(),
        result: cx.result_of(Subject::Regency(id), outcome, assessment),
        max: methodology.map(|m| m.scale.max.to_string()),
        change: cx.change(point.change),
        rank: cx.rank(id, year),
        range: methodology.zip(outcome.stated.zone).and_then(|(m, zone)| {
            let own = |band: &Band| band.zone == zone;
            let (first, last) = (m.bands.iter().position(own)?, m.bands.iter().rposition(own)?);
            Some(BandView { from: m.bands[last].from.to_string(), ..band(cx, m, first) })
        }),
        methodology: methodology.map(|m| MethodologyPart {
            title: cx.text(&m.title),
            address: cx.methodology_link(m),
            bands: (0..m.bands.len()).map(|n| band(cx, m, n)).collect(),
            uncertain: cx.optional(m.uncertain.as_ref()),
        }),
    })
}

fn facts(cx: &Cx<'_>, id: RegencyId) -> FactsView {
    let body = &cx.model.regencies[id.0];
    let code =
        |(id, code): &(Slug, Arc<str>)| CodeView { register: id.as_str().to_uppercase().into(), code: code.clone() };
    let earlier = |(name, year): &(Text, Year)| EarlierName { name: cx.text(name), year: year.to_string() };
    FactsView {
        code: body.code.clone(),
        codes: body.codes.iter().map(code).collect(),
        capital: cx.optional(body.capital.as_ref()),
        aliases: body.aliases.clone(),
        since: body.since.map(|year| year.to_string()),
        until: body.until.map(|year| year.to_string()),
        successors: body.successors.iter().map(|id| cx.regency(*id)).collect(),
        renamed: body.renamed.iter().map(earlier).collect(),
    }
}

fn units(cx: &Cx<'_>, id: RegencyId) -> UnitsPart {
    let all = cx.model.units_of(id);
    let assessment = cx.units_year(all).and_then(|year| cx.model.assessment(year));
    let rows = assessment.map(|a| {
        let known: Vec<UnitId> = all.iter().copied().filter(|unit| a.units.contains_key(unit)).collect();
        cx.grid_rows(&known, &[a])
    });
    UnitsPart { address: cx.link(Page::Units(id)), finding: cx.units_finding(all), rows: rows.unwrap_or_default() }
}

fn corrections(cx: &Cx<'_>, id: RegencyId) -> Vec<CorrectionView> {
    cx.model.corrections_of(id).map(|correction| cx.correction(correction)).collect()
}

fn reply(cx: &Cx<'_>, response: &Response) -> ReplyView {
    ReplyView {
        anchor: reply_anchor(cx.model, response),
        year: response.year.to_string(),
        invited: response.invited.map(|date| date.machine()),
        replied: response.replied.map(|date| date.machine()),
        by: cx.optional(response.by.as_ref()),
        text: cx.optional(response.text.as_ref()),
        letter: response.file.as_ref().and_then(|file| cx.letter(file)),
    }
}

/// All articles about a body that readers of the page's language find.
fn about<'a>(cx: &'a Cx<'_>, id: RegencyId) -> impl Iterator<Item = usize> + 'a {
    cx.model.listing(cx.lang).about(id).iter().copied()
}

fn news(cx: &Cx<'_>, id: RegencyId) -> Vec<NewsLink> {
    let articles = &cx.model.articles;
    let link = |n: usize| NewsLink {
        title: articles[n].page.title.clone(),
        address: cx.link(Page::Article(n)),
        date: articles[n].date.machine(),
        lang: cx.model.site.languages[articles[n].page.lang.0].clone(),
    };
    about(cx, id).take(ARTICLES).map(link).collect()
}

fn neighbours(cx: &Cx<'_>, id: RegencyId) -> Vec<StandingView> {
    let body = &cx.model.regencies[id.0];
    let near = cx.model.peers(body.kind, body.parent).iter().filter(|other| **other != id).take(NEIGHBOURS);
    near.map(|other| cx.standing(*other)).collect()
}
