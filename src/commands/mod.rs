//! What hangs on the ends of a run, beside the run itself: last lines, lists, edits of the content, and their words.

pub mod summary;
pub mod words;
