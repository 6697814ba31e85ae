//! `repr` and `ascii` of `str` and `bytes`.

use std::fmt::Write;

use super::character::shows;

/// The quote CPython chooses: single, unless that would need escapes and double would not.
fn quote(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

fn escape(into: &mut String, character: char, quote: char, shows: impl Fn(char) -> bool) {
    let code = character as u32;
    // Writing to a `String` cannot fail.
    let _ = match character {
        '\\' => into.write_str("\\\\"),
        '\n' => into.write_str("\\n"),
        '\r' => into.write_str("\\r"),
        '\t' => into.write_str("\\t"),
        _ if character == quote => write!(into, "\\{quote}"),
        _ if shows(character) => into.write_char(character),
        _ if code < 0x100 => write!(into, "\\x{code:02x}"),
        _ if code < 0x1_0000 => write!(into, "\\u{code:04x}"),
        _ => write!(into, "\\U{code:08x}"),
    };
}

fn literal(text: &str, shows: impl Fn(char) -> bool) -> String {
    let quote = quote(text.contains('\''), text.contains('"'));
    let mut result = String::with_capacity(text.len() + 2);
    result.push(quote);
    for character in text.chars() {
        escape(&mut result, character, quote, &shows);
    }
    result.push(quote);
    result
}

/// `repr(str)` (`unicode_repr`).
pub fn repr_str(text: &str) -> String {
    literal(text, shows)
}

/// `ascii(str)`: `repr` with everything outside ASCII escaped.
pub fn ascii_str(text: &str) -> String {
    literal(text, |character| matches!(character, ' '..='~'))
}

/// `repr(bytes)` (`PyBytes_Repr`).
pub fn repr_bytes(bytes: &[u8]) -> String {
    let quote = quote(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut result = format!("b{quote}");
    for &byte in bytes {
        escape(&mut result, char::from(byte), quote, |character| {
            matches!(character, ' '..='~')
        });
    }
    result.push(quote);
    result
}
