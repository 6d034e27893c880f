//! Whose figure a command names: a body by its id, its name, an alias or an earlier name, and a year.

use super::correct::Wish;
use crate::load::decode::nearest;
use crate::model::Model;
use crate::model::date::Year;
use crate::model::regency::{Regency, RegencyId};
use crate::model::text::Lang;
use crate::render::spelling::fold;

/// Why it is not clear what is meant.
#[derive(Debug)]
pub struct Unclear {
    /// The message in the catalogue.
    pub key: &'static str,
    /// Its values.
    pub args: Vec<(&'static str, String)>,
    /// A name that may be meant.
    pub meant: Option<String>,
}

/// The message that several bodies have the name.
pub(super) const AMBIGUOUS: &str = "correct.which-regency";

impl Unclear {
    pub(super) fn of(key: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Unclear { key, args, meant: None }
    }
}

/// The body and the year that are meant.
pub(super) fn subject(model: &Model, wish: &Wish) -> Result<(RegencyId, Year), Unclear> {
    let id = body(model, &wish.regency)?;
    let year = Year::parse(&wish.year).filter(|year| model.assessment(*year).is_some()).ok_or_else(|| {
        let list = model.assessments.iter().map(|a| a.year.to_string()).collect::<Vec<_>>().join(", ");
        Unclear::of("correct.unknown-year", vec![("value", wish.year.clone()), ("list", list)])
    })?;
    Ok((id, year))
}

/// A body by its id; else by a whole name that only one has; else by a name without the word for its kind.
pub(super) fn body(model: &Model, said: &str) -> Result<RegencyId, Unclear> {
    let bodies = &model.regencies;
    if let Some(id) = model.body(said) {
        return Ok(id);
    }
    let key = fold(said);
    let named = |names: &dyn Fn(&Regency) -> Vec<String>| {
        let is_it = |n: &usize| !key.is_empty() && names(&bodies[*n]).iter().any(|name| fold(name) == key);
        (0..bodies.len()).filter(is_it).collect::<Vec<_>>()
    };
    let whole = named(&|body| names(model, body));
    let found = if whole.is_empty() { named(&|body| short_names(model, body)) } else { whole };
    match found[..] {
        [n] => Ok(RegencyId(n)),
        [] => {
            let ids = bodies.iter().map(|body| (body.id.as_str().to_owned(), body.id.as_str()));
            let all = bodies.iter().flat_map(|b| names(model, b).into_iter().map(|name| (name, b.id.as_str())));
            let known: Vec<(String, &str)> = ids.chain(all).collect();
            let near = nearest(said, known.iter().map(|(name, _)| name.as_str()));
            let meant = known.iter().find(|(name, _)| Some(name.as_str()) == near).map(|(_, id)| (*id).to_owned());
            Err(Unclear { meant, ..Unclear::of("correct.unknown-regency", vec![("value", said.to_owned())]) })
        }
        _ => {
            let list = found.iter().map(|n| bodies[*n].id.as_str()).collect::<Vec<_>>().join(", ");
            Err(Unclear::of(AMBIGUOUS, vec![("value", said.to_owned()), ("list", list)]))
        }
    }
}

/// Names in all languages, aliases and earlier names.
pub(super) fn names(model: &Model, body: &Regency) -> Vec<String> {
    let languages = || (0..model.site.languages.len()).map(Lang);
    let texts = std::iter::once(&body.name).chain(body.renamed.iter().map(|(name, _)| name));
    let told = texts.flat_map(|text| languages().filter_map(|lang| text.in_lang(lang).map(str::to_owned)));
    told.chain(body.aliases.iter().map(ToString::to_string)).collect()
}

/// The names without the word for the kind in front.
pub(super) fn short_names(model: &Model, body: &Regency) -> Vec<String> {
    let kind = &model.site.kinds[body.kind.0].one;
    let words: Vec<String> = (0..model.site.languages.len()).filter_map(|n| kind.in_lang(Lang(n))).map(fold).collect();
    let short = |name: String| {
        let (first, rest) = name.split_once(' ')?;
        words.contains(&fold(first)).then(|| rest.to_owned())
    };
    names(model, body).into_iter().filter_map(short).collect()
}
