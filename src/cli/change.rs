//! A change of the content at the keyboard: its lines, the question before it is written, what the disk refused.

use std::io::{IsTerminal, Write};
use std::ops::Range;
use std::path::Path;

use patuh::Verdict;
use patuh::commands::edit::{Edit, EditError, write};
use patuh::commands::words::{plain, say};
use patuh::diag::words::Lang;

use super::tell::{complain, show};

/// What is to become of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Will {
    /// Written without a question.
    Write,
    /// Only shown.
    Show,
    /// Written if somebody says so.
    Ask,
}

impl Will {
    /// Of `--yes` and `--dry-run`.
    pub(crate) fn of(yes: bool, dry_run: bool) -> Self {
        match (yes, dry_run) {
            (true, _) => Will::Write,
            (_, true) => Will::Show,
            _ => Will::Ask,
        }
    }
}

/// Whether a change may be written.
enum Agreed {
    /// Somebody says so.
    Yes,
    /// Somebody does not.
    No,
    /// Nobody was there to be asked.
    NobodyAsked,
}

/// Writes a change that may be written, with what is then to be said behind the names of its files.
pub(crate) fn settle(will: Will, (edits, folder): (&[Edit], &Path), then: &str, lang: Lang) -> Verdict {
    match agreed(will, lang) {
        Agreed::Yes => {}
        Agreed::No => {
            show(&format!("{}\n", plain(lang, "correct.not-written")));
            return Verdict::Fine;
        }
        // Nobody chose this: who reads only the exit code must not take it for done.
        Agreed::NobodyAsked => {
            complain(plain(lang, "correct.needs-yes"));
            return Verdict::Faults;
        }
    }
    match write(folder, edits) {
        Ok(()) => {
            let paths = edits.iter().map(|edit| edit.path.as_str()).collect::<Vec<_>>().join(", ");
            show(&format!("{}\n{then}", say(lang, "correct.written", &[("paths", paths)])));
            Verdict::Fine
        }
        Err(error) => {
            complain(&refused(error, lang));
            Verdict::Disk
        }
    }
}

/// Asks whether a change may be written, where that is not settled.
fn agreed(will: Will, lang: Lang) -> Agreed {
    match will {
        Will::Write => return Agreed::Yes,
        Will::Show => return Agreed::No,
        Will::Ask if !std::io::stdin().is_terminal() => return Agreed::NobodyAsked,
        Will::Ask => {}
    }
    show(&format!("{} ", plain(lang, "correct.ask")));
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let _ = std::io::stdin().read_line(&mut answer);
    let answer = answer.trim().to_lowercase();
    let is_yes = plain(lang, "correct.yes-words").split(' ').any(|word| word == answer);
    if is_yes { Agreed::Yes } else { Agreed::No }
}

/// The words for what the disk refused.
fn refused(error: EditError, lang: Lang) -> String {
    let args = |path, error: std::io::Error| [("path", path), ("detail", error.to_string())];
    match error {
        EditError::Changed(path) => say(lang, "correct.changed", &[("path", path)]),
        EditError::Disk(path, error) => say(lang, "correct.disk", &args(path, error)),
        EditError::Half(path, error) => say(lang, "correct.half", &args(path, error)),
    }
}

/// The lines of a file that go and come, each part of them with the number of its first.
pub(crate) fn difference(edit: &Edit) -> String {
    let old: Vec<&str> = edit.old.as_deref().unwrap_or("").lines().collect();
    let new: Vec<&str> = edit.new.lines().collect();
    let parts = parts(&old, &new);
    if parts.len() > 1 {
        let part = |(from, to): &(Range<usize>, Range<usize>)| {
            let lines = |mark, lines: &[&str]| lines.iter().map(|line| format!("{mark} {line}\n")).collect::<String>();
            let (gone, come) = (lines('-', &old[from.clone()]), lines('+', &new[to.clone()]));
            format!("{}:{}\n{gone}{come}", edit.path, to.start + 1)
        };
        return parts.iter().map(part).collect::<String>() + "\n";
    }
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| a == b).count();
    let same_head = same(&mut old.iter().zip(&new));
    let tail = same(&mut old[same_head..].iter().rev().zip(new[same_head..].iter().rev()));
    let head = entry_start(&old, &new, (same_head, tail));
    let tail = tail + same_head - head;
    let part = |mark, lines: &[&str]| {
        lines[head..lines.len() - tail].iter().map(|line| format!("{mark} {line}\n")).collect::<String>()
    };
    format!("{}:{}\n{}{}\n", edit.path, head + 1, part('-', &old), part('+', &new))
}

/// The parts of two texts that differ, as lines of each.
fn parts(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut list = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if old.get(i) == new.get(j) {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (a, b) = again((&old[i..], &new[j..])).unwrap_or((old.len() - i, new.len() - j));
        list.push((i..i + a, j..j + b));
        (i, j) = (i + a, j + b);
    }
    list
}

/// How many lines of each text to pass over until both are alike for two lines or end.
fn again((old, new): (&[&str], &[&str])) -> Option<(usize, usize)> {
    let is_alike = |a: usize, b: usize| old.get(a) == new.get(b) && old.get(a + 1) == new.get(b + 1);
    // Further apart than this they are one change.
    (1..1_000)
        .find_map(|n| (0..=n).map(|a| (a, n - a)).find(|(a, b)| *a <= old.len() && *b <= new.len() && is_alike(*a, *b)))
}

/// Where lines that only came begin: an entry that begins like the one behind it is shown from its own first line on.
fn entry_start(old: &[&str], new: &[&str], (head, tail): (usize, usize)) -> usize {
    if head + tail < old.len() {
        return head;
    }
    let length = new.len() - old.len();
    let is_start = |at: &usize| new[*at].trim_start().starts_with("- ");
    let mut starts = (0..=head).rev().take_while(|at| *at == head || new[*at] == new[at + length]);
    starts.find(is_start).unwrap_or(head)
}
