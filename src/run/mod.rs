//! A site on its way from what was read to finished files: model, plan and theme, then every file, each handed on at once.

mod kept;
mod origin;
mod outcome;
mod over;
mod sink;
pub mod watch;

use std::collections::HashMap;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use blake3::Hash;
use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::diag::{Bag, Code, Diagnostic};
use crate::inspect::told::{accept, once_a_place};
use crate::inspect::{self, Trace};
use crate::load::disk::Root;
use crate::load::shelf::{Shelves, Use};
use crate::load::{self, Sources};
use crate::model::address::BaseUrl;
use crate::model::release::Release;
use crate::model::site::Accept;
use crate::model::text::Lang;
use crate::model::{self, Model};
use crate::plan::media::PictureJob;
use crate::plan::{self, Page, PageJob, Plan};
use crate::publish::PublishError;
use crate::render::card::{Cards, fingerprint};
use crate::render::data::{Fill, Outlet};
use crate::render::{self, Before, Ground, Made, Studio};
use kept::{Kept, KeptCard, KeptData, KeptFiles, KeptPage, KeptPages, Places};
use origin::Origins;
pub use outcome::{Outcome, Strictness, Verdict, ended, failed, verdict};
pub use over::Over;
pub use sink::{Nowhere, Sink};
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
    /// Who follows the runs.
    pub watch: Watch,
    /// The output whose pages are on the shelves.
    output: PathBuf,
    kept: OnceLock<Kept>,
}

impl Inputs {
    /// Reads a site whose pages go to an output.
    pub fn read(root: Root, output: &Path, allowed: Use, watch: &Watch) -> Self {
        watch.begin(Part::Reading, 0);
        let shelves = Shelves::new(allowed);
        let (sources, bag) = load::load_with(&root, &shelves.trees);
        let (output, watch) = (output.to_owned(), watch.clone());
        Inputs { root, sources, bag, shelves, watch, output, kept: OnceLock::new() }
    }

    /// The model of a moment, with all that was found so far.
    ///
    /// # Errors
    /// What was found, when it is not enough for a model.
    pub fn joined(&self, readdress: impl FnOnce(&mut BaseUrl), release: Release) -> Result<(Model, Bag), Bag> {
        let mut bag = self.bag.clone();
        self.watch.begin(Part::Model, 0);
        let (model, faults) = model::build(&self.sources, release);
        bag.extend(faults);
        let Some(mut model) = model else { return Err(bag) };
        readdress(&mut model.site.base_url);
        Ok((model, bag))
    }

    /// What the last build of the output made; read once for all runs.
    fn kept(&self) -> &Kept {
        self.kept.get_or_init(|| Kept::read(&self.shelves.pages, &self.root, &self.output))
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
    /// How many pages there are, and how many of them were taken over.
    counts: (usize, usize),
    /// What the next build can take over.
    made: Kept,
}

/// What became of a page.
struct Done {
    findings: Vec<Diagnostic>,
    trace: Trace,
    /// What is kept of it, when nothing is wrong with it.
    files: Option<KeptFiles>,
    is_kept: bool,
}

/// How many pages a core takes at once, so that none is left with many in the end.
const AT_ONCE: usize = 16;

/// What pages can be taken over from.
struct Earlier<'a> {
    kept: &'a Kept,
    places: Places,
    origins: Origins<'a>,
}

/// Hands files of open data on, and remembers the names of their bytes.
struct Noting<'s, S> {
    sink: &'s S,
    files: Mutex<Vec<(String, [u8; 32])>>,
}

impl<S: Sink> Noting<'_, S> {
    fn note(&self, file: &str, hash: Hash) {
        self.files.lock().expect("nobody panics with it").push((file.to_owned(), *hash.as_bytes()));
    }
}

impl<S: Sink> Outlet<PublishError> for Noting<'_, S> {
    fn put(&self, file: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.sink.put(file, bytes).map(|hash| self.note(file, hash))
    }

    fn pour(&self, file: &str, fill: &mut Fill<'_>) -> Result<(), PublishError> {
        self.sink.pour(file, fill).map(|hash| self.note(file, hash))
    }
}

