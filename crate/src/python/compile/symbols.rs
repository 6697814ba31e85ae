//! The walk that fills the symbol table and refuses what is outside the subset.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{self as ast, Expr, ExprContext, Pattern, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::annotation::{self, CLASS_DICT};
use super::scope::{ScopeId, ScopeKind, Scopes, Uses, mangle};
use super::{Failure, Options};
use crate::python::code::Name;

/// Collects all names of a module.
pub(super) fn collect(module: &ast::ModModule, options: &Options) -> Result<Scopes, Failure> {
    let mut walk = Walk {
        scopes: Scopes::new(),
        current: 0,
        failure: None,
        options,
    };
    walk.visit_body(&module.body);
    match walk.failure {
        Some(failure) => Err(failure),
        None => {
            walk.scopes.resolve(options.inline_comprehensions)?;
            Ok(walk.scopes)
        }
    }
}

struct Walk<'a> {
    scopes: Scopes,
    current: ScopeId,
    failure: Option<Failure>,
    options: &'a Options,
}

impl Walk<'_> {
    fn fail(&mut self, failure: Failure) {
        self.failure.get_or_insert(failure);
    }

    fn unsupported(&mut self, node: &impl Ranged, what: &str) {
        self.fail(Failure::unsupported(node.range(), what));
    }

    fn syntax(&mut self, node: &impl Ranged, message: impl Into<String>) {
        self.fail(Failure::syntax(node.range(), message.into()));
    }

    fn mangled(&self, name: &str) -> Name {
        mangle(self.scopes.scopes[self.current].class.as_ref(), name)
    }

    fn note(&mut self, name: &str, range: TextRange, change: impl FnOnce(&mut Uses)) {
        let name = self.mangled(name);
        self.scopes.note(self.current, &name, range, change);
    }

    fn assign(&mut self, name: &ast::Identifier) {
        self.note(name, name.range, |uses| uses.assigned = true);
    }

    fn import(&mut self, name: &str, range: TextRange) {
        self.note(name, range, |uses| {
            uses.assigned = true;
            uses.imported = true;
        });
    }

    fn open(&mut self, kind: ScopeKind, range: TextRange, name: Option<&str>) {
        let parent = &self.scopes.scopes[self.current];
        let class = match (kind, name) {
            (ScopeKind::Class, Some(name)) => Some(name.into()),
            _ => parent.class.clone(),
        };
        self.current = self
            .scopes
            .open(kind, range, name, Some(self.current), class);
    }

    fn close(&mut self) {
        self.current = self.scopes.scopes[self.current].parent.unwrap_or(0);
    }

    fn defaults(&mut self, parameters: &ast::Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    fn function_annotations(&mut self, node: &ast::StmtFunctionDef) {
        let annotations = annotation::of_function(node);
        if annotations.is_empty() {
            return;
        }
        let is_lazy = self.options.lazy_annotations;
        if is_lazy {
            self.open_annotations(node.name.range);
        }
        for (_, annotation) in annotations {
            self.visit_expr(annotation);
        }
        if is_lazy {
            self.close();
        }
    }

    /// The annotation of a name or another target.
    fn annotation(&mut self, node: &ast::StmtAnnAssign) {
        if !self.options.lazy_annotations {
            return self.visit_expr(&node.annotation);
        }
        let scope = &self.scopes.scopes[self.current];
        if !scope.kind.is_function_like() && node.simple {
            self.open_annotations(scope.range);
            self.visit_expr(&node.annotation);
            self.close();
        }
    }

    /// The scope of the annotations whose definition, class or module this is.
    fn open_annotations(&mut self, range: TextRange) {
        if let Some(scope) = self.scopes.find(ScopeKind::Annotations, &range) {
            self.current = scope;
            return;
        }
        let in_class = self.scopes.scopes[self.current].kind == ScopeKind::Class;
        self.open(ScopeKind::Annotations, range, None);
        self.note(".format", range, |uses| uses.parameter = true);
        if in_class {
            self.scopes.scopes[self.current].sees_class = true;
            self.note(CLASS_DICT, range, |uses| uses.used = true);
        }
    }

    fn parameters(&mut self, parameters: &ast::Parameters) {
        let order = parameters
            .iter_non_variadic_params()
            .map(|parameter| &parameter.parameter)
            .chain(parameters.vararg.as_deref())
            .chain(parameters.kwarg.as_deref());
        for parameter in order {
            let name = self.mangled(&parameter.name);
            let known = self.scopes.scopes[self.current].symbol(&name);
            if known.is_some_and(|symbol| symbol.uses.parameter) {
                self.syntax(
                    parameter,
                    format!(
                        "duplicate argument '{}' in function definition",
                        parameter.name
                    ),
                );
            }
            self.note(&parameter.name, parameter.range, |uses| {
                uses.parameter = true
            });
        }
    }

    fn comprehension(
        &mut self,
        kind: ScopeKind,
        node: &Expr,
        generators: &[ast::Comprehension],
        parts: &[&Expr],
    ) {
        let Some((first, rest)) = generators.split_first() else {
            return;
        };
        if let Some(generator) = generators.iter().find(|generator| generator.is_async) {
            self.unsupported(generator, "an asynchronous comprehension");
        }
        self.visit_expr(&first.iter);
        self.open(kind, node.range(), None);
        self.note(".0", node.range(), |uses| uses.parameter = true);
        self.visit_target(&first.target);
        for test in &first.ifs {
            self.visit_expr(test);
        }
        for generator in rest {
            self.visit_target(&generator.target);
            self.visit_expr(&generator.iter);
            for test in &generator.ifs {
                self.visit_expr(test);
            }
        }
        for part in parts {
            self.visit_expr(part);
        }
        self.close();
    }

    fn visit_target(&mut self, target: &Expr) {
        self.visit_expr(target);
        let mut todo = vec![target];
        while let Some(target) = todo.pop() {
            match target {
                Expr::Name(name) => self.note(&name.id, name.range, |uses| uses.iteration = true),
                Expr::Starred(starred) => todo.push(&starred.value),
                Expr::Tuple(tuple) => todo.extend(&tuple.elts),
                Expr::List(list) => todo.extend(&list.elts),
                _ => {}
            }
        }
    }

    /// A walrus in a comprehension binds in the function around it (`symtable_extend_namedexpr_scope`).
    fn extend_walrus(&mut self, node: &ast::ExprNamed) {
        let Expr::Name(target) = &*node.target else {
            return;
        };
        let name = self.mangled(&target.id);
        let mut scope = self.current;
        let mut inner = Vec::new();
        while self.scopes.scopes[scope].kind.is_comprehension() {
            if self.scopes.scopes[scope]
                .symbol(&name)
                .is_some_and(|symbol| symbol.uses.iteration)
            {
                let message = format!(
                    "assignment expression cannot rebind comprehension iteration variable '{name}'"
                );
                return self.syntax(target, message);
            }
            inner.push(scope);
            scope = self.scopes.scopes[scope].parent.unwrap_or(0);
        }
        if inner.is_empty() {
            return;
        }
        let outer = &self.scopes.scopes[scope];
        if outer.kind == ScopeKind::Class {
            return self.syntax(
                target,
                "assignment expression within a comprehension cannot be used in a class body",
            );
        }
        let global = outer.kind == ScopeKind::Module
            || outer.symbol(&name).is_some_and(|symbol| symbol.uses.global);
        for scope in inner {
            self.scopes.note(scope, &name, target.range, |uses| {
                uses.global |= global;
                uses.nonlocal |= !global;
            });
        }
        self.scopes.note(scope, &name, target.range, |uses| {
            uses.global |= global;
            uses.assigned = true;
        });
    }

    fn check_yield(&mut self, node: &Expr) {
        let kind = self.scopes.scopes[self.current].kind;
        if kind.is_comprehension() {
            let place = match kind {
                ScopeKind::ListComprehension => "list comprehension",
                ScopeKind::SetComprehension => "set comprehension",
                ScopeKind::DictComprehension => "dict comprehension",
                _ => "generator expression",
            };
            self.syntax(node, format!("'yield' inside {place}"));
        } else if kind.is_function_like() {
            self.scopes.scopes[self.current].is_generator = true;
        } else {
            self.syntax(node, "'yield' outside function");
        }
    }

    fn declare(&mut self, names: &[ast::Identifier], nonlocal: bool) {
        let word = if nonlocal { "nonlocal" } else { "global" };
        for identifier in names {
            let name = self.mangled(identifier);
            if nonlocal && self.current == 0 {
                return self.syntax(
                    identifier,
                    "nonlocal declaration not allowed at module level",
                );
            }
            if let Some(symbol) = self.scopes.scopes[self.current].symbol(&name) {
                let uses = symbol.uses;
                let problem = if uses.parameter {
                    Some(format!("name '{name}' is parameter and {word}"))
                } else if uses.annotated {
                    Some(format!("annotated name '{name}' can't be {word}"))
                } else if uses.assigned {
                    Some(format!(
                        "name '{name}' is assigned to before {word} declaration"
                    ))
                } else if uses.used {
                    Some(format!("name '{name}' is used prior to {word} declaration"))
                } else {
                    None
                };
                if let Some(problem) = problem {
                    return self.syntax(identifier, problem);
                }
            }
            self.scopes
                .note(self.current, &name, identifier.range, |uses| {
                    uses.global |= !nonlocal;
                    uses.nonlocal |= nonlocal;
                });
        }
    }
}

