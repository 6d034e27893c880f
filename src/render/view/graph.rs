//! Structured data: what a page tells of, in the words of schema.org. Only what the site knows is said; the rest is left out.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Cx;
use super::feed::without_null;
use super::site::{Crumb, PageView};
use super::sitemap::changed;
use crate::model::article::Article;
use crate::model::assessment::Assessment;
use crate::model::date::{PartialDate, Year};
use crate::model::outcome::Outcome;
use crate::model::regency::{Regency, RegencyId};
use crate::model::site::Party;
use crate::model::source::Source;
use crate::model::text::Lang;
use crate::plan::data::DataFile;
use crate::plan::{Page, address};
use crate::render::data::{FileFacts, url};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "dataset.regency.name", args: &["name"] },
    Need { key: "dataset.regency.about", args: &["name", "site"] },
    Need { key: "dataset.year.name", args: &["year"] },
    Need { key: "dataset.year.about", args: &["year", "site"] },
];

/// How many sources a dataset names.
const SOURCES: usize = 20;
/// How long the description of a dataset may be: search engines pass over others.
const ABOUT: std::ops::RangeInclusive<usize> = 50..=5000;

/// The way to a page; `None` where there is none.
pub fn breadcrumbs(cx: &Cx<'_>, crumbs: &[Crumb], canonical: &str) -> Option<Value> {
    let origin = &cx.model.site.base_url.origin;
    let item = |(n, crumb): (usize, &Crumb)| {
        let url = crumb.address.as_ref().map_or_else(|| canonical.to_owned(), |address| format!("{origin}{address}"));
        json!({"@type": "ListItem", "position": n + 1, "name": crumb.name, "item": url})
    };
    let items: Vec<Value> = crumbs.iter().enumerate().map(item).collect();
    (!items.is_empty()).then(|| json!({"@type": "BreadcrumbList", "itemListElement": items}))
}

/// The site, for its front page.
pub fn website(cx: &Cx<'_>, description: &str) -> Value {
    let site = &cx.model.site;
    without_null(json!({
        "@type": "WebSite",
        "@id": website_id(cx),
        "name": cx.text(&site.title),
        "description": (!description.is_empty()).then_some(description),
        "url": cx.url(Page::Home),
        "inLanguage": site.languages[cx.lang.0],
        "publisher": publisher(cx),
        "license": licence(cx),
    }))
}

/// One name for the site in all its languages.
fn website_id(cx: &Cx<'_>) -> String {
    format!("{}#site", address::absolute(cx.model, ""))
}

fn part_of_site(cx: &Cx<'_>) -> Value {
    json!({"@type": "WebSite", "@id": website_id(cx), "name": cx.text(&cx.model.site.title), "url": cx.url(Page::Home)})
}

fn publisher(cx: &Cx<'_>) -> Option<Value> {
    let organisation =
        |party: &Party| without_null(json!({"@type": "Organization", "name": cx.text(&party.name), "url": party.url}));
    cx.model.site.publisher.as_ref().map(organisation)
}

fn licence(cx: &Cx<'_>) -> Option<String> {
    let licence = cx.model.site.licence.as_ref()?;
    Some(licence.url.as_ref().map_or_else(|| cx.text(&licence.name), |url| url.to_string()))
}

/// An article at its address.
pub fn article(cx: &Cx<'_>, article: &Article, page: &PageView) -> Value {
    let text = &article.page;
    let about: Vec<Value> = article.regencies.iter().map(|id| named(cx, *id)).collect();
    let topics: Vec<&str> = article.tags.iter().map(|tag| &*tag.name).collect();
    let correction = |(date, text): &(PartialDate, Arc<str>)| json!({"@type": "CorrectionComment", "text": text, "datePublished": cx.moment(*date)});
    let corrections: Vec<Value> = article.corrections.iter().map(correction).collect();
    without_null(json!({
        "@type": "NewsArticle",
        "@id": format!("{}#article", page.canonical),
        "headline": text.title,
        "description": text.summary,
        "inLanguage": cx.model.site.languages[text.lang.0],
        "url": page.canonical,
        "mainEntityOfPage": {"@type": "WebPage", "@id": page.canonical},
        "datePublished": page.published,
        "dateModified": page.modified,
        "image": page.image.as_ref().map(|image| json!({"@type": "ImageObject", "url": image.url, "width": image.width, "height": image.height, "caption": image.alt})),
        "dateline": article.place,
        "author": article.author.as_ref().map(|name| json!({"@type": "Person", "name": name})),
        "publisher": publisher(cx),
        "isPartOf": part_of_site(cx),
        "about": (!about.is_empty()).then_some(about),
        "keywords": (!topics.is_empty()).then_some(topics),
        "correction": (!corrections.is_empty()).then_some(corrections),
        "license": licence(cx),
    }))
}

