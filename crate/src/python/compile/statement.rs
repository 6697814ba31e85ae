//! Statements.

use ruff_python_ast::{self as ast, Expr, Stmt, UnaryOp};
use ruff_text_size::Ranged;

use super::emit::{Access, Compiler, Result};
use super::flow::Op;
use super::unit::FrameBlock;
use super::{AssertErrors, Failure, fold};
use crate::python::code::{Const, Instruction as I};

impl<'a> Compiler<'a> {
    /// The statements of a module or class body, docstring and `__annotations__` included (`compiler_body`).
    pub(super) fn body(&mut self, statements: &'a [Stmt]) -> Result {
        if !self.options.lazy_annotations && has_annotation(statements) {
            let first = self.unit().first_location();
            self.emit(I::SetupAnnotations, first);
        }
        let mut rest = statements;
        if let Some(docstring) = docstring(statements) {
            let at = self.at(&statements[0]);
            self.load_const(docstring, at);
            self.name("__doc__", Access::Store, None);
            rest = &statements[1..];
        }
        self.statements(rest)
    }

    pub(super) fn statements(&mut self, statements: &'a [Stmt]) -> Result {
        statements
            .iter()
            .try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &'a Stmt) -> Result {
        self.check_size(statement)?;
        let at = self.at(statement);
        match statement {
            Stmt::FunctionDef(node) => self.function(node)?,
            Stmt::ClassDef(node) => self.class(node)?,
            Stmt::Return(node) => self.return_(node)?,
            Stmt::Delete(node) => {
                for target in &node.targets {
                    self.delete(target)?;
                }
            }
            Stmt::Assign(node) => {
                self.expression(&node.value)?;
                for (index, target) in node.targets.iter().enumerate() {
                    if index + 1 < node.targets.len() {
                        self.emit(I::Copy(1), at);
                    }
                    self.store(target)?;
                }
            }
            Stmt::AugAssign(node) => self.augmented_assignment(node)?,
            Stmt::AnnAssign(node) => self.annotated_assignment(node)?,
            Stmt::For(node) => self.for_(node)?,
            Stmt::While(node) => self.while_(node)?,
            Stmt::If(node) => self.if_(node)?,
            Stmt::With(node) => self.with(node, 0)?,
            Stmt::Match(node) => self.match_(node)?,
            Stmt::Raise(node) => {
                let mut count = 0;
                for value in [&node.exc, &node.cause].into_iter().flatten() {
                    self.expression(value)?;
                    count += 1;
                }
                self.emit(I::RaiseVarargs(count), at);
            }
            Stmt::Try(node) if node.finalbody.is_empty() => self.try_except(node)?,
            Stmt::Try(node) => self.try_finally(node)?,
            Stmt::Assert(node) => {
                let end = self.label();
                self.jump_if(&node.test, end, true)?;
                self.emit(I::LoadAssertionError, at);
                if let Some(message) = &node.msg {
                    self.expression(message)?;
                    // The message is in the place of `self`, so there is no argument left to count.
                    self.emit(I::Call(0), at);
                }
                let raised_at = match self.options.assert_errors {
                    AssertErrors::Comparison => {
                        comparison(&node.test).map_or(at, |part| self.at(part))
                    }
                    AssertErrors::Statement => at,
                    AssertErrors::Test => self.at(&*node.test),
                };
                self.emit(I::RaiseVarargs(1), raised_at);
                self.place(end);
            }
            Stmt::Import(node) => self.import(node),
            Stmt::ImportFrom(node) => self.import_from(node),
            Stmt::Expr(node) => {
                if fold::constant(&node.value).is_some() {
                    self.emit(I::Nop, at);
                } else {
                    self.expression(&node.value)?;
                    self.emit(I::PopTop, None);
                }
            }
            Stmt::Pass(_) => self.emit(I::Nop, at),
            Stmt::Break(_) => {
                self.emit(I::Nop, at);
                let (at, found) = self.unwind(at, false, true)?;
                let Some(FrameBlock::ForLoop { exit, .. } | FrameBlock::WhileLoop { exit, .. }) =
                    found
                else {
                    return Err(Failure::syntax(
                        statement.range(),
                        "'break' outside loop".into(),
                    ));
                };
                if let Some(FrameBlock::ForLoop { .. }) = found {
                    // The iterator.
                    self.emit(I::PopTop, at);
                }
                self.emit_op(Op::Jump(exit), at);
            }
            Stmt::Continue(_) => {
                self.emit(I::Nop, at);
                let (at, found) = self.unwind(at, false, true)?;
                let Some(FrameBlock::ForLoop { start, .. } | FrameBlock::WhileLoop { start, .. }) =
                    found
                else {
                    return Err(Failure::syntax(
                        statement.range(),
                        "'continue' not properly in loop".into(),
                    ));
                };
                self.emit_op(Op::Jump(start), at);
            }
            Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::TypeAlias(_) | Stmt::IpyEscapeCommand(_) => {
                return Err(Failure::unsupported(statement.range(), "this statement"));
            }
        }
        Ok(())
    }

