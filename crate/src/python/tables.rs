//! What objects hold besides references: texts, code, the facts about classes; and how their slots are called.
//!
//! Tables only grow, so what they say of an object is true at every position of the tape.

use std::rc::Rc;

use crate::heap::{EXTRA, Flags, Heap, Kind, ObjectId};
use crate::python::code::{Code, Name};
use crate::python::text;

/// Everything that payloads refer to.
#[derive(Debug, Default)]
pub struct Tables {
    /// Texts of strings, and names of modules.
    pub texts: Vec<Rc<str>>,
    /// Contents of bytes objects.
    pub bytes: Vec<Rc<[u8]>>,
    /// Code of code objects, and of functions through them.
    pub codes: Vec<Rc<Code>>,
    /// Names of built-in functions and methods.
    pub natives: Vec<&'static str>,
    /// Facts about classes, built-in ones too.
    pub classes: Vec<Class>,
    /// `range` objects: start, stop, step.
    pub ranges: Vec<[i64; 3]>,
    /// Real and imaginary parts of complex numbers.
    pub complexes: Vec<[f64; 2]>,
    /// Everything that was printed, in order; `Heap::printed` says how much of it at a position.
    pub output: Vec<Chunk>,
}

/// The facts about a class that its instances' slots depend on.
#[derive(Debug, Clone)]
pub struct Class {
    /// `__name__`.
    pub name: Name,
    /// `__qualname__`.
    pub qualname: Name,
    /// `__module__`.
    pub module: Name,
    /// CPython has it in C: messages name it with its module.
    pub is_c: bool,
    /// What its instances are for the heap.
    pub instance_kind: Kind,
    /// Names in `__slots__`, its own and inherited, in the order of an instance's first slots (alphabetical per class).
    pub members: Vec<Name>,
    /// Instances may have a `__dict__`.
    pub has_dict: bool,
    /// Instances may be referred to weakly.
    pub has_weakref: bool,
    /// Names of inline values, in the order in which any instance first set them (the shared keys; spec, section 6.2).
    pub keys: Vec<Name>,
}

/// Something that was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Where to.
    pub stream: Stream,
    /// The characters.
    pub text: String,
}

/// The two standard streams for output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// What the program prints.
    Stdout,
    /// Debug lines of the collector, tracebacks, ignored exceptions.
    Stderr,
}

impl Stream {
    /// The stream's name at the boundary.
    pub fn name(self) -> &'static str {
        match self {
            Stream::Stdout => "stdout",
            Stream::Stderr => "stderr",
        }
    }
}

/// How a slot is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A variable of a namespace.
    Name(Name),
    /// An attribute: `.next`.
    Attribute(Name),
    /// A part that Python shows under a fixed attribute name: `.__func__`, `.__dict__`.
    Field(&'static str),
    /// An item of a sequence: `[0]`.
    Index(usize),
    /// A value of a dict, with the object that is its key: `['k']`.
    Key(ObjectId),
    /// An item of a set.
    Item,
    /// The reference of an instance to its class.
    Class,
}

/// Slots of a `Kind::Function`, in the order of its `tp_traverse`.
pub const FUNCTION_FIELDS: &[&str] = &[
    "__code__",
    "__globals__",
    "__builtins__",
    "__module__",
    "__defaults__",
    "__kwdefaults__",
    "__doc__",
    "__name__",
    "__dict__",
    "__closure__",
    "__annotations__",
    "__qualname__",
    "__annotate__",
];
/// Slots of a `Kind::Type` made by a program.
pub const TYPE_FIELDS: &[&str] = &["__dict__", "__mro__", "__bases__", "__base__"];
/// Slots of a `Kind::Exception`.
pub const EXCEPTION_FIELDS: &[&str] = &[
    "__dict__",
    "args",
    "__notes__",
    "__traceback__",
    "__cause__",
    "__context__",
    "value",
];

fn fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Function => FUNCTION_FIELDS,
        Kind::Type => TYPE_FIELDS,
        Kind::Exception => EXCEPTION_FIELDS,
        Kind::Cell => &["cell_contents"],
        Kind::Method => &["__func__", "__self__"],
        Kind::BuiltinFunction => &["__self__"],
        Kind::Module | Kind::View => &["__dict__"],
        Kind::Traceback => &["tb_next", "tb_frame"],
        Kind::Weakref => &["referent", "__callback__"],
        Kind::Iterator => &["iterable", "state", "more"],
        Kind::Property => &["fget", "fset", "fdel", "__doc__"],
        Kind::StaticMethod | Kind::ClassMethod => &["__func__", "__dict__"],
        Kind::Descriptor => &["__objclass__"],
        Kind::Super => &["__thisclass__", "__self__", "__self_class__"],
        Kind::Slice => &["start", "stop", "step"],
        _ => &[],
    }
}

impl Tables {
    /// The facts about a class object.
    pub fn class(&self, heap: &Heap, class: ObjectId) -> Option<&Class> {
        self.classes.get(heap.payload(class).index())
    }

    /// The facts about an object's class.
    pub fn class_of(&self, heap: &Heap, object: ObjectId) -> Option<&Class> {
        self.class(heap, heap.class(object)?)
    }

    /// `type(x).__name__`. The built-in classes, made before there was `type`, have no class noted.
    pub fn type_name(&self, heap: &Heap, object: ObjectId) -> &str {
        self.class_of(heap, object)
            .map_or("type", |class| &class.name)
    }

