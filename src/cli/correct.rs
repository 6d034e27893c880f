//! `correct` at the keyboard: shows what would change, asks, writes.

use std::io::{IsTerminal, Write};

use patuh::commands::correct::{Change, Published, Refused, Wish, Words, plan};
use patuh::commands::edit::{Edit, EditError, write};
use patuh::commands::words::{plain, say};
use patuh::diag::words::Lang;
use patuh::{Request, Verdict};

use super::args::{Cli, Correct, Kind};
use super::tell::{complain, report, show};

/// Corrects a score; a fault of the command line is a message.
pub(crate) fn run(cli: &Cli, asked: &Correct, request: &Request, lang: Lang) -> Result<Verdict, String> {
    let entry = Words {
        date: asked.date.clone(),
        kind: (asked.kind == Kind::Revision).then_some("revision"),
        requested_by: asked.requested_by.clone(),
        reason: asked.reason.clone(),
    };
    let (regency, year, score) = (asked.regency.clone(), asked.year.clone(), asked.score.clone());
    let wish = Wish { regency, year, score, entry };
    let change = match plan(&request.root, &wish, request.release) {
        Ok(change) => change,
        Err(Refused::Same(score)) => {
            let args = [("regency", wish.regency), ("year", wish.year), ("score", score)];
            show(&format!("{}\n", say(lang, "correct.same", &args)));
            return Ok(Verdict::Fine);
        }
        Err(Refused::Said(key, args, meant)) => {
            let meant = meant.map(|name| format!("\n  {}", say(lang, "fault.meant", &[("suggestion", name)])));
            return Err(say(lang, key, &args) + &meant.unwrap_or_default());
        }
        Err(Refused::Faults(key, bag, files)) => {
            report(cli, &bag, &files, lang);
            complain(plain(lang, key));
            return Ok(Verdict::Faults);
        }
    };
    show(&preview(&change, lang));
    if let Err(key) = agreed(asked, lang) {
        show(&format!("{}\n", plain(lang, key)));
        return Ok(Verdict::Fine);
    }
    match write(&request.root, &change.edits) {
        Ok(()) => {
            let paths = change.edits.iter().map(|edit| edit.path.as_str()).collect::<Vec<_>>().join(", ");
            show(&format!("{}\n", say(lang, "correct.written", &[("paths", paths)])));
            Ok(Verdict::Fine)
        }
        Err(error) => {
            complain(&refused(error, lang));
            Ok(Verdict::Disk)
        }
    }
}

/// Whether it may be written; else the words for why not.
fn agreed(asked: &Correct, lang: Lang) -> Result<(), &'static str> {
    if asked.yes {
        return Ok(());
    }
    if asked.dry_run {
        return Err("correct.not-written");
    }
    if !std::io::stdin().is_terminal() {
        return Err("correct.needs-yes");
    }
    let _ = write!(std::io::stdout(), "{} ", plain(lang, "correct.ask"));
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let _ = std::io::stdin().read_line(&mut answer);
    let answer = answer.trim().to_lowercase();
    let is_yes = plain(lang, "correct.yes-words").split(' ').any(|word| word == answer);
    if is_yes { Ok(()) } else { Err("correct.not-written") }
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
    if let (Some(was), Some(now)) = (&before.zone, &after.band) {
        let args = [("was", was.clone()), ("now", now.clone())];
        match () {
            () if was == now => {}
            () if after.is_printed => text.push_str(&format!("{}\n", say(lang, "correct.zone-printed", &args))),
            () => text.push_str(&format!("{}\n", say(lang, "correct.zone-changes", &args))),
        }
    }
    if let Some(date) = &change.later {
        let args = [("date", date.clone()), ("was", before.score.clone())];
        text.push_str(&format!("{}\n", say(lang, "correct.later", &args)));
    }
    text
}

fn with_zone(value: &Published, lang: Lang) -> String {
    match &value.zone {
        Some(zone) => say(lang, "correct.zone", &[("score", value.score.clone()), ("zone", zone.clone())]),
        None => value.score.clone(),
    }
}

/// The lines of a file that go and come, with the number of the first.
fn difference(edit: &Edit) -> String {
    let old: Vec<&str> = edit.old.as_deref().unwrap_or("").lines().collect();
    let new: Vec<&str> = edit.new.lines().collect();
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| a == b).count();
    let head = same(&mut old.iter().zip(&new));
    let tail = same(&mut old[head..].iter().rev().zip(new[head..].iter().rev()));
    let part = |mark, lines: &[&str]| {
        lines[head..lines.len() - tail].iter().map(|line| format!("{mark} {line}\n")).collect::<String>()
    };
    format!("{}:{}\n{}{}\n", edit.path, head + 1, part('-', &old), part('+', &new))
}
