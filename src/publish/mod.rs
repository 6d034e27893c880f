//! Files into the output, in one step: the room that alone writes there.
//!
//! `begin` takes the lock, repairs what a killed build left and looks at the output; `Stage::put` stages
//! a file, or takes over the one that is there; `Stage::commit` checks what is foreign, then exchanges
//! the whole output for the new one. A `Stage` that is dropped has changed nothing.
#![expect(clippy::disallowed_methods, reason = "this room writes the output")]

mod clash;
mod clean;
mod disk;
mod error;
mod exchange;
mod fault;
mod inplace;
mod lock;
mod manifest;
mod place;
mod scan;
mod stage;

use std::path::PathBuf;

pub use clean::{Cleaned, Kept, clean};
pub use error::{Foreign, PathFault, PublishError, Refusal, Why};
pub use fault::diagnostic;
pub use lock::Seat;
pub use manifest::{MANIFEST, listed};
pub use stage::{Stage, begin};

/// Where a site goes.
#[derive(Debug, Clone)]
pub struct Target {
    /// The output folder; relative to `root`, or absolute.
    pub output: PathBuf,
    /// The site folder; its `.patuh/` is ours.
    pub root: PathBuf,
    /// The home folder, which no output may hold. `None` when there is none.
    pub home: Option<PathBuf>,
    /// How the output is replaced.
    pub mode: Mode,
    /// Who reads it.
    pub usage: Use,
}

/// The folder below the site that a site is served from on the machine of those who write it.
pub const SERVED: &str = ".patuh/serve";

/// Who reads an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Use {
    /// Whoever it is published for. It is on the disk for good when a build ends, and builds of a site wait for each other.
    #[default]
    Output,
    /// Who writes the site: it lies in [`SERVED`], can be made again at any time, and no build of an output waits for it.
    Served,
}

/// How the output is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The whole output is exchanged at once. Where that is impossible: `NoExchange`, never a weaker promise unasked.
    Exchange,
    /// File by file, for mount points; a build that is killed leaves a mixture, which the next build repairs.
    InPlace,
}

/// How a file relates to the output before this build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// There was none under this path.
    New,
    /// There was one with other bytes.
    Changed,
    /// The same bytes: the file that is there stays, inode and time too.
    Same,
}

/// What a build changed. Paths are relative to the output and sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// How many files patuh made, the manifest not among them.
    pub files: usize,
    /// Their bytes together.
    pub bytes: u64,
    /// Files that are new or have other bytes.
    pub changed: Vec<String>,
    /// Files of an earlier build that are no longer made.
    pub removed: Vec<String>,
    /// How many files were already there with these bytes.
    pub kept: usize,
    /// How the output was replaced.
    pub mode: Mode,
    /// Files that patuh did not make and carried over.
    pub foreign: Vec<String>,
    /// Things somebody put into the older generation (a shell that still stood there); kept in `found_in`.
    pub found: Vec<String>,
    /// The folder that holds what was found; meaningful only when `found` is not empty.
    pub found_in: PathBuf,
}
