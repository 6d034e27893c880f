//! The keys of `site.yaml`.

use crate::diag::{Code, Severity};
use crate::load::record::Shape::{
    Choice, Day, Each, Either, Email, Flag, Language, List, NonEmpty, Of, Open, Slug, Text, Url, Words,
};
use crate::load::record::{Keys, Record, Shape, may, need, words};
use crate::model::address::SECTIONS;
use crate::model::site::{MENU, PUBLISH};

/// `site.yaml`.
pub const SITE: &Record = &Record::new(
    "site",
    &[
        need("title", Words),
        may("description", Words),
        need("base_url", Url),
        may("identity", Url),
        need("languages", NonEmpty(&Language)),
        need("time_zone", Text),
        may("theme", Slug),
        may("publisher", Of(PARTY)),
        may("licence", Of(PARTY)),
        may("contact", Of(CONTACT)),
        need("zones", List(&Of(ZONE))),
        need("kinds", List(&Of(KIND))),
        may("scopes", List(&Of(NAMED))),
        may("absence_reasons", List(&Of(NAMED))),
        may("menu", List(&Open(|| MENU.to_vec()))),
        may("accept", List(&Of(ACCEPT))),
        may("addresses", Of(ADDRESSES)),
        may("publish", Choice(|| words(PUBLISH))),
        may("cards", Flag),
        may("embeds", Flag),
        may("body_data", Flag),
    ],
);

/// A name with an address.
pub const PARTY: &Record = &Record::new("party", &[need("name", Words), may("url", Url)]);

/// How to reach whom.
pub const CONTACT: &Record =
    &Record::new("contact", &[may("correction", Of(CORRECTION_CONTACT)), may("complaint", Of(COMPLAINT))]);

/// Where to ask for a correction.
pub const CORRECTION_CONTACT: &Record = &Record::new("contact-correction", &[may("email", Email), may("url", Url)]);

/// The complaint office.
pub const COMPLAINT: &Record = &Record::new("complaint", &[may("url", Url), may("phone", Text), may("confirmed", Day)]);

/// A zone.
pub const ZONE: &Record =
    &Record::new("zone", &[need("id", Slug), need("name", Words), need("symbol", Text), need("token", Slug)]);

/// A kind of body.
pub const KIND: &Record = &Record::new("kind", &[need("id", Slug), need("one", Words), need("many", Words)]);

/// A scope of ranks, or a reason for an absence.
pub const NAMED: &Record = &Record::new("named", &[need("id", Slug), need("name", Words)]);

/// A warning that has been explained.
pub const ACCEPT: &Record =
    &Record::new("accept", &[need("code", Choice(warnings)), need("at", Text), need("because", Text)]);

/// The names of sections in addresses.
pub const ADDRESSES: &Record = &Record::new("addresses", SECTIONS);

/// The names of a section.
pub const SECTION: Shape = Either(&[Slug, Each(Keys::Languages, &Slug)]);

/// The codes of all warnings.
pub fn warnings() -> Vec<&'static str> {
    Code::ALL.iter().filter(|code| code.severity() == Severity::Warning).map(|code| code.name()).collect()
}
