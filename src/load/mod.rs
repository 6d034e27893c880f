//! Disk → [`Sources`]: every input read once, text parsed into trees, nothing understood yet.
//!
//! Steps: list the folders, read files in parallel, number the texts, parse in parallel, lay the theme over the default one.

mod build;
pub mod decode;
pub mod disk;
pub mod geojson;
mod keep;
pub mod keys;
pub mod media;
pub mod name;
mod quick;
pub mod record;
pub mod shelf;
pub mod slip;
pub mod table;
pub mod theme;
pub mod traces;
pub mod tree;
pub mod yaml;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator, ParallelSlice};

use crate::diag::{At, Bag, Code, Diagnostic, FileId, Files, Piece};
use disk::{Refusal, Refused, Root, TEXT_LIMIT};
use geojson::{MAP, MAP_LIMIT, MapFile};
use media::Media;
use shelf::{Key, Shelf};
use theme::Theme;
use tree::{Doc, Tree};

/// All inputs of a site.
#[derive(Debug, Default)]
pub struct Sources {
    /// The texts, for reports.
    pub files: Files,
    /// Data files by path below `content/`, YAML and CSV; `None` when a fault ended the file.
    pub docs: BTreeMap<String, Option<Doc>>,
    /// Markdown files, by path.
    pub markdown: Vec<Markdown>,
    /// Other files below `content/`, not read yet, by path below the site's folder.
    pub assets: Vec<String>,
    /// What the pictures and attachments among them say of themselves.
    pub media: Media,
    /// The map, if there is one and it has no faults.
    pub map: Option<MapFile>,
    /// The theme.
    pub theme: Theme,
}

/// A Markdown file in its two parts.
#[derive(Debug)]
pub struct Markdown {
    /// Path below `content/`, such as `news/2020-06-29-visit.md`.
    pub path: String,
    /// The file.
    pub file: FileId,
    /// The front matter; `None` when a fault ended it.
    pub front: Option<Tree>,
    /// Bytes of the body in the file's text.
    pub body: Range<usize>,
}

impl Sources {
    /// A theme of these texts, by their names below its folder, and nothing else.
    #[cfg(test)]
    pub(crate) fn of_theme(texts: &[(&str, &str)]) -> Self {
        let mut files = Files::default();
        let mut theme = Theme { name: "mine".into(), ..Theme::default() };
        for (name, text) in texts {
            theme.texts.insert((*name).to_owned(), files.add(format!("themes/mine/{name}"), *text));
        }
        Self { files, theme, ..Self::default() }
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files.get(file).text
    }

    /// A data file below `content/`.
    pub fn doc(&self, path: &str) -> Option<&Doc> {
        self.docs.get(path).and_then(Option::as_ref)
    }

    /// Whether a data file is there but could not be read to its end.
    pub fn is_broken(&self, path: &str) -> bool {
        matches!(self.docs.get(path), Some(None))
    }

    /// Lays another text over a data file, or adds a Markdown file, by its path below the site's folder; returns the
    /// faults of its form.
    pub fn put(&mut self, path: &str, text: &str) -> Vec<Diagnostic> {
        let file = self.files.add(path, text);
        let parsed = parse((file, path, text), |text| yaml::parse_all(file, text, 0..text.len()));
        match parsed.content {
            Content::Data(tree) => {
                self.docs.insert(parsed.path, tree.map(|tree| Doc { file: parsed.file, tree }));
            }
            Content::Markdown(front, body) => {
                let place = self.markdown.partition_point(|known| known.path < parsed.path);
                self.markdown.insert(place, Markdown { path: parsed.path, file: parsed.file, front, body });
            }
        }
        parsed.faults
    }

    /// Drops the values of all files below `content/`: a site whose model stands needs only the texts.
    pub fn forget_values(&mut self) {
        self.docs.clear();
        self.markdown = Vec::new();
    }

    /// Data files below a folder of `content/`, by path.
    pub fn docs_below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Doc)> {
        let from = self.docs.range(folder.to_owned()..);
        from.take_while(move |(path, _)| path.starts_with(folder))
            .filter_map(|(path, doc)| doc.as_ref().map(|doc| (path.as_str(), doc)))
    }
}

/// Reads a site. Disk trouble is a fault with a path like any other.
pub fn load(root: &Root) -> (Sources, Bag) {
    load_with(root, &Shelf::default())
}

