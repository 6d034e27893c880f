//! A run that made what it could: what is told of it, and what the next one takes over.

use super::kept::Kept;
use super::{Inputs, Outcome, Verdict, ended};
use crate::diag::Bag;
use crate::inspect::told::accept;
use crate::model::site::Site;
use crate::publish::{self, PublishError, Published};

/// A run after the making.
#[derive(Debug)]
pub struct Over<'a> {
    pub(super) inputs: &'a Inputs,
    /// What was found.
    pub bag: Bag,
    /// What the next build can take over.
    pub(super) made: Kept,
    pub(super) site: Site,
    /// How many pages there are, and how many of them were taken over.
    pub(super) pages: usize,
    pub(super) kept: usize,
    /// What waits for its moment.
    pub scheduled: usize,
}

impl Over<'_> {
    /// Keeps what the next build can take over.
    pub fn keep(&self) {
        self.made.write(&self.inputs.shelves.pages, &self.inputs.root, &self.inputs.output);
    }

    /// The end when the disk refused.
    pub fn disk(mut self, error: &PublishError) -> Outcome {
        accept(&mut self.bag, &self.inputs.sources.files, &self.site.accept);
        self.bag.push(publish::diagnostic(error));
        self.end(None, Verdict::Disk)
    }

    /// The end.
    pub fn end(self, published: Option<Published>, verdict: Verdict) -> Outcome {
        let Over { pages, kept, scheduled, .. } = self;
        let base_url = published.is_some().then_some(self.site.base_url);
        Outcome { published, pages, kept, base_url, scheduled, ..ended(self.bag, verdict) }
    }
}
