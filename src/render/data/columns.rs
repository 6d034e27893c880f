//! The dictionary: every column of every table, its type and what may stand in it. One source for the tables themselves, for
//! their descriptions for programs, and for the page that explains them. What a column means is said by the theme.

use std::borrow::Cow;

use crate::model::Model;
use crate::model::text::Slug;
use crate::render::words::Need;

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name in files.
    pub name: Cow<'static, str>,
    /// What can stand in it.
    pub kind: Kind,
    /// The only values it has; all that its kind allows where there are none.
    pub values: Values,
    /// The register whose codes it has.
    pub register: Option<Slug>,
}

/// What can stand in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A key: small letters, digits and hyphens.
    Id,
    /// Words. In tables those of the site's first language, in JSON all languages.
    Text,
    /// A code of a register, which may look like a number and is none.
    Code,
    /// A whole number, at least nought.
    Integer,
    /// An exact decimal number with a point.
    Number,
    /// A year.
    Year,
    /// A date as far as it is known.
    Date,
    /// Web addresses, with spaces between several.
    Addresses,
}

impl Kind {
    /// The theme has words for it as `data.kind.<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Id => "id",
            Kind::Text => "text",
            Kind::Code => "code",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Year => "year",
            Kind::Date => "date",
            Kind::Addresses => "addresses",
        }
    }

    /// Its type in Table Schema.
    pub fn schema(self) -> &'static str {
        match self {
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Year => "year",
            Kind::Id | Kind::Text | Kind::Code | Kind::Date | Kind::Addresses => "string",
        }
    }

    /// The form of what stands in it, as a regular expression.
    pub fn pattern(self) -> Option<&'static str> {
        match self {
            Kind::Id => Some("[a-z0-9]+(-[a-z0-9]+)*"),
            Kind::Date => Some("[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?"),
            _ => None,
        }
    }
}

/// The only values of a column.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// Any.
    Any,
    /// These.
    Of(&'static [&'static str]),
    /// The site's zones.
    Zones,
    /// The kinds of the bodies that are public.
    Kinds,
}

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Bodies by year.
    Scores,
    /// Service units and products by year.
    Units,
    /// What other sources say.
    Claims,
    /// Corrections.
    Corrections,
    /// One body with its units.
    Regency,
}

impl Table {
    /// All of them.
    pub const ALL: [Table; 5] = [Table::Scores, Table::Units, Table::Claims, Table::Corrections, Table::Regency];

    /// What it is called; the files of bodies are one.
    pub fn name(self) -> &'static str {
        match self {
            Table::Scores => "scores",
            Table::Units => "units",
            Table::Claims => "claims",
            Table::Corrections => "corrections",
            Table::Regency => "regencies",
        }
    }

    /// Its columns, from left to right.
    pub fn columns(self, model: &Model) -> Vec<Column> {
        match self {
            Table::Scores => {
                let codes = registers(model).into_iter().map(code_of);
                BODY.into_iter().chain(codes).chain(RESULT).chain(COMPUTED).collect()
            }
            Table::Units => UNIT.into_iter().chain(RESULT).collect(),
            Table::Claims => CLAIM.to_vec(),
            Table::Corrections => CORRECTION.to_vec(),
            Table::Regency => MEMBER.into_iter().chain(RESULT).chain(COMPUTED).collect(),
        }
    }

    /// The columns that name a row, no two rows by the same.
    pub fn key(self) -> &'static [&'static str] {
        match self {
            Table::Scores => &["regency", "year"],
            Table::Units => &["unit", "product", "year"],
            Table::Claims => &["regency", "unit", "product", "year", "claim"],
            Table::Corrections => &[],
            Table::Regency => &["level", "unit", "product", "year"],
        }
    }

    /// The columns that are never empty.
    pub fn filled(self) -> &'static [&'static str] {
        match self {
            Table::Scores => &["regency", "name", "kind", "year", "status", "claims_count", "corrections_count"],
            Table::Units => &["unit", "name", "regency", "year", "status", "claims_count", "corrections_count"],
            Table::Claims => &["regency", "year", "claim", "source"],
            Table::Corrections => &["date", "year", "regency", "field", "was", "now", "change_kind"],
            Table::Regency => &["level", "name", "year", "status", "claims_count", "corrections_count"],
        }
    }
}

