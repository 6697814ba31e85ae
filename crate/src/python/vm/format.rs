//! Formatting: `format()`, `str.format` and `%`.

use super::arithmetic::Number;
use super::builtins::Args;
use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::python::text::{
    self, Accessor, Argument, Conversion, Directive, Directives, Field, Numbering, Piece, Template,
};
use crate::refcount::count_transient;
use crate::tape::Recorder;

/// The arguments of a `%` format, taken one by one.
struct Arguments {
    items: Vec<ObjectId>,
    next: usize,
}

impl<R: Recorder> Vm<R> {
    /// `format(object, spec)`
    pub(super) fn format(&mut self, object: ObjectId, spec: &str) -> Outcome<String> {
        if self.has_python_class(object) && self.has_special(object, "__format__") {
            let spec = self.new_str(spec);
            let result = self.call_special(object, "__format__", &[spec]);
            self.decref(spec);
            if let Some(result) = result? {
                let is_str = self.is_str(result);
                let (text, class) = (self.text(result).to_string(), self.type_name(result));
                self.decref(result);
                if is_str {
                    return Ok(text);
                }
                return self.type_error(format!("__format__ must return a str, not {class}"));
            }
        }
        let is_plain = spec.is_empty() && matches!(self.kind(object), Kind::Str | Kind::Int);
        if !is_plain {
            // The bound `__format__`.
            count_transient(self, Kind::BuiltinFunction, 1);
        }
        if spec.is_empty() {
            return self.str(object);
        }
        let name = self.type_name(object);
        let result = match (self.number(object), self.kind(object)) {
            (Some(Number::Int(value)), _) => text::format_int(value, spec, &name),
            (Some(Number::Float(value)), _) => text::format_float(value, spec, &name),
            (_, Kind::Str) => text::format_str(&self.text(object), spec, &name),
            _ => {
                return self.type_error(format!(
                    "unsupported format string passed to {name}.__format__"
                ));
            }
        };
        self.text_result(result)
    }

    /// `str.format`: `args` without the template.
    pub(super) fn format_template(&mut self, template: &str, args: &Args) -> Outcome<String> {
        self.render(template, args, &mut Numbering::default(), text::RECURSION)
    }

    fn render(
        &mut self,
        template: &str,
        args: &Args,
        numbering: &mut Numbering,
        depth: usize,
    ) -> Outcome<String> {
        let mut result = String::new();
        for piece in self.text_result(Template::new(template, depth))? {
            match self.text_result(piece)? {
                Piece::Literal(literal) => result.push_str(literal),
                Piece::Place(field) => {
                    let value = self.field_value(&field, args, numbering)?;
                    let shown = self.render_field(value, &field, args, numbering, depth);
                    self.decref(value);
                    result.push_str(&shown?);
                }
            }
        }
        Ok(result)
    }

    /// The object that a field names.
    fn field_value(&mut self, field: &Field, args: &Args, numbering: &mut Numbering) -> Outcome {
        let mut value = match self.text_result(numbering.argument(field))? {
            Argument::Position(index) => match args.positional.get(index) {
                Some(&value) => self.new_reference(value),
                None => {
                    return self.index_error(format!(
                        "Replacement index {index} out of range for positional args tuple"
                    ));
                }
            },
            Argument::Keyword(wanted) => {
                let mut keywords = args.keywords.iter();
                match keywords.find(|&&(name, _)| *self.text(name) == *wanted) {
                    Some(&(_, value)) => self.new_reference(value),
                    None => {
                        let key = self.intern_str(wanted);
                        return self.key_error(key);
                    }
                }
            }
        };
        for step in field.path() {
            let next = self
                .text_result(step)
                .and_then(|step| self.field_step(value, step));
            self.decref(value);
            value = next?;
        }
        Ok(value)
    }

    fn field_step(&mut self, value: ObjectId, step: Accessor) -> Outcome {
        let key = match step {
            Accessor::Attribute(name) => {
                let name = self.intern_str(name);
                return self.get_attribute(value, name);
            }
            Accessor::Index(index) => self.new_int(index as i64),
            Accessor::Key(key) => self.new_str(key),
        };
        let item = self.get_item(value, key);
        self.decref(key);
        item
    }

