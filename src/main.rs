//! The command line: flags, environment and the clock are read here, once; exit codes are made here.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the clock, the environment and the working folder"
)]

mod cli;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use cli::args::{Cli, ListWhat, Verb};
use cli::tell::{complain, report, show, unclear};
use cli::watch::followed;
use cli::{Parsed, build, clean, cms, completions, correct, help, import, init, new, schema, serve};
use jiff::Timestamp;
use patuh::commands::outside::{self, Reach, Search};
use patuh::commands::share;
use patuh::commands::upcoming::{self, Clock};
use patuh::commands::words::say;
use patuh::diag::words::Lang;
use patuh::load::Sources;
use patuh::model::Model;
use patuh::model::address::BaseUrl;
use patuh::model::release::{Audience, Release, Show};
use patuh::{Purpose, Request, Strictness, Verdict, check_watched};

/// A page is made of many small texts and values that live for a moment.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FINE: u8 = 0;
const FAULTS: u8 = 1;
const USAGE: u8 = 2;
const DISK: u8 = 3;
const INTERNAL: u8 = 4;

fn main() -> ExitCode {
    let line: Vec<_> = std::env::args_os().collect();
    let asked = cli::language(&line, std::env::var("PATUH_LANG").ok().as_deref());
    let lang = asked.unwrap_or(Lang::En);
    // A panic is our own bug: one plain line, no back trace, an exit code of its own.
    std::panic::set_hook(Box::new(move |info| {
        complain(&say(lang, "fault.internal", &[("detail", info.to_string())]));
    }));
    let code = std::panic::catch_unwind(|| match cli::parse(line, lang) {
        Parsed::Do(cli) => run(&cli, asked).unwrap_or_else(|fault| {
            complain(&fault);
            USAGE
        }),
        Parsed::Show(text) => {
            show(&text);
            FINE
        }
        Parsed::Fault(text) => {
            complain(&text);
            USAGE
        }
    });
    ExitCode::from(code.unwrap_or(INTERNAL))
}

/// Does what was asked; a fault of the command line is a message.
fn run(cli: &Cli, asked: Option<Lang>) -> Result<u8, String> {
    let lang = asked.unwrap_or(Lang::En);
    let request = request(cli, lang)?;
    if !matches!(cli.verb, Verb::Help { .. } | Verb::Init(_) | Verb::Completions { .. } | Verb::Schema { .. }) {
        site_at(&request.root, lang)?;
    }
    let outcome = match &cli.verb {
        Verb::Build(asked) => return Ok(code(build::run(cli, asked, &request, lang))),
        Verb::Check(asked) if asked.external => return Ok(check_external(cli, &request, lang)),
        Verb::Check(_) => {
            followed(cli, &request, lang, |watch| check_watched(&request, watch, |_: &Sources, _: &Model| Vec::new()))
        }
        Verb::List { what } => return Ok(list(cli, what, &request, lang)),
        Verb::Correct(wish) => return correct::run(cli, wish, &request, lang).map(code),
        Verb::Import(wish) => return import::run(cli, wish, &request, lang).map(code),
        Verb::Init(asked) => {
            let is_written = init::run(cli, asked, request.base_url.as_ref(), lang)?;
            return Ok(if is_written { FINE } else { DISK });
        }
        Verb::Clean => return Ok(code(clean::run(cli, &request, lang))),
        Verb::Completions { shell } => {
            show(&completions::script(*shell, lang));
            return Ok(FINE);
        }
        Verb::New { what } => return new::run(cli, what, &request, lang).map(code),
        Verb::Share { shared } => return share(cli, shared, &request, asked),
        Verb::Cms(asked) => return cms::run(cli, asked, &request, lang).map(code),
        Verb::Schema { format, all } => {
            let is_done = schema::run(format.as_deref(), all.as_deref(), lang)?;
            return Ok(if is_done { FINE } else { DISK });
        }
        Verb::Serve(asked) => return Ok(code(serve::run(cli, asked, &request, clock(cli, request.release.now), lang))),
        Verb::Help { topic } => {
            let unknown = |name: &str| say(lang, "fault.unknown-command", &[("arg", name.to_owned())]);
            let page = help::page(topic.as_deref(), lang);
            show(&page.ok_or_else(|| unknown(topic.as_deref().unwrap_or("")))?);
            return Ok(FINE);
        }
    };
    Ok(code(outcome.verdict))
}

/// `check`, and the addresses of others.
fn check_external(cli: &Cli, request: &Request, lang: Lang) -> u8 {
    let search = Search { folder: &request.root, now: Timestamp::now(), reach: Reach::Public };
    let mut is_connected = true;
    let look = |sources: &Sources, model: &Model| {
        let base = &model.site.base_url;
        let found = outside::findings(sources, &format!("{}{}", base.origin, base.path), search);
        is_connected = found.is_ok();
        found.unwrap_or_default()
    };
    let outcome = followed(cli, request, lang, |watch| check_watched(request, watch, look));
    if !is_connected {
        complain(&say(lang, "end.no-network", &[]));
        return DISK;
    }
    code(outcome.verdict)
}

