//! What a reader or an editor sees: one binary for all suites.

mod problems;
mod publish;
