//! The shapes of zones: never told apart by colour alone.

use serde::Serialize;

use super::backend::UNIT;
use super::canvas::{At, Canvas, Side};
use super::measure::bold_width;
use super::place::Bounds;
use super::spec::ZoneMark;

/// A zone's shape; one of the drawn ones, or a short text on a disc.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Symbol {
    /// ●
    #[default]
    Circle,
    /// ▲
    Triangle,
    /// ■
    Square,
    /// ◆
    Diamond,
    /// One or two letters, such as a grade.
    Text(String),
}

impl From<&str> for Symbol {
    /// The shape for the geometric characters, else the text itself.
    fn from(text: &str) -> Self {
        match text.trim() {
            "●" | "○" | "" => Self::Circle,
            "▲" | "△" => Self::Triangle,
            "■" | "□" => Self::Square,
            "◆" | "◇" => Self::Diamond,
            other => Self::Text(other.to_owned()),
        }
    }
}

impl Symbol {
    /// How far the shape reaches from its place, in units; a disc gives way to narrow slots.
    pub(super) fn reach(&self, room: i32) -> i32 {
        match self {
            Self::Text(text) => disc(text, room) + UNIT / 2,
            _ => 6 * UNIT,
        }
    }
}

/// A shape to be drawn.
pub(super) struct Mark<'a> {
    pub(super) at: At,
    pub(super) zone: Option<&'a ZoneMark>,
    pub(super) hollow: bool,
}

/// Draws shapes, then the letters on them, class by class so that each class is written once.
pub(super) fn draw(canvas: &Canvas<'_>, marks: &[Mark<'_>], room: i32) {
    let mut classed: Vec<(String, &Mark<'_>)> = marks.iter().map(|mark| (class("pt", mark), mark)).collect();
    classed.sort_by(|one, other| one.0.cmp(&other.0));
    for (class, mark) in &classed {
        draw_shape(canvas, class, mark, room);
    }
    for (_, mark) in &classed {
        if let Some(Symbol::Text(text)) = mark.zone.map(|zone| &zone.symbol) {
            canvas.text(&class("sym", mark), text, mark.at, Side::Middle);
        }
    }
}

/// Draws the signs of zones on their own colours: the shape alone, or the letter without a disc.
pub(super) fn draw_on(canvas: &Canvas<'_>, marks: &[Mark<'_>]) {
    for mark in marks {
        let class = class("on", mark);
        match mark.zone.map(|zone| &zone.symbol) {
            None => {}
            Some(Symbol::Text(text)) => canvas.text(&class, text, mark.at, Side::Middle),
            Some(_) => draw_shape(canvas, &class, mark, 0),
        }
    }
}

/// How wide a zone's sign is on its own colour.
pub(super) fn sign_width(zone: Option<&ZoneMark>) -> i32 {
    match zone.map(|zone| &zone.symbol) {
        None => 0,
        Some(Symbol::Text(text)) => bold_width(text),
        Some(_) => 12 * UNIT,
    }
}

fn draw_shape(canvas: &Canvas<'_>, class: &str, mark: &Mark<'_>, room: i32) {
    let (x, y) = mark.at;
    let corner = |dx: i32, dy: i32| (x + dx, y + dy);
    match mark.zone.map_or(&Symbol::Circle, |zone| &zone.symbol) {
        Symbol::Circle => canvas.circle(class, mark.at, 5 * UNIT),
        Symbol::Triangle => {
            canvas.polygon(class, &[corner(0, -60), corner(60, 45), corner(-60, 45)]);
        }
        Symbol::Square => canvas.rect(class, Bounds::around(mark.at, 46, 46)),
        Symbol::Diamond => {
            let corners = [corner(0, -65), corner(65, 0), corner(0, 65), corner(-65, 0)];
            canvas.polygon(class, &corners);
        }
        Symbol::Text(text) => canvas.circle(class, mark.at, disc(text, room)),
    }
}

/// The radius of the disc under a text.
fn disc(text: &str, room: i32) -> i32 {
    let wanted = (bold_width(text) / 2 + 2 * UNIT).max(75);
    wanted.min(room.max(55))
}

fn class(prefix: &str, mark: &Mark<'_>) -> String {
    let hollow = if mark.hollow { " hollow" } else { "" };
    format!("{}{hollow}", zone_class(prefix, mark.zone))
}

/// The class of something of a zone, such as `share-best`; of none, `share-none`.
pub(super) fn zone_class(prefix: &str, zone: Option<&ZoneMark>) -> String {
    let token = zone.map_or_else(|| "none".to_owned(), |zone| class_word(&zone.token));
    format!("{prefix}-{token}")
}

/// A token as part of a class name: what could end or split the name becomes a dash.
pub(super) fn class_word(token: &str) -> String {
    token.chars().map(|letter| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' }).collect()
}
