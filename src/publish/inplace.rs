//! The weak way, for mount points: file by file, along a journal that is durable before the first step.
//! A build that was killed in between is finished by the next one, from the journal and the staged files.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use blake3::Hash;
use serde::{Deserialize, Serialize};

use super::disk::{self, DIR_MODE};
use super::error::{Foreign, PublishError, Refusal, Why};
use super::manifest::{self, MANIFEST};
use super::place::{Place, check_path};
use super::scan::Live;
use super::stage::{Job, Source, fresh, parents};

/// A copy under way, when staging is on another file system. Only a journal makes it ours.
const COPY: &str = ".patuh-copy";

/// The steps from the old output to the new one. Doing them again does no harm.
#[derive(Serialize, Deserialize)]
struct Journal {
    output: PathBuf,
    /// Files that go: their hashes.
    remove: BTreeMap<String, String>,
    /// Files that come, but for the manifest, which comes last.
    write: BTreeMap<String, Step>,
    manifest: Step,
}

/// The hash that a file had (none: there was no file) and the one it gets.
#[derive(Serialize, Deserialize)]
struct Step {
    old: Option<String>,
    new: String,
}

/// Publishes. An error after the journal is written is `Unfinished`.
pub(super) fn publish(job: &Job<'_>) -> Result<(), PublishError> {
    let place = job.place;
    disk::write_new(&job.fresh().join(MANIFEST), job.manifest)?;
    disk::make_dir(&place.output, DIR_MODE)?;
    let journal = plan(job);
    let files = journal.write.keys().map(String::as_str).chain([MANIFEST]);
    disk::sync_all(&job.fresh(), files)?;
    let bytes = serde_json::to_vec(&journal).expect("paths of a UTF-8 output can be written as JSON");
    let path = journal_path(&place.stage);
    disk::replace(&path, &bytes)?;
    disk::sync(&path)?;
    disk::sync(&place.stage)?;
    finish(place, &journal)?;
    remember(place, job.live)
}

/// Whether a journal waits, or might.
pub(super) fn pending(place: &Place) -> bool {
    !matches!(disk::look(&journal_path(&place.stage)), Ok(None))
}

/// Finishes what a killed build began; without a journal for this output, does nothing.
pub(super) fn repair(place: &Place) -> Result<(), PublishError> {
    let path = journal_path(&place.stage);
    let Some(bytes) = disk::read(&path)? else {
        return Ok(());
    };
    let journal = serde_json::from_slice::<Journal>(&bytes).ok().filter(|journal| journal.output == place.output);
    let Some(journal) = journal else {
        return disk::remove_file(&path);
    };
    for name in journal.write.keys().chain(journal.remove.keys()) {
        check_path(name)?;
    }
    let items = altered(place, &journal)?;
    if !items.is_empty() {
        return Err(PublishError::Foreign { output: place.output.clone(), items });
    }
    disk::make_dir(&place.output, DIR_MODE)?;
    finish(place, &journal)
}

pub(super) fn journal_path(stage: &Path) -> PathBuf {
    stage.join("journal.json")
}

fn plan(job: &Job<'_>) -> Journal {
    let hex = |hash: Hash| hash.to_hex().to_string();
    let own = |path: &str| job.live.own.get(path).map(|own| hex(own.hash));
    let fresh = job.wants.iter().filter(|(_, want)| want.source == Source::Fresh);
    let gone = job.live.own.iter().filter(|(path, _)| !job.wants.contains_key(*path));
    Journal {
        output: job.place.output.clone(),
        remove: gone.map(|(path, own)| (path.clone(), hex(own.hash))).collect(),
        write: fresh.map(|(path, want)| (path.clone(), Step { old: own(path), new: hex(want.made.hash) })).collect(),
        manifest: Step {
            old: job.live.manifest_file.as_ref().map(|(bytes, _)| hex(blake3::hash(bytes))),
            new: hex(blake3::hash(job.manifest)),
        },
    }
}

