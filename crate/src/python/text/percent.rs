//! `str % values`: `%(key)[flags][width|*][.precision|*]type` (`PyUnicode_Format`).
//!
//! The caller walks [`Directives`]; for each directive it looks up the key, takes an int for each
//! star, takes the argument, and calls the `format_` method of the directive's [`Conversion`].

use super::float::Style;
use super::format::{character, padded, radix};
use super::{Exception, Piece, TextError, checked_width};

/// The tuple has fewer values than the format has directives and stars.
pub const NOT_ENOUGH_ARGUMENTS: TextError =
    TextError::fixed(Exception::Type, "not enough arguments for format string");
/// Values are left over; not an error when the value is a mapping.
pub const NOT_ALL_CONVERTED: TextError = TextError::fixed(
    Exception::Type,
    "not all arguments converted during string formatting",
);
/// The value for a star is not an int.
pub const STAR_WANTS_INT: TextError = TextError::fixed(Exception::Type, "* wants int");

/// What a directive's letter asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conversion {
    /// `s`: `str` of the value, to [`Directive::format_str`].
    Str,
    /// `r`: its `repr`, to [`Directive::format_str`].
    Repr,
    /// `a`: its `ascii`, to [`Directive::format_str`].
    Ascii,
    /// `c`: an int to [`Directive::format_char`], or a text of one character to [`Directive::format_str`].
    Char,
    /// `d`, `i`, `u`: an int, or a float to truncate, to [`Directive::format_int`].
    Int,
    /// `o`, `x`, `X`: an int, to [`Directive::format_int`].
    Radix,
    /// `e`, `f`, `g` and their capitals: an int or float, to [`Directive::format_float`].
    Float,
}

/// One `%` directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive<'a> {
    /// The name in parentheses.
    pub key: Option<&'a str>,
    /// The width is a `*`: an argument gives it, see [`Directive::set_width`].
    pub width_is_star: bool,
    /// The precision is a `*`: an argument gives it, see [`Directive::set_precision`].
    pub precision_is_star: bool,
    width: usize,
    precision: Option<usize>,
    left: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    zero: bool,
    /// What is asked for.
    pub letter: char,
    /// Position of the `%` in the format, in characters.
    pub start: usize,
    /// Position of the letter.
    index: usize,
}

