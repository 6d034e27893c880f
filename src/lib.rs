//! patuh: from YAML assessments and Markdown news to a published website of zones and trends.

pub mod publish;
