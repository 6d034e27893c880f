//! How inputs look from outside, to see whether anything changed without reading it.

use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::disk::is_junk;

/// A number for names, sizes and times of all files below these folders; another one as soon as any of them changes.
/// What cannot be looked at counts as not there.
pub fn traces(root: &Path, folders: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for folder in folders {
        let walk = walkdir::WalkDir::new(root.join(folder)).follow_links(false).sort_by_file_name();
        let entries = walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_junk(entry.file_name()));
        for entry in entries.flatten() {
            entry.path().hash(&mut hasher);
            entry.metadata().ok().as_ref().map(look).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Inode, size, and the times at which the bytes and the entry changed. A folder's own time says nothing more than its names.
fn look(meta: &Metadata) -> Option<[i64; 6]> {
    let look = || {
        let (ino, size) = (meta.ino().cast_signed(), meta.len().cast_signed());
        [ino, size, meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec()]
    };
    (!meta.is_dir()).then(look)
}
