//! `site.yaml`: what the site is called, where it lives, its zones and kinds.

use std::num::NonZeroU32;
use std::sync::Arc;

use ahash::AHashMap;
use jiff::tz::TimeZone;

use super::address::{Addresses, BaseUrl, web_address};
use super::date::{PartialDate, full_date};
use super::fields::site as fields;
use super::text::{Slug, Text, slug, text};
use crate::diag::{At, Code};
use crate::load::decode::{Decoder, Map, Value};
use crate::load::tree::Doc;

/// A zone by its place in `site.yaml: zones`, best first. Each result may have one: kept in four bytes, with room for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZoneId(NonZeroU32);

impl ZoneId {
    /// The zone at a place.
    pub fn at(place: usize) -> Self {
        let number = u32::try_from(place + 1).ok().and_then(NonZeroU32::new);
        ZoneId(number.expect("a file has less than four billion zones"))
    }

    /// Its place.
    pub fn place(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// A kind by its place in `site.yaml: kinds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub usize);

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Site {
    /// The name of the site.
    pub title: Text,
    /// One sentence on what it is.
    pub description: Option<Text>,
    /// Where it is published.
    pub base_url: BaseUrl,
    /// Where it was first published: what entries of feeds are known by, wherever it is published now.
    pub identity: BaseUrl,
    /// Language tags; the first is the default. Never empty.
    pub languages: Vec<Arc<str>>,
    /// The zone of all dates without one.
    pub time_zone: TimeZone,
    /// Who publishes.
    pub publisher: Option<Party>,
    /// Under which licence.
    pub licence: Option<Party>,
    /// How to reach whom.
    pub contact: Contact,
    /// Best first.
    pub zones: Vec<Zone>,
    /// The leagues.
    pub kinds: Vec<Kind>,
    /// Scopes of published ranks, such as the whole country.
    pub scopes: Vec<(Slug, Text)>,
    /// Reasons for absences beside the theme's own.
    pub absence_reasons: Vec<(Slug, Text)>,
    /// The main menu: names of [`MENU`] and keys of pages. `None` when the site does not choose.
    pub menu: Option<Vec<(Slug, At)>>,
    /// Explained exceptions.
    pub accept: Vec<Accept>,
    /// Section names in addresses.
    pub addresses: Addresses,
    /// How the output is replaced.
    pub publish: PublishMode,
    /// Whether cards to share are drawn.
    pub has_cards: bool,
    /// Whether bodies have pages and charts that others embed.
    pub has_embeds: bool,
    /// Whether each body has files of open data of its own.
    pub has_body_data: bool,
}

impl Site {
    /// A zone of the site.
    pub fn zone(&self, id: ZoneId) -> &Zone {
        &self.zones[id.place()]
    }

    /// Its zones, best first.
    pub fn zone_ids(&self) -> impl ExactSizeIterator<Item = ZoneId> + use<> {
        (0..self.zones.len()).map(ZoneId::at)
    }
}

/// A name with an address.
#[derive(Debug, Clone)]
pub struct Party {
    /// The name.
    pub name: Text,
    /// Its web address.
    pub url: Option<Arc<str>>,
}

/// Ways to reach the publisher and the complaint office.
#[derive(Debug, Clone, Default)]
pub struct Contact {
    /// Where to ask for a correction: an e-mail address.
    pub correction_email: Option<Arc<str>>,
    /// Where to ask for a correction: a web address.
    pub correction_url: Option<Arc<str>>,
    /// Where a visitor can complain about a service.
    pub complaint: Option<Complaint>,
}

/// The complaint office.
#[derive(Debug, Clone)]
pub struct Complaint {
    /// Its web address.
    pub url: Option<Arc<str>>,
    /// Its telephone number.
    pub phone: Option<Arc<str>>,
    /// When somebody last checked both.
    pub confirmed: Option<PartialDate>,
}

/// A zone.
#[derive(Debug, Clone)]
pub struct Zone {
    /// Its id in data files.
    pub id: Slug,
    /// Its public name.
    pub name: Text,
    /// The sign that stands for it beside the colour.
    pub symbol: Arc<str>,
    /// The theme's token for its colours.
    pub token: Slug,
    /// Where the token is written.
    pub at: At,
}

/// A kind of body: ranks and counts stay inside one.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Its id.
    pub id: Slug,
    /// One of them.
    pub one: Text,
    /// Several of them.
    pub many: Text,
}

/// A warning that has been explained.
#[derive(Debug, Clone)]
pub struct Accept {
    /// The warning's code.
    pub code: Code,
    /// The file below `content/`.
    pub path: String,
    /// Where the exception is written.
    pub at: At,
}

/// How the output is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PublishMode {
    /// In one step.
    #[default]
    Exchange,
    /// File by file, for mount points.
    InPlace,
}

