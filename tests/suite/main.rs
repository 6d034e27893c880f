//! What a reader or an editor sees: one binary for all suites.

mod layers;
mod publish;
