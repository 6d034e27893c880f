//! How was assessed, year by year: methods with and without limits, with breaks between them, and a year of nothing.

use std::io::{Result, Write};

use super::{Size, World};

/// How the bodies of a year are assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edition {
    /// A sample; zones are printed, their limits are not known.
    Sample,
    /// All that were not green under this method before.
    NotYetGreen,
    /// Nobody.
    Nobody,
    /// All, in three zones.
    Census,
    /// All, in five categories, with dimensions.
    Quality,
    /// A sample; labels without zone.
    Labels,
}

/// A zone by its place, best first.
pub(crate) type Zone = usize;
/// The ids of the zones.
pub(crate) const ZONES: [&str; 3] = ["hijau", "kuning", "merah"];
/// The parts of a score under [`Edition::Quality`].
pub(crate) const DIMENSIONS: [(&str, &str, &str, &str); 4] = [
    ("input", "Input", "Input", "21.85"),
    ("proses", "Proses", "Process", "32.37"),
    ("output", "Output", "Output", "24.24"),
    ("pengaduan", "Pengaduan", "Complaint handling", "21.54"),
];

type Band = (Zone, Option<char>, u32, &'static str, &'static str);

const QUALITY: &[Band] = &[
    (0, Some('A'), 88, "Kualitas tertinggi", "Highest quality"),
    (0, Some('B'), 78, "Kualitas tinggi", "High quality"),
    (1, Some('C'), 54, "Kualitas sedang", "Medium quality"),
    (2, Some('D'), 32, "Kualitas rendah", "Low quality"),
    (2, Some('E'), 0, "Kualitas terendah", "Lowest quality"),
];
const COMPLIANCE: &[Band] = &[
    (0, None, 81, "Kepatuhan tinggi", "High compliance"),
    (1, None, 51, "Kepatuhan sedang", "Medium compliance"),
    (2, None, 0, "Kepatuhan rendah", "Low compliance"),
];

impl Edition {
    /// The limits that are known.
    fn bands(self) -> &'static [Band] {
        match self {
            Edition::Quality => QUALITY,
            Edition::NotYetGreen | Edition::Census => COMPLIANCE,
            Edition::Sample | Edition::Nobody | Edition::Labels => &[],
        }
    }

    /// Zone and category of a score in hundredths; under [`Edition::Sample`] what the source prints.
    pub(crate) fn zone(self, score: u32) -> Option<(Zone, Option<char>)> {
        let bands = if self == Edition::Sample { COMPLIANCE } else { self.bands() };
        let band = bands.iter().find(|(_, _, from, ..)| score >= from * 100)?;
        Some((band.0, band.1))
    }
}

/// The edition of a year: newest first, each as long as the real ones were.
pub(crate) fn edition(size: &Size, year: u16) -> Edition {
    match size.last - year {
        0 if size.years >= 5 => Edition::Labels,
        0..=3 => Edition::Quality,
        4 => Edition::Census,
        5 if size.years >= 7 => Edition::Nobody,
        age if size.years >= 10 && age + 2 >= size.years => Edition::Sample,
        _ => Edition::NotYetGreen,
    }
}

/// Whether anybody was assessed in a year.
pub(crate) fn is_assessed(size: &Size, year: u16) -> bool {
    edition(size, year) != Edition::Nobody
}

/// The first year of the method that a year belongs to.
pub(crate) fn first_of(size: &Size, year: u16) -> u16 {
    let own = edition(size, year);
    let start = size.last + 1 - size.years;
    // A method of those not yet green holds for two years.
    let is_same = |before: u16| {
        let pair = |year: u16| (size.last - year) / 2;
        edition(size, before) == own && (own != Edition::NotYetGreen || pair(before) == pair(year))
    };
    (start..year).rev().take_while(|before| is_same(*before)).last().unwrap_or(year)
}

impl World {
    /// The id of a year's method.
    pub(crate) fn method_id(&self, year: u16) -> String {
        format!("cara-{}", first_of(&self.size, year))
    }

    /// `methodologies.yaml`.
    pub(crate) fn methodologies(&self, out: &mut dyn Write) -> Result<()> {
        let firsts = self.years().filter(|year| is_assessed(&self.size, *year) && first_of(&self.size, *year) == *year);
        let mut before = None;
        for first in firsts {
            self.methodology(first, before, out)?;
            before = Some(first);
        }
        Ok(())
    }

    fn methodology(&self, first: u16, before: Option<u16>, out: &mut dyn Write) -> Result<()> {
        let edition = edition(&self.size, first);
        let years: Vec<String> = self
            .years()
            .filter(|year| is_assessed(&self.size, *year) && first_of(&self.size, *year) == first)
            .map(|year| year.to_string())
            .collect();
        let span = if years.len() > 1 { format!("{first}–{}", years[years.len() - 1]) } else { first.to_string() };
        writeln!(
            out,
            "- id: {}\n  title: {{id: Penilaian contoh {span}, en: Example assessment {span}}}",
            self.method_id(first)
        )?;
        writeln!(out, "  years: [{}]\n  scale: {{min: 0, max: 100, decimals: 2, better: higher}}", years.join(", "))?;
        bands(edition, out)?;
        let coverage = match edition {
            Edition::Sample | Edition::Labels => "sample",
            Edition::NotYetGreen => "not-yet-green",
            Edition::Nobody | Edition::Census | Edition::Quality => "census",
        };
        writeln!(out, "  coverage: {coverage}")?;
        // The census of three zones goes on where the one before ended: a line that does not break.
        let is_same_scale = edition == Edition::Census;
        match before {
            Some(before) if is_same_scale => writeln!(out, "  comparable_with: [{}]", self.method_id(before))?,
            Some(before) => {
                writeln!(out, "  comparable_with: []\n  break:")?;
                writeln!(
                    out,
                    "    id: Cara menilai diganti pada {first}, jadi angka sebelum dan sesudahnya tidak dibandingkan."
                )?;
                writeln!(
                    out,
                    "    en: The method of {before} was replaced in {first}, so figures before and after are not compared."
                )?;
            }
            None => writeln!(out, "  comparable_with: []")?,
        }
        if edition == Edition::Sample {
            writeln!(
                out,
                "  uncertain:\n    id: Batas nilai setiap zona tidak kami temukan.\n    en: We did not find the limits of the zones."
            )?;
        }
        writeln!(
            out,
            "  source: {{title: Pedoman contoh {first}, publisher: Penilai Contoh, url: \"https://example.org/pedoman/{first}\", date: {first}}}\n"
        )
    }
}

fn bands(edition: Edition, out: &mut dyn Write) -> Result<()> {
    if edition == Edition::Labels {
        writeln!(out, "  zones: none")?;
    }
    if !edition.bands().is_empty() {
        writeln!(out, "  bands:")?;
    }
    for (zone, category, from, id, en) in edition.bands() {
        let category = category.map(|letter| format!("category: {letter}, ")).unwrap_or_default();
        writeln!(out, "    - {{zone: {}, {category}from: {from}, label: {{id: {id}, en: {en}}}}}", ZONES[*zone])?;
    }
    if edition == Edition::Quality {
        writeln!(out, "  dimensions:")?;
        for (name, id, en, weight) in DIMENSIONS {
            writeln!(out, "    - {{id: {name}, weight: {weight}, label: {{id: {id}, en: {en}}}}}")?;
        }
    }
    Ok(())
}
