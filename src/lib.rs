//! patuh: from YAML assessments and Markdown news to a published website of zones and trends.
//!
//! Data goes one way, through the rooms in this order.

pub mod diag;
pub mod load;
pub mod model;
pub mod plan;
pub mod render;
pub mod publish;
