//! Pictures and attachments: what their files say of themselves, read once while the inputs are listed.
//! A picture is drawn only when pages are made; until then its head is enough.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use memchr::memmem;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::disk::{ASSET_LIMIT, Refusal, Root};

/// The folder of pictures, below the site's.
pub const IMAGES: &str = "content/images/";
/// The folder of attachments, below the site's.
pub const FILES: &str = "content/files/";
/// Pixels of the largest picture, in millions.
pub const MEGAPIXELS: u64 = 50;
/// Bytes that decoding one picture may take.
const MEMORY: u64 = 512 << 20;

/// The pictures and attachments of a site, by path below its folder.
#[derive(Debug, Default)]
pub struct Media {
    /// What is in `content/images/`.
    pub pictures: BTreeMap<String, Result<Picture, PictureFault>>,
    /// What is in `content/files/`, with its size in bytes; `None` where it cannot be read.
    pub files: BTreeMap<String, Option<u64>>,
}

/// What the head of a picture says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across, as it is seen.
    pub width: u32,
    /// Pixels down, as it is seen.
    pub height: u32,
    /// How it is published.
    pub form: Form,
}

/// How a picture is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A photo.
    Jpeg,
    /// A drawing: few colours, or see-through.
    Png,
}

/// Why a file is no picture that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureFault {
    /// It cannot be read, for a reason of the disk's.
    Unread(String),
    /// It has more bytes than this many millions.
    Bytes(u64),
    /// A drawing that can carry programs.
    Svg,
    /// Nothing that is known.
    Unknown,
    /// Its name says something else than its bytes, which are this.
    Extension(&'static str),
    /// It has this many million pixels.
    Pixels(u64),
    /// It ends too early, or is wrong inside.
    Damaged,
}

impl Media {
    /// Looks at all pictures and attachments among these paths.
    pub fn read(root: &Root, paths: &[String]) -> Self {
        let below = |folder: &'static str| paths.iter().filter(move |path| path.starts_with(folder));
        let pictures: Vec<&String> = below(IMAGES).collect();
        let looked = pictures.par_iter().map(|path| ((*path).clone(), look(root, path))).collect();
        let files = below(FILES).map(|path| (path.clone(), root.size(path).ok())).collect();
        Media { pictures: looked, files }
    }
}

fn look(root: &Root, path: &str) -> Result<Picture, PictureFault> {
    let bytes = root.read(path, ASSET_LIMIT).map_err(|refusal| match refusal {
        Refusal::Large(limit) => PictureFault::Bytes(limit >> 20),
        Refusal::Disk(error) => PictureFault::Unread(error.to_string()),
        Refusal::Missing | Refusal::Link | Refusal::Special => PictureFault::Unread(String::new()),
    })?;
    head(path, &bytes)
}

/// What the head of a picture says; the name must fit it.
pub fn head(path: &str, bytes: &[u8]) -> Result<Picture, PictureFault> {
    let end = path.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase());
    if end == "svg" {
        return Err(PictureFault::Svg);
    }
    let known = [
        (ImageFormat::Jpeg, "JPEG", &["jpg", "jpeg"][..]),
        (ImageFormat::Png, "PNG", &["png"]),
        (ImageFormat::WebP, "WebP", &["webp"]),
    ];
    let format = image::guess_format(bytes).map_err(|_| PictureFault::Unknown)?;
    let (_, name, ends) = known.iter().find(|(known, ..)| *known == format).ok_or(PictureFault::Unknown)?;
    if !ends.contains(&end.as_str()) {
        return Err(PictureFault::Extension(name));
    }
    if format == ImageFormat::Jpeg && !is_jpeg_whole(bytes) {
        return Err(PictureFault::Damaged);
    }
    let mut decoder = decoder(bytes, format)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(PictureFault::Damaged);
    }
    if pixels > MEGAPIXELS * 1_000_000 {
        return Err(PictureFault::Pixels(pixels.div_ceil(1_000_000)));
    }
    let is_clear = decoder.color_type().has_alpha();
    // A photo takes a byte a pixel and more as PNG, a drawing far less.
    let is_drawing = is_clear || (format == ImageFormat::Png && (bytes.len() as u64) < pixels / 2);
    let form = if is_drawing { Form::Png } else { Form::Jpeg };
    let (width, height) = if is_turned(orientation(&mut decoder)) { (height, width) } else { (width, height) };
    Ok(Picture { width, height, form })
}

/// A picture as it is seen, upright. What a camera wrote beside the pixels is left behind.
pub fn decode(bytes: &[u8]) -> Result<DynamicImage, PictureFault> {
    let format = image::guess_format(bytes).map_err(|_| PictureFault::Unknown)?;
    let mut decoder = decoder(bytes, format)?;
    let orientation = orientation(&mut decoder);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| PictureFault::Damaged)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn decoder(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder, PictureFault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    reader.into_decoder().map_err(|_| PictureFault::Damaged)
}

fn orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

fn is_turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// Whether a JPEG has its end mark behind the beginning of its pixels: decoders fill what is missing with grey.
fn is_jpeg_whole(bytes: &[u8]) -> bool {
    const PIXELS: u8 = 0xda;
    let mut at = 2;
    while let Some(&[0xff, mark, high, low]) = bytes.get(at..at + 4) {
        if mark == PIXELS {
            return memmem::rfind(&bytes[at..], &[0xff, 0xd9]).is_some();
        }
        // Any number of fill bytes may stand before a mark.
        at += if mark == 0xff { 1 } else { 2 + usize::from(u16::from_be_bytes([high, low])) };
    }
    false
}
