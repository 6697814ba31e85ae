//! `repr`, `str` and `ascii`.

use std::rc::Rc;

use super::special_result::{self, Promise};
use super::{Outcome, Unwind, Vm};
use crate::heap::{Flags, Kind, ObjectId};
use crate::python::tables::FUNCTION_FIELDS;
use crate::python::text;
use crate::tape::Recorder;

/// Where the first object would be: like addresses of 64-bit Linux.
const FIRST_ADDRESS: u64 = 0x7f00_0000_0000;

impl<R: Recorder> Vm<R> {
    /// The address that an object shows: made up, but the same in every run.
    pub(super) fn address(&self, object: ObjectId) -> u64 {
        FIRST_ADDRESS + 16 * u64::from(object.get())
    }

    /// The living object at an address, borrowed.
    pub(super) fn at_address(&self, address: i64) -> Option<ObjectId> {
        let offset = u64::try_from(address).ok()?.checked_sub(FIRST_ADDRESS)?;
        let object = ObjectId::new(u32::try_from(offset / 16).ok()?)?;
        let is_there = offset % 16 == 0 && object < self.heap().next_id();
        Some(object).filter(|&object| is_there && self.heap().is_alive(object))
    }

    /// `repr(object)`
    pub(super) fn repr(&mut self, object: ObjectId) -> Outcome<String> {
        self.check_eval_breaker()?;
        if !self.heap().is_gc(object) && self.kind(object) != Kind::Object {
            return Ok(self.repr_atom(object));
        }
        self.enter_native()?;
        let result = if self.has_python_class(object) && self.has_special(object, "__repr__") {
            self.text_of_call(object, "__repr__", &special_result::REPR)
        } else {
            self.repr_builtin(object)
        };
        self.leave_native();
        result
    }

    /// Calls a method that must return a `str`.
    fn text_of_call(&mut self, object: ObjectId, name: &str, promise: &Promise) -> Outcome<String> {
        let Some(result) = self.call_special(object, name, &[])? else {
            return self.repr_builtin(object);
        };
        if self.is_str(result) {
            let text = self.text(result).to_string();
            self.decref(result);
            return Ok(text);
        }
        self.broken_promise(object, promise, result)
    }

    fn repr_atom(&self, object: ObjectId) -> String {
        if self.is_bytearray(object) {
            return self.repr_bytearray(object);
        }
        if self.kind(object) == Kind::Code {
            let code = &self.tables.codes[self.heap().payload(object).index()];
            return format!(
                "<code object {} at {:#x}, file \"{}\", line {}>",
                code.name,
                self.address(object),
                code.filename,
                code.first_line
            );
        }
        self.tables.short_repr(self.heap(), object)
    }

    /// What the built-in type of an object makes of it, whatever `__repr__` its class has.
    pub(super) fn repr_builtin(&mut self, object: ObjectId) -> Outcome<String> {
        match self.kind(object) {
            Kind::List => self.repr_items(object, "[", "]"),
            Kind::Tuple => self.repr_items(object, "(", ")"),
            Kind::Deque => {
                let name = self.class_facts(self.type_of(object)).name.clone();
                let end = match self.deque_state(object).bound {
                    Some(bound) => format!(", maxlen={bound})"),
                    None => ")".into(),
                };
                let shown = self.repr_items(object, "[", "]")?;
                Ok(if shown == "[...]" {
                    shown
                } else {
                    format!("{name}({shown}{end}")
                })
            }
            Kind::Dict => self.repr_dict(object),
            Kind::Set | Kind::FrozenSet => self.repr_set(object),
            Kind::View => self.repr_view(object),
            Kind::Slice => self.repr_items(object, "slice(", ")"),
            Kind::Exception => {
                let name = self.type_name(object);
                match self.heap().slot(object, super::exception::ARGS) {
                    None => Ok(format!("{name}()")),
                    Some(args) => match *self.items(args) {
                        [only] => Ok(format!("{name}({})", self.repr(only)?)),
                        _ => Ok(format!("{name}{}", self.repr(args)?)),
                    },
                }
            }
            Kind::Function => {
                let name = self.function_qualname(object);
                Ok(format!("<function {name} at {:#x}>", self.address(object)))
            }
            Kind::Method => self.repr_method(object),
            Kind::BuiltinFunction => Ok(self.repr_native(object)),
            Kind::Type => {
                let name = self.qualified_name(object);
                Ok(format!("<class '{name}'>"))
            }
            Kind::Module => self.repr_module(object),
            Kind::Cell => Ok(match self.heap().slot(object, 0) {
                None => format!("<cell at {:#x}: empty>", self.address(object)),
                Some(content) => format!(
                    "<cell at {:#x}: {} object at {:#x}>",
                    self.address(object),
                    self.type_name(content),
                    self.address(content)
                ),
            }),
            Kind::Generator => {
                let code = &self.tables.codes[self.heap().payload(object).index()];
                let name = code.qualname.clone();
                let address = self.address(object);
                Ok(format!("<generator object {name} at {address:#x}>"))
            }
            Kind::Weakref => self.repr_weakref(object),
            Kind::StaticMethod | Kind::ClassMethod => {
                let name = self.type_name(object);
                match self.heap().slot(object, 0) {
                    Some(function) => Ok(format!("<{name}({})>", self.repr(function)?)),
                    None => Ok(format!("<{name}(<NULL>)>")),
                }
            }
            Kind::Super => Ok(self.repr_super(object)),
            Kind::Descriptor => Ok(self.repr_descriptor(object)),
            kind if !kind.is_gc() && kind != Kind::Object => Ok(self.repr_atom(object)),
            _ => Ok(self.repr_default(object)),
        }
    }

