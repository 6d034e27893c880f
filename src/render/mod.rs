//! Job to bytes: what a page, a chart or a data file is made of.
pub mod chart;
