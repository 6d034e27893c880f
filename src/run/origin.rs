//! What a page is made from, told from the inputs alone: where all of it is the same, the page need not even be settled.
//!
//! Every page may be made from all inputs, save that only its own page and the feeds show the text of an article.

use std::collections::HashMap;

use blake3::Hash;
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::diag::FileId;
use crate::load::Sources;
use crate::load::name::name_of;
use crate::model::Model;
use crate::plan::{Page, PageJob};

/// The names of what pages are made from.
#[derive(Debug)]
pub(super) struct Origins<'a> {
    sources: &'a Sources,
    model: &'a Model,
    /// Of what all of them are made from.
    site: Hash,
}

impl<'a> Origins<'a> {
    /// Of the pages of a site.
    pub(super) fn of(sources: &'a Sources, model: &'a Model) -> Self {
        let heads: HashMap<FileId, usize> = model.articles.iter().map(|a| (a.page.file, a.page.body.start)).collect();
        let files: Vec<(FileId, &str, &str)> = sources.files.all().collect();
        let name = |(id, path, text): (FileId, &str, &str)| {
            let read = heads.get(&id).map_or(text, |head| &text[..*head]);
            name_of([path.as_bytes(), read.as_bytes()])
        };
        let names: Vec<Hash> = files.into_par_iter().map(name).collect();
        let theme = sources.theme.fingerprint(&sources.files);
        let (beside, shown) = (format!("{:?} {:?}", sources.assets, sources.media), shown(model));
        let names = names.iter().map(|name| &name.as_bytes()[..]);
        let site = name_of(names.chain([&theme.as_bytes()[..], beside.as_bytes(), shown.as_bytes()]));
        Origins { sources, model, site }
    }

    /// Of what is the same for all pages.
    pub(super) fn site(&self) -> Hash {
        self.site
    }

    /// Of a page.
    pub(super) fn page(&self, job: &PageJob) -> Hash {
        let text = match job.page {
            Page::Article(n) => self.sources.text(self.model.articles[n].page.file),
            _ => "",
        };
        name_of([self.site.as_bytes().as_slice(), text.as_bytes()])
    }
}

/// What of the inputs is shown, where, and to whom: the moment decides no more than this.
fn shown(model: &Model) -> String {
    let years: Vec<_> = model.assessments.iter().map(|assessment| assessment.year).collect();
    let corrections: Vec<_> = model.corrections.iter().map(|correction| correction.at).collect();
    let responses: Vec<_> = model.responses.iter().map(|response| response.at).collect();
    let articles = model.articles.iter().map(|a| (a.page.file, a.updated, a.corrections.len()));
    let pages: Vec<_> = model.pages.iter().map(|page| page.file).collect();
    let (base_url, audience, gone) = (&model.site.base_url, model.audience, &model.tombstones);
    let lists = (corrections, responses, articles.collect::<Vec<_>>(), pages);
    format!("{base_url:?} {audience:?} {years:?} {gone:?} {lists:?}")
}
