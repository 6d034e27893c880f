//! Holds how much work a build is: `cargo bench --bench guard`.
//!
//! Counts the instructions of whole builds of small invented sites that differ in one thing, so that the difference is the work for
//! one article, one body, one kilobyte of YAML. Each must stay below its bound in `benches/bounds.toml`, which `-- --record` writes
//! anew. Instructions, unlike time, are the same on a busy machine. Without valgrind nothing is checked, and that is said.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "it measures: it writes sites and the bounds, and runs the program"
)]

mod world;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use world::{Form, Look, Size, World};

/// More than this above a bound is a fault: compilers and libraries differ less, a hot path that takes half as much again does not pass.
const MOST: f64 = 1.3;
/// Less than this of a bound: the bound holds nothing any more.
const LEAST: f64 = 0.7;
const BOUNDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/bounds.toml");
const HEAD: &str = "# Instructions of a build, in thousands: measured with `cargo bench --bench guard -- --record`.\n\
                    # Above 1.3 times these the guard fails.\n";

fn main() -> ExitCode {
    let is_there = Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        println!("instructions: not checked (valgrind is not here)");
        return ExitCode::SUCCESS;
    }
    let found = measure();
    if std::env::args().any(|word| word == "--record") {
        let lines: String = found.iter().map(|(name, thousands)| format!("{name} = {thousands:.0}\n")).collect();
        fs::write(BOUNDS, format!("{HEAD}{lines}")).expect("the bounds can be written");
        println!("{lines}");
        return ExitCode::SUCCESS;
    }
    let bounds = bounds(&fs::read_to_string(BOUNDS).expect("the bounds are there"));
    let mut is_well = bounds.len() == found.len();
    for (name, thousands) in &found {
        let share = bounds.get(*name).map_or(f64::INFINITY, |bound| thousands / bound);
        let note = match share {
            share if share > MOST => "TOO MUCH: see docs/operating.md on what a build costs",
            share if share < LEAST => "much less: record the bounds anew",
            _ => "",
        };
        println!("{name:<22} {thousands:>10.0} thousand, {share:.2} of its bound  {note}");
        is_well &= share <= MOST;
    }
    if !is_well {
        eprintln!(
            "the bounds of benches/bounds.toml do not hold; where the work is worth it: cargo bench --bench guard -- --record"
        );
    }
    ExitCode::from(u8::from(!is_well))
}

/// Name and number of each line.
fn bounds(text: &str) -> BTreeMap<String, f64> {
    let pairs = text.lines().filter_map(|line| line.split_once(" = "));
    pairs.filter_map(|(name, value)| Some((name.to_owned(), value.trim().parse().ok()?))).collect()
}

/// Instructions in thousands, by what they are spent for.
fn measure() -> BTreeMap<&'static str, f64> {
    let base = Size {
        bodies: 28,
        parents: 2,
        years: 5,
        units: 4,
        products: 0,
        articles: 20,
        corrections: 4,
        replies: 2,
        languages: 1,
        look: Look::Plain,
        results_as: Form::Csv,
        ..Size::default()
    };
    let build = &["build"];
    let small = Size { bodies: 14, parents: 1, articles: 0, units: 0, ..base };
    let nothing = count(build, small);
    let least = count(build, base);
    let more_articles = count(build, Size { articles: 60, ..base });
    let more_bodies = count(build, Size { bodies: 56, parents: 4, ..base });
    let whole = count(build, Size { look: Look::Whole, ..small });
    // What is to come needs the content and no page.
    let read = |units, units_as| count(&["list", "upcoming"], Size { units, units_as, bodies: 56, ..small });
    let per = |more: &Counted, less: &Counted, number: f64| (more.instructions - less.instructions) / number / 1000.0;
    let per_kilobyte = |form| {
        let (less, more) = (read(2, form), read(12, form));
        per(&more, &less, (more.bytes - less.bytes) / 1000.0)
    };
    BTreeMap::from([
        ("a_small_site", nothing.instructions / 1000.0),
        ("an_article", per(&more_articles, &least, 40.0)),
        ("a_body", per(&more_bodies, &least, 30.0)),
        ("all_that_can_be_made", per(&whole, &nothing, 1.0)),
        ("a_kilobyte_of_yaml", per_kilobyte(Form::Yaml)),
        ("a_kilobyte_of_table", per_kilobyte(Form::Csv)),
    ])
}

struct Counted {
    instructions: f64,
    /// Of the content.
    bytes: f64,
}

/// Runs the program for a new site under valgrind, with one thread.
fn count(line: &[&str], size: Size) -> Counted {
    let folder = tempfile::tempdir().expect("a folder for the site");
    let site = folder.path().join("site");
    World::new(size).write(&site).expect("the site is written");
    let entries = walkdir::WalkDir::new(site.join("content")).into_iter().filter_map(Result::ok);
    let bytes: u64 =
        entries.filter_map(|entry| entry.metadata().ok()).filter(|data| data.is_file()).map(|d| d.len()).sum();
    Counted { instructions: instructions(line, &site, &folder.path().join("counts")), bytes: bytes as f64 }
}

fn instructions(line: &[&str], site: &Path, counts: &Path) -> f64 {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--error-exitcode=9"]).arg(format!("--callgrind-out-file={}", counts.display()));
    command.arg(env!("CARGO_BIN_EXE_patuh")).args(line).arg("--root").arg(site);
    command.args(["--clock", "2026-11-01T00:00:00Z"]).env("RAYON_NUM_THREADS", "1");
    let output = command.output().expect("valgrind is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(counts).expect("valgrind writes its counts");
    let total = text.lines().find_map(|line| line.strip_prefix("totals: ").or_else(|| line.strip_prefix("summary: ")));
    total.and_then(|number| number.trim().parse().ok()).expect("valgrind writes a total")
}
