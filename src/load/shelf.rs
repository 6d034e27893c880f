//! What earlier builds worked out, by the hash of what it was worked out from: files in `.patuh/cache/NAME/`.
//!
//! An entry is its checksum and its bytes. One that is damaged, cut off, of another program or under another name is as
//! good as none. Only a build writes; where it cannot, the next one works it out again: no harm is done.
#![expect(clippy::disallowed_methods, reason = "the shelf of earlier results is read and written here")]

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::disk::Root;
use super::name::name_of;

/// The folder of all shelves below the site's.
const FOLDER: &str = ".patuh/cache";
/// Changes with every change of the program or of what it is built from.
const PROGRAM: &str = env!("PATUH_PROGRAM");
/// Bytes of the largest entry that is read.
const LIMIT: u64 = 512 << 20;
const CHECKSUM: usize = blake3::OUT_LEN;

/// What may be done with a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Use {
    /// Nothing.
    #[default]
    Nothing,
    /// Earlier results are used.
    Reads,
    /// And new ones are kept.
    Writes,
}

/// All shelves of a site.
#[derive(Debug)]
pub struct Shelves {
    /// Trees of large YAML files that are not plain.
    pub trees: Shelf,
    /// Pictures in their sizes.
    pub pictures: Shelf,
    /// Pages and cards, for each output.
    pub pages: Shelf,
}

impl Shelves {
    /// The shelves, for one run.
    pub fn new(allowed: Use) -> Self {
        let [trees, pictures, pages] = ["trees", "pictures", "pages"].map(|name| Shelf::new(name, allowed));
        Shelves { trees, pictures, pages }
    }

    /// Keeps what waits, and removes what this run did not use.
    pub fn tidy(&self, root: &Root) {
        self.trees.tidy(root);
        self.pictures.tidy(root);
    }
}

/// Results of one kind.
#[derive(Debug, Default)]
pub struct Shelf {
    name: &'static str,
    allowed: Use,
    used: Mutex<BTreeSet<String>>,
    taken: AtomicUsize,
    /// What is kept once it is known that the run ends well.
    waiting: Mutex<Vec<(Key, Vec<u8>)>>,
}

/// What a result was worked out from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(blake3::Hash);

impl Key {
    /// The key of these inputs, in this program.
    pub fn of(inputs: &[&[u8]]) -> Self {
        Key(name_of([PROGRAM.as_bytes()].into_iter().chain(inputs.iter().copied())))
    }

    fn checksum(self, bytes: &[u8]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(self.0.as_bytes());
        hasher.update(bytes);
        hasher.finalize()
    }

    fn name(self) -> String {
        self.0.to_hex()[..32].to_owned()
    }
}

impl Shelf {
    fn new(name: &'static str, allowed: Use) -> Self {
        Shelf { name, allowed, ..Shelf::default() }
    }

    /// The result of a key, if there is one and `read` understands it.
    pub fn get<T>(&self, root: &Root, key: Key, read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        if self.allowed == Use::Nothing {
            return None;
        }
        let name = key.name();
        let entry = root.read(&format!("{FOLDER}/{}/{name}", self.name), LIMIT).ok()?;
        let (checksum, bytes) = entry.split_at_checked(CHECKSUM)?;
        let found = (key.checksum(bytes).as_bytes() == checksum).then(|| read(bytes)).flatten()?;
        self.taken.fetch_add(1, Ordering::Relaxed);
        lock(&self.used).insert(name);
        Some(found)
    }

    /// How many results were found.
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    /// Keeps a result when the run ends well.
    pub fn put_later(&self, key: Key, bytes: impl FnOnce() -> Vec<u8>) {
        if self.allowed == Use::Writes {
            lock(&self.waiting).push((key, bytes()));
        }
    }

    /// Keeps a result.
    pub fn put(&self, root: &Root, key: Key, bytes: &[u8]) {
        if self.allowed != Use::Writes {
            return;
        }
        lock(&self.used).insert(key.name());
        // Who cannot keep it works it out again.
        let _ = self.folder(root).and_then(|folder| write(&folder, key, bytes));
    }

    /// Removes all but the newest entries; what this run used stays.
    pub fn trim(&self, root: &Root, most: usize) {
        if self.allowed != Use::Writes {
            return;
        }
        let entries = fs::read_dir(root.path().join(FOLDER).join(self.name));
        let mut entries: Vec<_> = entries
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry)))
            .collect();
        entries.sort_by_key(|(modified, _)| Reverse(*modified));
        let used = lock(&self.used);
        for (_, entry) in entries.iter().skip(most) {
            if entry.file_name().to_str().is_none_or(|name| !used.contains(name)) {
                // It may be gone already, by another build.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn tidy(&self, root: &Root) {
        if self.allowed != Use::Writes {
            return;
        }
        for (key, bytes) in std::mem::take(&mut *lock(&self.waiting)) {
            self.put(root, key, &bytes);
        }
        self.trim(root, 0);
    }

    /// The folder, made if need be; no link on the way is followed.
    fn folder(&self, root: &Root) -> io::Result<PathBuf> {
        let mut folder = root.path().to_owned();
        for part in FOLDER.split('/').chain([self.name]) {
            folder.push(part);
            match DirBuilder::new().mode(0o700).create(&folder) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                _ if !fs::symlink_metadata(&folder)?.is_dir() => return Err(ErrorKind::NotADirectory.into()),
                _ => {}
            }
        }
        Ok(folder)
    }
}

/// Two builds at once write the same bytes, each under a name of its own first.
fn write(folder: &Path, key: Key, bytes: &[u8]) -> io::Result<()> {
    let path = folder.join(key.name());
    let fresh = path.with_extension(std::process::id().to_string());
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
        file.write_all(key.checksum(bytes).as_bytes())?;
        file.write_all(bytes)?;
        fs::rename(&fresh, &path)
    })();
    written.inspect_err(|_| drop(fs::remove_file(&fresh)))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
