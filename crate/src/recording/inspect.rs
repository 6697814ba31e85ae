//! Everything about one object, every number with what it is made of.

use crate::analysis::{CLASS, each_referent};
use crate::hash::{HashMap, HashSet};
use crate::heap::{Flags, GcList, Heap, Kind, ObjectId};
use crate::python::name_set::NameSet;
use crate::python::sizes::size;
use crate::python::tables::Label;
use crate::recording::Recording;
use crate::recording::names::{describe, is_dunder};
use crate::refcount::referrers;
use crate::scene;

/// What the inspector shows (`Inspection` in `types.d.ts`).
#[derive(Clone, Debug)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
#[cfg_attr(target_arch = "wasm32", serde(rename_all = "camelCase"))]
pub struct Inspection {
    /// The object.
    pub id: u32,
    /// What a click can do with it.
    pub kind: &'static str,
    /// `type(x).__name__`
    #[cfg_attr(target_arch = "wasm32", serde(rename = "type"))]
    pub type_name: String,
    /// `repr()` in a few words, without addresses.
    pub repr: String,
    /// −2: immortal.
    pub refcount: i32,
    /// −1: the collector holds none.
    pub gc_refs: i32,
    /// What makes the refcount up, one entry each.
    pub references: Vec<Holder>,
    /// Weak references to it.
    pub weak: Vec<Holder>,
    /// 0, 1, 2, 3 for the permanent generation, or −1 where the collector does not track it.
    pub generation: i32,
    /// `gc.is_tracked`
    pub tracked: bool,
    /// `gc.is_finalized`
    pub finalized: bool,
    /// `sys.getsizeof`, where it follows from the heap alone.
    pub size: Option<u32>,
    /// The shortest way from a name, of the module or else of a frame.
    pub expression: Option<String>,
    /// The names from which it can be reached.
    pub names: Vec<String>,
}

/// Somebody who holds a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct Holder {
    /// The object that holds it; −1: the interpreter itself.
    pub from: i64,
    /// Such as `one`, `three.next`.
    pub text: String,
}

/// Everything about an object that is alive at the recording's position.
pub fn inspect(recording: &Recording, object: ObjectId) -> Option<Inspection> {
    let (heap, tables, shape) = (recording.heap(), recording.tables(), recording.shape());
    if !heap.is_alive(object) {
        return None;
    }
    let figure = scene::figure(recording, object, true);
    let flags = heap.flags(object);
    let mut references = Vec::new();
    let mut weak = Vec::new();
    for (from, index) in referrers(heap, object) {
        let holder = holder(recording, from, index);
        if heap.kind(from) == Kind::Weakref && index == 0 {
            weak.push(holder);
        } else {
            references.push(holder);
        }
    }
    if flags.has(Flags::UNCOUNTED) {
        references.clear();
    } else {
        let count = heap.refcount(object) as usize;
        // In the middle of a step a slot may have lost its count already.
        references.truncate(count);
        let is_argument = recording
            .source_line(heap.place().line)
            .contains("getrefcount(");
        for number in references.len()..count {
            let text = if is_argument && number + 1 == count {
                "argument of sys.getrefcount"
            } else {
                "the interpreter's own temporary reference"
            };
            references.push(Holder {
                from: -1,
                text: text.into(),
            });
        }
    }
    Some(Inspection {
        id: object.get(),
        kind: shape.kind(heap, object),
        type_name: tables.type_name(heap, object).to_string(),
        repr: figure.head,
        refcount: figure.refcount,
        gc_refs: figure.gc_refs,
        references,
        weak,
        generation: generation(heap, object),
        tracked: heap.is_tracked(object),
        finalized: flags.has(Flags::FINALIZED),
        size: size(heap, tables, recording.profile(), object).map(|size| size as u32),
        expression: recording.names().expression(recording, object, true),
        names: names(recording, object),
    })
}

/// A reference as Python would write it.
pub(crate) fn holder(recording: &Recording, from: ObjectId, index: usize) -> Holder {
    let (heap, tables, shape) = (recording.heap(), recording.tables(), recording.shape());
    let shown = shape.shown_in(from).unwrap_or(from);
    // Weak references and keys have no expression of their own.
    let text = if index == heap.slot_count(from) as usize {
        format!("{}.__class__", describe(recording, from))
    } else {
        match tables.label(heap, from, index) {
            Some(Label::Name(name)) if shape.is_namespace(heap, from) => {
                if shown == recording.globals() {
                    name.to_string()
                } else {
                    format!("{name} in {}", describe(recording, from))
                }
            }
            Some(Label::Key(key)) if shown != from && heap.kind(key) == Kind::Str => {
                format!("{}.{}", describe(recording, shown), tables.text(heap, key))
            }
            Some(_) if heap.kind(from) == Kind::Weakref && index == 0 => describe(recording, from),
            Some(Label::Item) => format!("an item of {}", describe(recording, from)),
            Some(label) => format!(
                "{}{}",
                describe(recording, from),
                tables.label_text(heap, &label)
            ),
            None => format!("a key of {}", describe(recording, from)),
        }
    };
    Holder {
        from: i64::from(shown.get()),
        text,
    }
}

/// The generation whose list an object is in. The lists are the only record of it, as in CPython.
fn generation(heap: &Heap, object: ObjectId) -> i32 {
    if !heap.is_tracked(object) {
        return -1;
    }
    let lists = [
        GcList::Generation0,
        GcList::Generation1,
        GcList::Generation2,
        GcList::Permanent,
    ];
    let found = (0..)
        .zip(lists)
        .find(|&(_, list)| heap.list(list).any(|one| one == object));
    match found {
        Some((generation, _)) => generation,
        // In one of the running collection's own lists.
        None => i32::from(heap.phase().generation),
    }
}

/// The names of the module and of frames from which references lead to an object.
fn names(recording: &Recording, object: ObjectId) -> Vec<String> {
    let (heap, tables, shape) = (recording.heap(), recording.tables(), recording.shape());
    let mut holders: HashMap<ObjectId, Vec<(ObjectId, usize)>> = HashMap::default();
    for from in heap.objects() {
        each_referent(heap, from, |referent, index| {
            holders.entry(referent).or_default().push((from, index));
        });
    }
    let (mut globals, mut locals) = (NameSet::default(), NameSet::default());
    let mut seen = HashSet::from_iter([object]);
    let mut stack = vec![object];
    while let Some(at) = stack.pop() {
        for &(from, index) in holders.get(&at).into_iter().flatten() {
            if shape.is_namespace(heap, from) {
                if index != CLASS
                    && let Some(Label::Name(name)) = tables.label(heap, from, index)
                    && !is_dunder(&name)
                {
                    if from == recording.globals() {
                        globals.insert(name);
                    } else {
                        let place = shape.head(heap, tables, from);
                        locals.insert(format!("{name} in {place}").into());
                    }
                }
            } else if !heap.flags(from).has(Flags::BUILTIN) && seen.insert(from) {
                stack.push(from);
            }
        }
    }
    (globals
        .iter()
        .chain(locals.iter())
        .map(|name| name.to_string()))
    .collect()
}
