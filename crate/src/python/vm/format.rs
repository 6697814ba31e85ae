//! Formatting: `format()` and `str.format`.

use super::arithmetic::Number;
use super::builtins::Args;
use super::{Outcome, Vm, special_result};
use crate::heap::{Kind, ObjectId};
use crate::python::text::{
    self, Accessor, Argument, Conversion, Field, Numbering, Piece, Template,
};
use crate::refcount::count_transient;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// `format(object, spec)`
    pub(super) fn format(&mut self, object: ObjectId, spec: &str) -> Outcome<String> {
        if self.has_python_class(object) && self.has_special(object, "__format__") {
            let spec = self.new_str(spec);
            let result = self.call_special(object, "__format__", &[spec]);
            self.decref(spec);
            if let Some(result) = result? {
                if !self.is_str(result) {
                    return self.broken_promise(object, &special_result::FORMAT, result);
                }
                let text = self.text(result).to_string();
                self.decref(result);
                return Ok(text);
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
