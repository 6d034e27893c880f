//! `schema` at the keyboard: lists, prints or writes the schemas of content files.

use std::path::Path;

use patuh::commands::edit::{Edit, EditError, text, write};
use patuh::commands::schema::{file_name, format, schema};
use patuh::commands::words::say;
use patuh::diag::words::Lang;
use patuh::model::fields::FORMATS;

use super::tell::{complain, show};

/// Shows or writes schemas; a fault of the command line is a message, `Ok(false)` says that the disk refused.
pub(crate) fn run(name: Option<&str>, all: Option<&Path>, lang: Lang) -> Result<bool, String> {
    if let Some(folder) = all {
        return Ok(write_all(folder, lang));
    }
    let Some(name) = name else {
        let width = FORMATS.iter().map(|format| format.name.len()).max().unwrap_or(0);
        for format in FORMATS {
            let name = format!("{:width$}", format.name);
            let line = say(lang, "schema.kind", &[("name", name), ("path", format.path.to_owned())]);
            show(&format!("{line}\n"));
        }
        return Ok(true);
    };
    let unknown = || {
        let list = FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
        say(lang, "schema.unknown", &[("value", name.to_owned()), ("list", list)])
    };
    show(&schema(format(name).ok_or_else(unknown)?, lang));
    Ok(true)
}

fn write_all(folder: &Path, lang: Lang) -> bool {
    let refused = |error: std::io::Error| {
        let path = folder.display().to_string();
        complain(&say(lang, "schema.disk", &[("path", path), ("detail", error.to_string())]));
        false
    };
    let mut edits = Vec::new();
    for format in FORMATS {
        let (path, new) = (file_name(format), schema(format, lang));
        match text(folder, &path) {
            Err(error) => return refused(error),
            Ok(old) if old.as_ref() == Some(&new) => {}
            Ok(old) => edits.push(Edit { path, old, new }),
        }
    }
    match write(folder, &edits) {
        Ok(()) => {}
        Err(EditError::Disk(_, error) | EditError::Half(_, error)) => return refused(error),
        Err(EditError::Changed(_)) => return refused(std::io::ErrorKind::AlreadyExists.into()),
    }
    let path = folder.display().to_string();
    let list = edits.iter().map(|edit| edit.path.as_str()).collect::<Vec<_>>().join(", ");
    let line = match edits.is_empty() {
        true => say(lang, "schema.same", &[("path", path)]),
        false => say(lang, "schema.written", &[("path", path), ("list", list)]),
    };
    show(&format!("{line}\n"));
    true
}
