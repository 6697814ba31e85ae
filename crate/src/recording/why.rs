//! Why one object is alive: the way from a name, the cycles it is in, and what it alone keeps alive.

use crate::analysis::graph::Graph;
use crate::analysis::weaken::weaken;
use crate::analysis::{CLASS, Reference, Roots, chain};
use crate::heap::{Flags, Heap, Kind, ObjectId};
use crate::python::tables::Label;
use crate::recording::Recording;
use crate::recording::collection::{Counted, counted};
use crate::recording::inspect::holder;
use crate::recording::names::{describe, is_dunder, step_text};

/// Everything about the life of one object (`Why` in `types.d.ts`).
#[derive(Clone, Debug)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct Why {
    /// The object.
    pub id: u32,
    /// What keeps it alive.
    pub alive: Reason,
    /// The cycles through it.
    pub cycle: Option<Cycle>,
    /// What only it keeps alive, itself included; `None` if nothing holds the object.
    pub retained: Option<Retained>,
}

/// What keeps an object alive.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct Reason {
    /// `name`: of the module, `frame`: a local name, `interpreter`, `immortal` or `nothing`.
    pub kind: &'static str,
    /// The shortest way as Python (`three.next`), or in words.
    pub text: String,
    /// The same, reference by reference, as far as they lead from one box to another.
    pub steps: Vec<Step>,
}

/// A reference of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct Step {
    /// The box that it leaves from; −1 if it is not drawn.
    pub id: i64,
    /// The row there; −1 if there is none.
    pub row: i32,
    /// The box that it leads to; −1 if it is not drawn.
    pub target: i64,
    /// The reference as Python writes it: `three.next`.
    pub text: String,
}

/// The cycles through an object.
#[derive(Clone, Debug)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
#[cfg_attr(target_arch = "wasm32", serde(rename_all = "camelCase"))]
pub struct Cycle {
    /// A shortest one, from the object back to it.
    pub steps: Vec<Step>,
    /// All objects that can be reached from it and lead back to it, by type (its strongly connected component).
    pub items: Vec<Counted>,
    /// What to weaken so that reference counting alone frees them; empty if no weak reference can do it.
    pub weaken: Vec<Step>,
    /// No smaller set does it.
    pub is_smallest: bool,
    /// Nothing is freed by the weakening itself.
    pub keeps: bool,
}

/// What only one object keeps alive.
#[derive(Clone, Debug)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct Retained {
    /// How many objects, that one included.
    pub objects: u32,
    /// They by type.
    pub items: Vec<Counted>,
}

/// What the answers are found with, made once for a position.
#[derive(Debug)]
pub(crate) struct Holding {
    roots: Roots,
    graph: Graph,
}

impl Holding {
    pub(crate) fn new(recording: &Recording) -> Holding {
        let roots = Roots::new(recording.heap(), Some(recording.globals()));
        let graph = Graph::new(recording.heap(), &roots);
        Holding { roots, graph }
    }
}

/// Everything about the life of an object that is alive at the recording's position. `None` for what is no object of
/// its own: the module and its calls.
pub fn why(recording: &Recording, object: ObjectId) -> Option<Why> {
    let heap = recording.heap();
    if !heap.is_alive(object) || recording.shape().is_namespace(heap, object) {
        return None;
    }
    let holding = recording.holding();
    let retained = holding.graph.retained(object).map(|objects| Retained {
        objects: objects.len() as u32,
        items: counted(recording, &objects),
    });
    Some(Why {
        id: object.get(),
        alive: reason(recording, heap, &holding.roots, object),
        cycle: cycle(recording, holding, object),
        // A class has parts that are counted outside of the heap.
        retained: retained.filter(|_| heap.kind(object) != Kind::Type),
    })
}

fn cycle(recording: &Recording, holding: &Holding, object: ObjectId) -> Option<Cycle> {
    let heap = recording.heap();
    let members = holding.graph.component(object)?;
    let inside = |target: ObjectId| members.binary_search(&target).is_ok();
    let steps = chain::shortest(heap, &[object], object, |_, target| inside(target))?;
    let found = weaken(
        &members,
        &holding.graph.references_among(&members),
        holding.graph.entries(&members, recording.reached()),
        |reference, target| can_be_weak(recording, reference, target),
    );
    let (is_smallest, keeps) = found
        .as_ref()
        .map_or((false, false), |found| (found.is_smallest, found.keeps));
    Some(Cycle {
        steps: chain_steps(recording, heap, &steps),
        items: counted(recording, &members),
        weaken: found.map_or(Vec::new(), |found| {
            (found.references.iter())
                .map(|&reference| step(recording, heap, reference))
                .collect()
        }),
        is_smallest,
        keeps,
    })
}

/// Whether a program could put a weak reference in this slot: it fills the slot itself, and objects like the target
/// can be referred to weakly.
fn can_be_weak(recording: &Recording, (holder, slot): Reference, target: ObjectId) -> bool {
    let (heap, tables) = (recording.heap(), recording.tables());
    let is_written = match tables.label(heap, holder, slot) {
        _ if slot == CLASS => false,
        Some(Label::Attribute(_) | Label::Index(_) | Label::Key(_) | Label::Name(_)) => {
            // `__mro__` is a tuple that the interpreter fills.
            let owner = recording.shape().owner(holder);
            owner.is_none_or(|owner| {
                heap.kind(owner) != Kind::Type || heap.kind(holder) == Kind::Dict
            }) && heap.kind(target) != Kind::Descriptor
        }
        Some(Label::Item | Label::Field("cell_contents")) => true,
        Some(Label::Field(_) | Label::Class) => false,
        None => heap.kind(holder) == Kind::Dict,
    };
    let accepts = match heap.kind(target) {
        Kind::Type | Kind::Function | Kind::Method | Kind::Generator | Kind::Set => true,
        Kind::FrozenSet | Kind::Deque | Kind::BuiltinFunction | Kind::Module => true,
        _ => {
            heap.flags(target).has(Flags::HEAP_TYPE)
                && (tables.class_of(heap, target)).is_some_and(|class| class.has_weakref)
        }
    };
    is_written && accepts
}

