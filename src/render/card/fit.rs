//! How a text fits into a place: its size and its lines, by the measured width of its letters.

use serde::Serialize;

use super::font;
pub use super::font::Weight;

/// Where a text is to stand.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Pixels across.
    pub width: f32,
    /// The largest size.
    pub size: u32,
    /// The smallest size.
    pub least: u32,
    /// The most lines.
    pub lines: usize,
    /// How heavy its letters are.
    pub weight: Weight,
}

/// A text in its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// The size.
    pub size: u32,
    /// The lines; none for a text without a letter that the font has.
    pub lines: Vec<String>,
    /// Pixels across of the widest line.
    pub width: u32,
    /// Whether all of it has room.
    pub is_whole: bool,
}

/// What stands for the rest of a text that has no room.
const REST: char = '…';
/// Kerning may set letters a little further apart than they are wide.
const SLACK: f32 = 1.01;

/// The largest size at which a text fits. Where even the smallest has no room, the end is left out.
/// Letters that the font does not have are left out: an empty box would say less.
pub fn fit(text: &str, room: Room) -> Fit {
    let words = words(text, room.weight);
    let sizes = (room.least..=room.size).rev().step_by(2);
    let whole = sizes.filter_map(|size| {
        let across = room.width / points(size);
        let lines = wrap(&words, across);
        let is_whole = lines.len() <= room.lines && lines.iter().all(|line| line.width <= across);
        is_whole.then(|| (size, even(&words, lines, across)))
    });
    let found = whole.into_iter().next();
    let is_whole = found.is_some();
    let (size, lines) = found.unwrap_or_else(|| (room.least, cut(&words, room)));
    let width = pixels(lines.iter().map(|line| line.width).fold(0.0, f32::max) * points(size));
    Fit { size, width, is_whole, lines: lines.into_iter().map(|line| line.text).collect() }
}

/// How wide a size makes what is 1 wide.
fn points(size: u32) -> f32 {
    f32::from(u16::try_from(size).unwrap_or(u16::MAX)) * SLACK
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width is from 0 to some thousands")]
fn pixels(width: f32) -> u32 {
    width.ceil() as u32
}

/// A word or a line with its width at size 1.
#[derive(Debug, Clone, Default, PartialEq)]
struct Run {
    text: String,
    width: f32,
}

impl Run {
    fn of(text: &str, weight: Weight) -> Self {
        let known = text.chars().filter_map(|letter| Some((letter, font::width(letter, weight)?)));
        let (text, widths): (String, Vec<f32>) = known.unzip();
        Run { text, width: widths.iter().sum() }
    }
}

/// The words of a text and the width of a space.
struct Words {
    list: Vec<Run>,
    space: f32,
    weight: Weight,
}

fn words(text: &str, weight: Weight) -> Words {
    let list = text.split_whitespace().map(|word| Run::of(word, weight)).filter(|word| !word.text.is_empty());
    Words { list: list.collect(), space: font::width(' ', weight).unwrap_or_default(), weight }
}

/// As many words to a line as there is room for; a word that is wider than that has a line of its own.
fn wrap(words: &Words, across: f32) -> Vec<Run> {
    let mut lines: Vec<Run> = Vec::new();
    for word in &words.list {
        match lines.last_mut() {
            Some(line) if line.width + words.space + word.width <= across => {
                line.text.push(' ');
                line.text.push_str(&word.text);
                line.width += words.space + word.width;
            }
            _ => lines.push(word.clone()),
        }
    }
    lines
}

/// The same number of lines, about as wide as each other.
fn even(words: &Words, lines: Vec<Run>, across: f32) -> Vec<Run> {
    let count = lines.len();
    let (mut best, mut narrow, mut wide) = (lines, 0.0, across);
    for _ in 0..8 {
        let middle = (narrow + wide) / 2.0;
        let tried = wrap(words, middle);
        if tried.len() == count && tried.iter().all(|line| line.width <= middle) {
            (best, wide) = (tried, middle);
        } else {
            narrow = middle;
        }
    }
    best
}

/// The lines there is room for at the smallest size, words broken where they must be; the last says that there is more.
fn cut(words: &Words, room: Room) -> Vec<Run> {
    let across = room.width / points(room.least);
    let broken = words.list.iter().flat_map(|word| broken(word, across, words.weight));
    let words = Words { list: broken.collect(), ..*words };
    let mut lines = wrap(&words, across);
    if lines.len() > room.lines {
        lines.truncate(room.lines);
        let rest = Run::of(&REST.to_string(), words.weight);
        if let Some(last) = lines.last_mut() {
            while last.width + rest.width > across && last.text.pop().is_some() {
                *last = Run::of(last.text.trim_end(), words.weight);
            }
            last.text.push_str(&rest.text);
            last.width += rest.width;
        }
    }
    lines
}

/// A word in pieces that each have room in a line.
fn broken(word: &Run, across: f32, weight: Weight) -> Vec<Run> {
    let mut pieces = vec![Run::default()];
    for letter in word.text.chars() {
        let width = font::width(letter, weight).unwrap_or_default();
        let last = pieces.last_mut().expect("one piece to begin with");
        if last.text.is_empty() || last.width + width <= across {
            last.text.push(letter);
            last.width += width;
        } else {
            pieces.push(Run { text: letter.to_string(), width });
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(width: f32) -> Room {
        Room { width, size: 88, least: 48, lines: 2, weight: Weight::Bold }
    }

    #[test]
    fn a_name_takes_the_largest_size_and_even_lines() {
        let short = fit("Kota Jambi", room(700.0));
        assert_eq!((short.size, short.lines), (88, vec!["Kota Jambi".to_owned()]));
        let long = fit("Kabupaten Tanjung Jabung Timur", room(700.0));
        assert_eq!(long.lines, ["Kabupaten Tanjung", "Jabung Timur"]);
        assert!((48..88).contains(&long.size) && long.width <= 700, "{long:?}");
    }

    #[test]
    fn a_text_without_end_is_cut_and_says_so() {
        for hostile in ["x".repeat(500), "kata ".repeat(100)] {
            let cut = fit(&hostile, room(400.0));
            assert_eq!((cut.size, cut.lines.len(), cut.is_whole), (48, 2, false));
            assert!(cut.lines[1].ends_with(REST) && cut.width <= 400, "{cut:?}");
        }
    }

    #[test]
    fn letters_that_the_font_does_not_have_are_left_out() {
        assert_eq!(fit("Kota 🎉 \u{4e00} Baru", room(700.0)).lines, ["Kota Baru"]);
        assert_eq!(fit("🎉", room(700.0)).lines, Vec::<String>::new());
    }
}
