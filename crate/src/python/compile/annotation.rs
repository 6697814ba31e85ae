//! Annotations that are evaluated when asked for (3.14 and later): each definition, class or module that has some gets a
//! function `__annotate__` which makes the dict.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::TextRange;

use super::emit::{Access, At, Compiler, Result};
use super::flow::Op;
use super::function::no_scope;
use super::scope::ScopeKind;
use crate::python::code::{Code, Const, Instruction as I, ResumeAt};
use std::rc::Rc;

/// Holds, in a module, which of its annotations have been met.
pub(super) const CONDITIONAL: &str = "__conditional_annotations__";
/// The cell of a class body through which its annotations see its names.
pub(super) const CLASS_DICT: &str = "__classdict__";

/// The annotations of a definition, with their names, in CPython's order.
pub(super) fn of_function(node: &ast::StmtFunctionDef) -> Vec<(&str, &Expr)> {
    let parameters = &node.parameters;
    let order = parameters
        .args
        .iter()
        .chain(&parameters.posonlyargs)
        .map(|parameter| &parameter.parameter)
        .chain(parameters.vararg.as_deref())
        .chain(
            parameters
                .kwonlyargs
                .iter()
                .map(|parameter| &parameter.parameter),
        )
        .chain(parameters.kwarg.as_deref());
    let annotated = order
        .filter_map(|parameter| Some((parameter.name.as_str(), parameter.annotation.as_deref()?)));
    let returned = node.returns.as_deref().map(|returns| ("return", returns));
    annotated.chain(returned).collect()
}

/// The annotated names of a module or class body, in whatever block, in the order of the source.
pub(super) fn of_body(statements: &[Stmt]) -> Vec<(&str, &ast::StmtAnnAssign)> {
    let mut found = Vec::new();
    let mut todo: Vec<&Stmt> = statements.iter().rev().collect();
    while let Some(statement) = todo.pop() {
        let inner: Vec<&[Stmt]> = match statement {
            Stmt::AnnAssign(node) => {
                if let (Expr::Name(name), true) = (&*node.target, node.simple) {
                    found.push((name.id.as_str(), node));
                }
                continue;
            }
            Stmt::For(node) => vec![&node.body, &node.orelse],
            Stmt::While(node) => vec![&node.body, &node.orelse],
            Stmt::With(node) => vec![&node.body],
            Stmt::If(node) => {
                let clauses = node.elif_else_clauses.iter();
                let others = clauses.map(|clause| &*clause.body);
                [&*node.body].into_iter().chain(others).collect()
            }
            Stmt::Match(node) => node.cases.iter().map(|case| &*case.body).collect(),
            Stmt::Try(node) => {
                let handlers = node.handlers.iter();
                let handlers = handlers.map(|ast::ExceptHandler::ExceptHandler(it)| &*it.body);
                [&*node.body]
                    .into_iter()
                    .chain(handlers)
                    .chain([&*node.orelse, &*node.finalbody])
                    .collect()
            }
            _ => continue,
        };
        todo.extend(inner.into_iter().flatten().rev());
    }
    found
}

impl<'a> Compiler<'a> {
    /// Pushes `__annotate__` of a definition, if it has annotations.
    pub(super) fn annotate_function(
        &mut self,
        node: &'a ast::StmtFunctionDef,
        at: At,
    ) -> Result<bool> {
        let annotations = of_function(node);
        if annotations.is_empty() {
            return Ok(false);
        }
        let Some(function) = self.scopes.find(ScopeKind::Function, node) else {
            return Err(no_scope(node));
        };
        let qualname = self.qualname(function);
        self.enter_annotate(node.name.range, at)?;
        self.unit().qualname = format!("{qualname}.__annotate__").into();
        for &(name, annotation) in &annotations {
            self.annotation_key(name, at);
            self.expression(annotation)?;
        }
        self.emit(I::BuildMap(annotations.len() as u32), at);
        let code = self.leave_annotate(at);
        self.make_function(code, Vec::new(), at);
        Ok(true)
    }

    /// Stores `__annotate_func__` of a class body, if it has annotations.
    pub(super) fn annotate_class(&mut self, node: &'a ast::StmtClassDef) -> Result {
        let annotations = of_body(&node.body);
        if annotations.is_empty() {
            return Ok(());
        }
        let at = self.unit().first_location();
        self.enter_annotate(node.range, at)?;
        for &(name, statement) in &annotations {
            self.annotation_key(name, at);
            self.expression(&statement.annotation)?;
        }
        self.emit(I::BuildMap(annotations.len() as u32), at);
        let code = self.leave_annotate(at);
        self.make_function(code, Vec::new(), at);
        self.name("__annotate_func__", Access::Store, at);
        Ok(())
    }

    /// Stores `__annotate__` of a module, which heeds what has been executed when it is asked.
    pub(super) fn annotate_module(&mut self, statements: &'a [Stmt]) -> Result {
        let annotations = of_body(statements);
        if annotations.is_empty() {
            return Ok(());
        }
        let at = self.unit().first_location();
        self.enter_annotate(TextRange::default(), at)?;
        self.emit(I::BuildMap(0), at);
        for (index, &(name, statement)) in annotations.iter().enumerate() {
            let next = self.label();
            self.load_const(Const::Int(index as i64), at);
            self.name(CONDITIONAL, Access::Load, at);
            self.emit(I::ContainsOp(false), at);
            self.emit_op(Op::Real(I::PopJumpIfFalse(next)), at);
            self.expression(&statement.annotation)?;
            self.emit(I::Copy(2), at);
            self.annotation_key(name, at);
            self.emit(I::StoreSubscr, at);
            self.place(next);
        }
        let code = self.leave_annotate(at);
        self.make_function(code, Vec::new(), at);
        self.name("__annotate__", Access::Store, at);
        self.emit(I::BuildSet(0), at);
        self.name(CONDITIONAL, Access::Store, at);
        self.conditional_annotations = annotations
            .iter()
            .map(|(_, statement)| statement.range)
            .collect();
        Ok(())
    }

    /// In a module: notes that an annotated name has been met.
    pub(super) fn note_annotation(&mut self, node: &ast::StmtAnnAssign) {
        let ranges = &self.conditional_annotations;
        let Some(index) = ranges.iter().position(|range| *range == node.range) else {
            return;
        };
        let at = self.at(node);
        self.name(CONDITIONAL, Access::Load, at);
        self.load_const(Const::Int(index as i64), at);
        self.emit(I::SetAdd(1), at);
        self.emit(I::PopTop, at);
    }

    fn annotation_key(&mut self, name: &str, at: At) {
        let name = self.mangled(name);
        self.load_const(Const::Str(name), at);
    }

    fn enter_annotate(&mut self, range: TextRange, at: At) -> Result {
        let Some(scope) = self.scopes.find(ScopeKind::Annotations, &range) else {
            return Err(no_scope(&range));
        };
        self.enter(scope, at.map_or(1, |at| at.line));
        let unit = self.unit();
        unit.varnames.add(&".format".into());
        unit.argument_count = 1;
        unit.positional_only_count = 1;
        self.emit(I::Resume(ResumeAt::Start), at);
        Ok(())
    }

    fn leave_annotate(&mut self, at: At) -> Rc<Code> {
        self.emit(I::ReturnValue, at);
        self.leave_function(true)
    }
}