/// What keeps an object alive in `heap`, the recording's own or a copy in which something is different.
pub(crate) fn reason(
    recording: &Recording,
    heap: &Heap,
    roots: &Roots,
    object: ObjectId,
) -> Reason {
    let plain = |kind, text: &str| Reason {
        kind,
        text: text.into(),
        steps: Vec::new(),
    };
    if !heap.is_counted(object) {
        return plain("immortal", "it is immortal: Python never frees it");
    }
    let globals = recording.globals();
    let is_frame = |object: &&ObjectId| heap.kind(**object) == Kind::Frame;
    let frames: Vec<ObjectId> = roots.ground.iter().filter(is_frame).copied().collect();
    let rest: Vec<ObjectId> = roots
        .ground
        .iter()
        .filter(|one| !is_frame(one))
        .copied()
        .collect();
    // Built-in types and functions lead everywhere and explain nothing.
    let leads = |(holder, slot): Reference, target: ObjectId| {
        let is_own_name = holder == globals
            && match recording.tables().label(heap, holder, slot) {
                Some(Label::Name(name)) => is_dunder(&name),
                _ => true,
            };
        let is_builtin = heap.flags(target).has(Flags::BUILTIN)
            && !matches!(heap.kind(target), Kind::Module | Kind::Dict | Kind::List);
        !is_own_name && !is_builtin
    };
    let found = |kind, chain: Vec<Reference>, place: String| Reason {
        kind,
        text: chain_text(recording, heap, &chain) + &place,
        steps: chain_steps(recording, heap, &chain),
    };
    if let Some(chain) = chain::shortest(heap, &[globals], object, leads) {
        return found("name", chain, String::new());
    }
    if let Some(chain) = chain::shortest(heap, &frames, object, leads) {
        let place = format!(" in {}", describe(recording, chain[0].0));
        return found("frame", chain, place);
    }
    if roots.held.contains(&object) {
        return plain(
            "interpreter",
            match heap.kind(object) {
                Kind::Exception => "the interpreter, while this exception is handled",
                _ => "the interpreter, while the line runs",
            },
        );
    }
    if let Some(chain) = chain::shortest(heap, &roots.held, object, |_, _| true) {
        let holder = describe(recording, chain[0].0);
        let mut reason = found("interpreter", chain, String::new());
        reason.text = format!("{holder}{}, which the interpreter holds", reason.text);
        return reason;
    }
    if let Some(chain) = chain::shortest(heap, &rest, object, |_, _| true) {
        let holder = ground_name(recording, heap, chain[0].0);
        let mut reason = found("interpreter", chain, String::new());
        reason.text = format!("{holder}{}", reason.text);
        return reason;
    }
    plain("nothing", "")
}

/// What to call something that the interpreter has had from the start.
fn ground_name(recording: &Recording, heap: &Heap, ground: ObjectId) -> String {
    let tables = recording.tables();
    let module = heap
        .objects()
        .find(|&module| heap.kind(module) == Kind::Module && heap.slot(module, 0) == Some(ground));
    match module {
        Some(module) => tables.text(heap, module).to_string(),
        None => describe(recording, ground),
    }
}

/// A chain as Python writes it, in words where it can't.
fn chain_text(recording: &Recording, heap: &Heap, chain: &[Reference]) -> String {
    let mut text = String::new();
    let mut is_words = false;
    for (number, &reference) in chain.iter().enumerate() {
        if let Some(step) = step_text(recording, heap, reference, number == 0) {
            if is_words && !step.is_empty() {
                text = format!("({text})");
                is_words = false;
            }
            text.push_str(&step);
            continue;
        }
        let (holder, slot) = reference;
        let part = match recording.tables().label(heap, holder, slot) {
            Some(Label::Item) => "an item".into(),
            Some(Label::Name(name)) => name.to_string(),
            Some(Label::Key(_)) => "a value".into(),
            Some(Label::Field(name)) => name.into(),
            Some(label) => recording.tables().label_text(heap, &label),
            None => "a key".to_string(),
        };
        text = if text.is_empty() {
            format!(".{part}")
        } else {
            format!("{part} of {text}")
        };
        is_words = true;
    }
    text
}

/// The references of a chain that lead from one box to another.
fn chain_steps(recording: &Recording, heap: &Heap, chain: &[Reference]) -> Vec<Step> {
    (chain.iter())
        .map(|&reference| step(recording, heap, reference))
        .filter(|step| step.id != step.target || step.row >= 0)
        .collect()
}

/// A reference with its places in the picture.
pub(crate) fn step(recording: &Recording, heap: &Heap, (from, slot): Reference) -> Step {
    let (shape, tables) = (recording.shape(), recording.tables());
    let shown = |object: ObjectId| shape.shown_in(object);
    let number = |object: Option<ObjectId>| object.map_or(-1, |object| i64::from(object.get()));
    let target = if slot == CLASS {
        heap.class(from)
    } else {
        heap.slot(from, slot)
    };
    let row = shown(from).and_then(|holder| {
        let rows = shape.rows(heap, tables, holder);
        rows.iter().position(|row| row.slot == (from, slot as u32))
    });
    Step {
        id: number(shown(from)),
        row: row.map_or(-1, |row| row as i32),
        target: number(target.and_then(shown)),
        text: if slot == CLASS {
            format!("{}.__class__", describe(recording, from))
        } else {
            holder(recording, from, slot).text
        },
    }
}
