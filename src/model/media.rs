//! The pictures and attachments that texts and replies name: which files, in which words, and whether they can be shown.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Model;
use super::fields::texts::{ATTACHMENT, IMAGE};
use super::text::Slug;
use crate::diag::{At, Bag, Code, Diagnostic, FileId, Severity};
use crate::load::Sources;
use crate::load::decode::{Map, Value, nearest};
use crate::load::media::{FILES, IMAGES, MEGAPIXELS, Media, PictureFault};

/// A picture above a text.
#[derive(Debug, Clone)]
pub struct Image {
    /// The file.
    pub file: Used,
    /// What is seen on it, for who cannot see it.
    pub alt: Arc<str>,
    /// What stands below it.
    pub caption: Option<Arc<str>>,
    /// Who made it.
    pub credit: Option<Arc<str>>,
}

/// A file to be fetched.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The file.
    pub file: Used,
    /// What it is called.
    pub title: Arc<str>,
}

/// A file that is there, by its path below the site's folder, and where it is named.
#[derive(Debug, Clone)]
pub struct Used {
    /// The path, such as `content/images/visit.jpg`.
    pub path: Arc<str>,
    /// Where it is named.
    pub at: At,
}

/// What a text shows besides words.
#[derive(Debug, Clone, Default)]
pub struct Gallery {
    /// The picture above it.
    pub image: Option<Image>,
    /// Pictures inside it.
    pub inside: Vec<Used>,
    /// What can be fetched with it.
    pub attachments: Vec<Attachment>,
}

impl Gallery {
    /// All its pictures.
    pub fn pictures(&self) -> impl Iterator<Item = &Used> {
        self.image.iter().map(|image| &image.file).chain(&self.inside)
    }

    /// All its files.
    pub fn files(&self) -> impl Iterator<Item = &Used> {
        self.pictures().chain(self.attachments.iter().map(|attachment| &attachment.file))
    }
}

/// How Markdown is read, in all texts.
pub const MARKDOWN: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_GFM);

/// Types of files that can be fetched.
const TYPES: &[&str] = &["pdf", "csv", "xlsx", "ods", "docx", "odt", "zip", "jpg", "png", "txt"];
/// Pixels across that a picture above a text has at least.
const LEAD_WIDTH: u32 = 600;
/// Letters of the shortest words that can tell what is on a picture.
const ALT_LETTERS: usize = 4;
/// Words up to which the name of a file, with spaces for its hyphens, is no sentence.
const NAME_WORDS: usize = 3;

/// Reads `image` and `attachments` of a text's front matter.
pub fn gallery(map: Map<'_>, media: &Media, title: Option<&str>) -> Gallery {
    let listed = map.get("attachments").and_then(Value::list).into_iter().flatten();
    Gallery {
        image: map.get("image").and_then(|value| image(value, media, title)),
        inside: Vec::new(),
        attachments: listed.filter_map(|value| attachment(value, media)).collect(),
    }
}

fn image(value: Value<'_>, media: &Media, title: Option<&str>) -> Option<Image> {
    let map = value.map_like(IMAGE, |name| format!("image: {{file: {name}, alt: \"…\"}}"))?;
    let file = map.need("file").and_then(|file| lead(file, media));
    if map.get("alt").is_none() {
        let start = At { end: map.at().start, ..map.at() };
        let fault = Diagnostic::at(Code::MissingKey, start).variant("alt");
        value.report(fault.with_some("file", map.get("file").and_then(Value::peek_text)));
    }
    let alt = map.get("alt").and_then(|alt| {
        let text = alt.text()?;
        alt_faults(text, map.get("file").and_then(Value::peek_text), title, alt.at())
            .into_iter()
            .for_each(|f| alt.report(f));
        Some(text)
    });
    Some(Image {
        caption: map.get("caption").and_then(Value::text).map(Arc::from),
        credit: map.get("credit").and_then(Value::text).map(Arc::from),
        file: file?,
        alt: alt?.into(),
    })
}

fn lead(value: Value<'_>, media: &Media) -> Option<Used> {
    let name = value.text()?;
    let path = format!("{IMAGES}{}", without_folder(name, "images/"));
    match media.pictures.get(&path) {
        Some(Ok(picture)) => {
            if picture.width < LEAD_WIDTH {
                let fault = value.fault(Code::ImageSmall).with("path", &path).with("width", picture.width);
                value.report(fault.with("least", LEAD_WIDTH));
            }
            return Some(Used { path: path.into(), at: value.at() });
        }
        Some(Err(fault)) => value.report(picture_fault(&path, fault, value.at())),
        None => value.report(absent("picture", &path, value.at(), media.pictures.keys())),
    }
    None
}

