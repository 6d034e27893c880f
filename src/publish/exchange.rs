//! The strong way: the older of two generations is brought up to date by hard links and renames, then
//! exchanged with the live one in one step. No file of either is ever opened for writing.
//!
//! The older generation has records exactly while it is whole; without them it is a killed build's leftover.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustix::io::Errno;

use super::Use;
use super::clash::foreign_dirs;
use super::disk::{self, DIR_MODE, HIDDEN_MODE, Stat};
use super::error::PublishError;
use super::manifest::{self, MANIFEST, Records, Seen};
use super::place::Place;
use super::scan::{self, Live, Tree};
use super::stage::{Job, Source, Wanted, parents, same_records};

/// Publishes; gives the paths of what was found in the older generation and is not ours.
pub(super) fn publish(job: &Job<'_>) -> Result<Vec<String>, PublishError> {
    let stage = &job.place.stage;
    let next = next(stage);
    disk::remove_file(&job.fresh().join(MANIFEST))?;
    let manifest = disk::write_new(&job.fresh().join(MANIFEST), job.manifest)?;
    let older = older(job)?;
    let needed = folders(job);
    prune(job, &older, &needed)?;
    fill(job, &older, &needed)?;
    disk::set_mode(&next, DIR_MODE)?;
    remember(job, &next, manifest)?;
    let fresh = job.wants.iter().filter(|(_, want)| want.source == Source::Fresh).map(|(path, _)| path.as_str());
    // What is served can be made again: it need not outlast a power cut, and waits for no disk.
    let is_lasting = job.usage == Use::Output;
    if is_lasting {
        disk::sync_all(&next, fresh.chain([MANIFEST]))?;
    }
    swap(job, &next)?;
    if is_lasting {
        disk::sync(&job.place.parent)?;
        disk::sync(stage)?;
    }
    Ok(older.found)
}

