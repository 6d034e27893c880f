//! Markdown → safe HTML. Raw HTML becomes text, link schemes are an allow-list, links to the site's own pages are checked.

use std::collections::BTreeSet;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, html};
use serde::Serialize;
use tera::{Context, Value};

use crate::diag::{At, Code, Diagnostic, FileId};
use crate::load::decode::nearest;
use crate::model::article;
use crate::model::media::MARKDOWN;
use crate::model::text::{Lang, Slug};
use crate::plan::{Page, PageJob, address};
use crate::render::engine::Engine;
use crate::render::figures::number::Signs;
use crate::render::figures::{self, Figure};
use crate::render::spelling::Spellings;
use crate::render::view::Cx;
use crate::render::{alerts, blocks, insert, leftover, pictures};

/// Endings of files, which are no ends of servers' names.
const FILE_ENDS: &[&str] = &[
    "asp", "aspx", "csv", "doc", "docx", "htm", "html", "jpeg", "jpg", "json", "jsp", "md", "odt", "ods", "pdf", "php",
    "png", "ppt", "pptx", "svg", "txt", "webp", "xls", "xlsx", "xml", "yaml", "zip",
];

/// A text as HTML, with what it wants of the rest of the site.
#[derive(Debug, Default)]
pub struct Prose {
    /// The HTML.
    pub html: String,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Its decimals.
    pub figures: Vec<Figure>,
    /// Faults and warnings of the text.
    pub findings: Vec<Diagnostic>,
    /// Links into other pages' headings, by path and anchor, to be checked when all pages are made.
    pub anchors: Vec<(String, String, At)>,
}

/// A heading of a text.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Its place on the page: the anchor of links to it.
    pub id: String,
    /// Its words.
    pub text: String,
    /// 2 to 6: the page's title is the heading above all.
    pub level: u8,
}

/// What a text is made with.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The site as it is told in each language.
    pub readers: &'a [Cx<'a>],
    /// The theme's templates, for what is inserted.
    pub engine: &'a Engine,
    /// The names of bodies as they are spelt.
    pub spellings: &'a Spellings,
    /// How numbers are written, by language.
    pub signs: &'a [Signs],
    /// The page it is for.
    pub job: &'a PageJob,
    /// The language of what is made: a text's own, also on a page that stands in for its translation.
    pub lang: Lang,
}

impl<'a> Desk<'a> {
    /// The site in that language.
    pub fn cx(self) -> &'a Cx<'a> {
        &self.readers[self.lang.0]
    }

    /// How numbers are written in that language.
    pub fn signs(self) -> &'a Signs {
        &self.signs[self.lang.0]
    }

    /// A part of the text in the theme's markup: the template is given `view` under a name.
    pub fn draw(self, template: &str, name: &'static str, view: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value(name, Value::from_serializable(&self.engine.reach(template).of(view)));
        let mut markup = String::new();
        self.engine.render(self.lang, template, &context, &format!("/{}", self.job.path), &mut markup)?;
        Ok(markup)
    }
}

/// Renders the body of a text; `text` is its whole file.
pub fn render(desk: Desk<'_>, page: &article::Page, text: &str) -> Prose {
    let (cx, file, range) = (desk.cx(), page.file, page.body.clone());
    let body = &text[range.clone()];
    let mut walk = Walk {
        cx,
        file,
        body,
        base: range.start,
        prose: Prose::default(),
        ids: BTreeSet::new(),
        dropped: 0,
        in_note: false,
        is_note_endless: false,
    };
    let written: Vec<_> = Parser::new_ext(body, MARKDOWN).into_offset_iter().collect();
    let events = alerts::read(&written, body, cx);
    walk.prose.findings.extend(leftover::find(desk, file, range.start, body, &events));
    let blocks = figures::scan::blocks(body, &events);
    walk.prose.figures = figures::of_blocks(&blocks, file, range.start, desk.signs());
    walk.prose.findings.extend(desk.spellings.check(&blocks, file, range.start));
    let insert::Drawn { events, mut markup, findings, ids } = insert::draw(desk, file, range.start, body, &events);
    walk.prose.findings.extend(findings);
    walk.ids.extend(ids);
    let mut shown = pictures::find(cx, &events);
    let mut out = Vec::with_capacity(events.len());
    for (n, (event, span)) in events.iter().enumerate() {
        if let Some(markup) = markup.remove(&n) {
            out.push(Event::InlineHtml(markup.into()));
            continue;
        }
        let heading = || heading_text(&events[n + 1..]);
        match shown.remove(&n) {
            Some(picture) => match picture.map(|picture| desk.draw("picture.html", "image", &picture)) {
                Some(Ok(markup)) => out.push(Event::Html(markup.trim().to_owned().into())),
                Some(Err(fault)) => walk.prose.findings.push(*fault),
                None => {}
            },
            None => out.extend(walk.event(event.clone(), span, heading)),
        }
    }
    let (out, faults) = blocks::compose(out, desk);
    walk.prose.findings.extend(faults);
    html::push_html(&mut walk.prose.html, out.into_iter());
    walk.prose
}

