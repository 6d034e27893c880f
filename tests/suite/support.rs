//! Sites in temporary folders and the program run on them.
#![expect(clippy::disallowed_methods, reason = "a test makes and reads the sites it runs the program on")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A fixed moment after everything in the sites under test was released.
pub(crate) const CLOCK: &str = "2026-11-01T00:00:00Z";

/// The folder of the project.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of a site that may be changed.
#[derive(Debug)]
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    /// A folder that has no site yet.
    pub(crate) fn empty() -> Self {
        Site { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Of a folder of the project that has `content/`, and perhaps `themes/`.
    pub(crate) fn copy(from: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for part in ["content", "themes"] {
            copy_tree(&project().join(from).join(part), &folder.path().join(part));
        }
        Site { folder }
    }

    /// The project's own data with a single article and a page in both languages: what an editor adds to the texts
    /// later changes no test.
    pub(crate) fn real() -> Self {
        let site = Site::copy(".");
        let keep = ["news/2020-06-29-sarolangun-minta-pendampingan.md"];
        let content = site.root().join("content");
        for name in tree(&content).keys().filter(|name| name.ends_with(".md") && !keep.contains(&name.as_str())) {
            std::fs::remove_file(content.join(name)).expect("the folder is ours");
        }
        site.write("content/pages/tentang.md", "---\ntitle: Tentang situs ini\nkey: tentang\n---\nIsi halaman.\n");
        let about = "---\ntitle: About this site\nkey: tentang\nlang: en\n---\nWords of the page.\n";
        site.write("content/pages/about.md", about);
        site
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn output(&self) -> PathBuf {
        self.root().join("output")
    }

    /// Writes a file of the site.
    pub(crate) fn write(&self, path: &str, text: &str) {
        self.put(path, text.as_bytes());
    }

    /// Writes text at the end of a file that is there.
    pub(crate) fn append(&self, path: &str, more: &str) {
        self.write(path, &(self.read(path) + more));
    }

    /// A copy of the other world that knows cantons and communes too.
    pub(crate) fn of_cantons() -> Self {
        let site = Site::copy("tests/site-other");
        let kinds =
            "kinds:\n  - {id: canton, one: canton, many: cantons}\n  - {id: commune, one: commune, many: communes}\n";
        site.replace("content/site.yaml", "kinds:\n", kinds);
        site
    }

    /// Writes a file of the site that is no text.
    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("the folder is ours");
        std::fs::write(path, bytes).expect("the folder is ours");
    }

    /// The bytes of a file.
    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces text that must be there.
    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, &text.replacen(from, to, 1));
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A page of the output, tags and white space between words told apart from words only by one space.
    pub(crate) fn page(&self, path: &str) -> String {
        let html = self.read(&format!("output/{path}index.html"));
        words(&html)
    }

    /// The words of a year on a body's page.
    pub(crate) fn row(&self, page: &str, year: &str) -> String {
        let html = self.read(&format!("output/{page}index.html"));
        let start = html.find(&format!("id=\"y{year}\"")).unwrap_or_else(|| panic!("{page} has a row of {year}"));
        let row = &html[start..];
        let row = &row[row.find('>').expect("a tag ends") + 1..];
        words(&row[..row.find("</tbody>").expect("a row ends")])
    }

    /// Runs the program on this site.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, &[])
    }

    /// Runs the program on this site at another moment than [`CLOCK`].
    pub(crate) fn run_at(&self, clock: &str, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_patuh"));
        command.args(args).arg("--root").arg(self.root()).arg("--clock").arg(clock);
        Run::of(command.output().expect("the program starts"))
    }

    pub(crate) fn run_with(&self, args: &[&str], env: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_patuh"));
        command.args(args).arg("--root").arg(self.root()).arg("--clock").arg(CLOCK);
        command.envs(env.iter().copied());
        Run::of(command.output().expect("the program starts"))
    }
}

/// How the program ended and what it said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("messages are UTF-8");
        Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Asserts an exit code, showing the messages otherwise.
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }
}

/// The visible text of HTML: tags become spaces, white space becomes one space.
pub(crate) fn words(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                text.push(' ');
            }
            _ if in_tag => {}
            c => text.push(c),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every file below a folder with its bytes.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("readable"));
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).expect("readable"))
        })
        .collect()
}

fn copy_tree(from: &Path, to: &Path) {
    if !from.exists() {
        return;
    }
    for (name, bytes) in tree(from) {
        let path = to.join(name);
        std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("ours");
        std::fs::write(path, bytes).expect("ours");
    }
}