/// A body.
pub fn organisation(cx: &Cx<'_>, id: RegencyId) -> Value {
    let body = &cx.model.regencies[id.0];
    let code = body.code.as_ref().map(|code| json!(code));
    let others = body
        .codes
        .iter()
        .map(|(register, code)| json!({"@type": "PropertyValue", "propertyID": register.as_str(), "value": code}));
    let codes: Vec<Value> = code.into_iter().chain(others).collect();
    let mut object = named(cx, id);
    let more = without_null(json!({
        "alternateName": (!body.aliases.is_empty()).then_some(&body.aliases),
        "identifier": (!codes.is_empty()).then_some(codes),
        "parentOrganization": body.parent.map(|parent| named(cx, parent)),
        "areaServed": area(cx, body),
        "mainEntityOfPage": cx.url(Page::Regency(id)),
    }));
    if let (Value::Object(object), Value::Object(more)) = (&mut object, more) {
        object.extend(more);
    }
    object
}

/// A body by its name; one `@id` in all languages.
fn named(cx: &Cx<'_>, id: RegencyId) -> Value {
    let first = Cx { lang: Lang(0), ..*cx };
    json!({
        "@type": "GovernmentOrganization",
        "@id": format!("{}#body", first.url(Page::Regency(id))),
        "name": cx.text(&cx.model.regencies[id.0].name),
        "url": cx.url(Page::Regency(id)),
    })
}

/// The area of a body that the register of areas knows; other bodies have none.
fn area(cx: &Cx<'_>, body: &Regency) -> Option<Value> {
    body.code.as_ref()?;
    Some(json!({"@type": "AdministrativeArea", "name": cx.text(&body.name)}))
}

/// The results of a body over the years; `None` when there are none.
pub fn of_regency(cx: &Cx<'_>, id: RegencyId, canonical: &str) -> Option<Value> {
    let body = &cx.model.regencies[id.0];
    let with = |a: &&Assessment| a.results.get(&id).is_some_and(says_something);
    let assessments: Vec<&Assessment> = cx.model.assessments.iter().filter(with).collect();
    let (first, last) = (assessments.first()?.year, assessments.last()?.year);
    let name = cx.text(&body.name);
    let newest = assessments.iter().rev();
    let sources = newest.flat_map(|a| a.results[&id].sources.iter().map(|source| &a.sources[source.0]));
    let years = if first == last { first.to_string() } else { format!("{first}/{last}") };
    let (key, value) = ("name", Arg::Text(&name));
    let part = Part { kind: "regency", key, value, page: Page::Regency(id), canonical, years };
    let mut object = dataset(cx, &part, sources)?;
    object["about"] = named(cx, id);
    if let Some(files) = DataFile::of(cx.model, id) {
        object["distribution"] = files.iter().map(|file| download(cx, *file, None)).collect();
    }
    if let Some(area) = area(cx, body) {
        object["spatialCoverage"] = area;
    }
    Some(object)
}

/// The results of a year; `None` when there are none.
pub fn of_year(cx: &Cx<'_>, assessment: &Assessment, canonical: &str) -> Option<Value> {
    let year: Year = assessment.year;
    assessment.results.values().find(|outcome| says_something(outcome))?;
    let own = assessment.results.values().flat_map(|outcome| outcome.sources.iter());
    let sources = assessment.default_sources.iter().chain(own).map(|source| &assessment.sources[source.0]);
    let text = year.to_string();
    let (key, value) = ("year", Arg::Text(&text));
    let part = Part { kind: "year", key, value, page: Page::Year(year), canonical, years: text.clone() };
    let mut object = dataset(cx, &part, sources)?;
    if let Some(area) = area_of_all(cx, |body| body.exists_in(year)) {
        object["spatialCoverage"] = area;
    }
    Some(object)
}

/// With one body above all others, its area is that of all.
fn area_of_all(cx: &Cx<'_>, exists: impl Fn(&Regency) -> bool) -> Option<Value> {
    let mut tops = cx.model.regencies.iter().filter(|body| body.parent.is_none() && exists(body));
    let area = tops.next().and_then(|body| area(cx, body))?;
    tops.next().is_none().then_some(area)
}

