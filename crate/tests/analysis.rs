//! What the questions "why" and "what if" answer, held against plain searches on random heaps, and against what really
//! happens when a program cuts the reference itself.

mod random;

use std::collections::{BTreeMap, HashMap, HashSet};

use gc_playground::analysis::cut::{Outcome, cut};
use gc_playground::analysis::graph::Graph;
use gc_playground::analysis::weaken::weaken;
use gc_playground::analysis::{CLASS, Reference, Roots, chain, each_referent};
use gc_playground::heap::{Heap, Kind, ObjectId};
use gc_playground::profile::PROFILES;
use gc_playground::python::{self, Limits};
use gc_playground::recording::collection::Counted;
use gc_playground::recording::names::find;
use gc_playground::recording::why::{Step, why};
use gc_playground::recording::{Recording, Stride, what_if};
use gc_playground::refcount::Runtime;
use gc_playground::tape::Silent;
use random::{Program, STEPS, programs, reachable};

fn references(heap: &Heap) -> Vec<(Reference, ObjectId)> {
    let mut found = Vec::new();
    for holder in heap.objects() {
        each_referent(heap, holder, |target, slot| {
            found.push(((holder, slot), target))
        });
    }
    found
}

/// What some roots reach, without one object or one reference.
fn reached_without(
    heap: &Heap,
    roots: &[ObjectId],
    object: Option<ObjectId>,
    without: Option<Reference>,
) -> HashSet<ObjectId> {
    let mut found: HashSet<ObjectId> = HashSet::new();
    let mut todo: Vec<ObjectId> = roots.to_vec();
    while let Some(next) = todo.pop() {
        if Some(next) == object || !found.insert(next) {
            continue;
        }
        each_referent(heap, next, |target, slot| {
            if Some((next, slot)) != without {
                todo.push(target);
            }
        });
    }
    found
}

/// Counted objects only: the others live for ever.
fn counted(heap: &Heap, objects: impl IntoIterator<Item = ObjectId>) -> HashSet<ObjectId> {
    let is_counted = |object: &ObjectId| heap.is_counted(*object);
    objects.into_iter().filter(is_counted).collect()
}

fn heaps() -> impl Iterator<
    Item = (
        Heap,
        &'static gc_playground::profile::Profile,
        Vec<ObjectId>,
    ),
> {
    programs().map(|(profile, seed)| {
        let mut program = Program::new(profile, Silent, seed);
        for _ in 0..STEPS {
            program.step();
        }
        (
            program.runtime.world().heap().clone(),
            profile,
            program.held,
        )
    })
}

#[test]
fn what_is_held_from_outside_is_what_the_program_holds() {
    for (heap, _, held) in heaps() {
        let roots = Roots::new(&heap, None);
        assert_eq!(
            counted(&heap, roots.all()),
            held.iter().copied().collect::<HashSet<_>>()
        );
    }
}

#[test]
fn retained_is_what_no_way_around_reaches() {
    for (heap, _, _) in heaps() {
        let roots = Roots::new(&heap, None);
        let graph = Graph::new(&heap, &roots);
        let all = reachable(&heap, &roots.all());
        for object in heap.objects().filter(|&object| heap.is_counted(object)) {
            let around = reached_without(&heap, &roots.all(), Some(object), None);
            let expected = counted(&heap, all.difference(&around).copied());
            let found = graph
                .retained(object)
                .map(|found| found.into_iter().collect());
            assert_eq!(found, all.contains(&object).then_some(expected));
        }
    }
}

