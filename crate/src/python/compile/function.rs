//! Functions, lambdas and classes.

use std::rc::Rc;

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::Failure;
use super::annotation::{self, CLASS_DICT};
use super::emit::{Access, At, Compiler, Result};
use super::flow::Op;
use super::fold;
use super::scope::ScopeKind;
use super::statement::docstring;
use crate::python::code::{Code, Const, FunctionAttribute, Instruction as I, ResumeAt};

impl<'a> Compiler<'a> {
    pub(super) fn function(&mut self, node: &'a ast::StmtFunctionDef) -> Result {
        let at = self.definition_location(node.range, &node.name, "def");
        let first_line = self
            .decorators(&node.decorator_list)?
            .or(at.map(|at| at.line))
            .unwrap_or(1);
        let mut attributes = self.defaults(&node.parameters, at)?;
        if self.options.lazy_annotations {
            if self.annotate_function(node, at)? {
                attributes.push(FunctionAttribute::Annotate);
            }
        } else if self.annotations(node, at)? {
            attributes.push(FunctionAttribute::Annotations);
        }
        self.enter_function(ScopeKind::Function, node, &node.parameters, first_line)?;
        if let Some(docstring) = docstring(&node.body) {
            let unit = self.unit();
            unit.consts.add(docstring);
            unit.flags.docstring = true;
        }
        self.statements(&node.body)?;
        let code = self.leave_function(false);
        self.make_function(code, attributes, at);
        self.call_decorators(&node.decorator_list);
        self.name(&node.name, Access::Store, at);
        Ok(())
    }

    pub(super) fn lambda(&mut self, node: &'a ast::ExprLambda) -> Result {
        let at = self.at(node);
        let none = Rc::new(ast::Parameters::default());
        let attributes = match &node.parameters {
            Some(parameters) => self.defaults(parameters, at)?,
            None => Vec::new(),
        };
        let parameters = node.parameters.as_deref().unwrap_or(&none);
        self.enter_function(
            ScopeKind::Lambda,
            node,
            parameters,
            at.map_or(1, |at| at.line),
        )?;
        self.expression(&node.body)?;
        let body_at = self.at(&*node.body);
        self.emit(I::ReturnValue, body_at);
        let code = self.leave_function(true);
        self.make_function(code, attributes, at);
        Ok(())
    }

    pub(super) fn class(&mut self, node: &'a ast::StmtClassDef) -> Result {
        let at = self.definition_location(node.range, &node.name, "class");
        let first_line = self
            .decorators(&node.decorator_list)?
            .or(at.map(|at| at.line))
            .unwrap_or(1);
        let Some(scope) = self.scopes.find(ScopeKind::Class, node) else {
            return Err(no_scope(node));
        };
        self.enter(scope, first_line);
        let start = self.unit().first_location();
        self.emit(I::Resume(ResumeAt::Start), start);
        self.name("__name__", Access::Load, start);
        self.name("__module__", Access::Store, start);
        let qualname = self.unit().qualname.clone();
        self.load_const(Const::Str(qualname), start);
        self.name("__qualname__", Access::Store, start);
        if self.options.class_source_attributes {
            self.load_const(Const::Int(first_line.into()), start);
            self.name("__firstlineno__", Access::Store, start);
        }
        if self.scopes.scopes[scope].needs_class_dict {
            let cell = self.cell_index(&Rc::from(CLASS_DICT));
            self.emit(I::LoadLocals, start);
            self.emit(I::StoreDeref(cell), start);
        }
        self.body(&node.body)?;
        if self.options.lazy_annotations {
            self.annotate_class(node)?;
        }
        if self.options.class_source_attributes {
            let names = self
                .unit()
                .static_attributes
                .iter()
                .map(|name| Const::Str(name.clone()))
                .collect();
            self.load_const(Const::Tuple(names), None);
            self.name("__static_attributes__", Access::Store, None);
        }
        if self.scopes.scopes[scope].needs_class_dict {
            let cell = self.cell_index(&Rc::from(CLASS_DICT));
            self.emit(I::LoadFast(cell), None);
            self.name("__classdictcell__", Access::Store, None);
        }
        if self.scopes.scopes[scope].needs_class_cell {
            let cell = self.cell_index(&Rc::from("__class__"));
            self.emit(I::LoadFast(cell), None);
            self.emit(I::Copy(1), None);
            self.name("__classcell__", Access::Store, None);
        } else {
            self.load_const(Const::None, None);
        }
        self.emit(I::ReturnValue, None);
        let code = self.leave();
        self.emit(I::LoadBuildClass, at);
        self.emit(I::PushNull, at);
        self.make_function(code, Vec::new(), at);
        self.load_const(Const::Str(node.name.as_str().into()), at);
        match &node.arguments {
            Some(arguments) => self.call_with(2, arguments, at)?,
            None => self.emit(I::Call(2), at),
        }
        self.call_decorators(&node.decorator_list);
        self.name(&node.name, Access::Store, at);
        Ok(())
    }

    /// From the keyword `def` or `class` on: decorators stand before the definition.
    fn definition_location(&self, range: TextRange, name: &ast::Identifier, keyword: &str) -> At {
        let before = &self.source[range.start().to_usize()..name.range.start().to_usize()];
        let offset = before.rfind(keyword).unwrap_or_default();
        self.at_range(TextRange::new(
            range.start() + TextSize::new(offset as u32),
            range.end(),
        ))
    }

