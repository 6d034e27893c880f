//! A picture's file → its sizes as they are published: upright, made smaller, with nothing in them but pixels.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as RowFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageResult};

use crate::diag::Diagnostic;
use crate::load::disk::{ASSET_LIMIT, Root};
use crate::load::media::{Form, PictureFault, decode};
use crate::load::refused;
use crate::model::media::picture_fault;
use crate::plan::media::PictureJob;

/// Of 100: what a photo keeps when it is written.
const QUALITY: u8 = 80;

/// Makes all sizes of a picture: files below the site's root and their bytes.
///
/// # Errors
/// When its file cannot be read to its end.
pub fn draw(path: &str, job: &PictureJob, root: &Root) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let bytes = root.read(path, ASSET_LIMIT).map_err(|refusal| refused(path, &refusal))?;
    let told = |fault: PictureFault| picture_fault(path, &fault, job.at);
    let mut picture = plain(&decode(&bytes).map_err(told)?, job.form);
    let mut files = Vec::new();
    // From the largest down, each out of the one before: far fewer pixels are read.
    for size in job.sizes.iter().rev() {
        if (picture.width(), picture.height()) != (size.width, size.height) {
            picture = picture.resize_exact(size.width, size.height, FilterType::CatmullRom);
        }
        let bytes = encode(&picture, job.form).map_err(|_| told(PictureFault::Damaged))?;
        files.push((size.file.clone(), bytes));
    }
    Ok(files)
}

/// Eight bits a colour, and only what the form can hold.
fn plain(picture: &DynamicImage, form: Form) -> DynamicImage {
    match form {
        Form::Png if picture.color().has_alpha() => DynamicImage::ImageRgba8(picture.to_rgba8()),
        _ if picture.color().has_color() => DynamicImage::ImageRgb8(picture.to_rgb8()),
        _ => DynamicImage::ImageLuma8(picture.to_luma8()),
    }
}

fn encode(picture: &DynamicImage, form: Form) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    match form {
        Form::Jpeg => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?,
        Form::Png => {
            let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, RowFilter::Adaptive);
            picture.write_with_encoder(encoder)?;
        }
    }
    Ok(bytes)
}
