//! The one place that opens inputs: regular files below the site's folder, no links, bounded in size.

use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{FileType, Mode, OFlags};
use rustix::io::Errno;

/// Bytes of the largest text file that is read.
pub const TEXT_LIMIT: u64 = 256 << 20;
/// Bytes of the largest other file (picture, attachment) that is read.
pub const ASSET_LIMIT: u64 = 64 << 20;

/// A site's folder, opened.
#[derive(Debug)]
pub struct Root {
    fd: OwnedFd,
    path: PathBuf,
}

/// Why an input was not read.
#[derive(Debug)]
pub enum Refusal {
    /// No such file.
    Missing,
    /// A symbolic link, itself or a folder on the way.
    Link,
    /// A pipe, device, socket or folder.
    Special,
    /// Larger than the limit in bytes.
    Large(u64),
    /// The system refused.
    Disk(std::io::Error),
}

/// What stands below a folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// Regular files, sorted, relative to the root, with `/`.
    pub files: Vec<String>,
    /// Links, special files and names that are not text, sorted.
    pub refused: Vec<(String, Refused)>,
}

/// Why a name was not listed as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refused {
    /// A symbolic link.
    Link,
    /// A pipe, device or socket.
    Special,
    /// A name that is not UTF-8.
    Name,
}

impl Root {
    /// Opens a site's folder.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        let fd = rustix::fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        Ok(Root { fd, path: path.to_owned() })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens a regular file at a relative path with `/`; gives its size too.
    pub fn open_regular(&self, path: &str) -> Result<(File, u64), Refusal> {
        let fd = self.open_file(path)?;
        let stat = rustix::fs::fstat(&fd).map_err(|e| Refusal::Disk(e.into()))?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(Refusal::Special);
        }
        Ok((File::from(fd), u64::try_from(stat.st_size).unwrap_or(0)))
    }

    /// Reads a regular file of at most `limit` bytes at a relative path with `/`.
    pub fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Refusal> {
        let (file, size) = self.open_regular(path)?;
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).min(1 << 24) + 1);
        file.take(limit + 1).read_to_end(&mut bytes).map_err(Refusal::Disk)?;
        if bytes.len() as u64 > limit {
            return Err(Refusal::Large(limit));
        }
        Ok(bytes)
    }

    /// Bytes of a regular file at a relative path with `/`, if it is no larger than any file may be.
    pub fn size(&self, path: &str) -> Result<u64, Refusal> {
        let stat = rustix::fs::fstat(self.open_file(path)?).map_err(|e| Refusal::Disk(e.into()))?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(Refusal::Special);
        }
        let size = u64::try_from(stat.st_size).unwrap_or(0);
        if size > ASSET_LIMIT { Err(Refusal::Large(ASSET_LIMIT)) } else { Ok(size) }
    }

    /// All files below a folder; dot files and editors' leftovers are passed over.
    pub fn list(&self, folder: &str) -> std::io::Result<Listing> {
        let base = self.path.join(folder);
        let mut listing = Listing::default();
        if !base.try_exists()? {
            return Ok(listing);
        }
        let walk = walkdir::WalkDir::new(&base).follow_links(false).follow_root_links(false);
        let entries = walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_junk(entry.file_name()));
        for entry in entries {
            let entry = entry.map_err(std::io::Error::from)?;
            let kind = entry.file_type();
            let relative = entry.path().strip_prefix(&self.path).expect("the walk stays below the root");
            let Some(name) = relative.to_str() else {
                listing.refused.push((relative.to_string_lossy().into_owned(), Refused::Name));
                continue;
            };
            if kind.is_symlink() {
                listing.refused.push((name.to_owned(), Refused::Link));
            } else if kind.is_file() {
                listing.files.push(name.to_owned());
            } else if !kind.is_dir() {
                listing.refused.push((name.to_owned(), Refused::Special));
            }
        }
        listing.files.sort_unstable();
        listing.refused.sort_unstable();
        Ok(listing)
    }

    /// Opens without following a link anywhere on the way; never waits on a pipe.
    fn open_file(&self, path: &str) -> Result<OwnedFd, Refusal> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{ResolveFlags, openat2};
            let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
            match openat2(&self.fd, path, flags, Mode::empty(), resolve) {
                // Old kernels and some sandboxes lack the call.
                Err(Errno::NOSYS | Errno::PERM) => {}
                result => return result.map_err(refusal),
            }
        }
        self.open_step_by_step(path, flags).map_err(refusal)
    }

    fn open_step_by_step(&self, path: &str, flags: OFlags) -> rustix::io::Result<OwnedFd> {
        let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
        let mut at: Option<OwnedFd> = None;
        for name in folders.split('/').chain([file]) {
            if matches!(name, "" | "." | "..") {
                if name.is_empty() && folders.is_empty() {
                    continue;
                }
                return Err(Errno::XDEV);
            }
            if std::ptr::eq(name, file) {
                break;
            }
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let folder = at.as_ref().map_or(self.fd.as_fd(), OwnedFd::as_fd);
            let next = rustix::fs::openat(folder, name, flags, Mode::empty())?;
            at = Some(next);
        }
        let folder = at.as_ref().map_or(self.fd.as_fd(), OwnedFd::as_fd);
        rustix::fs::openat(folder, file, flags, Mode::empty())
    }
}

fn refusal(errno: Errno) -> Refusal {
    match errno {
        Errno::NOENT => Refusal::Missing,
        Errno::LOOP | Errno::XDEV | Errno::NOTDIR => Refusal::Link,
        Errno::NXIO => Refusal::Special,
        other => Refusal::Disk(other.into()),
    }
}

/// Whether a name is that of a dot file or of an editor's leftover, which is no content.
pub fn is_junk(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || [".swp", ".swo", ".tmp", ".bak", ".orig"].iter().any(|end| lower.ends_with(end))
        || matches!(&*lower, "thumbs.db" | "desktop.ini" | "__macosx")
}
