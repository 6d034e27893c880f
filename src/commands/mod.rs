//! What hangs on the ends of a run, beside the run itself: last lines, lists, edits of the content, and their words.

pub mod changed;
pub mod cms;
pub mod correct;
pub mod edit;
pub mod init;
mod log;
pub mod new;
pub mod outside;
mod quoted;
mod scalar;
pub mod schema;
pub mod serve;
pub mod share;
pub mod subject;
pub mod summary;
pub mod timings;
pub mod upcoming;
pub mod words;