impl Directive<'_> {
    /// The int that the argument for the width's star holds; a negative one means to the left.
    pub fn set_width(&mut self, width: i64) -> Result<(), TextError> {
        self.left |= width < 0;
        self.width = checked_width(usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX))?;
        Ok(())
    }

    /// The int that the argument for the precision's star holds; a negative one means 0.
    pub fn set_precision(&mut self, precision: i64) -> Result<(), TextError> {
        let int = i32::try_from(precision).map_err(|_| {
            TextError::fixed(
                Exception::Overflow,
                "Python int too large to convert to C int",
            )
        })?;
        self.precision = Some(usize::try_from(int).unwrap_or(0));
        Ok(())
    }

    /// What the letter asks for. CPython looks at it after it took the argument.
    ///
    /// `names_place`: an unknown letter is reported with the place of its `%`.
    pub fn conversion(&self, names_place: bool) -> Result<Conversion, TextError> {
        Ok(match self.letter {
            's' => Conversion::Str,
            'r' => Conversion::Repr,
            'a' => Conversion::Ascii,
            'c' => Conversion::Char,
            'd' | 'i' | 'u' => Conversion::Int,
            'o' | 'x' | 'X' => Conversion::Radix,
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => Conversion::Float,
            letter if names_place => {
                return Err(TextError::value(format!(
                    "unsupported format %{letter} at position {}",
                    self.start
                )));
            }
            letter => {
                let shown = if ('\x1f'..'~').contains(&letter) {
                    letter
                } else {
                    '?'
                };
                return Err(TextError::value(format!(
                    "unsupported format character '{shown}' (0x{:x}) at index {}",
                    letter as u32, self.index
                )));
            }
        })
    }

    /// The complaint about an argument of a type that the letter does not take. `number`: what numbers are called.
    pub fn type_error(&self, type_name: &str, number: &str) -> TextError {
        let letter = self.letter;
        TextError::type_error(match letter {
            'c' => "%c requires int or char".into(),
            'd' | 'i' | 'u' => {
                format!("%{letter} format: {number} is required, not {type_name}")
            }
            'o' | 'x' | 'X' => format!("%{letter} format: an integer is required, not {type_name}"),
            _ => format!("must be real number, not {type_name}"),
        })
    }

    /// For `d`, `i`, `u`, `o`, `x`, `X`.
    pub fn format_int(&self, value: i64) -> Result<String, TextError> {
        let (digits, prefix) = radix(value, self.letter);
        let zeros = checked_width(self.precision.unwrap_or(0))?.saturating_sub(digits.len());
        let prefix = if self.alternate { prefix } else { "" };
        Ok(self.pad_number(value < 0, prefix, &padded(&digits, '0', zeros, 0)))
    }

    /// For `e`, `f`, `g` and their capitals.
    pub fn format_float(&self, value: f64) -> Result<String, TextError> {
        let style = Style {
            letter: self.letter,
            precision: checked_width(self.precision.unwrap_or(6))?,
            alternate: self.alternate,
            add_dot_zero: false,
            no_negative_zero: false,
        };
        let text = style.write(value);
        Ok(self.pad_number(text.starts_with('-'), "", text.trim_start_matches('-')))
    }

    /// For `c` and an int.
    pub fn format_char(&self, code: i64) -> Result<String, TextError> {
        Ok(self.pad(character(code)?.encode_utf8(&mut [0; 4])))
    }

    /// For `s`, `r`, `a`, and for `c` and a text. The precision cuts the text, except for `c`.
    pub fn format_str(&self, text: &str) -> String {
        match self
            .precision
            .and_then(|precision| text.char_indices().nth(precision))
        {
            Some((end, _)) if self.letter != 'c' => self.pad(&text[..end]),
            _ => self.pad(text),
        }
    }

    fn pad_number(&self, negative: bool, prefix: &str, digits: &str) -> String {
        let sign = match (negative, self.plus, self.space) {
            (true, _, _) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        };
        let head = format!("{sign}{prefix}");
        if self.zero && !self.left {
            let zeros = self.width.saturating_sub(head.len() + digits.len());
            return head + &padded(digits, '0', zeros, 0);
        }
        self.pad(&(head + digits))
    }

    fn pad(&self, text: &str) -> String {
        let missing = self.width.saturating_sub(text.chars().count());
        if self.left {
            padded(text, ' ', 0, missing)
        } else {
            padded(text, ' ', missing, 0)
        }
    }
}

/// Walks the pieces of a `%` format. It ends after an error.
///
/// Each error comes in its turn, with one exception: CPython takes the int for a star before it
/// reads on, so that of `'%*' % ''` it first reports the argument, and here the format comes first.
#[derive(Debug, Clone)]
pub struct Directives<'a> {
    format: &'a str,
    rest: &'a str,
    mapping: bool,
    /// Where the directive that is being read begins, in characters.
    start: usize,
    type_name: Option<&'a str>,
}

impl<'a> Directives<'a> {
    /// `mapping`: whether the right side of `%` has `__getitem__` and is neither tuple nor str.
    /// `type_name`: that of the right side, if errors name it and places (3.15).
    pub fn new(format: &'a str, mapping: bool, type_name: Option<&'a str>) -> Self {
        Directives {
            format,
            rest: format,
            mapping,
            start: 0,
            type_name,
        }
    }

    fn peek(&self) -> Result<char, TextError> {
        self.rest
            .chars()
            .next()
            .ok_or_else(|| match self.type_name {
                Some(_) => TextError::value(format!("stray % at position {}", self.start)),
                None => TextError::value("incomplete format"),
            })
    }

