//! The one place that knows which template and view belong to a page.

use serde::Serialize;
use tera::{Context, Value};

use super::facts::Facts;
use super::insert;
use super::markdown::{self, Desk, Prose};
use super::view::site::PageView;
use super::view::{self, Cx};
use super::words::Need;
use crate::diag::{Code, Diagnostic};
use crate::load::Sources;
use crate::model::Model;
use crate::model::article;
use crate::model::site::Zone;
use crate::plan::Page;

/// The strings that Rust says, view by view.
pub fn needs() -> impl Iterator<Item = &'static [Need]> {
    [
        view::article::NEEDS,
        insert::NEEDS,
        view::chart::NEEDS,
        view::corrections::NEEDS,
        view::finding::NEEDS,
        view::grid::NEEDS,
        view::home::NEEDS,
        view::league::NEEDS,
        view::methodology::NEEDS,
        view::news::NEEDS,
        view::notfound::NEEDS,
        view::regencies::NEEDS,
        view::regency::NEEDS,
        view::result::NEEDS,
        view::sector::NEEDS,
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
    pub context: Context,
    /// What was found in the text it carries.
    pub prose: Prose,
}

/// Template, context and prose of the page that the desk makes.
pub fn prepare(desk: Desk<'_>, sources: &Sources) -> Prepared {
    let (cx, job) = (desk.cx(), desk.job);
    match job.page {
        Page::Home => plain("home.html", view::home::view(cx, job)),
        Page::Regencies => plain("regencies.html", view::regencies::view(cx, job)),
        Page::Regency(id) => plain("regency.html", view::regency::view(cx, job, id)),
        Page::Units(id) => plain("units.html", view::units::view(cx, job, id)),
        Page::Sector(id) => plain("sector.html", view::sector::view(cx, job, id)),
        Page::Year(year) => {
            plain("year.html", view::year::view(cx, job, year).expect("the plan has only years of the model"))
        }
        Page::Methodology => plain("methodology.html", view::methodology::view(cx, job)),
        Page::Corrections => plain("corrections.html", view::corrections::view(cx, job)),
        Page::News => plain("news.html", view::news::view(cx, job)),
        Page::Article(n) => {
            let prose = prose(desk, sources, &cx.model.articles[n].page);
            with_prose("article.html", prose, |body| view::article::view(cx, job, n, body))
        }
        Page::Text(n) => {
            let prose = prose(desk, sources, &cx.model.pages[n]);
            with_prose("text.html", prose, |body| view::text::view(cx, job, n, body))
        }
        Page::NotFound => plain("notfound.html", view::notfound::view(cx, job, desk.readers)),
    }
}

fn prose(desk: Desk<'_>, sources: &Sources, page: &article::Page) -> Prose {
    markdown::render(desk, page, sources.text(page.file))
}

fn plain<V: Serialize>(template: &'static str, (head, view): (PageView, V)) -> Prepared {
    Prepared { template, context: context(&head, &view), prose: Prose::default() }
}

fn with_prose<V: Serialize>(
    template: &'static str,
    mut prose: Prose,
    view: impl FnOnce(String) -> (PageView, V),
) -> Prepared {
    let (head, view) = view(std::mem::take(&mut prose.html));
    Prepared { template, context: context(&head, &view), prose }
}

fn context(page: &PageView, view: &impl Serialize) -> Context {
    let mut context = Context::new();
    context.insert_value("page", Value::from_serializable(page));
    context.insert_value("view", Value::from_serializable(view));
    context
}

/// Templates and contexts of the files for machines.
pub fn machine_files(cx: &Cx<'_>) -> [(&'static str, Context); 2] {
    let only = |view: Value| {
        let mut context = Context::new();
        context.insert_value("view", view);
        context
    };
    [
        ("sitemap.xml", only(Value::from_serializable(&view::sitemap::sitemap(cx)))),
        ("robots.txt", only(Value::from_serializable(&view::sitemap::robots(cx)))),
    ]
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
