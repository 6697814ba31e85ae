//! Calls.

use std::rc::Rc;

use ruff_python_ast::{self as ast, Expr, Keyword};

use super::emit::{Access, At, Compiler, Result};
use super::expression::{Display, STACK_USE_GUIDELINE};
use super::scope::Place;
use crate::python::code::{Const, Instruction as I};

impl<'a> Compiler<'a> {
    /// `compiler_call`
    pub(super) fn call(&mut self, node: &'a ast::ExprCall, at: At) -> Result {
        let arguments = &node.arguments;
        if let Expr::Attribute(attribute) = &*node.func
            && !needs_unpacking(arguments)
            && !self.is_imported(&attribute.value)
        {
            let place = self.attribute_location(attribute);
            if !self.load_super_attribute(attribute, true)? {
                self.expression(&attribute.value)?;
                let name = self.name_index(&attribute.attr);
                self.emit(I::LoadMethod(name), place);
            }
            // The call is where the method's name is, if that is on another line.
            let call_at = match (place, at) {
                (Some(place), Some(at)) if place.line != at.line => {
                    Some(crate::python::code::Location {
                        line: place.line,
                        column: place.column,
                        ..at
                    })
                }
                _ => at,
            };
            return self.plain_call(0, arguments, call_at);
        }
        self.expression(&node.func)?;
        let function = self.at(&*node.func);
        self.emit(I::PushNull, function);
        self.call_with(0, arguments, at)
    }

    /// Calls what lies below `pushed` arguments already on the stack (`compiler_call_helper`).
    pub(super) fn call_with(
        &mut self,
        pushed: u32,
        arguments: &'a ast::Arguments,
        at: At,
    ) -> Result {
        if needs_unpacking(arguments) {
            self.unpacking_call(pushed, arguments, at)
        } else {
            self.plain_call(pushed, arguments, at)
        }
    }

    fn plain_call(&mut self, pushed: u32, arguments: &'a ast::Arguments, at: At) -> Result {
        for argument in &arguments.args {
            self.expression(argument)?;
        }
        let mut names = Vec::new();
        for keyword in &arguments.keywords {
            self.expression(&keyword.value)?;
            names.extend(self.keyword_name(keyword));
        }
        let count = pushed + (arguments.args.len() + names.len()) as u32;
        if names.is_empty() {
            self.emit(I::Call(count), at);
        } else {
            let names = self.unit().consts.add(Const::Tuple(names.into()));
            self.emit(
                I::CallKw {
                    count: count as u16,
                    names,
                },
                at,
            );
        }
        Ok(())
    }

    fn keyword_name(&self, keyword: &Keyword) -> Option<Const> {
        keyword
            .arg
            .as_ref()
            .map(|name| Const::Str(self.mangled(name)))
    }

    /// A call with `*` or `**`, or with very many arguments (`ex_call`).
    fn unpacking_call(&mut self, pushed: u32, arguments: &'a ast::Arguments, at: At) -> Result {
        match &*arguments.args {
            [Expr::Starred(starred)] if pushed == 0 => self.expression(&starred.value)?,
            items if pushed == 0 => self.display(items, Display::Tuple, at)?,
            items => {
                self.emit(I::BuildList(pushed), at);
                for item in items {
                    match item {
                        Expr::Starred(starred) => {
                            self.expression(&starred.value)?;
                            self.emit(I::ListExtend(1), at);
                        }
                        _ => {
                            self.expression(item)?;
                            self.emit(I::ListAppend(1), at);
                        }
                    }
                }
                self.emit(I::ListToTuple, at);
            }
        }
        let keywords = &arguments.keywords;
        let mut have_dict = false;
        let mut start = 0;
        for (index, keyword) in keywords.iter().enumerate() {
            if keyword.arg.is_some() {
                continue;
            }
            self.keyword_pairs(&keywords[start..index], &mut have_dict, at)?;
            start = index + 1;
            if !have_dict {
                self.emit(I::BuildMap(0), at);
                have_dict = true;
            }
            self.expression(&keyword.value)?;
            self.emit(I::DictMerge(1), at);
        }
        self.keyword_pairs(&keywords[start..], &mut have_dict, at)?;
        self.emit(I::CallFunctionEx(have_dict), at);
        Ok(())
    }