/// What is said of missing and present values that is no kind of absence: a zone or label without a score, a figure that
/// was not found, a body of which nothing is known.
pub const NO_SCORE: &str = "no-score";
/// See [`NO_SCORE`].
pub const SCORE_NOT_FOUND: &str = "score-not-found";
/// See [`NO_SCORE`].
pub const NO_INFORMATION: &str = "no-information";

const ABSENT: &[&str] =
    &["not-assessed", "unpublished", "not-found", "withdrawn", SCORE_NOT_FOUND, NO_SCORE, NO_INFORMATION];
const BASIS: &[&str] = &["printed", "computed"];
const CHANGE: &[&str] = &["compared", "first", "method-changed", "carried-forward", "no-score"];

macro_rules! columns {
    ($($constant:ident = $name:literal, $kind:ident, $values:expr;)*) => {
        $(const $constant: Column =
            Column { name: Cow::Borrowed($name), kind: Kind::$kind, values: $values, register: None };)*

        /// What this module says: what each column means.
        pub const NEEDS: &[Need] = &[
            $(Need { key: concat!("data.column.", $name), args: &[] },)*
            Need { key: "data.column.code_register", args: &["register"] },
        ];
    };
}

columns! {
    REGENCY = "regency", Id, Values::Any;
    REGENCY_NAME = "regency_name", Text, Values::Any;
    NAME = "name", Text, Values::Any;
    KIND = "kind", Id, Values::Kinds;
    PARENT = "parent", Id, Values::Any;
    CODE = "code", Code, Values::Any;
    LEVEL = "level", Id, Values::Of(&["regency", "unit", "product"]);
    UNIT_ID = "unit", Id, Values::Any;
    PRODUCT = "product", Id, Values::Any;
    SECTOR = "sector", Id, Values::Any;
    YEAR = "year", Year, Values::Any;
    METHODOLOGY = "methodology", Id, Values::Any;
    SERIES = "series", Integer, Values::Any;
    SCORE = "score", Number, Values::Any;
    ZONE = "zone", Id, Values::Zones;
    ZONE_BASIS = "zone_basis", Id, Values::Of(BASIS);
    CATEGORY = "category", Text, Values::Any;
    CATEGORY_BASIS = "category_basis", Id, Values::Of(BASIS);
    LABEL = "label", Text, Values::Any;
    AWARD = "award", Id, Values::Of(&["given", "withheld"]);
    MEASURED = "measured", Year, Values::Any;
    ABSENT_ID = "absent", Id, Values::Of(ABSENT);
    REASON = "reason", Id, Values::Any;
    STATUS = "status", Id, Values::Of(&["provisional", "final", "under-review"]);
    RELEASED = "released", Date, Values::Any;
    CLAIMS_COUNT = "claims_count", Integer, Values::Any;
    CORRECTIONS_COUNT = "corrections_count", Integer, Values::Any;
    NOTE = "note", Text, Values::Any;
    SOURCE = "source", Text, Values::Any;
    SOURCE_URL = "source_url", Addresses, Values::Any;
    RANK = "rank", Integer, Values::Any;
    RANK_OF = "rank_of", Integer, Values::Any;
    PARENT_RANK = "parent_rank", Integer, Values::Any;
    PARENT_RANK_OF = "parent_rank_of", Integer, Values::Any;
    CHANGE_POINTS = "change", Number, Values::Any;
    CHANGE_SINCE = "change_since", Year, Values::Any;
    CHANGE_STATUS = "change_status", Id, Values::Of(CHANGE);
    CLAIM_NUMBER = "claim", Integer, Values::Any;
    DATE = "date", Date, Values::Any;
    FIELD = "field", Id, Values::Of(&["score", "zone", "name", "absence"]);
    WAS = "was", Text, Values::Any;
    NOW = "now", Text, Values::Any;
    CHANGE_KIND = "change_kind", Id, Values::Of(&["correction", "revision"]);
    REQUESTED_BY = "requested_by", Text, Values::Any;
    WHY = "why", Text, Values::Any;
}

