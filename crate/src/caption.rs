//! One plain sentence about the latest event. All such sentences stand here, so that they can be translated.

use crate::event::{Counter, Event, Phase, PhaseAt};
use crate::heap::{Flags, GcList, Kind, ObjectId};
use crate::python::tables::{Label, Stream};
use crate::recording::names::{describe, is_dunder};
use crate::recording::{Recording, Stride, phase_name};

mod step;

/// What the latest step of a stride did. Between the marks of the stride, and for [`Stride::Event`], that is the last
/// event that changed what is seen. Empty before any.
pub fn caption(recording: &Recording, stride: Stride) -> String {
    let position = recording.position();
    let now = recording.heap().phase();
    match recording.latest_step(stride) {
        Some(range) if recording.lines_end_at(position) => step::line(recording, range),
        Some(range) => step::phase(recording, now, range),
        None => (recording.changes(&(0..position)).last()).map_or_else(String::new, |&change| {
            sentence(recording, recording.event(change - 1))
        }),
    }
}

/// What the event just before the recording's position did, seen or not; empty at position 0.
pub fn event(recording: &Recording) -> String {
    let last = recording.position().checked_sub(1);
    last.map_or_else(String::new, |last| {
        sentence(recording, recording.event(last))
    })
}

fn sentence(recording: &Recording, event: Event) -> String {
    let name = |object: ObjectId| describe(recording, object);
    let heap = recording.heap();
    let phase = heap.phase().phase;
    match event {
        Event::Allocate {
            object,
            kind,
            class,
            ..
        } => {
            let class = class.map_or("object", |class| recording.tables().text(heap, class));
            match kind {
                Kind::Frame if recording.shape().is_drawn(object) => {
                    let code = recording.tables().text(heap, object);
                    format!("{code} is called: a frame for its variables.")
                }
                Kind::Frame => "A class body, or the module, runs in a frame of its own.".into(),
                _ if kind.is_gc() => format!("A new {class}, #{}.", object.get()),
                _ => format!("A new {class}: {}.", name(object)),
            }
        }
        Event::Deallocate {
            object,
            class,
            kind,
            ..
        } => match kind {
            Kind::Frame if recording.shape().is_drawn(object) => {
                let code = recording.tables().text(heap, object);
                format!("{code} returns: its frame goes.")
            }
            Kind::Frame => "The frame of a class body, or of the module, goes.".into(),
            _ => {
                let class = class.map_or("object", |class| recording.tables().text(heap, class));
                let what = if kind.is_gc() {
                    format!("#{}", object.get())
                } else {
                    name(object)
                };
                format!("{class} {what} is freed: nothing refers to it any more.")
            }
        },
        Event::Slot {
            object,
            index,
            before,
            after,
        } => {
            if heap.kind(object) == Kind::Weakref && index == 0 {
                return match after {
                    Some(after) => {
                        format!("A weak reference to {}: it does not count.", name(after))
                    }
                    None => "A weak reference is cleared: its object goes.".into(),
                };
            }
            let slot = slot(recording, object, index as usize);
            match (before, after) {
                (_, Some(after)) => refers(recording, &slot, object, after),
                (Some(before), None) => format!(
                    "{slot} no longer refers to {}.",
                    value(recording, object, before)
                ),
                (None, None) => String::new(),
            }
        }
        Event::Insert {
            object,
            index,
            value: Some(item),
        } => refers(
            recording,
            &slot(recording, object, index as usize),
            object,
            item,
        ),
        Event::Remove {
            object,
            value: Some(item),
            ..
        } => {
            format!(
                "{} no longer refers to {}.",
                name(object),
                value(recording, object, item)
            )
        }
        Event::Insert { object, .. } | Event::Remove { object, .. } => {
            format!("{} changes its size.", name(object))
        }
        Event::Refcount {
            object,
            before,
            after,
        } => {
            let what = value(recording, object, object);
            if before == 0 {
                format!(
                    "A new {}, with a reference count of {after}.",
                    new_name(recording, object)
                )
            } else if after == 0 {
                format!("Reference count of {what}: {before} → 0. It will be freed.")
            } else {
                format!("Reference count of {what}: {before} → {after}.")
            }
        }
        Event::GcRefs {
            object,
            before,
            after,
        } => gc_refs(recording, object, before, after),
        Event::Flags {
            object,
            before,
            after,
        } => flags(recording, object, before, after),
        Event::Class { object, after, .. } => {
            let class = after.map_or("nothing", |class| recording.tables().text(heap, class));
            format!("{} becomes a {class}.", name(object))
        }
        Event::Contents { object, .. } => format!("{} has other contents.", name(object)),
        Event::Link {
            object,
            before,
            after,
        } => link(recording, object, before, after),
        Event::Merge { from, to, .. }
        | Event::Split {
            from: to, to: from, ..
        } => {
            format!("{}All of {} joins {}.", prefix(phase), list(from), list(to))
        }
        Event::Phase { before, after } => phase_sentence(recording, before, after),
        Event::Counter {
            counter,
            before,
            after,
        } => counter_sentence(recording, counter, before, after),
        Event::Line { after, .. } => match recording.source_line(after.line).trim() {
            "" => format!("Line {}.", after.line),
            text => format!("Line {}: {text}", after.line),
        },
        Event::Print { before, after } => match recording
            .tables()
            .output
            .get(before as usize..after as usize)
        {
            Some([chunk, ..]) => {
                let text = chunk.text.trim_end();
                match chunk.stream {
                    Stream::Stdout => format!("Printed: {}", printed_line(recording, after)),
                    Stream::Stderr => format!("Written to stderr: {text}"),
                }
            }
            _ => String::new(),
        },
    }
}

