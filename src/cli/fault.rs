//! Faults of the command line in our own words: what is wrong, then what is possible.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use patuh::commands::words;
use patuh::diag::words::Lang;

/// Whether this is no fault: help or the version was asked for.
pub(crate) fn is_question(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion)
}

/// The fault, one line, then lines of help.
pub(crate) fn say(error: &Error, lang: Lang) -> String {
    let text = |kind| error.get(kind).map(written).filter(|text| !text.is_empty());
    let mut lines = vec![message(error, lang)];
    let suggestion = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let suggestion = suggestion.into_iter().find_map(|kind| error.get(kind)).and_then(nearest);
    lines.extend(suggestion.map(|name| words::say(lang, "fault.meant", &[("suggestion", name)])));
    let choices = [ContextKind::ValidValue, ContextKind::ValidSubcommand].into_iter().find_map(text);
    lines.extend(choices.map(|list| words::say(lang, "fault.choices", &[("list", list)])));
    lines.push(words::say(lang, "fault.see", &[("command", "patuh".to_owned())]));
    lines.join("\n  ")
}

fn message(error: &Error, lang: Lang) -> String {
    let text = |kind| error.get(kind).map(written).unwrap_or_default();
    let (arg, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    let say = |key: &str, args: &[(&'static str, String)]| words::say(lang, key, args);
    match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with('-') => say("fault.unknown-flag", &[("arg", arg)]),
        ErrorKind::UnknownArgument => say("fault.unknown-word", &[("arg", arg)]),
        ErrorKind::InvalidSubcommand => say("fault.unknown-command", &[("arg", text(ContextKind::InvalidSubcommand))]),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say("fault.no-command", &[])
        }
        ErrorKind::InvalidValue if value.is_empty() => say("fault.missing-value", &[("arg", arg)]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say("fault.bad-value", &[("arg", arg), ("value", value)])
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues => say("fault.missing-value", &[("arg", arg)]),
        ErrorKind::TooManyValues if !value.is_empty() => say("fault.extra-value", &[("arg", arg), ("value", value)]),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => say("fault.many-values", &[("arg", arg)]),
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg) {
            other if other == arg || other.is_empty() => say("fault.twice", &[("arg", arg)]),
            other => say("fault.conflict", &[("arg", arg), ("other", other)]),
        },
        ErrorKind::MissingRequiredArgument => say("fault.missing", &[("list", arg)]),
        ErrorKind::InvalidUtf8 => say("fault.unicode", &[]),
        _ => say("fault.other", &[]),
    }
}

fn written(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(list) => list.join(", "),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The likeliest of what may be meant: `clap` lists the nearest last.
fn nearest(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(list) => list.last().cloned(),
        _ => None,
    }
}
