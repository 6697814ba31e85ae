//! Functions of numbers and characters.

use crate::heap::{Kind, ObjectId};
use crate::python::code::BinaryOperator;
use crate::python::vm::arithmetic::Number;
use crate::python::vm::builtins::{Args, Signature};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Exactly};
    vm.function("abs", Exactly(1), abs);
    vm.function("bin", Exactly(1), |vm, args| {
        in_base(vm, args, "0b", |value| format!("{value:b}"))
    });
    vm.function("chr", Exactly(1), chr);
    vm.function("divmod", Exactly(2), divmod);
    vm.function("hex", Exactly(1), |vm, args| {
        in_base(vm, args, "0x", |value| format!("{value:x}"))
    });
    vm.function("oct", Exactly(1), |vm, args| {
        in_base(vm, args, "0o", |value| format!("{value:o}"))
    });
    vm.function("ord", Exactly(1), ord);
    vm.function("pow", Any, pow);
    vm.function("round", Any, round);
}

fn abs<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let object = args.positional[0];
    match vm.number(object) {
        Some(Number::Int(value)) => vm.checked_int(value.checked_abs()),
        Some(Number::Float(value)) => Ok(vm.new_float(value.abs())),
        None => match vm.call_special(object, "__abs__", &[])? {
            Some(result) => Ok(result),
            None => {
                vm.check_not_complex(&[object])?;
                let name = vm.type_name(object);
                vm.type_error(format!("bad operand type for abs(): '{name}'"))
            }
        },
    }
}

fn in_base<R: Recorder>(
    vm: &mut Vm<R>,
    args: &Args,
    prefix: &str,
    digits: impl Fn(u64) -> String,
) -> Outcome {
    let value = vm.index_value(args.positional[0])?;
    let sign = if value < 0 { "-" } else { "" };
    Ok(vm.new_str(format!("{sign}{prefix}{}", digits(value.unsigned_abs()))))
}

fn chr<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let code = vm.index_value(args.positional[0])?;
    match u32::try_from(code) {
        Ok(0xD800..=0xDFFF) => vm.unsupported("a lone surrogate in a string"),
        Ok(code) if let Some(character) = char::from_u32(code) => {
            Ok(vm.new_str(character.to_string()))
        }
        _ => vm.value_error("chr() arg not in range(0x110000)"),
    }
}

fn ord<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let object = args.positional[0];
    let codes: Vec<u32> = match vm.kind(object) {
        Kind::Str => vm.text(object).chars().map(u32::from).take(2).collect(),
        Kind::Bytes => {
            let bytes = &vm.tables.bytes[vm.heap().payload(object).index()];
            bytes.iter().copied().map(u32::from).take(2).collect()
        }
        _ => {
            let name = vm.type_name(object);
            return vm.type_error(format!(
                "ord() expected string of length 1, but {name} found"
            ));
        }
    };
    if let [code] = codes[..] {
        return Ok(vm.new_int(i64::from(code)));
    }
    let length = vm.length(object)?;
    vm.type_error(format!(
        "ord() expected a character, but string of length {length} found"
    ))
}

fn divmod<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (left, right) = (args.positional[0], args.positional[1]);
    if let Some(result) = vm.number_divmod(left, right)? {
        return Ok(result);
    }
    for (object, other, name) in [(left, right, "__divmod__"), (right, left, "__rdivmod__")] {
        match vm.call_special(object, name, &[other])? {
            Some(result) if result != vm.not_implemented => return Ok(result),
            _ => {}
        }
    }
    let (left, right) = (vm.type_name(left), vm.type_name(right));
    vm.type_error(format!(
        "unsupported operand type(s) for divmod(): '{left}' and '{right}'"
    ))
}

fn pow<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [base, exponent, modulus] = vm.parse_arguments("pow", ["base", "exp", "mod"], 2, args)?;
    let (base, exponent) = (base.unwrap_or(vm.none), exponent.unwrap_or(vm.none));
    let Some(modulus) = modulus.filter(|&modulus| modulus != vm.none) else {
        return vm.binary(BinaryOperator::Power, false, base, exponent);
    };
    let ints = [base, exponent, modulus].map(|object| vm.int_value(object));
    let [Some(base), Some(exponent), Some(modulus)] = ints else {
        return vm.type_error("pow() 3rd argument not allowed unless all arguments are integers");
    };
    if modulus == 0 {
        return vm.value_error("pow() 3rd argument cannot be 0");
    }
    match modular_power(base, exponent, modulus) {
        Some(value) => Ok(vm.new_int(value)),
        None => vm.value_error("base is not invertible for the given modulus"),
    }
}