struct Walk<'a, 'c> {
    cx: &'c Cx<'a>,
    file: FileId,
    body: &'c str,
    base: usize,
    prose: Prose,
    ids: BTreeSet<String>,
    /// Links of a refused scheme that are open now.
    dropped: usize,
    /// Whether a comment is open: one of several lines comes in several events.
    in_note: bool,
    /// Whether a comment without an end was told; what follows it is part of the same fault.
    is_note_endless: bool,
}

impl Walk<'_, '_> {
    fn event<'e>(
        &mut self,
        event: Event<'e>,
        span: &std::ops::Range<usize>,
        heading: impl FnOnce() -> String,
    ) -> Option<Event<'e>> {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => {
                let shown = self.without_notes(&raw, span);
                if shown.trim().is_empty() {
                    return None;
                }
                if !self.is_note_endless {
                    self.report(Diagnostic::at(Code::RawHtml, self.at(span)).with("found", shown.trim()));
                }
                Some(Event::Text(shown.into()))
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => None,
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let (level, text) = (lower(level), heading());
                let id = self.heading_id(&text);
                self.prose.headings.push(Heading { id: id.clone(), text, level: level as u8 });
                Some(Event::Start(Tag::Heading { level, id: Some(id.into()), classes, attrs }))
            }
            Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => match self.target(link_type, &dest_url, span)
            {
                Some(dest_url) => Some(Event::Start(Tag::Link { link_type, dest_url, title, id })),
                None => {
                    self.dropped += 1;
                    None
                }
            },
            Event::End(TagEnd::Link) if self.dropped > 0 => {
                self.dropped -= 1;
                None
            }
            other => Some(other),
        }
    }

    fn at(&self, span: &std::ops::Range<usize>) -> At {
        At::new(self.file, self.base + span.start, self.base + span.end)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.prose.findings.push(diagnostic);
    }

    /// Raw HTML without comments, which are an editor's notes; everything else, and a comment that never ends, is
    /// shown as it was written.
    fn without_notes(&mut self, raw: &str, span: &std::ops::Range<usize>) -> String {
        let mut shown = String::new();
        let mut rest = raw;
        while !rest.is_empty() {
            let mark = if self.in_note { "-->" } else { "<!--" };
            let Some(at) = rest.find(mark) else { break };
            let start = span.start + raw.len() - rest.len() + at;
            if !self.in_note {
                if !self.body.get(start..).is_some_and(|after| after.contains("-->")) {
                    self.report(Diagnostic::at(Code::RawHtml, self.at(&(start..start + mark.len()))).variant("open"));
                    self.is_note_endless = true;
                    break;
                }
                shown.push_str(&rest[..at]);
            }
            self.in_note = !self.in_note;
            rest = &rest[at + mark.len()..];
        }
        if !self.in_note {
            shown.push_str(rest);
        }
        shown
    }

    fn heading_id(&mut self, text: &str) -> String {
        let slug = Slug::from_words(text).map_or_else(|| "h".to_owned(), |slug| slug.to_string());
        let numbered = (2..).map(|n| format!("{slug}-{n}"));
        let id = std::iter::once(slug.clone()).chain(numbered).find(|id| !self.ids.contains(id)).unwrap_or(slug);
        self.ids.insert(id.clone());
        id
    }

    /// Where a link leads; `None` when it may not be one.
    fn target<'e>(&mut self, kind: LinkType, dest: &CowStr<'e>, span: &std::ops::Range<usize>) -> Option<CowStr<'e>> {
        if kind == LinkType::Email {
            return Some(dest.clone());
        }
        if let Some(id) = dest.strip_prefix("regency:") {
            return self.regency(id, span);
        }
        // What a browser would skip when it looks for a scheme must not hide one.
        let plain: String = dest.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let scheme = plain.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        let scheme = scheme.filter(|scheme| !scheme.contains(['/', '?', '#']));
        match scheme.as_deref() {
            Some("http" | "https" | "mailto" | "tel") => Some(dest.clone()),
            Some(scheme) => {
                self.report(Diagnostic::at(Code::LinkScheme, self.at(span)).with("found", scheme));
                None
            }
            None if plain.starts_with("//") => {
                self.report(Diagnostic::at(Code::LinkScheme, self.at(span)).with("found", "//"));
                None
            }
            None if plain.starts_with('#') => Some(dest.clone()),
            None => self.own(&plain, span),
        }
    }

    fn regency<'e>(&mut self, id: &str, span: &std::ops::Range<usize>) -> Option<CowStr<'e>> {
        if let Some(id) = self.cx.model.body(id) {
            return Some(self.cx.link(Page::Regency(id)).into());
        }
        let suggestion = nearest(id, self.cx.model.regencies.iter().map(|regency| regency.id.as_str()));
        let fault = Diagnostic::at(Code::UnknownReference, self.at(span)).variant("regency").with("found", id);
        self.report(fault.with_some("suggestion", suggestion));
        None
    }

    /// A link inside the site, counted from its root; `None` when it leads nowhere.
    fn own<'e>(&mut self, dest: &str, span: &std::ops::Range<usize>) -> Option<CowStr<'e>> {
        let (address, anchor) = dest.split_once('#').map_or((dest, None), |(path, anchor)| (path, Some(anchor)));
        let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
        let path = path.trim_start_matches('/');
        if !self.cx.plan.has(path) {
            let fault = Diagnostic::at(Code::LinkBroken, self.at(span)).with("link", dest);
            if is_host(dest) {
                self.report(fault.variant("host").with("suggestion", format!("https://{dest}")));
                return None;
            }
            let suggestion = self.cx.plan.nearest(path).map(|path| format!("/{path}"));
            self.report(fault.with_some("suggestion", suggestion));
            return None;
        }
        if let Some(anchor) = anchor {
            let at = self.at(span);
            self.prose.anchors.push((path.to_owned(), anchor.to_owned(), at));
        }
        let mut link = address::link(self.cx.model, path);
        if let Some(query) = query {
            link.push('?');
            link.push_str(query);
        }
        if let Some(anchor) = anchor {
            link.push('#');
            link.push_str(anchor);
        }
        Some(link.into())
    }
}

/// The page has its title as first heading, so those of the text begin one lower.
fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        other => other,
    }
}

/// Whether an address begins like the name of a server and not like a page or a file: `www.example.org`, `example.org/x`.
fn is_host(dest: &str) -> bool {
    let host = &dest[..dest.find(['/', '?', '#']).unwrap_or(dest.len())];
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.starts_with('-')
    };
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    let is_end = end.len() >= 2 && end.chars().all(char::is_alphabetic);
    let is_file = FILE_ENDS.contains(&end.to_ascii_lowercase().as_str()) && !host.starts_with("www.");
    is_end && name.split('.').all(is_label) && !is_file
}

fn heading_text(events: &[(Event<'_>, std::ops::Range<usize>)]) -> String {
    let inside = events.iter().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Heading(_))));
    inside
        .filter_map(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) => Some(&**text),
            _ => None,
        })
        .collect()
}
