//! Constants that are known when compiling (CPython's `ast_opt.c`); they decide which values are shared.

use std::rc::Rc;

use ruff_python_ast::{Expr, Number, Operator, UnaryOp};

use crate::python::code::Const;

/// Longest string or bytes made by folding (`MAX_STR_SIZE`).
const MAX_STR_SIZE: usize = 4096;
/// Longest tuple made by folding (`MAX_COLLECTION_SIZE`).
const MAX_COLLECTION_SIZE: usize = 256;
/// Most items in such a tuple, those of its tuples included (`MAX_TOTAL_ITEMS`).
const MAX_TOTAL_ITEMS: usize = 1024;

/// The value of a constant expression.
pub(super) fn constant(expression: &Expr) -> Option<Const> {
    Some(match expression {
        Expr::NoneLiteral(_) => Const::None,
        Expr::BooleanLiteral(node) => boolean(node.value),
        Expr::EllipsisLiteral(_) => Const::Ellipsis,
        Expr::StringLiteral(node) => Const::Str(node.value.to_str().into()),
        Expr::BytesLiteral(node) => Const::Bytes(node.value.bytes().collect()),
        Expr::NumberLiteral(node) => match &node.value {
            Number::Int(value) => match value.as_u64() {
                Some(value) => integer(value.into()),
                None => Const::BigInt(
                    value
                        .to_string()
                        .replace('_', "")
                        .to_ascii_lowercase()
                        .into(),
                ),
            },
            Number::Float(value) => Const::Float(*value),
            Number::Complex { real, imag } => Const::Complex([*real, *imag]),
        },
        Expr::Name(node) if &*node.id == "__debug__" => Const::True,
        Expr::Tuple(node) => Const::Tuple(constants(&node.elts)?),
        Expr::UnaryOp(node) => unary(node.op, &constant(&node.operand)?)?,
        Expr::BinOp(node) => {
            let left = constant(&node.left)?;
            binary(&left, node.op, &constant(&node.right)?)?
        }
        _ => return None,
    })
}

/// The values, if all expressions are constant.
pub(super) fn constants(expressions: &[Expr]) -> Option<Rc<[Const]>> {
    expressions.iter().map(constant).collect()
}

fn boolean(value: bool) -> Const {
    if value { Const::True } else { Const::False }
}

fn integer(value: i128) -> Const {
    match i64::try_from(value) {
        Ok(value) => Const::Int(value),
        Err(_) => Const::BigInt(value.to_string().into()),
    }
}

/// An integer's value; CPython's limit of 128 bits for folding makes wider ones needless.
fn as_integer(constant: &Const) -> Option<i128> {
    match constant {
        Const::True => Some(1),
        Const::False => Some(0),
        Const::Int(value) => Some((*value).into()),
        Const::BigInt(text) => text.parse().ok(),
        _ => None,
    }
}

fn as_float(constant: &Const) -> Option<f64> {
    match constant {
        Const::Float(value) => Some(*value),
        Const::Int(value) => Some(*value as f64),
        Const::True => Some(1.0),
        Const::False => Some(0.0),
        _ => None,
    }
}

fn as_complex(constant: &Const) -> Option<[f64; 2]> {
    match constant {
        Const::Complex(parts) => Some(*parts),
        _ => as_float(constant).map(|real| [real, 0.0]),
    }
}

fn unary(operator: UnaryOp, operand: &Const) -> Option<Const> {
    match (operator, operand) {
        (UnaryOp::Not, operand) => super::optimize::truth(operand).map(|truth| boolean(!truth)),
        (UnaryOp::USub, Const::Float(value)) => Some(Const::Float(-value)),
        (UnaryOp::UAdd, Const::Float(value)) => Some(Const::Float(*value)),
        (UnaryOp::USub, Const::Complex([real, imaginary])) => {
            Some(Const::Complex([-real, -imaginary]))
        }
        (UnaryOp::USub, _) => Some(integer(as_integer(operand)?.checked_neg()?)),
        (UnaryOp::UAdd, _) => Some(integer(as_integer(operand)?)),
        (UnaryOp::Invert, Const::True | Const::False) => None,
        (UnaryOp::Invert, _) => Some(integer(!as_integer(operand)?)),
    }
}