    fn take(&mut self) -> Result<char, TextError> {
        let next = self.peek()?;
        self.rest = &self.rest[next.len_utf8()..];
        Ok(next)
    }

    fn take_if(&mut self, wanted: impl Fn(char) -> bool) -> Result<Option<char>, TextError> {
        if wanted(self.peek()?) {
            self.take().map(Some)
        } else {
            Ok(None)
        }
    }

    /// The number at the front; nothing counts as 0.
    fn number(&mut self, limit: u64, too_big: &'static str) -> Result<usize, TextError> {
        let mut number: u64 = 0;
        while let Some(digit) = self
            .take_if(|next| next.is_ascii_digit())?
            .and_then(|next| next.to_digit(10))
        {
            number = number.saturating_mul(10).saturating_add(u64::from(digit));
            if number > limit {
                return Err(TextError::value(too_big));
            }
        }
        Ok(usize::try_from(number).unwrap_or(usize::MAX))
    }

    /// The key, up to the parenthesis that closes the one before it.
    fn key(&mut self) -> Result<&'a str, TextError> {
        if !self.mapping {
            let message = "format requires a mapping";
            return Err(match self.type_name {
                Some(name) => TextError::type_error(format!("{message}, not {name}")),
                None => TextError::fixed(Exception::Type, message),
            });
        }
        let text = self.rest;
        let mut depth = 1;
        for (end, character) in text.char_indices() {
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.rest = &text[end + 1..];
                return Ok(&text[..end]);
            }
        }
        Err(match self.type_name {
            Some(_) => TextError::value(format!(
                "stray % or incomplete format key at position {}",
                self.start
            )),
            None => TextError::value("incomplete format key"),
        })
    }

    /// What follows a `%`.
    fn directive(&mut self) -> Result<Directive<'a>, TextError> {
        let mut directive = Directive {
            key: None,
            width_is_star: false,
            precision_is_star: false,
            width: 0,
            precision: None,
            left: false,
            plus: false,
            space: false,
            alternate: false,
            zero: false,
            letter: '%',
            start: self.start,
            index: 0,
        };
        if self.take_if(|next| next == '(')?.is_some() {
            directive.key = Some(self.key()?);
        }
        while let Some(flag) = self.take_if(|next| "-+ #0".contains(next))? {
            match flag {
                '-' => directive.left = true,
                '+' => directive.plus = true,
                ' ' => directive.space = true,
                '#' => directive.alternate = true,
                _ => directive.zero = true,
            }
        }
        directive.width_is_star = self.take_if(|next| next == '*')?.is_some();
        if !directive.width_is_star {
            directive.width = checked_width(self.number(i64::MAX as u64, "width too big")?)?;
        }
        if self.take_if(|next| next == '.')?.is_some() {
            directive.precision_is_star = self.take_if(|next| next == '*')?.is_some();
            if !directive.precision_is_star {
                directive.precision = Some(self.number(i32::MAX as u64, "precision too big")?);
            }
        }
        // One C length letter is allowed and means nothing.
        self.take_if(|next| matches!(next, 'h' | 'l' | 'L'))?;
        directive.index = self.format[..self.format.len() - self.rest.len()]
            .chars()
            .count();
        directive.letter = self.take()?;
        Ok(directive)
    }
}

impl<'a> Iterator for Directives<'a> {
    type Item = Result<Piece<'a, Directive<'a>>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.rest;
        if text.is_empty() {
            return None;
        }
        let literal = text.find('%').unwrap_or(text.len());
        if literal > 0 {
            self.rest = &text[literal..];
            return Some(Ok(Piece::Literal(&text[..literal])));
        }
        self.rest = &text[1..];
        if let Some(after) = self.rest.strip_prefix('%') {
            self.rest = after;
            return Some(Ok(Piece::Literal("%")));
        }
        let before = self.format.len() - text.len();
        self.start = self.format[..before].chars().count();
        let directive = self.directive();
        if directive.is_err() {
            self.rest = "";
        }
        Some(directive.map(Piece::Place))
    }
}
