//! Answers that were had, in `.patuh/cache/external.json`: good ones for seven days, others for one.
#![expect(clippy::disallowed_methods, reason = "the cache of answers is read and written here")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::ask::Answer;

const KEPT_IF_FINE: SignedDuration = SignedDuration::from_hours(7 * 24);
const KEPT_ELSE: SignedDuration = SignedDuration::from_hours(24);

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    /// Seconds since 1970.
    at: i64,
    answer: Answer,
}

/// The answers by address.
pub(super) struct Cache {
    path: PathBuf,
    kept: BTreeMap<String, Kept>,
}

impl Cache {
    /// A cache that cannot be read is empty.
    pub(super) fn open(folder: &Path) -> Self {
        let path = folder.join(".patuh/cache/external.json");
        let kept = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Cache { path, kept: kept.unwrap_or_default() }
    }

    /// The answer of an address, if it is fresh.
    pub(super) fn get(&self, url: &str, now: Timestamp) -> Option<&Answer> {
        let kept = self.kept.get(url)?;
        let most = if kept.answer == Answer::Fine { KEPT_IF_FINE } else { KEPT_ELSE };
        let age = now.as_second() - kept.at;
        (0..most.as_secs()).contains(&age).then_some(&kept.answer)
    }

    pub(super) fn put(&mut self, url: &str, answer: Answer, now: Timestamp) {
        self.kept.insert(url.to_owned(), Kept { at: now.as_second(), answer });
    }

    /// Keeps the answers. Where that is not possible the next run asks again: no harm is done.
    pub(super) fn close(self) {
        let Some(folder) = self.path.parent() else { return };
        let fresh = self.path.with_extension("new");
        let Ok(bytes) = serde_json::to_vec_pretty(&self.kept) else { return };
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&fresh, bytes));
        let _ = written.and_then(|()| fs::rename(&fresh, &self.path));
    }
}
