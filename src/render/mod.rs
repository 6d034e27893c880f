//! Job → bytes: the theme's words and templates over what the model knows.

pub mod words;
pub mod facts;
pub mod engine;
pub mod chart;
pub mod view;
