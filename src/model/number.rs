//! Exact decimals. A published figure is kept as it was printed; computed values compare as integers and round only for display.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number of at most nine decimals: units / 10^decimals.
///
/// Equality and order are those of the value: 92.5 equals 92.50. Large sites hold millions of them: the last four bits
/// are the decimals, those before them the units.
#[derive(Debug, Clone, Copy)]
pub struct Decimal(i64);

/// The most units a decimal has; no published figure comes near.
const MOST_UNITS: i64 = i64::MAX >> 4;

/// The most digits that units have.
const DIGITS: usize = 20;

/// Why a text is no plain decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDecimal {
    /// Not digits with at most one comma or point.
    Form,
    /// `017`.
    LeadingZero,
    /// `1e2`.
    Exponent,
    /// `.nan`, `.inf`.
    NotFinite,
    /// `1,234`: a thousand or a decimal comma?
    Ambiguous,
    /// `-0`.
    NegativeZero,
    /// More digits than any published figure has.
    Long,
}

impl Decimal {
    /// `units` / 10^`decimals`.
    ///
    /// # Panics
    /// When `decimals` is over nine.
    pub const fn new(units: i64, decimals: u8) -> Self {
        assert!(decimals <= 9, "at most nine decimals");
        let units = if units > MOST_UNITS {
            MOST_UNITS
        } else if units < -MOST_UNITS {
            -MOST_UNITS
        } else {
            units
        };
        Decimal(units << 4 | decimals as i64)
    }

    /// Reads `57,65`, `57.65`, `88,26 %`, `28,12 persen`; digits only, one comma or point.
    pub fn parse(text: &str) -> Result<Self, NotDecimal> {
        let text =
            ["%", "persen", "percent"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end();
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || digits.ends_with(['.', ',']) {
            return Err(form_fault(digits));
        }
        if whole.len() > 1 && whole.starts_with('0') {
            return Err(NotDecimal::LeadingZero);
        }
        if digits.contains(',') && fraction.len() == 3 && whole.len() <= 3 {
            return Err(NotDecimal::Ambiguous);
        }
        if whole.len() + fraction.len() > 15 || fraction.len() > 9 {
            return Err(NotDecimal::Long);
        }
        let units = whole.bytes().chain(fraction.bytes()).fold(0, |units, digit| units * 10 + i64::from(digit - b'0'));
        if negative && units == 0 {
            return Err(NotDecimal::NegativeZero);
        }
        let decimals = u8::try_from(fraction.len()).expect("at most nine");
        Ok(Decimal::new(if negative { -units } else { units }, decimals))
    }

    /// How many decimals it was written with, without trailing zeros.
    pub fn significant_decimals(self) -> u8 {
        let (mut units, mut decimals) = self.parts();
        while decimals > 0 && units % 10 == 0 {
            units /= 10;
            decimals -= 1;
        }
        decimals
    }

    /// The same value written with `decimals`; half away from zero where digits are lost.
    pub fn rounded(self, decimals: u8) -> Self {
        let (units, own) = self.parts();
        let units = match decimals.checked_sub(own) {
            Some(more) => units.saturating_mul(power(more)),
            None => {
                let unit = power(own - decimals);
                let half = if units < 0 { -unit / 2 } else { unit / 2 };
                (units + half) / unit
            }
        };
        Decimal::new(units, decimals)
    }

    /// The difference `self - other`, exact.
    pub fn minus(self, other: Self) -> Self {
        let decimals = self.decimals().max(other.decimals());
        Decimal::new(self.rounded(decimals).units() - other.rounded(decimals).units(), decimals)
    }

    /// The sum, exact.
    pub fn plus(self, other: Self) -> Self {
        let decimals = self.decimals().max(other.decimals());
        Decimal::new(self.rounded(decimals).units() + other.rounded(decimals).units(), decimals)
    }

    /// Without its sign.
    pub fn abs(self) -> Self {
        Decimal::new(self.units().abs(), self.decimals())
    }

    /// −1, 0 or 1.
    pub fn signum(self) -> i64 {
        self.units().signum()
    }

    /// The units and how many decimals they carry.
    pub fn parts(self) -> (i64, u8) {
        (self.units(), self.decimals())
    }

    /// Writes it with all its decimals and a sign between the whole and its parts.
    ///
    /// # Errors
    /// When there is no more room.
    pub fn write(self, out: &mut impl fmt::Write, point: &str) -> fmt::Result {
        let (units, decimals) = self.parts();
        let (mut digits, mut rest) = ([b'0'; DIGITS], units.unsigned_abs());
        let (whole_end, mut start) = (DIGITS - usize::from(decimals), DIGITS);
        while rest > 0 || start >= whole_end {
            start -= 1;
            digits[start] = b"0123456789"[(rest % 10) as usize];
            rest /= 10;
        }
        let digits = |from, to| str::from_utf8(&digits[from..to]).expect("digits are text");
        if units < 0 {
            out.write_str("-")?;
        }
        out.write_str(digits(start, whole_end))?;
        if decimals > 0 {
            out.write_str(point)?;
            out.write_str(digits(whole_end, DIGITS))?;
        }
        Ok(())
    }

    const fn units(self) -> i64 {
        self.0 >> 4
    }

    #[expect(clippy::cast_sign_loss, reason = "four bits fit into eight")]
    const fn decimals(self) -> u8 {
        (self.0 & 15) as u8
    }

    /// For positions in drawings only.
    #[expect(clippy::cast_precision_loss, reason = "a pixel needs no more")]
    pub fn position(self) -> f64 {
        self.units() as f64 / power(self.decimals()) as f64
    }
}

fn form_fault(digits: &str) -> NotDecimal {
    let lower = digits.trim_start_matches(['.', '+']).to_ascii_lowercase();
    if lower.starts_with("nan") || lower.starts_with("inf") {
        return NotDecimal::NotFinite;
    }
    let is_number_like = lower.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'e' | b'+' | b'-'));
    if is_number_like && lower.starts_with(|c: char| c.is_ascii_digit()) && lower.contains('e') {
        return NotDecimal::Exponent;
    }
    NotDecimal::Form
}

