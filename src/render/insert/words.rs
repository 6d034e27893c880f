//! The words of an insertion, whatever a word processor made of its quotation marks and spaces.

use std::ops::Range;

/// A word and where it stands in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The word, without its quotation marks.
    pub(super) text: String,
    /// Its place, with them.
    pub(super) at: Range<usize>,
}

/// Splits at white space of any kind; what stands in quotation marks of any kind is one word.
pub(super) fn words(body: &str, inner: Range<usize>) -> Vec<Word> {
    let mut list = Vec::new();
    let mut chars = body[inner.clone()].char_indices().map(|(n, c)| (inner.start + n, c)).peekable();
    while let Some((start, first)) = chars.next() {
        if is_blank(first) {
            continue;
        }
        let is_quoted = is_quote(first);
        let mut word = Word { text: String::new(), at: start..start + first.len_utf8() };
        if !is_quoted {
            word.text.push(first);
        }
        while let Some((at, c)) = chars.next_if(|(_, c)| is_quoted || !is_blank(*c)) {
            word.at.end = at + c.len_utf8();
            if is_quoted && is_quote(c) {
                break;
            }
            if !is_invisible(c) {
                word.text.push(c);
            }
        }
        list.push(word);
    }
    list
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Zero-width signs that are copied along from other programs.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›')
}

#[cfg(test)]
mod tests {
    use super::words;

    fn read(text: &str) -> Vec<String> {
        words(text, 0..text.len()).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_as_word_processors_leave_them() {
        assert_eq!(read("nilai\u{a0}contoh  2019"), ["nilai", "contoh", "2019"]);
        assert_eq!(read("tren “Kota  Contoh”"), ["tren", "Kota  Contoh"]);
        assert_eq!(read("\u{feff}tren 'Kota Contoh"), ["tren", "Kota Contoh"]);
        assert_eq!(read("banding a's b"), ["banding", "a's", "b"]);
        assert_eq!(read(" \u{200b} "), [""; 0]);
    }
}
