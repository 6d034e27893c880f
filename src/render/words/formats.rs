//! Numbers, dates and plural categories in a language's own form.
//!
//! ICU4X's formatters may not be shared among threads, so each thread keeps its own, made from data in the program.

use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;

use ahash::AHashMap;
use fixed_decimal::Decimal as Fixed;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD, YMDE};
use icu_datetime::input::Date;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};

use super::message::Rule;
use crate::model::date::PartialDate;
use crate::model::number::Decimal;

/// How much of a date is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateForm {
    /// `29 Juni 2020`.
    #[default]
    Long,
    /// `Senin, 29 Juni 2020`.
    Weekday,
    /// `Juni 2020`.
    Month,
    /// `2020`.
    Year,
}

impl DateForm {
    /// Its names in templates.
    pub const NAMES: [(&str, DateForm); 4] = [
        ("long", DateForm::Long),
        ("weekday", DateForm::Weekday),
        ("month", DateForm::Month),
        ("year", DateForm::Year),
    ];
}

/// The formatters of one language; without data for it they fall back to plain digits and ISO dates.
#[derive(Debug)]
pub struct Formats {
    number: Option<DecimalFormatter>,
    /// What stands between a whole and its parts; `None` where digits are not 0 to 9.
    point: Option<Box<str>>,
    cardinal: Option<PluralRules>,
    ordinal: Option<PluralRules>,
    long: Option<DateTimeFormatter<YMD>>,
    weekday: Option<DateTimeFormatter<YMDE>>,
    month: Option<DateTimeFormatter<YM>>,
}

/// This thread's formatters of a language.
pub fn formats(locale: &str) -> Rc<Formats> {
    thread_local! {
        static OF_THREAD: RefCell<AHashMap<Box<str>, Rc<Formats>>> = RefCell::default();
    }
    OF_THREAD.with_borrow_mut(|known| match known.get(locale) {
        Some(formats) => Rc::clone(formats),
        None => {
            let formats = Rc::new(Formats::new(locale));
            known.insert(locale.into(), Rc::clone(&formats));
            formats
        }
    })
}

/// The locale of a language tag, with the Gregorian calendar. `None` when it is no plain BCP-47 tag.
pub fn locale(tag: &str) -> Option<Locale> {
    let plain = Locale::try_from_str(tag).ok().filter(|locale| locale.extensions.is_empty())?;
    Locale::try_from_str(&format!("{plain}-u-ca-gregory")).ok()
}

/// Smaller numbers have no groups in any language.
const FIRST_GROUPED: Decimal = Decimal::new(1000, 0);

/// What a language writes between a whole and its parts, if its digits are 0 to 9.
fn point(formatter: &DecimalFormatter) -> Option<Box<str>> {
    let shown = formatter.format(&fixed(Decimal::new(123_456_789, 9))).to_string();
    Some(shown.strip_prefix('0')?.strip_suffix("123456789")?.into())
}

fn fixed(number: Decimal) -> Fixed {
    let (units, decimals) = number.parts();
    let mut fixed = Fixed::from(units);
    fixed.multiply_pow10(-i16::from(decimals));
    fixed
}

impl Formats {
    fn new(tag: &str) -> Self {
        let locale = locale(tag).unwrap_or(Locale::UNKNOWN);
        let grouped = DecimalFormatterOptions::from(GroupingStrategy::Auto);
        let rules = |rule: PluralRuleType| PluralRules::try_new((&locale).into(), rule.into()).ok();
        let number = DecimalFormatter::try_new((&locale).into(), grouped).ok();
        Formats {
            point: number.as_ref().and_then(point),
            number,
            cardinal: rules(PluralRuleType::Cardinal),
            ordinal: rules(PluralRuleType::Ordinal),
            long: DateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
            weekday: DateTimeFormatter::try_new((&locale).into(), YMDE::long()).ok(),
            month: DateTimeFormatter::try_new((&locale).into(), YM::long()).ok(),
        }
    }

    pub(super) fn category(&self, rule: Rule, number: &Fixed) -> PluralCategory {
        let rules = match rule {
            Rule::Cardinal => &self.cardinal,
            Rule::Ordinal => &self.ordinal,
        };
        rules.as_ref().map_or(PluralCategory::Other, |rules| rules.category_for(number))
    }

    /// With all its decimals, in groups, a true minus before it.
    pub(super) fn number(&self, number: Decimal) -> String {
        let mut text = String::from(if number.signum() < 0 { "\u{2212}" } else { "" });
        let number = number.abs();
        let written = match (&self.number, &self.point) {
            (Some(_), Some(point)) if number < FIRST_GROUPED => number.write(&mut text, point),
            (Some(formatter), _) => write!(text, "{}", formatter.format(&fixed(number))),
            (None, _) => number.write(&mut text, "."),
        };
        written.expect("memory can be written");
        text
    }

    pub(super) fn signed(&self, number: Decimal) -> String {
        let plus = if number.signum() > 0 { "+" } else { "" };
        format!("{plus}{}", self.number(number))
    }

    pub(super) fn date(&self, date: PartialDate, form: DateForm) -> String {
        let day = date.last_day();
        let year = || day.year().to_string();
        let (month, number) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        let Ok(iso) = Date::try_new_iso(i32::from(day.year()), month, number) else { return date.machine() };
        let text = match (date, form) {
            (PartialDate::Year(_), _) | (_, DateForm::Year) => Some(year()),
            (PartialDate::Month(..), _) | (_, DateForm::Month) => {
                self.month.as_ref().map(|f| f.format(&iso).to_string())
            }
            (_, DateForm::Weekday) => self.weekday.as_ref().map(|f| f.format(&iso).to_string()),
            (_, DateForm::Long) => self.long.as_ref().map(|f| f.format(&iso).to_string()),
        };
        text.unwrap_or_else(|| date.machine())
    }
}

#[cfg(test)]
mod tests {
    use super::{Formats, fixed};
    use crate::model::number::Decimal;

    #[test]
    fn a_number_is_written_as_the_language_has_it_by_whichever_way() {
        let numbers =
            [(0, 0), (0, 2), (5, 1), (5, 2), (2, 2), (1000, 2), (99_999, 2), (999, 0), (100_000, 2), (1_234_567, 1)];
        for tag in ["id", "en", "fr", "de-CH", "hi", "ar-EG", "fa", "bg"] {
            let formats = Formats::new(tag);
            let formatter = formats.number.as_ref().expect("ICU knows it");
            for (units, decimals) in numbers {
                let number = Decimal::new(units, decimals);
                let whole = formatter.format(&fixed(number)).to_string();
                assert_eq!(formats.number(number), whole, "{tag}");
                assert_eq!(
                    formats.number(Decimal::new(-units, decimals)).trim_start_matches('\u{2212}'),
                    whole,
                    "{tag}"
                );
            }
        }
        assert_eq!(Formats::new("id").point.as_deref(), Some(","));
        assert_eq!(Formats::new("fa").point, None, "its digits are its own");
    }
}
