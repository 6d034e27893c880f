//! patuh: from YAML assessments and Markdown news to a published website of zones and trends.
//!
//! Data goes one way, through the rooms in this order; [`build`] and [`check`] run through all of them.

pub mod commands;
pub mod diag;
pub mod inspect;
pub mod load;
pub mod model;
pub mod plan;
pub mod publish;
pub mod render;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use diag::{Bag, Code, Diagnostic, Files, Severity};
use inspect::Trace;
use inspect::told::{accept, once_a_place};
use load::Sources;
use load::disk::Root;
use model::Model;
use model::address::BaseUrl;
use model::date;
use model::release::Release;
use model::site::{Accept, PublishMode, Site};
use model::text::Lang;
use model::upcoming::Upcoming;
use plan::media::PictureJob;
use plan::{Page, Plan};
use publish::{Mode, PublishError, Published, Target, Use};
use render::card::{Cards, fingerprint};
use render::{Before, Ground, Made, Studio};

/// What to build.
#[derive(Debug, Clone)]
pub struct Request {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site is published.
    pub output: PathBuf,
    /// The user's home, which may not be an output.
    pub home: Option<PathBuf>,
    /// Instead of the one in `site.yaml`.
    pub base_url: Option<BaseUrl>,
    /// The moment, and what is shown besides what is public.
    pub release: Release,
    /// Whether warnings fail.
    pub strictness: Strictness,
    /// How long to wait for another build.
    pub wait: Duration,
    /// What it is made for.
    pub purpose: Purpose,
}

/// What a site is made for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Purpose {
    /// To be published.
    #[default]
    Publish,
    /// To be looked at on this machine, in [`publish::SERVED`]: from this origin, such as `http://127.0.0.1:8080`,
    /// below the path of the site's own address.
    Serve(Arc<str>),
}

/// Whether warnings fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// They do not.
    #[default]
    Lenient,
    /// They do.
    Strict,
}

/// How a run ended.
#[derive(Debug)]
pub struct Outcome {
    /// Everything found.
    pub bag: Bag,
    /// The texts the findings point into.
    pub files: Files,
    /// What was published; `None` when nothing was.
    pub published: Option<Published>,
    /// How many pages were made.
    pub pages: usize,
    /// How many results, corrections and texts wait for their moment: a check looked at them, a build did not.
    pub scheduled: usize,
    /// The address the site was made for; `None` when nothing was published.
    pub base_url: Option<BaseUrl>,
    /// How it ended.
    pub verdict: Verdict,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Done and complete.
    Fine,
    /// Faults in content or theme.
    Faults,
    /// The disk refused.
    Disk,
}

/// Builds the site and publishes it in one step; with any fault the output stays as it was.
pub fn build(request: &Request) -> Outcome {
    build_patiently(request, || ())
}

/// As [`build`]; says once when it has to wait for another build.
pub fn build_patiently(request: &Request, waits: impl FnOnce()) -> Outcome {
    with_inputs(request, |inputs| build_from(inputs, request, waits))
}

fn build_from(inputs: &Inputs, request: &Request, waits: impl FnOnce()) -> Outcome {
    let mut run = match Run::prepare(inputs, request, request.release) {
        Ok(run) => run,
        Err(bag) => return failed(bag),
    };
    let mode = match run.model.site.publish {
        PublishMode::Exchange => Mode::Exchange,
        PublishMode::InPlace => Mode::InPlace,
    };
    let usage = match request.purpose {
        Purpose::Publish => Use::Output,
        Purpose::Serve(_) => Use::Served,
    };
    let (root, home) = (request.root.clone(), request.home.clone());
    let target = Target { output: request.output.clone(), root, home, mode, usage };
    let begun = match publish::begin(&target, Duration::ZERO) {
        Err(PublishError::Busy { .. }) if !request.wait.is_zero() => {
            waits();
            publish::begin(&target, request.wait)
        }
        begun => begun,
    };
    let stage = match begun {
        Ok(stage) => stage,
        Err(error) => return run.disk(&error),
    };
    let result = run.make(|file, bytes| stage.put(file, bytes).map(|_| ()));
    if let Err(error) = result {
        return run.disk(&error);
    }
    let scheduled = model::scheduled(&inputs.sources, request.release);
    if scheduled.items > 0 {
        // An explanation may be of something that is to come, and that only a check looks at.
        run.bag.retain(|fault| fault.code != Code::AcceptUnused);
    }
    let found = verdict(&run.bag, request.strictness);
    if found != Verdict::Fine {
        return run.end(None, found);
    }
    match stage.commit() {
        Ok(published) => Outcome { scheduled: scheduled.items, ..run.end(Some(published), Verdict::Fine) },
        Err(error) => run.disk(&error),
    }
}

