//! What the person at the keyboard asked for: the arguments, their help and their faults, in the language asked for.

pub(crate) mod args;
pub(crate) mod build;
pub(crate) mod clean;
pub(crate) mod cms;
pub(crate) mod completions;
pub(crate) mod correct;
pub(crate) mod fault;
pub(crate) mod help;
pub(crate) mod init;
pub(crate) mod new;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod tell;
pub(crate) mod watch;

use std::ffi::OsString;

use clap::{ArgMatches, FromArgMatches};
use patuh::diag::words::Lang;

use args::Cli;

/// What a command line comes to.
pub(crate) enum Parsed {
    /// Something is to be done.
    Do(Box<Cli>),
    /// Help or version was asked for: this is to be shown.
    Show(String),
    /// The command line is at fault: this says how.
    Fault(String),
}

/// Reads a command line.
pub(crate) fn parse(line: Vec<OsString>, lang: Lang) -> Parsed {
    let mut command = help::command(lang);
    let cli = command.try_get_matches_from_mut(line).and_then(|matches: ArgMatches| Cli::from_arg_matches(&matches));
    match cli {
        Ok(cli) => Parsed::Do(Box::new(cli)),
        Err(error) if fault::is_question(&error) => Parsed::Show(error.render().to_string()),
        Err(error) => Parsed::Fault(fault::say(&error, lang)),
    }
}

/// The language that a command line asks for which was not read yet: `--lang`, else the environment's.
pub(crate) fn language(line: &[OsString], environment: Option<&str>) -> Option<Lang> {
    let words: Vec<&str> =
        line.iter().map(|word| word.to_str().unwrap_or("")).take_while(|word| *word != "--").collect();
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    let apart = || words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    match joined.or_else(apart).or(environment) {
        Some("id") => Some(Lang::Id),
        Some("en") => Some(Lang::En),
        _ => None,
    }
}
