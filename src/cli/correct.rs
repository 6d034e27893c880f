//! `correct` at the keyboard: shows what would change, asks, writes.

use std::io::{IsTerminal, Write};

use patuh::commands::correct::{Change, Published, Refused, Wish, Words, plan};
use patuh::commands::edit::{Edit, EditError, write};
use patuh::commands::subject::Unclear;
use patuh::commands::words::{plain, say};
use patuh::diag::words::{Lang, day};
use patuh::{Request, Verdict};

use super::args::{Cli, Correct, Kind};
use super::tell::{complain, report, show, unclear};

/// Corrects a score; a fault of the command line is a message.
pub(crate) fn run(cli: &Cli, asked: &Correct, request: &Request, lang: Lang) -> Result<Verdict, String> {
    let wish = wish(asked, lang)?;
    let change = match plan(&request.root, &wish, request.release) {
        Ok(change) => change,
        Err(Refused::Same(regency, score)) => {
            let args = [("regency", regency), ("year", wish.year), ("score", number(&score, lang))];
            show(&format!("{}\n", say(lang, "correct.same", &args)));
            return Ok(Verdict::Fine);
        }
        Err(Refused::Said(key, args, meant)) => return Err(unclear(Unclear { key, args, meant }, lang)),
        Err(Refused::Faults(key, bag, files)) => {
            report(cli, &bag, &files, lang);
            complain(plain(lang, key));
            return Ok(Verdict::Faults);
        }
    };
    let zone = zone(&change, &wish, lang);
    show(&(preview(&change, lang) + &zone));
    match agreed(asked, lang) {
        Agreed::Yes => {}
        Agreed::No => {
            show(&format!("{}\n", plain(lang, "correct.not-written")));
            return Ok(Verdict::Fine);
        }
        // Nobody chose this: who reads only the exit code must not take it for done.
        Agreed::NobodyAsked => {
            complain(plain(lang, "correct.needs-yes"));
            return Ok(Verdict::Faults);
        }
    }
    match write(&request.root, &change.edits) {
        Ok(()) => {
            let paths = change.edits.iter().map(|edit| edit.path.as_str()).collect::<Vec<_>>().join(", ");
            show(&format!("{}\n{}{zone}", say(lang, "correct.written", &[("paths", paths)]), quotes(&change, lang)));
            Ok(Verdict::Fine)
        }
        Err(error) => {
            complain(&refused(error, lang));
            Ok(Verdict::Disk)
        }
    }
}

/// What is wanted; without a reason, the words that ask for one.
fn wish(asked: &Correct, lang: Lang) -> Result<Wish, String> {
    let reason = asked.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let needed = || {
        let command = [asked.regency.as_str(), &asked.year, &asked.score].map(quoted).join(" ");
        let example = say(lang, "correct.reason-example", &[("command", command)]);
        format!("{}\n  {example}", plain(lang, "correct.needs-reason"))
    };
    let entry = Words {
        date: asked.date.clone(),
        kind: (asked.kind == Kind::Revision).then_some("revision"),
        requested_by: asked.requested_by.clone(),
        reason: reason.ok_or_else(needed)?.to_owned(),
    };
    let (regency, year, score) = (asked.regency.clone(), asked.year.clone(), asked.score.clone());
    Ok(Wish { regency, year, score, zone: asked.zone.clone(), entry })
}

/// Whether it may be written.
enum Agreed {
    Yes,
    No,
    NobodyAsked,
}

fn agreed(asked: &Correct, lang: Lang) -> Agreed {
    match () {
        () if asked.yes => return Agreed::Yes,
        () if asked.dry_run => return Agreed::No,
        () if !std::io::stdin().is_terminal() => return Agreed::NobodyAsked,
        () => {}
    }
    let _ = write!(std::io::stdout(), "{} ", plain(lang, "correct.ask"));
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let _ = std::io::stdin().read_line(&mut answer);
    let answer = answer.trim().to_lowercase();
    let is_yes = plain(lang, "correct.yes-words").split(' ').any(|word| word == answer);
    if is_yes { Agreed::Yes } else { Agreed::No }
}