/// All results, with the files they can be fetched in.
pub fn of_all(cx: &Cx<'_>, canonical: &str, files: &[FileFacts]) -> Value {
    let model = cx.model;
    let title = cx.text(&model.site.title);
    let said = [("site", Arg::Text(&title))];
    let years = model.assessments.first().zip(model.assessments.last()).map(|(a, b)| format!("{}/{}", a.year, b.year));
    let newest = model.assessments.iter().rev();
    let sources = newest.flat_map(|a| a.default_sources.iter().map(|source| &a.sources[source.0]));
    let downloads = files.iter().map(|facts| download(cx, facts.file, Some(facts.bytes)));
    without_null(json!({
        "@type": "Dataset",
        "@id": format!("{canonical}#data"),
        "name": cx.say("data.dataset.name", &said),
        "description": cx.say("data.dataset.about", &said),
        "url": canonical,
        "inLanguage": model.site.languages[cx.lang.0],
        "creator": publisher(cx),
        "publisher": publisher(cx),
        "license": licence(cx),
        "temporalCoverage": years,
        "dateModified": changed(model, Page::Data).map(|day| day.to_string()),
        "isPartOf": part_of_site(cx),
        "spatialCoverage": area_of_all(cx, |_| true),
        "isBasedOn": based_on(cx, sources),
        "isAccessibleForFree": true,
        "distribution": downloads.collect::<Vec<Value>>(),
    }))
}

/// A file to fetch.
fn download(cx: &Cx<'_>, file: DataFile, bytes: Option<u64>) -> Value {
    without_null(json!({
        "@type": "DataDownload",
        "contentUrl": url(cx.model, file),
        "encodingFormat": file.form().media_type(),
        "contentSize": bytes.map(|bytes| format!("{bytes} B")),
    }))
}

fn says_something(outcome: &Outcome) -> bool {
    let stated = &outcome.stated;
    stated.score.known().is_some() || stated.zone.is_some() || stated.label.is_some() || stated.category.is_some()
}

/// A part of the site's data.
struct Part<'a> {
    /// `regency` or `year`: its words are `dataset.<kind>.name` and `.about`.
    kind: &'static str,
    key: &'static str,
    value: Arg<'a>,
    page: Page,
    canonical: &'a str,
    years: String,
}

fn dataset<'a>(cx: &Cx<'_>, part: &Part<'_>, sources: impl Iterator<Item = &'a Source>) -> Option<Value> {
    let title = cx.text(&cx.model.site.title);
    let own = (part.key, part.value);
    let name = cx.say(&format!("dataset.{}.name", part.kind), &[own]);
    let about = cx.say(&format!("dataset.{}.about", part.kind), &[own, ("site", Arg::Text(&title))]);
    let is_fit = ABOUT.contains(&about.chars().count());
    is_fit.then(|| {
        without_null(json!({
            "@type": "Dataset",
            "@id": format!("{}#data", part.canonical),
            "name": name,
            "description": about,
            "url": part.canonical,
            "inLanguage": cx.model.site.languages[cx.lang.0],
            "creator": publisher(cx),
            "publisher": publisher(cx),
            "license": licence(cx),
            "temporalCoverage": part.years,
            "dateModified": changed(cx.model, part.page).map(|day| day.to_string()),
            "isPartOf": part_of_site(cx),
            "isBasedOn": based_on(cx, sources),
        }))
    })
}

/// The first sources of those given, each once.
fn based_on<'a>(cx: &Cx<'_>, sources: impl Iterator<Item = &'a Source>) -> Option<Vec<Value>> {
    let mut list: Vec<Value> = Vec::new();
    for source in sources {
        let one = work(cx, source);
        if !list.contains(&one) {
            list.push(one);
        }
        if list.len() == SOURCES {
            break;
        }
    }
    (!list.is_empty()).then_some(list)
}

fn work(cx: &Cx<'_>, source: &Source) -> Value {
    let publisher = source.publisher.as_ref().map(|name| json!({"@type": "Organization", "name": name}));
    without_null(json!({
        "@type": "CreativeWork",
        "name": cx.text(&source.title),
        "url": source.url,
        "publisher": publisher,
        "datePublished": source.date.map(|date| date.machine()),
        "archivedAt": source.archived,
    }))
}
