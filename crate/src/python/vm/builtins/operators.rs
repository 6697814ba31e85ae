//! Operators by the names of their methods: `(1).__add__(2)`, `super().__iadd__(items)`, `list.__lt__(a, b)`.

use super::{Args, Function, Signature};
use crate::heap::{Kind, ObjectId};
use crate::python::code::{BinaryOperator, Comparison};
use crate::python::vm::arithmetic::Number;
use crate::python::vm::operators::{UnaryOperator, method_names};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

/// An operator and its three functions: for the left operand, for the right one, for an augmented assignment.
type Methods<R> = (BinaryOperator, [Function<R>; 3]);

macro_rules! methods {
    ($($operator:ident)*) => {
        [$((
            BinaryOperator::$operator,
            [
                (|vm, args| forward(vm, args, BinaryOperator::$operator)) as Function<R>,
                |vm, args| reflected(vm, args, BinaryOperator::$operator),
                |vm, args| in_place(vm, args, BinaryOperator::$operator),
            ],
        )),*]
    };
}

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use BinaryOperator::{Add, And, Multiply, Or, Remainder, Subtract, Xor};
    let types = vm.types.clone();
    let methods: [Methods<R>; 12] = methods! {
        Add Subtract Multiply TrueDivide FloorDivide Remainder Power LeftShift RightShift And Or Xor
    };
    for &(operator, functions) in &methods {
        let is_bitwise = matches!(
            operator,
            BinaryOperator::LeftShift | BinaryOperator::RightShift | And | Or | Xor
        );
        let mut add = |class, count: usize| add_methods(vm, class, operator, &functions[..count]);
        add(types.int, 2);
        if !is_bitwise {
            add(types.float, 2);
        }
        match operator {
            Add | Multiply => {
                for class in [types.list, types.deque, types.bytearray] {
                    add(class, 3);
                }
                for class in [types.str, types.bytes, types.tuple] {
                    add(class, 2);
                }
            }
            Remainder => add(types.str, 2),
            Subtract | And | Or | Xor => {
                add(types.set, 3);
                for class in [types.frozenset, types.dict_keys, types.dict_items] {
                    add(class, 2);
                }
            }
            _ => {}
        }
        if operator == Or {
            add(types.dict, 3);
        }
    }
    register_unary(vm);
    register_comparisons(vm);
}

fn add_methods<R: Recorder>(
    vm: &mut Vm<R>,
    class: ObjectId,
    operator: BinaryOperator,
    functions: &[Function<R>],
) {
    for (name, &function) in method_names(operator).into_iter().zip(functions) {
        let is_sequence = [
            vm.types.list,
            vm.types.deque,
            vm.types.bytearray,
            vm.types.str,
            vm.types.bytes,
            vm.types.tuple,
        ]
        .contains(&class);
        // A sequence knows no `__radd__`.
        if !(is_sequence && name == "__radd__") {
            vm.method(class, name, Signature::Between(1, 2), function);
        }
    }
}

fn register_unary<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::Exactly;
    let (int, float) = (vm.types.int, vm.types.float);
    for class in [int, float] {
        vm.method(class, "__neg__", Exactly(0), |vm, args| {
            vm.unary_builtin(UnaryOperator::Negative, args.positional[0])
        });
        vm.method(class, "__pos__", Exactly(0), |vm, args| {
            vm.unary_builtin(UnaryOperator::Positive, args.positional[0])
        });
        vm.method(class, "__abs__", Exactly(0), |vm, args| {
            match vm.number(args.positional[0]) {
                Some(Number::Int(value)) => vm.checked_int(value.checked_abs()),
                Some(Number::Float(value)) => Ok(vm.new_float(value.abs())),
                None => Ok(vm.not_implemented),
            }
        });
        vm.method(class, "__bool__", Exactly(0), |vm, args| {
            let number = vm.number(args.positional[0]);
            Ok(vm.bool(number.is_some_and(|number| number.float() != 0.0)))
        });
        vm.method(class, "__float__", Exactly(0), |vm, args| {
            let number = vm.number(args.positional[0]);
            Ok(vm.new_float(number.map_or(0.0, Number::float)))
        });
    }
    let roundings: [(&str, Function<R>); 4] = [
        ("__int__", |vm, args| rounded(vm, args, f64::trunc)),
        ("__trunc__", |vm, args| rounded(vm, args, f64::trunc)),
        ("__floor__", |vm, args| rounded(vm, args, f64::floor)),
        ("__ceil__", |vm, args| rounded(vm, args, f64::ceil)),
    ];
    for (name, function) in roundings {
        vm.method(float, name, Exactly(0), function);
    }
    vm.method(int, "__invert__", Exactly(0), |vm, args| {
        vm.unary_builtin(UnaryOperator::Invert, args.positional[0])
    });
    for name in ["__int__", "__index__", "__trunc__", "__floor__", "__ceil__"] {
        vm.method(int, name, Exactly(0), |vm, args| {
            vm.unary_builtin(UnaryOperator::Positive, args.positional[0])
        });
    }
}

fn rounded<R: Recorder>(vm: &mut Vm<R>, args: &Args, round: fn(f64) -> f64) -> Outcome {
    let value = vm.number(args.positional[0]).map_or(0.0, Number::float);
    let whole = vm.float_to_int(round(value))?;
    Ok(vm.new_int(whole))
}