/// What a menu can hold besides the site's own pages.
pub const MENU: &[&str] =
    &["home", "regencies", "years", "compare", "sectors", "methodology", "news", "corrections", "search", "data"];

/// The words for [`PublishMode`].
pub(super) const PUBLISH: &[(&str, PublishMode)] =
    &[("exchange", PublishMode::Exchange), ("in-place", PublishMode::InPlace)];

/// Reads `site.yaml`; `None` when what all else needs is missing.
pub fn read(doc: &Doc, decoder: &Decoder<'_>) -> Option<Site> {
    let map = decoder.value(doc.root()).map(fields::SITE)?;
    let languages = map.need("languages").and_then(languages);
    let title = map.need("title");
    let base_url = map.need("base_url").and_then(super::address::base_url);
    let identity = map.get("identity").and_then(super::address::base_url);
    let time_zone = map.need("time_zone").and_then(time_zone);
    if let Some(theme) = map.get("theme") {
        slug(theme);
    }
    let languages = languages?;
    let cx = Cx { languages: &languages };
    let site = Site {
        title: title.and_then(|v| cx.text(v)).unwrap_or_else(|| Text::plain("")),
        description: map.get("description").and_then(|v| cx.text(v)),
        publisher: map.get("publisher").and_then(|v| cx.party(v)),
        licence: map.get("licence").and_then(|v| cx.party(v)),
        contact: map.get("contact").and_then(|v| contact(v)).unwrap_or_default(),
        zones: cx.unique(map.need("zones"), |v| cx.zone(v), |zone| &zone.id),
        kinds: cx.unique(map.need("kinds"), |v| cx.kind(v), |kind| &kind.id),
        scopes: cx.unique(map.get("scopes"), |v| cx.named(v), |scope| &scope.0),
        absence_reasons: cx.unique(map.get("absence_reasons"), |v| cx.named(v), |reason| &reason.0),
        menu: map
            .get("menu")
            .and_then(Value::list)
            .map(|items| items.filter_map(|v| Some((slug(v)?, v.at()))).collect()),
        accept: map.get("accept").and_then(Value::list).into_iter().flatten().filter_map(accept).collect(),
        addresses: super::address::addresses(map.get("addresses"), &languages),
        publish: map.get("publish").and_then(|v| v.choice(PUBLISH)).unwrap_or_default(),
        has_cards: map.get("cards").and_then(Value::flag).unwrap_or(true),
        has_embeds: map.get("embeds").and_then(Value::flag).unwrap_or(true),
        has_body_data: map.get("body_data").and_then(Value::flag).unwrap_or(true),
        identity: identity.or_else(|| base_url.clone())?,
        base_url: base_url?,
        time_zone: time_zone?,
        languages: languages.clone(),
    };
    Some(site)
}

struct Cx<'a> {
    languages: &'a [Arc<str>],
}

impl Cx<'_> {
    fn text(&self, value: Value<'_>) -> Option<Text> {
        text(value, self.languages)
    }

    fn party(&self, value: Value<'_>) -> Option<Party> {
        let map = value.map(fields::PARTY)?;
        let url = map.get("url").and_then(web_address);
        Some(Party { name: self.text(map.need("name")?)?, url })
    }

    fn zone(&self, value: Value<'_>) -> Option<Zone> {
        let map = value.map(fields::ZONE)?;
        let id = map.need("id").and_then(slug);
        let name = map.need("name").and_then(|v| self.text(v));
        let symbol = map.need("symbol").and_then(Value::text);
        let at = map.get("token").map_or(value.at(), Value::at);
        let token = map.need("token").and_then(slug);
        Some(Zone { id: id?, name: name?, symbol: symbol?.into(), token: token?, at })
    }

    fn kind(&self, value: Value<'_>) -> Option<Kind> {
        let map = value.map(fields::KIND)?;
        let id = map.need("id").and_then(slug);
        let one = map.need("one").and_then(|v| self.text(v));
        let many = map.need("many").and_then(|v| self.text(v));
        Some(Kind { id: id?, one: one?, many: many? })
    }

    fn named(&self, value: Value<'_>) -> Option<(Slug, Text)> {
        let map = value.map(fields::NAMED)?;
        let id = map.need("id").and_then(slug);
        let name = map.need("name").and_then(|v| self.text(v));
        Some((id?, name?))
    }

    /// The items of a list whose ids stand once.
    fn unique<'v, T>(
        &self,
        list: Option<Value<'v>>,
        read: impl Fn(Value<'v>) -> Option<T>,
        id: impl Fn(&T) -> &Slug,
    ) -> Vec<T> {
        let items = list.and_then(Value::list).into_iter().flatten();
        unique(items.filter_map(|value| read(value).map(|item| (value, item))), id)
    }
}

