//! `template % values`, and what it says of values that do not fit.

use super::arithmetic::Number;
use super::{Outcome, Unwind, Vm};
use crate::heap::{Kind, ObjectId};
use crate::python::text::{self, Conversion, Directive, Directives, Piece};
use crate::tape::Recorder;

/// The values on the right side of `%`.
struct Arguments<'a> {
    items: Vec<ObjectId>,
    next: usize,
    /// They came as a tuple, in which they have numbers.
    are_numbered: bool,
    /// The one that was looked up by this name.
    key: Option<&'a str>,
}

impl Arguments<'_> {
    /// How 3.15 calls the argument that was taken last.
    fn name(&self) -> String {
        match self.key {
            Some(key) => format!("format argument '{key}'"),
            None if self.are_numbered => format!("format argument {}", self.next),
            None => "format argument".into(),
        }
    }
}

impl<R: Recorder> Vm<R> {
    /// `template % values`
    pub(super) fn format_percent(&mut self, template: ObjectId, values: ObjectId) -> Outcome {
        let template = self.text(template);
        let is_mapping = match self.kind(values) {
            Kind::Dict | Kind::List | Kind::Range | Kind::Bytes => true,
            Kind::Tuple | Kind::Str => false,
            _ => self.has_python_class(values) && self.has_special(values, "__getitem__"),
        };
        let is_tuple = self.kind(values) == Kind::Tuple;
        let items = if is_tuple {
            self.items(values)
        } else {
            vec![values]
        };
        let mut arguments = Arguments {
            items,
            next: 0,
            are_numbered: is_tuple,
            key: None,
        };
        let mut result = String::new();
        let type_name = self.type_name(values);
        let names_arguments = self.profile().messages.percent_names_arguments;
        let wording = names_arguments.then_some(&*type_name);
        for piece in Directives::new(&template, is_mapping, wording) {
            match self.text_result(piece)? {
                Piece::Literal(literal) => result.push_str(literal),
                Piece::Place(directive) => {
                    let looked_up = match directive.key {
                        None => None,
                        Some(key) => {
                            let key = self.new_str(key);
                            let value = self.get_item(values, key);
                            self.decref(key);
                            Some(value?)
                        }
                    };
                    if let Some(value) = looked_up {
                        arguments = Arguments {
                            items: vec![value],
                            next: 0,
                            are_numbered: false,
                            key: directive.key,
                        };
                    }
                    let text = self.render_directive(directive, &mut arguments);
                    self.xdecref(looked_up);
                    result.push_str(&text?);
                }
            }
        }
        let (used, given) = (arguments.next, arguments.items.len());
        if used < given && !is_mapping {
            if names_arguments {
                return self.type_error(format!(
                    "{} (required {used}, got {given})",
                    text::NOT_ALL_CONVERTED.message
                ));
            }
            return Err(self.text_error(text::NOT_ALL_CONVERTED));
        }
        Ok(self.new_str(result))
    }

    fn next_argument(&mut self, arguments: &mut Arguments, directive: &Directive) -> Outcome {
        if let Some(&value) = arguments.items.get(arguments.next) {
            arguments.next += 1;
            return Ok(value);
        }
        if !self.profile().messages.percent_names_arguments {
            return Err(self.text_error(text::NOT_ENOUGH_ARGUMENTS));
        }
        if arguments.key.is_some() {
            return self.value_error(format!(
                "format requires a parenthesised mapping key at position {}",
                directive.start
            ));
        }
        let message = text::NOT_ENOUGH_ARGUMENTS.message;
        self.type_error(format!("{message} (got {})", arguments.items.len()))
    }

    fn star_argument(&mut self, arguments: &mut Arguments, directive: &Directive) -> Outcome<i64> {
        let value = self.next_argument(arguments, directive)?;
        match self.int_value(value) {
            Some(value) => Ok(value),
            None if self.profile().messages.percent_names_arguments => {
                let (name, given) = (arguments.name(), self.type_name(value));
                self.type_error(format!("{name}: * requires int, not {given}"))
            }
            None => Err(self.text_error(text::STAR_WANTS_INT)),
        }
    }

    fn render_directive(
        &mut self,
        mut directive: Directive,
        arguments: &mut Arguments,
    ) -> Outcome<String> {
        if directive.width_is_star {
            let width = self.star_argument(arguments, &directive)?;
            self.text_result(directive.set_width(width))?;
        }
        if directive.precision_is_star {
            let precision = self.star_argument(arguments, &directive)?;
            self.text_result(directive.set_precision(precision))?;
        }
        let value = self.next_argument(arguments, &directive)?;
        let names_arguments = self.profile().messages.percent_names_arguments;
        let conversion = self.text_result(directive.conversion(names_arguments))?;
        let number = self.number(value);
        let result = match (conversion, number) {
            (Conversion::Str, _) => Ok(directive.format_str(&self.str(value)?)),
            (Conversion::Repr, _) => Ok(directive.format_str(&self.repr(value)?)),
            (Conversion::Ascii, _) => Ok(directive.format_str(&self.ascii(value)?)),
            (Conversion::Char, Some(Number::Int(code))) => match directive.format_char(code) {
                Err(_) if names_arguments => {
                    let name = arguments.name();
                    let message = format!("{name}: %c argument not in range(0x110000)");
                    return Err(self.raise(self.types.overflow_error, message));
                }
                text => text,
            },
            (Conversion::Char, _) if self.text(value).chars().count() == 1 => {
                Ok(directive.format_str(&self.text(value)))
            }
            (Conversion::Float, Some(number)) => directive.format_float(number.float()),
            (Conversion::Int, Some(Number::Float(value))) => {
                let value = self.float_to_int(value)?;
                directive.format_int(value)
            }
            (Conversion::Int, None) if self.has_special(value, "__int__") => {
                let int = self.call_special(value, "__int__", &[])?.unwrap_or(value);
                let outcome = self.index_value(int);
                self.decref(int);
                directive.format_int(outcome?)
            }
            (Conversion::Int | Conversion::Radix, _) => match self.index_optional(value)? {
                Some(value) => directive.format_int(value),
                None => return Err(self.wrong_argument(&directive, conversion, arguments, value)),
            },
            _ => return Err(self.wrong_argument(&directive, conversion, arguments, value)),
        };
        self.text_result(result)
    }

    /// The letter does not take such a value.
    fn wrong_argument(
        &mut self,
        directive: &Directive,
        conversion: Conversion,
        arguments: &Arguments,
        value: ObjectId,
    ) -> Unwind {
        let messages = &self.profile().messages;
        let mut given = self.type_name(value).to_string();
        if conversion == Conversion::Char && self.is_str(value) {
            let length = self.text(value).chars().count();
            given = format!("a string of length {length}");
        }
        if messages.percent_names_arguments {
            let wanted = match conversion {
                Conversion::Char => "an integer or a unicode character",
                Conversion::Radix => "an integer",
                _ => messages.number,
            };
            let (name, letter) = (arguments.name(), directive.letter);
            let message = format!("{name}: %{letter} requires {wanted}, not {given}");
            return self.raise(self.types.type_error, message);
        }
        if conversion == Conversion::Char && messages.percent_char_says_what {
            let message = format!("%c requires an int or a unicode character, not {given}");
            return self.raise(self.types.type_error, message);
        }
        self.text_error(directive.type_error(&given, messages.number))
    }
}
