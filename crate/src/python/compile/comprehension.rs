//! Comprehensions and generator expressions.

use ruff_python_ast::{Comprehension, Expr};

use super::emit::{At, Compiler, Result};
use super::flow::{Label, Op};
use super::function::no_scope;
use super::scope::{Place, ScopeId, ScopeKind, Symbol};
use crate::hash::HashMap;
use crate::python::code::{Instruction as I, Name, ResumeAt};

/// What an inlined comprehension has to put back.
struct Inlined {
    /// Locals whose values wait on the stack.
    pushed: Vec<Name>,
    cleanup: Label,
    overrides: HashMap<Name, Symbol>,
    hidden: Vec<Name>,
}

impl<'a> Compiler<'a> {
    /// `compiler_comprehension`; `parts` are the element, or key and value.
    pub(super) fn comprehension(
        &mut self,
        kind: ScopeKind,
        node: &'a Expr,
        generators: &'a [Comprehension],
        parts: &[&'a Expr],
    ) -> Result {
        let at = self.at(node);
        let Some(scope) = self.scopes.find(kind, node) else {
            return Err(no_scope(node));
        };
        let Some(outermost) = generators.first() else {
            return Ok(());
        };
        if self.scopes.scopes[scope].inlined {
            self.outermost(&outermost.iter)?;
            let iter_at = self.at(&outermost.iter);
            self.emit(I::GetIter, iter_at);
            let inlined = self.push_inlined(scope, at);
            self.build(kind, at);
            self.emit(I::Swap(2), at);
            self.generator(kind, generators, 0, 0, parts, true, at)?;
            self.pop_inlined(inlined, at);
            return Ok(());
        }
        self.enter(scope, at.map_or(1, |at| at.line));
        self.unit().varnames.add(&".0".into());
        self.unit().argument_count = 1;
        let start = self.unit().first_location();
        self.emit(I::Resume(ResumeAt::Start), start);
        if kind != ScopeKind::Generator {
            self.build(kind, at);
        }
        self.generator(kind, generators, 0, 0, parts, false, at)?;
        let code = if kind == ScopeKind::Generator {
            self.leave_function(false)
        } else {
            self.emit(I::ReturnValue, at);
            self.leave_function(true)
        };
        self.make_function(code, Vec::new(), at);
        self.outermost(&outermost.iter)?;
        let iter_at = self.at(&outermost.iter);
        self.emit(I::GetIter, iter_at);
        // The iterator is in the place of `self`.
        self.emit(I::Call(0), at);
        Ok(())
    }

    /// What a comprehension goes through first.
    fn outermost(&mut self, iterable: &'a Expr) -> Result {
        if self.options.comprehension_lists {
            self.expression(iterable)
        } else {
            self.container(iterable)
        }
    }

    fn build(&mut self, kind: ScopeKind, at: At) {
        let build = match kind {
            ScopeKind::SetComprehension => I::BuildSet(0),
            ScopeKind::DictComprehension => I::BuildMap(0),
            _ => I::BuildList(0),
        };
        self.emit(build, at);
    }

    /// One `for` of the comprehension and everything inside it (`compiler_sync_comprehension_generator`).
    #[allow(clippy::too_many_arguments)]
    fn generator(
        &mut self,
        kind: ScopeKind,
        generators: &'a [Comprehension],
        index: usize,
        mut depth: u32,
        parts: &[&'a Expr],
        iterator_on_stack: bool,
        at: At,
    ) -> Result {
        let generator = &generators[index];
        let (mut start, if_cleanup) = (Some(self.label()), self.label());
        let anchor = self.label();
        if index == 0 {
            if !iterator_on_stack {
                let slot = self.unit().varnames.add(&".0".into());
                self.emit(I::LoadFast(slot), at);
            }
        } else {
            match single_item(&generator.iter) {
                // `for y in [f(x)]` is an assignment.
                Some(item) => {
                    self.expression(item)?;
                    start = None;
                }
                None => {
                    self.container(&generator.iter)?;
                    let iter_at = self.at(&generator.iter);
                    self.emit(I::GetIter, iter_at);
                }
            }
        }
        if let Some(start) = start {
            depth += 1;
            self.place(start);
            let iter_at = self.at(&generator.iter);
            self.emit(I::ForIter(anchor), iter_at);
        }
        self.store(&generator.target)?;
        for test in &generator.ifs {
            self.jump_if(test, if_cleanup, false)?;
        }
        if index + 1 < generators.len() {
            self.generator(kind, generators, index + 1, depth, parts, false, at)?;
        } else {
            for part in parts {
                self.expression(part)?;
            }
            let part_at = parts.first().zip(parts.last()).and_then(|(first, last)| {
                let (first, last) = (self.at(*first)?, self.at(*last)?);
                Some(crate::python::code::Location {
                    end_line: last.end_line,
                    end_column: last.end_column,
                    ..first
                })
            });
            match kind {
                ScopeKind::Generator => {
                    self.emit(I::YieldValue, part_at);
                    self.emit(I::Resume(ResumeAt::Yield), part_at);
                    self.emit(I::PopTop, part_at);
                }
                ScopeKind::SetComprehension => self.emit(I::SetAdd(depth + 1), part_at),
                ScopeKind::DictComprehension => self.emit(I::MapAdd(depth + 1), part_at),
                _ => self.emit(I::ListAppend(depth + 1), part_at),
            }
        }
        self.place(if_cleanup);
        if let Some(start) = start {
            self.emit_op(Op::Jump(start), at);
            self.place(anchor);
        }
        Ok(())
    }

    /// Keeps the comprehension's variables apart from those of its scope (`push_inlined_comprehension_state`).
    fn push_inlined(&mut self, scope: ScopeId, at: At) -> Inlined {
        let outer_kind = self.scope_kind();
        let in_class = outer_kind == ScopeKind::Class && self.unit().inlined == 0;
        self.unit().inlined += 1;
        let symbols: Vec<(Name, Symbol)> = self.scopes.scopes[scope]
            .symbols()
            .map(|(name, symbol)| (name.clone(), *symbol))
            .collect();
        let cleanup = self.label();
        let mut inlined = Inlined {
            pushed: Vec::new(),
            cleanup,
            overrides: self.unit().overrides.clone(),
            hidden: Vec::new(),
        };
        for (name, symbol) in symbols {
            let isolated = symbol.is_isolated();
            if symbol.uses.parameter || !(isolated || in_class) {
                continue;
            }
            if !outer_kind.is_function_like() && !self.unit().hidden.contains(&name) {
                self.unit().hidden.insert(name.clone());
                inlined.hidden.push(name.clone());
            }
            let outer = self.place_of(&name).unwrap_or(Place::GlobalImplicit);
            if (symbol.place != outer && !(symbol.place == Place::Cell && outer == Place::Free))
                || in_class
            {
                self.unit().overrides.insert(name.clone(), symbol);
            }
            if isolated {
                let slot = self.unit().varnames.add(&name);
                self.emit(I::LoadFastAndClear(slot), at);
                if symbol.place == Place::Cell {
                    let cell = self.cell_index(&name);
                    self.emit(I::MakeCell(cell), at);
                }
                inlined.pushed.push(name);
            }
        }
        if !inlined.pushed.is_empty() {
            self.emit(I::Swap(inlined.pushed.len() as u32 + 1), at);
            self.emit_op(Op::SetupFinally(cleanup), at);
        }
        inlined
    }

    /// `pop_inlined_comprehension_state`
    fn pop_inlined(&mut self, inlined: Inlined, at: At) {
        self.unit().inlined -= 1;
        self.unit().overrides = inlined.overrides;
        if !inlined.pushed.is_empty() {
            let end = self.label();
            self.emit_op(Op::PopBlock, None);
            self.emit_op(Op::JumpNoInterrupt(end), None);
            self.place(inlined.cleanup);
            self.emit(I::Swap(2), None);
            self.emit(I::PopTop, None);
            self.restore_locals(&inlined.pushed, at);
            self.emit(I::Reraise(0), None);
            self.place(end);
            self.restore_locals(&inlined.pushed, at);
        }
        for name in inlined.hidden {
            self.unit().hidden.remove(&name);
        }
    }

    fn restore_locals(&mut self, names: &[Name], at: At) {
        self.emit(I::Swap(names.len() as u32 + 1), at);
        for name in names.iter().rev() {
            let slot = self.unit().varnames.add(name);
            self.emit_op(Op::StoreFastMaybeNull(slot), at);
        }
    }
}

/// The only item of a display that a loop goes through.
fn single_item(iterable: &Expr) -> Option<&Expr> {
    let items = match iterable {
        Expr::List(list) => &list.elts,
        Expr::Tuple(tuple) => &tuple.elts,
        _ => return None,
    };
    match &**items {
        [item] if !item.is_starred_expr() => Some(item),
        _ => None,
    }
}
