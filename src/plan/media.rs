//! Which pictures and attachments are published, in which sizes and where. Only those that a released text or reply shows.

use crate::diag::At;
use crate::load::media::{Form, Media, Picture};
use crate::model::Model;
use crate::model::media::{Used, address};

/// Pixels across of the sizes of a picture; one that is smaller keeps its own.
const WIDTHS: [u32; 3] = [480, 960, 1440];

/// A picture in its sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureJob {
    /// How it is published.
    pub form: Form,
    /// The sizes, smallest first; at least one.
    pub sizes: Vec<Size>,
    /// Where it is named first.
    pub at: At,
}

/// One size of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Its file below the site's root.
    pub file: String,
}

impl PictureJob {
    /// The largest size.
    pub fn largest(&self) -> &Size {
        self.sizes.last().expect("a picture has a size")
    }
}

/// A picture's sizes and their files.
pub(super) fn job(used: &Used, picture: &Picture) -> PictureJob {
    let Picture { width, height, form } = *picture;
    let end = match form {
        Form::Jpeg => "jpg",
        Form::Png => "png",
    };
    // A size that is nearly the largest is not worth a file.
    let largest = width.min(WIDTHS[2]);
    let smaller = WIDTHS.into_iter().filter(|size| size * 6 / 5 <= largest);
    let size = |across: u32| {
        let down = (u64::from(height) * u64::from(across) + u64::from(width) / 2) / u64::from(width);
        let down = u32::try_from(down).expect("no larger than the picture").max(1);
        Size { width: across, height: down, file: format!("{}-{across}.{end}", address(&used.path)) }
    };
    let sizes = smaller.chain([largest]).map(size).collect();
    PictureJob { form, sizes, at: used.at }
}

/// The pictures that are shown, each with what its file says; one that cannot be shown was told before.
pub(super) fn pictures<'m>(model: &'m Model, media: &'m Media) -> impl Iterator<Item = (&'m Used, &'m Picture)> {
    let texts = model.articles.iter().map(|article| &article.page).chain(&model.pages);
    let used = texts.flat_map(|page| page.gallery().pictures());
    used.filter_map(|used| Some((used, media.pictures.get(&*used.path)?.as_ref().ok()?)))
}

/// The files that can be fetched.
pub(super) fn attachments(model: &Model) -> impl Iterator<Item = &Used> {
    let texts = model.articles.iter().map(|article| &article.page).chain(&model.pages);
    let listed = texts.flat_map(|page| page.gallery().attachments.iter().map(|attachment| &attachment.file));
    listed.chain(model.responses.iter().filter_map(|response| response.file.as_ref()))
}