    fn repr_descriptor(&self, descriptor: ObjectId) -> String {
        let is_member = self.type_of(descriptor) == self.types.member_descriptor;
        let kind = if is_member { "member" } else { "attribute" };
        let class = self.heap().slot(descriptor, 0).unwrap_or(self.none);
        let (name, class) = (
            self.descriptor_name(descriptor),
            &self.class_facts(class).name,
        );
        format!("<{kind} '{name}' of '{class}' objects>")
    }

    /// `object.__repr__`
    pub(super) fn repr_default(&self, object: ObjectId) -> String {
        let name = self.qualified_name(self.type_of(object));
        format!("<{name} object at {:#x}>", self.address(object))
    }

    /// Module and name of a class; the name alone if it is a built-in one.
    pub(super) fn qualified_name(&self, class: ObjectId) -> String {
        match self.tables.class(self.heap(), class) {
            Some(class) if &*class.module == "builtins" => class.qualname.to_string(),
            Some(class) => format!("{}.{}", class.module, class.qualname),
            None => "object".into(),
        }
    }

    /// `__qualname__` of a function.
    pub(super) fn function_qualname(&self, function: ObjectId) -> String {
        let field = FUNCTION_FIELDS
            .iter()
            .position(|&field| field == "__qualname__");
        let name = field.and_then(|field| self.heap().slot(function, field));
        match name {
            Some(name) => self.text(name).to_string(),
            None => self.tables.codes[self.heap().payload(function).index()]
                .qualname
                .to_string(),
        }
    }

    /// Runs `show` unless the object's `repr` is being made already (`Py_ReprEnter`).
    fn guarded(
        &mut self,
        object: ObjectId,
        otherwise: &str,
        show: impl FnOnce(&mut Self) -> Outcome<String>,
    ) -> Outcome<String> {
        if self.in_repr.contains(&object) {
            return Ok(otherwise.into());
        }
        self.make_repr_list();
        self.in_repr.push(object);
        let result = show(self);
        self.in_repr.retain(|&other| other != object);
        result
    }

    /// The interpreter keeps a list of the objects whose `repr` is being made in a dict of the thread: both are made
    /// when the first container is shown, count as allocations, and stay.
    fn make_repr_list(&mut self) {
        if self.has_repr_list {
            return;
        }
        self.has_repr_list = true;
        let dict = self.new_dict();
        let list = self.new_list(&[]);
        self.dict_set_name(dict, "Py_Repr", list);
        self.decref(list);
        self.world.set_flags(dict, Flags::BUILTIN);
        self.world.set_flags(list, Flags::BUILTIN);
    }

    fn repr_held(&mut self, object: ObjectId) -> Outcome<String> {
        self.incref(object);
        let result = self.repr(object);
        self.decref(object);
        result
    }