/// Files that somebody changed since the journal was written: neither the old nor the new bytes.
fn altered(place: &Place, journal: &Journal) -> Result<Vec<Foreign>, PublishError> {
    let manifest = (MANIFEST, journal.manifest.old.as_deref(), Some(journal.manifest.new.as_str()));
    let write = journal.write.iter().map(|(path, step)| (path.as_str(), step.old.as_deref(), Some(step.new.as_str())));
    let remove = journal.remove.iter().map(|(path, old)| (path.as_str(), Some(old.as_str()), None));
    let mut items = Vec::new();
    for (path, old, new) in remove.chain(write).chain([manifest]) {
        let file = place.output.join(path);
        let why = match disk::look(&file)? {
            Some(meta) if meta.is_symlink() => Some(Why::Link),
            Some(meta) if meta.is_file() => {
                let hash = disk::hash(&file)?.to_hex();
                (![old, new].contains(&Some(hash.as_str()))).then_some(Why::Edited)
            }
            _ => None,
        };
        items.extend(why.map(|why| Foreign { path: path.to_owned(), why }));
    }
    items.sort();
    Ok(items)
}

/// Does the steps, then forgets the journal.
fn finish(place: &Place, journal: &Journal) -> Result<(), PublishError> {
    let done = steps(place, journal).and_then(|()| {
        let files = journal.write.keys().map(String::as_str).chain([MANIFEST]);
        disk::sync_all(&place.output, files)
    });
    done.map_err(|cause| PublishError::Unfinished { output: place.output.clone(), cause: Box::new(cause) })?;
    disk::remove_file(&journal_path(&place.stage))?;
    disk::sync(&place.stage)
}

fn steps(place: &Place, journal: &Journal) -> Result<(), PublishError> {
    for path in journal.remove.keys() {
        if real_parents(&place.output, path)? {
            disk::remove_file(&place.output.join(path))?;
        }
        let dirs: Vec<&str> = parents(path).collect();
        // Folders of ours that are now empty go too.
        let _ = dirs.iter().rev().take_while(|dir| disk::remove_empty(&place.output.join(dir))).count();
    }
    for (path, step) in &journal.write {
        disk::make_dirs(&place.output, path)?;
        move_in(place, path, &step.new)?;
    }
    move_in(place, MANIFEST, &journal.manifest.new)?;
    disk::remove_file(&place.output.join(COPY))
}

/// Whether the folders of a path are there; a link among them is refused, for it may lead anywhere.
fn real_parents(base: &Path, path: &str) -> Result<bool, PublishError> {
    for dir in parents(path) {
        match disk::look(&base.join(dir))? {
            None => return Ok(false),
            Some(meta) if meta.is_dir() => {}
            Some(_) => {
                return Err(PublishError::Refused { output: base.join(dir), reason: Refusal::NotAFolder });
            }
        }
    }
    Ok(true)
}

/// Moves a staged file to its place; one that is no longer staged must have been moved before.
fn move_in(place: &Place, path: &str, new: &str) -> Result<(), PublishError> {
    let from = fresh(&place.stage).join(path);
    let to = place.output.join(path);
    let Err(error) = disk::rename(&from, &to) else {
        return Ok(());
    };
    let PublishError::Io { source, .. } = &error else {
        return Err(error);
    };
    match source.kind() {
        ErrorKind::NotFound if disk::look(&to)?.is_some() && disk::hash(&to)?.to_hex().as_str() == new => Ok(()),
        ErrorKind::CrossesDevices => {
            let Some(bytes) = disk::read(&from)? else {
                return Err(error);
            };
            let copy = place.output.join(COPY);
            disk::remove_file(&copy)?;
            disk::write_new(&copy, &bytes)?;
            disk::rename(&copy, &to)
        }
        _ => Err(error),
    }
}

/// Records how the output looks, so that the next build need not read it.
fn remember(place: &Place, before: &Live) -> Result<(), PublishError> {
    let Some(meta) = disk::look(&place.output)? else {
        return Ok(());
    };
    let live = Live::read(&place.output, &before.records())?;
    manifest::write_records(&place.stage, meta.ino(), &live.records())
}