/// Removes the records of generations that are gone.
pub(super) fn tidy(place: &Place) -> Result<(), PublishError> {
    let generations = [&place.output, &next(&place.stage)];
    let mut kept = Vec::new();
    for generation in generations {
        kept.extend(disk::look(generation)?.map(|meta| manifest::records_path(&place.stage, meta.ino())));
    }
    let fail = |e| PublishError::io("list", &place.stage, e);
    for entry in fs::read_dir(&place.stage).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("records-") && !kept.contains(&path) {
            disk::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Where things go that somebody put into the older generation.
pub(super) fn found(stage: &Path) -> PathBuf {
    stage.join("found")
}

pub(super) fn next(stage: &Path) -> PathBuf {
    stage.join("next")
}

/// The older generation as it is before the update.
struct Older {
    tree: Tree,
    /// False when `fresh` has just become the generation, with all its files in place.
    reused: bool,
    found: Vec<String>,
}

fn older(job: &Job<'_>) -> Result<Older, PublishError> {
    let stage = &job.place.stage;
    let next = next(stage);
    let known = match disk::look(&next)? {
        Some(meta) if meta.is_dir() => manifest::read_records(stage, meta.ino())?.map(|known| (meta.ino(), known)),
        _ => None,
    };
    let Some((ino, known)) = known else {
        disk::remove_tree(&next)?;
        disk::rename(&job.fresh(), &next)?;
        if let Some(meta) = disk::look(&next)? {
            // An inode is given out again: records of a folder that is gone must not vouch for this one.
            disk::remove_file(&manifest::records_path(stage, meta.ino()))?;
        }
        let staged = job.wants.iter().filter(|(_, want)| want.source == Source::Fresh);
        let dirs = staged.flat_map(|(path, _)| parents(path)).map(|dir| (dir.to_owned(), DIR_MODE)).collect();
        let tree = Tree { dirs, ..Tree::default() };
        return Ok(Older { tree, reused: false, found: Vec::new() });
    };
    let mut tree = scan::tree(&next)?;
    let found = rescue(job, &mut tree, &known)?;
    // From here on the generation is not whole.
    disk::remove_file(&manifest::records_path(stage, ino))?;
    Ok(Older { tree, reused: true, found })
}

/// Moves what is not ours out of the older generation: it would be deleted there.
fn rescue(job: &Job<'_>, tree: &mut Tree, known: &Records) -> Result<Vec<String>, PublishError> {
    let live = |path: &str| {
        let own = job.live.own.get(path).map(|own| own.stat);
        own.or_else(|| job.live.foreign.get(path).copied())
    };
    let ours = |path: &str, stat: &Stat| {
        known.get(path).is_some_and(|seen| seen.stat.same_file(stat)) || live(path).is_some_and(|s| s.ino == stat.ino)
    };
    let strange = tree.files.iter().filter(|(path, stat)| !ours(path, stat)).map(|(path, _)| path.clone());
    let mut found: Vec<String> = strange.chain(tree.odd.iter().map(|odd| odd.path.clone())).collect();
    found.sort();
    for path in &found {
        let to = found_name(&job.place.stage, path)?;
        disk::rename(&next(&job.place.stage).join(path), &to)?;
        tree.files.remove(path);
    }
    Ok(found)
}

/// A name in `found` that is still free.
fn found_name(stage: &Path, path: &str) -> Result<PathBuf, PublishError> {
    let found = found(stage);
    disk::make_dir(&found, HIDDEN_MODE)?;
    let flat = path.replace('/', "+");
    for n in 0u64.. {
        let to = found.join(if n == 0 { flat.clone() } else { format!("{flat}.{n}") });
        if disk::look(&to)?.is_none() {
            return Ok(to);
        }
    }
    unreachable!("a folder cannot hold so many names")
}

/// The folders of the new generation and their modes: ours are public, foreign ones stay as they are.
fn folders(job: &Job<'_>) -> BTreeMap<String, u32> {
    let foreign = foreign_dirs(job.live).into_iter().map(|dir| (dir.to_owned(), job.live.dirs[dir]));
    let mut needed: BTreeMap<String, u32> = foreign.collect();
    for dir in job.live.foreign.keys().chain(needed.clone().keys()).flat_map(|path| parents(path)) {
        needed.entry(dir.to_owned()).or_insert(DIR_MODE);
    }
    for dir in job.wants.keys().flat_map(|path| parents(path)) {
        if needed.get(dir) != Some(&DIR_MODE) {
            needed.insert(dir.to_owned(), DIR_MODE);
        }
    }
    needed
}

/// Removes from the older generation what the new one has not.
fn prune(job: &Job<'_>, older: &Older, needed: &BTreeMap<String, u32>) -> Result<(), PublishError> {
    let next = next(&job.place.stage);
    let stays = |path: &str| job.wants.contains_key(path) || job.live.foreign.contains_key(path) || path == MANIFEST;
    let gone: Vec<&String> = older.tree.files.keys().filter(|path| !stays(path)).collect();
    gone.par_iter().try_for_each(|path| disk::remove_file(&next.join(path)))?;
    for dir in older.tree.dirs.keys().rev().filter(|dir| !needed.contains_key(*dir)) {
        disk::remove_tree(&next.join(dir))?;
    }
    Ok(())
}

/// Puts every file and folder of the new generation into its place.
fn fill(job: &Job<'_>, older: &Older, needed: &BTreeMap<String, u32>) -> Result<(), PublishError> {
    let next = next(&job.place.stage);
    for dir in needed.keys().filter(|dir| !older.tree.dirs.contains_key(*dir)) {
        disk::make_dir(&next.join(dir), DIR_MODE)?;
    }
    let fresh = job.fresh();
    job.wants.par_iter().try_for_each(|(path, want)| match want.source {
        Source::Live => take_over(job, &older.tree.files, path, want.stat),
        Source::Fresh if older.reused => disk::rename(&fresh.join(path), &next.join(path)),
        Source::Fresh => Ok(()),
    })?;
    if older.reused {
        disk::rename(&fresh.join(MANIFEST), &next.join(MANIFEST))?;
    }
    job.live.foreign.par_iter().try_for_each(|(path, stat)| take_over(job, &older.tree.files, path, *stat))?;
    // Last: a foreign folder may be closed to writing.
    let mode_now = |dir: &String| older.tree.dirs.get(dir).copied().unwrap_or(DIR_MODE);
    let differing = needed.iter().filter(|(dir, mode)| mode_now(dir) != **mode);
    differing.rev().try_for_each(|(dir, mode)| disk::set_mode(&next.join(dir), *mode))
}

/// Links a live file into the new generation, unless the older one has the same inode there.
fn take_over(job: &Job<'_>, older: &HashMap<String, Stat>, path: &str, live: Stat) -> Result<(), PublishError> {
    let to = next(&job.place.stage).join(path);
    match older.get(path) {
        Some(stat) if stat.ino == live.ino => return Ok(()),
        Some(_) => disk::remove_file(&to)?,
        None => {}
    }
    disk::link(&job.place.output.join(path), &to).map_err(|e| match e {
        PublishError::Io { source, .. } if source.kind() == io::ErrorKind::CrossesDevices => {
            PublishError::NoExchange { output: job.place.output.clone() }
        }
        other => other,
    })
}

/// Records how both generations look: the live one is the older one of the next build.
fn remember(job: &Job<'_>, next: &Path, manifest: Stat) -> Result<(), PublishError> {
    let stage = &job.place.stage;
    let ours = |(path, want): (&String, &Wanted)| (path.clone(), Seen { stat: want.stat, hash: Some(want.made.hash) });
    let foreign = |(path, stat): (&String, &Stat)| (path.clone(), Seen { stat: *stat, hash: None });
    let mut records: Records = job.wants.iter().map(ours).collect();
    records.extend(job.live.foreign.iter().map(foreign));
    records.insert(MANIFEST.to_owned(), Seen { stat: manifest, hash: None });
    let ino = disk::look(next)?.map(|meta| meta.ino()).unwrap_or_default();
    manifest::write_records(stage, ino, &records)?;
    let Live { ino: Some(live), .. } = job.live else {
        return Ok(());
    };
    let now = job.live.records();
    match manifest::read_records(stage, *live)? {
        Some(known) if same_records(&known, &now) => Ok(()),
        _ => manifest::write_records(stage, *live, &now),
    }
}

/// The one step.
fn swap(job: &Job<'_>, next: &Path) -> Result<(), PublishError> {
    let output = &job.place.output;
    // Renaming a folder onto one that has appeared and is not empty fails, so this cannot overwrite.
    let done = if job.live.ino.is_some() { exchange(next, output) } else { fs::rename(next, output) };
    let impossible = [Errno::INVAL, Errno::NOSYS, Errno::XDEV, Errno::BUSY, Errno::OPNOTSUPP, Errno::NOTSUP];
    done.map_err(|e| {
        if impossible.iter().any(|errno| e.raw_os_error() == Some(errno.raw_os_error())) {
            PublishError::NoExchange { output: output.clone() }
        } else {
            PublishError::io("exchange", output, e)
        }
    })
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(Errno::NOSYS.into())
}
