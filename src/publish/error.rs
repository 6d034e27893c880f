//! What can keep a site from being published. Each variant carries paths; the words for people are made elsewhere.

use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

/// Why nothing was published. The output is as it was, except after `Unfinished`.
#[derive(Debug)]
pub enum PublishError {
    /// Another build holds the lock and did not let go in time.
    Busy {
        /// The lock file that is held.
        lock: PathBuf,
    },
    /// The output may not be written there at all.
    Refused {
        /// The output that was asked for.
        output: PathBuf,
        /// The rule it breaks.
        reason: Refusal,
    },
    /// The output holds things that are not ours and that cannot be carried over.
    Foreign {
        /// The output folder.
        output: PathBuf,
        /// All of them, sorted by path.
        items: Vec<Foreign>,
    },
    /// A path that no published file may have.
    BadPath {
        /// The path as given to `put`.
        path: String,
        /// The rule it breaks.
        fault: PathFault,
    },
    /// Two files of one build want the same name, or one is a folder of the other.
    Twice {
        /// The path that came second.
        path: String,
        /// The path it meets.
        other: String,
    },
    /// The output cannot be exchanged in one step: a mount point, an overlay, an old file system.
    NoExchange {
        /// The output folder.
        output: PathBuf,
    },
    /// The output changed while the site was being made.
    Moved {
        /// The file that is no longer what it was, relative to the output.
        path: String,
    },
    /// No room: disk, quota or file size limit.
    Full {
        /// The file that could not be written.
        path: PathBuf,
    },
    /// `publish: in-place` stopped half-way; the next build repairs the output.
    Unfinished {
        /// The output folder, part old and part new.
        output: PathBuf,
        /// What stopped it.
        cause: Box<PublishError>,
    },
    /// The operating system refused.
    Io {
        /// What was tried, as in "cannot {action}".
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Its own words.
        source: io::Error,
    },
}

/// Why an output may not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is the site folder or holds it.
    HoldsSite,
    /// It is the home folder or holds it.
    HoldsHome,
    /// It is the root of the file system, or has no name of its own.
    NoName,
    /// It lies in the site's `content`, `themes`, `.patuh`, or in a `.git`.
    InSources,
    /// It, or a folder between it and the site folder, is a symbolic link.
    Link,
    /// It, or the staging folder, exists and is not a folder.
    NotAFolder,
}

/// One thing in the output that is not ours, or no longer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Foreign {
    /// Relative to the output, `/`-separated.
    pub path: String,
    /// Why it stops the build.
    pub why: Why,
}

/// Why a thing in the output stops the build.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A `.git`: the output is somebody's working copy.
    Git,
    /// A symbolic link.
    Link,
    /// A pipe, socket or device.
    Special,
    /// Its name is not UTF-8 (the path shows it with replacements).
    NotUtf8,
    /// Another file system is mounted there.
    Mount,
    /// A file that patuh made and somebody altered since.
    Edited,
    /// It stands where the site wants to write this path (ignoring case).
    Clash(String),
}

/// Why a path may not be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathFault {
    /// Empty, absolute, or with an empty component.
    Shape,
    /// A component that begins or ends with a dot (`.` and `..` among them).
    Dot,
    /// Something else than `a-z`, `0-9`, `-`, `_` and `.`.
    Letters,
    /// A component over 255 bytes, or a path over 1,024.
    Long,
    /// A name that Windows keeps for devices, or our own `patuh.json`.
    Reserved,
}

impl PublishError {
    /// Wraps an error of the operating system; no room becomes `Full`.
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        let full = [Errno::NOSPC, Errno::DQUOT, Errno::FBIG];
        if full.iter().any(|e| source.raw_os_error() == Some(e.raw_os_error())) {
            return Self::Full { path: path.to_owned() };
        }
        Self::Io { action, path: path.to_owned(), source }
    }
}

impl Display for PublishError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy { lock } => {
                write!(f, "another build is running ({} is held)", lock.display())
            }
            Self::Refused { output, reason } => {
                write!(f, "the output may not be {}: {reason}", output.display())
            }
            Self::Foreign { output, items } => {
                write!(f, "{} holds what patuh did not make", output.display())?;
                items.iter().try_for_each(|item| write!(f, "\n  {}: {}", item.path, item.why))
            }
            Self::BadPath { path, fault } => write!(f, "`{path}` cannot be published: {fault}"),
            Self::Twice { path, other } if path == other => write!(f, "`{path}` is made twice"),
            Self::Twice { path, other } => write!(f, "`{path}` and `{other}` cannot both be made"),
            Self::NoExchange { output } => {
                write!(f, "{} cannot be exchanged in one step (a mount point or an overlay?)", output.display())
            }
            Self::Moved { path } => write!(f, "`{path}` changed in the output while the site was being made"),
            Self::Full { path } => write!(f, "no room to write {}", path.display()),
            Self::Unfinished { output, cause } => {
                write!(f, "{} is part old and part new, the next build repairs it: {cause}", output.display())
            }
            Self::Io { action, path, source } => write!(f, "cannot {action} {}: {source}", path.display()),
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Unfinished { cause, .. } => Some(cause.as_ref()),
            _ => None,
        }
    }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HoldsSite => "it is the site folder or holds it",
            Self::HoldsHome => "it is the home folder or holds it",
            Self::NoName => "it has no name of its own",
            Self::InSources => "it lies among the site's sources",
            Self::Link => "it is, or is reached through, a symbolic link",
            Self::NotAFolder => "something that is not a folder stands there",
        })
    }
}

impl Display for Why {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Git => f.write_str("a git working copy"),
            Self::Link => f.write_str("a symbolic link"),
            Self::Special => f.write_str("not a regular file"),
            Self::NotUtf8 => f.write_str("its name is not UTF-8"),
            Self::Mount => f.write_str("another file system is mounted there"),
            Self::Edited => f.write_str("altered since patuh made it"),
            Self::Clash(ours) => write!(f, "stands where `{ours}` would be written"),
        }
    }
}

impl Display for PathFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "it is not a plain relative path",
            Self::Dot => "a name may not begin or end with a dot",
            Self::Letters => "a name is lower-case ASCII letters, digits, `-`, `_` and `.`",
            Self::Long => "a name has at most 255 bytes, a path 1,024",
            Self::Reserved => "the name is reserved",
        })
    }
}
