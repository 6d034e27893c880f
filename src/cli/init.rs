//! `init` at the keyboard: writes the site, says what to do next.

use std::path::{Path, PathBuf};

use patuh::commands::edit::{EditError, write};
use patuh::commands::init::{Refused, Site, Wish, plan};
use patuh::commands::words::{count, plain, quoted, say};
use patuh::diag::words::Lang;
use patuh::model::address::BaseUrl;

use super::args::{Cli, Init};
use super::tell::{complain, show};

/// Writes a new site; a fault of the command line is a message, `Ok(false)` says that the disk refused.
pub(crate) fn run(cli: &Cli, asked: &Init, base_url: Option<&BaseUrl>, lang: Lang) -> Result<bool, String> {
    let title = asked.site_title.as_deref().map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    if title.as_ref().is_some_and(|title| title.is_empty() || title.contains(char::is_control)) {
        return Err(plain(lang, "init.no-title").to_owned());
    }
    let folder = &asked.folder;
    let path = || folder.display().to_string();
    let site = match plan(folder, &Wish { title: title.as_deref(), base_url }) {
        Ok(site) => site,
        Err(Refused::Site) => return Err(say(lang, "init.site", &[("path", path())])),
        Err(Refused::Full(names)) => {
            let list = names.iter().take(8).map(String::as_str).chain((names.len() > 8).then_some("…"));
            let list = list.collect::<Vec<_>>().join(", ");
            return Err(say(lang, "init.full", &[("path", path()), ("list", list)]));
        }
        Err(Refused::Disk(error)) => {
            complain(&say(lang, "init.disk", &[("path", path()), ("detail", error.to_string())]));
            return Ok(false);
        }
    };
    match write(folder, &site.edits) {
        Ok(()) => {
            if !cli.global.quiet {
                show(&told(&site, folder, lang));
            }
            Ok(true)
        }
        Err(error) => {
            complain(&refused(error, folder, lang));
            Ok(false)
        }
    }
}

/// What was written, what stayed, and the next steps as they are typed.
fn told(site: &Site, folder: &Path, lang: Lang) -> String {
    let files = count(lang, "n.file", site.edits.len() as u64);
    let mut text =
        format!("{}\n", say(lang, "init.written", &[("files", files), ("path", folder.display().to_string())]));
    if !site.kept.is_empty() {
        text.push_str(&format!("{}\n", say(lang, "init.kept", &[("list", site.kept.join(", "))])));
    }
    if site.kept.iter().any(|name| name == ".gitignore") {
        text.push_str(&format!("{}\n", plain(lang, "init.ignore")));
    }
    let step = (folder != Path::new(".")).then(|| format!("cd {}", quoted(&folder.display().to_string())));
    let steps = step.into_iter().chain(["patuh check", "patuh serve", "patuh build"].map(str::to_owned));
    text.push_str(&format!("{}\n", plain(lang, "init.next")));
    text.extend(steps.map(|step| format!("  {step}\n")));
    text
}

fn refused(error: EditError, folder: &Path, lang: Lang) -> String {
    let shown = |path: String| folder.join(PathBuf::from(path)).display().to_string();
    match error {
        EditError::Changed(path) => say(lang, "edit.there", &[("path", shown(path))]),
        EditError::Disk(path, error) => say(lang, "init.disk", &[("path", shown(path)), ("detail", error.to_string())]),
        EditError::Half(path, error) => say(lang, "edit.half", &[("path", shown(path)), ("detail", error.to_string())]),
    }
}
