//! `str.format`: `{name.attribute[index]!conversion:spec}` (CPython's `unicode_format.h`).
//!
//! The caller walks a [`Template`]. For each field it asks the [`Numbering`] which argument is
//! meant, follows the [`Field::path`], applies the [`Field::conversion`], and formats with the
//! spec, which is itself a template when [`Field::spec_has_fields`]. CPython finds errors in this
//! very order, so all of it is lazy.

use super::percent::Conversion;
use super::spec::take_number;
use super::{Piece, TextError, shown};

/// How deep templates may nest: a text and the specs of its fields.
pub const RECURSION: usize = 2;

/// Walks the pieces of a template (`MarkupIterator_next`). It ends after an error.
#[derive(Debug, Clone)]
pub struct Template<'a> {
    rest: &'a str,
}

impl<'a> Template<'a> {
    /// A template, to be rendered at this depth: [`RECURSION`] for the text that `format` is
    /// called on, one less for each spec inside.
    pub fn new(text: &'a str, recursion: usize) -> Result<Self, TextError> {
        if recursion == 0 {
            return Err(TextError::value("Max string recursion exceeded"));
        }
        Ok(Template { rest: text })
    }

    fn piece(&mut self) -> Result<Piece<'a, Field<'a>>, TextError> {
        let text = self.rest;
        let literal = text.find(['{', '}']).unwrap_or(text.len());
        if literal > 0 {
            self.rest = &text[literal..];
            return Ok(Piece::Literal(&text[..literal]));
        }
        let (brace, after) = text.split_at(1);
        if after.starts_with(brace) {
            self.rest = &after[1..];
            return Ok(Piece::Literal(brace));
        }
        if brace == "}" || after.is_empty() {
            return Err(TextError::value(format!(
                "Single '{brace}' encountered in format string"
            )));
        }
        let (field, rest) = Field::parse(after)?;
        self.rest = rest;
        Ok(Piece::Place(field))
    }
}

impl<'a> Iterator for Template<'a> {
    type Item = Result<Piece<'a, Field<'a>>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let piece = self.piece();
        if piece.is_err() {
            self.rest = "";
        }
        Some(piece)
    }
}

/// A replacement field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// What stands before the first `.` or `[`: empty, a number or a keyword.
    first: &'a str,
    path: &'a str,
    conversion: Option<char>,
    /// The text after the colon, as it stands.
    pub spec: &'a str,
    /// The spec has a `{`: it is a template to be rendered first.
    pub spec_has_fields: bool,
}

impl<'a> Field<'a> {
    /// Parses what follows the `{`; also gives what follows the field (`parse_field`).
    fn parse(text: &'a str) -> Result<(Self, &'a str), TextError> {
        let (end, terminator) = Field::name_end(text)?;
        let name = &text[..end];
        let path = name.find(['.', '[']).unwrap_or(name.len());
        let mut field = Field {
            first: &name[..path],
            path: &name[path..],
            conversion: None,
            spec: "",
            spec_has_fields: false,
        };
        let mut rest = &text[end + 1..];
        if terminator == '!' {
            let mut characters = rest.chars();
            let conversion = characters.next();
            field.conversion = Some(conversion.ok_or(TextError::value(
                "end of string while looking for conversion specifier",
            ))?);
            match characters.next() {
                Some('}') => return Ok((field, characters.as_str())),
                Some(':') | None => rest = characters.as_str(),
                Some(_) => return Err(TextError::value("expected ':' after conversion specifier")),
            }
        } else if terminator == '}' {
            return Ok((field, rest));
        }
        let mut depth = 1;
        for (end, character) in rest.char_indices() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            field.spec_has_fields |= character == '{';
            if depth == 0 {
                field.spec = &rest[..end];
                return Ok((field, &rest[end + 1..]));
            }
        }
        Err(TextError::value("unmatched '{' in format spec"))
    }

    /// Where the field's name ends, and with which character; brackets hide all but `]`.
    fn name_end(text: &str) -> Result<(usize, char), TextError> {
        let mut in_brackets = false;
        for (position, character) in text.char_indices() {
            match character {
                ']' => in_brackets = false,
                _ if in_brackets => {}
                '[' => in_brackets = true,
                '{' => return Err(TextError::value("unexpected '{' in field name")),
                '}' | ':' | '!' => return Ok((position, character)),
                _ => {}
            }
        }
        Err(TextError::value("expected '}' before end of string"))
    }

    /// The steps from the argument to the value, each error in its turn.
    pub fn path(&self) -> Path<'a> {
        Path { rest: self.path }
    }

    /// `!s`, `!r` or `!a`.
    pub fn conversion(&self) -> Result<Option<Conversion>, TextError> {
        Ok(match self.conversion {
            None => None,
            Some('s') => Some(Conversion::Str),
            Some('r') => Some(Conversion::Repr),
            Some('a') => Some(Conversion::Ascii),
            Some(other) => {
                let shown = shown(other, |other| ('!'..='~').contains(&other));
                return Err(TextError::value(format!(
                    "Unknown conversion specifier {shown}"
                )));
            }
        })
    }
}

