//! What is sent when a page is shared, for who sends it by hand: of a body by its id or name, of a year, of an article by
//! its slug.

use super::subject::{self, Unclear};
use crate::load::decode::nearest;
use crate::model::Model;
use crate::model::date::Year;
use crate::model::text::Lang;
use crate::plan::Page;
use crate::render::{Ground, Studio};

/// The message: the finding, the source and the address, one a line. `lang` is the tag of the language asked for;
/// a site that does not have it, or an article in another one, speaks its own.
///
/// # Errors
/// When nothing public has the name that is wanted, with the nearest one, or when several bodies have it.
pub fn message(studio: &Studio, ground: Ground<'_>, wanted: &str, lang: Option<&str>) -> Result<String, Unclear> {
    let model = ground.1;
    let asked = model.site.languages.iter().position(|tag| Some(&**tag) == lang).map(Lang);
    let page = match subject::body(model, wanted) {
        Ok(id) => Some(Page::Regency(id)),
        // What several bodies are called may still be the name of an article.
        Err(unclear) if unclear.key == subject::AMBIGUOUS && article(model, wanted, asked).is_none() => {
            return Err(unclear);
        }
        Err(_) => year(model, wanted),
    };
    let found = page.map(|page| (page, asked.unwrap_or(Lang(0)))).or_else(|| article(model, wanted, asked));
    let said = found.and_then(|(page, lang)| studio.share(ground, page, lang));
    said.map(|text| text + "\n").ok_or_else(|| {
        let meant = nearest(wanted, names(model)).map(str::to_owned);
        Unclear { meant, ..Unclear::of("share.unknown", vec![("value", wanted.to_owned())]) }
    })
}

fn year(model: &Model, wanted: &str) -> Option<Page> {
    let year = Year::parse(wanted)?;
    model.assessment(year).map(|_| Page::Year(year))
}

/// An article of that slug: its translation into the language asked for, if there is one.
fn article(model: &Model, wanted: &str, asked: Option<Lang>) -> Option<(Page, Lang)> {
    let first = model.articles.iter().position(|article| article.page.slug.as_str() == wanted)?;
    let key = &model.articles[first].page.key;
    let twin = model.articles.iter().position(|a| Some(a.page.lang) == asked && a.page.key == *key);
    let place = twin.unwrap_or(first);
    Some((Page::Article(place), model.articles[place].page.lang))
}

fn names(model: &Model) -> impl Iterator<Item = &str> {
    let bodies = model.regencies.iter().map(|body| body.id.as_str());
    bodies.chain(model.articles.iter().map(|article| article.page.slug.as_str()))
}
