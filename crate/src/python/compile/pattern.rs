//! The match statement (CPython's `compiler_match` and `compiler_pattern_…`).

use ruff_python_ast::{self as ast, Expr, Pattern, Singleton};
use ruff_text_size::{Ranged, TextRange};

use super::Failure;
use super::emit::{Access, At, Compiler, Result};
use super::flow::{Label, Op};
use crate::python::code::{BinaryOperator, Comparison, Const, Instruction as I, Name};

/// The state of matching one case (CPython's `pattern_context`).
#[derive(Default)]
struct Context {
    /// Names captured so far; their values lie on the stack, the first one lowest.
    stores: Vec<Name>,
    /// A pattern that always matches may stand here.
    allow_irrefutable: bool,
    /// Where to go on a failure, by the number of values to pop.
    fail_pop: Vec<Label>,
    /// Values on the stack above the captures.
    on_top: usize,
}

impl<'a> Compiler<'a> {
    pub(super) fn match_(&mut self, node: &'a ast::StmtMatch) -> Result {
        if !self.options.match_statement {
            // A name where an operator must come.
            let message = "invalid syntax".into();
            return Err(Failure::syntax(node.subject.range(), message));
        }
        self.expression(&node.subject)?;
        let end = self.label();
        let count = node.cases.len();
        let has_default = count > 1
            && node
                .cases
                .last()
                .is_some_and(|case| is_wildcard(&case.pattern));
        let tried = count - usize::from(has_default);
        for (index, case) in node.cases[..tried].iter().enumerate() {
            let at = self.at(&case.pattern);
            let last = index + 1 == tried;
            if !last {
                self.emit(I::Copy(1), at);
            }
            let allow_irrefutable = case.guard.is_some() || index + 1 == count;
            let mut context = Context {
                allow_irrefutable,
                ..Context::default()
            };
            self.pattern(&case.pattern, &mut context)?;
            for name in std::mem::take(&mut context.stores) {
                self.name(&name, Access::Store, at);
            }
            if let Some(guard) = &case.guard {
                let fail = self.fail_label(0, &mut context);
                self.jump_if(guard, fail, false)?;
            }
            if !last {
                self.emit(I::PopTop, at);
            }
            self.statements(&case.body)?;
            self.emit_op(Op::Jump(end), None);
            self.place_fail_labels(&mut context, at);
        }
        if let (true, Some(case)) = (has_default, node.cases.last()) {
            let at = self.at(&case.pattern);
            self.emit(I::Nop, at);
            if let Some(guard) = &case.guard {
                self.jump_if(guard, end, false)?;
            }
            self.statements(&case.body)?;
        }
        self.place(end);
        Ok(())
    }

    fn fail_label(&mut self, pops: usize, context: &mut Context) -> Label {
        while context.fail_pop.len() <= pops {
            let label = self.label();
            context.fail_pop.push(label);
        }
        context.fail_pop[pops]
    }

    /// Where a failure here has to go, with the captures and everything above them popped.
    fn fail_here(&mut self, context: &mut Context) -> Label {
        let pops = context.on_top + context.stores.len();
        self.fail_label(pops, context)
    }

    fn fail_if_false(&mut self, context: &mut Context, at: At) {
        let label = self.fail_here(context);
        self.emit(I::PopJumpIfFalse(label), at);
    }

    fn place_fail_labels(&mut self, context: &mut Context, at: At) {
        for (pops, label) in std::mem::take(&mut context.fail_pop)
            .into_iter()
            .enumerate()
            .rev()
        {
            self.place(label);
            if pops > 0 {
                self.emit(I::PopTop, at);
            }
        }
    }

    fn rotate(&mut self, count: usize, at: At) {
        for position in (2..=count).rev() {
            self.emit(I::Swap(position as u32), at);
        }
    }

    fn capture(&mut self, name: Option<&ast::Identifier>, context: &mut Context, at: At) -> Result {
        let Some(name) = name else {
            self.emit(I::PopTop, at);
            return Ok(());
        };
        self.note_capture(name.as_str().into(), name.range, context)?;
        self.rotate(context.on_top + context.stores.len(), at);
        Ok(())
    }

    fn note_capture(&mut self, name: Name, range: TextRange, context: &mut Context) -> Result {
        if context.stores.contains(&name) {
            return Err(Failure::syntax(
                range,
                format!("multiple assignments to name '{name}' in pattern"),
            ));
        }
        context.stores.push(name);
        Ok(())
    }

    fn subpattern(&mut self, pattern: &'a Pattern, context: &mut Context) -> Result {
        let before = std::mem::replace(&mut context.allow_irrefutable, true);
        self.pattern(pattern, context)?;
        context.allow_irrefutable = before;
        Ok(())
    }