    /// Evaluates decorators; the first one's line.
    fn decorators(&mut self, decorators: &'a [ast::Decorator]) -> Result<Option<u32>> {
        for decorator in decorators {
            self.expression(&decorator.expression)?;
        }
        Ok(decorators
            .first()
            .and_then(|first| self.at(&first.expression))
            .map(|at| at.line))
    }

    /// Each decorator is called with what it decorates in the place of `self`.
    fn call_decorators(&mut self, decorators: &'a [ast::Decorator]) {
        for decorator in decorators.iter().rev() {
            let at = self.at(&decorator.expression);
            self.emit(I::Call(0), at);
        }
    }

    /// Pushes the values of defaults, and tells which there are (`compiler_default_arguments`).
    fn defaults(
        &mut self,
        parameters: &'a ast::Parameters,
        at: At,
    ) -> Result<Vec<FunctionAttribute>> {
        let mut attributes = Vec::new();
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let defaults: Vec<&Expr> = positional
            .filter_map(|parameter| parameter.default.as_deref())
            .collect();
        if !defaults.is_empty() {
            attributes.push(FunctionAttribute::Defaults);
            let constants: Option<Vec<Const>> = defaults
                .iter()
                .map(|default| fold::constant(default))
                .collect();
            match constants {
                Some(constants) => self.load_const(Const::Tuple(constants.into()), at),
                None => {
                    for default in &defaults {
                        self.expression(default)?;
                    }
                    self.emit(I::BuildTuple(defaults.len() as u32), at);
                }
            }
        }
        let mut keywords = 0;
        for parameter in &parameters.kwonlyargs {
            if let Some(default) = &parameter.default {
                let name = self.mangled(&parameter.parameter.name);
                self.load_const(Const::Str(name), at);
                self.expression(default)?;
                keywords += 1;
            }
        }
        if keywords > 0 {
            self.emit(I::BuildMap(keywords), at);
            attributes.push(FunctionAttribute::KeywordDefaults);
        }
        Ok(attributes)
    }

    /// Pushes a tuple of names and annotations, if there are any (`compiler_visit_annotations`, up to 3.13).
    fn annotations(&mut self, node: &'a ast::StmtFunctionDef, at: At) -> Result<bool> {
        let mut count = 0;
        for (name, annotation) in annotation::of_function(node) {
            let name = self.mangled(name);
            self.load_const(Const::Str(name), at);
            self.expression(annotation)?;
            count += 2;
        }
        if count > 0 {
            self.emit(
                if self.options.annotation_dicts {
                    I::BuildMap(count / 2)
                } else {
                    I::BuildTuple(count)
                },
                at,
            );
        }
        Ok(count > 0)
    }

    /// Starts the code of a function or lambda.
    fn enter_function(
        &mut self,
        kind: ScopeKind,
        node: &impl Ranged,
        parameters: &ast::Parameters,
        first_line: u32,
    ) -> Result {
        let Some(scope) = self.scopes.find(kind, node) else {
            return Err(no_scope(node));
        };
        self.enter(scope, first_line);
        let order = parameters
            .iter_non_variadic_params()
            .map(|parameter| &parameter.parameter)
            .chain(parameters.vararg.as_deref())
            .chain(parameters.kwarg.as_deref());
        for parameter in order {
            let name = self.mangled(&parameter.name);
            self.unit().varnames.add(&name);
        }
        let unit = self.unit();
        unit.positional_only_count = parameters.posonlyargs.len() as u32;
        unit.argument_count = unit.positional_only_count + parameters.args.len() as u32;
        unit.keyword_only_count = parameters.kwonlyargs.len() as u32;
        unit.flags.varargs = parameters.vararg.is_some();
        unit.flags.varkeywords = parameters.kwarg.is_some();
        let start = self.unit().first_location();
        self.emit(I::Resume(ResumeAt::Start), start);
        Ok(())
    }

    /// Finishes the code of a function; `returned`: its last instruction returns already.
    pub(super) fn leave_function(&mut self, returned: bool) -> Rc<Code> {
        if !returned {
            self.load_const(Const::None, None);
            self.emit(I::ReturnValue, None);
        }
        if self.unit().flags.generator {
            // A `StopIteration` that escapes would look like the generator's end (`wrap_in_stopiteration_handler`).
            let handler = self.label();
            self.unit()
                .sequence
                .prepend(vec![(Op::SetupCleanup(handler), None)]);
            self.place(handler);
            self.emit(I::StopIterationError, None);
            self.emit(I::Reraise(1), None);
        }
        self.leave()
    }

    /// Makes a function of code, with the attributes whose values lie on the stack (`compiler_make_closure`).
    pub(super) fn make_function(
        &mut self,
        code: Rc<Code>,
        mut attributes: Vec<FunctionAttribute>,
        at: At,
    ) {
        let free: Vec<_> = code.freevars().cloned().collect();
        if !free.is_empty() {
            for name in &free {
                let cell = self.cell_index(name);
                self.emit(I::LoadFast(cell), at);
            }
            self.emit(I::BuildTuple(free.len() as u32), at);
            attributes.push(FunctionAttribute::Closure);
        }
        self.load_const(Const::Code(code), at);
        self.emit(I::MakeFunction, at);
        for attribute in attributes.into_iter().rev() {
            self.emit(I::SetFunctionAttribute(attribute), at);
        }
    }
}

pub(super) fn no_scope(node: &impl Ranged) -> Failure {
    Failure::unsupported(node.range(), "this definition")
}
