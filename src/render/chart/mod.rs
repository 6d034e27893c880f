//! Charts as compact SVG text: a pure function from a specification to a drawing.
//!
//! A drawing carries classes, never colours or fonts, so that one SVG serves light, dark, print and forced
//! colours; the theme's style sheet dresses it. Text is measured at [`FONT_PX`] in a drawing [`WIDTH_PX`] wide.
//! The ways in are [`trend`], [`dots`], [`counts`], [`shares`] and [`bars`]; `backend` turns what `plotters` draws
//! into SVG, `canvas` is the pen every chart holds, `across` the axis of those whose values lie across the sheet.

mod across;
mod backend;
mod bands;
mod bars;
mod breaks;
mod canvas;
mod counts;
mod dots;
mod frame;
mod measure;
mod place;
mod shares;
mod spec;
mod symbol;
mod trend;
mod values;

pub use bars::bars;
pub use counts::counts;
pub use dots::dots;
pub use measure::{FONT_PX, pixels};
pub use shares::shares;
pub use spec::{
    BarChart, BarRow, ChartBand, ChartBreak, ChartPoint, ChartTick, ChartYear, CountBin, CountChart, DotChart, DotRow,
    Form, Naming, Part, Ruler, ShareChart, ShareRow, TrendChart, ZoneMark,
};
pub use symbol::Symbol;
pub use trend::{HEIGHT_PX, WIDTH_PX, trend};

#[cfg(test)]
mod tests;
