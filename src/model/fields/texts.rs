//! The keys above articles and pages.

use crate::load::record::Shape::{Alias, Day, File, Flag, Id, Language, List, Of, OneOrList, Picture, Slug, Text};
use crate::load::record::{Record, may, need};

/// A file of `news/`.
pub const ARTICLE: &Record = &Record::new(
    "article",
    &[
        need("date", Day),
        may("updated", Day),
        may("expires", Day),
        may("place", Text),
        may("author", Text),
        may("regencies", List(&Id("regency"))),
        may("tags", List(&Text)),
        may("corrections", List(&Of(NOTICE))),
    ],
)
.with(PAGE);

/// A file of `pages/`, and what an article has as well.
pub const PAGE: &Record = &Record::new(
    "page",
    &[
        need("title", Text),
        may("summary", Text),
        may("draft", Flag),
        may("lang", Language),
        may("key", Slug),
        may("aliases", OneOrList(&Alias)),
        may("withdrawn", Of(WITHDRAWN)),
        may("image", Of(IMAGE)),
        may("attachments", List(&Of(ATTACHMENT))),
    ],
);

/// That a text is no longer stood by.
pub const WITHDRAWN: &Record = &Record::new("withdrawn", &[need("date", Day), need("reason", Text)]);

/// What was corrected in an article.
pub const NOTICE: &Record = &Record::new("notice", &[need("date", Day), need("text", Text)]);

/// The picture above a text.
pub const IMAGE: &Record =
    &Record::new("image", &[need("file", Picture), need("alt", Text), may("caption", Text), may("credit", Text)]);

/// A file to be fetched.
pub const ATTACHMENT: &Record = &Record::new("attachment", &[need("file", File), need("title", Text)]);
