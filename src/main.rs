//! The command line: flags, environment and the clock are read here, once; exit codes are made here.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the clock, the environment and the working folder"
)]

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use patuh::diag::report::{Colour, Format, Style};
use patuh::diag::words::Lang;
use patuh::model::address::BaseUrl;
use patuh::model::release::{Audience, Release, Show};
use patuh::{Outcome, Request, Strictness, Verdict, build, check, commands, diag};

const FAULTS: u8 = 1;
const USAGE: u8 = 2;
const DISK: u8 = 3;
const INTERNAL: u8 = 4;

/// Static sites for public compliance reports: zones and trends, with their sources.
#[derive(Debug, Parser)]
#[command(name = "patuh", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    global: Global,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Build the site and publish it in one step.
    Build,
    /// Find what build finds, write nothing.
    Check,
}

#[derive(Debug, Args)]
struct Global {
    /// The site's folder.
    #[arg(short, long, global = true, value_name = "DIR", default_value = ".", env = "PATUH_ROOT")]
    root: PathBuf,
    /// Where the site is published; below the site's folder if not given.
    #[arg(short, long, global = true, value_name = "DIR", env = "PATUH_OUTPUT")]
    output: Option<PathBuf>,
    /// The address the site is published at, instead of base_url in site.yaml.
    #[arg(short = 'u', long, global = true, value_name = "URL", env = "PATUH_BASE_URL")]
    base_url: Option<String>,
    /// Also show drafts (build then needs --output).
    #[arg(long, global = true)]
    drafts: bool,
    /// Also show what is not released yet (build then needs --output).
    #[arg(long, global = true)]
    future: bool,
    /// Also show what has expired (build then needs --output).
    #[arg(long, global = true)]
    expired: bool,
    /// The moment to build for, such as 2026-01-29T10:00:00+07:00.
    #[arg(long, global = true, value_name = "TIME", env = "PATUH_CLOCK")]
    clock: Option<String>,
    /// Warnings fail too.
    #[arg(long, global = true)]
    strict: bool,
    /// How messages are written.
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Human, env = "PATUH_MESSAGE_FORMAT")]
    message_format: MessageFormat,
    /// The language of messages.
    #[arg(long, global = true, value_enum, default_value_t = MessageLang::En, env = "PATUH_LANG")]
    lang: MessageLang,
    /// Say only what is wrong.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say all: every message, and every file that changed.
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Colours in messages.
    #[arg(long, global = true, value_enum, default_value_t = When::Auto)]
    color: When,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    Human,
    Short,
    Json,
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MessageLang {
    Id,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

fn main() -> ExitCode {
    // A panic is our own bug: one plain line, no back trace, an exit code of its own.
    std::panic::set_hook(Box::new(|info| {
        let _ = writeln!(std::io::stderr(), "patuh: internal error, please report it: {info}");
    }));
    let code = std::panic::catch_unwind(run).unwrap_or(INTERNAL);
    ExitCode::from(code)
}

fn run() -> u8 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let _ = error.print();
            return if asked { 0 } else { USAGE };
        }
    };
    let request = match request(&cli) {
        Ok(request) => request,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "patuh: {message}");
            return USAGE;
        }
    };
    let outcome = match cli.verb {
        Verb::Build => build(&request),
        Verb::Check => check(&request),
    };
    tell(&cli, &outcome, &request);
    match outcome.verdict {
        Verdict::Fine => 0,
        Verdict::Faults => FAULTS,
        Verdict::Disk => DISK,
    }
}

fn request(cli: &Cli) -> Result<Request, String> {
    let global = &cli.global;
    let show = |flag: bool| if flag { Show::Yes } else { Show::No };
    let release = Release {
        now: now(global.clock.as_deref())?,
        drafts: show(global.drafts),
        future: show(global.future),
        expired: show(global.expired),
    };
    let output = absolute(&global.output.clone().unwrap_or_else(|| global.root.join("output")))?;
    let is_build = matches!(cli.verb, Verb::Build);
    let is_preview = is_build && release.audience() == Audience::Editors;
    if is_preview && output == absolute(&global.root.join("output"))? {
        let rule = "--drafts, --future and --expired show what is not public, so they need an --output of their own";
        return Err(format!("{rule}, such as --output preview"));
    }
    let base_url = match global.base_url.as_deref() {
        Some(text) => Some(
            BaseUrl::parse(text)
                .ok_or_else(|| format!("--base-url is an address such as https://example.org/path, not {text}"))?,
        ),
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

fn absolute(path: &Path) -> Result<PathBuf, String> {
    std::path::absolute(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// `--clock`, else `SOURCE_DATE_EPOCH`, else the clock, once.
fn now(clock: Option<&str>) -> Result<Timestamp, String> {
    if let Some(text) = clock {
        return text.parse().map_err(|_| format!("--clock is a time such as 2026-01-29T10:00:00+07:00, not {text}"));
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            let seconds = text.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
            seconds.ok_or_else(|| format!("SOURCE_DATE_EPOCH is a number of seconds, not {text}"))
        }
        Err(_) => Ok(Timestamp::now()),
    }
}

fn tell(cli: &Cli, outcome: &Outcome, request: &Request) {
    let global = &cli.global;
    let lang = match global.lang {
        MessageLang::Id => Lang::Id,
        MessageLang::En => Lang::En,
    };
    let format = match global.message_format {
        MessageFormat::Human => Format::Human,
        MessageFormat::Short => Format::Short,
        MessageFormat::Json => Format::Json,
        MessageFormat::Github => Format::Github,
    };
    let style = Style { format, lang, colour: colour(global.color), most: if global.verbose { 0 } else { 100 } };
    let (text, left_out) = diag::report::write(&outcome.bag, &outcome.files, style);
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes());
    if left_out > 0 {
        let _ = match lang {
            Lang::En => writeln!(stderr, "… and {left_out} more: --verbose shows all"),
            Lang::Id => writeln!(stderr, "… dan {left_out} lagi: --verbose menampilkan semua"),
        };
    }
    if global.quiet || format == Format::Json {
        return;
    }
    let line = match cli.verb {
        Verb::Build => commands::summary::sentence(outcome, &shown(&request.output), lang),
        Verb::Check => commands::summary::checked(outcome, lang),
    };
    // A closed pipe is the reader's choice, not a fault.
    let mut stdout = std::io::stdout().lock();
    let _ = writeln!(stdout, "{line}");
    for path in outcome.published.iter().filter(|_| global.verbose).flat_map(|p| &p.changed) {
        let _ = writeln!(stdout, "  {path}");
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