/// `base ** exponent % modulus` with the sign of the modulus; `None` if a negative exponent has no inverse.
fn modular_power(base: i64, exponent: i64, modulus: i64) -> Option<i64> {
    let size = i128::from(modulus).abs();
    let mut base = i128::from(base).rem_euclid(size);
    if exponent < 0 {
        base = inverse(base, size)?;
    }
    let mut rest = exponent.unsigned_abs();
    let mut result = 1 % size;
    while rest > 0 {
        if rest & 1 == 1 {
            result = result * base % size;
        }
        base = base * base % size;
        rest >>= 1;
    }
    if modulus < 0 && result > 0 {
        result -= size;
    }
    i64::try_from(result).ok()
}

/// By Euclid's algorithm.
fn inverse(value: i128, modulus: i128) -> Option<i128> {
    let (mut old_rest, mut rest) = (value, modulus);
    let (mut old_factor, mut factor) = (1, 0);
    while rest != 0 {
        let quotient = old_rest / rest;
        (old_rest, rest) = (rest, old_rest - quotient * rest);
        (old_factor, factor) = (factor, old_factor - quotient * factor);
    }
    (old_rest == 1).then(|| old_factor.rem_euclid(modulus))
}

fn round<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [number, digits] = vm.parse_arguments("round", ["number", "ndigits"], 1, args)?;
    let number = number.unwrap_or(vm.none);
    let digits = digits.filter(|&digits| digits != vm.none);
    let value = match vm.number(number) {
        Some(value) => value,
        None => {
            let arguments: Vec<ObjectId> = digits.into_iter().collect();
            return match vm.call_special(number, "__round__", &arguments)? {
                Some(result) => Ok(result),
                None => {
                    let name = vm.type_name(number);
                    vm.type_error(format!("type {name} doesn't define __round__ method"))
                }
            };
        }
    };
    let digits = match digits {
        Some(digits) => Some(vm.index_value(digits)?),
        None => None,
    };
    match (value, digits) {
        (Number::Int(value), None | Some(0..)) => Ok(vm.new_int(value)),
        (Number::Int(value), Some(digits)) => {
            let rounded = round_to_tens(i128::from(value), digits.unsigned_abs());
            vm.checked_int(i64::try_from(rounded).ok())
        }
        (Number::Float(value), None) => round_to_int(vm, value),
        (Number::Float(value), Some(digits)) => Ok(vm.new_float(round_to_digits(value, digits))),
    }
}

fn round_to_int<R: Recorder>(vm: &mut Vm<R>, value: f64) -> Outcome {
    if value.is_nan() {
        return vm.value_error("cannot convert float NaN to integer");
    }
    if value.is_infinite() {
        return Err(vm.raise(
            vm.types.overflow_error,
            "cannot convert float infinity to integer",
        ));
    }
    let rounded = value.round_ties_even();
    // From 2 ** 63 on it is out of reach.
    let fits = rounded.abs() < 9_223_372_036_854_775_808.0;
    vm.checked_int(fits.then_some(rounded as i64))
}

/// A multiple of a power of ten; a tie goes to the even one.
fn round_to_tens(value: i128, zeros: u64) -> i128 {
    let Some(unit) = u32::try_from(zeros)
        .ok()
        .and_then(|zeros| 10_i128.checked_pow(zeros))
    else {
        return 0;
    };
    let (quotient, rest) = (value.div_euclid(unit), value.rem_euclid(unit));
    let is_up = rest * 2 > unit || rest * 2 == unit && quotient % 2 != 0;
    (quotient + i128::from(is_up)) * unit
}

/// The decimal text is exact, so the result is rounded correctly.
fn round_to_digits(value: f64, digits: i64) -> f64 {
    if !value.is_finite() || digits > 323 {
        return value;
    }
    match usize::try_from(digits) {
        Ok(digits) => format!("{value:.digits$}").parse().unwrap_or(value),
        // What stands behind the point decides only a tie, for which the last digit is made odd.
        Err(_) if value.abs() < 1e30 => {
            let (whole, zeros) = (value.trunc() as i128, digits.unsigned_abs());
            let sticky = i128::from(value.fract() != 0.0) * whole.signum();
            let rounded = round_to_tens(whole * 10 + sticky, zeros + 1) / 10;
            (rounded as f64).copysign(value)
        }
        Err(_) => value,
    }
}