    fn render_field(
        &mut self,
        value: ObjectId,
        field: &Field,
        args: &Args,
        numbering: &mut Numbering,
        depth: usize,
    ) -> Outcome<String> {
        let conversion = self.text_result(field.conversion())?;
        let converted = match conversion {
            Some(Conversion::Str) => Some(self.str(value)?),
            Some(Conversion::Repr) => Some(self.repr(value)?),
            Some(Conversion::Ascii) => Some(self.ascii(value)?),
            _ => None,
        };
        let rendered;
        let spec = if field.spec_has_fields {
            rendered = self.render(field.spec, args, numbering, depth - 1)?;
            &rendered
        } else {
            field.spec
        };
        match converted {
            Some(converted) => self.text_result(text::format_str(&converted, spec, "str")),
            None => self.format(value, spec),
        }
    }

    /// `template % values`
    pub(super) fn format_percent(&mut self, template: ObjectId, values: ObjectId) -> Outcome {
        let template = self.text(template);
        let is_mapping = match self.kind(values) {
            Kind::Dict | Kind::List | Kind::Range | Kind::Bytes => true,
            Kind::Tuple | Kind::Str => false,
            _ => self.has_python_class(values) && self.has_special(values, "__getitem__"),
        };
        let items = if self.kind(values) == Kind::Tuple {
            self.items(values)
        } else {
            vec![values]
        };
        let mut arguments = Arguments { items, next: 0 };
        let mut result = String::new();
        for piece in Directives::new(&template, is_mapping) {
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
                        };
                    }
                    let text = self.render_directive(directive, &mut arguments);
                    self.xdecref(looked_up);
                    result.push_str(&text?);
                }
            }
        }
        if arguments.next < arguments.items.len() && !is_mapping {
            return Err(self.text_error(text::NOT_ALL_CONVERTED));
        }
        Ok(self.new_str(result))
    }

    fn next_argument(&mut self, arguments: &mut Arguments) -> Outcome {
        match arguments.items.get(arguments.next) {
            Some(&value) => {
                arguments.next += 1;
                Ok(value)
            }
            None => Err(self.text_error(text::NOT_ENOUGH_ARGUMENTS)),
        }
    }

    fn star_argument(&mut self, arguments: &mut Arguments) -> Outcome<i64> {
        let value = self.next_argument(arguments)?;
        match self.int_value(value) {
            Some(value) => Ok(value),
            None => Err(self.text_error(text::STAR_WANTS_INT)),
        }
    }

    fn render_directive(
        &mut self,
        mut directive: Directive,
        arguments: &mut Arguments,
    ) -> Outcome<String> {
        if directive.width_is_star {
            let width = self.star_argument(arguments)?;
            self.text_result(directive.set_width(width))?;
        }
        if directive.precision_is_star {
            let precision = self.star_argument(arguments)?;
            self.text_result(directive.set_precision(precision))?;
        }
        let value = self.next_argument(arguments)?;
        let conversion = self.text_result(directive.conversion())?;
        let number = self.number(value);
        let result = match (conversion, number) {
            (Conversion::Str, _) => Ok(directive.format_str(&self.str(value)?)),
            (Conversion::Repr, _) => Ok(directive.format_str(&self.repr(value)?)),
            (Conversion::Ascii, _) => Ok(directive.format_str(&self.ascii(value)?)),
            (Conversion::Char, Some(Number::Int(code))) => directive.format_char(code),
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
                None => Err(directive.type_error(&self.type_name(value))),
            },
            _ => Err(directive.type_error(&self.type_name(value))),
        };
        self.text_result(result)
    }

    /// A float without its fraction (`PyLong_FromDouble`).
    pub(super) fn float_to_int(&mut self, value: f64) -> Outcome<i64> {
        const BEYOND: f64 = 9_223_372_036_854_775_808.0;
        if value.is_nan() {
            return self.value_error("cannot convert float NaN to integer");
        }
        if value.is_infinite() {
            let message = "cannot convert float infinity to integer";
            return Err(self.raise(self.types.overflow_error, message));
        }
        let whole = value.trunc();
        if !(-BEYOND..BEYOND).contains(&whole) {
            return self.too_big();
        }
        Ok(whole as i64)
    }
}
