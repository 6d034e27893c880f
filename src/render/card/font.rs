//! The two fonts of cards, inside the program: regular and bold.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, Source};
use skrifa::MetadataProvider;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::FontRef;

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

/// What is measured of a font.
struct Face {
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
}

fn face(weight: Weight) -> &'static Face {
    static REGULAR: LazyLock<Face> = LazyLock::new(|| read(ttf_noto_sans::REGULAR));
    static BOLD: LazyLock<Face> = LazyLock::new(|| read(ttf_noto_sans::BOLD));
    match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    }
}

fn read(bytes: &'static [u8]) -> Face {
    let font = FontRef::new(bytes).expect("the font of the crate is one");
    Face { letters: font.charmap(), widths: font.glyph_metrics(Size::new(1.0), LocationRef::default()) }
}

/// How wide a letter is at size 1; `None` when the font does not have it.
pub(super) fn width(letter: char, weight: Weight) -> Option<f32> {
    let face = face(weight);
    face.widths.advance_width(face.letters.map(letter)?)
}
