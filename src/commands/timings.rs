//! What a run took, as tables for people.

use std::time::Duration;

use super::words::{count, plain, say};
use crate::diag::words::Lang;
use crate::run::watch::{Part, Timings};

/// How many of the slowest templates are told.
const SLOWEST: usize = 8;

/// The parts of a run, its slowest templates, its biggest pages, and what was taken over.
pub fn tables(timings: &Timings, lang: Lang) -> String {
    let mut text = parts(timings, lang);
    let mut templates: Vec<_> = timings.templates.iter().map(|(name, (n, took))| (*name, *n, *took)).collect();
    templates.sort_by_key(|(name, _, took)| (std::cmp::Reverse(*took), *name));
    if !templates.is_empty() {
        text += &format!("{}\n", plain(lang, "timings.templates"));
    }
    for (name, n, took) in templates.into_iter().take(SLOWEST) {
        let pages = count(lang, "n.page", n as u64);
        let mean = decimal(took.as_secs_f64() * 1e3 / n.max(1) as f64, lang);
        let mean = say(lang, "timings.mean", &[("n", mean)]);
        text += &format!("  {name:<18} {:>12}  {pages}, {mean}\n", seconds(took, lang));
    }
    if !timings.biggest.is_empty() {
        text += &format!("{}\n", plain(lang, "timings.biggest"));
    }
    for (path, bytes) in &timings.biggest {
        text += &format!("  {:>9}  /{path}\n", say(lang, "timings.size", &[("n", bytes.div_ceil(1000).to_string())]));
    }
    let [pages, cards, pictures, trees] = timings.taken.map(|n| n.to_string());
    let taken = [("pages", pages), ("cards", cards), ("pictures", pictures), ("trees", trees)];
    text + &say(lang, "timings.taken", &taken) + "\n"
}

fn parts(timings: &Timings, lang: Lang) -> String {
    let pages = timings.templates.values().map(|(n, _)| n).sum::<usize>() + timings.taken[0];
    let mut text = format!("{}\n", plain(lang, "timings.parts"));
    for (part, took) in &timings.parts {
        let speed = match part {
            Part::Pages if !took.is_zero() => {
                let speed = (pages as f64 / took.as_secs_f64()).round();
                format!(
                    "  {}, {}",
                    count(lang, "n.page", pages as u64),
                    say(lang, "timings.speed", &[("n", speed.to_string())])
                )
            }
            _ => String::new(),
        };
        text += &format!("  {:<18} {:>12}{speed}\n", name(*part, lang), seconds(*took, lang));
    }
    let all = timings.parts.values().sum();
    text + &format!("  {:<18} {:>12}\n", plain(lang, "timings.all"), seconds(all, lang))
}

/// What a run is at, in one line; a bar where the number of things is known.
pub fn progress((part, done, all): (Part, usize, usize), lang: Lang) -> String {
    const WIDTH: usize = 20;
    if all == 0 {
        return format!("{} …", name(part, lang));
    }
    let full = (done * WIDTH / all).min(WIDTH);
    let bar = "█".repeat(full) + &"░".repeat(WIDTH - full);
    let numbers = say(lang, "progress.of", &[("done", done.to_string()), ("all", all.to_string())]);
    format!("{bar} {}: {numbers}", name(part, lang))
}

fn name(part: Part, lang: Lang) -> &'static str {
    plain(
        lang,
        match part {
            Part::Reading => "part.reading",
            Part::Model => "part.model",
            Part::Plan => "part.plan",
            Part::Theme => "part.theme",
            Part::Cards => "part.cards",
            Part::Data => "part.data",
            Part::Pages => "part.pages",
            Part::Files => "part.files",
            Part::Publishing => "part.publishing",
        },
    )
}

fn seconds(time: Duration, lang: Lang) -> String {
    say(lang, "timings.seconds", &[("n", decimal(time.as_secs_f64(), lang))])
}

fn decimal(number: f64, lang: Lang) -> String {
    let text = format!("{number:.3}");
    match lang {
        Lang::Id => text.replace('.', ","),
        Lang::En => text,
    }
}
