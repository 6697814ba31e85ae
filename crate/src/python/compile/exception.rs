//! `try`, `with`, and what a jump out of them has to undo.

use ruff_python_ast as ast;
use ruff_text_size::Ranged;

use super::Failure;
use super::emit::{Access, At, Compiler, Result};
use super::flow::{Label, Op};
use super::unit::FrameBlock;
use crate::python::code::{Const, Instruction as I, Name, Special};

impl<'a> Compiler<'a> {
    /// `compiler_try_finally`
    pub(super) fn try_finally(&mut self, node: &'a ast::StmtTry) -> Result {
        let at = self.at(node);
        let (end, exit, cleanup) = (self.label(), self.label(), self.label());
        self.emit_op(Op::SetupFinally(end), at);
        self.push_block(
            FrameBlock::FinallyTry {
                body: &node.finalbody,
            },
            node,
        )?;
        if node.handlers.is_empty() {
            self.statements(&node.body)?;
        } else {
            self.try_except(node)?;
        }
        self.emit_op(Op::PopBlock, None);
        self.pop_block();
        self.statements(&node.finalbody)?;
        self.emit_op(Op::Jump(exit), None);

        self.place(end);
        self.push_block(FrameBlock::FinallyEnd, node)?;
        self.emit_op(Op::SetupCleanup(cleanup), None);
        self.emit(I::PushExcInfo, None);
        self.statements(&node.finalbody)?;
        self.pop_block();
        self.emit(I::Reraise(0), None);
        self.place(cleanup);
        self.pop_except_and_reraise();
        self.place(exit);
        Ok(())
    }

    /// `compiler_try_except`
    pub(super) fn try_except(&mut self, node: &'a ast::StmtTry) -> Result {
        let at = self.at(node);
        let (mut except, end, cleanup) = (self.label(), self.label(), self.label());
        self.emit_op(Op::SetupFinally(except), at);
        self.push_block(FrameBlock::TryExcept, node)?;
        self.statements(&node.body)?;
        self.pop_block();
        self.emit_op(Op::PopBlock, None);
        self.statements(&node.orelse)?;
        self.emit_op(Op::Jump(end), None);
        self.place(except);
        self.emit_op(Op::SetupCleanup(cleanup), None);
        self.emit(I::PushExcInfo, None);
        for (index, ast::ExceptHandler::ExceptHandler(handler)) in node.handlers.iter().enumerate()
        {
            let at = self.at(handler);
            if handler.type_.is_none() && index + 1 < node.handlers.len() {
                return Err(Failure::syntax(
                    handler.range(),
                    "default 'except:' must be last".into(),
                ));
            }
            except = self.label();
            if let Some(class) = &handler.type_ {
                self.expression(class)?;
                self.emit(I::CheckExcMatch, at);
                self.emit(I::PopJumpIfFalse(except), at);
            }
            match &handler.name {
                Some(name) => self.named_handler(handler, name, end, at)?,
                None => {
                    self.emit(I::PopTop, at);
                    self.push_block(FrameBlock::HandlerCleanup { name: None }, handler)?;
                    self.statements(&handler.body)?;
                    self.pop_block();
                    self.emit_op(Op::PopBlock, None);
                    self.emit(I::PopExcept, None);
                    self.emit_op(Op::JumpNoInterrupt(end), None);
                }
            }
            self.place(except);
        }
        self.emit(I::Reraise(0), None);
        self.place(cleanup);
        self.pop_except_and_reraise();
        self.place(end);
        Ok(())
    }

    fn named_handler(
        &mut self,
        handler: &'a ast::ExceptHandlerExceptHandler,
        name: &'a ast::Identifier,
        end: Label,
        at: At,
    ) -> Result {
        let cleanup_end = self.label();
        self.name(name, Access::Store, at);
        self.emit_op(Op::SetupCleanup(cleanup_end), at);
        let block = FrameBlock::HandlerCleanup {
            name: Some(name.as_str().into()),
        };
        self.push_block(block, handler)?;
        self.statements(&handler.body)?;
        self.pop_block();
        self.emit_op(Op::PopBlock, None);
        self.emit_op(Op::PopBlock, None);
        self.emit(I::PopExcept, None);
        self.unbind(name, None);
        self.emit_op(Op::JumpNoInterrupt(end), None);
        self.place(cleanup_end);
        self.unbind(name, None);
        self.emit(I::Reraise(1), None);
        Ok(())
    }

    /// `name = None; del name`: the end of `except … as name`.
    fn unbind(&mut self, name: &str, at: At) {
        self.load_const(Const::None, at);
        self.name(name, Access::Store, at);
        self.name(name, Access::Delete, at);
    }

    fn pop_except_and_reraise(&mut self) {
        self.emit(I::Copy(3), None);
        self.emit(I::PopExcept, None);
        self.emit(I::Reraise(1), None);
    }

