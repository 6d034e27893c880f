//! Pictures and attachments with their addresses and sizes.

use std::sync::Arc;

use serde::Serialize;

use super::Cx;
use crate::model::media::{Attachment, Gallery, Used};
use crate::model::number::Decimal;
use crate::plan::address;
use crate::plan::media::Size;
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "media.letter", args: &[] },
    Need { key: "media.kb", args: &["number"] },
    Need { key: "media.mb", args: &["number"] },
];

/// A picture; `image` of `picture.html`.
#[derive(Debug, Clone, Serialize)]
pub struct ImageView {
    /// The absolute address of its largest size.
    pub url: String,
    /// The link to its largest size.
    pub src: String,
    /// All its sizes, for `srcset`.
    pub srcset: String,
    /// Pixels across of the largest size.
    pub width: u32,
    /// Pixels down of the largest size.
    pub height: u32,
    /// What is seen on it; empty for one that says nothing.
    pub alt: Arc<str>,
    /// What stands below it.
    pub caption: Option<Arc<str>>,
    /// Who made it.
    pub credit: Option<Arc<str>>,
}

/// A file to be fetched.
#[derive(Debug, Clone, Serialize)]
pub struct AttachmentView {
    /// What it is called.
    pub title: Arc<str>,
    /// The link to it.
    pub address: String,
    /// Its type, as the end of its name: `PDF`.
    pub kind: String,
    /// Its size in words: `120 kB`.
    pub size: String,
}

impl Cx<'_> {
    /// The picture above a text.
    pub fn image(&self, gallery: &Gallery) -> Option<ImageView> {
        let image = gallery.image.as_ref()?;
        let view = self.picture(&image.file.path, image.alt.clone())?;
        Some(ImageView { caption: image.caption.clone(), credit: image.credit.clone(), ..view })
    }

    /// What can be fetched with a text.
    pub fn attachments(&self, gallery: &Gallery) -> Vec<AttachmentView> {
        gallery.attachments.iter().filter_map(|attachment| self.attachment(attachment)).collect()
    }

    /// A picture of `content/images/`; `None` when it cannot be shown, which was told.
    pub fn picture(&self, path: &str, alt: Arc<str>) -> Option<ImageView> {
        let job = self.plan.pictures.get(path)?;
        let largest = job.largest();
        let link = |size: &Size| address::link(self.model, &size.file);
        let srcset: Vec<String> = job.sizes.iter().map(|size| format!("{} {}w", link(size), size.width)).collect();
        Some(ImageView {
            url: address::absolute(self.model, &largest.file),
            src: link(largest),
            srcset: srcset.join(", "),
            width: largest.width,
            height: largest.height,
            alt,
            caption: None,
            credit: None,
        })
    }

    /// An attachment.
    pub fn attachment(&self, attachment: &Attachment) -> Option<AttachmentView> {
        self.file(&attachment.file, attachment.title.clone())
    }

    /// The letter of a reply.
    pub fn letter(&self, file: &Used) -> Option<AttachmentView> {
        self.file(file, self.say("media.letter", &[]).into())
    }

    fn file(&self, used: &Used, title: Arc<str>) -> Option<AttachmentView> {
        let (file, bytes) = self.plan.attachments.get(&*used.path)?;
        let kind = file.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_uppercase());
        Some(AttachmentView { title, address: address::link(self.model, file), kind, size: self.size(*bytes) })
    }

    /// Bytes in words: whole kilobytes, or megabytes with one decimal.
    pub fn size(&self, bytes: u64) -> String {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        let (key, number) = match bytes {
            ..999_500 => ("media.kb", self.words.integer((bytes + 500).div_euclid(1000).max(1))),
            _ => ("media.mb", self.words.score(Decimal::new((bytes + 50_000).div_euclid(100_000), 1))),
        };
        self.say(key, &[("number", Arg::Text(&number))])
    }
}
