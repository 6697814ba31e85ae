//! The compiler: from Python source to [`Code`], instruction for instruction as CPython 3.13 does it.
//!
//! The way of a program: [`parse`](super::parse) makes the tree; `symbols` walks it to find out which name means what
//! (`scope`); the generators (`statement`, `expression`, …) write instructions with labels; `flow` cuts them into
//! blocks, `optimize` rewrites these (with `swaps`, `lines`, `layout`), and `assemble` makes the code. `borrow` is 3.14's
//! pass over locals.

mod annotation;
mod assemble;
mod borrow;
mod call;
mod comprehension;
mod condition;
mod emit;
mod exception;
mod expression;
mod flow;
mod fold;
mod function;
mod layout;
mod lines;
mod optimize;
mod pattern;
mod scope;
mod statement;
mod swaps;
mod symbols;
mod target;
mod unit;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use ruff_text_size::TextRange;

use super::code::{Code, Name};
use super::diagnostic::{Diagnostic, Kind};
use super::parse::{self, Lines};
pub use crate::profile::AssertErrors;
use emit::Compiler;
pub(in crate::python) use scope::mangle;

/// In what the compilers of Python's versions differ, as far as memory shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// List, set and dict comprehensions run in their function's frame (3.12+), not in one of their own.
    pub inline_comprehensions: bool,
    /// Loads of locals that are consumed at once add no reference (3.14+). These versions also jump back to the
    /// condition of a `while`, where those before compile it a second time at the loop's end; `with` calls its two
    /// methods as a call of a method does, without binding them; and small blocks to copy are looked for only once.
    pub borrow_locals: bool,
    /// Such loads are looked for past places from where unreachable code was taken, too (3.15+).
    pub borrow_past_gaps: bool,
    /// Lists and tuples are iterated without an iterator (3.15+): they stay on the stack themselves.
    pub virtual_iterators: bool,
    /// `super().name` makes no `super` object (3.12+).
    pub super_attributes: bool,
    /// There is a `match` statement (3.10+).
    pub match_statement: bool,
    /// Annotations are not evaluated where they stand (3.14+). What would evaluate them on demand is not made.
    pub lazy_annotations: bool,
    /// See `Messages::explains_syntax_errors`.
    pub explain_syntax_errors: bool,
    /// `def` makes the dict of annotations; otherwise a tuple, from which it is made when asked for.
    pub annotation_dicts: bool,
    /// What a comprehension goes through is made as it stands (3.15+); otherwise a list display becomes a tuple.
    pub comprehension_lists: bool,
    /// Which part of an `assert` statement its error is said to come from.
    pub assert_errors: AssertErrors,
    /// Class bodies set `__firstlineno__` and `__static_attributes__` (3.13+).
    pub class_source_attributes: bool,
}

/// Compiles a module.
///
/// # Errors
/// What is wrong with the program: not Python, outside the subset, or nested too deep.
pub fn compile(source: &str, filename: &str, options: &Options) -> Result<Rc<Code>, Diagnostic> {
    let lines = Lines::new(source);
    let result = parse::parse(source, options.explain_syntax_errors).and_then(|module| {
        let scopes = symbols::collect(&module, options)?;
        Compiler::new(&lines, source, Name::from(filename), options, scopes).module(&module)
    });
    result.map_err(|failure: Failure| lines.diagnostic(failure))
}

/// Why compiling stopped, before lines and columns are known.
#[derive(Debug)]
pub(in crate::python) struct Failure {
    pub(in crate::python) kind: Kind,
    pub(in crate::python) range: TextRange,
    pub(in crate::python) message: String,
}

impl Failure {
    pub(in crate::python) fn new(kind: Kind, range: TextRange, message: String) -> Self {
        Self {
            kind,
            range,
            message,
        }
    }

    pub(in crate::python) fn syntax(range: TextRange, message: String) -> Self {
        Self::new(Kind::Syntax, range, message)
    }

    /// `what` names the construct, with its article.
    pub(in crate::python) fn unsupported(range: TextRange, what: &str) -> Self {
        Self::new(
            Kind::Unsupported,
            range,
            format!("{what} is Python, but not supported here"),
        )
    }
}
