//! Cells → rows of results: where the heading is, what each column holds, which rows are no results.

pub(super) mod heading;
pub(super) mod role;
pub(super) mod rows;
