//! Expressions.

use ruff_python_ast::{self as ast, Expr, ExprContext, UnaryOp};
use ruff_text_size::Ranged;

use super::emit::{Access, At, Compiler, Result};
use super::flow::Op;
use super::scope::ScopeKind;
use super::{Failure, fold};
use crate::python::code::{BinaryOperator, Const, Conversion, Instruction as I, ResumeAt};

/// Above so many values on the stack, CPython builds collections piece by piece (`STACK_USE_GUIDELINE`).
pub(super) const STACK_USE_GUIDELINE: usize = 30;

impl<'a> Compiler<'a> {
    /// Evaluates an expression and leaves its value on the stack.
    pub(super) fn expression(&mut self, expression: &'a Expr) -> Result {
        self.check_size(expression)?;
        let at = self.at(expression);
        if let Some(constant) = fold::constant(expression) {
            self.load_const(constant, at);
            return Ok(());
        }
        match expression {
            Expr::BoolOp(node) => self.bool_op(node, at)?,
            Expr::Named(node) => {
                self.expression(&node.value)?;
                self.emit(I::Copy(1), at);
                self.store(&node.target)?;
            }
            Expr::BinOp(node) => {
                self.expression(&node.left)?;
                self.expression(&node.right)?;
                self.emit(
                    I::BinaryOp {
                        operator: operator(node.op),
                        in_place: false,
                    },
                    at,
                );
            }
            Expr::UnaryOp(node) => {
                self.expression(&node.operand)?;
                match node.op {
                    UnaryOp::Not => {
                        self.emit(I::ToBool, at);
                        self.emit(I::UnaryNot, at);
                    }
                    UnaryOp::Invert => self.emit(I::UnaryInvert, at),
                    UnaryOp::UAdd => self.emit(I::UnaryPositive, at),
                    UnaryOp::USub => self.emit(I::UnaryNegative, at),
                }
            }
            Expr::Lambda(node) => self.lambda(node)?,
            Expr::If(node) => self.conditional(node)?,
            Expr::Dict(node) => self.dict(node, at)?,
            Expr::Set(node) => self.display(&node.elts, Display::Set, at)?,
            Expr::List(node) => self.display(&node.elts, Display::List, at)?,
            Expr::Tuple(node) => self.display(&node.elts, Display::Tuple, at)?,
            Expr::ListComp(node) => {
                let parts = [&*node.elt];
                self.comprehension(
                    ScopeKind::ListComprehension,
                    expression,
                    &node.generators,
                    &parts,
                )?;
            }
            Expr::SetComp(node) => {
                let parts = [&*node.elt];
                self.comprehension(
                    ScopeKind::SetComprehension,
                    expression,
                    &node.generators,
                    &parts,
                )?;
            }
            Expr::DictComp(node) => {
                let Some(key) = &node.key else {
                    return Err(unsupported(expression));
                };
                let parts = [&**key, &*node.value];
                self.comprehension(
                    ScopeKind::DictComprehension,
                    expression,
                    &node.generators,
                    &parts,
                )?;
            }
            Expr::Generator(node) => {
                let parts = [&*node.elt];
                self.comprehension(ScopeKind::Generator, expression, &node.generators, &parts)?;
            }
            Expr::Yield(node) => {
                match &node.value {
                    Some(value) => self.expression(value)?,
                    None => self.load_const(Const::None, at),
                }
                self.emit(I::YieldValue, at);
                self.emit(I::Resume(ResumeAt::Yield), at);
            }
            Expr::YieldFrom(node) => {
                self.expression(&node.value)?;
                self.yield_from(at);
            }
            Expr::Compare(node) => self.compare(node, at)?,
            Expr::Call(node) => self.call(node, at)?,
            Expr::FString(node) => self.f_string(node, at)?,
            Expr::Attribute(node) => {
                if self.load_super_attribute(node, false)? {
                    return Ok(());
                }
                self.expression(&node.value)?;
                let at = self.attribute_location(node);
                let name = self.name_index(&node.attr);
                self.emit(I::LoadAttr(name), at);
            }
            Expr::Subscript(node) => {
                self.expression(&node.value)?;
                if let Some(slice) = two_part_slice(&node.slice) {
                    self.slice_parts(slice)?;
                    self.emit(I::BinarySlice, at);
                } else {
                    self.expression(&node.slice)?;
                    self.emit(I::BinarySubscr, at);
                }
            }
            Expr::Name(node) => self.name(&node.id, Access::Load, at),
            Expr::Slice(node) => {
                self.slice_parts(node)?;
                if let Some(step) = &node.step {
                    self.expression(step)?;
                }
                self.emit(I::BuildSlice(2 + u32::from(node.step.is_some())), at);
            }
            Expr::Starred(node) => {
                let message = match node.ctx {
                    ExprContext::Store => "starred assignment target must be in a list or tuple",
                    _ => "can't use starred expression here",
                };
                return Err(Failure::syntax(node.range, message.into()));
            }
            _ => return Err(unsupported(expression)),
        }
        Ok(())
    }

