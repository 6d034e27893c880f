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

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use diag::{Bag, Code, Diagnostic, Files, Severity};
use inspect::Trace;
use load::Sources;
use load::disk::Root;
use model::Model;
use model::address::BaseUrl;
use model::release::Release;
use model::site::{Accept, PublishMode, Site};
use model::upcoming::Upcoming;
use plan::Plan;
use plan::media::PictureJob;
use publish::{Mode, PublishError, Published, Target};
use render::{Made, Studio};

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
    let mut run = match Run::prepare(request) {
        Ok(run) => run,
        Err(outcome) => return *outcome,
    };
    let mode = match run.model.site.publish {
        PublishMode::Exchange => Mode::Exchange,
        PublishMode::InPlace => Mode::InPlace,
    };
    let target =
        Target { output: request.output.clone(), root: request.root.clone(), home: request.home.clone(), mode };
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
    let found = verdict(&run.bag, request.strictness);
    if found != Verdict::Fine {
        return run.end(None, found);
    }
    match stage.commit() {
        Ok(published) => run.end(Some(published), Verdict::Fine),
        Err(error) => run.disk(&error),
    }
}

/// Finds what [`build`] finds and writes nothing.
pub fn check(request: &Request) -> Outcome {
    check_also(request, |_, _| Vec::new())
}

/// As [`check`], with what another search in a sound site finds.
pub fn check_also(request: &Request, search: impl FnOnce(&Sources, &Model) -> Vec<Diagnostic>) -> Outcome {
    let mut run = match Run::prepare(request) {
        Ok(run) => run,
        Err(outcome) => return *outcome,
    };
    run.bag.extend(search(&run.sources, &run.model));
    run.make(|_, _| Ok(())).expect("nothing is written");
    let found = verdict(&run.bag, request.strictness);
    run.end(None, found)
}

/// What becomes public or is withdrawn after the moment, and what is a draft, with the site's settings.
/// The list is `None` when `site.yaml` does not say enough to go on.
pub fn upcoming(request: &Request) -> (Outcome, Option<(Site, Vec<Upcoming>)>) {
    let root = match open(&request.root) {
        Ok(root) => root,
        Err(outcome) => return (*outcome, None),
    };
    let (sources, mut bag) = load::load(&root);
    let (list, faults) = model::upcoming(&sources, request.release);
    bag.extend(faults);
    // What else there is to look at, `check` tells, with what is explained.
    bag.retain(|fault| fault.severity() == Severity::Error);
    let found = verdict(&bag, Strictness::Lenient);
    (ended(bag, sources.files, found), list)
}

