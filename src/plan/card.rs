//! Which pages have a card to share, and where it is: every body and year in all languages, every article in its own.

use super::{Page, address};
use crate::diag::At;
use crate::model::Model;
use crate::model::address::Section;
use crate::model::outcome::Outcome;
use crate::model::regency::RegencyId;
use crate::model::text::Lang;

/// All cards, with the place of what chose their address; none when the site wants none.
pub(super) fn all(model: &Model) -> Vec<(Page, Lang, Option<At>)> {
    if !model.site.has_cards {
        return Vec::new();
    }
    let mut list = Vec::new();
    for lang in (0..model.site.languages.len()).map(Lang) {
        let regencies = model.regencies.iter().enumerate();
        list.extend(regencies.map(|(n, regency)| (Page::Regency(RegencyId(n)), lang, Some(regency.at))));
        list.extend(model.assessments.iter().map(|a| (Page::Year(a.year), lang, None)));
        let articles = model.articles.iter().enumerate().filter(|(_, article)| article.page.lang == lang);
        list.extend(articles.map(|(n, _)| (Page::Article(n), lang, None)));
    }
    list
}

/// The charts of bodies as files, beside the pages to embed: of bodies that have a score or a zone; none when the site has no such pages.
pub(super) fn charts(model: &Model) -> Vec<(String, RegencyId, Lang)> {
    let says = |outcome: &Outcome| outcome.stated.score.known().is_some() || outcome.stated.zone.is_some();
    let is_drawn =
        |id: &RegencyId| model.site.has_embeds && model.assessments.iter().filter_map(|a| a.results.get(id)).any(says);
    let bodies: Vec<RegencyId> = (0..model.regencies.len()).map(RegencyId).filter(is_drawn).collect();
    let languages = (0..model.site.languages.len()).map(Lang);
    let file =
        |id, lang| address::path(model, Page::Embed(id), lang).map(|folder| (format!("{folder}chart.svg"), id, lang));
    languages.flat_map(|lang| bodies.iter().filter_map(move |id| file(*id, lang))).collect()
}

/// The file of a card below the site's root; `None` for pages that have none.
pub(super) fn file(model: &Model, page: Page, lang: Lang) -> Option<String> {
    let name = |section| model.site.addresses.name(section, lang);
    let folder = format!("{}{}", address::prefix(model, lang), name(Section::Cards));
    Some(match page {
        Page::Regency(id) => format!("{folder}/{}.png", model.regencies[id.0].id),
        Page::Year(year) => format!("{folder}/{}/{year}.png", name(Section::Years)),
        Page::Article(n) => format!("{folder}/{}/{}.png", name(Section::News), model.articles[n].page.slug),
        _ => return None,
    })
}
