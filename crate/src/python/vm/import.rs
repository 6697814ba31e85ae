//! Modules: only those that the machine brings along can be imported.

use super::{Outcome, Vm, library};
use crate::heap::{Flags, Kind, ObjectId, Payload};
use crate::python::name_set::NameSet;
use crate::tape::Recorder;

/// Names of `builtins` that the subset leaves out: using one is no `NameError`.
const OUTSIDE: &[&str] = &[
    "BaseExceptionGroup",
    "EncodingWarning",
    "ExceptionGroup",
    "ImportCycleError",
    "PythonFinalizationError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeTranslateError",
    "frozendict",
    "sentinel",
    "__builtins__",
    "__loader__",
    "__package__",
    "__spec__",
    "__import__",
    "aiter",
    "anext",
    "breakpoint",
    "compile",
    "copyright",
    "credits",
    "eval",
    "exec",
    "exit",
    "help",
    "input",
    "license",
    "memoryview",
    "open",
    "quit",
];

impl<R: Recorder> Vm<R> {
    /// Whether CPython has a built-in of this name that the subset leaves out.
    pub(super) fn is_known_builtin(&self, name: &str) -> bool {
        OUTSIDE.contains(&name)
    }

    /// The module of this name, made when something is first registered in it.
    pub(super) fn module(&mut self, name: &str) -> ObjectId {
        if let Some(&module) = self.modules.get(name) {
            return module;
        }
        let dict = self.new_static_dict();
        let text = Payload::from_index(self.tables.texts.len());
        self.tables.texts.push(name.into());
        self.text_hashes.push(0);
        let module = self
            .world
            .create(Kind::Module, Some(self.types.module), 1, text);
        self.world.replace_slot(module, 0, Some(dict));
        self.world
            .set_flags(module, Flags::UNCOUNTED | Flags::BUILTIN);
        self.modules.insert(name.into(), module);
        module
    }

    /// Registers a value (moved) in a module that `import` then finds.
    pub(super) fn module_value(
        &mut self,
        module: &'static str,
        name: &'static str,
        object: ObjectId,
    ) {
        let module = self.module(module);
        if let Some(dict) = self.heap().slot(module, 0) {
            self.dict_set_name(dict, name, object);
            self.decref(object);
        }
    }

    /// A dict of the world before line 1: never counted, never tracked.
    pub(super) fn new_static_dict(&mut self) -> ObjectId {
        let index = self.new_dict_index();
        let dict = self.world.create(
            Kind::Dict,
            Some(self.types.dict),
            0,
            Payload::from_index(index),
        );
        self.world
            .set_flags(dict, Flags::UNCOUNTED | Flags::BUILTIN);
        dict
    }

    /// `IMPORT_NAME`; all borrowed.
    pub(super) fn import(
        &mut self,
        name: ObjectId,
        level: ObjectId,
        _fromlist: ObjectId,
    ) -> Outcome {
        let text = self.text(name);
        if self.int_value(level) != Some(0) {
            return self.unsupported("relative imports");
        }
        match self.modules.get(&text) {
            Some(&module) => Ok(module),
            None if library::UNITS.iter().any(|unit| *unit.module == *text) => {
                Ok(self.module(&text))
            }
            None => self.unsupported(format!(
                "the module '{text}' (there are {})",
                self.module_names()
            )),
        }
    }

    fn module_names(&self) -> String {
        let mut names = NameSet::default();
        let parts_of_sys = |name: &&std::rc::Rc<str>| name.contains('.');
        names.extend(
            self.modules
                .keys()
                .filter(|name| !parts_of_sys(name))
                .cloned(),
        );
        names.extend(library::UNITS.iter().map(|unit| unit.module.into()));
        names.into_vec().join(", ")
    }

    /// `IMPORT_FROM`.
    pub(super) fn import_from(&mut self, module: ObjectId, name: ObjectId) -> Outcome {
        match self.module_attribute(module, name)? {
            Some(value) => Ok(self.new_reference(value)),
            None => {
                let (module, name) = (
                    self.tables.text(self.heap(), module).to_string(),
                    self.text(name),
                );
                self.unsupported(format!("'{name}' of the module '{module}'"))
            }
        }
    }

    /// `from module import *`.
    pub(super) fn import_star(&mut self, module: ObjectId, names: ObjectId) -> Outcome<()> {
        let Some(dict) = self.heap().slot(module, 0) else {
            return Ok(());
        };
        for (key, value) in self.dict_entries(dict) {
            if !self.text(key).starts_with('_') {
                self.dict_set(names, key, value)?;
            }
        }
        Ok(())
    }
}
