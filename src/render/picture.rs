//! A picture's file → its sizes as they are published: upright, made smaller, with nothing in them but pixels.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as RowFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageResult};

use crate::diag::Diagnostic;
use crate::load::disk::{ASSET_LIMIT, Root};
use crate::load::media::{Form, PictureFault, decode};
use crate::load::refused;
use crate::load::shelf::{Key, Shelf};
use crate::model::media::picture_fault;
use crate::plan::media::PictureJob;

/// Of 100: what a photo keeps when it is written.
const QUALITY: u8 = 80;

/// Makes all sizes of a picture: files below the site's root and their bytes. What an earlier build made stands on the shelf.
///
/// # Errors
/// When its file cannot be read to its end.
pub fn draw(path: &str, job: &PictureJob, root: &Root, made: &Shelf) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let bytes = root.read(path, ASSET_LIMIT).map_err(|refusal| refused(path, &refusal))?;
    let key = key(&bytes, job);
    let sizes = match made.get(root, key, |bytes| split(bytes, job.sizes.len())) {
        Some(sizes) => sizes,
        None => {
            let sizes = resize(&bytes, job).map_err(|fault| picture_fault(path, &fault, job.at))?;
            made.put(root, key, &joined(&sizes));
            sizes
        }
    };
    Ok(job.sizes.iter().map(|size| size.file.clone()).zip(sizes).collect())
}

/// What the sizes of a picture are worked out from.
fn key(bytes: &[u8], job: &PictureJob) -> Key {
    let sizes = job.sizes.iter().map(|size| format!("{}x{}", size.width, size.height)).collect::<Vec<_>>().join(" ");
    Key::of(&[format!("{:?} {sizes}", job.form).as_bytes(), bytes])
}

/// Files one after the other, each behind its length.
fn joined(files: &[Vec<u8>]) -> Vec<u8> {
    let mut all = Vec::new();
    for file in files {
        all.extend((file.len() as u64).to_le_bytes());
        all.extend(file);
    }
    all
}

/// So many files out of [`joined`] ones.
fn split(mut bytes: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut files = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let (file, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        files.push(file.to_vec());
        bytes = rest;
    }
    (bytes.is_empty() && files.len() == count).then_some(files)
}

/// A picture in the sizes of a job, in their order.
fn resize(bytes: &[u8], job: &PictureJob) -> Result<Vec<Vec<u8>>, PictureFault> {
    let mut picture = plain(&decode(bytes)?, job.form);
    let mut files = Vec::new();
    // From the largest down, each out of the one before: far fewer pixels are read.
    for size in job.sizes.iter().rev() {
        if (picture.width(), picture.height()) != (size.width, size.height) {
            picture = picture.resize_exact(size.width, size.height, FilterType::CatmullRom);
        }
        files.push(encode(&picture, job.form).map_err(|_| PictureFault::Damaged)?);
    }
    files.reverse();
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