impl<'a> Run<'a> {
    /// Plan and theme of a model: all faults of both, before anything is made.
    ///
    /// # Errors
    /// What was found, when it keeps the site from being made.
    pub fn of(inputs: &'a Inputs, (model, mut bag): (Model, Bag)) -> Result<Run<'a>, Bag> {
        let sources = &inputs.sources;
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
        let kept = self.inputs.kept();
        let (cards, kept_cards) = self.cards(kept, sink)?;
        let ground = (&self.inputs.sources, &self.model, &self.plan);
        let origins = Origins::of(&self.inputs.sources, &self.model);
        watch.begin(Part::Data, 0);
        let (data, faults) = rayon::join(
            || self.data(kept, origins.site(), sink),
            || self.studio.machine_files(ground, &|file, bytes| sink.put(file, bytes).map(|_| ())),
        );
        let (data, faults) = (data?, faults?);
        let earlier = Earlier { kept, places: kept.places(&self.plan), origins };
        let before = Before { cards: &cards, data: &data.facts };
        watch.begin(Part::Pages, self.plan.pages.len());
        let done = self.pages(|job| self.page(job, before, &earlier, sink))?;
        self.made = Kept { pages: self.told(done), cards: kept_cards, data };
        self.bag.extend(once_a_place(faults.into_iter()));
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

    /// Makes the pages on all cores, in the order of the plan. The long ones are begun first, one by one: were one of them
    /// the last, the other cores would wait for it.
    fn pages(&self, make: impl Fn(&PageJob) -> Result<Done, PublishError> + Sync) -> Result<Vec<Done>, PublishError> {
        let jobs = &self.plan.pages;
        let (long, short): (Vec<&PageJob>, Vec<&PageJob>) = jobs.iter().partition(|job| job.page.is_long());
        let make = |job: &&PageJob| make(job);
        let (long, short): (Result<Vec<Done>, _>, Result<Vec<Done>, _>) = rayon::join(
            || long.par_iter().with_max_len(1).map(make).collect(),
            || short.par_iter().with_max_len(AT_ONCE).map(make).collect(),
        );
        let (mut long, mut short) = (long?.into_iter(), short?.into_iter());
        let next = |job: &PageJob| if job.page.is_long() { long.next() } else { short.next() };
        Ok(jobs.iter().filter_map(next).collect())
    }

    /// Tells what was found on the pages and between them; what of them the next build can take over.
    fn told(&mut self, mut done: Vec<Done>) -> KeptPages {
        self.counts = (done.len(), done.iter().filter(|page| page.is_kept).count());
        self.bag.extend(once_a_place(done.iter_mut().flat_map(|page| mem::take(&mut page.findings))));
        self.bag.extend(inspect::findings(done.iter().map(|page| &page.trace)));
        let page = |done: Done| Some((done.trace.path, KeptPage { files: done.files?, seen: done.trace.seen }));
        done.into_iter().filter_map(page).collect()
    }

    /// Makes the files of open data, or takes over those that are there.
    fn data(&self, kept: &Kept, origin: Hash, sink: &impl Sink) -> Result<KeptData, PublishError> {
        let data = &kept.data;
        if data.origin == *origin.as_bytes() && sink.keep(&data.named())? {
            return Ok(data.clone());
        }
        let noting = Noting { sink, files: Mutex::default() };
        let facts = self.studio.data((&self.inputs.sources, &self.model, &self.plan), &noting)?;
        let mut files = noting.files.into_inner().expect("nobody panics with it");
        files.sort_unstable();
        Ok(KeptData { origin: *origin.as_bytes(), files, facts })
    }

    /// Makes a page, or takes over the one that is there.
    fn page(
        &self,
        job: &PageJob,
        before: Before<'_>,
        from: &Earlier<'_>,
        sink: &impl Sink,
    ) -> Result<Done, PublishError> {
        let ground = (&self.inputs.sources, &self.model, &self.plan);
        let (file, since) = (job.file(), self.inputs.watch.now());
        let origin = from.origins.page(job);
        if let Some(page) = from.kept.same(&job.path, &origin)
            && sink.keep(&page.files.named(&file))?
        {
            self.inputs.watch.page(since, "", &job.path, None);
            let trace = Trace { path: job.path.clone(), seen: page.seen.clone(), ..Trace::default() };
            return Ok(Done { findings: Vec::new(), trace, files: Some(page.files.clone()), is_kept: true });
        }
        let ready = self.studio.ready(ground, before, job);
        // What is found, and what an editor links to, is told anew in each run.
        let origin = Some(origin).filter(|_| ready.findings.is_empty() && ready.anchors.is_empty());
        if let Some(page) = from.kept.page(&job.path, &ready.fingerprint, &from.places)
            && sink.keep(&page.files.named(&file))?
        {
            self.inputs.watch.page(since, ready.template, &job.path, None);
            let (seen, files) = (page.seen.clone(), Some(page.files.clone().with_origin(origin)));
            let trace = Trace { path: job.path.clone(), seen, anchors: ready.anchors, broken: Vec::new() };
            return Ok(Done { findings: ready.findings, trace, files, is_kept: true });
        }
        let Made { html, chart, faults } = self.studio.page(job, &ready);
        self.inputs.watch.page(since, ready.template, &job.path, Some(&html));
        let trace = inspect::trace(&html, &job.path, &self.model, &self.plan);
        let chart = match chart {
            Some((file, svg)) => Some(sink.put(&file, svg.as_bytes()).map(|hash| (file, hash))?),
            None => None,
        };
        let html = sink.put(&file, html.as_bytes())?;
        let is_sound = faults.is_empty() && trace.broken.is_empty();
        let files = is_sound.then(|| KeptFiles::of(&ready.fingerprint, &html, chart).with_origin(origin));
        let findings = ready.findings.into_iter().chain(faults).collect();
        Ok(Done { findings, trace: Trace { anchors: ready.anchors, ..trace }, files, is_kept: false })
    }

    /// Pictures and what is only copied.
    fn rest(&mut self, sink: &impl Sink) -> Result<(), PublishError> {
        self.draw(sink)?;
        let is_new = |file: &&String| self.seen.is_none_or(|seen| !seen.copies.contains_key(*file));
        for (file, copied) in self.plan.copies.iter().filter(|(file, _)| is_new(file)) {
            match render::copy(copied, &self.inputs.sources, &self.inputs.root) {
                Ok(bytes) => drop(sink.put(file, &bytes)?),
                Err(fault) => self.bag.push(fault),
            }
        }
        Ok(())
    }

    /// Draws every card, before the pages that name them with a fingerprint.
    fn cards(&mut self, kept: &Kept, sink: &impl Sink) -> Result<(Cards, HashMap<String, KeptCard>), PublishError> {
        let is_new =
            |(card, _): &(&(Page, Lang), &String)| self.seen.is_none_or(|seen| !seen.cards.contains_key(*card));
        let draw = |(of, file): (&(Page, Lang), &String)| {
            Ok(self.card(*of, file, kept, sink)?.map(|card| (*of, file.clone(), card)))
        };
        let drawn: Vec<Result<_, Box<Diagnostic>>> =
            self.plan.cards.par_iter().filter(is_new).map(draw).collect::<Result<_, PublishError>>()?;
        let (mut cards, mut made, mut faults) = (Cards::new(), HashMap::new(), Vec::new());
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
            Ok(bytes) => Ok(Ok(KeptCard::of(&name, &sink.put(file, &bytes)?))),
            Err(fault) => Ok(Err(fault)),
        }
    }

    /// Makes every picture in its sizes.
    fn draw(&mut self, sink: &impl Sink) -> Result<(), PublishError> {
        let is_new = |path: &&String| self.seen.is_none_or(|seen| !seen.pictures.contains_key(*path));
        let draw = |(path, job): (&String, &PictureJob)| {
            let drawn = render::picture::draw(path, job, &self.inputs.root, &self.inputs.shelves.pictures);
            let files = drawn.as_ref().map_or(&[][..], Vec::as_slice);
            files.iter().try_for_each(|(file, bytes)| sink.put(file, bytes).map(|_| ())).map(|()| drawn.err())
        };
        let faults: Vec<Option<Diagnostic>> =
            self.plan.pictures.par_iter().filter(|(path, _)| is_new(path)).map(draw).collect::<Result<_, _>>()?;
        self.bag.extend(faults.into_iter().flatten());
        Ok(())
    }

    /// The run without what only making needs, which is nearly all memory of a large site.
    pub fn over(self) -> Over<'a> {
        let (pages, kept) = self.counts;
        let (site, scheduled) = (self.model.site, self.model.scheduled.items);
        Over { inputs: self.inputs, bag: self.bag, made: self.made, site, pages, kept, scheduled }
    }
}
