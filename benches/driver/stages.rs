//! The parts of a build, one after the other in one process, without writing: which of them takes the time.

use std::convert::Infallible;
use std::io;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use patuh::load::disk::Root;
use patuh::model::release::{Release, Show};
use patuh::render::card::Cards;
use patuh::render::data::{Fill, Outlet};
use patuh::render::{Before, Made, Studio};
use patuh::{inspect, load, model, plan};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

/// The word that makes this program print the parts of the build of a site.
pub(crate) const WORD: &str = "--stages-of";

/// Prints the parts in a process of their own.
pub(crate) fn in_a_process(site: &Path) {
    let own = std::env::current_exe().expect("this program is there");
    let status = Command::new(own).arg(WORD).arg(site).status().expect("it can be started");
    assert!(status.success(), "the parts of a build are printed");
}

/// What a build does, one after the other, without writing.
pub(crate) fn print(folder: &Path) {
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
    let cards = Cards::new();
    let nowhere = |_: &str, _: &[u8]| Ok::<(), Infallible>(());
    let (time, data) = timed(|| studio.data((&sources, &model, &plan), &Nowhere).expect("nothing is written"));
    row("open data", time, &format!("{} files", plan.data.len()));
    let before = Before { cards: &cards, data: &data };
    let bytes = AtomicU64::new(0);
    let (time, traces) = timed(|| {
        let made = plan.pages.par_iter().map(|job| {
            let ready = studio.ready((&sources, &model, &plan), before, job);
            let Made { html, .. } = studio.page(job, &ready);
            bytes.fetch_add(html.len() as u64, Ordering::Relaxed);
            inspect::trace(&html, &job.path, &model, &plan)
        });
        made.collect::<Vec<_>>()
    });
    row("pages", time, &format!("{} pages, {:.1} MB", plan.pages.len(), bytes.load(Ordering::Relaxed) as f64 / 1e6));
    row("links", timed(|| inspect::findings(traces.iter())).0, "");
    row("files for machines", timed(|| studio.machine_files((&sources, &model, &plan), &nowhere)).0, "");
}

/// Takes files of open data and drops them.
struct Nowhere;

impl Outlet<Infallible> for Nowhere {
    fn put(&self, _: &str, _: &[u8]) -> Result<(), Infallible> {
        Ok(())
    }

    fn pour(&self, _: &str, fill: &mut Fill<'_>) -> Result<(), Infallible> {
        fill(&mut io::sink()).expect("nothing takes everything");
        Ok(())
    }
}

fn release() -> Release {
    let now = super::CLOCK.parse().expect("a moment");
    Release { now, drafts: Show::No, future: Show::No, expired: Show::No }
}

fn timed<T>(act: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = act();
    (start.elapsed(), made)
}

fn row(name: &str, time: Duration, more: &str) {
    println!("{name:<26} {:>7.2} s  {more}", time.as_secs_f64());
}
