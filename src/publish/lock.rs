//! One build at a time: an advisory lock that the kernel lets go of when the process ends, however it ends.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;

use super::disk::{self, HIDDEN_MODE};
use super::error::PublishError;
use super::place::OURS;

/// The lock of the one process that serves a site.
pub(super) const SEAT: &str = "serve.lock";

const STEP: Duration = Duration::from_millis(25);

/// Held until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at `path`, waiting about as long as `wait`; then `Busy`.
    pub(super) fn take(path: &Path, wait: Duration) -> Result<Self, PublishError> {
        let mut left = wait;
        loop {
            let file = open(path)?;
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) if still_there(path, &file)? => return Ok(Self { _file: file }),
                Ok(()) | Err(Errno::INTR) => continue,
                Err(Errno::WOULDBLOCK) if left.is_zero() => {
                    return Err(PublishError::Busy { lock: path.to_owned() });
                }
                Err(Errno::WOULDBLOCK) => {}
                Err(e) => return Err(PublishError::io("lock", path, e.into())),
            }
            let pause = left.min(STEP);
            sleep(pause);
            left -= pause;
        }
    }
}

/// The right to serve a site from this machine, one process at a time. Held until dropped.
#[derive(Debug)]
pub struct Seat {
    _lock: Lock,
}

impl Seat {
    /// Takes it for the site of a folder; `Busy` when another process has it.
    pub fn take(root: &Path) -> Result<Self, PublishError> {
        let root = fs::canonicalize(root).map_err(|e| PublishError::io("find", root, e))?;
        let ours = root.join(OURS);
        disk::make_dir(&ours, HIDDEN_MODE)?;
        // What is served may be unreleased, also where the folder was made by another.
        disk::set_mode(&ours, HIDDEN_MODE)?;
        Lock::take(&ours.join(SEAT), Duration::ZERO).map(|lock| Self { _lock: lock })
    }
}

fn open(path: &Path) -> Result<File, PublishError> {
    let no_follow = OFlags::NOFOLLOW.bits().cast_signed();
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).mode(0o600).custom_flags(no_follow);
    options.open(path).map_err(|e| PublishError::io("open the lock", path, e))
}

/// False when the file was removed after we opened it, so that another build may hold a newer one.
fn still_there(path: &Path, file: &File) -> Result<bool, PublishError> {
    let ours = file.metadata().map_err(|e| PublishError::io("look at", path, e))?;
    Ok(disk::look(path)?.is_some_and(|now| (now.dev(), now.ino()) == (ours.dev(), ours.ino())))
}
