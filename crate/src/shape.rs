//! What is drawn as a box, what is written inside one, and the rows that a box has.

use crate::hash::{HashMap, HashSet};
use crate::heap::{EXTRA, Flags, Heap, Kind, ObjectId};
use crate::python::tables::{Label, Tables};
use crate::recording::index::{Held, Index, Via};

/// A box shows at most so many rows; the last one says that there are more.
pub const MOST_ROWS: usize = 40;
/// Texts in rows are cut to so many characters.
const LONGEST_TEXT: usize = 24;

/// One slot as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As Python writes it: `.next`, `[0]`, `['k']`, a bare name, nothing for an item of a set.
    pub label: String,
    /// The value, where it is written inside.
    pub text: String,
    /// The box that it refers to, where an arrow is drawn.
    pub target: Option<ObjectId>,
    /// The reference does not count.
    pub weak: bool,
    /// The object that has the slot (it may be part of the box's object) and the slot's index.
    pub slot: (ObjectId, u32),
}

/// A slot that refers to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The object that has it: the box's own, or a part of that.
    pub part: ObjectId,
    /// Which of its slots.
    pub index: usize,
    /// What it refers to.
    pub value: ObjectId,
}

/// The last row where there are too many.
pub fn and_more(object: ObjectId) -> Row {
    Row {
        label: "…".into(),
        text: "and more".into(),
        target: None,
        weak: false,
        slot: (object, u32::MAX),
    }
}

/// Which objects of a recording are boxes, the same at all positions, so that boxes do not come and go while stepping.
#[derive(Debug, Default)]
pub struct Shape {
    globals: Option<ObjectId>,
    drawn: Vec<bool>,
    /// The object inside of which another one is shown.
    owner: HashMap<ObjectId, ObjectId>,
}

/// Names, numbers and the like never are boxes; these are, unless they are part of another one.
fn is_data(kind: Kind) -> bool {
    use Kind::*;
    matches!(
        kind,
        Object | List | Dict | Set | FrozenSet | Instance | Exception | Generator | Weakref
    )
}

/// What a program defines rather than makes: written inside (`class Node`) unless data depends on it.
fn is_definition(kind: Kind) -> bool {
    use Kind::*;
    matches!(
        kind,
        Type | Function | Module | Property | StaticMethod | ClassMethod | Descriptor
    )
}

/// A tuple in the program's text is shared like a number.
fn is_constant(kind: Kind, flags: Flags) -> bool {
    kind == Kind::Tuple && flags.has(Flags::UNCOUNTED)
}

/// Whether a part's slots are shown in the box.
pub fn is_open(kind: Kind) -> bool {
    matches!(kind, Kind::Dict | Kind::Tuple)
}

/// What a class statement defines in a class; a class within is an object of its own.
fn is_method(heap: &Heap, held: &Held) -> bool {
    let kind = heap.kind(held.value);
    heap.kind(held.holder) == Kind::Dict && kind != Kind::Type && is_definition(kind)
}

impl Shape {
    /// Decides for all objects of a run. `heap` is at its end.
    pub fn new(heap: &Heap, tables: &Tables, globals: ObjectId, index: &Index) -> Shape {
        let mut shape = Shape {
            globals: Some(globals),
            drawn: vec![false; index.lives.len()],
            owner: HashMap::default(),
        };
        shape.find_parts(heap, &index.held);
        shape.find_boxes(heap, tables, index);
        shape
    }

    fn find_parts(&mut self, heap: &Heap, held: &[Held]) {
        for held in held.iter().filter(|held| held.via == Via::Part) {
            let owner = *self.owner.entry(held.value).or_insert(held.holder);
            // The tuple of bases may be shared by classes: then it is shown in the first.
            debug_assert!(owner <= held.holder);
        }
        for held in held {
            // Whatever is also an item or a variable is an object of its own, but a method belongs to its class.
            let is_class_item = self
                .owner
                .get(&held.holder)
                .is_some_and(|&owner| heap.kind(owner) == Kind::Type);
            if is_class_item && is_method(heap, held) {
                self.owner.entry(held.value).or_insert(held.holder);
            } else if held.via == Via::Data
                || held.via == Via::Name && !is_definition(heap.kind(held.value))
            {
                self.owner.remove(&held.value);
            }
        }
        if let Some(globals) = self.globals {
            self.owner.remove(&globals);
        }
    }

