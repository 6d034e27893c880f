//! The drawing → pixels.

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Error, ImageHrefResolver, Options, Tree};

use super::{HEIGHT, WIDTH, font, palette};

/// Why a text is no drawing of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// In the words of who reads drawings.
    pub detail: String,
    /// The line of the drawing, from one, where it is known.
    pub line: Option<usize>,
}

/// Paints a card and writes it as PNG.
///
/// # Errors
/// When the text is no SVG or has another size than a card.
pub fn draw(svg: &str) -> Result<Vec<u8>, Unfit> {
    let tree = Tree::from_str(svg, &options()).map_err(|error| unfit(&error))?;
    let size = tree.size().to_int_size();
    if (size.width(), size.height()) != (WIDTH, HEIGHT) {
        let detail = format!("it is {} by {}, and a card is {WIDTH} by {HEIGHT}", size.width(), size.height());
        return Err(Unfit { detail, line: None });
    }
    let mut pixels = Pixmap::new(WIDTH, HEIGHT).expect("a card is neither empty nor huge");
    // Nothing of a card can be seen through.
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    Ok(palette::png(pixels.data()))
}

/// The fonts of the program and nothing else: a picture named in a drawing is not fetched.
fn options() -> Options<'static> {
    Options {
        font_family: font::FAMILY.to_owned(),
        fontdb: font::database(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _: Arc<Vec<u8>>, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

fn unfit(error: &Error) -> Unfit {
    match error {
        Error::ParsingFailed(fault) => {
            let line = usize::try_from(fault.pos().row).ok();
            Unfit { detail: fault.to_string(), line }
        }
        other => Unfit { detail: other.to_string(), line: None },
    }
}
