//! `format(value, spec)` of the built-in types (CPython's `formatter_unicode.c`).
//!
//! Each function takes the name of the value's type for the messages, because `bool` and classes
//! derived from `int`, `float` and `str` format like their base.

use super::float::Style;
use super::spec::{Align, Spec};
use super::{Exception, TextError, checked_width};

/// `int.__format__`. In 3.10 a spec with superfluous characters is reported without naming it and
/// the type, and `z` is unknown.
pub fn format_int(value: i64, spec: &str, type_name: &str) -> Result<String, TextError> {
    let spec = Spec::parse(spec, Some('d'), type_name)?;
    let letter = spec.letter.unwrap_or('d');
    match letter {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => {}
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => return float(value as f64, &spec, type_name),
        _ => return Err(Spec::unknown_letter(letter, type_name)),
    }
    if spec.precision.is_some() {
        return Err(TextError::value(
            "Precision not allowed in integer format specifier",
        ));
    }
    if spec.no_negative_zero {
        return Err(TextError::value(
            "Negative zero coercion (z) not allowed in integer format specifier",
        ));
    }
    if letter == 'c' {
        if spec.sign.is_some() {
            return Err(TextError::value(
                "Sign not allowed with integer format specifier 'c'",
            ));
        }
        if spec.alternate {
            return Err(TextError::value(
                "Alternate form (#) not allowed with integer format specifier 'c'",
            ));
        }
        let text = character(value)?.to_string();
        return Ok(Number {
            negative: false,
            prefix: "",
            digits: "",
            rest: &text,
            group: 3,
        }
        .layout(&spec));
    }
    let (digits, prefix) = radix(value, letter);
    let prefix = if spec.alternate { prefix } else { "" };
    let group = if matches!(letter, 'b' | 'o' | 'x' | 'X') {
        4
    } else {
        3
    };
    Ok(Number {
        negative: value < 0,
        prefix,
        digits: &digits,
        rest: "",
        group,
    }
    .layout(&spec))
}

/// `float.__format__`, with the differences in 3.10 told at [`format_int`].
pub fn format_float(value: f64, spec: &str, type_name: &str) -> Result<String, TextError> {
    float(value, &Spec::parse(spec, None, type_name)?, type_name)
}