    fn find_boxes(&mut self, heap: &Heap, tables: &Tables, index: &Index) {
        let number = |object: ObjectId| object.get() as usize;
        let is_held: HashSet<ObjectId> = index.held.iter().map(|held| held.value).collect();
        let mut boxes: Vec<ObjectId> = (0..index.lives.len() as u32)
            .filter_map(ObjectId::new)
            .filter(|&object| index.lives[number(object)].death != 0)
            .filter(|object| !self.owner.contains_key(object))
            .filter(|&object| {
                let (kind, flags) = (heap.kind(object), heap.flags(object));
                if flags.has(Flags::BUILTIN) {
                    false
                } else if kind == Kind::Frame {
                    let code = tables.codes.get(heap.payload(object).index());
                    code.is_some_and(|code| code.flags.optimized)
                } else if flags.has(Flags::NAMESPACE) {
                    Some(object) == self.globals
                } else if kind == Kind::Dict && !is_held.contains(&object) {
                    // The names of a class body, or arguments on their way into a call.
                    false
                } else if matches!(kind, Kind::Weakref | Kind::Object) && !is_held.contains(&object)
                {
                    // A class's entry in the list of its base's subclasses, the iterator of a loop.
                    false
                } else {
                    let is_derived_atom = !kind.is_gc() && heap.is_gc(object);
                    is_data(kind)
                        || is_derived_atom
                        || kind.is_gc() && index.garbage.contains(&object)
                }
            })
            .collect();
        let definitions: Vec<ObjectId> = self.definitions_with_data(heap, index).collect();
        for object in definitions {
            self.owner.remove(&object);
            boxes.push(object);
        }
        // Everything else that can be a box is one if a box refers to it.
        while let Some(object) = boxes.pop() {
            if std::mem::replace(&mut self.drawn[number(object)], true) {
                continue;
            }
            let mut parts = vec![object];
            while let Some(part) = parts.pop() {
                let from = index.held.partition_point(|held| held.holder < part);
                for held in index.held[from..]
                    .iter()
                    .take_while(|held| held.holder == part)
                {
                    let kind = heap.kind(held.value);
                    let flags = heap.flags(held.value);
                    let is_drawable = heap.is_gc(held.value)
                        && kind != Kind::Frame
                        && !flags.has(Flags::BUILTIN)
                        && !flags.has(Flags::NAMESPACE)
                        && !is_constant(kind, flags);
                    if self.owner.get(&held.value) == Some(&part) {
                        if is_open(kind) {
                            parts.push(held.value);
                        }
                    } else if is_drawable
                        && !(held.via == Via::Name && is_definition(kind))
                        && !self.owner.contains_key(&held.value)
                    {
                        boxes.push(held.value);
                    }
                }
            }
        }
    }

