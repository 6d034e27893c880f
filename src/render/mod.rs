//! Job to bytes: what a page, a chart or a data file is made of.
pub mod chart;
//! Job → bytes: the theme's words and templates over what the model knows.

pub mod engine;
pub mod facts;
pub mod words;