fn float(value: f64, spec: &Spec, type_name: &str) -> Result<String, TextError> {
    let letter = match spec.letter {
        None if spec.precision.is_none() => 'r',
        None | Some('n') => 'g',
        Some('%') => 'f',
        Some(letter @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G')) => letter,
        Some(letter) => return Err(Spec::unknown_letter(letter, type_name)),
    };
    let precision = spec.precision.unwrap_or(6);
    if i32::try_from(precision).is_err() {
        return Err(TextError::value("precision too big"));
    }
    let style = Style {
        letter,
        precision: checked_width(precision)?,
        alternate: spec.alternate,
        add_dot_zero: spec.letter.is_none(),
        no_negative_zero: spec.no_negative_zero,
    };
    let percent = spec.letter == Some('%');
    let mut text = style.write(if percent { value * 100.0 } else { value });
    if percent {
        text.push('%');
    }
    let unsigned = text.trim_start_matches('-');
    let whole = unsigned
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(unsigned.len());
    let (digits, rest) = unsigned.split_at(whole);
    Ok(Number {
        negative: text.starts_with('-'),
        prefix: "",
        digits,
        rest,
        group: 3,
    }
    .layout(spec))
}

/// `str.__format__`, with the differences in 3.10 told at [`format_int`].
pub fn format_str(value: &str, spec: &str, type_name: &str) -> Result<String, TextError> {
    let spec = Spec::parse(spec, Some('s'), type_name)?;
    if let Some(letter) = spec.letter.filter(|&letter| letter != 's') {
        return Err(Spec::unknown_letter(letter, type_name));
    }
    let refused = match spec.sign {
        Some(' ') => Some("Space not allowed in string format specifier"),
        Some(_) => Some("Sign not allowed in string format specifier"),
        None if spec.no_negative_zero => {
            Some("Negative zero coercion (z) not allowed in string format specifier")
        }
        None if spec.alternate => Some("Alternate form (#) not allowed in string format specifier"),
        None if spec.align == Align::AfterSign => {
            Some("'=' alignment not allowed in string format specifier")
        }
        None => None,
    };
    if let Some(message) = refused {
        return Err(TextError::value(message));
    }
    let text: String = value
        .chars()
        .take(spec.precision.unwrap_or(usize::MAX))
        .collect();
    let missing = spec.width.saturating_sub(text.chars().count());
    let left = match spec.align {
        Align::Left | Align::AfterSign => 0,
        Align::Right => missing,
        Align::Center => missing / 2,
    };
    Ok(padded(&text, spec.fill, left, missing - left))
}

/// `text` between so many fill characters.
pub(super) fn padded(text: &str, fill: char, left: usize, right: usize) -> String {
    let fills = |count| std::iter::repeat_n(fill, count);
    fills(left)
        .chain(text.chars())
        .chain(fills(right))
        .collect()
}

/// The character with this code, for the letter `c`.
pub(super) fn character(code: i64) -> Result<char, TextError> {
    let code = u32::try_from(code)
        .ok()
        .filter(|&code| code <= char::MAX as u32);
    let code = code.ok_or(TextError::fixed(
        Exception::Overflow,
        "%c arg not in range(0x110000)",
    ))?;
    char::from_u32(code).ok_or(TextError::value(
        "a lone surrogate is not simulated: use another character code",
    ))
}

/// The digits of the absolute value by format letter, and the prefix that `#` shows.
pub(super) fn radix(value: i64, letter: char) -> (String, &'static str) {
    let absolute = value.unsigned_abs();
    match letter {
        'b' => (format!("{absolute:b}"), "0b"),
        'o' => (format!("{absolute:o}"), "0o"),
        'x' => (format!("{absolute:x}"), "0x"),
        'X' => (format!("{absolute:X}"), "0X"),
        _ => (absolute.to_string(), ""),
    }
}

/// The parts of a number, to be laid out (`calc_number_widths`, `fill_number`).
struct Number<'a> {
    negative: bool,
    prefix: &'static str,
    /// The digits before the point, which are grouped.
    digits: &'a str,
    /// What follows them.
    rest: &'a str,
    /// Digits in a group.
    group: isize,
}

impl Number<'_> {
    fn layout(&self, spec: &Spec) -> String {
        let sign = match spec.sign {
            _ if self.negative => "-",
            Some('+') => "+",
            Some(' ') => " ",
            _ => "",
        };
        let head = format!("{sign}{}", self.prefix);
        let others = head.len() + self.rest.chars().count();
        // Zeros that fill up to the width take part in the grouping.
        let zero_filled = spec.fill == '0' && spec.align == Align::AfterSign;
        let least = if zero_filled {
            spec.width.saturating_sub(others)
        } else {
            0
        };
        let digits = grouped(self.digits, spec.grouping, self.group, least);
        let missing = spec.width.saturating_sub(others + digits.len());
        let (left, inner, right) = match spec.align {
            Align::Left => (0, 0, missing),
            Align::Right => (missing, 0, 0),
            Align::Center => (missing / 2, 0, missing - missing / 2),
            Align::AfterSign => (0, missing, 0),
        };
        let tail = padded(&format!("{digits}{}", self.rest), spec.fill, inner, 0);
        padded(&format!("{head}{tail}"), spec.fill, left, right)
    }
}

/// ASCII digits with separators, filled with zeros to at least `least` characters; the first
/// character is never a separator (`_PyUnicode_InsertThousandsGrouping`).
fn grouped(digits: &str, separator: Option<char>, group: isize, least: usize) -> String {
    if digits.is_empty() {
        return String::new();
    }
    let Some(separator) = separator else {
        return padded(digits, '0', least.saturating_sub(digits.len()), 0);
    };
    let mut reversed = String::new();
    let mut left = digits.chars().rev().peekable();
    let mut least = isize::try_from(least).unwrap_or(isize::MAX);
    loop {
        for taken in 0..group {
            if left.peek().is_none() && taken >= least.max(1) {
                break;
            }
            reversed.push(left.next().unwrap_or('0'));
        }
        least -= group;
        if left.peek().is_none() && least <= 0 {
            return reversed.chars().rev().collect();
        }
        reversed.push(separator);
        least -= 1;
    }
}
