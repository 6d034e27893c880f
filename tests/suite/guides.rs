//! The guides for who writes a site, followed to the letter: what they say to type is typed, from an empty folder, and
//! what they show is what the program says.
//!
//! In a guide a block `sh` is typed line by line, a block `text` after it is what is then shown (`…` stands for anything),
//! and a block after a line that is only a path in back quotes is written to that file: a block `diff` changes lines of it,
//! a block `csv` for a name that ends with `.xlsx` is the cells of a workbook.
#![expect(clippy::disallowed_methods, reason = "the test does in a folder what the guides say")]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::content_format::write_media;
use crate::import::sheets::{Cell, xlsx};
use crate::support::{Site, project, tree};

/// The moment at which the guides are followed.
const NOW: &str = "2026-11-25T03:00:00Z";

#[test]
fn the_indonesian_guides_do_what_they_say() {
    assert!(follow("docs/panduan") > 10);
}

#[test]
fn the_english_guides_do_what_they_say() {
    assert!(follow("docs/guide") > 10);
}

#[test]
fn each_guide_is_in_both_languages() {
    let types = |folder: &str| -> Vec<usize> {
        pages(folder).iter().map(|(_, text)| text.lines().filter(|line| *line == "```sh").count()).collect()
    };
    assert_eq!(types("docs/panduan"), types("docs/guide"), "the commands of the two languages differ in number");
}

#[test]
fn what_is_shown_is_compared() {
    assert!(is_shown("73 pages\n", "… pages\n") && is_shown("a\nb\nc\n", "a\n…\nc\n"));
    assert!(!is_shown("73 pages\n", "72 pages\n") && !is_shown("73 pages, 2 faults\n", "… pages\n"));
}

/// A hand at the keyboard.
struct Hand {
    at: PathBuf,
    env: Vec<(String, String)>,
    said: String,
    is_fine: bool,
}

/// Does all that the guides of a folder say, one after another, and counts what was typed.
fn follow(folder: &str) -> usize {
    let site = Site::empty();
    let env = vec![("PATUH_CLOCK".to_owned(), NOW.to_owned())];
    let mut hand = Hand { at: site.root().to_owned(), env, said: String::new(), is_fine: true };
    let mut typed = 0;
    for (name, text) in pages(folder) {
        let mut lines = text.lines();
        let mut before = "";
        while let Some(line) = lines.next() {
            let Some(kind) = line.strip_prefix("```") else {
                before = if line.is_empty() { before } else { line };
                continue;
            };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let path = before.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
            match (kind, path) {
                ("sh", _) => typed += hand.types(&block, &name),
                ("text", _) => hand.sees(&block, &name),
                ("diff", Some(path)) => hand.changes(path, &block),
                ("csv", Some(path)) if path.ends_with(".xlsx") => hand.fills(path, &block),
                (_, Some(path)) => hand.writes(path, &block),
                _ => panic!("{name}: nobody knows what to do with the block {block:?}"),
            }
            before = "";
        }
        hand.ends(&name);
    }
    typed
}

impl Hand {
    fn types(&mut self, block: &[&str], name: &str) -> usize {
        self.ends(name);
        self.said.clear();
        for line in &joined(block) {
            if let Some(folder) = line.strip_prefix("cd ") {
                self.at.push(folder);
                assert!(self.at.is_dir(), "{name}: there is no {folder}");
            } else if let Some((key, value)) = line.strip_prefix("export ").and_then(|rest| rest.split_once('=')) {
                self.env.push((key.to_owned(), value.to_owned()));
            } else if line != "patuh serve" {
                // `serve` runs until somebody ends it: its own tests look at what it shows.
                self.runs(line);
            }
        }
        block.len()
    }

    fn runs(&mut self, line: &str) {
        let program = Path::new(env!("CARGO_BIN_EXE_patuh")).parent().expect("a program stands in a folder");
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{line} 2>&1")).current_dir(&self.at).env_remove("PATUH_LANG").env("PATH", path);
        let output = shell.envs(self.env.iter().cloned()).output().expect("the shell starts");
        self.said += &String::from_utf8(output.stdout).expect("what is said is UTF-8");
        self.is_fine &= output.status.success();
    }

    fn sees(&mut self, block: &[&str], name: &str) {
        let shown = block.join("\n") + "\n";
        assert!(is_shown(&self.said, &shown), "{name} shows\n{shown}\nthe program says\n{}", self.said);
        self.is_fine |= ["kesalahan[", "error[", "patuh: "].iter().any(|sign| shown.contains(sign));
    }

    /// Lines that go and come in a file; those that go stand together, once.
    fn changes(&self, path: &str, block: &[&str]) {
        let part = |mark: char| {
            let lines = block.iter().filter_map(|line| line.strip_prefix(mark));
            lines.map(|line| format!("{line}\n")).collect::<String>()
        };
        let (file, old) = (self.at.join(path), part('-'));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("there is no {path}"));
        assert_eq!(text.matches(&old).count(), 1, "{path} has these lines once:\n{old}");
        std::fs::write(file, text.replace(&old, &part('+'))).expect("the folder is ours");
    }

    /// A workbook with the cells that a table shows.
    fn fills(&self, path: &str, block: &[&str]) {
        let row = |line: &&str| line.split(';').map(Cell::from).collect();
        let rows: Vec<Vec<Cell>> = block.iter().map(row).collect();
        std::fs::write(self.at.join(path), xlsx(&rows, &[])).expect("the folder is ours");
    }

    fn writes(&self, path: &str, block: &[&str]) {
        let (file, text) = (self.at.join(path), block.join("\n") + "\n");
        if text.contains("loket.jpg") && !self.at.join("content/images/loket.jpg").exists() {
            write_media(&self.at);
            // The guides have no reply with a file.
            std::fs::remove_file(self.at.join("content/files/tanggapan.pdf")).expect("it was just written");
        }
        assert!(file.parent().is_some_and(Path::is_dir), "{path}: the folder is not there");
        std::fs::write(file, text).expect("the folder is ours");
    }

    /// A command that failed is one whose fault is shown.
    fn ends(&self, name: &str) {
        assert!(self.is_fine, "{name}: a command ends with a fault that is not shown:\n{}", self.said);
    }
}

/// Commands, those of several lines as one.
fn joined(block: &[&str]) -> Vec<String> {
    block.join("\n").replace("\\\n", "").lines().map(str::to_owned).collect()
}

/// The guides of a folder in the order of its list, which has all of them.
fn pages(folder: &str) -> Vec<(String, String)> {
    let folder_path = project().join(folder);
    let read = |name: &str| std::fs::read_to_string(folder_path.join(name)).unwrap_or_else(|_| panic!("no {name}"));
    let list = read("README.md");
    let links = list.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
    let names: Vec<&str> = links.filter(|link| link.ends_with(".md") && !link.contains('/')).collect();
    for name in tree(&folder_path).keys().filter(|name| *name != "README.md") {
        assert!(names.contains(&name.as_str()), "{folder}/README.md has no {name}");
    }
    names.into_iter().map(|name| (format!("{folder}/{name}"), read(name))).collect()
}

/// Whether a text is what is shown, in which `…` stands for anything.
fn is_shown(said: &str, shown: &str) -> bool {
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = said.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}