impl<'a> Visitor<'a> for Walk<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(node) => {
                if node.is_async {
                    self.unsupported(node, "an asynchronous function (async def)");
                }
                if let Some(parameters) = &node.type_params {
                    self.unsupported(&**parameters, "a list of type parameters");
                }
                self.assign(&node.name);
                self.defaults(&node.parameters);
                self.function_annotations(node);
                for decorator in &node.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.open(ScopeKind::Function, node.range, Some(&node.name));
                self.parameters(&node.parameters);
                self.visit_body(&node.body);
                self.close();
            }
            Stmt::ClassDef(node) => {
                if let Some(parameters) = &node.type_params {
                    self.unsupported(&**parameters, "a list of type parameters");
                }
                self.assign(&node.name);
                if let Some(arguments) = &node.arguments {
                    self.visit_arguments(arguments);
                }
                for decorator in &node.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.open(ScopeKind::Class, node.range, Some(&node.name));
                self.visit_body(&node.body);
                self.close();
            }
            Stmt::AnnAssign(node) => {
                if let (Expr::Name(name), true) = (&*node.target, node.simple) {
                    let mangled = self.mangled(&name.id);
                    if let Some(symbol) = self.scopes.scopes[self.current].symbol(&mangled)
                        && (symbol.uses.global || symbol.uses.nonlocal)
                    {
                        let word = if symbol.uses.global {
                            "global"
                        } else {
                            "nonlocal"
                        };
                        self.syntax(
                            name,
                            format!("annotated name '{}' can't be {word}", name.id),
                        );
                    }
                    self.note(&name.id, name.range, |uses| {
                        uses.assigned = true;
                        uses.annotated = true;
                    });
                } else {
                    self.visit_expr(&node.target);
                }
                self.annotation(node);
                if let Some(value) = &node.value {
                    self.visit_expr(value);
                }
            }
            Stmt::Global(node) => self.declare(&node.names, false),
            Stmt::Nonlocal(node) => self.declare(&node.names, true),
            Stmt::Import(node) => {
                if node.is_lazy {
                    self.unsupported(node, "a lazy import");
                }
                for alias in &node.names {
                    match &alias.asname {
                        Some(name) => self.import(name, name.range),
                        None => {
                            let first = alias.name.split('.').next().unwrap_or_default();
                            self.import(first, alias.range);
                        }
                    }
                }
            }
            Stmt::ImportFrom(node) => {
                if node.is_lazy {
                    self.unsupported(node, "a lazy import");
                }
                for alias in &node.names {
                    if &*alias.name == "*" {
                        if self.current != 0 {
                            self.syntax(node, "import * only allowed at module level");
                        }
                    } else {
                        let name = alias.asname.as_ref().unwrap_or(&alias.name);
                        self.import(name, name.range);
                    }
                }
            }
            Stmt::Try(node) if node.is_star => {
                self.unsupported(node, "an exception group handler (except*)")
            }
            Stmt::For(node) if node.is_async => {
                self.unsupported(node, "an asynchronous loop (async for)")
            }
            Stmt::With(node) if node.is_async => self.unsupported(node, "an asynchronous with"),
            Stmt::TypeAlias(node) => self.unsupported(node, "a type alias statement"),
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) => {
                let load = name.ctx == ExprContext::Load;
                self.note(&name.id, name.range, |uses| {
                    uses.used |= load;
                    uses.assigned |= !load;
                });
                // Whoever says `super` may mean its form without arguments, which needs the class.
                if load
                    && &*name.id == "super"
                    && self.scopes.scopes[self.current].kind.is_function_like()
                {
                    self.note("__class__", name.range, |uses| uses.used = true);
                }
            }
            Expr::Named(node) => {
                self.extend_walrus(node);
                self.visit_expr(&node.value);
                if !self.scopes.scopes[self.current].kind.is_comprehension() {
                    self.visit_expr(&node.target);
                }
            }
            Expr::Lambda(node) => {
                if let Some(parameters) = &node.parameters {
                    self.defaults(parameters);
                }
                self.open(ScopeKind::Lambda, node.range, None);
                if let Some(parameters) = &node.parameters {
                    self.parameters(parameters);
                }
                self.visit_expr(&node.body);
                self.close();
            }
            Expr::ListComp(node) => {
                self.comprehension(
                    ScopeKind::ListComprehension,
                    expression,
                    &node.generators,
                    &[&node.elt],
                );
            }
            Expr::SetComp(node) => {
                self.comprehension(
                    ScopeKind::SetComprehension,
                    expression,
                    &node.generators,
                    &[&node.elt],
                );
            }
            Expr::DictComp(node) => match &node.key {
                Some(key) => {
                    let parts = [&*node.value, key];
                    self.comprehension(
                        ScopeKind::DictComprehension,
                        expression,
                        &node.generators,
                        &parts,
                    );
                }
                None => self.unsupported(node, "unpacking in a comprehension"),
            },
            Expr::Generator(node) => {
                self.comprehension(
                    ScopeKind::Generator,
                    expression,
                    &node.generators,
                    &[&node.elt],
                );
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.check_yield(expression);
                visitor::walk_expr(self, expression);
            }
            Expr::Await(node) => self.unsupported(node, "await"),
            Expr::TString(node) => self.unsupported(node, "a template string"),
            _ => visitor::walk_expr(self, expression),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ast::ExceptHandler) {
        let ast::ExceptHandler::ExceptHandler(node) = handler;
        if let Some(name) = &node.name {
            self.assign(name);
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(node) => node.name.as_ref(),
            Pattern::MatchStar(node) => node.name.as_ref(),
            Pattern::MatchMapping(node) => node.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.assign(name);
        }
        visitor::walk_pattern(self, pattern);
    }
}
