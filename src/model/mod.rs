//! Trees → [`Model`]: everything the site knows, checked and linked.
pub mod date;
pub mod number;
pub mod text;
