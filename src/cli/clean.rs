//! `clean` at the keyboard: takes `.patuh/` away, says what stays and why.

use patuh::commands::words::{plain, say};
use patuh::diag::words::Lang;
use patuh::diag::{Bag, Files};
use patuh::publish::{Kept, clean, diagnostic};
use patuh::{Request, Verdict};

use super::args::Cli;
use super::tell::{complain, report, show};

/// Cleans the site's folder.
pub(crate) fn run(cli: &Cli, request: &Request, lang: Lang) -> Verdict {
    let cleaned = match clean(&request.root) {
        Ok(cleaned) => cleaned,
        Err(error) => {
            let mut bag = Bag::default();
            bag.push(diagnostic(&error));
            report(cli, &bag, &Files::default(), lang);
            return Verdict::Disk;
        }
    };
    if !cli.global.quiet {
        let line = match cleaned.removed.is_empty() {
            true => plain(lang, "clean.nothing").to_owned(),
            false => say(lang, "clean.removed", &[("list", cleaned.removed.join(", "))]),
        };
        show(&format!("{line}\n"));
    }
    let mut verdict = Verdict::Fine;
    for (path, why) in cleaned.kept {
        let key = match why {
            Kept::Foreign => "clean.foreign",
            Kept::Needed => {
                verdict = Verdict::Disk;
                "clean.needed"
            }
        };
        complain(&say(lang, key, &[("path", path)]));
    }
    verdict
}
