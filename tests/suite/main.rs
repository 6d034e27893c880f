//! What a reader or an editor sees: one binary for all suites.

mod content_format;
mod insert;
mod layers;
mod other;
mod pipeline;
mod problems;
mod properties;
mod publish;
mod real;
mod support;
