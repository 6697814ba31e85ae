//! Attributes that the C structs of built-in types hold.

use super::arithmetic::Number;
use super::frame::Frame;
use super::known_names::is_known;
use super::library::Origin;
use super::{Outcome, Vm, exception};
use crate::heap::{Kind, ObjectId};
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// Attributes that the types' C structs give.
    pub(super) fn built_in_attribute(
        &mut self,
        object: ObjectId,
        name: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let text = self.text(name);
        if &*text == "__class__" {
            let class = self.type_of(object);
            return Ok(Some(self.new_reference(class)));
        }
        if &*text == "__dict__" && self.kind(object) != Kind::Object {
            let dict = self.instance_dict(object)?;
            return Ok(dict.map(|dict| self.new_reference(dict)));
        }
        if &*text == "__annotations__"
            && let Some(annotations) = self.annotations_dict(object)?
        {
            return Ok(Some(self.new_reference(annotations)));
        }
        if let Some(index) = self.field_index(object, &text) {
            let value = self.heap().slot(object, index).unwrap_or(self.none);
            return Ok(Some(self.new_reference(value)));
        }
        let value = match (self.kind(object), &*text) {
            (Kind::Complex, "real" | "imag") => {
                let [real, imaginary] = self.complex(object).unwrap_or_default();
                self.new_float(if &*text == "real" { real } else { imaginary })
            }
            (_, "real" | "imag" | "numerator" | "denominator") => {
                match (self.number(object), &*text) {
                    (Some(Number::Int(value)), "real" | "numerator") => self.new_int(value),
                    (Some(Number::Int(_)), "imag") => self.new_int(0),
                    (Some(Number::Int(_)), _) => self.new_int(1),
                    (Some(Number::Float(value)), "real") => self.new_float(value),
                    (Some(Number::Float(_)), "imag") => self.new_float(0.0),
                    _ => return Ok(None),
                }
            }
            (Kind::Range, "start" | "stop" | "step") => {
                let [start, stop, step] = self.tables.ranges[self.heap().payload(object).index()];
                self.new_int(match &*text {
                    "start" => start,
                    "stop" => stop,
                    _ => step,
                })
            }
            (Kind::Generator, _) if let Some(value) = self.generator_attribute(object, &text) => {
                value
            }
            (Kind::Type, "__annotate__") if self.profile().compiler.annotates_lazily => {
                let annotate = self.annotate_function(object).unwrap_or(self.none);
                self.new_reference(annotate)
            }
            (Kind::Type, "__name__") => self.new_str(self.class_facts(object).name.clone()),
            (Kind::Type, "__qualname__") => self.new_str(self.class_facts(object).qualname.clone()),
            (Kind::Type, "__module__") => self.new_str(self.class_facts(object).module.clone()),
            (Kind::Type, "__mro__") => {
                let mro = self.mro(object);
                self.new_tuple(&mro)
            }
            (Kind::Type, "__bases__" | "__base__") => {
                return self.unsupported(format!("the attribute '{text}' of a built-in class"));
            }
            (Kind::Type, "mro" | "__subclasses__") => {
                let Some(&native) = self.native_methods.get(&(self.types.type_, name)) else {
                    return Ok(None);
                };
                let native = self.native_object(native);
                self.new_builtin_method(native, object)
            }
            (Kind::Function, "__type_params__") => self.empty_tuple,
            (Kind::Deque, "maxlen") => match self.deque_state(object).bound {
                Some(bound) => self.new_int(bound as i64),
                None => self.none,
            },
            (Kind::Exception, "__suppress_context__") => {
                self.bool(self.suppressed_contexts.contains(&object))
            }
            (Kind::Exception, "value") if self.is_instance(object, self.types.stop_iteration) => {
                let value = self.heap().slot(object, exception::VALUE);
                let first = || self.exception_args(object).first().copied();
                self.new_reference(value.or_else(first).unwrap_or(self.none))
            }
            (Kind::Exception, "errno" | "strerror" | "filename" | "filename2")
                if self.is_instance(object, self.types.os_error) =>
            {
                self.os_error_attribute(object, &text)
            }
            (Kind::Exception, "name" | "obj") => match self.error_about(object, &text) {
                Some(value) => value,
                None => return Ok(None),
            },
            (Kind::Exception, "code") if self.is_instance(object, self.types.system_exit) => {
                let code = match self.exception_args(object)[..] {
                    [] => self.none,
                    [code] => code,
                    _ => self
                        .heap()
                        .slot(object, exception::ARGS)
                        .unwrap_or(self.none),
                };
                self.new_reference(code)
            }
            (Kind::Method, _) => {
                // A method shows its function's attributes.
                let function = self.heap().slot(object, 0).unwrap_or(self.none);
                return self.find_attribute(function, name);
            }
            (Kind::Descriptor, "__name__") => self.new_str(self.descriptor_name(object)),
            (Kind::BuiltinFunction, "__name__" | "__qualname__") => {
                let text = self.tables.text(self.heap(), object).to_string();
                self.new_str(text)
            }
            (Kind::BuiltinFunction, "__module__")
                if self.type_of(object) != self.types.method_descriptor =>
            {
                let receiver = self.heap().slot(object, 0);
                let is_method =
                    receiver.is_some_and(|receiver| self.kind(receiver) != Kind::Module);
                match self.natives[self.heap().payload(object).index()].owner {
                    _ if is_method => self.none,
                    "" => self.new_str("builtins"),
                    module @ ("gc" | "sys") => self.new_str(module),
                    _ => return self.refuse_known(object, &text),
                }
            }
            (Kind::Frame, "f_lineno" | "f_code" | "f_locals" | "f_back" | "f_globals")
            | (Kind::Traceback, "tb_lineno" | "tb_lasti")
            | (Kind::Code, _) => return self.introspect(object, &text).map(Some),
            (Kind::Module, "__name__") => {
                let text = self.tables.text(self.heap(), object).to_string();
                self.new_str(text)
            }
            (_, "__doc__") => self.none,
            (_, "__module__") if self.kind(object) == Kind::Instance => {
                self.new_str(self.class_facts(self.type_of(object)).module.clone())
            }
            _ => return self.refuse_known(object, &text),
        };
        Ok(Some(value))
    }

    /// A name that CPython's type has in some version, and that does not run here. The library knows what runs here.
    fn refuse_known(&mut self, object: ObjectId, name: &str) -> Outcome<Option<ObjectId>> {
        let is_ours = |frame: &Frame| frame.linked.origin != Origin::Program;
        if self.frames.last().is_some_and(is_ours) {
            return Ok(None);
        }
        let class = self.type_of(object);
        let mut classes = self.mro(class).to_vec();
        if self.kind(object) == Kind::Type {
            classes.extend_from_slice(&self.mro(object));
        }
        let owner = classes.into_iter().find(|&class| {
            self.class_info(class).is_builtin && is_known(&self.class_facts(class).name, name)
        });
        match owner {
            Some(owner) => {
                let owner = self.class_facts(owner).name.clone();
                self.unsupported(format!("'{name}' of '{owner}' objects"))
            }
            None => Ok(None),
        }
    }

    /// The slot that a fixed attribute of a built-in type reads.
    fn field_index(&self, object: ObjectId, name: &str) -> Option<usize> {
        use crate::python::tables::{EXCEPTION_FIELDS, FUNCTION_FIELDS, TYPE_FIELDS};
        let fields: &[&str] = match self.kind(object) {
            Kind::Function => FUNCTION_FIELDS,
            Kind::Exception => &EXCEPTION_FIELDS[..exception::VALUE],
            Kind::Type if !self.class_info(object).is_builtin => TYPE_FIELDS,
            Kind::Cell => &["cell_contents"],
            Kind::Method => &["__func__", "__self__"],
            Kind::BuiltinFunction => &["__self__"],
            Kind::Traceback => &["tb_next", "tb_frame"],
            Kind::StaticMethod | Kind::ClassMethod if name == "__wrapped__" => {
                return self
                    .profile()
                    .classes
                    .method_wrappers_have_dict
                    .then_some(0);
            }
            Kind::StaticMethod | Kind::ClassMethod => &["__func__"],
            Kind::Property => &["fget", "fset", "fdel"],
            Kind::Slice => &["start", "stop", "step"],
            Kind::Weakref => &["", "__callback__"],
            _ => return None,
        };
        fields.iter().position(|field| *field == name)
    }

    /// Writes (or deletes) an attribute that a C struct holds; false if there is none of this name.
    pub(super) fn set_built_in_attribute(
        &mut self,
        object: ObjectId,
        name: ObjectId,
        value: Option<ObjectId>,
    ) -> Outcome<bool> {
        let text = self.text(name);
        if &*text == "__class__" && self.kind(object) != Kind::Module {
            return match value {
                Some(class) => self.assign_class(object, class).map(|()| true),
                None => self.type_error("can't delete __class__ attribute"),
            };
        }
        if &*text == "__dict__" && self.dict_slot(object).is_some() {
            if let Some(value) = value {
                self.assign_dict(object, value)?;
                return Ok(true);
            }
            return self.unsupported("deleting '__dict__'");
        }
        if &*text == "__suppress_context__"
            && let (Kind::Exception, Some(value)) = (self.kind(object), value)
        {
            if self.truth(value)? {
                self.suppressed_contexts.insert(object);
            } else {
                self.suppressed_contexts.remove(&object);
            }
            return Ok(true);
        }
        let writable = match self.kind(object) {
            Kind::Exception => matches!(
                &*text,
                "args" | "__traceback__" | "__cause__" | "__context__"
            ),
            Kind::Function => matches!(
                &*text,
                "__defaults__"
                    | "__kwdefaults__"
                    | "__doc__"
                    | "__annotations__"
                    | "__annotate__"
                    | "__name__"
                    | "__qualname__"
                    | "__module__"
            ),
            Kind::Cell => &*text == "cell_contents",
            _ => false,
        };
        let Some(index) = self.field_index(object, &text) else {
            return Ok(false);
        };
        if !writable {
            return match self.kind(object) {
                Kind::Method
                | Kind::Weakref
                | Kind::StaticMethod
                | Kind::ClassMethod
                | Kind::Property
                | Kind::Slice => Err(self.raise(self.types.attribute_error, "readonly attribute")),
                _ => Ok(false),
            };
        }
        let mut value =
            value.filter(|&value| value != self.none || self.kind(object) == Kind::Cell);
        if let (Kind::Exception, Some(value)) = (self.kind(object), value) {
            self.check_exception_field(&text, value)?;
        }
        if self.kind(object) == Kind::Exception && &*text == "args" {
            let items = self.collect_items(value.unwrap_or(self.empty_tuple))?;
            value = Some(self.new_tuple(&items));
        } else if let Some(value) = value {
            self.incref(value);
        }
        let old = self.world.replace_slot(object, index, value);
        self.xdecref(old);
        if self.kind(object) == Kind::Exception && index == exception::CAUSE {
            self.suppressed_contexts.insert(object);
        }
        Ok(true)
    }
}
