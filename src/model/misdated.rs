//! What is wrong with a text that should be a date, and which date is meant by it.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::date::Year;
use crate::diag::{Code, Diagnostic};
use crate::load::decode::Value;

/// Months as people write them, by their first letters in Indonesian and English.
const MONTHS: &[(&str, i8)] = &[
    ("jan", 1),
    ("feb", 2),
    ("peb", 2),
    ("mar", 3),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("agu", 8),
    ("ags", 8),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("nop", 11),
    ("des", 12),
    ("dec", 12),
];
/// Words around a date that say nothing of it.
const FILLERS: &[&str] = &["pukul", "jam", "at", "tanggal", "tgl"];
/// Names of zones after a time.
const ZONES: &[&str] = &["WIB", "WITA", "WIT", "UTC", "GMT", "Z"];

/// The fault of a value that is no date.
pub fn fault(value: Value<'_>, text: &str) -> Diagnostic {
    let fault = |variant| value.fault(Code::BadDate).variant(variant);
    if let Some(rest) = without_zone(text) {
        return fault("with-zone").with("found", text).with_some("suggestion", meant(rest));
    }
    let (date, time) = text.split_once([' ', 'T']).map_or((text, None), |(date, time)| (date, Some(time.trim())));
    let Some((year, month, day)) = numbers(date) else {
        return fault("").with("found", text).with_some("suggestion", meant(text));
    };
    if !(1..=12).contains(&month) {
        let turned = Date::new(year, day.unwrap_or(0), month).ok().map(|date| date.to_string());
        return fault("month").with("found", date).with_some("suggestion", turned);
    }
    let first = jiff::civil::date(year, month, 1);
    match (day, time) {
        (Some(day), Some(time)) if day >= 1 && day <= first.days_in_month() => {
            let meant =
                hours(time).and_then(|(hour, minute)| moment(first.with().day(day).build().ok()?, hour, minute));
            let variant = if meant.is_some() && !time.starts_with("24") { "digits" } else { "hour" };
            fault(variant).with("found", time).with_some("suggestion", meant)
        }
        (Some(_), _) => {
            let days = first.days_in_month();
            fault("day").with("found", date).with("month", format!("{year:04}-{month:02}")).with("days", days)
        }
        (None, _) => fault("").with("found", text).with_some("suggestion", meant(text)),
    }
}

/// Year, month and perhaps day of `2026-11-31`, whether there is such a day or not.
fn numbers(date: &str) -> Option<(i16, i8, Option<i8>)> {
    let parts: Vec<&str> = date.split('-').collect();
    let number = |n: usize, length: usize| {
        let part = parts.get(n).filter(|part| part.len() == length)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
    };
    let small = |n| number(n, 2).and_then(|number| i8::try_from(number).ok());
    let (year, month) = (number(0, 4).and_then(Year::new)?.number(), small(1)?);
    match parts.len() {
        2 => Some((year, month, None)),
        3 => Some((year, month, Some(small(2)?))),
        _ => None,
    }
}

/// A text without the zone at its end, where it has one.
fn without_zone(text: &str) -> Option<&str> {
    let is_time = |rest: &str| rest.ends_with(|c: char| c.is_ascii_digit()) && rest.contains([':', '.']);
    let named = ZONES.iter().find_map(|zone| text.strip_suffix(zone)).map(str::trim_end);
    let offset = || text.rfind('+').map(|at| text[..at].trim_end());
    named.or_else(offset).filter(|rest| is_time(rest))
}

/// Hours and minutes of `9:00`, `09.00` and `09:00:00`.
fn hours(time: &str) -> Option<(i8, i8)> {
    let parts: Vec<&str> = time.split([':', '.']).collect();
    let number = |n: usize| parts.get(n).filter(|part| (1..=2).contains(&part.len()))?.parse::<i8>().ok();
    (2..=3).contains(&parts.len()).then_some(())?;
    Some((number(0)?, number(1)?))
}

/// A date with a time; 24:00 is the start of the next day.
fn moment(date: Date, hour: i8, minute: i8) -> Option<String> {
    let moment = match (hour, minute) {
        (24, 0) => date.checked_add(1.day()).ok()?.to_datetime(Time::midnight()),
        _ => DateTime::new(date.year(), date.month(), date.day(), hour, minute, 0, 0).ok()?,
    };
    Some(moment.strftime("%Y-%m-%d %H:%M").to_string())
}

/// The date that `29-6-2020`, `29/06/2020 9.00`, `2020/6/29` or `Senin, 29 Juni 2020 pukul 09.00` means.
fn meant(text: &str) -> Option<String> {
    let text = text.replace(',', " ");
    let is_date = |word: &&str| word.contains(|c: char| c.is_ascii_digit()) || month(word).is_some();
    let is_filler = |word: &str| FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler));
    let mut words: Vec<&str> = text.split([' ', 'T']).filter(|word| !word.is_empty() && !is_filler(word)).collect();
    let dated = words.iter().position(is_date)?;
    // Only the name of a day of the week may stand before the date.
    words.drain(..dated.min(1));
    let has_time = words.len().is_multiple_of(2);
    let time = match has_time {
        true => Some(hours(words.pop()?)?),
        false => None,
    };
    let date = match words[..] {
        [date] => in_digits(date)?,
        [one, two, year] => in_words(one, two, year)?,
        _ => return None,
    };
    match time {
        Some((hour, minute)) => moment(date, hour, minute),
        None => Some(date.to_string()),
    }
}

fn in_digits(text: &str) -> Option<Date> {
    let parts: Vec<i16> = text.split(['-', '/', '.']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = if a > 31 { (a, b, c) } else { (c, b, a) };
    Date::new(Year::new(year)?.number(), i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn in_words(one: &str, two: &str, year: &str) -> Option<Date> {
    let (day, month) = match month(two) {
        Some(month) => (one, month),
        None => (two, month(one)?),
    };
    Date::new(Year::parse(year)?.number(), month, day.parse().ok()?).ok()
}

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let is_word = word.chars().all(char::is_alphabetic);
    MONTHS.iter().find(|(name, _)| is_word && word.starts_with(name)).map(|(_, month)| *month)
}

#[cfg(test)]
mod tests {
    use super::{meant, without_zone};

    #[test]
    fn dates_as_people_write_them() {
        for (text, date) in [
            ("29/6/2020", "2020-06-29"),
            ("2020/6/29", "2020-06-29"),
            ("25 November 2026", "2026-11-25"),
            ("Rabu, 25 Nopember 2026", "2026-11-25"),
            ("25 Agustus 2026 pukul 9.30", "2026-08-25 09:30"),
            ("November 25, 2026", "2026-11-25"),
            ("25-11-2026 09:00", "2026-11-25 09:00"),
            ("2026-11-25 24:00", "2026-11-26 00:00"),
        ] {
            assert_eq!(meant(text).as_deref(), Some(date), "{text}");
        }
        for text in ["31/6/2020", "kemarin", "25 Bulan 2026", "", "Rabu", "1 2 3 4 5", "25 November"] {
            assert_eq!(meant(text), None, "{text}");
        }
        assert_eq!(without_zone("2026-11-25 09:00 WIB"), Some("2026-11-25 09:00"));
        assert_eq!(without_zone("2026-11-25T09:00+07:00"), Some("2026-11-25T09:00"));
        assert_eq!(without_zone("Jadwal: WIB"), None);
    }
}
