//! `build` at the keyboard: the site, and the list of what changed for who keeps copies.

use patuh::commands::changed;
use patuh::commands::words::say;
use patuh::diag::words::Lang;
use patuh::{Request, Verdict, build_watched};

use super::args::{Build, Cli};
use super::tell::complain;
use super::watch::{clear, followed};

/// Builds the site; a list that cannot be written is a fault of the disk, though the site is published.
pub(crate) fn run(cli: &Cli, asked: &Build, request: &Request, lang: Lang) -> Verdict {
    let waits = || {
        clear(cli);
        complain(&say(lang, "end.wait", &[("seconds", request.wait.as_secs().to_string())]));
    };
    let outcome = followed(cli, request, lang, |watch| build_watched(request, watch, waits));
    if let (Some(path), Some(published), Some(base)) = (&asked.changed_list, &outcome.published, &outcome.base_url)
        && let Err(error) = std::fs::write(path, changed::list(published, base))
    {
        let args = [("path", path.display().to_string()), ("detail", error.to_string())];
        complain(&say(lang, "end.no-list", &args));
        return Verdict::Disk;
    }
    outcome.verdict
}
