//! Which name means what: the symbol table (CPython's `symtable.c`).

use std::rc::Rc;

use ruff_text_size::{Ranged, TextRange};

use super::Failure;
use super::annotation::CLASS_DICT;
use crate::hash::HashMap;
use crate::python::code::Name;
use crate::python::name_set::NameSet;

/// Index of a scope in [`Scopes`].
pub(super) type ScopeId = usize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    ListComprehension,
    SetComprehension,
    DictComprehension,
    Generator,
    /// `__annotate__` of a definition, class or module.
    Annotations,
}

impl ScopeKind {
    /// The code's name, for those that the program does not name.
    pub(super) fn anonymous_name(self) -> &'static str {
        match self {
            Self::Module => "<module>",
            Self::Class | Self::Function => "",
            Self::Lambda => "<lambda>",
            Self::ListComprehension => "<listcomp>",
            Self::SetComprehension => "<setcomp>",
            Self::DictComprehension => "<dictcomp>",
            Self::Generator => "<genexpr>",
            Self::Annotations => "__annotate__",
        }
    }

    pub(super) fn is_function_like(self) -> bool {
        !matches!(self, Self::Module | Self::Class)
    }

    pub(super) fn is_comprehension(self) -> bool {
        matches!(
            self,
            Self::ListComprehension
                | Self::SetComprehension
                | Self::DictComprehension
                | Self::Generator
        )
    }

    fn is_inlinable(self) -> bool {
        self.is_comprehension() && self != Self::Generator
    }
}

/// Where a name lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Local,
    Cell,
    Free,
    GlobalExplicit,
    GlobalImplicit,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Uses {
    pub(super) assigned: bool,
    pub(super) parameter: bool,
    pub(super) used: bool,
    pub(super) global: bool,
    pub(super) nonlocal: bool,
    /// Bound by an import.
    pub(super) imported: bool,
    /// The target of an annotation.
    pub(super) annotated: bool,
    /// The target of a comprehension's `for`, which a walrus must not rebind.
    pub(super) iteration: bool,
    /// Also a free variable of a nested scope, while the class body has its own binding.
    pub(super) free_in_class: bool,
    /// A cell of a comprehension inlined here.
    pub(super) comprehension_cell: bool,
}

impl Uses {
    fn is_bound(self) -> bool {
        self.assigned || self.parameter
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Symbol {
    pub(super) uses: Uses,
    pub(super) place: Place,
    pub(super) range: TextRange,
}

impl Symbol {
    /// Bound by the scope itself, and so to be kept apart when a comprehension is inlined.
    pub(super) fn is_isolated(&self) -> bool {
        self.uses.assigned && !self.uses.nonlocal
    }
}

/// One scope. `names` keeps the order of first appearance.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) kind: ScopeKind,
    pub(super) name: Name,
    /// Of its node; empty for the module.
    pub(super) range: TextRange,
    pub(super) parent: Option<ScopeId>,
    children: Vec<ScopeId>,
    pub(super) names: Vec<Name>,
    symbols: HashMap<Name, Symbol>,
    /// Private names are mangled with this class name.
    pub(super) class: Option<Name>,
    pub(super) is_generator: bool,
    pub(super) inlined: bool,
    /// A class body whose functions need `__class__`.
    pub(super) needs_class_cell: bool,
    /// A class body whose annotations need `__classdict__`.
    pub(super) needs_class_dict: bool,
    /// Annotations in a class body, whose names they see.
    pub(super) sees_class: bool,
}

impl Scope {
    pub(super) fn symbol(&self, name: &str) -> Option<&Symbol> {
        self.symbols.get(name)
    }

    pub(super) fn symbols(&self) -> impl Iterator<Item = (&Name, &Symbol)> {
        self.names.iter().map(|name| (name, &self.symbols[name]))
    }

    fn symbol_mut(&mut self, name: &Name, range: TextRange) -> &mut Symbol {
        self.symbols.entry(name.clone()).or_insert_with(|| {
            self.names.push(name.clone());
            Symbol {
                uses: Uses::default(),
                place: Place::GlobalImplicit,
                range,
            }
        })
    }
}

/// All scopes of a program; a scope is found again by its kind and source range.
#[derive(Debug)]
pub(super) struct Scopes {
    pub(super) scopes: Vec<Scope>,
    by_node: HashMap<(ScopeKind, TextRange), ScopeId>,
}

impl Scopes {
    pub(super) fn new() -> Self {
        let mut scopes = Self {
            scopes: Vec::new(),
            by_node: HashMap::default(),
        };
        scopes.open(ScopeKind::Module, TextRange::default(), None, None, None);
        scopes
    }

