//! The engine's errors → diagnostics at places in templates.

use tera::{Error, ErrorKind, ReportError};

use super::Templates;
use crate::diag::{At, Code, Diagnostic, FileId};
use crate::load::Sources;

pub(super) fn new(code: Code, at: Option<At>) -> Diagnostic {
    match at {
        Some(at) => Diagnostic::at(code, at),
        None => Diagnostic::nowhere(code),
    }
}

/// A syntax fault; other errors of a template alone are about templates that are not there yet.
pub(super) fn syntax(error: &Error, file: FileId) -> Option<Diagnostic> {
    let ErrorKind::SyntaxError(report) = error.kind() else { return None };
    Some(Diagnostic::at(Code::TemplateSyntax, place(report, file)).with("detail", report.message()))
}

/// A fault while a page was made.
pub(super) fn render(error: &Error, files: &Templates, top: Option<At>) -> Diagnostic {
    let ErrorKind::RenderingError(report) = error.kind() else {
        return new(Code::TemplateRender, top).with("detail", error);
    };
    let at = files.get(report.filename()).map(|file| place(report, *file)).or(top);
    new(Code::TemplateRender, at).with("detail", report.message())
}

fn place(report: &ReportError, file: FileId) -> At {
    At::new(file, report.span().range.start, report.span().range.end)
}

/// Faults between templates: unknown filters, functions, components, includes, blocks, parents.
pub(super) fn assembly(error: &Error, files: &Templates, sources: &Sources) -> Vec<Diagnostic> {
    let top = |name: &str| files.get(name).copied().map(At::top);
    let fault = |at, detail: &str| new(Code::TemplateSyntax, at).with("detail", detail);
    match error.kind() {
        ErrorKind::Msg(reports) => {
            let located: Vec<Diagnostic> = reports.split("\n\n").filter_map(|text| one(text, files, sources)).collect();
            if located.is_empty() { vec![fault(None, reports)] } else { located }
        }
        ErrorKind::MissingParent { current, .. } => vec![fault(top(current), &error.to_string())],
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            vec![fault(top(tpl), &error.to_string())]
        }
        _ => vec![fault(None, &error.to_string())],
    }
}

/// Reads one report that the engine gives only as text: `error: MESSAGE`, then `--> NAME:LINE:COLUMN`.
fn one(report: &str, files: &Templates, sources: &Sources) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let file = *files.get(place.next()?)?;
    let width = lines.last()?.bytes().filter(|b| *b == b'^').count();
    let text = sources.text(file);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let before: usize = text[start..].chars().take(column - 1).map(char::len_utf8).sum();
    let at = At::new(file, start + before, start + before + width);
    Some(Diagnostic::at(Code::TemplateSyntax, at).with("detail", message))
}