/// Items whose ids stand once; later ones of the same id are reported with the first.
pub fn unique<'v, T>(items: impl Iterator<Item = (Value<'v>, T)>, id: impl Fn(&T) -> &Slug) -> Vec<T> {
    let mut first: AHashMap<Slug, At> = AHashMap::new();
    let mut list = Vec::new();
    for (value, item) in items {
        match first.get(id(&item)) {
            Some(at) => {
                let fault = value.fault(Code::DuplicateId).with("id", id(&item)).related(*at, "first");
                value.report(fault);
            }
            None => {
                first.insert(id(&item).clone(), value.at());
                list.push(item);
            }
        }
    }
    list
}

fn languages(value: Value<'_>) -> Option<Vec<Arc<str>>> {
    let mut languages: Vec<Arc<str>> = Vec::new();
    for item in value.list()? {
        let Some(tag) = item.text() else { continue };
        let is_tag = icu_locale_core::LanguageIdentifier::try_from_str(tag).is_ok_and(|id| id.to_string() == tag);
        if !is_tag || languages.iter().any(|known| &**known == tag) {
            item.report(item.fault(Code::UnknownLanguage).variant("tag").with("found", tag));
        } else {
            languages.push(tag.into());
        }
    }
    if languages.is_empty() {
        value.report(value.fault(Code::EmptyValue));
        return None;
    }
    Some(languages)
}

fn time_zone(value: Value<'_>) -> Option<TimeZone> {
    let name = value.text()?;
    let zone = TimeZone::get(name).ok();
    if zone.is_none() {
        value.report(value.fault(Code::BadDate).variant("zone").with("found", name));
    }
    zone
}

fn contact(value: Value<'_>) -> Option<Contact> {
    let map = value.map(fields::CONTACT)?;
    let mut contact = Contact::default();
    if let Some(correction) = map.get("correction").and_then(|v| v.map(fields::CORRECTION_CONTACT)) {
        contact.correction_email = correction.get("email").and_then(email);
        contact.correction_url = correction.get("url").and_then(web_address);
    }
    contact.complaint = map.get("complaint").and_then(|v| v.map(fields::COMPLAINT)).map(|map: Map<'_>| Complaint {
        url: map.get("url").and_then(web_address),
        phone: map.get("phone").and_then(Value::text).map(Arc::from),
        confirmed: map.get("confirmed").and_then(full_date),
    });
    Some(contact)
}

fn email(value: Value<'_>) -> Option<Arc<str>> {
    let text = value.text()?;
    let is_plain =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-".contains(&b));
    let is_fine =
        text.split_once('@').is_some_and(|(user, host)| is_plain(user) && is_plain(host) && host.contains('.'));
    if !is_fine {
        value.report(value.fault(Code::BadAddress).variant("email").with("found", text));
        return None;
    }
    Some(text.into())
}

fn accept(value: Value<'_>) -> Option<Accept> {
    let map = value.map(fields::ACCEPT)?;
    let code = map.need("code").and_then(|v| {
        let name = v.text()?;
        let known = Code::from_name(name).filter(|code| code.severity() == crate::diag::Severity::Warning);
        if known.is_none() {
            let names = fields::warnings();
            let choices = names.join(", ");
            let suggestion = crate::load::decode::nearest(name, names.into_iter());
            let fault = v.fault(Code::BadChoice).with("found", name).with("choices", choices);
            v.report(fault.with_some("suggestion", suggestion));
        }
        known
    });
    let path = map.need("at").and_then(Value::text);
    let because = map.need("because").and_then(Value::text);
    because?;
    Some(Accept { code: code?, path: path?.to_owned(), at: value.at() })
}