#[test]
fn a_component_is_all_that_leads_there_and_back() {
    for (heap, _, _) in heaps() {
        let graph = Graph::new(&heap, &Roots::new(&heap, None));
        let ways: HashMap<ObjectId, HashSet<ObjectId>> = heap
            .objects()
            .filter(|&object| heap.is_counted(object))
            .map(|object| {
                let next: Vec<ObjectId> = heap.referents(object).collect();
                (object, counted(&heap, reachable(&heap, &next)))
            })
            .collect();
        for (object, onward) in &ways {
            let mut expected: Vec<ObjectId> = (onward.iter().copied())
                .filter(|other| ways[other].contains(object))
                .collect();
            expected.sort_unstable();
            let found = graph.component(*object);
            assert_eq!(found.unwrap_or_default(), expected);
            let cycle = chain::shortest(&heap, &[*object], *object, |_, _| true);
            assert_eq!(cycle.is_some(), onward.contains(object));
            // It is a chain, from the object back to it.
            let mut at = *object;
            for (holder, slot) in cycle.into_iter().flatten() {
                assert_eq!(holder, at);
                at = if slot == CLASS {
                    heap.class(holder)
                } else {
                    heap.slot(holder, slot)
                }
                .unwrap();
            }
            assert_eq!(at, *object);
        }
    }
}

/// Whether counted references among some objects make a cycle, by taking away what nothing refers to.
fn has_cycle(
    members: &[ObjectId],
    references: &[(Reference, ObjectId)],
    weak: &[Reference],
) -> bool {
    let mut left: HashSet<ObjectId> = members.iter().copied().collect();
    loop {
        let held: HashSet<ObjectId> = references
            .iter()
            .filter(|(reference, _)| !weak.contains(reference) && left.contains(&reference.0))
            .map(|&(_, target)| target)
            .collect();
        let before = left.len();
        left.retain(|member| held.contains(member));
        if left.len() == before {
            return !left.is_empty();
        }
    }
}

#[test]
fn weakening_leaves_no_cycle_and_nothing_smaller_does() {
    let mut sizes = BTreeMap::new();
    for (heap, _, _) in heaps() {
        let roots = Roots::new(&heap, None);
        let graph = Graph::new(&heap, &roots);
        let reached: rustc_hash::FxHashSet<ObjectId> =
            reachable(&heap, &roots.all()).into_iter().collect();
        let mut seen = HashSet::new();
        for object in heap.objects() {
            let Some(members) = graph.component(object).filter(|_| seen.insert(object)) else {
                continue;
            };
            seen.extend(&members);
            let references = graph.references_among(&members);
            let entries = graph.entries(&members, &reached);
            let can_weaken = |(holder, _): Reference, _| heap.kind(holder) != Kind::Tuple;
            let Some(found) = weaken(&members, &references, entries.clone(), can_weaken) else {
                let strong: Vec<_> = (references.iter().copied())
                    .filter(|&(reference, target)| !can_weaken(reference, target))
                    .collect();
                assert!(has_cycle(&members, &strong, &[]), "an answer was possible");
                continue;
            };
            assert!(!has_cycle(&members, &references, &found.references));
            let is_held = |weak: &[Reference]| {
                let entered = (members.iter().zip(&entries)).filter(|(_, is_entry)| **is_entry);
                let mut held: HashSet<ObjectId> = entered.map(|(&member, _)| member).collect();
                let none = held.is_empty();
                for _ in &members {
                    for (reference, target) in &references {
                        if held.contains(&reference.0) && !weak.contains(reference) {
                            held.insert(*target);
                        }
                    }
                }
                none || held.len() == members.len()
            };
            assert_eq!(found.keeps, is_held(&found.references));
            let candidates: Vec<Reference> = (references.iter())
                .filter(|&&(reference, target)| can_weaken(reference, target))
                .map(|&(reference, _)| reference)
                .collect();
            if candidates.len() > 12 {
                continue;
            }
            assert!(found.is_smallest);
            *sizes.entry(found.references.len()).or_insert(0) += 1;
            for choice in 0..1_u32 << candidates.len() {
                let chosen: Vec<Reference> = (candidates.iter().enumerate())
                    .filter(|(number, _)| choice >> number & 1 == 1)
                    .map(|(_, &reference)| reference)
                    .collect();
                let is_better = !has_cycle(&members, &references, &chosen)
                    && (chosen.len() < found.references.len() || !found.keeps)
                    && (is_held(&chosen) || !found.keeps && chosen.len() < found.references.len());
                assert!(!is_better, "{chosen:?} is better than {found:?}");
            }
        }
    }
    assert!(sizes.len() > 1, "only trivial components: {sizes:?}");
}