    pub(super) fn find(&self, kind: ScopeKind, node: &impl Ranged) -> Option<ScopeId> {
        self.by_node.get(&(kind, node.range())).copied()
    }

    /// Opens a scope inside `parent`.
    pub(super) fn open(
        &mut self,
        kind: ScopeKind,
        range: TextRange,
        name: Option<&str>,
        parent: Option<ScopeId>,
        class: Option<Name>,
    ) -> ScopeId {
        let id = self.scopes.len();
        self.scopes.push(Scope {
            kind,
            name: name.unwrap_or(kind.anonymous_name()).into(),
            range,
            parent,
            children: Vec::new(),
            names: Vec::new(),
            symbols: HashMap::default(),
            class,
            is_generator: kind == ScopeKind::Generator,
            inlined: false,
            needs_class_cell: false,
            needs_class_dict: false,
            sees_class: false,
        });
        self.by_node.insert((kind, range), id);
        if let Some(parent) = parent {
            self.scopes[parent].children.push(id);
        }
        id
    }

    /// Notes a use of `name`, already mangled, in a scope.
    pub(super) fn note(
        &mut self,
        scope: ScopeId,
        name: &Name,
        range: TextRange,
        change: impl FnOnce(&mut Uses),
    ) {
        change(&mut self.scopes[scope].symbol_mut(name, range).uses);
    }

    /// Decides the place of every name. `inline`: list, set and dict comprehensions become part of their scope.
    pub(super) fn resolve(&mut self, inline: bool) -> Result<(), Failure> {
        self.analyze(
            0,
            None,
            &mut NameSet::default(),
            &NameSet::default(),
            inline,
        )
    }

    /// `analyze_block`: `bound` are the names of enclosing functions (`None` at module level), `free` collects what
    /// this scope takes from them.
    fn analyze(
        &mut self,
        id: ScopeId,
        bound: Option<&NameSet>,
        free: &mut NameSet,
        global: &NameSet,
        inline: bool,
    ) -> Result<(), Failure> {
        let kind = self.scopes[id].kind;
        let mut local = NameSet::default();
        let mut global = global.clone();
        let mut visible = NameSet::default();
        let mut new_free = NameSet::default();
        if kind == ScopeKind::Class {
            visible.extend(bound.into_iter().flat_map(NameSet::iter).cloned());
        }
        let outer_global = global.clone();
        let mut bound_here: Option<NameSet> = bound.cloned();
        for index in 0..self.scopes[id].names.len() {
            let name = self.scopes[id].names[index].clone();
            let symbol = self.scopes[id].symbols[&name];
            let place = match self.place_in_class(id, &name) {
                Some(place) => place,
                None => analyze_name(
                    &name,
                    &symbol,
                    &mut bound_here,
                    &mut local,
                    free,
                    &mut global,
                )?,
            };
            self.scopes[id].symbol_mut(&name, symbol.range).place = place;
        }
        let child_global = if kind == ScopeKind::Class {
            outer_global
        } else {
            global
        };
        if kind == ScopeKind::Class {
            visible.insert("__class__".into());
            visible.insert(CLASS_DICT.into());
        } else {
            if kind.is_function_like() {
                visible.extend(local.iter().cloned());
            }
            visible.extend(bound_here.iter().flat_map(NameSet::iter).cloned());
        }
        let mut inlined_cells = NameSet::default();
        for child in self.scopes[id].children.clone() {
            let mut child_free = NameSet::default();
            self.analyze(
                child,
                Some(&visible),
                &mut child_free,
                &child_global,
                inline,
            )?;
            if inline && self.scopes[child].kind.is_inlinable() {
                self.scopes[child].inlined = true;
                self.inline(id, child, &mut child_free, &mut inlined_cells);
            }
            new_free.extend(child_free.into_vec());
        }
        if kind.is_function_like() {
            for name in self.scopes[id].names.clone() {
                let range = self.scopes[id].symbols[&name].range;
                let symbol = self.scopes[id].symbol_mut(&name, range);
                if symbol.place == Place::Local
                    && (new_free.contains(&name) || inlined_cells.contains(&name))
                {
                    symbol.place = Place::Cell;
                    new_free.remove(&name);
                }
            }
        } else if kind == ScopeKind::Class {
            self.scopes[id].needs_class_cell = new_free.remove("__class__");
            self.scopes[id].needs_class_dict = new_free.remove(CLASS_DICT);
        }
        for name in inlined_cells.iter() {
            if let Some(symbol) = self.scopes[id].symbols.get_mut(name) {
                symbol.uses.comprehension_cell = true;
            }
        }
        for name in new_free.iter() {
            if let Some(symbol) = self.scopes[id].symbols.get_mut(name) {
                if kind == ScopeKind::Class && (symbol.uses.is_bound() || symbol.uses.global) {
                    symbol.uses.free_in_class = true;
                }
            } else if bound_here
                .as_ref()
                .is_some_and(|bound| bound.contains(name))
            {
                self.scopes[id].symbol_mut(name, TextRange::default()).place = Place::Free;
            }
        }
        free.extend(new_free.into_vec());
        Ok(())
    }