    /// Functions with a closure or defaults and classes with attributes that can be data.
    fn definitions_with_data<'a>(
        &'a self,
        heap: &'a Heap,
        index: &'a Index,
    ) -> impl Iterator<Item = ObjectId> + 'a {
        index.held.iter().filter_map(move |held| {
            let owner = self.owner.get(&held.holder).copied();
            let object = match heap.kind(held.holder) {
                Kind::Function if held.via == Via::Data => held.holder,
                Kind::Dict | Kind::Tuple => {
                    owner.filter(|&owner| is_definition(heap.kind(owner)))?
                }
                _ => return None,
            };
            let kind = heap.kind(held.value);
            let from = index
                .held
                .partition_point(|other| other.holder < held.value);
            let is_closure = kind == Kind::Tuple
                && heap.kind(held.holder) == Kind::Function
                && (index.held[from..].iter())
                    .take_while(|other| other.holder == held.value)
                    .any(|other| heap.is_gc(other.value));
            let flags = heap.flags(object);
            ((is_data(kind) || is_closure)
                && !heap.flags(held.value).has(Flags::BUILTIN)
                && !flags.has(Flags::BUILTIN))
            .then_some(object)
        })
    }

    /// Whether the object is a box where it is alive.
    pub fn is_drawn(&self, object: ObjectId) -> bool {
        self.drawn
            .get(object.get() as usize)
            .copied()
            .unwrap_or(false)
    }

    /// All boxes of the recording.
    pub fn boxes(&self) -> impl Iterator<Item = ObjectId> + '_ {
        (0..self.drawn.len() as u32)
            .filter_map(ObjectId::new)
            .filter(|&object| self.is_drawn(object))
    }

    /// The box that shows an object: its own, or that of the object it is part of.
    pub fn shown_in(&self, mut object: ObjectId) -> Option<ObjectId> {
        while !self.is_drawn(object) {
            object = *self.owner.get(&object)?;
        }
        Some(object)
    }

    /// The object that another one is part of.
    pub fn owner(&self, object: ObjectId) -> Option<ObjectId> {
        self.owner.get(&object).copied()
    }

    /// Whether it is the module's namespace or a frame: its slots are names.
    pub fn is_namespace(&self, heap: &Heap, object: ObjectId) -> bool {
        Some(object) == self.globals || heap.kind(object) == Kind::Frame
    }

    /// The word for it at the boundary (`Kind` in `types.d.ts`).
    pub fn kind(&self, heap: &Heap, object: ObjectId) -> &'static str {
        if Some(object) == self.globals {
            return "module";
        }
        match heap.kind(object) {
            Kind::Frame => "frame",
            Kind::Instance => "instance",
            Kind::Type => "class",
            Kind::List => "list",
            Kind::Dict => "dict",
            Kind::Set => "set",
            Kind::Tuple => "tuple",
            Kind::Str => "str",
            Kind::Function => "function",
            Kind::Weakref => "weakref",
            _ => "other",
        }
    }

    /// The words in the head.
    pub fn head(&self, heap: &Heap, tables: &Tables, object: ObjectId) -> String {
        if Some(object) == self.globals {
            return "module".into();
        }
        let head = match heap.kind(object) {
            Kind::Frame => format!("{}()", tables.text(heap, object)),
            Kind::Weakref => "weakref".into(),
            _ => tables.short_repr(heap, object),
        };
        cut(head)
    }

    /// The rows of a box at the heap's position.
    pub fn rows(&self, heap: &Heap, tables: &Tables, object: ObjectId) -> Vec<Row> {
        let mut rows = Vec::new();
        self.each_slot(heap, object, &mut |slot| {
            rows.extend(self.row(heap, tables, object, slot));
            rows.len() <= MOST_ROWS
        });
        if rows.len() > MOST_ROWS {
            rows.truncate(MOST_ROWS - 1);
            rows.push(and_more(object));
        }
        rows
    }

    /// Visits what may be a row of a box, in order: the slots of its object, and in the place of an open part that part's.
    /// `visit` says whether to go on: a list of a million items is asked for its rows at every step.
    pub fn each_slot(
        &self,
        heap: &Heap,
        part: ObjectId,
        visit: &mut dyn FnMut(Slot) -> bool,
    ) -> bool {
        let extra = EXTRA..EXTRA + heap.extra_slots(part).len();
        for index in (0..heap.slots(part).len()).chain(extra) {
            let Some(value) = heap.slot(part, index) else {
                continue;
            };
            let is_open_part = is_open(heap.kind(value)) && self.owner.get(&value) == Some(&part);
            let goes_on = if is_open_part {
                self.each_slot(heap, value, visit)
            } else {
                visit(Slot { part, index, value })
            };
            if !goes_on {
                return false;
            }
        }
        true
    }

    /// The row that a slot is in the box of `object`; `None` if it is not shown.
    pub fn row(
        &self,
        heap: &Heap,
        tables: &Tables,
        object: ObjectId,
        Slot { part, index, value }: Slot,
    ) -> Option<Row> {
        let is_namespace = self.is_namespace(heap, object);
        let defines = is_definition(heap.kind(object));
        let weak = heap.kind(part) == Kind::Weakref && index == 0;
        let label = match tables.label(heap, part, index) {
            // A key that is a box refers, too.
            None if self.is_drawn(value) => "key".into(),
            None => return None,
            Some(Label::Key(key)) if part != object => format!(".{}", tables.text(heap, key)),
            Some(Label::Key(key)) => format!("[{}]", cut(tables.short_repr(heap, key))),
            Some(Label::Index(index)) if part != object => format!(".__mro__[{index}]"),
            Some(_) if weak => "()".into(),
            Some(label) => tables.label_text(heap, &label),
        };
        let target = self.is_drawn(value).then_some(value);
        let is_dunder = |label: &str| {
            let name = label.trim_start_matches('.');
            name.starts_with("__") && name.ends_with("__")
        };
        // Python's own names, and what belongs to every function, would hide the program's.
        let is_noise = is_namespace && is_dunder(&label)
            || defines
                && target.is_none()
                && (part == object || is_dunder(&label) || label.starts_with(".__mro__"))
            || heap.kind(part) == Kind::Function && via_is_hidden(index);
        let is_module = is_namespace && heap.kind(value) == Kind::Module;
        if is_noise || is_module {
            return None;
        }
        Some(Row {
            text: if target.is_some() {
                String::new()
            } else {
                let text = self.inline(heap, tables, value);
                // Not `Node class Node`.
                let kind = text
                    .strip_suffix(&*label)
                    .filter(|_| is_namespace && is_definition(heap.kind(value)));
                let short = kind.map(|kind| kind.trim_end().to_string());
                cut(short.unwrap_or(text))
            },
            label: cut(label),
            target,
            weak,
            slot: (part, index as u32),
        })
    }

    /// A value that is written inside a row.
    fn inline(&self, heap: &Heap, tables: &Tables, value: ObjectId) -> String {
        if is_constant(heap.kind(value), heap.flags(value)) {
            let slots = heap.slots(value).iter().flatten();
            let items: Vec<String> = slots.map(|&item| tables.short_repr(heap, item)).collect();
            let end = if items.len() == 1 { "," } else { "" };
            format!("({}{end})", items.join(", "))
        } else {
            tables.short_repr(heap, value)
        }
    }
}

/// `__globals__` and the like: only what a function keeps for itself is shown.
fn via_is_hidden(index: usize) -> bool {
    !matches!(index, 4 | 5 | 8 | 9)
}

/// Shortens a text to what a row has room for.
pub fn cut(text: String) -> String {
    if text.chars().count() <= LONGEST_TEXT {
        return text;
    }
    let mut short: String = text.chars().take(LONGEST_TEXT - 1).collect();
    short.push('…');
    short
}
