//! `int`, `bool`, `float`, and `object` itself.

use super::iterators::constructor_arguments;
use super::{Args, Signature};
use crate::heap::Kind;
use crate::python::text::{Exception, TextError, float_from_text, int_from_text, repr_float};
use crate::python::vm::arithmetic::Number;
use crate::python::vm::operators::UnaryOperator;
use crate::python::vm::{Outcome, Vm, special_result};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Exactly};
    let types = vm.types.clone();
    vm.method(types.int, "__new__", Any, new_int);
    vm.method(types.bool, "__new__", Any, new_bool);
    vm.method(types.float, "__new__", Any, new_float);
    vm.method(types.int, "bit_length", Exactly(0), |vm, args| {
        let value = vm.int_value(args.positional[0]).unwrap_or(0);
        Ok(vm.new_int(i64::from(64 - value.unsigned_abs().leading_zeros())))
    });
    vm.method(types.int, "bit_count", Exactly(0), |vm, args| {
        let value = vm.int_value(args.positional[0]).unwrap_or(0);
        Ok(vm.new_int(i64::from(value.unsigned_abs().count_ones())))
    });
    vm.method(types.float, "is_integer", Exactly(0), |vm, args| {
        let value = vm.number(args.positional[0]).map_or(0.0, Number::float);
        Ok(vm.bool(value.is_finite() && value.fract() == 0.0))
    });
    for class in [types.int, types.float] {
        vm.method(class, "conjugate", Exactly(0), |vm, args| {
            vm.unary_builtin(UnaryOperator::Positive, args.positional[0])
        });
    }
    vm.method(types.int, "as_integer_ratio", Exactly(0), |vm, args| {
        let numerator = vm.unary_builtin(UnaryOperator::Positive, args.positional[0])?;
        let denominator = vm.new_int(1);
        Ok(vm.fill_tuple(&[numerator, denominator]))
    });
    // The rest of `math` is Python text; this one is exact everywhere.
    vm.module_function("math", "sqrt", Exactly(1), |vm, args| {
        let Some(number) = vm.number(args.positional[0]) else {
            let name = vm.type_name(args.positional[0]);
            return vm.type_error(format!("must be real number, not {name}"));
        };
        let number = number.float();
        if number < 0.0 {
            let message = vm.profile().messages.negative_root;
            let text = repr_float(number);
            return vm.value_error(message.fill(&[("number", &text)]));
        }
        Ok(vm.new_float(number.sqrt()))
    });
    vm.method(types.object, "__new__", Any, new_object);
    vm.method(types.object, "__init__", Any, init_object);
    // What `super().__init_subclass__(…)` ends in: a class method of C.
    vm.method(types.object, "__init_subclass__", Any, |vm, args| {
        let class = args.positional[0];
        vm.init_subclass_of_object(class, args.keywords)?;
        Ok(vm.none)
    });
    vm.method(types.object, "__repr__", Exactly(0), |vm, args| {
        let text = vm.repr_builtin(args.positional[0])?;
        Ok(vm.new_str(text))
    });
    vm.method(types.object, "__str__", Exactly(0), |vm, args| {
        let text = vm.str_builtin(args.positional[0])?;
        Ok(vm.new_str(text))
    });
    vm.method(types.object, "__hash__", Exactly(0), |vm, args| {
        let hash = vm.hash_builtin(args.positional[0])?;
        Ok(vm.new_int(hash))
    });
    vm.method(types.object, "__format__", Exactly(1), |vm, args| {
        if !vm.text(args.positional[1]).is_empty() {
            let name = vm.type_name(args.positional[0]);
            return vm.type_error(format!(
                "unsupported format string passed to {name}.__format__"
            ));
        }
        let text = vm.str(args.positional[0])?;
        Ok(vm.new_str(text))
    });
}

/// `object()`, and `super().__new__(cls)` of a class of the program.
fn new_object<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let Some((&class, rest)) = args.positional.split_first() else {
        return vm.type_error("object.__new__(): not enough arguments");
    };
    if vm.kind(class) != Kind::Type {
        let name = vm.type_name(class);
        return vm.type_error(format!(
            "object.__new__(X): X is not a type object ({name})"
        ));
    }
    if class == vm.types.object && !(rest.is_empty() && args.keywords.is_empty()) {
        return vm.type_error("object() takes no arguments");
    }
    vm.new_instance(class, rest)
}

fn init_object<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    if args.positional.len() > 1 || !args.keywords.is_empty() {
        return vm.type_error(
            "object.__init__() takes exactly one argument (the instance to initialize)",
        );
    }
    Ok(vm.none)
}

fn new_bool<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let truth = match *constructor_arguments(vm, "bool", (0, 1), args)? {
        [object] => vm.truth(object)?,
        _ => false,
    };
    Ok(vm.bool(truth))
}

fn new_int<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = Args {
        positional: args.positional.get(1..).unwrap_or_default(),
        keywords: args.keywords,
    };
    let [object, base] = vm.parse_arguments("int", ["", "base"], 0, &own)?;
    let Some(object) = object else {
        if base.is_some() {
            return vm.type_error("int() missing string argument");
        }
        return Ok(vm.new_int(0));
    };
    let base = match base {
        Some(_) if !vm.is_str(object) => {
            return vm.type_error("int() can't convert non-string with explicit base");
        }
        Some(base) => vm.index_value(base)?,
        None => 10,
    };
    match vm.number(object) {
        Some(Number::Int(value)) => return Ok(vm.new_int(value)),
        Some(Number::Float(value)) => {
            let value = vm.float_to_int(value)?;
            return Ok(vm.new_int(value));
        }
        None => {}
    }
    if vm.is_str(object) {
        return match int_from_text(&vm.text(object), base) {
            Ok(value) => Ok(vm.new_int(value)),
            Err(TextError {
                exception: Exception::Overflow,
                ..
            }) => vm.too_big(),
            Err(error) => Err(vm.text_error(error)),
        };
    }
    if vm.has_python_class(object)
        && let Some(result) = vm.call_special(object, "__int__", &[])?
    {
        if vm.int_value(result).is_some() {
            return Ok(result);
        }
        return vm.broken_promise(object, &special_result::INT, result);
    }
    if let Some(value) = vm.index_optional(object)? {
        return Ok(vm.new_int(value));
    }
    let name = vm.type_name(object);
    let number = vm.profile().messages.number;
    vm.type_error(format!(
        "int() argument must be a string, a bytes-like object or {number}, not '{name}'"
    ))
}

fn new_float<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [object] = *constructor_arguments(vm, "float", (0, 1), args)? else {
        return Ok(vm.new_float(0.0));
    };
    if vm.kind(object) == Kind::Float {
        return Ok(vm.new_reference(object));
    }
    if let Some(number) = vm.number(object) {
        return Ok(vm.new_float(number.float()));
    }
    if vm.is_str(object) {
        let text = vm.text(object);
        let value = vm.text_result(float_from_text(&text))?;
        return Ok(vm.new_float(value));
    }
    if vm.has_python_class(object)
        && let Some(result) = vm.call_special(object, "__float__", &[])?
    {
        if vm.kind(result) == Kind::Float {
            return Ok(result);
        }
        return vm.broken_promise(object, &special_result::FLOAT, result);
    }
    if let Some(value) = vm.index_optional(object)? {
        return Ok(vm.new_float(value as f64));
    }
    let name = vm.type_name(object);
    let number = vm.profile().messages.number;
    vm.type_error(format!(
        "float() argument must be a string or {number}, not '{name}'"
    ))
}
