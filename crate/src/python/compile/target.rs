//! Assignment: what stands left of `=`, after `del`, `for`, `as`.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::Ranged;

use super::Failure;
use super::emit::{Access, At, Compiler, Result};
use super::expression::{operator, two_part_slice};
use super::scope::ScopeKind;
use crate::python::code::Instruction as I;

impl<'a> Compiler<'a> {
    /// Stores the value on top of the stack.
    pub(super) fn store(&mut self, target: &'a Expr) -> Result {
        let at = self.at(target);
        match target {
            Expr::Name(node) => self.name(&node.id, Access::Store, at),
            Expr::Attribute(node) => {
                self.expression(&node.value)?;
                self.note_static_attribute(node);
                let at = self.attribute_location(node);
                let name = self.name_index(&node.attr);
                self.emit(I::StoreAttr(name), at);
            }
            Expr::Subscript(node) => {
                self.expression(&node.value)?;
                if let Some(slice) = two_part_slice(&node.slice) {
                    self.slice_parts(slice)?;
                    self.emit(I::StoreSlice, at);
                } else {
                    self.expression(&node.slice)?;
                    self.emit(I::StoreSubscr, at);
                }
            }
            Expr::Tuple(node) => self.unpack(&node.elts, at)?,
            Expr::List(node) => self.unpack(&node.elts, at)?,
            _ => {
                let message = "starred assignment target must be in a list or tuple";
                return Err(Failure::syntax(target.range(), message.into()));
            }
        }
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [Expr], at: At) -> Result {
        match targets.iter().position(Expr::is_starred_expr) {
            Some(star) => {
                if let Some(second) = targets[star + 1..]
                    .iter()
                    .find(|target| target.is_starred_expr())
                {
                    let message = "multiple starred expressions in assignment";
                    return Err(Failure::syntax(second.range(), message.into()));
                }
                let (before, after) = (star as u16, (targets.len() - star - 1) as u16);
                self.emit(I::UnpackEx { before, after }, at);
            }
            None => self.emit(I::UnpackSequence(targets.len() as u32), at),
        }
        for target in targets {
            match target {
                Expr::Starred(starred) => self.store(&starred.value)?,
                _ => self.store(target)?,
            }
        }
        Ok(())
    }

    /// `self.name = …` in a method is one of the class's static attributes.
    fn note_static_attribute(&mut self, node: &ast::ExprAttribute) {
        if !matches!(&*node.value, Expr::Name(name) if &*name.id == "self") {
            return;
        }
        let scopes = &self.scopes.scopes;
        let class = self
            .units
            .iter_mut()
            .rev()
            .find(|unit| scopes[unit.scope].kind == ScopeKind::Class);
        if let Some(class) = class {
            class.static_attributes.insert(node.attr.as_str().into());
        }
    }

    pub(super) fn delete(&mut self, target: &'a Expr) -> Result {
        let at = self.at(target);
        match target {
            Expr::Name(node) => self.name(&node.id, Access::Delete, at),
            Expr::Attribute(node) => {
                self.expression(&node.value)?;
                let at = self.attribute_location(node);
                let name = self.name_index(&node.attr);
                self.emit(I::DeleteAttr(name), at);
            }
            Expr::Subscript(node) => {
                self.expression(&node.value)?;
                self.expression(&node.slice)?;
                self.emit(I::DeleteSubscr, at);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                for target in elts {
                    self.delete(target)?;
                }
            }
            _ => {
                return Err(Failure::syntax(
                    target.range(),
                    "cannot delete this expression".into(),
                ));
            }
        }
        Ok(())
    }

    /// `compiler_augassign`
    pub(super) fn augmented_assignment(&mut self, node: &'a ast::StmtAugAssign) -> Result {
        let at = self.at(node);
        let target_at = self.at(&*node.target);
        let op = I::BinaryOp {
            operator: operator(node.op),
            in_place: true,
        };
        match &*node.target {
            Expr::Name(name) => {
                self.name(&name.id, Access::Load, target_at);
                self.expression(&node.value)?;
                self.emit(op, at);
                self.name(&name.id, Access::Store, target_at);
            }
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value)?;
                self.emit(I::Copy(1), target_at);
                let attribute_at = self.attribute_location(attribute);
                let name = self.name_index(&attribute.attr);
                self.emit(I::LoadAttr(name), attribute_at);
                self.expression(&node.value)?;
                self.emit(op, at);
                self.emit(I::Swap(2), attribute_at);
                self.emit(I::StoreAttr(name), attribute_at);
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value)?;
                if let Some(slice) = two_part_slice(&subscript.slice) {
                    self.slice_parts(slice)?;
                    for _ in 0..3 {
                        self.emit(I::Copy(3), target_at);
                    }
                    self.emit(I::BinarySlice, target_at);
                    self.expression(&node.value)?;
                    self.emit(op, at);
                    for depth in [4, 3, 2] {
                        self.emit(I::Swap(depth), target_at);
                    }
                    self.emit(I::StoreSlice, target_at);
                } else {
                    self.expression(&subscript.slice)?;
                    self.emit(I::Copy(2), target_at);
                    self.emit(I::Copy(2), target_at);
                    self.emit(I::BinarySubscr, target_at);
                    self.expression(&node.value)?;
                    self.emit(op, at);
                    self.emit(I::Swap(3), target_at);
                    self.emit(I::Swap(2), target_at);
                    self.emit(I::StoreSubscr, target_at);
                }
            }
            _ => {
                let message = "this is an illegal expression for augmented assignment";
                return Err(Failure::syntax(node.target.range(), message.into()));
            }
        }
        Ok(())
    }
}
