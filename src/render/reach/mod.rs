//! What a template can reach of what it is given: the fields that it names, or that what it builds on names.
//!
//! Views tell all they know, themes show a part of it. A field that no template of a page names is not turned into a
//! value, nor does it make a page new. Where names do not tell what is read, all of it is handed over.

mod names;
mod serialize;

use std::collections::BTreeMap;

use ahash::{AHashMap, AHashSet};
use serde::Serialize;

use names::Said;
pub use serialize::Reached;

/// What a template can reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// All of it: it walks through fields that it does not name.
    All,
    /// Fields of these names.
    Named(Named),
}

/// The names of fields, with how much of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named(AHashMap<String, Depth>);

/// How much of a field can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Of what is in it, what is named itself.
    Named,
    /// All, whatever is in it.
    Whole,
}

impl Reach {
    /// A view as far as a template can reach.
    pub fn of<'a, T: Serialize + ?Sized>(&'a self, view: &'a T) -> Reached<'a, T> {
        Reached::new(self, view)
    }

    /// What can be reached of a variable.
    pub fn variable(&self, name: &str) -> &Reach {
        self.field(name).unwrap_or(self)
    }

    /// What can be reached of a field; `None`: not even the field.
    fn field(&self, name: &str) -> Option<&Reach> {
        match self {
            Reach::Named(Named(fields)) => fields.get(name).map(|depth| match depth {
                Depth::Named => self,
                Depth::Whole => &Reach::All,
            }),
            Reach::All => Some(self),
        }
    }
}

/// What each of a theme's templates can reach, by name; `templates` are all of them, by name with their texts.
pub fn of_templates<'t>(templates: impl Iterator<Item = (&'t str, &'t str)>) -> BTreeMap<String, Reach> {
    let mut parts: BTreeMap<String, Said> = BTreeMap::new();
    let mut files = Vec::new();
    for (name, text) in templates {
        files.push(name);
        for (part, said) in names::read(name, text) {
            parts.entry(part).or_default().add(&said);
        }
    }
    files.into_iter().map(|name| (name.to_owned(), reach(name, &parts))).collect()
}

/// Follows a template to all that it includes, extends or calls.
fn reach(name: &str, parts: &BTreeMap<String, Said>) -> Reach {
    let (mut all, mut open, mut seen) = (Said::default(), vec![name.to_owned()], AHashSet::new());
    while let Some(part) = open.pop() {
        let Some(said) = parts.get(&part).filter(|_| seen.insert(part)) else { continue };
        open.extend(said.texts.iter().cloned());
        open.extend(said.names.iter().map(|name| names::component(name)));
        all.add(said);
    }
    match all.walks {
        true => Reach::All,
        false => {
            let named = all.names.into_iter().map(|name| (name, Depth::Named));
            Reach::Named(Named(named.chain(all.whole.into_iter().map(|name| (name, Depth::Whole))).collect()))
        }
    }
}

#[cfg(test)]
mod tests;
