//! How wide a text will be. The reader's font is unknown, so widths are those of a wide system font
//! and a real text is seldom wider.

use super::backend::UNIT;

/// The size of all text in a chart, in pixels of its view box. The drawing states it once, and a theme
/// that sets another size breaks the placement.
pub const FONT_PX: i32 = 12;

/// The height that a line of text occupies, from its capitals' top to below its comma, in units.
pub(super) const TEXT_HEIGHT: i32 = 11 * UNIT;

/// The width of a text at a font size, in whole pixels.
pub fn pixels(text: &str, font_px: i32) -> i32 {
    let unit = FONT_PX * UNIT;
    (width(text) * font_px + unit - 1) / unit
}

/// The width of a text in units.
pub(super) fn width(text: &str) -> i32 {
    let hundredths: i32 = text.chars().map(advance).sum();
    hundredths * FONT_PX * UNIT / 100
}

/// The width of a bold text in units.
pub(super) fn bold_width(text: &str) -> i32 {
    width(text) * 110 / 100
}

/// The advance of one character in hundredths of the font size.
fn advance(letter: char) -> i32 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '|' | '\'' | '!' => 30,
        ' ' | '\u{a0}' | '\u{202f}' | 'f' | 'r' | 't' | '(' | ')' | '-' => 40,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 92,
        'A'..='Z' => 70,
        '0'..='9' => 62,
        letter if letter < '\u{250}' || letter == '–' => 60,
        _ => 100,
    }
}

/// A text on at most two lines, broken at the space that leaves the narrowest pair.
pub(super) fn wrapped(text: &str) -> Vec<&str> {
    text.match_indices(' ')
        .map(|(at, _)| [text[..at].trim(), text[at..].trim()])
        .filter(|pair| pair.iter().all(|line| !line.is_empty()))
        .min_by_key(|pair| width(pair[0]).max(width(pair[1])))
        .map_or_else(|| vec![text], |pair| pair.to_vec())
}

/// A text on as many lines as it needs to stay within a width; a word that is wider alone is cut, after a hyphen or
/// a slash if it has one. A space that does not break stays.
pub(super) fn lines(text: &str, room: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} {word}")).filter(|line| width(line) <= room);
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) => *line = longer,
            _ => lines.extend(cut(word, room)),
        }
    }
    lines
}

/// A word in pieces that stay within a width, each of at least one letter.
fn cut(word: &str, room: i32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut add = |part: &str| {
        let piece = pieces.last().map_or("", String::as_str);
        if !piece.is_empty() && width(piece) + width(part) > room {
            pieces.push(String::new());
        }
        pieces.last_mut().into_iter().for_each(|piece| piece.push_str(part));
    };
    for part in word.split_inclusive(['-', '/']) {
        match width(part) > room {
            true => part.chars().for_each(|letter| add(letter.encode_utf8(&mut [0; 4]))),
            false => add(part),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{lines, width, wrapped};

    #[test]
    fn as_many_lines_as_needed() {
        let name = "Dinas Penanaman Modal dan Pelayanan Terpadu";
        assert_eq!(lines(name, width("Dinas Penanaman Modal")), ["Dinas Penanaman Modal", "dan Pelayanan Terpadu"]);
        assert_eq!(lines("Sarolangun", width("angun")), ["Sarol", "angun"]);
        assert_eq!(lines("Sarolangun-Selatan", width("Sarolangun-S")), ["Sarolangun-", "Selatan"]);
        assert_eq!(lines("a b\u{a0}; c", width("b ; c")), ["a b\u{a0};", "c"]);
        assert!(lines(" ", 100).is_empty());
    }

    #[test]
    fn wraps_at_the_space_that_balances() {
        assert_eq!(wrapped("cara menilai berubah"), ["cara menilai", "berubah"]);
        assert_eq!(wrapped("baru"), ["baru"]);
        assert_eq!(wrapped(" baru "), [" baru "]);
    }

    #[test]
    fn counts_letters_not_bytes() {
        assert_eq!(width("é"), width("e"));
        assert!(width("54,32") < width("54832"));
    }
}
