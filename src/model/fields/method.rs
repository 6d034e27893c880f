//! The keys of methods and of sources.

use crate::load::record::Shape::{
    Choice, Count, Date, Either, Id, List, Number, Of, OneOrList, Slug, Text, Url, Words, Year,
};
use crate::load::record::{Record, Shape, may, need, words};
use crate::model::methodology::{BETTER, COVERAGES, MOST_DECIMALS, ZONES};

/// An entry of `methodologies.yaml`.
pub const METHODOLOGY: &Record = &Record::new(
    "methodology",
    &[
        need("id", Slug),
        need("title", Words),
        need("years", List(&Year)),
        need("scale", Of(SCALE)),
        may("bands", List(&Of(BAND))),
        may("zones", Choice(|| words(ZONES))),
        may("coverage", Choice(|| words(COVERAGES))),
        may("dimensions", List(&Of(DIMENSION))),
        may("break", Words),
        may("comparable_with", List(&Id("methodology"))),
        may("uncertain", Words),
        may("note", Words),
        may("source", CITED),
    ],
);

/// The range and precision of scores.
pub const SCALE: &Record = &Record::new(
    "scale",
    &[
        need("min", Number),
        need("max", Number),
        need("decimals", Count(MOST_DECIMALS)),
        may("better", Choice(|| words(BETTER))),
    ],
);

/// A stretch of the scale.
pub const BAND: &Record =
    &Record::new("band", &[need("zone", Id("zone")), may("category", Text), need("from", Number), may("label", Words)]);

/// A part of the score.
pub const DIMENSION: &Record =
    &Record::new("dimension", &[need("id", Slug), need("label", Words), may("weight", Number)]);

/// A publication that states figures.
pub const SOURCE: &Record = &Record::new(
    "source",
    &[
        need("title", Words),
        may("publisher", Text),
        may("url", Url),
        may("date", Date),
        may("archived", Url),
        may("file", Text),
    ],
)
.any(&["publisher", "url", "file"]);

/// `source:`, a name of the file's `sources`, a list of such, or a source in place.
pub const CITED: Shape = OneOrList(&Either(&[Text, Of(SOURCE)]));