    /// The location of an attribute access, which starts where the attribute's name does when that is on another line
    /// (`update_start_location_to_match_attr`).
    pub(super) fn attribute_location(&self, node: &ast::ExprAttribute) -> At {
        let whole = self.at(node)?;
        let name = self.at(&node.attr)?;
        if whole.line == name.end_line {
            return Some(whole);
        }
        Some(name)
    }

    pub(super) fn slice_parts(&mut self, node: &'a ast::ExprSlice) -> Result {
        for part in [&node.lower, &node.upper] {
            match part {
                Some(part) => self.expression(part)?,
                None => {
                    let at = self.at(node);
                    self.load_const(Const::None, at);
                }
            }
        }
        Ok(())
    }

    /// What `in` or a loop goes through: a list or set display of constants is a constant, a list display a tuple
    /// (`fold_iter`).
    pub(super) fn container(&mut self, expression: &'a Expr) -> Result {
        let at = self.at(expression);
        match expression {
            Expr::List(node) if !node.elts.iter().any(Expr::is_starred_expr) => {
                match fold::constants(&node.elts) {
                    Some(items) => self.load_const(Const::Tuple(items), at),
                    None => self.display(&node.elts, Display::Tuple, at)?,
                }
                Ok(())
            }
            Expr::Set(node) => {
                match fold::constants(&node.elts) {
                    Some(items) => self.load_const(Const::FrozenSet(items), at),
                    None => self.display(&node.elts, Display::Set, at)?,
                }
                Ok(())
            }
            _ => self.expression(expression),
        }
    }

    /// A list, set or tuple display (`starunpack_helper`).
    pub(super) fn display(&mut self, items: &'a [Expr], display: Display, at: At) -> Result {
        let (build, add, extend): (WithCount, WithCount, WithCount) = match display {
            Display::Set => (I::BuildSet, I::SetAdd, I::SetUpdate),
            Display::List | Display::Tuple => (I::BuildList, I::ListAppend, I::ListExtend),
        };
        if items.len() > 2
            && let Some(constants) = fold::constants(items)
        {
            match display {
                Display::Tuple => self.load_const(Const::Tuple(constants), at),
                Display::List | Display::Set => {
                    self.emit(build(0), at);
                    let constants = match display {
                        Display::Set => Const::FrozenSet(constants),
                        _ => Const::Tuple(constants),
                    };
                    self.load_const(constants, at);
                    self.emit(extend(1), at);
                }
            }
            return Ok(());
        }
        let big = items.len() > STACK_USE_GUIDELINE;
        if !big && !items.iter().any(Expr::is_starred_expr) {
            for item in items {
                self.expression(item)?;
            }
            let count = items.len() as u32;
            self.emit(
                if display == Display::Tuple {
                    I::BuildTuple(count)
                } else {
                    build(count)
                },
                at,
            );
            return Ok(());
        }
        let mut built = big;
        if big {
            self.emit(build(0), at);
        }
        for (index, item) in items.iter().enumerate() {
            if let Expr::Starred(starred) = item {
                if !built {
                    self.emit(build(index as u32), at);
                    built = true;
                }
                self.expression(&starred.value)?;
                self.emit(extend(1), at);
            } else {
                self.expression(item)?;
                if built {
                    self.emit(add(1), at);
                }
            }
        }
        if display == Display::Tuple {
            self.emit(I::ListToTuple, at);
        }
        Ok(())
    }

    /// `compiler_dict`
    fn dict(&mut self, node: &'a ast::ExprDict, at: At) -> Result {
        let mut have_dict = false;
        let mut start = 0;
        for (index, item) in node.items.iter().enumerate() {
            if item.key.is_none() {
                self.pairs(&node.items[start..index], &mut have_dict, at)?;
                start = index + 1;
                if !have_dict {
                    self.emit(I::BuildMap(0), at);
                    have_dict = true;
                }
                self.expression(&item.value)?;
                self.emit(I::DictUpdate(1), at);
            } else if (index - start) * 2 > STACK_USE_GUIDELINE {
                self.pairs(&node.items[start..=index], &mut have_dict, at)?;
                start = index + 1;
            }
        }
        self.pairs(&node.items[start..], &mut have_dict, at)?;
        if !have_dict {
            self.emit(I::BuildMap(0), at);
        }
        Ok(())
    }

    /// A run of pairs, added to the dict if there is one already (`compiler_subdict`).
    fn pairs(&mut self, items: &'a [ast::DictItem], have_dict: &mut bool, at: At) -> Result {
        if items.is_empty() {
            return Ok(());
        }
        let big = items.len() * 2 > STACK_USE_GUIDELINE;
        if big {
            self.emit(I::BuildMap(0), at);
        }
        for item in items {
            if let Some(key) = &item.key {
                self.expression(key)?;
            }
            self.expression(&item.value)?;
            if big {
                self.emit(I::MapAdd(1), at);
            }
        }
        if !big {
            self.emit(I::BuildMap(items.len() as u32), at);
        }
        if std::mem::replace(have_dict, true) {
            self.emit(I::DictUpdate(1), at);
        }
        Ok(())
    }

