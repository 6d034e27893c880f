//! The one place that knows which template and view belong to a page.

use serde::Serialize;
use serde_json::json;

use super::alerts;
use super::data::{self, FileFacts};
use super::facts::Facts;
use super::figures;
use super::given::Given;
use super::insert;
use super::markdown::{self, Desk, Prose};
use super::view::feed::Told;
use super::view::site::PageView;
use super::view::{self, Cx};
use super::words::Need;
use crate::diag::{Code, Diagnostic};
use crate::load::Sources;
use crate::model::Model;
use crate::model::article;
use crate::model::site::Zone;
use crate::model::text::Lang;
use crate::plan::{Page, PageJob, SITEMAP};

/// The strings that Rust says, view by view.
pub fn needs() -> impl Iterator<Item = &'static [Need]> {
    [
        alerts::NEEDS,
        data::NEEDS,
        data::columns::NEEDS,
        figures::NEEDS,
        insert::NEEDS,
        view::all_years::NEEDS,
        view::article::NEEDS,
        view::chart::NEEDS,
        view::compare::NEEDS,
        view::comparisons::NEEDS,
        view::corrections::NEEDS,
        view::data::NEEDS,
        view::dimensions::NEEDS,
        view::dots::NEEDS,
        view::embed::NEEDS,
        view::feed::NEEDS,
        view::finding::NEEDS,
        view::graph::NEEDS,
        view::grid::NEEDS,
        view::home::NEEDS,
        view::league::NEEDS,
        view::map::NEEDS,
        view::media::NEEDS,
        view::methodology::NEEDS,
        view::moved::NEEDS,
        view::news::NEEDS,
        view::notfound::NEEDS,
        view::ranked::NEEDS,
        view::regencies::NEEDS,
        view::regency::NEEDS,
        view::result::NEEDS,
        view::search::NEEDS,
        view::sector::NEEDS,
        view::sectors::NEEDS,
        view::share::NEEDS,
        view::shares::NEEDS,
        view::tombstone::NEEDS,
        view::topic::NEEDS,
        view::units::NEEDS,
        view::year::NEEDS,
    ]
    .into_iter()
}

/// A page that is ready to be rendered.
#[derive(Debug)]
pub struct Prepared {
    /// The template.
    pub template: &'static str,
    /// What it is given.
    pub given: Given,
    /// What was found in the text it carries.
    pub prose: Prose,
    /// The chart that stands beside it as a file: path below the site's root, and what its template is given.
    pub chart: Option<(String, Given)>,
}

/// Template, context and prose of the page that the desk makes, after the files of open data.
pub fn prepare(desk: Desk<'_>, sources: &Sources, data: &[FileFacts]) -> Prepared {
    let (cx, job) = (desk.cx(), desk.job);
    match job.page {
        Page::Home => plain("home.html", view::home::view(cx, job)),
        Page::Regencies => plain("regencies.html", view::regencies::view(cx, job)),
        Page::Regency(id) => plain("regency.html", view::regency::view(cx, job, id)),
        Page::Embed(id) => {
            let (head, view) = view::embed::view(cx, job, id);
            let file = cx.plan.charts.get(&(id, job.lang)).cloned();
            let chart = file.zip(view::embed::chart(&view).map(only));
            Prepared { chart, ..plain("embed.html", (head, view)) }
        }
        Page::Units(id) => plain("units.html", view::units::view(cx, job, id)),
        Page::Sector(id) => plain("sector.html", view::sector::view(cx, job, id, 1)),
        Page::SectorPart(id, part) => plain("sector.html", view::sector::view(cx, job, id, part)),
        Page::Sectors => plain("sectors.html", view::sectors::view(cx, job)),
        Page::Years => plain("years.html", view::all_years::view(cx, job)),
        Page::Year(year) => {
            plain("year.html", view::year::view(cx, job, year).expect("the plan has only years of the model"))
        }
        Page::Comparisons => plain("comparisons.html", view::comparisons::view(cx, job)),
        Page::Compare(peers) => plain("compare.html", view::compare::view(cx, job, peers)),
        Page::Methodology => plain("methodology.html", view::methodology::view(cx, job)),
        Page::Corrections => plain("corrections.html", view::corrections::view(cx, job, None)),
        Page::CorrectionsOf(year) => plain("corrections.html", view::corrections::view(cx, job, Some(year))),
        Page::Search => plain("search.html", view::search::view(cx, job)),
        Page::Data => plain("data.html", view::data::view(cx, job, data)),
        Page::News => plain("news.html", view::news::view(cx, job, 1)),
        Page::NewsPart(part) => plain("news.html", view::news::view(cx, job, part)),
        Page::Topic(id) => plain("topic.html", view::topic::view(cx, job, id, 1)),
        Page::TopicPart(id, part) => plain("topic.html", view::topic::view(cx, job, id, part)),
        Page::Article(n) => {
            let prose = prose_of_article(desk, sources, &cx.model.articles[n]);
            with_prose("article.html", prose, |prose| view::article::view(cx, job, n, prose))
        }
        Page::Text(n) => {
            let prose = prose(desk, sources, &cx.model.pages[n]);
            with_prose("text.html", prose, |prose| view::text::view(cx, job, n, prose))
        }
        Page::Tombstone(n) => plain("tombstone.html", view::tombstone::view(cx, job, n)),
        Page::Moved(n) => plain("redirect.html", view::moved::view(cx, job, n)),
        Page::NotFound => plain("notfound.html", view::notfound::view(cx, job, desk.readers)),
    }
}

