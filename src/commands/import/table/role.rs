//! What a column can hold, and the words of headings that say so.

use crate::load::keys::meant;
use crate::model::Model;
use crate::model::methodology::Methodology;
use crate::model::text::Lang;
use crate::render::spelling::fold;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// The code of a body.
    Code,
    /// The name or id of a body.
    Regency,
    /// The name or id of a service unit.
    Unit,
    /// A score.
    Score,
    /// A zone.
    Zone,
    /// A category.
    Category,
    /// A label.
    Label,
    /// The value of a dimension, by its place in the method.
    Dimension(usize),
    /// Why there is no result, in our own words.
    Absent,
    /// The reason of that.
    Reason,
    /// The id of a source of the year.
    Source,
    /// A remark for readers.
    Note,
    /// The number of the row: of no use.
    Number,
}

/// The words for [`Role`] in `--columns`, the key in the content and the key of the words that show a column.
const NAMES: &[(Role, &str, &str)] = &[
    (Role::Code, "code", "import.column.code"),
    (Role::Regency, "regency", "import.column.regency"),
    (Role::Unit, "unit", "import.column.unit"),
    (Role::Score, "score", "import.column.score"),
    (Role::Zone, "zone", "import.column.zone"),
    (Role::Category, "category", "import.column.category"),
    (Role::Label, "label", "import.column.label"),
    (Role::Absent, "absent", "import.column.absent"),
    (Role::Reason, "reason", "import.column.reason"),
    (Role::Source, "source", "import.column.source"),
    (Role::Note, "note", "import.column.note"),
    (Role::Number, "number", "import.column.number"),
];

/// Words of headings, those of a role that others contain first.
const WORDS: &[(Role, &[&str])] = &[
    (Role::Code, &["kode", "code"]),
    (Role::Zone, &["zona", "zonasi", "zone", "warna"]),
    (Role::Category, &["kategori", "category", "kelas"]),
    (Role::Label, &["predikat", "opini", "label", "opinion", "kualitas"]),
    (Role::Score, &["nilai", "skor", "score", "indeks", "index"]),
    (Role::Note, &["keterangan", "ket", "catatan", "note", "notes", "remarks"]),
    (Role::Unit, &["unit", "opd", "skpd", "dinas", "satker", "perangkat", "office"]),
    (
        Role::Regency,
        &[
            "kabupaten",
            "kab",
            "kota",
            "daerah",
            "provinsi",
            "pemerintah",
            "pemda",
            "instansi",
            "lembaga",
            "kementerian",
            "wilayah",
            "nama",
            "name",
            "body",
            "regency",
            "city",
            "government",
            "institution",
        ],
    ),
];
/// Headings of the numbers of rows.
const NUMBERS: &[&str] = &["no", "nomor", "nourut", "nomorurut", "number"];
/// Words of columns that are never read, whatever else their heading says.
const PASSED: &[&str] =
    &["peringkat", "ranking", "rank", "urutan", "selisih", "perubahan", "tanggal", "date", "change"];
/// Words before the name of a dimension.
const BEFORE: &[&str] = &["nilai", "skor", "score", "dimensi", "dimension", "aspek"];

impl Role {
    /// The key of the content.
    pub(crate) fn key(self, methodology: &Methodology) -> &str {
        match self {
            Role::Dimension(n) => methodology.dimensions.get(n).map_or("", |dimension| dimension.id.as_str()),
            role => NAMES.iter().find(|(own, ..)| *own == role).map_or("", |(_, name, _)| name),
        }
    }

    /// The key of the words that show such a column.
    pub(crate) fn words(self) -> &'static str {
        NAMES.iter().find(|(own, ..)| *own == self).map_or("import.column.dimension", |(.., words)| words)
    }

    /// Whether it says something of a result.
    pub(crate) fn is_value(self) -> bool {
        matches!(self, Role::Score | Role::Zone | Role::Category | Role::Label | Role::Dimension(_) | Role::Absent)
    }

    /// Whether it is a number.
    pub(crate) fn is_figure(self) -> bool {
        matches!(self, Role::Score | Role::Dimension(_))
    }

    /// The role of a name in `--columns`.
    pub(crate) fn named(name: &str, methodology: &Methodology) -> Option<Self> {
        let dimension = methodology.dimensions.iter().position(|dimension| dimension.id.as_str() == name);
        let keys: Vec<&str> = NAMES.iter().map(|(_, key, _)| *key).chain(["name"]).collect();
        let key = keys.iter().find(|key| **key == name).copied().or_else(|| meant(name, &keys));
        let key = key.map(|key| if key == "name" { "regency" } else { key });
        dimension
            .map(Role::Dimension)
            .or_else(|| NAMES.iter().find(|(_, own, _)| Some(*own) == key).map(|(role, ..)| *role))
    }
}

/// What headings are read with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'a> {
    /// The site.
    pub(crate) model: &'a Model,
    /// The method of the year.
    pub(crate) methodology: &'a Methodology,
    /// Whether rows are service units.
    pub(crate) has_units: bool,
}

impl Ground<'_> {
    /// The role that a heading says.
    pub(crate) fn role(&self, heading: &str) -> Option<Role> {
        let words = words(heading);
        let key = words.concat();
        if NUMBERS.contains(&key.as_str()) || heading.trim() == "#" {
            return Some(Role::Number);
        }
        if words.iter().any(|word| PASSED.contains(&word.as_str())) {
            return None;
        }
        let own = NAMES.iter().find(|(_, name, _)| *name == key).map(|(role, ..)| *role);
        let found = own.or_else(|| self.dimension(&words)).or_else(|| {
            let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
            WORDS.iter().find(|(_, list)| has(list)).map(|(role, _)| *role)
        })?;
        Some(match found {
            // Where there are no categories, the word means what the method calls a label.
            Role::Category if self.methodology.bands.iter().all(|band| band.category.is_none()) => Role::Label,
            Role::Unit if !self.has_units => Role::Regency,
            Role::Regency
                if self.has_units
                    && (words.concat().contains("instansi") || matches!(key.as_str(), "nama" | "name")) =>
            {
                Role::Unit
            }
            role => role,
        })
    }

    fn dimension(&self, words: &[String]) -> Option<Role> {
        let rest: Vec<&str> = words.iter().map(String::as_str).skip_while(|word| BEFORE.contains(word)).collect();
        let (whole, rest) = (words.concat(), rest.concat());
        let named = |key: &str| !key.is_empty() && (key == whole || key == rest);
        let place = self.methodology.dimensions.iter().position(|dimension| {
            let languages = (0..self.model.site.languages.len()).filter_map(|n| dimension.label.in_lang(Lang(n)));
            named(&fold(dimension.id.as_str())) || languages.map(fold).any(|label| named(&label))
        })?;
        Some(Role::Dimension(place))
    }
}

/// The words of a text in small letters, without what stands in brackets.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut depth = 0_u32;
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