    /// `compiler_add_yield_from`, after the iterable.
    fn yield_from(&mut self, at: At) {
        self.emit(I::GetYieldFromIter, at);
        self.load_const(Const::None, at);
        let (send, fail, exit) = (self.label(), self.label(), self.label());
        self.place(send);
        self.emit(I::Send(exit), at);
        self.emit_op(Op::SetupFinally(fail), at);
        self.emit(I::YieldValue, at);
        self.emit_op(Op::PopBlock, None);
        self.emit(I::Resume(ResumeAt::YieldFrom), at);
        self.emit_op(Op::JumpNoInterrupt(send), at);
        self.place(fail);
        self.emit(I::CleanupThrow, at);
        self.place(exit);
        self.emit(I::EndSend, at);
    }

    fn f_string(&mut self, node: &'a ast::ExprFString, at: At) -> Result {
        let mut parts = Parts::default();
        for part in node.value.iter() {
            match part {
                ast::FStringPart::Literal(literal) => parts.text.push_str(&literal.value),
                ast::FStringPart::FString(string) => {
                    self.f_string_elements(&string.elements, &mut parts, at)?
                }
            }
        }
        self.finish_f_string(parts, at);
        Ok(())
    }

    fn f_string_elements(
        &mut self,
        elements: &'a ast::InterpolatedStringElements,
        parts: &mut Parts,
        at: At,
    ) -> Result {
        for element in elements {
            match element {
                ast::InterpolatedStringElement::Literal(literal) => {
                    parts.text.push_str(&literal.value)
                }
                ast::InterpolatedStringElement::Interpolation(value) => {
                    if let Some(debug) = &value.debug_text {
                        parts.text.push_str(debug.as_str());
                    }
                    self.flush_text(parts, at);
                    let at = self.at(value);
                    self.expression(&value.expression)?;
                    let conversion = match value.conversion {
                        ast::ConversionFlag::Str => Some(Conversion::Str),
                        ast::ConversionFlag::Ascii => Some(Conversion::Ascii),
                        ast::ConversionFlag::Repr => Some(Conversion::Repr),
                        // `f"{x=}"` shows the value as the interpreter's prompt would.
                        ast::ConversionFlag::None => (value.debug_text.is_some()
                            && value.format_spec.is_none())
                        .then_some(Conversion::Repr),
                    };
                    if let Some(conversion) = conversion {
                        self.emit(I::ConvertValue(conversion), at);
                    }
                    match &value.format_spec {
                        Some(spec) => {
                            let mut inner = Parts::default();
                            let spec_at = self.at_range(spec.range);
                            self.f_string_elements(&spec.elements, &mut inner, spec_at)?;
                            self.finish_f_string(inner, spec_at);
                            self.emit(I::FormatWithSpec, at);
                        }
                        None => self.emit(I::FormatSimple, at),
                    }
                    parts.count += 1;
                }
            }
        }
        Ok(())
    }

    fn flush_text(&mut self, parts: &mut Parts, at: At) {
        if !parts.text.is_empty() {
            let text = std::mem::take(&mut parts.text);
            self.load_const(Const::Str(text.into()), at);
            parts.count += 1;
        }
    }

    fn finish_f_string(&mut self, mut parts: Parts, at: At) {
        self.flush_text(&mut parts, at);
        match parts.count {
            0 => self.load_const(Const::Str("".into()), at),
            1 => {}
            count => self.emit(I::BuildString(count), at),
        }
    }
}

/// The pieces of an f-string: how many are on the stack, and literal text not yet there.
#[derive(Default)]
struct Parts {
    count: u32,
    text: String,
}

/// An instruction with a count or a position.
type WithCount = fn(u32) -> I;

/// What a display makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    List,
    Set,
    Tuple,
}

/// The slice of `a[b:c]`, which needs no slice object on the stack.
pub(super) fn two_part_slice(slice: &Expr) -> Option<&ast::ExprSlice> {
    match slice {
        Expr::Slice(slice) if slice.step.is_none() => Some(slice),
        _ => None,
    }
}

/// The instruction's operator.
pub(super) fn operator(operator: ast::Operator) -> BinaryOperator {
    match operator {
        ast::Operator::Add => BinaryOperator::Add,
        ast::Operator::Sub => BinaryOperator::Subtract,
        ast::Operator::Mult => BinaryOperator::Multiply,
        ast::Operator::MatMult => BinaryOperator::MatrixMultiply,
        ast::Operator::Div => BinaryOperator::TrueDivide,
        ast::Operator::Mod => BinaryOperator::Remainder,
        ast::Operator::Pow => BinaryOperator::Power,
        ast::Operator::LShift => BinaryOperator::LeftShift,
        ast::Operator::RShift => BinaryOperator::RightShift,
        ast::Operator::BitOr => BinaryOperator::Or,
        ast::Operator::BitXor => BinaryOperator::Xor,
        ast::Operator::BitAnd => BinaryOperator::And,
        ast::Operator::FloorDiv => BinaryOperator::FloorDivide,
    }
}

fn unsupported(expression: &Expr) -> Failure {
    Failure::unsupported(expression.range(), "this expression")
}