    fn return_(&mut self, node: &'a ast::StmtReturn) -> Result {
        if !self.scope_kind().is_function_like() {
            return Err(Failure::syntax(
                node.range,
                "'return' outside function".into(),
            ));
        }
        let mut at = self.at(node);
        let constant = match node.value.as_deref() {
            Some(value) => fold::constant(value),
            None => Some(Const::None),
        };
        if let Some(value) = node.value.as_deref() {
            let value_at = self.at(value);
            if constant.is_none() {
                self.expression(value)?;
            } else {
                at = value_at;
                self.emit(I::Nop, at);
            }
            let line = |at: Option<crate::python::code::Location>| at.map(|at| at.line);
            let statement_at = self.at(node);
            if line(value_at) != line(statement_at) {
                at = statement_at;
                self.emit(I::Nop, at);
            }
        } else {
            self.emit(I::Nop, at);
        }
        let at = self.unwind_all(at, constant.is_none())?;
        if let Some(constant) = constant {
            self.load_const(constant, at);
        }
        self.emit(I::ReturnValue, at);
        Ok(())
    }

    fn if_(&mut self, node: &'a ast::StmtIf) -> Result {
        let clauses = &node.elif_else_clauses;
        let end = self.label();
        let mut test = Some(&*node.test);
        let mut body = &node.body;
        // Iterative, for a chain of `elif` may be long.
        for index in 0..=clauses.len() {
            let next = if index < clauses.len() {
                self.label()
            } else {
                end
            };
            if let Some(test) = test {
                self.jump_if(test, next, false)?;
            }
            self.statements(body)?;
            if let Some(clause) = clauses.get(index) {
                self.emit_op(Op::Jump(end), None);
                self.place(next);
                test = clause.test.as_ref();
                body = &clause.body;
            }
        }
        self.place(end);
        Ok(())
    }

    fn for_(&mut self, node: &'a ast::StmtFor) -> Result {
        let (start, cleanup, exit) = (self.label(), self.label(), self.label());
        self.push_block(FrameBlock::ForLoop { start, exit }, node)?;
        self.container(&node.iter)?;
        let at = self.at(&*node.iter);
        self.emit(I::GetIter, at);
        self.place(start);
        self.emit(I::ForIter(cleanup), at);
        let target_at = self.at(&*node.target);
        self.emit(I::Nop, target_at);
        self.store(&node.target)?;
        self.statements(&node.body)?;
        self.emit_op(Op::Jump(start), None);
        self.place(cleanup);
        self.pop_block();
        self.statements(&node.orelse)?;
        self.place(exit);
        Ok(())
    }

    fn while_(&mut self, node: &'a ast::StmtWhile) -> Result {
        let (start, body, anchor, exit) = (self.label(), self.label(), self.label(), self.label());
        self.place(start);
        self.push_block(FrameBlock::WhileLoop { start, exit }, node)?;
        self.jump_if(&node.test, anchor, false)?;
        self.place(body);
        self.statements(&node.body)?;
        if self.options.borrow_locals {
            self.emit_op(Op::Jump(start), None);
        } else {
            self.jump_if(&node.test, body, true)?;
        }
        self.pop_block();
        self.place(anchor);
        self.statements(&node.orelse)?;
        self.place(exit);
        Ok(())
    }

