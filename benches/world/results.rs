//! What the assessor says of a body in a year, and the files of a year.

use std::io::{Result, Write};

use super::bodies::KINDS;
use super::methods::{DIMENSIONS, Edition, ZONES, Zone, edition, first_of};
use super::{Form, World};

/// A result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// None, and why.
    Absent(&'static str, Option<&'static str>),
    /// A figure in hundredths.
    Score(u32),
    /// The figure of an older year, listed again.
    Carried(u32, u16),
    /// A zone without a figure.
    Zone(Zone),
    /// Words without zone or figure, by their place in [`LABELS`].
    Label(usize),
}

const LABELS: [(&str, &str); 3] = [
    ("Kualitas tinggi tanpa cela", "High quality without fault"),
    ("Kualitas tinggi", "High quality"),
    ("Kualitas sedang dengan catatan", "Medium quality with remarks"),
];

/// A score in hundredths with a sign for decimals.
pub(crate) fn decimal(score: u32, sign: char) -> String {
    format!("{}{sign}{:02}", score / 100, score % 100)
}

impl World {
    /// The figure that a body has in a year before anybody asks whether it was assessed.
    pub(crate) fn raw_score(&self, n: usize, year: u16) -> u32 {
        let mut body = self.dice("level", &[n]);
        let (base, slope) = (3000 + body.below(5500), body.below(420));
        let mut dice = self.dice("score", &[n, usize::from(year)]);
        let age = usize::from(self.size.last - year);
        let score = (base + 2500 + dice.below(1400)).saturating_sub(700 + slope * age.min(8));
        // Near the top there is less and less room, so that few are equal.
        let score = if score > 9000 { 9000 + (score - 9000) * 980 / 2700 } else { score };
        u32::try_from(score.clamp(1200, 9985)).expect("it is small")
    }

    /// The result of a body in a year; `None` when it did not exist or nobody was assessed.
    pub(crate) fn row(&self, n: usize, year: u16) -> Option<Row> {
        let edition = edition(&self.size, year);
        if !self.bodies[n].exists(year) || edition == Edition::Nobody {
            return None;
        }
        let mut dice = self.dice("row", &[n, usize::from(year)]);
        let score = self.raw_score(n, year);
        let is_first = first_of(&self.size, year) == year;
        let was_green = |year| edition.zone(self.raw_score(n, year)).is_some_and(|(zone, _)| zone == 0);
        Some(match edition {
            Edition::Sample if dice.below(10) < 4 => Row::Absent("not-assessed", Some("outside-sample")),
            Edition::Labels if dice.below(10) < 6 => Row::Absent("not-assessed", Some("outside-sample")),
            Edition::Labels => Row::Label(dice.below(LABELS.len())),
            Edition::NotYetGreen if !is_first && was_green(year - 1) && dice.one_in(3) => {
                Row::Carried(self.raw_score(n, year - 1), year - 1)
            }
            Edition::NotYetGreen if !is_first && was_green(year - 1) => {
                Row::Absent("not-assessed", Some("already-green"))
            }
            _ => match dice.below(120) {
                0 => Row::Absent("unpublished", None),
                1 => Row::Absent("not-found", None),
                2 => Row::Absent("withdrawn", None),
                3 => Row::Absent("not-assessed", Some("refused")),
                4 => Row::Zone(edition.zone(score).map_or(1, |(zone, _)| zone)),
                _ => Row::Score(score),
            },
        })
    }

    /// Whether the source of a year prints a zone beside the figure: where limits are not known, always.
    pub(crate) fn prints_zone(&self, n: usize, year: u16) -> bool {
        edition(&self.size, year) == Edition::Sample || !self.dice("printed", &[n, usize::from(year)]).one_in(3)
    }