/// Which argument of `format` a field means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument<'a> {
    /// The positional one at this index. Beyond the last, CPython raises `IndexError`:
    /// `Replacement index 1 out of range for positional args tuple`.
    Position(usize),
    /// The keyword argument of this name.
    Keyword(&'a str),
}

/// Numbers the fields of one call of `format`, nested ones included: either all by hand or all
/// automatically (`AutoNumber`).
#[derive(Debug, Clone, Default)]
pub struct Numbering {
    next: usize,
    automatic: Option<bool>,
}

impl Numbering {
    /// The argument that the field means.
    pub fn argument<'a>(&mut self, field: &Field<'a>) -> Result<Argument<'a>, TextError> {
        let number = whole_number(field.first)?;
        let automatic = field.first.is_empty();
        if number.is_none() && !automatic {
            return Ok(Argument::Keyword(field.first));
        }
        match (*self.automatic.get_or_insert(automatic), automatic) {
            (false, true) => Err(TextError::value(
                "cannot switch from manual field specification to automatic field numbering",
            )),
            (true, false) => Err(TextError::value(
                "cannot switch from automatic field numbering to manual field specification",
            )),
            _ => {
                let position = number.unwrap_or(self.next);
                self.next += usize::from(automatic);
                Ok(Argument::Position(position))
            }
        }
    }
}

/// The number that the whole text is, if it is one.
fn whole_number(mut text: &str) -> Result<Option<usize>, TextError> {
    let number = take_number(&mut text)?;
    Ok(number.filter(|_| text.is_empty()))
}

/// One step of a field's path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accessor<'a> {
    /// `.name`
    Attribute(&'a str),
    /// `[0]`
    Index(usize),
    /// `[key]`
    Key(&'a str),
}

/// Walks the steps of a field's path (`FieldNameIterator_next`). It ends after an error.
#[derive(Debug, Clone)]
pub struct Path<'a> {
    rest: &'a str,
}

impl<'a> Path<'a> {
    fn accessor(&mut self) -> Result<Accessor<'a>, TextError> {
        if let Some(after) = self.rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            self.rest = &after[end..];
            return Ok(Accessor::Attribute(not_empty(&after[..end])?));
        }
        let Some(after) = self.rest.strip_prefix('[') else {
            return Err(TextError::value(
                "Only '.' or '[' may follow ']' in format field specifier",
            ));
        };
        let (key, rest) = after
            .split_once(']')
            .ok_or(TextError::value("Missing ']' in format string"))?;
        self.rest = rest;
        Ok(whole_number(key)?.map_or(Accessor::Key(not_empty(key)?), Accessor::Index))
    }
}

fn not_empty(name: &str) -> Result<&str, TextError> {
    if name.is_empty() {
        Err(TextError::value("Empty attribute in format string"))
    } else {
        Ok(name)
    }
}

impl<'a> Iterator for Path<'a> {
    type Item = Result<Accessor<'a>, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let accessor = self.accessor();
        if accessor.is_err() {
            self.rest = "";
        }
        Some(accessor)
    }
}
