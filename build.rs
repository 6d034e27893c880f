//! Puts the files of the default theme, those of the site that `init` writes, and what tells one program from another into
//! the program.
#![expect(clippy::disallowed_methods, reason = "a build script reads what it puts into the program and writes lists")]

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let project = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    println!("cargo::rustc-env=PATUH_PROGRAM={}", program(&project));
    list(&project.join("themes/default"), "default_theme.rs", "include_bytes!", |name| !name.starts_with('.'));
    // Editors, Git and its hosts are told what they need in files that begin with a dot. What a build leaves is no part.
    list(&project.join("skeleton"), "skeleton.rs", "include_str!", |name| !matches!(name, ".patuh" | "output"));
}

/// Writes a list of pairs, name and content, of the files below a folder, in order.
fn list(folder: &Path, list: &str, include: &str, is_wanted: fn(&str) -> bool) {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    walk(folder, is_wanted, &mut files);
    files.sort();
    let mut code = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(folder).expect("the walk stays below").to_string_lossy().replace('\\', "/");
        writeln!(code, "    ({name:?}, {include}({:?})),", file.display().to_string()).expect("a string grows");
    }
    code.push(']');
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    std::fs::write(out.join(list), code).expect("the build folder is writable");
}

/// A number that changes with every change of the sources and of what they are built from.
fn program(project: &Path) -> String {
    let mut files = vec![project.join("Cargo.toml"), project.join("Cargo.lock")];
    walk(&project.join("src"), |name| !name.starts_with('.'), &mut files);
    files.sort();
    println!("cargo::rerun-if-changed={}", project.join("src").display());
    let mut hasher = DefaultHasher::new();
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        std::fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

fn walk(folder: &Path, is_wanted: fn(&str) -> bool, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("the folder is readable").path();
        let is_ours = path.file_name().is_some_and(|name| is_wanted(&name.to_string_lossy()));
        match path.is_dir() {
            _ if !is_ours => {}
            true => walk(&path, is_wanted, files),
            false => files.push(path),
        }
    }
}