fn list(cli: &Cli, what: &ListWhat, request: &Request, lang: Lang) -> u8 {
    let ListWhat::Upcoming { json } = what;
    let (outcome, list) = patuh::upcoming(request);
    report(cli, &outcome.bag, &outcome.files, lang);
    let is_whole = outcome.verdict == Verdict::Fine;
    if !is_whole {
        complain(&say(lang, "upcoming.partial", &[]));
    }
    if let Some((site, list)) = list.filter(|(_, list)| is_whole || !list.is_empty() || *json) {
        let clock = Clock { now: request.release.now, zone: &site.time_zone };
        show(&match json {
            true => upcoming::json(&list, &outcome.files, clock),
            false => upcoming::text(&list, &outcome.files, clock, lang),
        });
    }
    code(outcome.verdict)
}

/// Shows what is sent when a page is shared: in the language asked for, else in that of the site.
fn share(cli: &Cli, shared: &str, request: &Request, asked: Option<Lang>) -> Result<u8, String> {
    let lang = asked.unwrap_or(Lang::En);
    let tag = asked.map(Lang::tag);
    let (outcome, message) = patuh::look(request, |studio, ground| share::message(studio, ground, shared, tag));
    report(cli, &outcome.bag, &outcome.files, lang);
    match message {
        None => return Ok(code(outcome.verdict)),
        Some(Ok(text)) => show(&text),
        Some(Err(why)) => return Err(unclear(why, lang)),
    }
    Ok(FINE)
}

fn code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Fine => FINE,
        Verdict::Faults => FAULTS,
        Verdict::Disk => DISK,
    }
}

fn request(cli: &Cli, lang: Lang) -> Result<Request, String> {
    let global = &cli.global;
    let show = |flag: bool| if flag { Show::Yes } else { Show::No };
    let release = Release {
        now: now(global.clock.as_deref(), lang)?,
        drafts: show(global.drafts),
        future: show(global.future),
        expired: show(global.expired),
    };
    let output = absolute(&global.output.clone().unwrap_or_else(|| global.root.join("output")), lang)?;
    let is_build = matches!(cli.verb, Verb::Build(_));
    let is_preview = is_build && release.audience() == Audience::Editors;
    if is_preview && output == absolute(&global.root.join("output"), lang)? {
        return Err(say(lang, "fault.preview", &[]));
    }
    let base_url = match global.base_url.as_deref() {
        Some(text) => {
            Some(BaseUrl::parse(text).ok_or_else(|| say(lang, "fault.base-url", &[("value", text.to_owned())]))?)
        }
        None => None,
    };
    Ok(Request {
        output,
        root: global.root.clone(),
        home: std::env::var_os("HOME").map(PathBuf::from),
        base_url,
        release,
        strictness: if global.strict { Strictness::Strict } else { Strictness::Lenient },
        wait: Duration::from_secs(60),
        purpose: Purpose::Publish,
    })
}

/// Whether there is a site: most often the command was given in another folder.
fn site_at(root: &Path, lang: Lang) -> Result<(), String> {
    let path = || absolute(root, lang).map(|path| path.display().to_string());
    let is_there = |path: &Path| path.try_exists().unwrap_or(true);
    match () {
        () if !is_there(root) => Err(say(lang, "fault.no-folder", &[("path", path()?)])),
        () if !is_there(&root.join("content/site.yaml")) => Err(say(lang, "fault.no-site", &[("path", path()?)])),
        () => Ok(()),
    }
}

fn absolute(path: &Path, lang: Lang) -> Result<PathBuf, String> {
    let fault = |error: std::io::Error| {
        say(lang, "fault.path", &[("path", path.display().to_string()), ("detail", error.to_string())])
    };
    std::path::absolute(path).map_err(fault)
}

/// The moment of each build of many: the one that was named, else the clock's then.
fn clock(cli: &Cli, first: Timestamp) -> impl Fn() -> Timestamp + Send + 'static {
    let is_named = cli.global.clock.is_some() || std::env::var_os("SOURCE_DATE_EPOCH").is_some();
    move || if is_named { first } else { Timestamp::now() }
}

/// `--clock`, else `SOURCE_DATE_EPOCH`, else the clock, once.
fn now(clock: Option<&str>, lang: Lang) -> Result<Timestamp, String> {
    let fault = |key: &str, text: &str| say(lang, key, &[("value", text.to_owned())]);
    if let Some(text) = clock {
        return text.parse().map_err(|_| fault("fault.clock", text));
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            let seconds = text.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
            seconds.ok_or_else(|| fault("fault.epoch", &text))
        }
        Err(_) => Ok(Timestamp::now()),
    }
}
