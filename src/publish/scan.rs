//! What is in a generation: one walk, links not followed, then which files are ours, altered or foreign.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use blake3::Hash;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::disk::{self, Stat};
use super::error::{Foreign, PublishError, Why};
use super::manifest::{self, Files, MANIFEST, Records, Seen};

/// A folder's files, folders (with their modes) and things that are neither.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) files: HashMap<String, Stat>,
    pub(super) dirs: BTreeMap<String, u32>,
    pub(super) odd: Vec<Foreign>,
}

/// Walks a folder.
pub(super) fn tree(dir: &Path) -> Result<Tree, PublishError> {
    let meta = fs::symlink_metadata(dir).map_err(|e| PublishError::io("look at", dir, e))?;
    walk(dir, "", meta.dev())
}

fn walk(dir: &Path, rel: &str, device: u64) -> Result<Tree, PublishError> {
    let fail = |e| PublishError::io("list", dir, e);
    let mut here = Tree::default();
    let mut below = Vec::new();
    for entry in fs::read_dir(dir).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if let Some(path) = note(&mut here, rel, device, &entry).map_err(fail)? {
            below.push((entry.path(), path));
        }
    }
    let parts: Vec<Tree> =
        below.into_par_iter().map(|(dir, rel)| walk(&dir, &rel, device)).collect::<Result<_, _>>()?;
    for part in parts {
        here.files.extend(part.files);
        here.dirs.extend(part.dirs);
        here.odd.extend(part.odd);
    }
    Ok(here)
}

/// Notes one entry; gives its path when it is a folder to walk.
fn note(tree: &mut Tree, rel: &str, device: u64, entry: &DirEntry) -> std::io::Result<Option<String>> {
    let name = entry.file_name();
    let shown = name.to_string_lossy();
    let path = if rel.is_empty() { shown.into_owned() } else { format!("{rel}/{shown}") };
    let meta = entry.metadata()?;
    let why = if name.to_str().is_none() {
        Some(Why::NotUtf8)
    } else if name.eq_ignore_ascii_case(OsStr::new(".git")) {
        Some(Why::Git)
    } else if meta.is_symlink() {
        Some(Why::Link)
    } else if !meta.is_dir() && !meta.is_file() {
        Some(Why::Special)
    } else {
        (meta.dev() != device).then_some(Why::Mount)
    };
    if let Some(why) = why {
        tree.odd.push(Foreign { path, why });
    } else if meta.is_dir() {
        tree.dirs.insert(path.clone(), meta.mode() & 0o7777);
        return Ok(Some(path));
    } else {
        tree.files.insert(path, Stat::of(&meta));
    }
    Ok(None)
}

/// A file that the manifest names, with the bytes it has now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    pub(super) stat: Stat,
    pub(super) hash: Hash,
    /// It is not what patuh wrote.
    pub(super) edited: bool,
}

/// The live output, or nothing at all.
#[derive(Debug, Default)]
pub(super) struct Live {
    /// The output folder's inode; `None` when there is no output.
    pub(super) ino: Option<u64>,
    /// What the manifest says; empty when patuh did not make the output.
    pub(super) manifest: Files,
    /// The manifest's own bytes and looks; `None` when there is no sound one.
    pub(super) manifest_file: Option<(Vec<u8>, Stat)>,
    pub(super) own: HashMap<String, Own>,
    pub(super) foreign: BTreeMap<String, Stat>,
    pub(super) dirs: BTreeMap<String, u32>,
    pub(super) odd: Vec<Foreign>,
}

impl Live {
    /// Looks at the output. Files that look as in `known` are not read.
    pub(super) fn read(output: &Path, known: &Records) -> Result<Self, PublishError> {
        let Some(meta) = disk::look(output)? else {
            return Ok(Self::default());
        };
        let mut tree = tree(output)?;
        let mut live = Self { ino: Some(meta.ino()), dirs: tree.dirs, odd: tree.odd, ..Self::default() };
        if let Some(stat) = tree.files.get(MANIFEST).copied()
            && let Some(bytes) = disk::read(&output.join(MANIFEST))?
            && let Some(files) = manifest::parse(&bytes)
        {
            live.manifest = files;
            live.manifest_file = Some((bytes, stat));
            tree.files.remove(MANIFEST);
        }
        let (ours, foreign): (Vec<_>, Vec<_>) =
            tree.files.into_iter().partition(|(path, _)| live.manifest.contains_key(path));
        live.foreign = foreign.into_iter().collect();
        let own = ours.par_iter().map(|(path, stat)| own(output, path, *stat, known, &live.manifest));
        let own: Vec<Own> = own.collect::<Result<_, _>>()?;
        live.own = ours.into_iter().map(|(path, _)| path).zip(own).collect();
        Ok(live)
    }

    /// How all files look now, for the next build.
    pub(super) fn records(&self) -> Records {
        let own = self.own.iter().map(|(path, own)| (path.clone(), Seen { stat: own.stat, hash: Some(own.hash) }));
        let foreign = self.foreign.iter().map(|(path, stat)| (path.clone(), Seen { stat: *stat, hash: None }));
        let manifest =
            self.manifest_file.iter().map(|(_, stat)| (MANIFEST.to_owned(), Seen { stat: *stat, hash: None }));
        own.chain(foreign).chain(manifest).collect()
    }
}

fn own(output: &Path, path: &str, stat: Stat, known: &Records, files: &Files) -> Result<Own, PublishError> {
    let seen = known.get(path).filter(|seen| seen.stat.same_file(&stat)).and_then(|seen| seen.hash);
    let hash = seen.map_or_else(|| disk::hash(&output.join(path)), Ok)?;
    Ok(Own { stat, hash, edited: files.get(path).is_none_or(|made| made.hash != hash) })
}
