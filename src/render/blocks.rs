//! Tables and alerts of a text in the theme's markup: Markdown's own has style attributes, no words and no room to scroll.

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, Tag, TagEnd, html};
use serde::Serialize;

use super::markdown::Desk;
use crate::diag::Diagnostic;

/// `table` of `table.html`.
#[derive(Debug, Default, Serialize)]
pub struct TextTable {
    /// The cells of its head.
    pub head: Vec<CellView>,
    /// Its rows.
    pub rows: Vec<Vec<CellView>>,
}

/// A cell.
#[derive(Debug, Serialize)]
pub struct CellView {
    /// Safe markup.
    pub html: String,
    /// `start`, `center` or `end`, where the text says so.
    pub align: Option<&'static str>,
}

/// `alert` of `alert.html`.
#[derive(Debug, Serialize)]
pub struct AlertView {
    /// `note`, `tip`, `important`, `warning` or `caution`; the theme has words for it as `blocks.<kind>`.
    pub kind: &'static str,
    /// Safe markup.
    pub html: String,
}

/// The events with each table and alert as finished markup. One with a reference to a footnote stays Markdown's own:
/// footnotes are numbered over the whole text.
pub fn compose<'e>(events: Vec<Event<'e>>, desk: Desk<'_>) -> (Vec<Event<'e>>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut frames: Vec<(Option<Block>, Vec<Event<'e>>)> = vec![(None, Vec::new())];
    for event in events {
        if let Some(block) = Block::begun(&event) {
            frames.push((Some(block), vec![event]));
            continue;
        }
        let ends = frames.last().and_then(|(block, _)| block.as_ref()).is_some_and(|block| block.ends(&event));
        let Some((_, inside)) = frames.last_mut() else { break };
        inside.push(event);
        if ends && let Some((Some(block), inside)) = frames.pop() {
            let done = block.done(inside, desk, &mut faults);
            frames.last_mut().expect("the first frame never ends").1.extend(done);
        }
    }
    let left = frames.into_iter().flat_map(|(_, events)| events).collect();
    (left, faults)
}

/// A block that the theme draws.
enum Block {
    Table(Vec<Alignment>),
    Alert(BlockQuoteKind),
}

impl Block {
    fn begun(event: &Event<'_>) -> Option<Block> {
        match event {
            Event::Start(Tag::Table(columns)) => Some(Block::Table(columns.clone())),
            Event::Start(Tag::BlockQuote(Some(kind))) => Some(Block::Alert(*kind)),
            _ => None,
        }
    }

    fn ends(&self, event: &Event<'_>) -> bool {
        match self {
            Block::Table(_) => matches!(event, Event::End(TagEnd::Table)),
            Block::Alert(kind) => *event == Event::End(TagEnd::BlockQuote(Some(*kind))),
        }
    }

    fn done<'e>(self, events: Vec<Event<'e>>, desk: Desk<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Event<'e>> {
        if events.iter().any(|event| matches!(event, Event::FootnoteReference(_))) {
            return events.into_iter().map(plain).collect();
        }
        let inside = events.len() - 1;
        let events = events.into_iter().take(inside).skip(1);
        let drawn = match self {
            Block::Table(columns) => desk.draw("table.html", "table", &table(events, &columns)),
            Block::Alert(kind) => {
                let mut html = String::new();
                html::push_html(&mut html, events);
                desk.draw("alert.html", "alert", &AlertView { kind: name(kind), html })
            }
        };
        match drawn {
            Ok(html) => vec![Event::Html(html.into())],
            Err(fault) => {
                faults.push(*fault);
                Vec::new()
            }
        }
    }
}

/// Without a style attribute, which the site's policy refuses.
fn plain(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Table(columns)) => Event::Start(Tag::Table(vec![Alignment::None; columns.len()])),
        other => other,
    }
}

fn table<'e>(events: impl Iterator<Item = Event<'e>>, columns: &[Alignment]) -> TextTable {
    let mut view = TextTable::default();
    let (mut row, mut cell) = (Vec::new(), Vec::new());
    for event in events {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow | Tag::TableCell) => {}
            Event::End(TagEnd::TableCell) => {
                let mut html = String::new();
                html::push_html(&mut html, std::mem::take(&mut cell).into_iter());
                let align = columns.get(row.len()).and_then(|column| align(*column));
                row.push(CellView { html, align });
            }
            Event::End(TagEnd::TableHead) => view.head = std::mem::take(&mut row),
            Event::End(TagEnd::TableRow) => view.rows.push(std::mem::take(&mut row)),
            other => cell.push(other),
        }
    }
    view
}

fn align(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some("start"),
        Alignment::Center => Some("center"),
        Alignment::Right => Some("end"),
    }
}

fn name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}
