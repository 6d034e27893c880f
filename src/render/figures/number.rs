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
    /// What may stand between a figure and the year behind it.
    pub year: Vec<String>,
    /// What may stand between a year and the figure behind it.
    pub front: Vec<String>,
    /// What makes a year in front one that the figure is compared with.
    pub since: Vec<String>,
}

/// A decimal in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As it is written.
    pub text: String,
    /// Its value without a sign.
    pub value: Decimal,
    /// The year said for it, right behind it or in front.
    pub year: Option<Year>,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Whose sign stands between the whole and its parts.
    pub sign: Sign,
}

/// Whose way a decimal is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The language's own.
    Own,
    /// That of others: `54.23` where the language writes a comma.
    Other,
    /// That of others, and it may as well be a time or a day: `10.15`, `29.06`.
    Clock,
}

impl Number {
    /// As the language writes it.
    pub fn own(&self) -> String {
        let swap = |c| match c {
            '.' => ',',
            ',' => '.',
            c => c,
        };
        if self.sign == Sign::Own { self.text.clone() } else { self.text.chars().map(swap).collect() }
    }
}

/// The decimals of a text.
pub fn numbers(text: &str, signs: &Signs) -> Vec<Number> {
    let Some(decimal) = signs.decimal else { return Vec::new() };
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '/');
    let mut found = Vec::new();
    let (mut end, mut said) = (0, 0);
    while let Some(start) = text[end..].find(|c: char| c.is_ascii_digit()).map(|n| end + n) {
        let run = &text[start..];
        let run = &run[..run.find(|c| !is_part(c)).unwrap_or(run.len())];
        let run = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        end = start + run.len();
        if let Some((value, sign)) = score_like(run, decimal)
            && is_score(&text[..start], &text[end..], signs)
        {
            // A year that was said behind the figure before is not this one's.
            let behind = year_behind(&text[end..], signs);
            let year = behind.map(|(year, _)| year).or_else(|| year_in_front(&text[said..start], signs));
            said = behind.map_or(end, |(_, length)| end + length);
            found.push(Number { text: run.to_owned(), value, year, start, sign });
        }
    }
    found
}

/// One, two or three digits and one or two decimals; with the sign of others always two, for one is a chapter or a version.
fn score_like(run: &str, decimal: char) -> Option<(Decimal, Sign)> {
    let at = run.find([',', '.'])?;
    let (whole, parts) = (&run[..at], &run[at + 1..]);
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_like = is_digits(whole) && is_digits(parts) && whole.len() <= 3 && matches!(parts.len(), 1 | 2);
    let value = is_like.then(|| Decimal::parse(run).ok()).flatten()?;
    let sign = match (run[at..].starts_with(decimal), parts.len()) {
        (true, _) => Sign::Own,
        (false, 1) => return None,
        (false, _) if is_clock(whole, parts) => Sign::Clock,
        (false, _) => Sign::Other,
    };
    Some((value, sign))
}

fn is_clock(whole: &str, parts: &str) -> bool {
    let number = |text: &str| text.parse().unwrap_or(u16::MAX);
    let (whole, parts) = (number(whole), number(parts));
    (whole <= 24 && parts <= 59) || ((1..=31).contains(&whole) && (1..=12).contains(&parts))
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

/// The year in `57,65 pada tahun 2018` or `57,65 (2018)` with the bytes up to its end: nothing but words that lead to a
/// year lies between.
fn year_behind(after: &str, signs: &Signs) -> Option<(Year, usize)> {
    let mut rest = after;
    loop {
        rest = rest.trim_start_matches([' ', '\u{a0}', '(']);
        let next = word(rest);
        if let Some(year) = Year::parse(next) {
            return Some((year, after.len() - rest.len() + next.len()));
        }
        if next.is_empty() || !signs.year.contains(&next.to_lowercase()) {
            return None;
        }
        rest = &rest[next.len()..];
    }
}

/// The year in `tahun 2018 nilainya 57,65` or `2018: 57,65`: between the two stand names and words that lead to a score,
/// and the year is neither one of two nor one that is compared with.
fn year_in_front(before: &str, signs: &Signs) -> Option<Year> {
    let mut rest = before;
    let year = loop {
        rest = rest.trim_end_matches([' ', '\u{a0}', '(', ':', '=', ',']);
        let last = last_word(rest);
        if let Some(year) = Year::parse(last) {
            break year;
        }
        let is_name = last.starts_with(char::is_uppercase);
        if last.is_empty() || !(is_name || signs.front.contains(&last.to_lowercase())) {
            return None;
        }
        rest = &rest[..rest.len() - last.len()];
    };
    rest = &rest[..rest.len() - 4];
    let mut lead = rest.trim_end();
    while signs.year.contains(&last_word(lead).to_lowercase()) {
        lead = lead[..lead.len() - last_word(lead).len()].trim_end();
    }
    let is_compared = signs.since.contains(&last_word(lead).to_lowercase());
    let is_joined = rest.ends_with(|c: char| !matches!(c, ' ' | '\u{a0}' | '(' | '"' | '“'));
    (!is_compared && !is_joined && !is_after_year(lead)).then_some(year)
}

/// Whether a text ends with a year and at most one word: `2018 dan`, `2018,`.
fn is_after_year(text: &str) -> bool {
    let is_year = |text: &str| Year::parse(last_word(text)).is_some();
    let short = text.trim_end_matches([' ', ',', '-', '–', '/']);
    let shorter = short[..short.len() - last_word(short).len()].trim_end_matches([' ', ',']);
    is_year(short) || is_year(shorter)
}

/// The last word of a text; empty when something else ends it.
fn last_word(text: &str) -> &str {
    &text[text
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs() -> Signs {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect();
        Signs {
            decimal: Some(','),
            after: words("persen juta"),
            before: words("rp nomor"),
            year: words("pada tahun"),
            front: words("nilainya nilai mendapat"),
            since: words("sejak dibanding dari"),
        }
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
    fn a_year_in_front_is_the_figures_when_nothing_else_is_said() {
        let cases = [
            ("Tahun 2018 nilainya 54,32.", Some(2018)),
            ("Pada 2018, Kabupaten Contoh mendapat nilai 54,32", Some(2018)),
            ("2018: 54,32", Some(2018)),
            ("2018 (54,32)", Some(2018)),
            ("Nilainya pada tahun 2018 54,32 (2019)", Some(2019)),
            ("Dibanding tahun 2018 nilainya 54,32", None),
            ("Sejak 2018 nilainya 54,32", None),
            ("Pada 2018 dan 2019 nilainya 54,32", None),
            ("Pada 2018–2019 nilainya 54,32", None),
            ("Sejak lama. Tahun 2018 turun ke 54,32", None),
            ("Tahun 2018 ramai. Nilainya 54,32", None),
        ];
        for (text, year) in cases {
            assert_eq!(found(text), [("54,32".to_owned(), year)], "{text}");
        }
        let two = found("57,65 pada 2018, nilainya 54,32");
        assert_eq!(two[1].1, None, "the year is said for the figure before it");
    }

    #[test]
    fn a_point_where_the_language_has_a_comma_is_seen() {
        let signs_of = |text: &str| numbers(text, &signs()).iter().map(|number| number.sign).collect::<Vec<_>>();
        assert_eq!(
            signs_of("54.23 dan 54,23, jam 10.15, tanggal 29.06"),
            [Sign::Other, Sign::Own, Sign::Clock, Sign::Clock]
        );
        assert_eq!(numbers("nilainya 54.23", &signs())[0].own(), "54,23");
        assert_eq!(signs_of("bab 3.2, 1.234 orang, 54.235"), []);
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
