//! Makes the site, again after each change, in a thread of its own.
//!
//! Changes that come together lead to one build; those that come while it runs lead to exactly one more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::mpsc::Sender;

use crate::diag::words::Lang;
use crate::load::traces::traces;
use crate::{Outcome, Request, Verdict, build};

use super::Notice;
use super::state::{Faults, Site};
use super::watch::{FOLDERS, Seen, Watch};

/// How long it must be quiet before a build, and how long when much changes at once.
const CALM: Duration = Duration::from_millis(25);
const CALM_IN_A_STORM: Duration = Duration::from_millis(200);
/// Signs of change that make a storm.
const STORM: usize = 32;
/// A storm that does not end is not waited out.
const LONGEST: Duration = Duration::from_secs(2);
/// How often all files are looked at when the system does not tell of changes.
const LOOK: Duration = Duration::from_secs(1);

/// What is to be made, and how.
pub(super) struct Order<N> {
    pub(super) request: Request,
    /// The moment, asked before each build.
    pub(super) now: N,
    pub(super) notice: Notice,
    pub(super) lang: Lang,
}

/// News of the thread.
pub(super) enum Built {
    /// A build ended: with this site, or with these faults.
    Ended(Box<Outcome>, Result<Site, Faults>),
    /// The build itself broke.
    Broke(Faults),
    /// From now on all files are looked at once a second.
    Looking,
}

/// Starts the thread, which ends when nobody hears its news.
pub(super) fn start<N: Fn() -> Timestamp + Send + 'static>(order: Order<N>, news: Sender<Built>) {
    thread::spawn(move || {
        let mut changes = Changes::watch(&order);
        while news.blocking_send(make(&order)).is_ok() {
            if changes.is_looking_anew() && news.blocking_send(Built::Looking).is_err() {
                return;
            }
            changes.wait();
        }
    });
}

fn make<N: Fn() -> Timestamp>(order: &Order<N>) -> Built {
    let mut request = order.request.clone();
    request.release.now = (order.now)();
    let Ok(outcome) = catch_unwind(AssertUnwindSafe(|| build(&request))) else {
        return Built::Broke(Faults::broke(None, order.lang));
    };
    let site = match (outcome.verdict, &outcome.base_url) {
        (Verdict::Fine, Some(base)) => {
            Site::open(&request.output, &base.path).map_err(|detail| Faults::broke(Some(&detail), order.lang))
        }
        _ => Err(Faults::of(&outcome.bag, &outcome.files, order.lang)),
    };
    Built::Ended(Box::new(outcome), site)
}

/// Waits for changes.
struct Changes {
    watch: Watch,
    root: PathBuf,
    /// How the files looked when last all of them were looked at, and no change was told since.
    traces: Option<u64>,
    /// Whether the change from being told to looking was not said yet.
    is_unsaid: bool,
}

impl Changes {
    fn watch<N>(order: &Order<N>) -> Self {
        let watch = Watch::start(&order.request.root, order.notice);
        let is_unsaid = watch.is_looking() && order.notice == Notice::Told;
        let mut changes = Changes { watch, root: order.request.root.clone(), traces: None, is_unsaid };
        if changes.watch.is_looking() {
            changes.traces = Some(changes.look());
        }
        changes
    }

    /// Whether changes are no longer told; true once.
    fn is_looking_anew(&mut self) -> bool {
        std::mem::take(&mut self.is_unsaid)
    }

    /// Until something changed and it is quiet again.
    fn wait(&mut self) {
        while !self.is_changed() {}
        self.settle();
        if !self.watch.is_looking() && self.watch.renew() {
            self.is_unsaid = true;
        }
        if self.watch.is_looking() {
            // Before the build reads them: what changes later is another change.
            self.traces = Some(self.look());
        }
    }

    /// Waits for a sign; whether it is one of a change.
    fn is_changed(&mut self) -> bool {
        let seen = match self.watch.is_looking() {
            true => self.watch.next(LOOK),
            false => self.watch.wait(),
        };
        match seen {
            Ok(Seen::Change) => {
                self.traces = None;
                true
            }
            // The system lost count, also while a build of many files reads them.
            Ok(Seen::Perhaps) | Err(_) => {
                let now = self.look();
                self.traces.replace(now) != Some(now)
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "measures how long a storm lasts: no page says it")]
    fn settle(&mut self) {
        let begun = Instant::now();
        let mut signs = 1;
        while begun.elapsed() < LONGEST {
            let calm = if signs > STORM { CALM_IN_A_STORM } else { CALM };
            if self.watch.next(calm).is_err() {
                return;
            }
            signs += 1;
        }
    }

    fn look(&self) -> u64 {
        traces(&self.root, FOLDERS)
    }
}
