//! Numbers, dates and plural categories in a language's own form.
//!
//! ICU4X's formatters may not be shared among threads, so each thread keeps its own, made from data in the program.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

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
    cardinal: Option<PluralRules>,
    ordinal: Option<PluralRules>,
    long: Option<DateTimeFormatter<YMD>>,
    weekday: Option<DateTimeFormatter<YMDE>>,
    month: Option<DateTimeFormatter<YM>>,
}

/// This thread's formatters of a language.
pub fn formats(locale: &str) -> Rc<Formats> {
    thread_local! {
        static OF_THREAD: RefCell<HashMap<Box<str>, Rc<Formats>>> = RefCell::default();
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

impl Formats {
    fn new(tag: &str) -> Self {
        let locale = locale(tag).unwrap_or(Locale::UNKNOWN);
        let grouped = DecimalFormatterOptions::from(GroupingStrategy::Auto);
        let rules = |rule: PluralRuleType| PluralRules::try_new((&locale).into(), rule.into()).ok();
        Formats {
            number: DecimalFormatter::try_new((&locale).into(), grouped).ok(),
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
        let sign = if number.signum() < 0 { "\u{2212}" } else { "" };
        let (units, decimals) = number.abs().parts();
        let mut fixed = Fixed::from(units);
        fixed.multiply_pow10(-i16::from(decimals));
        match &self.number {
            Some(formatter) => format!("{sign}{}", formatter.format(&fixed)),
            None => format!("{sign}{}", number.abs()),
        }
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