    fn repr_items(&mut self, object: ObjectId, open: &str, close: &str) -> Outcome<String> {
        self.guarded(object, &format!("{open}...{close}"), |vm| {
            let mut parts = Vec::new();
            let mut index = 0;
            while let Some(item) = vm.heap().slot(object, index) {
                parts.push(vm.repr_held(item)?);
                index += 1;
            }
            let comma = if vm.kind(object) == Kind::Tuple && parts.len() == 1 {
                ","
            } else {
                ""
            };
            Ok(format!("{open}{}{comma}{close}", parts.join(", ")))
        })
    }

    fn repr_dict(&mut self, dict: ObjectId) -> Outcome<String> {
        self.guarded(dict, "{...}", |vm| {
            let mut parts = Vec::new();
            let mut entry = 0;
            while let Some((at, key, value)) = vm.dict_entry(dict, entry) {
                entry = at + 1;
                vm.incref(value);
                let key = vm.repr_held(key);
                let pair = key.and_then(|key| Ok(format!("{key}: {}", vm.repr(value)?)));
                vm.decref(value);
                parts.push(pair?);
            }
            Ok(format!("{{{}}}", parts.join(", ")))
        })
    }

    fn repr_set(&mut self, set: ObjectId) -> Outcome<String> {
        let name = self.type_name(set);
        self.guarded(set, &format!("{name}(...)"), |vm| {
            let items = vm.owned_items(set);
            if items.is_empty() {
                return Ok(format!("{name}()"));
            }
            // The items are in a list meanwhile (`set_repr`).
            let list = vm.new_list(&items);
            let parts: Outcome<Vec<String>> = items.iter().map(|&item| vm.repr(item)).collect();
            vm.decref(list);
            let parts = parts?.join(", ");
            Ok(if &*name == "set" {
                format!("{{{parts}}}")
            } else {
                format!("{name}({{{parts}}})")
            })
        })
    }

    fn repr_view(&mut self, view: ObjectId) -> Outcome<String> {
        self.guarded(view, "...", |vm| {
            let name = vm.type_name(view);
            let items = vm.collect_items(view)?;
            let list = vm.new_list(&items);
            let text = vm.repr(list);
            vm.decref(list);
            Ok(format!("{name}({})", text?))
        })
    }

    fn repr_method(&mut self, method: ObjectId) -> Outcome<String> {
        let &[Some(function), Some(receiver)] = self.heap().slots(method) else {
            return Ok(self.repr_default(method));
        };
        let name = match self.kind(function) {
            Kind::Function => self.function_qualname(function),
            _ => self.tables.text(self.heap(), function).to_string(),
        };
        let receiver = self.repr_held(receiver)?;
        Ok(format!("<bound method {name} of {receiver}>"))
    }

    fn repr_native(&self, function: ObjectId) -> String {
        let native = &self.natives[self.heap().payload(function).index()];
        let name = native.name;
        if self.type_of(function) == self.types.method_descriptor {
            return format!("<method '{name}' of '{}' objects>", native.owner);
        }
        match self.heap().slot(function, 0) {
            Some(receiver) if self.kind(receiver) != Kind::Module => format!(
                "<built-in method {name} of {} object at {:#x}>",
                self.type_name(receiver),
                self.address(receiver)
            ),
            _ => format!("<built-in function {name}>"),
        }
    }

    fn repr_module(&mut self, module: ObjectId) -> Outcome<String> {
        let name = self.tables.text(self.heap(), module);
        if ["gc", "sys", "builtins", "time"].contains(&name) {
            return Ok(format!("<module '{name}' (built-in)>"));
        }
        self.unsupported("the repr of a module that is a file: it shows where Python is installed")
    }

    fn repr_weakref(&mut self, reference: ObjectId) -> Outcome<String> {
        let address = self.address(reference);
        let Some(referent) = self.heap().slot(reference, 0) else {
            return Ok(format!("<weakref at {address:#x}; dead>"));
        };
        let name = match self.name_in_weakref(referent)? {
            Some(name) => format!(" ({name})"),
            None => String::new(),
        };
        Ok(format!(
            "<weakref at {address:#x}; to '{}' at {:#x}{name}>",
            self.referent_type_name(referent),
            self.address(referent)
        ))
    }

    /// The type of a referent as `repr` has it (`%T` from 3.13 on).
    pub(super) fn referent_type_name(&self, referent: ObjectId) -> Rc<str> {
        let class = self.class_facts(self.type_of(referent));
        let qualifies = self.profile().messages.weakref_qualifies && !class.is_c;
        match &*class.module {
            _ if !qualifies => self.type_name(referent),
            "__main__" => class.qualname.clone(),
            module => format!("{module}.{}", class.qualname).into(),
        }
    }

