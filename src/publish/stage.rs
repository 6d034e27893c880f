//! One build's files on their way: `begin`, then `put` or `keep` from any thread, then `commit`.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, Write};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::disk::{self, DIR_MODE, FILE_MODE, Stat};
use super::error::PublishError;
use super::lock::{LOCK, Lock};
use super::manifest::{self, Made, Records};
use super::place::{Place, check_path};
use super::scan::{Live, Own};
use super::{Mode, Published, Target, Use, Written, clash, exchange, inplace};

/// A file that the site is to have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) made: Made,
    /// How the file looks, where it is now.
    pub(super) stat: Stat,
    pub(super) source: Source,
}

/// Where a wanted file is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// In the output, with the right bytes.
    Live,
    /// In `fresh`, under its path.
    Fresh,
}

/// All files that the site is to have.
pub(super) type Wants = BTreeMap<String, Wanted>;

/// What the two ways of publishing are given.
pub(super) struct Job<'a> {
    pub(super) place: &'a Place,
    pub(super) live: &'a Live,
    pub(super) wants: &'a Wants,
    /// The new manifest's bytes.
    pub(super) manifest: &'a [u8],
    pub(super) usage: Use,
}

impl Job<'_> {
    /// Staged files with new bytes, by path.
    pub(super) fn fresh(&self) -> PathBuf {
        fresh(&self.place.stage)
    }
}

/// A build under way. It holds the lock; dropping it changes nothing in the output.
#[derive(Debug)]
pub struct Stage {
    place: Place,
    mode: Mode,
    usage: Use,
    live: Live,
    plan: Mutex<Plan>,
    // Last: staging is cleaned while the locks are still held.
    _locks: Vec<Lock>,
}

#[derive(Debug, Default)]
struct Plan {
    /// Every path that was put; `None` until it was written or taken over.
    wants: BTreeMap<String, Option<Wanted>>,
    /// The folders of these paths, and whether they exist in `fresh`.
    dirs: HashMap<String, bool>,
}

/// Starts a build: waits up to about `wait` for another one, repairs what a killed one left, looks at the output.
pub fn begin(target: &Target, wait: Duration) -> Result<Stage, PublishError> {
    let place = Place::settle(target)?;
    let mut locks = Vec::new();
    if target.usage == Use::Output {
        locks.push(Lock::take(&place.ours.join(LOCK), wait)?);
    }
    if target.usage == Use::Served || !place.stage.starts_with(&place.ours) {
        // Two sites may share an output on another disk, and so its staging.
        locks.push(Lock::take(&place.stage.join(LOCK), wait)?);
    }
    inplace::repair(&place)?;
    let fresh = fresh(&place.stage);
    disk::remove_tree(&fresh)?;
    disk::make_dir(&fresh, DIR_MODE)?;
    exchange::tidy(&place)?;
    let known = match disk::look(&place.output)? {
        Some(meta) => manifest::read_records(&place.stage, Stat::of(&meta).ino)?,
        None => None,
    };
    let live = Live::read(&place.output, &known.unwrap_or_default())?;
    Ok(Stage { place, mode: target.mode, usage: target.usage, live, plan: Mutex::default(), _locks: locks })
}

