//! Share cards: a drawing that the theme wrote as SVG → a small PNG, the same bytes on every machine.
//!
//! Steps: read the drawing with the fonts inside the program, paint it, write it with a palette. It reaches no file and no network.

pub mod colour;
pub mod fit;
mod font;
mod paint;
mod palette;
pub mod place;

use std::collections::BTreeMap;

use blake3::Hash;

use crate::model::text::Lang;
use crate::plan::Page;
pub use paint::{Unfit, draw};

/// Pixels across.
pub const WIDTH: u32 = 1200;
/// Pixels down.
pub const HEIGHT: u32 = 630;

/// The cards that were drawn: a fingerprint of the bytes of each.
pub type Cards = BTreeMap<(Page, Lang), String>;

/// What a card's address changes with, by the name of its bytes.
pub fn fingerprint(picture: &Hash) -> String {
    picture.to_hex()[..8].to_owned()
}