/// A body; the codes of other registers follow.
pub const BODY: [Column; 5] = [REGENCY, NAME, KIND, PARENT, CODE];
/// A service unit or product.
pub const UNIT: [Column; 6] = [UNIT_ID, PRODUCT, NAME, SECTOR, REGENCY, REGENCY_NAME];
/// A body, unit or product in the file of a body.
pub const MEMBER: [Column; 5] = [LEVEL, UNIT_ID, PRODUCT, NAME, SECTOR];
/// A result at any level.
pub const RESULT: [Column; 20] = [
    YEAR,
    METHODOLOGY,
    SERIES,
    SCORE,
    ZONE,
    ZONE_BASIS,
    CATEGORY,
    CATEGORY_BASIS,
    LABEL,
    AWARD,
    MEASURED,
    ABSENT_ID,
    REASON,
    STATUS,
    RELEASED,
    CLAIMS_COUNT,
    CORRECTIONS_COUNT,
    NOTE,
    SOURCE,
    SOURCE_URL,
];
/// What the site computes from the results of bodies.
pub const COMPUTED: [Column; 7] =
    [RANK, RANK_OF, PARENT_RANK, PARENT_RANK_OF, CHANGE_POINTS, CHANGE_SINCE, CHANGE_STATUS];
/// A further statement.
pub const CLAIM: [Column; 15] = [
    REGENCY,
    UNIT_ID,
    PRODUCT,
    YEAR,
    CLAIM_NUMBER,
    SCORE,
    ZONE,
    CATEGORY,
    LABEL,
    MEASURED,
    ABSENT_ID,
    REASON,
    NOTE,
    SOURCE,
    SOURCE_URL,
];
/// A correction.
pub const CORRECTION: [Column; 10] = [DATE, YEAR, REGENCY, UNIT_ID, FIELD, WAS, NOW, CHANGE_KIND, REQUESTED_BY, WHY];

/// The registers that any body has a code of, in their order.
pub fn registers(model: &Model) -> Vec<Slug> {
    let mut list: Vec<Slug> = model.regencies.iter().flat_map(|body| &body.codes).map(|(id, _)| id.clone()).collect();
    list.sort();
    list.dedup();
    list
}

fn code_of(register: Slug) -> Column {
    let name = format!("code_{}", register.as_str().replace('-', "_"));
    Column { name: Cow::Owned(name), kind: Kind::Code, values: Values::Any, register: Some(register) }
}

impl Column {
    /// The only values it has.
    pub fn choices<'m>(&self, model: &'m Model) -> Vec<&'m str> {
        match self.values {
            Values::Any => Vec::new(),
            Values::Of(list) => list.to_vec(),
            Values::Zones => model.site.zones.iter().map(|zone| zone.id.as_str()).collect(),
            Values::Kinds => {
                let used = |n: usize| model.regencies.iter().any(|body| body.kind.0 == n);
                let kinds = model.site.kinds.iter().enumerate().filter(|(n, _)| used(*n));
                kinds.map(|(_, kind)| kind.id.as_str()).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::correction::Field;
    use crate::model::outcome::AbsenceKind;

    #[test]
    fn the_words_of_the_dictionary_are_those_of_the_model() {
        let kinds = [AbsenceKind::NotAssessed, AbsenceKind::Unpublished, AbsenceKind::NotFound, AbsenceKind::Withdrawn];
        assert!(kinds.iter().all(|kind| ABSENT.contains(&kind.name())));
        let Values::Of(fields) = FIELD.values else { panic!("fields are listed") };
        assert!([Field::Score, Field::Zone, Field::Name, Field::Absence].iter().all(|f| fields.contains(&f.name())));
    }
}
