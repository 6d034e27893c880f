//! `import` at the keyboard: shows what was made of a spreadsheet and what would change, asks, writes.

use patuh::commands::edit::Edit;
use patuh::commands::import::said::{Doubt, Said};
use patuh::commands::import::{self, Given, NewSource, Refused, plan};
use patuh::commands::words::{count, plain, say};
use patuh::diag::words::Lang;
use patuh::load::disk::Root;
use patuh::{Request, Verdict};

use super::args::{Cli, Form, Import};
use super::change::{Will, difference, settle};
use super::tell::{complain, report, show};

/// Lines of a change that are shown without `--verbose`.
const LINES: usize = 60;
/// Doubts that are shown without `--verbose`.
const DOUBTS: usize = 100;

/// Imports a spreadsheet; a fault of the command line is a message.
pub(crate) fn run(cli: &Cli, asked: &Import, request: &Request, lang: Lang) -> Result<Verdict, String> {
    let given = given(asked);
    let root = Root::open(&request.root).map_err(|error| {
        let path = request.root.display().to_string();
        say(lang, "fault.path", &[("path", path), ("detail", error.to_string())])
    })?;
    let import = match plan(&root, &given, request.release) {
        Ok(import) => import,
        Err(why) => return refuse(cli, asked, why, lang),
    };
    show(&lines(&import.told, lang));
    if import.edits.is_empty() {
        show(&format!("{}\n", plain(lang, "import.nothing-new")));
        return Ok(Verdict::Fine);
    }
    show(&import.edits.iter().map(|edit| part(cli, edit, lang)).collect::<String>());
    report(cli, &import.findings, &import.files, lang);
    Ok(settle(Will::of(asked.yes, asked.dry_run), (&import.edits, &request.root), "", lang))
}

fn given(asked: &Import) -> Given {
    let new_source = asked.source_title.as_ref().map(|title| NewSource {
        title: title.clone(),
        publisher: asked.source_publisher.clone(),
        url: asked.source_url.clone(),
        date: asked.source_date.clone(),
    });
    let asked = asked.clone();
    Given {
        new_source,
        file: asked.sheet_file,
        year: asked.year,
        has_units: asked.units,
        new_units: asked.new_units,
        regency: asked.owner,
        methodology: asked.methodology,
        sheet: asked.sheet,
        columns: asked.columns,
        accept: asked.accept,
        absent: asked.absent,
        round: asked.round,
        replace: asked.replace,
        form: asked.form.map(|form| match form {
            Form::Yaml => import::Form::Yaml,
            Form::Csv => import::Form::Csv,
        }),
        source: asked.source,
        released: asked.released,
        status: asked.status,
        dimension_values: asked.dimension_values,
    }
}

fn refuse(cli: &Cli, asked: &Import, why: Refused, lang: Lang) -> Result<Verdict, String> {
    match why {
        Refused::Usage(said, meant) => {
            let meant = meant.map(|name| format!("\n  {}", say(lang, "fault.meant", &[("suggestion", name)])));
            Err(said.say(lang) + &meant.unwrap_or_default())
        }
        Refused::Disk(said) => {
            complain(&said.say(lang));
            Ok(Verdict::Disk)
        }
        Refused::Faults(key, bag, files) => {
            report(cli, &bag, &files, lang);
            complain(plain(lang, key));
            Ok(Verdict::Faults)
        }
        Refused::Doubts(told, doubts) => {
            show(&lines(&told, lang));
            let name = asked.sheet_file.file_name().map(|name| name.to_string_lossy().into_owned());
            let name = name.unwrap_or_default();
            let most = if cli.global.verbose { usize::MAX } else { DOUBTS };
            for (n, doubt) in doubts.iter().enumerate().take(most) {
                // The same next step for one cell after another is said once, behind the last of them.
                let next = doubts.get(n + 1).filter(|_| n + 1 < most);
                let is_said_next = next.is_some_and(|next| next.help == doubt.help);
                let help = doubt.help.as_ref().filter(|_| !is_said_next);
                complain(&doubtful(doubt, help, &name, lang));
            }
            if let Some(more) = doubts.len().checked_sub(most).filter(|more| *more > 0) {
                complain(&say(lang, "end.more", &[("n", more.to_string())]));
            }
            complain(&count(lang, "import.doubts", doubts.len() as u64));
            Ok(Verdict::Faults)
        }
    }
}

/// `nilai.xlsx Lembar1!D17: …`, and the next step on a line of its own.
fn doubtful(doubt: &Doubt, help: Option<&Said>, name: &str, lang: Lang) -> String {
    let place = doubt.at.as_ref().map_or_else(|| name.to_owned(), |at| format!("{name} {at}"));
    let help = help.map(|help| format!("\n  {}", help.say(lang))).unwrap_or_default();
    format!("{place}: {}{help}", doubt.said.say(lang))
}

fn lines(told: &[Said], lang: Lang) -> String {
    told.iter().map(|said| format!("{}\n", said.say(lang))).collect()
}

/// The lines of a file that change, the first of many.
fn part(cli: &Cli, edit: &Edit, lang: Lang) -> String {
    let whole = difference(edit);
    let lines: Vec<&str> = whole.lines().collect();
    if cli.global.verbose || lines.len() <= LINES {
        return whole;
    }
    let more = say(lang, "end.more", &[("n", (lines.len() - LINES).to_string())]);
    format!("{}\n{more}\n\n", lines[..LINES].join("\n"))
}
