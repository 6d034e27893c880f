//! The keys of bodies, sectors and units.

use crate::load::record::Shape::{Count, Each, Id, List, Of, OneOrList, Pair, Slug, Text, Words, Year};
use crate::load::record::{Keys, Record, may, need};

/// An entry of `regencies.yaml`.
pub const REGENCY: &Record = &Record::new(
    "regency",
    &[
        need("id", Slug),
        need("name", Words),
        need("kind", Id("kind")),
        may("code", Text),
        may("codes", Each(Keys::Ids, &Text)),
        may("parent", Id("regency")),
        may("capital", Words),
        may("aliases", List(&Text)),
        may("tile", Pair(&Count(u32::MAX))),
        may("since", Year),
        may("until", Year),
        may("successor", OneOrList(&Id("regency"))),
        may("renamed", List(&Of(RENAMED))),
    ],
);

/// An earlier name.
pub const RENAMED: &Record = &Record::new("renamed", &[need("from", Words), need("year", Year)]);

/// An entry of `sectors.yaml`.
pub const SECTOR: &Record = &Record::new("sector", &[need("id", Slug), need("name", Words), may("plain", Words)]);

/// An entry of `units.yaml`, a row of `units.csv`.
pub const UNIT: &Record = &Record::new(
    "unit",
    &[
        need("id", Slug),
        need("regency", Id("regency")),
        may("sector", Id("sector")),
        need("name", Words),
        may("aliases", OneOrList(&Text)),
    ],
);
