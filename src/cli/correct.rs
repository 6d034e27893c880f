//! `correct` at the keyboard: shows what would change, asks, writes.

use patuh::commands::correct::{Change, Published, Refused, Wish, Words, plan};
use patuh::commands::subject::Unclear;
use patuh::commands::words::{plain, quoted, say};
use patuh::diag::words::{Lang, day};
use patuh::{Request, Verdict};

use super::args::{Cli, Correct, Kind};
use super::change::{Will, difference, settle};
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
    let then = format!("{}{zone}", quotes(&change, lang));
    Ok(settle(Will::of(asked.yes, asked.dry_run), (&change.edits, &request.root), &then, lang))
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
