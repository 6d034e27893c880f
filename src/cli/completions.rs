//! `completions`: the script by which a shell completes commands and options, with their words.

use clap_complete::aot;
use patuh::diag::words::Lang;

use super::args::Shell;
use super::help;

/// The script for a shell.
pub(crate) fn script(shell: Shell, lang: Lang) -> String {
    let shell = match shell {
        Shell::Bash => aot::Shell::Bash,
        Shell::Elvish => aot::Shell::Elvish,
        Shell::Fish => aot::Shell::Fish,
        Shell::Powershell => aot::Shell::PowerShell,
        Shell::Zsh => aot::Shell::Zsh,
    };
    let mut script = Vec::new();
    aot::generate(shell, &mut help::command(lang), "patuh", &mut script);
    String::from_utf8(script).expect("names and words are text")
}