/// All types have the comparisons of `object`, which ask the type what it says.
fn register_comparisons<R: Recorder>(vm: &mut Vm<R>) {
    let object = vm.types.object;
    let methods: [(&str, Function<R>); 6] = [
        ("__eq__", |vm, args| compare(vm, args, Comparison::Equal)),
        ("__ne__", |vm, args| compare(vm, args, Comparison::NotEqual)),
        ("__lt__", |vm, args| compare(vm, args, Comparison::Less)),
        ("__le__", |vm, args| {
            compare(vm, args, Comparison::LessEqual)
        }),
        ("__gt__", |vm, args| compare(vm, args, Comparison::Greater)),
        ("__ge__", |vm, args| {
            compare(vm, args, Comparison::GreaterEqual)
        }),
    ];
    for (name, function) in methods {
        vm.method(object, name, Signature::Exactly(1), function);
    }
}

/// What the built-in type below the class says. `object` knows identity, and inverts the class's `__eq__`.
fn compare<R: Recorder>(vm: &mut Vm<R>, args: &Args, comparison: Comparison) -> Outcome {
    let (left, right) = (args.positional[0], args.positional[1]);
    if !takes(vm, left, right) {
        return Ok(vm.not_implemented);
    }
    let is_plain = vm.kind(left) == Kind::Instance;
    if is_plain && comparison == Comparison::NotEqual && vm.has_special(left, "__eq__") {
        let result = vm.not_equal_by_equal(left, right)?;
        return Ok(result.unwrap_or(vm.not_implemented));
    }
    let result = match (vm.compare_builtin(comparison, left, right)?, comparison) {
        (None, Comparison::Equal) if left == right => Some(true),
        (None, Comparison::NotEqual) if left == right => Some(false),
        (result, _) => result,
    };
    Ok(result.map_or(vm.not_implemented, |result| vm.bool(result)))
}

/// `left.__add__(right)`: a sequence complains of what it can't take, others leave it to the right operand.
fn forward<R: Recorder>(vm: &mut Vm<R>, args: &Args, operator: BinaryOperator) -> Outcome {
    let (left, right) = (args.positional[0], args.positional[1]);
    check_modulus(vm, args, operator)?;
    if !takes(vm, left, right) {
        return Ok(vm.not_implemented);
    }
    let result = match operator {
        BinaryOperator::Multiply if vm.number(left).is_none() => repeat(vm, left, right).map(Some),
        BinaryOperator::Add => vm.binary_builtin(operator, left, right),
        _ => vm.binary_slot(operator, left, right),
    };
    Ok(result?.unwrap_or(vm.not_implemented))
}

/// `right.__radd__(left)`.
fn reflected<R: Recorder>(vm: &mut Vm<R>, args: &Args, operator: BinaryOperator) -> Outcome {
    let (right, left) = (args.positional[0], args.positional[1]);
    check_modulus(vm, args, operator)?;
    if !takes(vm, right, left) {
        return Ok(vm.not_implemented);
    }
    let result = match operator {
        BinaryOperator::Multiply if vm.number(right).is_none() => repeat(vm, right, left).map(Some),
        _ => vm.binary_slot(operator, left, right),
    };
    Ok(result?.unwrap_or(vm.not_implemented))
}

/// `left.__iadd__(right)`.
fn in_place<R: Recorder>(vm: &mut Vm<R>, args: &Args, operator: BinaryOperator) -> Outcome {
    let (left, right) = (args.positional[0], args.positional[1]);
    if operator == BinaryOperator::Multiply {
        check_times(vm, right)?;
    }
    let result = vm.binary_in_place_builtin(operator, left, right)?;
    Ok(result.unwrap_or(vm.not_implemented))
}

/// Whether the owner's method looks at such an operand: that of an int leaves floats to them (`CHECK_BINOP`), that of a
/// set leaves the keys of a dict to those.
fn takes<R: Recorder>(vm: &Vm<R>, owner: ObjectId, other: ObjectId) -> bool {
    match (vm.kind(owner), vm.number(owner)) {
        (Kind::Set | Kind::FrozenSet, _) => matches!(vm.kind(other), Kind::Set | Kind::FrozenSet),
        (Kind::Dict, _) => vm.kind(other) == Kind::Dict,
        (_, Some(Number::Int(_))) => matches!(vm.number(other), Some(Number::Int(_))),
        (_, Some(Number::Float(_))) => vm.number(other).is_some(),
        _ => true,
    }
}

/// Only a power takes a third operand, which is outside of what runs here.
fn check_modulus<R: Recorder>(
    vm: &mut Vm<R>,
    args: &Args,
    operator: BinaryOperator,
) -> Outcome<()> {
    match args.positional.len() {
        2 => Ok(()),
        _ if operator == BinaryOperator::Power => vm.unsupported("a power with a modulus"),
        given => vm.type_error(format!("expected 1 argument, got {}", given - 1)),
    }
}

/// `sq_repeat`, whose wrapper wants an int (`wrap_indexargfunc`).
fn repeat<R: Recorder>(vm: &mut Vm<R>, sequence: ObjectId, times: ObjectId) -> Outcome {
    check_times(vm, times)?;
    match vm.kind(sequence) {
        Kind::Deque => vm.repeat_deque(sequence, times),
        _ => vm.repeat(sequence, times),
    }
}

fn check_times<R: Recorder>(vm: &mut Vm<R>, times: ObjectId) -> Outcome<()> {
    if vm.index_optional(times)?.is_some() {
        return Ok(());
    }
    let name = vm.type_name(times);
    vm.type_error(format!(
        "'{name}' object cannot be interpreted as an integer"
    ))
}
