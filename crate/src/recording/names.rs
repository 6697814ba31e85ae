//! Which names reach which objects, and how Python would write the way there.

use std::collections::VecDeque;

use crate::analysis::{CLASS, Reference, Roots, each_referent};
use crate::hash::{HashMap, HashSet};
use crate::heap::{Flags, Heap, Kind, ObjectId};
use crate::python::tables::Label;
use crate::recording::Recording;
use crate::shape::cut;

/// The shortest ways from names to objects, at one position.
#[derive(Debug, Default)]
pub struct Names {
    /// For what the module's names reach: the object before it and the step from there.
    from_module: HashMap<ObjectId, (ObjectId, usize)>,
    /// For what only frames' names reach.
    from_frames: HashMap<ObjectId, (ObjectId, usize)>,
    reached: HashSet<ObjectId>,
}

impl Names {
    /// Searches breadth first, so that every way found has the fewest steps.
    pub fn new(recording: &Recording) -> Names {
        let mut names = Names::default();
        names.search_names(recording);
        names.search_all(recording);
        names
    }

    fn search_names(&mut self, recording: &Recording) {
        let heap = recording.heap();
        names_from(recording, vec![recording.globals()], &mut self.from_module);
        let frames: Vec<ObjectId> = heap
            .objects()
            .filter(|&object| {
                heap.kind(object) == Kind::Frame && recording.shape().is_drawn(object)
            })
            .collect();
        names_from(recording, frames, &mut self.from_frames);
    }

    /// Everything that anything but garbage refers to: names, hidden namespaces, and the interpreter's own stack.
    fn search_all(&mut self, recording: &Recording) {
        let heap = recording.heap();
        let mut stack = Roots::new(heap, Some(recording.globals())).all();
        self.reached.extend(&stack);
        while let Some(object) = stack.pop() {
            each_referent(heap, object, |referent, _| {
                if self.reached.insert(referent) {
                    stack.push(referent);
                }
            });
        }
    }

    /// What is not lost.
    pub fn reached(&self) -> &HashSet<ObjectId> {
        &self.reached
    }

    /// Python for an object, from the module's names or also from frames' names.
    pub fn expression(
        &self,
        recording: &Recording,
        object: ObjectId,
        with_frames: bool,
    ) -> Option<String> {
        let ways = if self.from_module.contains_key(&object) {
            &self.from_module
        } else if with_frames && self.from_frames.contains_key(&object) {
            &self.from_frames
        } else {
            return None;
        };
        let mut steps = Vec::new();
        let mut at = object;
        while let Some(&(before, index)) = ways.get(&at) {
            steps.push(step_text(
                recording,
                recording.heap(),
                (before, index),
                !ways.contains_key(&before),
            )?);
            at = before;
        }
        steps.reverse();
        Some(steps.concat())
    }
}

fn names_from(
    recording: &Recording,
    roots: Vec<ObjectId>,
    ways: &mut HashMap<ObjectId, (ObjectId, usize)>,
) {
    let heap = recording.heap();
    let mut queue = VecDeque::from(roots.clone());
    while let Some(object) = queue.pop_front() {
        each_referent(heap, object, |referent, index| {
            if !ways.contains_key(&referent)
                && !roots.contains(&referent)
                && step_text(recording, heap, (object, index), roots.contains(&object)).is_some()
            {
                ways.insert(referent, (object, index));
                // Other modules' insides would only lengthen the way.
                if !heap.flags(referent).has(Flags::BUILTIN) || heap.kind(referent) == Kind::Module
                {
                    queue.push_back(referent);
                }
            }
        });
    }
}

/// What Python writes behind an object to get at what a slot holds; `None` if it can't. `heap` may be a copy in which
/// something is different. The first step from a namespace is a bare name.
pub(crate) fn step_text(
    recording: &Recording,
    heap: &Heap,
    (object, index): Reference,
    is_first: bool,
) -> Option<String> {
    let tables = recording.tables();
    if index == CLASS {
        return Some(".__class__".into());
    }
    let owner = recording.shape().owner(object);
    match (heap.kind(object), tables.label(heap, object, index)?) {
        (Kind::Frame, Label::Name(name)) if is_first => Some(name.to_string()),
        (Kind::Frame, Label::Name(name)) => Some(format!(".f_locals['{name}']")),
        (Kind::Dict, Label::Name(name)) => (!is_dunder(&name)).then(|| name.to_string()),
        (Kind::Dict, Label::Key(key)) => {
            let is_text = heap.kind(key) == Kind::Str;
            match owner {
                // The dict is what `.` looks into.
                Some(_) if is_text => Some(format!(".{}", tables.text(heap, key))),
                _ if !heap.is_gc(key) => Some(format!("[{}]", tables.short_repr(heap, key))),
                _ => None,
            }
        }
        (_, Label::Field("__dict__"))
            if heap
                .slot(object, index)
                .is_some_and(|dict| recording.shape().owner(dict) == Some(object)) =>
        {
            Some(String::new())
        }
        (Kind::Function, Label::Field("__globals__" | "__builtins__")) => None,
        (Kind::Iterator | Kind::View | Kind::Generator | Kind::Set | Kind::FrozenSet, _) => None,
        (_, label) => Some(tables.label_text(heap, &label)),
    }
}

/// Whether a name is one of Python's own.
pub fn is_dunder(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__")
}

/// What a sentence calls an object: its expression, or its type and what tells it from others.
pub fn describe(recording: &Recording, object: ObjectId) -> String {
    let (heap, tables) = (recording.heap(), recording.tables());
    let shape = recording.shape();
    if shape.is_namespace(heap, object) {
        return if object == recording.globals() {
            "the module".into()
        } else {
            shape.head(heap, tables, object)
        };
    }
    if !heap.is_gc(object) && heap.kind(object) != Kind::Object {
        return cut(tables.short_repr(heap, object));
    }
    if let Some(owner) = shape.owner(object)
        && heap.kind(owner) == Kind::Instance
        && heap.kind(object) == Kind::Dict
    {
        return format!("{}.__dict__", describe(recording, owner));
    }
    let head = shape.head(heap, tables, object);
    if let Some(expression) = recording.names().expression(recording, object, true) {
        return expression;
    }
    let name = recording
        .heap()
        .is_alive(object)
        .then(|| shape.rows(heap, tables, object))
        .and_then(|rows| {
            rows.into_iter()
                .map(|row| row.text)
                .find(|text| text.starts_with('\''))
        });
    match name {
        Some(name) if heap.kind(object) == Kind::Instance => format!("{head} {name}"),
        _ => format!("{head} #{}", object.get()),
    }
}

/// The reference that the last step of an expression follows (`a.next[0]`, from a name of the module); `None` if
/// nothing is called so at the position.
pub fn find(recording: &Recording, expression: &str) -> Option<Reference> {
    let heap = recording.heap();
    let mut queue = VecDeque::from([(recording.globals(), expression)]);
    let mut seen = HashSet::default();
    while let Some((object, rest)) = queue.pop_front() {
        let mut found = None;
        let is_first = rest.len() == expression.len();
        each_referent(heap, object, |referent, index| {
            let reference = (object, index);
            let after = step_text(recording, heap, reference, is_first)
                .and_then(|step| rest.strip_prefix(&*step));
            match after {
                Some("") => found = found.or(Some(reference)),
                Some(after) if seen.insert((referent, after)) => queue.push_back((referent, after)),
                _ => {}
            }
        });
        if found.is_some() {
            return found;
        }
    }
    None
}
