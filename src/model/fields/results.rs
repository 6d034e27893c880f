//! The keys of a year's results.

use super::method::{CITED, SOURCE};
use crate::load::record::Shape::{
    Choice, Count, Date, Each, Either, Id, List, NonEmpty, Of, Open, Score, Text, Words, Year,
};
use crate::load::record::{Keys, Record, Shape, may, need, words};
use crate::model::assessment::STATUSES;
use crate::model::outcome::{ABSENCES, REASONS};
use crate::model::result::{AWARDS, DIMENSION_VALUES};

/// `assessments/<year>.yaml`.
pub const ASSESSMENT: &Record = &Record::new(
    "assessment",
    &[
        need("year", Year),
        may("methodology", Id("methodology")),
        may("released", Date),
        may("status", Choice(|| words(STATUSES))),
        may("absent", Choice(|| words(ABSENCES))),
        may("reason", Open(|| REASONS.to_vec())),
        may("note", Words),
        may("sources", Each(Keys::Texts, &Of(SOURCE))),
        may("source", CITED),
        may("dimension_values", Choice(|| words(DIMENSION_VALUES))),
        may("results", Either(&[Of(TABLE), Each(Keys::Ids, &Of(RESULT))])),
        may("units", Either(&[Of(TABLE), Each(Keys::Ids, &Of(UNIT_RESULT))])),
        may("totals", List(&Of(TOTAL))),
    ],
)
.any(&["methodology", "absent"]);

/// Results that stand in a table.
pub const TABLE: &Record = &Record::new("table", &[need("file", Text)]);

/// A result.
pub const RESULT: &Record = &Record::new(
    "result",
    &[
        may("score", FOUND_SCORE),
        may("zone", Id("zone")),
        may("category", Text),
        may("label", Words),
        may("absent", Choice(|| words(ABSENCES))),
        may("reason", Open(|| REASONS.to_vec())),
        may("measured", Year),
        may("claims", List(&Of(CLAIM))),
        may("chosen", Words),
        may("award", Choice(|| words(AWARDS))),
        may("dimensions", Each(Keys::Ids, &Score)),
        may("ranks", List(&Of(RANK))),
        may("note", Words),
        may("source", CITED),
    ],
)
.any(SAYS);

/// The result of a service unit.
pub const UNIT_RESULT: &Record =
    &Record::new("unit-result", &[may("products", Each(Keys::Ids, &Of(PRODUCT)))]).with(RESULT);

/// The result of a product.
pub const PRODUCT: &Record = &Record::new("product", &[need("name", Words)]).with(RESULT);

/// What another source says.
pub const CLAIM: &Record = &Record::new(
    "claim",
    &[
        may("score", FOUND_SCORE),
        may("zone", Id("zone")),
        may("category", Text),
        may("label", Words),
        may("absent", Choice(|| words(ABSENCES))),
        may("reason", Open(|| REASONS.to_vec())),
        may("measured", Year),
        need("source", CITED),
        may("note", Words),
    ],
)
.any(SAYS);

/// A rank that somebody published.
pub const RANK: &Record = &Record::new(
    "rank",
    &[need("scope", Id("scope")), need("rank", Count(u32::MAX)), may("of", Count(u32::MAX)), may("source", CITED)],
);

/// Counts that were published.
pub const TOTAL: &Record = &Record::new(
    "total",
    &[
        need("level", Either(&[Choice(|| vec![ALL]), Id("kind"), NonEmpty(&Id("kind"))])),
        may("assessed", Count(u32::MAX)),
        may("counts", Each(Keys::Ids, &Count(u32::MAX))),
        may("categories", Each(Keys::Texts, &Count(u32::MAX))),
        may("units", Count(u32::MAX)),
        may("products", Count(u32::MAX)),
        need("source", CITED),
        may("note", Words),
    ],
);

/// A score, or that none was found.
const FOUND_SCORE: Shape = Either(&[Score, Choice(|| vec![NOT_FOUND])]);

/// What stands for a score that was not found.
pub const NOT_FOUND: &str = "not-found";

/// All kinds, as a level.
pub const ALL: &str = "all";

/// Keys of which a result has at least one.
const SAYS: &[&str] = &["score", "zone", "category", "label", "absent"];