fn binary(left: &Const, operator: Operator, right: &Const) -> Option<Const> {
    let is_bool = |constant: &Const| matches!(constant, Const::True | Const::False);
    let bools = is_bool(left) && is_bool(right);
    if let (Some(left), Some(right)) = (as_integer(left), as_integer(right)) {
        return match operator {
            Operator::BitAnd | Operator::BitOr | Operator::BitXor if bools => {
                integers(left, operator, right).map(|result| boolean(result == Const::Int(1)))
            }
            _ => integers(left, operator, right),
        };
    }
    if let (Some(left), Some(right)) = (as_float(left), as_float(right)) {
        return floats(left, operator, right);
    }
    if let (Some(left), Some(right)) = (as_complex(left), as_complex(right)) {
        let [a, b] = left;
        let [c, d] = right;
        return match operator {
            Operator::Add => Some(Const::Complex([a + c, b + d])),
            Operator::Sub => Some(Const::Complex([a - c, b - d])),
            _ => None,
        };
    }
    match (left, operator, right) {
        (Const::Str(left), Operator::Add, Const::Str(right)) => {
            Some(Const::Str(format!("{left}{right}").into()))
        }
        (Const::Bytes(left), Operator::Add, Const::Bytes(right)) => {
            Some(Const::Bytes(left.iter().chain(&**right).copied().collect()))
        }
        (Const::Tuple(left), Operator::Add, Const::Tuple(right)) => {
            Some(Const::Tuple(left.iter().chain(&**right).cloned().collect()))
        }
        (_, Operator::Mult, _) => match (as_integer(left), as_integer(right)) {
            (_, Some(count)) => repeat(left, count),
            (Some(count), _) => repeat(right, count),
            _ => None,
        },
        _ => None,
    }
}

fn repeat(sequence: &Const, count: i128) -> Option<Const> {
    let count = usize::try_from(count.max(0)).ok()?;
    let within = |length: usize, limit: usize| {
        length
            .checked_mul(count)
            .is_some_and(|length| length <= limit)
    };
    match sequence {
        Const::Str(text) if within(text.chars().count(), MAX_STR_SIZE) => {
            Some(Const::Str(text.repeat(count).into()))
        }
        Const::Bytes(bytes) if within(bytes.len(), MAX_STR_SIZE) => {
            Some(Const::Bytes(bytes.repeat(count).into()))
        }
        Const::Tuple(items) if items.is_empty() => Some(sequence.clone()),
        Const::Tuple(items)
            if within(items.len(), MAX_COLLECTION_SIZE)
                && within(total_items(items), MAX_TOTAL_ITEMS) =>
        {
            Some(Const::Tuple(vec![items.to_vec(); count].concat().into()))
        }
        _ => None,
    }
}

/// Items of a tuple and of the tuples in it; counting stops above the limit.
fn total_items(items: &[Const]) -> usize {
    let mut total = 0;
    let mut todo = vec![items];
    while let Some(items) = todo.pop() {
        total += items.len();
        if total > MAX_TOTAL_ITEMS {
            break;
        }
        todo.extend(items.iter().filter_map(|item| match item {
            Const::Tuple(items) => Some(&**items),
            _ => None,
        }));
    }
    total
}

fn integers(left: i128, operator: Operator, right: i128) -> Option<Const> {
    let floor = || {
        let quotient = left.checked_div(right)?;
        Some(if (left % right != 0) && ((left < 0) != (right < 0)) {
            quotient - 1
        } else {
            quotient
        })
    };
    Some(integer(match operator {
        Operator::Add => left.checked_add(right)?,
        Operator::Sub => left.checked_sub(right)?,
        Operator::Mult => left.checked_mul(right)?,
        Operator::FloorDiv => floor()?,
        Operator::Mod => left.checked_sub(floor()?.checked_mul(right)?)?,
        Operator::Pow => left.checked_pow(u32::try_from(right).ok()?)?,
        Operator::LShift => {
            let shift = u32::try_from(right).ok().filter(|shift| *shift < 127)?;
            left.checked_mul(1_i128.checked_shl(shift)?)?
        }
        Operator::RShift => left.checked_shr(u32::try_from(right).ok()?.min(127))?,
        Operator::BitAnd => left & right,
        Operator::BitOr => left | right,
        Operator::BitXor => left ^ right,
        Operator::Div => {
            // Beyond this, converting the operands first would round twice.
            let exact = |value: i128| value.unsigned_abs() <= 1 << 53;
            return (right != 0 && exact(left) && exact(right))
                .then(|| Const::Float(left as f64 / right as f64));
        }
        Operator::MatMult => return None,
    }))
}

fn floats(left: f64, operator: Operator, right: f64) -> Option<Const> {
    let value = match operator {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mult => left * right,
        Operator::Div if right != 0.0 => left / right,
        _ => return None,
    };
    Some(Const::Float(value))
}
