//! Scores of a year side by side as a drawing: bodies of a kind, or service units. With many, how many lie where.
//!
//! What is drawn is what may be ranked: scores of the year itself. The earlier score is shown only inside a stretch of
//! comparable years.

use serde::Serialize;

use super::{Cx, ZoneView};
use crate::model::assessment::Assessment;
use crate::model::date::Year;
use crate::model::methodology::{Better, Methodology};
use crate::model::number::Decimal;
use crate::model::outcome::Outcome;
use crate::model::ranking::League;
use crate::model::regency::{RegencyId, UnitId};
use crate::model::site::{KindId, ZoneId};
use crate::render::chart::{ChartTick, CountBin, CountChart, DotChart, DotRow, Naming, Part, Ruler, counts, dots};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What is said here in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "charts.dots.title", args: &["n", "kind", "year", "first", "first_score", "last", "last_score"] },
    Need { key: "charts.dots.desc", args: &[] },
    Need { key: "charts.dots.desc_counts", args: &[] },
    Need { key: "charts.dots.units", args: &[] },
];

/// With more rows than these the drawing counts instead.
const ROWS: usize = 40;
/// The most columns of such a drawing: numbers of three digits fit over each.
const COLUMNS: i64 = 12;
/// With fewer scores a drawing says no more than the table.
const FEWEST: usize = 3;

/// Scores side by side, or counted.
#[derive(Debug, Clone, Serialize)]
pub struct DotsView {
    /// The drawing, markup: print it with the filter `safe`.
    pub svg: String,
    /// The year.
    pub year: String,
    /// Whether the tinted strips of the zones' limits are in it.
    pub has_bands: bool,
    /// The year of the small hollow marks; `None` when there are none.
    pub before: Option<String>,
    /// The zones that `bins` count, best first; empty when every score has a row.
    pub zones: Vec<ZoneView>,
    /// The columns as numbers, when the drawing counts; empty when every score has a row.
    pub bins: Vec<BinView>,
}

/// How many scores lie in a part of the scale.
#[derive(Debug, Clone, Serialize)]
pub struct BinView {
    /// The lowest score, exact text.
    pub from: String,
    /// The upper end, exact text.
    pub to: String,
    /// Whether the upper end belongs to it.
    pub is_top: bool,
    /// How many in each of `zones`.
    pub counts: Vec<usize>,
    /// How many without a zone.
    pub without: usize,
    /// How many in all.
    pub total: usize,
}

/// Whether units are told apart by their own names or by the bodies they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// By their own.
    Unit,
    /// By the body's.
    Body,
}

/// A score to be drawn.
struct Scored {
    rank: String,
    name: String,
    score: Decimal,
    zone: Option<ZoneId>,
    before: Option<Decimal>,
}

/// What is drawn, but for the scores.
struct Subject<'a> {
    id: String,
    kind: String,
    assessment: &'a Assessment,
    before: Option<Year>,
}

/// Scores on the part of the scale that shows them.
struct Plot<'a> {
    id: &'a str,
    title: String,
    rows: &'a [Scored],
    methodology: &'a Methodology,
    axis: Axis,
}