    /// The text of a string, or the name of a module, class, function or built-in function.
    pub fn text(&self, heap: &Heap, object: ObjectId) -> &str {
        let index = heap.payload(object).index();
        match heap.kind(object) {
            Kind::Str | Kind::Module => self.texts.get(index).map_or("", |text| text),
            Kind::BuiltinFunction => self.natives.get(index).map_or("", |name| name),
            Kind::Type => self.classes.get(index).map_or("", |class| &class.name),
            Kind::Function | Kind::Code | Kind::Frame | Kind::Generator => {
                self.codes.get(index).map_or("", |code| &code.name)
            }
            _ => "",
        }
    }

    /// How slot `index` of an object is called. `None` for a slot that is no reference of its own to show: a dict's
    /// key (its value's label names it).
    pub fn label(&self, heap: &Heap, object: ObjectId, index: usize) -> Option<Label> {
        let kind = heap.kind(object);
        if let Some(extra) = index.checked_sub(EXTRA) {
            if matches!(kind, Kind::Generator | Kind::Frame) {
                return ["f_funcobj", "gi_frame", "f_back"]
                    .get(extra)
                    .copied()
                    .map(Label::Field);
            }
            return self.attribute_label(heap, object, extra);
        }
        match kind {
            Kind::List | Kind::Tuple | Kind::Deque => Some(Label::Index(index)),
            Kind::Set | Kind::FrozenSet => Some(Label::Item),
            Kind::Dict if index.is_multiple_of(2) => None,
            Kind::Dict => {
                let key = heap.slot(object, index - 1)?;
                let is_name = heap.flags(object).has(Flags::NAMESPACE);
                Some(match heap.kind(key) {
                    Kind::Str if is_name => Label::Name(self.text(heap, key).into()),
                    _ => Label::Key(key),
                })
            }
            Kind::Generator
                if heap
                    .slot(object, index)
                    .is_some_and(|slot| heap.kind(slot) == Kind::Frame) =>
            {
                Some(Label::Field("gi_frame"))
            }
            Kind::Frame | Kind::Generator => {
                let code = self.codes.get(heap.payload(object).index())?;
                let slot = code.slots.get(index)?;
                Some(Label::Name(slot.name.clone()))
            }
            Kind::Instance => self.attribute_label(heap, object, index),
            Kind::Exception if EXCEPTION_FIELDS.get(index) == Some(&"value") => {
                Some(Label::Field(match self.type_name(heap, object) {
                    "AttributeError" => "obj",
                    "NameError" | "UnboundLocalError" => "name",
                    _ => "value",
                }))
            }
            _ => fields(kind).get(index).copied().map(Label::Field),
        }
    }

    /// How a slot for attributes is called: members, `__dict__`, inline values.
    fn attribute_label(&self, heap: &Heap, object: ObjectId, index: usize) -> Option<Label> {
        let class = self.class_of(heap, object)?;
        let members = class.members.len();
        let name = if index < members {
            &class.members[index]
        } else if index == members {
            return Some(Label::Field("__dict__"));
        } else {
            class.keys.get(index - members - 1)?
        };
        Some(Label::Attribute(name.clone()))
    }

    /// What a label looks like: as Python would write it behind the object (`.next`, `[0]`, `['k']`), or the bare
    /// name in a namespace, or nothing for an item of a set.
    pub fn label_text(&self, heap: &Heap, label: &Label) -> String {
        match label {
            Label::Name(name) => name.to_string(),
            Label::Attribute(name) => format!(".{name}"),
            Label::Field(name) => format!(".{name}"),
            Label::Index(index) => format!("[{index}]"),
            Label::Key(key) => format!("[{}]", self.short_repr(heap, *key)),
            Label::Item => String::new(),
            Label::Class => ".__class__".into(),
        }
    }

    /// An atom as Python's `repr` writes it; any other object in a few words without addresses (`Node`, `list of 3`).
    pub fn short_repr(&self, heap: &Heap, object: ObjectId) -> String {
        let payload = heap.payload(object);
        match heap.kind(object) {
            Kind::None => "None".into(),
            Kind::Ellipsis => "Ellipsis".into(),
            Kind::NotImplemented => "NotImplemented".into(),
            Kind::Bool => if payload.int() != 0 { "True" } else { "False" }.into(),
            Kind::Int => payload.int().to_string(),
            Kind::Float => text::repr_float(payload.float()),
            Kind::Complex => text::repr_complex(self.complexes[payload.index()]),
            Kind::Str => text::repr_str(self.text(heap, object)),
            Kind::Bytes => text::repr_bytes(&self.bytes[payload.index()]),
            Kind::Range => {
                let [start, stop, step] = self.ranges[payload.index()];
                if step == 1 {
                    format!("range({start}, {stop})")
                } else {
                    format!("range({start}, {stop}, {step})")
                }
            }
            Kind::Function => format!("function {}", self.text(heap, object)),
            Kind::BuiltinFunction => format!("built-in {}", self.text(heap, object)),
            Kind::Type => format!("class {}", self.text(heap, object)),
            Kind::Module => format!("module {}", self.text(heap, object)),
            _ => self.type_name(heap, object).to_string(),
        }
    }
}
