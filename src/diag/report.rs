//! Diagnostics as text: for people, one line each, JSON lines, GitHub annotations.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::json;

use super::words::{Lang, Said, label, say};
use super::{At, Bag, Diagnostic, Files, Severity};

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// The line with a caret, help below.
    #[default]
    Human,
    /// `path:line:col: error[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// GitHub workflow commands.
    Github,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// The format.
    pub format: Format,
    /// The language of the words.
    pub lang: Lang,
    /// Whether human reports carry terminal colours.
    pub colour: Colour,
    /// At most this many are written, then a count; 0 for all.
    pub most: usize,
}

/// Terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// None.
    #[default]
    Plain,
    /// ANSI escapes.
    Ansi,
}

/// The report of all diagnostics, sorted, and how many were left out.
pub fn write(bag: &Bag, files: &Files, style: Style) -> (String, usize) {
    let list = bag.sorted(files);
    let most = if style.most == 0 { list.len() } else { style.most };
    let text = list.iter().take(most).map(|d| one(d, files, style)).collect();
    (text, list.len().saturating_sub(most))
}

fn one(diagnostic: &Diagnostic, files: &Files, style: Style) -> String {
    let said = say(diagnostic, style.lang);
    match style.format {
        Format::Human => human(diagnostic, &said, files, style),
        Format::Short => short(diagnostic, &said, files, style.lang),
        Format::Json => json_line(diagnostic, &said, files),
        Format::Github => github(diagnostic, &said, files),
    }
}

fn human(diagnostic: &Diagnostic, said: &Said, files: &Files, style: Style) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = level.with_name(label(diagnostic.severity().name(), style.lang));
    let help_level = Level::HELP.with_name(label("help", style.lang));
    let message = visible(&said.message);
    let title = level.primary_title(message).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    if let Some(at) = diagnostic.at {
        let mut snippet = snippet(at, files, AnnotationKind::Primary, &said.label);
        for (related, label) in diagnostic.related.iter().zip(&said.related) {
            if related.at.file == at.file {
                let span = span(related.at, files);
                snippet = snippet.annotation(AnnotationKind::Context.span(span).label(visible(label)));
            }
        }
        group = group.element(snippet);
        for (related, label) in diagnostic.related.iter().zip(&said.related) {
            if related.at.file != at.file {
                group = group.element(self::snippet(related.at, files, AnnotationKind::Context, label));
            }
        }
    }
    for help in &said.help {
        group = group.element(help_level.clone().message(visible(help)));
    }
    let renderer = match style.colour {
        Colour::Plain => Renderer::plain(),
        Colour::Ansi => Renderer::styled(),
    };
    renderer.decor_style(DecorStyle::Ascii).render(&[group]) + "\n\n"
}

fn snippet<'a>(
    at: At,
    files: &'a Files,
    kind: AnnotationKind,
    label: &str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = files.get(at.file);
    let label = (!label.is_empty()).then(|| visible(label));
    Snippet::source(printable(&file.text)).path(visible(&file.path)).annotation(kind.span(span(at, files)).label(label))
}

/// The text of a file with 8-bit controls, which the renderer lets pass, as dots of the same length.
fn printable(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    match text.contains(is_control) {
        true => Cow::Owned(text.replace(is_control, "\u{b7}")),
        false => Cow::Borrowed(text),
    }
}

/// The place cut to its first line, so that a caret never runs on; at least one character wide.
fn span(at: At, files: &Files) -> std::ops::Range<usize> {
    let text = &files.get(at.file).text;
    let floor = |n: u32| {
        let mut n = (n as usize).min(text.len());
        while !text.is_char_boundary(n) {
            n -= 1;
        }
        n
    };
    let (start, end) = (floor(at.start), floor(at.end));
    let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
    let line_end = if text[..line_end].ends_with('\r') && line_end > start { line_end - 1 } else { line_end };
    start..end.min(line_end).max(start)
}

fn place(diagnostic: &Diagnostic, files: &Files) -> Option<(String, usize, usize)> {
    let at = diagnostic.at?;
    let (line, col) = files.line_col(at);
    Some((visible(&files.get(at.file).path), line, col))
}

fn short(diagnostic: &Diagnostic, said: &Said, files: &Files, lang: Lang) -> String {
    let head = match place(diagnostic, files) {
        Some((path, line, col)) => format!("{path}:{line}:{col}: "),
        None => String::new(),
    };
    let severity = label(diagnostic.severity().name(), lang);
    format!("{head}{severity}[{}]: {}\n", diagnostic.code.name(), visible(&said.message))
}

fn json_line(diagnostic: &Diagnostic, said: &Said, files: &Files) -> String {
    let spot = |at: At| {
        let (line, col) = files.line_col(at);
        (files.get(at.file).path.to_string(), line, col)
    };
    let related: Vec<_> = diagnostic
        .related
        .iter()
        .zip(&said.related)
        .map(|(r, label)| {
            let (path, line, column) = spot(r.at);
            json!({"path": path, "line": line, "column": column, "label": label})
        })
        .collect();
    let (path, line, column) =
        diagnostic.at.map(spot).map_or((None, None, None), |(p, l, c)| (Some(p), Some(l), Some(c)));
    let value = json!({
        "severity": diagnostic.severity().name(),
        "code": diagnostic.code.name(),
        "message": said.message,
        "path": path,
        "line": line,
        "column": column,
        "help": said.help,
        "related": related,
    });
    format!("{value}\n")
}

/// A GitHub workflow command; `%`, line ends and (in properties) `:` and `,` are escaped as its rules ask.
fn github(diagnostic: &Diagnostic, said: &Said, files: &Files) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let file = match place(diagnostic, files) {
        Some((path, line, col)) => format!("file={},line={line},col={col},", property(&path)),
        None => String::new(),
    };
    let mut text = visible(&said.message);
    for help in &said.help {
        text.push('\n');
        text.push_str(&visible(help));
    }
    format!("::{command} {file}title={}::{}\n", property(diagnostic.code.name()), data(&text))
}

/// Content may carry terminal escapes or turn the direction of writing: such characters are shown, never obeyed.
fn visible(text: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_hidden = |c: char| c.is_control() || turns(c);
    if !text.chars().any(is_hidden) {
        return text.to_owned();
    }
    text.chars().flat_map(|c| if is_hidden(c) { c.escape_default().collect() } else { vec![c] }).collect()
}
