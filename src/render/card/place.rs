//! Where in the theme a line of a drawing was written.

use crate::diag::{At, FileId};
use crate::load::Sources;

/// The line of a drawing's template, or of the others of the theme, that most likely wrote a line: the first of those
/// whose fixed words it has most of.
pub fn written(sources: &Sources, template: &str, line: &str) -> Option<At> {
    let own = format!("templates/{template}");
    let is_part = |name: &str| name.starts_with("templates/parts/") && name.ends_with(".svg");
    let parts = sources.theme.texts.iter().filter(|(name, _)| is_part(name));
    let lines = sources
        .theme
        .texts
        .get_key_value(&own)
        .into_iter()
        .chain(parts)
        .flat_map(|(_, file)| lines(*file, sources.text(*file)));
    let mut best = (0, None);
    for (at, template) in lines {
        let shared = shared(template, line);
        if shared > best.0 {
            best = (shared, Some(at));
        }
    }
    best.1
}

/// The lines of a template without the white space around them.
fn lines(file: FileId, text: &str) -> impl Iterator<Item = (At, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let from = start + line.len() - line.trim_start().len();
        let at = At::new(file, from, start + line.trim_end().len());
        start += line.len();
        (at, line.trim())
    })
}

/// How many bytes of a template's line outside `{{ }}` and `{% %}` a drawn line has, in their order.
fn shared(template: &str, drawn: &str) -> usize {
    let mut rest = drawn;
    let mut shared = 0;
    for fixed in template.split('{').map(|part| part.rsplit_once('}').map_or(part, |(_, after)| after).trim()) {
        if let Some((_, after)) = rest.split_once(fixed).filter(|_| !fixed.is_empty()) {
            shared += fixed.len();
            rest = after;
        }
    }
    shared
}
