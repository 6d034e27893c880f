//! Puts the files of the default theme into the program.
#![expect(clippy::disallowed_methods, reason = "a build script reads the theme and writes one list")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let theme = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("themes/default");
    println!("cargo::rerun-if-changed={}", theme.display());
    let mut files = Vec::new();
    walk(&theme, &mut files);
    files.sort();
    let mut code = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&theme).expect("the walk stays in the theme").to_string_lossy().replace('\\', "/");
        writeln!(code, "    ({name:?}, include_bytes!({:?})),", file.display().to_string()).expect("a string grows");
    }
    code.push(']');
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    std::fs::write(out.join("default_theme.rs"), code).expect("the build folder is writable");
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("themes/default is readable") {
        let path = entry.expect("themes/default is readable").path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        match path.is_dir() {
            _ if hidden => {}
            true => walk(&path, files),
            false => files.push(path),
        }
    }
}