/// As [`load`], with the trees that an earlier build made.
pub fn load_with(root: &Root, trees: &Shelf) -> (Sources, Bag) {
    let mut bag = Bag::default();
    let mut files = Files::default();
    let mut listing = list(root, "content", &mut bag);
    let is_map = |path: &str| path.strip_prefix("content/") == Some(MAP);
    let map = listing.iter().position(|path| is_map(path)).map(|n| listing.remove(n));
    let map = map.and_then(|path| read_map(root, &path, &mut files, &mut bag));
    let is_text = |path: &str| {
        [".yaml", ".yml", ".csv", ".md"].iter().any(|end| path.ends_with(end))
            && ![media::IMAGES, media::FILES, "content/static/"].iter().any(|folder| path.starts_with(folder))
    };
    let (texts, assets): (Vec<String>, Vec<String>) = listing.into_iter().partition(|path| is_text(path));
    let parts = read_texts(root, texts, &mut files, &mut bag);
    let parsed: Vec<Parsed> = {
        let text = |file| &*files.get(file).text;
        parts
            .into_par_iter()
            .map(|(file, path)| parse((file, &path, text(file)), |text| kept(root, trees, file, text)))
            .collect()
    };
    let mut docs = BTreeMap::new();
    let mut markdown = Vec::new();
    for part in parsed {
        bag.extend(part.faults);
        match part.content {
            Content::Data(tree) => {
                docs.insert(part.path, tree.map(|tree| Doc { file: part.file, tree }));
            }
            Content::Markdown(front, body) => {
                markdown.push(Markdown { path: part.path, file: part.file, front, body });
            }
        }
    }
    if !docs.contains_key("site.yaml") {
        bag.push(Diagnostic::nowhere(Code::FileMissing).with("path", "content/site.yaml"));
    }
    let theme = theme::load(root, theme_name(&docs, &files), &mut files, &mut bag);
    let media = Media::read(root, &assets);
    (Sources { files, docs, markdown, assets, media, map, theme }, bag)
}

/// The files below a folder; what may not be read is reported.
fn list(root: &Root, folder: &str, bag: &mut Bag) -> Vec<String> {
    match root.list(folder) {
        Ok(listing) => {
            for (path, why) in listing.refused {
                let variant = match why {
                    Refused::Link => "link",
                    Refused::Special => "special",
                    Refused::Name => "name",
                };
                bag.push(Diagnostic::nowhere(Code::FileRefused).variant(variant).with("path", path));
            }
            listing.files
        }
        Err(error) => {
            bag.push(Diagnostic::nowhere(Code::InputDisk).with("path", folder).with("detail", error));
            Vec::new()
        }
    }
}

/// The map; its faults are told.
fn read_map(root: &Root, path: &str, files: &mut Files, bag: &mut Bag) -> Option<MapFile> {
    let text = read_bounded(root, path, MAP_LIMIT).map_err(|fault| bag.push(fault)).ok()?;
    let file = files.add(path, text);
    let (map, faults) = geojson::parse(file, &files.get(file).text.clone());
    bag.extend(faults);
    map
}

/// Reads texts in parallel; their numbers follow the order of their paths.
fn read_texts(root: &Root, texts: Vec<String>, files: &mut Files, bag: &mut Bag) -> Vec<(FileId, String)> {
    let packs: Vec<Vec<_>> =
        texts.par_chunks(PACK).map_init(String::new, |room, paths| read_pack(root, paths, room)).collect();
    let mut parts = Vec::with_capacity(texts.len());
    for (path, result) in texts.into_iter().zip(packs.into_iter().flatten()) {
        match result {
            Ok(text) => parts.push((files.add(path.as_str(), text), path)),
            Err(fault) => bag.push(fault),
        }
    }
    parts
}

/// How many texts are read into one, and from how many bytes on a text stays alone.
const PACK: usize = 64;
const LARGE: usize = 64 << 10;

/// Reads some texts one after the other; the small ones become pieces of one. `room` is room to work in.
fn read_pack(root: &Root, paths: &[String], room: &mut String) -> Vec<Result<Piece, Diagnostic>> {
    enum Part {
        Small(Range<usize>),
        Large(Piece),
    }
    room.clear();
    let mut read = |path: &String| {
        let text = read_text(root, path)?;
        if text.len() >= LARGE {
            return Ok(Part::Large(text.into()));
        }
        let start = room.len();
        room.push_str(&text);
        Ok(Part::Small(start..room.len()))
    };
    let parts: Vec<Result<Part, Diagnostic>> = paths.iter().map(&mut read).collect();
    let whole: Arc<str> = room.as_str().into();
    let piece = |part| match part {
        Part::Small(bytes) => Piece::of(whole.clone(), bytes),
        Part::Large(text) => text,
    };
    parts.into_iter().map(|part| part.map(piece)).collect()
}

fn read_text(root: &Root, path: &str) -> Result<String, Diagnostic> {
    read_bounded(root, path, TEXT_LIMIT)
}

fn read_bounded(root: &Root, path: &str, limit: u64) -> Result<String, Diagnostic> {
    let bytes = root.read(path, limit).map_err(|refusal| refused(path, &refusal))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..valid]).count() + 1;
        let fault = Diagnostic::nowhere(Code::FileEncoding).variant(encoding(error.as_bytes(), valid));
        fault.with("path", path).with("line", line)
    })
}

