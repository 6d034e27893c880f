//! How a run goes on: what it is at, how long each part took, which pages were slow. Nothing is measured for nobody,
//! the clock is handed in, and what is made is the same with and without it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::load::shelf::Shelves;

/// How many of the biggest pages are told.
const BIGGEST: usize = 5;

/// A part of a run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Reads what is in the site's folder.
    Reading,
    /// Makes one model of it.
    Model,
    /// Decides which files there are.
    Plan,
    /// Reads the theme.
    Theme,
    /// Draws cards.
    Cards,
    /// Makes open data and files for machines.
    Data,
    /// Makes pages.
    Pages,
    /// Makes pictures and copies.
    Files,
    /// Puts it all in the output.
    Publishing,
}

/// The time since some moment.
pub type Clock = Box<dyn Fn() -> Duration + Send + Sync>;

/// Who follows a run; nobody by default.
#[derive(Debug, Clone, Default)]
pub struct Watch(Option<Arc<On>>);

struct On {
    clock: Clock,
    /// What the run is at, since when, how many things there are to be made.
    now: Mutex<Option<(Part, Duration, usize)>>,
    /// Apart, as every thread counts here.
    done: AtomicUsize,
    tally: Option<Mutex<Timings>>,
}

/// What a run took.
#[derive(Debug, Clone, Default)]
pub struct Timings {
    /// Each part.
    pub parts: BTreeMap<Part, Duration>,
    /// By template how many pages were made with it, and how long that took, over all threads.
    pub templates: BTreeMap<&'static str, (usize, Duration)>,
    /// The biggest of the pages that were made, by path and bytes.
    pub biggest: Vec<(String, usize)>,
    /// How many pages, cards, pictures and trees of data were taken over from an earlier build.
    pub taken: [usize; 4],
}

impl fmt::Debug for On {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("On").field("now", &self.now).field("done", &self.done).finish_non_exhaustive()
    }
}

impl Watch {
    /// One that only follows what a run is at.
    pub fn progress(clock: Clock) -> Self {
        Watch(Some(Arc::new(On { clock, now: Mutex::default(), done: AtomicUsize::new(0), tally: None })))
    }

    /// One that measures too.
    pub fn timings(clock: Clock) -> Self {
        let tally = Some(Mutex::default());
        Watch(Some(Arc::new(On { clock, now: Mutex::default(), done: AtomicUsize::new(0), tally })))
    }

    /// A part begins, of so many things, and the one before it ends.
    pub fn begin(&self, part: Part, things: usize) {
        if let Some(on) = &self.0 {
            on.turn(Some((part, (on.clock)(), things)));
        }
    }

    /// The last part ends.
    pub fn end(&self) {
        if let Some(on) = &self.0 {
            on.turn(None);
        }
    }

    /// One of the things is made.
    pub fn one(&self) {
        if let Some(on) = &self.0 {
            on.done.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The time, when it is wanted.
    pub fn now(&self) -> Option<Duration> {
        self.0.as_ref().filter(|on| on.tally.is_some()).map(|on| (on.clock)())
    }

    /// A page that was begun then is made, or taken over, which is without HTML.
    pub fn page(&self, since: Option<Duration>, template: &'static str, path: &str, html: Option<&str>) {
        self.one();
        let (Some(now), Some(since)) = (self.now(), since) else { return };
        self.tally(|tally| match html {
            None => tally.taken[0] += 1,
            Some(html) => {
                let of = tally.templates.entry(template).or_default();
                *of = (of.0 + 1, of.1 + now.saturating_sub(since));
                let is_big = |least: &(String, usize)| (html.len(), Reverse(path)) > (least.1, Reverse(&*least.0));
                if tally.biggest.len() < BIGGEST || tally.biggest.last().is_some_and(is_big) {
                    tally.biggest.push((path.to_owned(), html.len()));
                    tally.biggest.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
                    tally.biggest.truncate(BIGGEST);
                }
            }
        });
    }

    /// A card was taken over.
    pub fn card_taken(&self) {
        self.tally(|tally| tally.taken[1] += 1);
    }

    /// What came from shelves while a site was read and made.
    pub fn shelves(&self, shelves: &Shelves) {
        self.tally(|tally| (tally.taken[2], tally.taken[3]) = (shelves.pictures.taken(), shelves.trees.taken()));
    }

    /// What the run is at: the part, how many of its things are made, and how many there are.
    pub fn at(&self) -> Option<(Part, usize, usize)> {
        let on = self.0.as_ref()?;
        let (part, _, things) = (*lock(&on.now))?;
        Some((part, on.done.load(Ordering::Relaxed).min(things), things))
    }

    /// What it took, when it was measured.
    pub fn told(&self) -> Option<Timings> {
        self.0.as_ref()?.tally.as_ref().map(|tally| lock(tally).clone())
    }

    fn tally(&self, add: impl FnOnce(&mut Timings)) {
        if let Some(tally) = self.0.as_ref().and_then(|on| on.tally.as_ref()) {
            add(&mut lock(tally));
        }
    }
}

impl On {
    fn turn(&self, to: Option<(Part, Duration, usize)>) {
        let mut now = lock(&self.now);
        if let (Some((part, since, _)), Some(tally)) = (*now, &self.tally) {
            let until = to.map_or_else(|| (self.clock)(), |(_, since, _)| since);
            *lock(tally).parts.entry(part).or_default() += until.saturating_sub(since);
        }
        self.done.store(0, Ordering::Relaxed);
        *now = to;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
