//! Templates → text: one engine a language, each template parsed on its own so that all faults show.
//!
//! Steps: parse every template alone, put them together, check the strings they name. Then [`Engine::share`] what all pages
//! read and [`Engine::render`]. Templates are pure: they reach neither disk nor clock, and their output is bounded.

mod drawing;
mod escape;
mod faults;
mod functions;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use tera::{Context, Tera, Value};

use super::reach::{self, Reach};
use super::words::Words;
use crate::diag::{At, Code, Diagnostic, FileId};
use crate::load::Sources;
use crate::model::text::Lang;
pub use escape::escape;
pub(super) use escape::script_json;
use functions::Tools;

/// The most bytes one page may have.
const PAGE_LIMIT: usize = 16 << 20;

/// The theme's templates, ready for every language.
pub struct Engine {
    by_lang: Vec<Tera>,
    files: Templates,
    /// What of what it is given each template can reach.
    reach: BTreeMap<String, Reach>,
}

/// The templates' files by name below `templates/`.
type Templates = BTreeMap<String, FileId>;

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("files", &self.files).finish_non_exhaustive()
    }
}

impl Engine {
    /// Reads all templates of the theme; `words` are those of every language and `base_path` ends with `/`.
    ///
    /// `None` when a fault leaves nothing to render with.
    pub fn new(sources: &Sources, words: &[Arc<Words>], base_path: &str) -> (Option<Engine>, Vec<Diagnostic>) {
        let files: Templates = sources
            .theme
            .texts
            .iter()
            .filter_map(|(name, file)| Some((name.strip_prefix("templates/")?.to_owned(), *file)))
            .collect();
        let mut faults: Vec<Diagnostic> =
            files.iter().filter_map(|(name, file)| parse_alone(name, *file, sources.text(*file))).collect();
        let assets = Arc::new(functions::assets(&sources.theme.statics, base_path));
        let tools = |words: &Arc<Words>| Tools { words: words.clone(), assets: assets.clone() };
        let mut by_lang = Vec::new();
        if faults.is_empty() {
            by_lang = words.iter().map(|words| with_tools(tools(words))).collect();
            by_lang.iter_mut().for_each(|tera| drawing::register(tera, &sources.theme.statics));
            faults = assemble(sources, &files, &mut by_lang);
        }
        for words in words {
            faults
                .extend(files.values().flat_map(|file| functions::unknown_strings(*file, sources.text(*file), words)));
        }
        let reach = reach::of_templates(files.iter().map(|(name, file)| (&**name, sources.text(*file))));
        let engine = faults.is_empty().then_some(Engine { by_lang, files, reach });
        (engine, faults)
    }

    /// The start of a template, if there is one of that name.
    pub fn top(&self, template: &str) -> Option<At> {
        self.files.get(template).copied().map(At::top)
    }

    /// What a template can reach of what it is given.
    pub fn reach(&self, template: &str) -> &Reach {
        self.reach.get(template).unwrap_or(&Reach::All)
    }

    /// Gives all templates of a language a variable, serialised once.
    pub fn share(&mut self, lang: Lang, name: &'static str, value: Value) {
        self.by_lang[lang.0].global_context().insert_value(name, value);
    }

    /// Renders a template to the end of `out`; `record` says for whom, in a fault.
    ///
    /// # Errors
    /// The first fault, at its place in the template. What was written before it stays in `out`.
    pub fn render(
        &self,
        lang: Lang,
        template: &str,
        context: &Context,
        record: &str,
        out: &mut String,
    ) -> Result<(), Box<Diagnostic>> {
        let mut page = Page { bytes: std::mem::take(out).into_bytes(), left: PAGE_LIMIT };
        let result = self.by_lang[lang.0].render_to(template, context, &mut page);
        let is_full = page.left == 0;
        *out = String::from_utf8(page.bytes).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned());
        result.map_err(|error| {
            let top = self.files.get(template).copied().map(At::top);
            let fault = match is_full {
                true => faults::new(Code::TemplateRender, top).variant("large").with("limit", PAGE_LIMIT >> 20),
                false => faults::render(&error, &self.files, top),
            };
            Box::new(fault.with("record", record).with("template", template))
        })
    }
}

/// What a page may still write: a template that loops without end stops here.
struct Page {
    bytes: Vec<u8>,
    left: usize,
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.left.checked_sub(bytes.len()) {
            Some(left) if left > 0 => {
                self.left = left;
                self.bytes.extend_from_slice(bytes);
                Ok(bytes.len())
            }
            _ => {
                self.left = 0;
                Err(io::ErrorKind::FileTooLarge.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The syntax fault of a template; what it refers to is checked later, when all are together.
fn parse_alone(name: &str, file: FileId, text: &str) -> Option<Diagnostic> {
    let error = Tera::default().add_raw_template(name, text).err()?;
    faults::syntax(&error, file)
}

/// Filters and functions are known before templates that call them are added.
fn with_tools(tools: Tools) -> Tera {
    let mut tera = Tera::default();
    tera.set_escape_fn(escape);
    // Every name ends with the empty suffix: feeds, drawings and JSON are escaped like pages.
    tera.autoescape_on([""]);
    functions::register(&mut tera, tools);
    tera
}

fn assemble(sources: &Sources, files: &Templates, by_lang: &mut [Tera]) -> Vec<Diagnostic> {
    let templates: Vec<(&str, &str)> = files.iter().map(|(name, file)| (&**name, sources.text(*file))).collect();
    for tera in by_lang {
        if let Err(error) = tera.add_raw_templates(templates.iter().copied()) {
            return faults::assembly(&error, files, sources);
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests;