/// Who dies at once, by counting in a table of its own.
fn count_down(heap: &Heap, (holder, slot): Reference) -> HashSet<ObjectId> {
    let mut counts: HashMap<ObjectId, u32> = (heap.objects())
        .map(|object| (object, heap.refcount(object)))
        .collect();
    // A key goes with its value.
    let slots = match heap.kind(holder) {
        Kind::Dict => vec![slot & !1, slot | 1],
        _ => vec![slot],
    };
    let mut dead = HashSet::new();
    let mut todo: Vec<ObjectId> = slots
        .iter()
        .filter_map(|&slot| heap.slot(holder, slot))
        .collect();
    // What was released by the cut itself must not be released again by the holder's own death.
    let mut given: Vec<Reference> = slots.iter().map(|&slot| (holder, slot)).collect();
    while let Some(object) = todo.pop() {
        let count = counts.get_mut(&object).unwrap();
        if !heap.is_counted(object) {
            continue;
        }
        *count -= 1;
        if *count == 0 && dead.insert(object) {
            each_referent(heap, object, |target, slot| {
                match given.iter().position(|&one| one == (object, slot)) {
                    Some(place) => drop(given.swap_remove(place)),
                    None => todo.push(target),
                }
            });
        }
    }
    dead
}

#[test]
fn a_cut_frees_what_counting_and_reaching_say() {
    let (mut at_once, mut later) = (0, 0);
    for (heap, profile, _) in heaps() {
        // A callback is given up when it has been called.
        let has_callback =
            |object| heap.kind(object) == Kind::Weakref && heap.slot(object, 1).is_some();
        if heap.objects().any(has_callback) {
            continue;
        }
        let roots = Roots::new(&heap, None).all();
        for (reference, _) in references(&heap) {
            if reference.1 == CLASS {
                continue;
            }
            // A pair of a dict goes together.
            if heap.kind(reference.0) == Kind::Dict
                && heap.slot(reference.0, reference.1 ^ 1).is_some()
            {
                continue;
            }
            let outcome = cut(&heap, profile, reference, &|_, _| false).unwrap();
            let Outcome { freed, left, .. } = outcome;
            let freed: HashSet<ObjectId> = freed.into_iter().collect();
            assert_eq!(freed, count_down(&heap, reference));
            let before = reachable(&heap, &roots);
            let after = reached_without(&heap, &roots, None, Some(reference));
            let lost = counted(&heap, before.difference(&after).copied());
            let dead: HashSet<ObjectId> = freed.iter().chain(&left).copied().collect();
            let reachable_dead: HashSet<ObjectId> = dead.intersection(&before).copied().collect();
            assert_eq!(reachable_dead, lost, "{reference:?}");
            at_once += freed.len();
            later += left.len();
        }
    }
    assert!(at_once > 0 && later > 0, "{at_once} at once, {later} later");
}

/// Programs with names to cut, and what differs between versions: instances with and without a `__dict__`.
const PROGRAMS: [&str; 4] = [
    "
class Node: pass
one = Node(); two = Node(); three = Node()
one.next = two; two.next = three; three.next = one
two = three = None
tail = three_more = [Node(), [one]]
",
    "
parent = {'children': []}
class Child:
    __slots__ = ('parent', 'name')
for name in ('a', 'b'):
    child = Child(); child.parent = parent; child.name = name
    parent['children'].append(child)
del child
pair = (parent, [1000, 2000])
",
    "
import weakref
class Node: pass
a = Node(); b = Node()
a.b = b; b.a = weakref.ref(a)
c = Node(); c.me = c
lost = Node(); lost.me = lost; lost.c = c; del lost
def make():
    box = []
    def get(): return box
    box.append(get)
    return get
get = make()
method = [].append
items = {(1, 2): a, 'b': b}
",
    "
def f():
    local = [1000]
    try:
        raise ValueError(local)
    except ValueError as error:
        kept = error
    return kept
error = f()
holder = [error, {'x': [error]}]
",
];

fn record(source: &str, version: &'static gc_playground::profile::Profile) -> Recording {
    let run = python::record(source, "main.py", version, Limits::default());
    let mut recording = Recording::new(run, source);
    assert!(
        recording.diagnostics().is_empty(),
        "{:?}\n{source}",
        recording.diagnostics()
    );
    recording.seek(recording.len());
    recording
}

