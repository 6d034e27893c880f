//! Numbers of spreadsheets as exact decimals: the fifteen digits that such programs show.

/// The number as a sheet shows it at full length: `57.65` for 57.649999999999999. `None` when it is none, or so large
/// or small that nobody writes it out.
pub(super) fn shown(text: &str, percent: Percent) -> Option<String> {
    let number: f64 = text.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    let (digits, exponent) = scientific(number)?;
    let exponent = if percent == Percent::Yes { exponent + 2 } else { exponent };
    if exponent.abs() > 20 {
        return None;
    }
    let sign = if number < 0.0 && digits != "0" { "-" } else { "" };
    let unit = if percent == Percent::Yes { " %" } else { "" };
    Some(format!("{sign}{}{unit}", written(&digits, exponent)))
}

/// Whether the sheet shows a number as hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Percent {
    /// `57,65 %` for 0.5765.
    Yes,
    /// As it is.
    No,
}

/// Fifteen digits without zeros at their end, and the power of ten of the first.
fn scientific(number: f64) -> Option<(String, i32)> {
    let text = format!("{:.14e}", number.abs());
    let (mantissa, exponent) = text.split_once('e')?;
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    Some((if digits.is_empty() { "0" } else { digits }.to_owned(), exponent.parse().ok()?))
}

fn written(digits: &str, exponent: i32) -> String {
    let Ok(whole) = usize::try_from(exponent + 1) else {
        let zeros = "0".repeat(usize::try_from(-exponent - 1).unwrap_or(0));
        return format!("0.{zeros}{digits}");
    };
    match whole {
        0 => format!("0.{digits}"),
        whole if whole >= digits.len() => format!("{digits}{}", "0".repeat(whole - digits.len())),
        whole => format!("{}.{}", &digits[..whole], &digits[whole..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_the_sheet_shows() {
        for (text, told) in [
            ("57.65", Some("57.65")),
            ("57.649999999999999", Some("57.65")),
            ("57.65000000000001", Some("57.65")),
            ("5.7650000000000006E1", Some("57.65")),
            ("0.05", Some("0.05")),
            ("100", Some("100")),
            ("1e2", Some("100")),
            ("0", Some("0")),
            ("-0", Some("0")),
            ("-2.1", Some("-2.1")),
            ("57.648333333333333", Some("57.6483333333333")),
            ("1e-7", Some("0.0000001")),
            ("1e300", None),
            ("NaN", None),
            ("inf", None),
            ("x", None),
        ] {
            assert_eq!(shown(text, Percent::No).as_deref(), told, "{text}");
        }
        assert_eq!(shown("0.57650000000000001", Percent::Yes).as_deref(), Some("57.65 %"));
        assert_eq!(shown("1", Percent::Yes).as_deref(), Some("100 %"));
    }
}
