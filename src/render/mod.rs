//! Job → bytes: the theme's words and templates over what the model knows.

pub mod engine;
pub mod facts;
pub mod words;