    /// Where annotations find what the class body around them binds: at run time, in its dict or beyond.
    fn place_in_class(&self, id: ScopeId, name: &str) -> Option<Place> {
        let scope = self.scopes.get(id).filter(|scope| scope.sees_class)?;
        let uses = self.scopes[scope.parent?].symbol(name)?.uses;
        if uses.global {
            Some(Place::GlobalExplicit)
        } else {
            (uses.is_bound() && !uses.nonlocal).then_some(Place::GlobalImplicit)
        }
    }

    /// Merges the names of an inlined comprehension into its scope (`inline_comprehension`).
    fn inline(&mut self, outer: ScopeId, inner: ScopeId, free: &mut NameSet, cells: &mut NameSet) {
        let is_class = self.scopes[outer].kind == ScopeKind::Class;
        for name in self.scopes[inner].names.clone() {
            let mut symbol = self.scopes[inner].symbols[&name];
            if symbol.uses.parameter {
                continue;
            }
            if symbol.place == Place::Free && is_class && &*name == "__class__" {
                symbol.place = Place::GlobalImplicit;
                free.remove(&name);
            }
            if symbol.place == Place::Cell || symbol.uses.comprehension_cell {
                cells.insert(name.clone());
            }
            match self.scopes[outer].symbols.get(&name) {
                None => *self.scopes[outer].symbol_mut(&name, symbol.range) = symbol,
                Some(existing) => {
                    if existing.uses.is_bound()
                        && !is_class
                        && !self.is_free_in_children(inner, &name)
                    {
                        free.remove(&name);
                    }
                }
            }
        }
    }

    fn is_free_in_children(&self, id: ScopeId, name: &Name) -> bool {
        self.scopes[id].children.iter().any(|child| {
            let child = &self.scopes[*child];
            child
                .symbols
                .get(name)
                .is_some_and(|symbol| symbol.place == Place::Free)
        })
    }
}

/// `analyze_name`.
fn analyze_name(
    name: &Name,
    symbol: &Symbol,
    bound: &mut Option<NameSet>,
    local: &mut NameSet,
    free: &mut NameSet,
    global: &mut NameSet,
) -> Result<Place, Failure> {
    let uses = symbol.uses;
    if uses.global {
        if uses.parameter {
            return Err(Failure::syntax(
                symbol.range,
                format!("name '{name}' is parameter and global"),
            ));
        }
        if uses.nonlocal {
            return Err(Failure::syntax(
                symbol.range,
                format!("name '{name}' is nonlocal and global"),
            ));
        }
        global.insert(name.clone());
        if let Some(bound) = bound {
            bound.remove(name);
        }
        return Ok(Place::GlobalExplicit);
    }
    if uses.nonlocal {
        if uses.parameter {
            return Err(Failure::syntax(
                symbol.range,
                format!("name '{name}' is parameter and nonlocal"),
            ));
        }
        let Some(bound) = bound else {
            return Err(Failure::syntax(
                symbol.range,
                "nonlocal declaration not allowed at module level".into(),
            ));
        };
        if !bound.contains(name) {
            return Err(Failure::syntax(
                symbol.range,
                format!("no binding for nonlocal '{name}' found"),
            ));
        }
        free.insert(name.clone());
        return Ok(Place::Free);
    }
    if uses.is_bound() {
        local.insert(name.clone());
        global.remove(name);
        return Ok(Place::Local);
    }
    if bound.as_ref().is_some_and(|bound| bound.contains(name)) {
        free.insert(name.clone());
        return Ok(Place::Free);
    }
    Ok(Place::GlobalImplicit)
}

/// Private names of a class get its name (`_Py_Mangle`).
pub(in crate::python) fn mangle(class: Option<&Name>, name: &str) -> Name {
    if let Some(class) = class
        && name.starts_with("__")
        && !name.ends_with("__")
        && !name.contains('.')
    {
        let class = class.trim_start_matches('_');
        if !class.is_empty() {
            return format!("_{class}{name}").into();
        }
    }
    Rc::from(name)
}
