//! Arithmetic of `int`, `bool` and `float`. Integers have 64 bits here: what needs more ends the run, never wraps.

use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::python::code::BinaryOperator;
use crate::tape::Recorder;

/// The value of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An `int` or `bool`.
    Int(i64),
    /// A `float`.
    Float(f64),
}

impl Number {
    /// As a float (`PyLong_AsDouble`).
    pub fn float(self) -> f64 {
        match self {
            Number::Int(value) => value as f64,
            Number::Float(value) => value,
        }
    }
}

impl<R: Recorder> Vm<R> {
    /// The value of a number; `None` for anything else.
    #[inline]
    pub(super) fn number(&self, object: ObjectId) -> Option<Number> {
        let payload = self.heap().payload(object);
        match self.kind(object) {
            Kind::Int | Kind::Bool => Some(Number::Int(payload.int())),
            Kind::Float => Some(Number::Float(payload.float())),
            _ => None,
        }
    }

    /// The parts of a number, real and imaginary; `None` for anything else.
    pub(super) fn complex(&self, object: ObjectId) -> Option<[f64; 2]> {
        match self.kind(object) {
            Kind::Complex => Some(self.tables.complexes[self.heap().payload(object).index()]),
            _ => self.number(object).map(|number| [number.float(), 0.0]),
        }
    }

    /// Ends the run: a result needs an integer of more than 64 bits.
    pub(super) fn too_big<T>(&self) -> Outcome<T> {
        self.unsupported("integers beyond 64 bits")
    }

    /// An int that may have overflowed.
    pub(super) fn checked_int(&mut self, value: Option<i64>) -> Outcome {
        match value {
            Some(value) => Ok(self.new_int(value)),
            None => self.too_big(),
        }
    }

    pub(super) fn zero_division<T>(&mut self, message: &str) -> Outcome<T> {
        Err(self.raise(self.types.zero_division_error, message))
    }

    /// The result for two numbers; `None` if one is not a number, or the operator is not for these.
    pub(super) fn arithmetic(
        &mut self,
        operator: BinaryOperator,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let (Some(a), Some(b)) = (self.number(left), self.number(right)) else {
            return Ok(None);
        };
        match (a, b) {
            (Number::Int(a), Number::Int(b)) => {
                let bools = self.kind(left) == Kind::Bool && self.kind(right) == Kind::Bool;
                self.int_arithmetic(operator, a, b, bools)
            }
            _ => self.float_arithmetic(operator, a.float(), b.float()),
        }
    }

    fn int_arithmetic(
        &mut self,
        operator: BinaryOperator,
        a: i64,
        b: i64,
        bools: bool,
    ) -> Outcome<Option<ObjectId>> {
        let zero = &self.profile().messages.zero;
        let value = match operator {
            BinaryOperator::Add => a.checked_add(b),
            BinaryOperator::Subtract => a.checked_sub(b),
            BinaryOperator::Multiply => a.checked_mul(b),
            BinaryOperator::TrueDivide => {
                if b == 0 {
                    return self.zero_division("division by zero");
                }
                return Ok(Some(self.new_float(true_division(a, b))));
            }
            BinaryOperator::FloorDivide => {
                if b == 0 {
                    return self.zero_division(zero.int_floor);
                }
                floor_division(a, b)
            }
            BinaryOperator::Remainder => {
                if b == 0 {
                    return self.zero_division(zero.int_modulo);
                }
                Some(floor_remainder(a, b))
            }
            BinaryOperator::Power => return self.int_power(a, b).map(Some),
            BinaryOperator::LeftShift | BinaryOperator::RightShift if b < 0 => {
                return self.value_error("negative shift count");
            }
            BinaryOperator::LeftShift => left_shift(a, b),
            BinaryOperator::RightShift => Some(a >> b.min(63)),
            BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Xor => {
                let value = match operator {
                    BinaryOperator::And => a & b,
                    BinaryOperator::Or => a | b,
                    _ => a ^ b,
                };
                if bools {
                    return Ok(Some(self.bool(value != 0)));
                }
                Some(value)
            }
            BinaryOperator::MatrixMultiply => return Ok(None),
        };
        self.checked_int(value).map(Some)
    }

    fn int_power(&mut self, base: i64, exponent: i64) -> Outcome {
        if exponent < 0 {
            return self.float_power(base as f64, exponent as f64);
        }
        let value = match base {
            0 | 1 => Some(if exponent == 0 { 1 } else { base }),
            -1 => Some(if exponent % 2 == 0 { 1 } else { -1 }),
            _ => u32::try_from(exponent)
                .ok()
                .and_then(|exponent| base.checked_pow(exponent)),
        };
        self.checked_int(value)
    }