    /// The referent's `__name__`: up to 3.10 whatever it says, later what its type has.
    fn name_in_weakref(&mut self, referent: ObjectId) -> Outcome<Option<Rc<str>>> {
        let asks = self.profile().messages.weakref_asks_for_name;
        let (class, key) = (self.type_of(referent), self.intern_str("__name__"));
        let has_name = matches!(
            self.kind(referent),
            Kind::Function | Kind::Type | Kind::BuiltinFunction | Kind::Generator
        );
        let may_have_name = if asks {
            matches!(self.kind(referent), Kind::Method | Kind::Module)
                || self.has_python_class(referent)
        } else {
            self.find_in_type(class, key).is_some()
        };
        if !has_name && !may_have_name {
            return Ok(None);
        }
        self.incref(referent);
        let name = self.get_attribute(referent, key);
        self.decref(referent);
        match name {
            Ok(name) => {
                let text = (self.kind(name) == Kind::Str).then(|| self.text(name));
                self.decref(name);
                Ok(text)
            }
            Err(Unwind::Exception(error)) => {
                let unwind = Unwind::Exception(error);
                if asks && !self.matches(&unwind, self.types.attribute_error) {
                    return Err(unwind);
                }
                self.decref(error);
                Ok(None)
            }
            Err(unwind) => Err(unwind),
        }
    }

    fn repr_super(&self, object: ObjectId) -> String {
        let part = |index| self.heap().slot(object, index);
        let class = part(0).map_or("NULL".into(), |class| self.qualified_name(class));
        match part(2) {
            Some(class_of_self) => format!(
                "<super: <class '{class}'>, <{} object>>",
                self.tables.text(self.heap(), class_of_self)
            ),
            None => format!("<super: <class '{class}'>, NULL>"),
        }
    }

    /// `str(object)`
    pub(super) fn str(&mut self, object: ObjectId) -> Outcome<String> {
        if self.is_str(object) && !self.has_python_class(object) {
            return Ok(self.text(object).to_string());
        }
        self.check_eval_breaker()?;
        if !self.has_python_class(object) {
            return self.str_builtin(object);
        }
        let has_own_str = matches!(self.kind(object), Kind::Exception | Kind::Str);
        let name = if self.has_special(object, "__str__") {
            "__str__"
        } else if !has_own_str && self.has_special(object, "__repr__") {
            "__repr__"
        } else {
            return self.str_builtin(object);
        };
        self.enter_native()?;
        let result = self.text_of_call(object, name, &special_result::STR);
        self.leave_native();
        result
    }

    /// What the built-in type of an object makes of it: `repr`, except for exceptions.
    pub(super) fn str_builtin(&mut self, object: ObjectId) -> Outcome<String> {
        match self.kind(object) {
            Kind::Str => return Ok(self.text(object).to_string()),
            Kind::Exception => {}
            _ => return self.repr(object),
        }
        let Some(args) = self.heap().slot(object, super::exception::ARGS) else {
            return Ok(String::new());
        };
        match *self.items(args) {
            [] => Ok(String::new()),
            [only] if self.is_instance(object, self.types.key_error) => self.repr_held(only),
            [only] => {
                self.incref(only);
                let result = self.str(only);
                self.decref(only);
                result
            }
            [number, message, ..] if self.is_instance(object, self.types.os_error) => {
                let number = self.str(number)?;
                let mut text = format!("[Errno {number}] {}", self.str(message)?);
                if let Some(file) = self.heap().slot(object, super::exception::VALUE) {
                    text += &format!(": {}", self.repr(file)?);
                }
                Ok(text)
            }
            _ => self.repr_held(args),
        }
    }

    /// `ascii(object)`
    pub(super) fn ascii(&mut self, object: ObjectId) -> Outcome<String> {
        if self.is_str(object) {
            return Ok(text::ascii_str(&self.text(object)));
        }
        let shown = self.repr(object)?;
        let mut result = String::with_capacity(shown.len());
        for character in shown.chars() {
            match character as u32 {
                0..0x80 => result.push(character),
                code @ 0x80..0x100 => result += &format!("\\x{code:02x}"),
                code @ 0x100..0x1_0000 => result += &format!("\\u{code:04x}"),
                code => result += &format!("\\U{code:08x}"),
            }
        }
        Ok(result)
    }
}
