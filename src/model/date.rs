//! Years, dates as sources give them, and the moment from which something is public.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::misdated;
use crate::diag::Code;
use crate::load::decode::Value;

/// A calendar year from 1900 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(i16);

impl Year {
    /// A year, if the number is one.
    pub fn new(number: i16) -> Option<Self> {
        (1900..=2199).contains(&number).then_some(Year(number))
    }

    /// The year of four digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        is_plain.then(|| text.parse().ok()).flatten().and_then(Year::new)
    }

    /// The number.
    pub fn number(self) -> i16 {
        self.0
    }
}

impl std::fmt::Display for Year {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads a year.
pub fn year(value: Value<'_>) -> Option<Year> {
    let text = value.text()?;
    let year = Year::parse(text);
    if year.is_none() {
        value.report(value.fault(Code::BadYear).with("found", text));
    }
    year
}

/// A date as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartialDate {
    /// Only the year.
    Year(i16),
    /// Year and month.
    Month(i16, i8),
    /// The day.
    Day(Date),
    /// The minute.
    Minute(DateTime),
}

impl PartialDate {
    /// `2019`, `2019-12`, `2019-12-11`, `2019-12-11 10:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once([' ', 'T']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let parts: Vec<&str> = date.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        if !parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let number = |n: usize| parts[n].parse::<i16>().ok();
        let year = number(0).and_then(Year::new)?.number();
        match (&lengths[..], time) {
            ([4], None) => Some(PartialDate::Year(year)),
            ([4, 2], None) => {
                let month = i8::try_from(number(1)?).ok()?;
                (1..=12).contains(&month).then_some(PartialDate::Month(year, month))
            }
            ([4, 2, 2], time) => {
                let date = Date::new(year, i8::try_from(number(1)?).ok()?, i8::try_from(number(2)?).ok()?).ok()?;
                match time {
                    None => Some(PartialDate::Day(date)),
                    Some(time) => Some(PartialDate::Minute(date.to_datetime(parse_time(time)?))),
                }
            }
            _ => None,
        }
    }

    /// The last day it may mean: for order, and for "updated".
    pub fn last_day(self) -> Date {
        match self {
            PartialDate::Year(year) => jiff::civil::date(year, 12, 31),
            PartialDate::Month(year, month) => jiff::civil::date(year, month, 1).last_of_month(),
            PartialDate::Day(date) => date,
            PartialDate::Minute(time) => time.date(),
        }
    }

    /// The moment from which something of this date may be public: a day opens at 00:00,
    /// a month or year only when it is over.
    pub fn opens(self, zone: &TimeZone) -> Timestamp {
        let start = match self {
            PartialDate::Year(_) | PartialDate::Month(..) => {
                self.last_day().saturating_add(1.day()).to_datetime(Time::midnight())
            }
            PartialDate::Day(date) => date.to_datetime(Time::midnight()),
            PartialDate::Minute(time) => time,
        };
        zone.to_timestamp(start).unwrap_or(Timestamp::MAX)
    }

    /// For `<time datetime>` and machine files: `2019`, `2019-12`, `2019-12-11`, `2019-12-11T10:00`.
    pub fn machine(self) -> String {
        match self {
            PartialDate::Year(year) => format!("{year:04}"),
            PartialDate::Month(year, month) => format!("{year:04}-{month:02}"),
            PartialDate::Day(date) => date.to_string(),
            PartialDate::Minute(time) => format!("{}T{:02}:{:02}", time.date(), time.hour(), time.minute()),
        }
    }
}

/// A moment for people who run the site: `2019-12-11 10:00 WIB`.
pub fn shown(moment: Timestamp, zone: &TimeZone) -> String {
    moment.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M %Z").to_string()
}

fn parse_time(text: &str) -> Option<Time> {
    let mut parts = text.splitn(3, [':', '.']);
    let mut number = || parts.next().filter(|part| part.len() == 2)?.parse::<i8>().ok();
    let (hour, minute) = (number()?, number()?);
    let second = match parts.next() {
        None => 0,
        Some(text) if text.len() == 2 => text.parse().ok()?,
        Some(_) => return None,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// Reads a date as far as it is known.
pub fn partial_date(value: Value<'_>) -> Option<PartialDate> {
    let text = value.text()?;
    let date = PartialDate::parse(text);
    if date.is_none() {
        value.report(misdated::fault(value, text));
    }
    date
}

/// Reads a full date, with or without a time.
pub fn full_date(value: Value<'_>) -> Option<PartialDate> {
    let date = partial_date(value)?;
    if matches!(date, PartialDate::Year(_) | PartialDate::Month(..)) {
        value.report(value.fault(Code::BadDate).variant("full").with("found", value.peek_text().unwrap_or("")));
        return None;
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_far_as_known() {
        for text in ["2019", "2019-12", "2019-12-11", "2019-12-11T10:00"] {
            assert_eq!(PartialDate::parse(text).map(PartialDate::machine), Some(text.to_owned()));
        }
        for bad in
            ["19", "2019-13", "2019-02-30", "2019-2-3", "29-06-2020", "2019-12-11 25:00", "2019-12-11 1:00", "soon"]
        {
            assert_eq!(PartialDate::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_month_opens_when_it_is_over() {
        let opens = |text| PartialDate::parse(text).expect("a date").opens(&TimeZone::UTC).to_string();
        assert_eq!(opens("2017-12"), "2018-01-01T00:00:00Z");
        assert_eq!(opens("2019-12-10 10:00"), "2019-12-10T10:00:00Z");
        assert_eq!(opens("2019-12-10"), "2019-12-10T00:00:00Z");
    }
}