/// The encoding that a text which is not UTF-8 most likely has: UTF-16 by its mark, Windows-1252 by a letter with an
/// accent or a typographic sign of that set, alone among plain letters.
fn encoding(bytes: &[u8], valid: usize) -> &'static str {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return "utf-16";
    }
    let is_sign = |byte: &u8| matches!(byte, 0x80 | 0x82..=0x85 | 0x91..=0x97 | 0x99 | 0xa0..=0xff);
    let before = valid.checked_sub(1).and_then(|n| bytes.get(n)).is_none_or(u8::is_ascii);
    let is_alone = before && bytes.get(valid + 1).is_none_or(u8::is_ascii);
    if is_alone && bytes.get(valid).is_some_and(is_sign) { "windows" } else { "" }
}

/// The diagnostic of an input that was not read.
pub fn refused(path: &str, refusal: &Refusal) -> Diagnostic {
    let (code, variant) = match refusal {
        Refusal::Missing => (Code::FileMissing, ""),
        Refusal::Link => (Code::FileRefused, "link"),
        Refusal::Special => (Code::FileRefused, "special"),
        Refusal::Large(_) => (Code::FileSize, ""),
        Refusal::Disk(_) => (Code::InputDisk, ""),
    };
    let fault = Diagnostic::nowhere(code).variant(variant).with("path", path);
    match refusal {
        Refusal::Large(limit) => fault.with("limit", limit >> 20),
        Refusal::Disk(error) => fault.with("detail", error),
        _ => fault,
    }
}

/// Bytes of a YAML file from which on its tree is kept, when it is not plain.
const KEPT: usize = 64 << 10;

/// The tree of YAML that is not plain, as an earlier build found it or found now.
fn kept(root: &Root, trees: &Shelf, file: FileId, text: &str) -> (Option<Tree>, Vec<Diagnostic>) {
    if text.len() < KEPT {
        return yaml::parse_all(file, text, 0..text.len());
    }
    let key = Key::of(&[text.as_bytes()]);
    if let Some(tree) = trees.get(root, key, |bytes| keep::tree(bytes, text)) {
        return (Some(tree), Vec::new());
    }
    let (tree, faults) = yaml::parse_all(file, text, 0..text.len());
    if let (Some(tree), true) = (&tree, faults.is_empty()) {
        trees.put_later(key, || keep::bytes(tree));
    }
    (tree, faults)
}

struct Parsed {
    path: String,
    file: FileId,
    content: Content,
    faults: Vec<Diagnostic>,
}

enum Content {
    Data(Option<Tree>),
    Markdown(Option<Tree>, Range<usize>),
}

/// Parses a file; `all` reads YAML that is not plain.
fn parse(
    (file, path, text): (FileId, &str, &str),
    all: impl FnOnce(&str) -> (Option<Tree>, Vec<Diagnostic>),
) -> Parsed {
    let (content, faults) = if path.ends_with(".md") {
        markdown_parts(file, text)
    } else if path.ends_with(".csv") {
        let (node, faults) = table::parse(file, text);
        (Content::Data(node), faults)
    } else if let Some(tree) = quick::read(text, 0..text.len()) {
        (Content::Data(Some(tree)), Vec::new())
    } else {
        let (tree, faults) = all(text);
        (Content::Data(tree), faults)
    };
    let path = path.strip_prefix("content/").unwrap_or(path).to_owned();
    Parsed { path, file, content, faults }
}

/// `---`, YAML, `---`, body.
fn markdown_parts(file: FileId, text: &str) -> (Content, Vec<Diagnostic>) {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut offset = start;
    let mut lines = text[start..].split_inclusive('\n').map(|line| {
        offset += line.len();
        (offset - line.len(), line)
    });
    let opened = lines.next().filter(|(_, line)| is_fence(line));
    let closed = lines.find(|(_, line)| is_fence(line));
    match (opened, closed) {
        (Some((open, line)), Some((close, fence))) => {
            let (front, faults) = yaml::parse(file, text, open + line.len()..close);
            (Content::Markdown(front, close + fence.len()..text.len()), faults)
        }
        (opened, _) => {
            let variant = if opened.is_some() { "open" } else { "" };
            let fault = Diagnostic::at(Code::FrontMatter, At::top(file)).variant(variant);
            (Content::Markdown(None, start..text.len()), vec![fault])
        }
    }
}

/// The theme named in `site.yaml`; the model reports a bad name.
fn theme_name(docs: &BTreeMap<String, Option<Doc>>, files: &Files) -> Arc<str> {
    let named = docs.get("site.yaml").and_then(Option::as_ref).and_then(|doc| {
        let text = &files.get(doc.file).text;
        let tree::Kind::Map(_, mut entries) = doc.root().kind() else { return None };
        let (_, value) = entries.find(|(key, _)| key.says("theme", text))?;
        value.text(text).filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    });
    named.filter(|name| !name.is_empty()).unwrap_or("default").into()
}
