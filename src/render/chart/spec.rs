//! What a chart is told: words already composed and formatted, positions as plain numbers.
//! Everything that can be seen is in here, so a hash of the specification stands for the drawing.

use serde::Serialize;

use super::symbol::Symbol;
use super::trend::{HEIGHT_PX, WIDTH_PX};

/// How a drawing is called.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Naming {
    /// Prefix of the ids in it; unique on its page.
    pub id: String,
    /// Its message, as its accessible name.
    pub title: String,
    /// What is in it and where the table is, as its accessible description; of a trend first and last value and direction.
    pub desc: String,
}

/// One body's scores and zones over consecutive calendar years.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TrendChart {
    /// How it is called.
    pub naming: Naming,
    /// One slot each, first to last, without holes.
    pub years: Vec<ChartYear>,
    /// Lowest and highest value of the axis; values beyond are drawn at its end.
    pub scale: (f64, f64),
    /// Marks of the value axis; one that would touch an earlier one is left out.
    pub ticks: Vec<ChartTick>,
    /// Where the method changed, in the order of years.
    pub breaks: Vec<ChartBreak>,
    /// What the row of zones beneath the plot is called, such as "zona"; may be empty.
    pub zone_row: String,
    /// How much room there is.
    pub form: Form,
}

/// How much room a trend has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Form {
    /// The width of a phone, with the words of zones and as many values as fit.
    #[default]
    Whole,
    /// One of several beside each other: half that width, and of the values only the last. Drawings with the same
    /// years, scale, ticks and breaks have the same plot, so that heights compare between them.
    Small,
}

impl Form {
    /// Width and height of the view box.
    pub(super) const fn size(self) -> (i32, i32) {
        match self {
            Self::Whole => (WIDTH_PX, HEIGHT_PX),
            Self::Small => (168, 156),
        }
    }
}

/// One year's slot.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChartYear {
    /// "2019"
    pub label: String,
    /// The zones' bands of this year's methodology; empty when there were none.
    pub bands: Vec<ChartBand>,
    /// The zone of the year, drawn in the row beneath the plot and as the point's shape; a year may have
    /// a zone without a score, or a score without a zone.
    pub zone: Option<ZoneMark>,
    /// The score of the year.
    pub point: Option<ChartPoint>,
    /// A short word for why the year is empty, shown once for neighbours with the same word when it fits
    /// into their slots, else as a dash.
    pub gap: Option<String>,
}

/// How a zone looks: its class and its shape.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ZoneMark {
    /// The zone's token in the theme, such as "best".
    pub token: String,
    /// The zone's shape.
    pub symbol: Symbol,
}

/// A score of one year.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChartPoint {
    /// Position on the scale only; never printed.
    pub value: f64,
    /// The score as printed, "54,32".
    pub label: String,
    /// Carried forward from an earlier measurement: the shape is drawn hollow.
    pub hollow: bool,
    /// Comparable with the point of the year before. The line is drawn only if that year is the slot before,
    /// has a point, and no break lies between.
    pub joined: bool,
}

/// One zone's stretch of the scale.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChartBand {
    /// Lower end.
    pub from: f64,
    /// Upper end.
    pub to: f64,
    /// The zone's token in the theme.
    pub token: String,
    /// The zone's word. Neighbours with the same token and word are drawn as one.
    pub label: String,
    /// The zone's shape.
    pub symbol: Symbol,
}

/// A change of method between two slots.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChartBreak {
    /// Index of the slot before the break; a break after the last slot is not drawn.
    pub after: usize,
    /// A short word, such as "metode baru". When the words of all breaks do not fit, every break is numbered
    /// from 1 instead, in this order: an ordered list beside the chart explains both forms.
    pub label: String,
}

/// A mark of the value axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChartTick {
    /// Position on the scale.
    pub value: f64,
    /// The number as printed.
    pub label: String,
}

/// An axis of scores with the zones of one method.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Ruler {
    /// Lowest and highest value; values beyond are drawn at the end.
    pub scale: (f64, f64),
    /// Marks of the axis by their weight; one that would touch an earlier one is left out.
    pub ticks: Vec<ChartTick>,
    /// The zones' bands of the method, drawn as far as the axis shows them.
    pub bands: Vec<ChartBand>,
}

/// Scores side by side: a row each, in the order given.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DotChart {
    /// How it is called.
    pub naming: Naming,
    /// The axis of scores.
    pub ruler: Ruler,
    /// One row each.
    pub rows: Vec<DotRow>,
}

/// One score among others.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DotRow {
    /// The rank as printed; empty without one.
    pub rank: String,
    /// Whose score it is; as many lines as it needs.
    pub name: String,
    /// The score as printed.
    pub label: String,
    /// Position on the scale only; never printed.
    pub value: f64,
    /// The zone, drawn as the point's shape.
    pub zone: Option<ZoneMark>,
    /// The position of the earlier score, only where the two may be compared.
    pub before: Option<f64>,
}

/// How many scores lie where: columns over the bands.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CountChart {
    /// How it is called.
    pub naming: Naming,
    /// The axis of scores.
    pub ruler: Ruler,
    /// The columns, left to right.
    pub bins: Vec<CountBin>,
}

/// The scores in a part of the scale.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CountBin {
    /// Lower end.
    pub from: f64,
    /// Upper end.
    pub to: f64,
    /// How many there are, as printed.
    pub label: String,
    /// How many there are by zone, from the foot.
    pub parts: Vec<Part>,
}

/// How many are in a zone.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Part {
    /// The zone; `None` for those that are in none.
    pub zone: Option<ZoneMark>,
    /// How many.
    pub count: usize,
    /// How many, as printed.
    pub label: String,
}

/// Zones as shares of a whole: a bar each.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ShareChart {
    /// How it is called.
    pub naming: Naming,
    /// One row each, from the top.
    pub rows: Vec<ShareRow>,
}

/// One whole and its parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ShareRow {
    /// "2024"
    pub label: String,
    /// Who was counted, or why nobody was.
    pub words: String,
    /// The parts, left to right; without any there is no bar.
    pub parts: Vec<Part>,
    /// What changed between this row and the next, in a word or two: a dashed rule parts them.
    pub rule: Option<String>,
}

/// Parts of a score: a bar each, on one scale.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BarChart {
    /// How it is called.
    pub naming: Naming,
    /// Lowest value, and the highest of all maxima.
    pub scale: (f64, f64),
    /// One row each, from the top.
    pub rows: Vec<BarRow>,
}

/// One part of a score.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BarRow {
    /// What it is called.
    pub name: String,
    /// Position on the scale only; never printed.
    pub value: Option<f64>,
    /// The highest value it can have.
    pub max: f64,
    /// Value and maximum as printed, or that there is no value.
    pub label: String,
}
