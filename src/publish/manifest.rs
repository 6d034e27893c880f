//! What patuh made: `patuh.json` goes out with the site and says which files are ours; the records
//! stay in staging and say how each file looked from outside, so that none need be read again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use blake3::Hash;
use serde::{Deserialize, Serialize};

use super::disk::{self, Stat};
use super::error::PublishError;

/// The manifest's name at the root of the output.
pub const MANIFEST: &str = "patuh.json";

const GENERATOR: &str = "patuh";
const FORMAT: u32 = 1;

/// A file that patuh made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) bytes: u64,
    pub(super) hash: Hash,
}

/// Path to file, as the manifest names them.
pub(super) type Files = BTreeMap<String, Made>;

#[derive(Deserialize)]
struct Read {
    generator: String,
    format: u32,
    files: BTreeMap<String, ReadFile>,
}

#[derive(Deserialize)]
struct ReadFile {
    bytes: u64,
    blake3: String,
}

/// Understands a manifest; `None` when patuh did not write it, or it is damaged.
pub(super) fn parse(bytes: &[u8]) -> Option<Files> {
    let read: Read = serde_json::from_slice(bytes).ok()?;
    if read.generator != GENERATOR || read.format != FORMAT {
        return None;
    }
    let made = |(path, file): (String, ReadFile)| {
        Some((path, Made { bytes: file.bytes, hash: Hash::from_hex(file.blake3).ok()? }))
    };
    read.files.into_iter().map(made).collect()
}

/// The files that a manifest names, itself too; `None` when patuh did not write it, or it is damaged.
pub fn listed(manifest: &[u8]) -> Option<BTreeSet<String>> {
    Some(parse(manifest)?.into_keys().chain([MANIFEST.to_owned()]).collect())
}

/// The manifest's bytes: sorted, one file a line, nothing about when it was written.
pub(super) fn to_bytes<'a>(files: impl Iterator<Item = (&'a str, Made)>) -> Vec<u8> {
    let mut text = format!("{{\"generator\":\"{GENERATOR}\",\"format\":{FORMAT},\"files\":{{");
    for (n, (path, made)) in files.enumerate() {
        text.push_str(if n == 0 { "\n" } else { ",\n" });
        // Published paths are letters, digits and `-_./`: nothing to escape.
        text.push_str(&format!("\"{path}\":{{\"bytes\":{},\"blake3\":\"{}\"}}", made.bytes, made.hash.to_hex()));
    }
    text.push_str("\n}}\n");
    text.into_bytes()
}

/// What a file looked like when we last knew its bytes. No hash: a foreign file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) stat: Stat,
    pub(super) hash: Option<Hash>,
}

/// All files of a generation, as last seen.
pub(super) type Records = HashMap<String, Seen>;

/// Inode, modification time, bytes, mode, hash.
#[derive(Serialize, Deserialize)]
struct Row(u64, i64, u64, u32, Option<[u8; 32]>);

/// Where the records of a generation are. Its folder's inode names them: it goes with the folder in an exchange.
pub(super) fn records_path(stage: &Path, generation: u64) -> PathBuf {
    stage.join(format!("records-{generation}"))
}

/// The records of a generation; `None` when there are none or they are damaged.
pub(super) fn read_records(stage: &Path, generation: u64) -> Result<Option<Records>, PublishError> {
    let Some(bytes) = disk::read(&records_path(stage, generation))? else {
        return Ok(None);
    };
    let Ok(rows) = postcard::from_bytes::<Vec<(String, Row)>>(&bytes) else {
        return Ok(None);
    };
    let seen = |(path, Row(ino, mtime, bytes, mode, hash)): (String, Row)| {
        (path, Seen { stat: Stat { ino, mtime, bytes, mode }, hash: hash.map(Hash::from_bytes) })
    };
    Ok(Some(rows.into_iter().map(seen).collect()))
}

/// Writes the records of a generation in one step.
pub(super) fn write_records(stage: &Path, generation: u64, records: &Records) -> Result<(), PublishError> {
    let row = |seen: &Seen| {
        let Stat { ino, mtime, bytes, mode } = seen.stat;
        Row(ino, mtime, bytes, mode, seen.hash.map(|hash| *hash.as_bytes()))
    };
    let rows: Vec<(&str, Row)> = records.iter().map(|(path, seen)| (path.as_str(), row(seen))).collect();
    let bytes = postcard::to_allocvec(&rows).expect("numbers and texts can be written to memory");
    disk::replace(&records_path(stage, generation), &bytes)
}
