//! What the last build of an output made, page by page: a page that is made from the same is taken over as it is.
//!
//! What was found while a page was settled is found anew in every run; what only the finished page shows stands here.
//! Nothing of it is believed of the output: a file is taken over only if it has the bytes that it had then.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use blake3::Hash;
use serde::{Deserialize, Serialize};

use crate::inspect::{Mark, Seen, mark};
use crate::load::disk::Root;
use crate::load::shelf::{Key, Shelf};
use crate::plan::Plan;
use crate::render::data::FileFacts;

/// Outputs of a site whose pages are kept: those that were built last.
const MOST_OUTPUTS: usize = 4;

/// Pages by their path, cards by their file, and open data.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) pages: KeptPages,
    pub(super) cards: HashMap<String, KeptCard>,
    pub(super) data: KeptData,
}

/// Pages by their path, in order.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct KeptPages(Vec<(Arc<str>, KeptPage)>);

/// A page as it was made.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeptPage {
    pub(super) files: KeptFiles,
    /// What stands on it.
    pub(super) seen: Seen,
}

/// What a page was made from, and the names of the bytes of its file and of the chart beside it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct KeptFiles {
    /// The name of the inputs, if nothing was found while the page was settled.
    origin: Option<[u8; 32]>,
    fingerprint: [u8; 32],
    html: [u8; 32],
    chart: Option<Box<(String, [u8; 32])>>,
}

/// A card as it was made: the name of its drawing, and that of its picture.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct KeptCard {
    drawing: [u8; 32],
    picture: [u8; 32],
}

/// The files of open data as they were made: from what, with the names of their bytes, and what the page about them shows.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct KeptData {
    pub(super) origin: [u8; 32],
    pub(super) files: Vec<(String, [u8; 32])>,
    pub(super) facts: Vec<FileFacts>,
}

impl Kept {
    /// What stands on the shelf of an output.
    pub(super) fn read(shelf: &Shelf, root: &Root, output: &Path) -> Self {
        shelf.get(root, key(output), |bytes| postcard::from_bytes(bytes).ok()).unwrap_or_default()
    }

    /// Puts it on the shelf of an output.
    pub(super) fn write(&self, shelf: &Shelf, root: &Root, output: &Path) {
        // What cannot be kept is made again.
        if let Ok(bytes) = postcard::to_allocvec(self) {
            shelf.put(root, key(output), &bytes);
            shelf.trim(root, MOST_OUTPUTS);
        }
    }

    /// The paths of a plan, as far as they are asked for.
    pub(super) fn places(&self, plan: &Plan) -> Places {
        Places(if self.pages.0.is_empty() { HashSet::new() } else { plan.paths().map(mark).collect() })
    }

    /// The page of a path, if it was made from the same inputs.
    pub(super) fn same(&self, path: &str, origin: &Hash) -> Option<&KeptPage> {
        self.pages.get(path).filter(|page| page.files.origin.as_ref() == Some(origin.as_bytes()))
    }

    /// The page of a path, if it was made from the same and all that it links to is still there.
    pub(super) fn page(&self, path: &str, fingerprint: &Hash, places: &Places) -> Option<&KeptPage> {
        let page = self.pages.get(path).filter(|page| page.files.fingerprint == *fingerprint.as_bytes())?;
        page.seen.links.iter().all(|link| places.0.contains(link)).then_some(page)
    }

    /// The name of the picture of a card, if it was made from the same drawing.
    pub(super) fn card(&self, file: &str, drawing: &Hash) -> Option<KeptCard> {
        self.cards.get(file).filter(|card| card.drawing == *drawing.as_bytes()).copied()
    }
}

impl FromIterator<(Arc<str>, KeptPage)> for KeptPages {
    fn from_iter<T: IntoIterator<Item = (Arc<str>, KeptPage)>>(pages: T) -> Self {
        let mut pages: Vec<_> = pages.into_iter().collect();
        pages.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        KeptPages(pages)
    }
}

impl KeptPages {
    fn get(&self, path: &str) -> Option<&KeptPage> {
        self.0.binary_search_by(|(own, _)| (**own).cmp(path)).ok().map(|n| &self.0[n].1)
    }
}

impl KeptFiles {
    /// Those of a page that was just made.
    pub(super) fn of(fingerprint: &Hash, html: &Hash, chart: Option<(String, Hash)>) -> Self {
        let chart = chart.map(|(file, hash)| Box::new((file, *hash.as_bytes())));
        KeptFiles { origin: None, fingerprint: *fingerprint.as_bytes(), html: *html.as_bytes(), chart }
    }

    /// The same with the name of the inputs that they were made from now.
    pub(super) fn with_origin(self, origin: Option<Hash>) -> Self {
        KeptFiles { origin: origin.map(|origin| *origin.as_bytes()), ..self }
    }

    /// The files with the names of their bytes; `file` is that of the page itself.
    pub(super) fn named<'a>(&'a self, file: &'a str) -> Vec<(&'a str, Hash)> {
        let chart = self.chart.as_deref().map(|(file, hash)| (file.as_str(), Hash::from_bytes(*hash)));
        [(file, Hash::from_bytes(self.html))].into_iter().chain(chart).collect()
    }
}

impl KeptData {
    /// The files with the names of their bytes.
    pub(super) fn named(&self) -> Vec<(&str, Hash)> {
        self.files.iter().map(|(file, hash)| (file.as_str(), Hash::from_bytes(*hash))).collect()
    }
}

impl KeptCard {
    /// A card that was just made.
    pub(super) fn of(drawing: &Hash, picture: &Hash) -> Self {
        KeptCard { drawing: *drawing.as_bytes(), picture: *picture.as_bytes() }
    }

    /// The name of its picture.
    pub(super) fn picture(&self) -> Hash {
        Hash::from_bytes(self.picture)
    }
}

/// Every path of a site, to find out whether links still lead somewhere; none where nothing is kept that could link there.
#[derive(Debug, Default)]
pub(super) struct Places(HashSet<Mark>);

fn key(output: &Path) -> Key {
    Key::of(&[b"pages", output.as_os_str().as_encoded_bytes()])
}
