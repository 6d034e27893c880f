//! Where a site is written and built: in memory when there is room, so that no disk is measured.

use std::path::Path;

use tempfile::TempDir;

/// A folder that is gone in the end.
pub(crate) struct Place {
    folder: TempDir,
    is_memory: bool,
}

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";

/// A place for so many bytes in so many files and folders.
pub(crate) fn open(chosen: Option<&Path>, bytes: u64, files: u64) -> Place {
    let is_memory = chosen.is_none() && room(files) > bytes;
    let folder = match chosen {
        Some(folder) => tempfile::tempdir_in(folder),
        None if is_memory => tempfile::tempdir_in(MEMORY),
        None => tempfile::tempdir(),
    };
    Place { folder: folder.expect("a folder for the site"), is_memory }
}

/// How many bytes so many files may take in memory: what is free there, and never more than half of what the machine has left.
fn room(files: u64) -> u64 {
    let Ok(space) = rustix::fs::statvfs(MEMORY) else { return 0 };
    if space.f_favail < files {
        return 0;
    }
    let meminfo = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok()).unwrap_or(0);
    (space.f_bavail * space.f_frsize).min(kilobytes * 512)
}

impl Place {
    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where it is, in words.
    pub(crate) fn told(&self) -> String {
        let kind = if self.is_memory { "in memory" } else { "on disk" };
        format!("{} ({kind})", self.folder.path().display())
    }
}
