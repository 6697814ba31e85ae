//! `float` to text and back.

use super::int::{with_ascii_digits, without_underscores};
use super::{TextError, repr_str};

/// `repr(float)`: the shortest digits that read back as the same number (`float_repr`).
pub fn repr_float(value: f64) -> String {
    let text = Style {
        letter: 'r',
        precision: 0,
        alternate: false,
        add_dot_zero: true,
        no_negative_zero: false,
    };
    text.write(value)
}

/// `repr(complex)`: `1j`, `(2-1j)`.
pub fn repr_complex([real, imaginary]: [f64; 2]) -> String {
    let part = |value: f64| {
        let text = repr_float(value);
        text.strip_suffix(".0").map_or(text.clone(), str::to_string)
    };
    let imaginary = part(imaginary);
    if real == 0.0 && real.is_sign_positive() {
        return format!("{imaginary}j");
    }
    let sign = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{imaginary}j)", part(real))
}

/// `str(float)`, the same as its `repr` since 3.2.
pub fn str_float(value: f64) -> String {
    repr_float(value)
}

/// `float(text)` (`PyFloat_FromString`).
pub fn float_from_text(text: &str) -> Result<f64, TextError> {
    let invalid = || {
        TextError::value(format!(
            "could not convert string to float: {}",
            repr_str(text)
        ))
    };
    number(&with_ascii_digits(text)).ok_or_else(invalid)
}

fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if ["inf", "infinity", "nan"]
        .iter()
        .any(|name| unsigned.eq_ignore_ascii_case(name))
    {
        return text.parse().ok();
    }
    // An underscore may only stand between two digits; what the rest may be is what Rust reads too.
    let digits = |part: &str| {
        part.is_empty()
            || without_underscores(part, |character| character.is_ascii_digit()).is_some()
    };
    if !unsigned.split(['.', 'e', 'E', '+', '-']).all(digits) {
        return None;
    }
    text.replace('_', "").parse().ok()
}

/// How a float is written (`format_float_short`): by format letter `e`, `f`, `g` or `r`.
pub(super) struct Style {
    /// `e`, `f`, `g`, their capitals, or `r` for the shortest digits.
    pub letter: char,
    /// Digits after the point for `e` and `f`, significant digits for `g`.
    pub precision: usize,
    /// `#`: keep the point and the trailing zeros.
    pub alternate: bool,
    /// `.0` after a number that would look like an int.
    pub add_dot_zero: bool,
    /// `z`: no sign on what is written as zero.
    pub no_negative_zero: bool,
}

/// No f64 has more digits than this that are not zero, before or after the point.
const DIGITS: usize = 1100;

impl Style {
    /// The number with its `-` sign, if any.
    pub fn write(&self, value: f64) -> String {
        let text = self.write_lower(value);
        if self.letter.is_ascii_uppercase() {
            text.to_ascii_uppercase()
        } else {
            text
        }
    }

    fn write_lower(&self, value: f64) -> String {
        if value.is_nan() {
            return "nan".into();
        }
        let sign = if value.is_sign_negative() { "-" } else { "" };
        if value.is_infinite() {
            return format!("{sign}inf");
        }
        let letter = self.letter.to_ascii_lowercase();
        let precision = if letter == 'g' {
            self.precision.max(1)
        } else {
            self.precision
        };
        let (digits, point) = digits(value.abs(), letter, precision);
        let sign = if self.no_negative_zero && digits.is_empty() {
            ""
        } else {
            sign
        };
        // Zero has its point after its one digit.
        let point = if digits.is_empty() { 1 } else { point };
        let exponent = match letter {
            'e' => true,
            'g' => point <= -4 || point > precision as i64 - i64::from(self.add_dot_zero),
            'r' => point <= -4 || point > 16,
            _ => false,
        };
        // With an exponent the point stands after the first digit.
        let shown_point = if exponent { 1 } else { point };
        let fraction = match letter {
            'e' | 'f' => precision as i64,
            'g' if self.alternate => precision as i64 - shown_point,
            _ => (digits.len() as i64 - shown_point).max(i64::from(self.add_dot_zero && !exponent)),
        };
        let mut text = String::from(sign);
        // Position 0 is the first digit; before it and after the last stand zeros.
        let digit = |index: i64| {
            usize::try_from(index)
                .ok()
                .and_then(|index| digits.as_bytes().get(index))
                .map_or('0', |&digit| char::from(digit))
        };
        if shown_point < 1 {
            text.push('0');
        }
        text.extend((0..shown_point).map(digit));
        if fraction > 0 || self.alternate {
            text.push('.');
        }
        text.extend((shown_point..shown_point + fraction).map(digit));
        if exponent {
            let exponent = point - 1;
            let sign = if exponent < 0 { '-' } else { '+' };
            text.push_str(&format!("e{sign}{:02}", exponent.abs()));
        }
        text
    }
}

/// The significant digits of a finite number without trailing zeros, rounded half to even on the
/// exact binary value, and how many of them stand before the point (`_Py_dg_dtoa`).
/// Zero has no digits.
fn digits(value: f64, letter: char, precision: usize) -> (String, i64) {
    let precision = precision.min(DIGITS);
    let text = match letter {
        'r' => format!("{value:e}"),
        'e' => format!("{value:.precision$e}"),
        'g' => format!("{value:.*e}", precision - 1),
        _ => format!("{value:.precision$}e0"),
    };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let leading = (all.len() - significant.len()) as i64;
    let point = whole.len() as i64 - leading + exponent.parse::<i64>().unwrap_or(0);
    (significant.trim_end_matches('0').to_owned(), point)
}
