//! The files of a year with the records in them: a new year, a year without results of this kind, or results that are there.

use super::scalar::address;
use super::yaml::{block, in_brackets, last};
use super::{Entry, Laid, Manner, Splice, csv, spliced};
use crate::commands::content::{entries, value};
use crate::commands::edit::Edit;
use crate::commands::import::said::{Doubt, Said};
use crate::commands::import::{Form, Given, NewSource};
use crate::commands::scalar::scalar;
use crate::load::Sources;
use crate::load::tree::{Doc, Kind, Node};

/// Rows of the longest map that a person still reads: longer ones are tables.
pub(super) const LONG: usize = 60;
/// The key of a source that was given none.
pub(crate) const SOURCE: &str = "sumber";

/// The year as it is.
#[derive(Clone, Copy)]
pub(crate) struct YearFile<'a> {
    /// Its path below `content/`.
    pub(crate) path: &'a str,
    pub(crate) doc: &'a Doc,
    pub(crate) text: &'a str,
}

impl<'a> YearFile<'a> {
    /// The text of a key at the top.
    pub(crate) fn says(&self, key: &str) -> Option<&'a str> {
        let node = value(self.doc.root(), key, self.text)?;
        node.text(self.text).map(str::trim)
    }

    /// The keys of its sources.
    pub(crate) fn sources(&self) -> Vec<&'a str> {
        let node = value(self.doc.root(), "sources", self.text);
        node.map(entries).unwrap_or_default().into_iter().filter_map(|(key, _)| key.text(self.text)).collect()
    }

    /// Whether its results name a source where they need none of their own.
    pub(crate) fn has_default(&self) -> bool {
        value(self.doc.root(), "source", self.text).is_some()
    }
}

/// The source that rows are to name, if any, and what is missing.
pub(crate) fn row_source<'g>(file: Option<YearFile<'_>>, given: &'g Given) -> Result<Option<&'g str>, Doubt> {
    let Some(file) = file else { return Ok(None) };
    let list = || file.sources().join(", ");
    match given.source.as_deref() {
        None if given.new_source.is_some() => Ok(Some(SOURCE)),
        None if file.has_default() => Ok(None),
        None => Err(Doubt::of(Said::of("import.which-source").with("list", list()))),
        Some(key) if file.says("source") == Some(key) => Ok(None),
        Some(key) if file.sources().contains(&key) || given.new_source.is_some() => Ok(Some(key)),
        Some(key) => Err(Doubt::of(Said::of("import.unknown-source").with("value", key).with("list", list()))),
    }
}

/// The new texts.
pub(crate) struct Written {
    pub(crate) edits: Vec<Edit>,
    pub(crate) laid: Laid,
}

