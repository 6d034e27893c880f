//! Writes a site with invented bodies: `cargo run --release --example world -- DIR --bodies 514 --years 10 --units 10`.
#![expect(clippy::print_stderr, reason = "a program of its own, for tests and measurements")]

#[path = "../benches/world/mod.rs"]
mod world;

use std::path::Path;
use std::process::ExitCode;

use world::{Form, Look, Size, World};

const USAGE: &str = "world DIR [--bodies N] [--parents N] [--years N] [--last YEAR] [--units N] [--products N]
      [--articles N] [--corrections N] [--replies N] [--results-as yaml|csv] [--units-as yaml|csv]
      [--languages 1|2] [--look whole|plain] [--seed N]";

fn main() -> ExitCode {
    let mut line = std::env::args().skip(1);
    let folder = line.next().filter(|first| !first.starts_with('-'));
    let result = match folder {
        Some(folder) => {
            size(line).and_then(|size| World::new(size).write(Path::new(&folder)).map_err(|e| format!("{folder}: {e}")))
        }
        None => Err("the first argument is a folder".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("world: {fault}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn size(mut line: impl Iterator<Item = String>) -> Result<Size, String> {
    let mut size = Size::default();
    let mut parents = None;
    while let Some(name) = line.next() {
        let value = line.next().ok_or_else(|| format!("{name} needs a value"))?;
        let number = || value.parse::<usize>().map_err(|_| format!("{name}: {value} is no number"));
        let year = || value.parse::<u16>().map_err(|_| format!("{name}: {value} is no number of years"));
        match name.as_str() {
            "--bodies" => size.bodies = number()?,
            "--parents" => parents = Some(number()?),
            "--years" => size.years = year()?,
            "--last" => size.last = year()?,
            "--units" => size.units = number()?,
            "--products" => size.products = number()?,
            "--articles" => size.articles = number()?,
            "--corrections" => size.corrections = number()?,
            "--replies" => size.replies = number()?,
            "--results-as" => size.results_as = form(&value)?,
            "--units-as" => size.units_as = form(&value)?,
            "--languages" => size.languages = number()?.clamp(1, 2),
            "--look" => size.look = if value == "plain" { Look::Plain } else { Look::Whole },
            "--seed" => size.seed = number()? as u64,
            _ => return Err(format!("{name} is not known")),
        }
    }
    size.parents = parents.unwrap_or(size.bodies.div_ceil(14)).max(1);
    if size.years == 0 || size.bodies == 0 || size.years > size.last {
        return Err("a site has at least one body and one year".to_owned());
    }
    Ok(size)
}

fn form(value: &str) -> Result<Form, String> {
    match value {
        "yaml" => Ok(Form::Yaml),
        "csv" => Ok(Form::Csv),
        _ => Err(format!("{value} is neither yaml nor csv")),
    }
}
