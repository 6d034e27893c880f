//! What hangs on the pipeline's ends: the last line of a run.

pub mod summary;
