//! `.patuh/` taken away: what is ours and can be made again. What others put there, and what an interrupted build still
//! needs, stays.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

use super::disk;
use super::error::PublishError;
use super::lock::{Lock, SEAT};
use super::place::OURS;
use super::{exchange, inplace, manifest, scan, stage};

/// The folders in it that hold only what can be made again.
const AGAIN: &[&str] = &["cache", "serve"];
const LOCK: &str = "lock";

/// What became of it. Paths are relative to the site's folder.
#[derive(Debug, Default)]
pub struct Cleaned {
    /// What was removed.
    pub removed: Vec<String>,
    /// What stays, and why.
    pub kept: Vec<(String, Kept)>,
}

/// Why something stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is not ours.
    Foreign,
    /// A build in place was interrupted and is completed from it.
    Needed,
}

/// Cleans the folder of a site.
///
/// # Errors
/// `Busy` while a build runs or the site is served; and when the disk refuses.
pub fn clean(root: &Path) -> Result<Cleaned, PublishError> {
    let ours = root.join(OURS);
    let mut done = Cleaned::default();
    match disk::look(&ours)? {
        None => return Ok(done),
        Some(meta) if !meta.is_dir() => {
            done.kept.push((OURS.to_owned(), Kept::Foreign));
            return Ok(done);
        }
        Some(_) => {}
    }
    let _lock = Lock::take(&ours.join(LOCK), Duration::ZERO)?;
    let _seat = Lock::take(&ours.join(SEAT), Duration::ZERO)?;
    for name in names(&ours)? {
        let (path, shown) = (ours.join(&name), format!("{OURS}/{name}"));
        match name.as_str() {
            LOCK | SEAT => {}
            "publish" if is_folder(&path)? => {
                for output in names(&path)? {
                    clean_stage(&path.join(&output), &format!("{shown}/{output}"), &mut done)?;
                }
                disk::remove_empty(&path);
            }
            name if AGAIN.contains(&name) && is_folder(&path)? => {
                disk::remove_tree(&path)?;
                done.removed.push(shown);
            }
            _ => done.kept.push((shown, Kept::Foreign)),
        }
    }
    disk::remove_file(&ours.join(SEAT))?;
    disk::remove_file(&ours.join(LOCK))?;
    disk::remove_empty(&ours);
    Ok(done)
}

/// What is kept of the builds to one output.
fn clean_stage(stage: &Path, shown: &str, done: &mut Cleaned) -> Result<(), PublishError> {
    if !is_folder(stage)? {
        done.kept.push((shown.to_owned(), Kept::Foreign));
        return Ok(());
    }
    if disk::look(&inplace::journal_path(stage))?.is_some() {
        done.kept.push((shown.to_owned(), Kept::Needed));
        return Ok(());
    }
    let next = exchange::next(stage);
    let is_shared = is_folder(&next)? && has_foreign(stage, &next)?;
    let before = done.kept.len();
    for name in names(stage)? {
        let path = stage.join(&name);
        // The records of the older generation tell what of it is ours, so they stay with it.
        let is_record = name.starts_with("records-");
        let stays = match () {
            () if is_record || path == next => is_shared,
            () if path == exchange::found(stage) => !is_folder(&path)? || !names(&path)?.is_empty(),
            () => path != stage::fresh(stage) && name != LOCK,
        };
        match (stays, is_folder(&path)?) {
            (true, _) if is_record => {}
            (true, _) => done.kept.push((format!("{shown}/{name}"), Kept::Foreign)),
            (false, true) => disk::remove_tree(&path)?,
            (false, false) => disk::remove_file(&path)?,
        }
    }
    if done.kept.len() == before {
        disk::remove_empty(stage);
        done.removed.push(shown.to_owned());
    }
    Ok(())
}

/// Whether the older generation has a file that is not ours, and nowhere else. Without records it is what a killed build left.
fn has_foreign(stage: &Path, next: &Path) -> Result<bool, PublishError> {
    let Some(generation) = disk::look(next)?.map(|meta| meta.ino()) else { return Ok(false) };
    let Some(known) = manifest::read_records(stage, generation)? else { return Ok(false) };
    let tree = scan::tree(next)?;
    for (path, stat) in &tree.files {
        let is_known = known.get(path).is_some_and(|seen| seen.stat.same_file(stat));
        // What the output has too is a second name of the same file.
        let is_alone = || Ok(disk::look(&next.join(path))?.is_some_and(|meta| meta.nlink() < 2));
        if !is_known && is_alone()? {
            return Ok(true);
        }
    }
    Ok(!tree.odd.is_empty())
}

fn is_folder(path: &Path) -> Result<bool, PublishError> {
    Ok(disk::look(path)?.is_some_and(|meta| meta.is_dir()))
}

fn names(folder: &Path) -> Result<Vec<String>, PublishError> {
    let fail = |e| PublishError::io("list", folder, e);
    let entries = fs::read_dir(folder).map_err(fail)?;
    let name = |entry: std::io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.map(name).collect::<std::io::Result<_>>().map_err(fail)?;
    names.sort();
    Ok(names)
}
