//! What the disk alone needs: as many files of the same sizes in the same folders, written by two threads that do nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Files below a folder with their sizes, by path.
pub(crate) type Files = Vec<(PathBuf, u64)>;

/// What was written, and how quickly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written {
    pub(crate) bytes: u64,
    pub(crate) time: Duration,
}

impl Written {
    /// In words.
    pub(crate) fn told(self) -> String {
        let rate = self.bytes as f64 / 1e6 / self.time.as_secs_f64();
        format!("two threads write the same files in {:.3} s ({rate:.0} MB/s): the limit", self.time.as_secs_f64())
    }
}

/// The files below a folder.
pub(crate) fn files(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let inner = |path: &Path| path.strip_prefix(folder).expect("it was found there").to_owned();
    files.map(|entry| (inner(entry.path()), entry.metadata().map_or(0, |data| data.len()))).collect()
}

/// How many they are, in words.
pub(crate) fn counted(files: &Files) -> String {
    let bytes: u64 = files.iter().map(|(_, bytes)| bytes).sum();
    format!("{} files, {:.1} MB", files.len(), bytes as f64 / 1e6)
}

/// Writes files of the same bytes to another place, twice, and keeps the better time. What was written is removed again.
pub(crate) fn write(from: &Path, files: &Files, to: &Path) -> Written {
    let texts: Vec<u64> = files.iter().map(|(_, bytes)| *bytes).collect();
    let largest = texts.iter().copied().max().unwrap_or(0);
    let block = fs::read(from.join(&files.iter().find(|(_, bytes)| *bytes == largest).expect("there is a file").0));
    let block = block.expect("the output can be read");
    let once = || {
        let start = Instant::now();
        let (first, second) = files.split_at(files.len() / 2);
        rayon::join(|| part(first, to, &block), || part(second, to, &block));
        let time = start.elapsed();
        fs::remove_dir_all(to).expect("it was made here");
        time
    };
    Written { bytes: texts.iter().sum(), time: once().min(once()) }
}

/// Files of neighbouring folders: every folder is made once, when the first of its files comes.
fn part(files: &[(PathBuf, u64)], to: &Path, block: &[u8]) {
    let mut last = None;
    for (path, bytes) in files {
        let folder = path.parent();
        if last != Some(folder) {
            fs::create_dir_all(to.join(folder.unwrap_or(Path::new("")))).expect("a folder for copies");
            last = Some(folder);
        }
        let end = usize::try_from(*bytes).expect("it was in memory");
        fs::write(to.join(path), &block[..end]).expect("a copy can be written");
    }
}