    /// The file of a year.
    pub(crate) fn assessment(&self, year: u16, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "year: {year}")?;
        if edition(&self.size, year) == Edition::Nobody {
            writeln!(out, "absent: not-assessed\nreason: pandemic")?;
            return writeln!(
                out,
                "source: {{title: Tidak ada penilaian {year}, publisher: Berita Contoh, date: {year}}}"
            );
        }
        writeln!(out, "methodology: {}\nreleased: {year}-12-10 10:00\nstatus: final\nsources:", self.method_id(year))?;
        for (n, (id, publisher)) in
            [("pengumuman", "Penilai Contoh"), ("berita", "Berita Contoh"), ("harian", "Harian Misal")]
                .iter()
                .enumerate()
        {
            writeln!(
                out,
                "  {id}:\n    title: Hasil penilaian {year} menurut {publisher}\n    publisher: {publisher}"
            )?;
            writeln!(out, "    url: https://example.org/{id}/{year}\n    date: {year}-12-{}", 10 + n)?;
        }
        writeln!(out, "source: pengumuman")?;
        if edition(&self.size, year) == Edition::Quality {
            writeln!(out, "dimension_values: scaled")?;
        }
        match self.size.results_as {
            Form::Csv => writeln!(out, "results: {{file: {year}.csv}}")?,
            Form::Yaml => self.result_list(year, out)?,
        }
        match self.size.units_as {
            _ if self.size.units == 0 => {}
            Form::Csv => writeln!(out, "units: {{file: {year}-units.csv}}")?,
            Form::Yaml => self.unit_list(year, out)?,
        }
        self.totals(year, out)
    }

    fn result_list(&self, year: u16, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "results:")?;
        let ranks = self.ranks(year);
        for (n, body) in self.bodies.iter().enumerate() {
            let Some(row) = self.row(n, year) else { continue };
            writeln!(out, "  {}:", body.id)?;
            self.result(row, n, year, out)?;
            if let Row::Score(score) = row {
                self.beside(n, year, score, out)?;
            }
            if let Some((_, rank, of)) = ranks.iter().find(|(body, ..)| *body == n) {
                writeln!(out, "    ranks:\n      - {{scope: national, rank: {rank}, of: {of}, source: harian}}")?;
            }
        }
        Ok(())
    }

    /// Keys that a result of a body and one of its units share, four spaces in.
    pub(crate) fn result(&self, row: Row, n: usize, year: u16, out: &mut dyn Write) -> Result<()> {
        let zone = |score| edition(&self.size, year).zone(score).filter(|_| self.prints_zone(n, year));
        match row {
            Row::Absent(absent, reason) => {
                writeln!(out, "    absent: {absent}")?;
                reason.map_or(Ok(()), |reason| writeln!(out, "    reason: {reason}"))
            }
            Row::Score(score) => {
                writeln!(out, "    score: {}", decimal(score, '.'))?;
                let Some((zone, category)) = zone(score) else { return Ok(()) };
                writeln!(out, "    zone: {}", ZONES[zone])?;
                category.map_or(Ok(()), |category| writeln!(out, "    category: {category}"))
            }
            Row::Carried(score, measured) => {
                writeln!(out, "    score: {}\n    measured: {measured}", decimal(score, '.'))
            }
            Row::Zone(zone) => writeln!(out, "    score: not-found\n    zone: {}", ZONES[zone]),
            Row::Label(label) => writeln!(out, "    label: {{id: {}, en: {}}}", LABELS[label].0, LABELS[label].1),
        }
    }

    /// What only some results have: dimensions, claims, awards, notes, another source.
    fn beside(&self, n: usize, year: u16, score: u32, out: &mut dyn Write) -> Result<()> {
        let mut dice = self.dice("beside", &[n, usize::from(year)]);
        if let Some(parts) = self.dimensions(n, year, score) {
            let list: Vec<String> =
                DIMENSIONS.iter().zip(parts).map(|((id, ..), part)| format!("{id}: {}", decimal(part, '.'))).collect();
            writeln!(out, "    dimensions: {{{}}}", list.join(", "))?;
        }
        if dice.one_in(40) {
            writeln!(out, "    award: {}", if dice.one_in(2) { "withheld" } else { "given" })?;
        }
        if dice.one_in(40) {
            writeln!(
                out,
                "    chosen: {{id: Angka pengumuman resmi., en: The official announcement's figure.}}\n    claims:"
            )?;
            writeln!(
                out,
                "      - {{score: {}, source: berita, note: {{id: Mungkin salah cetak., en: Perhaps a misprint.}}}}",
                decimal(score - 10, '.')
            )?;
        }
        if dice.one_in(50) {
            writeln!(
                out,
                "    note: {{id: Dua layanan dinilai ulang pada akhir tahun., en: Two services were assessed again at the end of the year.}}"
            )?;
        }
        if dice.one_in(4) { writeln!(out, "    source: [pengumuman, berita]") } else { Ok(()) }
    }

    /// The parts of a score, where they were printed.
    fn dimensions(&self, n: usize, year: u16, score: u32) -> Option<[u32; 4]> {
        let mut dice = self.dice("dimensions", &[n, usize::from(year)]);
        let is_printed = edition(&self.size, year) == Edition::Quality && dice.one_in(2);
        let mut part =
            || (score + u32::try_from(dice.below(600)).expect("it is small")).saturating_sub(300).min(10_000);
        is_printed.then(|| [part(), part(), part(), part()])
    }

    /// Body, rank and number of ranked, for the first twenty of each kind.
    fn ranks(&self, year: u16) -> Vec<(usize, usize, usize)> {
        let mut list = Vec::new();
        for kind in 0..KINDS.len() {
            let of_kind = (0..self.bodies.len()).filter(|n| self.bodies[*n].kind == kind);
            let mut scores: Vec<(u32, usize)> = of_kind.filter_map(|n| Some((self.scored(n, year)?, n))).collect();
            scores.sort_unstable_by_key(|(score, n)| (std::cmp::Reverse(*score), *n));
            let first = |(score, n): &(u32, usize)| {
                (*n, scores.iter().position(|(other, _)| other == score).expect("it is there") + 1, scores.len())
            };
            list.extend(scores.iter().take(20).map(first));
        }
        list
    }

    /// The figure of a body that was taken in that very year.
    pub(crate) fn scored(&self, n: usize, year: u16) -> Option<u32> {
        match self.row(n, year) {
            Some(Row::Score(score)) => Some(score),
            _ => None,
        }
    }

    /// `<year>.csv`.
    pub(crate) fn result_table(&self, year: u16, out: &mut dyn Write) -> Result<()> {
        let has_parts = edition(&self.size, year) == Edition::Quality;
        let parts = if has_parts { DIMENSIONS.map(|(id, ..)| format!("{id};")).concat() } else { String::new() };
        writeln!(out, "regency;score;zone;category;label;{parts}measured;absent;reason;source")?;
        for (n, body) in self.bodies.iter().enumerate() {
            let Some(row) = self.row(n, year) else { continue };
            let (head, tail) = self.cells(row, n, year);
            let dimensions = self.scored(n, year).and_then(|score| self.dimensions(n, year, score));
            let parts = match dimensions {
                Some(parts) => parts.map(|part| decimal(part, ',') + ";").concat(),
                None if has_parts => ";;;;".to_owned(),
                None => String::new(),
            };
            writeln!(out, "{};{head};{parts}{tail};", body.id)?;
        }
        Ok(())
    }

    /// Of a body or one of its units: score, zone, category and label of a table; and measured, absent and reason.
    pub(crate) fn cells(&self, row: Row, n: usize, year: u16) -> (String, String) {
        match row {
            Row::Absent(absent, reason) => (";;;".to_owned(), format!(";{absent};{}", reason.unwrap_or_default())),
            Row::Score(score) => {
                let found = edition(&self.size, year).zone(score).filter(|_| self.prints_zone(n, year));
                let zone = found.map_or("", |(zone, _)| ZONES[zone]);
                let category = found.and_then(|(_, category)| category).map(String::from).unwrap_or_default();
                (format!("{};{zone};{category};", decimal(score, ',')), ";;".to_owned())
            }
            Row::Carried(score, measured) => (format!("{};;;", decimal(score, ',')), format!("{measured};;")),
            Row::Zone(zone) => (format!("not-found;{};;", ZONES[zone]), ";;".to_owned()),
            Row::Label(label) => (format!(";;;{}", LABELS[label].0), ";;".to_owned()),
        }
    }

    /// Counts that were published, for each kind; of one kind a second source that disagrees.
    fn totals(&self, year: u16, out: &mut dyn Write) -> Result<()> {
        if edition(&self.size, year) == Edition::Labels {
            return Ok(());
        }
        writeln!(out, "totals:")?;
        for (kind, name) in KINDS.iter().enumerate() {
            let of_kind = (0..self.bodies.len()).filter(|n| self.bodies[*n].kind == kind);
            let mut counts = [0; 3];
            for n in of_kind {
                let zone = match self.row(n, year) {
                    Some(Row::Score(score)) => edition(&self.size, year).zone(score).map(|(zone, _)| zone),
                    Some(Row::Zone(zone)) => Some(zone),
                    _ => None,
                };
                zone.into_iter().for_each(|zone| counts[zone] += 1);
            }
            total(name, counts, "pengumuman", out)?;
            if kind == 1 && counts[1] > 0 {
                total(name, [counts[0] + 1, counts[1] - 1, counts[2]], "berita", out)?;
            }
        }
        Ok(())
    }
}

fn total(level: &str, counts: [usize; 3], source: &str, out: &mut dyn Write) -> Result<()> {
    let list: Vec<String> = ZONES.iter().zip(counts).map(|(zone, count)| format!("{zone}: {count}")).collect();
    let assessed: usize = counts.iter().sum();
    writeln!(out, "  - {{level: {level}, assessed: {assessed}, counts: {{{}}}, source: {source}}}", list.join(", "))
}
