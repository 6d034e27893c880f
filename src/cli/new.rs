//! `new` at the keyboard: begins an article or a page, says what to do next.

use std::path::Path;

use patuh::commands::edit::{EditError, write};
use patuh::commands::new::{Hints, Kind, Refused, Wish, plan};
use patuh::commands::words::{plain, say};
use patuh::diag::words::Lang;
use patuh::{Request, Verdict};

use super::args::{Cli, NewText, NewWhat};
use super::tell::{complain, report, show, unclear};

/// Begins a text; a fault of the command line is a message.
pub(crate) fn run(cli: &Cli, asked: &NewWhat, request: &Request, lang: Lang) -> Result<Verdict, String> {
    let hints = Hints { draft: plain(lang, "new.hint-draft"), body: plain(lang, "new.hint-body") };
    let edit = match plan(&request.root, &wish(asked), hints, request.release) {
        Ok(edit) => edit,
        Err(Refused::Unclear(why)) => return Err(unclear(why, lang)),
        Err(Refused::Faults(key, bag, files)) => {
            report(cli, &bag, &files, lang);
            complain(plain(lang, key));
            return Ok(Verdict::Faults);
        }
    };
    let path = edit.path.clone();
    match write(&request.root, &[edit]) {
        Ok(()) => {
            show(&format!("{}\n", shown(&request.root, &path)));
            if !cli.global.quiet {
                show(&format!("{}\n", plain(lang, "new.next")));
            }
            Ok(Verdict::Fine)
        }
        Err(EditError::Changed(path)) => Err(say(lang, "edit.there", &[("path", path)])),
        Err(EditError::Disk(path, error)) => {
            complain(&say(lang, "correct.disk", &[("path", path), ("detail", error.to_string())]));
            Ok(Verdict::Disk)
        }
        Err(EditError::Half(path, error)) => {
            complain(&say(lang, "edit.half", &[("path", path), ("detail", error.to_string())]));
            Ok(Verdict::Disk)
        }
    }
}

fn wish(asked: &NewWhat) -> Wish {
    let (kind, text, regencies, date): (_, &NewText, _, _) = match asked {
        NewWhat::News { text, about, date } => (Kind::News, text, about.clone(), date.clone()),
        NewWhat::Page { text } => (Kind::Page, text, Vec::new(), None),
    };
    Wish {
        kind,
        title: text.title.clone(),
        slug: text.slug.clone(),
        lang: text.text_lang.clone(),
        original: text.translation_of.clone(),
        summary: text.summary.clone(),
        regencies,
        date,
    }
}

/// The path from where the command was given.
fn shown(root: &Path, path: &str) -> String {
    match root == Path::new(".") {
        true => path.to_owned(),
        false => root.join(path).display().to_string(),
    }
}
