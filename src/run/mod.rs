//! A site on its way from what was read to finished files: model, plan and theme, then every file, each handed on at once.

mod kept;
mod outcome;
pub mod watch;

use std::collections::BTreeMap;
use std::path::PathBuf;

use blake3::Hash;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::diag::{Bag, Code, Diagnostic};
use crate::inspect::told::{accept, once_a_place};
use crate::inspect::{self, Trace};
use crate::load::Sources;
use crate::load::disk::Root;
use crate::load::shelf::Shelves;
use crate::model::address::BaseUrl;
use crate::model::release::Release;
use crate::model::site::Accept;
use crate::model::text::Lang;
use crate::model::{self, Model};
use crate::plan::media::PictureJob;
use crate::plan::{self, Page, PageJob, Plan};
use crate::publish::{self, PublishError, Published, Stage};
use crate::render::card::{Cards, fingerprint};
use crate::render::{self, Before, Ground, Made, Studio};
use kept::{Kept, KeptCard, KeptPage, Places};
pub use outcome::{Outcome, Strictness, Verdict, ended, failed, verdict};
use watch::{Part, Watch};

/// What was read of a site, for any number of runs.
#[derive(Debug)]
pub struct Inputs {
    /// The site's folder.
    pub root: Root,
    /// What stands in it.
    pub sources: Sources,
    /// What is wrong with the form of the files.
    pub bag: Bag,
    /// What earlier builds worked out.
    pub shelves: Shelves,
    /// The output whose pages are on them.
    pub output: PathBuf,
    /// Who follows the runs.
    pub watch: Watch,
}

/// Where finished files go.
pub trait Sink: Sync {
    /// Takes a file.
    ///
    /// # Errors
    /// When it cannot be written.
    fn put(&self, file: &str, bytes: &[u8]) -> Result<(), PublishError>;

    /// Takes over files that are all there with bytes of these names; says whether it did.
    ///
    /// # Errors
    /// When one of the paths is taken.
    fn keep(&self, files: &[(&str, Hash)]) -> Result<bool, PublishError>;
}

impl Sink for Stage {
    fn put(&self, file: &str, bytes: &[u8]) -> Result<(), PublishError> {
        Stage::put(self, file, bytes).map(|_| ())
    }

    fn keep(&self, files: &[(&str, Hash)]) -> Result<bool, PublishError> {
        Stage::keep(self, files)
    }
}

/// Where files of a site go that is only looked at.
#[derive(Debug, Clone, Copy)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &str, _: &[u8]) -> Result<(), PublishError> {
        Ok(())
    }

    fn keep(&self, _: &[(&str, Hash)]) -> Result<bool, PublishError> {
        Ok(true)
    }
}

/// A site that is ready to be made.
#[derive(Debug)]
pub struct Run<'a> {
    inputs: &'a Inputs,
    /// What it says.
    pub model: Model,
    /// Its files.
    pub plan: Plan,
    /// Its theme.
    pub studio: Studio,
    /// What was found.
    pub bag: Bag,
    /// The plan of another moment, whose pictures and copied files were looked at already.
    pub seen: Option<&'a Plan>,
    /// How many pages were made or taken over, and how many of them taken over.
    counts: (usize, usize),
    /// What the next build can take over.
    made: Kept,
}

/// What became of a page.
struct Done {
    findings: Vec<Diagnostic>,
    trace: Trace,
    /// What is kept of it, when nothing is wrong with it.
    page: Option<KeptPage>,
    is_kept: bool,
}