const fn power(decimals: u8) -> i64 {
    10_i64.pow(decimals as u32)
}

impl PartialEq for Decimal {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        // Nearly all figures of a site are written with two decimals.
        if self.decimals() == other.decimals() {
            return self.0.cmp(&other.0);
        }
        let scaled = |n: &Self| i128::from(n.units()) * i128::from(power(9 - n.decimals()));
        scaled(self).cmp(&scaled(other))
    }
}

/// With a point and all its decimals, as in CSV and JSON: `57.65`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, ".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_sources_print() {
        for (text, printed) in [
            ("57,65", "57.65"),
            ("57.65", "57.65"),
            ("92,5", "92.5"),
            ("88,26 %", "88.26"),
            ("28,12 persen", "28.12"),
            ("44", "44"),
            ("0", "0"),
            ("0.05", "0.05"),
            ("-2,10", "-2.10"),
        ] {
            assert_eq!(Decimal::parse(text).map(|n| n.to_string()), Ok(printed.to_owned()), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_plain() {
        for (text, fault) in [
            (".nan", NotDecimal::NotFinite),
            (".inf", NotDecimal::NotFinite),
            ("-.inf", NotDecimal::NotFinite),
            ("1e2", NotDecimal::Exponent),
            ("017", NotDecimal::LeadingZero),
            ("-0.0", NotDecimal::NegativeZero),
            ("1,234", NotDecimal::Ambiguous),
            ("12345678901234567890", NotDecimal::Long),
            ("", NotDecimal::Form),
            ("n.a.", NotDecimal::Form),
            ("1.2.3", NotDecimal::Form),
            ("5.", NotDecimal::Form),
            (".5", NotDecimal::Form),
            ("0x1F", NotDecimal::Form),
            ("+5", NotDecimal::Form),
        ] {
            assert_eq!(Decimal::parse(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn compares_before_rounding() {
        let parse = |text| Decimal::parse(text).expect("a plain decimal");
        assert!(parse("80.995") < parse("81"));
        assert_eq!(parse("92.5"), parse("92.50"));
        assert_eq!(parse("90.53").minus(parse("79.27")).to_string(), "11.26");
        assert_eq!(parse("54.32").minus(parse("57.65")).to_string(), "-3.33");
        assert_eq!(parse("80.995").rounded(2).to_string(), "81.00");
        assert_eq!(parse("-80.995").rounded(2).to_string(), "-81.00");
    }
}
