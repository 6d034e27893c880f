//! What the last build of an output made, page by page: a page that is made from the same is taken over as it is.
//!
//! What was found while a page's view was made is found anew in every run; what only the finished page shows stands here.
//! Nothing of it is believed of the output: a file is taken over only if it has the bytes that it had then.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use blake3::Hash;
use serde::{Deserialize, Serialize};

use crate::inspect::{Mark, Seen, mark};
use crate::load::disk::Root;
use crate::load::shelf::{Key, Shelf};
use crate::plan::Plan;

/// Outputs of a site whose pages are kept: those that were built last.
const MOST_OUTPUTS: usize = 4;

/// Pages by their path, cards by their file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    pages: HashMap<String, KeptPage>,
    cards: HashMap<String, KeptCard>,
}

/// A page as it was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct KeptPage {
    fingerprint: [u8; 32],
    html: [u8; 32],
    /// The chart beside it: its file and the name of its bytes.
    chart: Option<(String, [u8; 32])>,
    /// What stands on it.
    pub(super) seen: Seen,
}

/// A card as it was made: the name of its drawing, and that of its picture.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct KeptCard {
    drawing: [u8; 32],
    picture: [u8; 32],
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

    /// What is kept of all this.
    pub(super) fn of(
        pages: impl Iterator<Item = (String, KeptPage)>,
        cards: impl Iterator<Item = (String, KeptCard)>,
    ) -> Self {
        Kept { pages: pages.collect(), cards: cards.collect() }
    }

    /// The page of a path, if it was made from the same and all that it links to is still there.
    pub(super) fn page(&self, path: &str, fingerprint: &Hash, places: &Places) -> Option<&KeptPage> {
        let page = self.pages.get(path).filter(|page| page.fingerprint == *fingerprint.as_bytes())?;
        page.seen.links.iter().all(|link| places.0.contains(link)).then_some(page)
    }

    /// The name of the picture of a card, if it was made from the same drawing.
    pub(super) fn card(&self, file: &str, drawing: &Hash) -> Option<KeptCard> {
        self.cards.get(file).filter(|card| card.drawing == *drawing.as_bytes()).copied()
    }
}

impl KeptPage {
    /// A page that was just made, with its chart.
    pub(super) fn of(fingerprint: &Hash, html: &[u8], chart: Option<&(String, String)>, seen: Seen) -> Self {
        let chart = chart.map(|(file, svg)| (file.clone(), *blake3::hash(svg.as_bytes()).as_bytes()));
        KeptPage { fingerprint: *fingerprint.as_bytes(), html: *blake3::hash(html).as_bytes(), chart, seen }
    }

    /// Its files with the names of their bytes; `file` is that of the page itself.
    pub(super) fn files<'a>(&'a self, file: &'a str) -> Vec<(&'a str, Hash)> {
        let chart = self.chart.as_ref().map(|(file, hash)| (file.as_str(), Hash::from_bytes(*hash)));
        [(file, Hash::from_bytes(self.html))].into_iter().chain(chart).collect()
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

/// Every path of a site, to find out whether links still lead somewhere.
#[derive(Debug, Default)]
pub(super) struct Places(HashSet<Mark>);

impl Places {
    /// Those of a plan.
    pub(super) fn of(plan: &Plan) -> Self {
        Places(plan.paths().map(mark).collect())
    }
}

fn key(output: &Path) -> Key {
    Key::of(&[b"pages", output.as_os_str().as_encoded_bytes()])
}
