//! Measures whole builds of an invented site: each in a process of its own, beside what the disk alone needs for the same files.

pub(crate) mod arguments;
mod child;
mod limit;
mod place;
pub(crate) mod stages;
mod targets;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::world::World;
use arguments::{Named, Wanted, Wish};
use child::Spent;
use limit::Written;
use targets::{Rows, Warm};

/// The moment of all builds.
const CLOCK: &str = "2026-11-01T00:00:00Z";

/// What a row of the table tells.
struct Row {
    name: &'static str,
    spent: Spent,
    /// What the run said last.
    said: String,
}

/// One site, measured.
pub(crate) struct Measured {
    name: String,
    cold: Duration,
    pages: usize,
}

/// Builds the site of a size in every way and prints the table.
pub(crate) fn measure(wish: &Wish, named: &Named) -> Measured {
    let place = place::open(wish.folder.as_deref(), named.rough_bytes(), named.rough_files());
    let site = place.path().join("site");
    World::new(named.size).write(&site).expect("the site is written");
    println!("\n{}: {}", named.name, named.about());
    println!("content: {}; in {}", limit::counted(&limit::files(&site)), place.told());
    let cold = best(wish.runs.unwrap_or(named.runs), || {
        remove(&site.join("output"));
        remove(&site.join(".patuh"));
        run(&site, "cold", &["build"])
    });
    let output = site.join("output");
    let files = limit::files(&output);
    let written = limit::write(&output, &files, &place.path().join("copy"));
    let pages = files.iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "html")).count();
    println!("output: {pages} pages, {}; {}", limit::counted(&files), written.told());
    head();
    line(&cold, pages, written);
    let warm = (wish.rows == Wanted::All).then(|| warm(&site, pages, written));
    targets::print(named, &Rows { cold: &cold, warm: warm.as_ref() }, written);
    if wish.stages {
        stages::in_a_process(&site);
    }
    Measured { name: named.name.clone(), cold: cold.spent.wall, pages }
}

/// What a build costs that has something to begin with.
fn warm(site: &Path, pages: usize, written: Written) -> Warm {
    line(&run(site, "nothing changed", &["build"]), pages, written);
    remove(&site.join("output"));
    keep_cache(&site.join(".patuh"));
    let full = run(site, "inputs cached, all made", &["build"]);
    line(&full, pages, written);
    let mut edits = Vec::new();
    for edit in [after_an_edit, after_a_correction] {
        let row = edit(site);
        row.iter().for_each(|row| line(row, pages, written));
        edits.extend(row);
    }
    line(&run(site, "check", &["check"]), pages, written);
    Warm { full, edits }
}

/// How the time of a page grows from the first site to the others.
pub(crate) fn growth(list: &[Measured]) {
    let per_page = |one: &Measured| one.cold.as_secs_f64() * 1e6 / one.pages as f64;
    let Some((first, others)) = list.split_first().filter(|(_, others)| !others.is_empty()) else { return };
    println!("\ntime of a page, cold: {} {:.0} µs", first.name, per_page(first));
    for other in others {
        let times = per_page(other) / per_page(first);
        println!("  {} {:.0} µs", other.name, per_page(other));
        targets::tell("time of a page, times that of the first site", times, targets::GROWTH);
    }
}

/// The quickest of several runs.
fn best(runs: usize, mut run: impl FnMut() -> Row) -> Row {
    let rows = (0..runs.max(1)).map(|_| run());
    rows.min_by_key(|row| row.spent.wall).expect("there is at least one run")
}

/// One article has a sentence more.
fn after_an_edit(site: &Path) -> Option<Row> {
    let article = limit::files(&site.join("content/news")).into_iter().map(|(path, _)| path).min()?;
    let path = site.join("content/news").join(article);
    let text = fs::read_to_string(&path).expect("the article is there");
    fs::write(&path, text + "\nSatu kalimat lagi.\n").expect("the article can be written");
    Some(run(site, "one article edited", &["build"]))
}

/// One score is put right the way an editor does it: with an entry in the log of corrections.
fn after_a_correction(site: &Path) -> Option<Row> {
    let (body, year, score) = change(site)?;
    run(site, "", &["correct", &body, &year, &score, "--reason", "Salah ketik.", "--yes"]);
    Some(run(site, "one score changed", &["build"]))
}

/// A body, a year and a score one hundredth below the one it has: in the same zone, for the limits of zones are whole numbers.
fn change(site: &Path) -> Option<(String, String, String)> {
    let folder = site.join("content/assessments");
    let files =
        limit::files(&folder).into_iter().rev().filter(|(path, _)| path.extension().is_some_and(|end| end == "yaml"));
    files.map(|(path, _)| path).find_map(|path| {
        let text = fs::read_to_string(folder.join(&path)).expect("the file is there");
        let results = text.split_once("\nresults:\n")?.1;
        let lines: Vec<&str> = results.lines().take_while(|line| line.starts_with(' ')).collect();
        lines.windows(2).find_map(|pair| {
            let body = pair[0].strip_prefix("  ").filter(|id| !id.starts_with(' '))?.strip_suffix(':')?;
            let (whole, part) = pair[1].strip_prefix("    score: ")?.split_once('.')?;
            let part = part.parse::<u32>().ok()?.checked_sub(1)?;
            Some((body.to_owned(), path.file_stem()?.to_str()?.to_owned(), format!("{whole}.{part:02}")))
        })
    })
}

fn run(site: &Path, name: &'static str, line: &[&str]) -> Row {
    let (spent, said) = child::patuh(site, line);
    Row { name, spent, said }
}

fn head() {
    println!(
        "{:<26} {:>9} {:>9} {:>6} {:>9} {:>8} {:>10} {:>8}",
        "", "time", "CPU", "cores", "pages/s", "MB/s", "peak", "x limit"
    );
}

fn line(row: &Row, pages: usize, written: Written) {
    let wall = row.spent.wall.as_secs_f64();
    let or_unknown = |value: Option<String>| value.unwrap_or_else(|| "?".to_owned());
    println!(
        "{:<26} {:>7.2} s {:>9} {:>6} {:>9.0} {:>8.1} {:>10} {:>8.1}  {}",
        row.name,
        wall,
        or_unknown(row.spent.cpu.map(|cpu| format!("{:.2} s", cpu.as_secs_f64()))),
        or_unknown(row.spent.cpu.map(|cpu| format!("{:.2}", cpu.as_secs_f64() / wall))),
        pages as f64 / wall,
        written.bytes as f64 / 1e6 / wall,
        or_unknown(row.spent.peak.map(|peak| format!("{:.0} MiB", peak as f64 / f64::from(1 << 20)))),
        wall / written.time.as_secs_f64(),
        row.said,
    );
}

fn remove(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the folder is ours");
    }
}

/// Leaves of what a build keeps only the cache of its inputs.
fn keep_cache(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    for path in
        entries.map(|entry| entry.path()).filter(|path: &PathBuf| path.file_name().is_some_and(|name| name != "cache"))
    {
        match path.is_dir() {
            true => remove(&path),
            false => fs::remove_file(&path).expect("the file is ours"),
        }
    }
}
