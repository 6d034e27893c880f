//! What a reader or an editor sees: one binary for all suites.

mod content_format;
mod layers;
mod problems;
mod publish;
