//! What a reader or an editor sees: one binary for all suites.

mod commands;
mod content_format;
mod feeds;
mod graph;
mod images;
mod insert;
mod layers;
mod map;
mod other;
mod outside;
mod pipeline;
mod problems;
mod properties;
mod publish;
mod real;
mod release;
mod support;
mod texts;
