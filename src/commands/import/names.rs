//! Names of a sheet → ids: by id, code, name, alias and earlier name. What is only near is proposed, never taken.

use std::cell::{Cell as StdCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use super::table::role::words;
use crate::commands::subject::{names, short_names};
use crate::load::decode::nearest;
use crate::model::Model;
use crate::model::date::Year;
use crate::model::regency::Unit;
use crate::model::text::Lang;

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// One.
    One(usize),
    /// Any of these.
    Several(Vec<usize>),
    /// None; this one is near.
    Near(usize),
    /// None.
    Nothing,
}

/// The bodies by all their names.
#[derive(Debug)]
pub(crate) struct Bodies<'a> {
    model: &'a Model,
    year: Year,
    whole: BTreeMap<String, BTreeSet<usize>>,
    short: BTreeMap<String, BTreeSet<usize>>,
    codes: BTreeMap<String, usize>,
    /// The names of each unit.
    units: Vec<Vec<String>>,
    /// The units of each body.
    owned: BTreeMap<usize, Vec<usize>>,
    /// The units of each name.
    named: BTreeMap<String, Vec<usize>>,
    accepted: Accepted,
    /// How often a near name may still be looked for: each time costs a look at all names.
    patience: StdCell<u32>,
}

/// Names that are looked for among near ones: more doubts than that nobody answers.
const PATIENCE: u32 = 2_000;
/// Letters of the longest name that is near to another.
const LONG: usize = 100;

/// Names that were given an id on the command line.
#[derive(Debug, Default)]
pub(crate) struct Accepted {
    ids: BTreeMap<String, String>,
    used: RefCell<BTreeSet<String>>,
}

impl Accepted {
    /// From `Name=id`; the text that is none.
    pub(crate) fn read(list: &[String]) -> Result<Self, String> {
        let pair = |text: &String| {
            let (name, id) = text.rsplit_once('=').filter(|(name, id)| !key(name).is_empty() && !id.is_empty())?;
            Some((key(name), id.trim().to_owned()))
        };
        let ids = list.iter().map(|text| pair(text).ok_or_else(|| text.clone())).collect::<Result<_, _>>()?;
        Ok(Accepted { ids, used: RefCell::default() })
    }

    fn id(&self, name: &str) -> Option<&str> {
        let (key, id) = self.ids.get_key_value(&key(name))?;
        self.used.borrow_mut().insert(key.clone());
        Some(id)
    }

    /// Those that no cell has.
    pub(crate) fn unused(&self, list: &[String]) -> Vec<String> {
        let used = self.used.borrow();
        let is_unused = |text: &&String| text.rsplit_once('=').is_none_or(|(name, _)| !used.contains(&key(name)));
        list.iter().filter(is_unused).cloned().collect()
    }
}

