//! Sites of any size in our content format, with invented bodies: what the pages and the speed of the program are held
//! against where the real content is too small.
//!
//! Nothing is stored and nothing is drawn in sequence: every fact is a function of the seed and of what it is about, so
//! that an article quotes the figure that the assessment has, and the same arguments give the same bytes.
#![expect(clippy::disallowed_methods, reason = "it writes the site that the program then reads")]

mod bodies;
mod dice;
mod log;
mod methods;
mod prose;
mod results;
mod site;
mod theme;
mod units;
mod words;

use std::fs::{File, create_dir_all};
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use bodies::Body;
use dice::Dice;

/// How large a site is, and in which form its results stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Regencies and cities.
    pub(crate) bodies: usize,
    /// Provinces, each with as many of them.
    pub(crate) parents: usize,
    /// Years, among them one without assessment.
    pub(crate) years: u16,
    /// The newest year.
    pub(crate) last: u16,
    /// Service units of each body.
    pub(crate) units: usize,
    /// Products of every third unit; only in YAML.
    pub(crate) products: usize,
    /// Articles; every fourth is a translation of the one before.
    pub(crate) articles: usize,
    /// Entries in the log of corrections.
    pub(crate) corrections: usize,
    /// Bodies that were asked for a reply.
    pub(crate) replies: usize,
    /// The form of the bodies' results.
    pub(crate) results_as: Form,
    /// The form of the units and their results.
    pub(crate) units_as: Form,
    /// One or two languages.
    pub(crate) languages: usize,
    /// How it looks, and what is made of it.
    pub(crate) look: Look,
    /// Another seed gives another site.
    pub(crate) seed: u64,
}

impl Default for Size {
    fn default() -> Self {
        Size {
            bodies: 514,
            parents: 38,
            years: 10,
            last: 2025,
            units: 10,
            products: 2,
            articles: 300,
            corrections: 300,
            replies: 40,
            results_as: Form::Yaml,
            units_as: Form::Csv,
            languages: 2,
            look: Look::Whole,
            seed: 1,
        }
    }
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// With claims, ranks and products.
    Yaml,
    /// As a table.
    Csv,
}

/// What is made of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// All of it, in the default theme.
    Whole,
    /// Pages as plain as those that other generators are measured with: no cards, nothing to embed, no data of each body.
    Plain,
}

/// A site: its size, and who is in it.
#[derive(Debug)]
pub(crate) struct World {
    size: Size,
    bodies: Vec<Body>,
}

impl World {
    /// The site of a size.
    pub(crate) fn new(size: Size) -> Self {
        let bodies = bodies::bodies(&size);
        World { size, bodies }
    }

    /// Writes it into a folder that has no site yet.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        let content = folder.join("content");
        for name in ["assessments", "news", "pages"] {
            create_dir_all(content.join(name))?;
        }
        let write = |name: &str, write: &dyn Fn(&Self, &mut dyn Write) -> Result<()>| {
            let mut out = BufWriter::with_capacity(1 << 18, File::create_new(content.join(name))?);
            match self.size.languages {
                1 => {
                    let mut text = Vec::new();
                    write(self, &mut text)?;
                    out.write_all(in_first(&String::from_utf8(text).expect("it is text")).as_bytes())?;
                }
                _ => write(self, &mut out)?,
            }
            out.flush()
        };
        write("site.yaml", &World::site)?;
        write("methodologies.yaml", &World::methodologies)?;
        write("regencies.yaml", &World::regencies)?;
        write("corrections.yaml", &World::corrections)?;
        write("responses.yaml", &World::responses)?;
        if self.size.units > 0 {
            write("sectors.yaml", &World::sectors)?;
            let name = if self.size.units_as == Form::Yaml { "units.yaml" } else { "units.csv" };
            write(name, &World::units)?;
        }
        for year in self.years() {
            write(&format!("assessments/{year}.yaml"), &|world, out| world.assessment(year, out))?;
            for (name, rows) in self.tables(year) {
                write(&format!("assessments/{name}"), &|world, out| rows(world, year, out))?;
            }
        }
        if self.size.look == Look::Plain {
            theme::write(folder)?;
        }
        for (name, text) in self.pages().into_iter().take(self.size.languages) {
            write(&format!("pages/{name}"), &|_, out| out.write_all(text.as_bytes()))?;
        }
        (0..self.size.articles).try_for_each(|n| {
            let (name, text) = self.article(n);
            std::fs::write(content.join("news").join(name), text)
        })
    }

    /// Whether an article says in the other language what the one before it says.
    fn is_translation(&self, n: usize) -> bool {
        self.size.languages > 1 && n % 4 == 3
    }

    /// The years, oldest first.
    fn years(&self) -> std::ops::RangeInclusive<u16> {
        self.size.last + 1 - self.size.years..=self.size.last
    }

    /// Dice that fall the same way whenever they are asked about the same.
    fn dice(&self, about: &str, which: &[usize]) -> Dice {
        Dice::new(self.size.seed, about, which)
    }
}

/// A text with what it says in the first language alone.
fn in_first(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("en: ")) {
        let mut rest = line;
        while let Some((before, (inside, after))) =
            rest.split_once(", en: ").and_then(|(before, other)| Some((before, other.split_once('}')?)))
        {
            debug_assert!(before.contains("{id: ") && !inside.contains('{'), "{line}");
            out.push_str(before);
            out.push('}');
            rest = after;
        }
        out.push_str(rest);
    }
    out
}

/// A table beside the file of a year: its name and what writes its rows.
type Table = (String, fn(&World, u16, &mut dyn Write) -> Result<()>);

impl World {
    /// The tables of a year.
    fn tables(&self, year: u16) -> Vec<Table> {
        let mut tables: Vec<Table> = Vec::new();
        if !methods::is_assessed(&self.size, year) {
            return tables;
        }
        if self.size.results_as == Form::Csv {
            tables.push((format!("{year}.csv"), World::result_table));
        }
        if self.size.units_as == Form::Csv && self.size.units > 0 {
            tables.push((format!("{year}-units.csv"), World::unit_table));
        }
        tables
    }
}
