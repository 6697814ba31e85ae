//! One code under construction.

use std::mem::discriminant;

use super::flow::{Label, Sequence};
use super::scope::{ScopeId, Symbol};
use crate::hash::HashMap;
use crate::python::code::{Const, Flags, Location, Name};
use crate::python::name_set::NameSet;

/// Added to an index among cells and free variables, to tell it from a local's until the slots are laid out.
pub(super) const CELL_BASE: u32 = 1 << 24;

/// An ordered set of names: the index is the operand of instructions.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<Name>,
    index: HashMap<Name, u32>,
}

impl Names {
    pub(super) fn add(&mut self, name: &Name) -> u32 {
        if let Some(index) = self.index.get(name) {
            return *index;
        }
        let index = self.names.len() as u32;
        self.names.push(name.clone());
        self.index.insert(name.clone(), index);
        index
    }

    pub(super) fn contains(&self, name: &Name) -> bool {
        self.index.contains_key(name)
    }

    pub(super) fn position(&self, name: &Name) -> Option<usize> {
        self.index.get(name).map(|index| *index as usize)
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Name> {
        self.names.iter()
    }

    pub(super) fn into_vec(self) -> Vec<Name> {
        self.names
    }
}

/// The constants; equal ones of the same type are one object.
#[derive(Debug, Default)]
pub(super) struct Consts {
    consts: Vec<Const>,
}

impl Consts {
    pub(super) fn add(&mut self, constant: Const) -> u32 {
        let is_known = |known: &Const| is_same(known, &constant);
        if let Some(index) = self.consts.iter().position(is_known) {
            return index as u32;
        }
        self.consts.push(constant);
        self.consts.len() as u32 - 1
    }

    pub(super) fn get(&self, index: u32) -> &Const {
        &self.consts[index as usize]
    }

    pub(super) fn into_vec(self) -> Vec<Const> {
        self.consts
    }
}

/// Whether two constants are one object: other than `==`, it tells types and the sign of zero apart
/// (`_PyCode_ConstantKey`).
fn is_same(left: &Const, right: &Const) -> bool {
    use Const::{BigInt, Bytes, Code, Complex, Float, FrozenSet, Int, Str, Tuple};
    match (left, right) {
        (Int(left), Int(right)) => left == right,
        (Float(left), Float(right)) => left.to_bits() == right.to_bits(),
        (Complex(left), Complex(right)) => left.map(f64::to_bits) == right.map(f64::to_bits),
        (BigInt(left), BigInt(right)) | (Str(left), Str(right)) => left == right,
        (Bytes(left), Bytes(right)) => left == right,
        (Tuple(left), Tuple(right)) | (FrozenSet(left), FrozenSet(right)) => {
            left.len() == right.len()
                && (left.iter().zip(right.iter())).all(|(left, right)| is_same(left, right))
        }
        (Code(_), Code(_)) => false,
        _ => discriminant(left) == discriminant(right),
    }
}

/// What encloses the statement being compiled, and must be undone by a jump out of it (CPython's `fblockinfo`).
#[derive(Debug, Clone)]
pub(super) enum FrameBlock<'a> {
    WhileLoop {
        start: Label,
        exit: Label,
    },
    ForLoop {
        start: Label,
        exit: Label,
    },
    /// A `try` body with handlers.
    TryExcept,
    /// A `try` body whose `finally` has to run.
    FinallyTry {
        body: &'a [ruff_python_ast::Stmt],
    },
    /// The `finally` body run for an exception.
    FinallyEnd,
    With {
        location: Option<Location>,
    },
    /// An `except` body.
    HandlerCleanup {
        name: Option<Name>,
    },
    /// A value lies on the stack.
    PopValue,
}

/// One code under construction.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    pub(super) scope: ScopeId,
    pub(super) name: Name,
    pub(super) qualname: Name,
    pub(super) first_line: u32,
    pub(super) sequence: Sequence,
    pub(super) consts: Consts,
    pub(super) names: Names,
    pub(super) varnames: Names,
    pub(super) cellvars: Names,
    pub(super) freevars: Names,
    /// Variables of the inlined comprehension being compiled, outside functions.
    pub(super) hidden: NameSet,
    /// Names that mean something else within the inlined comprehension being compiled.
    pub(super) overrides: HashMap<Name, Symbol>,
    /// How many inlined comprehensions are open.
    pub(super) inlined: u32,
    pub(super) frame_blocks: Vec<FrameBlock<'a>>,
    pub(super) argument_count: u32,
    pub(super) positional_only_count: u32,
    pub(super) keyword_only_count: u32,
    pub(super) flags: Flags,
    pub(super) static_attributes: NameSet,
}

impl Unit<'_> {
    pub(super) fn parameter_count(&self) -> usize {
        (self.argument_count
            + self.keyword_only_count
            + u32::from(self.flags.varargs)
            + u32::from(self.flags.varkeywords)) as usize
    }

    /// The place of what belongs to the code as a whole.
    pub(super) fn first_location(&self) -> Option<Location> {
        Some(Location {
            line: self.first_line,
            column: 0,
            end_line: self.first_line,
            end_column: 0,
        })
    }
}