impl Stage {
    /// Stages a file of the site. `path` is relative to the output, `/`-separated, lower-case ASCII names.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<Written, PublishError> {
        self.put_as(path, bytes, blake3::hash(bytes))
    }

    /// As [`Stage::put`], of bytes whose hash is known.
    pub fn put_as(&self, path: &str, bytes: &[u8], hash: blake3::Hash) -> Result<Written, PublishError> {
        let made = Made { bytes: bytes.len() as u64, hash };
        self.claim(path)?;
        let before = self.live.own.get(path);
        if let Some(own) = self.usable(path, made.hash) {
            self.want(path, made, own.stat, Source::Live);
            return Ok(Written::Same);
        }
        let fresh = fresh(&self.place.stage);
        self.make_parents(&fresh, path)?;
        let stat = disk::write_new(&fresh.join(path), bytes)?;
        self.want(path, made, stat, Source::Fresh);
        Ok(match before {
            None => Written::New,
            Some(own) if own.hash == made.hash => Written::Same,
            Some(_) => Written::Changed,
        })
    }

    /// As [`Stage::put`], of bytes that are written part by part; gives their hash.
    pub fn pour(
        &self,
        path: &str,
        fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> Result<blake3::Hash, PublishError> {
        self.claim(path)?;
        let fresh = fresh(&self.place.stage);
        self.make_parents(&fresh, path)?;
        let mut hasher = blake3::Hasher::new();
        let staged = fresh.join(path);
        let stat = disk::fill_new(&staged, &mut |file| fill(&mut Hashing { file, hasher: &mut hasher }))?;
        let made = Made { bytes: stat.bytes, hash: hasher.finalize() };
        match self.usable(path, made.hash) {
            Some(own) => {
                disk::remove_file(&staged)?;
                self.want(path, made, own.stat, Source::Live);
            }
            None => self.want(path, made, stat, Source::Fresh),
        }
        Ok(made.hash)
    }

    /// Takes over the files that the output has under these paths when all are ours, unaltered, and their bytes have
    /// these hashes; says whether it did. Spares making the bytes.
    pub fn keep(&self, files: &[(&str, blake3::Hash)]) -> Result<bool, PublishError> {
        let own: Option<Vec<&Own>> = files.iter().map(|(path, hash)| self.usable(path, *hash)).collect();
        for ((path, _), own) in files.iter().zip(own.iter().flatten()) {
            self.claim(path)?;
            self.want(path, Made { bytes: own.stat.bytes, hash: own.hash }, own.stat, Source::Live);
        }
        Ok(own.is_some())
    }

    /// Publishes what was put, and nothing else of ours. An error leaves the output as it was (but see `Unfinished`).
    pub fn commit(self) -> Result<Published, PublishError> {
        let Plan { wants, .. } = mem::take(&mut *self.plan());
        if let Some((name, _)) = wants.iter().find(|(_, want)| want.is_none()) {
            let source = io::Error::other("it could not be staged");
            return Err(PublishError::Io { action: "publish", path: self.place.output.join(name), source });
        }
        let wants: Wants = wants.into_iter().filter_map(|(path, want)| Some((path, want?))).collect();
        let live = self.look_again(&wants)?;
        let items = clash::items(&live, &wants);
        if !items.is_empty() {
            return Err(PublishError::Foreign { output: self.place.output.clone(), items });
        }
        let manifest = manifest::to_bytes(wants.iter().map(|(path, want)| (path.as_str(), want.made)));
        let mut published = self.compare(&live, &wants);
        let job = Job { place: &self.place, live: &live, wants: &wants, manifest: &manifest, usage: self.usage };
        if unchanged(&job) {
            remember(&job)?;
            return Ok(published);
        }
        match self.mode {
            Mode::Exchange => published.found = exchange::publish(&job)?,
            Mode::InPlace => inplace::publish(&job)?,
        }
        Ok(published)
    }

    /// The file in the output, when it can go out again as it is.
    fn usable(&self, path: &str, hash: blake3::Hash) -> Option<&Own> {
        self.live.own.get(path).filter(|own| own.hash == hash && own.stat.mode == FILE_MODE)
    }

    /// Takes the name, or says why it cannot be had.
    fn claim(&self, path: &str) -> Result<(), PublishError> {
        check_path(path)?;
        let twice = |other: &str| PublishError::Twice { path: path.to_owned(), other: other.to_owned() };
        let mut plan = self.plan();
        if plan.dirs.contains_key(path) || plan.wants.contains_key(path) {
            return Err(twice(path));
        }
        for dir in parents(path) {
            if plan.wants.contains_key(dir) {
                return Err(twice(dir));
            }
            if !plan.dirs.contains_key(dir) {
                plan.dirs.insert(dir.to_owned(), false);
            }
        }
        plan.wants.insert(path.to_owned(), None);
        Ok(())
    }

    fn want(&self, path: &str, made: Made, stat: Stat, source: Source) {
        if let Some(want) = self.plan().wants.get_mut(path) {
            *want = Some(Wanted { made, stat, source });
        }
    }

    /// Makes the folders of a staged file, those that are not there yet.
    fn make_parents(&self, fresh: &Path, path: &str) -> Result<(), PublishError> {
        let missing: Vec<&str> = {
            let plan = self.plan();
            parents(path).filter(|dir| plan.dirs.get(*dir) != Some(&true)).collect()
        };
        missing.iter().try_for_each(|dir| disk::make_dir(&fresh.join(dir), DIR_MODE))?;
        if !missing.is_empty() {
            let mut plan = self.plan();
            plan.dirs.extend(missing.into_iter().map(|dir| (dir.to_owned(), true)));
        }
        Ok(())
    }

    /// A panic elsewhere does not spoil the plan: each change to it is whole.
    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Rendering takes time: the output now, in which all that we take over must still be the same.
    fn look_again(&self, wants: &Wants) -> Result<Live, PublishError> {
        let live = Live::read(&self.place.output, &self.live.records())?;
        let same = |path: &str, want: &Wanted| {
            live.own.get(path).is_some_and(|own| own.hash == want.made.hash && own.stat == want.stat)
        };
        let moved = wants.iter().find(|(path, want)| want.source == Source::Live && !same(path, want));
        match moved {
            Some((path, _)) => Err(PublishError::Moved { path: path.clone() }),
            None => Ok(live),
        }
    }

    fn compare(&self, live: &Live, wants: &Wants) -> Published {
        let differs = |path: &str, made: &Made| live.own.get(path).is_none_or(|own| own.hash != made.hash);
        let changed: Vec<String> =
            wants.iter().filter(|(path, want)| differs(path, &want.made)).map(|(path, _)| path.clone()).collect();
        Published {
            files: wants.len(),
            bytes: wants.values().map(|want| want.made.bytes).sum(),
            kept: wants.len() - changed.len(),
            changed,
            removed: live.manifest.keys().filter(|path| !wants.contains_key(*path)).cloned().collect(),
            mode: self.mode,
            foreign: live.foreign.keys().cloned().collect(),
            found: Vec::new(),
            found_in: exchange::found(&self.place.stage),
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // An unfinished journal still needs them.
        if !inplace::pending(&self.place) {
            // What stays behind, the next build clears; a failure here must not hide the build's own.
            let _ = disk::remove_tree(&fresh(&self.place.stage));
        }
    }
}

/// Names bytes on their way to a file.
struct Hashing<'a> {
    file: &'a mut File,
    hasher: &'a mut blake3::Hasher,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.hasher.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The folders that hold a path, outermost first.
pub(super) fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// Where files with new bytes are staged.
pub(super) fn fresh(stage: &Path) -> PathBuf {
    stage.join("fresh")
}

fn unchanged(job: &Job<'_>) -> bool {
    let same = job.live.manifest_file.as_ref().is_some_and(|(bytes, _)| bytes == job.manifest);
    same && job.wants.values().all(|want| want.source == Source::Live)
}

/// Records how the output looks, so that the next build need not read it: only if it would otherwise.
fn remember(job: &Job<'_>) -> Result<(), PublishError> {
    let Some(ino) = job.live.ino else {
        return Ok(());
    };
    let known = manifest::read_records(&job.place.stage, ino)?.unwrap_or_default();
    let now = job.live.records();
    if same_records(&known, &now) { Ok(()) } else { manifest::write_records(&job.place.stage, ino, &now) }
}

/// Whether two records describe the same files.
pub(super) fn same_records(a: &Records, b: &Records) -> bool {
    let same = |(path, seen): (&String, &manifest::Seen)| {
        b.get(path).is_some_and(|other| seen.stat == other.stat && seen.hash == other.hash)
    };
    a.len() == b.len() && a.iter().all(same)
}
