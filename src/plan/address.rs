//! Where each page lives. Addresses never change: they follow from ids and `site.yaml: addresses` alone.

use super::compare::Peers;
use super::{Feed, Index, Page};
use crate::model::Model;
use crate::model::address::Section;
use crate::model::listing::TopicId;
use crate::model::release::TextKind;
use crate::model::text::{Lang, Slug};

/// The path of a page below the site's root; `None` for an address that leads on to another.
pub fn path(model: &Model, page: Page, lang: Lang) -> Option<String> {
    let prefix = prefix(model, lang);
    let name = |section| model.site.addresses.name(section, lang);
    Some(match page {
        Page::Home => prefix,
        Page::Regencies => format!("{prefix}{}/", name(Section::Regencies)),
        Page::Regency(id) => format!("{prefix}{}/{}/", name(Section::Regencies), model.regencies[id.0].id),
        Page::Embed(id) => format!("{prefix}{}/{}/", name(Section::Embed), model.regencies[id.0].id),
        Page::Units(id) => {
            let regency = &model.regencies[id.0].id;
            format!("{prefix}{}/{regency}/{}/", name(Section::Regencies), name(Section::Units))
        }
        Page::Sector(id) => format!("{prefix}{}/{}/", name(Section::Sectors), model.sectors[id.0].id),
        Page::SectorPart(id, part) => {
            let sector = &model.sectors[id.0].id;
            format!("{prefix}{}/{sector}/{}/{part}/", name(Section::Sectors), name(Section::Pages))
        }
        Page::Sectors => format!("{prefix}{}/", name(Section::Sectors)),
        Page::Years => format!("{prefix}{}/", name(Section::Years)),
        Page::Year(year) => format!("{prefix}{}/{year}/", name(Section::Years)),
        Page::Comparisons => format!("{prefix}{}/", name(Section::Compare)),
        Page::Compare(Peers { parent, kind }) => {
            let kind = &model.site.kinds[kind.0].id;
            let of = parent.map(|id| format!("{}/", model.regencies[id.0].id)).unwrap_or_default();
            format!("{prefix}{}/{kind}/{of}", name(Section::Compare))
        }
        Page::Methodology => format!("{prefix}{}/", name(Section::Methodology)),
        Page::Corrections => format!("{prefix}{}/", name(Section::Corrections)),
        Page::CorrectionsOf(year) => format!("{prefix}{}/{year}/", name(Section::Corrections)),
        Page::Search => format!("{prefix}{}/", name(Section::Search)),
        Page::Data => format!("{prefix}{}/", name(Section::Data)),
        Page::News => format!("{prefix}{}/", name(Section::News)),
        Page::NewsPart(part) => format!("{prefix}{}/{}/{part}/", name(Section::News), name(Section::Pages)),
        Page::Topic(id) => topic(model, id, lang),
        Page::TopicPart(id, part) => format!("{}{}/{part}/", topic(model, id, lang), name(Section::Pages)),
        Page::Article(n) => text(model, TextKind::Article, &model.articles[n].page.slug, lang),
        Page::Text(n) => text(model, TextKind::Page, &model.pages[n].slug, lang),
        Page::Tombstone(n) => text(model, model.tombstones[n].kind, &model.tombstones[n].slug, lang),
        Page::Moved(_) => return None,
        Page::NotFound => "404.html".to_owned(),
    })
}

fn topic(model: &Model, TopicId(n): TopicId, lang: Lang) -> String {
    let name = |section| model.site.addresses.name(section, lang);
    format!("{}{}/{}/{}/", prefix(model, lang), name(Section::News), name(Section::Topics), model.topics[n].slug)
}

/// The path of a text by the last part of its address.
pub fn text(model: &Model, kind: TextKind, slug: &Slug, lang: Lang) -> String {
    let prefix = prefix(model, lang);
    match kind {
        TextKind::Article => format!("{prefix}{}/{slug}/", model.site.addresses.name(Section::News, lang)),
        TextKind::Page => format!("{prefix}{slug}/"),
    }
}

/// The path of a feed below the site's root, without its ending: that of the pages it belongs to.
pub fn feed(model: &Model, feed: Feed, lang: Lang) -> String {
    let section = match feed {
        Feed::News => Section::News,
        Feed::Corrections => Section::Corrections,
    };
    format!("{}{}", prefix(model, lang), model.site.addresses.name(section, lang))
}

/// The path of a file for searching below the site's root: below the search page.
pub fn index(model: &Model, index: Index, lang: Lang) -> String {
    format!("{}{}/{}.json", prefix(model, lang), model.site.addresses.name(Section::Search, lang), index.name())
}

/// Empty for the default language, `en/` for another.
pub(super) fn prefix(model: &Model, lang: Lang) -> String {
    match lang {
        Lang(0) => String::new(),
        Lang(n) => format!("{}/", model.site.languages[n]),
    }
}

/// A path below the site's root as a link: with the site's own path in front.
pub fn link(model: &Model, path: &str) -> String {
    format!("{}/{path}", model.site.base_url.path)
}

/// A path below the site's root as an absolute address.
pub fn absolute(model: &Model, path: &str) -> String {
    format!("{}{}/{path}", model.site.base_url.origin, model.site.base_url.path)
}

/// What something at a path below the site's root is known by, wherever the site is published.
pub fn identity(model: &Model, path: &str) -> String {
    format!("{}{}/{path}", model.site.identity.origin, model.site.identity.path)
}