impl Cx<'_> {
    /// The ranked bodies of a kind in a year; `None` with few scores.
    pub fn kind_dots(&self, kind: KindId, assessment: &Assessment) -> Option<DotsView> {
        let ranked = self.model.rankings(assessment.year)?.rows(League { kind, parent: None });
        if ranked.len() < FEWEST {
            return None;
        }
        let score = |a: &Assessment, id: &RegencyId| a.results.get(id).and_then(Outcome::measured_score);
        let has_any = |a: &Assessment| ranked.iter().any(|row| score(a, &row.regency).is_some());
        let before = self.comparable_before(assessment.year, has_any);
        let names = &self.model.site.kinds[kind.0];
        let one = self.text(&names.one);
        let row = |row: &crate::model::ranking::Ranked| Scored {
            rank: self.words.integer(i64::try_from(row.rank).unwrap_or(i64::MAX)),
            name: without_kind(&self.text(&self.model.regencies[row.regency.0].name), &one),
            score: row.score,
            zone: assessment.results.get(&row.regency).and_then(Outcome::measured_zone),
            before: before.and_then(|a| score(a, &row.regency)),
        };
        let subject = Subject {
            id: format!("dots-{}", names.id),
            kind: self.text(&names.many),
            assessment,
            before: before.map(|a| a.year),
        };
        self.dots_of(&subject, &ranked.iter().map(row).collect::<Vec<Scored>>())
    }

    /// Service units in the newest year in which any has a result, the best first; `None` with few scores.
    pub fn unit_dots(&self, units: &[UnitId], named: Named) -> Option<DotsView> {
        let assessment = self.model.assessment(self.units_year(units)?)?;
        let before = self.comparable_before(assessment.year, |a| units.iter().any(|id| unit_score(a, *id).is_some()));
        let shown: Vec<UnitId> = units.iter().copied().filter(|id| unit_score(assessment, *id).is_some()).collect();
        let row = |id: &UnitId| {
            Some(Scored {
                rank: String::new(),
                name: self.unit_name(*id, named, &shown),
                score: unit_score(assessment, *id)?,
                zone: assessment.units.get(id).and_then(Outcome::measured_zone),
                before: before.and_then(|a| unit_score(a, *id)),
            })
        };
        let mut rows: Vec<Scored> = shown.iter().filter_map(row).collect();
        let better = self.model.methodology(assessment).map_or(Better::Higher, |m| m.scale.better);
        rows.sort_by(|a, b| match better {
            Better::Higher => b.score.cmp(&a.score),
            Better::Lower => a.score.cmp(&b.score),
        });
        let kind = self.say("charts.dots.units", &[]);
        let subject = Subject { id: "dots".to_owned(), kind, assessment, before: before.map(|a| a.year) };
        if rows.len() < FEWEST { None } else { self.dots_of(&subject, &rows) }
    }

    /// What a unit is called among others; several of one body have only their own names to tell them apart.
    fn unit_name(&self, id: UnitId, named: Named, among: &[UnitId]) -> String {
        let body = |id: &UnitId| self.model.units[id.0].regency;
        let is_alone = among.iter().filter(|other| body(other) == body(&id)).count() == 1;
        match named {
            Named::Body if is_alone => self.text(&self.model.regencies[body(&id).0].name),
            _ => self.text(&self.model.units[id.0].name),
        }
    }

    /// The newest earlier year of the same stretch that has what is asked for.
    fn comparable_before(&self, year: Year, has: impl Fn(&Assessment) -> bool) -> Option<&Assessment> {
        let periods = &self.model.timeline.periods;
        let stretch = |year: Year| periods.iter().find(|period| period.year == year).and_then(|p| p.stretch);
        let own = stretch(year)?;
        let mut earlier = self.model.assessments.iter().rev().filter(|a| a.year < year);
        earlier.find(|a| stretch(a.year) == Some(own) && has(a))
    }

    fn dots_of(&self, subject: &Subject<'_>, rows: &[Scored]) -> Option<DotsView> {
        let methodology = self.model.methodology(subject.assessment)?;
        let title = self.dots_title(subject, rows)?;
        let shown = rows.iter().flat_map(|row| [Some(row.score), row.before]).flatten();
        let axis = Axis::new(methodology, shown)?;
        let plot = Plot { id: &subject.id, title, rows, methodology, axis };
        let is_counted = rows.len() > ROWS;
        let (svg, bins) = match is_counted {
            true => self.count_chart(plot),
            false => (dots(&self.dot_chart(plot)), Vec::new()),
        };
        let has_before = !is_counted && rows.iter().any(|row| row.before.is_some());
        let zones = self.model.site.zone_ids().map(|id| self.zone(id));
        Some(DotsView {
            svg,
            year: subject.assessment.year.to_string(),
            has_bands: !methodology.bands.is_empty(),
            before: subject.before.filter(|_| has_before).map(|year| year.to_string()),
            zones: if is_counted { zones.collect() } else { Vec::new() },
            bins,
        })
    }

    /// "Nilai 9 kabupaten pada 2023: dari Bungo (97,04) sampai Tebo (62,10)".
    fn dots_title(&self, subject: &Subject<'_>, rows: &[Scored]) -> Option<String> {
        let (first, last) = (rows.first()?, rows.last()?);
        let year = subject.assessment.year.to_string();
        let args = [
            ("n", Arg::count(rows.len())),
            ("kind", Arg::Text(&subject.kind)),
            ("year", Arg::Text(&year)),
            ("first", Arg::Text(&first.name)),
            ("first_score", Arg::Exact(first.score)),
            ("last", Arg::Text(&last.name)),
            ("last_score", Arg::Exact(last.score)),
        ];
        Some(self.say("charts.dots.title", &args))
    }

    fn dot_chart(&self, plot: Plot<'_>) -> DotChart {
        let row = |row: &Scored| DotRow {
            rank: row.rank.clone(),
            name: row.name.clone(),
            label: self.words.score(row.score),
            value: row.score.position(),
            zone: row.zone.map(|zone| self.mark(zone)),
            before: row.before.map(Decimal::position),
        };
        DotChart {
            ruler: self.ruler(&plot),
            naming: Naming { id: plot.id.to_owned(), title: plot.title, desc: self.say("charts.dots.desc", &[]) },
            rows: plot.rows.iter().map(row).collect(),
        }
    }

    /// The drawing that counts, and its columns as numbers.
    fn count_chart(&self, plot: Plot<'_>) -> (String, Vec<BinView>) {
        let Plot { rows, axis, .. } = &plot;
        let mut bins = Vec::new();
        let mut views = Vec::new();
        for (from, to) in axis.bins() {
            let is_top = to == axis.high;
            let inside = |row: &&Scored| row.score >= from && (row.score < to || is_top);
            let of = |zone: Option<ZoneId>| rows.iter().filter(inside).filter(|row| row.zone == zone).count();
            let by_zone: Vec<usize> = self.model.site.zone_ids().map(|id| of(Some(id))).collect();
            let (without, total) = (of(None), rows.iter().filter(inside).count());
            let part = |(n, count): (usize, &usize)| self.part(Some(ZoneId::at(n)), *count);
            let parts = by_zone.iter().enumerate().map(part).chain([self.part(None, without)]);
            bins.push(CountBin {
                from: from.position(),
                to: to.position(),
                label: self.part(None, total).label,
                parts: parts.filter(|part| part.count > 0).collect(),
            });
            let (from, to) = (from.to_string(), to.to_string());
            views.push(BinView { from, to, is_top, counts: by_zone, without, total });
        }
        let spec = CountChart {
            ruler: self.ruler(&plot),
            naming: Naming {
                id: plot.id.to_owned(),
                title: plot.title,
                desc: self.say("charts.dots.desc_counts", &[]),
            },
            bins,
        };
        (counts(&spec), views)
    }

    /// So many of a zone, for a drawing.
    pub fn part(&self, zone: Option<ZoneId>, count: usize) -> Part {
        let label = self.words.integer(i64::try_from(count).unwrap_or(i64::MAX));
        Part { zone: zone.map(|zone| self.mark(zone)), count, label }
    }

    fn ruler(&self, plot: &Plot<'_>) -> Ruler {
        let axis = &plot.axis;
        let tick = |value: &Decimal| {
            let value = value.rounded(value.significant_decimals());
            ChartTick { value: value.position(), label: self.words.score(value) }
        };
        let ticks = axis.ticks.iter().map(tick).collect();
        Ruler { scale: axis.ends(), ticks, bands: self.bands_of(plot.methodology) }
    }
}

