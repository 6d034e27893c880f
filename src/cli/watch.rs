//! A run that is followed: a bar on a terminal while it lasts, tables of what it took for who asks.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use patuh::commands::timings;
use patuh::diag::words::Lang;
use patuh::run::watch::Watch;
use patuh::{Outcome, Request};

use super::args::{Build, Check, Cli, MessageFormat, Verb};
use super::tell::tell;

/// Before this nobody wonders what the program is at.
const PATIENCE: Duration = Duration::from_secs(1);
const FRAME: Duration = Duration::from_millis(100);
/// To the start of the line, and all of it gone.
const CLEAR: &str = "\r\x1b[2K";

/// Runs, says how it ended and, if that was asked for, what it took.
pub(crate) fn followed(cli: &Cli, request: &Request, lang: Lang, go: impl FnOnce(&Watch) -> Outcome) -> Outcome {
    let start = Instant::now();
    let clock = Box::new(move || start.elapsed());
    let watch = match (wants_timings(cli), is_seen(cli)) {
        (true, _) => Watch::timings(clock),
        (false, true) => Watch::progress(clock),
        (false, false) => Watch::default(),
    };
    let outcome = if is_seen(cli) { with_bar(&watch, lang, || go(&watch)) } else { go(&watch) };
    tell(cli, &outcome, request, lang);
    if let Some(taken) = watch.told().filter(|_| is_text(cli)) {
        let _ = std::io::stderr().write_all(timings::tables(&taken, lang).as_bytes());
    }
    outcome
}

/// Takes the bar off the line on which something is to be said.
pub(crate) fn clear(cli: &Cli) {
    if is_seen(cli) {
        let _ = std::io::stderr().write_all(CLEAR.as_bytes());
    }
}

fn with_bar<T>(watch: &Watch, lang: Lang, go: impl FnOnce() -> T) -> T {
    std::thread::scope(|scope| {
        let (going, ended) = channel::<()>();
        scope.spawn(move || draw(watch, lang, &ended));
        // It is dropped when the run ends, also by a panic.
        let _going = going;
        go()
    })
}

/// Draws ten times a second what the run is at: the threads at work only count.
fn draw(watch: &Watch, lang: Lang, ended: &Receiver<()>) {
    let mut wait = PATIENCE;
    while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        if let Some(at) = watch.at() {
            let _ = write!(std::io::stderr(), "{CLEAR}{}", timings::progress(at, lang));
        }
        wait = FRAME;
    }
    if wait == FRAME {
        let _ = std::io::stderr().write_all(CLEAR.as_bytes());
    }
}

fn wants_timings(cli: &Cli) -> bool {
    matches!(cli.verb, Verb::Build(Build { timings: true, .. }) | Verb::Check(Check { timings: true, .. }))
}

/// Programs read the other formats.
fn is_text(cli: &Cli) -> bool {
    matches!(cli.global.message_format, MessageFormat::Human | MessageFormat::Short)
}

/// Whether somebody looks on: a terminal that can clear a line, and no build server.
fn is_seen(cli: &Cli) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    is_text(cli) && !cli.global.quiet && std::io::stderr().is_terminal() && !is_set("CI") && !is_dumb
}
