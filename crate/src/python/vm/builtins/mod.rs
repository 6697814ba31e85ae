//! What is built in: functions, the methods of built-in types, and modules. A file a type or module; each registers
//! what it has with `register`.

mod byte_arrays;
mod class_statement;
mod deque;
mod descriptors;
mod functions;
mod gc_module;
mod iterators;
mod mappings;
mod numbers;
mod objects;
mod operators;
mod pprint;
mod sequences;
mod sets;
mod strings;
mod sys_module;
mod translate;
mod weakref_module;

pub use weakref_module::new_weakref;

use super::c_call::Convention;
use super::{Outcome, Vm};
use crate::heap::ObjectId;
use crate::tape::Recorder;

/// A function of the machine's own.
pub struct Native<R> {
    /// Its `__name__`.
    pub name: &'static str,
    /// The type whose method it is, or the module whose function it is; `""` for `builtins`. For messages.
    pub owner: &'static str,
    /// What it takes.
    pub signature: Signature,
    /// The function.
    pub call: Function<R>,
    /// How CPython calls it, once that was asked for.
    pub convention: Option<Convention>,
}

/// Arguments are borrowed, the result is owned.
pub type Function<R> = fn(&mut Vm<R>, &Args) -> Outcome;

/// The arguments of a call; for a method the first positional one is `self`.
#[derive(Debug)]
pub struct Args<'a> {
    /// By position.
    pub positional: &'a [ObjectId],
    /// By name: the interned string and the value.
    pub keywords: &'a [(ObjectId, ObjectId)],
}

impl Args<'_> {
    /// The arguments behind `self`.
    pub fn without_first(&self) -> Args<'_> {
        Args {
            positional: self.positional.get(1..).unwrap_or_default(),
            keywords: self.keywords,
        }
    }
}

/// What a function takes, `self` not counted. The machine checks it before the call, with CPython's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// So many by position, none by name (`METH_NOARGS`, `METH_O`).
    Exactly(usize),
    /// From so many to so many by position, none by name.
    Between(usize, usize),
    /// The function looks itself.
    Any,
}

/// Makes everything that is built in known to a new machine.
pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    class_statement::register(vm);
    functions::register(vm);
    numbers::register(vm);
    objects::register(vm);
    descriptors::register(vm);
    operators::register(vm);
    iterators::register(vm);
    strings::register(vm);
    translate::register(vm);
    sequences::register(vm);
    mappings::register(vm);
    sets::register(vm);
    gc_module::register(vm);
    sys_module::register(vm);
    weakref_module::register(vm);
    byte_arrays::register(vm);
    deque::register(vm);
    pprint::register(vm);
}

impl<R: Recorder> Vm<R> {
    fn add_native(
        &mut self,
        owner: &'static str,
        name: &'static str,
        signature: Signature,
        call: Function<R>,
    ) -> usize {
        self.natives.push(Native {
            name,
            owner,
            signature,
            call,
            convention: None,
        });
        self.native_objects.push(None);
        self.tables.natives.push(name);
        self.natives.len() - 1
    }

    /// A function in `builtins`.
    pub(super) fn function(&mut self, name: &'static str, signature: Signature, call: Function<R>) {
        let native = self.add_native("", name, signature, call);
        let object = self.native_object(native);
        let name = self.intern_str(name);
        self.builtins.insert(name, object);
    }

    /// A method of a built-in type; `__new__` is what a call of the type does (its first argument is the type).
    pub(super) fn method(
        &mut self,
        class: ObjectId,
        name: &'static str,
        signature: Signature,
        call: Function<R>,
    ) {
        let owner = self.static_type_name(class);
        let native = self.add_native(owner, name, signature, call);
        let name = self.intern_str(name);
        self.native_methods.insert((class, name), native);
    }

    /// A function of a module that `import` finds; see `module` in `import.rs`.
    pub(super) fn module_function(
        &mut self,
        module: &'static str,
        name: &'static str,
        signature: Signature,
        call: Function<R>,
    ) {
        let native = self.add_native(module, name, signature, call);
        let object = self.native_object(native);
        self.module_value(module, name, object);
    }
}
