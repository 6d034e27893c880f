//! The help pages: the arguments with their words, of one language only, headings and marks too.

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command, CommandFactory};
use patuh::commands::words::{plain, say};
use patuh::diag::words::Lang;

use super::args::Cli;

/// The command with its words.
pub(crate) fn command(lang: Lang) -> Command {
    let command = Cli::command().disable_help_flag(true).disable_version_flag(true).disable_help_subcommand(true);
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    worded(command.arg(help).arg(version), &[], lang)
}

/// The help page of a command, `None` when there is none of this name.
pub(crate) fn page(topic: Option<&str>, lang: Lang) -> Option<String> {
    let mut command = command(lang);
    command.build();
    let mut found = match topic {
        Some(name) => command.find_subcommand(name)?.clone(),
        None => command,
    };
    Some(found.render_long_help().to_string())
}

/// A command and those below it; `above` are the names it stands under.
fn worded(command: Command, above: &[String], lang: Lang) -> Command {
    let path: Vec<String> = above.iter().cloned().chain([command.get_name().to_owned()]).collect();
    let own = if above.is_empty() { &path[..] } else { &path[1..] };
    let about = plain(lang, &format!("command.{}", own.join(".")));
    let has_commands = command.has_subcommands();
    let key = if has_commands { "help.usage.command" } else { "help.usage.line" };
    let mut usage = say(lang, key, &[("command", path.join(" "))]);
    for arg in command.get_positionals() {
        let name = plain(lang, &format!("value.{}", arg.get_id()));
        usage.push_str(&if arg.is_required_set() { format!(" <{name}>") } else { format!(" [{name}]") });
    }
    let heading = plain(lang, "help.usage");
    let template = format!("{{about-with-newline}}\n{heading} {{usage}}\n\n{{all-args}}{{after-help}}");
    command
        .about(about)
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(plain(lang, "help.commands"))
        .disable_help_subcommand(true)
        .mut_args(|arg| argument(arg, lang))
        .mut_subcommands(|sub| worded(sub, &path, lang))
}

fn argument(arg: Arg, lang: Lang) -> Arg {
    let id = arg.get_id().to_string();
    let help = plain(lang, &format!("arg.{id}"));
    let heading = if arg.is_positional() { "help.arguments" } else { "help.options" };
    let is_value = arg.get_action().takes_values();
    let choices = if is_value { arg.get_possible_values() } else { Vec::new() };
    let marks = marks(&arg, lang);
    let names = choices.iter().map(PossibleValue::get_name).collect::<Vec<_>>().join(", ");
    let list = if names.is_empty() { String::new() } else { say(lang, "help.choices", &[("list", names)]) };
    let short = [help, &list, &marks].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let lines = choices.iter().map(|choice| {
        let name = choice.get_name();
        format!("\n- {name}: {}", plain(lang, &format!("choice.{id}.{name}")))
    });
    let first = if marks.is_empty() { help.to_owned() } else { format!("{help} {marks}") };
    let long = first + &lines.collect::<String>();
    let arg = arg.help(short.join(" ")).long_help(long).help_heading(plain(lang, heading));
    let arg = arg.hide_possible_values(true).hide_default_value(true).hide_env(true);
    if is_value { arg.value_name(plain(lang, &format!("value.{id}"))) } else { arg }
}

/// What stands for the value when it is not given.
fn marks(arg: &Arg, lang: Lang) -> String {
    let env = arg.get_env().map(|name| say(lang, "help.env", &[("name", name.to_string_lossy().into_owned())]));
    let values = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned());
    let default = Some(values.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty());
    let default = default.filter(|_| arg.get_action().takes_values());
    let default = default.map(|value| say(lang, "help.default", &[("value", value)]));
    [env, default].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use patuh::commands::words::catalogue;

    use super::*;

    fn pages(command: &mut Command) -> Vec<String> {
        let own = [command.render_help().to_string(), command.render_long_help().to_string()];
        own.into_iter().chain(command.get_subcommands_mut().flat_map(pages)).collect()
    }

    fn built(lang: Lang) -> Command {
        let mut command = command(lang);
        command.build();
        command
    }

    /// A command, argument or value without words panics here, and words of none are found.
    #[test]
    fn help_and_its_words_belong_together_in_both_languages() {
        for lang in [Lang::En, Lang::Id] {
            let text = pages(&mut built(lang)).join("\n").split_whitespace().collect::<Vec<_>>().join(" ");
            let is_help =
                |key: &str| ["command.", "arg.", "value.", "choice."].iter().any(|start| key.starts_with(start));
            for (key, words) in catalogue(lang).iter().filter(|(key, _)| is_help(key)) {
                assert!(text.contains(words), "{key}: {words}");
            }
        }
    }

    #[test]
    fn no_help_sentence_is_in_the_other_language() {
        let ours = pages(&mut built(Lang::Id)).join("\n").split_whitespace().collect::<Vec<_>>().join(" ");
        let shared: BTreeSet<&str> = catalogue(Lang::Id).values().copied().collect();
        for (key, words) in catalogue(Lang::En) {
            let is_sentence = words.split(' ').count() > 1 && !words.contains('{');
            assert!(!is_sentence || shared.contains(words) || !ours.contains(words), "{key}: {words}");
        }
        for word in ["Usage", "Options", "Commands", "Print ", "[env", "[default", "possible", "Arguments"] {
            assert!(!ours.contains(word), "{word}: {ours}");
        }
    }

    #[test]
    fn both_languages_have_the_same_keys_and_placeholders() {
        let names = |text: &str| -> BTreeSet<String> {
            text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
        };
        let (en, id) = (catalogue(Lang::En), catalogue(Lang::Id));
        let plain = |key: &&&str| !key.ends_with(".one");
        assert_eq!(en.keys().filter(plain).collect::<Vec<_>>(), id.keys().collect::<Vec<_>>());
        for (key, text) in id {
            assert_eq!(names(text), names(en[key]), "{key}");
        }
    }
}