    /// `compiler_subkwargs`
    fn keyword_pairs(&mut self, keywords: &'a [Keyword], have_dict: &mut bool, at: At) -> Result {
        if keywords.is_empty() {
            return Ok(());
        }
        let big = keywords.len() * 2 > STACK_USE_GUIDELINE;
        if big {
            self.emit(I::BuildMap(0), at);
        }
        for keyword in keywords {
            if let Some(name) = self.keyword_name(keyword) {
                self.load_const(name, at);
            }
            self.expression(&keyword.value)?;
            if big {
                self.emit(I::MapAdd(1), at);
            }
        }
        if !big {
            self.emit(I::BuildMap(keywords.len() as u32), at);
        }
        if std::mem::replace(have_dict, true) {
            self.emit(I::DictMerge(1), at);
        }
        Ok(())
    }

    /// CPython does not ask an imported name for a method (`is_import_originated`, which looks at the module only).
    fn is_imported(&self, receiver: &Expr) -> bool {
        let Expr::Name(name) = receiver else {
            return false;
        };
        let symbol = self.scopes.scopes[0].symbol(&name.id);
        symbol.is_some_and(|symbol| symbol.uses.imported)
    }

    /// `super().name` without a `super` object; false if it is something else (`can_optimize_super_call`).
    pub(super) fn load_super_attribute(
        &mut self,
        node: &'a ast::ExprAttribute,
        method: bool,
    ) -> Result<bool> {
        let Expr::Call(call) = &*node.value else {
            return Ok(false);
        };
        let Expr::Name(function) = &*call.func else {
            return Ok(false);
        };
        let arguments = &call.arguments;
        let global = self.place_of(&Rc::from("super")) == Some(Place::GlobalImplicit);
        if !self.options.super_attributes
            || &*function.id != "super"
            || !global
            || !self.scope_kind().is_function_like()
            || !arguments.keywords.is_empty()
            || &*node.attr == "__class__"
            || self.scopes.scopes[0]
                .symbol("super")
                .is_some_and(|symbol| symbol.place == Place::Local)
        {
            return Ok(false);
        }
        let two_arguments = match &*arguments.args {
            [first, second] if !first.is_starred_expr() && !second.is_starred_expr() => true,
            [] => false,
            _ => return Ok(false),
        };
        let unit = self.unit();
        let has_self = unit.argument_count > 0;
        if !two_arguments && (!has_self || !unit.freevars.contains(&Rc::from("__class__"))) {
            return Ok(false);
        }
        let function_at = self.at(function);
        self.name("super", Access::Load, function_at);
        if two_arguments {
            for argument in &arguments.args {
                self.expression(argument)?;
            }
        } else {
            let at = self.at(call);
            let class = self.cell_index(&Rc::from("__class__"));
            self.emit(I::LoadDeref(class), at);
            let first = self
                .unit()
                .varnames
                .iter()
                .next()
                .cloned()
                .unwrap_or_else(|| "self".into());
            self.name(&first, Access::Load, at);
        }
        let at = self.attribute_location(node);
        let name = self.name_index(&node.attr);
        self.emit(
            I::LoadSuperAttr {
                name,
                method,
                two_arguments,
            },
            at,
        );
        Ok(true)
    }
}

/// `*`, `**`, or more arguments than CPython keeps on the stack.
fn needs_unpacking(arguments: &ast::Arguments) -> bool {
    arguments.args.iter().any(Expr::is_starred_expr)
        || arguments
            .keywords
            .iter()
            .any(|keyword| keyword.arg.is_none())
        || arguments.args.len() + arguments.keywords.len() * 2 > STACK_USE_GUIDELINE
}
