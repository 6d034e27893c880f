//! Reading a published score: a finite plain number within its scale, with at most its decimals, kept exactly.

use super::methodology::Scale;
use super::number::{Decimal, NotDecimal};
use crate::diag::Code;
use crate::load::decode::Value;

/// Reads a score, written with the decimals of its scale; without a scale (its methodology is at fault) only the form is checked.
pub fn score(value: Value<'_>, scale: Option<Scale>) -> Option<Decimal> {
    if value.is_empty() {
        value.report(value.fault(Code::EmptyValue).variant("score"));
        return None;
    }
    let text = value.text()?;
    let number = match Decimal::parse(text) {
        Ok(number) => number,
        Err(why) => {
            let suggestion = suggestion(text, why);
            value.report(
                value
                    .fault(Code::BadScore)
                    .variant(variant(why))
                    .with("found", text)
                    .with_some("suggestion", suggestion),
            );
            return None;
        }
    };
    let Some(scale) = scale else { return Some(number) };
    let (low, high) = (scale.min, scale.max);
    if number < scale.min || number > scale.max {
        let fault = value.fault(Code::ScoreRange).with("found", text).with("min", low).with("max", high);
        value.report(fault.with_some("suggestion", lost_comma(text, scale)));
        return None;
    }
    if number.significant_decimals() > scale.decimals {
        let fault = value.fault(Code::ScoreDecimals).with("found", text).with("decimals", scale.decimals);
        value.report(fault.with("written", number.significant_decimals()));
        return None;
    }
    Some(number.rounded(scale.decimals))
}

fn variant(why: NotDecimal) -> &'static str {
    match why {
        NotDecimal::Form => "",
        NotDecimal::LeadingZero => "leading-zero",
        NotDecimal::Exponent => "exponent",
        NotDecimal::NotFinite => "not-finite",
        NotDecimal::Ambiguous => "ambiguous",
        NotDecimal::NegativeZero => "negative-zero",
        NotDecimal::Long => "long",
    }
}

fn suggestion(text: &str, why: NotDecimal) -> Option<String> {
    match why {
        NotDecimal::LeadingZero => Some(text.trim_start_matches('0').to_owned()).filter(|rest| !rest.is_empty()),
        NotDecimal::NegativeZero => Some("0".to_owned()),
        _ => None,
    }
}

/// `8013` on a scale to 100 with two decimals is most likely `80.13`.
fn lost_comma(text: &str, scale: Scale) -> Option<String> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()).then_some(text)?;
    let units: i64 = digits.parse().ok()?;
    let candidate = Decimal::new(units, scale.decimals);
    (candidate >= scale.min && candidate <= scale.max).then(|| candidate.to_string())
}
