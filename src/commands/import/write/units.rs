//! Units that the site does not have yet, behind those that it has.

use super::Entry;
use super::scalar::{cell, separator};
use super::yaml::in_brackets;
use super::year::{LONG, edit};
use crate::commands::edit::Edit;
use crate::commands::import::said::Doubt;
use crate::commands::scalar::scalar;
use crate::load::Sources;
use crate::load::table::cells;
use crate::load::tree::Kind;

/// The list of units with the new ones, and how many these are; `None` when there are none.
pub(crate) fn write(sources: &Sources, entries: &[Entry<'_>]) -> Result<Option<(Edit, usize)>, Doubt> {
    let new: Vec<(&Entry<'_>, &str)> =
        entries.iter().filter_map(|entry| Some((entry, entry.record.new_name.as_deref()?))).collect();
    if new.is_empty() {
        return Ok(None);
    }
    let there = ["units.csv", "units.yaml"].into_iter().find_map(|path| Some((path, sources.doc(path)?)));
    let Some((path, doc)) = there else {
        let (path, text) = if new.len() > LONG {
            ("units.csv", table("", "id;regency;name\n", &new))
        } else {
            ("units.yaml", list("", "\n", &new))
        };
        return Ok(Some((edit(path, None, text), new.len())));
    };
    let old = sources.text(doc.file);
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if old.is_empty() || old.ends_with('\n') { "" } else { end };
    let text = match doc.root().kind() {
        Kind::List(_) if path == "units.csv" => format!("{old}{gap}{}", table(old, "", &new)),
        Kind::List(items) if items.len() > 0 && old[doc.root().span().start as usize..].starts_with('-') => {
            let start = super::yaml::line_start(old, doc.root().span().start as usize);
            format!("{old}{gap}{}", list(&old[start..doc.root().span().start as usize], end, &new))
        }
        _ if matches!(old.trim(), "" | "[]") => list("", end, &new),
        _ => return Err(in_brackets(path, "units")),
    };
    Ok(Some((edit(path, Some(old), text), new.len())))
}

fn list(indent: &str, end: &str, new: &[(&Entry<'_>, &str)]) -> String {
    let lines = |(entry, name): &(&Entry<'_>, &str)| {
        let (id, regency, name) = (entry.id, entry.regency, scalar(name));
        format!("{indent}- id: {id}{end}{indent}  regency: {regency}{end}{indent}  name: {name}{end}")
    };
    new.iter().map(lines).collect()
}

/// Rows in the columns of the table that is there, or of a heading of their own.
fn table(old: &str, own: &str, new: &[(&Entry<'_>, &str)]) -> String {
    let heading = if own.is_empty() { old.trim_start_matches('\u{feff}') } else { own };
    let first = heading.lines().next().unwrap_or("");
    let separator = separator(first);
    let names: Vec<String> = cells(first, u8::try_from(separator).unwrap_or(b';'), usize::MAX)
        .flatten()
        .map(|cell| cell.said(first).unwrap_or("").to_owned())
        .collect();
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let row = |(entry, name): &(&Entry<'_>, &str)| {
        let values = names.iter().map(|column| match column.as_str() {
            "id" => entry.id.to_owned(),
            "regency" => entry.regency.to_owned(),
            "name" => cell(name, separator),
            _ => String::new(),
        });
        format!("{}{end}", values.collect::<Vec<_>>().join(&separator.to_string()))
    };
    format!("{own}{}", new.iter().map(row).collect::<String>())
}