fn unit_score(assessment: &Assessment, id: UnitId) -> Option<Decimal> {
    assessment.units.get(&id).and_then(Outcome::measured_score)
}

/// A name without the word for its kind, where what is left is a name: "Kabupaten Bungo" in a list of kabupaten.
fn without_kind(name: &str, kind: &str) -> String {
    let rest = name.split_once(' ').filter(|(word, _)| word.to_lowercase() == kind.to_lowercase());
    let rest = rest.map(|(_, rest)| rest.trim_start()).filter(|rest| rest.starts_with(char::is_uppercase));
    rest.unwrap_or(name).to_owned()
}

/// The part of a scale that is shown: the quarters that hold all values.
struct Axis {
    low: Decimal,
    high: Decimal,
    /// The limits between zones, both ends, the other quarters.
    ticks: Vec<Decimal>,
}

impl Axis {
    fn new(methodology: &Methodology, values: impl Iterator<Item = Decimal>) -> Option<Self> {
        let scale = methodology.scale;
        let (range, decimals) = scale.max.minus(scale.min).parts();
        let quarter = |n: i64| scale.min.plus(Decimal::new(range * n * 25, decimals + 2));
        let values: Vec<Decimal> = values.collect();
        let (least, most) = (*values.iter().min()?, *values.iter().max()?);
        let from = (0..4).rev().find(|n| quarter(*n) <= least).unwrap_or(0);
        let to = (from + 1..=4).find(|n| quarter(*n) >= most).unwrap_or(4);
        let (low, high) = (quarter(from), quarter(to));
        let bands = methodology.bands.windows(2).filter(|pair| pair[0].zone != pair[1].zone);
        let limits = bands.map(|pair| pair[0].from).filter(|limit| low < *limit && *limit < high);
        let ticks = limits.chain([low, high]).chain((from + 1..to).map(quarter)).collect();
        Some(Self { low, high, ticks })
    }