    fn float_arithmetic(
        &mut self,
        operator: BinaryOperator,
        a: f64,
        b: f64,
    ) -> Outcome<Option<ObjectId>> {
        let zero = &self.profile().messages.zero;
        let value = match operator {
            BinaryOperator::Add => a + b,
            BinaryOperator::Subtract => a - b,
            BinaryOperator::Multiply => a * b,
            BinaryOperator::TrueDivide if b == 0.0 => {
                return self.zero_division(zero.float);
            }
            BinaryOperator::TrueDivide => a / b,
            BinaryOperator::FloorDivide if b == 0.0 => {
                return self.zero_division(zero.float_floor);
            }
            BinaryOperator::FloorDivide => float_divmod(a, b).0,
            BinaryOperator::Remainder if b == 0.0 => {
                return self.zero_division(zero.float_modulo);
            }
            BinaryOperator::Remainder => float_divmod(a, b).1,
            BinaryOperator::Power => return self.float_power(a, b).map(Some),
            _ => return Ok(None),
        };
        Ok(Some(self.new_float(value)))
    }

    fn float_power(&mut self, base: f64, exponent: f64) -> Outcome {
        if base == 0.0 && exponent < 0.0 {
            return self.zero_division(self.profile().messages.zero.power);
        }
        if base < 0.0 && base.is_finite() && exponent.is_finite() && exponent.fract() != 0.0 {
            return self.unsupported("complex numbers");
        }
        let value = base.powf(exponent);
        if value.is_infinite() && base.is_finite() && exponent.is_finite() {
            let number = self.new_int(34);
            let text = self.new_str("Numerical result out of range");
            let exception = self.new_exception(self.types.overflow_error, &[number, text]);
            self.decref(number);
            self.decref(text);
            return Err(self.raise_object(exception));
        }
        Ok(self.new_float(value))
    }

    /// `divmod` of two numbers; `None` if one is not a number.
    pub(super) fn number_divmod(
        &mut self,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let (Some(a), Some(b)) = (self.number(left), self.number(right)) else {
            return Ok(None);
        };
        let (quotient, remainder) = match (a, b) {
            (Number::Int(_), Number::Int(0)) => {
                return self.zero_division(self.profile().messages.zero.int_floor);
            }
            (Number::Int(a), Number::Int(b)) => {
                let quotient = self.checked_int(floor_division(a, b))?;
                (quotient, self.new_int(floor_remainder(a, b)))
            }
            _ if b.float() == 0.0 => {
                return self.zero_division(self.profile().messages.zero.float_divmod);
            }
            _ => {
                let (quotient, remainder) = float_divmod(a.float(), b.float());
                (self.new_float(quotient), self.new_float(remainder))
            }
        };
        Ok(Some(self.fill_tuple(&[quotient, remainder])))
    }
}

/// `a // b`, rounded down; `None` beyond 64 bits.
fn floor_division(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    let is_inexact = a.wrapping_rem(b) != 0;
    Some(if is_inexact && (a < 0) != (b < 0) {
        quotient - 1
    } else {
        quotient
    })
}

/// `a % b`, with the sign of `b`.
fn floor_remainder(a: i64, b: i64) -> i64 {
    let remainder = a.wrapping_rem(b);
    if remainder != 0 && (remainder < 0) != (b < 0) {
        remainder + b
    } else {
        remainder
    }
}

fn left_shift(value: i64, count: i64) -> Option<i64> {
    if value == 0 {
        return Some(0);
    }
    let count = u32::try_from(count).ok().filter(|&count| count < 64)?;
    let shifted = value << count;
    (shifted >> count == value).then_some(shifted)
}

/// `a / b`, correctly rounded (`long_true_divide`).
fn true_division(a: i64, b: i64) -> f64 {
    const EXACT: u64 = 1 << 53;
    if a == 0 {
        return if b < 0 { -0.0 } else { 0.0 };
    }
    let (numerator, denominator) = (a.unsigned_abs(), b.unsigned_abs());
    if numerator <= EXACT && denominator <= EXACT {
        return a as f64 / b as f64;
    }
    // A quotient of at least 63 bits; what is lost below them only decides how it is rounded.
    let shift = u128::from(numerator).leading_zeros() - 1;
    let shifted = u128::from(numerator) << shift;
    let (quotient, rest) = (
        shifted / u128::from(denominator),
        shifted % u128::from(denominator),
    );
    let quotient = quotient | u128::from(rest != 0);
    let magnitude = quotient as f64 * (-f64::from(shift)).exp2();
    if (a < 0) == (b < 0) {
        magnitude
    } else {
        -magnitude
    }
}

/// Quotient and remainder of floats (`float_divmod`): the remainder has the sign of the divisor.
pub fn float_divmod(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder == 0.0 {
        remainder = 0.0_f64.copysign(b);
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder += b;
        quotient -= 1.0;
    }
    let floor = if quotient == 0.0 {
        0.0_f64.copysign(a / b)
    } else if quotient - quotient.floor() > 0.5 {
        quotient.floor() + 1.0
    } else {
        quotient.floor()
    };
    (floor, remainder)
}