/// The text of an article. Its figures are held against the data with the page in its own language.
fn prose_of_article(desk: Desk<'_>, sources: &Sources, article: &article::Article) -> Prose {
    let mut prose = prose(desk, sources, &article.page);
    if article.page.lang == desk.job.lang {
        let figures = figures::of_front_matter(article, sources.text(article.page.file), desk.signs());
        prose.figures.splice(0..0, figures);
        prose.findings.extend(figures::check(desk.cx(), article, &prose.figures));
    }
    prose
}

/// A text as its own language tells it. What is wrong with it is told once, with the page in that language.
fn prose(desk: Desk<'_>, sources: &Sources, page: &article::Page) -> Prose {
    let desk = Desk { lang: page.lang, ..desk };
    let prose = markdown::render(desk, page, sources.text(page.file));
    match page.lang == desk.job.lang {
        true => prose,
        false => Prose { findings: Vec::new(), anchors: Vec::new(), ..prose },
    }
}

fn plain<V: Serialize + Send + 'static>(template: &'static str, (head, view): (PageView, V)) -> Prepared {
    Prepared { template, given: only(view).with("page", head), prose: Prose::default(), chart: None }
}

fn with_prose<V: Serialize + Send + 'static>(
    template: &'static str,
    prose: Prose,
    view: impl FnOnce(&Prose) -> (PageView, V),
) -> Prepared {
    let (head, view) = view(&prose);
    Prepared { template, given: only(view).with("page", head), prose, chart: None }
}

/// Template of an entry of a feed, and what it is given, that is told to readers of a language, and the language it is told in:
/// an article is told as on its own page.
pub fn entry<'a>(
    desk: impl FnOnce(&'a PageJob) -> Desk<'a>,
    cx: &Cx<'a>,
    sources: &Sources,
    told: &Told,
) -> (Lang, Prepared) {
    match told {
        Told::Article(n) => {
            let article = &cx.model.articles[*n].page;
            let job = cx.plan.page(Page::Article(*n), article.lang).expect("the plan has every article of the model");
            let desk = desk(job);
            let (cx, text) = (desk.cx(), prose(desk, sources, article));
            let prepared = with_prose("feed-article.html", text, |prose| view::article::view(cx, job, *n, prose));
            (article.lang, prepared)
        }
        Told::Result(one) => (cx.lang, alone("feed-correction.html", json!({"result": one}))),
        Told::Text(one) => (cx.lang, alone("feed-correction.html", json!({"article": one}))),
    }
}

fn alone(template: &'static str, view: impl Serialize + Send + 'static) -> Prepared {
    Prepared { template, given: only(view), prose: Prose::default(), chart: None }
}

/// Template of a card and what it is given; `None` for a page without one.
pub fn card(cx: &Cx<'_>, page: Page) -> Option<(&'static str, Given)> {
    match page {
        Page::Regency(id) => Some(("card-regency.svg", only(view::card::regency(cx, id)))),
        Page::Year(year) => Some(("card-year.svg", only(view::card::year(cx, year)?))),
        Page::Article(n) => Some(("card-article.svg", only(view::card::article(cx, n)))),
        _ => None,
    }
}

/// The template of feeds as Atom.
pub const ATOM: &str = "feed.atom";

/// What the template of a file that is no page is given.
pub fn only(view: impl Serialize + Send + 'static) -> Given {
    Given::default().with("view", view)
}

/// The files for machines that are no feeds: name, template and what it is given.
pub fn machine_files(cx: &Cx<'_>) -> Vec<(String, &'static str, Given)> {
    let parts = cx.plan.sitemaps();
    let mut files = vec![("robots.txt".to_owned(), "robots.txt", only(view::sitemap::robots(cx)))];
    if parts.len() > 1 {
        files.push((SITEMAP.to_owned(), "sitemap-index.xml", only(view::sitemap::index(cx, &parts))));
    }
    let part = |(file, pages): (String, &[PageJob])| (file, SITEMAP, only(view::sitemap::sitemap(cx, pages)));
    files.extend(parts.into_iter().map(part));
    files
}

/// Zones whose token the theme has no colours for.
pub fn unknown_tokens(facts: &Facts, model: &Model) -> Vec<Diagnostic> {
    let unknown = |zone: &Zone| {
        let nearest = facts.knows(zone.token.as_str()).err()?;
        let fault = Diagnostic::at(Code::BadChoice, zone.at).with("found", &zone.token);
        Some(fault.with("choices", facts.tokens.join(", ")).with_some("suggestion", nearest))
    };
    // A theme whose own file is at fault says nothing of tokens.
    let zones = model.site.zones.iter().filter(|_| !facts.tokens.is_empty());
    zones.filter_map(unknown).collect()
}