/// The last line of the first chunks of stdout, which may have been printed piece by piece.
fn printed_line(recording: &Recording, chunks: u32) -> String {
    let mut pieces: Vec<&str> = Vec::new();
    let printed = recording.tables().output.iter().take(chunks as usize);
    for chunk in printed.rev().filter(|chunk| chunk.stream == Stream::Stdout) {
        if chunk.text.ends_with('\n') && !pieces.is_empty() {
            break;
        }
        pieces.push(&chunk.text);
    }
    pieces.reverse();
    let text = pieces.concat();
    text.trim_end()
        .lines()
        .next_back()
        .unwrap_or("")
        .to_string()
}

/// That a slot refers to an object; which is not called by the very slot.
fn refers(recording: &Recording, slot: &str, holder: ObjectId, object: ObjectId) -> String {
    let called = value(recording, holder, object);
    if called == slot {
        format!(
            "{slot} refers to {}.",
            indefinite(new_name(recording, object))
        )
    } else {
        format!("{slot} refers to {called}.")
    }
}

/// A type's name with its article.
fn indefinite(name: &str) -> String {
    let article = if name.starts_with(|first: char| "AEIOaeio".contains(first)) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}

/// What an object is called that nothing has named yet.
fn new_name(recording: &Recording, object: ObjectId) -> &str {
    recording.tables().type_name(recording.heap(), object)
}

/// A slot as Python writes it.
fn slot(recording: &Recording, object: ObjectId, index: usize) -> String {
    let (heap, tables, shape) = (recording.heap(), recording.tables(), recording.shape());
    match tables.label(heap, object, index) {
        Some(Label::Name(name)) if object == recording.globals() => format!("The name {name}"),
        Some(Label::Name(name)) => format!("The name {name} in {}", describe(recording, object)),
        Some(Label::Key(key)) => match shape.owner(object) {
            Some(owner) if heap.kind(key) == Kind::Str => {
                format!("{}.{}", describe(recording, owner), tables.text(heap, key))
            }
            _ => format!(
                "{}{}",
                describe(recording, object),
                tables.label_text(heap, &Label::Key(key))
            ),
        },
        Some(Label::Item) => format!("An item of {}", describe(recording, object)),
        Some(label) => format!(
            "{}{}",
            describe(recording, object),
            tables.label_text(heap, &label)
        ),
        // A dict that is being emptied has lost the key before the value.
        None if index % 2 == 1 => format!("A value of {}", describe(recording, object)),
        None => format!("A key of {}", describe(recording, object)),
    }
}

/// What a slot refers to. An object whose only name is that slot is better called by its type.
fn value(recording: &Recording, holder: ObjectId, value: ObjectId) -> String {
    let (heap, tables, shape) = (recording.heap(), recording.tables(), recording.shape());
    let called = describe(recording, value);
    if shape.is_namespace(heap, holder)
        && heap.is_gc(value)
        && !heap.flags(value).has(Flags::BUILTIN)
        && !is_dunder(&called)
    {
        let head = shape.head(heap, tables, value);
        return match heap.kind(value) {
            Kind::Type | Kind::Function => head,
            _ => indefinite(new_name(recording, value)),
        };
    }
    called
}

fn prefix(phase: Phase) -> String {
    match phase {
        Phase::Mutator => String::new(),
        phase => format!("{}: ", phase_name(phase)),
    }
}

