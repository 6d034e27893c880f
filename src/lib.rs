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
pub mod run;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use diag::{Bag, Code, Diagnostic, Severity};
use load::Sources;
use load::disk::Root;
use load::shelf::Use;
use model::Model;
use model::address::BaseUrl;
use model::date;
use model::release::Release;
use model::site::{PublishMode, Site};
use model::upcoming::Upcoming;
use publish::{Mode, PublishError, Target, Use as Place};
use render::{Ground, Studio};
use run::watch::{Part, Watch};
use run::{Inputs, Nowhere, Run, ended, failed, verdict};
pub use run::{Outcome, Strictness, Verdict};

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

/// Builds the site and publishes it in one step; with any fault the output stays as it was.
pub fn build(request: &Request) -> Outcome {
    build_watched(request, &Watch::default(), || ())
}

/// As [`build`], followed by `watch`; says once when it has to wait for another build.
pub fn build_watched(request: &Request, watch: &Watch, waits: impl FnOnce()) -> Outcome {
    with_inputs(request, watch, Use::Writes, |inputs| build_from(inputs, request, waits))
}

fn build_from(inputs: &mut Inputs, request: &Request, waits: impl FnOnce()) -> Outcome {
    let joined = inputs.joined(|base_url| readdress(base_url, request), request.release);
    // No other run needs the values.
    inputs.sources.forget_values();
    let inputs = &*inputs;
    let mut run = match joined.and_then(|joined| Run::of(inputs, joined)) {
        Ok(run) => run,
        Err(bag) => return failed(bag),
    };
    let mode = match run.model.site.publish {
        PublishMode::Exchange => Mode::Exchange,
        PublishMode::InPlace => Mode::InPlace,
    };
    let usage = match request.purpose {
        Purpose::Publish => Place::Output,
        Purpose::Serve(_) => Place::Served,
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
        Err(error) => return run.over().disk(&error),
    };
    if let Err(error) = run.make(&stage) {
        return run.over().disk(&error);
    }
    let mut run = run.over();
    if run.scheduled > 0 {
        // An explanation may be of something that is to come, and that only a check looks at.
        run.bag.retain(|fault| fault.code != Code::AcceptUnused);
    }
    let found = verdict(&run.bag, request.strictness);
    if found != Verdict::Fine {
        return run.end(None, found);
    }
    inputs.watch.begin(Part::Publishing, 0);
    inputs.shelves.tidy(&inputs.root);
    match stage.commit() {
        Ok(published) => {
            run.keep();
            run.end(Some(published), Verdict::Fine)
        }
        Err(error) => run.disk(&error),
    }
}

/// Finds what [`build`] finds, now and at each later moment at which something becomes public or ends, and writes nothing.
pub fn check(request: &Request) -> Outcome {
    check_watched(request, &Watch::default(), |_, _| Vec::new())
}

/// As [`check`], followed by `watch`, with what another search in a sound site finds.
pub fn check_watched(
    request: &Request,
    watch: &Watch,
    search: impl FnOnce(&Sources, &Model) -> Vec<Diagnostic>,
) -> Outcome {
    with_inputs(request, watch, Use::Reads, |inputs| check_from(inputs, request, search))
}

fn check_from(inputs: &Inputs, request: &Request, search: impl FnOnce(&Sources, &Model) -> Vec<Diagnostic>) -> Outcome {
    let mut run = match prepare(inputs, request, request.release) {
        Ok(run) => run,
        Err(bag) => return failed(bag),
    };
    run.bag.extend(search(&inputs.sources, &run.model));
    run.make(&Nowhere).expect("nothing is written");
    for moment in &run.model.scheduled.moments {
        let release = Release { now: *moment, ..request.release };
        let later = match prepare(inputs, request, release) {
            Err(bag) => bag,
            Ok(mut then) => {
                then.seen = Some(&run.plan);
                then.make(&Nowhere).expect("nothing is written");
                then.bag
            }
        };
        run.bag.add_later(later, &date::shown(*moment, &run.model.site.time_zone));
    }
    let found = verdict(&run.bag, request.strictness);
    run.over().end(None, found)
}

/// Reads a site with its theme, makes nothing, and looks at it; `None` when it cannot be made.
pub fn look<T>(request: &Request, see: impl FnOnce(&Studio, Ground<'_>) -> T) -> (Outcome, Option<T>) {
    let mut seen = None;
    let outcome =
        with_inputs(request, &Watch::default(), Use::Reads, |inputs| match prepare(inputs, request, request.release) {
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
    let outcome = with_inputs(request, &Watch::default(), Use::Reads, |inputs| {
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

/// The site of a moment, at the address for which it is made.
fn prepare<'a>(inputs: &'a Inputs, request: &Request, release: Release) -> Result<Run<'a>, Bag> {
    Run::of(inputs, inputs.joined(|base_url| readdress(base_url, request), release)?)
}

fn readdress(base_url: &mut BaseUrl, request: &Request) {
    match (&request.base_url, &request.purpose) {
        (Some(own), _) => *base_url = own.clone(),
        (None, Purpose::Serve(origin)) => base_url.origin = origin.clone(),
        (None, Purpose::Publish) => {}
    }
}

/// Reads a site for what is done with it, which leaves the texts to be added.
fn with_inputs(request: &Request, watch: &Watch, shelves: Use, go: impl FnOnce(&mut Inputs) -> Outcome) -> Outcome {
    let root = match Root::open(&request.root) {
        Ok(root) => root,
        Err(error) => {
            let fault = Diagnostic::nowhere(Code::InputDisk).with("path", request.root.display()).with("detail", error);
            return failed(Bag::of(fault));
        }
    };
    let mut inputs = Inputs::read(root, &request.output, shelves, watch);
    let outcome = go(&mut inputs);
    watch.end();
    watch.shelves(&inputs.shelves);
    Outcome { files: inputs.sources.files, ..outcome }
}