impl<'a> Run<'a> {
    /// Model, plan, theme: all faults of all of them, before anything is made.
    ///
    /// # Errors
    /// What was found, when it keeps the site from being made.
    pub fn prepare(inputs: &'a Inputs, readdress: impl FnOnce(&mut BaseUrl), release: Release) -> Result<Run<'a>, Bag> {
        let (sources, mut bag) = (&inputs.sources, inputs.bag.clone());
        inputs.watch.begin(Part::Model, 0);
        let (model, faults) = model::build(sources, release);
        bag.extend(faults);
        let Some(mut model) = model else { return Err(bag) };
        readdress(&mut model.site.base_url);
        inputs.watch.begin(Part::Plan, 0);
        let (plan, faults) = plan::plan(&model, sources);
        bag.extend(faults);
        inputs.watch.begin(Part::Theme, 0);
        let (studio, faults) = Studio::open(sources, &model, &plan);
        bag.extend(faults);
        match studio {
            Some(studio) if !bag.has_errors() => {
                Ok(Run { inputs, model, plan, studio, bag, seen: None, counts: (0, 0), made: Kept::default() })
            }
            _ => {
                accept(&mut bag, &sources.files, &model.site.accept);
                Err(bag)
            }
        }
    }

    /// Makes every file and hands it on at once; what is kept of a page is what [`inspect`] needs.
    ///
    /// # Errors
    /// When a file cannot be handed on.
    pub fn make(&mut self, sink: &impl Sink) -> Result<(), PublishError> {
        let watch = &self.inputs.watch;
        watch.begin(Part::Cards, self.plan.cards.len());
        let before = Kept::read(&self.inputs.shelves.pages, &self.inputs.root, &self.inputs.output);
        let (cards, kept_cards) = self.cards(&before, sink)?;
        let ground = (&self.inputs.sources, &self.model, &self.plan);
        let put = |file: &str, bytes: &[u8]| sink.put(file, bytes);
        watch.begin(Part::Data, 0);
        let data = self.studio.data(ground, &put)?;
        let (places, of_before) = (Places::of(&self.plan), Before { cards: &cards, data: &data });
        let page = |job: &PageJob| self.page(job, of_before, (&before, &places), sink);
        watch.begin(Part::Pages, self.plan.pages.len());
        let done: Vec<Done> = self.plan.pages.par_iter().map(page).collect::<Result<_, _>>()?;
        self.counts = (done.len(), done.iter().filter(|page| page.is_kept).count());
        let (mut findings, mut traces, mut pages) = (Vec::new(), Vec::with_capacity(done.len()), Vec::new());
        for Done { findings: found, trace, page, .. } in done {
            findings.extend(found);
            pages.extend(page.map(|page| (trace.path.clone(), page)));
            traces.push(trace);
        }
        self.bag.extend(once_a_place(findings.into_iter()));
        self.bag.extend(inspect::findings(&traces));
        self.made = Kept::of(pages.into_iter(), kept_cards.into_iter());
        watch.begin(Part::Files, 0);
        self.rest(sink)?;
        // What only a search outside finds, explains nothing in other runs.
        let is_here = |accept: &&Accept| !matches!(accept.code, Code::LinkOutside | Code::LinkMoved);
        for unused in
            accept(&mut self.bag, &self.inputs.sources.files, &self.model.site.accept).into_iter().filter(is_here)
        {
            self.bag.push(Diagnostic::at(Code::AcceptUnused, unused.at).with("code", unused.code.name()));
        }
        Ok(())
    }

    /// Makes a page, or takes over the one that is there.
    fn page(
        &self,
        job: &PageJob,
        before: Before<'_>,
        (kept, places): (&Kept, &Places),
        sink: &impl Sink,
    ) -> Result<Done, PublishError> {
        let ground = (&self.inputs.sources, &self.model, &self.plan);
        let file = job.file();
        let (mut taken, since) = (Ok(None), self.inputs.watch.now());
        let made = self.studio.page(ground, before, job, |fingerprint| {
            let page = kept.page(&job.path, fingerprint, places);
            taken = page.map_or(Ok(None), |page| Ok(sink.keep(&page.files(&file))?.then(|| page.clone())));
            matches!(taken, Ok(Some(_)))
        });
        let Made { template, fingerprint, html, chart, findings, anchors } = made;
        self.inputs.watch.page(since, template, &job.path, html.as_deref());
        let Some(html) = html else {
            let page = taken?;
            let seen = page.as_ref().map(|page| page.seen.clone()).unwrap_or_default();
            let trace = Trace { path: job.path.clone(), seen, anchors, broken: Vec::new() };
            return Ok(Done { findings, trace, page, is_kept: true });
        };
        taken?;
        let trace = Trace { anchors, ..inspect::trace(&html, &job.path, &self.model, &self.plan) };
        if let Some((file, svg)) = &chart {
            sink.put(file, svg.as_bytes())?;
        }
        sink.put(&file, html.as_bytes())?;
        let is_sound = trace.broken.is_empty();
        let page = fingerprint
            .filter(|_| is_sound)
            .map(|fingerprint| KeptPage::of(&fingerprint, html.as_bytes(), chart.as_ref(), trace.seen.clone()));
        Ok(Done { findings, trace, page, is_kept: false })
    }

    /// Files for machines, pictures and what is only copied.
    fn rest(&mut self, sink: &impl Sink) -> Result<(), PublishError> {
        let ground = (&self.inputs.sources, &self.model, &self.plan);
        let mut faults = Vec::new();
        for (file, result) in self.studio.machine_files(ground) {
            match result {
                Ok(text) => sink.put(&file, text.as_bytes())?,
                Err(fault) => faults.push(*fault),
            }
        }
        self.bag.extend(once_a_place(faults.into_iter()));
        self.draw(&|file: &str, bytes: &[u8]| sink.put(file, bytes))?;
        let is_new = |file: &&String| self.seen.is_none_or(|seen| !seen.copies.contains_key(*file));
        for (file, copied) in self.plan.copies.iter().filter(|(file, _)| is_new(file)) {
            match render::copy(copied, &self.inputs.sources, &self.inputs.root) {
                Ok(bytes) => sink.put(file, &bytes)?,
                Err(fault) => self.bag.push(fault),
            }
        }
        Ok(())
    }

    /// Draws every card, before the pages that name them with a fingerprint.
    fn cards(&mut self, kept: &Kept, sink: &impl Sink) -> Result<(Cards, BTreeMap<String, KeptCard>), PublishError> {
        let is_new =
            |(card, _): &(&(Page, Lang), &String)| self.seen.is_none_or(|seen| !seen.cards.contains_key(*card));
        let draw = |(of, file): (&(Page, Lang), &String)| {
            Ok(self.card(*of, file, kept, sink)?.map(|card| (*of, file.clone(), card)))
        };
        let drawn: Vec<Result<_, Box<Diagnostic>>> =
            self.plan.cards.par_iter().filter(is_new).map(draw).collect::<Result<_, PublishError>>()?;
        let (mut cards, mut made, mut faults) = (Cards::new(), BTreeMap::new(), Vec::new());
        for drawn in drawn {
            match drawn {
                Ok((of, file, card)) => {
                    cards.insert(of, fingerprint(&card.picture()));
                    made.insert(file, card);
                }
                Err(fault) => faults.push(*fault),
            }
        }
        self.bag.extend(once_a_place(faults.into_iter()));
        Ok((cards, made))
    }

    /// Draws a card, or takes over the one that is there.
    fn card(
        &self,
        (page, lang): (Page, Lang),
        file: &str,
        kept: &Kept,
        sink: &impl Sink,
    ) -> Result<Result<KeptCard, Box<Diagnostic>>, PublishError> {
        let ground: Ground<'_> = (&self.inputs.sources, &self.model, &self.plan);
        let drawing = match self.studio.drawing(ground, page, lang) {
            Ok(drawing) => drawing,
            Err(fault) => return Ok(Err(fault)),
        };
        self.inputs.watch.one();
        let name = blake3::hash(drawing.svg.as_bytes());
        if let Some(card) = kept.card(file, &name)
            && sink.keep(&[(file, card.picture())])?
        {
            self.inputs.watch.card_taken();
            return Ok(Ok(card));
        }
        match self.studio.paint(ground, &drawing) {
            Ok(bytes) => {
                sink.put(file, &bytes)?;
                Ok(Ok(KeptCard::of(&name, &blake3::hash(&bytes))))
            }
            Err(fault) => Ok(Err(fault)),
        }
    }

    /// Makes every picture in its sizes.
    fn draw(&mut self, put: &(impl Fn(&str, &[u8]) -> Result<(), PublishError> + Sync)) -> Result<(), PublishError> {
        let is_new = |path: &&String| self.seen.is_none_or(|seen| !seen.pictures.contains_key(*path));
        let draw = |(path, job): (&String, &PictureJob)| {
            let drawn = render::picture::draw(path, job, &self.inputs.root, &self.inputs.shelves.pictures);
            let files = drawn.as_ref().map_or(&[][..], Vec::as_slice);
            files.iter().try_for_each(|(file, bytes)| put(file, bytes)).map(|()| drawn.err())
        };
        let faults: Vec<Option<Diagnostic>> =
            self.plan.pictures.par_iter().filter(|(path, _)| is_new(path)).map(draw).collect::<Result<_, _>>()?;
        self.bag.extend(faults.into_iter().flatten());
        Ok(())
    }

    /// Keeps what the next build can take over.
    pub fn keep(&self) {
        self.made.write(&self.inputs.shelves.pages, &self.inputs.root, &self.inputs.output);
    }

    /// The end when the disk refused.
    pub fn disk(mut self, error: &PublishError) -> Outcome {
        accept(&mut self.bag, &self.inputs.sources.files, &self.model.site.accept);
        self.bag.push(publish::diagnostic(error));
        self.end(None, Verdict::Disk)
    }

    /// The end.
    pub fn end(self, published: Option<Published>, verdict: Verdict) -> Outcome {
        let (pages, kept) = self.counts;
        let base_url = published.is_some().then(|| self.model.site.base_url.clone());
        Outcome { published, pages, kept, base_url, ..ended(self.bag, verdict) }
    }
}