/// Opens a site's folder, or ends.
fn open(path: &Path) -> Result<Root, Box<Outcome>> {
    Root::open(path).map_err(|error| {
        let fault = Diagnostic::nowhere(Code::InputDisk).with("path", path.display()).with("detail", error);
        let mut bag = Bag::default();
        bag.push(fault);
        Box::new(failed(bag, Files::default()))
    })
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
struct Run {
    root: Root,
    sources: Sources,
    model: Model,
    plan: Plan,
    studio: Studio,
    bag: Bag,
    pages: usize,
}

impl Run {
    /// Load, model, plan, theme: all faults of all of them, before anything is made.
    fn prepare(request: &Request) -> Result<Run, Box<Outcome>> {
        let root = open(&request.root)?;
        let (sources, mut bag) = load::load(&root);
        let (model, faults) = model::build(&sources, request.release);
        bag.extend(faults);
        let Some(mut model) = model else { return Err(Box::new(failed(bag, sources.files))) };
        if let Some(base_url) = &request.base_url {
            model.site.base_url = base_url.clone();
        }
        let (plan, faults) = plan::plan(&model, &sources);
        bag.extend(faults);
        let (studio, faults) = Studio::open(&sources, &model, &plan);
        bag.extend(faults);
        match studio {
            Some(studio) if !bag.has_errors() => Ok(Run { root, sources, model, plan, studio, bag, pages: 0 }),
            _ => {
                accept(&mut bag, &sources.files, &model.site.accept);
                Err(Box::new(failed(bag, sources.files)))
            }
        }
    }

    /// Makes every file and hands it on at once; what is kept of a page is what [`inspect`] needs.
    fn make(&mut self, put: impl Fn(&str, &[u8]) -> Result<(), PublishError> + Sync) -> Result<(), PublishError> {
        let ground = (&self.sources, &self.model, &self.plan);
        let data = self.studio.data(ground, &put)?;
        let made: Vec<(Vec<Diagnostic>, Trace)> = self
            .plan
            .pages
            .par_iter()
            .map(|job| {
                let Made { html, findings, anchors } = self.studio.page(ground, &data, job);
                let mut trace = inspect::trace(&html, &job.path, &self.model, &self.plan);
                trace.anchors.extend(anchors.into_iter().map(|(path, anchor, at)| (path, anchor, Some(at))));
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
        for (file, copied) in &self.plan.copies {
            match render::copy(copied, &self.sources, &self.root) {
                Ok(bytes) => put(file, &bytes)?,
                Err(fault) => self.bag.push(fault),
            }
        }
        // What only a search outside finds, explains nothing in other runs.
        let is_here = |accept: &&Accept| !matches!(accept.code, Code::LinkOutside | Code::LinkMoved);
        for unused in accept(&mut self.bag, &self.sources.files, &self.model.site.accept).into_iter().filter(is_here) {
            self.bag.push(Diagnostic::at(Code::AcceptUnused, unused.at).with("code", unused.code.name()));
        }
        Ok(())
    }

    /// Makes every picture in its sizes.
    fn draw(&mut self, put: &(impl Fn(&str, &[u8]) -> Result<(), PublishError> + Sync)) -> Result<(), PublishError> {
        let draw = |(path, job): (&String, &PictureJob)| {
            let drawn = render::picture::draw(path, job, &self.root);
            let files = drawn.as_ref().map_or(&[][..], Vec::as_slice);
            files.iter().try_for_each(|(file, bytes)| put(file, bytes)).map(|()| drawn.err())
        };
        let faults: Vec<Option<Diagnostic>> = self.plan.pictures.par_iter().map(draw).collect::<Result<_, _>>()?;
        self.bag.extend(faults.into_iter().flatten());
        Ok(())
    }

    fn disk(mut self, error: &PublishError) -> Outcome {
        accept(&mut self.bag, &self.sources.files, &self.model.site.accept);
        self.bag.push(publish::diagnostic(error));
        self.end(None, Verdict::Disk)
    }

    fn end(self, published: Option<Published>, verdict: Verdict) -> Outcome {
        Outcome { bag: self.bag, files: self.sources.files, published, pages: self.pages, verdict }
    }
}

/// The end before anything was made.
fn failed(bag: Bag, files: Files) -> Outcome {
    let found = verdict(&bag, Strictness::Strict);
    ended(bag, files, if found == Verdict::Disk { found } else { Verdict::Faults })
}

fn ended(bag: Bag, files: Files, verdict: Verdict) -> Outcome {
    Outcome { bag, files, published: None, pages: 0, verdict }
}

/// A fault of a template is told once, with the first page that shows it.
fn once_a_place(findings: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    findings.filter(|d| d.code != Code::TemplateRender || seen.insert(d.at)).collect()
}

/// Takes out the warnings that are explained in `site.yaml: accept`; returns the explanations that explain nothing.
/// A warning belongs to the file of its place or the one it names; without either, to the finished page it names.
fn accept<'a>(bag: &mut Bag, files: &Files, accepted: &'a [Accept]) -> Vec<&'a Accept> {
    let mut used = vec![false; accepted.len()];
    bag.retain(|d| {
        let arg = |key| d.args.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str());
        let place = d.at.map(|at| &*files.get(at.file).path);
        let content = |path: &str, a: &Accept| path.strip_prefix("content/") == Some(a.path.as_str());
        let page = if place.is_none() { arg("page") } else { None };
        let matches = |a: &Accept| {
            let is_file = [place, arg("path")].into_iter().flatten().any(|path| content(path, a));
            a.code == d.code && (is_file || page == Some(a.path.as_str()))
        };
        match accepted.iter().position(matches) {
            Some(n) => {
                used[n] = true;
                false
            }
            None => true,
        }
    });
    accepted.iter().zip(used).filter(|(_, used)| !used).map(|(accept, _)| accept).collect()
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