type Types = BTreeMap<String, i64>;

/// How many containers of each type the last line of a program frees.
fn freed_by_last_line(source: &str, version: &'static gc_playground::profile::Profile) -> Types {
    // One more line, as the end of the program frees its frame.
    let mut recording = record(&format!("{source}gc.isenabled()\n"), version);
    let marks = recording.marks(Stride::Line);
    let name = |recording: &Recording, object| {
        recording
            .tables()
            .type_name(recording.heap(), object)
            .to_string()
    };
    let mark = |before_last: usize| marks[marks.len() - 1 - before_last];
    recording.seek(mark(1));
    let end: HashSet<ObjectId> = recording.heap().objects().collect();
    recording.seek(mark(2));
    let mut types = Types::new();
    for object in recording.heap().objects() {
        if recording.heap().kind(object).is_gc() && !end.contains(&object) {
            *types.entry(name(&recording, object)).or_default() += 1;
        }
    }
    types
}

fn types(items: &[Counted]) -> Types {
    let atoms = ["str", "int", "float", "bytes", "bool"];
    let mut types = Types::new();
    for item in items
        .iter()
        .filter(|item| !atoms.contains(&&*item.type_name))
    {
        let name = match &*item.type_name {
            "__dict__" => "dict",
            other => other,
        };
        *types.entry(name.to_string()).or_default() += i64::from(item.count);
    }
    types
}

#[test]
fn a_cut_frees_what_the_program_frees_that_cuts() {
    let mut cuts = 0;
    for (program, profile) in PROGRAMS
        .iter()
        .flat_map(|program| PROFILES.iter().map(move |&profile| (program, profile)))
    {
        let program = format!("import gc\n{program}");
        let recording = record(&program, profile);
        let garbage = freed_by_last_line(&format!("{program}gc.collect()\n"), profile);
        let scene = recording.scene();
        for figure in &scene.boxes {
            for row in 0..figure.rows.len() as u32 {
                let reference = what_if::reference(&recording, figure.object, row);
                let found = reference.and_then(|reference| what_if::cut(&recording, reference));
                let Some(found) = found.filter(|found| found.refusal.is_none()) else {
                    continue;
                };
                let Some(statement) = &found.statement else {
                    continue;
                };
                // Without its import the program could not collect.
                if statement == "del gc" {
                    continue;
                }
                cuts += 1;
                let about = format!("{statement}, {}\n{program}", profile.name);
                let cut = format!("{program}{statement}\n");
                assert_eq!(
                    types(&found.freed),
                    freed_by_last_line(&cut, profile),
                    "{about}"
                );
                let mut left = freed_by_last_line(&format!("{cut}gc.collect()\n"), profile);
                for (name, count) in &garbage {
                    *left.entry(name.clone()).or_default() -= count;
                }
                left.retain(|_, count| *count != 0);
                assert_eq!(types(&found.left), left, "{about}");
            }
        }
    }
    assert!(cuts > 60, "{cuts}");
}

fn texts(steps: &[Step]) -> String {
    let texts: Vec<&str> = steps.iter().map(|step| &*step.text).collect();
    texts.join(" ")
}

