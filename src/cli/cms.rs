//! `cms` at the keyboard: writes the page and the configuration of an editor in the browser.

use patuh::commands::cms::{self, Repository};
use patuh::commands::edit::{Edit, EditError, text, write};
use patuh::commands::words::{plain, say};
use patuh::diag::words::Lang;
use patuh::{Request, Verdict};

use super::args::{Cli, Cms, GitHost};
use super::tell::{complain, report, show};

/// Writes the files; a fault of the command line is a message.
pub(crate) fn run(cli: &Cli, asked: &Cms, request: &Request, lang: Lang) -> Result<Verdict, String> {
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if asked.repository.split('/').count() < 2 || !asked.repository.split('/').all(is_part) {
        return Err(say(lang, "cms.repository", &[("value", asked.repository.clone())]));
    }
    let host = match asked.host {
        GitHost::Github => cms::Host::Github,
        GitHost::Gitlab => cms::Host::Gitlab,
    };
    let repository = Repository { host, name: &asked.repository, branch: asked.branch.as_deref() };
    let (outcome, files) = patuh::look(request, |_, (_, model, _)| cms::files(model, repository, lang));
    report(cli, &outcome.bag, &outcome.files, lang);
    let Some(files) = files else { return Ok(outcome.verdict) };
    Ok(put(files, request, lang))
}

fn put(files: Vec<(&str, String)>, request: &Request, lang: Lang) -> Verdict {
    let refused = |path: &str, error: std::io::Error| {
        complain(&say(lang, "cms.disk", &[("path", path.to_owned()), ("detail", error.to_string())]));
        Verdict::Disk
    };
    let mut edits = Vec::new();
    for (name, new) in files {
        let path = format!("{FOLDER}/{name}");
        match text(&request.root, &path) {
            Err(error) => return refused(&path, error),
            Ok(old) if old.as_ref() == Some(&new) => {}
            Ok(old) => edits.push(Edit { path, old, new }),
        }
    }
    match write(&request.root, &edits) {
        Ok(()) => {}
        Err(EditError::Disk(path, error) | EditError::Half(path, error)) => return refused(&path, error),
        Err(EditError::Changed(path)) => return refused(&path, std::io::ErrorKind::AlreadyExists.into()),
    }
    if edits.is_empty() {
        show(&format!("{}\n", say(lang, "cms.same", &[("path", FOLDER.to_owned())])));
    } else {
        let list = edits.iter().map(|edit| edit.path.as_str()).collect::<Vec<_>>().join(", ");
        show(&format!("{}\n", say(lang, "cms.written", &[("list", list)])));
    }
    let has_script = matches!(text(&request.root, &format!("{FOLDER}/sveltia-cms.js")), Ok(Some(_)));
    if !has_script {
        show(&format!("{}\n", plain(lang, "cms.next")));
    }
    Verdict::Fine
}

/// Where the page is: what is below `content/static/` is published as it is.
const FOLDER: &str = "content/static/admin";
