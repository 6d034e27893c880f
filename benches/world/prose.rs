//! Articles of some 300 words about one to three bodies, with figures as the assessments have them.

use std::fmt::Write;

use super::World;
use super::bodies::short;
use super::dice::Dice;
use super::methods::{Edition, edition, first_of};
use super::results::decimal;
use super::words::{PLACES, RESULTS, SENTENCES, TITLES, TOPICS};

/// The language of a text, by its place in every pair of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lang {
    Id,
    En,
}

impl Lang {
    fn of<'a>(self, pair: &(&'a str, &'a str)) -> &'a str {
        if self == Lang::Id { pair.0 } else { pair.1 }
    }

    fn score(self, score: u32) -> String {
        decimal(score, if self == Lang::Id { ',' } else { '.' })
    }
}

/// What an article is about; the same in both languages.
#[derive(Clone)]
struct Story {
    number: usize,
    /// The year it is written in.
    year: u16,
    date: String,
    /// Bodies with the years they have a figure for, before the article's; at least one.
    bodies: Vec<(usize, Vec<u16>)>,
    dice: Dice,
}

impl World {
    /// An article: its file and its text.
    pub(crate) fn article(&self, n: usize) -> (String, String) {
        let (number, lang) = if self.is_translation(n) { (n - 1, Lang::En) } else { (n, Lang::Id) };
        let story = self.story(number);
        let name = if lang == Lang::Id { "kabar" } else { "story" };
        let mut text = String::with_capacity(3000);
        self.head(&story, lang, &mut text);
        self.body(story.clone(), lang, &mut text);
        (format!("{}-{name}-{number:05}.md", story.date), text)
    }

    fn story(&self, number: usize) -> Story {
        let mut dice = self.dice("story", &[number]);
        let span = usize::from(self.size.years.min(4));
        // Evenly over the years, the newest in the year after the last assessment.
        let part = number * span / self.size.articles.max(1);
        let year = self.size.last + 1 - u16::try_from(span - 1 - part.min(span - 1)).expect("it is small");
        let date = format!("{year}-{:02}-{:02}", 1 + dice.below(9), 1 + dice.below(28));
        let count = 1 + dice.below(3);
        let mut bodies: Vec<(usize, Vec<u16>)> = Vec::new();
        for _ in 0..40 {
            let n = dice.below(self.bodies.len());
            if bodies.len() == count {
                continue;
            }
            let known: Vec<u16> = self.years().filter(|y| *y < year && self.scored(n, *y).is_some()).collect();
            if !known.is_empty() && bodies.iter().all(|(other, _)| *other != n) {
                bodies.push((n, known));
            }
        }
        Story { number, year, date, bodies, dice }
    }

    fn head(&self, story: &Story, lang: Lang, out: &mut String) {
        let mut dice = self.dice("head", &[story.number]);
        let ids: Vec<&str> = story.bodies.iter().map(|(n, _)| self.bodies[*n].id.as_str()).collect();
        let who = story.bodies.first().map_or("Negeri Contoh", |(n, _)| short(&self.bodies[*n].name));
        let title = lang.of(dice.pick(TITLES)).replace("{}", who);
        let summary = lang.of(dice.pick(SENTENCES));
        let (topic, other) = (dice.pick(TOPICS), dice.pick(TOPICS));
        let tags = if topic == other { (*topic).to_owned() } else { format!("{topic}, {other}") };
        let mut line = |text: std::fmt::Arguments<'_>| writeln!(out, "{text}").expect("a string takes it");
        line(format_args!("---\ntitle: \"{title}\"\ndate: {}\nplace: {}", story.date, dice.pick(PLACES)));
        line(format_args!("regencies: [{}]\ntags: [{tags}]\nsummary: {summary}", ids.join(", ")));
        line(format_args!("lang: {}\nkey: kabar-{:05}", if lang == Lang::Id { "id" } else { "en" }, story.number));
        if story.number % 10 == 4 {
            line(format_args!("updated: {}-10-{:02}", story.year, 1 + story.number % 27));
        }
        if story.number % 40 == 8 && lang == Lang::Id {
            line(format_args!("aliases: [/lama/{:05}/]", story.number));
        }
        if story.number % 25 == 12 {
            let text = lang.of(&("Nama petugas diperbaiki.", "The name of an officer was put right."));
            line(format_args!("corrections:\n  - date: {}-10-05\n    text: {text}", story.year));
        }
        if story.number % 150 == 77 {
            let reason = lang.of(&("Acaranya batal.", "The event was cancelled."));
            line(format_args!("withdrawn: {{date: {}-10-06, reason: {reason}}}", story.year));
        }
        line(format_args!("---"));
    }