    /// `compiler_with`, from the manager at `position` on.
    pub(super) fn with(&mut self, node: &'a ast::StmtWith, position: usize) -> Result {
        let Some(item) = node.items.get(position) else {
            return self.statements(&node.body);
        };
        let (handler, exit, cleanup) = (self.label(), self.label(), self.label());
        self.expression(&item.context_expr)?;
        let at = self.at(&item.context_expr);
        let exit_has_self = self.options.borrow_locals;
        if exit_has_self {
            self.emit(I::Copy(1), at);
            self.emit(I::LoadSpecial(Special::Exit), at);
            self.emit(I::Swap(2), at);
            self.emit(I::Swap(3), at);
            self.emit(I::LoadSpecial(Special::Enter), at);
            self.emit(I::Call(0), at);
        } else {
            self.emit(I::BeforeWith, at);
        }
        self.emit_op(Op::SetupWith(handler), at);
        self.push_block(FrameBlock::With { location: at }, node)?;
        match &item.optional_vars {
            Some(target) => self.store(target)?,
            None => self.emit(I::PopTop, at),
        }
        self.with(node, position + 1)?;
        self.emit_op(Op::PopBlock, None);
        self.pop_block();
        self.call_exit_with_nones(at);
        self.emit(I::PopTop, at);
        self.emit_op(Op::Jump(exit), at);

        self.place(handler);
        self.emit_op(Op::SetupCleanup(cleanup), at);
        self.emit(I::PushExcInfo, at);
        self.emit(I::WithExceptStart { exit_has_self }, at);
        let suppress = self.label();
        self.emit(I::ToBool, None);
        self.emit(I::PopJumpIfTrue(suppress), None);
        self.emit(I::Reraise(2), None);
        self.place(suppress);
        self.emit(I::PopTop, None);
        self.emit_op(Op::PopBlock, None);
        self.emit(I::PopExcept, None);
        for _ in 0..2 + usize::from(exit_has_self) {
            self.emit(I::PopTop, None);
        }
        self.emit_op(Op::JumpNoInterrupt(exit), None);
        self.place(cleanup);
        self.pop_except_and_reraise();
        self.place(exit);
        Ok(())
    }

    /// Where the exit function comes without its `self`, the first `None` stands in that place.
    fn call_exit_with_nones(&mut self, at: At) {
        for _ in 0..3 {
            self.load_const(Const::None, at);
        }
        self.emit(I::Call(if self.options.borrow_locals { 3 } else { 2 }), at);
    }

    /// Undoes everything that encloses a `return`; the location for what follows.
    pub(super) fn unwind_all(&mut self, at: At, keep_top: bool) -> Result<At> {
        Ok(self.unwind(at, keep_top, false)?.0)
    }

    /// Undoes what encloses a jump, up to the innermost loop if `to_loop`, which is returned
    /// (`compiler_unwind_fblock_stack`). With `keep_top` the value on top stays.
    pub(super) fn unwind(
        &mut self,
        mut at: At,
        keep_top: bool,
        to_loop: bool,
    ) -> Result<(At, Option<FrameBlock<'a>>)> {
        let mut left = Vec::new();
        let mut found = None;
        while let Some(block) = self.unit().frame_blocks.pop() {
            left.push(block.clone());
            if to_loop
                && matches!(
                    block,
                    FrameBlock::ForLoop { .. } | FrameBlock::WhileLoop { .. }
                )
            {
                found = Some(block);
                break;
            }
            at = self.unwind_block(block, at, keep_top)?;
        }
        left.reverse();
        self.unit().frame_blocks.extend(left);
        Ok((at, found))
    }

    /// `compiler_unwind_fblock`
    pub(super) fn unwind_block(
        &mut self,
        block: FrameBlock<'a>,
        at: At,
        keep_top: bool,
    ) -> Result<At> {
        match block {
            FrameBlock::WhileLoop { .. } => {}
            FrameBlock::ForLoop { .. } | FrameBlock::PopValue => {
                self.swap_if(keep_top, at);
                self.emit(I::PopTop, at);
            }
            FrameBlock::TryExcept => self.emit_op(Op::PopBlock, at),
            FrameBlock::FinallyTry { body } => {
                self.emit_op(Op::PopBlock, at);
                if keep_top {
                    self.unit().frame_blocks.push(FrameBlock::PopValue);
                }
                self.statements(body)?;
                if keep_top {
                    self.pop_block();
                }
                return Ok(None);
            }
            FrameBlock::FinallyEnd => {
                self.swap_if(keep_top, at);
                self.emit(I::PopTop, at);
                self.swap_if(keep_top, at);
                self.emit_op(Op::PopBlock, at);
                self.emit(I::PopExcept, at);
            }
            FrameBlock::With { location } => {
                self.emit_op(Op::PopBlock, location);
                if keep_top && self.options.borrow_locals {
                    self.emit(I::Swap(3), location);
                }
                self.swap_if(keep_top, location);
                self.call_exit_with_nones(location);
                self.emit(I::PopTop, location);
                return Ok(None);
            }
            FrameBlock::HandlerCleanup { name } => {
                if name.is_some() {
                    self.emit_op(Op::PopBlock, at);
                }
                self.swap_if(keep_top, at);
                self.emit_op(Op::PopBlock, at);
                self.emit(I::PopExcept, at);
                if let Some(name) = name {
                    let name: Name = name;
                    self.unbind(&name, at);
                }
            }
        }
        Ok(at)
    }

    fn swap_if(&mut self, swap: bool, at: At) {
        if swap {
            self.emit(I::Swap(2), at);
        }
    }
}