fn refused(error: EditError, lang: Lang) -> String {
    let args = |path, error: std::io::Error| [("path", path), ("detail", error.to_string())];
    match error {
        EditError::Changed(path) => say(lang, "correct.changed", &[("path", path)]),
        EditError::Disk(path, error) => say(lang, "correct.disk", &args(path, error)),
        EditError::Half(path, error) => say(lang, "correct.half", &args(path, error)),
    }
}

/// The lines that change, and what the public sees before and after.
fn preview(change: &Change, lang: Lang) -> String {
    let mut text: String = change.edits.iter().map(difference).collect();
    let (before, after) = (&change.before, &change.after);
    for (key, value) in [("correct.before", before), ("correct.after", after)] {
        text.push_str(&format!("{}\n", say(lang, key, &[("value", with_zone(value, lang))])));
    }
    if let Some(date) = &change.later {
        let args = [("date", day(date, lang)), ("was", with_zone(before, lang))];
        text.push_str(&format!("{}\n", say(lang, "correct.later", &args)));
    }
    text
}

/// What becomes of the zone: it follows, or the one in the data is no longer that of the bands, with the next step.
fn zone(change: &Change, wish: &Wish, lang: Lang) -> String {
    let (before, after) = (&change.before, &change.after);
    let (Some(was), Some(now)) = (&before.zone, &after.band) else { return String::new() };
    let args = [("was", was.clone()), ("now", now.clone())];
    match () {
        () if !after.is_printed && was != now => format!("{}\n", say(lang, "correct.zone-changes", &args)),
        () if after.is_printed && wish.zone.is_none() && was != now => {
            let line = say(lang, "correct.zone-printed", &args);
            format!("{line}\n  {}\n", command(change, wish, now, lang))
        }
        () => String::new(),
    }
}

/// The same correction with a zone, as it is typed.
fn command(change: &Change, wish: &Wish, zone: &str, lang: Lang) -> String {
    let score = number(&change.after.score, lang);
    let mut line = format!("patuh correct {} {} {score} --zone {zone}", change.regency, wish.year);
    let entry = &wish.entry;
    let more = [
        ("date", entry.date.as_deref()),
        ("kind", entry.kind),
        ("requested-by", entry.requested_by.as_deref()),
        ("reason", Some(entry.reason.as_str())),
    ];
    for (name, text) in more {
        line.extend(text.map(|text| format!(" --{name} {}", quoted(text))));
    }
    line
}

/// A word of a command line; in quotation marks unless it is plain.
pub(crate) fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | '/');
    match () {
        () if !text.is_empty() && text.chars().all(is_plain) => text.to_owned(),
        () if text.contains(['"', '$', '`', '\\', '!']) => format!("'{}'", text.replace('\'', "'\\''")),
        () => format!("\"{text}\""),
    }
}

/// The next step: articles that say the old figure.
fn quotes(change: &Change, lang: Lang) -> String {
    let places: String = change.quoted.iter().map(|place| format!("  {place}\n")).collect();
    if places.is_empty() { places } else { format!("{}\n{places}", plain(lang, "correct.quoted")) }
}

fn with_zone(value: &Published, lang: Lang) -> String {
    let score = number(&value.score, lang);
    match &value.zone {
        Some(zone) => say(lang, "correct.zone", &[("score", score), ("zone", zone.clone())]),
        None => score,
    }
}

/// A score as the language writes it; what is none stays as it is.
fn number(score: &str, lang: Lang) -> String {
    let is_number = score.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    if lang == Lang::Id && is_number { score.replace('.', ",") } else { score.to_owned() }
}

/// The lines of a file that go and come, with the number of the first.
fn difference(edit: &Edit) -> String {
    let old: Vec<&str> = edit.old.as_deref().unwrap_or("").lines().collect();
    let new: Vec<&str> = edit.new.lines().collect();
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
