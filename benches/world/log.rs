//! The log of corrections, and what bodies reply.

use std::collections::BTreeSet;
use std::io::{Result, Write};

use super::World;
use super::methods::{Edition, ZONES, edition};
use super::results::{Row, decimal};

/// An entry of the log.
struct Entry {
    date: String,
    year: u16,
    /// `regency: …` or `unit: …`.
    subject: String,
    field: &'static str,
    was: String,
    now: String,
    number: usize,
}

const REASONS: [(&str, &str); 4] = [
    ("Salah ketik saat menyalin dari pengumuman.", "A typing error when copying the announcement."),
    ("Sumber kemudian menerbitkan ralat.", "The source published an erratum."),
    (
        "Baris di tabel sumber tertukar dengan baris di atasnya.",
        "The row of the source's table was swapped with the one above.",
    ),
    ("Angka tahun sebelumnya terbawa.", "The previous year's figure had been carried over."),
];

impl World {
    /// `corrections.yaml`, newest first.
    pub(crate) fn corrections(&self, out: &mut dyn Write) -> Result<()> {
        let mut seen = BTreeSet::new();
        let mut list: Vec<Entry> = (0..self.size.corrections)
            .filter_map(|number| self.entry(number))
            .filter(|entry| seen.insert((entry.subject.clone(), entry.year)))
            .collect();
        list.sort_by(|a, b| (&b.date, b.number).cmp(&(&a.date, a.number)));
        if list.is_empty() {
            writeln!(out, "[]")?;
        }
        for Entry { date, year, subject, field, was, now, number } in list {
            writeln!(
                out,
                "- date: {date}\n  year: {year}\n  {subject}\n  field: {field}\n  was: \"{was}\"\n  now: \"{now}\""
            )?;
            if number % 5 == 0 {
                writeln!(out, "  kind: revision")?;
            }
            if number % 3 == 0 {
                writeln!(out, "  requested_by: {{id: Pemerintah daerah, en: The local government}}")?;
            }
            let (id, en) = REASONS[number % REASONS.len()];
            writeln!(out, "  reason: {{id: \"{id}\", en: \"{en}\"}}")?;
        }
        Ok(())
    }

    /// A figure that was corrected, if the dice find one.
    fn entry(&self, number: usize) -> Option<Entry> {
        let mut dice = self.dice("correction", &[number]);
        let n = dice.below(self.bodies.len());
        let year = self.size.last - u16::try_from(dice.below(usize::from(self.size.years))).expect("it is small");
        let date = format!("{}-{:02}-{:02}", year + 1, 1 + dice.below(9), 1 + dice.below(28));
        let near = |score: u32, by: usize| decimal(score - u32::try_from(by).expect("it is small"), '.');
        if self.size.units > 0 && number % 6 == 5 {
            let k = dice.below(self.size.units);
            let Row::Score(score) = self.unit_row(n, k, year)? else { return None };
            let (was, now) = (near(score, 1 + dice.below(300)), decimal(score, '.'));
            return Some(Entry {
                date,
                year,
                subject: format!("unit: {}", self.unit_id(n, k)),
                field: "score",
                was,
                now,
                number,
            });
        }
        let score = self.scored(n, year)?;
        let zone = edition(&self.size, year).zone(score).map(|(zone, _)| zone);
        let is_zone = number % 8 == 1 && self.prints_zone(n, year) && edition(&self.size, year) != Edition::Labels;
        let (field, was, now) = match zone.filter(|_| is_zone) {
            Some(zone) => ("zone", ZONES[(zone + 1) % 3].to_owned(), ZONES[zone].to_owned()),
            None => ("score", near(score, 1 + dice.below(300)), decimal(score, '.')),
        };
        Some(Entry { date, year, subject: format!("regency: {}", self.bodies[n].id), field, was, now, number })
    }

    /// `responses.yaml`.
    pub(crate) fn responses(&self, out: &mut dyn Write) -> Result<()> {
        let asked: Vec<(usize, u16)> = (0..self.size.replies)
            .map(|number| self.dice("reply", &[number]).below(self.bodies.len()))
            .collect::<BTreeSet<usize>>()
            .into_iter()
            .filter_map(|n| self.years().rev().find(|year| self.scored(n, *year).is_some()).map(|year| (n, year)))
            .collect();
        if asked.is_empty() {
            writeln!(out, "[]")?;
        }
        for (n, year) in asked {
            let id = &self.bodies[n].id;
            writeln!(out, "- regency: {id}\n  year: {year}\n  invited: {}-01-{:02}", year + 1, 5 + n % 20)?;
            if n % 3 > 0 {
                writeln!(
                    out,
                    "  replied: {}-02-{:02}\n  by: {{id: Sekretaris Daerah, en: Regional Secretary}}",
                    year + 1,
                    1 + n % 27
                )?;
                writeln!(
                    out,
                    "  text:\n    id: Kami menambah loket dan memasang standar layanan di setiap ruang tunggu."
                )?;
                writeln!(out, "    en: We are adding counters and put up the service standard in every waiting room.")?;
            }
        }
        Ok(())
    }
}
