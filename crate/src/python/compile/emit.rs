//! The state of code generation: the stack of units, and how names become instructions.

use std::rc::Rc;

use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};

use super::annotation::CLASS_DICT;
use super::assemble::assemble;
use super::flow::{Label, Op};
use super::scope::{Place, ScopeId, ScopeKind, Scopes, mangle};
use super::unit::{CELL_BASE, FrameBlock, Names, Unit};
use super::{Failure, Options};
use crate::python::code::{Code, Const, Instruction as I, Location, Name, ResumeAt};
use crate::python::diagnostic::Kind;
use crate::python::name_set::NameSet;
use crate::python::parse::Lines;

/// Statically nested loops, `try`s and `with`s (`CO_MAXBLOCKS`).
const MAX_BLOCKS: usize = 20;

/// Instructions of a program.
const MAX_INSTRUCTIONS: usize = 1_000_000;

pub(super) type Result<T = ()> = std::result::Result<T, Failure>;

/// Where an instruction comes from; `None` for what has no line of its own.
pub(super) type At = Option<Location>;

/// What is done with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Load,
    Store,
    Delete,
}

pub(super) struct Compiler<'a> {
    lines: &'a Lines<'a>,
    pub(super) source: &'a str,
    filename: Name,
    pub(super) options: &'a Options,
    pub(super) scopes: Scopes,
    pub(super) units: Vec<Unit<'a>>,
    /// Where the module annotates names.
    pub(super) conditional_annotations: Vec<TextRange>,
    /// Instructions written so far, in all units.
    emitted: usize,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(
        lines: &'a Lines<'a>,
        source: &'a str,
        filename: Name,
        options: &'a Options,
        scopes: Scopes,
    ) -> Self {
        Self {
            lines,
            source,
            filename,
            options,
            scopes,
            units: Vec::new(),
            conditional_annotations: Vec::new(),
            emitted: 0,
        }
    }

    pub(super) fn module(mut self, module: &'a ast::ModModule) -> Result<Rc<Code>> {
        self.enter(0, 1);
        let start = Some(Location {
            line: 0,
            column: 0,
            end_line: 1,
            end_column: 0,
        });
        self.emit(I::Resume(ResumeAt::Start), start);
        if self.options.lazy_annotations {
            self.annotate_module(&module.body)?;
        }
        self.body(&module.body)?;
        self.load_const(Const::None, None);
        self.emit(I::ReturnValue, None);
        Ok(self.leave())
    }

    pub(super) fn at(&self, node: &impl Ranged) -> At {
        self.at_range(node.range())
    }

    pub(super) fn at_range(&self, range: TextRange) -> At {
        Some(self.lines.location(range))
    }

    pub(super) fn unit(&mut self) -> &mut Unit<'a> {
        self.units
            .last_mut()
            .expect("a unit is open while code is generated")
    }

    pub(super) fn scope_kind(&self) -> ScopeKind {
        let scope = self.units.last().map_or(0, |unit| unit.scope);
        self.scopes.scopes[scope].kind
    }

    /// Starts the code of a scope (`compiler_enter_scope`).
    pub(super) fn enter(&mut self, scope: ScopeId, first_line: u32) {
        let data = &self.scopes.scopes[scope];
        let (mut cells, mut free) = (NameSet::default(), NameSet::default());
        for (name, symbol) in data.symbols() {
            if symbol.place == Place::Cell || symbol.uses.comprehension_cell {
                cells.insert(name.clone());
            }
            if symbol.place == Place::Free || symbol.uses.free_in_class {
                free.insert(name.clone());
            }
        }
        let (mut cellvars, mut freevars) = (Names::default(), Names::default());
        if data.needs_class_cell {
            cellvars.add(&"__class__".into());
        }
        if data.needs_class_dict {
            cellvars.add(&CLASS_DICT.into());
        }
        for name in cells.iter() {
            cellvars.add(name);
        }
        for name in free.iter() {
            freevars.add(name);
        }
        let name = data.name.clone();
        let mut unit = Unit {
            scope,
            qualname: self.qualname(scope),
            name,
            first_line,
            sequence: Default::default(),
            consts: Default::default(),
            names: Names::default(),
            varnames: Names::default(),
            cellvars,
            freevars,
            hidden: Default::default(),
            overrides: Default::default(),
            inlined: 0,
            frame_blocks: Vec::new(),
            argument_count: 0,
            positional_only_count: 0,
            keyword_only_count: 0,
            flags: Default::default(),
            static_attributes: Default::default(),
        };
        unit.flags.optimized = data.kind.is_function_like();
        unit.flags.generator = data.is_generator;
        self.units.push(unit);
    }

    /// Finishes the code of the innermost unit.
    pub(super) fn leave(&mut self) -> Rc<Code> {
        let unit = self.units.pop().expect("enter and leave are paired");
        Rc::new(assemble(unit, &self.filename, self.options))
    }

    /// `compiler_set_qualname`.
    pub(super) fn qualname(&self, scope: ScopeId) -> Name {
        let data = &self.scopes.scopes[scope];
        let Some(parent) = self.units.last().filter(|_| data.kind != ScopeKind::Module) else {
            return data.name.clone();
        };
        let parent_scope = &self.scopes.scopes[parent.scope];
        if matches!(data.kind, ScopeKind::Function | ScopeKind::Class) {
            let name = mangle(parent_scope.class.as_ref(), &data.name);
            let symbol = parent_scope.symbol(&name);
            if symbol.is_some_and(|symbol| symbol.place == Place::GlobalExplicit) {
                return data.name.clone();
            }
        }
        match parent_scope.kind {
            ScopeKind::Module => data.name.clone(),
            ScopeKind::Class => format!("{}.{}", parent.qualname, data.name).into(),
            _ => format!("{}.<locals>.{}", parent.qualname, data.name).into(),
        }
    }

    pub(super) fn emit(&mut self, instruction: I, at: At) {
        self.emit_op(Op::Real(instruction), at);
    }

    /// Enters a block that a jump out of it must undo (`compiler_push_fblock`).
    pub(super) fn push_block(&mut self, block: FrameBlock<'a>, at: &impl Ranged) -> Result {
        if self.unit().frame_blocks.len() >= MAX_BLOCKS {
            return Err(Failure::syntax(
                at.range(),
                "too many statically nested blocks".into(),
            ));
        }
        self.unit().frame_blocks.push(block);
        Ok(())
    }

    pub(super) fn pop_block(&mut self) {
        self.unit().frame_blocks.pop();
    }

    /// `finally` bodies are copied for every way out, nested ones exponentially: there has to be an end.
    pub(super) fn check_size(&self, node: &impl Ranged) -> Result {
        if self.emitted > MAX_INSTRUCTIONS {
            return Err(Failure::new(
                Kind::Limit,
                node.range(),
                "the program is too long".into(),
            ));
        }
        Ok(())
    }

    pub(super) fn emit_op(&mut self, op: Op, at: At) {
        self.emitted += 1;
        self.unit().sequence.push(op, at);
    }

    pub(super) fn label(&mut self) -> Label {
        self.unit().sequence.label()
    }

    pub(super) fn place(&mut self, label: Label) {
        self.unit().sequence.place(label);
    }

    pub(super) fn load_const(&mut self, constant: Const, at: At) {
        let index = self.unit().consts.add(constant);
        self.emit(I::LoadConst(index), at);
    }

    /// The index of an attribute's or module's name, mangled.
    pub(super) fn name_index(&mut self, name: &str) -> u32 {
        let name = self.mangled(name);
        self.unit().names.add(&name)
    }

    pub(super) fn mangled(&self, name: &str) -> Name {
        let scope = self.units.last().map_or(0, |unit| unit.scope);
        mangle(self.scopes.scopes[scope].class.as_ref(), name)
    }

    /// The place of a mangled name in the unit being compiled.
    pub(super) fn place_of(&mut self, name: &Name) -> Option<Place> {
        let unit = self.units.last()?;
        let own = self.scopes.scopes[unit.scope].symbol(name);
        unit.overrides.get(name).or(own).map(|symbol| symbol.place)
    }

    /// The operand of an instruction that works on a cell.
    pub(super) fn cell_index(&mut self, name: &Name) -> u32 {
        let unit = self.unit();
        let cells = unit.cellvars.len();
        let index = match unit.cellvars.position(name) {
            Some(index) => index,
            None => cells + unit.freevars.position(name).unwrap_or_default(),
        };
        CELL_BASE + index as u32
    }

    /// Loads, stores or deletes a variable (`compiler_nameop`).
    pub(super) fn name(&mut self, name: &str, access: Access, at: At) {
        let name = self.mangled(name);
        let place = self.place_of(&name);
        let kind = self.scope_kind();
        let function_like = kind.is_function_like();
        let inlined = self.unit().inlined > 0;
        let scope = self.unit().scope;
        let sees_class = self.scopes.scopes[scope].sees_class;
        match place {
            Some(Place::Free | Place::Cell) => {
                let cell = self.cell_index(&name);
                match access {
                    Access::Load if kind == ScopeKind::Class && !inlined => {
                        self.emit(I::LoadLocals, at);
                        self.emit(I::LoadFromDictOrDeref(cell), at);
                    }
                    Access::Load => {
                        if sees_class && &*name != CLASS_DICT {
                            self.name(CLASS_DICT, Access::Load, at);
                            self.emit(I::LoadFromDictOrDeref(cell), at);
                        } else {
                            self.emit(I::LoadDeref(cell), at);
                        }
                    }
                    Access::Store => self.emit(I::StoreDeref(cell), at),
                    Access::Delete => self.emit(I::DeleteDeref(cell), at),
                }
            }
            Some(Place::Local) if function_like || self.unit().hidden.contains(&name) => {
                let slot = self.unit().varnames.add(&name);
                self.emit(
                    match access {
                        Access::Load => I::LoadFast(slot),
                        Access::Store => I::StoreFast(slot),
                        Access::Delete => I::DeleteFast(slot),
                    },
                    at,
                );
            }
            _ => {
                let index = self.unit().names.add(&name);
                if sees_class && place == Some(Place::GlobalImplicit) {
                    self.name(CLASS_DICT, Access::Load, at);
                    return self.emit(I::LoadFromDictOrGlobals(index), at);
                }
                let global = place == Some(Place::GlobalExplicit)
                    || (place == Some(Place::GlobalImplicit) && function_like)
                    // The comprehension does not see the names of the class body around it.
                    || (access == Access::Load && kind == ScopeKind::Class && inlined);
                self.emit(
                    match (global, access) {
                        (true, Access::Load) => I::LoadGlobal(index),
                        (true, Access::Store) => I::StoreGlobal(index),
                        (true, Access::Delete) => I::DeleteGlobal(index),
                        (false, Access::Load) => I::LoadName(index),
                        (false, Access::Store) => I::StoreName(index),
                        (false, Access::Delete) => I::DeleteName(index),
                    },
                    at,
                );
            }
        }
    }
}
