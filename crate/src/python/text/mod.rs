//! Text as Python sees it: `repr`, the format languages, the methods of `str`, and hashes.
//!
//! Pure functions over plain Rust types. The truth is CPython 3.13; where 3.10 differs, the
//! function says so. Positions and lengths count characters (code points), as Python does.
//!
//! Unicode properties come from Rust's standard library, whose tables are of a newer Unicode
//! version than CPython's: characters assigned in between may be classified differently. A lone
//! surrogate, which a Python `str` may hold, does not exist in a Rust `str`.

mod case;
mod character;
mod float;
mod format;
mod hash;
mod int;
mod method;
mod percent;
mod repr;
mod search;
mod slice;
mod spec;
mod template;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use case::{capitalize, casefold, is_lower, is_title, is_upper, lower, swapcase, title, upper};
pub use character::{
    is_alnum, is_alpha, is_ascii, is_decimal, is_digit, is_identifier, is_numeric, is_printable,
    is_space,
};
pub use float::{float_from_text, repr_complex, repr_float, str_float};
pub use format::{format_float, format_int, format_str};
pub use hash::{
    Algorithm, hash_bytes, hash_float, hash_frozenset, hash_int, hash_slice, hash_str, hash_tuple,
};
pub use int::{int_from_text, repr_int};
pub use method::{
    center, expandtabs, ljust, lstrip, partition, removeprefix, removesuffix, replace, rjust,
    rpartition, rsplit, rstrip, split, splitlines, strip, zfill,
};
pub use percent::{
    Conversion, Directive, Directives, NOT_ALL_CONVERTED, NOT_ENOUGH_ARGUMENTS, STAR_WANTS_INT,
};
pub use repr::{ascii_str, repr_bytes, repr_str};
pub use search::{count, endswith, find, index, rfind, rindex, startswith};
pub use slice::{Slice, char_at, slice_indices, slice_str};
pub use template::{Accessor, Argument, Field, Numbering, RECURSION, Template};

/// One piece of a format string: text to copy, or a place to fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a, Place> {
    /// Text that goes to the output as it is.
    Literal(&'a str),
    /// What the argument goes into.
    Place(Place),
}

/// The class of exception a [`TextError`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exception {
    /// `IndexError`
    Index,
    /// `MemoryError`
    Memory,
    /// `OverflowError`
    Overflow,
    /// `TypeError`
    Type,
    /// `ValueError`
    Value,
}

impl Exception {
    /// The name of the class in `builtins`.
    pub fn name(self) -> &'static str {
        match self {
            Exception::Index => "IndexError",
            Exception::Memory => "MemoryError",
            Exception::Overflow => "OverflowError",
            Exception::Type => "TypeError",
            Exception::Value => "ValueError",
        }
    }
}

/// An exception that Python raises, with CPython's message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextError {
    /// The class to raise.
    pub exception: Exception,
    /// `str(exception)`.
    pub message: Cow<'static, str>,
}

impl TextError {
    const fn fixed(exception: Exception, message: &'static str) -> Self {
        TextError {
            exception,
            message: Cow::Borrowed(message),
        }
    }

    fn value(message: impl Into<Cow<'static, str>>) -> Self {
        TextError {
            exception: Exception::Value,
            message: message.into(),
        }
    }

    fn type_error(message: String) -> Self {
        TextError {
            exception: Exception::Type,
            message: message.into(),
        }
    }
}

impl std::fmt::Display for TextError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.exception.name(), self.message)
    }
}

impl std::error::Error for TextError {}

/// The longest padding a width or a precision may ask for, in characters. CPython goes on to the
/// machine's memory; a page in a browser has less of it.
pub const MAX_WIDTH: usize = 1_000_000;

/// `width`, when text that wide may be made.
fn checked_width(width: usize) -> Result<usize, TextError> {
    if width > MAX_WIDTH {
        return Err(TextError {
            exception: Exception::Memory,
            message: format!(
                "text wider than {MAX_WIDTH} characters is not simulated: ask for less"
            )
            .into(),
        });
    }
    Ok(width)
}

/// CPython's way of naming a character in the messages of both format languages: itself when
/// `printable` says so, else `\x` and its code.
fn shown(character: char, printable: impl Fn(char) -> bool) -> String {
    if printable(character) {
        character.to_string()
    } else {
        format!("\\x{:x}", character as u32)
    }
}
