//! Decimals in a plain text, read as a reader of its language reads them.

use crate::model::date::Year;
use crate::model::number::Decimal;

/// How a language writes and surrounds numbers; words in small letters.
#[derive(Debug, Clone)]
pub struct Signs {
    /// Between the whole and its parts.
    pub decimal: Option<char>,
    /// What follows a number that is no score: a unit, `%`.
    pub after: Vec<String>,
    /// What stands before one: a currency, "number".
    pub before: Vec<String>,
    /// What may stand between a figure and the year it is said to be of.
    pub year: Vec<String>,
}

/// A decimal in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As it is written.
    pub text: String,
    /// Its value without a sign.
    pub value: Decimal,
    /// The year said right behind it.
    pub year: Option<Year>,
    /// Where it begins, in bytes.
    pub start: usize,
}

/// The decimals of a text.
pub fn numbers(text: &str, signs: &Signs) -> Vec<Number> {
    let Some(decimal) = signs.decimal else { return Vec::new() };
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '/');
    let mut found = Vec::new();
    let mut end = 0;
    while let Some(start) = text[end..].find(|c: char| c.is_ascii_digit()).map(|n| end + n) {
        let run = &text[start..];
        let run = &run[..run.find(|c| !is_part(c)).unwrap_or(run.len())];
        let run = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        end = start + run.len();
        if let Some(value) = score_like(run, decimal)
            && is_score(&text[..start], &text[end..], signs)
        {
            let year = year_behind(&text[end..], signs);
            found.push(Number { text: run.to_owned(), value, year, start });
        }
    }
    found
}

/// One, two or three digits and one or two decimals.
fn score_like(run: &str, decimal: char) -> Option<Decimal> {
    let (whole, parts) = run.split_once(decimal)?;
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_like = is_digits(whole) && is_digits(parts) && whole.len() <= 3 && matches!(parts.len(), 1 | 2);
    is_like.then(|| Decimal::parse(run).ok()).flatten()
}

fn is_score(before: &str, after: &str, signs: &Signs) -> bool {
    // `+62-741-57,5`, `A57,5` and `57,5-inci` are no figures of their own.
    let is_joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '@'));
    if is_joined(before.chars().next_back()) || is_joined(after.chars().next()) {
        return false;
    }
    let follows = after.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
    let next = word(follows);
    if follows.starts_with('%') || signs.after.contains(&next.to_lowercase()) {
        return false;
    }
    let stands = before.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let last = stands.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“')).next().unwrap_or("");
    !signs.before.contains(&last.to_lowercase())
}

/// The first word of a text, without what closes it.
fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())]
}

/// The year in `57,65 pada tahun 2018` or `57,65 (2018)`: nothing but words that lead to a year lies between.
fn year_behind(after: &str, signs: &Signs) -> Option<Year> {
    let mut rest = after;
    loop {
        rest = rest.trim_start_matches([' ', '\u{a0}', '(']);
        let next = word(rest);
        if let Some(year) = Year::parse(next) {
            return Some(year);
        }
        if next.is_empty() || !signs.year.contains(&next.to_lowercase()) {
            return None;
        }
        rest = &rest[next.len()..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs() -> Signs {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect();
        Signs { decimal: Some(','), after: words("persen juta"), before: words("rp nomor"), year: words("pada tahun") }
    }

    fn found(text: &str) -> Vec<(String, Option<i16>)> {
        let numbers = numbers(text, &signs()).into_iter();
        numbers.map(|number| (number.text, number.year.map(Year::number))).collect()
    }

    #[test]
    fn a_decimal_is_found_with_the_year_said_for_it() {
        let text = "dari 57,65 pada tahun 2018 menjadi 54,3 (2019), bukan 54,32.";
        let expected = [("57,65", Some(2018)), ("54,3", Some(2019)), ("54,32", None)];
        assert_eq!(found(text), expected.map(|(text, year)| (text.to_owned(), year)));
    }

    #[test]
    fn what_is_no_score_is_left_alone() {
        let other = [
            "46,42%",
            "46,42 %",
            "46,42 persen",
            "Rp 1,5",
            "Rp1,5",
            "1.234,56",
            "1.234",
            "pukul 10.15",
            "29.06.2020",
            "nomor 25,1",
            "2,5 juta",
            "12/1,5",
            "57,655",
            "v1,2",
        ];
        for text in other {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