impl<'a> Bodies<'a> {
    /// The bodies of a site, and names that mean them by the command line.
    pub(crate) fn of(model: &'a Model, year: Year, accepted: Accepted) -> Self {
        let (mut whole, mut short) = (BTreeMap::new(), BTreeMap::new());
        let mut codes = BTreeMap::new();
        let add = |map: &mut BTreeMap<String, BTreeSet<usize>>, name: &str, n| {
            map.entry(key(name)).or_default().insert(n);
        };
        for (n, body) in model.regencies.iter().enumerate() {
            add(&mut whole, body.id.as_str(), n);
            names(model, body).iter().for_each(|name| add(&mut whole, name, n));
            short_names(model, body).iter().for_each(|name| add(&mut short, name, n));
            let own = body.code.iter().chain(body.codes.iter().map(|(_, code)| code));
            codes.extend(own.map(|code| (code.to_string(), n)));
        }
        let units: Vec<Vec<String>> = model.units.iter().map(|unit| unit_keys(model, unit)).collect();
        let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, keys) in units.iter().enumerate() {
            for key in keys.iter().collect::<BTreeSet<_>>() {
                named.entry(key.clone()).or_default().push(n);
            }
        }
        let mut owned: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (n, unit) in model.units.iter().enumerate() {
            owned.entry(unit.regency.0).or_default().push(n);
        }
        Bodies { model, year, whole, short, codes, units, owned, named, accepted, patience: StdCell::new(PATIENCE) }
    }

    /// Names of the command line that no cell has.
    pub(crate) fn unused(&self, list: &[String]) -> Vec<String> {
        self.accepted.unused(list)
    }

    /// The body of a code, exactly.
    pub(crate) fn code(&self, text: &str) -> Option<usize> {
        self.codes.get(text.trim()).copied()
    }

    /// The body of a name.
    pub(crate) fn name(&self, text: &str) -> Found {
        if let Some(id) = self.accepted.id(text) {
            return self.model.body(id).map_or(Found::Nothing, |id| Found::One(id.0));
        }
        let key = key(text);
        let found = self.whole.get(&key).or_else(|| self.short.get(&key));
        let Some(found) = found.filter(|_| !key.is_empty()) else {
            return self.near(text).map_or(Found::Nothing, Found::Near);
        };
        let there: Vec<usize> =
            found.iter().copied().filter(|n| self.model.regencies[*n].exists_in(self.year)).collect();
        let list = if there.is_empty() { found.iter().copied().collect() } else { there };
        if let [one] = list[..] { Found::One(one) } else { Found::Several(list) }
    }

    /// Whether a text is the name or the code of a body.
    pub(crate) fn is_known(&self, text: &str) -> bool {
        let key = key(text);
        let is_named = self.whole.contains_key(&key) || self.short.contains_key(&key);
        (!key.is_empty() && is_named) || self.codes.contains_key(text.trim()) || self.accepted.ids.contains_key(&key)
    }

    /// The body whose name is nearest, if it is near.
    pub(crate) fn near(&self, text: &str) -> Option<usize> {
        let key = key(text);
        self.is_patient(&key).then_some(())?;
        let names = self.whole.keys().chain(self.short.keys()).map(String::as_str);
        let near = nearest(&key, names)?;
        self.whole.get(near).or_else(|| self.short.get(near))?.iter().next().copied()
    }

    /// Whether a name is worth a look at all others, and there is patience left: a wrong proposal for a short text is
    /// worse than none.
    fn is_patient(&self, key: &str) -> bool {
        let length = key.chars().count();
        let left = self.patience.get();
        self.patience.set(left.saturating_sub(1));
        (4..=LONG).contains(&length) && left > 0
    }

    /// Whether near names are no longer looked for.
    pub(crate) fn is_tired(&self) -> bool {
        self.patience.get() == 0
    }

    /// The id of a body.
    pub(crate) fn id(&self, n: usize) -> &'a str {
        self.model.regencies[n].id.as_str()
    }

    /// The name of a body in the first language of the site.
    pub(crate) fn official(&self, n: usize) -> &'a str {
        self.model.regencies[n].name.get(Lang(0))
    }

    /// The unit of a name among those of a body, or of all.
    pub(crate) fn unit(&self, regency: Option<usize>, text: &str) -> Found {
        let own: &[usize] = match regency {
            Some(n) => self.owned.get(&n).map_or(&[], Vec::as_slice),
            None => self.named.get(&key(text)).map_or(&[], Vec::as_slice),
        };
        if let Some(id) = self.accepted.id(text) {
            // `=new` finds none, so that the unit is added.
            let of_id = |n: &usize| {
                self.unit_at(*n).id.as_str() == id && regency.is_none_or(|own| self.unit_at(*n).regency.0 == own)
            };
            let place = self.named.get(&key(id)).and_then(|list| list.iter().copied().find(of_id));
            return place.map_or(Found::Nothing, Found::One);
        }
        let wanted = [key(text), self.without_body(regency, text)];
        let is_it = |n: &&usize| self.units[**n].iter().any(|key| wanted.contains(key));
        let found: Vec<usize> = own.iter().filter(is_it).copied().collect();
        match found[..] {
            [one] => Found::One(one),
            [] if !self.is_patient(&wanted[1]) => Found::Nothing,
            [] => {
                let keys = || own.iter().flat_map(|n| self.units[*n].iter().map(|key| (key.as_str(), *n)));
                let near = nearest(&wanted[1], keys().map(|(key, _)| key));
                let place = keys().find(|(key, _)| Some(*key) == near);
                place.map_or(Found::Nothing, |(_, n)| Found::Near(n))
            }
            _ => Found::Several(found),
        }
    }

    /// A unit.
    pub(crate) fn unit_at(&self, n: usize) -> &'a Unit {
        &self.model.units[n]
    }

    /// `Dinas Kesehatan Kabupaten Merangin` without the body at its end.
    fn without_body(&self, regency: Option<usize>, text: &str) -> String {
        let whole = key(text);
        let Some(body) = regency.map(|n| &self.model.regencies[n]) else { return whole };
        let mut ends: Vec<String> =
            names(self.model, body).iter().chain(&short_names(self.model, body)).map(|name| key(name)).collect();
        ends.sort_by_key(|end| std::cmp::Reverse(end.len()));
        let cut = ends.iter().filter(|end| !end.is_empty()).find_map(|end| whole.strip_suffix(end.as_str()));
        cut.filter(|rest| !rest.is_empty()).map_or(whole.clone(), str::to_owned)
    }
}

fn unit_keys(model: &Model, unit: &Unit) -> Vec<String> {
    let languages = (0..model.site.languages.len()).filter_map(|n| unit.name.in_lang(Lang(n)));
    let own = languages.chain(unit.aliases.iter().map(|name| &**name)).chain([unit.id.as_str()]);
    own.map(key).collect()
}

/// A name as it is compared: letters and digits, short forms written out, without the word for a government.
pub(crate) fn key(name: &str) -> String {
    let words = words(name);
    let mut rest = &words[..];
    while let [first, more @ ..] = rest
        && !more.is_empty()
        && matches!(first.as_str(), "pemerintah" | "pemerintahan" | "pemda" | "daerah")
    {
        rest = more;
    }
    let long = |word: &String| match word.as_str() {
        "kab" | "pemkab" => "kabupaten".to_owned(),
        "prov" | "prop" | "propinsi" | "pemprov" => "provinsi".to_owned(),
        "pemkot" => "kota".to_owned(),
        word => word.to_owned(),
    };
    rest.iter().map(long).collect()
}
