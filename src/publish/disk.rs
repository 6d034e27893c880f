//! The few steps on disk that the room is made of, each with its path in the error.
//! New bytes always go to a new inode: the generations share theirs by hard links.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::error::{PublishError, Refusal};

/// The mode of a published file, whatever the umask.
pub(super) const FILE_MODE: u32 = 0o644;
/// The mode of a published folder, whatever the umask.
pub(super) const DIR_MODE: u32 = 0o755;
/// The mode of staging: what is not yet released is nobody else's to read.
pub(super) const HIDDEN_MODE: u32 = 0o700;

/// What tells a file from an altered one without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stat {
    pub(super) ino: u64,
    /// Nanoseconds.
    pub(super) mtime: i64,
    pub(super) bytes: u64,
    /// Permission bits.
    pub(super) mode: u32,
}

impl Stat {
    pub(super) fn of(meta: &fs::Metadata) -> Self {
        Self {
            ino: meta.ino(),
            mtime: meta.mtime().wrapping_mul(1_000_000_000).wrapping_add(meta.mtime_nsec()),
            bytes: meta.len(),
            mode: meta.mode() & 0o7777,
        }
    }

    /// The same file with the same bytes, as far as can be told from outside.
    pub(super) fn same_file(&self, other: &Self) -> bool {
        (self.ino, self.mtime, self.bytes) == (other.ino, other.mtime, other.bytes)
    }
}

/// Writes a file that does not exist yet. Does not sync it.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<Stat, PublishError> {
    fill_new(path, &mut |file| file.write_all(bytes))
}

/// The same of bytes that are not all in memory.
pub(super) fn fill_new(path: &Path, fill: &mut dyn FnMut(&mut File) -> io::Result<()>) -> Result<Stat, PublishError> {
    let mut write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(path)?;
        fill(&mut file)?;
        let meta = file.metadata()?;
        if meta.mode() & 0o7777 == FILE_MODE {
            return Ok(meta);
        }
        file.set_permissions(Permissions::from_mode(FILE_MODE))?;
        file.metadata()
    };
    write().map(|meta| Stat::of(&meta)).map_err(|e| PublishError::io("write", path, e))
}

/// Replaces a small file of our own by way of a new inode.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let fresh = path.with_extension("new");
    remove_file(&fresh)?;
    write_new(&fresh, bytes)?;
    rename(&fresh, path)
}

/// Reads a file of our own; `None` when there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, PublishError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(PublishError::io("read", path, e)),
    }
}

/// The hash of a file's bytes.
pub(super) fn hash(path: &Path) -> Result<blake3::Hash, PublishError> {
    let read = || {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(path)?)?;
        Ok(hasher.finalize())
    };
    read().map_err(|e| PublishError::io("read", path, e))
}

/// What stands at a path, links not followed; `None` when nothing does.
pub(super) fn look(path: &Path) -> Result<Option<fs::Metadata>, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(meta) => Ok(Some(meta)),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(PublishError::io("look at", path, e)),
    }
}

/// Makes a folder of this exact mode, or accepts the one that is there; never a link.
pub(super) fn make_dir(path: &Path, mode: u32) -> Result<(), PublishError> {
    match DirBuilder::new().mode(mode).create(path) {
        Ok(()) => set_mode(path, mode),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => match look(path)? {
            Some(meta) if meta.is_dir() => Ok(()),
            _ => Err(PublishError::Refused { output: path.to_owned(), reason: Refusal::NotAFolder }),
        },
        Err(e) => Err(PublishError::io("make the folder", path, e)),
    }
}

/// Makes the folders of `rel` below `base`, each one that is missing.
pub(super) fn make_dirs(base: &Path, rel: &str) -> Result<(), PublishError> {
    rel.match_indices('/').try_for_each(|(end, _)| make_dir(&base.join(&rel[..end]), DIR_MODE))
}

pub(super) fn set_mode(path: &Path, mode: u32) -> Result<(), PublishError> {
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(|e| PublishError::io("set the mode of", path, e))
}

pub(super) fn rename(from: &Path, to: &Path) -> Result<(), PublishError> {
    fs::rename(from, to).map_err(|e| PublishError::io("move into place", to, e))
}

pub(super) fn link(from: &Path, to: &Path) -> Result<(), PublishError> {
    fs::hard_link(from, to).map_err(|e| PublishError::io("link", to, e))
}

/// Removes a file; that there is none is fine.
pub(super) fn remove_file(path: &Path) -> Result<(), PublishError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(PublishError::io("remove", path, e)),
        _ => Ok(()),
    }
}

/// Removes a folder only when it is empty; says whether it is gone.
pub(super) fn remove_empty(path: &Path) -> bool {
    fs::remove_dir(path).is_ok()
}

/// Removes a folder of our own with all in it (links in it are removed, not followed).
pub(super) fn remove_tree(path: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(PublishError::io("remove", path, e)),
        _ => Ok(()),
    }
}

/// Makes a file, or the names in a folder, durable.
pub(super) fn sync(path: &Path) -> Result<(), PublishError> {
    File::open(path).and_then(|dir| dir.sync_all()).map_err(|e| PublishError::io("sync", path, e))
}

/// Makes all that was written on the file system of `dir` durable.
#[cfg(target_os = "linux")]
pub(super) fn sync_all<'a>(dir: &Path, _: impl Iterator<Item = &'a str>) -> Result<(), PublishError> {
    let synced = File::open(dir).and_then(|dir| rustix::fs::syncfs(dir).map_err(Into::into));
    synced.map_err(|e| PublishError::io("sync", dir, e))
}

/// Makes these files below `dir`, and all its folders, durable.
#[cfg(not(target_os = "linux"))]
pub(super) fn sync_all<'a>(dir: &Path, mut files: impl Iterator<Item = &'a str>) -> Result<(), PublishError> {
    files.try_for_each(|file| sync(&dir.join(file)))?;
    sync_folders(dir)
}

#[cfg(not(target_os = "linux"))]
fn sync_folders(dir: &Path) -> Result<(), PublishError> {
    let fail = |e| PublishError::io("list", dir, e);
    for entry in fs::read_dir(dir).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if entry.file_type().map_err(fail)?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    sync(dir)
}
