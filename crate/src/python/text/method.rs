//! The methods of `str` that take it apart, strip, replace and pad.

use super::character::is_white;
use super::format::padded;
use super::{TextError, checked_width};

/// As many splits as asked for: a negative number means all.
fn limit(count: i64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn separator(sep: &str) -> Result<&str, TextError> {
    if sep.is_empty() {
        Err(TextError::value("empty separator"))
    } else {
        Ok(sep)
    }
}

/// `str.split`; without a separator at runs of white space. `maxsplit` -1 means no limit.
pub fn split<'a>(
    text: &'a str,
    sep: Option<&str>,
    maxsplit: i64,
) -> Result<Vec<&'a str>, TextError> {
    let limit = limit(maxsplit);
    if let Some(sep) = sep {
        return Ok(text
            .splitn(limit.saturating_add(1), separator(sep)?)
            .collect());
    }
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(is_white);
    while !rest.is_empty() {
        let end = if parts.len() < limit {
            rest.find(is_white)
        } else {
            None
        };
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        parts.push(part);
        rest = after.trim_start_matches(is_white);
    }
    Ok(parts)
}

/// `str.rsplit`, which splits from the end.
pub fn rsplit<'a>(
    text: &'a str,
    sep: Option<&str>,
    maxsplit: i64,
) -> Result<Vec<&'a str>, TextError> {
    let limit = limit(maxsplit);
    let mut parts: Vec<&str> = Vec::new();
    if let Some(sep) = sep {
        parts.extend(text.rsplitn(limit.saturating_add(1), separator(sep)?));
    } else {
        let mut rest = text.trim_end_matches(is_white);
        while !rest.is_empty() {
            let before = rest.trim_end_matches(|character| !is_white(character));
            let start = if parts.len() < limit { before.len() } else { 0 };
            parts.push(&rest[start..]);
            rest = rest[..start].trim_end_matches(is_white);
        }
    }
    parts.reverse();
    Ok(parts)
}

/// `str.splitlines`.
pub fn splitlines(text: &str, keepends: bool) -> Vec<&str> {
    let ends_line = |character| {
        matches!(
            character,
            '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(ends_line).unwrap_or(rest.len());
        let terminator = if rest[end..].starts_with("\r\n") {
            2
        } else {
            rest[end..].chars().next().map_or(0, char::len_utf8)
        };
        lines.push(&rest[..if keepends { end + terminator } else { end }]);
        rest = &rest[end + terminator..];
    }
    lines
}

/// `str.strip`: removes white space, or any of the characters of `chars`, at both ends.
pub fn strip<'a>(text: &'a str, chars: Option<&str>) -> &'a str {
    lstrip(rstrip(text, chars), chars)
}

/// `str.lstrip`.
pub fn lstrip<'a>(text: &'a str, chars: Option<&str>) -> &'a str {
    text.trim_start_matches(|character| {
        chars.map_or(is_white(character), |chars| chars.contains(character))
    })
}

/// `str.rstrip`.
pub fn rstrip<'a>(text: &'a str, chars: Option<&str>) -> &'a str {
    text.trim_end_matches(|character| {
        chars.map_or(is_white(character), |chars| chars.contains(character))
    })
}

/// `str.replace`; `count` -1 means everywhere.
pub fn replace(text: &str, old: &str, new: &str, count: i64) -> String {
    text.replacen(old, new, limit(count))
}

/// `str.partition`.
pub fn partition<'a>(
    text: &'a str,
    sep: &'a str,
) -> Result<(&'a str, &'a str, &'a str), TextError> {
    let parts = text.split_once(separator(sep)?);
    Ok(parts.map_or((text, "", ""), |(before, after)| (before, sep, after)))
}

/// `str.rpartition`.
pub fn rpartition<'a>(
    text: &'a str,
    sep: &'a str,
) -> Result<(&'a str, &'a str, &'a str), TextError> {
    let parts = text.rsplit_once(separator(sep)?);
    Ok(parts.map_or(("", "", text), |(before, after)| (before, sep, after)))
}

/// `str.removeprefix`.
pub fn removeprefix<'a>(text: &'a str, prefix: &str) -> &'a str {
    text.strip_prefix(prefix).unwrap_or(text)
}

/// `str.removesuffix`.
pub fn removesuffix<'a>(text: &'a str, suffix: &str) -> &'a str {
    text.strip_suffix(suffix).unwrap_or(text)
}

/// How many characters are missing to the width.
fn missing(text: &str, width: i64) -> Result<usize, TextError> {
    let width = checked_width(usize::try_from(width.max(0)).unwrap_or(usize::MAX))?;
    Ok(width.saturating_sub(text.chars().count()))
}

/// `str.center`; an odd fill character goes to the left when the width is odd.
pub fn center(text: &str, width: i64, fill: char) -> Result<String, TextError> {
    let missing = missing(text, width)?;
    let left = missing / 2 + (missing & 1 & usize::from(width % 2 == 1));
    Ok(padded(text, fill, left, missing - left))
}

/// `str.ljust`.
pub fn ljust(text: &str, width: i64, fill: char) -> Result<String, TextError> {
    Ok(padded(text, fill, 0, missing(text, width)?))
}

/// `str.rjust`.
pub fn rjust(text: &str, width: i64, fill: char) -> Result<String, TextError> {
    Ok(padded(text, fill, missing(text, width)?, 0))
}

/// `str.zfill`: zeros go after a sign.
pub fn zfill(text: &str, width: i64) -> Result<String, TextError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = &text[..text.len() - digits.len()];
    Ok(format!(
        "{sign}{}",
        padded(digits, '0', missing(text, width)?, 0)
    ))
}

/// `str.expandtabs`.
pub fn expandtabs(text: &str, tabsize: i64) -> Result<String, TextError> {
    let size = checked_width(usize::try_from(tabsize.max(0)).unwrap_or(usize::MAX))?;
    let mut result = String::new();
    let mut column: usize = 0;
    for character in text.chars() {
        if character != '\t' {
            result.push(character);
            column = if matches!(character, '\n' | '\r') {
                0
            } else {
                column + 1
            };
        } else if size > 0 {
            let spaces = size - column % size;
            result.extend(std::iter::repeat_n(' ', spaces));
            column += spaces;
        }
    }
    Ok(result)
}
