//! Output: what was found to standard error, what was asked for to standard output.

use std::io::{IsTerminal, Write};
use std::path::Path;

use patuh::commands;
use patuh::commands::subject::Unclear;
use patuh::commands::words::say;
use patuh::diag::report::{Colour, Format, Style, write};
use patuh::diag::words::Lang;
use patuh::diag::{Bag, Files};
use patuh::{Outcome, Request};

use super::args::{Cli, MessageFormat, Verb, When};

/// Writes to standard output. A closed pipe is the reader's choice, not a fault.
pub(crate) fn show(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Says what is wrong.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(std::io::stderr(), "patuh: {message}");
}

/// What is not clear on the command line, and what may be meant.
pub(crate) fn unclear(why: Unclear, lang: Lang) -> String {
    let meant = why.meant.map(|name| format!("\n  {}", say(lang, "fault.meant", &[("suggestion", name)])));
    say(lang, why.key, &why.args) + &meant.unwrap_or_default()
}

/// How a run ended.
pub(crate) fn tell(cli: &Cli, outcome: &Outcome, request: &Request, lang: Lang) {
    let global = &cli.global;
    report(cli, &outcome.bag, &outcome.files, lang);
    if global.quiet || global.message_format == MessageFormat::Json {
        return;
    }
    let line = match cli.verb {
        Verb::Build(_) => commands::summary::sentence(outcome, &shown(&request.output), lang),
        _ => commands::summary::checked(outcome, lang),
    };
    let changed = outcome.published.iter().filter(|_| global.verbose).flat_map(|published| &published.changed);
    let changed: String = changed.map(|path| format!("  {path}\n")).collect();
    show(&format!("{line}\n{changed}"));
}

/// Writes what was found.
pub(crate) fn report(cli: &Cli, bag: &Bag, files: &Files, lang: Lang) {
    let format = match cli.global.message_format {
        MessageFormat::Human => Format::Human,
        MessageFormat::Short => Format::Short,
        MessageFormat::Json => Format::Json,
        MessageFormat::Github => Format::Github,
    };
    let most = if cli.global.verbose { 0 } else { 100 };
    let style = Style { format, lang, colour: colour(cli.global.color), most };
    let (text, left_out) = write(bag, files, style);
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
