//! What templates are given. Every field of every struct here is a promise to theme authors, documented where it stands.
//!
//! Scores and dates are exact machine text (`57.65`, `2019-12-11`); templates print them with the filters `score` and `date`.

pub mod all_years;
pub mod article;
pub mod card;
pub mod chart;
pub mod compare;
pub mod comparisons;
pub mod corrections;
pub mod data;
pub mod dimensions;
pub mod dots;
pub mod embed;
pub mod feed;
pub mod finding;
pub mod graph;
pub mod grid;
pub mod home;
pub mod insert;
pub mod league;
pub mod map;
pub mod media;
pub mod methodology;
pub mod moved;
pub mod news;
pub mod notfound;
pub mod parts;
pub mod ranked;
pub mod regencies;
pub mod regency;
pub mod result;
pub mod search;
pub mod sector;
pub mod sectors;
pub mod share;
pub mod shares;
pub mod site;
pub mod sitemap;
pub mod standing;
pub mod text;
pub mod tombstone;
pub mod topic;
pub mod units;
pub mod year;
pub mod years;

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use crate::model::Model;
use crate::model::date::PartialDate;
use crate::model::regency::RegencyId;
use crate::model::site::ZoneId;
use crate::model::text::{Lang, Text};
use crate::plan::{Page, Plan, address};
use crate::render::card::Cards;
use crate::render::map::Atlas;
use crate::render::words::Words;
use crate::render::words::message::Args;
use league::Findings;

/// What every view is made from.
#[derive(Debug, Clone, Copy)]
pub struct Cx<'a> {
    /// What the site knows.
    pub model: &'a Model,
    /// Where everything is.
    pub plan: &'a Plan,
    /// The ground that maps are drawn on.
    pub atlas: &'a Atlas,
    /// The theme's words in the page's language.
    pub words: &'a Words,
    /// The page's language.
    pub lang: Lang,
    /// The cards that were drawn; empty before.
    pub cards: &'a Cards,
    /// What was found of each year, once somebody asked.
    pub findings: &'a Findings,
}

impl<'a> Cx<'a> {
    /// A text in the page's language.
    pub fn text(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    /// A sentence of the theme; every key used here stands in the `NEEDS` of its view.
    pub fn say(&self, key: &str, args: Args<'_>) -> String {
        self.words.say(key, args)
    }

    /// A page's name with that of the site, for `<title>`.
    pub fn title(&self, name: &str) -> String {
        format!("{name} – {}", self.text(&self.model.site.title))
    }

    /// The tag of a language, where it is not the page's.
    pub fn foreign(&self, lang: Lang) -> Option<Arc<str>> {
        (lang != self.lang).then(|| self.model.site.languages[lang.0].clone())
    }

    /// The link to a page, in the page's language or else the one it has.
    pub fn link(&self, page: Page) -> String {
        self.plan.path(page, self.lang).map(|path| address::link(self.model, path)).unwrap_or_default()
    }

    /// The absolute address of a page, in the page's language or else the one it has.
    pub fn url(&self, page: Page) -> String {
        self.plan.path(page, self.lang).map(|path| address::absolute(self.model, path)).unwrap_or_default()
    }

    /// The moment of a date for machines, with the offset of the site's time zone: `2020-06-29T00:00:00+07:00`.
    pub fn moment(&self, date: PartialDate) -> String {
        self.timestamp(date.opens(&self.model.site.time_zone))
    }

    /// A moment for machines, with the offset of the site's time zone.
    pub fn timestamp(&self, moment: Timestamp) -> String {
        moment.display_with_offset(self.model.site.time_zone.to_offset(moment)).to_string()
    }

    /// A body with its address.
    pub fn regency(&self, id: RegencyId) -> RegencyLink {
        let regency = &self.model.regencies[id.0];
        RegencyLink {
            id: regency.id.as_str().into(),
            name: self.text(&regency.name),
            kind: self.text(&self.model.site.kinds[regency.kind.0].one),
            address: self.link(Page::Regency(id)),
        }
    }

    /// A zone.
    pub fn zone(&self, id: ZoneId) -> ZoneView {
        let zone = self.model.site.zone(id);
        ZoneView {
            id: zone.id.as_str().into(),
            name: self.text(&zone.name),
            symbol: zone.symbol.clone(),
            token: zone.token.as_str().into(),
        }
    }
}

/// A body and where it is.
#[derive(Debug, Clone, Serialize)]
pub struct RegencyLink {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: String,
    /// Its kind, as one of them is called.
    pub kind: String,
    /// Its page.
    pub address: String,
}

/// A zone, for badges.
#[derive(Debug, Clone, Serialize)]
pub struct ZoneView {
    /// Its id in data files.
    pub id: Arc<str>,
    /// Its public word.
    pub name: String,
    /// The sign beside the colour.
    pub symbol: Arc<str>,
    /// The theme's token for its colours: a class.
    pub token: Arc<str>,
}

/// How many bodies are in a zone.
#[derive(Debug, Clone, Serialize)]
pub struct ZoneCount {
    /// The zone.
    pub zone: ZoneView,
    /// How many.
    pub count: usize,
}
