//! Pictures inside a text: which of its events are one, and what is shown in their place.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::view::Cx;
use super::view::media::ImageView;
use crate::model::media::{alt_text, inside_path};

/// What stands for an event, by its place: a picture, or nothing.
pub type Shown = BTreeMap<usize, Option<ImageView>>;

/// Finds the pictures among a text's events. One that cannot be shown, which the model told, leaves its words.
pub fn find(cx: &Cx<'_>, events: &[(Event<'_>, Range<usize>)]) -> Shown {
    let mut shown = Shown::default();
    let mut n = 0;
    while let Some((event, _)) = events.get(n) {
        let Event::Start(Tag::Image { dest_url, title, .. }) = event else {
            n += 1;
            continue;
        };
        let end = end_of(events, n);
        let alt = alt_text(events[n + 1..].iter().map(|(event, _)| event));
        match inside_path(dest_url).and_then(|path| cx.picture(&path, alt.trim().into())) {
            Some(picture) => {
                let is_alone = stands_alone(events, n, end) && !title.trim().is_empty();
                let caption = is_alone.then(|| title.trim().into());
                shown.extend((n..=end).map(|place| (place, None)));
                if is_alone {
                    shown.extend([(n - 1, None), (end + 1, None)]);
                }
                shown.insert(n, Some(ImageView { caption, ..picture }));
                n = end + 1;
            }
            None => {
                shown.extend([(n, None), (end, None)]);
                n += 1;
            }
        }
    }
    shown
}

/// The place of the event that ends a picture, past those in its words.
fn end_of(events: &[(Event<'_>, Range<usize>)], start: usize) -> usize {
    let mut depth = 0;
    for (n, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return n;
        }
    }
    events.len() - 1
}

/// Whether a picture is all that its paragraph has.
fn stands_alone(events: &[(Event<'_>, Range<usize>)], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|n| events.get(n)).map(|(event, _)| event);
    let after = events.get(end + 1).map(|(event, _)| event);
    matches!((before, after), (Some(Event::Start(Tag::Paragraph)), Some(Event::End(TagEnd::Paragraph))))
}
