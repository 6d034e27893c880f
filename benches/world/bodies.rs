//! Who is assessed: provinces with their regencies and cities, under names that nobody bears.

use std::io::{Result, Write};

use super::dice::Dice;
use super::{Size, World};

/// The kinds, as `site.yaml` has them.
pub(crate) const KINDS: [&str; 3] = ["provinsi", "kabupaten", "kota"];

const STEMS: &[&str] = &[
    "Contoh",
    "Misal",
    "Umpama",
    "Andaian",
    "Rekaan",
    "Karangan",
    "Teladan",
    "Percontohan",
    "Permisalan",
    "Seandainya",
    "Conto'an",
    "Tan'Ada",
];
const AROUND: &[&str] = &[
    "",
    "",
    "",
    "",
    "Utara",
    "Selatan",
    "Barat Daya",
    "Hulu",
    "Hilir",
    "Lama",
    "Raya",
    "Tengah Timur Laut",
    "Hulu-Hilir",
    "dan Sekitarnya",
];
const BEFORE: &[&str] = &["", "", "", "", "", "", "Kepulauan ", "Muara ", "Padang Rumput "];

/// A body.
#[derive(Debug)]
pub(crate) struct Body {
    /// Its id.
    pub(crate) id: String,
    /// Its name with the word for its kind in front.
    pub(crate) name: String,
    /// The place of its kind in [`KINDS`].
    pub(crate) kind: usize,
    /// The place of its province.
    pub(crate) parent: Option<usize>,
    /// Its first year, where it is young.
    pub(crate) since: Option<u16>,
    /// Its last year, where it is gone, and the place of the body that took over.
    pub(crate) until: Option<(u16, usize)>,
    code: String,
}

impl Body {
    /// Whether it was there in a year.
    pub(crate) fn exists(&self, year: u16) -> bool {
        self.since.is_none_or(|since| since <= year) && self.until.is_none_or(|(until, _)| year <= until)
    }
}

/// Provinces first, then each province's regencies and cities.
pub(crate) fn bodies(size: &Size) -> Vec<Body> {
    let parents = size.parents.max(1);
    let mut list: Vec<Body> = (0..parents).map(|n| province(size, n)).collect();
    for n in 0..size.bodies {
        let parent = n * parents / size.bodies;
        list.push(member(size, n, parent));
    }
    // A city that was merged into the regency before it.
    if size.years > 4 && size.bodies >= 50 {
        for n in (parents + 29..list.len()).step_by(97) {
            list[n].until = Some((size.last - 3, n - 1));
            list[n].since = None;
        }
    }
    list
}

fn province(size: &Size, n: usize) -> Body {
    let name = format!("{} {}", name(size, "province", n), number(n + 1, 2));
    Body {
        id: format!("provinsi-{}", slug(&name)),
        name: format!("Provinsi {name}"),
        kind: 0,
        parent: None,
        since: None,
        until: None,
        code: format!("P{:02}", n + 1),
    }
}

fn member(size: &Size, n: usize, parent: usize) -> Body {
    let name = format!("{} {}", name(size, "body", n), number(n + 1, 3));
    let kind = if n % 5 == 4 { 2 } else { 1 };
    let is_young = size.years > 5 && n % 61 == 7;
    Body {
        id: slug(&name),
        name: format!("{} {name}", ["Provinsi", "Kabupaten", "Kota"][kind]),
        kind,
        parent: Some(parent),
        since: is_young.then_some(size.last - 4),
        until: None,
        code: format!("P{:02}.{:03}", parent + 1, n + 1),
    }
}

/// A number that nobody takes for a year: from a thousand on, letters stand for the thousands.
fn number(n: usize, width: usize) -> String {
    let letter = |k: usize| char::from(b'A' + u8::try_from(k % 26).expect("it is small"));
    match n / 1000 {
        0 => format!("{n:0width$}"),
        thousands => format!("{}{}{:03}", letter(thousands / 26), letter(thousands), n % 1000),
    }
}

/// One to six words.
fn name(size: &Size, about: &str, n: usize) -> String {
    let mut dice = Dice::new(size.seed, about, &[n]);
    let (before, stem, around) = (dice.pick(BEFORE), dice.pick(STEMS), dice.pick(AROUND));
    format!("{before}{stem} {around}").trim_end().to_owned()
}

/// An id of small letters, digits and hyphens.
fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-").replace('\'', "")
}

impl World {
    /// `regencies.yaml`.
    pub(crate) fn regencies(&self, out: &mut dyn Write) -> Result<()> {
        for (n, body) in self.bodies.iter().enumerate() {
            self.regency(n, body, out)?;
        }
        Ok(())
    }

    fn regency(&self, n: usize, body: &Body, out: &mut dyn Write) -> Result<()> {
        let short = short(&body.name);
        writeln!(
            out,
            "- id: {}\n  name: {}\n  kind: {}\n  code: \"{}\"",
            body.id, body.name, KINDS[body.kind], body.code
        )?;
        match body.parent {
            Some(parent) => writeln!(out, "  parent: {}", self.bodies[parent].id)?,
            // A map of tiles has forty rows.
            None if n < 320 => writeln!(out, "  tile: [{}, {}]", n % 8 + 1, n / 8 + 1)?,
            None => {}
        }
        let government = ["Pemprov", "Pemkab", "Pemkot"][body.kind];
        writeln!(out, "  capital: Ibu Kota {short}\n  aliases: [{government} {short}]")?;
        if let Some(since) = body.since {
            writeln!(out, "  since: {since}")?;
        }
        if let Some((until, successor)) = body.until {
            writeln!(out, "  until: {until}\n  successor: {}", self.bodies[successor].id)?;
        } else if n % 53 == 11 && self.size.years > 2 {
            writeln!(out, "  renamed:\n    - {{year: {}, from: {} Lawas}}", self.size.last - 2, body.name)?;
        }
        writeln!(out)
    }
}

/// The name without the word for the kind.
pub(crate) fn short(name: &str) -> &str {
    name.split_once(' ').map_or(name, |(_, short)| short)
}