    fn body(&self, story: Story, lang: Lang, out: &mut String) {
        let Story { number, bodies, mut dice, .. } = story;
        let fill = |dice: &mut Dice, count: usize, out: &mut String| {
            let start = dice.below(SENTENCES.len());
            (0..count).for_each(|k| {
                out.push_str(lang.of(&SENTENCES[(start + k * 5) % SENTENCES.len()]));
                out.push(' ');
            });
        };
        for (n, years) in &bodies {
            self.results(*n, years, lang, &mut dice, out);
            fill(&mut dice, 3, out);
            out.push_str("\n\n");
        }
        if let Some((n, years)) = bodies.first() {
            let last = years[years.len() - 1];
            let words = lang.of(&("tren", "trend"));
            match number % 5 {
                0 => out.push_str(&format!("[[{words} {}]]\n\n", self.bodies[*n].id)),
                1 => out.push_str(&format!("[[{} {last}]]\n\n", lang.of(&("zona", "zone")))),
                2 => out.push_str(&format!("[[{} kabupaten {last}]]\n\n", lang.of(&("peringkat", "ranking")))),
                _ => self.table(&bodies, lang, out),
            }
        }
        out.push_str(lang.of(&("## Yang terlihat di kantor\n\n", "## What is seen at the office\n\n")));
        fill(&mut dice, 5, out);
        out.push_str("\n\n");
        fill(&mut dice, 4, out);
        out.push_str(lang.of(&(
            "\n\nCaranya dijelaskan di [halaman metode](/metodologi/).\n",
            "\n\nHow it is done stands on [the page of methods](/en/metodologi/).\n",
        )));
    }

    /// What is known of a body: its figure, and what came of it where two years may be compared.
    fn results(&self, n: usize, years: &[u16], lang: Lang, dice: &mut Dice, out: &mut String) {
        let body = &self.bodies[n];
        let link = format!("[{}](regency:{})", body.name, body.id);
        let year = years[years.len() - 1];
        let score = self.scored(n, year).expect("the story has only years with a figure");
        let sentence = lang.of(dice.pick(RESULTS));
        out.push_str(
            &sentence
                .replace("{body}", &link)
                .replace("{score}", &lang.score(score))
                .replace("{year}", &year.to_string()),
        );
        out.push(' ');
        let before = years.iter().rev().nth(1).copied().filter(|before| self.may_compare(*before, year));
        let Some(before) = before else { return };
        let old = self.scored(n, before).expect("the story has only years with a figure");
        let by = lang.score(score.abs_diff(old));
        let words = match score.cmp(&old) {
            std::cmp::Ordering::Less => lang.of(&(
                "Itu turun {by} poin dari {before}, ketika nilainya {old}. ",
                "That is {by} points less than in {before}, when it was {old}. ",
            )),
            _ => lang.of(&(
                "Itu naik {by} poin dari {before}, ketika nilainya {old}. ",
                "That is {by} points more than in {before}, when it was {old}. ",
            )),
        };
        out.push_str(
            &words.replace("{by}", &by).replace("{before}", &before.to_string()).replace("{old}", &lang.score(old)),
        );
    }

    fn may_compare(&self, before: u16, year: u16) -> bool {
        first_of(&self.size, before) == first_of(&self.size, year) && edition(&self.size, year) != Edition::Labels
    }

    fn table(&self, bodies: &[(usize, Vec<u16>)], lang: Lang, out: &mut String) {
        out.push_str(
            lang.of(&("| Daerah | Tahun | Nilai |\n|---|---|---|\n", "| Body | Year | Score |\n|---|---|---|\n")),
        );
        for (n, years) in bodies {
            for year in years.iter().rev().take(2) {
                let score = self.scored(*n, *year).expect("the story has only years with a figure");
                out.push_str(&format!("| {} | {year} | {} |\n", self.bodies[*n].name, lang.score(score)));
            }
        }
        out.push('\n');
    }
}
