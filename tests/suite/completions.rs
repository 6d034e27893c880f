//! `completions`: scripts that shells understand, with every command.
#![expect(clippy::disallowed_methods, reason = "the tests run shells on the scripts")]

use std::process::Command;

use crate::support::Site;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

#[test]
fn each_shell_has_a_script_of_all_commands_without_a_site() {
    let site = Site::empty();
    for shell in SHELLS {
        let script = site.run(&["completions", shell]).ends(0).out;
        for word in ["build", "check", "correct", "init", "translation-of", "message-format"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let script = site.run(&["completions", "zsh", "--lang", "id"]).ends(0).out;
    assert!(script.contains("Buat situs dan terbitkan"), "the words are of the language asked for");
    let run = site.run(&["completions", "tcsh"]).ends(2);
    assert!(run.err.contains("possible: bash, elvish, fish, powershell, zsh"), "{}", run.err);
}

#[test]
fn bash_completes_a_command_and_its_options() {
    let site = Site::empty();
    site.write("script", &site.run(&["completions", "bash"]).ends(0).out);
    let ask = |words: &str, at: usize| {
        let call = "_patuh patuh \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD-1]}\"";
        let line =
            format!("source ./script; COMP_WORDS=({words}); COMP_CWORD={at}; {call}; echo \"${{COMPREPLY[@]}}\"");
        let run = Command::new("bash").args(["-c", &line]).current_dir(site.root()).output();
        run.ok().map(|run| String::from_utf8_lossy(&run.stdout).trim().to_owned())
    };
    // A machine without Bash has nothing to complete there.
    let Some(command) = ask("patuh corr", 1) else { return };
    assert_eq!(command, "correct");
    assert_eq!(ask("patuh new news --tr", 3).as_deref(), Some("--translation-of"));
    assert_eq!(ask("patuh correct --kind rev", 3).as_deref(), Some("revision"));
}
