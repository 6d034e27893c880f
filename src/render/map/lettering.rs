//! What is written on a map: short names and figures, measured so that they stay where they belong.

use serde::Serialize;

use crate::model::regency::RegencyId;
use crate::render::chart::pixels;

/// The size of all text on a map, in pixels of its view box. The theme's style sheet sets no other.
pub(super) const FONT_PX: i32 = 11;
/// From one line of text to the next.
pub(super) const LEADING: i32 = 12;
/// From the top of a line of text to its foot.
const ASCENT: i32 = 9;
/// A finger needs this much, in pixels of a screen as wide as the drawing and its margins.
pub(super) const FINGER: i32 = 26;

/// A body that is to stand on a map.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The body.
    pub id: RegencyId,
    /// Its name, as short as it is still its own.
    pub name: String,
    /// The sign of its zone, and its score where there is one.
    pub figure: String,
    /// The sign of its zone.
    pub symbol: String,
}

/// A line of text, placed by its middle and its foot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Pixels from the left to its middle.
    pub x: i32,
    /// Pixels from the top to its foot.
    pub y: i32,
    /// The text.
    pub text: String,
    /// What it is.
    pub role: Role,
}

/// What a line of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A part of a name.
    Name,
    /// A sign, and a score.
    Figure,
}

/// A body on a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lettered {
    /// The body.
    pub id: RegencyId,
    /// The data of its path, in steps for shapes and pixels for tiles.
    pub path: String,
    /// The data of the line to its callout, and of the callout's frame, in pixels.
    pub callout: Option<(String, String)>,
    /// The middle of a circle that makes it large enough for a finger, in pixels.
    pub target: Option<[i32; 2]>,
    /// What is written on it or in its callout.
    pub lines: Vec<Line>,
}

/// A map with its lettering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Left, top, width and height of the view box.
    pub view_box: [i32; 4],
    /// The bodies, in the order in which they are drawn.
    pub bodies: Vec<Lettered>,
}

/// A box in pixels: left, top, width, height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Frame {
    /// Its nearest point to another.
    pub(super) fn nearest(&self, [x, y]: [i32; 2]) -> [i32; 2] {
        [x.clamp(self.x, self.x + self.width), y.clamp(self.y, self.y + self.height)]
    }

    /// The data of its path.
    pub(super) fn path(&self) -> String {
        format!("M{} {}h{}v{}h{}z", self.x, self.y, self.width, self.height, -self.width)
    }
}

/// Lines of text that belong together.
#[derive(Debug, Clone)]
pub(super) struct Text {
    lines: Vec<(String, Role)>,
}

impl Text {
    /// Name lines and a figure.
    pub(super) fn of(name: Vec<String>, figure: &str) -> Self {
        let name = name.into_iter().map(|line| (line, Role::Name));
        Text { lines: name.chain([(figure.to_owned(), Role::Figure)]).collect() }
    }

    /// The widths of its lines; figures are bold.
    fn widths(&self) -> impl Iterator<Item = i32> {
        self.lines.iter().map(|(text, role)| match role {
            Role::Name => pixels(text, FONT_PX),
            Role::Figure => pixels(text, FONT_PX) * 11 / 10,
        })
    }

    /// The width of its widest line.
    pub(super) fn width(&self) -> i32 {
        self.widths().max().unwrap_or(0)
    }

    /// The boxes of its lines around a middle.
    pub(super) fn frames(&self, [x, y]: [i32; 2]) -> impl Iterator<Item = Frame> {
        let top = y - self.height() / 2;
        let line =
            move |(width, n): (i32, i32)| Frame { x: x - width / 2, y: top + n * LEADING, width, height: LEADING };
        self.widths().zip(0..).map(line)
    }

    /// The height of all its lines.
    pub(super) fn height(&self) -> i32 {
        i32::try_from(self.lines.len()).unwrap_or(1) * LEADING
    }

    /// Its lines around a middle.
    pub(super) fn at(self, [x, y]: [i32; 2]) -> Vec<Line> {
        let top = y - self.height() / 2 + ASCENT;
        let lines = self.lines.into_iter().zip(0..);
        lines.map(|((text, role), n)| Line { x, y: top + n * LEADING, text, role }).collect()
    }
}

/// A name in as few lines as fit a width, at most `most`; `None` when it does not fit.
pub(super) fn wrapped(name: &str, width: i32, most: usize) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}")).filter(|line| pixels(line, FONT_PX) <= width);
        match longer {
            Some(longer) => *lines.last_mut().expect("a line is longer than one that is there") = longer,
            None => lines.push(word.to_owned()),
        }
    }
    let fits = lines.len() <= most && lines.iter().all(|line| pixels(line, FONT_PX) <= width);
    (fits && !lines.is_empty()).then_some(lines)
}
