//! Conditions, comparisons and everything that short-circuits.

use ruff_python_ast::{self as ast, BoolOp, CmpOp, Expr, UnaryOp};

use super::emit::{At, Compiler, Result};
use super::flow::{Label, Op};
use crate::python::code::{Comparison, Instruction as I};

impl<'a> Compiler<'a> {
    /// Jumps to `target` if the expression's truth is `wanted` (`compiler_jump_if`).
    pub(super) fn jump_if(&mut self, expression: &'a Expr, target: Label, wanted: bool) -> Result {
        let at = self.at(expression);
        match expression {
            Expr::UnaryOp(node) if node.op == UnaryOp::Not => {
                return self.jump_if(&node.operand, target, !wanted);
            }
            Expr::BoolOp(node) => {
                let decides = node.op == BoolOp::Or;
                let Some((last, others)) = node.values.split_last() else {
                    return Ok(());
                };
                let end = self.label();
                let early = if decides == wanted { target } else { end };
                for value in others {
                    self.jump_if(value, early, decides)?;
                }
                self.jump_if(last, target, wanted)?;
                self.place(end);
                return Ok(());
            }
            Expr::If(node) => {
                let (end, other) = (self.label(), self.label());
                self.jump_if(&node.test, other, false)?;
                self.jump_if(&node.body, target, wanted)?;
                self.emit_op(Op::Jump(end), None);
                self.place(other);
                self.jump_if(&node.orelse, target, wanted)?;
                self.place(end);
                return Ok(());
            }
            Expr::Compare(node) if node.ops.len() > 1 => {
                let cleanup = self.label();
                self.chain(node, cleanup, false)?;
                self.emit(I::ToBool, at);
                self.emit(jump(target, wanted), at);
                let end = self.label();
                self.emit_op(Op::Jump(end), None);
                self.place(cleanup);
                self.emit(I::PopTop, None);
                if !wanted {
                    self.emit_op(Op::Jump(target), None);
                }
                self.place(end);
                return Ok(());
            }
            _ => {}
        }
        self.expression(expression)?;
        self.emit(I::ToBool, at);
        self.emit(jump(target, wanted), at);
        Ok(())
    }

    /// All comparisons of a chain; a false one jumps to `cleanup`, with its result kept if `keep`, and the operand for
    /// the next one below.
    fn chain(&mut self, node: &'a ast::ExprCompare, cleanup: Label, keep: bool) -> Result {
        let at = self.at(node);
        self.expression(&node.left)?;
        let last = node.ops.len() - 1;
        for (index, (operator, right)) in node.ops.iter().zip(&node.comparators).enumerate() {
            if index == last && matches!(operator, CmpOp::In | CmpOp::NotIn) {
                self.container(right)?;
            } else {
                self.expression(right)?;
            }
            if index == last {
                self.emit(comparison(*operator), at);
                break;
            }
            self.emit(I::Swap(2), at);
            self.emit(I::Copy(2), at);
            self.emit(comparison(*operator), at);
            if keep {
                self.emit(I::Copy(1), at);
            }
            self.emit(I::ToBool, at);
            self.emit(I::PopJumpIfFalse(cleanup), at);
            if keep {
                self.emit(I::PopTop, at);
            }
        }
        Ok(())
    }

    /// `compiler_compare`
    pub(super) fn compare(&mut self, node: &'a ast::ExprCompare, at: At) -> Result {
        let cleanup = self.label();
        self.chain(node, cleanup, true)?;
        if node.ops.len() > 1 {
            let end = self.label();
            self.emit_op(Op::Jump(end), None);
            self.place(cleanup);
            self.emit(I::Swap(2), at);
            self.emit(I::PopTop, at);
            self.place(end);
        }
        Ok(())
    }

    /// `compiler_boolop`
    pub(super) fn bool_op(&mut self, node: &'a ast::ExprBoolOp, at: At) -> Result {
        let end = self.label();
        let Some((last, others)) = node.values.split_last() else {
            return Ok(());
        };
        for value in others {
            self.expression(value)?;
            self.emit(I::Copy(1), at);
            self.emit(I::ToBool, at);
            self.emit(jump(end, node.op == BoolOp::Or), at);
            self.emit(I::PopTop, at);
        }
        self.expression(last)?;
        self.place(end);
        Ok(())
    }

    /// `compiler_ifexp`
    pub(super) fn conditional(&mut self, node: &'a ast::ExprIf) -> Result {
        let (end, other) = (self.label(), self.label());
        self.jump_if(&node.test, other, false)?;
        self.expression(&node.body)?;
        self.emit_op(Op::Jump(end), None);
        self.place(other);
        self.expression(&node.orelse)?;
        self.place(end);
        Ok(())
    }
}

fn jump(target: Label, wanted: bool) -> I {
    if wanted {
        I::PopJumpIfTrue(target)
    } else {
        I::PopJumpIfFalse(target)
    }
}

fn comparison(operator: CmpOp) -> I {
    let comparison = match operator {
        CmpOp::Is => return I::IsOp(false),
        CmpOp::IsNot => return I::IsOp(true),
        CmpOp::In => return I::ContainsOp(false),
        CmpOp::NotIn => return I::ContainsOp(true),
        CmpOp::Eq => Comparison::Equal,
        CmpOp::NotEq => Comparison::NotEqual,
        CmpOp::Lt => Comparison::Less,
        CmpOp::LtE => Comparison::LessEqual,
        CmpOp::Gt => Comparison::Greater,
        CmpOp::GtE => Comparison::GreaterEqual,
    };
    I::CompareOp {
        comparison,
        to_bool: false,
    }
}
