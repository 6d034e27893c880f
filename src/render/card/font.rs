//! The two fonts of cards, inside the program: regular and bold.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, Source};
use ttf_parser::Face;

/// What `font-family` calls it.
pub(super) const FAMILY: &str = "Noto Sans";

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// As for running text.
    Regular,
    /// As for headings.
    Bold,
}

/// The fonts as drawings find them.
pub(super) fn database() -> Arc<Database> {
    static ALL: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut all = Database::new();
        for bytes in [ttf_noto_sans::REGULAR, ttf_noto_sans::BOLD] {
            all.load_font_source(Source::Binary(Arc::new(bytes)));
        }
        all.set_sans_serif_family(FAMILY);
        Arc::new(all)
    });
    ALL.clone()
}

fn face(weight: Weight) -> &'static Face<'static> {
    static REGULAR: LazyLock<Face<'static>> = LazyLock::new(|| read(ttf_noto_sans::REGULAR));
    static BOLD: LazyLock<Face<'static>> = LazyLock::new(|| read(ttf_noto_sans::BOLD));
    match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    }
}

fn read(bytes: &'static [u8]) -> Face<'static> {
    Face::parse(bytes, 0).expect("the font of the crate is one")
}

/// How wide a letter is at size 1; `None` when the font does not have it.
pub(super) fn width(letter: char, weight: Weight) -> Option<f32> {
    let face = face(weight);
    let units = face.glyph_hor_advance(face.glyph_index(letter)?)?;
    Some(f32::from(units) / f32::from(face.units_per_em()))
}
