//! The one place that writes content: files are changed together, all or none.
//!
//! Steps: see that nobody changed them meanwhile, make the folders that are missing, write each new text beside its file
//! and to the disk itself, give one after the other its name; when that fails, those before it are put back.
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
    // Dropped last: what was made for files that are not there then is empty, and goes.
    let mut folders = Folders(Vec::new());
    let mut fresh = Vec::new();
    for edit in edits {
        folders.make(folder.join(&edit.path).parent().unwrap_or(folder)).map_err(refused(edit))?;
        fresh.push(Beside::put(folder, edit).map_err(refused(edit))?);
    }
    for (n, (edit, beside)) in edits.iter().zip(&fresh).enumerate() {
        let path = folder.join(&edit.path);
        let named = beside.name(edit, &path);
        // Where only the folder's entry did not reach the disk, the file itself has changed too.
        let changed = n + usize::from(named.is_ok());
        if let Err(error) = named.and_then(|()| settle(&path)) {
            for done in &edits[..changed] {
                put_back(folder, done).map_err(|error| EditError::Half(done.path.clone(), error))?;
            }
            return Err(EditError::Disk(edit.path.clone(), error));
        }
    }
    Ok(())
}

/// The text of a file of the folder; `None` when there is no such file.
pub fn text(folder: &Path, path: &str) -> io::Result<Option<String>> {
    let text = |bytes| String::from_utf8(bytes).map_err(|_| io::Error::from(ErrorKind::InvalidData));
    read(&folder.join(path))?.map(text).transpose()
}

/// The names in a folder, in order; `None` when there is no such folder.
pub fn names(folder: &Path) -> io::Result<Option<Vec<String>>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    let name = |entry: io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.map(name).collect::<io::Result<_>>()?;
    names.sort();
    Ok(Some(names))
}

/// Folders that were made; those that are empty in the end are removed.
struct Folders(Vec<PathBuf>);

impl Folders {
    fn make(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(above) = folder.parent() {
            self.make(above)?;
        }
        fs::create_dir(folder)?;
        self.0.push(folder.to_owned());
        Ok(())
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
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

    /// Gives it its name. A new file takes the place of none that came meanwhile, where the disk knows links.
    fn name(&self, edit: &Edit, path: &Path) -> io::Result<()> {
        match edit.old {
            None => match fs::hard_link(&self.0, path) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => fs::rename(&self.0, path),
                linked => linked,
            },
            Some(_) => fs::rename(&self.0, path),
        }
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
