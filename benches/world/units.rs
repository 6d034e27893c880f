//! Service units: the same offices in every body, and their results.

use std::io::{Result, Write};

use super::methods::{Edition, ZONES, edition};
use super::results::{Row, decimal};
use super::words::{PRODUCTS, SECTORS};
use super::{Form, World};

impl World {
    /// The id of a sector.
    fn sector(k: usize) -> String {
        SECTORS.get(k).map_or_else(|| format!("layanan-{}", k + 1), |(id, ..)| (*id).to_owned())
    }

    /// The name of a unit in both languages.
    fn unit_name(k: usize) -> (String, String) {
        match SECTORS.get(k) {
            Some((_, id, en, ..)) => (format!("Dinas {id}"), format!("{en} Office")),
            None => (format!("Dinas Layanan {}", k + 1), format!("Service {} Office", k + 1)),
        }
    }

    /// `sectors.yaml`.
    pub(crate) fn sectors(&self, out: &mut dyn Write) -> Result<()> {
        for k in 0..self.size.units {
            let (name, english) = Self::unit_name(k);
            let (name, english) = (name.trim_start_matches("Dinas "), english.trim_end_matches(" Office"));
            writeln!(out, "- id: {}\n  name: {{id: {name}, en: {english}}}", Self::sector(k))?;
            if let Some((.., id, en)) = SECTORS.get(k) {
                writeln!(out, "  plain: {{id: \"{id}\", en: \"{en}\"}}")?;
            }
        }
        Ok(())
    }

    /// `units.yaml` or `units.csv`.
    pub(crate) fn units(&self, out: &mut dyn Write) -> Result<()> {
        if self.size.units_as == Form::Csv {
            writeln!(out, "id;regency;sector;name;aliases")?;
        }
        for (n, body) in self.bodies.iter().enumerate() {
            for k in 0..self.size.units {
                let (id, sector, (name, english)) = (self.unit_id(n, k), Self::sector(k), Self::unit_name(k));
                match self.size.units_as {
                    Form::Csv => writeln!(out, "{id};{};{sector};{name};Kantor {sector}", body.id)?,
                    Form::Yaml => writeln!(
                        out,
                        "- id: {id}\n  regency: {}\n  sector: {sector}\n  name: {{id: {name}, en: {english}}}\n  aliases: [Kantor {sector}]",
                        body.id
                    )?,
                }
            }
        }
        Ok(())
    }

    /// The id of a unit.
    pub(crate) fn unit_id(&self, n: usize, k: usize) -> String {
        format!("{}-{}", Self::sector(k), self.bodies[n].id)
    }

    /// The result of a unit: only where its body was assessed.
    pub(crate) fn unit_row(&self, n: usize, k: usize, year: u16) -> Option<Row> {
        let base = match self.row(n, year)? {
            Row::Score(score) => score,
            Row::Zone(_) | Row::Label(_) => self.raw_score(n, year),
            Row::Absent(..) | Row::Carried(..) => return None,
        };
        let mut dice = self.dice("unit", &[n, k, usize::from(year)]);
        let score = (base + small(dice.below(2400))).saturating_sub(1200).clamp(800, 10_000);
        Some(match dice.below(60) {
            0 => Row::Absent("unpublished", None),
            1 if edition(&self.size, year) != Edition::Labels => {
                Row::Zone(edition(&self.size, year).zone(score).map_or(1, |(zone, _)| zone))
            }
            _ => Row::Score(score),
        })
    }

    /// `<year>-units.csv`.
    pub(crate) fn unit_table(&self, year: u16, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "regency;unit;score;zone;category;label;measured;absent;reason;source")?;
        for (n, body) in self.bodies.iter().enumerate() {
            for k in 0..self.size.units {
                let Some(row) = self.unit_row(n, k, year) else { continue };
                let (head, tail) = self.cells(row, n, year);
                writeln!(out, "{};{};{head};{tail};", body.id, self.unit_id(n, k))?;
            }
        }
        Ok(())
    }

    /// `units` of the file of a year.
    pub(crate) fn unit_list(&self, year: u16, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "units:")?;
        for n in 0..self.bodies.len() {
            for k in 0..self.size.units {
                let Some(row) = self.unit_row(n, k, year) else { continue };
                writeln!(out, "  {}:", self.unit_id(n, k))?;
                self.result(row, n, year, out)?;
                if let Row::Score(score) = row
                    && k % 3 == 0
                {
                    self.products(n, k, year, score, out)?;
                }
            }
        }
        Ok(())
    }

    fn products(&self, n: usize, k: usize, year: u16, score: u32, out: &mut dyn Write) -> Result<()> {
        let mut dice = self.dice("product", &[n, k, usize::from(year)]);
        for p in 0..self.size.products {
            if p == 0 {
                writeln!(out, "    products:")?;
            }
            let (id, name, english) = PRODUCTS[(k + p) % PRODUCTS.len()];
            let own = (score + small(dice.below(800))).saturating_sub(400).clamp(800, 10_000);
            let zone = edition(&self.size, year).zone(own).map(|(zone, _)| format!(", zone: {}", ZONES[zone]));
            writeln!(
                out,
                "      {id}-{p}: {{name: {{id: {name}, en: {english}}}, score: {}{}}}",
                decimal(own, '.'),
                zone.unwrap_or_default()
            )?;
        }
        Ok(())
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).expect("it is small")
}
