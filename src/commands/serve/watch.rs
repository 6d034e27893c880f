//! Signs that something changed in the folders a site is made of.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::load::disk::is_junk;

use super::Notice;

/// The folders that a site is made of, below its own.
pub(super) const FOLDERS: &[&str] = &["content", "themes"];
/// More signs than this are kept for nobody: one is enough for a build.
const KEPT: usize = 256;

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// Something changed.
    Change,
    /// The system lost count: perhaps something changed.
    Perhaps,
}

/// A watch over the folders.
pub(super) struct Watch {
    root: PathBuf,
    signs: Receiver<Seen>,
    /// Never lets the channel end, also without a watcher.
    _sender: SyncSender<Seen>,
    /// `None` when all files are to be looked at instead.
    watcher: Option<RecommendedWatcher>,
    flags: Arc<Flags>,
}

#[derive(Debug, Default)]
struct Flags {
    /// One of the folders itself came or went: it is to be watched anew.
    is_moved: AtomicBool,
    /// Not everything can be watched.
    is_short: AtomicBool,
}

impl Watch {
    /// Starts to watch; where the system cannot, [`Watch::is_looking`] says so.
    pub(super) fn start(root: &Path, notice: Notice) -> Self {
        let (sender, signs) = sync_channel(KEPT);
        let flags = Arc::new(Flags::default());
        // Some systems tell of real paths only.
        let root = settled(root);
        let mut watch = Watch { root, signs, _sender: sender.clone(), watcher: None, flags };
        if notice == Notice::Told {
            watch.watcher = watch.watcher(sender).ok();
            watch.cover();
        }
        watch
    }

    /// Whether changes are not told, so that all files must be looked at.
    pub(super) fn is_looking(&self) -> bool {
        self.watcher.is_none()
    }

    /// The next sign.
    pub(super) fn wait(&self) -> Result<Seen, RecvTimeoutError> {
        self.signs.recv().map_err(|_| RecvTimeoutError::Disconnected)
    }

    /// The next sign within this time.
    pub(super) fn next(&self, within: Duration) -> Result<Seen, RecvTimeoutError> {
        self.signs.recv_timeout(within)
    }

    /// Watches anew what came or went, and gives up where not everything can be watched; says whether it did.
    pub(super) fn renew(&mut self) -> bool {
        if self.flags.is_moved.swap(false, Ordering::Relaxed) {
            self.cover();
        }
        if self.flags.is_short.load(Ordering::Relaxed) {
            self.watcher = None;
        }
        self.is_looking()
    }

    fn watcher(&self, sender: SyncSender<Seen>) -> notify::Result<RecommendedWatcher> {
        let (root, flags) = (self.root.clone(), self.flags.clone());
        let hear = move |event: notify::Result<Event>| {
            // When nobody takes the signs there are enough of them.
            let _ = sign(&event, &root, &flags).map(|seen| sender.try_send(seen));
        };
        RecommendedWatcher::new(hear, Config::default().with_follow_symlinks(false))
    }

    /// Watches the folders that are there, and the site's own for those that come.
    fn cover(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let mut result = watcher.watch(&self.root, RecursiveMode::NonRecursive);
        for folder in FOLDERS {
            let path = self.root.join(folder);
            let watched = watcher.watch(&path, RecursiveMode::Recursive);
            if path.is_dir() {
                result = result.and(watched);
            }
        }
        if result.is_err() {
            self.watcher = None;
        }
    }
}

/// What an event of the system means.
fn sign(event: &notify::Result<Event>, root: &Path, flags: &Flags) -> Option<Seen> {
    let Ok(event) = event else {
        flags.is_short.store(true, Ordering::Relaxed);
        return Some(Seen::Change);
    };
    if event.need_rescan() {
        flags.is_moved.store(true, Ordering::Relaxed);
        return Some(Seen::Perhaps);
    }
    let is_read = match event.kind {
        EventKind::Access(kind) => kind != AccessKind::Close(AccessMode::Write),
        _ => false,
    };
    if is_read {
        return None;
    }
    let names = event.paths.iter().filter_map(|path| path.strip_prefix(root).ok()).filter(|path| is_input(path));
    let depth = names.map(|path| path.components().count()).min()?;
    if depth == 1 {
        flags.is_moved.store(true, Ordering::Relaxed);
    }
    Some(Seen::Change)
}

/// Whether a path below the site's folder may be read by a build.
fn is_input(path: &Path) -> bool {
    let mut names = path.components().map(|name| name.as_os_str());
    let is_ours = names.next().is_some_and(|first| FOLDERS.iter().any(|folder| first == *folder));
    is_ours && names.all(|name| !is_junk(name))
}

#[expect(clippy::disallowed_methods, reason = "the system names changed files by the real path of their folder")]
fn settled(root: &Path) -> PathBuf {
    std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned())
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, Flag, ModifyKind};

    use super::*;

    fn seen(kind: EventKind, path: &str) -> Option<Seen> {
        sign(&Ok(Event::new(kind).add_path(path.into())), Path::new("/site"), &Flags::default())
    }

    #[test]
    fn reading_and_leftovers_of_editors_are_no_change() {
        let change = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        for kind in [change, written, EventKind::Create(CreateKind::File), EventKind::Any] {
            assert_eq!(seen(kind, "/site/content/news/a.md"), Some(Seen::Change), "{kind:?}");
        }
        assert_eq!(seen(change, "/site/themes/default/site.css"), Some(Seen::Change));
        for kind in [EventKind::Access(AccessKind::Open(AccessMode::Any)), EventKind::Access(AccessKind::Read)] {
            assert_eq!(seen(kind, "/site/content/news/a.md"), None, "{kind:?}");
        }
        let elsewhere = ["content/.a.md.swp", "content/a.md~", "content/.git/x.md", ".patuh/serve/a", "output/a", "a"];
        for path in elsewhere {
            assert_eq!(seen(change, &format!("/site/{path}")), None, "{path}");
        }
    }

    #[test]
    fn a_lost_count_a_new_folder_and_a_limit_are_told_apart() {
        let flags = Flags::default();
        let root = Path::new("/site");
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(sign(&Ok(lost), root, &flags), Some(Seen::Perhaps));
        let flags = Flags::default();
        let folder = Event::new(EventKind::Create(CreateKind::Folder)).add_path("/site/themes".into());
        assert_eq!(sign(&Ok(folder), root, &flags), Some(Seen::Change));
        assert!(flags.is_moved.load(Ordering::Relaxed));
        assert!(!flags.is_short.load(Ordering::Relaxed));
        let limit = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
        assert_eq!(sign(&Err(limit), root, &flags), Some(Seen::Change));
        assert!(flags.is_short.load(Ordering::Relaxed));
    }
}