/// Writes the records of a year.
pub(crate) fn write(
    file: Option<YearFile<'_>>,
    sources: &Sources,
    (entries, manner): (&[Entry<'_>], Manner<'_>),
    given: &Given,
) -> Result<Written, Vec<Doubt>> {
    let key = if given.has_units { "units" } else { "results" };
    let form = given.form.unwrap_or(if entries.len() > LONG { Form::Csv } else { Form::Yaml });
    let Some(file) = file else { return fresh(sources, (entries, manner), (key, form), given) };
    let end = if file.text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut top = new_source(file, given, end).map_err(|doubt| vec![doubt])?;
    let results = value(file.doc.root(), key, file.text).filter(|node| !matches!(node.kind(), Kind::Empty));
    let mut edits = Vec::new();
    let laid = match results {
        Some(node) => match table(file, node) {
            Some(path) => {
                let unread = || vec![Doubt::of(Said::of("import.no-table").with("path", &path))];
                let text = sources.text(sources.doc(&path).ok_or_else(unread)?.file);
                let laid = csv::lay(text, entries, manner);
                edits.push(edit(&path, Some(text), spliced(text, &laid.splices)));
                laid
            }
            None => super::yaml::lay(file.text, node, entries, manner)
                .ok_or_else(|| vec![in_brackets(file.path, key)])
                .inspect(|laid| top.extend(laid.splices.iter().cloned()))?,
        },
        None => {
            let (text, table) = body((entries, manner), (key, form), end);
            top.push(put(file, key, text, end));
            edits.extend(table_edit(table, sources).map_err(|doubt| vec![doubt])?);
            Laid { added: entries.len(), ..Laid::default() }
        }
    };
    if !laid.doubts.is_empty() {
        return Err(laid.doubts);
    }
    edits.insert(0, edit(file.path, Some(file.text), spliced(file.text, &top)));
    edits.retain(|edit| edit.old.as_deref() != Some(&edit.new));
    Ok(Written { edits, laid })
}

/// The table that holds the results of a year.
fn table(file: YearFile<'_>, node: Node<'_>) -> Option<String> {
    let name = value(node, "file", file.text)?.text(file.text)?.trim();
    Some(format!("{}/{name}", file.path.rsplit_once('/')?.0))
}

/// A year that is not there yet.
fn fresh(
    sources: &Sources,
    (entries, manner): (&[Entry<'_>], Manner<'_>),
    (key, form): (&str, Form),
    given: &Given,
) -> Result<Written, Vec<Doubt>> {
    let path = format!("assessments/{}.yaml", manner.year);
    if sources.docs.contains_key(&path) {
        return Err(vec![Doubt::of(Said::of("import.file-taken").with("path", format!("content/{path}")))]);
    }
    let Some(source) = &given.new_source else { return Err(vec![Doubt::of(Said::of("import.needs-source"))]) };
    let mut text = format!("year: {}\nmethodology: {}\n", manner.year, manner.methodology.id);
    let lines = [("released", &given.released), ("status", &given.status)];
    for (key, value) in lines {
        text.extend(value.iter().map(|value| format!("{key}: {}\n", moment(value))));
    }
    let name = given.source.as_deref().unwrap_or(SOURCE);
    text.push_str(&format!("sources:\n{}source: {name}\n", source_lines(name, source, "  ", "\n")));
    if let Some(values) =
        given.dimension_values.as_deref().filter(|_| entries.iter().any(|e| e.parts().next().is_some()))
    {
        text.push_str(&format!("dimension_values: {values}\n"));
    }
    let (results, table) = body((entries, manner), (key, form), "\n");
    text.push_str(&results);
    let mut edits = vec![edit(&path, None, text)];
    edits.extend(table_edit(table, sources).map_err(|doubt| vec![doubt])?);
    Ok(Written { edits, laid: Laid { added: entries.len(), ..Laid::default() } })
}

/// The lines of the results, and the table beside them.
fn body(
    (entries, manner): (&[Entry<'_>], Manner<'_>),
    (key, form): (&str, Form),
    end: &str,
) -> (String, Option<(String, String)>) {
    if form == Form::Yaml {
        return (format!("{key}:{end}{}", block(entries, manner, end)), None);
    }
    let name = if key == "units" { format!("{}-units.csv", manner.year) } else { format!("{}.csv", manner.year) };
    let path = format!("assessments/{name}");
    (format!("{key}: {{file: {name}}}{end}"), Some((path, csv::fresh(entries, manner))))
}

fn table_edit(table: Option<(String, String)>, sources: &Sources) -> Result<Option<Edit>, Doubt> {
    let Some((path, text)) = table else { return Ok(None) };
    if sources.docs.contains_key(&path) {
        return Err(Doubt::of(Said::of("import.file-taken").with("path", format!("content/{path}"))));
    }
    Ok(Some(edit(&path, None, text)))
}

/// A key at the end of the file, or in the place where it stands with nothing in it.
fn put(file: YearFile<'_>, key: &str, lines: String, end: &str) -> Splice {
    if let Some((name, value)) = entries(file.doc.root()).iter().find(|(name, _)| name.says(key, file.text)) {
        let start = name.span().start as usize;
        let stop = (value.span().end as usize).max(name.span().end as usize);
        let stop = file.text[stop..].find('\n').map_or(file.text.len(), |n| stop + n + 1);
        return Splice { start, end: stop, text: lines };
    }
    let gap = if file.text.is_empty() || file.text.ends_with('\n') { "" } else { end };
    Splice::at(file.text.len(), format!("{gap}{lines}"))
}

/// A new source of a year that is there.
fn new_source(file: YearFile<'_>, given: &Given, end: &str) -> Result<Vec<Splice>, Doubt> {
    let Some(source) = &given.new_source else { return Ok(Vec::new()) };
    let name = given.source.as_deref().unwrap_or(SOURCE);
    if file.sources().contains(&name) {
        return Err(Doubt::of(
            Said::of("import.source-taken").with("value", name).with("path", format!("content/{}", file.path)),
        ));
    }
    let Some(node) = value(file.doc.root(), "sources", file.text) else {
        let lines = format!("sources:{end}{}", source_lines(name, source, "  ", end));
        return Ok(vec![put(file, "sources", lines, end)]);
    };
    let first = entries(node);
    let first = first.first().map(|(key, _)| key.span().start as usize);
    let first = first.filter(|_| !file.text[node.span().start as usize..].starts_with('{'));
    let Some(first) = first else { return Err(in_brackets(file.path, "sources")) };
    let indent = &file.text[super::yaml::line_start(file.text, first)..first];
    let last = last(node, file.text);
    let lines = source_lines(name, source, indent, end);
    Ok(vec![match file.text[last..].find('\n') {
        Some(n) => Splice::at(last + n + 1, lines),
        None => Splice::at(file.text.len(), format!("{end}{lines}")),
    }])
}

fn source_lines(name: &str, source: &NewSource, indent: &str, end: &str) -> String {
    let mut out = format!("{indent}{name}:{end}{indent}  title: {}{end}", scalar(&source.title));
    let mut line = |key: &str, value: Option<String>| {
        out.extend(value.map(|value| format!("{indent}  {key}: {value}{end}")));
    };
    line("publisher", source.publisher.as_deref().map(scalar));
    line("url", source.url.as_deref().map(address));
    line("date", source.date.as_deref().map(address));
    out
}

/// A day or a moment as it was typed: what is wrong with it is told with its line when the site is looked at again.
fn moment(text: &str) -> String {
    let is_plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | ' '));
    if is_plain && !text.contains(": ") && text.trim() == text { text.to_owned() } else { address(text) }
}

/// The edit of a file below `content/`.
pub(super) fn edit(path: &str, old: Option<&str>, new: String) -> Edit {
    Edit { path: format!("content/{path}"), old: old.map(str::to_owned), new }
}
