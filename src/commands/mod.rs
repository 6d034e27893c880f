//! What hangs on the ends of a run, beside the run itself: last lines, lists, edits of the content, and their words.

pub mod correct;
pub mod edit;
mod log;
pub mod outside;
mod quoted;
pub mod serve;
pub mod share;
mod subject;
pub mod summary;
pub mod upcoming;
pub mod words;