fn attachment(value: Value<'_>, media: &Media) -> Option<Attachment> {
    let map = value.map_like(ATTACHMENT, |name| format!("- {{file: {name}, title: \"…\"}}"))?;
    let file = map.need("file").and_then(|value| file(value, media));
    let title = map.need("title").and_then(Value::text);
    Some(Attachment { file: file?, title: title?.into() })
}

/// Reads the name of a file to be fetched.
pub fn file(value: Value<'_>, media: &Media) -> Option<Used> {
    let name = value.text()?;
    let path = format!("{FILES}{}", without_folder(name, "files/"));
    let end = name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase());
    if !TYPES.contains(&end.as_str()) {
        value.report(value.fault(Code::FileType).with("path", &path).with("types", TYPES.join(", ")));
        return None;
    }
    match media.files.get(&path) {
        Some(Some(_)) => return Some(Used { path: path.into(), at: value.at() }),
        Some(None) => value.report(value.fault(Code::FileType).variant("unread").with("path", &path)),
        None => value.report(absent("attachment", &path, value.at(), media.files.keys())),
    }
    None
}

/// The name of a file, which may be written with its folder: `images/visit.jpg`, `/images/visit.jpg`.
fn without_folder<'n>(name: &'n str, folder: &str) -> &'n str {
    name.strip_prefix('/').unwrap_or(name).strip_prefix(folder).unwrap_or(name)
}

fn absent<'m>(variant: &'static str, path: &str, at: At, known: impl Iterator<Item = &'m String>) -> Diagnostic {
    let fault = Diagnostic::at(Code::FileMissing, at).variant(variant).with("path", path);
    fault.with_some("suggestion", nearest(path, known.map(String::as_str)))
}

/// The diagnostic of a file that is no picture.
pub fn picture_fault(path: &str, fault: &PictureFault, at: At) -> Diagnostic {
    let told = |code, variant| Diagnostic::at(code, at).variant(variant).with("path", path);
    match fault {
        PictureFault::Unread(detail) => told(Code::InputDisk, "").with("detail", detail),
        PictureFault::Bytes(limit) => told(Code::FileSize, "").with("limit", limit),
        PictureFault::Svg => told(Code::BadImage, "svg"),
        PictureFault::Unknown => told(Code::BadImage, ""),
        PictureFault::Extension(found) => told(Code::BadImage, "extension").with("found", found),
        PictureFault::Pixels(n) => told(Code::BadImage, "pixels").with("pixels", n).with("most", MEGAPIXELS),
        PictureFault::Damaged => told(Code::BadImage, "damaged"),
    }
}

/// What is wrong with the words for who cannot see a picture.
fn alt_faults(alt: &str, file: Option<&str>, title: Option<&str>, at: At) -> Option<Diagnostic> {
    let same = |other: Option<&str>| other.is_some_and(|other| other.trim().eq_ignore_ascii_case(alt.trim()));
    let name = file.map(|file| file.rsplit('/').next().unwrap_or(file));
    let stem = name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let words = |text: &str| Slug::from_words(&text.replace("%20", " "));
    let is_short = alt.split_whitespace().count() <= NAME_WORDS;
    let is_named = is_short && words(alt).is_some() && stem.and_then(words) == words(alt);
    let is_name = same(file) || same(name) || same(stem) || is_named;
    let variant = if alt.trim().is_empty() {
        "empty"
    } else if is_name {
        "name"
    } else if same(title) {
        "title"
    } else if alt.chars().filter(|c| c.is_alphanumeric()).count() < ALT_LETTERS {
        ""
    } else {
        return None;
    };
    Some(Diagnostic::at(Code::AltText, at).variant(variant).with("found", alt).with_some("file", name))
}

/// The file that a picture inside a text names, by its path below the site's folder; `None` when it is no file of ours.
pub fn inside_path(dest: &str) -> Option<String> {
    let name = dest.trim_start_matches('/');
    let is_own = !name.is_empty() && !dest.starts_with("//") && !name.contains([':', '?', '#']);
    let name = name.strip_prefix("images/").unwrap_or(name).replace("%20", " ");
    is_own.then(|| format!("{IMAGES}{name}"))
}

