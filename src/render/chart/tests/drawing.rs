//! Reads a drawing back: texts with the boxes they take, paths as points.

use std::collections::BTreeMap;

use crate::render::chart::measure::{bold_width, width};

/// What is on a sheet.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) texts: Vec<Text>,
    /// Width and height of the view box.
    pub(super) size: (f64, f64),
    paths: BTreeMap<String, Vec<Vec<(f64, f64)>>>,
    circles: BTreeMap<String, Vec<(f64, f64)>>,
}

/// A text and its box, in pixels.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) class: String,
    pub(super) text: String,
    pub(super) left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Drawing {
    /// The parts of all paths of a class, as the places they go through.
    pub(super) fn lines(&self, class: &str) -> Vec<Vec<(f64, f64)>> {
        self.paths.get(class).cloned().unwrap_or_default()
    }

    /// The centres of all circles of a class.
    pub(super) fn circles(&self, class: &str) -> Vec<(f64, f64)> {
        self.circles.get(class).cloned().unwrap_or_default()
    }

    /// Asserts that no text is cut and none stands over another.
    pub(super) fn is_legible(&self) -> Result<(), String> {
        for (index, text) in self.texts.iter().enumerate() {
            if !text.is_within(self.size) {
                return Err(format!("cut: {text:?}"));
            }
            if let Some(other) = self.texts[..index].iter().find(|other| text.covers(other)) {
                return Err(format!("{text:?} over {other:?}"));
            }
        }
        let places = self.paths.values().flatten().flatten().chain(self.circles.values().flatten());
        let outside = |(x, y): &&(f64, f64)| *x < 0.0 || *y < 0.0 || *x > self.size.0 || *y > self.size.1;
        places.copied().collect::<Vec<_>>().iter().find(outside).map_or(Ok(()), |at| Err(format!("cut: {at:?}")))
    }
}

impl Text {
    pub(super) fn covers(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn is_within(&self, (width, height): (f64, f64)) -> bool {
        self.left >= 0.0 && self.right <= width && self.top >= 0.0 && self.bottom <= height
    }
}

/// Reads the elements and the groups that lend them their attributes.
pub(super) fn read(svg: &str) -> Drawing {
    let mut drawing = Drawing::default();
    let mut group = String::new();
    for piece in svg.split('<').skip(1) {
        let (tag, content) = piece.split_once('>').expect("every tag is closed");
        let own = if tag.contains(" class=") { tag.to_owned() } else { format!("{tag} {group}") };
        match tag.split([' ', '/']).next() {
            Some("svg") => {
                let size: Vec<f64> = attribute(tag, "viewBox").split(' ').filter_map(|n| n.parse().ok()).collect();
                drawing.size = (size[2], size[3]);
            }
            Some("circle") => {
                let place = |name: &str| attribute(tag, name).parse::<f64>().expect("a place is a number");
                let class = attribute(&own, "class").to_owned();
                drawing.circles.entry(class).or_default().push((place("cx"), place("cy")));
            }
            Some("g") => tag.clone_into(&mut group),
            Some("text") => drawing.texts.push(text(&own, content)),
            Some("path") => {
                let class = attribute(&own, "class").to_owned();
                drawing.paths.entry(class).or_default().extend(parts(attribute(&own, "d")));
            }
            _ => {}
        }
    }
    drawing
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let found = tag.split_once(&format!(" {name}=\""));
    found.and_then(|(_, rest)| rest.split('"').next()).unwrap_or("")
}

fn text(tag: &str, content: &str) -> Text {
    let class = attribute(tag, "class").to_owned();
    let number = |name: &str| attribute(tag, name).parse::<f64>().expect("a place is a number");
    let (x, baseline) = (number("x"), number("y"));
    let is_bold = class.contains("last") || class.starts_with("in-") || class.starts_with("on-");
    let units = if is_bold { bold_width(content) } else { width(content) };
    let wide = f64::from(units) / 10.0;
    let left = match attribute(tag, "text-anchor") {
        "middle" => x - wide / 2.0,
        "end" => x - wide,
        _ => x,
    };
    // Capitals and digits are 8.7 px high; half a pixel is given for rounding.
    let (top, bottom) = (baseline - 8.7 + 0.5, baseline + 1.5);
    let text = content.to_owned();
    Text { class, text, left: left + 0.5, right: left + wide - 0.5, top, bottom }
}

/// The subpaths of path data, each as the places it goes through.
fn parts(data: &str) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    let starts: Vec<usize> = data.match_indices(char::is_alphabetic).map(|(at, _)| at).chain([data.len()]).collect();
    for ends in starts.windows(2) {
        let (command, numbers) = data[ends[0]..ends[1]].split_at(1);
        let numbers: Vec<f64> = numbers.split(' ').filter_map(|number| number.parse().ok()).collect();
        let last = parts.last().and_then(|part| part.last()).copied().unwrap_or_default();
        match (command, numbers.as_slice()) {
            ("M", [x, y]) => parts.push(vec![(*x, *y)]),
            ("L", [x, y]) => push(&mut parts, (*x, *y)),
            ("H", [x]) => push(&mut parts, (*x, last.1)),
            ("V", [y]) => push(&mut parts, (last.0, *y)),
            ("h", [dx]) => push(&mut parts, (last.0 + dx, last.1)),
            ("v", [dy]) => push(&mut parts, (last.0, last.1 + dy)),
            ("z", []) => {}
            other => panic!("a path command that is not expected: {other:?}"),
        }
    }
    parts
}

fn push(parts: &mut [Vec<(f64, f64)>], at: (f64, f64)) {
    parts.last_mut().expect("a path begins with M").push(at);
}
