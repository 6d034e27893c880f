//! The hot pieces one by one: `cargo bench --bench pieces`. Compare what one run tells; machines differ.
#![expect(clippy::disallowed_methods, reason = "it writes an invented site")]

mod world;

use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use patuh::diag::FileId;
use patuh::inspect;
use patuh::load::disk::Root;
use patuh::load::{Sources, load, table, yaml};
use patuh::model::release::{Release, Show};
use patuh::model::{self, Model};
use patuh::plan::{self, Page, PageJob, Plan};
use patuh::render::card::Cards;
use patuh::render::{self, Before, Ready, Studio};
use world::{Form, Size, World};

fn main() {
    divan::main();
}

/// A site that stays for all measurements.
struct Ground {
    sources: Sources,
    model: Model,
    plan: Plan,
    studio: Studio,
    tree: String,
    rows: String,
}

static GROUND: LazyLock<Ground> = LazyLock::new(|| {
    let size = Size { bodies: 120, parents: 9, units: 12, articles: 120, languages: 1, ..Size::default() };
    let folder = written(size);
    let read = |name: &str| {
        std::fs::read_to_string(folder.path().join("content/assessments").join(name)).expect("it is there")
    };
    let (tree, rows) = (read("2023.yaml"), read("2023-units.csv"));
    let (sources, _) = load(&Root::open(folder.path()).expect("the site is there"));
    let model = model::build(&sources, release()).0.expect("an invented site is sound");
    let (plan, _) = plan::plan(&model, &sources);
    let studio = Studio::open(&sources, &model, &plan).0.expect("the default theme is sound");
    Ground { sources, model, plan, studio, tree, rows }
});

fn written(size: Size) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the site");
    World::new(size).write(folder.path()).expect("the site is written");
    folder
}

fn release() -> Release {
    let now = "2026-11-01T00:00:00Z".parse().expect("a moment");
    Release { now, drafts: Show::No, future: Show::No, expired: Show::No }
}

impl Ground {
    /// The page in the middle of those of a kind, where nothing is special.
    fn job(&self, is_it: fn(Page) -> bool) -> &PageJob {
        let jobs: Vec<&PageJob> = self.plan.pages.iter().filter(|job| is_it(job.page)).collect();
        jobs[jobs.len() / 2]
    }

    fn ground(&self) -> render::Ground<'_> {
        (&self.sources, &self.model, &self.plan)
    }

    fn ready(&self, job: &PageJob) -> Ready {
        self.studio.ready(self.ground(), Before { cards: &Cards::new(), data: &[] }, job)
    }

    fn page(&self, job: &PageJob) -> String {
        self.studio.page(job, &self.ready(job)).html
    }
}

#[divan::bench]
fn yaml_of_a_year(bencher: Bencher<'_, '_>) {
    let text = &GROUND.tree;
    bencher.counter(BytesCount::of_str(text)).bench(|| yaml::parse(FileId(0), black_box(text), 0..text.len()));
}

#[divan::bench]
fn table_of_a_year(bencher: Bencher<'_, '_>) {
    let text = &GROUND.rows;
    bencher.counter(BytesCount::of_str(text)).bench(|| table::parse(FileId(0), black_box(text)));
}

#[divan::bench]
fn model_of_a_site(bencher: Bencher<'_, '_>) {
    let ground = &*GROUND;
    bencher.bench(|| model::build(&ground.sources, release()));
}

#[divan::bench]
fn model_of_a_site_all_in_yaml(bencher: Bencher<'_, '_>) {
    let size = Size { bodies: 120, parents: 9, units: 12, articles: 120, units_as: Form::Yaml, ..Size::default() };
    let folder = written(size);
    let (sources, _) = load(&Root::open(folder.path()).expect("the site is there"));
    bencher.bench(|| model::build(&sources, release()));
}

/// View, template, and a chart.
#[divan::bench]
fn page_of_a_body(bencher: Bencher<'_, '_>) {
    let job = GROUND.job(|page| matches!(page, Page::Regency(_)));
    bencher.counter(BytesCount::of_str(&GROUND.page(job))).bench(|| GROUND.page(job));
}

/// Little more than a chart.
#[divan::bench]
fn page_to_embed(bencher: Bencher<'_, '_>) {
    let job = GROUND.job(|page| matches!(page, Page::Embed(_)));
    bencher.counter(BytesCount::of_str(&GROUND.page(job))).bench(|| GROUND.page(job));
}

/// Markdown, what is inserted, and the search for figures and names.
#[divan::bench]
fn page_of_an_article(bencher: Bencher<'_, '_>) {
    let job = GROUND.job(|page| matches!(page, Page::Article(_)));
    bencher.counter(BytesCount::of_str(&GROUND.page(job))).bench(|| GROUND.page(job));
}

#[divan::bench]
fn links_of_a_page(bencher: Bencher<'_, '_>) {
    let job = GROUND.job(|page| matches!(page, Page::Regency(_)));
    let html = GROUND.page(job);
    bencher
        .counter(BytesCount::of_str(&html))
        .bench(|| inspect::trace(black_box(&html), &job.path, &GROUND.model, &GROUND.plan));
}

/// A page that is there already: its view alone, and what it is made from.
#[divan::bench]
fn page_of_a_body_taken_over(bencher: Bencher<'_, '_>) {
    let job = GROUND.job(|page| matches!(page, Page::Regency(_)));
    bencher.bench(|| GROUND.ready(job));
}

#[divan::bench]
fn card_of_a_body(bencher: Bencher<'_, '_>) {
    let job = GROUND.job(|page| matches!(page, Page::Regency(_)));
    let drawing = || GROUND.studio.drawing(GROUND.ground(), job.page, job.lang).expect("the default theme draws");
    bencher.bench(|| GROUND.studio.paint(GROUND.ground(), &drawing()));
}

#[divan::bench]
fn fingerprint_of_a_page(bencher: Bencher<'_, '_>) {
    let html = GROUND.page(GROUND.job(|page| matches!(page, Page::Regency(_))));
    bencher.counter(BytesCount::of_str(&html)).bench(|| blake3::hash(black_box(html.as_bytes())));
}
