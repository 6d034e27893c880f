//! What a map may hold: its keys, the shape of each value and which must be there.
//!
//! A decoder checks the keys of a map against a [`Record`]; the schemas for editors are made from the same one.

/// A map with known keys.
#[derive(Debug)]
pub struct Record {
    /// What its words are filed under.
    pub name: &'static str,
    /// Its keys, in the order a person writes them.
    pub fields: &'static [Field],
    /// A record whose keys it has as well.
    pub more: Option<&'static Record>,
    /// Keys of which at least one must be there; empty when that is all the same.
    pub any: &'static [&'static str],
}

/// A key and what may stand behind it.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What its value is.
    pub shape: Shape,
    /// Whether it must be there.
    pub is_needed: bool,
}

/// What a value is, as far as can be told without other files.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A plain text.
    Text,
    /// A public text: a string, or one by language.
    Words,
    /// A part of an address.
    Slug,
    /// An id that is written in another place: what it is of.
    Id(&'static str),
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// A former address on this site.
    Alias,
    /// The tag of a language.
    Language,
    /// A year.
    Year,
    /// A date as far as it is known.
    Date,
    /// A day or a moment.
    Day,
    /// A score, exact.
    Score,
    /// A number, exact.
    Number,
    /// A whole number from zero up to this.
    Count(u32),
    /// `true` or `false`.
    Flag,
    /// The name of a picture.
    Picture,
    /// The name of a file to be fetched.
    File,
    /// One of a closed list of words.
    Choice(fn() -> Vec<&'static str>),
    /// One of these words, or of the site's own.
    Open(fn() -> Vec<&'static str>),
    /// A map with known keys.
    Of(&'static Record),
    /// A list.
    List(&'static Shape),
    /// A list of at least one.
    NonEmpty(&'static Shape),
    /// A list, or its only item.
    OneOrList(&'static Shape),
    /// A list of exactly two.
    Pair(&'static Shape),
    /// A map whose keys are free.
    Each(Keys, &'static Shape),
    /// One of these.
    Either(&'static [Shape]),
}

/// What free keys of a map are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Ids.
    Ids,
    /// Tags of languages.
    Languages,
    /// Any texts.
    Texts,
}

impl Record {
    /// A record of its own.
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Record { name, fields, more: None, any: &[] }
    }

    /// The record with the keys of another one before its own.
    pub const fn with(self, more: &'static Record) -> Self {
        Record { more: Some(more), any: more.any, ..self }
    }

    /// The record, of which at least one of these keys must be there.
    pub const fn any(self, any: &'static [&'static str]) -> Self {
        Record { any, ..self }
    }

    /// Its keys with the record that has the words for each.
    pub fn fields(&'static self) -> impl Iterator<Item = (&'static Record, &'static Field)> {
        let more = self.more.into_iter().flat_map(|more| more.fields.iter().map(move |field| (more, field)));
        more.chain(self.fields.iter().map(move |field| (self, field)))
    }

    /// Its keys.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + Clone {
        let more = self.more.map_or(&[][..], |more| more.fields);
        more.iter().chain(self.fields).map(|field| field.key)
    }
}

/// A key that must be there.
pub const fn need(key: &'static str, shape: Shape) -> Field {
    Field { key, shape, is_needed: true }
}

/// A key that may be there.
pub const fn may(key: &'static str, shape: Shape) -> Field {
    Field { key, shape, is_needed: false }
}

/// The words of a closed list.
pub fn words<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(word, _)| *word).collect()
}
