//! The keys of corrections and replies.

use crate::load::record::Shape::{Choice, Day, File, Id, Text, Words, Year};
use crate::load::record::{Record, may, need, words};
use crate::model::correction::{FIELDS, KINDS};

/// An entry of `corrections.yaml`.
pub const CORRECTION: &Record = &Record::new(
    "correction",
    &[
        need("date", Day),
        need("year", Year),
        may("regency", Id("regency")),
        may("unit", Id("unit")),
        need("field", Choice(|| words(FIELDS))),
        need("was", Text),
        need("now", Text),
        may("kind", Choice(|| words(KINDS))),
        may("requested_by", Words),
        may("reason", Words),
    ],
)
.any(&["regency", "unit"]);

/// An entry of `responses.yaml`.
pub const RESPONSE: &Record = &Record::new(
    "response",
    &[
        need("regency", Id("regency")),
        need("year", Year),
        may("invited", Day),
        may("replied", Day),
        may("by", Words),
        may("text", Words),
        may("file", File),
    ],
);