    /// `compiler_annassign`
    fn annotated_assignment(&mut self, node: &'a ast::StmtAnnAssign) -> Result {
        let at = self.at(node);
        if let Some(value) = &node.value {
            self.expression(value)?;
            self.store(&node.target)?;
        }
        let in_function = self.scope_kind().is_function_like();
        let evaluate = !self.options.lazy_annotations && !in_function;
        match &*node.target {
            Expr::Name(name) if node.simple => {
                if self.options.lazy_annotations && !in_function {
                    self.note_annotation(node);
                }
                if evaluate {
                    self.expression(&node.annotation)?;
                    self.name("__annotations__", Access::Load, at);
                    let key = self.mangled(&name.id);
                    self.load_const(Const::Str(key), at);
                    self.emit(I::StoreSubscr, at);
                }
                return Ok(());
            }
            Expr::Attribute(target) if node.value.is_none() => {
                self.expression(&target.value)?;
                self.emit(I::PopTop, at);
            }
            Expr::Subscript(target) if node.value.is_none() => {
                self.expression(&target.value)?;
                self.emit(I::PopTop, at);
                self.expression(&target.slice)?;
                self.emit(I::PopTop, at);
            }
            _ => {}
        }
        if evaluate {
            self.expression(&node.annotation)?;
            self.emit(I::PopTop, at);
        }
        Ok(())
    }

    fn import(&mut self, node: &'a ast::StmtImport) {
        let at = self.at(node);
        for alias in &node.names {
            self.load_const(Const::Int(0), at);
            self.load_const(Const::None, at);
            let module = self.name_index(&alias.name);
            self.emit(I::ImportName(module), at);
            let mut parts = alias.name.split('.');
            let first = parts.next().unwrap_or_default();
            let Some(name) = &alias.asname else {
                self.name(first, Access::Store, at);
                continue;
            };
            // `import a.b.c as d` binds the innermost module.
            let mut parts = parts.peekable();
            let dotted = parts.peek().is_some();
            while let Some(part) = parts.next() {
                let part = self.name_index(part);
                self.emit(I::ImportFrom(part), at);
                if parts.peek().is_some() {
                    self.emit(I::Swap(2), at);
                    self.emit(I::PopTop, at);
                }
            }
            self.name(name, Access::Store, at);
            if dotted {
                self.emit(I::PopTop, at);
            }
        }
    }

    fn import_from(&mut self, node: &'a ast::StmtImportFrom) {
        let at = self.at(node);
        self.load_const(Const::Int(node.level.into()), at);
        let names = node
            .names
            .iter()
            .map(|alias| Const::Str(alias.name.as_str().into()))
            .collect();
        self.load_const(Const::Tuple(names), at);
        let module = self.name_index(node.module.as_ref().map_or("", |module| module.as_str()));
        self.emit(I::ImportName(module), at);
        for alias in &node.names {
            if &*alias.name == "*" {
                self.emit(I::ImportStar, at);
                return;
            }
            let name = self.name_index(&alias.name);
            self.emit(I::ImportFrom(name), at);
            self.name(
                alias.asname.as_ref().unwrap_or(&alias.name),
                Access::Store,
                at,
            );
        }
        self.emit(I::PopTop, at);
    }
}

/// The docstring of a body.
pub(super) fn docstring(statements: &[Stmt]) -> Option<Const> {
    match statements.first() {
        Some(Stmt::Expr(statement)) => match &*statement.value {
            Expr::StringLiteral(literal) => Some(Const::Str(literal.value.to_str().into())),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a module or class body annotates a name, in whatever block (`find_ann`).
fn has_annotation(statements: &[Stmt]) -> bool {
    let mut todo: Vec<&[Stmt]> = vec![statements];
    while let Some(statements) = todo.pop() {
        for statement in statements {
            match statement {
                Stmt::AnnAssign(_) => return true,
                Stmt::For(node) => todo.extend([&*node.body, &*node.orelse]),
                Stmt::While(node) => todo.extend([&*node.body, &*node.orelse]),
                Stmt::If(node) => {
                    todo.push(&node.body);
                    todo.extend(node.elif_else_clauses.iter().map(|clause| &*clause.body));
                }
                Stmt::With(node) => todo.push(&node.body),
                Stmt::Match(node) => todo.extend(node.cases.iter().map(|case| &*case.body)),
                Stmt::Try(node) => {
                    todo.extend([&*node.body, &*node.orelse, &*node.finalbody]);
                    for ast::ExceptHandler::ExceptHandler(handler) in &node.handlers {
                        todo.push(&handler.body);
                    }
                }
                _ => {}
            }
        }
    }
    false
}

/// The comparison that a condition ends with.
fn comparison(test: &Expr) -> Option<&Expr> {
    match test {
        Expr::Compare(_) => Some(test),
        Expr::BoolOp(node) => comparison(node.values.last()?),
        Expr::UnaryOp(node) if node.op == UnaryOp::Not => comparison(&node.operand),
        Expr::If(node) => comparison(&node.orelse),
        _ => None,
    }
}