    fn ends(&self) -> (f64, f64) {
        (self.low.position(), self.high.position())
    }

    /// Parts of equal, round width; the last one may be narrower.
    fn bins(&self) -> Vec<(Decimal, Decimal)> {
        let range = self.high.minus(self.low);
        let fine = (0..=6_u8).rev().flat_map(|decimals| [1, 2, 5].map(|n| (n, decimals)));
        let coarse = (1..=9).flat_map(|zeros| [1, 2, 5].map(|n| (n * 10_i64.pow(zeros), 0)));
        let width = fine.chain(coarse).find(|(units, decimals)| Decimal::new(units * COLUMNS, *decimals) >= range);
        let Some((units, decimals)) = width else { return vec![(self.low, self.high)] };
        let edge = |n: i64| self.low.plus(Decimal::new(units * n, decimals)).min(self.high);
        let bin = |n: i64| Some((edge(n), edge(n + 1))).filter(|(from, to)| from < to);
        (0..COLUMNS).map_while(bin).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, without_kind};
    use crate::model::number::Decimal;

    #[test]
    fn a_kind_is_left_out_only_before_a_name() {
        assert_eq!(without_kind("Kabupaten Bungo", "kabupaten"), "Bungo");
        assert_eq!(without_kind("District de l'Est", "district"), "District de l'Est");
        assert_eq!(without_kind("Kabupaten", "kabupaten"), "Kabupaten");
        assert_eq!(without_kind("Provinsi Jambi", "kabupaten"), "Provinsi Jambi");
    }

    #[test]
    fn columns_are_round_and_cover_the_axis() {
        let edges = |low: i64, high: i64| -> Vec<String> {
            let (low, high) = (Decimal::new(low, 1), Decimal::new(high, 1));
            let bins = Axis { low, high, ticks: Vec::new() }.bins();
            assert!(bins.len() <= 12 && bins.windows(2).all(|pair| pair[0].1 == pair[1].0));
            assert!(bins.first().is_some_and(|bin| bin.0 == low) && bins.last().is_some_and(|bin| bin.1 == high));
            bins.iter().map(|(from, _)| from.to_string()).collect()
        };
        assert_eq!(edges(500, 1000).len(), 10, "fives from 50");
        assert_eq!(edges(0, 1000).len(), 10, "tens from 0");
        assert_eq!(edges(10, 40)[..2], ["1.0".to_owned(), "1.5".to_owned()]);
        assert_eq!(edges(0, 11).last().map(String::as_str), Some("1.0"));
    }
}