/// Finds what [`build`] finds, now and at each later moment at which something becomes public or ends, and writes nothing.
pub fn check(request: &Request) -> Outcome {
    check_also(request, |_, _| Vec::new())
}

/// As [`check`], with what another search in a sound site finds.
pub fn check_also(request: &Request, search: impl FnOnce(&Sources, &Model) -> Vec<Diagnostic>) -> Outcome {
    with_inputs(request, |inputs| check_from(inputs, request, search))
}

fn check_from(inputs: &Inputs, request: &Request, search: impl FnOnce(&Sources, &Model) -> Vec<Diagnostic>) -> Outcome {
    let mut run = match Run::prepare(inputs, request, request.release) {
        Ok(run) => run,
        Err(bag) => return failed(bag),
    };
    run.bag.extend(search(&inputs.sources, &run.model));
    run.make(|_, _| Ok(())).expect("nothing is written");
    let scheduled = model::scheduled(&inputs.sources, request.release);
    for moment in &scheduled.moments {
        let release = Release { now: *moment, ..request.release };
        let later = match Run::prepare(inputs, request, release) {
            Err(bag) => bag,
            Ok(mut then) => {
                then.seen = Some(&run.plan);
                then.make(|_, _| Ok(())).expect("nothing is written");
                then.bag
            }
        };
        run.bag.add_later(later, &date::shown(*moment, &run.model.site.time_zone));
    }
    let found = verdict(&run.bag, request.strictness);
    Outcome { scheduled: scheduled.items, ..run.end(None, found) }
}

/// Reads a site with its theme, makes nothing, and looks at it; `None` when it cannot be made.
pub fn look<T>(request: &Request, see: impl FnOnce(&Studio, Ground<'_>) -> T) -> (Outcome, Option<T>) {
    let mut seen = None;
    let outcome = with_inputs(request, |inputs| match Run::prepare(inputs, request, request.release) {
        Err(bag) => failed(bag),
        Ok(run) => {
            seen = Some(see(&run.studio, (&inputs.sources, &run.model, &run.plan)));
            // What else there is to look at, `check` tells.
            ended(Bag::default(), Verdict::Fine)
        }
    });
    (outcome, seen)
}

/// What becomes public or is withdrawn after the moment, and what is a draft, with the site's settings.
/// The list is `None` when `site.yaml` does not say enough to go on.
pub fn upcoming(request: &Request) -> (Outcome, Option<(Site, Vec<Upcoming>)>) {
    let mut list = None;
    let outcome = with_inputs(request, |inputs| {
        let (found, faults) = model::upcoming(&inputs.sources, request.release);
        list = found;
        let mut bag = inputs.bag.clone();
        bag.extend(faults);
        // What else there is to look at, `check` tells, with what is explained.
        bag.retain(|fault| fault.severity() == Severity::Error);
        let found = verdict(&bag, Strictness::Lenient);
        ended(bag, found)
    });
    (outcome, list)
}

/// What was read of a site, for any number of runs.
struct Inputs {
    root: Root,
    sources: Sources,
    /// What is wrong with the form of the files.
    bag: Bag,
}

/// Reads a site for what is done with it, which leaves the texts to be added.
fn with_inputs(request: &Request, go: impl FnOnce(&Inputs) -> Outcome) -> Outcome {
    let root = match Root::open(&request.root) {
        Ok(root) => root,
        Err(error) => {
            let fault = Diagnostic::nowhere(Code::InputDisk).with("path", request.root.display()).with("detail", error);
            let mut bag = Bag::default();
            bag.push(fault);
            return failed(bag);
        }
    };
    let (sources, bag) = load::load(&root);
    let inputs = Inputs { root, sources, bag };
    let outcome = go(&inputs);
    Outcome { files: inputs.sources.files, ..outcome }
}

/// How a run ends that found this: faults of the disk first.
fn verdict(bag: &Bag, strictness: Strictness) -> Verdict {
    let is_strict = strictness == Strictness::Strict && bag.count(Severity::Warning) > 0;
    match () {
        () if bag.iter().any(|fault| fault.code == Code::InputDisk) => Verdict::Disk,
        () if is_strict || bag.has_errors() => Verdict::Faults,
        () => Verdict::Fine,
    }
}

/// A site that is ready to be made.
struct Run<'a> {
    inputs: &'a Inputs,
    model: Model,
    plan: Plan,
    studio: Studio,
    bag: Bag,
    pages: usize,
    /// The plan of another moment, whose pictures and copied files were looked at already.
    seen: Option<&'a Plan>,
}

