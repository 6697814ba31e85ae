//! `int` to text and back.

use super::character::{decimal, is_white};
use super::{Exception, TextError, repr_str};

/// `repr(int)`, which is also its `str`.
pub fn repr_int(value: i64) -> String {
    value.to_string()
}

/// Every decimal digit as its ASCII one (`_PyUnicode_TransformDecimalAndSpaceToASCII`), the white
/// space around stripped.
pub(super) fn with_ascii_digits(text: &str) -> String {
    let digit = |character| {
        decimal(character)
            .and_then(|value| char::from_digit(value, 10))
            .unwrap_or(character)
    };
    text.trim_matches(is_white).chars().map(digit).collect()
}

/// Drops the underscores of `digits`; `None` unless each stands between two digits.
pub(super) fn without_underscores(digits: &str, is_digit: impl Fn(char) -> bool) -> Option<String> {
    let groups_are_digits = digits
        .split('_')
        .all(|group| !group.is_empty() && group.chars().all(&is_digit));
    groups_are_digits.then(|| digits.replace('_', ""))
}

/// `int(text, base)` (`PyLong_FromUnicodeObject`); `int(text)` is base 10.
///
/// An `OverflowError` of ours when the number does not fit 64 bits, which CPython's `int` would hold.
pub fn int_from_text(text: &str, base: i64) -> Result<i64, TextError> {
    let radix = u32::try_from(base)
        .ok()
        .filter(|base| *base == 0 || (2..=36).contains(base));
    let radix = radix.ok_or(TextError::fixed(
        Exception::Value,
        "int() base must be >= 2 and <= 36, or 0",
    ))?;
    let invalid = || {
        let shown: String = repr_str(text).chars().take(200).collect();
        TextError::value(format!(
            "invalid literal for int() with base {base}: {shown}"
        ))
    };
    let trimmed = with_ascii_digits(text);
    let (negative, unsigned) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(&trimmed)),
    };
    let (radix, digits) = digits(unsigned, radix).ok_or_else(invalid)?;
    let digits =
        without_underscores(digits, |character| character.is_digit(radix)).ok_or_else(invalid)?;
    let signed = if negative {
        format!("-{digits}")
    } else {
        digits
    };
    i64::from_str_radix(&signed, radix).map_err(|_| {
        TextError::fixed(
            Exception::Overflow,
            "an int is simulated in 64 bits: this number needs more",
        )
    })
}

/// The base in force and the digits after the prefix, if any. Without a base (0) the prefix
/// decides, and a decimal number other than zero may not start with a zero.
fn digits(unsigned: &str, radix: u32) -> Option<(u32, &str)> {
    let prefix = match unsigned.get(..2) {
        Some("0x" | "0X") => Some(16),
        Some("0o" | "0O") => Some(8),
        Some("0b" | "0B") => Some(2),
        _ => None,
    };
    match prefix {
        Some(named) if radix == 0 || radix == named => {
            // One underscore may follow a prefix.
            let rest = &unsigned[2..];
            Some((named, rest.strip_prefix('_').unwrap_or(rest)))
        }
        _ if radix != 0 => Some((radix, unsigned)),
        _ if unsigned.starts_with('0')
            && unsigned
                .chars()
                .any(|character| !matches!(character, '0' | '_')) =>
        {
            None
        }
        _ => Some((10, unsigned)),
    }
}
