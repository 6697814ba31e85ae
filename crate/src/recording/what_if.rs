//! What would happen if one reference were cut, or if the collector ran now.

use crate::analysis::cut::{self, Refusal};
use crate::analysis::{Reference, Roots};
use crate::hash::HashSet;
use crate::heap::{Heap, Kind, ObjectId};
use crate::python::tables::{Label, Tables};
use crate::recording::Recording;
use crate::recording::collection::{Counted, counted};
use crate::recording::names::{describe, step_text};
use crate::recording::why::{Reason, reason, step};

/// What would happen if a reference were cut (`Cut` in `types.d.ts`).
#[derive(Clone, Debug)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct Cut {
    /// The reference as Python writes it: `three.next`.
    pub text: String,
    /// The line that cuts it, where one does nothing else.
    pub statement: Option<String>,
    /// Why nothing can be told; then the rest is empty. `weak`: the reference does not count. `collecting`: a
    /// collection is under way. `unsettled`: a step is under way. `class`: a class would be freed, whose parts can't be
    /// counted.
    pub refusal: Option<&'static str>,
    /// Freed at once by reference counting, by type.
    pub freed: Vec<Counted>,
    /// Left for the next full collection.
    pub left: Vec<Counted>,
    /// What the reference led to is still held by something.
    pub held: Option<Reason>,
    /// What would run first and may change everything: finalizers and callbacks.
    pub first: Vec<String>,
}

/// What a collection of all generations frees (`Garbage` in `types.d.ts`).
#[derive(Clone, Debug)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct Garbage {
    /// Whether a collection is under way, whose end the recording knows: then it is about that one.
    pub collecting: bool,
    /// What is freed, by type.
    pub freed: Vec<Counted>,
    /// What runs first and may change everything: finalizers and callbacks.
    pub first: Vec<String>,
}

/// The reference in a row of a box, `None` if there is no such row.
pub fn reference(recording: &Recording, object: ObjectId, row: u32) -> Option<Reference> {
    let (heap, tables) = (recording.heap(), recording.tables());
    if !heap.is_alive(object) {
        return None;
    }
    let rows = recording.shape().rows(heap, tables, object);
    let (holder, slot) = rows.get(row as usize)?.slot;
    Some((holder, slot as usize))
}

/// What would happen if a reference were cut. `None` if there is none.
pub fn cut(recording: &Recording, reference: Reference) -> Option<Cut> {
    let heap = recording.heap();
    let target = heap.slot(reference.0, reference.1)?;
    let text = step(recording, heap, reference).text;
    let finalizer = |heap: &Heap, object| has_finalizer(heap, recording.tables(), object);
    let outcome = cut::cut(heap, recording.profile(), reference, &finalizer);
    let mut cut = Cut {
        statement: statement(recording, reference),
        text,
        refusal: None,
        freed: Vec::new(),
        left: Vec::new(),
        held: None,
        first: Vec::new(),
    };
    match outcome {
        Err(refusal) => {
            cut.refusal = Some(match refusal {
                Refusal::Weak => "weak",
                Refusal::Collecting => "collecting",
                Refusal::Empty | Refusal::Unsettled => "unsettled",
            });
        }
        Ok(outcome) => {
            // Parts of a class are counted outside of the heap: their number can't be promised, nor can the class's.
            let dead = [&outcome.freed[..], &outcome.left].concat();
            if dead.iter().any(|&object| heap.kind(object) == Kind::Type) {
                cut.refusal = Some("class");
                return Some(cut);
            }
            cut.freed = counted(recording, &outcome.freed);
            cut.left = counted(recording, &outcome.left);
            let dead: HashSet<ObjectId> = dead.into_iter().collect();
            if !dead.contains(&target) {
                let after = &outcome.after;
                let roots = Roots::new(after, Some(recording.globals()));
                cut.held = Some(reason(recording, after, &roots, target));
            }
            cut.first = first(recording, &outcome.finalizers, &outcome.callbacks);
        }
    }
    Some(cut)
}

/// What a full collection would free at the recording's position, or what the running one is going to free. `None` in
/// the middle of a step, when counts and references do not agree yet.
pub fn garbage(recording: &Recording) -> Option<Garbage> {
    let heap = recording.heap();
    let finalizer = |heap: &Heap, object| has_finalizer(heap, recording.tables(), object);
    match cut::garbage(heap, recording.profile(), &finalizer) {
        Ok(found) => Some(Garbage {
            collecting: false,
            freed: counted(recording, &found.freed),
            first: first(recording, &found.finalizers, &found.callbacks),
        }),
        Err(Refusal::Collecting) => {
            let end = recording.pass_here()?.end;
            let lives = &recording.index().lives;
            let dies = |object: &ObjectId| lives[object.get() as usize].death <= end;
            let freed: Vec<ObjectId> = heap.objects().filter(dies).collect();
            Some(Garbage {
                collecting: true,
                freed: counted(recording, &freed),
                first: Vec::new(),
            })
        }
        Err(_) => None,
    }
}

/// What runs before anything is freed, in words.
fn first(recording: &Recording, finalizers: &[ObjectId], callbacks: &[ObjectId]) -> Vec<String> {
    let finalizers = finalizers.iter().map(|&object| {
        let what = match recording.heap().kind(object) {
            Kind::Generator => "close",
            _ => "__del__",
        };
        format!("{}.{what}()", describe(recording, object))
    });
    let callbacks = callbacks.iter();
    let callbacks =
        callbacks.map(|&object| format!("the callback of {}", describe(recording, object)));
    finalizers.chain(callbacks).collect()
}

/// The statement that a program would cut the reference with.
fn statement(recording: &Recording, reference: Reference) -> Option<String> {
    let (heap, (holder, slot)) = (recording.heap(), reference);
    let label = recording.tables().label(heap, holder, slot)?;
    let can_delete = match heap.kind(holder) {
        Kind::Instance => matches!(label, Label::Attribute(_)),
        Kind::Dict | Kind::List => true,
        _ => false,
    };
    if !can_delete {
        return None;
    }
    let step = step_text(recording, heap, reference, true)?;
    if holder == recording.globals() {
        return Some(format!("del {step}"));
    }
    let owner = recording.expression(holder)?;
    Some(format!("del {owner}{step}"))
}

/// Whether the object's class has a `__del__`, or it is a generator that has not ended.
fn has_finalizer(heap: &Heap, tables: &Tables, object: ObjectId) -> bool {
    if heap.kind(object) == Kind::Generator {
        return heap.slots(object).iter().any(Option::is_some);
    }
    const DICT: usize = 0;
    const MRO: usize = 1;
    let Some(class) = heap.class(object) else {
        return false;
    };
    let defines = |class: ObjectId| {
        let dict = heap.slot(class, DICT);
        dict.is_some_and(|dict| {
            heap.slots(dict)
                .chunks(2)
                .filter_map(|pair| pair[0])
                .any(|key| heap.kind(key) == Kind::Str && tables.text(heap, key) == "__del__")
        })
    };
    let mro = heap.slot(class, MRO);
    mro.is_some_and(|mro| {
        heap.slots(mro)
            .iter()
            .flatten()
            .any(|&class| defines(class))
    })
}