impl<'a> Run<'a> {
    /// Model, plan, theme: all faults of all of them, before anything is made.
    fn prepare(inputs: &'a Inputs, request: &Request, release: Release) -> Result<Run<'a>, Bag> {
        let (sources, mut bag) = (&inputs.sources, inputs.bag.clone());
        let (model, faults) = model::build(sources, release);
        bag.extend(faults);
        let Some(mut model) = model else { return Err(bag) };
        if let Some(base_url) = &request.base_url {
            model.site.base_url = base_url.clone();
        } else if let Purpose::Serve(origin) = &request.purpose {
            model.site.base_url.origin = origin.clone();
        }
        let (plan, faults) = plan::plan(&model, sources);
        bag.extend(faults);
        let (studio, faults) = Studio::open(sources, &model, &plan);
        bag.extend(faults);
        match studio {
            Some(studio) if !bag.has_errors() => Ok(Run { inputs, model, plan, studio, bag, pages: 0, seen: None }),
            _ => {
                accept(&mut bag, &sources.files, &model.site.accept);
                Err(bag)
            }
        }
    }

    /// Makes every file and hands it on at once; what is kept of a page is what [`inspect`] needs.
    fn make(&mut self, put: impl Fn(&str, &[u8]) -> Result<(), PublishError> + Sync) -> Result<(), PublishError> {
        let cards = self.cards(&put)?;
        let ground = (&self.inputs.sources, &self.model, &self.plan);
        let data = self.studio.data(ground, &put)?;
        let before = Before { cards: &cards, data: &data };
        let made: Vec<(Vec<Diagnostic>, Trace)> = self
            .plan
            .pages
            .par_iter()
            .map(|job| {
                let Made { html, chart, findings, anchors } = self.studio.page(ground, before, job);
                let mut trace = inspect::trace(&html, &job.path, &self.model, &self.plan);
                trace.anchors.extend(anchors.into_iter().map(|(path, anchor, at)| (path, anchor, Some(at))));
                chart.map_or(Ok(()), |(file, svg)| put(&file, svg.as_bytes()))?;
                put(&job.file(), html.as_bytes()).map(|()| (findings, trace))
            })
            .collect::<Result<_, _>>()?;
        let (findings, traces): (Vec<_>, Vec<_>) = made.into_iter().unzip();
        self.pages = traces.len();
        self.bag.extend(once_a_place(findings.into_iter().flatten()));
        self.bag.extend(inspect::findings(&traces));
        let mut faults = Vec::new();
        for (file, result) in self.studio.machine_files(ground) {
            match result {
                Ok(text) => put(&file, text.as_bytes())?,
                Err(fault) => faults.push(*fault),
            }
        }
        self.bag.extend(once_a_place(faults.into_iter()));
        self.draw(&put)?;
        let is_new = |file: &&String| self.seen.is_none_or(|seen| !seen.copies.contains_key(*file));
        for (file, copied) in self.plan.copies.iter().filter(|(file, _)| is_new(file)) {
            match render::copy(copied, &self.inputs.sources, &self.inputs.root) {
                Ok(bytes) => put(file, &bytes)?,
                Err(fault) => self.bag.push(fault),
            }
        }
        // What only a search outside finds, explains nothing in other runs.
        let is_here = |accept: &&Accept| !matches!(accept.code, Code::LinkOutside | Code::LinkMoved);
        for unused in
            accept(&mut self.bag, &self.inputs.sources.files, &self.model.site.accept).into_iter().filter(is_here)
        {
            self.bag.push(Diagnostic::at(Code::AcceptUnused, unused.at).with("code", unused.code.name()));
        }
        Ok(())
    }

    /// Draws every card, before the pages that name them with a fingerprint.
    fn cards(
        &mut self,
        put: &(impl Fn(&str, &[u8]) -> Result<(), PublishError> + Sync),
    ) -> Result<Cards, PublishError> {
        let ground = (&self.inputs.sources, &self.model, &self.plan);
        let is_new =
            |(card, _): &(&(Page, Lang), &String)| self.seen.is_none_or(|seen| !seen.cards.contains_key(*card));
        let draw = |((page, lang), file): (&(Page, Lang), &String)| match self.studio.card(ground, *page, *lang) {
            Ok(bytes) => put(file, &bytes).map(|()| Ok(((*page, *lang), fingerprint(&bytes)))),
            Err(fault) => Ok(Err(*fault)),
        };
        let drawn: Vec<Result<_, Diagnostic>> =
            self.plan.cards.par_iter().filter(is_new).map(draw).collect::<Result<_, _>>()?;
        let (cards, faults): (Vec<_>, Vec<_>) = drawn.into_iter().partition(Result::is_ok);
        self.bag.extend(once_a_place(faults.into_iter().filter_map(Result::err)));
        Ok(cards.into_iter().flatten().collect())
    }

    /// Makes every picture in its sizes.
    fn draw(&mut self, put: &(impl Fn(&str, &[u8]) -> Result<(), PublishError> + Sync)) -> Result<(), PublishError> {
        let is_new = |path: &&String| self.seen.is_none_or(|seen| !seen.pictures.contains_key(*path));
        let draw = |(path, job): (&String, &PictureJob)| {
            let drawn = render::picture::draw(path, job, &self.inputs.root);
            let files = drawn.as_ref().map_or(&[][..], Vec::as_slice);
            files.iter().try_for_each(|(file, bytes)| put(file, bytes)).map(|()| drawn.err())
        };
        let faults: Vec<Option<Diagnostic>> =
            self.plan.pictures.par_iter().filter(|(path, _)| is_new(path)).map(draw).collect::<Result<_, _>>()?;
        self.bag.extend(faults.into_iter().flatten());
        Ok(())
    }

    fn disk(mut self, error: &PublishError) -> Outcome {
        accept(&mut self.bag, &self.inputs.sources.files, &self.model.site.accept);
        self.bag.push(publish::diagnostic(error));
        self.end(None, Verdict::Disk)
    }

    fn end(self, published: Option<Published>, verdict: Verdict) -> Outcome {
        let base_url = published.is_some().then(|| self.model.site.base_url.clone());
        Outcome { published, pages: self.pages, base_url, ..ended(self.bag, verdict) }
    }
}

/// The end before anything was made.
fn failed(bag: Bag) -> Outcome {
    let found = verdict(&bag, Strictness::Strict);
    ended(bag, if found == Verdict::Disk { found } else { Verdict::Faults })
}

/// An end with nothing published; the files are added when the inputs are given up.
fn ended(bag: Bag, verdict: Verdict) -> Outcome {
    Outcome { bag, files: Files::default(), published: None, pages: 0, scheduled: 0, base_url: None, verdict }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_that_the_disk_refused_is_no_fault_of_the_content() {
        let end = |codes: &[Code], strictness| {
            let mut bag = Bag::default();
            bag.extend(codes.iter().map(|code| Diagnostic::nowhere(*code)));
            verdict(&bag, strictness)
        };
        assert_eq!(end(&[Code::InputDisk, Code::FileMissing], Strictness::Lenient), Verdict::Disk);
        assert_eq!(end(&[Code::FileMissing], Strictness::Lenient), Verdict::Faults);
        assert_eq!(end(&[Code::ZoneDiffers], Strictness::Lenient), Verdict::Fine);
        assert_eq!(end(&[Code::ZoneDiffers], Strictness::Strict), Verdict::Faults);
    }
}