#[test]
fn an_answer_says_what_holds_an_object() {
    let recording = record(
        "
import gc
class Node: pass
a = Node(); a.b = Node(); a.items = [(Node(),)]; a.set = {Node()}
def f():
    local = []
    try: raise ValueError
    except ValueError as error: return error
error = f()
gc.callbacks.append(Node().__init__)
class Parent: pass
p = Parent(); p.children = [Parent()]; p.children[0].parent = p
x = y = []
x.append(y)
lost = Node(); lost.me = lost; del lost
",
        PROFILES[PROFILES.len() - 1],
    );
    for (expression, alive, cycle, weak) in [
        ("a.b", "a.b", "", ""),
        ("a.items[0][0]", "a.items[0][0]", "", ""),
        (
            "error.__traceback__.tb_frame.f_locals['local']",
            "error.__traceback__.tb_frame.f_locals['local']",
            "",
            "",
        ),
        (
            "p",
            "p",
            "p.children p.children[0] p.children[0].parent",
            "p.children[0].parent",
        ),
        ("x", "x", "x[0]", ""),
    ] {
        let (holder, slot) = find(&recording, expression).expect(expression);
        let object = recording.heap().slot(holder, slot).expect(expression);
        let why = why(&recording, object).expect(expression);
        assert_eq!((why.alive.kind, &*why.alive.text), ("name", alive));
        let found = why
            .cycle
            .map(|cycle| (texts(&cycle.steps), texts(&cycle.weaken)));
        assert_eq!(
            found.unwrap_or_default(),
            (cycle.into(), weak.into()),
            "{expression}"
        );
    }
    assert_eq!(find(&recording, "a.c"), None);
    let mut alive = Vec::new();
    for object in recording.heap().objects() {
        let class = recording.tables().type_name(recording.heap(), object);
        if class == "Node" {
            alive.push(why(&recording, object).map(|why| (why.alive.kind, why.alive.text)));
        }
    }
    let expected = [
        ("name", "a"),
        ("name", "a.b"),
        ("name", "a.items[0][0]"),
        ("name", "an item of a.set"),
        ("name", "gc.callbacks[0].__self__"),
        ("nothing", ""),
    ];
    let expected = expected.map(|(kind, text)| Some((kind, text.to_string())));
    assert_eq!(alive, expected);
}

#[test]
fn names_of_calls_and_the_interpreter_hold_for_the_moment() {
    let mut recording = record(
        "
def f(argument):
    inner = [argument]
    return inner
f([1])
",
        PROFILES[PROFILES.len() - 1],
    );
    let place = recording.lines().iter().position(|&line| line == 3);
    recording.seek(recording.marks(Stride::Line)[place.unwrap()]);
    let lists: Vec<ObjectId> = (recording.heap().objects())
        .filter(|&object| recording.heap().kind(object) == Kind::List)
        .filter_map(|object| {
            recording
                .scene()
                .boxes
                .iter()
                .find(|one| one.object == object)
        })
        .map(|figure| figure.object)
        .collect();
    let texts: Vec<String> = (lists.iter())
        .filter_map(|&object| Some(why(&recording, object)?.alive.text))
        .collect();
    assert_eq!(texts, ["argument in f()", "inner in f()"]);
}

#[test]
fn finalizers_are_told_and_not_called() {
    let recording = record(
        "
import gc, weakref
class Node:
    def __del__(self): print('bye')
a = Node()
r = weakref.ref(a, print)
tuple_of_a = (a,)
",
        PROFILES[PROFILES.len() - 1],
    );
    let cut = |expression| {
        let reference = find(&recording, expression).expect(expression);
        what_if::cut(&recording, reference).expect(expression)
    };
    let name = cut("a");
    assert_eq!(
        name.held.map(|reason| reason.text),
        Some("tuple_of_a[0]".into())
    );
    assert!(name.freed.is_empty() && name.left.is_empty() && name.first.is_empty());
    let item = cut("tuple_of_a[0]");
    assert_eq!(
        (item.statement, item.held.map(|reason| reason.text)),
        (None, Some("a".into()))
    );
    let reference = cut("r");
    assert_eq!(
        types(&reference.freed),
        Types::from([("ReferenceType".into(), 1)])
    );
    assert_eq!(cut("tuple_of_a").held, None);
    let mut alone = record(
        "
class Node:
    def __del__(self): print('bye')
a = [Node()]
",
        PROFILES[0],
    );
    let reference = find(&alone, "a").unwrap();
    assert_eq!(
        what_if::cut(&alone, reference).unwrap().first,
        ["a[0].__del__()"]
    );
    // In the middle of a step counts and references do not agree.
    alone.seek(alone.len() - 1);
    let found = (0..alone.len()).rev().any(|position| {
        alone.seek(position);
        find(&alone, "a")
            .and_then(|reference| what_if::cut(&alone, reference))
            .is_some_and(|cut| cut.refusal.is_some())
    });
    assert!(found);
}
