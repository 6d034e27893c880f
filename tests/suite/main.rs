//! What a reader or an editor sees: one binary for all suites.

mod charts;
mod cards;
mod commands;
mod content_format;
mod embed;
mod feeds;
mod graph;
mod images;
mod insert;
mod layers;
mod leftovers;
mod other;
mod outside;
mod pipeline;
mod problems;
mod properties;
mod publish;
mod real;
mod release;
mod search;
mod scheduled;
mod support;
mod tables;
mod texts;
mod theme_guide;
