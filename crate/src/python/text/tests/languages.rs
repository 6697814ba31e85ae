//! The format languages, driven as the interpreter drives them.

use super::*;

/// A value to format, as little of one as the format languages need.
#[derive(Clone)]
enum Value {
    Int(i64),
    Float(f64),
    Str(String),
    None,
}

impl Value {
    /// The values of a row from this argument on, each a kind and its content.
    fn all(row: &Row, from: usize) -> Vec<Value> {
        (from..row.0.len())
            .step_by(2)
            .map(|index| match row.text(index) {
                "i" => Value::Int(row.int(index + 1)),
                "f" => Value::Float(row.float(index + 1)),
                "s" => Value::Str(row.text(index + 1).into()),
                _ => Value::None,
            })
            .collect()
    }

    fn type_name(&self) -> &'static str {
        match self {
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Str(_) => "str",
            Value::None => "NoneType",
        }
    }

    fn text(&self, conversion: Conversion) -> String {
        match (self, conversion) {
            (Value::Int(value), _) => repr_int(*value),
            (Value::Float(value), _) => repr_float(*value),
            (Value::Str(value), Conversion::Repr) => repr_str(value),
            (Value::Str(value), Conversion::Ascii) => ascii_str(value),
            (Value::Str(value), _) => value.clone(),
            (Value::None, _) => "None".into(),
        }
    }

    fn format(&self, spec: &str) -> Answer {
        match self {
            Value::Int(value) => format_int(*value, spec, "int"),
            Value::Float(value) => format_float(*value, spec, "float"),
            _ => format_str(&self.text(Conversion::Str), spec, "str"),
        }
    }
}

fn lookup_error(name: &str) -> TextError {
    TextError::value(format!("lookup {name}"))
}

fn percent(format: &str, mapping: Option<&Value>, values: Vec<Value>) -> Answer {
    let mut values = values.into_iter();
    let mut result = String::new();
    for piece in Directives::new(format, mapping.is_some(), None) {
        let mut directive = match piece? {
            Piece::Literal(text) => {
                result.push_str(text);
                continue;
            }
            Piece::Place(directive) => directive,
        };
        if let Some(key) = directive.key {
            if key != "a" {
                return Err(lookup_error("KeyError"));
            }
            values = mapping.cloned().into_iter().collect::<Vec<_>>().into_iter();
        }
        let mut star = || match values.next() {
            Some(Value::Int(value)) => Ok(value),
            Some(_) => Err(STAR_WANTS_INT),
            None => Err(NOT_ENOUGH_ARGUMENTS),
        };
        if directive.width_is_star {
            directive.set_width(star()?)?;
        }
        if directive.precision_is_star {
            directive.set_precision(star()?)?;
        }
        let value = values.next().ok_or(NOT_ENOUGH_ARGUMENTS)?;
        let conversion = directive.conversion(false)?;
        result += &match (conversion, &value) {
            (Conversion::Str | Conversion::Repr | Conversion::Ascii, value) => {
                directive.format_str(&value.text(conversion))
            }
            (Conversion::Char, Value::Int(code)) => directive.format_char(*code)?,
            (Conversion::Char, Value::Str(text)) if text.chars().count() == 1 => {
                directive.format_str(text)
            }
            (Conversion::Int | Conversion::Radix, Value::Int(value)) => {
                directive.format_int(*value)?
            }
            (Conversion::Int, Value::Float(value)) if value.abs() < 2f64.powi(63) => {
                directive.format_int(*value as i64)?
            }
            (Conversion::Int, Value::Float(_)) => panic!("make.py gives no such float"),
            (Conversion::Float, Value::Int(value)) => directive.format_float(*value as f64)?,
            (Conversion::Float, Value::Float(value)) => directive.format_float(*value)?,
            (_, value) => return Err(directive.type_error(value.type_name(), "a real number")),
        };
    }
    if mapping.is_none() && values.next().is_some() {
        return Err(NOT_ALL_CONVERTED);
    }
    Ok(result)
}

#[test]
fn percent_formats_are_cpythons() {
    check(include_str!("../testdata/percent.tsv"), |_, row| {
        if row.optional(1) == Some("m") {
            let value = Value::all(row, 3).pop().unwrap_or(Value::Int(7));
            return percent(row.text(0), Some(&value), vec![Value::None]);
        }
        percent(row.text(0), None, Value::all(row, 1))
    });
}

fn render(text: &str, recursion: usize, numbering: &mut Numbering, values: &[Value]) -> Answer {
    let mut result = String::new();
    for piece in Template::new(text, recursion)? {
        let field = match piece? {
            Piece::Literal(text) => {
                result.push_str(text);
                continue;
            }
            Piece::Place(field) => field,
        };
        let mut value = match numbering.argument(&field)? {
            Argument::Position(index) => values.get(index).cloned().ok_or_else(|| TextError {
                exception: Exception::Index,
                message: format!(
                    "Replacement index {index} out of range for positional args tuple"
                )
                .into(),
            })?,
            Argument::Keyword("a") => Value::Int(7),
            Argument::Keyword(_) => return Err(lookup_error("KeyError")),
        };
        for accessor in field.path() {
            value = match (accessor?, value) {
                (Accessor::Attribute("real"), Value::Int(value)) => Value::Int(value),
                (Accessor::Attribute(_), _) => return Err(lookup_error("AttributeError")),
                (Accessor::Index(index), Value::Str(text)) => Value::Str(
                    char_at(&text, index as i64)
                        .map_err(|_| lookup_error("IndexError"))?
                        .into(),
                ),
                _ => return Err(lookup_error("TypeError")),
            };
        }
        if let Some(conversion) = field.conversion()? {
            value = Value::Str(value.text(conversion));
        }
        let spec = if field.spec_has_fields {
            render(field.spec, recursion - 1, numbering, values)?
        } else {
            field.spec.into()
        };
        result += &value.format(&spec)?;
    }
    Ok(result)
}

#[test]
fn templates_are_cpythons() {
    check(include_str!("../testdata/template.tsv"), |_, row| {
        render(
            row.text(0),
            RECURSION,
            &mut Numbering::default(),
            &Value::all(row, 1),
        )
    });
}