    fn pattern(&mut self, pattern: &'a Pattern, context: &mut Context) -> Result {
        let at = self.at(pattern);
        match pattern {
            Pattern::MatchValue(node) => {
                self.expression(&node.value)?;
                self.emit(
                    I::CompareOp {
                        comparison: Comparison::Equal,
                        to_bool: false,
                    },
                    at,
                );
                self.emit(I::ToBool, at);
                self.fail_if_false(context, at);
            }
            Pattern::MatchSingleton(node) => {
                let constant = match node.value {
                    Singleton::None => Const::None,
                    Singleton::True => Const::True,
                    Singleton::False => Const::False,
                };
                self.load_const(constant, at);
                self.emit(I::IsOp(false), at);
                self.fail_if_false(context, at);
            }
            Pattern::MatchSequence(node) => self.sequence_pattern(&node.patterns, context, at)?,
            Pattern::MatchMapping(node) => self.mapping_pattern(node, context, at)?,
            Pattern::MatchClass(node) => self.class_pattern(node, context, at)?,
            Pattern::MatchStar(node) => self.capture(node.name.as_ref(), context, at)?,
            Pattern::MatchAs(node) => match &node.pattern {
                None => {
                    if !context.allow_irrefutable {
                        let message = match &node.name {
                            Some(name) => format!(
                                "name capture '{name}' makes remaining patterns unreachable"
                            ),
                            None => "wildcard makes remaining patterns unreachable".into(),
                        };
                        return Err(Failure::syntax(node.range, message));
                    }
                    self.capture(node.name.as_ref(), context, at)?;
                }
                Some(inner) => {
                    context.on_top += 1;
                    self.emit(I::Copy(1), at);
                    self.pattern(inner, context)?;
                    context.on_top -= 1;
                    self.capture(node.name.as_ref(), context, at)?;
                }
            },
            Pattern::MatchOr(node) => self.or_pattern(node, context, at)?,
        }
        Ok(())
    }

    fn sequence_pattern(
        &mut self,
        patterns: &'a [Pattern],
        context: &mut Context,
        at: At,
    ) -> Result {
        let star = patterns
            .iter()
            .position(|pattern| matches!(pattern, Pattern::MatchStar(_)));
        let star_wildcard = star.is_some_and(|star| is_wildcard_star(&patterns[star]));
        let only_wildcards = patterns
            .iter()
            .all(|pattern| is_wildcard(pattern) || is_wildcard_star(pattern));
        let size = patterns.len();
        context.on_top += 1;
        self.emit(I::MatchSequence, at);
        self.fail_if_false(context, at);
        let length = match star {
            None => Some((size, Comparison::Equal)),
            Some(_) if size > 1 => Some((size - 1, Comparison::GreaterEqual)),
            Some(_) => None,
        };
        if let Some((length, comparison)) = length {
            self.emit(I::GetLen, at);
            self.load_const(Const::Int(length as i64), at);
            self.emit(
                I::CompareOp {
                    comparison,
                    to_bool: false,
                },
                at,
            );
            self.fail_if_false(context, at);
        }
        context.on_top -= 1;
        if only_wildcards {
            self.emit(I::PopTop, at);
        } else if let (Some(star), true) = (star, star_wildcard) {
            context.on_top += 1;
            for (index, pattern) in patterns.iter().enumerate() {
                if index == star || is_wildcard(pattern) {
                    continue;
                }
                self.emit(I::Copy(1), at);
                if index < star {
                    self.load_const(Const::Int(index as i64), at);
                } else {
                    self.emit(I::GetLen, at);
                    self.load_const(Const::Int((size - index) as i64), at);
                    self.emit(
                        I::BinaryOp {
                            operator: BinaryOperator::Subtract,
                            in_place: false,
                        },
                        at,
                    );
                }
                self.emit(I::BinarySubscr, at);
                self.subpattern(pattern, context)?;
            }
            context.on_top -= 1;
            self.emit(I::PopTop, at);
        } else {
            match star {
                Some(star) => {
                    self.emit(
                        I::UnpackEx {
                            before: star as u16,
                            after: (size - star - 1) as u16,
                        },
                        at,
                    );
                }
                None => self.emit(I::UnpackSequence(size as u32), at),
            }
            context.on_top += size;
            for pattern in patterns {
                context.on_top -= 1;
                self.subpattern(pattern, context)?;
            }
        }
        Ok(())
    }

    /// Fails if the value on top is `None`.
    fn fail_if_none(&mut self, context: &mut Context, at: At) {
        self.emit(I::Copy(1), at);
        self.load_const(Const::None, at);
        self.emit(I::IsOp(true), at);
        self.fail_if_false(context, at);
    }

