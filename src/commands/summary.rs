//! The last line of a run, for people.

use crate::Outcome;
use crate::diag::Severity;
use crate::diag::words::Lang;

/// One sentence on how a run ended.
pub fn sentence(outcome: &Outcome, output: &str, lang: Lang) -> String {
    let found = found(outcome, lang);
    match (&outcome.published, lang) {
        (Some(published), Lang::En) => format!(
            "published {} pages in {output}: {} files changed, {} removed, {} as before{found}",
            outcome.pages,
            published.changed.len(),
            published.removed.len(),
            published.kept
        ),
        (Some(published), Lang::Id) => format!(
            "{} halaman terbit di {output}: {} berkas berubah, {} dihapus, {} tetap{found}",
            outcome.pages,
            published.changed.len(),
            published.removed.len(),
            published.kept
        ),
        (None, Lang::En) => format!("nothing was published{found}"),
        (None, Lang::Id) => format!("tidak ada yang diterbitkan{found}"),
    }
}

/// One sentence on what a check found.
pub fn checked(outcome: &Outcome, lang: Lang) -> String {
    let found = found(outcome, lang);
    match lang {
        Lang::En => format!("checked {} pages{found}", outcome.pages),
        Lang::Id => format!("{} halaman diperiksa{found}", outcome.pages),
    }
}

fn found(outcome: &Outcome, lang: Lang) -> String {
    let count = |severity| outcome.bag.count(severity);
    let counts = [count(Severity::Error), count(Severity::Warning), count(Severity::Note)];
    if counts.iter().sum::<usize>() == 0 {
        return String::new();
    }
    let names = match lang {
        Lang::En => [("error", "errors"), ("warning", "warnings"), ("note", "notes")],
        Lang::Id => [("kesalahan", "kesalahan"), ("peringatan", "peringatan"), ("catatan", "catatan")],
    };
    let part = |(n, (one, many)): (usize, (&str, &str))| format!("{n} {}", if n == 1 { one } else { many });
    let parts: Vec<String> = counts.into_iter().zip(names).filter(|(n, _)| *n > 0).map(part).collect();
    format!("; {}", parts.join(", "))
}
