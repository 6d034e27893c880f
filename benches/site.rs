//! Time, throughput and memory of a build, stage by stage: `cargo bench --bench site -- --bodies 514 --articles 300`.
//!
//! Prints a table: each stage cold, then whole builds with nothing changed and after one edited article, the peak of memory,
//! and how long two threads need to write the same bytes in the same run: the limit that the disk sets.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it measures: it reads the clock and writes files"
)]

mod world;

use std::convert::Infallible;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use patuh::load::disk::Root;
use patuh::model::release::{Release, Show};
use patuh::render::card::fingerprint;
use patuh::render::{Before, Made, Studio};
use patuh::{Purpose, Request, Strictness, Verdict, build, inspect, load, model, plan};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use world::{Size, World};

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the site");
    let size = size(std::env::args().skip(1).filter(|word| word != "--bench"));
    println!("{size:?}");
    let written = timed(|| World::new(size).write(folder.path()).expect("the site is written"));
    row("the site is invented", written.0, "");
    stages(folder.path());
    whole(folder.path());
}

/// `--name number`, as far as it changes how much there is.
fn size(mut line: impl Iterator<Item = String>) -> Size {
    let mut size = Size { products: 0, ..Size::default() };
    while let Some(name) = line.next() {
        let number: usize = line.next().and_then(|value| value.parse().ok()).expect("a name is followed by a number");
        match name.as_str() {
            "--bodies" => (size.bodies, size.parents) = (number, number.div_ceil(14)),
            "--years" => size.years = u16::try_from(number).expect("years are few"),
            "--units" => size.units = number,
            "--articles" => size.articles = number,
            "--corrections" => size.corrections = number,
            _ => panic!("{name} is none of --bodies, --years, --units, --articles, --corrections"),
        }
    }
    size
}

/// What a build does, one after the other, without writing.
fn stages(folder: &Path) {
    let root = Root::open(folder).expect("the site is there");
    let (time, (sources, _)) = timed(|| load::load(&root));
    row("load", time, "");
    let (time, (model, _)) = timed(|| model::build(&sources, release()));
    let model = model.expect("an invented site is sound");
    row("model", time, "");
    let (time, (plan, _)) = timed(|| plan::plan(&model, &sources));
    row("plan", time, &format!("{} pages", plan.pages.len()));
    let (time, (studio, _)) = timed(|| Studio::open(&sources, &model, &plan));
    let studio = studio.expect("the default theme is sound");
    row("theme", time, "");
    let (time, cards) = timed(|| {
        let draw = |(page, lang)| studio.card((&sources, &model, &plan), page, lang).expect("the default theme draws");
        plan.cards.par_iter().map(|((page, lang), _)| ((*page, *lang), fingerprint(&draw((*page, *lang))))).collect()
    });
    row("cards", time, &format!("{} cards", plan.cards.len()));
    let nowhere = |_: &str, _: &[u8]| Ok::<(), Infallible>(());
    let (time, data) = timed(|| studio.data((&sources, &model, &plan), &nowhere).expect("nothing is written"));
    row("open data", time, &format!("{} files", plan.data.len()));
    let before = Before { cards: &cards, data: &data };
    let bytes = AtomicU64::new(0);
    let (time, traces) = timed(|| {
        let made = plan.pages.par_iter().map(|job| {
            let Made { html, .. } = studio.page((&sources, &model, &plan), before, job);
            bytes.fetch_add(html.len() as u64, Ordering::Relaxed);
            inspect::trace(&html, &job.path, &model, &plan)
        });
        made.collect::<Vec<_>>()
    });
    row("pages", time, &rates(plan.pages.len(), bytes.load(Ordering::Relaxed), time));
    row("links", timed(|| inspect::findings(&traces)).0, "");
    row("files for machines", timed(|| studio.machine_files((&sources, &model, &plan))).0, "");
}

/// Whole builds: into an empty output, with nothing changed, after one edit.
fn whole(folder: &Path) {
    let output = folder.join("output");
    let request = Request {
        root: folder.to_owned(),
        output: output.clone(),
        home: None,
        base_url: None,
        release: release(),
        strictness: Strictness::Strict,
        wait: Duration::ZERO,
        purpose: Purpose::Publish,
    };
    let run = |name: &str| {
        let (time, outcome) = timed(|| build(&request));
        assert_eq!(outcome.verdict, Verdict::Fine, "an invented site builds");
        let bytes: u64 = files(&output).iter().map(|(_, bytes)| *bytes).sum();
        row(name, time, &rates(outcome.pages, bytes, time));
        time
    };
    let cold = run("build, cold");
    run("build, nothing changed");
    let article = files(&folder.join("content/news")).into_iter().map(|(path, _)| path).min();
    if let Some(article) = article {
        let text = std::fs::read_to_string(&article).expect("the article is there");
        std::fs::write(&article, text + "\nSatu kalimat lagi.\n").expect("the article can be written");
        run("build, one article edited");
    }
    println!("peak of memory: {}", memory());
    let limit = write_limit(&files(&output), &folder.join("copy"));
    row(
        "the same bytes, written",
        limit,
        &format!("a cold build takes {:.1} times as long", cold.as_secs_f64() / limit.as_secs_f64()),
    );
}

/// Writes as many files of the same sizes with the same two threads.
fn write_limit(files: &[(std::path::PathBuf, u64)], folder: &Path) -> Duration {
    let largest = files.iter().map(|(_, bytes)| *bytes).max().unwrap_or(0);
    let block = vec![b'x'; usize::try_from(largest).expect("a file fits into memory")];
    let write = |part: usize| {
        std::fs::create_dir_all(folder.join(part.to_string())).expect("a folder for copies");
        for (n, (_, bytes)) in files.iter().enumerate().filter(|(n, _)| n % 2 == part) {
            let end = usize::try_from(*bytes).expect("it is no larger than the largest");
            std::fs::write(folder.join(format!("{part}/{n}")), &block[..end]).expect("a copy can be written");
        }
    };
    timed(|| rayon::join(|| write(0), || write(1))).0
}

fn files(folder: &Path) -> Vec<(std::path::PathBuf, u64)> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_owned(), entry.metadata().map_or(0, |data| data.len()))).collect()
}

/// The most memory this process had, the invented site and the stages before the builds included.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "not known here".to_owned(), |line| line.trim().to_owned())
}

fn release() -> Release {
    let now = "2026-11-01T00:00:00Z".parse().expect("a moment");
    Release { now, drafts: Show::No, future: Show::No, expired: Show::No }
}

fn timed<T>(act: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = act();
    (start.elapsed(), made)
}

fn rates(pages: usize, bytes: u64, time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let megabytes = bytes as f64 / 1e6;
    format!("{pages} pages, {:.0} a second; {megabytes:.1} MB, {:.0} MB/s", pages as f64 / seconds, megabytes / seconds)
}

fn row(name: &str, time: Duration, more: &str) {
    println!("{name:<28} {:>8.0} ms   {more}", time.as_secs_f64() * 1000.0);
}