/// The pictures inside a text that can be shown, and what is wrong with them and the others.
pub fn inside(text: &str, file: FileId, body: Range<usize>, media: &Media) -> (Vec<Used>, Vec<Diagnostic>) {
    let (mut used, mut faults) = (Vec::new(), Vec::new());
    let events: Vec<_> = Parser::new_ext(&text[body.clone()], MARKDOWN).into_offset_iter().collect();
    for (n, (event, span)) in events.iter().enumerate() {
        let Event::Start(Tag::Image { dest_url, .. }) = event else { continue };
        let at = At::new(file, body.start + span.start, body.start + span.end);
        let Some(path) = inside_path(dest_url) else {
            faults.push(Diagnostic::at(Code::LinkScheme, at).variant("image").with("found", dest_url));
            continue;
        };
        match media.pictures.get(&path) {
            Some(Ok(_)) => {
                faults.extend(alt_faults(&alt_text(events[n + 1..].iter().map(|(e, _)| e)), Some(dest_url), None, at));
                used.push(Used { path: path.into(), at });
            }
            Some(Err(fault)) => faults.push(picture_fault(&path, fault, at)),
            None => faults.push(absent("picture", &path, at, media.pictures.keys())),
        }
    }
    (used, faults)
}

/// The words of a picture inside a text, from the event after its start.
pub fn alt_text<'e>(events: impl Iterator<Item = &'e Event<'e>>) -> String {
    let mut depth = 1;
    let mut alt = String::new();
    for event in events {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => depth -= 1,
            Event::Text(text) | Event::Code(text) => alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    alt
}

/// A warning for each file that nothing names.
pub fn unused<'m>(media: &Media, used: impl Iterator<Item = &'m Used>) -> Vec<Diagnostic> {
    let used: BTreeSet<&str> = used.map(|used| &*used.path).collect();
    let all = media.pictures.keys().chain(media.files.keys());
    let unused = all.filter(|path| !used.contains(path.as_str()));
    unused.map(|path| Diagnostic::nowhere(Code::FileUnused).with("path", path)).collect()
}

/// Where a file goes below the site's root: `images/visit` for a picture, which gets its width and an ending;
/// `files/report.pdf` for another.
pub fn address(path: &str) -> String {
    let slug =
        |name: &str, other: &str| Slug::from_words(name).map_or_else(|| other.to_owned(), |slug| slug.to_string());
    if let Some(name) = path.strip_prefix(IMAGES) {
        return format!("images/{}", slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem), "image"));
    }
    let name = path.strip_prefix(FILES).unwrap_or(path);
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("files/{}.{}", slug(stem, "file"), end.to_ascii_lowercase())
}

/// Files that would have one address. All that are named count, released or not: a release must change no address.
pub fn clashes<'m>(used: impl Iterator<Item = &'m Used>) -> Vec<Diagnostic> {
    let mut places: BTreeMap<String, &Used> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut told = BTreeSet::new();
    for one in used {
        let address = address(&one.path);
        let first = places.entry(address.clone()).or_insert(one);
        if first.path != one.path && told.insert(&one.path) {
            let fault = Diagnostic::at(Code::AddressCollision, one.at).variant("media").with("path", &one.path);
            let fault = fault.with("other", &first.path).with("address", format!("/{address}"));
            faults.push(fault.related(first.at, "first"));
        }
    }
    faults
}

/// Files that nothing names, and those that want one address, of everything that is written, released or not.
pub fn faults(all: &Model, sources: &Sources, bag: &Bag) -> Vec<Diagnostic> {
    let used = || {
        let texts = all.articles.iter().map(|article| &article.page).chain(&all.pages);
        let letters = all.responses.iter().filter_map(|response| response.file.as_ref());
        texts.flat_map(|page| page.gallery().files()).chain(letters)
    };
    let mut faults = clashes(used());
    // A text that could not be read to its end may name any file.
    let may_name = |file: FileId| {
        sources.markdown.iter().any(|text| text.file == file)
            || sources.doc("responses.yaml").is_some_and(|doc| doc.file == file)
    };
    let is_fault = |d: &Diagnostic| d.severity() == Severity::Error && d.at.is_some_and(|at| may_name(at.file));
    let is_whole = !sources.is_broken("responses.yaml")
        && sources.markdown.iter().all(|text| text.front.is_some())
        && !bag.iter().any(is_fault);
    if is_whole {
        faults.extend(unused(&sources.media, used()));
    }
    faults
}
