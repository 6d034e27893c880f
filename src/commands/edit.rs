//! The one place that writes content: files are changed together, all or none.
//!
//! Steps: see that nobody changed them meanwhile, write each new text beside its file and to the disk itself,
//! rename one after the other; when a rename fails, those before it are put back.
#![expect(clippy::disallowed_methods, reason = "the one place that writes content")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The new text of a file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Below the site's folder.
    pub path: String,
    /// Its text so far; `None` when it is not there yet.
    pub old: Option<String>,
    /// Its text from now on.
    pub new: String,
}

/// Why the files were not changed.
#[derive(Debug)]
pub enum EditError {
    /// A file is no longer as it was read; nothing was changed.
    Changed(String),
    /// The disk refused; nothing was changed.
    Disk(String, io::Error),
    /// The disk refused, and then also to put this file back.
    Half(String, io::Error),
}

/// Writes all files or none.
pub fn write(folder: &Path, edits: &[Edit]) -> Result<(), EditError> {
    let refused = |edit: &Edit| {
        let path = edit.path.clone();
        move |error| EditError::Disk(path, error)
    };
    for edit in edits {
        let now = read(&folder.join(&edit.path)).map_err(refused(edit))?;
        if now.as_deref() != edit.old.as_deref().map(str::as_bytes) {
            return Err(EditError::Changed(edit.path.clone()));
        }
    }
    let mut fresh = Vec::new();
    for edit in edits {
        fresh.push(Beside::put(folder, edit).map_err(refused(edit))?);
    }
    for (n, (edit, beside)) in edits.iter().zip(&fresh).enumerate() {
        let path = folder.join(&edit.path);
        let renamed = fs::rename(&beside.0, &path).and_then(|()| settle(&path));
        if let Err(error) = renamed {
            // The failing one too: its rename may have worked and only its folder not reached the disk.
            for done in &edits[..n] {
                put_back(folder, done).map_err(|error| EditError::Half(done.path.clone(), error))?;
            }
            return Err(EditError::Disk(edit.path.clone(), error));
        }
    }
    Ok(())
}

/// A new text beside its file, removed when it was not renamed.
struct Beside(PathBuf);

impl Beside {
    fn put(folder: &Path, edit: &Edit) -> io::Result<Self> {
        let path = folder.join(&edit.path);
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("content");
        let beside = Beside(path.with_file_name(format!(".{name}.{}.patuh", std::process::id())));
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside.0)?;
        file.write_all(edit.new.as_bytes())?;
        if edit.old.is_some() {
            file.set_permissions(fs::symlink_metadata(&path)?.permissions())?;
        }
        file.sync_all()?;
        Ok(beside)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Usually it has its final name by now.
        let _ = fs::remove_file(&self.0);
    }
}

fn put_back(folder: &Path, edit: &Edit) -> io::Result<()> {
    let path = folder.join(&edit.path);
    match &edit.old {
        None => fs::remove_file(&path),
        Some(old) => {
            let back = Edit { path: edit.path.clone(), old: Some(String::new()), new: old.clone() };
            let beside = Beside::put(folder, &back)?;
            fs::rename(&beside.0, &path)
        }
    }?;
    settle(&path)
}

/// The folder's entry reaches the disk too.
fn settle(path: &Path) -> io::Result<()> {
    File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        // A folder in its place is told when it is to be replaced.
        Err(error) if error.kind() == ErrorKind::IsADirectory => Ok(None),
        Err(error) => Err(error),
    }
}
