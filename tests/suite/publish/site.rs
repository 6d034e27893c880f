//! A small site on disk for the publish tests, and what can be seen of it from outside.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use patuh::publish::{Foreign, Mode, PublishError, Published, Target, Use, Why, begin};
use tempfile::TempDir;

/// Path and bytes of each file of a build.
pub(crate) type Files = Vec<(String, String)>;

/// A site folder with its output.
pub(crate) struct Site {
    _dir: TempDir,
    pub(crate) target: Target,
}

impl Site {
    pub(crate) fn new(mode: Mode) -> Self {
        let dir = TempDir::new().expect("a temporary folder");
        let root = fs::canonicalize(dir.path()).expect("it is there").join("site");
        fs::create_dir(&root).expect("it is empty");
        Self { _dir: dir, target: Target { output: "output".into(), root, home: None, mode, usage: Use::Output } }
    }

    /// A path in the site folder.
    pub(crate) fn at(&self, rel: &str) -> PathBuf {
        self.target.root.join(rel)
    }

    /// Writes a file by hand, as an editor would.
    pub(crate) fn write(&self, rel: &str, text: &str) {
        let path = self.at(rel);
        fs::create_dir_all(path.parent().expect("a site file has a folder")).expect("folders can be made");
        fs::write(path, text).expect("a file can be written");
    }

    /// The staging folder of the only output.
    pub(crate) fn stage(&self) -> PathBuf {
        let entries = fs::read_dir(self.at(".patuh/publish")).expect("a build was there");
        let mut stages: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
        assert_eq!(stages.len(), 1, "one output has one");
        stages.remove(0)
    }

    pub(crate) fn build(&self, files: &[(&str, &str)]) -> Result<Published, PublishError> {
        build(&self.target, files.iter().copied())
    }

    pub(crate) fn inode(&self, rel: &str) -> u64 {
        fs::symlink_metadata(self.at(rel)).expect("the file is there").ino()
    }

    /// The build is refused with exactly these, and nothing in the output changes.
    pub(crate) fn refuses(&self, files: &[(&str, &str)], expected: &[(&str, Why)]) {
        let before = tree(&self.at("output"));
        match self.build(files) {
            Err(PublishError::Foreign { items, .. }) => {
                let expected: Vec<Foreign> =
                    expected.iter().map(|(path, why)| Foreign { path: (*path).to_owned(), why: why.clone() }).collect();
                assert_eq!(items, expected);
            }
            other => panic!("expected a refusal, got {other:?}"),
        }
        assert_eq!(tree(&self.at("output")), before);
    }
}

/// One whole build.
pub(crate) fn build<'a>(
    target: &Target,
    files: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<Published, PublishError> {
    let stage = begin(target, Duration::from_secs(20))?;
    for (path, text) in files {
        stage.put(path, text.as_bytes())?;
    }
    stage.commit()
}

/// Everything below a folder: path to mode and bytes (or the link's goal). Empty when there is no folder.
pub(crate) fn tree(dir: &Path) -> BTreeMap<String, (u32, String)> {
    let mut all = BTreeMap::new();
    for entry in walkdir::WalkDir::new(dir).into_iter().filter_map(Result::ok) {
        let path = entry.path();
        let rel = path.strip_prefix(dir).expect("walked from there").display().to_string();
        let kind = entry.file_type();
        let content = if kind.is_symlink() {
            fs::read_link(path).expect("a link").display().to_string()
        } else if kind.is_file() {
            fs::read_to_string(path).expect("test files are text")
        } else {
            String::new()
        };
        let mode = fs::symlink_metadata(path).expect("it was listed").permissions().mode();
        all.insert(rel, (mode, content));
    }
    all
}