    fn mapping_pattern(
        &mut self,
        node: &'a ast::PatternMatchMapping,
        context: &mut Context,
        at: At,
    ) -> Result {
        let size = node.keys.len();
        context.on_top += 1;
        self.emit(I::MatchMapping, at);
        self.fail_if_false(context, at);
        if size == 0 && node.rest.is_none() {
            context.on_top -= 1;
            self.emit(I::PopTop, at);
            return Ok(());
        }
        if size > 0 {
            self.emit(I::GetLen, at);
            self.load_const(Const::Int(size as i64), at);
            self.emit(
                I::CompareOp {
                    comparison: Comparison::GreaterEqual,
                    to_bool: false,
                },
                at,
            );
            self.fail_if_false(context, at);
        }
        self.constant_tuple(&node.keys, at)?;
        self.emit(I::MatchKeys, at);
        context.on_top += 2;
        self.fail_if_none(context, at);
        self.emit(I::UnpackSequence(size as u32), at);
        context.on_top = context.on_top + size - 1;
        for pattern in &node.patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        context.on_top -= 2;
        match &node.rest {
            Some(rest) => {
                self.emit(I::BuildMap(0), at);
                self.emit(I::Swap(3), at);
                self.emit(I::DictUpdate(2), at);
                self.emit(I::UnpackSequence(size as u32), at);
                for remaining in (1..=size).rev() {
                    self.emit(I::Copy(1 + remaining as u32), at);
                    self.emit(I::Swap(2), at);
                    self.emit(I::DeleteSubscr, at);
                }
                self.capture(Some(rest), context, at)?;
            }
            None => {
                self.emit(I::PopTop, at);
                self.emit(I::PopTop, at);
            }
        }
        Ok(())
    }

    fn constant_tuple(&mut self, items: &'a [Expr], at: At) -> Result {
        match super::fold::constants(items) {
            Some(constants) => self.load_const(Const::Tuple(constants), at),
            None => {
                for item in items {
                    self.expression(item)?;
                }
                self.emit(I::BuildTuple(items.len() as u32), at);
            }
        }
        Ok(())
    }

    fn class_pattern(
        &mut self,
        node: &'a ast::PatternMatchClass,
        context: &mut Context,
        at: At,
    ) -> Result {
        self.expression(&node.cls)?;
        let keywords = &node.arguments.keywords;
        let names = keywords
            .iter()
            .map(|keyword| Const::Str(keyword.attr.as_str().into()))
            .collect();
        self.load_const(Const::Tuple(names), at);
        let positional = &node.arguments.patterns;
        self.emit(I::MatchClass(positional.len() as u32), at);
        context.on_top += 1;
        self.fail_if_none(context, at);
        let size = positional.len() + keywords.len();
        self.emit(I::UnpackSequence(size as u32), at);
        context.on_top = context.on_top + size - 1;
        for pattern in positional
            .iter()
            .chain(keywords.iter().map(|keyword| &keyword.pattern))
        {
            context.on_top -= 1;
            if is_wildcard(pattern) {
                self.emit(I::PopTop, at);
            } else {
                self.subpattern(pattern, context)?;
            }
        }
        Ok(())
    }

    fn or_pattern(
        &mut self,
        node: &'a ast::PatternMatchOr,
        context: &mut Context,
        at: At,
    ) -> Result {
        let end = self.label();
        let mut control: Vec<Name> = Vec::new();
        for (index, alternative) in node.patterns.iter().enumerate() {
            let at = self.at(alternative);
            let last = index + 1 == node.patterns.len();
            let mut inner = Context {
                allow_irrefutable: last && context.allow_irrefutable,
                ..Context::default()
            };
            self.emit(I::Copy(1), at);
            self.pattern(alternative, &mut inner)?;
            let mut stores = std::mem::take(&mut inner.stores);
            if index == 0 {
                control = stores;
            } else {
                let different = stores.len() != control.len();
                for target in (0..control.len()).rev() {
                    let found = stores.iter().position(|name| *name == control[target]);
                    let Some(found) = found.filter(|_| !different) else {
                        let message = "alternative patterns bind different names";
                        return Err(Failure::syntax(node.range(), message.into()));
                    };
                    if found != target {
                        // Bring the names into the order of the first alternative.
                        let rotated: Vec<Name> = stores.drain(..=found).collect();
                        let position = target - found;
                        stores.splice(position..position, rotated);
                        for _ in 0..=found {
                            self.rotate(target + 1, at);
                        }
                    }
                }
                if different {
                    let message = "alternative patterns bind different names";
                    return Err(Failure::syntax(node.range(), message.into()));
                }
            }
            self.emit_op(Op::Jump(end), at);
            self.place_fail_labels(&mut inner, at);
        }
        self.emit(I::PopTop, at);
        let fail = self.fail_here(context);
        self.emit_op(Op::Jump(fail), at);
        self.place(end);
        let rotations = control.len() + 1 + context.on_top + context.stores.len();
        for name in control {
            self.rotate(rotations, at);
            self.note_capture(name, node.range, context)?;
        }
        self.emit(I::PopTop, at);
        Ok(())
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern, Pattern::MatchAs(node) if node.name.is_none() && node.pattern.is_none())
}

fn is_wildcard_star(pattern: &Pattern) -> bool {
    matches!(pattern, Pattern::MatchStar(node) if node.name.is_none())
}
