//! The last line of a run, for people.

use crate::Outcome;
use crate::diag::Severity;
use crate::diag::words::Lang;
use crate::publish::Published;

/// One sentence on how a run ended.
pub fn sentence(outcome: &Outcome, output: &str, lang: Lang) -> String {
    let found = found(outcome, lang);
    let Some(published) = &outcome.published else {
        return match lang {
            Lang::En => format!("nothing was published{found}"),
            Lang::Id => format!("tidak ada yang diterbitkan{found}"),
        };
    };
    let (pages, kept, foreign) = (outcome.pages, published.kept, foreign(published, lang));
    let (changed, removed) = (published.changed.len(), published.removed.len());
    match lang {
        Lang::En => format!(
            "published {pages} pages in {output}: {changed} files changed, {removed} removed, {kept} as before{foreign}{found}"
        ),
        Lang::Id => format!(
            "{pages} halaman terbit di {output}: {changed} berkas berubah, {removed} dihapus, {kept} tetap{foreign}{found}"
        ),
    }
}

/// One sentence on what a check found.
pub fn checked(outcome: &Outcome, lang: Lang) -> String {
    let found = found(outcome, lang);
    match (outcome.pages, lang) {
        (0, Lang::En) => format!("no page could be made{found}"),
        (0, Lang::Id) => format!("belum ada halaman yang dapat dibuat{found}"),
        (pages, Lang::En) => format!("checked {pages} pages{found}"),
        (pages, Lang::Id) => format!("{pages} halaman diperiksa{found}"),
    }
}

/// Files in the output that are not ours: they are public too, so they are named.
fn foreign(published: &Published, lang: Lang) -> String {
    let list = published.foreign.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    match (published.foreign.len(), lang) {
        (0, _) => String::new(),
        (n, Lang::En) => format!(", {n} not made by patuh and kept ({list})"),
        (n, Lang::Id) => format!(", {n} bukan buatan patuh dan dibiarkan ({list})"),
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
