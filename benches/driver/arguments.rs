//! What is to be measured: sites of known names, or of any numbers.

use std::path::PathBuf;

use super::super::world::{Form, Look, Size};

/// The command line.
#[derive(Debug, Default)]
pub(crate) struct Wish {
    /// The sites.
    pub(crate) sites: Vec<Named>,
    /// Where they are written, instead of the usual place.
    pub(crate) folder: Option<PathBuf>,
    /// How often a build from nothing is repeated, instead of the usual.
    pub(crate) runs: Option<usize>,
    /// Whether the parts of a build are measured too.
    pub(crate) stages: bool,
    /// What is measured besides a build from nothing.
    pub(crate) rows: Wanted,
}

/// What is measured besides a build from nothing.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Everything.
    #[default]
    All,
    /// Nothing: a very large site takes minutes for each.
    Cold,
}

/// A size with its name.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) size: Size,
    /// How often a build from nothing is repeated.
    pub(crate) runs: usize,
}

const USAGE: &str =
    "cargo bench --bench site -- [--size S,M,L,million] [--bodies N] [--years N] [--units N] [--articles N]
    [--corrections N] [--languages 1|2] [--all-yaml] [--whole] [--runs N] [--stages] [--cold] [--folder DIR]

    --all-yaml  units and their results as YAML, not as tables
    --whole     the default theme with cards, pages to embed and data of each body
    --stages    parts of a build as well, within one process
    --cold      only a build from nothing";

/// Words of the command line that take no value.
const FLAGS: &[&str] = &["--all-yaml", "--whole", "--stages", "--cold"];

impl Wish {
    /// Reads the words after the name of the program.
    pub(crate) fn read(line: impl Iterator<Item = String>) -> Result<Wish, String> {
        let words = pairs(line)?;
        let names = words.iter().filter(|(name, _)| name == "--size").flat_map(|(_, value)| value.split(','));
        let mut wish = Wish { sites: names.map(Named::of).collect::<Result<_, _>>()?, ..Wish::default() };
        if wish.sites.is_empty() {
            wish.sites.push(Named::of("S")?);
        }
        for (name, value) in &words {
            wish.take(name, value)?;
        }
        Ok(wish)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        let number = || value.parse::<usize>().map_err(|_| format!("{name}: {value} is no number\n{USAGE}"));
        match name {
            "--size" => {}
            "--stages" => self.stages = true,
            "--cold" => self.rows = Wanted::Cold,
            "--folder" => self.folder = Some(value.into()),
            "--runs" => self.runs = Some(number()?),
            _ => {
                for site in &mut self.sites {
                    site.size.change(name, number)?;
                    site.name = format!("{}*", site.name.trim_end_matches('*'));
                }
            }
        }
        Ok(())
    }
}

fn pairs(mut line: impl Iterator<Item = String>) -> Result<Vec<(String, String)>, String> {
    let mut words = Vec::new();
    while let Some(name) = line.next() {
        let value = match FLAGS.contains(&name.as_str()) {
            _ if name == "--bench" => continue,
            true => String::new(),
            false => line.next().ok_or_else(|| format!("{name} needs a value\n{USAGE}"))?,
        };
        words.push((name, value));
    }
    Ok(words)
}

impl Size {
    fn change(&mut self, name: &str, number: impl Fn() -> Result<usize, String>) -> Result<(), String> {
        match name {
            "--bodies" => (self.bodies, self.parents) = (number()?.max(1), number()?.div_ceil(14).max(1)),
            "--years" => self.years = u16::try_from(number()?.clamp(1, 100)).expect("it is small"),
            "--units" => self.units = number()?,
            "--articles" => self.articles = number()?,
            "--corrections" => self.corrections = number()?,
            "--languages" => self.languages = number()?.clamp(1, 2),
            "--all-yaml" => (self.units_as, self.results_as) = (Form::Yaml, Form::Yaml),
            "--whole" => self.look = Look::Whole,
            _ => return Err(format!("{name} is not known\n{USAGE}")),
        }
        Ok(())
    }
}

impl Named {
    /// A site of a known name, as the targets have it: one language, plain pages, units as tables.
    fn of(name: &str) -> Result<Named, String> {
        let (bodies, articles, years, units, runs) = match name {
            "S" => (514, 2_000, 8, 20, 3),
            "M" => (5_000, 20_000, 8, 20, 1),
            "L" => (20_000, 80_000, 8, 20, 1),
            "million" => (100_000, 900_000, 3, 0, 1),
            _ => return Err(format!("{name} is none of S, M, L, million\n{USAGE}")),
        };
        let size = Size {
            bodies,
            parents: bodies.div_ceil(14),
            articles,
            years,
            units,
            products: 0,
            corrections: 20,
            replies: 20,
            languages: 1,
            look: Look::Plain,
            ..Size::default()
        };
        Ok(Named { name: name.to_owned(), size, runs })
    }

    /// What the site has, in words.
    pub(crate) fn about(&self) -> String {
        let Size { bodies, parents, years, units, articles, languages, .. } = self.size;
        let form = if self.size.units_as == Form::Yaml { "YAML" } else { "tables" };
        let look = if self.size.look == Look::Whole { "everything is made" } else { "plain pages" };
        format!(
            "{bodies} bodies in {parents} provinces, {years} years, {units} units a body as {form}, {articles} articles; \
             languages: {languages}; {look}"
        )
    }

    /// Roughly how many files and folders the site, its output and the copy have at once.
    pub(crate) fn rough_files(&self) -> u64 {
        let Size { bodies, articles, languages, .. } = self.size;
        (4 * languages * (2 * bodies + articles) + articles) as u64
    }

    /// Roughly how much room the site, its output, the generation before and the copy need.
    pub(crate) fn rough_bytes(&self) -> u64 {
        let Size { bodies, articles, units, languages, look, .. } = self.size;
        let years = usize::from(self.size.years);
        let page = if look == Look::Whole { 60_000 } else { 9_000 };
        let output = page * languages * (2 * bodies + articles) + 250 * bodies * years * units;
        (3 * output + 8_000 * (bodies + articles)) as u64
    }
}