fn gc_refs(recording: &Recording, object: ObjectId, before: u32, after: u32) -> String {
    let what = describe(recording, object);
    match recording.heap().phase().phase {
        Phase::UpdateRefs => format!(
            "update_refs: {what} starts with gc_refs {after}, a copy of its reference count."
        ),
        Phase::SubtractRefs => {
            let steps = &recording.index().subtractions;
            let holder = steps
                .binary_search_by_key(&recording.position(), |&(position, _)| position)
                .map_or_else(
                    |_| "a candidate".into(),
                    |place| describe(recording, steps[place].1),
                );
            format!("subtract_refs: {holder} refers to {what}: gc_refs {before} → {after}.")
        }
        Phase::MoveUnreachable => format!(
            "move_unreachable: something reachable refers to {what}, so it is reachable: gc_refs becomes {after}."
        ),
        phase => format!("{}gc_refs of {what}: {before} → {after}.", prefix(phase)),
    }
}

fn flags(recording: &Recording, object: ObjectId, before: Flags, after: Flags) -> String {
    let what = describe(recording, object);
    let phase = recording.heap().phase().phase;
    let gained = |mark: Flags| !before.has(mark) && after.has(mark);
    let lost = |mark: Flags| before.has(mark) && !after.has(mark);
    if gained(Flags::COLLECTING) {
        format!(
            "{}{what} is a candidate. Its gc_refs is {}, a copy of its reference count.",
            prefix(phase),
            recording.heap().gc_refs(object)
        )
    } else if lost(Flags::COLLECTING) {
        match phase {
            Phase::MoveUnreachable => format!(
                "move_unreachable: {what} has gc_refs {}, so something outside refers to it: it is reachable.",
                recording.heap().gc_refs(object)
            ),
            phase => format!("{}{what} is no candidate any more.", prefix(phase)),
        }
    } else if gained(Flags::UNREACHABLE) {
        format!(
            "{}{what} has gc_refs 0: unreachable, as far as is known.",
            prefix(phase)
        )
    } else if lost(Flags::UNREACHABLE) {
        match phase {
            Phase::MoveUnreachable if recording.heap().gc_refs(object) > 0 => {
                format!("move_unreachable: {what} is reachable after all.")
            }
            phase => format!("{}{what} stays unreachable.", prefix(phase)),
        }
    } else if gained(Flags::FINALIZED) {
        format!(
            "{}The finalizer of {what} is called, once for all.",
            prefix(phase)
        )
    } else if gained(Flags::WEAKLY_REFERENCED) {
        format!("{what} is referred to weakly; that does not count.")
    } else if lost(Flags::WEAKLY_REFERENCED) {
        format!("{what} is not referred to weakly any more.")
    } else if gained(Flags::UNCOUNTED) {
        format!("{what} is immortal: its reference count is not kept.")
    } else if gained(Flags::BARE_FRAME) {
        format!("{what} is held by the running call alone.")
    } else if gained(Flags::HEAP_TYPE) {
        format!("{what} refers to its class.")
    } else {
        format!("A mark on {what} changes.")
    }
}

fn list(list: GcList) -> &'static str {
    match list {
        GcList::Generation0 => "generation 0",
        GcList::Generation1 => "generation 1",
        GcList::Generation2 => "generation 2",
        GcList::Permanent => "the permanent generation",
        GcList::Unreachable | GcList::FinalUnreachable => "the unreachable objects",
        GcList::Callbacks => "the weak references to be told",
        GcList::Finalized => "the objects whose finalizer was looked at",
        GcList::Increment => "the increment",
        GcList::Reachable => "the objects that running calls reach",
    }
}

fn link(
    recording: &Recording,
    object: ObjectId,
    before: Option<ObjectId>,
    after: Option<ObjectId>,
) -> String {
    let heap = recording.heap();
    let what = describe(recording, object);
    let phase = heap.phase().phase;
    let Some(after) = after else {
        return format!("{}The collector stops tracking {what}.", prefix(phase));
    };
    let into = GcList::ALL
        .into_iter()
        .find(|list| list.head() == after || heap.list(*list).any(|one| one == after));
    match (phase, into) {
        (_, Some(GcList::Generation0)) if before.is_none() => {
            format!(
                "{}The collector tracks {what}: it joins generation 0.",
                prefix(phase)
            )
        }
        (Phase::MoveUnreachable, Some(GcList::Unreachable | GcList::FinalUnreachable)) => {
            format!(
                "move_unreachable: {what} has gc_refs 0 and moves to the unreachable objects, for the time being."
            )
        }
        (Phase::MoveUnreachable, Some(_)) => {
            format!("move_unreachable: {what} moves back to the candidates.")
        }
        (phase, Some(into)) => format!("{}{what} joins {}.", prefix(phase), list(into)),
        (phase, None) => format!("{}{what} changes its place.", prefix(phase)),
    }
}

