//! The command line: flags, environment and the clock are read here, once; exit codes are made here.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the clock, the environment and the working folder"
)]

mod cli;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use cli::args::{Cli, MessageFormat, Verb, When};
use cli::{Parsed, help};
use jiff::Timestamp;
use patuh::commands::words::say;
use patuh::diag::report::{Colour, Format, Style};
use patuh::diag::words::Lang;
use patuh::diag::{Bag, Files};
use patuh::model::address::BaseUrl;
use patuh::model::release::{Audience, Release, Show};
use patuh::{Outcome, Request, Strictness, Verdict, build, check, commands, diag};

const FINE: u8 = 0;
const FAULTS: u8 = 1;
const USAGE: u8 = 2;
const DISK: u8 = 3;
const INTERNAL: u8 = 4;

fn main() -> ExitCode {
    let line: Vec<_> = std::env::args_os().collect();
    let lang = cli::language(&line, std::env::var("PATUH_LANG").ok().as_deref());
    // A panic is our own bug: one plain line, no back trace, an exit code of its own.
    std::panic::set_hook(Box::new(move |info| {
        complain(&say(lang, "fault.internal", &[("detail", info.to_string())]));
    }));
    let code = std::panic::catch_unwind(|| match cli::parse(line, lang) {
        Parsed::Do(cli) => run(&cli, lang),
        Parsed::Show(text) => show(&text),
        Parsed::Fault(text) => {
            let _ = writeln!(std::io::stderr(), "{text}");
            USAGE
        }
    });
    ExitCode::from(code.unwrap_or(INTERNAL))
}

/// Writes to standard output. A closed pipe is the reader's choice, not a fault.
fn show(text: &str) -> u8 {
    let _ = std::io::stdout().write_all(text.as_bytes());
    FINE
}

fn complain(message: &str) -> u8 {
    let _ = writeln!(std::io::stderr(), "patuh: {message}");
    USAGE
}

fn run(cli: &Cli, lang: Lang) -> u8 {
    let request = match request(cli, lang) {
        Ok(request) => request,
        Err(message) => return complain(&message),
    };
    let outcome = match &cli.verb {
        Verb::Build => build(&request),
        Verb::Check => check(&request),
        Verb::Help { topic } => {
            let unknown = |name: &str| say(lang, "fault.unknown-command", &[("arg", name.to_owned())]);
            let page = help::page(topic.as_deref(), lang);
            return page.map_or_else(|| complain(&unknown(topic.as_deref().unwrap_or(""))), |page| show(&page));
        }
    };
    tell(cli, &outcome, &request, lang);
    code(outcome.verdict)
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
    let is_build = matches!(cli.verb, Verb::Build);
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
    })
}

fn absolute(path: &Path, lang: Lang) -> Result<PathBuf, String> {
    let fault = |error: std::io::Error| {
        say(lang, "fault.path", &[("path", path.display().to_string()), ("detail", error.to_string())])
    };
    std::path::absolute(path).map_err(fault)
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

fn tell(cli: &Cli, outcome: &Outcome, request: &Request, lang: Lang) {
    let global = &cli.global;
    report(cli, &outcome.bag, &outcome.files, lang);
    if global.quiet || global.message_format == MessageFormat::Json {
        return;
    }
    let line = match cli.verb {
        Verb::Build => commands::summary::sentence(outcome, &shown(&request.output), lang),
        _ => commands::summary::checked(outcome, lang),
    };
    let changed = outcome.published.iter().filter(|_| global.verbose).flat_map(|published| &published.changed);
    let changed: String = changed.map(|path| format!("  {path}\n")).collect();
    show(&format!("{line}\n{changed}"));
}

/// Writes what was found.
fn report(cli: &Cli, bag: &Bag, files: &Files, lang: Lang) {
    let format = match cli.global.message_format {
        MessageFormat::Human => Format::Human,
        MessageFormat::Short => Format::Short,
        MessageFormat::Json => Format::Json,
        MessageFormat::Github => Format::Github,
    };
    let most = if cli.global.verbose { 0 } else { 100 };
    let style = Style { format, lang, colour: colour(cli.global.color), most };
    let (text, left_out) = diag::report::write(bag, files, style);
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes());
    if left_out > 0 {
        let _ = writeln!(stderr, "{}", say(lang, "end.more", &[("n", left_out.to_string())]));
    }
}

/// A path as short as it can be said from here.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}

fn colour(when: When) -> Colour {
    let is_wanted = match when {
        When::Always => true,
        When::Never => false,
        When::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            std::io::stderr().is_terminal() && !refused
        }
    };
    if is_wanted { Colour::Ansi } else { Colour::Plain }
}
