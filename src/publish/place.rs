//! Where things may be written: the checks on the output, and the choice of the staging folder.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use super::disk::{self, DIR_MODE, HIDDEN_MODE};
use super::error::{PathFault, PublishError, Refusal};
use super::manifest::MANIFEST;
use super::{Mode, SERVED, Target, Use};

/// The folder of the site that is ours: cache, lock, staging.
pub(super) const OURS: &str = ".patuh";

/// The settled paths of one build.
#[derive(Debug)]
pub(super) struct Place {
    /// Absolute, its parent without links.
    pub(super) output: PathBuf,
    /// The folder that holds the output.
    pub(super) parent: PathBuf,
    /// `<root>/.patuh`.
    pub(super) ours: PathBuf,
    /// On the output's file system, except for `Mode::InPlace`.
    pub(super) stage: PathBuf,
}

impl Place {
    /// Checks the output and makes `.patuh` and the folders above the output and staging.
    pub(super) fn settle(target: &Target) -> Result<Self, PublishError> {
        let root = fs::canonicalize(&target.root).map_err(|e| PublishError::io("find", &target.root, e))?;
        let output = absolute(&root, &target.output)?;
        if target.usage == Use::Output || output != root.join(SERVED) {
            check_output(&root, target.home.as_deref(), &output)?;
        }
        let parent = output.parent().unwrap_or(&output).to_owned();
        make_parents(&parent)?;
        let ours = root.join(OURS);
        disk::make_dir(&ours, HIDDEN_MODE)?;
        let stage = staging(target.mode, &ours, &parent, &output)?;
        Ok(Self { output, parent, ours, stage })
    }
}

/// The output without links or `..` in its parents. Below the site folder, a link on the way is refused.
fn absolute(root: &Path, output: &Path) -> Result<PathBuf, PublishError> {
    let given = root.join(output);
    let refuse = |reason| PublishError::Refused { output: given.clone(), reason };
    let (Some(name), Some(parent)) = (given.file_name(), given.parent()) else {
        return Err(refuse(Refusal::NoName));
    };
    if let Ok(below) = given.strip_prefix(root) {
        let mut step = root.to_owned();
        for component in below.components() {
            step.push(component);
            if disk::look(&step)?.is_some_and(|meta| meta.is_symlink()) {
                return Err(refuse(Refusal::Link));
            }
        }
    }
    let mut missing = Vec::new();
    let mut known = parent;
    let base = loop {
        match fs::canonicalize(known) {
            Ok(base) => break base,
            Err(e) => match (known.components().next_back(), known.parent()) {
                (Some(Component::Normal(name)), Some(up)) => {
                    missing.push(name);
                    known = up;
                }
                _ => return Err(PublishError::io("find", known, e)),
            },
        }
    };
    Ok(base.join(missing.iter().rev().collect::<PathBuf>()).join(name))
}

fn check_output(root: &Path, home: Option<&Path>, output: &Path) -> Result<(), PublishError> {
    let refuse = |reason| Err(PublishError::Refused { output: output.to_owned(), reason });
    let home = home.map(|home| fs::canonicalize(home).unwrap_or_else(|_| home.to_owned()));
    if root.starts_with(output) {
        return refuse(Refusal::HoldsSite);
    }
    if home.is_some_and(|home| home.starts_with(output)) {
        return refuse(Refusal::HoldsHome);
    }
    // Ignoring case: some file systems do.
    let lower = |component: Component<'_>| component.as_os_str().to_string_lossy().to_lowercase();
    let sources = ["content", "themes", OURS];
    let first = output.strip_prefix(root).ok().and_then(|below| below.components().next());
    if first.is_some_and(|c| sources.contains(&lower(c).as_str())) || output.components().any(|c| lower(c) == ".git") {
        return refuse(Refusal::InSources);
    }
    match disk::look(output)? {
        Some(meta) if meta.is_symlink() => refuse(Refusal::Link),
        Some(meta) if !meta.is_dir() => refuse(Refusal::NotAFolder),
        _ => Ok(()),
    }
}

fn make_parents(parent: &Path) -> Result<(), PublishError> {
    if disk::look(parent)?.is_some() {
        return Ok(());
    }
    if let Some(up) = parent.parent() {
        make_parents(up)?;
    }
    disk::make_dir(parent, DIR_MODE)
}

fn staging(mode: Mode, ours: &Path, parent: &Path, output: &Path) -> Result<PathBuf, PublishError> {
    let device = |path: &Path| Ok(disk::look(path)?.map(|meta| meta.dev()));
    let above = device(parent)?;
    if mode == Mode::Exchange && device(output)?.is_some_and(|dev| Some(dev) != above) {
        return Err(PublishError::NoExchange { output: output.to_owned() });
    }
    let stage = if mode == Mode::InPlace || device(ours)? == above {
        let all = ours.join("publish");
        disk::make_dir(&all, HIDDEN_MODE)?;
        disk::set_mode(&all, HIDDEN_MODE)?;
        all.join(short_hash(ours, output))
    } else {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        parent.join(format!(".{name}.patuh"))
    };
    disk::make_dir(&stage, HIDDEN_MODE)?;
    disk::set_mode(&stage, HIDDEN_MODE)?;
    Ok(stage)
}

/// An output's own name for its staging: a build to another output must not take its journal or its older generation.
/// An output below the site keeps it when the site's folder is moved.
fn short_hash(ours: &Path, output: &Path) -> String {
    let root = ours.parent().unwrap_or(ours);
    let name = output.strip_prefix(root).unwrap_or(output);
    blake3::hash(name.as_os_str().as_encoded_bytes()).to_hex()[..16].to_owned()
}

/// Whether a path may be published: `/`-separated lower-case names, none reserved, none too long.
pub(super) fn check_path(path: &str) -> Result<(), PublishError> {
    let fault = if path.len() > 1024 {
        Some(PathFault::Long)
    } else if path == MANIFEST {
        Some(PathFault::Reserved)
    } else {
        path.split('/').find_map(name_fault)
    };
    fault.map_or(Ok(()), |fault| Err(PublishError::BadPath { path: path.to_owned(), fault }))
}

fn name_fault(name: &str) -> Option<PathFault> {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
    if name.is_empty() {
        Some(PathFault::Shape)
    } else if name.len() > 255 {
        Some(PathFault::Long)
    } else if name.starts_with('.') || name.ends_with('.') {
        Some(PathFault::Dot)
    } else if !name.bytes().all(letter) {
        Some(PathFault::Letters)
    } else {
        device_name(name.split('.').next().unwrap_or(name)).then_some(PathFault::Reserved)
    }
}

/// Names that Windows keeps for devices, with any extension.
fn device_name(stem: &str) -> bool {
    let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || numbered.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit() && b != b'0'))
}
