//! Faults that a page cannot show: links, special files, encodings, sizes, a disk that fails.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

use patuh::diag::report::{Format, Style, write};
use patuh::diag::{Bag, Files};
use patuh::load::disk::{Refusal, Root};
use patuh::load::refused;

use super::site::{diagnose, put, site};

const SHORT: Style = Style {
    format: Format::Short,
    lang: patuh::diag::words::Lang::En,
    colour: patuh::diag::report::Colour::Plain,
    most: 0,
};

fn said(fault: patuh::diag::Diagnostic) -> String {
    let mut bag = Bag::default();
    bag.push(fault);
    write(&bag, &Files::default(), SHORT).0
}

#[test]
fn links_special_files_and_other_encodings_are_refused_by_name() {
    let folder = site(&[]);
    let content = folder.path().join("content");
    put(&folder.path().join("secret.md"), b"---\ntitle: secret\n---\n");
    put(&content.join("news/old.md"), b"---\ntitle: Kunjungan\n---\ncaf\xe9\n");
    symlink(folder.path().join("secret.md"), content.join("news/link.md")).expect("a link can be made");
    let _listener = UnixListener::bind(content.join("news/socket.md")).expect("a socket can be made");
    let odd = std::ffi::OsStr::from_bytes(b"content/news/caf\xe9.md");
    put(&folder.path().join(odd), b"");
    let (bag, files) = diagnose(folder.path());
    let report = write(&bag, &files, SHORT).0;
    assert_eq!(
        report,
        "error[file-encoding]: text files are UTF-8, and content/news/old.md is most likely Windows-1252 (\"ANSI\"), as line 4 shows\n\
         error[file-refused]: only real files are read, and content/news/link.md is a symbolic link\n\
         error[file-refused]: file names are Unicode text, and that of content/news/caf\u{fffd}.md is not\n\
         error[file-refused]: only ordinary files are read, and content/news/socket.md is none\n"
    );
}

#[test]
fn a_text_in_another_encoding_is_told_which() {
    let cases: &[(&[u8], &str)] = &[
        (b"\xff\xfer\0e\0", "content/assessments/2019.csv is UTF-16, which some programs call \"Unicode\""),
        (b"a;b\nx;\x93y\x94", "is most likely Windows-1252 (\"ANSI\"), as line 2 shows"),
        (b"a;b\nx;\xc3(\x81", "is most likely Windows-1252 (\"ANSI\"), as line 2 shows"),
        (b"a;b\nx;\x8d\x8f\x81", "content/assessments/2019.csv stops being so in line 2"),
    ];
    for (bytes, words) in cases {
        let folder = site(&[]);
        put(&folder.path().join("content/assessments/2019.csv"), bytes);
        let (bag, files) = diagnose(folder.path());
        let report = write(&bag, &files, SHORT).0;
        assert!(report.contains(words), "{report}");
    }
}

#[test]
fn a_file_over_its_limit_is_not_read() {
    let folder = site(&[]);
    let root = Root::open(folder.path()).expect("the site's folder is there");
    put(&folder.path().join("content/files/large.pdf"), &[0; 4097]);
    let refusal = root.read("content/files/large.pdf", 4096).expect_err("it is one byte too large");
    assert!(matches!(refusal, Refusal::Large(4096)), "{refusal:?}");
    assert_eq!(
        said(refused("content/files/large.pdf", &Refusal::Large(64 << 20))),
        "error[file-size]: a file may have at most 64 MB, and content/files/large.pdf has more\n"
    );
}

#[test]
fn a_disk_that_fails_is_a_fault_with_a_path() {
    let error = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    assert_eq!(
        said(refused("content/site.yaml", &Refusal::Disk(error))),
        "error[input-disk]: content/site.yaml cannot be read: permission denied\n"
    );
}