fn counter_sentence(recording: &Recording, counter: Counter, before: u32, after: u32) -> String {
    let phase = prefix(recording.heap().phase().phase);
    match counter {
        Counter::Count(0) if after > before => {
            format!("{phase}One more allocation: generation 0 counts {before} → {after}.")
        }
        Counter::Count(0) if after + 1 == before => {
            format!("{phase}One allocation less: generation 0 counts {before} → {after}.")
        }
        Counter::Count(generation) => {
            format!("{phase}Generation {generation} counts {before} → {after}.")
        }
        Counter::Threshold(generation) => {
            format!(
                "The threshold of generation {generation} becomes {}.",
                after as i32
            )
        }
        Counter::Enabled if after == 0 => "Automatic collection is switched off.".into(),
        Counter::Enabled => "Automatic collection is switched on.".into(),
        Counter::Debug => format!("The collector's debug flags become {after}."),
        Counter::Collected => format!(
            "{phase}{}",
            match after {
                0 => "Nothing was unreachable.".to_string(),
                1 => "1 object was unreachable.".to_string(),
                after => format!("{after} objects were unreachable."),
            }
        ),
        Counter::LongLivedPending => {
            format!("{phase}{after} objects wait for the next full collection.")
        }
        Counter::WorkToDo => {
            format!("{phase}The work to do becomes {}.", after as i32)
        }
        Counter::LongLivedTotal => {
            format!("{phase}{after} objects have survived a full collection.")
        }
    }
}

fn phase_sentence(recording: &Recording, before: PhaseAt, after: PhaseAt) -> String {
    let generation = after.generation;
    match after.phase {
        Phase::Mutator => match recording.pass_here().map_or(0, |pass| pass.collected) {
            0 => format!("The collection of generation {} is over: it found nothing.", before.generation),
            1 => format!("The collection of generation {} is over: it found 1 object.", before.generation),
            count => format!("The collection of generation {} is over: it found {count} objects.", before.generation),
        },
        Phase::Start if after.manual => format!("gc.collect() starts a collection of generation {generation}."),
        Phase::Start => {
            let starts = format!("Generation {generation} is over its threshold: a collection starts by itself.");
            match recording.pass_here().and_then(|pass| pass.passed_over) {
                Some((pending, total)) => format!("{starts} Generation 2 is over its own, too, but is left out: {pending} objects wait for it, fewer than 25 % of the {total} that survived its last collection."),
                None => starts,
            }
        }
        Phase::MergeYounger if generation == 0 => "merge_younger: generation 0 is the youngest, nothing joins it.".into(),
        Phase::MergeYounger => format!("merge_younger: all younger objects join generation {generation}. These are the candidates."),
        Phase::UpdateRefs => "update_refs: every candidate gets gc_refs, a copy of its reference count.".into(),
        Phase::SubtractRefs => "subtract_refs: every reference from a candidate to a candidate is subtracted. What is left in gc_refs comes from outside.".into(),
        Phase::MoveUnreachable => "move_unreachable: gc_refs 0 means that nothing outside refers to it. What a reachable object refers to is reachable, too.".into(),
        Phase::UntrackTuples => "untrack_tuples: tuples that cannot be part of a cycle leave the collector's lists.".into(),
        Phase::MoveSurvivors if generation == 2 => "Survivors stay in generation 2, the oldest.".into(),
        Phase::MoveSurvivors => format!("Survivors move on to generation {}.", generation + 1),
        Phase::UntrackDicts => "untrack_dicts: dicts that cannot be part of a cycle leave the collector's lists.".into(),
        Phase::HandleWeakrefs => "handle_weakrefs: weak references to garbage are cleared, and their callbacks are called.".into(),
        Phase::FinalizeGarbage => "finalize_garbage: finalizers (__del__) of the garbage are called, while it is still whole.".into(),
        Phase::HandleResurrectedObjects => "handle_resurrected_objects: what a finalizer made reachable again is taken out.".into(),
        Phase::DeleteGarbage => "delete_garbage: the garbage lets go of what it refers to, and reference counting frees it.".into(),
        Phase::Finish => "finish: statistics and callbacks.".into(),
        Phase::AssessWorkToDo => "assess_work_to_do: the more new objects there are, the more has to be visited.".into(),
        Phase::MarkStacks => "mark_stacks: what running calls reach is alive. It counts as visited, and no increment looks at it.".into(),
        Phase::ExpandRegion => "expand_region_transitively_reachable: the increment takes in young objects, and old ones that wait, each with what it reaches.".into(),
        Phase::CompletedScavenge => "completed_scavenge: nothing waits any more. From now on all old objects wait again.".into(),
    }
}
