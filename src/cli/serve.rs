//! `serve` at the keyboard: says where the site is and how each build ended, until the user ends it.

use jiff::Timestamp;
use patuh::commands::serve::{Event, Notice, Refused, Wish, serve};
use patuh::commands::summary;
use patuh::commands::words::{plain, say};
use patuh::diag::words::Lang;
use patuh::diag::{Bag, Files};
use patuh::publish::diagnostic;
use patuh::{Outcome, Request, Verdict};

use super::args::{Cli, MessageFormat, Serve};
use super::tell::{complain, report, show};

/// Serves the site until the user ends it; `now` is asked before each build.
pub(crate) fn run(
    cli: &Cli,
    asked: &Serve,
    request: &Request,
    now: impl Fn() -> Timestamp + Send + 'static,
    lang: Lang,
) -> Verdict {
    let notice = if asked.poll { Notice::Looking } else { Notice::Told };
    let wish = Wish { bind: asked.bind, port: asked.port, notice, lang };
    let served = serve(request, wish, now, |event| match event {
        Event::Built(outcome) => built(cli, outcome, lang),
        Event::Broke => complain(plain(lang, "serve.broke")),
        Event::Looking => complain(plain(lang, "serve.looking")),
        Event::Ready(address) => {
            if !asked.bind.is_loopback() {
                complain(plain(lang, "serve.open"));
            }
            show(&format!("{}\n", say(lang, "serve.ready", &[("address", address.to_owned())])));
        }
    });
    match served {
        Ok(()) => Verdict::Fine,
        Err(refused) => {
            why(cli, refused, lang);
            Verdict::Disk
        }
    }
}

/// What a build found and how it ended.
fn built(cli: &Cli, outcome: &Outcome, lang: Lang) {
    report(cli, &outcome.bag, &outcome.files, lang);
    if !cli.global.quiet && cli.global.message_format != MessageFormat::Json {
        show(&format!("{}\n", summary::served(outcome, lang)));
    }
}

/// Why nothing is served.
fn why(cli: &Cli, refused: Refused, lang: Lang) {
    match refused {
        Refused::Busy => complain(plain(lang, "serve.busy")),
        Refused::Taken(at) => {
            let args = [("address", at.to_string()), ("port", at.port().to_string())];
            complain(&say(lang, "serve.taken", &args));
        }
        Refused::Unheard(at, error) => {
            complain(&say(lang, "serve.unheard", &[("address", at.to_string()), ("detail", error.to_string())]));
        }
        Refused::Disk(error) => {
            let mut bag = Bag::default();
            bag.push(diagnostic(&error));
            report(cli, &bag, &Files::default(), lang);
        }
        Refused::System(error) => complain(&say(lang, "serve.system", &[("detail", error.to_string())])),
    }
}
