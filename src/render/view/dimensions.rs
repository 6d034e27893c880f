//! The parts of a score as a drawing and as rows: every dimension of that year's method, also those without a value.

use serde::Serialize;

use super::Cx;
use crate::model::assessment::Assessment;
use crate::model::methodology::{Dimension, Methodology};
use crate::model::number::Decimal;
use crate::model::outcome::Outcome;
use crate::model::regency::{RegencyId, UnitId};
use crate::model::result::DimensionValues;
use crate::render::chart::{BarChart, BarRow, Naming, bars};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "charts.dimensions.title", args: &["name", "year"] },
    Need { key: "charts.dimensions.title_ends", args: &["name", "year", "best", "least"] },
    Need { key: "charts.dimensions.desc", args: &[] },
    Need { key: "charts.dimensions.of", args: &["score", "max"] },
    Need { key: "charts.dimensions.missing", args: &[] },
];

/// The parts of a score.
#[derive(Debug, Clone, Serialize)]
pub struct DimensionsView {
    /// Whose score.
    pub name: String,
    /// Of which year.
    pub year: String,
    /// The drawing, markup: print it with the filter `safe`.
    pub svg: String,
    /// Whether the values add up to the score; otherwise each is on the whole scale.
    pub weighted: bool,
    /// Every dimension of the method, in its order.
    pub rows: Vec<DimensionRow>,
}

/// A part of a score.
#[derive(Debug, Clone, Serialize)]
pub struct DimensionRow {
    /// Its name.
    pub name: String,
    /// Its share of the score in percent, exact text.
    pub weight: Option<String>,
    /// Its value, exact text; `None` when it is not known.
    pub score: Option<String>,
    /// The highest value it can have, exact text.
    pub max: String,
}

impl Cx<'_> {
    /// The dimensions of a body's newest scored year, if that year has any.
    pub fn regency_dimensions(&self, id: RegencyId) -> Option<DimensionsView> {
        let is_scored = |a: &&Assessment| a.results.get(&id).is_some_and(|o| o.measured_score().is_some());
        let assessment = self.model.assessments.iter().rev().find(is_scored)?;
        let name = self.text(&self.model.regencies[id.0].name);
        self.dimensions("dimensions", name, assessment.results.get(&id)?, assessment)
    }

    /// The dimensions of units in the newest year in which any of them has a result.
    pub fn unit_dimensions(&self, units: &[UnitId]) -> Vec<DimensionsView> {
        let year = self.units_year(units).and_then(|year| self.model.assessment(year));
        let view = |id: &UnitId| {
            let (unit, assessment) = (&self.model.units[id.0], year?);
            let outcome = assessment.units.get(id)?;
            self.dimensions(&format!("dimensions-{}", unit.id), self.text(&unit.name), outcome, assessment)
        };
        units.iter().filter_map(view).collect()
    }

    fn dimensions(&self, id: &str, name: String, outcome: &Outcome, a: &Assessment) -> Option<DimensionsView> {
        let methodology = self.model.methodology(a).filter(|_| !outcome.dimensions().is_empty())?;
        let value = |n: usize| outcome.dimensions().iter().find(|(own, _)| *own == n).map(|(_, value)| *value);
        let list: Vec<(&Dimension, Option<Decimal>, Decimal)> = methodology
            .dimensions
            .iter()
            .enumerate()
            .map(|(n, dimension)| (dimension, value(n), highest(dimension, methodology, a)))
            .collect();
        let row = |(dimension, value, max): &(&Dimension, Option<Decimal>, Decimal)| DimensionRow {
            name: self.text(&dimension.label),
            weight: dimension.weight.map(|weight| weight.to_string()),
            score: value.map(|value| value.to_string()),
            max: max.to_string(),
        };
        let year = a.year.to_string();
        let most = list.iter().map(|(_, _, max)| *max).max()?;
        let spec = BarChart {
            naming: Naming {
                id: id.to_owned(),
                title: self.dimensions_title(&name, &year, &list),
                desc: self.say("charts.dimensions.desc", &[]),
            },
            scale: (methodology.scale.min.position(), most.position()),
            rows: list.iter().map(|(d, value, max)| self.bar_row(d, *value, *max)).collect(),
        };
        let weighted = a.dimension_values == DimensionValues::Weighted;
        Some(DimensionsView { svg: bars(&spec), weighted, rows: list.iter().map(row).collect(), name, year })
    }

    fn bar_row(&self, dimension: &Dimension, value: Option<Decimal>, max: Decimal) -> BarRow {
        let label = match value {
            Some(score) => self.say(
                "charts.dimensions.of",
                &[("score", Arg::Exact(score)), ("max", Arg::Exact(max.rounded(max.significant_decimals())))],
            ),
            None => self.say("charts.dimensions.missing", &[]),
        };
        let value = value.map(Decimal::position);
        BarRow { name: self.text(&dimension.label), value, max: max.position(), label }
    }

    /// Which dimension comes nearest to its maximum and which stays farthest, where that is one each.
    fn dimensions_title(&self, name: &str, year: &str, list: &[(&Dimension, Option<Decimal>, Decimal)]) -> String {
        let reach = |(dimension, value, max): &(&Dimension, Option<Decimal>, Decimal)| {
            Some((self.text(&dimension.label), (*value)?.position() / max.position()))
        };
        let mut known: Vec<(String, f64)> = list.iter().filter_map(reach).collect();
        known.sort_by(|one, other| other.1.total_cmp(&one.1));
        let args = [("name", Arg::Text(name)), ("year", Arg::Text(year))];
        match &known[..] {
            [best, .., least] if best.1 > known[1].1 && known[known.len() - 2].1 > least.1 => {
                let ends = [("best", Arg::Text(&best.0)), ("least", Arg::Text(&least.0))];
                self.say("charts.dimensions.title_ends", &[&args[..], &ends[..]].concat())
            }
            _ => self.say("charts.dimensions.title", &args),
        }
    }
}

/// The highest value of a dimension: its weight where values add up to the score, else the top of the scale.
fn highest(dimension: &Dimension, methodology: &Methodology, assessment: &Assessment) -> Decimal {
    match (assessment.dimension_values, dimension.weight) {
        (DimensionValues::Weighted, Some(weight)) => weight,
        _ => methodology.scale.max,
    }
}
