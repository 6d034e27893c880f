//! Charts as compact SVG text: a pure function from a specification to a drawing.
//!
//! A drawing carries classes, never colours or fonts, so that one SVG serves light, dark, print and forced
//! colours; the theme's style sheet dresses it. Text is measured at [`FONT_PX`] in a drawing [`WIDTH_PX`] wide.
//! The way in is [`trend`]; `backend` turns what `plotters` draws into SVG, `canvas` is the pen every chart holds.

mod backend;
mod bands;
mod breaks;
mod canvas;
mod frame;
mod measure;
mod place;
mod spec;
mod symbol;
mod trend;
mod values;

pub use measure::{FONT_PX, pixels};
pub use spec::{ChartBand, ChartBreak, ChartPoint, ChartTick, ChartYear, TrendChart, ZoneMark};
pub use symbol::Symbol;
pub use trend::{HEIGHT_PX, WIDTH_PX, trend};

#[cfg(test)]
mod tests;
